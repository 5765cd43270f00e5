"""The forms and fields of the plan: unsent words, Enter, refusals, and names that follow."""

from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from tests.ui.a11y import said, settle, shown
from tests.ui.conftest import OpenWindow
from tests.ui.keys import CTRL, ENTER, focused, press, type_text
from tia_desktop.bootstrap import AppDesk
from tia_desktop.domain.records import CheckItem, DocumentRequest, RealityCheck, TeamMember
from tia_desktop.services import plan, team
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.adding import AddForm
from tia_desktop.ui.main_window import MainWindow
from tia_desktop.ui.screens.plan.check_page import CheckPage
from tia_desktop.ui.screens.plan.checks_page import ChecksPage
from tia_desktop.ui.screens.plan.documents_page import DocumentsPage
from tia_desktop.ui.screens.plan.facts_page import FactsPage
from tia_desktop.ui.screens.plan.team_page import TeamPage

TAB = Qt.Key.Key_Tab


def show(window: MainWindow, **arguments: str) -> QWidget:
    window.shell.go("plan", **arguments)
    settle(6)
    made = window.shell.pages.page
    assert made is not None
    return made


def form_of(window: MainWindow) -> AddForm:
    page = window.shell.pages.page
    assert page is not None
    return cast(AddForm, page.findChild(AddForm))


def put(editor: QLineEdit, text: str) -> None:
    editor.setFocus()
    editor.selectAll()
    type_text(text)


def error_of(field: QWidget | None) -> QLabel:
    assert field is not None
    return next(w for w in field.findChildren(QLabel) if w.property("kind") == "error")


def words(window: MainWindow) -> list[str]:
    return [w.text() for w in shown(window) if isinstance(w, QLabel)]


def below(page: QWidget, lower: QWidget, upper: QWidget) -> bool:
    place = QPoint(0, 0)
    return lower.mapTo(page, place).y() >= upper.mapTo(page, place).y() + upper.height()


# ---- words that are not sent yet


@pytest.mark.parametrize("page", ["team", "checks", "documents", "check"])
def test_unsent_words_are_there_when_somebody_comes_back(
    ws: Workspace, visit: RealityCheck, open_window: OpenWindow, page: str
) -> None:
    window = open_window(ws)
    there = {"check_id": visit.id} if page == "check" else {"page": page}
    show(window, **there)
    lines = [w for w in form_of(window).findChildren(QLineEdit) if not w.isReadOnly()]
    for n, line in enumerate(lines):
        put(line, f"words {n}")
    window.shell.go("overview")
    settle()
    show(window, **there)
    again = [w for w in form_of(window).findChildren(QLineEdit) if not w.isReadOnly()]
    assert [line.text() for line in again] == [f"words {n}" for n in range(len(lines))]
    assert lines


