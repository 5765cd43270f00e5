"""The figures beside one finding, in its editor."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from tia_desktop.domain.text import shown_path
from tia_desktop.services.figure_words import figure_words, in_short
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.figure_told import told
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.parts import Stack
from tia_desktop.ui.screens.findings.figure_stance import stance_chips, stance_line, stance_words
from tia_desktop.ui.screens.findings.figures_presenter import FiguresPresenter
from tia_desktop.ui.unfolding import Row, Section, UnfoldingList
from tia_desktop.ui.widgets import ComboBox, LabeledField, button, column, flow, heading, icon_row


class FiguresBehind(QWidget):
    """What figures stand beside a finding; Enter opens one. Nothing is shown while no figure is kept.

    Args:
        context: of the page.
        finding_id: a finding that is stored.
    """

    def __init__(self, context: ScreenContext, finding_id: str) -> None:
        super().__init__()
        self._context, self.finding_id = context, finding_id
        self.presenter = FiguresPresenter(context, self._read, finding_id)
        self.detail = Stack(6)
        self.detail.setContentsMargins(12, 4, 0, 10)
        self.list = UnfoldingList(tr("Figures beside this finding"), self.detail)
        self.list.setProperty("bare", True)
        self.list.opened.connect(self._show_detail)
        self._warning, self._offer = Stack(4), Stack(6)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        title = heading(tr("Figures beside it"), 3)
        self._all = column(title, self._warning, self.list, self._offer, gap=6)
        box.addWidget(self._all)
        self.presenter.load()

    def refresh(self) -> None:
        """Show what is stored now."""
        self.presenter.load()

    # ---- inside

    def _read(self) -> None:
        if isValid(self):  # a worker may come back when the page is gone
            self._fill()

    def _fill(self) -> None:
        self._all.setVisible(bool(self.presenter.figures))
        warning = self.presenter.warning(self.finding_id)
        self._warning.show_parts([icon_row("warning", warning, tone="weak")] if warning else [])
        links = self.presenter.behind(self.finding_id)
        rows = tuple(row for link in links for row in self._row(link.figure_id, link.stance))
        self.list.show_rows([Section("", rows)], empty=tr("No figure stands beside it yet."))
        if self.list.current:
            self._show_detail(self.list.current)
        self._show_offer()

    def _row(self, figure_id: str, stance: str) -> list[Row]:
        found = self.presenter.figure(figure_id)
        if found is None:
            return []
        value = figure_words(found.figure.value, found.spec.unit)
        second = f"{stance_words(stance)} · {found.figure.period} · {tr(in_short(found)).rstrip('.')}"
        words = shown_path(f"{found.name}: {value}")
        return [Row(figure_id, words, shown_path(second), "report", "primary", strong=False)]

    def _show_detail(self, figure_id: str) -> None:
        found = self.presenter.figure(figure_id)
        stance = next(
            (x.stance for x in self.presenter.behind(self.finding_id) if x.figure_id == figure_id), ""
        )
        if found is None or not stance:
            return
        line = stance_line(
            stance, found.spec.code, partial(self._link, figure_id), partial(self._unlink, figure_id)
        )
        self.detail.show_parts([*told(self._context, found), line])

    def _show_offer(self) -> None:
        found = self.presenter.unused_here(self.finding_id)
        if not found:
            self._offer.show_parts([])
            return
        choice = ComboBox([("", tr("Choose a figure")), *found])
        stance = stance_chips()
        put = button(
            tr("Put it beside this finding"),
            lambda: self._link(choice.value(), next(iter(stance.values()), "supports")),
            "quiet",
            icon="plus",
        )
        self._offer.show_parts([LabeledField(tr("Another figure"), choice), stance, flow(put)])

    def _link(self, figure_id: str, stance: str) -> None:
        if self.presenter.link(self.finding_id, figure_id, stance):
            self._again(figure_id)

    def _unlink(self, figure_id: str) -> None:
        if self.presenter.unlink(self.finding_id, figure_id):
            self._again(figure_id)

    def _again(self, figure_id: str) -> None:
        """Show what is stored now, with the focus on the figure, or on the first one that is left."""
        self.presenter.load()
        rows = self.list.row_ids()
        row = self.list.button(figure_id if figure_id in rows else next(iter(rows), ""))
        if row is not None:
            row.setFocus(Qt.FocusReason.OtherFocusReason)
