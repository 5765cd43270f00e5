"""Values are tested against the pack whenever they are written, not only when a record is made."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tia_desktop.bootstrap import AppDesk
from tia_desktop.domain.errors import InputError, OwnLandlordError, UnknownRecordError
from tia_desktop.domain.records import CheckItem, EvidenceNote, Finding, Judgement, JudgementFinding
from tia_desktop.services import (
    capture,
    checklist,
    conclude,
    history,
    judging,
    notes_import,
    plan,
    report,
    team,
)
from tia_desktop.services.readiness import open_problems
from tia_desktop.services.workspace import Workspace


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    opened = AppDesk().new(
        tmp_path / "a.tia", pack_id="almo-2003", landlord="Riverside Homes (sample)", authority_type="london"
    )
    yield opened
    opened.store.close()


def a_note(ws: Workspace) -> str:
    return capture.add_note(ws, capture.NoteDraft(text="The lift is out.", questions=["j1.kq2"]))


def a_finding(ws: Workspace) -> str:
    return conclude.record_finding(ws, "Lifts fail", "weakness", ["j1.kq2"], notes=[a_note(ws)])


@pytest.mark.parametrize(
    "values",
    [
        {"how": "guessed"},
        {"source": "martian"},
        {"rating": "zzz"},
        {"scheme": "view", "rating": "zzz"},
        {"check_id": "nope"},
        {"item_id": "rc99.i01"},
        {"sensitivity": "secret"},
    ],
)
def test_a_note_never_takes_a_value_the_pack_does_not_know(ws: Workspace, values: dict[str, Any]) -> None:
    note = a_note(ws)
    with pytest.raises((InputError, UnknownRecordError)):
        capture.change_note(ws, note, values)
    assert report.build(ws).notes[0].id == note


def test_a_note_takes_values_the_pack_knows(ws: Workspace) -> None:
    note = a_note(ws)
    capture.change_note(ws, note, {"scheme": "view", "rating": "weak", "how": "told", "source": "staff"})
    assert report.build(ws).notes[0].rating_word == "Weak"


@pytest.mark.parametrize("values", [{"polarity": "bogus"}, {"status": "maybe"}, {"area_id": "moon"}])
def test_a_finding_never_takes_a_value_that_does_not_fit(ws: Workspace, values: dict[str, Any]) -> None:
    finding = a_finding(ws)
    with pytest.raises(InputError):
        conclude.change_finding(ws, finding, values)
    assert ws.need(Finding, finding).polarity == "weakness"


def test_both_judgements_are_one_action(ws: Workspace) -> None:
    finding = a_finding(ws)
    judging.judge_all(
        ws,
        [
            judging.Verdict("j1", "fair", "Lifts fail.", [finding]),
            judging.Verdict("j2", "promising", "A plan is there.", [finding]),
        ],
    )
    assert {j.id for j in ws.store.find(Judgement)} == {"j1", "j2"}
    history.undo(ws)
    assert ws.store.find(Judgement) == ws.store.find(JudgementFinding) == []


def test_half_a_pair_of_judgements_is_not_kept(ws: Workspace) -> None:
    finding = a_finding(ws)
    with pytest.raises(InputError, match="Say why"):
        judging.judge_all(
            ws,
            [
                judging.Verdict("j1", "fair", "Lifts fail.", [finding]),
                judging.Verdict("j2", "promising", " ", [finding]),
            ],
        )
    assert ws.store.find(Judgement) == []


def test_whoever_rewrites_a_reason_answers_for_it(ws: Workspace) -> None:
    ws.author = "Ann"
    judging.judge(ws, "j1", "fair", "Lifts fail.", [a_finding(ws)])
    ws.author = "Zed"
    judging.type_reason(ws, "j1", "Lifts fail everywhere.")
    ws.store.seal()
    made = ws.need(Judgement, "j1")
    assert (made.author, made.reason, made.rating) == ("Zed", "Lifts fail everywhere.", "fair")


def test_a_final_finding_without_words_blocks(ws: Workspace) -> None:
    finding = a_finding(ws)
    conclude.change_finding(ws, finding, {"text": "  "})
    blocks = {p.rule for p in open_problems(ws) if p.level == "blocks"}
    assert blocks == {"finding-without-words", "no-judgement"}


def test_words_taken_out_again_carry_no_finding(ws: Workspace) -> None:
    note = a_note(ws)
    finding = conclude.record_finding(ws, "Lifts fail", "weakness", ["j1.kq2"], notes=[note])
    capture.type_note(ws, note, "")
    rules = {p.rule for p in open_problems(ws) if p.record_id == finding}
    assert "finding-without-evidence" in rules


def test_somebody_who_rents_here_cannot_say_they_do_not(ws: Workspace) -> None:
    team.add_member(ws, "Bob", "inspector", rents_from="Riverside Homes")
    with pytest.raises(OwnLandlordError, match="Bob rents from"):
        team.declare_not_own_landlord(ws, "bob ")
    assert not team.has_declared(ws, "Bob")


def test_each_part_of_a_note_is_told_once() -> None:
    with pytest.raises(InputError, match="only once"):
        notes_import.map_columns(["a", "b"], {"a": "text", "b": "text"})
    with pytest.raises(InputError, match="only once"):
        notes_import.map_columns(["a", "b"], {"a": "text", "A": "place"})


def test_the_report_tells_what_the_check_asked_reading_its_words_once(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    check = plan.add_check(ws, "7", "Elm Park")
    checklist.reword(ws, check, "rc07.i01", "Are the signs up?")
    own = checklist.add_own_item(ws, check, "Is the gate locked?")
    for item in ("rc07.i01", "rc07.i02", own) * 2:
        capture.add_note(ws, capture.NoteDraft(text="x", check_id=check, item_id=item))
    find, get, read = ws.store.find, ws.store.get, list[type]()

    def counted(how: Any) -> Any:
        return lambda cls, *args, **equals: read.append(cls) or how(cls, *args, **equals)  # type: ignore[func-returns-value]

    monkeypatch.setattr(ws.store, "find", counted(find))
    monkeypatch.setattr(ws.store, "get", counted(get))
    items = [note.item for note in report.build(ws).notes]
    assert items[:3] == ["Are the signs up?", ws.pack.item("rc07.i02").text, "Is the gate locked?"]
    assert read.count(CheckItem) == 1


def test_a_note_takes_only_a_question_of_its_own_check(ws: Workspace) -> None:
    first, second = (plan.add_check(ws, "7", title) for title in ("Elm Park", "Oak Park"))
    own = checklist.add_own_item(ws, first, "Is the gate locked?")
    note = capture.add_note(ws, capture.NoteDraft(text="Yes.", check_id=first, item_id=own))
    for check, item in ((second, own), ("", own), (first, "own.none"), (first, "rc05.i01")):
        with pytest.raises(InputError, match="question"):
            capture.add_note(ws, capture.NoteDraft(text="x", check_id=check, item_id=item))
    with pytest.raises(InputError, match="no question"):
        capture.change_note(ws, note, {"item_id": "own.none"})
    with pytest.raises(InputError, match="no question"):
        capture.change_note(ws, note, {"check_id": second, "item_id": own})
    assert [n.item_id for n in ws.store.find(EvidenceNote)] == [own]
