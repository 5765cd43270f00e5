"""What the landlord has promised in public: standards to measure mystery shops against."""

from __future__ import annotations

from dataclasses import dataclass

from tia_desktop.domain.changes import Edit
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.opening_hours import Week, kept_week, read_week, week_of, week_words
from tia_desktop.domain.records import Scalar
from tia_desktop.domain.shop_measure import LONGEST
from tia_desktop.domain.shop_records import ServiceStandard
from tia_desktop.domain.shops import UNITS, ComplaintClock, ShopLibrary
from tia_desktop.domain.text import one_line
from tia_desktop.domain.working_time import WorkingTime
from tia_desktop.services.history import history_of
from tia_desktop.services.shop_values import tested_channel, tested_event
from tia_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class StandardDraft:
    """A published standard that is about to be kept: at most `amount` of `unit` from one event to another.

    `hours` are opening hours as people write them ("" is Monday to Friday, 9 to 5).
    """

    title: str
    from_event: str
    to_event: str
    amount: int
    unit: str
    nation: str
    channel: str = ""
    hours: str = ""
    open_on_holidays: bool = False
    source: str = ""
    extension: int = 0
    extension_event: str = ""


def standards(ws: Workspace) -> list[ServiceStandard]:
    """Return what the landlord has promised in public, in the order in which it was kept."""
    return ws.store.find(ServiceStandard)


def add_standard(ws: Workspace, library: ShopLibrary, draft: StandardDraft) -> str:
    """Keep what the landlord has promised in public, and return its id.

    Raises:
        InputError: a value does not fit; nothing is kept.
    """
    made = ws.store.new_id()
    ws.store.record([Edit(ServiceStandard, made, standard_values(library, draft))], author=ws.author)
    return made


def add_clock(ws: Workspace, clock: ComplaintClock) -> list[str]:
    """Keep the limits of a complaint procedure as standards, as one action; those that are there stay.

    Returns:
        The ids of the new ones.
    """
    there = {standard.library_id for standard in standards(ws)}
    edits = []
    for step in clock.steps:
        library_id = f"{clock.id}.{step.id}"
        if library_id in there:
            continue
        values: dict[str, Scalar] = {
            "title": step.title,
            "from_event": step.from_event,
            "to_event": step.to_event,
            "amount": step.amount,
            "unit": step.unit,
            "nation": clock.calendar,
            "source": f"{clock.source}; in force from {clock.in_force}",
            "extension": step.extension,
            "extension_event": step.extension_event,
            "library_id": library_id,
        }
        edits.append(Edit(ServiceStandard, ws.store.new_id(), values))
    ws.store.record(edits, author=ws.author)
    return [edit.record_id for edit in edits]


def draft_of(standard: ServiceStandard) -> StandardDraft:
    """Return a standard as it can be typed again."""
    same = {name: getattr(standard, name) for name in StandardDraft.__slots__ if name != "hours"}
    return StandardDraft(**same, hours=week_words(week_of(standard.week)))


def change_standard(
    ws: Workspace, library: ShopLibrary, standard_id: str, draft: StandardDraft, *, origin: str = ""
) -> None:
    """Correct a standard; every shop is measured against what it says now. What it was stays in the history.

    Raises:
        InputError: a value does not fit; nothing is changed.
    """
    ws.need(ServiceStandard, standard_id)
    edit = Edit(ServiceStandard, standard_id, standard_values(library, draft))
    ws.store.record([edit], author=ws.author, origin=origin)


_MEASURED = frozenset(StandardDraft.__slots__) - {"title", "source", "hours"} | {"week"}


def changed_at(ws: Workspace, standard_id: str) -> str:
    """Return since when a standard measures as it does now; "" when it always did."""
    first: dict[str, Scalar] = {}
    state: dict[str, Scalar] = {}
    since = ""
    for entry in history_of(ws, standard_id):
        before = dict(state)
        state |= {name: after for name, (_, after) in entry.fields.items() if name in _MEASURED}
        if not first:
            first = dict(state)
        elif state != before:
            since = entry.when
    return "" if state == first else since


def remove_standard(ws: Workspace, standard_id: str) -> None:
    """Take a standard away. Undo brings it back."""
    ws.need(ServiceStandard, standard_id)
    ws.store.record([Edit(ServiceStandard, standard_id, remove=True)], author=ws.author)


def standard_values(library: ShopLibrary, draft: StandardDraft) -> dict[str, Scalar]:
    """Return the fields of a standard as they are kept.

    Raises:
        InputError: a value does not fit.
    """
    if not draft.title.strip():
        raise InputError("Give the standard a title, such as “Calls answered”.")
    if not draft.source.strip():
        raise InputError("Say where the landlord published it, such as “website, Our service standards”.")
    if draft.channel:
        tested_channel(draft.channel)
    for event in (draft.from_event, draft.to_event, *([draft.extension_event] if draft.extension else [])):
        tested_event(event)
    if draft.from_event == draft.to_event:
        raise InputError("A standard goes from one event to another. Choose two that differ.")
    if draft.unit not in UNITS:
        raise InputError(f"“{one_line(draft.unit, 40)}” is no unit. Choose one of: {', '.join(UNITS)}.")
    if draft.amount < 1 or draft.extension < 0 or draft.amount + draft.extension > LONGEST[draft.unit]:
        raise InputError(f"Give a whole number from 1 to {LONGEST[draft.unit]:,} of {UNITS[draft.unit][1]}.")
    hours = read_week(draft.hours) if draft.hours.strip() else week_of("")
    working_hours(library, draft.nation, hours, draft.open_on_holidays)
    return {
        "title": draft.title.strip(),
        "channel": draft.channel,
        "from_event": draft.from_event,
        "to_event": draft.to_event,
        "amount": draft.amount,
        "unit": draft.unit,
        "week": kept_week(hours),
        "nation": draft.nation,
        "open_on_holidays": draft.open_on_holidays,
        "source": draft.source.strip(),
        "extension": draft.extension,
        "extension_event": draft.extension_event if draft.extension else "",
    }


def working_hours(library: ShopLibrary, nation: str, week: Week, on_holidays: bool = False) -> WorkingTime:
    """Return the time that counts for a standard.

    Raises:
        InputError: nobody here knows the nation's bank holidays, or the hours do not follow each other.
    """
    found = library.nations.get(nation)
    if found is None:
        known = ", ".join(library.nations)
        raise InputError(f"“{one_line(nation, 40)}” is no calendar of bank holidays. Choose one of: {known}.")
    time = WorkingTime(found, week, on_holidays)
    if not any(week):
        raise InputError("Give opening hours for at least one day.")
    return time
