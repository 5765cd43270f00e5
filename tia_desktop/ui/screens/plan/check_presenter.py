"""One check of the plan: who, where, when, what it is to bring, and its checklist made to fit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from tia_desktop.domain.pack import ChecklistItem
from tia_desktop.domain.records import CheckItem, RealityCheck, link_id
from tia_desktop.services import checklist, facts, plan, programme, team
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.i18n import ntr, tr
from tia_desktop.ui.saving import Saved, read_number, save
from tia_desktop.ui.screens.plan.times import moved, typed

MOST_NOTES = 99
ANSWERS = (
    ("yes_no_na", "Yes, no, does not apply"),
    ("grade_A_D", "A grade from A to D"),
    ("number", "A number"),
    ("text", "Words"),
)


@dataclass(frozen=True, slots=True)
class ItemLine:
    """A question of the checklist, or one that is left out."""

    item_id: str
    question: str
    look_for: str
    details: str
    out: bool
    own: bool
    reworded: bool
    movable: bool = True  # a form says itself in which order it asks


@dataclass(frozen=True, slots=True)
class HeadedItems:
    """Questions under a heading of the checklist."""

    title: str
    items: tuple[ItemLine, ...]


@dataclass(frozen=True, slots=True)
class TargetLine:
    """How many notes a check is to bring for a key question."""

    question_id: str
    words: str
    number: str


class CheckPresenter:
    """Reads and changes one check."""

    def __init__(self, context: ScreenContext, check_id: str) -> None:
        self._context, self.shell = context, context.shell
        self._ws = context.ws
        self.check_id = check_id
        self.type_words = partial(_type_words, context.ws, check_id)

    # ---- what is shown

    @property
    def check(self) -> RealityCheck:
        """What is stored; raises when the check was removed."""
        return self._ws.need(RealityCheck, self.check_id)

    def kind(self) -> str:
        """The kind of check, and what it is for."""
        template = self._ws.pack.template(self.check.template)
        return f"{template.singular}. {template.purpose}"

    def people(self) -> list[tuple[str, str]]:
        """(id, words) of the team; "" for nobody yet."""
        people = team.who_may_work(self._ws, also=self.check.assigned_to)
        return [("", tr("Nobody yet")), *((m.id, m.name) for m in people)]

    def when(self) -> dict[str, str]:
        """Day, start and end as people type them."""
        return typed(self.check)

    def areas(self) -> list[tuple[str, str]]:
        """(id, words) of the areas that are looked at."""
        inside = set(facts.areas_in_scope(self._ws)) | set(self.chosen_areas())
        return [(a.id, a.short) for a in self._ws.pack.service_areas if a.id in inside]

    def chosen_areas(self) -> list[str]:
        """The check's areas."""
        return list(plan.areas_of(self._ws, self.check_id))

    def targets(self) -> list[TargetLine]:
        """Every key question with the number of notes wanted."""
        wanted = plan.targets_of(self._ws, self.check_id)
        return [
            TargetLine(q.id, f"{q.number}. {q.short}", str(wanted.get(q.id, 0) or ""))
            for q in self._ws.pack.key_questions
        ]

    def items(self) -> list[HeadedItems]:
        """The checklist under its headings; what is left out stays where it was, and says so."""
        found: list[HeadedItems] = []
        movable = not self.check.checklist_id
        for item, change in self._in_order():
            line = replace(_line(item, change), movable=movable)
            if found and found[-1].title == item.group:
                found[-1] = HeadedItems(item.group, (*found[-1].items, line))
            else:
                found.append(HeadedItems(item.group, (line,)))
        return found

    def _in_order(self) -> list[tuple[ChecklistItem, CheckItem | None]]:
        """Every question with how it differs from the template, those that are left out in their places."""
        check = self.check
        changes = {c.item_id: c for c in self._ws.store.find(CheckItem, check_id=check.id)}
        numbers = {item.id: n for n, item in enumerate(checklist.template_of(self._ws, check).items, 1)}
        order = checklist.tailored(self._ws, check)
        for change in changes.values():
            item = checklist.item_of(self._ws, change.item_id) if change.omitted else None
            if item is None:
                continue
            place = change.place or float(numbers.get(item.id, len(numbers) + 1))
            later = (k for k, x in enumerate(order) if _place(changes.get(x.id), numbers.get(x.id)) > place)
            order.insert(next(later, len(order)), item)
        return [(item, changes.get(item.id)) for item in order]

    def item(self, item_id: str) -> ItemLine | None:
        """One question; None when it is not there any more."""
        return next((x for part in self.items() for x in part.items if x.item_id == item_id), None)

    def summary(self) -> str:
        """How many questions are asked, and how many are left out."""
        lines = [x for part in self.items() for x in part.items]
        out = sum(x.out for x in lines)
        words = ntr("{n} question", "{n} questions", len(lines) - out)
        return f"{words} · {tr('{n} left out').format(n=out)}" if out else words

    # ---- changing

    def change(self, field: str, value: str) -> Saved:
        """Change the title, the place or the person."""
        return save(self._context.shell, lambda: plan.change_check(self._ws, self.check_id, **{field: value}))

    def set_when(self, field: str, text: str) -> Saved:
        """Change the day, the start or the end."""

        def keep() -> None:
            start, end = moved(self.check, field, text)
            programme.schedule(self._ws, self.check_id, start, end)

        return save(self._context.shell, keep)

    def set_areas(self, areas: list[str]) -> Saved:
        """Say which areas it is about."""
        return save(self._context.shell, lambda: plan.set_areas(self._ws, self.check_id, areas))

    def set_target(self, question_id: str, text: str) -> Saved:
        """Say how many notes are wanted for a key question; nothing or 0 is none."""

        def keep() -> None:
            wanted = plan.targets_of(self._ws, self.check_id)
            number = read_number(text, most=MOST_NOTES) or 0
            wanted[question_id] = number
            plan.set_targets(self._ws, self.check_id, {q: n for q, n in wanted.items() if n})

        return save(self._context.shell, keep)

    def leave_out(self, item_id: str, *, out: bool) -> Saved:
        """Leave a question out, or take it in again."""
        return save(
            self._context.shell, lambda: checklist.leave_out(self._ws, self.check_id, item_id, out=out)
        )

    def move(self, item_id: str, by: int) -> Saved:
        """Move a question up or down."""
        return save(self._context.shell, lambda: checklist.move_item(self._ws, self.check_id, item_id, by))

    def reword(self, item_id: str, field: str, text: str) -> Saved:
        """Give a question (or what to look for) the team's own words; none brings the template's back."""
        now = next((c for c in self._ws.store.find(CheckItem, check_id=self.check_id, item_id=item_id)), None)
        words = {"question": now.question if now else "", "look_for": now.look_for if now else ""}
        words[field] = text

        def keep() -> None:
            checklist.reword(self._ws, self.check_id, item_id, words["question"], words["look_for"])

        return save(self._context.shell, keep)

    def add_item(self, question: str, answer: str) -> Saved:
        """Add a question of the team's own."""
        result = save(
            self._context.shell,
            lambda: checklist.add_own_item(self._ws, self.check_id, question, answer=answer),
        )
        if result.ok:
            said = tr("Added “{question}” to the checklist.").format(question=question.strip())
            self._context.shell.show_notice(said)
        return result

    def remove(self) -> None:
        """Take the check out of the plan; undo brings it back."""
        title = self.check.title
        result = save(self._context.shell, lambda: plan.remove_check(self._ws, self.check_id))
        if result.ok:
            self._context.shell.go("plan", page="checks")
            said = tr("“{title}” is out of the plan. Undo brings it back.")
            self._context.shell.show_notice(said.format(title=title))
        elif result.sentence:
            self._context.shell.show_notice(result.sentence)

    def start(self) -> None:
        """Start the check, or look over its answers."""
        screen = "answers" if self.check.status == "done" else "capture"
        self._context.shell.go(screen, check_id=self.check_id)


