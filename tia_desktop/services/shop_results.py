"""What the shops of one story came to: kept so often of so many, and between which times.

Shops are few and nobody draws them at random, so the count stands first, and no percentage stands alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

from tia_desktop.domain.intervals import Interval, wilson
from tia_desktop.domain.records import EvidenceNote, RealityCheck
from tia_desktop.domain.shop_measure import Measured, length_words
from tia_desktop.domain.shop_records import ServiceStandard, ShopAttempt, ShopScenario
from tia_desktop.domain.shops import CHANNELS, ShopLibrary
from tia_desktop.domain.text import count_of, one_line
from tia_desktop.services.capture import NoteDraft, add_note
from tia_desktop.services.number_documents import shops_document
from tia_desktop.services.photos import numbers_edit
from tia_desktop.services.shop_clock import Promise, measured, promises
from tia_desktop.services.shop_standards import changed_at
from tia_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class StandardResult:
    """How often a standard was kept.

    Attributes:
        standard: what the landlord promised.
        kept: shops in which it was kept.
        looked_at: shops in which somebody can say whether it was.
        waiting: shops in which the time is not over.
        unanswered: shops among `looked_at` in which no answer came (so far).
        took: how long the answers took, in the standard's unit, shortest first.
        interval: between which shares the truth lies, None when nothing was looked at.
        remarks: sentences on bank holidays that are not known.
        changed_at: since when the standard is as it is now, "" when it always was.
    """

    standard: ServiceStandard
    kept: int
    looked_at: int
    waiting: int
    unanswered: int
    took: tuple[float, ...]
    interval: Interval | None
    remarks: tuple[str, ...] = ()
    changed_at: str = ""

    @property
    def median(self) -> float | None:
        """The middle time; None when no answer came."""
        return median(self.took) if self.took else None


@dataclass(frozen=True, slots=True)
class ScenarioResult:
    """What the shops of one story, made in one way, came to.

    Attributes:
        scenario: the story.
        channel: the way to make contact.
        attempts: the shops that count, oldest first.
        aside: the shops that do not count.
        standards: the result for each standard whose clock started in one of them.
        promises: state -> how many promises.
        right: yes, partly, no -> in how many shops the answer was right.
        remarks: sentences about what could not be measured.
    """

    scenario: ShopScenario
    channel: str
    attempts: tuple[ShopAttempt, ...]
    aside: tuple[ShopAttempt, ...]
    standards: tuple[StandardResult, ...]
    promises: dict[str, int]
    right: dict[str, int]
    remarks: tuple[str, ...] = ()


def results(
    ws: Workspace, library: ShopLibrary, scenario_id: str = "", check_id: str = ""
) -> list[ScenarioResult]:
    """Return the results of all stories, or of one, by story and way to make contact."""
    groups: dict[tuple[str, str], list[ShopAttempt]] = {}
    for attempt in ws.store.find(ShopAttempt):
        if scenario_id in ("", attempt.scenario_id) and check_id in ("", attempt.check_id):
            groups.setdefault((attempt.scenario_id, attempt.channel), []).append(attempt)
    return [_result(ws, library, *key, shops) for key, shops in groups.items()]


def _result(
    ws: Workspace, library: ShopLibrary, scenario_id: str, channel: str, shops: Sequence[ShopAttempt]
) -> ScenarioResult:
    counted = [shop for shop in shops if not shop.set_aside]
    by_standard: dict[str, list[Measured]] = {}
    remarks: list[str] = []
    made: list[Promise] = []
    for shop in counted:
        found, unclear = measured(ws, library, shop)
        remarks += unclear
        made += promises(ws, shop)
        for one in found:
            by_standard.setdefault(one.standard.id, []).append(one)
    return ScenarioResult(
        scenario=ws.store.get(ShopScenario, scenario_id) or ShopScenario(id=scenario_id, title=scenario_id),
        channel=channel,
        attempts=tuple(counted),
        aside=tuple(shop for shop in shops if shop.set_aside),
        standards=tuple(
            replace(_standard(found), changed_at=changed_at(ws, standard_id))
            for standard_id, found in by_standard.items()
        ),
        promises=dict(Counter(promise.state for promise in made)),
        right=dict(Counter(shop.answer_right for shop in counted if shop.answer_right)),
        remarks=tuple(dict.fromkeys(remarks)),
    )


def _standard(found: Sequence[Measured]) -> StandardResult:
    decided = [one for one in found if one.kept is not None]
    kept = sum(one.kept is True for one in decided)
    return StandardResult(
        standard=found[0].standard,
        kept=kept,
        looked_at=len(decided),
        waiting=sum(one.state == "running" for one in found),
        unanswered=sum(one.took is None for one in decided),
        took=tuple(sorted(one.took for one in found if one.took is not None)),
        interval=Interval(*wilson(kept, len(decided)), "wilson") if decided else None,
        remarks=tuple(dict.fromkeys(one.remark for one in found if one.remark)),
    )


# ---- in words


def standard_words(standard: ServiceStandard) -> str:
    """Return a standard on one line: "Calls answered within 20 seconds"."""
    longer = f", {length_words(standard.extension, standard.unit)} more if told" if standard.extension else ""
    return f"{one_line(standard.title)} within {length_words(standard.amount, standard.unit)}{longer}"


_STATES = {
    "kept": "kept, after {}",
    "late": "not kept: it took {}",
    "never": "not kept: no answer in {}",
    "overdue": "not kept so far: no answer in {}",
    "running": "still running, {} so far",
    "stopped": "not measured: the shop ended after {}",
}


def measure_words(one: Measured) -> str:
    """Return how a shop compares with a standard, on one line."""
    took = length_words(one.elapsed, one.standard.unit)
    due = f"; due by {one.due_words}" if one.state in ("running", "overdue") else ""
    extended = "; they said in time that it takes longer" if one.extended else ""
    remark = f". {one.remark}" if one.remark else ""
    return f"{standard_words(one.standard)}: {_STATES[one.state].format(took)}{due}{extended}{remark}"


def result_words(result: StandardResult) -> list[str]:
    """Return sentences on how often a standard was kept, the count first."""
    unit, told = result.standard.unit, [f"{standard_words(result.standard)} ({result.standard.source})"]
    if not result.looked_at:
        told[0] += ": nobody can say yet."
    else:
        told[0] += f": kept {result.kept} of {result.looked_at}."
    if result.interval is not None:
        low, high = round(result.interval.low * 100), round(result.interval.high * 100)
        told.append(
            f"If shops like these went on, it would be kept in {low} to {high} of every 100 "
            "(95 % interval, Wilson; the shops were not drawn at random)."
        )
    if len(result.took) == 1:
        told.append(f"The only answer took {length_words(result.took[0], unit)}.")
    elif result.took:
        middle = length_words(median(result.took), unit)
        first, last = length_words(result.took[0], unit), length_words(result.took[-1], unit)
        told.append(f"Middle time {middle}, from {first} to {last} ({count_of(len(result.took), 'answer')}).")
    if result.unanswered:
        told.append(f"No answer came in {count_of(result.unanswered, 'shop')}.")
    if result.waiting:
        told.append(f"The time is not over in {count_of(result.waiting, 'shop')}.")
    if result.changed_at:
        day = result.changed_at[:10]
        told.append(f"The standard was changed on {day}: all shops are measured by what it says now.")
    return [*told, *result.remarks]


def lines(result: ScenarioResult) -> Iterator[str]:
    """Yield sentences on what the shops of a story came to."""
    days = sorted(shop.started_at[:10] for shop in result.attempts)
    when = f", {days[0]}" + (f" to {days[-1]}" if days[-1] != days[0] else "") if days else ""
    way = CHANNELS.get(result.channel, result.channel)
    yield (
        f"Mystery shopping, “{one_line(result.scenario.title)}” by {way}: "
        f"{count_of(len(result.attempts), 'shop')}{when}."
    )
    for each in result.standards:
        yield from result_words(each)
    yield from other_lines(result)


def other_lines(result: ScenarioResult) -> Iterator[str]:
    """Yield sentences on everything but the standards: promises, right answers, what does not count."""
    made = sum(result.promises.values())
    if made:
        states = ", ".join(f"{n} {_PROMISES[s]}" for s, n in sorted(result.promises.items()))
        yield f"{count_of(made, 'promise')}: {states}."
    if result.right:
        asked = sum(result.right.values())
        partly = f", partly right in {result.right['partly']}" if result.right.get("partly") else ""
        yield f"Right answer: {result.right.get('yes', 0)} of {asked}{partly}."
    for shop in result.aside:
        yield f"Set aside, {shop.started_at[:10]}: {one_line(shop.set_aside)}"
    yield from result.remarks


_PROMISES = {
    "open": "open",
    "overdue": "overdue",
    "kept": "kept",
    "late": "kept too late",
    "broken": "broken",
    "dropped": "not followed to the end",
}


# ---- as evidence


def keep_result(
    ws: Workspace, result: ScenarioResult, check_id: str = "", questions: Sequence[str] = ()
) -> str:
    """Keep a result as evidence with its numbers in the text and attached, and return the note's id.

    It is measured when a standard was looked at, else told. The same result is kept once.

    Args:
        ws: the open inspection.
        result: what the shops came to.
        check_id: the check that it belongs to; "" is that of the last shop.
        questions: the key questions that it helps to answer; none takes the first of the kind of check.
    """
    check = ws.need(RealityCheck, check_id or _check_of(result))
    if known := kept_note(ws, result, check.id):
        return known
    if not questions:
        questions = ws.pack.template(check.template).key_questions[:1]
    how = "measured" if any(each.looked_at for each in result.standards) else "told"
    text = "\n".join(lines(result))
    draft = NoteDraft(text=text, check_id=check.id, how=how, questions=questions, place=check.place)
    numbers = shops_document(result)
    return add_note(ws, draft, attach=lambda note_id: numbers_edit(ws, note_id, numbers))


def kept_note(ws: Workspace, result: ScenarioResult, check_id: str = "") -> str:
    """Return the id of the note that keeps this result; "" when none does, or it has other numbers."""
    text = "\n".join(lines(result))
    notes = ws.store.find(EvidenceNote, check_id=check_id or _check_of(result))
    return next((note.id for note in notes if note.text == text), "")


def _check_of(result: ScenarioResult) -> str:
    return (result.attempts or result.aside)[-1].check_id
