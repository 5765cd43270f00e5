"""Surveys in an inspection: answers and counts from tables, interviews, results, evidence."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.helpers.numbers import numbers_of
from tests.helpers.stores import begin, new_file
from tia_desktop.domain.changes import Edit
from tia_desktop.domain.errors import DamagedFileError, InputError
from tia_desktop.domain.records import Attachment, EvidenceNote, NoteQuestion, RealityCheck, link_id
from tia_desktop.domain.survey_records import Survey, SurveyResult
from tia_desktop.domain.survey_sets import SurveySet
from tia_desktop.frameworks.surveys import survey_library
from tia_desktop.importers.case_tables import open_table
from tia_desktop.services import guided, history, plan
from tia_desktop.services.case_lists import CONTENT
from tia_desktop.services.checklist import asked as asked_of
from tia_desktop.services.survey_columns import SurveyPlan
from tia_desktop.services.survey_compare import (
    change_document,
    change_since,
    change_words,
    other_surveys,
)
from tia_desktop.services.survey_content import ANSWERS, COUNTED, TallyKey, count_content
from tia_desktop.services.survey_interviews import collect_survey
from tia_desktop.services.survey_reading import ReadSurvey
from tia_desktop.services.survey_results import document, keep_result, results, words
from tia_desktop.services.surveys import (
    SurveyFacts,
    keep_survey,
    read_survey,
    recount,
    remove_survey,
)
from tia_desktop.services.workspace import Workspace

TSM = survey_library().set("tsm")
STATUS = survey_library().set("status")
RENTED = SurveyPlan(tenure="rented")


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    store = new_file(tmp_path / "a.tia")
    yield begin(store)
    store.close()


@pytest.fixture
def check(ws: Workspace) -> str:
    return plan.add_check(ws, "rc12", "Survey by post")


def facts(check: str, **more: object) -> SurveyFacts:
    told: dict[str, object] = {"period": "2025/26", "source": "Landlord's survey, by post", **more}
    return SurveyFacts(check_id=check, **told)  # type: ignore[arg-type]


def read(
    folder: Path, rows: Sequence[Sequence[object]], how: SurveyPlan = RENTED, asked: SurveySet = TSM
) -> ReadSurvey:
    path = folder / f"answers-{abs(hash(str(rows)))}.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    return read_survey(open_table(path), asked, how)


def counts(
    found: ReadSurvey, question: str = "TP01", tenure: str = "rented", *group: str
) -> dict[str, float]:
    return found.tallies[TallyKey(question, tenure, *group)]


# ---- one row for each person


def test_columns_are_known_by_code_or_title_and_the_rest_stays_behind(tmp_path: Path) -> None:
    head = ["Name", "Q1 TP01", "Satisfaction that the home is safe", "TP0", "Phone"]
    found = read(tmp_path, [head, ["Ann", "Very satisfied", "don't know", "x", "020 7946 0018"]])
    assert found.kind == ANSWERS
    assert found.columns == {"TP01": "Q1 TP01", "TP05": "Satisfaction that the home is safe"}
    assert found.left_out == ("Name", "TP0", "Phone")
    assert counts(found) == {"very_satisfied": 1}
    assert counts(found, "TP05") == {"dont_know": 1}
    assert not {b"Ann", b"020"} & {found.content}


def test_words_are_read_and_what_is_no_answer_is_listed_by_row(tmp_path: Path) -> None:
    answers = [
        "very satisfied",
        "FAIRLY  SATISFIED",
        "1 - Very satisfied",
        "Neither satisfied nor dissatisfied",
        "Not applicable/Don’t know",
        "",
        "-",
        "satisfied",
        "4",
    ]
    found = read(tmp_path, [["Ref", "TP01"], *([n, a] for n, a in enumerate(answers, 1))])
    assert counts(found) == {
        "very_satisfied": 2,
        "fairly_satisfied": 1,
        "neither": 1,
        "dont_know": 1,
        "": 2,
        "#unknown": 2,
    }
    assert [row for row, _ in found.problems] == [9, 10]
    assert "“satisfied” in “TP01” is no answer to TP01." in found.problems[0][1]
    assert found.remarks == ("TP01: 2 answers could not be read and are not counted.",)


def test_numbers_are_never_guessed(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Ref", "TP01"], [1, "1"], [2, "5"], [3, "5.0"], [4, "6"]]
    with pytest.raises(InputError, match=r"None of 4 answers .* Say what numbers mean"):
        read(tmp_path, rows)
    first = read(
        tmp_path, rows, SurveyPlan(tenure="rented", numbers="best-first", answers={"6": "dont_know"})
    )
    assert counts(first) == {"very_satisfied": 1, "very_dissatisfied": 2, "dont_know": 1}
    last = read(tmp_path, rows, SurveyPlan(tenure="rented", numbers="best-last", answers={"6": "blank"}))
    assert counts(last) == {"very_dissatisfied": 1, "very_satisfied": 2, "": 1}


def test_rented_and_shared_ownership_are_counted_apart(tmp_path: Path) -> None:
    rows = [
        ["Tenure", "TP01", "TP02"],
        ["LCRA", "Very satisfied", "Very satisfied"],
        ["Shared ownership", "Very satisfied", "Fairly satisfied"],
        ["boat", "Very satisfied", ""],
    ]
    found = read(tmp_path, rows, SurveyPlan())
    assert counts(found) == counts(found, "TP02") == {"very_satisfied": 1}
    assert counts(found, "TP01", "shared") == {"very_satisfied": 1}
    assert counts(found, "TP02", "shared") == {"#not-asked": 1}
    assert (found.row_count, found.skipped) == (2, 1)
    assert found.columns["tenure"] == "Tenure"
    assert "“boat” says no kind of home" in found.problems[0][1]
    assert any("TP02 is asked of some kinds of homes only: 1 answer" in r for r in found.remarks)
    with pytest.raises(InputError, match="Say whose answers these are"):
        read(tmp_path, [["Ref", "TP01"], [1, "Very satisfied"]], SurveyPlan())


def test_who_has_nothing_to_say_is_not_in_the_base(tmp_path: Path) -> None:
    head = ["Repair?", "TP02"]
    rows = [
        ["yes", "Very satisfied"],
        ["No", "Very dissatisfied"],
        ["maybe", "Fairly satisfied"],
        ["yes", ""],
    ]
    how = SurveyPlan(tenure="rented", columns={"Repair?": "TP02.repair"})
    found = read(tmp_path, [head, *rows], how)
    assert counts(found, "TP02") == {"very_satisfied": 1, "fairly_satisfied": 1, "#filtered": 1, "": 1}
    assert found.columns == {"TP02": "TP02", "TP02.repair": "Repair?"}
    assert "neither yes nor no" in found.problems[0][1]
    named = read(tmp_path, [["TP02.repair", "TP02"], *rows])
    assert named.columns == found.columns | {"TP02.repair": "TP02.repair"}
    assert counts(named, "TP02") == counts(found, "TP02")


def test_two_columns_for_one_question_are_asked_about(tmp_path: Path) -> None:
    rows = [["TP01 now", "TP01 last year"], ["Very satisfied", "Neither"]]
    with pytest.raises(InputError, match=r"“TP01 now” and “TP01 last year” could each be TP01"):
        read(tmp_path, rows)
    how = SurveyPlan(tenure="rented", columns={"TP01 now": "TP01"})
    assert counts(read(tmp_path, rows, how)) == {"very_satisfied": 1}
    both = read(tmp_path, [["TP01 or TP05", "TP01"], ["x", "Very satisfied"]])
    assert both.columns == {"TP01": "TP01"}


@pytest.mark.parametrize(
    ("how", "said"),
    [
        (SurveyPlan(columns={"Nowhere": "TP01"}), "no column “Nowhere”"),
        (SurveyPlan(columns={"TP01": "TP99"}), "no question “TP99”"),
        (SurveyPlan(numbers="up"), "Choose one of: best-first, best-last"),
        (SurveyPlan(answers={"fine": "good"}), "“good” is no answer"),
        (SurveyPlan(tenure="boat"), "no kind of home “boat”"),
        (SurveyPlan(tenure="rented", groups=["Ethnic group"]), "unless you insist"),
    ],
)
def test_a_plan_that_does_not_fit_is_refused(tmp_path: Path, how: SurveyPlan, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read(tmp_path, [["TP01", "Ethnic group"], ["Very satisfied", "x"]], how)
    with pytest.raises(InputError, match="No column names a question"):
        read(tmp_path, [["a", "b"], ["1", "2"]])
    with pytest.raises(InputError, match="no row with answers"):
        read(tmp_path, [["TP01", "b"]])


def test_groups_are_counted_when_asked_for_and_never_name_people(tmp_path: Path) -> None:
    rows = [["TP01", "Ward", "Ethnic group"], *[["Very satisfied", "North", "x"]] * 3]
    how = SurveyPlan(tenure="rented", groups=["Ward"])
    found = read(tmp_path, rows, how)
    assert counts(found, "TP01", "rented", "Ward", "North") == counts(found) == {"very_satisfied": 3}
    kept = SurveyPlan(tenure="rented", groups=["Ethnic group"], keep=["Ethnic group"])
    assert counts(read(tmp_path, rows, kept), "TP01", "rented", "Ethnic group", "x") == {"very_satisfied": 3}
    named = [["TP01", "Ward"], ["Very satisfied", "ann@example.org"]]
    with pytest.raises(InputError, match="names people"):
        read(tmp_path, named, how)
    with pytest.raises(InputError, match="more than 200 different values"):
        read(tmp_path, [["TP01", "Ward"], *(["Very satisfied", f"w{n}"] for n in range(201))], how)


# ---- counts


def test_counts_come_in_with_a_column_for_each_answer_or_a_row(tmp_path: Path) -> None:
    wide = [
        ["Question", "Tenure", "Very satisfied", "Fairly satisfied", "Neither", "Don't know"],
        ["TP01 Overall", "LCRA", "40", "1,000", "[x]", "7"],
        ["TP05", "LCHO", "2", "1.5", "", "0"],
        ["TP02", "LCHO", "2", "1", "1", "1"],
        ["Parking", "LCRA", "2", "1", "1", "1"],
    ]
    found = read(tmp_path, wide, SurveyPlan())
    assert found.kind == COUNTED
    assert counts(found) == {"very_satisfied": 40, "fairly_satisfied": 1000, "dont_know": 7}
    assert counts(found, "TP05", "shared") == {"very_satisfied": 2, "dont_know": 0}
    assert [row for row, _ in found.problems] == [3, 5]
    assert found.remarks == ("1 row left out: the question is not asked of these homes.",)
    weighted = read(tmp_path, wide, SurveyPlan(weighted=True))
    assert counts(weighted, "TP05", "shared")["fairly_satisfied"] == 1.5
    tall = [
        ["Question", "Answer", "Count", "Ward"],
        ["TP08", "Strongly agree", "4", ""],
        ["TP08", "Agree", "5", ""],
        ["TP08", "Agree", "9", ""],
        ["TP08", "Very satisfied", "9", ""],
        ["TP08", "Agree", "2", "North"],
    ]
    found = read(tmp_path, tall, SurveyPlan(tenure="rented", groups=["Ward"]))
    assert counts(found, "TP08") == {"strongly_agree": 4, "agree": 5}
    assert counts(found, "TP08", "rented", "Ward", "North") == {"agree": 2}
    assert [row for row, _ in found.problems] == [4, 5]


# ---- kept


def big(tmp_path: Path) -> ReadSurvey:
    """60 people in four wards: 31 of 52 satisfied, 5 don't know, 3 without an answer."""
    rows = [["TP01", "Ward", "Comment", "Name"]]
    for n in range(60):
        answer = "Very satisfied" if n < 20 else "Fairly satisfied" if n < 31 else "Fairly dissatisfied"
        answer = "Don't know" if 52 <= n < 57 else "" if n >= 57 else answer
        ward = "East" if n in (1, 2, 50) else "West" if n % 5 == 0 else "North" if n % 2 else "South"
        comment = "Nobody rang back." if n == 4 else "Ring me on 020 7946 0018" if n == 5 else ""
        rows.append([answer, ward, comment, f"P{n}"])
    return read(tmp_path, rows, SurveyPlan(tenure="rented", groups=["Ward"], comments=["Comment"]))


