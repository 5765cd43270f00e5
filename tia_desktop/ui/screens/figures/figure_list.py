"""The figures of this inspection under where they come from; one unfolds to be corrected or taken away."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from tia_desktop.domain.text import shown_path
from tia_desktop.services.figure_comparison import ComparedFigure
from tia_desktop.ui.fields import TextField
from tia_desktop.ui.figure_told import told
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.parts import Stack, field_grid
from tia_desktop.ui.saving import Saved
from tia_desktop.ui.screens.figures.kept_presenter import KeptPresenter
from tia_desktop.ui.screens.figures.model import number_words
from tia_desktop.ui.theme import em
from tia_desktop.ui.unfolding import Row, Section, UnfoldingList
from tia_desktop.ui.widgets import Button, Card, button, flow

AT_A_TIME = 60
"""Figures that are shown before "Show all": hundreds at once would make the window wait."""


class FigureList(QWidget):
    """One row for each figure."""

    def __init__(self, presenter: KeptPresenter) -> None:
        super().__init__()
        self._presenter, self._all = presenter, False
        self.detail = FigureDetail(presenter)
        title = tr("Figures of this inspection")
        self.rows = UnfoldingList(title, self.detail, title=title, may_close=self.detail.flush)
        self.rows.opened.connect(self.detail.show_figure)
        self._more: Button = button("", self._show_all, "quiet", icon="chevron_down")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(self.rows)
        box.addWidget(flow(self._more))

    def fill(self) -> None:
        """Show what is stored now."""
        sections, left = list[Section](), 10**9 if self._all else AT_A_TIME
        found = self._presenter.figures()
        for source, lines in found:
            rows = tuple(
                Row(x.figure_id, shown_path(x.words), x.details, "report", "primary") for x in lines[:left]
            )
            left -= len(rows)
            if rows:
                sections.append(Section(shown_path(source), rows))
        empty = tr("No figure is kept yet. Bring some in from a table that a regulator publishes.")
        self.rows.show_rows(sections, empty=empty)
        every = sum(len(lines) for _, lines in found)
        self._more.set_words(tr("Show all {n}").format(n=every))
        self._more.setVisible(not self._all and every > AT_A_TIME)
        if self.rows.current:
            self.detail.show_figure(self.rows.current)

    def _show_all(self) -> None:
        self._all = True
        self.fill()
        ids = self.rows.row_ids()
        first = self.rows.button(ids[AT_A_TIME]) if len(ids) > AT_A_TIME else None
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)


class FigureDetail(QWidget):
    """One figure, corrected field by field."""

    def __init__(self, presenter: KeptPresenter) -> None:
        super().__init__()
        self._presenter, self._figure = presenter, ""
        self.texts = {
            "value": TextField(tr("Figure"), partial(self._change, "value"), limit=40),
            "period": TextField(tr("Period"), partial(self._change, "period"), limit=60),
            "source": TextField(tr("Where it comes from"), partial(self._change, "source")),
        }
        self.remove = button(tr("Take away"), self._remove, "quiet", icon="trash")
        self.told = Stack(6)
        card = Card("plain", pad=14, gap=12)
        card.add(self.told, field_grid(*self.texts.values(), least=190), flow(self.remove))
        box = QHBoxLayout(self)
        box.setContentsMargins(em(30), 2, 0, 8)
        box.addWidget(card)

    def show_figure(self, figure_id: str) -> None:
        """Show a figure."""
        figure = self._presenter.figure(figure_id)
        if figure is None:
            return
        stored = {"value": number_words(figure.value), "period": figure.period, "source": figure.source}
        for name, field in self.texts.items():
            if figure_id != self._figure:
                field.forget()
            field.show_stored(stored[name])
        if figure_id != self._figure:
            self.told.show_parts([])
        self._figure = figure_id
        self._presenter.compare(figure, self._tell)
        name = self._presenter.name(figure)
        self.remove.setAccessibleName(tr("Take away: {title}").format(title=name))

    def _tell(self, found: ComparedFigure) -> None:
        if isValid(self.told):  # a worker may come back when the page is gone
            self.told.show_parts(told(self._presenter.context, found))

    def flush(self) -> bool:
        """Save what stands in the fields, before another row unfolds. What is refused takes the focus."""
        fields = [f for f in self.texts.values() if f.isVisibleTo(self)]
        refused = [field for field in fields if not field.commit()]
        if refused:
            refused[0].editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return not refused

    def _change(self, field: str, text: str) -> Saved:
        return self._presenter.change(self._figure, field, text)

    def _remove(self) -> None:
        self._presenter.remove(self._figure)
