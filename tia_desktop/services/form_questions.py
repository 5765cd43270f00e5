"""The questions of checklists from outside, as items of a checklist; nothing of it looks at answers."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tia_desktop.domain.changes import sha256_text
from tia_desktop.domain.errors import DamagedFileError
from tia_desktop.domain.form_json import read_form
from tia_desktop.domain.form_records import Checklist, item_id_of, parts_of
from tia_desktop.domain.forms import CHOICE_KINDS, Choice, Form, Question, Section, Words, words_in
from tia_desktop.domain.pack import ChecklistItem, CheckTemplate, ItemChoice, Repeat
from tia_desktop.domain.records import Attachment, RealityCheck, link_id
from tia_desktop.domain.text import one_line
from tia_desktop.services.form_entries import Entries
from tia_desktop.services.workspace import Workspace

CONTENT = "content"
MEDIA_TYPE = "application/x-tia-checklist+zlib"
_MOST_TEXT = 64 * 1024 * 1024
_MOST_KEPT = 8
_REFERENCE = re.compile(r"\$\{[^${}]*\}")
ANSWERS = {
    "integer": "number",
    "decimal": "number",
    "range": "number",
    "date": "date",
    "time": "time",
    "select_one": "choice",
    "select_multiple": "choices",
    "acknowledge": "choice",
    "image": "photo",
}
"""How a kind of question is answered; everything else is written as words."""
AGREED = "OK"
_HOW = {
    "datetime": "Write a date and a time, such as 9/3/2026 14:30.",
    "geopoint": "Write the position: latitude and longitude with a space between them.",
}


def checklist_of(ws: Workspace, check: RealityCheck) -> Checklist | None:
    """Return the checklist from outside that a check runs; None when it runs the one of its kind."""
    return ws.store.get(Checklist, check.checklist_id) if check.checklist_id else None


def form_of(ws: Workspace, kept: Checklist) -> Form:
    """Return the form of a checklist. The last ones that were read stay with the open inspection.

    Raises:
        DamagedFileError: the content is missing, or is not the one that was kept.
    """
    form = ws.forms.pop(kept.sha256, None)
    if form is None:
        attachment = ws.store.get(Attachment, link_id(kept.id, CONTENT))
        damaged = DamagedFileError(
            "The content of this checklist is damaged. Open the newest backup; keep this file as it is."
        )
        if attachment is None:
            raise damaged
        try:
            text = _unpacked(ws.store.get_blob(attachment.sha256))
            form = read_form(text)
        except (zlib.error, ValueError) as error:
            raise damaged from error
        if sha256_text(text) != kept.sha256:
            raise damaged
    ws.forms[kept.sha256] = form
    while len(ws.forms) > _MOST_KEPT:
        del ws.forms[next(iter(ws.forms))]
    return form


def _unpacked(packed: bytes) -> str:
    unpacker = zlib.decompressobj()
    text = unpacker.decompress(packed, _MOST_TEXT)
    if unpacker.unconsumed_tail or not unpacker.eof:
        raise ValueError("longer than a checklist can be")
    return text.decode("utf-8")


# ---- the questions without answers


def items(ws: Workspace, check: RealityCheck) -> tuple[ChecklistItem, ...] | None:
    """Return every question of the checklist from outside that a check runs; None when it runs none."""
    kept = checklist_of(ws, check)
    if kept is None:
        return None
    maker = ItemMaker(ws, kept, check.template)
    return tuple(maker.item(question, group) for question, group in _answered(maker.form.items, "", maker))


def item(ws: Workspace, item_id: str, template: str = "") -> ChecklistItem | None:
    """Return a question of a checklist from outside by its id; None when it is not there (any more)."""
    checklist_id, path = parts_of(item_id)
    kept = ws.store.get(Checklist, checklist_id) if path else None
    if kept is None:
        return None
    maker = ItemMaker(ws, kept, template or ws.pack.templates[0].id)
    found = next(((q, g) for q, g in _answered(maker.form.items, "", maker) if q.path == path), None)
    return maker.item(*found) if found else None


def has_item(ws: Workspace, check: RealityCheck, item_id: str) -> bool:
    """Whether a question belongs to the checklist from outside that a check runs."""
    checklist_id, path = parts_of(item_id)
    kept = checklist_of(ws, check)
    if kept is None or kept.id != checklist_id:
        return False
    return any(q.path == path and q.takes_answer for q in form_of(ws, kept).questions())


def _answered(
    inside: Sequence[Question | Section], group: str, maker: ItemMaker
) -> Iterator[tuple[Question, str]]:
    for one in inside:
        if isinstance(one, Section):
            yield from _answered(one.items, maker.words(one.labels) or group, maker)
        elif one.takes_answer:
            yield one, group


def template_of(ws: Workspace, check: RealityCheck) -> CheckTemplate:
    """Return a check's kind, as the pages walk through it: with the repetitions of its own checklist."""
    template, kept = ws.pack.template(check.template), checklist_of(ws, check)
    if kept is None:
        return template
    maker = ItemMaker(ws, kept, check.template)
    form, entries = maker.form, Entries(maker.form, (), languages=(kept.language,))
    every = _answered(form.items, "", maker)
    repeats = tuple(
        Repeat(path, entries.word(path), entries.word(path), f"Add another: {entries.word(path)}", (path,))
        for path in (i.path for i in form.walk() if isinstance(i, Section) and i.repeats and not i.count)
    )
    whole = tuple(maker.item(q, group) for q, group in every)
    return replace(template, items=whole, repeats=repeats, panel="")