def keep(ws: Workspace, found: ReadSurvey, check: str, **more: object) -> str:
    how = SurveyPlan(tenure="rented", groups=["Ward"])
    return keep_survey(ws, found, TSM, how, facts(check, **more))


def test_a_survey_is_kept_whole_and_can_be_counted_again(ws: Workspace, check: str, tmp_path: Path) -> None:
    made = keep(ws, big(tmp_path), check, homes={"rented": 1_240}, method="All tenants.")
    survey = ws.need(Survey, made)
    assert (survey.kind, survey.set_id, survey.edition, survey.row_count) == (ANSWERS, "tsm", "2024", 60)
    assert json.loads(survey.left_out) == ["Name"]
    assert json.loads(survey.reading)["columns"] == {"TP01": "TP01"}
    total = next(r for r in ws.store.find(SurveyResult, survey_id=made) if not r.group_column)
    assert (total.base, total.dont_know, total.blank, total.population) == (52, 5, 3, 1_240)
    assert json.loads(total.counts) == {
        "very_satisfied": 20,
        "fairly_satisfied": 11,
        "fairly_dissatisfied": 21,
    }
    assert total.list_sha256 == survey.sha256
    assert recount(ws, made) == []
    with pytest.raises(InputError, match="These answers are here already"):
        keep(ws, big(tmp_path), check)
    assert "survey" in history.undo(ws)
    assert ws.store.find(SurveyResult) == []


