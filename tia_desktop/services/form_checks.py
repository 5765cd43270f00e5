"""A check that runs a checklist from outside: what is asked now, and what was answered (`domain.form_run`).

The kind of check still says who is asked, how it is known, what is agreed before, and what it counts for; the
questions, their order and their conditions are the form's. Nothing has a grade unless the form asks for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from tia_desktop.domain.errors import InputError
from tia_desktop.domain.expression_text import ExpressionError
from tia_desktop.domain.expressions import is_true
from tia_desktop.domain.form_records import Checklist, parts_of
from tia_desktop.domain.form_run import FormRun, Posed
from tia_desktop.domain.forms import Form, Question, Section, Words, words_in
from tia_desktop.domain.pack import ChecklistItem
from tia_desktop.domain.records import Attachment, CheckEntry, CheckField, EvidenceNote, RealityCheck
from tia_desktop.domain.text import one_line
from tia_desktop.services import checklist as checklists
from tia_desktop.services.asked import Asked
from tia_desktop.services.capture import OWN
from tia_desktop.services.form_entries import Entries, Level, repeat_id_of
from tia_desktop.services.form_questions import ANSWERS, ItemMaker, checklist_of, form_of
from tia_desktop.services.typed_times import parse_when
from tia_desktop.services.workspace import Workspace

WITHOUT = "form-without:"
"""Begins the name of the check's detail that says that something repeats not even once."""


def asked(ws: Workspace, check: RealityCheck, notes: Iterable[EvidenceNote]) -> list[Asked] | None:
    """Return what the checklist from outside asks now; None when the check runs none.

    Args:
        ws: the open inspection.
        check: the check.
        notes: the answers given so far.
    """
    kept = checklist_of(ws, check)
    if kept is None:
        return None
    found, changes = _Asking(ws, check, kept, notes).asked(), checklists.changes_of(ws, check.id)
    if not changes:
        return found
    order = {one.id: one for one in checklists.tailored(ws, check)}
    own = [Asked(one, one.group) for one in order.values() if one.id.startswith(OWN)]
    reworded = {c.item_id for c in changes if c.question or c.look_for}
    left = [one for one in found if one.item.id in order]
    return [*(_reworded(one, order) if one.item.id in reworded else one for one in left), *own]


def _reworded(one: Asked, order: dict[str, ChecklistItem]) -> Asked:
    said = order[one.item.id]
    return replace(
        one, item=replace(one.item, text=said.text, question=said.question, look_for=said.look_for)
    )


def filled(ws: Workspace, check: RealityCheck, notes: Iterable[EvidenceNote]) -> FormRun:
    """Return the form of a check with its answers.

    Raises:
        InputError: it runs no checklist from outside.
    """
    kept = checklist_of(ws, check)
    if kept is None:
        raise InputError(
            f"“{one_line(check.title, 60)}” runs the checklist of its kind, not one from a file."
        )
    return _Asking(ws, check, kept, notes).run


def entries_of(ws: Workspace, check: RealityCheck, kept: Checklist) -> Entries:
    """Return the rooms and the like of a check."""
    named = (f.field_id for f in ws.store.find(CheckField, check_id=check.id) if f.value)
    without = {n.removeprefix(WITHOUT) for n in named if n.startswith(WITHOUT)}
    return Entries(form_of(ws, kept), ws.store.find(CheckEntry, check_id=check.id), without, (kept.language,))


def repeat_for(ws: Workspace, check: RealityCheck, path: str, beside: str) -> str:
    """Return what a new entry is one of, for somebody who is at the entry `beside`."""
    kept = checklist_of(ws, check)
    within = entries_of(ws, check, kept).within(path, beside) if kept and beside else ""
    return repeat_id_of(path, within)


def inside(ws: Workspace, check: RealityCheck, entry_id: str) -> list[str]:
    """Return the entries that stand in an entry."""
    kept = checklist_of(ws, check)
    return entries_of(ws, check, kept).inside(entry_id) if kept else []


