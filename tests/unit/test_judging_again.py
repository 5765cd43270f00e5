"""Judging again: what was thought before stays, with why it was left. Undo takes all of it back."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from tests.helpers.stores import begin, new_file
from tia_desktop.domain.conclude_records import EarlierView
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.records import Judgement, JudgementFinding
from tia_desktop.services import conclude, history, judging, readiness
from tia_desktop.services.earlier_views import earlier_views
from tia_desktop.services.workspace import Workspace


@pytest.fixture
def ws(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    """An inspection in which every look at the clock is a minute later: people take their time."""
    made = begin(new_file(tmp_path / "a.tia"))
    made.author = "Ann"
    minutes = count()
    monkeypatch.setattr(made.store, "now", lambda: f"2026-11-22T10:{next(minutes):02}:00+00:00")
    yield made
    made.store.close()


@pytest.fixture
def lifts(ws: Workspace) -> str:
    return conclude.record_finding(ws, "Lifts fail", "weakness", ["j1.kq2"])


@pytest.fixture
def doors(ws: Workspace) -> str:
    return conclude.record_finding(ws, "Doors stay broken", "weakness", ["j1.kq2"])


def test_leaving_a_level_needs_a_reason_why(ws: Workspace, lifts: str) -> None:
    judging.judge(ws, "j1", "fair", "Lifts fail.", [lifts])
    with pytest.raises(InputError, match=r"“Fair” before\. Say what changed your view"):
        judging.judge(ws, "j1", "good", "Lifts work.", [lifts], because="  ")
    assert ws.need(Judgement, "j1").rating == "fair"
    assert ws.store.count(EarlierView) == 0


def test_a_finding_that_was_removed_since_had_decided_it_all_the_same(
    ws: Workspace, lifts: str, doors: str
) -> None:
    judging.judge(ws, "j1", "fair", "F1 and F2.", [lifts, doors])
    judging.judge(ws, "j1", "good", "F1.", [lifts], because="Doors were mended.")
    history.undo(ws)
    conclude.remove_finding(ws, doors)
    judging.judge(ws, "j1", "good", "F1.", [lifts], because="Doors were mended.")
    (past,) = earlier_views(ws, "j1")
    assert [(f.label, f.text, f.removed) for f in past.findings] == [
        ("F1", "Lifts fail", False),
        ("F2", "Doors stay broken", True),
    ]


def test_what_changed_a_view_names_nobody(ws: Workspace, lifts: str) -> None:
    judging.judge(ws, "j1", "fair", "Lifts fail.", [lifts])
    with pytest.raises(InputError, match="What changed your view holds a phone number"):
        judging.judge(ws, "j1", "good", "Lifts work.", [lifts], because="07700 900123 rang.")
    assert ws.store.count(EarlierView) == 0


def test_an_earlier_view_that_tells_who_somebody_is_stands_in_the_way(ws: Workspace, lifts: str) -> None:
    def said() -> list[tuple[str, bool]]:
        found = [p for p in readiness.open_problems(ws) if p.rule == "personal-data"]
        return [(p.sentence, p.may_accept) for p in found]

    judging.judge(ws, "j1", "fair", "Lifts fail: ann@example.com.", [lifts])
    assert [sentence.startswith("Look at the reason for") for sentence, _ in said()] == [True]
    judging.judge(ws, "j1", "good", "Lifts work.", [lifts], because="They were mended.")
    ((sentence, may_accept),) = said()
    assert "earlier views of “How good is the service?”. One holds an e-mail address" in sentence
    assert may_accept


def test_the_same_level_again_asks_nothing_and_keeps_nothing(ws: Workspace, lifts: str) -> None:
    judging.judge(ws, "j1", "fair", "Lifts fail.", [lifts])
    judging.judge(ws, "j1", "fair", "Lifts fail often.", [lifts], because="no reason needed")
    assert ws.store.count(EarlierView) == 0


def test_a_reason_without_a_level_was_no_view(ws: Workspace, lifts: str) -> None:
    judging.type_reason(ws, "j1", "Lifts may fail.")
    judging.judge(ws, "j1", "fair", "Lifts fail.", [lifts])
    assert ws.store.count(EarlierView) == 0


def test_the_earlier_view_is_kept_as_it_was_decided(ws: Workspace, lifts: str, doors: str) -> None:
    judging.judge(ws, "j1", "fair", "Lifts fail.", [lifts])
    before = ws.need(Judgement, "j1")
    ws.author = "Zed"
    judging.type_reason(ws, "j1", "Lifts work again, doors do not.")  # typed over before the level is left
    judging.judge(ws, "j1", "good", "Lifts work again.", [doors], because="We went back in May.")
    (past,) = earlier_views(ws, "j1")
    view = past.view
    assert (view.rating, view.reason, view.author, view.decided_at) == (
        "fair", "Lifts fail.", "Ann", before.decided_at,
    )  # fmt: skip
    assert (view.because, view.left_by) == ("We went back in May.", "Zed")
    assert [(f.id, f.label, f.text, f.removed) for f in past.findings] == [(lifts, "F1", "Lifts fail", False)]


def test_undo_gives_a_reason_back_to_whoever_wrote_it_in_one_step(ws: Workspace, lifts: str) -> None:
    judging.judge(ws, "j1", "fair", "Lifts fail.", [lifts])
    before = ws.need(Judgement, "j1")
    ws.author = "Zed"
    judging.type_reason(ws, "j1", "Lifts work again.")
    assert ws.need(Judgement, "j1").author == "Zed"
    history.undo(ws)
    after = ws.need(Judgement, "j1")
    assert (after.reason, after.author, after.decided_at) == (before.reason, "Ann", before.decided_at)


def test_saving_the_same_level_again_makes_its_newer_reason_the_one_that_is_kept(
    ws: Workspace, lifts: str
) -> None:
    judging.judge(ws, "j1", "fair", "Lifts fail.", [lifts])
    judging.type_reason(ws, "j1", "Lifts fail in four blocks.")
    judging.judge(ws, "j1", "fair", "Lifts fail in four blocks.", [lifts])
    judging.type_reason(ws, "j1", "Never mind.")
    judging.judge(ws, "j1", "poor", "Never mind.", [lifts], because="It got worse.")
    assert [p.view.reason for p in earlier_views(ws, "j1")] == ["Lifts fail in four blocks."]


def test_earlier_views_come_newest_first_and_by_judgement(ws: Workspace, lifts: str) -> None:
    for level, why in (("poor", ""), ("fair", "one"), ("good", "two")):
        judging.judge(ws, "j1", level, f"It is {level}.", [lifts], because=why)
    judging.judge(ws, "j2", "uncertain", "No plan.", [lifts])
    assert [(p.view.rating, p.view.because) for p in earlier_views(ws, "j1")] == [
        ("fair", "two"), ("poor", "one"),
    ]  # fmt: skip
    assert earlier_views(ws, "j2") == []


def test_a_removed_finding_keeps_its_words_in_an_earlier_view(ws: Workspace, lifts: str, doors: str) -> None:
    judging.judge(ws, "j1", "fair", "Both.", [lifts, doors])
    judging.judge(ws, "j1", "good", "One.", [doors], because="Lifts were mended.")
    conclude.change_finding(ws, lifts, {"text": "Lifts fail at night"})
    conclude.remove_finding(ws, lifts)
    named = {f.label: (f.text, f.removed) for f in earlier_views(ws, "j1")[0].findings}
    assert named == {"F1": ("Lifts fail at night", True), "F2": ("Doors stay broken", False)}


def test_undo_takes_back_all_of_a_changed_view(ws: Workspace, lifts: str, doors: str) -> None:
    judging.judge(ws, "j1", "fair", "Lifts fail.", [lifts])
    judging.judge(ws, "j1", "good", "Doors.", [doors], because="We went back.")
    history.undo(ws)
    assert ws.need(Judgement, "j1").rating == "fair"
    assert [j.finding_id for j in ws.store.find(JudgementFinding)] == [lifts]
    assert ws.store.count(EarlierView) == 0
    history.redo(ws)
    assert [p.view.because for p in earlier_views(ws, "j1")] == ["We went back."]


def test_after_undo_the_view_that_came_back_is_the_one_that_is_kept(ws: Workspace, lifts: str) -> None:
    judging.judge(ws, "j1", "fair", "Lifts fail.", [lifts])
    judging.judge(ws, "j1", "fair", "Lifts fail all day.", [lifts])
    history.undo(ws)
    judging.judge(ws, "j1", "poor", "All of it.", [lifts], because="A new visit.")
    assert [p.view.reason for p in earlier_views(ws, "j1")] == ["Lifts fail."]


def test_both_judgements_may_be_left_as_one_action(ws: Workspace, lifts: str) -> None:
    first = [judging.Verdict("j1", "fair", "A", [lifts]), judging.Verdict("j2", "poor", "B", [lifts])]
    then = [
        judging.Verdict("j1", "good", "C", [lifts], "new visit"),
        judging.Verdict("j2", "promising", "D", [lifts], "new plan"),
    ]
    judging.judge_all(ws, first)
    judging.judge_all(ws, then)
    assert ws.store.count(EarlierView) == 2
    history.undo(ws)
    assert ws.store.count(EarlierView) == 0
    assert {j.rating for j in ws.store.find(Judgement)} == {"fair", "poor"}