def test_a_changed_result_is_found_by_counting_again(ws: Workspace, check: str, tmp_path: Path) -> None:
    made = keep(ws, big(tmp_path), check)
    one = ws.store.find(SurveyResult, survey_id=made)[0]
    ws.store.record([Edit(SurveyResult, one.id, {"dont_know": one.dont_know + 1})], author="x")
    assert recount(ws, made) == ["TP01 (rented) comes to other counts than the kept ones."]
    ws.store.record([Edit(SurveyResult, one.id, remove=True)], author="x")
    assert recount(ws, made) == ["1 result of the content are not among the kept ones."]
    ws.store.record([Edit(Survey, made, {"sha256": "0" * 64})], author="x")
    with pytest.raises(DamagedFileError):
        recount(ws, made)


def test_own_words_become_notes_only_when_asked_for(ws: Workspace, check: str, tmp_path: Path) -> None:
    found = big(tmp_path)
    assert [text for _, text in found.comments] == ["Nobody rang back."]
    assert any("stays behind. It holds a phone number." in said for _, said in found.problems)
    keep(ws, found, check)
    (note,) = ws.store.find(EvidenceNote)
    assert (note.text, note.how, note.source, note.exact_words) == (
        "Nobody rang back.",
        "told",
        "tenant",
        True,
    )
    assert ws.store.count(NoteQuestion, note_id=note.id) == 1
    quiet = read(tmp_path, [["TP01", "Comment"], ["Very satisfied", "Thank you"]])
    assert quiet.comments == ()
    assert quiet.left_out == ("Comment",)