class ItemMaker:
    """Makes checklist items of questions."""

    def __init__(self, ws: Workspace, kept: Checklist, template: str) -> None:
        self.form = form_of(ws, kept)
        self._template, self._kept = ws.pack.template(template), kept
        self._languages = (kept.language, self.form.default_language)
        # “Written down” or “not seen”: a form that wants a grade asks for it with choices of its own.
        self.scheme = ws.pack.scheme_of_answer("choices")

    def words(self, words: Words) -> str:
        """Words in the language of the checklist; an answer that they name is not known here."""
        return _REFERENCE.sub("…", words_in(words, *self._languages)).strip()

    def item(self, question: Question, group: str) -> ChecklistItem:
        """A question whose answers are not looked at."""
        label = self.words(question.labels) or self.words(question.hints) or question.name
        return self.made(question, group, label, self.words(question.hints), ())

    def made(
        self,
        question: Question,
        group: str,
        label: str,
        hint: str,
        choices: Sequence[Choice],
        required: bool | None = None,
    ) -> ChecklistItem:
        """A question in the words that are shown; `required` is None while answers are not looked at."""
        offered = {c.name: words_in(c.labels, *self._languages) or c.name for c in choices}
        if question.kind == "acknowledge":
            offered = {AGREED: "I have read this"}
        answer = ANSWERS.get(question.kind, "text")
        told = [hint, _HOW.get(question.kind, "")]
        if question.kind == "rank":
            told.append(f"Write these in order, one below the other: {', '.join(offered.values())}.")
        elif question.kind in CHOICE_KINDS and not offered and required is not None:
            told.append("There is nothing to choose from yet: that depends on an earlier answer.")
        return ChecklistItem(
            id=item_id_of(self._kept.id, question.path),
            template=self._template.id,
            group=group or self._kept.title,
            text=one_line(label),
            question=label,
            answer=answer,
            scheme=self.scheme,
            key_questions=self._template.key_questions[:1],
            look_for="\n".join(filter(None, told)),
            choices=tuple(ItemChoice(n, w) for n, w in offered.items()) if answer in _CHOOSES else (),
            any_number=question.kind in ("integer", "decimal", "range"),
            required=bool(required),
        )


_CHOOSES = ("choice", "choices")
