"""Whatever people do, in whatever order: the file verifies, rebuilds bit for bit, and undo undoes."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.helpers.stores import DEVICE, LANDLORD, begin, dump, new_file, pack_and_bytes
from tia_desktop.domain.errors import TiaError
from tia_desktop.domain.records import EvidenceNote, Finding, RealityCheck, Record, TeamMember
from tia_desktop.domain.rules import ADVISER, rents_here
from tia_desktop.services import capture, conclude, guided, indicators, judging, plan, team
from tia_desktop.services.capture import NoteDraft
from tia_desktop.services.checklist import Asked
from tia_desktop.services.history import redo, undo
from tia_desktop.services.workspace import Workspace
from tia_desktop.store.files import open_file
from tia_desktop.store.inspection_file import InspectionFile
from tia_desktop.store.rebuild import rebuild

Step = tuple[str, int, str]
WORDS = st.text(max_size=12) | st.sampled_from(
    ["kitchen", LANDLORD, "Riverside homes ltd", "a\x00\ud800\r\n", "  "]
)
STEPS = st.lists(st.tuples(st.sampled_from("atTcqrfjlxmpoudRsgiI"), st.integers(0, 9), WORDS), max_size=25)


def pick(ws: Workspace, cls: type[Record], number: int) -> str:
    found = ws.store.find(cls)
    return found[number % len(found)].id if found else "nobody"


def question(ws: Workspace, number: int) -> str:
    return ws.pack.key_questions[number % len(ws.pack.key_questions)].id


def _answer(ws: Workspace, number: int, words: str) -> None:
    check = ws.need(RealityCheck, pick(ws, RealityCheck, number))
    item = ws.pack.template(check.template).items[number % 3]
    choices = ws.pack.scheme_for(item).choices
    guided.answer(
        ws, check, Asked(item), rating=choices[number % len(choices)].id if choices else "", place=words
    )


ACTIONS: dict[str, Callable[[Workspace, int, str], Any]] = {
    "a": lambda ws, n, w: capture.add_note(
        ws,
        NoteDraft(text=w, check_id="" if n < 5 else pick(ws, RealityCheck, n), questions=[question(ws, n)]),
    ),
    "t": lambda ws, n, w: capture.type_note(ws, pick(ws, EvidenceNote, n), w),
    "T": lambda ws, n, w: ws.store.type_text(
        EvidenceNote, pick(ws, EvidenceNote, n), "place" if n > 4 else "text", w, author="typist"
    ),
    "c": lambda ws, n, w: capture.change_note(
        ws, pick(ws, EvidenceNote, n), {"place": w, "exact_words": n > 4}
    ),
    "q": lambda ws, n, w: capture.set_questions(
        ws, pick(ws, EvidenceNote, n), [question(ws, k) for k in range(n % 3)]
    ),
    "r": lambda ws, n, w: capture.remove_note(ws, pick(ws, EvidenceNote, n)),
    "f": lambda ws, n, w: conclude.record_finding(
        ws, w, "strength", [question(ws, n)], notes=[pick(ws, EvidenceNote, n)]
    ),
    "j": lambda ws, n, w: judging.judge(
        ws,
        ws.pack.judgements[n % 2].id,
        ws.pack.judgements[n % 2].scale.levels[0].id,
        w,
        [pick(ws, Finding, n)],
    ),
    "l": lambda ws, n, w: conclude.link_evidence(
        ws, pick(ws, Finding, n), [pick(ws, EvidenceNote, n)], "context"
    ),
    "x": lambda ws, n, w: conclude.remove_finding(ws, pick(ws, Finding, n)),
    "m": lambda ws, n, w: team.add_member(ws, w, team.ROLES[n % 4], rents_from=w if n > 4 else ""),
    "p": lambda ws, n, w: plan.add_check(
        ws, ws.pack.templates[n].id, w, assigned_to=pick(ws, TeamMember, n) if n > 4 else ""
    ),
    "o": lambda ws, n, w: plan.assign(ws, pick(ws, RealityCheck, n), pick(ws, TeamMember, n)),
    "u": lambda ws, n, w: undo(ws),
    "d": lambda ws, n, w: redo(ws),
    "R": lambda ws, n, w: ws.store.type_text(
        TeamMember, pick(ws, TeamMember, n), "rents_from", w, author="typist"
    ),
    "s": lambda ws, n, w: ws.store.seal(),
    "g": _answer,
    "i": lambda ws, n, w: team.declare_not_own_landlord(ws, w),
    "I": lambda ws, n, w: indicators.record_indicator(
        ws, pack_and_bytes()[0].indicators[n].code, n / 3, w, w
    ),
}


def do(ws: Workspace, step: Step) -> bool:
    """Do one step; what the rules refuse is no failure."""
    try:
        ACTIONS[step[0]](ws, step[1], step[2])
    except TiaError:
        return False
    return True


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An inspection with nothing in it yet: copying it is quicker than making one for each example."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("fresh")
        patch.setenv("TIA_HOME", str(folder))
        store = new_file(folder / "fresh.tia")
        begin(store)
        store.close()
    return folder / "fresh.tia"


def with_copy(fresh: Path, act: Callable[[Workspace, InspectionFile], None]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "copy.tia"
        shutil.copyfile(fresh, path)
        store = open_file(path, device=DEVICE)
        try:
            act(Workspace(store, pack_and_bytes()[0], "tester"), store)
        finally:
            store.close()


def contents(store: InspectionFile) -> dict[str, list[tuple[Any, ...]]]:
    """All projections with their versions left out: undo makes new versions of the same words."""
    return {
        name: [row[:2] + row[3:] for row in rows] for name, rows in dump(store).items() if name != "tombstone"
    }


@settings(max_examples=60)
@given(steps=STEPS)
def test_the_file_verifies_and_rebuilds_bit_for_bit(fresh: Path, steps: list[Step]) -> None:
    def act(ws: Workspace, store: InspectionFile) -> None:
        for step in steps:
            do(ws, step)
        assert store.verify() == []
        store.seal()
        assert store.verify() == []
        before = dump(store)
        rebuild(store.conn)
        assert dump(store) == before
        assert store.verify() == []

    with_copy(fresh, act)


@settings(max_examples=60)
@given(steps=STEPS, last=STEPS.filter(lambda s: len(s) > 0))
def test_undo_restores_what_was_there_and_redo_brings_it_back(
    fresh: Path, steps: list[Step], last: list[Step]
) -> None:
    def act(ws: Workspace, store: InspectionFile) -> None:
        for step in steps:
            do(ws, step)
        store.seal()
        for step in last:
            if step[0] in "ud":
                continue
            before, head = contents(store), store.log.head()
            done = do(ws, step)
            store.seal()
            if not done or store.log.head() == head:
                continue
            after = contents(store)
            actions = 1
            # A step may be more than one action (answering an item first makes its note).
            while undo(ws) and contents(store) != before:
                actions += 1
                assert actions <= 3
            for _ in range(actions):
                redo(ws)
            assert contents(store) == after

    with_copy(fresh, act)


@settings(max_examples=60)
@given(steps=STEPS)
def test_no_order_of_edits_stores_an_adviser_at_their_own_landlord(fresh: Path, steps: list[Step]) -> None:
    def act(ws: Workspace, store: InspectionFile) -> None:
        for step in [*steps, ("m", 6, LANDLORD), ("i", 0, "Maureen"), ("R", 0, LANDLORD)]:
            do(ws, step)
            for member in store.find(TeamMember):
                assert not (member.role == ADVISER and rents_here(member, ws.inspection))
        store.seal()

    with_copy(fresh, act)