def test_a_result_says_the_count_first_and_hides_small_groups(
    ws: Workspace, check: str, tmp_path: Path
) -> None:
    made = keep(ws, big(tmp_path), check, homes={"rented": 1_240})
    (found,) = results(ws, survey_library(), made)
    said = words(found)
    assert said[0] == (
        "TP01 Overall satisfaction, rented homes: 31 of 52 (60 %) "
        "said “very satisfied” or “fairly satisfied”."
    )
    assert "13.3 points either way, between 46 % and 72 %, 19 times of 20 (Wilson)" in said[1]
    assert said[2] == "With 1,240 homes it takes 294 answers to be within 5 points: 242 too few."
    assert said[3] == "Not counted: 5 said “don’t know” or “not applicable”; 3 gave no answer."
    text = " ".join(said)
    assert "East" not in text
    assert "not shown: 2 groups" in text  # West goes with East
    assert "West" not in text
    told = json.dumps(document(found))
    assert "East" not in told
    assert "West" not in told
    assert found.accuracy is not None
    assert not found.accuracy.met


def test_a_small_survey_gets_no_percentage_anywhere(ws: Workspace, check: str, tmp_path: Path) -> None:
    words_given = ["Very satisfied"] * 7 + ["Neither"] * 5
    rows: list[list[object]] = [["Ref", "TP01"], *([n, word] for n, word in enumerate(words_given))]
    made = keep_survey(ws, read(tmp_path, rows), TSM, RENTED, facts(check))
    (found,) = results(ws, survey_library(), made, "tp01", "LCRA")
    text = "\n".join(words(found))
    assert "7 of 12 said" in text
    assert "%" not in text
    told = document(found)
    assert (told["share"], told["interval"], told["points"]) == (None, None, None)
    note = ws.need(EvidenceNote, keep_result(ws, found))
    assert "%" not in note.text
    assert (note.value, note.how, note.source) == ("7 of 12", "measured", "tenant")
    assert "Landlord's survey, by post, 2025/26." in note.text
    assert keep_result(ws, found) == note.id
    numbers = numbers_of(ws, note.id)
    assert (numbers["hits"], numbers["base"], numbers["share"], numbers["survey"]) == (7, 12, None, made)
    with pytest.raises(InputError, match="no question “TP99”"):
        results(ws, survey_library(), made, "TP99")


def test_nothing_is_kept_without_its_facts(ws: Workspace, check: str, tmp_path: Path) -> None:
    found = big(tmp_path)
    for more in ({"period": " "}, {"source": ""}, {"homes": {"rented": 0}}, {"homes": {"boat": 3}}):
        with pytest.raises(InputError):
            keep(ws, found, check, **more)
    with pytest.raises(InputError):
        keep_survey(ws, found, TSM, RENTED, facts("nowhere"))
    assert ws.store.find(Survey) == []


def test_a_survey_goes_with_its_results_and_comes_back(ws: Workspace, check: str, tmp_path: Path) -> None:
    made = keep(ws, big(tmp_path), check)
    count = ws.store.count(SurveyResult)
    remove_survey(ws, made)
    assert ws.store.get(Attachment, link_id(made, CONTENT)) is None
    assert ws.store.count(SurveyResult) == 0
    history.undo(ws)
    assert ws.store.count(SurveyResult) == count
    assert recount(ws, made) == []


# ---- weights


def weighted_rows(weights: Sequence[object]) -> list[list[object]]:
    rows: list[list[object]] = [["TP01", "Weight"]]
    rows += [["Very satisfied" if n % 2 else "Neither", w] for n, w in enumerate(weights)]
    return rows


WEIGHTED = SurveyPlan(tenure="rented", weight="Weight")


