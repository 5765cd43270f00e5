"""What the sample inspection concludes: findings with passages and figures, judgements, what helps."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from tia_desktop.domain.changes import Edit
from tia_desktop.domain.conclude_records import (
    Driver,
    DriverFinding,
    EarlierView,
    FigureLink,
    FindingPrompt,
    SavedFilter,
)
from tia_desktop.domain.records import (
    Attachment,
    EvidenceLink,
    EvidenceNote,
    Finding,
    FindingQuestion,
    Judgement,
    JudgementFinding,
    PerformanceIndicator,
    Scalar,
    link_id,
)
from tia_desktop.services.sample_checks import Days
from tia_desktop.services.workspace import Workspace

Told = dict[str, Any]
Ids = dict[str, str]
"""Key in the sample's words -> id of the record."""


def conclusions(ws: Workspace, told: Told, notes: Ids, lead: str, days: Days) -> Iterator[Edit]:
    """Give the findings with all that stands behind them, the judgements, and what helps or hinders.

    Args:
        ws: the sample; its notes and photos are recorded already.
        told: the words.
        notes: ids of the notes.
        lead: who concludes.
        days: the days of the sample.
    """
    figures: Ids = {}
    for indicator in told["indicators"]:
        figures[indicator["code"]] = ws.store.new_id()
        figure: dict[str, Scalar] = {
            "indicator_id": ws.pack.indicator(indicator["code"]).id,
            "value": float(indicator["value"]),
            "period": told["period"],
            "source": told["source"],
        }
        yield Edit(PerformanceIndicator, figures[indicator["code"]], figure)
    made: Ids = {}
    for number, finding in enumerate(told["findings"], 1):
        made[finding["key"]] = ws.store.new_id()
        yield from _finding(ws, finding, made[finding["key"]], number, lead)
        yield from _evidence(ws, finding, made[finding["key"]], notes, lead)
        for code, stance in finding.get("figures", {}).items():
            yield _link(FigureLink, "finding", made[finding["key"]], "figure", figures[code], stance=stance)
    for judgement in told["judgements"]:
        yield from _judgement(ws, judgement, made, lead, days)
    for driver in told["drivers"]:
        yield from _driver(ws, driver, made, lead)
    for kept in told["filters"]:
        fields = json.dumps(kept["fields"], sort_keys=True)
        yield Edit(SavedFilter, ws.store.new_id(), {"title": kept["title"], "fields": fields, "author": lead})


def _link(cls: type[Any], left: str, left_id: str, right: str, right_id: str, **more: Scalar) -> Edit:
    """Return the edit of a link record, which names its two ends."""
    values: dict[str, Scalar] = {f"{left}_id": left_id, f"{right}_id": right_id, **more}
    return Edit(cls, link_id(left_id, right_id), values)


def _finding(ws: Workspace, told: Told, finding_id: str, number: int, lead: str) -> Iterator[Edit]:
    values: dict[str, Scalar] = {
        "text": told["text"],
        "polarity": told["polarity"],
        "area_id": told.get("area", ""),
        "status": "draft" if told.get("draft") else "final",
        "author": lead,
        "written_at": ws.store.now(),
        "number": number,
        "sub_question": told.get("sub_question", ""),
        "weight": told.get("weight", ""),
    }
    yield Edit(Finding, finding_id, values)
    for question in told["questions"]:
        yield _link(FindingQuestion, "finding", finding_id, "question", question)
    for prompt in told.get("prompts", ()):
        yield _link(FindingPrompt, "finding", finding_id, "prompt", prompt)


def _evidence(ws: Workspace, told: Told, finding_id: str, notes: Ids, lead: str) -> Iterator[Edit]:
    """Link the notes: each with the passage or photo that counts, what contradicts with its answer."""
    for stance in ("supports", "contradicts", "context"):
        for key in told.get(stance, ()):
            more: dict[str, Scalar] = {"stance": stance}
            quote, answer = told.get("passages", {}).get(key, ""), told.get("answers", {}).get(key, "")
            if quote:
                more |= {"quote": quote, "quote_at": ws.need(EvidenceNote, notes[key]).text.index(quote)}
            if key in told.get("photos", ()):
                more["attachment_id"] = ws.store.find(Attachment, note_id=notes[key])[0].id
            if answer:
                more |= {"answer": answer, "answered_by": lead, "answered_at": ws.store.now()}
            yield _link(EvidenceLink, "finding", finding_id, "note", notes[key], **more)


def _judgement(ws: Workspace, told: Told, made: Ids, lead: str, days: Days) -> Iterator[Edit]:
    now = ws.store.now()
    values: dict[str, Scalar] = {k: told[k] for k in ("rating", "reason")}
    yield Edit(Judgement, told["id"], values | {"author": lead, "decided_at": now})
    for key in told["findings"]:
        yield _link(JudgementFinding, "judgement", told["id"], "finding", made[key])
    if "earlier" in told:
        earlier: Told = told["earlier"]
        view: dict[str, Scalar] = {k: earlier[k] for k in ("rating", "reason", "because")}
        view |= {"judgement_id": told["id"], "author": lead, "left_by": lead, "left_at": now}
        view["decided_at"] = days.at(-1, "17:40")
        view["findings"] = json.dumps([made[key] for key in earlier["findings"]])
        yield Edit(EarlierView, ws.store.new_id(), view)


def _driver(ws: Workspace, told: Told, made: Ids, lead: str) -> Iterator[Edit]:
    driver_id = ws.store.new_id()
    values: dict[str, Scalar] = {"text": told["text"], "scope": told["scope"], "author": lead}
    values |= {"is_barrier": bool(told.get("barrier")), "written_at": ws.store.now()}
    yield Edit(Driver, driver_id, values)
    for key in told["findings"]:
        yield _link(DriverFinding, "driver", driver_id, "finding", made[key])
