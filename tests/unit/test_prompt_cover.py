"""Which prompts of the pack have a finding with evidence, and who answers them."""

from __future__ import annotations

import pytest

from tests.helpers.shell import ShellLog
from tia_desktop.bootstrap import AppDesk
from tia_desktop.domain.conclude_records import FindingPrompt
from tia_desktop.domain.errors import InputError
from tia_desktop.services import capture, conclude, history, plan, self_assessment
from tia_desktop.services.capture import NoteDraft
from tia_desktop.services.ports import NoteFilter
from tia_desktop.services.prompt_cover import (
    PromptPart,
    answer_prompt,
    leave_prompt,
    prompt_cover,
    prompts_for,
    prompts_of,
)
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.screens.findings.prompts_presenter import PromptsPresenter

CELL = "2.2:estate"
PROMPT = "almo2003.a1.2-2.estate.b07"
GOVERNING = "almo2003.a3.risk.q0.b04"


def finding(ws: Workspace, *, notes: int = 0, area: str = "", part: str = "") -> str:
    made = [capture.add_note(ws, NoteDraft(text=f"Note {n}")) for n in range(notes)]
    return conclude.record_finding(
        ws, "Stairs are dirty", "weakness", ["j1.kq2"], notes=made, area_id=area, sub_question=part
    )


def part(ws: Workspace, part_id: str) -> PromptPart:
    return next(p for p in prompt_cover(ws).parts if p.id == part_id)


def state(ws: Workspace, prompt_id: str) -> str:
    return next(x.state for p in prompt_cover(ws).parts for x in p.lines if x.prompt.id == prompt_id)


def presenter(ws: Workspace, finding_id: str = "") -> tuple[PromptsPresenter, ShellLog]:
    shell = ShellLog()
    return PromptsPresenter(ScreenContext(AppDesk(), shell, ws), finding_id), shell


# ---- the service


def test_every_prompt_of_the_pack_stands_in_exactly_one_part(ws: Workspace) -> None:
    cover = prompt_cover(ws)
    shown = [line.prompt.id for p in cover.parts for line in p.lines]
    assert sorted(shown) == sorted(p.id for p in ws.pack.prompts)
    assert len(cover.by_area) == 24
    assert [len(p.lines) for p in (cover.by_area[0], part(ws, CELL))] == [13, 10]
    assert [p.id for p in cover.by_question] == ["j2.kq1", "j2.kq2", "j2.kq3"]
    assert [p.id for p in cover.by_group] == ["rel", "gov", "perf", "user", "risk"]
    assert (cover.count, cover.carried) == (232, 0)


def test_words_alone_carry_no_prompt(ws: Workspace) -> None:
    made = finding(ws)
    assert state(ws, PROMPT) == "none"
    answer_prompt(ws, made, PROMPT)
    assert state(ws, PROMPT) == "words"
    note = capture.add_note(ws, NoteDraft(text="Sticky"))
    conclude.link_evidence(ws, made, [note], "contradicts")
    assert state(ws, PROMPT) == "words"
    conclude.link_evidence(ws, made, [note], "supports")
    assert state(ws, PROMPT) == "evidence"
    assert part(ws, CELL).carried == 1
    capture.change_note(ws, note, {"text": ""})
    assert state(ws, PROMPT) == "words"


def test_a_removed_finding_answers_nothing(ws: Workspace) -> None:
    made = finding(ws, notes=1)
    answer_prompt(ws, made, PROMPT)
    conclude.remove_finding(ws, made)
    assert state(ws, PROMPT) == "none"
    history.undo(ws)
    assert state(ws, PROMPT) == "evidence"


def test_linking_twice_is_once_and_leaving_can_be_undone(ws: Workspace) -> None:
    made = finding(ws, notes=1)
    answer_prompt(ws, made, PROMPT)
    answer_prompt(ws, made, PROMPT)
    assert ws.store.count(FindingPrompt) == 1
    assert [p.id for p in prompts_of(ws, made)] == [PROMPT]
    leave_prompt(ws, made, PROMPT)
    assert prompts_of(ws, made) == []
    history.undo(ws)
    assert state(ws, PROMPT) == "evidence"


def test_there_is_no_such_prompt(ws: Workspace) -> None:
    with pytest.raises(InputError, match="no prompt “nowhere”"):
        answer_prompt(ws, finding(ws), "nowhere")