class _Asking:
    """Works out what a form asks for the answers in the notes of a check."""

    def __init__(
        self, ws: Workspace, check: RealityCheck, kept: Checklist, notes: Iterable[EvidenceNote]
    ) -> None:
        self._ws, self._check, self._form = ws, check, form_of(ws, kept)
        self._maker = ItemMaker(ws, kept, check.template)
        self._entries = entries_of(ws, check, kept)
        questions = {q.path: q for q in self._form.questions()}
        answers, ratings = dict[str, str](), dict[str, str]()
        for note in notes:
            checklist_id, path = parts_of(note.item_id)
            key = self._entries.key(path, note.entry_id) if checklist_id == kept.id else None
            if key is not None and path in questions:
                answers[key] = answer_in(ws, self._form, questions[path], note)
                ratings[key] = note.rating
        written = ws.pack.scheme(self._maker.scheme).choices[0].id
        self._claimed = {key for key, rating in ratings.items() if rating == written and not answers[key]}
        self._given = {key: text for key, text in answers.items() if text}
        self.run = FormRun(
            self._form,
            self._given,
            now=datetime.fromisoformat(ws.store.now()),
            entries=self._entries.counts(),
            languages=(kept.language,),
        )

    def asked(self) -> list[Asked]:
        """Return the questions; words to read stand above the next one, or below the last."""
        read, found = list[str](), list[Asked]()
        for posed in self.run.asked():
            if posed.question.takes_answer:
                found.append(self._asked(posed, read))
                read = []
            else:
                told = self._words(posed.key, posed.question.labels)
                read.append(f"{told}: {posed.answer}" if posed.answer and told else told or posed.answer)
        if read and found:
            last = found[-1]
            hint = "\n".join([*filter(None, [last.item.look_for]), *read])
            found[-1] = replace(last, item=replace(last.item, look_for=hint))
        return found

    def _asked(self, posed: Posed, read: Sequence[str]) -> Asked:
        run, question = self.run, posed.question
        hint = self._words(posed.key, question.hints)
        label = self._words(posed.key, question.labels) or hint or question.name
        hints = [*read, hint if question.labels else ""]
        if posed.key not in self._given and posed.answer:
            hints.append(f"Without an answer it counts as “{one_line(posed.answer, 60)}”.")
        levels = self._entries.levels(posed.key) if posed.entries else []
        group = next(filter(None, (self._words(posed.key, s.labels) for s in self._groups(posed))), "")
        choices = run.choices(posed.key) if question.choices else ()
        made = self._maker.made(
            question, group, label, "\n".join(filter(None, hints)), choices, required=self._required(posed)
        )
        entry = next((level.entry for level in reversed(levels) if level.entry), None)
        return Asked(made, self._heading(levels, group) or made.group, entry, self._problem(posed))

    def _problem(self, posed: Posed) -> str:
        if posed.key in self._claimed:
            photo = posed.question.kind == "image"
            return "There is no photo yet." if photo else "Nothing is written down yet."
        return self.run.problem(posed.key) if posed.key in self._given else ""

    def _words(self, key: str, words: Words) -> str:
        """Words with the answers that they name; finding the place of those is worth it only then."""
        text = words_in(words, *self.run.languages)
        return self.run.words(key, words) if "${" in text else text

    @staticmethod
    def _groups(posed: Posed) -> Iterator[Section]:
        """The groups around a question, the innermost first; what repeats is named by its entries."""
        return (section for section in reversed(posed.sections) if not section.repeats)

    def _heading(self, levels: Sequence[Level], group: str) -> str:
        several = [level.title for level in levels]
        return " · ".join(filter(None, [*several, group]))

    def _required(self, posed: Posed) -> bool:
        condition = posed.question.required
        if not condition or condition == "true()":
            return bool(condition)
        with suppress(ExpressionError):
            return is_true(condition, self.run, self.run.place(posed.key))
        return False


def answer_in(ws: Workspace, form: Form, question: Question, note: EvidenceNote) -> str:
    """Return what a note answers, as the form wants it."""
    if question.kind == "image":
        return next((a.name for a in ws.store.find(Attachment, note_id=note.id)), "")
    if ANSWERS.get(question.kind, "text") != "text":
        return note.value
    text = note.text.strip()
    if question.kind == "datetime":
        with suppress(InputError):
            return parse_when(text)
    return _ranked(form, question, text) if question.kind == "rank" else text


def _ranked(form: Form, question: Question, text: str) -> str:
    """Return choices in the order in which their words were written, by their names."""
    offered = form.lists.get(question.choices, ())
    names = {words.casefold(): c.name for c in offered for words in (*(w for _, w in c.labels), c.name)}
    parts = [part.strip() for part in re.split(r"[\n,;]", text) if part.strip()]
    return " ".join(names.get(part.casefold(), part) for part in parts)


def note_values(form: Form, question: Question, answer: str) -> dict[str, str]:
    """Return what a note keeps of an answer that is written as the form wants it."""
    if question.kind == "rank":
        offered = form.lists.get(question.choices, ())
        words = {c.name: words_in(c.labels, form.default_language) or c.name for c in offered}
        return {"text": "\n".join(words.get(name, name) for name in answer.split())}
    return {"text": answer} if ANSWERS.get(question.kind, "text") == "text" else {"value": answer}