def test_what_is_chosen_and_ticked_comes_back_too_until_the_inspection_is_closed(
    ws: Workspace, desk: AppDesk, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    form = cast(TeamPage, show(window, page="team")).form
    put(form.name, "Joe")
    form.role.setCurrentIndex(2)
    form.before.click()
    window.shell.go("overview")
    form = cast(TeamPage, show(window, page="team")).form
    assert (form.name.text(), form.role.value(), form.before.isChecked()) == ("Joe", "tia", True)
    path = ws.store.path
    window.shell.close_inspection()
    window.shell.opened(desk.open(path))
    form = cast(TeamPage, show(window, page="team")).form
    assert (form.name.text(), form.before.isChecked()) == ("", False)
    window.shell.close_inspection()


def test_what_was_added_does_not_come_back(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws)
    form = cast(ChecksPage, show(window, page="checks")).form
    put(form.title, "North office")
    press(ENTER)
    assert "check_id" in window.shell.pages.visit.arguments
    assert "Added North office: board interview." in words(window)
    form = cast(ChecksPage, show(window, page="checks")).form
    assert form.title.text() == ""


# ---- Enter adds from every field


@pytest.mark.parametrize("field", ["title", "asked_of", "due"])
def test_enter_asks_for_a_document_from_every_field(
    ws: Workspace, open_window: OpenWindow, field: str
) -> None:
    window = open_window(ws)
    form = cast(DocumentsPage, show(window, page="documents")).form
    put(form.title, "Rent policy")
    put(form.due, "1 June 2026")
    getattr(form, field).setFocus()
    press(ENTER)
    [made] = ws.store.find(DocumentRequest)
    assert (made.title, made.due_on) == ("Rent policy", "2026-06-01")
    assert [line.text() for line in (form.title, form.asked_of, form.due)] == ["", "", ""]
    assert focused() is form.title


@pytest.mark.parametrize("field", ["name", "region", "rents"])
def test_enter_adds_somebody_from_every_field(ws: Workspace, open_window: OpenWindow, field: str) -> None:
    window = open_window(ws)
    form = cast(TeamPage, show(window, page="team")).form
    put(form.name, "Ann")
    form.role.setCurrentIndex(2)
    getattr(form, field).setFocus()
    press(ENTER)
    [ann] = ws.store.find(TeamMember)
    assert (ann.name, ann.role) == ("Ann", "tia")
    assert focused() is form.name
    assert "Added Ann, tenant inspection adviser." in words(window)


def test_enter_adds_our_own_question_once(
    ws: Workspace, visit: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    form = cast(CheckPage, show(window, check_id=visit.id)).own
    put(form.question, "Is the lift out?")
    press(ENTER)
    press(ENTER)  # nothing is typed now: it is refused, and nothing else is made
    [own] = ws.store.find(CheckItem, check_id=visit.id)
    assert own.question == "Is the lift out?"
    assert "Error:" in said(form.question)[1]


def test_a_refusal_of_a_form_goes_when_its_field_is_changed(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws)
    form = cast(DocumentsPage, show(window, page="documents")).form
    put(form.title, "Rent policy")
    put(form.due, "soon")
    press(ENTER)
    assert focused() is form.due
    assert form.due.text() == "soon"
    assert "not a date" in said(form.due)[1]
    type_text("!")
    assert "not a date" not in said(form.due)[1]


def test_enter_adds_a_check_and_the_focus_is_on_its_page(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws)
    put(cast(ChecksPage, show(window, page="checks")).form.title, "Ash Court")
    press(ENTER)
    settle(6)
    page = window.shell.pages.page
    assert isinstance(page, CheckPage)
    assert page.isAncestorOf(focused())
    assert focused().isVisible()


# ---- refusals


@pytest.mark.parametrize("width", [700, 999, 1180, 1366])
def test_a_long_refusal_stands_below_and_makes_nothing_wider(
    ws: Workspace, open_window: OpenWindow, width: int
) -> None:
    window = open_window(ws, size=(width, 1400))
    page = cast(TeamPage, show(window, page="team"))
    form = page.form
    before = form.width()
    put(form.name, "Joe")
    form.role.setCurrentIndex(2)
    put(form.rents, "Riverside Homes")
    press(ENTER)
    settle(6)
    error = error_of(form.rents.parentWidget())
    assert error.isVisible()
    assert "guidance para 35" in error.text()
    assert form.width() == before
    assert below(page, error, form.rents)
    assert error.height() >= error.heightForWidth(error.width())


@pytest.mark.parametrize(("width", "px"), [(1366, 16), (1366, 24), (800, 16)])
def test_a_refusal_moves_and_stretches_no_other_field(
    ws: Workspace, open_window: OpenWindow, width: int, px: int
) -> None:
    team.add_member(ws, "Maureen", "tia")
    page = cast(TeamPage, show(open_window(ws, size=(width, 1400), px=px), page="team"))
    page.list.open_row(page.list.row_ids()[0])
    settle(6)
    detail = page.detail
    others = (detail.name, detail.role, detail.region)
    before = [each.geometry() for each in others]
    put(cast(QLineEdit, detail.rents.editor), "Riverside Homes")
    press(ENTER)
    settle(6)
    error = error_of(detail.rents)
    assert error.isVisible()
    assert error.height() >= error.heightForWidth(error.width())
    assert [each.geometry() for each in others] == before


def member(ws: Workspace, window: MainWindow) -> TeamPage:
    """The page of the team with an adviser unfolded, whose own landlord was just refused."""
    team.add_member(ws, "Maureen", "tia", rents_from="Hillside Council")
    page = cast(TeamPage, show(window, page="team"))
    page.list.open_row(page.list.row_ids()[0])
    settle(6)
    line = cast(QLineEdit, page.detail.rents.editor)
    put(line, "Fernbank Homes")
    press(ENTER)
    put(line, "Riverside Homes")
    press(ENTER)
    assert "guidance para 35" in page.detail.rents.error()
    return page


def test_a_refusal_goes_when_the_field_is_edited_again(ws: Workspace, open_window: OpenWindow) -> None:
    page = member(ws, open_window(ws))
    put(cast(QLineEdit, page.detail.rents.editor), "Fernbank Homes")  # what is stored
    assert page.detail.rents.error() == ""


def test_a_refusal_goes_with_undo(ws: Workspace, open_window: OpenWindow) -> None:
    page = member(ws, open_window(ws))
    assert cast(QLineEdit, page.detail.rents.editor).text() == "Riverside Homes"
    press("z", CTRL)
    assert cast(QLineEdit, page.detail.rents.editor).text() == "Fernbank Homes"  # what is stored
    assert page.detail.rents.error() == ""


def test_a_refusal_stays_while_the_next_field_is_filled_in(ws: Workspace, open_window: OpenWindow) -> None:
    page = member(ws, open_window(ws))
    put(cast(QLineEdit, page.detail.region.editor), "North")
    press(TAB)
    settle()
    assert ws.store.find(TeamMember)[0].region == "North"
    assert "guidance para 35" in page.detail.rents.error()


def test_a_refusal_goes_when_another_role_makes_it_right(ws: Workspace, open_window: OpenWindow) -> None:
    page = member(ws, open_window(ws))
    page.detail.role.editor.setFocus()
    press(Qt.Key.Key_Up)
    settle()
    [maureen] = ws.store.find(TeamMember)
    assert (maureen.role, maureen.rents_from) == ("inspector", "Riverside Homes")
    assert page.detail.rents.error() == ""


def test_the_chosen_entry_chosen_again_takes_a_refusal_away(ws: Workspace, open_window: OpenWindow) -> None:
    team.add_member(ws, "Dev", "inspector", rents_from="Riverside Homes (sample)")
    page = cast(TeamPage, show(open_window(ws), page="team"))
    page.list.open_row(page.list.row_ids()[0])
    settle()
    role = page.detail.role
    role.editor.setFocus()
    press(Qt.Key.Key_Down)  # an adviser would inspect their own landlord
    assert "guidance para 35" in role.error()
    assert ws.store.find(TeamMember)[0].role == "inspector"
    role.editor.activated.emit(1)  # type: ignore[attr-defined]
    assert role.error() == ""


def test_a_refused_area_is_forgotten_when_the_stored_one_is_pressed(
    ws: Workspace, open_window: OpenWindow
) -> None:
    page = cast(FactsPage, show(open_window(ws), page="facts"))
    for area in page.areas.values():
        area.chips.toggle("out")
        settle()
    last = list(page.areas.values())[-1]
    assert error_of(last).isVisible()
    assert below(page, error_of(last), last.chips)
    last.chips.chip("full").click()  # type: ignore[attr-defined]
    assert not error_of(last).isVisible()


# ---- names that follow


def test_heading_and_window_follow_another_title_and_its_undo(
    ws: Workspace, visit: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    page = cast(CheckPage, show(window, check_id=visit.id))

    def names() -> set[str]:
        heads = [w.text() for w in page.findChildren(QLabel) if w.property("kind") == "h1"]
        return {*heads, page.title(), window.windowTitle().split(" – ")[0]}

    assert names() == {"Elm Park"}
    put(cast(QLineEdit, page.title_field.editor), "Ash Court")
    press(ENTER)
    settle()
    assert names() == {"Ash Court"}
    press(TAB)
    press("z", CTRL)
    settle()
    assert names() == {"Elm Park"}
    plan.change_check(ws, visit.id, title="From elsewhere")
    settle()
    assert names() == {"From elsewhere"}


def test_the_window_follows_another_landlord(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws)
    page = cast(FactsPage, show(window, page="facts"))
    put(cast(QLineEdit, page.landlord.editor), "Hillside Homes (sample)")
    press(ENTER)
    settle()
    assert "Hillside Homes (sample)" in window.windowTitle()


@pytest.mark.parametrize("screen", ["capture", "answers"])
def test_a_check_that_is_open_follows_another_title(
    ws: Workspace, visit: RealityCheck, open_window: OpenWindow, screen: str
) -> None:
    window = open_window(ws)
    window.shell.go(screen, check_id=visit.id)
    settle(6)
    assert "Elm Park" in window.windowTitle()
    plan.change_check(ws, visit.id, title="Ash Court")
    settle(6)
    assert "Ash Court" in window.windowTitle()
    assert any("Ash Court" in text for text in words(window))
    assert not any("Elm Park" in text for text in words(window))