def test_the_landlords_own_answer_stands_beside_its_prompt(ws: Workspace) -> None:
    self_assessment.answer(ws, GOVERNING, "The audit committee meets four times a year.")
    line = next(x for x in part(ws, "risk").lines if x.prompt.id == GOVERNING)
    assert line.told == "The audit committee meets four times a year."
    assert line.state == "none"  # what it says of itself is no finding of ours
    assert line.note_id


def test_prompts_to_choose_from_are_those_of_its_questions_the_nearest_first(ws: Workspace) -> None:
    from tia_desktop.domain.records import Finding

    found = prompts_for(ws, ws.need(Finding, finding(ws, area="estate", part="2.2")))
    assert {p.key_question for p in found} == {"j1.kq2"}
    assert all((p.area, p.sub_question) == ("estate", "2.2") for p in found[:10])
    assert len(found) == sum(p.key_question == "j1.kq2" for p in ws.pack.prompts)


# ---- beside the findings


def test_it_begins_with_the_prompts_that_fit_the_finding(ws: Workspace) -> None:
    made = finding(ws, area="estate", part="2.2")
    beside, _ = presenter(ws, made)
    assert (beside.book, beside.cell, beside.current) == ("area", CELL, made)
    [(title, _, lines)] = beside.shown()
    assert title.startswith("2.2 Is the organisation delivering?")
    assert "0\u00a0of\u00a010" in title
    assert {line.second for line in lines} == {"No finding yet"}


def test_a_finding_about_prospects_begins_with_its_key_question(ws: Workspace) -> None:
    made = conclude.record_finding(ws, "Plans are clear", "strength", ["j2.kq2"])
    assert presenter(ws, made)[0].book == "question"


def test_linking_says_who_answers_and_shows_it(ws: Workspace) -> None:
    made = finding(ws, notes=1)
    beside, shell = presenter(ws, made)
    assert beside.link(PROMPT, made)
    assert shell.notices()[-1] == "F1 answers this prompt now."
    beside.cell = CELL
    line = next(x for _, _, lines in beside.shown() for x in lines if x.id == PROMPT)
    assert (line.second, line.icon) == ("Evidence: F1", "done")
    found = beside.line(PROMPT)
    assert found is not None
    assert beside.candidates(found) == []
    matrix = beside.matrix()
    row, column = [s.id for s in ws.pack.sub_questions].index("2.2"), 3
    assert matrix.said(row, column).endswith("1 of 10 prompts have a finding with evidence.")
    assert beside.unlink(PROMPT, made)
    assert "0 of 140" in beside.summary()


def test_appendices_are_called_as_the_source_calls_them(ws: Workspace) -> None:
    books = presenter(ws)[0].books()
    assert [words for words, _ in books.values()] == ["Appendix 1", "Appendix 2", "Appendix 3"]


def test_notes_for_a_prompt_are_those_that_fit_best(ws: Workspace) -> None:
    beside, _ = presenter(ws)
    line = beside.line(PROMPT)
    assert line is not None
    question = NoteFilter(question_id="j1.kq2")
    assert beside.notes_for(line.prompt) == question
    check = plan.add_check(ws, "rc07", "Elm Park")
    note = capture.add_note(
        ws, NoteDraft(text="Sticky", check_id=check, questions=["j1.kq2"], areas=["estate"])
    )
    assert beside.notes_for(line.prompt) == NoteFilter(question_id="j1.kq2", area_id="estate")
    conclude.record_finding(ws, "Stairs are dirty", "weakness", ["j1.kq2"], notes=[note], sub_question="2.2")
    assert beside.notes_for(line.prompt) == NoteFilter(
        question_id="j1.kq2", area_id="estate", sub_question_id="2.2"
    )


def test_another_finding_shows_the_prompts_that_fit_it(ws: Workspace) -> None:
    made = finding(ws, area="estate", part="2.2")
    beside, _ = presenter(ws)
    beside.book = "group"
    beside.begin_at(made)
    assert (beside.book, beside.cell) == ("area", CELL)
    beside.cell = "1.1:rent"
    beside.begin_at(made)  # the same one: the person has gone on to other prompts
    assert beside.cell == "1.1:rent"
