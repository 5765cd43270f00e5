"""The figures beside the findings: each with its drawing, its words and the findings it stands beside."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from tia_desktop.domain.text import shown_path
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.figure_told import told
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.parts import Refusal, Stack
from tia_desktop.ui.screens.findings.figure_stance import (
    opener,
    stance_chips,
    stance_line,
    stance_words,
)
from tia_desktop.ui.screens.findings.figures_presenter import ALL, BESIDE, UNUSED, FiguresPresenter
from tia_desktop.ui.screens.findings.panels import Panel
from tia_desktop.ui.unfolding import Row, Section, UnfoldingList
from tia_desktop.ui.widgets import ChipGroup, ComboBox, LabeledField, button, flow, heading, label

AT_A_TIME = 60
"""Figures that are listed before "Show all"."""


class FiguresPanel(Panel):
    """Every figure of the inspection; Enter opens one, to look at it and to put it beside a finding.

    Args:
        context: of the page.
        on_finding: opens a finding.
        finding_id: the finding that was open last: it is offered first.
    """

    def __init__(
        self, context: ScreenContext, on_finding: Callable[[str], object], finding_id: str = ""
    ) -> None:
        super().__init__()
        self._context, self._on_finding, self._all = context, on_finding, False
        self.presenter = FiguresPresenter(context, self._read, finding_id)
        kinds = [(ALL, tr("All")), (BESIDE, tr("Beside a finding")), (UNUSED, tr("Not used"))]
        self.shown = ChipGroup(tr("Which figures"), kinds, exclusive=True)
        self.shown.set_values([ALL])
        self.shown.changed.connect(lambda ids: self._choose(ids[0]) if ids else None)
        self._summary = label("", "small")
        self._refused = Refusal()
        self.detail = Stack(6)
        self.detail.setContentsMargins(12, 4, 0, 10)
        self.list = UnfoldingList(tr("Figures, with the findings they stand beside"), self.detail)
        self.list.setProperty("bare", True)
        self.list.opened.connect(self._show_detail)
        self._more = button("", self._show_all, "quiet", icon="chevron_down")
        add = button(tr("Bring in figures"), self.presenter.add_more, icon="plus")
        rule = label(tr("A figure stands beside a finding. Notes carry it (guidance para 66)."), "small")
        self.add(heading(tr("Figures"), 3), rule, self.shown, self._summary, self._refused)
        self.add(self.list, flow(self._more), flow(add))
        self.body.addStretch(1)
        self.first = self.shown.chip(ALL)
        self.presenter.load()

    # ---- what the page calls

    def set_finding(self, finding_id: str) -> None:
        """This finding is the one to put figures beside now."""
        if finding_id != self.presenter.finding_id:
            self.presenter.finding_id = finding_id
            self.fill()

    def refresh(self) -> bool:
        """Show what is stored now."""
        self.presenter.load()
        return True

    # ---- inside

    def _read(self) -> None:
        if isValid(self):  # a worker may come back when the page is gone
            self.fill()

    def fill(self) -> None:
        """Show what was read last."""
        found = self.presenter
        self._summary.setText(found.summary())
        self._refused.say(found.refused)
        sections, left, every = list[Section](), 10**9 if self._all else AT_A_TIME, 0
        for source, lines in found.sections():
            rows = tuple(
                Row(x.id, shown_path(x.words), shown_path(x.second), "report", "primary", strong=False)
                for x in lines[: max(0, left)]
            )
            left -= len(lines)
            every += len(lines)
            if rows:
                sections.append(Section(shown_path(source), rows))
        self.list.show_rows(sections, empty=found.empty())
        self._more.set_words(tr("Show all {n}").format(n=every))
        self._more.setVisible(left < 0)
        if self.list.current:
            self._show_detail(self.list.current)

    def _show_all(self) -> None:
        self._all = True
        self.fill()
        self._focus_row(self.list.row_ids()[AT_A_TIME])

    def _choose(self, shown: str) -> None:
        self.presenter.shown = shown
        self.fill()

    def _show_detail(self, figure_id: str) -> None:
        found = self.presenter.figure(figure_id)
        if found is None:
            return
        parts = told(self._context, found)
        links = self.presenter.beside(figure_id)
        if links:
            parts.append(label(tr("Stands beside"), "overline"))
        parts += [self._linked(figure_id, link.finding_id, link.stance) for link in links]
        self.detail.show_parts([*parts, *self._offers(figure_id)])

    def _linked(self, figure_id: str, finding_id: str, stance: str) -> QWidget:
        name = self.presenter.name(finding_id)
        line = stance_line(
            stance,
            name,
            lambda key: self._link(figure_id, finding_id, key),
            partial(self._unlink, figure_id, finding_id),
        )
        warning = self.presenter.warning(finding_id)
        words = " · ".join(filter(None, [stance_words(stance), warning]))
        return opener(self.presenter.sentence(finding_id), words, lambda: self._on_finding(finding_id), line)

    def _offers(self, figure_id: str) -> list[QWidget]:
        """Put it beside a finding: the open one with one key, any other by its name."""
        found = self.presenter.candidates(figure_id)
        if not found:
            if self.presenter.beside(figure_id):
                return []
            return [label(tr("There is no finding yet. Group notes into one first."), "muted")]
        stance = stance_chips()
        choice = ComboBox([("", tr("Choose a finding")), *found])
        current = self.presenter.finding_id
        if current in dict(found):
            choice.set_value(current)
        put = button(
            tr("Put it there"),
            lambda: self._link(figure_id, choice.value(), next(iter(stance.values()), "supports")),
            icon="link",
        )
        return [LabeledField(tr("Put it beside a finding"), choice), stance, flow(put)]

    def _link(self, figure_id: str, finding_id: str, stance: str) -> None:
        if self.presenter.link(finding_id, figure_id, stance):
            self._again(figure_id)

    def _unlink(self, figure_id: str, finding_id: str) -> None:
        if self.presenter.unlink(finding_id, figure_id):
            self._again(figure_id)

    def _again(self, figure_id: str) -> None:
        """Show what is stored now, with the focus where the person was."""
        self.presenter.load()
        self._focus_row(figure_id)

    def _focus_row(self, figure_id: str) -> None:
        row = self.list.button(figure_id)
        if row is not None:
            row.setFocus(Qt.FocusReason.OtherFocusReason)
