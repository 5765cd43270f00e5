"""What was counted, for the findings in JSON: with it a stranger draws, measures and counts again."""

from __future__ import annotations

import json
from typing import Any

from tia_desktop.domain.shop_records import ServiceStandard, ShopAttempt, ShopEvent
from tia_desktop.services.number_documents import result_document, sample_document, shops_document
from tia_desktop.services.report_numbers import CountedSample, CountedShops, CountedSurvey, ReportNumbers
from tia_desktop.services.survey_results import document as survey_document


def document(numbers: ReportNumbers) -> dict[str, Any]:
    """Return everything that was counted, in the order of the schema."""
    return {
        "samples": [_sample(one) for one in numbers.samples],
        "standards": [_standard(one) for one in numbers.standards],
        "shops": [_shops(one) for one in numbers.shops],
        "surveys": [_survey(one) for one in numbers.surveys],
    }


def _sample(counted: CountedSample) -> dict[str, Any]:
    kept = counted.kept
    drawn_from = None
    if kept is not None:
        drawn_from = {
            "title": kept.title,
            "file": kept.source_name,
            "file_sha256": kept.source_sha256,
            "content_sha256": kept.sha256,
            "cases": kept.row_count,
        }
    return {
        **sample_document(counted.sample, counted.strata, counted.cases),
        "drawn_from": drawn_from,
        "replaced": [
            {
                "number": out.number,
                "reference": out.reference,
                "reason": out.reason,
                "by": spare.number if spare else None,
            }
            for out, spare in counted.replaced
        ],
        "results": [result_document(each) for each in counted.results],
    }


def _standard(standard: ServiceStandard) -> dict[str, Any]:
    return {
        "id": standard.id,
        "title": standard.title,
        "channel": standard.channel or None,
        "from": standard.from_event,
        "to": standard.to_event,
        "amount": standard.amount,
        "unit": standard.unit,
        "open": json.loads(standard.week) if standard.week else None,
        "nation": standard.nation or None,
        "open_on_holidays": standard.open_on_holidays,
        "extension": standard.extension,
        "extension_event": standard.extension_event or None,
        "source": standard.source,
    }


def _shops(counted: CountedShops) -> dict[str, Any]:
    shops = (*counted.result.attempts, *counted.result.aside)
    return {
        **shops_document(counted.result),
        "timelines": [_timeline(shop, counted.events.get(shop.id, ())) for shop in shops],
    }


def _timeline(shop: ShopAttempt, events: tuple[ShopEvent, ...]) -> dict[str, Any]:
    return {
        "shop": shop.id,
        "started_at": shop.started_at,
        "ended_at": shop.ended_at or None,
        "author": shop.author,
        "events": [
            {
                "id": event.id,
                "kind": event.kind,
                "at": event.at,
                "words": event.words,
                "due_at": event.due_at or None,
                "promise": event.promise_id or None,
            }
            for event in events
        ],
    }


def _survey(counted: CountedSurvey) -> dict[str, Any]:
    survey = counted.survey
    return {
        "id": survey.id,
        "title": survey.title,
        "check": survey.check_id,
        "set": survey.set_id,
        "edition": survey.edition,
        "kind": survey.kind,
        "method": survey.method,
        "period": survey.period,
        "source": survey.source,
        "rows": survey.row_count,
        "content_sha256": survey.sha256,
        "problem": counted.problem or None,
        "results": [_result(dict(survey_document(each))) for each in counted.results],
    }


_ALWAYS = ("question", "title", "tenure", "population", "weighted", "not_shown", "accuracy", "groups")


def _result(told: dict[str, Any]) -> dict[str, Any]:
    """Return a result with what was counted in one part: None where nothing may be shown."""
    told.pop("content_sha256", None)  # the survey has it
    result = {name: told.pop(name) for name in _ALWAYS}
    return {**result, "answers": told if told["base"] is not None else None}
