"""The adviser's view: the own-landlord question first, then their checks and nothing else."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QLabel

from tests.ui.a11y import settle
from tests.ui.conftest import OpenWindow
from tests.ui.keys import ALT, CTRL, ENTER, focused, press, type_text
from tia_desktop.bootstrap import AppDesk
from tia_desktop.domain.changes import Edit
from tia_desktop.domain.records import INSPECTION_ID, EvidenceNote, Inspection, RealityCheck, TeamMember
from tia_desktop.services import guided, plan, team
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.main_window import MainWindow
from tia_desktop.ui.screens.my_checks.view import MyChecksPage
from tia_desktop.ui.screens.my_checks.who import StoppedPage, WhoPage
from tia_desktop.ui.screens.note.view import NotePage
from tia_desktop.ui.widgets import Button


def words(window: MainWindow) -> list[str]:
    page = window.shell.pages.page
    assert page is not None
    return [w.text() for w in page.findChildren(QLabel) if w.isVisible() and w.text()]


def button(window: MainWindow, name: str) -> Button:
    page = window.shell.pages.page
    assert page is not None
    return next(
        b for b in page.findChildren(Button) if b.isVisible() and name in (b.words(), b.accessibleName())
    )


def test_yes_is_kept_and_stops_with_the_reason_and_nothing_else_is_possible(
    ws: Workspace, visit: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws, role="tia")
    page = window.shell.pages.page
    assert isinstance(page, WhoPage)
    press("2", ALT)
    assert any("own landlord" in text for text in words(window))
    press(ENTER)
    assert isinstance(window.shell.pages.page, StoppedPage)
    assert any("own landlord" in text for text in words(window))
    assert any("lead inspector" in text for text in words(window))
    [member] = ws.store.find(TeamMember)
    assert (member.name, member.role, member.rents_from) == ("Ann", "stopped", ws.inspection.landlord)
    for screen in ("capture", "answers", "note", "overview", "findings", "judgement", "export", "collect"):
        window.shell.go(screen, check_id=visit.id)
        assert isinstance(window.shell.pages.page, StoppedPage), screen
    for command in (window.shell.commands.quick_note, window.shell.commands.undo):
        command()
        assert isinstance(window.shell.pages.page, StoppedPage)


def test_who_says_yes_and_goes_elsewhere_without_enter_has_said_it(
    ws: Workspace, open_window: OpenWindow
) -> None:
    window = open_window(ws, role="tia")
    press("2", ALT)
    press("n", CTRL)
    assert isinstance(window.shell.pages.page, StoppedPage)
    window.shell.commands.set_role("inspector")
    window.shell.commands.set_role("tia")
    [member] = ws.store.find(TeamMember)
    assert member.role == "stopped"


def test_the_name_of_somebody_who_was_stopped_does_not_get_in(ws: Workspace, open_window: OpenWindow) -> None:
    team.declare_own_landlord(ws, "Rita")
    window = open_window(ws, role="tia")
    type_text("rita")
    press("1", ALT)
    press(ENTER)
    assert isinstance(window.shell.pages.page, StoppedPage)
    button(window, "Somebody else is here now").click()
    settle()
    assert isinstance(window.shell.pages.page, WhoPage)


def test_somebody_else_says_their_name_and_answers_for_themselves(
    ws: Workspace, visit: RealityCheck, desk: AppDesk, open_window: OpenWindow
) -> None:
    window = open_window(ws, role="tia")
    press("1", ALT)
    press(ENTER)
    assert "Ann" in words(window)[0]
    button(window, "Not you? Somebody else is here now").click()
    settle()
    page = window.shell.pages.page
    assert isinstance(page, WhoPage)
    assert (page._name.text(), focused()) == ("", page._name)
    for screen in ("capture", "note"):  # nobody works here until the name is said
        window.shell.go(screen, check_id=visit.id)
        assert isinstance(window.shell.pages.page, WhoPage)
    type_text("Rita")
    press(ENTER)  # from the name to the question
    assert ws.store.count(TeamMember) == 1
    press("1")
    press(ENTER)
    assert "Rita" in words(window)[0]
    assert (ws.author, desk.settings.author) == ("Rita", "Rita")
    assert {m.name for m in ws.store.find(TeamMember) if m.declared_at} == {"Ann", "Rita"}
    window.shell.commands.somebody_else()
    settle()
    button(window, "It is still Rita").click()
    settle()
    assert "Rita" in words(window)[0]


def test_the_name_of_an_inspector_is_asked_about(
    ws: Workspace, desk: AppDesk, open_window: OpenWindow
) -> None:
    team.add_member(ws, "Ann", "lead")
    window = open_window(ws, role="tia")
    page = window.shell.pages.page
    assert isinstance(page, WhoPage)
    assert page._name.text() == ""  # not offered: an adviser is not the lead inspector by accident
    type_text("ann")
    press(ENTER)
    press("1")
    press(ENTER)
    assert any("lead inspector" in text and "Is it you?" in text for text in words(window))
    assert button(window, "Yes, I am ann")
    assert focused() is button(window, "No, I write another name")
    press(ENTER)
    assert focused() is page._name
    type_text("Ann B")
    press(ENTER)
    assert isinstance(window.shell.pages.page, MyChecksPage)
    assert ws.author == "Ann B"


def test_an_inspector_after_an_adviser_says_the_name(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws, role="tia")
    press("1", ALT)
    press(ENTER)
    window.shell.commands.set_role("inspector")
    settle()
    page = window.shell.pages.page
    assert isinstance(page, WhoPage)
    assert not page._choice.isVisible()
    type_text("Ruth")
    press(ENTER)
    assert window.shell.pages.visit.screen == "overview"
    assert ws.author == "Ruth"


def test_no_is_written_down_and_the_checks_come(
    ws: Workspace, desk: AppDesk, open_window: OpenWindow
) -> None:
    window = open_window(ws, role="tia")
    press("1", ALT)
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
    assert isinstance(page, WhoPage)
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
    """Alt and a digit, then Enter, answer; Enter opens the check, one key starts it, two observe."""
    window = open_window(ws, role="tia")
    press("1", ALT)
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
    assert isinstance(page, WhoPage)
    no, yes = (each.choice for each in page._choice.buttons())
    assert (no.sign, no.tone) == (yes.sign, yes.tone) == ("", "none")


def test_alt_and_a_digit_answer_from_the_name_box_and_never_write(
    ws: Workspace, desk: AppDesk, open_window: OpenWindow
) -> None:
    desk.save_settings(replace(desk.settings, author="inspector"))
    page = open_window(ws, role="tia").shell.pages.page
    assert isinstance(page, WhoPage)
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
    button(window, "It is still Ann").click()
    settle()
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
    window.shell.pages.rebuild()
    assert "If you feel unsafe, leave. Then call Ruth on 01632 960001." in words(window)


def test_a_check_that_is_called_after_its_kind_is_named_once(ws: Workspace, open_window: OpenWindow) -> None:
    team.declare_not_own_landlord(ws, "Ann")
    plan.add_check(ws, "manager-interview", "Manager interview")
    said = words(open_window(ws, role="tia"))
    assert "Manager interview" in said
    assert "Manager interview: Manager interview" not in said
    assert "Estate visit: Elm Park" in said
