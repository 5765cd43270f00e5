"""What is inspected, when, and how deep: the facts of an inspection, its clocks, its scope."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from tia_desktop.domain.changes import Edit
from tia_desktop.domain.dates import iso_day, later_day
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.pack import Clock
from tia_desktop.domain.records import (
    BODIES,
    DEPTHS,
    INSPECTION_ID,
    INTENSITIES,
    SCOPES,
    Inspection,
    InspectionDate,
    Scalar,
    ScopeArea,
)
from tia_desktop.domain.text import one_line
from tia_desktop.domain.values import Value
from tia_desktop.services.plain_rules import PLAIN
from tia_desktop.services.workspace import Workspace

MAX_HOMES = 10_000_000
"""More homes than any landlord has: a slip of the finger."""


# ---- facts


def set_facts(ws: Workspace, **values: Scalar) -> None:
    """Keep facts of the inspection: landlord, authority, authority_type, scope, homes, body and more.

    Args:
        ws: the open inspection.
        values: field -> new value; what is not named stays.

    Raises:
        InputError: a value does not fit; nothing is kept.
        OwnLandlordError: an adviser on the team rents from this landlord or council (guidance para 35).
    """
    tests = _tests(ws)
    kept: dict[str, Scalar] = {}
    for name, value in values.items():
        if name not in tests:
            raise InputError(f"“{one_line(name, 40)}” is not a fact. Choose one of: {', '.join(tests)}.")
        kept[name] = tests[name](value)
    ws.store.record([Edit(Inspection, INSPECTION_ID, kept)], author=ws.author)


FACTS = (
    "landlord",
    "authority",
    "authority_type",
    "scope",
    "body",
    "intensity",
    "homes",
    "safety_contact",
)
"""The facts a person can change, in the order of the form."""


def _tests(ws: Workspace) -> dict[str, Callable[[Scalar], Scalar]]:
    types = [a.id for a in ws.pack.authority_types]
    tests: dict[str, Callable[[Scalar], Scalar]] = {
        "landlord": _landlord,
        "authority": _text,
        "authority_type": lambda value: _one_of("type of authority", value, types),
        "scope": lambda value: _one_of("kind of inspection", value, SCOPES),
        "body": lambda value: _one_of("kind of landlord", value, BODIES),
        "intensity": lambda value: _one_of("amount of checking", value, INTENSITIES),
        "homes": _homes,
        "safety_contact": _text,
    }
    return {name: tests[name] for name in FACTS}


def _text(value: Scalar) -> str:
    return str(value or "").strip()


def _landlord(value: Scalar) -> str:
    if not _text(value):
        raise InputError("Say which landlord is inspected.")
    return _text(value)


def _one_of(what: str, value: Scalar, allowed: Sequence[str]) -> str:
    if value not in allowed:
        shown = one_line(str(value), 40)
        raise InputError(f"“{shown}” is not a {what}. Choose one of: {', '.join(allowed)}.")
    return str(value)


def _homes(value: Scalar) -> int | None:
    """How many homes; nothing when it is not known."""
    if value is None or value == "":
        return None
    try:
        homes = int(str(value).replace(",", "").replace(" ", ""))
    except ValueError:
        homes = -1
    if not 0 <= homes <= MAX_HOMES or isinstance(value, bool):
        shown = one_line(str(value), 40)
        raise InputError(f"“{shown}” is not a number of homes. Write a whole number, such as 4200.")
    return homes


# ---- dates and clocks


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class ClockState(Value):
    """A clock of the pack with the day it started and what it allows.

    Attributes:
        clock: what the framework says.
        start: ISO date of its own start, "" when it is not known.
        earliest: the first day it allows, "" without a start.
        latest: the last day it allows, "" without a start or when it has no end.
    """

    clock: Clock
    start: str
    earliest: str
    latest: str


def set_day(ws: Workspace, event: str, day: str, *, origin: str = "") -> None:
    """Keep the day on which something happened that starts a clock; "" clears it.

    Raises:
        InputError: no clock starts with this event, or the day is no date.
    """
    events = list(dict.fromkeys(c.start_event for c in ws.pack.reference.clocks))
    if event not in events:
        shown = one_line(event, 40)
        raise InputError(f"No clock starts with “{shown}”. Choose one of: {', '.join(events)}.")
    kept = iso_day(day)
    edit = Edit(InspectionDate, event, {"day": kept}, remove=not kept)
    ws.store.record([edit], author=ws.author, origin=origin)


def days(ws: Workspace) -> dict[str, str]:
    """Return start event -> ISO date, for those that are known."""
    return {d.id: d.day for d in ws.store.find(InspectionDate) if d.day}


def clocks(ws: Workspace) -> list[ClockState]:
    """Return every clock of the pack, each counted from its own start (guidance paras 96, 112, 113, 118)."""
    known = days(ws)
    return [_state(clock, known.get(clock.start_event, "")) for clock in ws.pack.reference.clocks]


def _state(clock: Clock, start: str) -> ClockState:
    latest = later_day(start, clock.max, clock.unit) if clock.max is not None else ""
    return ClockState(clock, start, later_day(start, clock.min, clock.unit), latest)


# ---- scope


def set_depth(ws: Workspace, area_id: str, depth: str, *, origin: str = "") -> None:
    """Say how deep a service area is looked at: full, lighter (guidance para 103) or out.

    Raises:
        InputError: no such area or depth, or no area would be left.
    """
    area = ws.pack.area(area_id)
    _one_of("depth", depth, DEPTHS)
    after = {**depths(ws), area.id: depth}
    if all(d == "out" for d in after.values()):
        raise InputError(f"“{area.short}” is the last area. An inspection looks at one area at least.")
    edit = Edit(ScopeArea, area.id, {"depth": depth})
    ws.store.record([edit], author=ws.author, origin=origin)


def depths(ws: Workspace) -> dict[str, str]:
    """Return area id -> full, lighter or out, for every area of the pack, in its order."""
    told = {a.id: a.depth for a in ws.store.find(ScopeArea)}
    return {area.id: told.get(area.id, "full") for area in ws.pack.service_areas}


def areas_in_scope(ws: Workspace) -> tuple[str, ...]:
    """Return the ids of the areas that are looked at."""
    return tuple(area for area, depth in depths(ws).items() if depth != "out")


def suggested_areas(ws: Workspace, template_id: str) -> tuple[str, ...]:
    """Return the areas in scope that a kind of check is usually about: the only one, where there is one."""
    inside, usual = areas_in_scope(ws), ws.pack.template(template_id).areas
    return inside if len(inside) == 1 else tuple(area for area in inside if area in usual)


def is_lighter(ws: Workspace, areas: Sequence[str] = ()) -> bool:
    """Whether these areas (without any: all that are in) are only tested for having held their standard.

    That comes after an indicative inspection which found them good or excellent (guidance paras 102-103);
    an indicative inspection itself looks at everything it covers in full.
    """
    deep = depths(ws)
    wanted = areas or areas_in_scope(ws)
    return ws.inspection.scope != "indicative" and all(deep.get(a) == "lighter" for a in wanted)


# ---- what the kind of inspection changes


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Focus(Value):
    """Something that the kind of inspection changes in what is planned, and the rule that says so."""

    text: str
    source: str
    rule_id: str


_BY_SCOPE = {
    "indicative": ("indicative.when", "indicative.what"),
    "re-inspection": ("timing.re_inspection",),
}
_BY_BODY = {
    "partial": ("partial_almo.one_each", "partial_almo.combined_indicators"),
    "tmo": ("tmo.all_residents",),
}
_EFFECTS = {
    "indicative.whole_service": "New checks ask for one note for each key question about the service; "
    "governance keeps its number.",
    "indicative.part_service": "New checks of the lighter areas alone ask for one note for each key "
    "question about the service.",
}
_VOLUME = {
    "light": "New checks ask for half as many notes.",
    "full": "New checks ask for half as many notes again.",
}


def focus(ws: Workspace) -> list[Focus]:
    """Return what the kind of inspection changes in what is planned, with the pack's rules.

    Sources: guidance paras 40, 100-107 and 118. A rule that the pack does not have is left out.
    """
    rules = {r.id: r for r in ws.pack.reference.rules}
    found = [(rule_id, effect) for rule_id, effect in _changes(ws) if rule_id in rules]
    return [
        Focus(f"{PLAIN.get(rule_id, rules[rule_id].text)} {effect}".strip(), rules[rule_id].source, rule_id)
        for rule_id, effect in found
    ]


def _changes(ws: Workspace) -> Iterator[tuple[str, str]]:
    """Give the rules that apply, each with what they do to new checks here, in words."""
    inspection, deep = ws.inspection, depths(ws)
    for rule_id in _BY_SCOPE.get(inspection.scope, ()) + _BY_BODY.get(inspection.body, ()):
        yield rule_id, ""
    if is_lighter(ws):
        yield "indicative.whole_service", _EFFECTS["indicative.whole_service"]
    elif "lighter" in deep.values() and inspection.scope != "indicative":
        yield "indicative.part_service", _EFFECTS["indicative.part_service"]
    if inspection.intensity in _VOLUME:
        yield "reality_checks.depth", _VOLUME[inspection.intensity]


def suggested_targets(ws: Workspace, template_id: str, areas: Sequence[str] = ()) -> dict[str, int]:
    """Return key question -> notes a check of this kind should bring in this inspection.

    The template's numbers follow the landlord's own monitoring (guidance para 40). Where the areas are
    looked at more lightly, one note for each question about the service is enough, and the question that
    governance is judged by keeps the template's number at least (paras 102-103).

    Args:
        ws: the open inspection.
        template_id: id of a kind of check.
        areas: areas the check is about; none stands for the whole inspection.
    """
    targets = ws.pack.template(template_id).targets
    scaled = {q: _scaled(n, ws.inspection.intensity) for q, n in targets.items()}
    if not is_lighter(ws, areas):
        return scaled
    by_area = {j.id for j in ws.pack.judgements if j.by_service_area}
    service = {q.id for q in ws.pack.key_questions if q.judgement in by_area}
    governance = {g.key_question for g in ws.pack.prompt_groups}
    for question, number in scaled.items():
        if question in service:
            scaled[question] = min(1, number)
        elif question in governance:
            scaled[question] = max(number, targets[question])
    return scaled


def _scaled(number: int, intensity: str) -> int:
    """Half, the same, or half as many again; rounded up, so that a wanted question stays wanted."""
    half = -(-number // 2)
    return {"light": half, "full": number + half}.get(intensity, number)
