"""What fields, kinds and choices are called in a history. English words: they are translated when shown."""

from __future__ import annotations

KINDS = {
    "inspection": "inspection",
    "team_member": "team member",
    "reality_check": "check",
    "note": "note",
    "finding": "finding",
    "judgement": "judgement",
    "indicator": "figure",
    "attachment": "photo or file",
    "document_request": "document",
    "inspection_date": "date",
    "driver": "driver or barrier",
    "accepted_warning": "accepted warning",
    "release": "release",
    "earlier_view": "earlier view",
    "saved_filter": "saved filter",
    "shop_attempt": "mystery shop",
    "service_standard": "published standard",
    "shop_scenario": "story for shopping",
    "survey": "survey",
    "indicator_set": "set of figures",
    "checklist": "checklist",
}

LINKS = {
    "note_question": ("Key question", "question_id"),
    "note_sub_question": ("Part of a key question", "sub_question_id"),
    "note_area": ("Service area", "area_id"),
    "finding_question": ("Key question", "question_id"),
    "finding_prompt": ("Prompt it answers", "prompt_id"),
    "figure_link": ("Figure", "figure_id"),
    "driver_finding": ("Shows it", "finding_id"),
    "judgement_finding": ("Deciding finding", "finding_id"),
    "evidence_link": ("Evidence", "note_id"),
    "check_target": ("Notes wanted", "question_id"),
    "check_area": ("Service area", "area_id"),
    "check_field": ("Detail", "field_id"),
    "check_item": ("Question", "item_id"),
    "check_entry": ("Part of the check", "title"),
    "attachment": ("Photo or file", "name"),
    "accepted_warning": ("Accepted warning", "reason"),
    "earlier_view": ("Earlier view kept", "rating"),
    "shop_event": ("What happened", "words"),
    "release": ("Release to moderation", "levels"),
}
"""What belongs to a record: what it is called there, and the field that names it."""

FROM_THE_OTHER_END = {
    ("evidence_link", "note"): ("Behind the finding", "finding_id"),
    ("figure_link", "indicator"): ("Beside the finding", "finding_id"),
    ("driver_finding", "finding"): ("Driver or barrier", "driver_id"),
    ("judgement_finding", "finding"): ("Decides the judgement", "judgement_id"),
}
"""The same links as they are called in the history of their other end."""

FIELDS = {
    "text": "The words", "value": "The answer", "place": "The place", "rating": "The rating",
    "how": "How it is known", "source": "The source", "check_id": "The check", "item_id": "The question",
    "observed_at": "When it was seen", "exact_words": "Exact words", "sensitivity": "Personal details",
    "speaker": "Who said it", "prompt_id": "The prompt", "polarity": "Strength or weakness",
    "area_id": "The service area", "sub_question": "The part of the key question", "status": "The state",
    "weight": "How much it weighs", "number": "The number", "stance": "What it says to the finding",
    "quote": "The passage", "attachment_id": "The photo", "answer": "The answer to the contradiction",
    "reason": "The reason", "because": "Why it was left", "findings": "The deciding findings",
    "title": "The name", "template": "The kind of check", "assigned_to": "Who does it",
    "planned_for": "Planned for", "planned_until": "Planned until", "started_at": "Started",
    "finished_at": "Finished", "consent_at": "When people agreed", "consent_how": "Who agreed to what",
    "name": "The name", "role": "The role", "region": "The region", "rents_from": "Rents from",
    "inspected_before": "Was here before", "declared_at": "Said that they do not rent here",
    "indicator_id": "The indicator", "period": "The period", "is_barrier": "It is a barrier",
    "scope": "How far it reaches", "target": "Notes wanted", "depth": "How deep it is looked at",
    "caption": "The caption", "taken_at": "Taken", "said": "The warning",
    "asked_of": "Asked of", "asked_on": "Asked on", "due_on": "Due on", "received_on": "Came on",
    "remark": "The remark", "landlord": "The landlord", "authority": "The authority",
    "authority_type": "The type of authority", "homes": "Homes", "safety_contact": "The safety contact",
    "body": "The body", "intensity": "How deep the inspection goes", "day": "The day",
    "omitted": "Left out", "heading": "The heading", "question": "The question",
    "look_for": "What to look for",
    "alias": "The made-up name", "channel": "The way of asking", "ended_at": "Ended",
    "answer_right": "The right answer", "set_aside": "Why it does not count", "words": "The words",
    "at": "When", "kind": "The kind", "due_at": "Promised for", "levels": "The levels",
    "decided_at": "Decided", "released_at": "Released", "accepted_at": "Accepted",
}  # fmt: skip

HIDDEN = frozenset({
    "added_at", "answered_at", "answered_by", "attempt_id", "author", "cells", "chain_head",
    "checklist_id", "columns", "content_sha256", "counts", "created_at", "driver_id", "edition",
    "encoding", "entry_id", "fields", "figure_id", "finding_id", "fingerprint", "header_row", "height",
    "id", "is_damaged", "is_sample", "judgement_id", "last_place", "latitude", "left_at", "left_by",
    "left_out", "library_id", "list_sha256", "longitude", "media_type", "note_id", "own", "pack_hash",
    "pack_id", "pack_version", "positive", "promise_id", "question_id", "quote_at", "reading", "record_id",
    "resume_item", "rule", "scenario_id", "scheme", "separator", "sha256", "size", "source_sha256",
    "sub_question_id", "version", "width", "written_at",
})  # fmt: skip
"""Fields that say nothing to a person, or that who, when and what say already."""

CHOICES: dict[tuple[str, str], dict[str, str]] = {
    ("finding", "polarity"): {"strength": "Strength", "weakness": "Weakness"},
    ("finding", "status"): {"draft": "Draft", "final": "Final"},
    ("finding", "weight"): {"high": "High", "medium": "Medium", "low": "Low"},
    ("evidence_link", "stance"): {
        "supports": "supports it", "contradicts": "contradicts it", "context": "is context",
    },
    ("figure_link", "stance"): {
        "supports": "supports it", "contradicts": "contradicts it", "context": "is context",
    },
    ("driver", "scope"): {"service": "This service", "corporate": "The whole organisation"},
    ("team_member", "role"): {
        "lead": "Lead inspector", "inspector": "Inspector", "tia": "Adviser", "auditor": "Auditor",
        "stopped": "Stopped: rents here",
    },
    ("note", "sensitivity"): {"none": "None", "personal": "Personal", "special": "Especially private"},
    ("document_request", "status"): {
        "to_ask": "To ask for", "asked": "Asked for", "received": "Received", "none": "There is none",
    },
    ("scope_area", "depth"): {"full": "In full", "lighter": "Lighter", "out": "Left out"},
    ("inspection", "scope"): {
        "full": "Full inspection", "indicative": "Indicative inspection", "re-inspection": "Re-inspection",
    },
}  # fmt: skip
