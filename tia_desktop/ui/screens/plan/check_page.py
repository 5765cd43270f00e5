"""Plan, one check: its facts at the left, its checklist at the right, each field saved when it is left."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from tia_desktop.ui.adding import AddForm, Draft
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.fields import ChipField, PickField, TextField
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.parts import field_grid, top
from tia_desktop.ui.saving import Saved
from tia_desktop.ui.screens.plan.answers_card import AnswersCard
from tia_desktop.ui.screens.plan.answers_presenter import AnswersPresenter
from tia_desktop.ui.screens.plan.check_presenter import ANSWERS, CheckPresenter
from tia_desktop.ui.screens.plan.checklist_card import ChecklistCard
from tia_desktop.ui.screens.plan.checklist_presenter import ChecklistPresenter
from tia_desktop.ui.screens.plan.frame import Detail, PlanPage
from tia_desktop.ui.unfolding import Row, Section, UnfoldingList
from tia_desktop.ui.widgets import (
    Card,
    Responsive,
    announce,
    button,
    flow,
    heading,
    label,
)


class CheckPage(PlanPage):
    """One check."""

    def __init__(self, context: ScreenContext) -> None:
        self.presenter = CheckPresenter(context, str(context.arguments["check_id"]))
        check = self.presenter.check
        super().__init__(context, "checks", check.title)
        self.add(label(self.presenter.kind(), "muted"))
        two = Responsive(900, 16, (1, 1))
        two.add(top(self._facts(), self._targets()))
        self.detail = ItemDetail(self.presenter)
        self.list = UnfoldingList(
            tr("Checklist"), self.detail, title=tr("Checklist"), may_close=self.detail.flush
        )
        self.list.opened.connect(self.detail.show_item)
        self._summary = label("", "small")
        self.list.body.insertWidget(1, self._summary)
        self.own = OwnQuestion(self.presenter, context.draft(f"plan-check-{check.id}"))
        self.checklist = ChecklistCard(ChecklistPresenter(context, check.id), self.fill)
        self.answers = AnswersCard(AnswersPresenter(context, check.id), context.shell, self.fill)
        two.add(top(self.checklist, self.answers, self.list, self.own))
        self.add(two)
        self.body.addStretch(1)
        start = {"done": tr("See answers"), "started": tr("Continue this check")}.get(
            check.status, tr("Start this check")
        )
        self.set_footer(
            button(tr("Back to the checks"), lambda: self._go("checks"), "primary", icon="back"),
            button(start, self.presenter.start, icon="next"),
            button(tr("Take out of the plan"), self.presenter.remove, "quiet", icon="trash"),
        )
        self.first_focus = self.title_field.editor
        self.fill()

    def leave(self) -> None:
        """The page goes: answers on their way do not come in."""
        self.answers.leave()
        self.checklist.leave()

    # ---- parts

    def _facts(self) -> QWidget:
        card = Card(gap=12)
        change, when = self.presenter.change, self.presenter.set_when
        self.title_field = TextField(tr("What is it called?"), partial(change, "title"), limit=120)
        self.place = TextField(tr("Where?"), partial(change, "place"))
        self.who = PickField(tr("Who does it?"), self.presenter.people(), partial(change, "assigned_to"))
        self.when = {
            "day": TextField(tr("Day"), partial(when, "day"), hint=tr("Such as 12 May 2026"), limit=40),
            "start": TextField(tr("From"), partial(when, "start"), hint=tr("Such as 9:30"), limit=20),
            "end": TextField(tr("Until"), partial(when, "end"), hint=tr("A time"), limit=40),
        }
        self.areas = ChipField(
            tr("Service areas"), self.presenter.areas(), self.presenter.set_areas, exclusive=False
        )
        times = field_grid(self.when["start"], self.when["end"], least=100)
        card.add(self.title_field, self.place, self.who, self.when["day"], times, self.areas)
        return card

    def _targets(self) -> QWidget:
        card = Card(gap=10)
        card.add(heading(tr("Notes wanted for each key question"), 3))
        self.targets = {
            line.question_id: TextField(
                line.words, partial(self.presenter.set_target, line.question_id), limit=4
            )
            for line in self.presenter.targets()
        }
        card.add(field_grid(*self.targets.values(), least=150))
        return card

    # ---- what is stored now

    def fill(self) -> None:
        check = self.presenter.check
        self.set_title(check.title)
        self.title_field.show_stored(check.title)
        self.place.show_stored(check.place)
        self.who.set_choices(self.presenter.people())
        self.who.show_stored(check.assigned_to)
        for key, text in self.presenter.when().items():
            self.when[key].show_stored(text)
        self.areas.show_stored(self.presenter.chosen_areas())
        for line in self.presenter.targets():
            self.targets[line.question_id].show_stored(line.number)
        self._fill_list()

    def _fill_list(self) -> None:
        self.checklist.fill()
        self.answers.fill()
        self._summary.setText(self.presenter.summary())
        sections = [
            Section(
                part.title,
                tuple(
                    Row(
                        x.item_id, x.question, x.details,
                        "close" if x.out else "edit" if x.own or x.reworded else "check",
                        "muted" if x.out else "primary",
                        strong=False,
                    )
                    for x in part.items
                ),
            )
            for part in self.presenter.items()
        ]  # fmt: skip
        self.list.show_rows(sections)
        if self.list.current:
            self.detail.show_item(self.list.current)


class ItemDetail(Detail):
    """What can be done with one question of the checklist."""

    def __init__(self, presenter: CheckPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._item = ""
        self.question = TextField(tr("Question"), partial(self._reword, "question"), lines=2, width=900)
        self.look_for = TextField(
            tr("What to look for"), partial(self._reword, "look_for"), lines=3, width=900
        )
        for name, field in (("question", self.question), ("look_for", self.look_for)):
            field.save_while_typing(presenter.shell, partial(self._type, name))
        self.out = button("", self._toggle)
        self.up = button(tr("Move up"), partial(self._move, -1))
        self.down = button(tr("Move down"), partial(self._move, 1))
        self.back = button(tr("The template’s words"), self._restore, "quiet", icon="undo")
        self.card.add(flow(self.out, self.up, self.down, self.back), self.question, self.look_for)

    def show_item(self, item_id: str) -> None:
        """Show a question."""
        item = self._presenter.item(item_id)
        if item is None:
            return
        if item_id != self._item:
            self.question.forget()
            self.look_for.forget()
        self._item = item_id
        self.question.show_stored(item.question)
        self.look_for.show_stored(item.look_for)
        self.out.set_words(tr("Take in again") if item.out else tr("Leave out"))
        self.out.set_icon("plus" if item.out else "close")
        for each in (self.up, self.down):
            each.setVisible(item.movable and not item.out)
        self.back.setVisible(item.reworded)

    def _reword(self, field: str, text: str) -> Saved:
        return self._presenter.reword(self._item, field, text)

    def _type(self, field: str, text: str) -> None:
        self._presenter.type_words(self._item, field, text)

    def _toggle(self) -> None:
        item = self._presenter.item(self._item)
        if item is not None and self._presenter.leave_out(self._item, out=not item.out).ok:
            announce(self, tr("Taken in again.") if item.out else tr("Left out."))

    def _move(self, by: int) -> None:
        if self._presenter.move(self._item, by).ok:
            announce(self, tr("Moved up.") if by < 0 else tr("Moved down."))

    def _restore(self) -> None:
        for field in ("question", "look_for"):
            self._presenter.reword(self._item, field, "")


class OwnQuestion(AddForm):
    """A question of the team's own."""

    def __init__(self, presenter: CheckPresenter, draft: Draft) -> None:
        super().__init__(tr("Add a question of our own"), draft)
        self._presenter = presenter
        self.question = self.line("question", tr("Question"), limit=300)
        answers = [(key, tr(words)) for key, words in ANSWERS]
        self.answer = self.pick("answer", tr("How is it answered?"), answers)
        self.end_with(tr("Add the question"), self._add_question, kind="normal")

    def _add_question(self) -> Saved:
        return self._presenter.add_item(self.question.text(), self.answer.value())
