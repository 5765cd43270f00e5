"""The sample inspection: an invented landlord, inspected nearly to the end. Every screen has something.

Its words are in `resources/sample`; its photos are drawn by `sample_pictures`. Everything is written in a
few actions straight to the store, because it is opened from the first screen; tests hold it to the rules
that the services have.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tia_desktop.domain.changes import Edit
from tia_desktop.domain.records import (
    INSPECTION_ID,
    DocumentRequest,
    EvidenceNote,
    Inspection,
    InspectionDate,
    Scalar,
    ScopeArea,
    TeamMember,
)
from tia_desktop.domain.shops import ShopLibrary
from tia_desktop.domain.survey_sets import SurveyLibrary
from tia_desktop.services.capture import question_edit
from tia_desktop.services.sample_cases import add_case_sample
from tia_desktop.services.sample_checks import MADE, CheckWriter, Days, area_edit, read
from tia_desktop.services.sample_conclusions import conclusions
from tia_desktop.services.sample_shops import add_shops
from tia_desktop.services.sample_survey import add_survey
from tia_desktop.services.workspace import Workspace

LANDLORD = "Riverside Homes (sample)"


def fill(ws: Workspace, shops: ShopLibrary, surveys: SurveyLibrary) -> None:
    """Fill a new inspection of `LANDLORD` with a plan, a team, checks, notes, findings and judgements.

    The words are always the same. Dates are those of the last two weeks, and today's for the check that is
    going on.

    Args:
        ws: the new inspection.
        shops: stories, and bank holidays.
        surveys: question sets.
    """
    plan, days = read("plan.json"), Days(ws.store.now())
    lead = str(plan["team"][0]["name"])
    team = {str(member["name"]): ws.store.new_id() for member in plan["team"]}
    checks = CheckWriter(ws, days, team)
    for key in plan["checks"]:
        checks.add(read(f"checks/{key}.json"))
    story = [
        *checks.story,
        _self_assessment(ws, plan, days.at(-20, "11:00"), lead),
        *(_quick_note(ws, told, days, checks.notes) for told in plan["inbox"]),
    ]
    ws.store.record([*_plan(ws, plan, days, team), *checks.planned], author=lead, cause=MADE)
    # First: lists show the newest notes on top, and these have few words.
    add_case_sample(ws, days, checks.ids["repairs"], "Priya")
    add_shops(ws, shops, days, checks.ids["shop"], checks.entries["shop"])
    add_survey(ws, surveys, checks.ids["survey"])
    for _, author, edits in sorted(story, key=lambda one: one[0]):
        ws.store.record(edits, author=author, cause=MADE)
    concluded = list(conclusions(ws, read("conclusions.json"), checks.notes, lead, days))
    ws.store.record(concluded, author=lead, cause=MADE)


def _plan(ws: Workspace, plan: dict[str, Any], days: Days, team: dict[str, str]) -> Iterator[Edit]:
    """Give the facts, clocks, areas, team and documents."""
    yield Edit(Inspection, INSPECTION_ID, {**plan["facts"], "is_sample": True})
    for event, number in plan["dates"].items():
        yield Edit(InspectionDate, event, {"day": days.day(number)})
    for area, depth in plan["scope"].items():
        yield Edit(ScopeArea, area, {"depth": depth})
    for member in plan["team"]:
        values = {k: v for k, v in member.items() if k != "declared"}
        if member.get("declared"):
            values["declared_at"] = days.at(-7, "08:30")
        yield Edit(TeamMember, team[member["name"]], values)
    for document in plan["documents"]:
        values = {k: days.day(v) if k.endswith("_on") else v for k, v in document.items()}
        yield Edit(DocumentRequest, ws.store.new_id(), values)


def _self_assessment(ws: Workspace, plan: dict[str, Any], at: str, lead: str) -> tuple[str, str, list[Edit]]:
    """Return the landlord's answers to Appendix 3, with when and by whom they were kept."""
    prompts = {p.id: p.key_question for p in ws.pack.prompts}
    edits: list[Edit] = []
    for answer in plan["self_assessment"]:
        note_id = ws.store.new_id()
        values: dict[str, Scalar] = {
            "prompt_id": answer["prompt"],
            "text": answer["text"],
            "how": "read",
            "source": "document",
            "observed_at": at,
            "written_at": at,
            "author": lead,
        }
        edits += [Edit(EvidenceNote, note_id, values), question_edit(note_id, prompts[answer["prompt"]])]
    return at, lead, edits


def _quick_note(
    ws: Workspace, told: dict[str, Any], days: Days, notes: dict[str, str]
) -> tuple[str, str, list[Edit]]:
    """Return a note of the inbox, with when and by whom it was kept; add its id to `notes`."""
    note_id = notes[told["key"]] = ws.store.new_id()
    at = days.at(told["day"], told["time"])
    values = {name: told[name] for name in ("text", "author", "source", "place")}
    values |= {"how": told.get("how", "seen"), "observed_at": at, "written_at": at}
    return (
        at,
        told["author"],
        [
            Edit(EvidenceNote, note_id, values),
            *(question_edit(note_id, q) for q in told["questions"]),
            *(area_edit(note_id, a) for a in told.get("areas", ())),
        ],
    )
