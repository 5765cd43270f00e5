"""Finds out in which encoding a text file is written, and refuses files that are not text.

Marks and UTF-8 are certain and cheap; the whole file is looked at, piece by piece. The rest is a guess
from the letters: first among the encodings that English files come in, then by charset-normalizer,
which is strong on other alphabets but mistakes one Western encoding for another.
"""

from __future__ import annotations

import codecs
import re
import stat
from pathlib import Path
from typing import BinaryIO

from tia_desktop.domain.errors import InputError

HEAD = 64 * 1024
_SAMPLE = 64 * 1024
_CHUNK = 1024 * 1024

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_SHEET = "a spreadsheet or a ZIP archive. Open it, save the sheet as CSV, and import that file"
_NOT_TEXT = (
    (b"PK\x03\x04", _SHEET),
    (b"PK\x05\x06", _SHEET),
    (
        b"\xd0\xcf\x11\xe0",
        "an old spreadsheet or document. Open it, save the sheet as CSV, and import that file",
    ),
    (b"%PDF", "a PDF. Copy its table into a spreadsheet, save that as CSV, and import that file"),
    (b"\x1f\x8b", "compressed. Unpack it first, and import the file that is in it"),
    (b"BZh", "compressed. Unpack it first, and import the file that is in it"),
    (b"\xfd7zXZ\x00", "compressed. Unpack it first, and import the file that is in it"),
    (b"7z\xbc\xaf'\x1c", "compressed. Unpack it first, and import the file that is in it"),
    (b"(\xb5/\xfd", "compressed. Unpack it first, and import the file that is in it"),
    (b"SQLite format 3\x00", "a database or an inspection, not a table. Choose a CSV file"),
    (b"\x89PNG", "a picture. Choose a CSV file"),
    (b"\xff\xd8\xff", "a picture. Choose a CSV file"),
    (b"GIF8", "a picture. Choose a CSV file"),
    (b"{\\rtf", "a text document. Save its table as CSV, and import that file"),
)


def encoding_of(path: Path) -> str:
    """Return the name of the codec for a text file.

    Raises:
        InputError: the file cannot be read, is empty, or is no text.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise InputError(f"“{path.name}” is not a file. Choose a CSV file.")
        with path.open("rb") as file:
            head = file.read(HEAD)
            _refuse(path.name, head)
            return _certain(head) or _unmarked_wide(head) or _by_reading(file, head, path.name)
    except FileNotFoundError:
        raise InputError(f"There is no file “{path.name}” here. Check the name and the folder.") from None
    except OSError as error:
        raise InputError(f"“{path.name}” cannot be read: {error.strerror}.") from error


def _refuse(name: str, head: bytes) -> None:
    for magic, what in _NOT_TEXT:
        if head.startswith(magic):
            raise InputError(f"“{name}” is {what}.")
    if not head.strip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"):
        raise InputError(f"“{name}” is empty. Choose a file with a header row and rows below it.")


def _certain(head: bytes) -> str:
    return next((codec for mark, codec in _MARKS if head.startswith(mark)), "")


def _unmarked_wide(head: bytes) -> str:
    """UTF-16 and UTF-32 without a mark: zeros stand at every second place, or at three of four."""
    whole = head[: len(head) // 4 * 4]
    if len(whole) < 8:
        return ""
    zeros = [whole[n::4].count(0) / (len(whole) / 4) for n in range(4)]
    if min(zeros[1:]) > 0.9 and zeros[0] < 0.1:
        return "utf-32-le"
    if min(zeros[:3]) > 0.9 and zeros[3] < 0.1:
        return "utf-32-be"
    even, odd = (zeros[0] + zeros[2]) / 2, (zeros[1] + zeros[3]) / 2
    enough = 0.5 if len(whole) < 200 else 0.1  # a stray zero in a small file says nothing
    if odd > enough and odd > 5 * even:
        return "utf-16-le"
    return "utf-16-be" if even > enough and even > 5 * odd else ""


def _by_reading(file: BinaryIO, head: bytes, name: str) -> str:
    if sum(b < 9 or 13 < b < 27 for b in head) > len(head) / 10:
        raise InputError(f"“{name}” is not a text file. Choose a CSV file.")
    decoder = codecs.getincrementaldecoder("utf-8")()
    sample, piece = bytearray(), head
    is_utf8 = True
    while piece:
        if is_utf8:
            try:
                decoder.decode(piece)
            except UnicodeDecodeError:
                is_utf8 = False
        if not piece.isascii() and len(sample) < _SAMPLE:
            sample += b"\n".join(line for line in piece.splitlines() if not line.isascii())
        if not is_utf8 and len(sample) >= _SAMPLE:
            break
        piece = file.read(_CHUNK)
    return "utf-8" if is_utf8 and not decoder.getstate()[0] else guess(bytes(sample[:_SAMPLE]))


def guess(sample: bytes) -> str:
    """Guess the codec of lines that are not plain UTF-8."""
    as_utf8 = sample.decode("utf-8", "replace")
    broken = as_utf8.count("\ufffd")
    if sum(not c.isascii() for c in as_utf8) > 2 * broken:
        return "utf-8"  # written as UTF-8 and damaged here and there
    codec, share = max(((c, _plausible(sample, c)) for c in _WESTERN), key=lambda pair: pair[1])
    if share > 0.4:
        return codec
    from charset_normalizer import from_bytes  # 20 ms: only for what is left

    best = from_bytes(sample).best()
    return best.encoding if best else "cp1252"


_WESTERN = ("cp1252", "mac_roman", "cp850")  # of equals, the first is taken
_LETTERS = "À-ÖØ-Ýà-öø-ýÿßŒœ"
# Where a character of Western European text may stand ...
_GOOD = re.compile(
    f"(?<=[A-Za-z])[à-öø-ýÿßœ’]|[{_LETTERS}](?=[a-z])|(?<=[A-Z])[À-ÖØ-ÝŒ]|(?<=\\s)[àé](?=\\s)|£(?=\\s?\\d)|(?<=\\d)[°½¼¾²³€£%]"
    "|€(?=\\s?\\d)|(?<=\\s)[–—•·](?=\\s)|(?<!\\w)[“‘«¿¡](?=\\w)|(?<=[\\w.,!?…])[”’»…](?!\\w)|[\u00a0©®™]"
)
# ... and where it never stands.
_BAD = re.compile(
    "(?<=[a-z])[À-ÖØ-ÝŠŽŸ]|(?<=[A-Za-z])[ŠšŽž†‡ˆ‰˜¢-¬¯-»¿¡„‚”“](?=[A-Za-z])|(?<=[a-z])[‡ˆ‰‚„](?!\\w)"
    "|[\ufffd\u2500-\u259f]|[Ÿœ](?=\\d)"
)


def _plausible(sample: bytes, codec: str) -> float:
    """How well a codec explains the sample: at most 1, when every character stands in a good place."""
    text = sample.decode(codec, "replace")
    count = sum(not c.isascii() for c in text) or 1
    return (len(_GOOD.findall(text)) - 2 * len(_BAD.findall(text))) / count
