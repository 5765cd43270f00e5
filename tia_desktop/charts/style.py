"""Fonts and colours on paper. The colours are those of the window's light theme."""

from __future__ import annotations

from functools import cache
from typing import Any

from tia_desktop import paths

BODY = "TIA"
BOLD = "TIA-Bold"

PAPER = "#FFFFFF"
INK = "#1C2127"
MUTED = "#565248"
EDGE = "#7A7468"
HAIRLINE = "#D9D5CB"
SHADE = "#F4F2ED"
PRIMARY = "#0E5A63"
PRIMARY_TINT = "#DDECEC"
GOOD, GOOD_TINT = "#0B6B46", "#DDF1E6"
OK, OK_TINT = "#2A5DA8", "#E1EAF7"
WEAK, WEAK_TINT = "#8F4A00", "#FBE9D2"
BAD, BAD_TINT = "#A3191F", "#FBE0DF"

MISSING = "\N{REPLACEMENT CHARACTER}"


@cache
def register_fonts() -> frozenset[int]:
    """Make the fonts known to reportlab and return the code points that both of them can show."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    folder = paths.resources_dir() / "fonts"
    fonts = [
        TTFont(BODY, str(folder / "DejaVuSansCondensed.ttf")),
        TTFont(BOLD, str(folder / "DejaVuSansCondensed-Bold.ttf")),
    ]
    for font in fonts:
        pdfmetrics.registerFont(font)
    pdfmetrics.registerFontFamily(BODY, normal=BODY, bold=BOLD, italic=BODY, boldItalic=BOLD)
    return frozenset.intersection(*(frozenset(font.face.charToGlyph) for font in fonts))


def showable(text: str) -> str:
    """Return `text` with each character that the fonts lack replaced by `MISSING`."""
    if text.isascii():
        return text
    known = register_fonts()
    lacking = {code for code in map(ord, set(text)) if code not in known and code != 0x0A}
    return text.translate(dict.fromkeys(lacking, MISSING)) if lacking else text


def ink(colour: str) -> Any:
    """Return a colour of this module as reportlab's `Color`."""
    from reportlab.lib.colors import HexColor

    return HexColor(colour)


def label(
    x: float,
    y: float,
    text: str,
    *,
    size: float = 9,
    anchor: str = "middle",
    colour: str = INK,
    bold: bool = False,
) -> Any:
    """Return one line of text for a drawing, with `x` at its "start", "middle" or "end"."""
    from reportlab.graphics.shapes import String

    return String(
        x,
        y,
        showable(text),
        fontName=BOLD if bold else BODY,
        fontSize=size,
        textAnchor=anchor,
        fillColor=ink(colour),
    )


def name_lines(name: str, room: float, most: int, *, size: float = 9, bold: bool = False) -> list[str]:
    """Return a name as the lines that there is room for; what is left out shows as an ellipsis."""
    from reportlab.lib.utils import simpleSplit
    from reportlab.pdfbase.pdfmetrics import stringWidth

    font = BOLD if bold else BODY
    found = [str(line) for line in simpleSplit(showable(name), font, size, room)] or [""]
    if len(found) <= most and stringWidth(found[0], font, size) <= room:
        return found
    last = found[most - 1] if len(found) >= most else found[-1]
    while last and stringWidth(f"{last}…", font, size) > room:
        last = last[:-1]
    return [*found[: most - 1], f"{last.rstrip()}…"]


def svg(drawing: Any) -> bytes:
    """Return a drawing as SVG for the window, which writes it in its own font."""
    from reportlab.graphics import renderSVG

    text = str(renderSVG.drawToString(drawing))
    text = text.replace(f"font-family: {BOLD};", "font-weight: bold;").replace(f"font-family: {BODY};", "")
    return text.encode("utf-8")
