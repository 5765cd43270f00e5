"""What two surveys that may be about the same people must not tell when both are read.

Two surveys of one check with the same questions and period may have asked the same people, in other groups
or only a part of them. Then groups are shown in neither, and a total only where no difference of totals
leaves fewer than ten people.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tia_desktop.domain.survey_records import Survey, SurveyResult
from tia_desktop.domain.survey_sets import plain_words
from tia_desktop.domain.surveys import SMALL_GROUP, together
from tia_desktop.domain.text import one_line
from tia_desktop.services.survey_counts import tally_of
from tia_desktop.services.workspace import Workspace

Others = Sequence[tuple[Survey, Mapping[tuple[str, str], SurveyResult]]]
"""Surveys that may be about the same people, oldest first, with their totals by (tenure, question)."""


def may_be_the_same_people(one: Survey, other: Survey) -> bool:
    """Whether two surveys asked the same questions in the same period for one check."""
    same = (one.check_id, one.set_id) == (other.check_id, other.set_id)
    return same and plain_words(one.period) == plain_words(other.period)


def of_the_same_people(ws: Workspace, survey: Survey) -> Others:
    """Return every survey of a check with the same questions and period, the survey itself among them.

    Empty when there is no other: then nothing can be worked out from two.
    """
    every = ws.store.find(Survey, check_id=survey.check_id, set_id=survey.set_id)
    same = [one for one in every if may_be_the_same_people(one, survey)]
    if len(same) < 2:
        return ()
    return [(s, {(r.tenure, r.question_id): r for r in _totals(ws, s)}) for s in same]


def _totals(ws: Workspace, survey: Survey) -> list[SurveyResult]:
    return ws.store.find(SurveyResult, survey_id=survey.id, group_column="")


def held_back(
    survey: Survey, place: tuple[str, str], parts: Sequence[SurveyResult], others: Others
) -> tuple[Sequence[SurveyResult], str]:
    """Return what may be shown beside other surveys of the same people, and why the rest may not."""
    there = [(each, totals[place]) for each, totals in others if place in totals]
    other = next((each for each, _ in there if each.id != survey.id), None)
    if other is None:
        return parts, ""
    title = one_line(other.title, 60)
    seen = dict(zip((each.id for each, _ in there), together([tally_of(r) for _, r in there]), strict=True))
    way_out = "Give each survey its own check or period, or take one away."
    if not seen.get(survey.id, True):
        return (), (
            f"Not shown: “{title}” may be about the same people, and what fewer than {SMALL_GROUP} people "
            f"said could be worked out from both. {way_out}"
        )
    total = [part for part in parts if not part.group_column]
    if len(total) == len(parts):
        return parts, ""
    return total, (
        f"Groups are not shown: “{title}” may be about the same people, and what a few people said could be "
        f"worked out from both. {way_out}"
    )
