"""The second step: how many cases and how; then what was drawn, to read and to copy."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from tia_desktop.domain.case_records import Sample
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.parts import Stack
from tia_desktop.ui.screens.sample.draw_form import DrawForm
from tia_desktop.ui.screens.sample.draw_presenter import DrawPresenter, Groups
from tia_desktop.ui.screens.sample.drawn import draw_anew_words, record, record_text
from tia_desktop.ui.screens.sample.drawn import parts as drawn_parts
from tia_desktop.ui.screens.sample.frame import SamplePage
from tia_desktop.ui.screens.sample.model import DRAW, LIST
from tia_desktop.ui.widgets import (
    Card,
    DataTable,
    EmptyState,
    KeyValue,
    KeyValueList,
    announce,
    button,
    flow,
    heading,
    icon_row,
)
from tia_desktop.ui.word_table import WordTable, fit_height


class DrawPage(SamplePage):
    """The form of a draw, or the draw that was made."""

    def __init__(self, context: ScreenContext) -> None:
        self.presenter = DrawPresenter(context, self)
        super().__init__(self.presenter.state, DRAW)
        self._stack = Stack()
        self.form: DrawForm | None = None
        self._anew = False
        self._asking = False
        self.add(self._stack)
        self.body.addStretch(1)
        self.fill()

    def fill(self) -> None:
        sample = self.presenter.drawn()
        if self.presenter.kept() is None and sample is None:
            self._show_no_list()
        elif sample is None or self._anew:
            if self.form is not None and not self.form.is_stale():
                return  # somebody is filling it in
            self._make_form()
        else:
            self._show_drawn(sample)

    # ---- the view's contract

    def show_groups(self, groups: Groups) -> None:
        if self.form is not None:
            self.form.show_groups(groups)

    def show_problems(self, problems: list[tuple[str, str]]) -> None:
        if self.form is not None:
            self.form.show_problems(problems)

    def show_busy(self, words: str) -> None:
        if self.form is not None:
            self.form.set_busy(words)
        if words:
            announce(self, words)

    def show_drawn(self) -> None:
        self._anew = self._asking = False
        self.fill()
        self._on.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- parts

    def _make_form(self) -> DrawForm:
        self.form = form = DrawForm(self.presenter)
        self._stack.show_parts([form])
        draw = button(tr("Draw the cases"), self.presenter.draw, "primary", icon="filter")
        there = self.presenter.drawn() is not None
        keep = [button(tr("Keep the draw there is"), self.show_drawn, icon="back")] if there else []
        self.set_footer(draw, *keep, self.back_button())
        self.presenter.look_for_groups()
        return form

    def _show_no_list(self) -> None:
        words = tr("Cases are drawn from the landlord’s list. Choose the list first.")
        self.form = None
        self._stack.show_parts(
            [EmptyState(words, tr("Choose the list"), lambda: self.state.go(LIST), icon="file")]
        )
        self.set_footer(self.back_button())

    def _show_drawn(self, sample: Sample) -> None:
        self.form = None
        parts: list[QWidget] = [self._question(sample)] if self._asking else []
        self._stack.show_parts([*parts, self._record(sample)])
        self._on = on = button(tr("Look at the cases"), self.presenter.to_cases, "primary", icon="next")
        anew = button(tr("Draw anew"), self._draw_anew, icon="redo")
        self.set_footer(on, anew, self.back_button())
        if self._asking:
            self._no.setFocus(Qt.FocusReason.OtherFocusReason)

    def _question(self, sample: Sample) -> QWidget:
        card = Card("weak", gap=10)
        words = draw_anew_words(self.state.ws, sample)
        card.add(icon_row("warning", words, "strong", tone="weak"))
        self._no = button(tr("Keep the draw there is"), self.show_drawn, icon="check")
        card.add(flow(self._no, button(tr("Draw anew all the same"), self._show_form, "danger")))
        announce(self, words)
        return card

    def _record(self, sample: Sample) -> QWidget:
        card = Card(gap=12)
        card.add(heading(tr("What was drawn"), 3))
        rows = [KeyValue(name, _breakable(value)) for name, value in record(self.state.ws, sample)]
        card.add(KeyValueList(rows))
        parts = drawn_parts(self.state.ws, sample)
        if parts:
            model = WordTable()
            model.show_rows([tr("Group"), tr("In the list"), tr("Drawn")], parts)
            self._model = model
            table = DataTable(tr("Groups of the draw"), model, stretch=(0,))
            for column in (1, 2):
                table.set_width(column, 130)
            fit_height(table, len(parts), most=8)
            card.add(table)
        words = tr(
            "Whoever has the landlord’s list and these words can draw the same cases, on any computer."
        )
        card.add(icon_row("info", words, "muted"))
        copy = button(tr("Copy"), lambda: self._copy(sample), icon="file", name=tr("Copy what was drawn"))
        test = button(tr("Draw once more to compare"), lambda: self.presenter.test(sample), icon="done")
        card.add(flow(copy, test))
        return card

    # ---- doing

    def _draw_anew(self) -> None:
        sample = self.presenter.drawn()
        if sample is not None and draw_anew_words(self.state.ws, sample):
            self._asking = True
            self.fill()
        else:
            self._show_form()

    def _show_form(self) -> None:
        self._anew, self._asking = True, False
        self._make_form().focus_first()

    def _copy(self, sample: Sample) -> None:
        QGuiApplication.clipboard().setText(record_text(self.state.ws, sample))
        self.state.shell.show_notice(tr("Copied."))


def _breakable(value: str) -> str:
    """A hash may break anywhere: a line as long as it fits on no narrow page."""
    if len(value) < 40 or " " in value:
        return value
    return "\u200b".join(value[k : k + 8] for k in range(0, len(value), 8))
