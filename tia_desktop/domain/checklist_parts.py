"""The parts of a framework pack that make a check: grades, items, repetitions and the kinds themselves."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from tia_desktop.domain.values import Value


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class GradeChoice(Value):
    """One choice of a grading scheme. `key` is its digit; `tone` is good, ok, weak, bad or none.

    `no_value` says that there is nothing to write beside it, as with “not seen”: no number, date or choice.
    """

    id: str
    key: int
    sign: str
    word: str
    tone: str
    explain: str
    no_value: bool = False


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class GradingScheme(Value):
    """A set of grades that is stored with every grade given. Schemes never convert into one another."""

    id: str
    title: str
    choices: tuple[GradeChoice, ...]
    rule: str
    source: str
    basis: str


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class ItemChoice(Value):
    """One of the answers that a question with its own choices offers."""

    id: str
    word: str


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class ShowIf(Value):
    """Skip logic: a question shows only when an earlier answer, or a field of the check, is one of these.

    `ask` is the id of an item or of a field; `answers` are choice ids, grades or plain values.
    """

    ask: str
    answers: tuple[str, ...]

    def allows(self, given: Collection[str]) -> bool:
        """Whether these answers let the question be asked; none yet do, so that nothing is missed."""
        return not given or not set(self.answers).isdisjoint(given)


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class ChecklistItem(Value):
    """One question of a check.

    Attributes:
        text: the item as the checklist has it; a short name for lists.
        question: the same as a plain question.
        look_for: what to try or look at, or "".
        answer: the answer type, such as ``yes_no_na`` or ``number``.
        scheme: id of the grading scheme, already resolved from the answer type.
        weak_answer: the choice that is the weak one; ``none`` when no answer is weak (a plain fact); ""
            when the tones of the scheme say it.
        key_questions: the key questions an answer helps with, set for the person and changeable.
        unit: what a number counts, such as "minutes", or "".
        choices: the answers of a ``choice`` (one of them) or ``choices`` (several) question.
        required: an answer that is missing is flagged, and never blocks.
        show_if: when the question is asked at all; None is always.
        any_number: whether its number may be negative, long, or have many places behind the point.
    """

    id: str
    template: str
    group: str
    text: str
    question: str
    answer: str
    scheme: str
    key_questions: tuple[str, ...]
    look_for: str = ""
    weak_answer: str = ""
    unit: str = ""
    choices: tuple[ItemChoice, ...] = ()
    required: bool = False
    show_if: ShowIf | None = None
    any_number: bool = False

    @property
    def asks_value(self) -> bool:
        """Whether it asks for a number, a date, a time or choices of its own, and not for a grade alone."""
        return self.answer in ("number", "date", "time") or bool(self.choices)


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Must(Value):
    """A check begins only with one of these answers to a field; `words` say why, and what to do."""

    answers: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class FieldSpec(Value):
    """What a kind of check asks once, first. `answer` is text, number, date, time or choice.

    `show_if` asks an earlier field; `required` and `must` count only while it is asked.
    """

    id: str
    question: str
    answer: str
    hint: str = ""
    choices: tuple[ItemChoice, ...] = ()
    required: bool = False
    show_if: ShowIf | None = None
    must: Must | None = None


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Repeat(Value):
    """A part of a checklist that is asked again for each room, block, person or agenda item.

    Attributes:
        title: what the entries are called together, such as "Rooms".
        singular: one of them, such as "Room"; `add` is the words on the button that adds one.
        groups: headings of the template's items that are repeated; the first entry needs no adding.
        items: questions that exist only inside the repetition. Without `groups`, nothing is asked before an
            entry is added.
        suggestions: titles that are offered.
        first: the field whose answer names the first entry; "" takes the place of the check.
        place: how an entry's title becomes the place where one is: "replaces" it (a block), stands "within"
            it (a room of a home), or "" when an entry is no place (an agenda item).
        ask: the question on the page that asks for the first entry, where nothing is asked before there is
            one; `none` is the words on the way on without any. Both may be "".
    """

    id: str
    title: str
    singular: str
    add: str
    groups: tuple[str, ...] = ()
    items: tuple[ChecklistItem, ...] = ()
    suggestions: tuple[str, ...] = ()
    first: str = ""
    place: str = ""
    ask: str = ""
    none: str = ""


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class CheckTemplate(Value):
    """A kind of reality check. `short` is its plural name for lists, `singular` the name of one check.

    Attributes:
        targets: how many notes to aim for, by key question (ours, changeable).
        weaker_evidence: why this kind counts for less, or "".
        fields: what is asked once before the questions.
        repeats: parts that are asked again for each room, block or agenda item.
        panel: ``conversation`` when people talk and what they say is written down as it comes, else "".
        consent: what people are told and agree to before it starts, or "".
        care: reminders for the safety of everybody, shown before it starts.
        speakers: who may be speaking, by role; people are never named.
        areas: service areas it is usually about (ours, changeable).
    """

    id: str
    number: int
    slug: str
    title: str
    short: str
    singular: str
    icon: str
    source: str
    purpose: str
    before: tuple[str, ...]
    during: tuple[str, ...]
    after: tuple[str, ...]
    record: tuple[str, ...]
    pitfalls: tuple[str, ...]
    tia_role: str
    sampling: str
    data_protection: str
    key_questions: tuple[str, ...]
    targets: Mapping[str, int]
    how: str
    source_group: str
    minutes_per_item: int
    items: tuple[ChecklistItem, ...]
    weaker_evidence: str = ""
    weaker_source: str = ""
    fields: tuple[FieldSpec, ...] = ()
    repeats: tuple[Repeat, ...] = ()
    panel: str = ""
    consent: str = ""
    care: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()

    @property
    def groups(self) -> tuple[str, ...]:
        """The headings of the checklist, in order."""
        return tuple(dict.fromkeys(item.group for item in self.items))

    def fields_asked(self, values: Mapping[str, str]) -> tuple[FieldSpec, ...]:
        """Return the fields that are asked when these are their answers (field id -> answer)."""
        shown: dict[str, FieldSpec] = {}
        for spec in self.fields:
            condition = spec.show_if
            answer = values.get(condition.ask, "") if condition else ""
            if condition is None or (condition.ask in shown and condition.allows([answer] if answer else [])):
                shown[spec.id] = spec
        return tuple(shown.values())

    def refusals(self, values: Mapping[str, str]) -> tuple[FieldSpec, ...]:
        """Return the fields whose answers do not let a check begin, one without an answer among them."""
        asked = self.fields_asked(values)
        return tuple(f for f in asked if f.must is not None and values.get(f.id, "") not in f.must.answers)

    @property
    def all_items(self) -> tuple[ChecklistItem, ...]:
        """Every item, also those that exist only inside a repetition."""
        return (*self.items, *(item for repeat in self.repeats for item in repeat.items))
