"""What was concluded, for the findings in JSON: passages, figures, drivers, earlier views, the release."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tia_desktop.domain.conclude_records import Release
from tia_desktop.domain.pack import SubQuestion
from tia_desktop.services.earlier_views import PastView
from tia_desktop.services.figure_comparison import ComparedFigure
from tia_desktop.services.figure_words import document
from tia_desktop.services.releasing import ReleaseState, levels_of, whole_of
from tia_desktop.services.report_parts import ReportDriver, ReportEvidence

_NOTHING = {"passage": None, "file": None, "answer": None}


def passage(evidence: ReportEvidence) -> dict[str, Any]:
    """Return the very words and the very photo of a note, and what was said to a contradiction."""
    if not (evidence.quote or evidence.file or evidence.answer):
        return _NOTHING  # one for all: see the module that writes the document
    return {
        "passage": {"text": evidence.quote, "at": evidence.quote_at} if evidence.quote else None,
        "file": dict(zip(("name", "media_type", "sha256", "caption"), evidence.file, strict=True))
        if evidence.file
        else None,
        "answer": {"text": evidence.answer, "author": evidence.answered_by, "at": evidence.answered_at}
        if evidence.answer
        else None,
    }


def sub_question(part: SubQuestion | None) -> dict[str, str] | None:
    """Return a part of a key question."""
    return {"id": part.id, "title": part.title} if part else None


def earlier(past: PastView, levels: Sequence[tuple[str, str, int | None]]) -> dict[str, Any]:
    """Return a view that was left, with its reason and why it was left."""
    view = past.view
    word, stars = next(((w, s) for level, w, s in levels if level == view.rating), (view.rating, None))
    return {
        "rating": {"id": view.rating, "word": word, "stars": stars},
        "reason": view.reason or None,
        "author": view.author,
        "decided_at": view.decided_at or None,
        "deciding_findings": [
            {"id": f.id, "label": f.label or None, "text": f.text, "removed": f.removed}
            for f in past.findings
        ],
        "because": view.because or None,
        "left_by": view.left_by,
        "left_at": view.left_at or None,
    }


def driver(told: ReportDriver) -> dict[str, Any]:
    """Return what helps improvement, or hinders it."""
    own = told.driver
    return {
        "id": own.id,
        "kind": "barrier" if own.is_barrier else "driver",
        "scope": own.scope or None,
        "text": own.text,
        "author": own.author,
        "written_at": own.written_at or None,
        "findings": told.findings,
    }


def release(state: ReleaseState) -> dict[str, Any] | None:
    """Return the newest release, what changed since, and the releases before it."""
    if state.last is None:
        return None
    return {
        **_release(state.last),
        "changed_since": state.changed,
        "earlier": [_release(each) for each in state.earlier],
    }


def _release(made: Release) -> dict[str, Any]:
    return {
        "released_at": made.released_at,
        "author": made.author,
        "levels": [{"judgement": j, "level": level} for j, level in levels_of(made).items()],
        "fingerprint": whole_of(made),
        "chain_head": made.chain_head,
    }


def indicator(found: ComparedFigure) -> dict[str, Any]:
    """Return a figure with everything to set beside it."""
    best = found.best
    return {
        **document(found),
        "best_quarter": {"value": best.value, "period": best.period} if best else None,
        "definition": found.spec.measures or None,
        "best_quarter_group": best.group if best else None,
        "averages": [{"value": a.value, "period": a.period, "source": a.source} for a in found.averages],
    }