def test_a_weight_for_each_person_weighs_the_answers_and_counts_people(
    ws: Workspace, check: str, tmp_path: Path
) -> None:
    weights = [3 if n % 2 else "1.0" for n in range(40)]
    found = read(tmp_path, weighted_rows(weights), WEIGHTED)
    assert counts(found) == {"very_satisfied": 20, "neither": 20}
    assert found.weights[TallyKey("TP01", "rented")] == {"very_satisfied": (60, 180), "neither": (20, 20)}
    assert found.columns == {"TP01": "TP01", "weight": "Weight"}
    assert found.left_out == ()
    made = keep_survey(ws, found, TSM, WEIGHTED, facts(check, homes={"rented": 4_000}))
    (record,) = ws.store.find(SurveyResult, survey_id=made)
    assert (record.base, record.weighted) == (40, True)
    assert json.loads(record.counts) == {"very_satisfied": [20, 60.0, 180.0], "neither": [20, 20.0, 20.0]}
    assert recount(ws, made) == []
    (one,) = results(ws, survey_library(), made)
    said = words(one)
    assert said[0].endswith("20 of 40 (weighted: 75 %) said “very satisfied” or “fairly satisfied”.")
    # 40 people are as sure as 32: 80 * 80 / 200
    assert "17.2 points either way, between 57 % and 87 %" in said[1]
    assert "The answers of 40 people are weighted: they are as sure as 32 answers" in said[2]
    told = document(one)
    assert (told["base"], told["share"], told["effective"]) == (40, 0.75, pytest.approx(32))
    assert told["counts"] == {"very_satisfied": 20, "neither": 20}
    ws.store.record(
        [Edit(SurveyResult, record.id, {"counts": '{"very_satisfied": [20, 60, 181]}'})], author="x"
    )
    assert len(recount(ws, made)) == 1


def test_few_people_with_great_weights_are_few(ws: Workspace, check: str, tmp_path: Path) -> None:
    rows = [["TP01", "Weight", "Ward"]]
    rows += [["Very satisfied" if n % 2 else "Neither", "900" if n < 4 else "1", "East" if n < 4 else "West"]
             for n in range(29)]  # fmt: skip
    how = SurveyPlan(tenure="rented", weight="Weight", groups=["Ward"])
    made = keep_survey(ws, read(tmp_path, rows, how), TSM, how, facts(check))
    (one,) = results(ws, survey_library(), made)
    text = "\n".join(words(one))
    assert "14 of 29 said" in text
    assert "%" not in text
    assert "East" not in text
    assert document(one)["effective"] is None


@pytest.mark.parametrize(
    "weight",
    ["-1", "heavy", "inf", "nan", "0", "1e30", "", "1e-30", "0x10", "1.2.3", "0,85", "1,034", "1,234.5"],
)
def test_a_weight_that_is_none_leaves_its_row_out(tmp_path: Path, weight: str) -> None:
    found = read(tmp_path, weighted_rows(["2", weight, "1e0", ".5", "1000"]), WEIGHTED)
    assert (found.row_count, found.skipped) == (4, 1)
    ((row, said),) = found.problems
    assert row == 3
    assert said.endswith("The row was left out.")
    assert "no weight" in said
    with pytest.raises(InputError, match=r"no row with answers that can be read\. Row 2: .*no weight"):
        read(tmp_path, weighted_rows([weight, weight]), WEIGHTED)


def test_a_column_that_is_named_twice_is_one(ws: Workspace, check: str, tmp_path: Path) -> None:
    rows = [["TP01", "Ward", "Comment"]] + [["Very satisfied", "North", "Nobody rang back."]] * 12
    found = read(
        tmp_path, rows, SurveyPlan(tenure="rented", groups=["Ward", "Ward"], comments=["Comment", "Comment"])
    )
    assert counts(found, "TP01", "rented", "Ward", "North") == {"very_satisfied": 12}
    assert len(found.comments) == 12


@pytest.mark.parametrize(
    ("cell", "count"),
    [("12,5", None), ("0,853", None), ("1,234", 1234), ("12,345,678", 12_345_678), ("1,23,456", None)],
)
def test_a_comma_stands_between_thousands_or_the_count_is_not_read(
    tmp_path: Path, cell: str, count: int | None
) -> None:
    rows = [["Question", "Answer", "Count"], ["TP08", "Agree", "3"], ["TP08", "Strongly agree", cell]]
    found = read(tmp_path, rows, SurveyPlan(tenure="rented", weighted=True))
    assert counts(found, "TP08").get("strongly_agree") == count
    assert [row for row, _ in found.problems] == ([] if count else [3])


