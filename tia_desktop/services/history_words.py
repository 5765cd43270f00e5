"""What an action did, in words that fit behind “Undone:”."""

from __future__ import annotations

from collections.abc import Iterable

from tia_desktop.domain.changes import Change

WORDS = {
    "inspection": ("the inspection", "inspections"),
    "team_member": ("a team member", "team members"),
    "reality_check": ("a check", "checks"),
    "note": ("a note", "notes"),
    "finding": ("a finding", "findings"),
    "judgement": ("a judgement", "judgements"),
    "release": ("the release of the judgements", "releases of the judgements"),
    "indicator": ("an indicator", "indicators"),
    "attachment": ("a photo or file", "photos or files"),
    "document_request": ("a document", "documents"),
    "inspection_date": ("a date", "dates"),
    "check_entry": ("a part of a check", "parts of checks"),
    "case_list": ("a case list", "case lists"),
    "sample": ("a sample", "samples"),
    "sampled_case": ("a sampled case", "sampled cases"),
    "service_standard": ("a published standard", "published standards"),
    "shop_scenario": ("a story for shopping", "stories for shopping"),
    "shop_attempt": ("a mystery shop", "mystery shops"),
    "shop_event": ("an event of a shop", "events of shops"),
    "shopping_notice": ("the note that staff were told", "notes that staff were told"),
    "survey": ("a survey", "surveys"),
    "survey_person": ("what somebody said in a survey", "people in a survey"),
    "checklist": ("a checklist", "checklists"),
    "indicator_set": ("a set of figures", "sets of figures"),
    "driver": ("a driver or barrier", "drivers and barriers"),
    "accepted_warning": ("an accepted warning", "accepted warnings"),
    "saved_filter": ("a saved filter", "saved filters"),
    "earlier_view": ("an earlier view of a judgement", "earlier views of judgements"),
}
"""What people call a record: one of them, several of them."""

LINKS = {
    "note_question": "a note’s key questions",
    "note_sub_question": "the parts of key questions that a note helps to answer",
    "note_area": "a note’s service areas",
    "check_target": "the plan of a check",
    "check_area": "a check’s service areas",
    "check_item": "a check’s questions",
    "check_field": "a check’s details",
    "scope_area": "the depth of a service area",
    "finding_question": "a finding’s key questions",
    "finding_prompt": "the prompts that a finding answers",
    "evidence_link": "a finding’s evidence",
    "figure_link": "the figures beside a finding",
    "driver_finding": "the findings that show a driver or barrier",
    "sample_stratum": "the groups of a sample",
    "survey_result": "the results of a survey",
    "survey_answer": "an answer to a survey",
    "own_indicator": "an indicator",
    "judgement_finding": "the findings that decide a judgement",
}
"""Records that are parts of something else: named only when they stand alone."""

_BESIDE = ("earlier_view",)
"""Records that an action about something else keeps on the way: never what it was about."""


def in_words(changes: list[Change]) -> str:
    """Say what an action did, such as “a note was made” or “2 findings were changed”."""
    named = [c.kind for c in changes if c.kind in WORDS]
    main = next((kind for kind in named if kind not in _BESIDE), named[0] if named else "")
    if not main:
        return f"{LINKS[changes[0].kind]} changed."
    if regrouped := _regrouped(changes):
        return regrouped
    done: dict[str, int] = {}
    for verb in _verbs(c for c in changes if c.kind == main):
        done[verb] = done.get(verb, 0) + 1
    one, several = WORDS[main]
    parts = [f"{one} was {verb}" if n == 1 else f"{n:,} {several} were {verb}" for verb, n in done.items()]
    return " and ".join(parts) + "."


def _regrouped(changes: list[Change]) -> str:
    """Say that findings were merged or that one was split: their notes went over from one to another."""
    findings = _verbs(c for c in changes if c.kind == "finding")
    links = {c.op == "remove" for c in changes if c.kind == "evidence_link"}
    if links != {True, False}:
        return ""
    if "removed" in findings:
        return "findings were merged."
    return "a finding was split." if "made" in findings else ""


def _verbs(changes: Iterable[Change]) -> list[str]:
    """What happened to each record, in the order of the changes."""
    by_record: dict[str, list[Change]] = {}
    for change in changes:
        by_record.setdefault(change.record_id, []).append(change)
    return [
        "removed" if group[-1].op == "remove" else "changed" if group[0].base else "made"
        for group in by_record.values()
    ]
