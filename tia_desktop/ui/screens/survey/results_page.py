"""The third step: all questions at a glance, then one at a time: the count first, how sure it is, groups."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from tia_desktop.domain.text import escape_bidi
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.drawing import Drawing
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.opening_card import fill_choices
from tia_desktop.ui.parts import Refusal, Stack, field_grid, top
from tia_desktop.ui.screens.survey.frame import SurveyPage
from tia_desktop.ui.screens.survey.model import ASK, FILE, RESULTS
from tia_desktop.ui.screens.survey.results_presenter import NONE, Detail, QuestionRow, ResultsPresenter
from tia_desktop.ui.theme import em
from tia_desktop.ui.unfolding import Row, Section, UnfoldingList
from tia_desktop.ui.widgets import (
    Button,
    Card,
    ChipGroup,
    ComboBox,
    EmptyState,
    LabeledField,
    Responsive,
    announce,
    button,
    column,
    flow,
    heading,
    icon_row,
    label,
)


class ResultsPage(SurveyPage):
    """One survey at a time, one kind of homes at a time."""

    def __init__(self, context: ScreenContext) -> None:
        self.presenter = ResultsPresenter(context, self)
        super().__init__(self.presenter.state, RESULTS)
        self._nothing = Stack()
        self.which, self.other, self.landlords = ComboBox(), ComboBox(), ComboBox()
        self.which.currentIndexChanged.connect(lambda _: self.presenter.choose(self.which.value()))
        self.other.currentIndexChanged.connect(lambda _: self.presenter.choose_other(self.other.value()))
        self.landlords.currentIndexChanged.connect(
            lambda _: self.presenter.choose_landlords(self.landlords.value())
        )
        self._again, self._problem = Stack(), Refusal()
        self._again.hide()
        self._head = self._head_card()
        self._homes, self._homes_of = Stack(), list[tuple[str, str]]()
        self._chips: ChipGroup | None = None
        self._overview, self._drawn = Stack(), b""
        self.detail = Stack(gap=8)
        self.questions = UnfoldingList(tr("Questions"), self.detail, title=tr("Question by question"))
        self.questions.opened.connect(lambda _: self._show_detail())
        self._detail: Detail | None = None
        self.add(self._nothing, self._head, self._homes, self._overview, self.questions)
        self.body.addStretch(1)
        self.set_footer(
            button(tr("Answers from a file"), partial(self.state.go, FILE), icon="file"), self.back_button()
        )
        self.fill()

    def fill(self) -> None:
        self.presenter.read()
        survey = self.presenter.survey()
        for part in (self._head, self._homes, self._overview, self.questions):
            part.setVisible(survey is not None)
        self._nothing.show_parts([] if survey else [self._empty()])
        if survey is None:
            return
        self._problem.say(self.presenter.problem)
        self._title.setText(escape_bidi(survey.title))
        self._details.setText(survey.details)
        rows = self.presenter.surveys()
        self._which_field.setVisible(len(rows) > 1)
        fill_choices(self.which, [(row.survey_id, row.title) for row in rows], survey.survey_id)
        others, sets = self.presenter.others(), self.presenter.landlords()
        self._other_field.setVisible(bool(others))
        fill_choices(self.other, [(NONE, tr("None")), *others], self.presenter.other())
        self._landlords_field.setVisible(bool(sets))
        fill_choices(self.landlords, [(NONE, tr("None")), *sets], self.presenter.landlord_set())
        self._with_what.setVisible(len(rows) > 1 or bool(others) or bool(sets))
        self._show_homes()
        self._show_overview()
        found = self.presenter.questions()
        self.questions.setVisible(bool(found))
        self.questions.show_rows([Section("", tuple(map(_row, found)))])
        if not self.questions.current and found:
            self.questions.show_open(found[0].id)
        self._show_detail()

    def refresh(self) -> None:
        self.show_recount("", is_same=True)  # something has changed since
        super().refresh()

    def show_recount(self, words: str, *, is_same: bool) -> None:
        icon, tone = ("done", "vgood") if is_same else ("warning", "vweak")
        self._again.show_parts([icon_row(icon, words, tone=tone)] if words else [])
        if words:
            announce(self, words)

    # ---- parts

    def _empty(self) -> QWidget:
        words = tr("No survey is counted yet. Take answers from a file, or ask people yourself.")
        take = EmptyState(words, tr("Take answers from a file"), partial(self.state.go, FILE), icon="file")
        ask = button(tr("Ask people"), partial(self.state.go, ASK), icon="people")
        return column(take, flow(ask), gap=12)

    def _head_card(self) -> Card:
        card = Card(gap=10)
        self._title, self._details = heading("", 3), label("", "muted")
        self._which_field = LabeledField(tr("Which survey?"), self.which)
        self._other_field = LabeledField(tr("Compare with another survey"), self.other)
        self._landlords_field = LabeledField(tr("Compare with other landlords"), self.landlords)
        self._with_what = field_grid(self._which_field, self._other_field, self._landlords_field)
        again = button(tr("Count again"), self.presenter.recount, "quiet", icon="check")
        away = button(tr("Take this survey away"), self.presenter.remove, "quiet", icon="trash")
        card.add(self._title, self._details, self._with_what, flow(again, away), self._again, self._problem)
        return card

    def _show_homes(self) -> None:
        homes = self.presenter.tenures()
        if homes != self._homes_of:
            self._homes_of, self._chips = homes, None
            if len(homes) > 1:
                self._chips = ChipGroup(tr("Kind of homes"), homes, exclusive=True)
                self._chips.changed.connect(lambda chosen: self.presenter.choose_tenure(chosen[0]))
            self._homes.show_parts([self._chips] if self._chips else [])
        if self._chips is not None:
            self._chips.set_values([self.presenter.tenure()])

    def _show_overview(self) -> None:
        svg = self.presenter.overview()
        if svg == self._drawn:
            self._overview.setVisible(bool(svg))
            return
        self._drawn = svg
        if not svg:
            self._overview.show_parts([])
            return
        card = Card(gap=10)
        card.add(heading(tr("All questions at a glance"), 3))
        card.add(label(self.presenter.overview_words(), "muted"))
        name = tr("All questions as a drawing; the list below says the same in words")
        card.add(Drawing(svg, name, widest=800))
        self._overview.show_parts([card])

    def _show_detail(self) -> None:
        detail = self.presenter.detail(self.questions.current) if self.questions.current else None
        if detail == self._detail:
            return
        self._detail = detail
        had = any(stop.hasFocus() for stop in self.detail.findChildren(Button))
        self.detail.show_parts(self._detail_parts(self.questions.current, detail) if detail else [])
        self.detail.setVisible(detail is not None)
        row = self.questions.button(self.questions.current) if had else None
        if row is not None:  # such as when a result was kept: its button is not there any more
            row.setFocus(Qt.FocusReason.OtherFocusReason)

    def _detail_parts(self, question_id: str, detail: Detail) -> list[QWidget]:
        words: list[QWidget] = []
        if detail.count:
            words.append(label(detail.count, "lead"))
        words += [label(line) for line in detail.margin]
        words += [label(line, "muted") for line in detail.left]
        words += [label(escape_bidi(line)) for line in detail.groups]
        if detail.compared:
            words.append(column(heading(tr("Compared"), 3), *map(label, detail.compared), gap=4))
        if detail.is_kept:
            words.append(icon_row("done", tr("Kept as a note"), "muted", tone="vgood"))
        elif detail.may_keep:
            words.append(flow(self._keep_button(question_id, detail)))
        said = column(*words, gap=8)
        if not detail.picture:
            return [_inside(said)]
        two = Responsive(940, 20, (1, 1))  # wide enough for the drawing's words to be read
        name = tr("The same as a drawing: {question}").format(question=detail.title)
        two.add(said)
        two.add(top(Drawing(detail.picture, name)))
        return [_inside(two)]

    def _keep_button(self, question_id: str, detail: Detail) -> Button:
        name = tr("Keep as a note: {question}").format(question=detail.title)
        return button(tr("Keep as a note"), partial(self.presenter.keep, question_id), icon="note", name=name)


def _inside(part: QWidget) -> QWidget:
    """Below the words of its row, not below the icon."""
    host = column(part, gap=0)
    host.setContentsMargins(em(42), em(2), em(8), em(14))
    return host


def _row(question: QuestionRow) -> Row:
    icon, tone = ("done", "vgood") if question.is_kept else ("circle", "muted")
    second = f"{question.count} · {tr('kept as a note')}" if question.is_kept else question.count
    return Row(question.id, question.title, second, icon, tone)
