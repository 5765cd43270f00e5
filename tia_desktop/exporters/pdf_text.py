"""Text for the PDF: styles, escaping, and cutting long texts into paragraphs that reportlab sets quickly."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import cache
from typing import Any
from xml.sax.saxutils import escape as escape_xml

from tia_desktop.charts import style
from tia_desktop.domain.text import clean_text

CHUNK = 1_800  # characters; a paragraph's cost grows with the square of its length
RUN = 200  # a longer run without a space is cut, so that it never has to be broken letter by letter

_STYLES: dict[str, dict[str, Any]] = {
    "body": {"fontSize": 10.5, "leading": 15, "spaceAfter": 6},
    "hanging": {"fontSize": 10.5, "leading": 15, "leftIndent": 16, "spaceAfter": 6},
    "small": {"fontSize": 9, "leading": 12.5, "textColor": style.MUTED, "spaceAfter": 6},
    "cell": {"fontSize": 9.5, "leading": 12.5},
    "cell_head": {"fontSize": 9, "leading": 12, "fontName": style.BOLD},
    "kicker": {"fontSize": 12, "leading": 16, "textColor": style.MUTED, "spaceAfter": 10},
    "title": {
        "fontSize": 30, "leading": 36, "fontName": style.BOLD, "textColor": style.PRIMARY, "spaceAfter": 8,
    },
    "subtitle": {"fontSize": 15, "leading": 20, "spaceAfter": 22},
    "card": {"fontSize": 9.5, "leading": 13, "textColor": style.MUTED, "spaceAfter": 3},
    "card_big": {"fontSize": 19, "leading": 24, "fontName": style.BOLD},
    "h1": {
        "fontSize": 19, "leading": 24, "fontName": style.BOLD, "textColor": style.PRIMARY, "spaceBefore": 22,
        "spaceAfter": 10,
    },
    "h2": {"fontSize": 13.5, "leading": 18, "fontName": style.BOLD, "spaceBefore": 16, "spaceAfter": 5},
    "h3": {"fontSize": 10.5, "leading": 14, "fontName": style.BOLD, "spaceBefore": 8, "spaceAfter": 4},
    "finding": {"fontSize": 11, "leading": 15.5, "fontName": style.BOLD, "leftIndent": 20, "spaceBefore": 9},
    "under_finding": {
        "fontSize": 9, "leading": 13, "textColor": style.MUTED, "leftIndent": 20, "spaceAfter": 3,
    },
    "note": {
        "fontSize": 10.5, "leading": 14.5, "leftIndent": 46, "spaceBefore": 9, "allowOrphans": 0,
        "allowWidows": 0,
    },
    "note_more": {"fontSize": 10.5, "leading": 14.5, "leftIndent": 46},
    "contents": {"fontSize": 10.5, "leading": 19},
}  # fmt: skip


@cache
def styles() -> dict[str, Any]:
    """Return the paragraph styles by name."""
    from reportlab.lib.styles import ParagraphStyle

    style.register_fonts()
    return {
        name: ParagraphStyle(
            name, **{"fontName": style.BODY, "bulletFontName": style.BODY, "textColor": style.INK, **values}
        )
        for name, values in _STYLES.items()
    }


def escape(text: str) -> str:
    """Return any text as markup that shows it literally (faults 38, 42): the only way into a Paragraph.

    Characters that the fonts lack become `style.MISSING`.
    """
    return escape_xml(style.showable(clean_text(text))).replace("\n", "<br/>")


def lacks_signs(text: str) -> bool:
    """Whether the PDF shows some characters of `text` as `style.MISSING`."""
    clean = clean_text(text)
    return style.showable(clean) != clean


def chunks(text: str, size: int = CHUNK) -> Iterator[str]:
    """Cut `text` into pieces of at most `size` characters, at line ends or spaces where there are any."""
    start = 0
    while len(text) - start > size:
        window = text[start : start + size]
        cut = window.rfind("\n") + 1
        if cut < size // 2:
            cut = max(cut, window.rfind(" ") + 1)
        cut = cut or size
        yield _cut_runs(window[:cut].removesuffix("\n"))
        start += cut
    yield _cut_runs(text[start:])


def _cut_runs(text: str) -> str:
    """Put a line end into each run of more than `RUN` characters without a space (fault 41)."""
    if len(text) <= RUN:
        return text
    words = (
        word if len(word) <= RUN else "\n".join(word[i : i + RUN] for i in range(0, len(word), RUN))
        for word in text.split(" ")
    )
    return " ".join(words)


def paragraph(markup: str, name: str = "body", bullet: str | None = None) -> Any:
    """Return a Paragraph. `markup` is ours; whatever a person wrote went through `escape` before."""
    from reportlab.platypus import Paragraph

    return Paragraph(markup, styles()[name], bulletText=bullet)


def text_paragraphs(text: str, name: str = "body") -> list[Any]:
    """Return a person's text as one or more paragraphs."""
    return told("", text, name=name)


def told(before: str, text: str, after: str = "", name: str = "body") -> list[Any]:
    """Return a person's text between two pieces of our markup: all of it, however long it is."""
    pieces = [escape(piece) for piece in chunks(text)]
    pieces[0] = f"{before}{pieces[0]}"
    pieces[-1] += after
    return [paragraph(piece, name) for piece in pieces]


def coloured(markup: str, colour: str) -> str:
    """Return markup in a colour of `charts.style`."""
    return f'<font color="{colour}">{markup}</font>'


def day_of(moment: str) -> str:
    """Return "22 November 2025" of an ISO date or time; anything else as it is."""
    try:
        when = datetime.fromisoformat(moment)
    except ValueError:
        return moment
    return f"{when.day} {when:%B %Y}"


def minute_of(moment: str) -> str:
    """Return "22 November 2025, 10:15" of an ISO time; of a date, the day alone."""
    return f"{day_of(moment)}, {moment[11:16]}" if len(moment) >= 16 and moment[10] == "T" else day_of(moment)
