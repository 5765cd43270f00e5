"""The sample inspection: an invented landlord, half inspected, so that every screen has something to show."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from tia_desktop.services import capture, conclude, plan
from tia_desktop.services import sample_words as words
from tia_desktop.services.sample_notes import ELM_PARK, NOTES
from tia_desktop.services.workspace import Workspace

LANDLORD = "Riverside Homes (sample)"
HOMES = 6_400
# A telephone number that is kept free for made-up stories.
SAFETY_CONTACT = "Ruth, the lead inspector, on 01632 960 001. In danger: 999"


def fill(ws: Workspace) -> None:
    """Fill a new inspection of `LANDLORD` with a team, checks, notes, findings and judgements.

    The words are always the same. Dates are last week's, and today's for the check that is going on.
    """
    days = _Days(ws.store.now())
    plan.describe_inspection(ws, homes=HOMES, safety_contact=SAFETY_CONTACT, is_sample=True)
    plan.add_member(ws, "Ruth", "lead", region="North")
    plan.add_member(ws, "Dev", "inspector", region="Midlands", inspected_before=True)
    plan.add_member(ws, "Maureen", "tia", region="North", rents_from="Hillside Council (sample)")
    checks = _add_checks(ws, days)
    notes = _add_notes(ws, checks, days)
    notes |= _walk_elm_park(replace(ws, author="Maureen"), checks["elm"])
    lead = replace(ws, author="Ruth")
    findings = _record_findings(lead, notes)
    for code, value in words.INDICATORS:
        conclude.record_indicator(lead, code, value, words.INDICATOR_PERIOD, words.INDICATOR_SOURCE)
    for made in words.JUDGEMENTS:
        conclude.judge(lead, made.id, made.rating, made.reason, [findings[key] for key in made.findings])


class _Days:
    """Turns the sample's day numbers into dates: day 0 is the Monday of last week, day 8 and later today."""

    def __init__(self, now: str) -> None:
        self._today = date.fromisoformat(now[:10])
        self._monday = self._today - timedelta(days=self._today.weekday() + 7)
        self._offset = now[19:]

    def day(self, number: int) -> str:
        if number >= 8:
            return (self._today + timedelta(days=number - 8)).isoformat()
        return (self._monday + timedelta(days=number)).isoformat()

    def at(self, number: int, time: str) -> str:
        return f"{self.day(number)}T{time}:00{self._offset}"


def _add_checks(ws: Workspace, days: _Days) -> dict[str, str]:
    """Plan the checks and begin those that were begun; return their ids by the sample's keys."""
    made: dict[str, str] = {}
    for check in words.CHECKS:
        made[check.key] = plan.add_check(
            ws,
            check.kind,
            check.title,
            place=check.place,
            assigned_to=check.who,
            planned_for=days.day(check.day),
            targets=dict(check.targets) or None,
        )
        if check.status != "planned":
            capture.begin_check(ws, made[check.key])
    return made


def _add_notes(ws: Workspace, checks: dict[str, str], days: _Days) -> dict[str, str]:
    """Keep the notes of the checks that are done, then finish these; return the notes' ids."""
    made: dict[str, str] = {}
    specs = {check.key: check for check in words.CHECKS}
    for note in NOTES:
        spec = specs.get(note.check)
        item = ws.pack.template(spec.kind).items[note.item - 1] if spec and note.item else None
        author = spec.who if spec else "Maureen"
        draft = capture.NoteDraft(
            text=note.text,
            check_id=checks.get(note.check, ""),
            questions=note.questions,
            areas=note.areas,
            how=note.how,
            source=note.source,
            place=note.place or (spec.place if spec else ""),
            observed_at=days.at(note.day, note.time),
            author=author,
            item_id=item.id if item else "",
            scheme=ws.pack.scheme_for(item).id if item and note.rating else "",
            rating=note.rating,
            value=note.value,
            exact_words=note.exact,
        )
        made[note.key] = capture.add_note(replace(ws, author=author), draft)
    for check in words.CHECKS:
        if check.status == "done":
            capture.finish_check(replace(ws, author=check.who), checks[check.key])
    return made


def _walk_elm_park(ws: Workspace, check_id: str) -> dict[str, str]:
    """Answer the first questions of the estate visit the way the guided capture does."""
    made: dict[str, str] = {}
    check = capture.begin_check(ws, check_id)
    items = ws.pack.template(check.template).items
    for note in ELM_PARK:
        item = items[note.item - 1]
        note_id = capture.answer_item(ws, check, item, rating=note.rating, value=note.value, place=note.place)
        if note.text:
            capture.change_note(ws, note_id, {"text": note.text})
        made[note.key] = note_id
    following = items[ELM_PARK[-1].item]
    capture.remember_place(ws, check_id, following.id, ELM_PARK[-1].place)
    return made


def _record_findings(ws: Workspace, notes: dict[str, str]) -> dict[str, str]:
    """Write the findings with their evidence; return their ids by the sample's keys."""
    made: dict[str, str] = {}
    for finding in words.FINDINGS:
        made[finding.key] = conclude.record_finding(
            ws,
            finding.text,
            finding.polarity,
            finding.questions,
            notes=[notes[key] for key in finding.supports],
            area_id=finding.area,
            draft=finding.draft,
        )
        for stance in ("contradicts", "context"):
            keys = getattr(finding, stance)
            if keys:
                conclude.link_evidence(ws, made[finding.key], [notes[key] for key in keys], stance)
    return made
