"""Asking people in the window: who may be asked, which pages they see, what is kept, and the count."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.helpers.commands import read, tia
from tests.helpers.project import ROOT
from tests.helpers.stores import begin, new_file
from tia_desktop.domain.errors import InputError, OwnLandlordError, UnknownRecordError
from tia_desktop.domain.records import EvidenceNote, NoteQuestion
from tia_desktop.domain.survey_records import Survey, SurveyAnswer, SurveyPerson, SurveyResult
from tia_desktop.domain.survey_sets import SurveySet
from tia_desktop.frameworks.surveys import survey_library
from tia_desktop.services import history, plan, team
from tia_desktop.services.survey_people import (
    answer,
    answers_of,
    begin_person,
    count_people,
    end_person,
    keep_words,
    leave_out,
    pages,
    people_of,
    stop_person,
    words_of,
)
from tia_desktop.services.survey_people_pages import LEFT_OUT, next_open
from tia_desktop.services.survey_results import results
from tia_desktop.services.surveys import SurveyFacts, recount
from tia_desktop.services.workspace import Workspace

TSM = survey_library().set("tsm")
STATUS = survey_library().set("status")


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    store = new_file(tmp_path / "a.tia")
    yield begin(store)
    store.close()


@pytest.fixture
def check(ws: Workspace) -> str:
    return plan.add_check(ws, "rc12", "Survey at the door")


def facts(check: str, **more: object) -> SurveyFacts:
    told: dict[str, object] = {"period": "2025/26", "source": "The inspection team", **more}
    return SurveyFacts(check_id=check, **told)  # type: ignore[arg-type]


def begun(
    ws: Workspace, check: str, asked: SurveySet = TSM, tenure: str = "rented", mode: str = "self"
) -> str:
    return begin_person(ws, asked, check, mode=mode, agreed=True, tenure=tenure)


def go_through(ws: Workspace, person: str, asked: SurveySet = TSM, **said: str) -> list[str]:
    """Answer page after page: what is given here, else the first choice; return the pages shown."""
    seen: list[str] = []
    for _ in range(50):
        shown, so_far = pages(ws, asked, person), answers_of(ws, person)
        place = next_open(shown, so_far)
        if place == len(shown):
            return seen
        page = shown[place]
        seen.append(page.id)
        told = said.get(page.id.replace(".", "_").replace("-", "_"), page.choices[0][0])
        if told == LEFT_OUT:
            leave_out(ws, asked, person, page.id)
        else:
            answer(ws, asked, person, page.id, told)
    raise AssertionError("the questions never end")


# ---- beginning


def test_nothing_is_kept_without_a_yes(ws: Workspace, check: str) -> None:
    with pytest.raises(InputError, match="Ask first whether the person agrees"):
        begin_person(ws, TSM, check, mode="interviewer", agreed=False, tenure="rented")
    assert ws.store.count(SurveyPerson) == 0


def test_what_does_not_fit_is_refused(ws: Workspace, check: str) -> None:
    with pytest.raises(InputError, match="Choose one of: interviewer, self"):
        begin_person(ws, TSM, check, mode="post", agreed=True, tenure="rented")
    with pytest.raises(InputError, match="counted apart"):
        begin_person(ws, TSM, check, mode="self", agreed=True)
    with pytest.raises(InputError, match="no kind of home “boat”"):
        begin_person(ws, TSM, check, mode="self", agreed=True, tenure="boat")
    with pytest.raises(UnknownRecordError):
        begin_person(ws, TSM, "nowhere", mode="self", agreed=True, tenure="rented")
    with pytest.raises(InputError, match="no question set “other”"):
        survey_library().set("other")
    assert ws.store.count(SurveyPerson) == 0


def test_a_set_for_one_kind_of_home_needs_no_tenure(ws: Workspace, check: str) -> None:
    person = ws.need(SurveyPerson, begin_person(ws, STATUS, check, mode="self", agreed=True))
    assert (person.tenure, person.number, person.set_id) == ("rented", 1, "status")
    assert ws.need(SurveyPerson, begun(ws, check)).number == 2
    assert [p.number for p in people_of(ws, TSM, check)] == [2]


def test_who_rents_from_the_landlord_asks_nobody(ws: Workspace, check: str) -> None:
    ws.author = "Maureen"
    team.add_member(ws, "Maureen", "tia")
    team.declare_own_landlord(ws, "Maureen")
    with pytest.raises(OwnLandlordError, match="para 35"):
        begun(ws, check)
    assert ws.store.count(SurveyPerson) == 0


# ---- pages and answers


def test_filters_come_before_what_they_decide(ws: Workspace, check: str) -> None:
    person = begun(ws, check)
    seen = go_through(ws, person)
    assert seen == [
        *("TP01", "TP02.repair", "TP02", "TP03", "TP04", "TP05", "TP06", "TP07", "TP08"),
        *("TP09.complaint", "TP09", "TP10.communal", "TP10", "TP11", "TP12"),
    ]


def test_no_skips_and_so_does_a_filter_that_was_left_out(ws: Workspace, check: str) -> None:
    person = begun(ws, check)
    seen = go_through(ws, person, TP02_repair="no", TP09_complaint=LEFT_OUT)
    assert not {"TP02", "TP03", "TP09"} & set(seen)
    end_person(ws, person)
    count_people(ws, TSM, facts(check))
    found = {r.question_id: r for r in ws.store.find(SurveyResult)}
    assert (found["TP02"].filtered, found["TP02"].blank, found["TP02"].base) == (1, 0, 0)
    assert (found["TP09"].filtered, found["TP09"].blank, found["TP09"].base) == (0, 1, 0)


def test_shared_owners_are_asked_their_questions_only(ws: Workspace, check: str) -> None:
    person = begun(ws, check, tenure="shared")
    assert not {"TP02.repair", "TP02", "TP03", "TP04"} & set(go_through(ws, person))
    with pytest.raises(InputError, match="is not asked of this person"):
        answer(ws, TSM, person, "TP04", "very_satisfied")


def test_an_answer_must_be_one_of_the_question(ws: Workspace, check: str) -> None:
    person = begun(ws, check)
    for page, said in (("TP01", "yes"), ("TP01", "dont_know"), ("TP02.repair", "dont_know"), ("TP01", "")):
        with pytest.raises(InputError, match="is no answer to"):
            answer(ws, TSM, person, page, said)
    answer(ws, TSM, person, "TP05", "dont_know")
    answer(ws, TSM, person, "TP05", "neither")
    assert answers_of(ws, person) == {"TP05": "neither"}


def test_what_a_filter_hides_now_is_not_counted_and_comes_back_with_a_yes(ws: Workspace, check: str) -> None:
    person = begun(ws, check)
    go_through(ws, person)
    answer(ws, TSM, person, "TP02.repair", "no")
    assert "TP02" not in [page.id for page in pages(ws, TSM, person)]
    answer(ws, TSM, person, "TP02.repair", "yes")
    assert answers_of(ws, person)["TP02"] == "very_satisfied"


# ---- ending


def test_after_handing_in_nothing_changes(ws: Workspace, check: str) -> None:
    person = begun(ws, check)
    go_through(ws, person)
    end_person(ws, person)
    changes: list[Callable[[], object]] = [
        lambda: answer(ws, TSM, person, "TP01", "neither"),
        lambda: leave_out(ws, TSM, person, "TP01"),
        lambda: keep_words(ws, TSM, person, "More."),
        lambda: stop_person(ws, person, keep=False),
        lambda: end_person(ws, person),
    ]
    for change in changes:
        with pytest.raises(InputError, match="handed in"):
            change()


def test_stopping_keeps_or_throws_away_in_one_action(ws: Workspace, check: str) -> None:
    kept, gone = begun(ws, check), begun(ws, check)
    for person in (kept, gone):
        answer(ws, TSM, person, "TP01", "neither")
        keep_words(ws, TSM, person, "The lift.")
    stop_person(ws, kept, keep=True)
    stop_person(ws, gone, keep=False)
    assert ws.need(SurveyPerson, kept).stopped
    assert [p.id for p in ws.store.find(SurveyPerson)] == [kept]
    assert [a.person_id for a in ws.store.find(SurveyAnswer)] == [kept]
    assert ws.store.count(EvidenceNote) == 1
    assert history.undo(ws) == "Undone: what somebody said in a survey was removed."
    assert answers_of(ws, gone) == {"TP01": "neither"}
    assert words_of(ws, gone) == "The lift."


def test_own_words_are_a_note_of_the_check(ws: Workspace, check: str) -> None:
    person = begun(ws, check)
    keep_words(ws, TSM, person, "  ")
    assert ws.store.count(EvidenceNote) == 0
    keep_words(ws, TSM, person, "The lift is broken.")
    keep_words(ws, TSM, person, "The lift is broken. Again.")
    ws.store.seal()
    note = ws.store.find(EvidenceNote)[0]
    assert (note.text, note.source, note.how) == ("The lift is broken. Again.", "tenant", "told")
    assert (note.exact_words, note.check_id, note.speaker) == (True, check, "")
    assert [q.question_id for q in ws.store.find(NoteQuestion, note_id=note.id)] == ["j1.kq2"]
    keep_words(ws, TSM, person, "")
    assert ws.store.count(EvidenceNote) == ws.store.count(NoteQuestion) == 0


def test_every_answer_can_be_undone(ws: Workspace, check: str) -> None:
    person = begun(ws, check)
    answer(ws, TSM, person, "TP01", "neither")
    assert history.undo(ws) == "Undone: an answer to a survey changed."
    assert answers_of(ws, person) == {}


def test_a_check_with_people_stays(ws: Workspace, check: str) -> None:
    begun(ws, check)
    with pytest.raises(InputError, match="has 1 interview"):
        plan.remove_check(ws, check)


# ---- counting


def test_everybody_who_ended_is_counted_with_the_homes(ws: Workspace, check: str) -> None:
    for said in ("very_satisfied", "neither", "very_satisfied"):
        person = begun(ws, check, mode="interviewer")
        go_through(ws, person, TP01=said, TP05="dont_know", TP06=LEFT_OUT)
        end_person(ws, person)
    begun(ws, check)  # half-way: not counted
    made = count_people(ws, TSM, facts(check, homes={"rented": 4200}))
    survey = ws.need(Survey, made)
    assert (survey.kind, survey.row_count, survey.title) == ("capture", 3, TSM.title)
    assert json.loads(survey.reading)["asked_here"] == {"interviewer": 3, "self": 0}
    found = {r.question_id: r for r in ws.store.find(SurveyResult, survey_id=made)}
    assert json.loads(found["TP01"].counts) == {"very_satisfied": 2, "neither": 1}
    assert (found["TP01"].base, found["TP01"].population) == (3, 4200)
    assert (found["TP05"].base, found["TP05"].dont_know) == (0, 3)
    assert (found["TP06"].base, found["TP06"].blank) == (0, 3)
    assert recount(ws, made) == []
    assert results(ws, survey_library(), made, "TP01")[0].total is not None


def test_counting_again_takes_the_place_of_the_count_before_in_one_action(ws: Workspace, check: str) -> None:
    first = begun(ws, check)
    go_through(ws, first)
    end_person(ws, first)
    made = count_people(ws, TSM, facts(check))
    before = {(r.question_id, r.counts, r.base) for r in ws.store.find(SurveyResult)}
    second = begun(ws, check, tenure="shared")
    go_through(ws, second)
    end_person(ws, second)
    assert count_people(ws, TSM, facts(check, period="2026/27")) == made
    assert ws.need(Survey, made).row_count == 2
    assert {r.tenure for r in ws.store.find(SurveyResult)} == {"rented", "shared"}
    assert recount(ws, made) == []
    history.undo(ws)
    assert {(r.question_id, r.counts, r.base) for r in ws.store.find(SurveyResult)} == before
    assert (ws.need(Survey, made).row_count, ws.need(Survey, made).period) == (1, "2025/26")
    assert recount(ws, made) == []


def test_the_same_answers_in_two_checks_are_two_surveys(ws: Workspace, check: str) -> None:
    other = plan.add_check(ws, "rc12", "Survey in the hall")
    made = []
    for each in (check, other):
        person = begun(ws, each)
        go_through(ws, person)
        end_person(ws, person)
        made.append(count_people(ws, TSM, facts(each)))
    assert len(set(made)) == ws.store.count(Survey) == 2


def test_another_edition_is_counted_beside_the_one_before(ws: Workspace, check: str) -> None:
    first = begun(ws, check)
    go_through(ws, first)
    end_person(ws, first)
    made = count_people(ws, TSM, facts(check))
    newer = replace(TSM, edition="2031")
    second = begin_person(ws, newer, check, mode="self", agreed=True, tenure="rented")
    end_person(ws, second)
    assert count_people(ws, newer, facts(check)) != made
    assert ws.need(Survey, made).edition == TSM.edition
    assert recount(ws, made) == []


def test_nobody_and_missing_facts_are_refused(ws: Workspace, check: str) -> None:
    with pytest.raises(InputError, match="Nobody has answered"):
        count_people(ws, TSM, facts(check))
    with pytest.raises(InputError, match="the period and the source"):
        count_people(ws, TSM, replace(facts(check), period=" "))
    with pytest.raises(InputError, match="no number of homes"):
        count_people(ws, TSM, facts(check, homes={"rented": 0}))
    begun(ws, check)
    with pytest.raises(InputError, match="Nobody has answered"):
        count_people(ws, TSM, facts(check))


# ---- random walks


def _expected_pages(asked: SurveySet, tenure: str, said: dict[str, str]) -> list[str]:
    """The pages, worked out from the data file in another way: from the last question to the first."""
    raw = json.loads((ROOT / "resources" / "surveys" / f"{asked.id}.json").read_text("utf-8"))
    shown: list[str] = []
    for question in reversed(raw["questions"]):
        if tenure not in question["tenures"]:
            continue
        condition = question.get("filter")
        if condition in shown:
            shown.remove(condition)
        if condition is None or said.get(condition) in (None, "yes"):
            shown.insert(0, question["id"])
        if condition is not None:
            shown.insert(0, condition)
    return shown


def _expected_counts(
    asked: SurveySet, people: list[tuple[str, dict[str, str]]]
) -> dict[tuple[str, str], Counter[str]]:
    """The counts, worked out from what is stored."""
    counts: dict[tuple[str, str], Counter[str]] = {}
    for question in asked.questions:
        for tenure, said in people:
            if tenure not in question.tenures:
                continue
            told = said.get(question.id, "")
            gate = said.get(question.filter_id) if question.filter_id else "yes"
            word = (
                "filtered" if gate == "no" else "blank" if gate != "yes" or told in ("", LEFT_OUT) else told
            )
            counts.setdefault((question.id, tenure), Counter())[word] += 1
    return counts


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_pages_and_counts_of_random_walks(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    ws = begin(new_file(tmp_path_factory.mktemp("walk") / "a.tia"))
    try:
        check, asked = plan.add_check(ws, "rc12", "Survey"), data.draw(st.sampled_from([TSM, STATUS]))
        people = []
        for _ in range(data.draw(st.integers(1, 3))):
            tenure = data.draw(st.sampled_from([t.id for t in asked.tenures]))
            person = begun(ws, check, asked, tenure)
            said: dict[str, str] = {}
            for _ in range(data.draw(st.integers(0, 30))):
                shown = pages(ws, asked, person)
                assert [page.id for page in shown] == _expected_pages(asked, tenure, said)
                assert answers_of(ws, person) == said
                page = data.draw(st.sampled_from(shown))  # also back to an earlier one
                may = [choice for choice, _ in page.choices] + ["dont_know"] * page.offers_dont_know
                told = data.draw(st.sampled_from([*may, LEFT_OUT]))
                if told == LEFT_OUT:
                    leave_out(ws, asked, person, page.id)
                else:
                    answer(ws, asked, person, page.id, told)
                said[page.id] = told
            if data.draw(st.booleans()):
                end_person(ws, person)
                people.append((tenure, said))
        if not people:
            return
        made = count_people(ws, asked, facts(check))
        found = {}
        for result in ws.store.find(SurveyResult, survey_id=made):
            counts = Counter(json.loads(result.counts))
            for word in ("dont_know", "blank", "filtered", "unknown"):
                counts[word] += getattr(result, word)
            assert result.base == sum(json.loads(result.counts).values())
            found[result.question_id, result.tenure] = +counts
        assert found == _expected_counts(asked, people)
        assert recount(ws, made) == []
    finally:
        ws.store.close()


# ---- from the command line


def test_people_are_counted_from_the_command_line(tmp_path: Path) -> None:
    path = str(tmp_path / "a.tia")
    ws = begin(new_file(tmp_path / "a.tia"))
    check = plan.add_check(ws, "rc12", "Survey at the door")
    person = begun(ws, check)
    go_through(ws, person)
    end_person(ws, person)
    ws.store.close()
    told = ("--asked", "--check", check, "--period", "2025/26", "--source", "The team")
    document = read("import-survey", path, *told, "--homes", "rented=4200")
    assert document["rows"] == 1
    assert read("import-survey", path, *told)["id"] == document["id"]  # in the place of the first count
    (result,) = read("survey-results", path, document["id"], "--question", "TP01")["results"]
    assert (result["hits"], result["base"]) == (1, 1)
    assert tia("survey-results", path, document["id"], "--verify").stdout == "The same counts.\n"
    assert "Nobody has answered" in tia("import-survey", path, *told, "--set", "status", code=2).stderr
    assert "or --asked" in tia("import-survey", path, *told, "--from-check", check, code=2).stderr