def test_who_is_in_no_group_cannot_be_worked_out_from_counts(
    ws: Workspace, check: str, tmp_path: Path
) -> None:
    """40 people in all, 20 in the north and 15 in the south: five are in neither."""
    rows = [["Question", "Answer", "Count", "Area"]]
    rows += [["TP08", "Agree", "25", ""], ["TP08", "Disagree", "15", ""]]
    rows += [["TP08", "Agree", "14", "North"], ["TP08", "Disagree", "6", "North"]]
    south = [["TP08", "Agree", "8", "South"], ["TP08", "Disagree", "7", "South"]]
    how = SurveyPlan(tenure="rented", groups=["Area"])
    made = keep_survey(ws, read(tmp_path, rows + south, how), TSM, how, facts(check))
    (one,) = results(ws, survey_library(), made)
    assert [[(s.group, s.tally.base) for s in g.shown] for g in one.groups] == [[("North", 20)]]
    assert one.groups[0].hidden == 1
    south = [["TP08", "Agree", "11", "South"], ["TP08", "Disagree", "9", "South"]]
    whole = keep_survey(ws, read(tmp_path, rows + south, how), TSM, how, facts(check, period="2001/02"))
    (one,) = results(ws, survey_library(), whole)
    assert [s.group for s in one.groups[0].shown] == ["North", "South"]


def test_a_result_of_homes_that_nobody_knows_is_refused_in_a_sentence(
    ws: Workspace, check: str, tmp_path: Path
) -> None:
    how = SurveyPlan(tenure="rented")
    made = keep_survey(ws, read(tmp_path, [["TP01"], ["Neither"]], how), TSM, how, facts(check))
    (record,) = ws.store.find(SurveyResult, survey_id=made)
    ws.store.record([Edit(SurveyResult, record.id, {"tenure": "houseboats"})], author="x")
    with pytest.raises(InputError, match="no kind of home “houseboats”"):
        results(ws, survey_library(), made)


def test_a_column_of_weights_is_nothing_else(tmp_path: Path) -> None:
    rows = weighted_rows([1, 2])
    for how, said in (
        (SurveyPlan(tenure="rented", weight="Wait"), "no column “Wait”"),
        (SurveyPlan(tenure="rented", weight="TP01", columns={"TP01": "TP01"}), "is two things"),
        (SurveyPlan(tenure="rented", weight="Weight", groups=["Weight"]), "is two things"),
    ):
        with pytest.raises(InputError, match=said):
            read(tmp_path, rows, how)
    with pytest.raises(InputError, match="No column names a question"):
        read(tmp_path, rows, SurveyPlan(tenure="rented", weight="TP01"))
    with pytest.raises(InputError, match="no weight for each person"):
        read(tmp_path, [["Question", "Answer", "Count"], ["TP01", "Neither", 3]], SurveyPlan(weight="Count"))


# ---- two surveys of the same people


def people(tmp_path: Path, count: int, *groups: str, good: int = 31) -> tuple[ReadSurvey, SurveyPlan]:
    """So many people: the first are satisfied; in wards of 20, 18 and so on, and in two halves."""
    rows = [["TP01", "Ward", "Half"]]
    rows += [["Very satisfied" if n < good else "Neither", f"W{n % 3}", f"H{n % 2}"] for n in range(count)]
    how = SurveyPlan(tenure="rented", groups=groups)
    return read(tmp_path, rows, how), how


def test_groups_of_the_same_people_are_not_shown_twice(ws: Workspace, check: str, tmp_path: Path) -> None:
    made = list[str]()
    for column, title in (("Ward", "Wards"), ("Half", "Halves")):
        found, how = people(tmp_path, 60, column)
        made.append(keep_survey(ws, found, TSM, how, facts(check, title=title)))
    for survey, other in zip(made, ("Halves", "Wards"), strict=True):
        (one,) = results(ws, survey_library(), survey)
        said = words(one)
        assert "31 of 60 (52 %)" in said[0]
        assert one.groups == ()
        assert said[-1].startswith(f"Groups are not shown: “{other}” may be about the same people")
        assert document(one)["groups"] == []
        assert document(one)["not_shown"] == one.hidden
    remove_survey(ws, made[1])
    (one,) = results(ws, survey_library(), made[0])
    assert (len(one.groups), one.hidden) == (1, "")


def test_a_part_of_the_same_people_is_not_shown_beside_the_whole(
    ws: Workspace, check: str, tmp_path: Path
) -> None:
    whole, part = (people(tmp_path, n) for n in (60, 56))
    first = keep_survey(ws, whole[0], TSM, whole[1], facts(check, title="All", homes={"rented": 900}))
    second = keep_survey(ws, part[0], TSM, part[1], facts(check, title="Part", homes={"rented": 900}))
    (shown,), (hidden,) = (results(ws, survey_library(), each) for each in (first, second))
    assert "31 of 60" in words(shown)[0]
    text = json.dumps([words(hidden), document(hidden)])
    assert "“All” may be about the same people" in words(hidden)[0]
    assert "56" not in text
    assert (hidden.total, hidden.record, hidden.accuracy) == (None, None, None)
    with pytest.raises(InputError, match="may be about the same people"):
        keep_result(ws, hidden)
    apart = plan.add_check(ws, "rc12", "Another survey")
    third = keep_survey(ws, part[0], TSM, part[1], facts(apart, period="2024/25"))
    assert "31 of 56" in words(results(ws, survey_library(), third)[0])[0]


