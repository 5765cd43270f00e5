"""The adviser's view: the own-landlord question first, then their checks and nothing else."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QLabel

from tests.ui.a11y import settle
from tests.ui.conftest import OpenWindow
from tests.ui.keys import ALT, CTRL, ENTER, focused, press
from tia_desktop.bootstrap import AppDesk
from tia_desktop.domain.changes import Edit
from tia_desktop.domain.records import INSPECTION_ID, EvidenceNote, Inspection, RealityCheck, TeamMember
from tia_desktop.services import guided, plan, team
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.main_window import MainWindow
from tia_desktop.ui.screens.my_checks.view import MyChecksPage, OwnLandlordPage
from tia_desktop.ui.screens.note.view import NotePage
from tia_desktop.ui.widgets import Button


def words(window: MainWindow) -> list[str]:
    page = window.shell.pages.page
    assert page is not None
    return [w.text() for w in page.findChildren(QLabel) if w.isVisible() and w.text()]


def test_yes_stops_with_the_reason_and_nothing_else_is_possible(
    ws: Workspace, visit: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws, role="tia")
    page = window.shell.pages.page
    assert isinstance(page, OwnLandlordPage)
    press("2")
    press(ENTER)
    assert any("own landlord" in text for text in words(window))
    assert any("lead inspector" in text for text in words(window))
    assert not page._go.isEnabled()
    assert ws.store.count(TeamMember) == 0
    for screen in ("capture", "answers", "note", "overview", "findings", "judgement", "export", "collect"):
        window.shell.go(screen, check_id=visit.id)
        assert isinstance(window.shell.pages.page, OwnLandlordPage), screen
    window.shell.commands.quick_note()
    assert isinstance(window.shell.pages.page, OwnLandlordPage)


def test_no_is_written_down_and_the_checks_come(
    ws: Workspace, desk: AppDesk, open_window: OpenWindow
) -> None:
    window = open_window(ws, role="tia")
    press("1")
    press(ENTER)
    assert isinstance(window.shell.pages.page, MyChecksPage)
    [member] = ws.store.find(TeamMember)
    assert (member.name, member.role) == ("Ann", "tia")
    assert member.declared_at
    assert isinstance(focused(), Button)
    assert focused().accessibleName() == "Start: Estate visit: Elm Park"


def test_a_name_is_asked_for(ws: Workspace, desk: AppDesk, open_window: OpenWindow) -> None:
    desk.save_settings(replace(desk.settings, author="inspector"))
    window = open_window(ws, role="tia")
    page = window.shell.pages.page
    assert isinstance(page, OwnLandlordPage)
    page._choice.choose_key("1")
    page._on_go()
    assert page._name_field.error()
    assert ws.store.count(TeamMember) == 0
    page._name.setText("Maureen")
    page._on_go()
    assert isinstance(window.shell.pages.page, MyChecksPage)
    assert ws.author == "Maureen"


def test_from_launch_to_the_first_saved_observation_in_six_keys(
    ws: Workspace, visit: RealityCheck, open_window: OpenWindow
) -> None:
    """Digit and Enter answer the question, Enter opens the check, one key starts it, then two observe."""
    window = open_window(ws, role="tia")
    press("1")
    press(ENTER)
    press(ENTER)
    assert window.shell.pages.visit.screen == "capture"
    press(ENTER, CTRL)
    press("1")
    press(ENTER)
    [note] = ws.store.find(EvidenceNote)
    assert (note.rating, note.author) == ("yes", "Ann")


def test_an_adviser_sees_only_their_own_checks_and_apart_from_them_those_of_nobody(
    ws: Workspace, visit: RealityCheck, open_window: OpenWindow
) -> None:
    ann = team.declare_not_own_landlord(ws, "Ann")
    dev = team.add_member(ws, "Dev", "inspector")
    plan.add_check(ws, "office-visit", "Town hall", assigned_to=dev)
    plan.add_check(ws, "office-visit", "Mill Lane", assigned_to=ann.id)
    begun = plan.add_check(ws, "office-visit", "Canal Street")
    ws.author = "Dev"
    guided.begin_check(ws, begun)
    ws.author = "Ann"
    window = open_window(ws, role="tia")
    text = words(window)
    order = [next(k for k, said in enumerate(text) if part in said) for part in (
        "Mill Lane", "Nobody has this one yet", "Elm Park")]  # fmt: skip
    assert order == sorted(order)
    assert not [said for said in text if "Town hall" in said or "Canal Street" in said]
    assert [b.words() for b in window.shell.rail.findChildren(Button)] == ["My checks", "Help"]
    guided.begin_check(ws, visit.id)  # who begins it has it
    settle()
    assert "Nobody has this one yet" not in words(window)
    assert any("Elm Park" in said for said in words(window))


def test_who_has_no_check_is_told_so_and_may_take_one(ws: Workspace, open_window: OpenWindow) -> None:
    team.declare_not_own_landlord(ws, "Ann")
    window = open_window(ws, role="tia")
    assert "No check is yours yet. Ask your inspector, or take one that nobody has." in words(window)
    press(ENTER)
    assert window.shell.pages.visit.screen == "capture"


def test_a_note_can_go_only_to_an_own_check(ws: Workspace, open_window: OpenWindow) -> None:
    team.declare_not_own_landlord(ws, "Ann")
    dev = team.add_member(ws, "Dev", "inspector")
    plan.add_check(ws, "office-visit", "Town hall", assigned_to=dev)
    window = open_window(ws, role="tia")
    window.shell.commands.quick_note()
    page = window.shell.pages.page
    assert isinstance(page, NotePage)
    offered = [page._check.itemText(k) for k in range(page._check.count())]
    assert len(offered) == 2
    assert offered[1].startswith("Elm Park")


def test_neither_answer_about_the_landlord_looks_right_or_wrong(
    ws: Workspace, open_window: OpenWindow
) -> None:
    page = open_window(ws, role="tia").shell.pages.page
    assert isinstance(page, OwnLandlordPage)
    no, yes = (each.choice for each in page._choice.buttons())
    assert (no.sign, no.tone) == (yes.sign, yes.tone) == ("", "none")


def test_alt_and_a_digit_answer_from_the_name_box_and_never_write(
    ws: Workspace, desk: AppDesk, open_window: OpenWindow
) -> None:
    desk.save_settings(replace(desk.settings, author="inspector"))
    page = open_window(ws, role="tia").shell.pages.page
    assert isinstance(page, OwnLandlordPage)
    assert focused() is page._name
    press("7", ALT)  # no answer has this one
    press("q", ALT)
    assert focused() is page._name
    press("2", ALT)
    assert (page._name.text(), page._choice.value()) == ("", "yes")
    press("1", ALT)
    assert page._choice.value() == "no"


def test_the_open_check_joins_the_rail(ws: Workspace, visit: RealityCheck, open_window: OpenWindow) -> None:
    team.declare_not_own_landlord(ws, "Ann")
    window = open_window(ws, role="tia")
    window.shell.go("capture", check_id=visit.id)
    settle()
    rail = {b.words(): b for b in window.shell.rail.findChildren(Button) if b.isVisible()}
    assert rail["Elm Park"].isChecked()
    rail["My checks"].click()
    assert isinstance(window.shell.pages.page, MyChecksPage)


def test_a_check_of_somebody_else_is_not_opened_and_not_in_the_rail(
    ws: Workspace, visit: RealityCheck, open_window: OpenWindow
) -> None:
    team.declare_not_own_landlord(ws, "Ann")
    ws.author = "Dev"
    guided.begin_check(ws, visit.id)
    ws.author = "Ann"
    window = open_window(ws)
    window.shell.go("capture", check_id=visit.id)  # an inspector may
    window.shell.commands.set_role("tia")
    settle()
    assert [b.words() for b in window.shell.rail.findChildren(Button) if b.isVisible()] == [
        "My checks",
        "Help",
    ]
    for screen in ("capture", "answers", "note"):
        window.shell.go(screen, check_id=visit.id)
        assert isinstance(window.shell.pages.page, MyChecksPage), screen


def test_safety_line(ws: Workspace, open_window: OpenWindow) -> None:
    team.declare_not_own_landlord(ws, "Ann")
    window = open_window(ws, role="tia")
    assert any(
        text.startswith("If you feel unsafe, leave. Then call your inspector") for text in words(window)
    )
    ws.store.record(
        [Edit(Inspection, INSPECTION_ID, {"safety_contact": "Ruth on 01632 960001"})], author="Ann"
    )
    window.shell.commands.set_role("inspector")
    window.shell.commands.set_role("tia")
    settle()
    window.shell.pages.rebuild()
    assert "If you feel unsafe, leave. Then call Ruth on 01632 960001." in words(window)
