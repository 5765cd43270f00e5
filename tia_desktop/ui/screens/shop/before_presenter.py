"""Before the first shop: staff are told, and the landlord's promises in public are written down. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tia_desktop.domain.errors import InputError
from tia_desktop.domain.opening_hours import read_week, week_of, week_words
from tia_desktop.domain.shop_records import ServiceStandard
from tia_desktop.domain.shops import CHANNELS, EVENTS, UNITS, ComplaintClock
from tia_desktop.services.shop_results import standard_words
from tia_desktop.services.shop_setup import staff_told, tell_staff, told_by_a_check
from tia_desktop.services.shop_standards import (
    StandardDraft,
    add_clock,
    add_standard,
    change_standard,
    changed_at,
    draft_of,
    remove_standard,
    standards,
)
from tia_desktop.ui.days import day, moment, read_day
from tia_desktop.ui.doing import attempt
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.saving import Saved, read_number, save
from tia_desktop.ui.screens.shop.model import Draft, ShopState, way_words

SPANS = (
    ("call answer", "From a call until somebody answers"),
    ("arrive answer", "From coming in until somebody sees you"),
    ("sent reply", "From sending it until they reply"),
    ("sent automatic", "From sending it until an automatic reply"),
    ("complaint acknowledged", "From a complaint until they say that they have it"),
    ("complaint answer_1", "From a complaint until the stage 1 answer"),
    ("acknowledged answer_1", "From “we have it” until the stage 1 answer"),
    ("escalated acknowledged_2", "From asking for stage 2 until they say so"),
    ("escalated answer_2", "From asking for stage 2 until its answer"),
)
"""From which event to which a standard is counted, in words."""


@dataclass(frozen=True, slots=True)
class StandardForm:
    """A standard as it is typed."""

    title: str
    span: str
    channel: str
    amount: str
    unit: str
    hours: str
    nation: str
    on_holidays: bool
    source: str


@dataclass(frozen=True, slots=True)
class StandardRow:
    """A standard in the list."""

    id: str
    words: str
    details: str


class BeforePresenter:
    """Keeps what has to be there before the first shop."""

    def __init__(self, state: ShopState) -> None:
        self.state, self._ws = state, state.ws

    # ---- staff are told

    def told(self) -> str:
        """When and how staff were told; "" before that."""
        notice = staff_told(self._ws)
        if notice is None:
            return ""
        return tr("Staff were told on {day}: {how}").format(day=moment(notice.told_on), how=notice.told_how)

    def said(self) -> str:
        """What the first page of a check says already; "" when it says nothing, or staff were told."""
        check = None if staff_told(self._ws) else told_by_a_check(self._ws)
        if check is None:
            return ""
        words = tr("“{check}” says that staff have been told. Say here when and how: it holds for all shops.")
        return words.format(check=check.title)

    def told_fields(self) -> tuple[str, str]:
        """Day and how, to correct them."""
        notice = staff_told(self._ws)
        return (moment(notice.told_on), notice.told_how) if notice else ("", "")

    def tell(self, on: str, how: str) -> Saved:
        """Keep that staff were told."""
        try:
            when = read_day(on)
        except InputError as error:
            return Saved(False, tr(error.sentence), "day")
        result = save(self.state.shell, lambda: tell_staff(self._ws, how, when))
        if result.ok or not result.sentence:
            return result
        return Saved(False, result.sentence, "day" if how.strip() else "how")

    # ---- what the landlord has promised in public

    def standards(self) -> list[StandardRow]:
        """The standards that shops are measured against."""
        return [StandardRow(s.id, standard_words(s), self._details(s)) for s in standards(self._ws)]

    def _details(self, standard: ServiceStandard) -> str:
        parts = [_span_words(f"{standard.from_event} {standard.to_event}")]
        if standard.channel:
            parts.append(way_words(standard.channel))
        if standard.unit.startswith("working"):
            nation = self.state.library.nations.get(standard.nation)
            parts += [_hours(standard), nation.title if nation else standard.nation]
        changed = changed_at(self._ws, standard.id)
        if changed:
            parts.append(tr("changed on {day}").format(day=moment(changed)))
        return " · ".join([*parts, standard.source])

    def clocks(self) -> list[ComplaintClock]:
        """The complaint procedures whose limits are not all there yet."""
        there = {s.library_id for s in standards(self._ws)}
        return [
            clock
            for clock in self.state.library.clocks
            if any(f"{clock.id}.{step.id}" not in there for step in clock.steps)
        ]

    def add_clock(self, clock: ComplaintClock) -> None:
        """Take over the limits of a complaint procedure."""
        attempt(self.state.shell, lambda: add_clock(self._ws, clock))

    def remove(self, standard_id: str) -> None:
        """Take a standard away; undo brings it back."""
        attempt(self.state.shell, lambda: remove_standard(self._ws, standard_id))

    def channels(self) -> list[tuple[str, str]]:
        """Ways to make contact that a standard can be about."""
        return [("", tr("Any way")), *((key, tr(words)) for key, words in CHANNELS.items())]

    def units(self) -> list[tuple[str, str]]:
        """Units of time."""
        return [(key, tr(many)) for key, (_, many) in UNITS.items()]

    def nations(self) -> list[tuple[str, str]]:
        """Nations whose bank holidays are known."""
        return [(nation.id, nation.title) for nation in self.state.library.nations.values()]

    def typed(self, standard_id: str) -> Draft:
        """A standard as its fields show it, to change it."""
        kept = draft_of(self._ws.need(ServiceStandard, standard_id))
        return {
            "id": standard_id,
            "title": kept.title,
            "span": f"{kept.from_event} {kept.to_event}",
            "channel": kept.channel,
            "amount": str(kept.amount),
            "unit": kept.unit,
            "hours": kept.hours,
            "nation": kept.nation,
            "on_holidays": "yes" if kept.open_on_holidays else "",
            "source": kept.source,
        }

    def spans(self, draft: Draft) -> list[tuple[str, str]]:
        """From which event to which one can be counted; what a standard from elsewhere counts as well."""
        own = draft.get("span", "")
        listed = [(key, tr(words)) for key, words in SPANS]
        return listed if not own or own in dict(SPANS) else [(own, _span_words(own)), *listed]

    def keep(self, form: StandardForm, standard_id: str = "") -> Saved:
        """Keep a standard, a new one or one that is changed, or say which field is refused."""
        missing = _missing(form)
        if missing is not None:
            return missing
        try:
            amount = read_number(form.amount, most=100_000) or 0
        except InputError as error:
            return Saved(False, tr(error.sentence), "amount")
        if form.hours.strip():
            result = save(self.state.shell, lambda: read_week(form.hours))
            if not result.ok:
                return Saved(False, result.sentence, "hours")
        first, last = form.span.split(" ")
        draft = StandardDraft(
            form.title, first, last, amount, form.unit, form.nation, form.channel, form.hours,
            form.on_holidays, form.source,
        )  # fmt: skip
        result = save(self.state.shell, lambda: self._keep(draft, standard_id))
        return result if result.ok else Saved(False, result.sentence, "amount")

    def _keep(self, draft: StandardDraft, standard_id: str) -> None:
        if not standard_id:
            add_standard(self._ws, self.state.library, draft)
            return
        kept = draft_of(self._ws.need(ServiceStandard, standard_id))
        longer = replace(draft, extension=kept.extension, extension_event=kept.extension_event)
        change_standard(self._ws, self.state.library, standard_id, longer)

    # ---- words

    def rules(self) -> Sequence[str]:
        """What every shopper keeps to."""
        return self.state.library.rules

    def safety(self) -> str:
        """What to do when it feels unsafe."""
        contact = self._ws.inspection.safety_contact.strip()
        if contact:
            return tr("If you feel unsafe, leave. Then call {contact}.").format(contact=contact)
        return tr("If you feel unsafe, leave. Then call your inspector. In danger, call 999.")


def _missing(form: StandardForm) -> Saved | None:
    if not form.title.strip():
        return Saved(False, tr("Give the standard a title, such as “Calls answered”."), "title")
    if not form.amount.strip():
        return Saved(False, tr("Say how long it may take, as a number."), "amount")
    if not form.source.strip():
        return Saved(False, tr("Say where the landlord published it, such as “website, page 2”."), "source")
    return None


def _span_words(span: str) -> str:
    words = dict(SPANS).get(span, "")
    if words:
        return tr(words)
    first, last = (tr(EVENTS[e].word) if e in EVENTS else e for e in span.split(" ", 1))
    return f"{first} – {last}"


def _hours(standard: ServiceStandard) -> str:
    try:
        return week_words(week_of(standard.week))
    except InputError as error:  # a file that another program changed
        return tr(error.sentence)


def clock_words(clock: ComplaintClock) -> str:
    """A complaint procedure on a button: "England: Complaint Handling Code"."""
    return f"{clock.nation}: {clock.title}"


def clock_details(clock: ComplaintClock) -> str:
    """What a person should know before using it."""
    since = tr("In force from {day} {year}.").format(day=day(clock.in_force), year=clock.in_force[:4])
    return f"{since} {clock.remark}"
