"""Text as we keep it: everything a person wrote, with what no program can show made visible."""

from __future__ import annotations

import re

# NUL and other C0 controls (not tab, not line feed), DEL, C1 controls, lone surrogates, and the two
# code points that no XML or JSON reader accepts. They break PDF, XLSX, XML and terminals.
_UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def _visible(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)  # the Unicode "control pictures": NUL becomes a visible sign
    return "\u2421" if code == 0x7F else "\ufffd"


def clean_text(text: str) -> str:
    """Return `text` with line ends as line feeds and unshowable characters visibly replaced (fault 42).

    All other characters stay exactly as they are, including markup, bidirectional marks and emoji.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNSHOWABLE.sub(_visible, text)


def one_line(text: str, limit: int = 120) -> str:
    """Return `text` on one line, at most `limit` characters, cut with an ellipsis."""
    flat = " ".join(text[: limit * 4].split())
    return flat if len(flat) <= limit else flat[: limit - 1].rstrip() + "…"


# Characters that reorder what is shown (Trojan Source); harmless in a note, misleading in a file name.
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def escape_bidi(name: str) -> str:
    """Return a file name with bidirectional controls shown by their code points (fault 43)."""
    return _BIDI.sub(lambda m: f"\\u{ord(m.group()):04x}", name)


def count_of(number: int, one: str, many: str | None = None) -> str:
    """Return "1 note", "2 notes", "1,240 notes"."""
    return f"{number:,} {one if number == 1 else (many or one + 's')}"


_BREAK_AFTER = re.compile(r"[^\s/\\]{18}|[/\\](?=.)")


def shown_path(name: str) -> str:
    """Return a path or file name as a window shows it: bidirectional controls visible, and able to wrap.

    A zero-width space after each separator, and inside very long names, lets a line break there. Text
    that was made for showing is never used to open anything.
    """
    return escape_bidi(_BREAK_AFTER.sub(lambda part: part.group() + "\u200b", name))
