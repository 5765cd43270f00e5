"""The facts of the inspection: the landlord, the kind of inspection, its clocks and how deep it goes."""

from __future__ import annotations

from dataclasses import dataclass

from tia_desktop.domain.records import Inspection
from tia_desktop.services import facts
from tia_desktop.services.date_order import date_problems
from tia_desktop.services.facts import ClockState
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.days import moment, read_day
from tia_desktop.ui.i18n import ntr, tr
from tia_desktop.ui.saving import Saved, save

SCOPES = (
    ("full", "Full inspection", "Everything is looked at and judged."),
    ("indicative", "Indicative inspection", "A first look with a score, before the transfer."),
    ("re-inspection", "Re-inspection", "Another look, after a score that was too low."),
)
BODIES = (
    ("almo", "One ALMO", "One body manages all homes of the council."),
    ("partial", "One of several ALMOs", "Each of them has its own inspection."),
    ("tmo", "Tenants manage a part", "Homes under tenant management belong to the inspection."),
)
INTENSITIES = (
    ("light", "Well", "Light: fewer checks are enough, because the landlord checks its own work well."),
    ("standard", "In part", "Standard: the number of checks that the templates suggest."),
    ("full", "Hardly", "Full: more checks and deeper ones, because the landlord hardly checks its own work."),
)
DEPTHS = (("full", "In full"), ("lighter", "Lighter"), ("out", "Left out"))


@dataclass(frozen=True, slots=True)
class DayLine:
    """A date that starts clocks, with what each of them allows."""

    event: str
    words: str
    day: str
    lines: tuple[str, ...]
    wrong: str = ""  # what does not go with another date, with the rule's source


@dataclass(frozen=True, slots=True)
class AreaLine:
    """A service area and how deep it is looked at."""

    area_id: str
    title: str
    depth: str


class FactsPresenter:
    """Reads and changes the facts, field by field."""

    def __init__(self, context: ScreenContext) -> None:
        self._context = context
        self._ws = context.ws

    @property
    def inspection(self) -> Inspection:
        """What is stored."""
        return self._ws.inspection

    def homes(self) -> str:
        """How many homes, as people write it."""
        homes = self.inspection.homes
        return "" if homes is None else f"{homes:,}"

    def authority_types(self) -> list[tuple[str, str]]:
        """(id, words) of the types of authority of the pack."""
        return [(a.id, a.title) for a in self._ws.pack.authority_types]

    def meaning(self, field: str) -> str:
        """What the chosen kind, body or own monitoring means."""
        table = {"scope": SCOPES, "body": BODIES, "intensity": INTENSITIES}[field]
        chosen = getattr(self.inspection, field)
        return next((tr(meaning) for key, _, meaning in table if key == chosen), "")

    def days(self) -> list[DayLine]:
        """The dates that start clocks, each with its lines."""
        found: dict[str, list[ClockState]] = {}
        wrong: dict[str, list[str]] = {}
        for problem in date_problems(self._ws):
            said = tr("{sentence} ({source})").format(
                sentence=tr(problem.text), source=sources(problem.source)
            )
            wrong.setdefault(problem.event, []).append(said)
        for state in facts.clocks(self._ws):
            found.setdefault(state.clock.start_event, []).append(state)
        return [
            DayLine(
                event,
                _capital(states[0].clock.start_text),
                moment(states[0].start),
                tuple(clock_words(state) for state in states),
                " ".join(wrong.get(event, [])),
            )
            for event, states in found.items()
        ]

    def areas(self) -> list[AreaLine]:
        """Every service area with its depth."""
        deep = facts.depths(self._ws)
        return [AreaLine(a.id, a.short, deep[a.id]) for a in self._ws.pack.service_areas]

    def changes(self) -> list[tuple[str, str]]:
        """(sentence, source) of what this kind of inspection changes."""
        return [(each.text, sources(each.source)) for each in facts.focus(self._ws)]

    def set_fact(self, field: str, value: str) -> Saved:
        """Keep one fact."""
        return save(self._context.shell, lambda: facts.set_facts(self._ws, **{field: value}))

    def set_day(self, event: str, text: str) -> Saved:
        """Keep the date of an event."""
        return save(self._context.shell, lambda: facts.set_day(self._ws, event, read_day(text)))

    def set_depth(self, area_id: str, depth: str) -> Saved:
        """Say how deep a service area is looked at."""
        return save(self._context.shell, lambda: facts.set_depth(self._ws, area_id, depth))


def clock_words(state: ClockState) -> str:
    """What a clock allows, from its own start; without a start, how long it runs."""
    clock = state.clock
    if not state.start:
        least = _period(clock.min, clock.unit)
        long = least if clock.max is None else tr("{least} to {most}").format(
            least=clock.min, most=_period(clock.max, clock.unit)
        )  # fmt: skip
        rest = tr("or more") if clock.max is None else ""
        said = tr("{long} from this day: {what} ({source}).")
        return said.format(long=f"{long} {rest}".strip(), what=clock.end_text, source=clock.source)
    said = tr("From {start} this allows: {what}, on {earliest} or later ({source}).")
    if state.latest:
        said = tr("From {start} this allows: {what}, from {earliest} to {latest} ({source}).")
    return said.format(
        start=moment(state.start),
        what=clock.end_text,
        earliest=moment(state.earliest),
        latest=moment(state.latest),
        source=clock.source,
    )


def sources(source: str) -> str:
    """Where a rule comes from, in words: "Guidance para 35", or that the guidance does not say it."""
    if source.startswith("ours"):
        return tr("A rule of this program, not of the guidance")
    return tr("Guidance {source}").format(source=source) if source.startswith(("para", "Table")) else source


def _period(number: int, unit: str) -> str:
    words = {
        "days": ("{n} day", "{n} days"),
        "weeks": ("{n} week", "{n} weeks"),
        "months": ("{n} month", "{n} months"),
    }
    one, many = words.get(unit, ("{n} " + unit, "{n} " + unit))
    return ntr(one, many, number)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
