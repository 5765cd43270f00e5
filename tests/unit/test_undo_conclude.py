"""Undo and redo across all of concluding: whatever is done, in whatever order, one action is one step."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.helpers.stores import DEVICE, PNG, begin, dump, new_file, pack_and_bytes
from tia_desktop.domain.conclude_records import AcceptedWarning, Driver, FindingPrompt, SavedFilter
from tia_desktop.domain.errors import TiaError
from tia_desktop.domain.records import (
    Attachment,
    EvidenceLink,
    EvidenceNote,
    Finding,
    FindingQuestion,
    PerformanceIndicator,
    Record,
)
from tia_desktop.services import (
    accepting,
    capture,
    conclude,
    drivers,
    figure_links,
    grouping,
    indicators,
    judging,
    passages,
    photos,
    plan,
    prompt_cover,
    readiness,
    releasing,
    saved_filters,
)
from tia_desktop.services.capture import NoteDraft
from tia_desktop.services.history import redo, undo
from tia_desktop.services.ports import NoteFilter
from tia_desktop.services.workspace import Workspace
from tia_desktop.store.files import open_file
from tia_desktop.store.inspection_file import InspectionFile

Contents = dict[str, list[tuple[Any, ...]]]


def pick(ws: Workspace, cls: type[Record], number: int) -> str:
    found = ws.store.find(cls)
    return found[number % len(found)].id if found else "nobody"


def link(ws: Workspace, number: int, **equals: str) -> tuple[str, str]:
    found = ws.store.find(EvidenceLink, **equals)
    chosen = found[number % len(found)] if found else EvidenceLink(id="x")
    return chosen.finding_id, chosen.note_id


def question(ws: Workspace, number: int) -> str:
    return ws.pack.key_questions[number % len(ws.pack.key_questions)].id


def _photo(ws: Workspace, finding: str, note: str) -> None:
    photo = next((p.id for p in ws.store.find(Attachment, note_id=note)), "")
    passages.set_photo(ws, finding, note, photo)


def part(ws: Workspace, number: int) -> str:
    return ws.pack.sub_questions[number % len(ws.pack.sub_questions)].id


def _judge(ws: Workspace, n: int) -> None:
    spec = ws.pack.judgements[n % 2]
    level = spec.scale.levels[n % len(spec.scale.levels)].id
    judging.judge(ws, spec.id, level, f"Because {n}.", [pick(ws, Finding, n)], because="We saw more.")


def _judge_both(ws: Workspace, n: int) -> None:
    verdicts = [
        judging.Verdict(spec.id, spec.scale.levels[n % 3].id, "Both.", [pick(ws, Finding, n)], "We saw more.")
        for spec in ws.pack.judgements
    ]
    judging.judge_all(ws, verdicts)


def _accept(ws: Workspace, n: int) -> None:
    may = [p for p in readiness.open_problems(ws) if p.may_accept]
    accepting.accept(ws, may[n % len(may)].key if may else "nothing", f"It is known {n}.")


def _move(ws: Workspace, n: int) -> None:
    found = ws.store.find(FindingQuestion)
    chosen = found[n % len(found)] if found else FindingQuestion(id="x")
    grouping.move_finding(ws, chosen.finding_id, question(ws, n + 1), out_of=chosen.question_id)


ACTIONS: dict[str, Callable[[Workspace, int], Any]] = {
    "write a finding": lambda ws, n: conclude.record_finding(
        ws, f"Finding {n}", "weakness", [question(ws, n)], notes=[pick(ws, EvidenceNote, n)], draft=n > 6
    ),
    "change a finding": lambda ws, n: conclude.change_finding(
        ws, pick(ws, Finding, n), {"weight": ("high", "low", "")[n % 3], "text": f"Other words {n}"}
    ),
    "type a finding": lambda ws, n: conclude.type_finding(ws, pick(ws, Finding, n), f"Typed {n}"),
    "remove a finding": lambda ws, n: conclude.remove_finding(ws, pick(ws, Finding, n)),
    "link": lambda ws, n: conclude.link_evidence(
        ws, pick(ws, Finding, n), [pick(ws, EvidenceNote, n), pick(ws, EvidenceNote, n + 1)],
        ("supports", "contradicts", "context")[n % 3],
    ),
    "unlink": lambda ws, n: conclude.unlink_evidence(ws, *link(ws, n)),
    "answer": lambda ws, n: conclude.answer_contradiction(
        ws, *link(ws, n, stance="contradicts"), f"Repaired {n}." if n % 3 else ""
    ),
    "questions": lambda ws, n: conclude.set_finding_questions(
        ws, pick(ws, Finding, n), [question(ws, k) for k in range(n % 3 + 1)]
    ),
    "merge": lambda ws, n: grouping.merge_findings(ws, pick(ws, Finding, n), [pick(ws, Finding, n + 1)]),
    "split": lambda ws, n: grouping.split_finding(ws, *_one(link(ws, n)), f"Split {n}", "strength"),
    "move": _move,
    "parts": lambda ws, n: grouping.set_note_parts(
        ws, [pick(ws, EvidenceNote, n)], add=[part(ws, n)],
        remove=[part(ws, n + 1)],
    ),
    "passage": lambda ws, n: passages.set_passage(ws, *link(ws, n), 0, n + 1),
    "no passage": lambda ws, n: passages.clear_passage(ws, *link(ws, n)),
    "photo": lambda ws, n: _photo(ws, *link(ws, n)),
    "prompt": lambda ws, n: prompt_cover.answer_prompt(
        ws, pick(ws, Finding, n), ws.pack.prompts[n * 7].id
    ),
    "no prompt": lambda ws, n: prompt_cover.leave_prompt(
        ws, *pick(ws, FindingPrompt, n).rpartition(":")[::2]
    ),
    "figure": lambda ws, n: figure_links.link_figure(
        ws, pick(ws, Finding, n), pick(ws, PerformanceIndicator, n), "context" if n % 2 else "supports"
    ),
    "no figure": lambda ws, n: figure_links.unlink_figure(
        ws, pick(ws, Finding, n), pick(ws, PerformanceIndicator, n)
    ),
    "driver": lambda ws, n: drivers.add_driver(
        ws, f"Driver {n}", is_barrier=n > 4, scope="corporate", findings=[pick(ws, Finding, n)]
    ),
    "change a driver": lambda ws, n: drivers.change_driver(
        ws, pick(ws, Driver, n), is_barrier=n % 2 == 0, scope="service"
    ),
    "type a driver": lambda ws, n: drivers.type_driver(ws, pick(ws, Driver, n), f"Typed {n}"),
    "driver's findings": lambda ws, n: drivers.set_driver_findings(
        ws, pick(ws, Driver, n), [pick(ws, Finding, n), pick(ws, Finding, n + 1)]
    ),
    "remove a driver": lambda ws, n: drivers.remove_driver(ws, pick(ws, Driver, n)),
    "judge": _judge,
    "judge both": _judge_both,
    "type a reason": lambda ws, n: judging.type_reason(ws, ws.pack.judgements[n % 2].id, f"Typed {n}"),
    "accept": _accept,
    "withdraw": lambda ws, n: accepting.withdraw(ws, pick(ws, AcceptedWarning, n)),
    "release": lambda ws, n: releasing.release(ws),
    "save a filter": lambda ws, n: saved_filters.save_filter(ws, f"Filter {n % 3}", NoteFilter(query=str(n))),
    "rename a filter": lambda ws, n: saved_filters.rename_filter(ws, pick(ws, SavedFilter, n), f"Name {n}"),
    "remove a filter": lambda ws, n: saved_filters.remove_filter(ws, pick(ws, SavedFilter, n)),
    "undo": lambda ws, n: undo(ws),
    "redo": lambda ws, n: redo(ws),
}  # fmt: skip
MAY_TAKE_TWO = ("type a reason",)
"""Whoever begins to rewrite a reason takes it over first: that stands beside the burst of typing."""

STEPS = st.lists(st.tuples(st.sampled_from(sorted(ACTIONS)), st.integers(0, 9)), max_size=14)


def _one(pair: tuple[str, str]) -> tuple[str, list[str]]:
    return pair[0], [pair[1]]


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An inspection with something to conclude from; copying it is quicker than making it each time."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("seeded")
        patch.setenv("TIA_HOME", str(folder))
        patch.setattr(releasing, "refuse_unready", lambda *_: None)
        store = new_file(folder / "seeded.tia")
        ws = begin(store)
        check = plan.add_check(ws, "rc07", "Elm Park")
        notes = [
            capture.add_note(
                ws,
                NoteDraft(text=f"The lift in block {n} works.", check_id=check, questions=[question(ws, n)]),
            )
            for n in range(4)
        ]
        photos.attach_photo(ws, notes[0], "lift.png", PNG)
        for n in range(3):
            conclude.record_finding(ws, f"Lifts {n}", "strength", [question(ws, n)], notes=notes[n : n + 2])
        indicators.record_indicator(ws, ws.pack.indicators[0].code, 97.4, "2002/03", "Their return")
        store.close()
        yield folder / "seeded.tia"


def contents(store: InspectionFile) -> Contents:
    """All projections with their versions and row numbers left out: undo makes new ones of the same words."""
    return {
        name: sorted((row[1:2] + row[3:] for row in rows), key=repr)
        for name, rows in dump(store).items()
        if name != "tombstone"
    }


def actions(store: InspectionFile) -> int:
    return int(store.conn.execute("SELECT count(DISTINCT action) FROM change").fetchone()[0])


def do(ws: Workspace, store: InspectionFile, what: str, number: int) -> int:
    """Do one step; return how many steps of undo it made, those of undo and redo themselves left out."""
    before = actions(store)
    try:
        ACTIONS[what](ws, number)
    except TiaError:  # what the rules refuse is no failure, but nothing may be left of it
        store.seal()
        assert actions(store) == before
        return 0
    store.seal()
    made = actions(store) - before
    assert made <= (2 if what in MAY_TAKE_TWO else 1), what
    return made


@settings(max_examples=80, deadline=None)
@given(steps=STEPS)
def test_undo_all_is_the_start_and_redo_all_is_the_end(seeded: Path, steps: list[tuple[str, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "copy.tia"
        shutil.copyfile(seeded, path)
        store = open_file(path, device=DEVICE)
        try:
            ws = Workspace(store, pack_and_bytes()[0], "tester")
            start, done = contents(store), 0
            for what, number in steps:
                if what == "undo" and not done:
                    continue  # it would go below the start
                made = do(ws, store, what, number)
                done += -made if what == "undo" else made
            end = contents(store)
            for _ in range(done):
                assert undo(ws).startswith("Undone: ")
            assert contents(store) == start
            for _ in range(done):
                assert redo(ws).startswith("Brought back: ")
            assert contents(store) == end
            assert store.verify() == []
        finally:
            store.close()


@pytest.mark.parametrize("what", sorted(set(ACTIONS) - {"undo", "redo"}))
def test_each_action_is_said_in_words(seeded: Path, tmp_path: Path, what: str) -> None:
    """Every kind of action can happen here at all, and undo says it without the name of a record kind."""
    path = tmp_path / "copy.tia"
    shutil.copyfile(seeded, path)
    store = open_file(path, device=DEVICE)
    ws = Workspace(store, pack_and_bytes()[0], "tester")
    for needed in _BEFORE.get(what, ()):
        do(ws, store, needed, 1)
    assert do(ws, store, what, _NUMBER.get(what, 1)) >= 1
    said = undo(ws)
    assert "_" not in said
    assert said.endswith(".")
    store.close()


_NUMBER = {"remove a filter": 0, "change a driver": 2, "photo": 0}
_BEFORE = {
    "answer": ("link",),
    "no passage": ("passage",),
    "no prompt": ("prompt",),
    "no figure": ("figure",),
    "change a driver": ("driver",),
    "type a driver": ("driver",),
    "driver's findings": ("driver",),
    "remove a driver": ("driver",),
    "withdraw": ("accept",),
    "release": ("judge both",),
    "rename a filter": ("save a filter",),
    "remove a filter": ("save a filter",),
}
