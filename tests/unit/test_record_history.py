"""The history of a record: its own changes and those of what belongs to it, in words."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fakes import FakeStore
from tests.helpers.shell import ShellLog
from tests.helpers.stores import begin
from tia_desktop.bootstrap import AppDesk
from tia_desktop.domain.changes import Edit, canonical
from tia_desktop.domain.conclude_records import Release
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.record_types import BY_KIND, RECORD_TYPES
from tia_desktop.domain.records import EvidenceNote, RealityCheck, Record, Scalar
from tia_desktop.services import accepting, capture, conclude, indicators, judging, plan, team
from tia_desktop.services.capture import NoteDraft
from tia_desktop.services.history import undo
from tia_desktop.services.history_words import LINKS, WORDS
from tia_desktop.services.ports import BOOKMARK
from tia_desktop.services.readiness import open_problems
from tia_desktop.services.word_difference import difference
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.screens.history.field_words import FROM_THE_OTHER_END
from tia_desktop.ui.screens.history.field_words import LINKS as LINK_FIELDS
from tia_desktop.ui.screens.history.presenter import HistoryPresenter, Step


@pytest.fixture
def ws() -> Workspace:
    return begin(FakeStore())


def presenter(ws: Workspace, kind: str, record_id: str) -> HistoryPresenter:
    arguments: dict[str, Any] = {"kind": kind, "record_id": record_id}
    return HistoryPresenter(ScreenContext(AppDesk(), ShellLog(), ws, arguments))


def said(step: Step) -> list[str]:
    return [f"{line.name}: " + " ".join(p.sign + p.text for p in line.pieces) for line in step.lines]


def history(ws: Workspace, kind: str, record_id: str) -> list[tuple[str, list[str]]]:
    return [(step.what, said(step)) for step in presenter(ws, kind, record_id).steps()]


def finding_with_a_note(ws: Workspace) -> tuple[str, str]:
    note = capture.add_note(ws, NoteDraft(text="The lift is clean."))
    question = ws.pack.key_questions[0].id
    return conclude.record_finding(ws, "Lifts are clean.", "strength", [question], notes=[note]), note


def test_an_accepted_warning_says_the_warning_and_no_id(ws: Workspace) -> None:
    warning = next(p for p in open_problems(ws) if p.rule == "question-with-few-kinds")
    accepting.accept(ws, warning.key, "Looked at last year.")
    found = presenter(ws, "accepted_warning", warning.key)
    assert found.about() == warning.sentence
    (lines,) = [said(step) for step in found.steps()]
    assert [line.split(":")[0] for line in lines] == ["The reason", "The warning", "Accepted"]
    assert not any(warning.record_id in line for line in lines)


def test_a_finding_has_its_evidence_questions_and_answers_newest_first(ws: Workspace) -> None:
    finding, note = finding_with_a_note(ws)
    conclude.link_evidence(ws, finding, [note], "contradicts")
    conclude.answer_contradiction(ws, finding, note, "It was repaired.")
    conclude.change_finding(ws, finding, {"weight": "high", "area_id": ws.pack.service_areas[0].id})
    conclude.unlink_evidence(ws, finding, note)
    undo(ws)
    found = history(ws, "finding", finding)
    assert found[0] == ("Evidence: put in (by undo)", ["Evidence: +“The lift is clean.” – contradicts it"])
    assert found[1] == ("Evidence: taken out", ["Evidence: −“The lift is clean.”"])
    area = ws.pack.service_areas[0].title
    assert found[2] == ("Changed", [f"The service area: +{area}", "How much it weighs: +High"])
    assert found[3][1][1] == "The answer to the contradiction: +It was repaired."
    assert found[4][1][1] == "What it says to the finding: −supports it +contradicts it"
    what, lines = found[5]
    assert what == "Made"
    assert {"The words: Lifts are clean.", "Strength or weakness: Strength", "The number: F1"} <= set(lines)
    title = ws.pack.key_questions[0].title
    assert f"Key question: +1. {title}" in lines
    assert "Evidence: +“The lift is clean.” – supports it" in lines
    assert len(found) == 6


def test_long_words_show_what_was_put_in_and_taken_out(ws: Workspace) -> None:
    finding, _ = finding_with_a_note(ws)
    conclude.change_finding(ws, finding, {"text": "All the lifts in this block are clean today."})
    conclude.change_finding(ws, finding, {"text": "All the lifts in that block are clean today."})
    assert history(ws, "finding", finding)[0][1] == [
        "The words: All the lifts in  −this  +that  block are clean today."
    ]


def test_a_note_knows_the_findings_it_is_behind_removed_ones_too(ws: Workspace) -> None:
    finding, note = finding_with_a_note(ws)
    conclude.remove_finding(ws, finding)
    found = history(ws, "note", note)
    assert found[0] == ("Behind the finding: taken out", ["Behind the finding: −F1 “Lifts are clean.”"])
    assert found[1][1] == ["Behind the finding: +F1 “Lifts are clean.” – supports it"]
    page = presenter(ws, "finding", finding)
    assert page.state() == "It was removed. Undo can bring it back."
    assert page.target() is None
    assert page.about() == "F1 “Lifts are clean.”"
    assert page.steps()[0].what == "Removed"


def test_a_judgement_names_its_level_and_what_decided_it(ws: Workspace) -> None:
    finding, _ = finding_with_a_note(ws)
    spec = ws.pack.judgements[0]
    low, high = spec.scale.levels[0], spec.scale.levels[-1]
    judging.judge(ws, spec.id, low.id, "Because of F1.", [finding])
    judging.judge(ws, spec.id, high.id, "Because of F1.", [finding], because="We saw more.")
    newest, made = history(ws, "judgement", spec.id)
    assert f"The rating: −{low.word} +{high.word}" in newest[1]
    assert f"Earlier view kept: +{low.word} – We saw more." in newest[1]
    assert "Deciding finding: +F1 “Lifts are clean.”" in made[1]
    assert presenter(ws, "judgement", spec.id).about() == spec.title
    values: dict[str, Scalar] = {"levels": canonical({spec.id: high.id}), "released_at": ws.store.now()}
    ws.store.record([Edit(Release, "r1", values)], author="Ann")
    released = history(ws, "judgement", spec.id)[0]
    assert released[0] == "Release to moderation: put in"
    assert released[1] == [f"Release to moderation: +{spec.title}: {high.word}"]


def test_a_check_a_person_and_a_figure_have_names_for_ids(ws: Workspace) -> None:
    member = team.add_member(ws, "Ruth", "lead", region="North")
    check = plan.add_check(ws, "rc07", "Elm Park", assigned_to="Ruth")
    ws.store.record([Edit(RealityCheck, check, {"last_place": "Hall"})], author="x", cause=BOOKMARK)
    code = ws.pack.indicators[0].code
    figure = indicators.record_indicator(ws, code, 97.4, "2002/03", "Their return")
    (what, lines), *older = history(ws, "reality_check", check)
    assert (what, older) == ("Made", [])
    assert "Who does it: Ruth" in lines
    assert presenter(ws, "reality_check", check).about() == "Estate visit: Elm Park"
    assert "The role: Lead inspector" in history(ws, "team_member", member)[0][1]
    assert presenter(ws, "indicator", figure).about() == f"{code} {ws.pack.indicators[0].title}"
    assert "The answer: 97.4" in history(ws, "indicator", figure)[0][1]


def test_one_id_of_two_kinds_has_two_histories(ws: Workspace) -> None:
    for cls in (EvidenceNote, RealityCheck):
        ws.store.record([Edit(cls, "x", {"place": cls.KIND})], author="t")
    assert history(ws, "note", "x") == [("Made", ["The place: note"])]
    with pytest.raises(InputError):
        presenter(ws, "finding", "x")


@pytest.mark.parametrize("cls", RECORD_TYPES, ids=lambda cls: cls.KIND)
def test_every_kind_can_be_said(ws: Workspace, cls: type[Record]) -> None:
    """Made with nothing in it and with ids that lead nowhere, changed, removed: there are words for it."""
    values = {
        name: "gone"
        for name in cls.__dataclass_fields__
        if name.endswith("_id") or name in ("template", "rating", "how", "source", "assigned_to")
    }
    if cls is not BY_KIND["inspection"]:
        ws.store.record([Edit(cls, "x", values)], author="t")
        ws.store.record([Edit(cls, "x", remove=True)], author="t")
        page = presenter(ws, cls.KIND, "x")
        assert [step.what for step in page.steps()] == ["Removed", "Made"]
        assert page.title().startswith("History: ")
        assert undo(ws).startswith("Undone: ")
    assert (cls.KIND in WORDS) != (cls.KIND in LINKS)


def test_every_link_names_a_field_that_it_has() -> None:
    for kind, (_, field) in LINK_FIELDS.items():
        assert field in BY_KIND[kind].__dataclass_fields__
    for (kind, _), (_, field) in FROM_THE_OTHER_END.items():
        assert field in BY_KIND[kind].__dataclass_fields__


TEXTS = st.text(alphabet="ab \n", max_size=16)


@given(before=TEXTS, after=TEXTS)
def test_a_difference_leads_from_one_text_to_the_other(before: str, after: str) -> None:
    pieces = difference(before, after)
    assert "".join(p.text for p in pieces if p.sign != "+") == before
    assert "".join(p.text for p in pieces if p.sign != "−") == after


def test_what_stayed_between_changes_is_shortened() -> None:
    middle = " ".join(str(n) for n in range(100))
    pieces = difference(f"old {middle} end", f"new {middle} stop")
    assert [p.sign for p in pieces] == ["−", "+", "", "−", "+"]
    assert pieces[2].text == "0 1 2 3 4 5 6 7 … 92 93 94 95 96 97 98 99 "
