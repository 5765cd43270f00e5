"""A look at a table of answers: what is proposed, what a person has to decide, which words are unknown."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest

from tia_desktop.domain.survey_sets import plain_words
from tia_desktop.frameworks.surveys import survey_library
from tia_desktop.importers.case_tables import open_table
from tia_desktop.services.survey_columns import SurveyPlan
from tia_desktop.services.survey_look import (
    MOST_WORDS,
    Look,
    best_set,
    doubts,
    has_numbers,
    look_at,
    own_words,
    proposed,
    unknown_words,
)

LIBRARY = survey_library()
TSM, STATUS = LIBRARY.set("tsm"), LIBRARY.set("status")


def look(folder: Path, rows: Sequence[Sequence[object]]) -> Look:
    path = folder / "answers.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    return look_at(open_table(path))


def test_the_words_of_a_set_are_read_once_however_wide_a_table_is(monkeypatch: pytest.MonkeyPatch) -> None:
    read = list[str]()

    def counted(text: str) -> str:
        read.append(text)
        return plain_words(text)

    monkeypatch.setattr("tia_desktop.services.survey_columns.plain_words", counted)
    head = ["TP01", *(f"Column {n}" for n in range(400))]
    assert proposed(head, TSM)["TP01"] == "TP01"
    assert len(read) < 2 * len(head)


def test_columns_are_proposed_by_their_names_and_never_twice(tmp_path: Path) -> None:
    head = ["Ref", "Q1 TP01", "TP05 now", "TP05 before", "Tenure", "TP02.repair", "Weight", "TP10"]
    assert proposed(head, TSM) == {
        "Ref": "",
        "Q1 TP01": "TP01",
        "TP05 now": "",
        "TP05 before": "",
        "Tenure": "tenure",
        "TP02.repair": "TP02.repair",
        "Weight": "",
        "TP10": "TP10",
    }
    said = doubts(head, TSM)
    assert set(said) == {"TP05 now", "TP05 before", "Weight"}
    assert "TP05" in said["TP05 now"]
    assert "weight" in said["Weight"]


def test_words_are_remembered_with_how_often_they_are_there(tmp_path: Path) -> None:
    rows = [["TP01", "Email", "Comment", "Many"]]
    rows += [["so so", "ann@example.org", "Nobody rang back about the gate, all of last week.", str(n)]
             for n in range(99)]  # fmt: skip
    found = look(tmp_path, rows)
    answers, mail, comment, many = found.columns
    assert found.rows == 99
    assert answers.words == (("so so", 99),)
    assert mail.personal
    assert (own_words(comment), own_words(answers)) == (True, False)
    assert len(many.words) == MOST_WORDS


def test_unknown_words_say_where_they_stand_and_what_they_could_be(tmp_path: Path) -> None:
    rows = [
        ["Had one?", "TP02", "TP08"],
        *[["maybe", "so so", "so so"]] * 3,
        ["yes", "Very satisfied", "Agree"],
    ]
    found = look(tmp_path, rows)
    how = SurveyPlan(columns={"TP02": "TP02", "TP08": "TP08", "Had one?": "TP02.repair"})
    first, second = unknown_words(found, TSM, how)
    assert (first.word, first.count, first.columns) == ("so so", 6, ("TP02", "TP08"))
    known = dict(first.answers)
    assert known["very_satisfied"] == "Very satisfied"
    assert known["strongly_agree"] == "Strongly agree"
    assert (second.word, second.answers) == ("maybe", (("yes", "Yes"), ("no", "No")))
    told = SurveyPlan(columns=how.columns, answers={"maybe": "no", "so so": "very_satisfied"})
    assert [word.columns for word in unknown_words(found, TSM, told)] == [("TP08",)]
    assert not has_numbers(found, TSM, how)


def test_numbers_are_seen_until_they_have_a_meaning(tmp_path: Path) -> None:
    found = look(tmp_path, [["TP01"], *[[str(n % 5 + 1)] for n in range(20)]])
    how = SurveyPlan(columns={"TP01": "TP01"})
    assert has_numbers(found, TSM, how)
    meant = SurveyPlan(columns={"TP01": "TP01"}, numbers="best-first")
    assert unknown_words(found, TSM, meant) == []
    assert has_numbers(found, TSM, meant)  # the choice stays to be seen


def test_the_set_is_the_one_that_the_table_names(tmp_path: Path) -> None:
    assert best_set(look(tmp_path, [["TP01", "TP02"], ["x", "y"]]), LIBRARY, "status") == TSM
    topics: list[list[object]] = [["Condition of home", "Value for money of rent"], ["x", "y"]]
    assert best_set(look(tmp_path, topics), LIBRARY, "tsm") == STATUS
    counts: list[list[object]] = [
        ["Question", "Very satisfied", "Neither"],
        ["TP01", 3, 4],
        ["TP05 Safe", 3, 4],
    ]
    assert best_set(look(tmp_path, counts), LIBRARY, "status") == TSM
    nothing = look(tmp_path, [["a", "b"], ["x", "y"]])
    assert best_set(nothing, LIBRARY, "tsm") == TSM
    assert best_set(nothing, LIBRARY, "status") == STATUS


def test_answers_of_a_table_of_counts_can_be_unknown_too(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Question", "Answer", "Count"],
        ["TP01", "Happy", 3],
        ["TP08", "Agree", 4],
        ["TP01", "Neither", 5],
    ]
    (unknown,) = unknown_words(look(tmp_path, rows), TSM, SurveyPlan())
    assert (unknown.word, unknown.columns) == ("Happy", ("Answer",))
    assert {"very_satisfied", "agree"} <= set(dict(unknown.answers))
