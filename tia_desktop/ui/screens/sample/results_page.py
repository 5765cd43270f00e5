"""The fourth step: the count first, then between which shares the truth lies, then the same as a drawing."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QLineEdit, QWidget

from tia_desktop.domain.pack import ChecklistItem
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.drawing import Drawing
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.parts import Stack
from tia_desktop.ui.screens.sample.frame import SamplePage
from tia_desktop.ui.screens.sample.model import CASES, DRAW, RESULTS
from tia_desktop.ui.screens.sample.results_presenter import SIGNS, ResultsPresenter, Shown
from tia_desktop.ui.theme import em
from tia_desktop.ui.widgets import (
    Button,
    Card,
    ComboBox,
    EmptyState,
    FlowRow,
    LabeledField,
    Responsive,
    button,
    column,
    flow,
    heading,
    icon_row,
    label,
    line_edit,
)


class ResultsPage(SamplePage):
    """One card for each question."""

    def __init__(self, context: ScreenContext) -> None:
        self.presenter = ResultsPresenter(context, self)
        super().__init__(self.presenter.state, RESULTS)
        self._stack = Stack()
        self.add(self._stack)
        self.body.addStretch(1)
        cases = button(tr("Back to the cases"), partial(self.state.go, CASES), "primary", icon="collect")
        self.set_footer(cases, self.back_button())
        self._before: tuple[object, ...] | None = None
        self.fill()

    def fill(self) -> None:
        shown, valued = self.presenter.shown(), self.presenter.valued()
        now = (*shown, *(item.id for item in valued), *(self.presenter.good(i.id) for i in valued))
        if now == self._before:
            return
        self._before = now
        parts: list[QWidget] = [self._result(one) for one in shown]
        if valued:
            parts.append(self._valued(valued))
        self._stack.show_parts(parts or [self._nothing()])

    # ---- parts

    def _nothing(self) -> QWidget:
        if self.state.sample() is None:
            words = tr("No cases are drawn yet.")
            return EmptyState(words, tr("Draw the cases"), partial(self.state.go, DRAW), icon="filter")
        words = tr("No case has an answer yet. What you find shows up here, question by question.")
        return EmptyState(words, tr("Look at the cases"), partial(self.state.go, CASES), icon="collect")

    def _result(self, shown: Shown) -> QWidget:
        card = Card(gap=10)
        card.add(heading(shown.question, 3))
        words: list[QWidget] = [label(self._count_words(shown), "h2"), label(shown.whole)]
        words += [label(line, "muted") for line in shown.groups]
        if shown.left:
            words.append(label(shown.left, "small"))
        words.append(self._keeping(shown))
        if not shown.picture:
            card.add(column(*words, gap=6))
            return card
        two = Responsive(940, 20, (2, 3))  # wide enough for the drawing's words to be read
        two.add(column(*words, gap=6))
        name = tr("The same as a drawing: {question}").format(question=shown.question)
        two.add(Drawing(shown.picture, name))
        card.add(two)
        return card

    def _count_words(self, shown: Shown) -> str:
        if not shown.good:
            return shown.count
        return tr("{count} with {good}").format(count=shown.count, good=self._good_words(shown))

    def _good_words(self, shown: Shown) -> str:
        sign, value = self.presenter.good(shown.item_id)
        if sign:
            return f"{tr(dict(SIGNS)[sign])} {value}"
        item = next((i for i in self.presenter.valued() if i.id == shown.item_id), None)
        return next((c.word for c in item.choices if c.id == value), value) if item else value

    def _keeping(self, shown: Shown) -> QWidget:
        if shown.is_kept:
            return icon_row("done", tr("Kept as a note"), "muted", tone="vgood")
        keep: Button = button(
            tr("Keep as a note"),
            partial(self.presenter.keep, shown.item_id, shown.good),
            icon="note",
            name=tr("Keep as a note: {question}").format(question=shown.question),
        )
        return flow(keep)

    def _valued(self, items: list[ChecklistItem]) -> QWidget:
        card = Card(gap=14)
        card.add(heading(tr("Numbers and choices"), 3))
        card.add(label(tr("Say what is good, and the cases are counted."), "muted"))
        for item in items:
            card.add(self._choice(item) if item.choices else self._number(item))
        return card

    def _choice(self, item: ChecklistItem) -> QWidget:
        choices = ComboBox([("", tr("Choose…")), *((c.id, c.word) for c in item.choices)])
        choices.set_value(self.presenter.good(item.id)[1])
        choices.activated.connect(lambda _: self.presenter.set_good(item.id, "", choices.value()))
        return LabeledField(tr("What is good? {question}").format(question=item.text), choices)

    def _number(self, item: ChecklistItem) -> QWidget:
        sign, value = self.presenter.good(item.id)
        signs = ComboBox([(key, tr(words)) for key, words in SIGNS])
        signs.set_value(sign or SIGNS[0][0])
        number: QLineEdit = line_edit(value, limit=12)
        number.setMaximumWidth(em(160))
        field = LabeledField(tr("Number"), number)
        for each in (signs, field):
            each.setMinimumWidth(em(160))

        def count() -> None:
            field.set_error(self.presenter.set_good(item.id, signs.value(), number.text()))

        number.returnPressed.connect(count)
        host = QWidget()
        line = FlowRow(host, 12, even=False)
        line.addWidget(LabeledField(tr("What is good? {question}").format(question=item.text), signs))
        line.addWidget(field)
        go = button(tr("Count"), count, icon="check", name=tr("Count: {question}").format(question=item.text))
        return column(host, flow(go), gap=6)
