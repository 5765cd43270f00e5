"""Runs a form over answers: what is asked now, what is calculated, which choices are left, what is wrong.

Nothing of it needs a window. Everything is worked out from the answers each time, in the order of the form;
what needs a later answer lets that one have its turn first, and questions that wait for one another are
noticed and named. A condition that cannot be worked out hides nothing: its question is asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import TypeVar

from tia_desktop.domain.expression_text import Call, ExpressionError, parse, parts, references
from tia_desktop.domain.expression_values import Place, as_number
from tia_desktop.domain.expressions import check_expression, is_true, text_of
from tia_desktop.domain.form_answers import typed_problem
from tia_desktop.domain.form_places import MAX_ENTRIES, ChoicePlace, Grower, ListPlace, Spot, Waits
from tia_desktop.domain.forms import Choice, Form, Item, Question, Section, Words, words_in
from tia_desktop.domain.values import Value

Result = TypeVar("Result")
_REFERENCE = re.compile(r"\$\{\s*([^${}\s]+)\s*\}")


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Trouble(Value):
    """An expression that could not be worked out: where, and why in a sentence."""

    key: str
    sentence: str


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Posed(Value):
    """A question that is asked now. `key` names it with its entries; `sections` are the groups around it."""

    key: str
    question: Question
    answer: str
    sections: tuple[Section, ...]
    entries: tuple[str, ...]


def _posed(spot: Spot, question: Question) -> Posed:
    around = spot.chain()[1:-1]
    sections = tuple(one.item for one in around if isinstance(one.item, Section))
    return Posed(spot.key, question, spot.text, sections, tuple(o.key for o in around if o.key.endswith("]")))


@lru_cache(maxsize=1024)
def is_expression(default: str) -> bool:
    """Whether a default is worked out, as ``today()`` is, and not simply words such as “not known (yet)”."""
    try:
        check_expression(default)
    except ExpressionError:
        return False
    node = parse(default)
    return bool(references(node)) or any(isinstance(one, Call) for one in parts(node))


class FormRun:
    """A form with answers.

    Args:
        form: the form.
        answers: text by key, such as ``room[2]/damp``; choices by their names with a space between them.
        entries: how many entries each repeat has, by its key without the last number.
        now: what today() and now() say.
        languages: the languages to show, the preferred one first.
        least: how many entries a repeat has that `entries` does not name.
    """

    def __init__(
        self,
        form: Form,
        answers: Mapping[str, str],
        *,
        now: datetime,
        entries: Mapping[str, int] | None = None,
        languages: tuple[str, ...] = (),
        least: int = 1,
    ) -> None:
        self.form, self.now, self.languages = form, now, (*languages, form.default_language)
        self.troubles: dict[tuple[str, str], Trouble] = {}
        self._answers = answers
        self._items = dict[str, Item]()
        for item in form.walk():
            self._items.setdefault(item.name, item)
        self._lists: dict[str, ListPlace] = {}
        self._grower = Grower(dict(entries or {}), least)
        self._top = Spot(None, None, "")
        self._top.settled = True
        self._grower.grow(self._top, form.items)
        self._settle_all()

    @property
    def top(self) -> Place:
        """The whole filled-in form."""
        return self._top

    def asked(self) -> list[Posed]:
        """Return the questions that are asked now, and the notes to read, in order."""
        return [
            _posed(spot, spot.item)
            for spot in self._top.below()
            if spot.asked and isinstance(spot.item, Question) and spot.item.is_asked
        ]

    def questions(self) -> dict[str, Question]:
        """Return every question by its key, also what is not asked or nobody sees."""
        return {s.key: s.item for s in self._top.below() if isinstance(s.item, Question)}

    def answers(self) -> dict[str, str]:
        """Return every answer that counts, with what was calculated and filled in; by key."""
        return {spot.key: spot.text for spot in self._top.below() if spot.text}

    def repeats(self) -> dict[str, int]:
        """Return how many entries every repeat that is asked has, by its key without a number."""
        found = dict[str, int]()
        for spot in (self._top, *self._top.below()):
            items = spot.item.items if isinstance(spot.item, Section) else self.form.items
            if spot.asked and not isinstance(spot.item, Question):
                for item in (i for i in items if isinstance(i, Section) and i.repeats):
                    found[f"{spot.key}/{item.name}".lstrip("/")] = len(spot.slots.get(item.name, ()))
        return found

    def choices(self, key: str) -> tuple[Choice, ...]:
        """Return the choices of a question that its filter leaves."""
        spot, question = self._question(key)
        offered = self.form.lists.get(question.choices, ())
        if not question.choice_filter:
            return offered
        kept = [c for c in offered if self._left(question, spot, ChoicePlace(c, None))]
        return tuple(kept)

    def _left(self, question: Question, spot: Spot, choice: ChoicePlace) -> bool:
        condition = question.choice_filter
        return self._guarded(spot, "filter", lambda: is_true(condition, self, spot, choice), True)

    def problem(self, key: str) -> str:
        """Return what is wrong with an answer, or that it is missing, as a sentence; "" when it is fine."""
        spot, question = self._question(key)
        if not question.takes_answer:
            return ""
        if not spot.text:
            missing = self._guarded(
                spot, "required", lambda: is_true(question.required or "false()", self, spot), False
            )
            return (
                (self.words(key, question.required_words) or "This question needs an answer.")
                if missing
                else ""
            )
        wrong = typed_problem(question, spot.text)
        if wrong:
            return wrong
        if question.choices and not set(spot.text.split()) <= {c.name for c in self.choices(key)}:
            return "This answer is not one of the choices now. Choose again."
        fits = self._guarded(
            spot, "constraint", lambda: is_true(question.constraint or "true()", self, spot), True
        )
        if fits:
            return ""
        return self.words(key, question.constraint_words) or "This answer is outside of what the form allows."

    def problems(self) -> dict[str, str]:
        """Return what is wrong, by the key of its question, for all that are asked."""
        found = {one.key: self.problem(one.key) for one in self.asked()}
        return {key: sentence for key, sentence in found.items() if sentence}

    def words(self, key: str, words: Words) -> str:
        """Return words in the preferred language, with answers in the place of ``${name}``, “…” for none."""
        spot = self.place(key)
        text = words_in(words, *self.languages)

        def answer(match: re.Match[str]) -> str:
            return next((place.text for place in self._found(spot, match[1])), "") or "…"

        return _REFERENCE.sub(answer, text)

    def _question(self, key: str) -> tuple[Spot, Question]:
        spot = self.place(key)
        if not isinstance(spot.item, Question):
            raise KeyError(key)
        return spot, spot.item

    def place(self, key: str) -> Spot:
        """Return where a question or a group stands, by its key."""
        spot = self._top
        for step in key.split("/"):
            name, _, number = step.partition("[")
            spot = spot.slots[name][int(number.rstrip("]") or 1) - 1]
        return spot

    # What an expression asks for (expression_values.World):

    def find(self, place: Place, name: str, *, everywhere: bool = False) -> list[Place]:
        """Return the places of a name: in the same entry where that is possible, else in all of them."""
        return list(self._found(place, name, everywhere=everywhere))

    def _found(self, place: Place, name: str, *, everywhere: bool = False) -> list[Place]:
        item = self._items.get(name)
        if item is None:
            raise ExpressionError(f"There is no question “{name}” in this form.")
        way = item.path.split("/")
        start, depth = self._top, 0
        if not everywhere and isinstance(place, Spot):
            for spot, step in zip(place.chain()[1:], way[:-1], strict=False):
                if spot.name != step:
                    break
                start, depth = spot, depth + 1
        found: list[Place] = [start]
        for step in way[depth:]:
            found = [child for one in found for child in one.children(step)]
        return found

    def usable(self, places: list[Place]) -> list[Place]:
        """Return the places with their answers worked out; of several, those that are asked."""
        waits = [p for p in places if isinstance(p, Spot) and not p.settled and p is not self._working]
        if waits:
            raise Waits(waits)
        if len(places) < 2:
            return places
        return [place for place in places if not isinstance(place, Spot) or place.asked]

    def list_of(self, name: str) -> Place:
        """Return a list of choices as places."""
        if name not in self.form.lists:
            raise ExpressionError(f"There is no list of choices “{name}” in this form.")
        return self._lists.setdefault(name, ListPlace(self.form.lists[name]))

    def choice_label(self, place: Place, question: str, choice: str) -> str:
        """Return the words of a choice in the preferred language."""
        asked = self._items.get(question)
        offered = self.form.lists.get(asked.choices, ()) if isinstance(asked, Question) else ()
        return next((words_in(c.labels, *self.languages) for c in offered if c.name == choice), "")

    # How it is worked out:

    def _settle_all(self) -> None:
        self._working: Spot | None = None
        stack = [self._top]
        while stack:
            one = stack.pop()
            self._settle(one)
            if one.counts and one.parent:
                stack.extend(reversed(one.parent.slots[one.name]))
            stack.extend(reversed(list(one.inside())))
        self._working = None

    def _settle(self, spot: Spot) -> None:
        """Work a place out, and before it whatever it waits for: a chain may be long, never deep."""
        stack, inside = [spot], {spot}
        while stack:
            one = stack[-1]
            if one.settled:
                inside.discard(stack.pop())
                continue
            self._working = one
            try:
                self._work_out(one)
                one.settled = True
            except Waits as waits:
                wanted = [w for w in waits.places if not w.settled]
                circle = next((w for w in wanted if w in inside), None)
                if circle is None:
                    stack.extend(wanted)
                    inside.update(wanted)
                else:
                    self._give_up(circle, one)

    def _give_up(self, circle: Spot, asking: Spot) -> None:
        """Two places wait for one another: the first counts as asked, with what was answered."""
        sentence = (
            f"“{circle.name}” and “{asking.name}” wait for one another, so one of them was not worked out."
        )
        self._note(circle, "circle", sentence)
        if circle.counts:
            self._grower.counted(circle, 0)
        circle.asked = circle.parent is None or circle.parent.asked
        circle.answer = self._answers.get(circle.key, "")
        circle.settled = True

    def _work_out(self, spot: Spot) -> None:
        parent, item = spot.parent, spot.item
        if parent is None or item is None:
            return
        if not parent.settled:
            raise Waits([parent])
        condition = item.relevant
        spot.answer = self._answers.get(spot.key, "") if isinstance(item, Question) else ""
        spot.asked = parent.asked and (
            not condition or self._guarded(spot, "relevant", lambda: is_true(condition, self, spot), True)
        )
        if isinstance(item, Question):
            spot.answer = self._answer_of(spot, item)
        elif spot.counts:
            self._grower.counted(spot, self._count_of(spot, item) if spot.asked else 0)

    def _count_of(self, spot: Spot, item: Section) -> int:
        number = self._guarded(spot, "count", lambda: as_number(text_of(item.count, self, spot) or "0"), 0.0)
        if number > MAX_ENTRIES:
            self._note(
                spot, "count", f"“{spot.name}” repeats more than {MAX_ENTRIES} times. The rest is left out."
            )
        return int(min(number, MAX_ENTRIES)) if number > 0 else 0  # not-a-number too

    def _answer_of(self, spot: Spot, question: Question) -> str:
        given = self._answers.get(spot.key)
        if question.calculation:
            return self._guarded(spot, "calculation", lambda: text_of(question.calculation, self, spot), "")
        if given is not None:
            return given
        if question.kind == "meta":
            return self._meta(question.meta)
        if question.default and is_expression(question.default):
            return self._guarded(spot, "default", lambda: text_of(question.default, self, spot), "")
        return question.default

    def _meta(self, kind: str) -> str:
        if kind == "today":
            return self.now.date().isoformat()
        return self.now.isoformat(timespec="milliseconds") if kind in ("start", "end") else ""

    def _guarded(self, spot: Spot, part: str, work: Callable[[], Result], fallback: Result) -> Result:
        try:
            return work()
        except ExpressionError as error:
            self._note(spot, part, error.sentence)
            return fallback

    def _note(self, spot: Spot, part: str, sentence: str) -> None:
        self.troubles[spot.key, part] = Trouble(spot.key, sentence)
