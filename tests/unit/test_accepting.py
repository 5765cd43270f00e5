"""Accepting a warning: with a reason, as it was said, and never what must be put right."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes import FakeStore
from tests.helpers.stores import begin, new_file
from tia_desktop.domain.changes import Edit
from tia_desktop.domain.conclude_records import AcceptedWarning
from tia_desktop.domain.errors import InputError
from tia_desktop.services import accepting, capture, conclude, plan, readiness
from tia_desktop.services.capture import NoteDraft
from tia_desktop.services.history import redo, undo
from tia_desktop.services.readiness import OpenProblem
from tia_desktop.services.readiness_problem import OWN_LANDLORD
from tia_desktop.services.workspace import Workspace

KEY = "question-with-few-kinds:j1.kq1"


@pytest.fixture(params=["memory", "file"])
def ws(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Workspace]:
    made = begin(FakeStore() if request.param == "memory" else new_file(tmp_path / "A.tia"))
    yield made
    made.store.close()


def the(ws: Workspace, key: str) -> OpenProblem:
    (found,) = [p for p in readiness.open_problems(ws) if p.key == key]
    return found


def test_what_is_accepted_stands_in_nobodys_way_and_keeps_who_and_why(ws: Workspace) -> None:
    ws.author = "Ruth"
    before = readiness.standing(readiness.open_problems(ws))
    accepting.accept(ws, KEY, "  Looked at last year. ")
    problem = the(ws, KEY)
    assert (problem.accepted, problem.accepted_by) == ("Looked at last year.", "Ruth")
    after = readiness.standing(readiness.open_problems(ws))
    assert {p.key for p in before} - {p.key for p in after} == {KEY}
    kept = ws.need(AcceptedWarning, KEY)
    assert (kept.rule, kept.record_id, kept.said) == (*KEY.split(":"), problem.sentence)
    assert kept.accepted_at


def test_another_sentence_is_to_be_accepted_anew(ws: Workspace) -> None:
    accepting.accept(ws, KEY, "Looked at last year.")
    check = plan.add_check(ws, "rc07", "Elm Park")
    capture.add_note(ws, NoteDraft(text="Clean.", check_id=check, questions=["j1.kq1"]))
    problem = the(ws, KEY)
    assert (problem.accepted, problem.lapsed) == ("", "Looked at last year.")
    accepting.accept(ws, KEY, "One visit is enough here.")
    assert the(ws, KEY).accepted == "One visit is enough here."


def test_one_action_undone_and_brought_back(ws: Workspace) -> None:
    accepting.accept(ws, KEY, "Looked at last year.")
    undo(ws)
    assert not the(ws, KEY).accepted
    redo(ws)
    assert the(ws, KEY).accepted
    accepting.withdraw(ws, KEY)
    assert not the(ws, KEY).accepted
    undo(ws)
    assert the(ws, KEY).accepted


@pytest.mark.parametrize(
    ("key", "reason", "says"),
    [
        (KEY, " \n", "Say why"),
        (KEY, "x" * 2_001, "2,000 characters"),
        (KEY, "Ask ann@example.org about it.", "Your reason holds an e-mail address"),
        ("no-judgement:j1", "Later.", "must be put right"),
        ("question-with-few-kinds:j9", "Later.", "does not stand in the way"),
        ("", "Later.", "does not stand in the way"),
    ],
)
def test_what_cannot_be_accepted_says_why(ws: Workspace, key: str, reason: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        accepting.accept(ws, key, reason)
    assert ws.store.count(AcceptedWarning) == 0


def test_nobody_accepts_what_they_did_not_read(ws: Workspace) -> None:
    said = the(ws, KEY).sentence
    check = plan.add_check(ws, "rc07", "Elm Park")
    capture.add_note(ws, NoteDraft(text="Clean.", check_id=check, questions=["j1.kq1"]))
    with pytest.raises(InputError, match="changed in the meantime"):
        accepting.accept(ws, KEY, "Fine.", said=said)
    accepting.accept(ws, KEY, "Fine.", said=the(ws, KEY).sentence)


def test_taking_back_what_nobody_accepted(ws: Workspace) -> None:
    with pytest.raises(InputError, match="nothing to take back"):
        accepting.withdraw(ws, KEY)


@pytest.mark.parametrize("rule", OWN_LANDLORD)
@pytest.mark.parametrize("level", ["blocks", "warns"])
def test_own_landlord_can_never_be_accepted(
    ws: Workspace, rule: str, level: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not by asking, and not by a record that came from somewhere else."""
    problem = OpenProblem(level, rule, "Maureen rents here.", "guidance para 35", "m1")
    monkeypatch.setattr(readiness, "_found", lambda _: iter([problem]))
    with pytest.raises(InputError, match="own landlord"):
        accepting.accept(ws, problem.key, "She is careful.")
    forged = {"rule": rule, "record_id": "m1", "said": problem.sentence, "reason": "She is careful."}
    ws.store.record([Edit(AcceptedWarning, problem.key, forged)], author="Eve")
    assert readiness.open_problems(ws) == [problem]
    assert readiness.standing([problem]) == [problem]


def test_a_block_stays_a_block_whatever_a_record_says(ws: Workspace) -> None:
    finding = conclude.record_finding(ws, "Lifts fail.", "weakness", ["j1.kq2"])
    block = the(ws, f"finding-without-evidence:{finding}")
    forged = {"rule": block.rule, "record_id": finding, "said": block.sentence, "reason": "Trust me."}
    ws.store.record([Edit(AcceptedWarning, block.key, forged)], author="Eve")
    assert the(ws, block.key) == block
