"""The third step: the cases in a list, and the one that is chosen with what the list says about it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QWidget

from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.parts import Stack, top
from tia_desktop.ui.screens.sample.cases_presenter import CaseDetail, CaseRow, CasesPresenter
from tia_desktop.ui.screens.sample.frame import SamplePage
from tia_desktop.ui.screens.sample.model import CASES, DRAW, RESULTS, cases_words
from tia_desktop.ui.widgets import (
    Card,
    ComboBox,
    DataTable,
    EmptyState,
    KeyValue,
    KeyValueList,
    LabeledField,
    ProgressStrip,
    Responsive,
    button,
    flow,
    heading,
    icon_row,
    label,
    line_edit,
)
from tia_desktop.ui.word_table import WordTable, fit_height

SHOWN = 7
"""Cases that are seen at once; the list scrolls."""


class CasesPage(SamplePage):
    """The cases of one draw."""

    def __init__(self, context: ScreenContext) -> None:
        self.presenter = CasesPresenter(context, self)
        super().__init__(self.presenter.state, CASES)
        self._rows: list[CaseRow] = []
        self._replacing = ""
        self._empty = Stack()
        self.model = WordTable()
        self.table = DataTable(tr("Cases. Enter looks at a case."), self.model, row_height=44)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.opened.connect(lambda index: self.presenter.look(self._rows[index.row()].case_id))
        self.table.selectionModel().currentRowChanged.connect(self._on_row)
        self._progress = ProgressStrip()
        self._which = ComboBox()
        self._which.currentIndexChanged.connect(lambda _: self.presenter.choose_sample(self._which.value()))
        self._which_field = LabeledField(tr("Which draw?"), self._which)
        left = Card(pad=14, gap=10)
        left.add(self._which_field, self._progress, self.table)
        self._detail = Stack()
        self._two = Responsive(900, 16, (3, 2))
        self._two.add(top(left))
        self._two.add(top(self._detail))
        self.add(self._empty, self._two)
        self.body.addStretch(1)
        self._on_main: str | None = None
        self.fill()
        self._focus_main()

    def fill(self) -> None:
        self._rows = self.presenter.rows()
        has_cases = bool(self._rows)
        self._two.setVisible(has_cases)
        self._empty.show_parts([] if has_cases else [self._nothing()])
        if not has_cases:
            self._on_main = None
            self.set_footer(self.back_button())
            return
        self._show_samples()
        groups = any(row.group for row in self._rows)
        header = [tr("Case"), *([tr("Group")] if groups else []), tr("Where it stands")]
        shown = [[r.reference, *([r.group or tr("(empty)")] if groups else []), r.state] for r in self._rows]
        blocked = self.table.selectionModel().blockSignals(True)
        self.model.show_rows(header, shown)
        self.table.selectionModel().blockSignals(blocked)
        self.table.set_stretch(range(len(header)))
        fit_height(self.table, len(self._rows), most=SHOWN)
        words, done, total = self.presenter.progress()
        self._progress.set_progress(words, done, total)
        self._choose(self.presenter.chosen())
        self._show_footer()

    # ---- parts

    def _nothing(self) -> QWidget:
        words = tr("No cases are drawn yet.")
        return EmptyState(words, tr("Draw the cases"), partial(self.state.go, DRAW), icon="filter")

    def _show_samples(self) -> None:
        samples, now = self.presenter.state.samples(), self.presenter.sample()
        self._which_field.setVisible(len(samples) > 1)
        blocked = self._which.blockSignals(True)
        self._which.clear()
        for number, each in enumerate(samples, 1):
            words = tr("Draw {n}: {cases}, seed {seed}")
            self._which.addItem(
                words.format(n=number, cases=cases_words(each.wanted), seed=each.seed), each.id
            )
        self._which.setCurrentIndex(self._which.findData(now.id if now else ""))
        self._which.blockSignals(blocked)

    def _show_footer(self) -> None:
        following = self.presenter.next_case()
        if following == self._on_main:
            return
        self._on_main = following
        results = partial(self.state.go, RESULTS)
        if following:
            main = button(
                tr("Look at the next case"), partial(self.presenter.look, following), "primary", icon="next"
            )
            rest = [button(tr("Results so far"), results, icon="judgement")]
        else:
            main, rest = button(tr("See the results"), results, "primary", icon="judgement"), []
        self._primary = main
        self.set_footer(main, *rest, self.back_button())

    def _focus_main(self) -> None:
        if self._rows:
            self.first_focus = self._primary

    def _show_detail(self, detail: CaseDetail | None) -> None:
        self._detail.show_parts([self._detail_card(detail)] if detail else [])

    def _detail_card(self, detail: CaseDetail) -> QWidget:
        card = Card(pad=14, gap=12)
        card.add(heading(detail.reference, 2), label(detail.words, "muted"))
        if detail.reason:
            words = tr("Cannot be looked at: {reason}").format(reason=detail.reason)
            card.add(icon_row("warning", words, tone="weak"))
        for words in detail.days:
            card.add(icon_row("clock", words, "strong"))
        card.add(KeyValueList([KeyValue(name, cell) for name, cell in detail.cells]))
        actions = []
        if detail.action:
            look = button(detail.action, partial(self.presenter.look, detail.case_id), icon="eye")
            actions.append(look)
        if detail.may_finish:
            done = partial(self.presenter.finish, detail.case_id, done=True)
            actions.append(button(tr("Looked at: done"), done, icon="check"))
        if detail.may_open_again:
            again = partial(self.presenter.finish, detail.case_id, done=False)
            actions.append(button(tr("Not done yet"), again, "quiet", icon="undo"))
        if detail.may_replace and self._replacing != detail.case_id:
            out = partial(self._begin_replacing, detail.case_id)
            actions.append(button(tr("Cannot be looked at…"), out, "quiet", icon="close"))
        card.add(flow(*actions))
        if detail.may_replace and self._replacing == detail.case_id:
            card.add(self._replacing_part(detail))
        return card

    def _replacing_part(self, detail: CaseDetail) -> QWidget:
        part = Card("soft", pad=12, gap=10)
        why = line_edit(self.presenter.why(detail.case_id), limit=300)
        why.textEdited.connect(partial(self.presenter.set_why, detail.case_id))
        hint = tr("Such as “the file is with the court”. No names.")
        field = LabeledField(tr("Why can it not be looked at?"), why, hint=hint)

        def replace() -> None:
            wrong = self.presenter.replace(detail.case_id, why.text())
            if wrong:
                field.set_error(wrong)
                why.setFocus()
            else:
                self._primary.setFocus(Qt.FocusReason.OtherFocusReason)

        why.returnPressed.connect(replace)
        take = button(tr("Take the next reserve"), replace, icon="next")
        cancel = button(tr("Cancel"), partial(self._begin_replacing, ""), "quiet")
        part.add(field, flow(take, cancel))
        self.why = why
        return part

    # ---- doing

    def _begin_replacing(self, case_id: str) -> None:
        self._replacing = case_id
        self._show_row(self.table.currentIndex().row())
        if case_id:
            self.why.setFocus()
        else:
            self.table.setFocus()

    def _choose(self, case_id: str) -> None:
        row = next((k for k, each in enumerate(self._rows) if each.case_id == case_id), 0)
        index = self.model.index(row, 0)
        if self.table.currentIndex().row() != row:
            self.table.setCurrentIndex(index)
            self.table.scrollTo(index)
        self._show_row(row)

    def _on_row(self, now: QModelIndex, _before: QModelIndex) -> None:
        if 0 <= now.row() < len(self._rows):
            self._replacing = ""
            self.presenter.choose(self._rows[now.row()].case_id)
            self._show_row(now.row())

    def _show_row(self, row: int) -> None:
        if 0 <= row < len(self._rows):
            self._show_detail(self.presenter.detail(self._rows[row].case_id))
