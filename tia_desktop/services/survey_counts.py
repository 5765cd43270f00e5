"""How the record of a survey's result holds its counts."""

from __future__ import annotations

import json
from collections.abc import Mapping

from tia_desktop.domain.survey_records import SurveyResult
from tia_desktop.domain.surveys import Tally


def counts_text(counts: Mapping[str, float], weights: Mapping[str, tuple[float, float]]) -> str:
    """Return counts as a record holds them.

    A number for each answer; where each person has a weight, a list: people, the sum of their weights, the
    sum of the squares.
    """
    return json.dumps({a: [n, *weights[a]] if a in weights else n for a, n in counts.items()})


def tally_of(record: SurveyResult) -> Tally:
    """Return the counts that a record holds."""
    told = json.loads(record.counts)
    counts = {a: n[0] if isinstance(n, list) else n for a, n in told.items()}
    weights = {a: (n[1], n[2]) for a, n in told.items() if isinstance(n, list)}
    return Tally(counts, tuple(json.loads(record.positive)), record.dont_know, weights)