def _type_words(ws: Workspace, check_id: str, item_id: str, field: str, text: str) -> None:
    """Keep the team's own words while they are typed. Failures go to the saver, which keeps the text."""
    record_id = link_id(check_id, item_id)
    if ws.store.get(CheckItem, record_id) is None:  # the first words: tested as a whole
        checklist.reword(ws, check_id, item_id, **{"question": "", field: text})
    else:
        ws.store.type_text(CheckItem, record_id, field, text, author=ws.author)


def _place(change: CheckItem | None, number: int | None) -> float:
    """Where a question stands: where it was moved to, else its number in the template; own ones come last."""
    moved = change.place if change is not None else 0.0
    return moved or (float(number) if number is not None else float("inf"))


def _line(item: ChecklistItem, change: CheckItem | None) -> ItemLine:
    out = change is not None and change.omitted
    own = change is not None and change.own
    reworded = change is not None and not own and bool(change.question or change.look_for)
    parts = []
    if own:
        parts.append(tr("our own question"))
    if reworded:
        parts.append(tr("our own words"))
    if out:
        parts.append(tr("left out"))
    question = change.question if change is not None and change.question else item.question
    look_for = change.look_for if change is not None and change.look_for else item.look_for
    return ItemLine(item.id, question, look_for, " · ".join(parts), out, own, reworded)
