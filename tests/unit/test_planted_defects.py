"""Planted flaws: readiness finds all of them, each once, and nothing else; in a clean inspection nothing."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.fakes import FakeStore
from tests.helpers.defects import OFTEN, PLANTS, Made, generated, plant_all, some_of
from tests.helpers.stores import new_file
from tia_desktop.domain.conclude_records import Driver
from tia_desktop.domain.records import EvidenceNote, Finding, TeamMember
from tia_desktop.services import accepting, conclude
from tia_desktop.services.readiness import OpenProblem, open_problems, standing
from tia_desktop.services.readiness_problem import SUBJECT_OF
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.problems import target_of
from tia_desktop.ui.registry import SCREENS

SEEDS = range(12)
SINGLE = [(name, seed) for seed in range(3) for name in PLANTS][:100]
"""100 flaws, each alone in an inspection."""


@cache
def _clean(seed: int) -> Made:
    return generated(FakeStore(), seed)


def copy_of(seed: int) -> Made:
    """A clean inspection in memory, to do with as a test likes."""
    made = _clean(seed)
    store = deepcopy(made.ws.store)
    ws = Workspace(store, made.ws.pack, "Ruth")
    return Made(ws, Random(seed), dict(made.checks), deepcopy(made.by_question))


def keys_of(ws: Workspace) -> list[str]:
    """What readiness finds, each as often as it is found."""
    return sorted(problem.key for problem in open_problems(ws))


def test_there_are_a_hundred_and_of_every_rule() -> None:
    assert len(SINGLE) == 100
    made = copy_of(0)
    found = {key.split(":")[0] for name in PLANTS for key in plant_all(copy_of(0), [name])}
    assert found == set(SUBJECT_OF), "every rule is planted, and every planted rule has a subject"
    assert keys_of(made.ws) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_in_a_clean_inspection_nothing_is_found(seed: int) -> None:
    assert [p.sentence for p in open_problems(copy_of(seed).ws)] == []


@pytest.mark.parametrize("seed", range(2))
def test_in_a_clean_file_nothing_is_found(seed: int, tmp_path: Path) -> None:
    made = generated(new_file(tmp_path / "A.tia"), seed + 100)
    assert [p.sentence for p in open_problems(made.ws)] == []
    made.ws.store.close()


@pytest.mark.parametrize(("name", "seed"), SINGLE)
def test_a_flaw_is_found_once_and_nothing_else(name: str, seed: int) -> None:
    made = copy_of(seed)
    expected = sorted(plant_all(made, [name]))
    assert keys_of(made.ws) == expected


@pytest.mark.parametrize("seed", range(24))
def test_flaws_together_are_all_found_each_once(seed: int) -> None:
    made = copy_of(seed % len(SEEDS))
    rng = Random(seed)
    names = some_of(rng, rng.choice((0.1, 0.3, 0.6, 1.0)))
    names += [name for name in names if name in OFTEN and rng.random() < 0.5]
    expected = sorted(plant_all(made, names))
    assert keys_of(made.ws) == expected, names


@pytest.mark.parametrize("seed", range(3))
def test_all_at_once_in_a_file(seed: int, tmp_path: Path) -> None:
    made = generated(new_file(tmp_path / "A.tia"), seed)
    names = some_of(Random(seed), 1.0)
    expected = sorted(plant_all(made, names))
    assert len(expected) > 30
    assert keys_of(made.ws) == expected
    made.ws.store.close()


@pytest.mark.parametrize("name", PLANTS)
def test_every_problem_says_what_is_wrong_where_it_comes_from_and_leads_to_something(name: str) -> None:
    made = copy_of(0)
    plant_all(made, [name])
    for problem in open_problems(made.ws):
        assert problem.sentence.endswith(".")
        assert problem.source
        assert "  " not in problem.sentence
        target = target_of(made.ws, problem)
        assert target is not None, problem.rule
        assert target.screen in SCREENS
        assert_exists(made.ws, target.arguments, problem)


def assert_exists(ws: Workspace, arguments: dict[str, Any], problem: OpenProblem) -> None:
    """What a jump names is there."""
    known: dict[str, Callable[[Any], object]] = {
        "finding_id": lambda i: ws.need(Finding, i),
        "note_id": lambda i: ws.need(EvidenceNote, i),
        "at_note": lambda i: ws.need(EvidenceNote, i),
        "member_id": lambda i: ws.need(TeamMember, i),
        "driver_id": lambda i: ws.need(Driver, i),
        "judgement_id": ws.pack.judgement,
        "question_id": ws.pack.question,
        "event": lambda i: next(c for c in ws.pack.reference.clocks if c.start_event == i),
    }
    for name, value in arguments.items():
        if name in known:
            assert known[name](value), (problem.rule, name)
        else:
            assert name in ("page", "form", "evidence"), name


@pytest.mark.parametrize("seed", range(6))
def test_only_warnings_can_be_accepted_and_they_stand_in_the_way_no_more(seed: int) -> None:
    made = copy_of(seed)
    plant_all(made, some_of(Random(seed), 0.8))
    for problem in open_problems(made.ws):
        if problem.may_accept:
            accepting.accept(made.ws, problem.key, "We know, and it does not matter here.")
    left = standing(open_problems(made.ws))
    assert all(p.level == "blocks" and not p.may_accept for p in left)
    assert [p.key for p in open_problems(made.ws)] != [p.key for p in left]


def test_a_finding_takes_its_problems_along() -> None:
    """Whatever was planted at findings is gone with them."""
    made = copy_of(1)
    keys = [key for name in OFTEN for key in plant_all(made, [name])]
    about = {key: key.split(":")[1] for key in keys if made.ws.store.get(Finding, key.split(":")[1])}
    assert len(about) > 15
    for finding in dict.fromkeys(about.values()):
        conclude.remove_finding(made.ws, finding)
    assert keys_of(made.ws) == sorted(set(keys) - set(about))
