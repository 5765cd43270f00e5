"""Every real form is read or refused in a sentence, runs, and agrees with another evaluator."""

import math
import random
import warnings
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyxform.xls2xform import convert

from tests.helpers.form_answers import answer_all, some_answers
from tests.helpers.xform_oracle import Oracle, boolean, string
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.expression_values import as_boolean, as_text
from tia_desktop.domain.expressions import evaluate
from tia_desktop.domain.form_run import FormRun
from tia_desktop.domain.forms import AS_TEXT, Item, Section
from tia_desktop.importers.xlsform import ReadForm, read_xlsform

NOW = datetime(2026, 3, 9, 14, 30, tzinfo=UTC)
REFUSED = {
    "main__cascading_selects__duplicate_choice_form.xlsx": "two choices of one list have the same name",
    "main__transportation__transportation_export.xlsx": "the column type is missing",
    "viewer__xlsx_output__xlsx_output.xlsx": "is no type of question",
    "bug_calculate_without_calculation.xls": "in row 34",
    "unknown_question_type.xls": "these columns mean the same: bind:relevant, relevance",
}
FLAT = {"flat_xlsform_test.xlsx"}  # its groups leave no trace in the XForm, so the keys cannot be compared
UNUSABLE = {"calculate.xls", "pull_data.xlsx"}


@pytest.fixture(scope="module")
def forms(shared_data: Path) -> list[Path]:
    found = sorted(shared_data.glob("data/c2-xlsform-*/*.xls*"))
    assert len(found) == 84
    return found


@cache
def read(path: Path) -> ReadForm:
    return read_xlsform(path)


@cache
def xform(path: Path) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return str(convert(str(path), validate=False).xform)


@pytest.fixture(scope="module")
def usable(forms: list[Path]) -> list[Path]:
    return [path for path in forms if path.name not in REFUSED and path.name not in UNUSABLE]


def test_every_form_is_read_or_refused_in_one_sentence(forms: list[Path]) -> None:
    refused = {}
    for path in forms:
        try:
            read(path)
        except InputError as error:
            refused[path.name] = error.sentence
    assert refused.keys() == REFUSED.keys()
    for name, sentence in refused.items():
        assert REFUSED[name] in sentence
        assert len(sentence) < 300
        assert "http" not in sentence


def test_what_has_no_question_left_is_refused_item_by_item(forms: list[Path]) -> None:
    unusable = {path.name for path in forms if path.name not in REFUSED and not read(path).usable}
    assert unusable == UNUSABLE


def test_what_is_not_supported_is_listed(forms: list[Path]) -> None:
    by_name = {path.name: path for path in forms}
    osm = read(by_name["api__osm__osm.xlsx"]).losses
    assert [(loss.where, loss.result) for loss in osm] == [
        ("osm_road", "left out"),
        ("osm_building", "left out"),
    ]
    external = read(by_name["api__select_one_external.xlsx"]).losses
    assert [(loss.where, loss.result) for loss in external] == [("county", AS_TEXT), ("city", AS_TEXT)]
    broken = read(by_name["main__transportation__error_test_form.xlsx"]).losses
    assert [loss.part for loss in broken] == ["calculation"]
    assert "“)” is missing at the end" in broken[0].sentence
    table = read(by_name["pull_data.xlsx"]).losses
    assert "pulldata" in table[0].sentence


def agree(ours: str, theirs: str) -> bool:
    try:
        return math.isclose(float(ours), float(theirs), rel_tol=1e-9)
    except ValueError:
        return ours == theirs


def differences(path: Path, seed: int) -> list[str]:
    """Say where we and the other evaluator differ, for answers made up from a seed."""
    form = read(path).form
    answers, entries = some_answers(form, random.Random(seed))
    run = FormRun(form, answers, now=NOW, entries=entries)
    other = Oracle(xform(path), answers | meta(run), entries | run.repeats(), NOW)
    asked = {posed.key: posed for posed in run.asked()}
    every = run.questions()
    wrong = [
        f"{key}: asked {key in asked}"
        for key, q in every.items()
        if q.is_asked and (key in asked) != other.relevant[key]
    ]
    answered = run.answers()
    wrong += [
        f"{key}: {answered.get(key, '')!r} against {other.text(key)!r}"
        for key, question in every.items()
        if not question.default
        and question.kind != "meta"
        and not agree(answered.get(key, ""), other.text(key))
    ]
    for key, posed in asked.items():
        wrong += question_differences(run, other, key, posed.answer)
    return wrong


