"""Records, fields and values in words, for their history. No Qt."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import TypeVar

from tia_desktop.domain.checklist_parts import FieldSpec
from tia_desktop.domain.errors import TiaError
from tia_desktop.domain.record_types import BY_KIND
from tia_desktop.domain.records import (
    EvidenceNote,
    Finding,
    PerformanceIndicator,
    RealityCheck,
    Record,
    Scalar,
    TeamMember,
)
from tia_desktop.domain.text import escape_bidi, one_line
from tia_desktop.services.checklist import item_of
from tia_desktop.services.indicators import indicator_of
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.check_status import status_words, titled
from tia_desktop.ui.days import moment
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.screens.history.field_words import CHOICES, KINDS

T = TypeVar("T")
Values = Mapping[str, Scalar]


class Names:
    """Says what records and values are called, those that were removed too."""

    def __init__(self, ws: Workspace) -> None:
        self._ws = ws

    def record(self, kind: str, record_id: str, values: Values) -> str:
        """What a record is called: "F12 “Lifts are clean.”", "Estate visit: Elm Park"."""
        how = _RECORDS.get(kind)
        if how is not None:
            return how(self, record_id, values)
        return str(values.get("title") or values.get("name") or "")

    def pointed(self, kind: str, record_id: str) -> str:
        """What a record is called that something points to, also when it was removed."""
        cls = BY_KIND[kind]
        found = self._ws.store.get(cls, record_id)
        if found is not None:
            return self.record(kind, record_id, _fields(found))
        values: dict[str, Scalar] = {}
        for change in self._ws.store.log.history(record_id):
            if change.kind == kind and change.payload:
                values.update(json.loads(change.payload))
        return self.record(kind, record_id, values) if values else tr("(not there any more)")

    def value(self, kind: str, field: str, value: Scalar, values: Values) -> str:
        """A value in words; "" for none."""
        if value in ("", None):
            return ""
        if isinstance(value, bool) or field in _BOOLS:
            return tr("Yes") if value else tr("No")
        how = _detail_value if (kind, field) == ("check_field", "value") else _VALUES.get(field)
        if how is not None:
            return how(self, kind, str(value), values)
        words = CHOICES.get((kind, field))
        if words is not None:
            return tr(words.get(str(value), str(value)))
        if isinstance(value, str) and (field.endswith(("_at", "_on", "day", "_for", "_until"))):
            return moment(value)
        return f"{value:g}" if isinstance(value, float) else str(value)

    # ---- records

    def _finding(self, _id: str, values: Values) -> str:
        number, words = values.get("number"), one_line(str(values.get("text", "")), 160)
        said = f"“{words}”" if words else tr("a finding without words")
        return f"F{number} {said}" if number else said

    def _note(self, _id: str, values: Values) -> str:
        words = one_line(str(values.get("text") or values.get("value") or ""), 160)
        if words:
            return f"“{words}”"
        item = item_of(self._ws, str(values.get("item_id", "")), str(values.get("check_id", "")))
        return item.question if item else tr("a note without words")

    def _check(self, _id: str, values: Values) -> str:
        template = _or(lambda: self._ws.pack.template(str(values.get("template", ""))).singular, "")
        return titled(template, str(values.get("title", ""))) if template else str(values.get("title", ""))

    def _judgement(self, record_id: str, _values: Values) -> str:
        return _or(lambda: self._ws.pack.judgement(record_id).title, record_id)

    def _indicator(self, _id: str, values: Values) -> str:
        code = str(values.get("indicator_id", ""))
        spec = _or(lambda: indicator_of(self._ws, code), None)
        return f"{spec.code} {spec.title}".strip() if spec is not None else code

    def _driver(self, _id: str, values: Values) -> str:
        return f"“{one_line(str(values.get('text', '')), 160)}”"

    def _accepted(self, _id: str, values: Values) -> str:
        """An accepted warning: its sentence names what it is about."""
        return str(values.get("said", ""))

    def _attachment(self, _id: str, values: Values) -> str:
        return str(values.get("caption") or escape_bidi(str(values.get("name", ""))))

    # ---- values

    def _question(self, _kind: str, value: str, _values: Values) -> str:
        return _or(
            lambda: f"{self._ws.pack.question(value).number}. {self._ws.pack.question(value).title}", value
        )

    def _part(self, _kind: str, value: str, _values: Values) -> str:
        title = next((s.title for s in self._ws.pack.sub_questions if s.id == value), "")
        return f"{value} {title}".strip()

    def _area(self, _kind: str, value: str, _values: Values) -> str:
        return _or(lambda: self._ws.pack.area(value).title, value)

    def _kind(self, _kind: str, value: str, _values: Values) -> str:
        return _or(lambda: self._ws.pack.template(value).singular, value)

    def _item(self, _kind: str, value: str, values: Values) -> str:
        item = _or(lambda: item_of(self._ws, value, str(values.get("check_id", ""))), None)
        return item.question if item is not None else value

    def _prompt(self, _kind: str, value: str, _values: Values) -> str:
        return next((one_line(p.text, 160) for p in self._ws.pack.prompts if p.id == value), value)

    def detail(self, values: Values) -> FieldSpec | None:
        """What a check asks once, by its answer; None for what its kind does not ask any more."""
        asked = (f for t in self._ws.pack.templates for f in t.fields)
        return next((f for f in asked if f.id == values.get("field_id")), None)

    def _how(self, _kind: str, value: str, _values: Values) -> str:
        return self._ws.how_word(value)

    def _source(self, kind: str, value: str, _values: Values) -> str:
        return self._ws.source_word(value) if kind == "note" else value

    def _rating(self, kind: str, value: str, values: Values) -> str:
        if kind == "note":
            choice = _or(lambda: self._ws.pack.choice(str(values.get("scheme", "")), value), None)
            return f"{choice.sign} {choice.word}".strip() if choice is not None else value
        spec = str(values.get("judgement_id", "")) or str(values.get("id", ""))
        for judgement in self._ws.pack.judgements:
            if spec in ("", judgement.id):
                word = next((level.word for level in judgement.scale.levels if level.id == value), "")
                if word:
                    return word
        return value

    def _status(self, kind: str, value: str, _values: Values) -> str:
        if kind == "reality_check":
            return status_words(value)
        return tr(CHOICES.get((kind, "status"), {}).get(value, value))

    def _findings(self, _kind: str, value: str, _values: Values) -> str:
        ids = _or(lambda: [str(i) for i in json.loads(value)], list[str]())
        return ", ".join(self.pointed("finding", i).split(" ", 1)[0] for i in ids)

    def _levels(self, _kind: str, value: str, _values: Values) -> str:
        levels: dict[str, str] = _or(lambda: dict(json.loads(value)), {})
        said = (
            f"{self._judgement(j, {})}: {self._rating('', v, {'judgement_id': j})}" for j, v in levels.items()
        )
        return "; ".join(said)


def _detail(names: Names, _kind: str, value: str, values: Values) -> str:
    spec = names.detail(values)
    return spec.question if spec is not None else value


def _detail_value(names: Names, _kind: str, value: str, values: Values) -> str:
    spec = names.detail(values)
    return next((c.word for c in spec.choices if c.id == value), value) if spec is not None else value


def pointing(cls: type[Record]) -> Callable[[Names, str, str, Values], str]:
    """Says the record of a kind that a field points to."""
    return lambda names, _kind, value, _values: names.pointed(cls.KIND, value)


def kind_words(kind: str) -> str:
    """What a kind of record is called: "finding", "part of a check"."""
    return tr(KINDS.get(kind, kind.replace("_", " ")))


def _fields(record: Record) -> dict[str, Scalar]:
    from dataclasses import fields

    return {f.name: getattr(record, f.name) for f in fields(record)}


def _or(say: Callable[[], T], instead: T) -> T:
    """What is said, or something else for what the pack does not know (another edition made it)."""
    try:
        return say()
    except (TiaError, ValueError):
        return instead


_BOOLS = ("exact_words", "inspected_before", "is_barrier", "omitted", "is_complaint", "is_reserve", "stopped")
_RECORDS: dict[str, Callable[[Names, str, Values], str]] = {
    "finding": Names._finding,
    "note": Names._note,
    "reality_check": Names._check,
    "judgement": Names._judgement,
    "indicator": Names._indicator,
    "driver": Names._driver,
    "attachment": Names._attachment,
    "accepted_warning": Names._accepted,
}
_VALUES: dict[str, Callable[[Names, str, str, Values], str]] = {
    "question_id": Names._question,
    "sub_question_id": Names._part,
    "sub_question": Names._part,
    "area_id": Names._area,
    "template": Names._kind,
    "item_id": Names._item,
    "field_id": _detail,
    "prompt_id": Names._prompt,
    "how": Names._how,
    "source": Names._source,
    "rating": Names._rating,
    "status": Names._status,
    "findings": Names._findings,
    "levels": Names._levels,
    "finding_id": pointing(Finding),
    "note_id": pointing(EvidenceNote),
    "check_id": pointing(RealityCheck),
    "assigned_to": pointing(TeamMember),
    "figure_id": pointing(PerformanceIndicator),
    "judgement_id": lambda names, _kind, value, _values: names._judgement(value, {}),
    "number": lambda _names, kind, value, _values: f"F{value}" if kind == "finding" else value,
}