def areas(people: dict[tuple[str, str], int]) -> list[list[object]]:
    rows: list[list[object]] = [["TP01", "Region", "Ward"]]
    for (region, ward), count in people.items():
        rows += [["Very satisfied" if n % 2 else "Neither", region, ward] for n in range(count)]
    return rows


def test_groups_inside_groups_are_refused_when_they_give_a_few_people_away(tmp_path: Path) -> None:
    both = SurveyPlan(tenure="rented", groups=["Region", "Ward"])
    # Ward D has 4 people, so C is hidden too; but the south less ward B leaves those of D alone.
    few = {("North", "A"): 30, ("North", "C"): 14, ("South", "B"): 25, ("South", "D"): 4}
    with pytest.raises(InputError, match=r"“Ward” lies inside “Region”: .* people of “South” said"):
        read(tmp_path, areas(few), both)
    turned = SurveyPlan(tenure="rented", groups=["Ward", "Region"])
    with pytest.raises(InputError, match="“Ward” lies inside “Region”"):
        read(tmp_path, areas(few), turned)
    for one in ("Region", "Ward"):
        assert read(tmp_path, areas(few), SurveyPlan(tenure="rented", groups=[one])).row_count == 73
    enough = {**few, ("South", "D"): 12}
    assert read(tmp_path, areas(enough), both).row_count == 81
    crossed = {(r, w): 9 for r in ("North", "South") for w in ("A", "B", "C")}
    assert read(tmp_path, areas(crossed), both).row_count == 54  # no group lies inside another


# ---- compared with an earlier one


def kept(ws: Workspace, tmp_path: Path, good: int, base: int, **more: object) -> str:
    found, how = people(tmp_path, base, good=good)
    check = plan.add_check(ws, "rc12", f"Survey of {more.get('period')}")
    return keep_survey(ws, found, TSM, how, facts(check, **more))


def test_a_change_is_said_with_what_it_may_be(ws: Workspace, tmp_path: Path) -> None:
    library = survey_library()
    before = kept(ws, tmp_path, 55, 100, period="2024/25", method="By post", title="Last year")
    now = kept(ws, tmp_path, 64, 100, period="2025/26", method="by post.", title="This year")
    (found,) = results(ws, library, now)
    said = change_words(change_since(ws, library, found, before))
    assert said[0] == (
        "64 of 100 (64 %), before 55 of 100 (55 %): 9 points more. The change lies between 5 points less and "
        "23 points more, 19 times of 20: maybe only chance (Newcombe)."
    )
    assert said[1:] == ["Before: “Last year” (Landlord's survey, by post, 2024/25)."]
    clear = kept(ws, tmp_path, 90, 100, period="2026/27", method="By post")
    (much,) = results(ws, library, clear)
    said = change_words(change_since(ws, library, much, before))
    assert "35 points more. The change lies between 23 and 46 points more" in said[0]
    assert "more than chance" in said[0]
    back = change_words(change_since(ws, library, results(ws, library, before)[0], clear))
    assert "35 points less. The change lies between 23 and 46 points less" in back[0]
    same = kept(ws, tmp_path, 90, 100, period="2027/28", method="By post")
    assert ": about the same." in change_words(change_since(ws, library, much, same))[0]
    assert [s.period for s in other_surveys(ws, found.survey)] == ["2024/25", "2027/28", "2026/27"]


def test_few_answers_are_never_compared(ws: Workspace, tmp_path: Path) -> None:
    library = survey_library()
    before = kept(ws, tmp_path, 20, 29, period="2024/25")
    (found,) = results(ws, library, kept(ws, tmp_path, 64, 100, period="2025/26"))
    change = change_since(ws, library, found, before)
    assert change.found is None
    text = "\n".join(change_words(change))
    assert "64 of 100 (64 %), before 20 of 29." in text
    assert "points" not in text
    assert change_document(change)["change"] is None


def test_what_else_was_different_is_said(ws: Workspace, tmp_path: Path) -> None:
    library = survey_library()
    before = kept(ws, tmp_path, 55, 100, period="2024/25", method="By phone", source="Agency")
    now = kept(ws, tmp_path, 64, 101, period="2025/26", method="By post", source="Landlord")
    ws.store.record([Edit(Survey, before, {"edition": "2023"})], author="x")
    (found,) = results(ws, library, now)
    said = " ".join(change_since(ws, library, found, before).warnings)
    assert "asked in another way: “By phone” before, “By post” now" in said
    assert "edition 2023 before, 2024 now" in said
    assert "“Agency” before, “Landlord” now" in said
    ws.store.record([Edit(Survey, before, {"method": ""})], author="x")
    assert "not written down for both surveys" in " ".join(change_since(ws, library, found, before).warnings)
    ws.store.record([Edit(Survey, before, {"kind": "capture"})], author="x")
    assert "the team asked people" in " ".join(change_since(ws, library, found, before).warnings)