def meta(run: FormRun) -> dict[str, str]:
    """What a telephone would have filled in, and first answers."""
    known = run.answers()
    return {k: known.get(k, "") for k, q in run.questions().items() if q.kind == "meta" or q.default}


PARTS = (
    ("relevant", "relevant"),
    ("constraint", "constraint"),
    ("calculation", "calculate"),
    ("required", "required"),
)


def bare(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """The form without what decides, so that each of its conditions can be asked with any answers."""
    return tuple(
        replace(item, relevant="", items=bare(item.items))
        if isinstance(item, Section)
        else replace(item, relevant="", calculation="", default="")
        for item in items
    )


def each_condition(path: Path, seed: int) -> tuple[int, list[str]]:
    """Work out every condition of a form on its own; return how many, and where the evaluators differ."""
    form = read(path).form
    answers, entries = some_answers(form, random.Random(seed))
    plain = replace(form, items=bare(form.items))
    run = FormRun(plain, answers, now=NOW, entries=entries)
    other = Oracle(xform(path), run.answers(), entries | run.repeats(), NOW, settles=False)
    by_path, count, wrong = {item.path: item for item in form.walk()}, 0, list[str]()
    for key, (theirs, node) in other.nodes.items():
        item = by_path.get(theirs.partition("/")[2].partition("/")[2])
        for ours, name in PARTS:
            condition = getattr(item, ours, "") if item else ""
            if not condition or not other.bound(theirs, name):
                continue
            expected, count = other.evaluate(other.bound(theirs, name), node), count + 1
            given = evaluate(condition, run, run.place(key))
            same = agree(as_text(given), string(expected)) if ours == "calculation" else False
            if not same and as_boolean(given) != boolean(expected):
                wrong.append(f"{key}: {condition} gives {given!r}, not {expected!r}")
    return count, wrong


def test_every_condition_of_every_form_agrees_with_another_evaluator(usable: list[Path]) -> None:
    total, found = 0, {}
    for path in (p for p in usable if p.name not in FLAT):
        for seed in range(12):
            count, wrong = each_condition(path, seed)
            total += count
            if wrong:
                found[f"{path.name} {seed}"] = wrong
    assert found == {}
    assert total > 5_000


def question_differences(run: FormRun, other: Oracle, key: str, answer: str) -> list[str]:
    question = run.questions()[key]
    problem = run.problem(key) if question.takes_answer else ""
    if question.choices and [c.name for c in run.choices(key)] != other.choices(key):
        return [f"{key}: choices"]
    if question.choices and not set(answer.split()) <= {c.name for c in run.choices(key)}:
        return [] if problem else [f"{key}: an answer that is no choice"]
    if not question.takes_answer:
        return []
    if answer:
        bad = not other.holds(key, "constraint", fallback=True)
        typed = problem.startswith(("Write ", "Choose one", "Choose a number"))
        return [] if typed or bad == bool(problem) else [f"{key}: constraint for {answer!r}"]
    missing = other.holds(key, "required", fallback=False)
    return [] if missing == bool(problem) else [f"{key}: required"]


def test_skip_logic_rules_and_choices_agree_with_another_evaluator(usable: list[Path]) -> None:
    found = {}
    for path in (p for p in usable if p.name not in FLAT):
        for seed in range(4):
            if wrong := differences(path, seed):
                found[f"{path.name} {seed}"] = wrong
    assert found == {}


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data(), seed=st.integers(0, 2**32))
def test_generated_answers_agree_with_another_evaluator(
    usable: list[Path], data: st.DataObject, seed: int
) -> None:
    path = data.draw(st.sampled_from([p for p in usable if p.name not in FLAT]))
    assert differences(path, seed) == []


def test_the_forms_run_to_their_end(usable: list[Path]) -> None:
    stuck = {}
    for path in usable:
        run, left = answer_all(read(path).form, NOW, random.Random(1))
        if left or run.troubles:
            stuck[path.name] = (left, run.troubles)
    accepted = len(usable) + len(UNUSABLE)
    assert (len(usable) - len(stuck)) / accepted >= 0.9, stuck
    assert stuck == {}
