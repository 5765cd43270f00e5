"""The PDF as a document: pages with header and footer, headings with bookmarks, a list of contents.

"Page 3 of 17" and the page numbers of the contents are small forms that are drawn at once and filled in at
the end, so one pass is enough however long the report is.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, NextPageTemplate, PageTemplate, Paragraph

from tia_desktop.charts import style
from tia_desktop.exporters.pdf_text import escape, styles

LEFT = RIGHT = 56.0
TOP, BOTTOM = 68.0, 62.0
WIDTH = A4[0] - LEFT - RIGHT

_TOTAL = "total-pages"


class Heading(Paragraph):  # type: ignore[misc]
    """A heading that sets a bookmark and a line of the outline where it lands.

    `number_form` is the name of the form that shows its page in the contents.
    """

    def __init__(self, text: str, name: str, *, level: int, key: str, label: str = "") -> None:
        super().__init__(escape(text), styles()[name])
        self.keepWithNext = 1
        self._mark = (label or text, level, key)

    def draw(self) -> None:
        """Draw the heading, and note where it stands."""
        label, level, key = self._mark
        canvas = self.canv
        canvas.bookmarkHorizontal(key, 0, self.height + 12)
        canvas.addOutlineEntry(style.showable(label)[:200], key, level, closed=level > 0)
        canvas._doctemplate.note_page(key, canvas.getPageNumber())
        super().draw()


class ContentsLine(Flowable):  # type: ignore[misc]
    """A line of the list of contents; a click leads there. Its page number is filled in at the end."""

    def __init__(self, text: str, key: str, *, level: int) -> None:
        super().__init__()
        self._text, self._key, self._level = text, key, level
        self.height = 22 if level == 0 else 18

    def wrap(self, available: float, _height: float) -> tuple[float, float]:
        """Take the whole width."""
        self.width = available
        return available, self.height

    def draw(self) -> None:
        """Draw the words and a place for the number."""
        canvas, indent = self.canv, 14 * self._level
        font = style.BOLD if self._level == 0 else style.BODY
        canvas.setFont(font, 10.5)
        canvas.setFillColor(style.ink(style.INK))
        canvas.drawString(indent, 5, style.showable(self._text))
        canvas.setStrokeColor(style.ink(style.HAIRLINE))
        canvas.setLineWidth(0.4)
        canvas.line(indent, 0, self.width, 0)
        canvas.saveState()
        canvas.translate(self.width, 5)
        canvas.doForm(page_form(self._key))
        canvas.restoreState()
        canvas.linkAbsolute("", self._key, (0, 0, self.width, self.height), thickness=0)


def page_form(key: str) -> str:
    """Return the name of the form that shows the page of a heading."""
    return f"page-of-{key}"


class Report(BaseDocTemplate):  # type: ignore[misc]
    """An A4 document with a cover and plain pages."""

    def __init__(self, path: Path, *, title: str, subject: str, header: str, footer: str) -> None:
        super().__init__(
            str(path), pagesize=A4, title=title, subject=subject, author="TIA Desktop", creator="TIA Desktop",
            lang="en-GB", invariant=1, initialFontName=style.BODY,
        )  # fmt: skip
        self._header, self._footer = style.showable(header), style.showable(footer)
        self._pages: dict[str, int] = {}
        frame = Frame(LEFT, BOTTOM, WIDTH, A4[1] - TOP - BOTTOM, 0, 0, 0, 0)
        self.addPageTemplates(
            [
                PageTemplate("cover", [frame], onPage=self._draw_cover),
                PageTemplate("plain", [frame], onPage=self._draw_furniture),
            ]
        )

    def build_batches(self, batches: Iterable[list[Any]]) -> None:
        """Set batch after batch, so that only one batch is in memory at a time.

        The loop is that of `BaseDocTemplate.build`, which wants the whole story at once.
        """
        self._startBuild(None)
        self.canv._doctemplate = self
        self.canv.setPageCompression(1)
        self.canv.showOutline()
        for batch in batches:
            while batch:
                self.clean_hanging()
                self.handle_flowable(batch)
        self._fill_in_numbers()
        self._endBuild()

    def note_page(self, key: str, number: int) -> None:
        """Remember on which page a heading stands."""
        self._pages[key] = number

    def _fill_in_numbers(self) -> None:
        """Define the forms that were drawn before their numbers were known."""
        self._define(_TOTAL, str(self.page), 8.5, "left", style.MUTED)
        for key, number in self._pages.items():
            self._define(page_form(key), str(number), 10.5, "right", style.INK)

    def _define(self, name: str, text: str, size: float, align: str, colour: str) -> None:
        canvas = self.canv
        canvas.beginForm(name, -60, -6, 60, 16)
        canvas.setFont(style.BODY, size)
        canvas.setFillColor(style.ink(colour))
        (canvas.drawString if align == "left" else canvas.drawRightString)(0, 0, text)
        canvas.endForm()

    @staticmethod
    def _draw_cover(canvas: Any, _document: Any) -> None:
        canvas.saveState()
        canvas.setFillColor(style.ink(style.PRIMARY))
        canvas.rect(0, A4[1] - 14, A4[0], 14, stroke=0, fill=1)
        canvas.restoreState()

    def _draw_furniture(self, canvas: Any, _document: Any) -> None:
        canvas.saveState()
        canvas.setFont(style.BODY, 8.5)
        canvas.setFillColor(style.ink(style.MUTED))
        canvas.drawString(LEFT, A4[1] - 42, self._header)
        canvas.drawRightString(A4[0] - RIGHT, A4[1] - 42, "Findings and judgements")
        canvas.setStrokeColor(style.ink(style.HAIRLINE))
        canvas.setLineWidth(0.5)
        canvas.line(LEFT, A4[1] - 49, A4[0] - RIGHT, A4[1] - 49)
        canvas.drawRightString(A4[0] - RIGHT, 34, self._footer)
        here = f"Page {canvas.getPageNumber()} of "
        canvas.drawString(LEFT, 34, here)
        canvas.translate(LEFT + canvas.stringWidth(here, style.BODY, 8.5), 34)
        canvas.doForm(_TOTAL)
        canvas.restoreState()


def next_plain() -> Any:
    """Return what makes the pages after the cover plain ones."""
    return NextPageTemplate("plain")
