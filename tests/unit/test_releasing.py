"""Releasing to moderation: refused while something stands in the way; what changed since is said."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.helpers.stores import fill_sample
from tia_desktop.domain.changes import Edit
from tia_desktop.domain.conclude_records import AcceptedWarning, Release
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.records import Attachment, EvidenceLink, EvidenceNote
from tia_desktop.services import (
    accepting,
    capture,
    conclude,
    drivers,
    figure_links,
    history,
    indicators,
    judging,
    readiness,
    releasing,
)
from tia_desktop.services.readiness import OpenProblem
from tia_desktop.services.workspace import Workspace


@pytest.fixture
def ws(ws: Workspace) -> Workspace:
    ws.author = "Ann"
    return ws


@pytest.fixture
def judged(ws: Workspace) -> str:
    """Both judgements rest on a finding; return it."""
    finding = conclude.record_finding(ws, "Lifts fail", "weakness", ["j1.kq2"])
    both = (judging.Verdict("j1", "fair", "F1.", [finding]), judging.Verdict("j2", "poor", "F1.", [finding]))
    judging.judge_all(ws, both)
    return finding


@pytest.fixture
def ready(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing stands in the way: what readiness finds has its own tests."""
    monkeypatch.setattr(readiness, "open_problems", lambda _ws: [])


def test_it_refuses_with_how_much_stands_in_the_way(ws: Workspace, judged: str) -> None:
    count = len(readiness.standing(readiness.open_problems(ws)))
    assert count > 1
    with pytest.raises(InputError, match=f"^{count} things still stand in the way"):
        releasing.release(ws)
    assert ws.store.count(Release) == 0


def test_one_thing_is_enough(ws: Workspace, judged: str) -> None:
    problem = OpenProblem("warns", "inbox", "1 note in the inbox.", "ours", "")
    with pytest.raises(InputError, match=r"^1 thing still stands in the way"):
        releasing.refuse_unready(ws, [problem])


def test_what_was_accepted_stands_in_nobodys_way(ws: Workspace, judged: str) -> None:
    accepted = OpenProblem("warns", "inbox", "1 note in the inbox.", "ours", "", accepted="It came late.")
    releasing.refuse_unready(ws, [accepted])


def test_nobody_releases_without_both_judgements(ws: Workspace, ready: None) -> None:
    finding = conclude.record_finding(ws, "Lifts fail", "weakness", ["j1.kq2"])
    judging.judge(ws, "j1", "fair", "F1.", [finding])
    with pytest.raises(InputError, match="prospects"):
        releasing.release(ws)


def test_a_release_says_who_when_what(ws: Workspace, judged: str, ready: None) -> None:
    assert releasing.state(ws).last is None
    head = ws.store.log.head()[0]
    made = ws.need(Release, releasing.release(ws))
    assert releasing.levels_of(made) == {"j1": "fair", "j2": "poor"}
    assert (made.author, made.chain_head) == ("Ann", head)
    assert len(releasing.whole_of(made)) == 64
    assert made.released_at
    state = releasing.state(ws)
    assert (state.last, state.changed, state.earlier) == (made, (), ())


def _note(ws: Workspace) -> str:
    return capture.add_note(ws, capture.NoteDraft(text="It is out.", questions=["j1.kq2"]))


def _accept(ws: Workspace) -> None:
    values = {"rule": "inbox", "said": "x", "reason": "y"}
    ws.store.record([Edit(AcceptedWarning, "inbox:", values)], author="Ann")


CHANGES: dict[str, Callable[[Workspace, str], object]] = {
    "findings": lambda ws, f: conclude.change_finding(ws, f, {"text": "Lifts often fail"}),
    "evidence": lambda ws, f: conclude.link_evidence(ws, f, [_note(ws)]),
    "judgements": lambda ws, _: judging.type_reason(ws, "j1", "F1 above all."),
    "drivers": lambda ws, _: drivers.add_driver(ws, "Money", is_barrier=True, scope="corporate"),
    "accepted": lambda ws, _: _accept(ws),
}


@pytest.mark.parametrize("part", releasing.PARTS)
def test_what_changed_since_is_named(ws: Workspace, judged: str, ready: None, part: str) -> None:
    releasing.release(ws)
    CHANGES[part](ws, judged)
    ws.store.seal()
    assert releasing.state(ws).changed == (part,)


def test_a_note_that_carries_nothing_changes_nothing(ws: Workspace, judged: str, ready: None) -> None:
    releasing.release(ws)
    _note(ws)
    assert releasing.state(ws).changed == ()


BEHIND: dict[str, Callable[[Workspace, str, str], object]] = {
    "words": lambda ws, n, _: capture.change_note(ws, n, {"text": "It works."}),
    "rating": lambda ws, n, _: ws.store.record(
        [Edit(EvidenceNote, n, {"scheme": "four", "rating": "2"})], author="Ann"
    ),
    "photo": lambda ws, n, _: ws.store.record(
        [Edit(Attachment, "a1", {"note_id": n, "sha256": "0" * 64, "name": "lift.jpg"})], author="Ann"
    ),
    "figure": lambda ws, _, figure: indicators.change_figure(ws, figure, "value", "90"),
}


@pytest.mark.parametrize("what", BEHIND)
def test_what_a_finding_rests_on_is_part_of_a_release(
    ws: Workspace, judged: str, ready: None, what: str
) -> None:
    note = _note(ws)
    conclude.link_evidence(ws, judged, [note])
    figure = indicators.record_indicator(ws, ws.pack.indicators[0].code, 97.0, "2001/02", "The plan, p. 4")
    figure_links.link_figure(ws, judged, figure)
    releasing.release(ws)
    BEHIND[what](ws, note, figure)
    ws.store.seal()
    assert releasing.state(ws).changed == ("evidence",)
    history.undo(ws)
    assert releasing.state(ws).changed == ()


def test_what_was_undone_is_as_it_was(ws: Workspace, judged: str, ready: None) -> None:
    releasing.release(ws)
    conclude.change_finding(ws, judged, {"text": "Lifts often fail"})
    history.undo(ws)
    assert releasing.state(ws).changed == ()


def test_releasing_again_keeps_the_release_before(ws: Workspace, judged: str, ready: None) -> None:
    first = releasing.release(ws)
    judging.judge(ws, "j1", "good", "F1 is mended.", [judged], because="We went back.")
    second = releasing.release(ws)
    state = releasing.state(ws)
    assert state.last is not None
    assert (state.last.id, state.changed, [r.id for r in state.earlier]) == (second, (), [first])
    assert releasing.levels_of(state.earlier[0])["j1"] == "fair"


def test_undo_takes_a_release_back(ws: Workspace, judged: str, ready: None) -> None:
    releasing.release(ws)
    history.undo(ws)
    assert releasing.state(ws).last is None


def test_the_sample_is_released_when_everything_is_answered_or_accepted(ws: Workspace) -> None:
    """No stand-in: readiness, answers and acceptances are the real ones."""
    fill_sample(ws)
    for link in ws.store.find(EvidenceLink, stance="contradicts"):
        if not link.answer:
            conclude.answer_contradiction(ws, link.finding_id, link.note_id, "It happened once, in June.")
    for problem in readiness.standing(readiness.open_problems(ws)):
        with pytest.raises(InputError, match="in the way"):
            releasing.release(ws)
        accepting.accept(ws, problem.key, "The moderators know of it.")
    made = ws.need(Release, releasing.release(ws))
    assert set(releasing.levels_of(made)) == {"j1", "j2"}
    assert releasing.state(ws).changed == ()
