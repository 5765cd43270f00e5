"""The readiness page: counts, jumps to the very place, accepting in place, live, hundreds of lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from tests.helpers.defects import Made, clean, plant_all, some_of
from tests.helpers.stores import LANDLORD
from tests.ui.a11y import report, settle, small_targets, walk
from tests.ui.conftest import OpenWindow
from tests.ui.keys import CTRL, ENTER, SHIFT, focused, press, type_text, words_of
from tests.ui.looks import Look
from tests.ui.readiness_pages import ACCEPTED, READINESS_PAGES, plant, readiness_page, the_section
from tia_desktop.bootstrap import AppDesk
from tia_desktop.domain.conclude_records import AcceptedWarning, Driver
from tia_desktop.domain.records import Finding, RealityCheck, TeamMember
from tia_desktop.services import accepting, capture, conclude, facts, readiness, team
from tia_desktop.services.capture import NoteDraft
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.problems import jump, target_of
from tia_desktop.ui.screens.findings.editor_panel import EditorPanel
from tia_desktop.ui.screens.findings.view import FindingsPage
from tia_desktop.ui.screens.history.view import HistoryPage
from tia_desktop.ui.screens.plan.facts_page import FactsPage
from tia_desktop.ui.screens.plan.team_page import TeamPage
from tia_desktop.ui.screens.readiness.presenter import PAGE
from tia_desktop.ui.screens.readiness.view import ReadinessPage
from tia_desktop.ui.widgets import Page, Panel

DOWN, ESCAPE, TAB = Qt.Key.Key_Down, Qt.Key.Key_Escape, Qt.Key.Key_Tab


def words(widget: QWidget) -> str:
    """Every word that can be read on a page."""
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def test_it_is_in_the_rail_and_in_the_menu(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws)
    assert any(action.text() == "Readiness" for action in window.shell.menus.all_actions())
    page = readiness_page(window)
    assert page.title() == "Readiness"
    assert "Readiness" in window.windowTitle()


def test_everything_is_shown_once_with_its_source(ws: Workspace, open_window: OpenWindow) -> None:
    plant(ws)
    page = readiness_page(open_window(ws))
    lines = [line for group in page.presenter.groups() for line in group.lines]
    problems = readiness.open_problems(ws)
    assert sorted(line.key for line in lines) == sorted(p.key for p in problems)
    assert [g.id for g in page.presenter.groups()] == ["blocks", "warns"]
    for problem in problems:
        (line,) = [one for one in lines if one.key == problem.key]
        assert problem.sentence == line.sentence
        assert problem.source in line.second
    blocks = sum(p.level == "blocks" for p in problems)
    assert f"{blocks} must be put right" in words(page)


def test_enter_goes_to_the_finding_and_back_returns(ws: Workspace, open_window: OpenWindow) -> None:
    (finding, *_) = plant(ws)
    window = open_window(ws)
    page = readiness_page(window)
    the_section(page, "blocks").focus_line(f"finding-without-evidence:{finding}")
    press(ENTER)
    assert window.shell.pages.visit.screen == "findings"
    assert window.shell.pages.visit.arguments == {"finding_id": finding}
    window.shell.go("back")
    settle()
    assert isinstance(window.shell.pages.page, ReadinessPage)


def test_a_person_is_shown_unfolded(ws: Workspace, open_window: OpenWindow) -> None:
    member = team.add_member(ws, "Dev", "inspector", rents_from=ws.inspection.landlord)
    window = open_window(ws)
    page = readiness_page(window)
    the_section(page, "warns").focus_line(f"rents-here:{member}")
    press(ENTER)
    there = window.shell.pages.page
    assert isinstance(there, TeamPage)
    assert there.list.current == member
    assert focused() is there.list.button(member)


def test_a_date_has_the_focus(ws: Workspace, open_window: OpenWindow) -> None:
    facts.set_day(ws, "almo_started", "2026-09-01")
    facts.set_day(ws, "team_on_site", "2026-10-01")  # not six months later
    (problem,) = [p for p in readiness.open_problems(ws) if p.rule == "dates"]
    window = open_window(ws)
    the_section(readiness_page(window), "warns").focus_line(problem.key)
    press(ENTER)
    there = window.shell.pages.page
    assert isinstance(there, FactsPage)
    assert focused() is there.days[problem.record_id].editor


def test_a_warning_is_accepted_by_keyboard_alone_and_taken_back(
    ws: Workspace, open_window: OpenWindow
) -> None:
    page = readiness_page(open_window(ws))
    warns = the_section(page, "warns")
    warns.focus_line(ACCEPTED)
    press(TAB)  # from the problem to what can be done with it
    press(ENTER)
    assert focused() is page.form.reason
    press(ENTER, CTRL)
    assert "Say why" in words(page)
    assert ws.store.count(AcceptedWarning) == 0
    type_text("Looked at last year.")
    press(ENTER, CTRL)
    assert ws.need(AcceptedWarning, ACCEPTED).reason == "Looked at last year."
    assert page.form.isHidden()
    assert ACCEPTED not in warns.pairs
    assert warns.isAncestorOf(focused()), "the focus is on the warning that took its place"
    accepted = the_section(page, "accepted")
    assert list(accepted.pairs) == [ACCEPTED]
    assert "Looked at last year." in accepted.pairs[ACCEPTED].go.accessibleName()
    accepted.focus_line(ACCEPTED)
    press(TAB)
    press(ENTER)
    assert ws.store.count(AcceptedWarning) == 0
    assert accepted.isHidden()
    assert focused().isVisible()


def test_arrows_move_between_problems_and_tab_reaches_the_button_of_each(
    ws: Workspace, open_window: OpenWindow
) -> None:
    warns = the_section(readiness_page(open_window(ws)), "warns")
    first, second = list(warns.pairs.values())[:2]
    first.go.setFocus()
    press(TAB)
    assert focused() is first.act
    press(DOWN)
    assert focused() is second.act
    press(TAB, SHIFT)
    assert focused() is second.go


def test_blocks_offer_nothing_but_the_way_there(ws: Workspace, open_window: OpenWindow) -> None:
    plant(ws)
    blocks = the_section(readiness_page(open_window(ws)), "blocks")
    assert blocks.pairs
    assert all(pair.act is None for pair in blocks.pairs.values())


def test_a_reason_that_is_being_written_survives_what_others_change(
    ws: Workspace, open_window: OpenWindow
) -> None:
    page = readiness_page(open_window(ws))
    warns = the_section(page, "warns")
    pair = warns.pairs[ACCEPTED]
    assert pair.act is not None
    pair.act.click()
    type_text("Looked at")
    plant(ws)
    page.refresh()
    settle()
    assert focused() is page.form.reason
    assert page.form.isVisible()
    assert page.form.reason.text() == "Looked at"
    press(ESCAPE)
    assert focused() is warns.pairs[ACCEPTED].go
    again = warns.pairs[ACCEPTED].act
    assert again is not None
    again.click()
    assert page.form.reason.text() == "Looked at", "leaving the field loses nothing"


def test_what_changed_meanwhile_is_not_accepted_unread(ws: Workspace, open_window: OpenWindow) -> None:
    page = readiness_page(open_window(ws))
    pair = the_section(page, "warns").pairs[ACCEPTED]
    assert pair.act is not None
    pair.act.click()
    type_text("Fine.")
    with_page_asleep(page, lambda: visit(ws))
    press(ENTER, CTRL)
    assert "changed in the meantime" in words(page)
    assert ws.store.count(AcceptedWarning) == 0


def visit(ws: Workspace) -> None:
    """One kind of check brings something for the first key question."""
    check = ws.store.find(RealityCheck)[0].id
    capture.add_note(ws, NoteDraft(text="Clean.", check_id=check, questions=["j1.kq1"]))


def with_page_asleep(page: ReadinessPage, step: Callable[[], object]) -> None:
    """Do something that the page does not hear of."""
    page.live.blockSignals(True)
    step()
    settle()
    page.live.blockSignals(False)


def test_the_history_of_an_acceptance_is_a_key_away_and_back_returns(
    ws: Workspace, open_window: OpenWindow
) -> None:
    accepting.accept(ws, ACCEPTED, "Looked at last year.")
    window = open_window(ws)
    page = readiness_page(window)
    assert all(pair.past is None for pair in the_section(page, "warns").pairs.values())
    the_section(page, "accepted").focus_line(ACCEPTED)
    press(TAB)
    press(TAB)
    press(ENTER)
    settle()
    there = window.shell.pages.page
    assert isinstance(there, HistoryPage)
    assert "Looked at last year." in words(there)
    press(ESCAPE)
    settle()
    assert isinstance(window.shell.pages.page, ReadinessPage)


def test_an_acceptance_that_does_not_fit_any_more_offers_its_reason_again(
    ws: Workspace, open_window: OpenWindow
) -> None:
    accepting.accept(ws, ACCEPTED, "Looked at last year.")
    visit(ws)
    page = readiness_page(open_window(ws))
    pair = the_section(page, "warns").pairs[ACCEPTED]
    assert "it says something else now: Looked at last year." in pair.go.accessibleName()
    assert pair.past is not None
    assert pair.act is not None
    pair.act.click()
    assert page.form.reason.text() == "Looked at last year."


def test_it_is_live(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws)
    page = readiness_page(window)
    before = the_section(page, "blocks").pairs.keys()
    finding = conclude.record_finding(ws, "Lifts fail.", "weakness", ["j1.kq2"])
    settle(8)
    key = f"finding-without-evidence:{finding}"
    assert key not in before
    assert key in the_section(page, "blocks").pairs


def test_the_focus_stays_on_the_same_problem_when_others_come_and_go(
    ws: Workspace, open_window: OpenWindow
) -> None:
    first, second, _ = plant(ws)
    page = readiness_page(open_window(ws))
    blocks = the_section(page, "blocks")
    blocks.focus_line(f"finding-without-evidence:{second}")
    conclude.remove_finding(ws, first)
    settle(8)
    assert focused() is blocks.pairs[f"finding-without-evidence:{second}"].go
    conclude.remove_finding(ws, second)
    settle(8)
    assert blocks.isAncestorOf(focused()), "the next one has it when it went"


def test_hundreds_are_shown_a_page_at_a_time(ws: Workspace, open_window: OpenWindow) -> None:
    plant(ws, 500)
    page = readiness_page(open_window(ws))
    blocks = the_section(page, "blocks")
    total = sum(p.level == "blocks" for p in readiness.open_problems(ws))
    assert total > 300
    assert len(blocks.pairs) == PAGE
    assert f"1 to {PAGE} of {total}" in words(page)
    seen = list(blocks.pairs)
    while blocks.later.isEnabled():
        blocks.later.setFocus()
        press(ENTER)
        seen += blocks.pairs
    assert len(seen) == len(set(seen)) == total
    assert focused() is blocks.earlier, "there is nothing further: the focus is on what still works"


def test_a_long_list_is_looked_at_one_subject_at_a_time(ws: Workspace, open_window: OpenWindow) -> None:
    plant(ws, 12)
    page = readiness_page(open_window(ws))
    assert page.chips is not None
    page.chips.toggle("judgements")
    settle()
    lines = [line.key for group in page.presenter.groups() for line in group.lines]
    assert lines == ["no-judgement:j1", "no-judgement:j2"]
    page.chips.toggle("all")
    settle()
    assert len(the_section(page, "blocks").pairs) > 2


def test_nothing_in_the_way_says_so(
    ws: Workspace, open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readiness, "open_problems", lambda _: [])
    page = readiness_page(open_window(ws))
    assert "Nothing stands in the way" in words(page)
    assert page.presenter.groups() == []
    assert focused().isVisible()


@pytest.mark.parametrize("name", READINESS_PAGES)
def test_everybody_can_use_it(name: str, look: Look, ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws, **look.window)
    READINESS_PAGES[name](window, ws)
    problems = walk(window)
    assert not problems, report(problems)


def test_targets_reach_the_size_aimed_at(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws)
    for show in READINESS_PAGES.values():
        show(window, ws)
        small = small_targets(window)
        assert not small, report(small)


# ---- every jump lands


@pytest.fixture
def flawed(desk: AppDesk, tmp_path: Path) -> Iterator[Made]:
    """An inspection with flaws of all kinds."""
    ws = desk.new(
        tmp_path / "Flawed.tia", pack_id="almo-2003", landlord=LANDLORD, authority_type="london", author="Ann"
    )
    made = clean(ws, 7)
    plant_all(made, some_of(made.rng, 1.0))
    yield made
    ws.store.close()


def test_every_jump_lands_at_its_place(flawed: Made, open_window: OpenWindow) -> None:
    window = open_window(flawed.ws)
    problems = readiness.open_problems(flawed.ws)
    assert len({p.rule for p in problems}) > 20
    for problem in problems:
        target = target_of(flawed.ws, problem)
        assert target is not None
        jump(window.shell, flawed.ws, problem)
        settle()
        assert window.shell.pages.visit.screen == target.screen, problem.rule
        assert not window.shell.banners.texts(), problem.rule
        page = window.shell.pages.page
        assert page is not None
        landed = place_of(page, flawed.ws, target.arguments)
        assert landed is None or landed in says(focused()), (problem.key, says(focused()))


def says(widget: QWidget | None) -> str:
    """What has the focus and everything around it say, up to the panel it is in."""
    parts = []
    while widget is not None and not isinstance(widget, (Page, Panel)):
        parts.append(f"{widget.accessibleName()} {words_of(widget)} {getattr(widget, 'toPlainText', str)()}")
        widget = widget.parentWidget()
    return " ".join(parts)


def place_of(page: Page, ws: Workspace, arguments: dict[str, Any]) -> str | None:
    """Words that must be where the focus is; None where a whole page is meant."""
    if arguments.get("evidence"):  # on a note behind this finding, or where it is answered
        panel = page.panel if isinstance(page, FindingsPage) else None
        assert isinstance(panel, EditorPanel)
        assert panel.editor.id == arguments["finding_id"]
        if "at_note" in arguments:
            assert focused() is panel.evidence.answers[arguments["at_note"]].words
            return None
        assert focused() in ([*panel.evidence.notes.values()] or {panel.words})
        return None
    if "member_id" in arguments:
        return ws.need(TeamMember, arguments["member_id"]).name
    if "driver_id" in arguments:
        return " ".join(ws.need(Driver, arguments["driver_id"]).text.split())[:25]
    if "finding_id" in arguments and "note_id" not in arguments:
        return " ".join(ws.need(Finding, arguments["finding_id"]).text.split())[:25]
    return None
