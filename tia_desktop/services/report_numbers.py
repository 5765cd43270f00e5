"""What was counted in an inspection, as exports show it: samples of cases, mystery shops, surveys.

Everything that somebody needs to check a number stands beside it: how cases were drawn, when things
happened in a shop, how many people gave which answer. What a survey must not show is not in it.
"""

from __future__ import annotations

from dataclasses import dataclass

from tia_desktop.domain.case_records import REPLACED, CaseList, Sample, SampledCase, SampleStratum
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.records import RealityCheck
from tia_desktop.domain.shop_records import ServiceStandard, ShopEvent
from tia_desktop.domain.shops import ShopLibrary
from tia_desktop.domain.survey_records import Survey
from tia_desktop.domain.survey_sets import SurveyLibrary
from tia_desktop.services import sample_results, shop_results, survey_results
from tia_desktop.services.sampled_cases import cases_of
from tia_desktop.services.sampling import strata_of
from tia_desktop.services.shop_events import events_of
from tia_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Libraries:
    """What comes with the program for shops and surveys: a number is worked out with it."""

    shops: ShopLibrary
    surveys: SurveyLibrary


@dataclass(frozen=True, slots=True)
class CountedSample:
    """A draw, and what it says about each question.

    Attributes:
        kept: the list that was drawn from; None when it was taken away.
        cases: those that count: drawn ones, and those that stand in.
        replaced: (the case, the one in its place or None).
    """

    sample: Sample
    check_title: str
    kept: CaseList | None
    strata: tuple[SampleStratum, ...]
    cases: tuple[SampledCase, ...]
    replaced: tuple[tuple[SampledCase, SampledCase | None], ...]
    results: tuple[sample_results.SampleResult, ...]


@dataclass(frozen=True, slots=True)
class CountedShops:
    """What the shops of one story came to, with everything that happened in them."""

    result: shop_results.ScenarioResult
    events: dict[str, tuple[ShopEvent, ...]]


@dataclass(frozen=True, slots=True)
class CountedSurvey:
    """A survey and its results, question by question; `problem` says why there are none."""

    survey: Survey
    check_title: str
    results: tuple[survey_results.QuestionResult, ...]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class ReportNumbers:
    """Everything that was counted."""

    samples: tuple[CountedSample, ...] = ()
    standards: tuple[ServiceStandard, ...] = ()
    shops: tuple[CountedShops, ...] = ()
    surveys: tuple[CountedSurvey, ...] = ()

    @property
    def are_there(self) -> bool:
        """Whether anything was counted."""
        return bool(self.samples or self.shops or self.surveys)


def numbers(ws: Workspace, libraries: Libraries) -> ReportNumbers:
    """Count everything, as it is now."""
    titles = {check.id: check.title for check in ws.store.find(RealityCheck)}
    return ReportNumbers(
        samples=tuple(_sample(ws, one, titles) for one in ws.store.find(Sample)),
        standards=tuple(ws.store.find(ServiceStandard)),
        shops=tuple(_shops(ws, one) for one in shop_results.results(ws, libraries.shops)),
        surveys=tuple(_survey(ws, libraries.surveys, one, titles) for one in ws.store.find(Survey)),
    )


def _sample(ws: Workspace, sample: Sample, titles: dict[str, str]) -> CountedSample:
    every = ws.store.find(SampledCase, sample_id=sample.id)
    stand_ins = {case.replaces: case for case in every if case.replaces}
    return CountedSample(
        sample=sample,
        check_title=titles.get(sample.check_id, ""),
        kept=ws.store.get(CaseList, sample.list_id),
        strata=tuple(strata_of(ws, sample.id)),
        cases=tuple(cases_of(ws, sample.id)),
        replaced=tuple((case, stand_ins.get(case.id)) for case in every if case.status == REPLACED),
        results=tuple(sample_results.results(ws, sample.id)) if sample.check_id in titles else (),
    )


def _shops(ws: Workspace, found: shop_results.ScenarioResult) -> CountedShops:
    shops = (*found.attempts, *found.aside)
    return CountedShops(found, {shop.id: tuple(events_of(ws, shop.id)) for shop in shops})


def _survey(ws: Workspace, library: SurveyLibrary, survey: Survey, titles: dict[str, str]) -> CountedSurvey:
    title = titles.get(survey.check_id, "")
    try:
        return CountedSurvey(survey, title, tuple(survey_results.results(ws, library, survey.id)))
    except InputError as error:  # its questions belong to another version of the program
        return CountedSurvey(survey, title, (), error.sentence)
