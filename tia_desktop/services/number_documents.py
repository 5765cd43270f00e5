"""Samples and what was counted, as plain values: for scripts (`--json`) and for the findings in JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from tia_desktop.domain.case_records import Sample, SampledCase, SampleStratum
from tia_desktop.domain.intervals import Interval

if TYPE_CHECKING:  # they keep these documents beside their notes
    from tia_desktop.services.sample_results import SampleResult
    from tia_desktop.services.shop_results import ScenarioResult, StandardResult

CONFIDENCE = 0.95


def sample_document(
    drawn: Sample, strata: Sequence[SampleStratum], cases: Sequence[SampledCase]
) -> dict[str, Any]:
    """Return a draw: with it and the list a stranger draws the same cases (`schemas/SAMPLING.md`)."""
    return {
        "id": drawn.id,
        "list": drawn.list_id,
        "check": drawn.check_id,
        "method": drawn.method,
        "allocation": drawn.allocation,
        "seed": drawn.seed,
        "column": drawn.column,
        "size": drawn.size,
        "wanted": drawn.wanted,
        "reserves": drawn.reserves,
        "content_sha256": drawn.content_sha256,
        "drawn_at": drawn.drawn_at,
        "author": drawn.author,
        "strata": [{"name": part.name, "size": part.size, "wanted": part.wanted} for part in strata],
        "cases": [
            {
                "id": case.id,
                "number": case.number,
                "stratum": case.stratum,
                "reference": case.reference,
                "status": case.status,
            }
            for case in cases
        ],
    }


def result_document(found: SampleResult) -> dict[str, Any]:
    """Return what a sample says about one question."""
    return {
        "item": found.item_id,
        "question": found.question,
        "value": found.value,
        "hits": found.hits,
        "looked_at": found.looked_at,
        "size": found.size,
        "share": found.share,
        "interval": limits_document(found.interval),
        "replaced": found.replaced,
        "strata": [
            {
                "name": part.name,
                "size": part.size,
                "hits": part.hits,
                "looked_at": part.looked_at,
                "not_applying": part.not_applying,
                "no_evidence": part.no_evidence,
                "open": part.open,
                "interval": limits_document(part.interval),
            }
            for part in found.parts
        ],
    }


def limits_document(limits: Interval | None) -> dict[str, Any] | None:
    """Return between which shares the truth lies."""
    if limits is None:
        return None
    return {"low": limits.low, "high": limits.high, "method": limits.method, "confidence": CONFIDENCE}


def shops_document(result: ScenarioResult) -> dict[str, Any]:
    """Return what the shops of one story, made in one way, came to."""
    return {
        "scenario": result.scenario.id,
        "title": result.scenario.title,
        "channel": result.channel,
        "shops": [shop.id for shop in result.attempts],
        "set_aside": [{"shop": shop.id, "reason": shop.set_aside} for shop in result.aside],
        "standards": [_standard(each) for each in result.standards],
        "promises": result.promises,
        "answer_right": result.right,
        "remarks": list(result.remarks),
    }


def _standard(result: StandardResult) -> dict[str, Any]:
    return {
        "standard": result.standard.id,
        "title": result.standard.title,
        "changed_at": result.changed_at or None,
        "kept": result.kept,
        "of": result.looked_at,
        "waiting": result.waiting,
        "unanswered": result.unanswered,
        "unit": result.standard.unit,
        "took": list(result.took),
        "median": result.median,
        "interval": limits_document(result.interval),
        "remarks": list(result.remarks),
    }
