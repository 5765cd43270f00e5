"""The survey of the sample: it reads as a file would, is counted again, and hides what is too small."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tia_desktop.bootstrap import AppDesk
from tia_desktop.domain.records import EvidenceNote, PerformanceIndicator, RealityCheck
from tia_desktop.domain.survey_records import Survey
from tia_desktop.domain.survey_sets import SurveySet
from tia_desktop.frameworks.surveys import survey_library
from tia_desktop.services import survey_results, surveys
from tia_desktop.services.sample_checks import read
from tia_desktop.services.sample_survey import answers_table, counts_table
from tia_desktop.services.survey_columns import SurveyPlan
from tia_desktop.services.survey_results import QuestionResult
from tia_desktop.services.workspace import Workspace


@pytest.fixture(scope="module")
def ws(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """One sample for all: nothing here writes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TIA_HOME", str(tmp_path_factory.mktemp("home")))
        opened = AppDesk().open_sample(tmp_path_factory.mktemp("sample"))
        yield opened
        opened.store.close()


@pytest.fixture
def asked() -> SurveySet:
    return survey_library().set("status")


def survey(ws: Workspace, period: str = "2002/03") -> Survey:
    (found,) = ws.store.find(Survey, period=period)
    return found


def overall(ws: Workspace, period: str = "2002/03") -> QuestionResult:
    (found,) = survey_results.results(ws, survey_library(), survey(ws, period).id, "overall")
    return found


def test_two_surveys_of_one_check(ws: Workspace) -> None:
    now, before = survey(ws), survey(ws, "2000/01")
    assert ws.need(RealityCheck, now.check_id).template == "rc12"
    assert before.check_id == now.check_id
    assert (now.kind, now.row_count, before.kind) == ("answers", 512, "counted")
    assert all("(sample)" in one.source and one.author == "Priya" for one in (now, before))


def test_every_answer_of_the_files_can_be_read(asked: SurveySet) -> None:
    told = read("survey.json")
    plan = SurveyPlan(groups=(told["group"],))
    found = surveys.read_survey(answers_table(asked, told), asked, plan)
    assert (found.problem_count, found.skipped, found.remarks) == (0, 0, ())
    assert found.left_out == ("Reply number",)
    counted = surveys.read_survey(counts_table(asked, {**told, **told["before"]}), asked, SurveyPlan())
    assert (counted.problem_count, counted.skipped) == (0, 0)
    again = surveys.read_survey(answers_table(asked, told), asked, plan)
    assert again.sha256 == found.sha256, "nothing is left to chance"


def test_everything_is_counted_again(ws: Workspace) -> None:
    for one in ws.store.find(Survey):
        assert surveys.recount(ws, one.id) == []


def test_the_figures_are_those_of_the_year_end_return(ws: Workspace) -> None:
    returned = {i.indicator_id: i.value for i in ws.store.find(PerformanceIndicator)}
    for question, code in (("overall", "BVPI 74"), ("take-part", "BVPI 75")):
        (found,) = survey_results.results(ws, survey_library(), survey(ws).id, question)
        assert found.total is not None
        assert found.total.tally.share == returned[ws.pack.indicator(code).id] / 100


def test_it_got_better_in_two_years(ws: Workspace) -> None:
    now, before = overall(ws).total, overall(ws, "2000/01").total
    assert now is not None
    assert before is not None
    assert (now.tally.hits, now.tally.base) == (370, 500)
    assert (before.tally.hits, before.tally.base) == (312, 459)  # 68 in 100, as the interviews say


def test_it_is_said_that_the_answers_are_too_few_for_so_many_homes(ws: Workspace) -> None:
    enough = overall(ws).accuracy
    assert enough is not None
    assert not enough.met
    assert enough.allowed == 4


def test_an_estate_with_seven_answers_is_not_shown(ws: Workspace) -> None:
    (estates,) = overall(ws).groups
    assert [one.group for one in estates.shown] == ["Ash Court", "Canal Side", "Mill Lane"]
    assert estates.hidden == 2  # with one hidden alone, it could be worked out
    best, *_, worst = sorted(estates.shown, key=lambda one: -(one.tally.share or 0))
    assert (best.tally.share or 0) > (worst.tally.share or 0) + 0.05


def test_those_without_a_repair_were_not_asked_about_it(ws: Workspace) -> None:
    (found,) = survey_results.results(ws, survey_library(), survey(ws).id, "repairs")
    assert found.record is not None
    assert found.record.filtered == 512 - 318
    assert found.record.base <= 318


def test_the_overall_figure_is_kept_as_the_service_keeps_it(ws: Workspace) -> None:
    before = ws.store.count(EvidenceNote)
    note = ws.need(EvidenceNote, survey_results.keep_result(ws, overall(ws)))
    assert ws.store.count(EvidenceNote) == before, "the same result is kept once"
    assert (note.author, note.value, note.how) == ("Priya", "370 of 500", "measured")