def test_surveys_that_must_not_be_compared_are_refused(ws: Workspace, check: str, tmp_path: Path) -> None:
    library = survey_library()
    one, other = people(tmp_path, 60), people(tmp_path, 90)
    first = keep_survey(ws, one[0], TSM, one[1], facts(check))
    second = keep_survey(ws, other[0], TSM, other[1], facts(check))
    (found,) = results(ws, library, first)
    for wrong in (first, second):
        with pytest.raises(InputError, match="no earlier survey"):
            change_since(ws, library, found, wrong)
    assert other_surveys(ws, found.survey) == []
    safe = read(tmp_path, [["TP05"], *[["Very satisfied"]] * 40])
    third = keep_survey(ws, safe, TSM, RENTED, facts(check, period="2020/21"))
    with pytest.raises(InputError, match="no answers to this question"):
        change_since(ws, library, found, third)
    fourth = kept(ws, tmp_path, 55, 100, period="2024/25")
    (record,) = ws.store.find(SurveyResult, survey_id=fourth)
    ws.store.record([Edit(SurveyResult, record.id, {"positive": '["very_satisfied"]'})], author="x")
    with pytest.raises(InputError, match="Other answers were counted as good ones"):
        change_since(ws, library, found, fourth)


# ---- interviews


def interview(ws: Workspace, answers: dict[str, str]) -> str:
    made = plan.add_check(ws, "rc12", "Interview")
    guided.record_consent(ws, made, "the tenant, spoken")
    check = guided.begin_check(ws, made)
    for item, told in answers.items():
        one = next(
            a for a in asked_of(ws, check, ws.store.find(EvidenceNote, check_id=made)) if a.item.id == item
        )
        word = {"value": told} if one.item.choices else {"rating": told}
        guided.answer(ws, check, one, **word)
    return made


def test_interviews_are_counted_one_check_a_person(ws: Workspace, check: str) -> None:
    people = [
        {"rc12.i01": "fully", "rc12.i08": "slight", "rc12.i12": "yes", "rc12.i13": "hardly"},
        {"rc12.i01": "mostly", "rc12.i08": "unknown", "rc12.i12": "no"},
        {"rc12.i01": "not_asked", "rc12.i08": "no_problem"},
    ]
    checks = [interview(ws, person) for person in people]
    made = collect_survey(ws, STATUS, facts(check), [*checks, checks[0]])
    by_question = {r.question_id: r for r in ws.store.find(SurveyResult, survey_id=made)}
    assert json.loads(by_question["overall"].counts) == {"very_satisfied": 1, "fairly_satisfied": 1}
    assert by_question["overall"].blank == 1
    assert json.loads(by_question["nuisance"].counts) == {"no_problem": 1, "slight": 1}
    assert by_question["nuisance"].dont_know == 1
    assert json.loads(by_question["repairs"].counts) == {"fairly_dissatisfied": 1}
    assert (by_question["repairs"].filtered, by_question["repairs"].blank) == (1, 1)
    assert recount(ws, made) == []
    found = results(ws, survey_library(), made, "overall")[0]
    assert "BVPI 74 Overall satisfaction, rented homes: 2 of 2 said" in words(found)[0]
    assert ws.need(Survey, made).row_count == 3
    more = [*checks, interview(ws, {"rc12.i01": "fully"})]
    again = collect_survey(ws, STATUS, facts(check), more)
    assert [s.id for s in ws.store.find(Survey)] == [again]  # it stands in the place of the first count
    assert results(ws, survey_library(), again, "overall")[0].hidden == ""
    empty = plan.add_check(ws, "rc12", "Nobody in")
    with pytest.raises(InputError, match="No answer to"):
        collect_survey(ws, STATUS, facts(check), [empty])
    assert ws.need(RealityCheck, empty).status == "planned"


# ---- always


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["very satisfied", "neither", "don't know", "", "?"]), st.sampled_from("ABC")
        ),
        min_size=1,
        max_size=60,
    )
)
def test_what_was_counted_is_what_the_kept_content_comes_to(people: list[tuple[str, str]]) -> None:
    import tempfile
    import zlib

    from tia_desktop.domain.case_content import rows_of

    with tempfile.TemporaryDirectory() as folder:
        rows = [["TP01", "Ward"], ["very satisfied", "A"], *map(list, people)]
        found = read(Path(folder), rows, SurveyPlan(tenure="rented", groups=["Ward"]))
    assert count_content(rows_of([zlib.decompress(found.content)])).tallies == found.tallies
    total = found.tallies[TallyKey("TP01", "rented")]
    parts = [counts for key, counts in found.tallies.items() if key.group_column]
    assert sum(total.values()) == len(people) + 1
    for answer, number in total.items():
        assert sum(part.get(answer, 0) for part in parts) == number
