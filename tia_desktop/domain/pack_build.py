"""Builds the parts of a framework pack from validated data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, TypeVar

from tia_desktop.domain.checklist_parts import (
    ChecklistItem,
    CheckTemplate,
    FieldSpec,
    GradeChoice,
    GradingScheme,
    ItemChoice,
    Must,
    Repeat,
    ShowIf,
)
from tia_desktop.domain.pack_parts import (
    IndicatorSpec,
    NationalAverage,
    Quartile,
    RatingLevel,
    RatingScale,
)

T = TypeVar("T")
Data = Mapping[str, Any]


def _value(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def make(part: Callable[..., T], row: Data, **given: Any) -> T:
    """Build one part from its row; lists become tuples."""
    return part(**{key: _value(value) for key, value in row.items() if key not in given}, **given)


def rows(part: Callable[..., T], data: Iterable[Data]) -> tuple[T, ...]:
    """Build all parts of a list."""
    return tuple(make(part, row) for row in data)


def build_scale(row: Data) -> RatingScale:
    """Build a rating scale with its levels."""
    return make(RatingScale, row, levels=rows(RatingLevel, row["levels"]))


def build_scheme(row: Data) -> GradingScheme:
    """Build a grading scheme. The choice on 0 is “not seen”, unless the pack says else."""
    choices = row["choices"]
    return make(
        GradingScheme,
        row,
        choices=tuple(make(GradeChoice, c, no_value=c.get("no_value", c["key"] == 0)) for c in choices),
    )


def build_template(row: Data, by_answer: Mapping[str, str]) -> CheckTemplate:
    """Build a kind of check; `by_answer` gives the grading scheme of each answer type."""
    steps, weaker = row["steps"], row.get("weaker_evidence", {})
    first = (row["key_questions"][0],)
    plain = {k: v for k, v in row.items() if k not in ("steps", "weaker_evidence")}
    return make(
        CheckTemplate,
        plain,
        before=tuple(steps["before"]),
        during=tuple(steps["during"]),
        after=tuple(steps["after"]),
        targets=MappingProxyType(dict(row["targets"])),
        weaker_evidence=weaker.get("text", ""),
        weaker_source=weaker.get("source", ""),
        items=tuple(_item(item, row["id"], by_answer, first) for item in row["items"]),
        fields=tuple(_field(field) for field in row.get("fields", ())),
        repeats=tuple(_repeat(repeat, row["id"], by_answer, first) for repeat in row.get("repeats", ())),
    )


def _field(row: Data) -> FieldSpec:
    must = row.get("must")
    return make(FieldSpec, row, must=make(Must, must) if must else None, **_shared(row))


def _repeat(row: Data, template: str, by_answer: Mapping[str, str], first: tuple[str, ...]) -> Repeat:
    items = tuple(_item(item, template, by_answer, first) for item in row.get("items", ()))
    return make(Repeat, row, items=items)


def _item(row: Data, template: str, by_answer: Mapping[str, str], first: tuple[str, ...]) -> ChecklistItem:
    plain_yes_no = row["answer"] == "yes_no_na" and "scheme" not in row
    return make(
        ChecklistItem,
        row,
        template=template,
        scheme=row.get("scheme") or by_answer[row["answer"]],
        weak_answer=row.get("weak_answer", "no" if plain_yes_no else ""),
        key_questions=tuple(row.get("key_questions", first)),
        **_shared(row),
    )


def _shared(row: Data) -> dict[str, Any]:
    """What items and fields have alike."""
    condition = row.get("show_if")
    return {
        "choices": rows(ItemChoice, row.get("choices", ())),
        "show_if": make(ShowIf, condition) if condition else None,
    }


def build_indicator(row: Data) -> IndicatorSpec:
    """Build an indicator with its lines and averages."""
    quartiles = row.get("upper_quartiles", ())
    return make(
        IndicatorSpec,
        row,
        upper_quartiles=tuple(
            make(Quartile, q, values=MappingProxyType(dict(q["values"]))) for q in quartiles
        ),
        national_averages=rows(NationalAverage, row.get("national_averages", ())),
    )
