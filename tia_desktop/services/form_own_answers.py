"""Answers to one of our own checklists, which went out as a form (`services.form_export`) and came back.

A question of the form is a question of the kind again: a grade is its grade, a number its value, and the line
for words behind it is what the note says. What is asked once, before the first question, is a detail of the
check; what repeats are its rooms, blocks or agenda items.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field

from tia_desktop.domain.changes import Edit
from tia_desktop.domain.forms import Form, Question
from tia_desktop.domain.pack import ChecklistItem, Repeat
from tia_desktop.domain.records import CheckEntry, CheckField, CheckItem, RealityCheck, Scalar, link_id
from tia_desktop.domain.submissions import Fitted, Fitter
from tia_desktop.domain.text import one_line
from tia_desktop.services import checklist
from tia_desktop.services.capture import new_note
from tia_desktop.services.form_bringing import Answers, Bringing, Entries, Facts, Filled, Photo, fitting
from tia_desktop.services.form_export import NAME, WORDS, form_of_all, name_of
from tia_desktop.services.workspace import Workspace

_LONGEST_TITLE = 120


@dataclass(slots=True)
class _Answer:
    """What was said of one question in one place: the values of its note, and a photo."""

    item: ChecklistItem
    entry_id: str
    values: dict[str, Scalar] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)
    photo: Photo | None = None


class OwnBringing(Bringing):
    """Answers to the checklist of a kind."""

    def __init__(
        self,
        ws: Workspace,
        check: RealityCheck,
        answers: Answers,
        facts: Facts,
        questions: Sequence[str],
    ) -> None:
        self._questions = tuple(questions)
        super().__init__(ws, check, answers, facts)
        template = self._template
        asked = {item.id: item for item in (*template.all_items, *checklist.tailored(ws, check))}
        self._items = {name_of(item_id): item for item_id, item in asked.items()}
        self._fields = {name_of(spec.id): spec for spec in template.fields}
        self._titles = {f"{name_of(repeat.id)}{NAME}": repeat for repeat in template.repeats}
        self._changes = checklist.changes_of(ws, check.id)

    def _made_form(self) -> Form:
        return form_of_all(self._ws, self._check)

    def _made_fitter(self) -> Fitter:
        return Fitter(self.form, by_last_name=True)  # the headings may have stood in another order

    def _same(self) -> list[RealityCheck]:
        beside = f"{one_line(self._check.title, 100)} – "
        every = self._ws.store.find(RealityCheck, template=self._check.template, checklist_id="")
        return [c for c in every if c.id == self._check.id or c.title.startswith(beside)]

    def _growth(self, check: RealityCheck, fitted: Fitted) -> Entries:
        there = self._ws.store.find(CheckEntry, check_id=check.id)
        return _OwnGrowth(self._template.repeats, check.id, fitted, there)

    def _foreign(self) -> str:
        return (
            f"“{one_line(self._check.title, 60)}” runs the checklist of its kind, and none of these answers "
            "belongs to it. Import the form that was filled in first."
        )

    def _copied(self, check: RealityCheck) -> list[Edit]:
        """How the team tailored the checklist: its own questions were in the form."""
        edits = list[Edit]()
        for change in self._changes:
            values = {n: v for n, v in asdict(change).items() if n in _CHANGE}
            edits.append(Edit(CheckItem, link_id(check.id, change.item_id), {**values, "check_id": check.id}))
        return edits

    def _noted(self, filled: Filled) -> list[Edit]:
        found, edits = dict[tuple[str, str], _Answer](), list[Edit]()
        for key, question in filled.given:
            place = filled.entry_id(key)
            if place is None:
                continue
            text, name = filled.fitted.answers[key], question.name
            if name in self._fields:
                edits += self._detail(filled, question, text)
            elif name in self._titles:
                self._title(filled, key, text, self._titles[name])
            else:
                own = self._items.get(name) or self._items[name.removesuffix(WORDS)]
                answer = found.setdefault((own.id, place), _Answer(own, place))
                self._answer(filled, answer, question, key, is_words=name not in self._items)
        for answer in found.values():
            edits += self._note(filled, answer)
        return edits

    # ---- details

    def _detail(self, filled: Filled, question: Question, text: str) -> list[Edit]:
        """What is asked once, before the first question."""
        spec = self._fields[question.name]
        answer, words = fitting(self.form, question, text)
        if words and spec.choices:
            filled.tell(f"“{one_line(words, 60)}” is no answer to “{one_line(spec.question, 80)}”.")
            return []
        field_id, said = link_id(filled.check.id, spec.id), answer or words
        there = self._ws.store.get(CheckField, field_id)
        if there and there.value and there.value != said:
            filled.tell(
                f"“{spec.question}” has the answer “{one_line(there.value, 60)}” here already. It stays, and "
                f"“{one_line(said, 60)}” is not kept."
            )
            return []
        values: dict[str, Scalar] = {"check_id": filled.check.id, "field_id": spec.id, "value": said}
        return [Edit(CheckField, field_id, values)]

    def _title(self, filled: Filled, key: str, text: str, repeat: Repeat) -> None:
        """The first of what repeats has no name itself: a detail of the check names it, or its place."""
        is_first = key.split("/")[0].endswith("[1]") and bool(repeat.groups)
        named = filled.fitted.answers.get(f"before/{name_of(repeat.first)}", "") if repeat.first else ""
        if is_first and text.strip() not in (named.strip(), filled.check.place):
            said = f"“{one_line(text, 60)}” is the name of the first one, and is not kept: it has none here."
            filled.tell(said)

    # ---- notes

    def _answer(
        self, filled: Filled, answer: _Answer, question: Question, key: str, *, is_words: bool
    ) -> None:
        """Add one line of the form to what was said of a question."""
        text, item = filled.fitted.answers[key], answer.item
        if is_words or item.answer == "text":
            answer.words.append(text.strip())
        elif question.kind == "image":
            answer.photo = self._photo(filled.submission, text, filled.tell)
            if answer.photo is None:
                answer.words.append(text)
        elif not self._value(answer, question, text):
            answer.words.append(text.strip())
            said = (
                f"“{one_line(text, 60)}” does not fit “{one_line(item.question, 80)}”. It is kept as words."
            )
            filled.tell(said)

    def _value(self, answer: _Answer, question: Question, text: str) -> bool:
        """Read a grade, a choice, a number, a date or a time. False when it is none."""
        item = answer.item
        scheme = self._ws.pack.scheme_for(item)
        if question.kind not in ("select_one", "select_multiple"):
            value, _ = fitting(self.form, question, text)
            answer.values |= {"value": value} if value else {}
            return bool(value)
        given, _ = fitting(self.form, question, text)
        own = {choice.id for choice in item.choices}
        grades = [name for name in given.split() if name not in own]
        values = [name for name in given.split() if name in own]
        if len(grades) > 1 or not given:
            return False
        if grades:
            answer.values |= {"rating": grades[0], "scheme": scheme.id}
        if values:
            answer.values["value"] = " ".join(values)
        return True

    def _note(self, filled: Filled, answer: _Answer) -> list[Edit]:
        item, check = answer.item, filled.check
        values: dict[str, Scalar] = {
            "how": self._template.how,
            "place": check.place,
            "entry_id": answer.entry_id,
            "text": "\n".join(filter(None, answer.words)),
            **answer.values,
        }
        values |= {"observed_at": filled.when} if filled.when else {}
        questions = self._questions or item.key_questions or self._template.key_questions[:1]
        edits = new_note(self._ws, check, item, None, values, questions)
        self.brought.notes += 1
        photo = answer.photo
        return [*edits, self._photo_edit(edits[0].record_id, photo, check.id)] if photo else edits


_CHANGE = ("item_id", "own", "omitted", "place", "heading", "question", "look_for", "answer")


class _OwnGrowth:
    """The rooms, blocks or agenda items that a filled-in form needs; those that are there are used first."""

    def __init__(
        self, repeats: Sequence[Repeat], check_id: str, fitted: Fitted, there: Sequence[CheckEntry]
    ) -> None:
        self._repeats, self._check_id, self._fitted, self._there = repeats, check_id, fitted, there
        self._ids = dict[str, str | None]()
        self._made = len(there)
        self.left_out = 0

    def edits(self, new_id: Callable[[], str]) -> list[Edit]:
        """Return the edits that make the entries."""
        edits = list[Edit]()
        for repeat in self._repeats:
            name = name_of(repeat.id)
            here = [e for e in self._there if e.repeat_id == repeat.id]
            first = 2 if repeat.groups else 1  # the first block has no record of its own
            for n in range(1, self._fitted.entries.get(name, 0) + 1):
                key = f"{name}[{n}]"
                if n < first:
                    self._ids[key] = ""
                elif n - first < len(here):
                    self._ids[key] = here[n - first].id
                elif self._made >= checklist.MAX_ENTRIES:
                    self._ids[key], self.left_out = None, self.left_out + 1
                else:
                    edits.append(self._entry(repeat, key, n, new_id()))
        return edits

    def entry_id(self, key: str) -> str | None:
        """Return the entry that an answer belongs to."""
        return self._ids.get(key.split("/")[0], "")

    def _entry(self, repeat: Repeat, key: str, number: int, entry_id: str) -> Edit:
        self._made += 1
        self._ids[key] = entry_id
        title = self._fitted.answers.get(f"{key}/{name_of(repeat.id)}{NAME}", "")
        values: dict[str, Scalar] = {
            "check_id": self._check_id,
            "repeat_id": repeat.id,
            "title": one_line(title, _LONGEST_TITLE) or f"{repeat.singular} {number}",
            "place": float(self._made),
        }
        return Edit(CheckEntry, entry_id, values)
