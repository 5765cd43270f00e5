"""The plan in the real window, by keyboard alone."""

from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from tests.ui.a11y import said, settle, shown
from tests.ui.conftest import OpenWindow
from tests.ui.keys import CTRL, ENTER, focused, press, type_text
from tia_desktop.bootstrap import AppDesk
from tia_desktop.domain.records import CheckItem, EvidenceNote, RealityCheck, TeamMember
from tia_desktop.services import documents, plan, self_assessment, team
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.fields import TextField
from tia_desktop.ui.main_window import MainWindow
from tia_desktop.ui.screens.overview.view import OverviewPage
from tia_desktop.ui.screens.plan.assessment_page import AssessmentPage
from tia_desktop.ui.screens.plan.check_page import CheckPage
from tia_desktop.ui.screens.plan.checks_page import ChecksPage
from tia_desktop.ui.screens.plan.documents_page import DocumentsPage
from tia_desktop.ui.screens.plan.facts_page import FactsPage
from tia_desktop.ui.screens.plan.programme_page import ProgrammePage
from tia_desktop.ui.screens.plan.team_page import TeamPage
from tia_desktop.ui.widgets import Button

TAB = Qt.Key.Key_Tab


def show(window: MainWindow, page: str, **more: str) -> QWidget:
    window.shell.go("plan", page=page, **more)
    settle(6)
    made = window.shell.pages.page
    assert made is not None
    return made


def tab_to(name: str) -> None:
    """Press Tab until something with this name has the focus."""
    for _ in range(60):
        press(TAB)
        if said(focused())[0].startswith(name):
            return
    raise AssertionError(f"Tab reaches nothing called {name!r}")


def tab_on(widget: QWidget) -> None:
    """Press Tab until this has the focus (a drop-down list is called by what is chosen in it)."""
    for _ in range(60):
        press(TAB)
        if focused() is widget:
            return
    raise AssertionError(f"Tab does not reach {widget}")


def replace_text(text: str) -> None:
    """Type over what stands in the field that has the focus."""
    cast(QLineEdit, focused()).selectAll()
    type_text(text)


def in_view(page: QWidget, widget: QWidget) -> bool:
    view = page.area.viewport()  # type: ignore[attr-defined]
    return bool(view.rect().contains(widget.rect().translated(widget.mapTo(view, QPoint(0, 0)))))


# ---- the place and its pages


def test_the_strip_is_one_stop_and_leads_to_every_page(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws)
    window.shell.go("plan")
    settle()
    kinds = [type(window.shell.pages.page)]
    for _ in range(5):
        press(Qt.Key.Key_Right)
        press(ENTER)
        kinds.append(type(window.shell.pages.page))
    assert kinds == [FactsPage, TeamPage, ChecksPage, ProgrammePage, DocumentsPage, AssessmentPage]
    assert said(focused())[0] == "Self-assessment"
    press(TAB)
    assert said(focused())[0] != "The inspection"


def test_a_page_comes_back_under_its_own_tab(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws)
    window.shell.go("plan")
    settle()
    press(Qt.Key.Key_Right)
    press(ENTER)
    assert type(window.shell.pages.page) is TeamPage
    window.shell.go("overview")
    window.shell.go("plan")
    settle()
    page = window.shell.pages.page
    assert page is not None
    tabs = [tab for tab in page.findChildren(Button) if tab.isChecked()]
    assert tabs[0].words() == "The inspection"


def test_an_adviser_never_sees_the_plan(ws: Workspace, open_window: OpenWindow) -> None:
    team.declare_not_own_landlord(ws, "Ann")
    window = open_window(ws, role="tia")
    window.shell.go("plan")
    settle()
    assert window.shell.pages.visit.screen == "my_checks"


# ---- the inspection


def test_a_field_is_saved_when_it_is_left(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws)
    page = cast(FactsPage, show(window, "facts"))
    tab_to("Homes managed")
    type_text("6400")
    press(TAB)
    assert ws.inspection.homes == 6400
    assert cast(QLineEdit, page.homes.editor).text() == "6,400"
    tab_to("The team arrives on site")
    type_text("9/11/2026")
    press(ENTER)
    assert cast(QLineEdit, page.days["team_on_site"].editor).text() == "9 November 2026"
    words = [w.text() for w in shown(page) if hasattr(w, "text") and "from 18 January 2027" in w.text()]
    assert words


def test_what_is_typed_is_saved_when_the_page_is_left_at_once(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws)
    show(window, "facts")
    tab_to("Council")
    type_text("Riverside Council")
    window.shell.go("overview")
    assert ws.inspection.authority == "Riverside Council"


def test_a_landlord_that_an_adviser_rents_from_is_refused_in_place(
    ws: Workspace, open_window: OpenWindow
) -> None:
    team.add_member(ws, "Maureen", "tia", rents_from="Hillside Homes")
    window = open_window(ws)
    page = cast(FactsPage, show(window, "facts"))
    tab_to("Landlord")
    replace_text("Hillside Homes")
    press(TAB)
    assert "guidance para 35" in page.landlord.error()
    assert cast(QLineEdit, page.landlord.editor).text() == "Hillside Homes"  # to be mended
    assert ws.inspection.landlord == "Riverside Homes (sample)"
    assert "guidance para 35" in said(page.landlord.editor)[1]


def test_a_wrong_date_keeps_the_page_open_until_it_is_right_or_given_up(
    ws: Workspace, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    page = cast(FactsPage, show(window, "facts"))
    tab_to("The team arrives on site")
    type_text("next week")
    window.shell.go("overview")
    assert window.shell.pages.page is page
    assert "“next week” is not a date" in page.days["team_on_site"].error()
    window.shell.go("overview")
    assert window.shell.pages.page is page
    line = cast(QLineEdit, page.days["team_on_site"].editor)
    assert line.text() == "next week"
    line.setFocus()
    press("z", CTRL)  # taken back
    assert (line.text(), page.days["team_on_site"].error()) == ("", "")
    window.shell.go("overview")
    assert window.shell.pages.visit.screen == "overview"


def test_what_is_refused_stays_to_be_mended(ws: Workspace, open_window: OpenWindow) -> None:
    page = cast(FactsPage, show(open_window(ws), "facts"))
    tab_to("Homes managed")
    type_text("4200x")
    press(TAB)
    line = cast(QLineEdit, page.homes.editor)
    assert (line.text(), ws.inspection.homes) == ("4200x", None)
    assert "4200x" in page.homes.error()
    tab_to("The team arrives on site")  # another field changes the file: the words and the reason stay
    type_text("9/11/2026")
    press(ENTER)
    assert "4200x" in page.homes.error()
    line.setFocus()
    press(Qt.Key.Key_End)
    press(Qt.Key.Key_Backspace)
    assert page.homes.error() == ""
    press(TAB)
    assert ws.inspection.homes == 4200


def test_dates_that_contradict_one_another_say_so_in_place(ws: Workspace, open_window: OpenWindow) -> None:
    page = cast(FactsPage, show(open_window(ws), "facts"))
    tab_to("The ALMO starts work")
    type_text("1 August 2026")
    tab_to("The team arrives on site")
    type_text("1 October 2026")
    press(ENTER)
    found = [text for w in shown(page) if "is too early" in (text := str(getattr(w, "text", str)()))]
    assert len(found) == 1
    assert "on 1 February 2027 or later" in found[0]
    assert "Guidance paras 96, 112" in found[0]
    replace_text("1 March 2027")
    press(ENTER)
    assert not [w for w in shown(page) if "is too early" in getattr(w, "text", str)()]


def test_another_row_does_not_fold_away_what_is_refused(ws: Workspace, open_window: OpenWindow) -> None:
    team.add_member(ws, "Maureen", "tia", rents_from="Hillside Council")
    team.add_member(ws, "Ruth", "lead")
    page = cast(TeamPage, show(open_window(ws), "team"))
    tab_to("Ruth")  # the lead comes first
    press(Qt.Key.Key_Down)
    press(ENTER)
    tab_to("Rents from")
    replace_text("Riverside Homes")
    button = page.list.button(page.list.row_ids()[0])
    assert button is not None
    button.click()
    settle()
    assert focused() is page.detail.rents.editor
    assert "guidance para 35" in page.detail.rents.error()


def test_somebody_who_said_that_they_rent_here_is_shown_and_can_be_corrected(
    ws: Workspace, open_window: OpenWindow
) -> None:
    team.declare_own_landlord(ws, "Rita")
    page = cast(TeamPage, show(open_window(ws), "team"))
    tab_to("Rita. Stopped: rents from Riverside Homes (sample)")
    press(ENTER)
    assert any("said that they rent from this landlord" in getattr(w, "text", str)() for w in shown(page))
    tab_to("Rents from")
    replace_text("Hillside Council")
    press(ENTER)
    [rita] = ws.store.find(TeamMember)
    assert (rita.role, rita.declared_at) == ("tia", "")
    assert not any("said that they rent from this" in getattr(w, "text", str)() for w in shown(page))


def test_arrows_choose_the_kind_of_inspection(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws)
    page = show(window, "facts")
    tab_to("Full inspection")
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Right)
    assert ws.inspection.scope == "re-inspection"
    assert said(focused())[0] == "Re-inspection"
    assert any("Guidance para 118" in getattr(w, "text", str)() for w in shown(page))


def test_the_last_area_says_why_it_stays(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws)
    page = cast(FactsPage, show(window, "facts"))
    for area in page.areas.values():
        area.chips.toggle("out")
        settle()
    last = list(page.areas.values())[-1]
    assert last.chips.values() == ["full"]
    assert any("last area" in getattr(w, "text", str)() for w in shown(last))


# ---- the team


def test_somebody_is_added_by_keyboard(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws)
    page = cast(TeamPage, show(window, "team"))
    tab_to("Name or initials")
    type_text("Ruth")
    press(TAB)
    press(TAB)
    type_text("North")
    press(TAB)
    press(TAB)
    press(Qt.Key.Key_Space)
    press(TAB)
    press(ENTER)
    [ruth] = ws.store.find(TeamMember)
    assert (ruth.name, ruth.role, ruth.region, ruth.inspected_before) == ("Ruth", "lead", "North", True)
    assert page.list.row_ids() == [ruth.id]
    assert focused() is page.form.name
    assert page.form.name.text() == ""


def test_an_adviser_who_rents_here_is_refused_where_it_was_typed(
    ws: Workspace, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    page = cast(TeamPage, show(window, "team"))
    tab_to("Name or initials")
    type_text("Joe")
    press(TAB)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    assert page.form.role.value() == "tia"
    press(TAB)
    press(TAB)
    type_text("Riverside Homes")
    press(TAB)
    press(TAB)
    press(ENTER)
    assert ws.store.count(TeamMember) == 0
    assert focused() is page.form.rents
    assert page.form.rents.text() == "Riverside Homes"
    assert "guidance para 35" in said(page.form.rents)[1]


def test_a_later_edit_is_refused_and_stays_to_be_mended(ws: Workspace, open_window: OpenWindow) -> None:
    team.add_member(ws, "Maureen", "tia", rents_from="Hillside Council")
    window = open_window(ws)
    page = cast(TeamPage, show(window, "team"))
    tab_to("Maureen")
    press(ENTER)
    tab_to("Rents from")
    replace_text("Riverside Homes")
    press(TAB)
    assert "guidance para 35" in page.detail.rents.error()
    assert cast(QLineEdit, page.detail.rents.editor).text() == "Riverside Homes"
    assert ws.store.find(TeamMember)[0].rents_from == "Hillside Council"


def test_the_focus_goes_to_the_next_person_when_one_is_taken_off(
    ws: Workspace, open_window: OpenWindow
) -> None:
    for name in ("Ann", "Bob", "Cat"):
        team.add_member(ws, name, "inspector")
    window = open_window(ws)
    show(window, "team")
    tab_to("Ann")
    press(Qt.Key.Key_Down)
    press(ENTER)
    tab_to("Take Bob off the team")
    press(ENTER)
    assert [m.name for m in ws.store.find(TeamMember)] == ["Ann", "Cat"]
    assert said(focused())[0].startswith("Cat")


def test_somebody_with_checks_says_why_they_stay(ws: Workspace, open_window: OpenWindow) -> None:
    team.add_member(ws, "Dev", "inspector")
    plan.change_check(ws, ws.store.find(RealityCheck)[0].id, assigned_to="Dev")
    window = open_window(ws)
    page = cast(TeamPage, show(window, "team"))
    tab_to("Dev")
    press(ENTER)
    tab_to("Take Dev off the team")
    press(ENTER)
    assert ws.store.count(TeamMember) == 1
    assert any("still has 1 check" in getattr(w, "text", str)() for w in shown(page.detail))


# ---- checks


def test_a_check_is_added_and_a_question_left_out(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws)
    form = cast(ChecksPage, show(window, "checks")).form
    tab_on(form.kind)
    press("o")  # the list searches as people type: office visit
    kind = form.kind.value()
    assert ws.pack.template(kind).singular == "Office visit"
    tab_to("What is it called?")
    type_text("North office")
    press(ENTER)
    page = window.shell.pages.page
    assert isinstance(page, CheckPage)
    check = page.presenter.check
    assert (check.title, check.template) == ("North office", kind)
    first, second = page.list.row_ids()[:2]
    tab_to(page.list.button(first).words())  # type: ignore[union-attr]
    press(Qt.Key.Key_Down)
    press(ENTER)
    press(TAB)
    assert said(focused())[0] == "Leave out"
    press(ENTER)
    [item] = ws.store.find(CheckItem, check_id=check.id)
    assert (item.item_id, item.omitted) == (second, True)
    assert said(focused())[0] == "Take in again"
    assert page.list.row_ids()[:2] == [first, second]
    assert "left out" in page.list.button(second).accessibleName()  # type: ignore[union-attr]


def test_a_question_that_moves_keeps_the_focus_in_view(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws, size=(683, 384))
    window.shell.go("plan", check_id=ws.store.find(RealityCheck)[0].id)
    settle()
    page = cast(CheckPage, window.shell.pages.page)
    rows = page.list.row_ids()
    page.list.open_row(rows[0], focus=True)
    settle()
    tab_to("Move down")
    for k in range(1, 5):
        press(ENTER)
        settle()
        assert page.list.row_ids().index(rows[0]) == k
        assert said(focused())[0] == "Move down"
        assert in_view(page, focused())


def test_own_words_of_a_question_are_saved_when_they_are_left(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws)
    window.shell.go("plan", check_id=ws.store.find(RealityCheck)[0].id)
    settle()
    page = cast(CheckPage, window.shell.pages.page)
    row = page.list.row_ids()[0]
    page.list.open_row(row, focus=True)
    tab_to("Question")
    focused().selectAll()  # type: ignore[attr-defined]
    type_text("Does the main door shut by itself?")
    press(TAB)
    assert ws.store.find(CheckItem)[0].question == "Does the main door shut by itself?"
    assert page.list.button(row).words() == "Does the main door shut by itself?"  # type: ignore[union-attr]
    tab_to("Move up")
    tab_to("The template’s words")
    press(ENTER)
    assert ws.store.find(CheckItem)[0].question == ""


def test_targets_and_the_person_are_set_by_keyboard(ws: Workspace, open_window: OpenWindow) -> None:
    team.add_member(ws, "Ruth", "lead")
    check = ws.store.find(RealityCheck)[0].id
    window = open_window(ws)
    window.shell.go("plan", check_id=check)
    settle()
    tab_on(cast(CheckPage, window.shell.pages.page).who.editor)
    press(Qt.Key.Key_Down)
    tab_to("1. Are the aims clear?")
    type_text("4")
    press(TAB)
    assert plan.targets_of(ws, check)["j1.kq1"] == 4
    assert ws.need(RealityCheck, check).assigned_to == ws.store.find(TeamMember)[0].id


def test_a_gap_becomes_a_planned_check_in_one_action(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws)
    page = cast(ChecksPage, show(window, "checks"))
    tab_to("List")
    press(Qt.Key.Key_Right)
    assert page.view == "kinds"
    tab_to("Notes by kind of check")
    before = ws.store.count(RealityCheck)
    press(ENTER)  # the first cell: board interviews, key question 1
    assert ws.store.count(RealityCheck) == before + 1
    assert window.shell.pages.visit.arguments == {"page": "checks"}
    table = page.panels["kinds"].panel
    assert focused() is table.table
    assert table.model.matrix.cells[0][0].target == 1
    press(ENTER)
    assert "check_id" in window.shell.pages.visit.arguments
    assert ws.store.count(RealityCheck) == before + 1


def test_a_gap_of_an_area_becomes_a_planned_check(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws)
    page = cast(ChecksPage, show(window, "checks", view="areas"))
    before = ws.store.count(RealityCheck)
    tab_to("Gap. ")
    press(ENTER)
    assert ws.store.count(RealityCheck) == before + 1
    assert page.panels["areas"].panel.model.matrix.cells[0][0].target == 1
    assert page.isAncestorOf(focused())


# ---- the programme


def test_a_visit_is_scheduled_and_its_clash_is_said(ws: Workspace, open_window: OpenWindow) -> None:
    team.add_member(ws, "Ruth", "lead")
    elm = ws.store.find(RealityCheck)[0].id
    plan.change_check(ws, elm, assigned_to="Ruth")
    plan.add_check(
        ws, "rc08", "Ash Court", assigned_to="Ruth",
        planned_for="2026-11-16T10:00", planned_until="2026-11-16T12:00",
    )  # fmt: skip
    window = open_window(ws)
    page = cast(ProgrammePage, show(window, "programme"))
    tab_to("10:00 to 12:00 · Ash Court")
    press(Qt.Key.Key_Down)
    assert said(focused())[0].startswith("Elm Park")
    press(ENTER)
    press(TAB)
    for text in ("16 nov 2026", "9:30", "11"):
        type_text(text)
        press(TAB)
    assert ws.need(RealityCheck, elm).planned_for == "2026-11-16T09:30"
    assert ws.need(RealityCheck, elm).planned_until == "2026-11-16T11:00"
    assert page.list.current == f"{elm}@2026-11-16"
    assert page.detail.isAncestorOf(focused())
    assert page.detail.clash.isVisible()
    assert "Ruth is at “Ash Court”" in page.detail.clash.text()
    row = page.list.button(page.list.current)
    assert row is not None
    assert "Clash with “Ash Court”" in row.accessibleName()


# ---- documents


def test_the_usual_documents_are_asked_for_and_one_is_received(
    ws: Workspace, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    page = cast(DocumentsPage, show(window, "documents"))
    tab_to("Ask for the usual ones")
    press(ENTER)
    assert len(page.list.row_ids()) == len(documents.documents(ws)) > 0
    assert page.isAncestorOf(focused())
    page.list.open_row(page.list.row_ids()[0], focus=True)
    tab_to("Not asked yet")
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Right)
    first = documents.documents(ws)[0]
    assert first.status == "received"
    assert first.received_on
    assert said(focused())[0] == "Received"
    assert page.detail.texts["received_on"].editor.text()  # type: ignore[attr-defined]


# ---- self-assessment


def test_an_answer_is_typed_and_found_after_reopening(
    ws: Workspace, desk: AppDesk, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    page = cast(AssessmentPage, show(window, "assessment"))
    prompt = page.list.row_ids()[1]
    tab_to(page.list.button(page.list.row_ids()[0]).words())  # type: ignore[union-attr]
    press(Qt.Key.Key_Down)
    press(ENTER)
    assert focused() is page.note
    type_text("They meet every month.")
    path = ws.store.path
    window.shell.close_inspection()
    again = desk.open(path)
    try:
        [note] = again.store.find(EvidenceNote, prompt_id=prompt)
        assert (note.text, note.how, note.source) == ("They meet every month.", "read", "document")
        window.shell.opened(again)
        page = cast(AssessmentPage, show(window, "assessment"))
        row = page.list.button(prompt)
        assert row is not None
        assert "They meet every month." in row.accessibleName()
        page.list.open_row(prompt, focus=True)
        settle()
        assert page.note.text() == "They meet every month."
    finally:
        window.shell.close_inspection()


def test_the_next_prompt_without_an_answer(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws)
    page = cast(AssessmentPage, show(window, "assessment"))
    rows = page.list.row_ids()
    self_assessment.answer(ws, rows[1], "Yes.")
    settle()
    page.list.open_row(rows[0])
    type_text("First.")
    press(TAB)
    press(ENTER)
    assert page.list.current == rows[2]
    assert focused() is page.note
    assert page.note.text() == ""
    type_text("Third.")
    assert page.flush()
    texts = {n.prompt_id: n.text for n in ws.store.find(EvidenceNote)}
    assert texts == {rows[0]: "First.", rows[1]: "Yes.", rows[2]: "Third."}
    page.list.open_row("")
    assert page._progress._label.text() == "3 of 53 answered"


# ---- a file that can only be read, and the overview


def test_nothing_is_written_in_a_file_that_can_only_be_read(
    desk: AppDesk, ws: Workspace, open_window: OpenWindow
) -> None:
    path = ws.store.path
    ws.store.close()
    reader = desk.open(path, read_only=True)
    window = open_window(reader)
    page = cast(FactsPage, show(window, "facts"))
    tab_to("Homes managed")
    type_text("5")
    press(TAB)
    assert page.homes.error() == reader.store.read_only_reason
    assert cast(QLineEdit, page.homes.editor).text() == ""
    window.shell.close_inspection()


@pytest.mark.parametrize("size", [(1366, 768), (683, 384)])
def test_the_overview_turns_to_the_service_areas(
    sample: Workspace, open_window: OpenWindow, size: tuple[int, int]
) -> None:
    window = open_window(sample, size=size)
    page = cast(OverviewPage, window.shell.pages.page)
    tab_to("By service area")
    press(ENTER)
    areas, kinds = page._areas, page._coverage
    assert areas is not None
    assert kinds is not None
    assert areas.isVisible()
    assert not kinds.isVisible()
    press(TAB)
    assert focused() is areas.table
    press(Qt.Key.Key_Down)
    assert areas.table.currentIndex().row() == 1
    tab_to("By kind of check")
    press(ENTER)
    assert kinds.isVisible()


def test_every_field_names_its_record_in_the_plan(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws)
    for page in ("facts", "team", "documents"):
        made = show(window, page)
        for field in made.findChildren(TextField):
            assert said(field.editor)[0]


# ---- long words are saved while they are typed


def test_our_own_words_are_on_the_disk_before_they_are_left(
    ws: Workspace, visit: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    window.shell.go("plan", check_id=visit.id)
    settle()
    page = cast(CheckPage, window.shell.pages.page)
    page.list.open_row(page.list.row_ids()[0], focus=True)
    settle()
    for name, field in (("question", page.detail.question), ("look_for", page.detail.look_for)):
        field.editor.setFocus(Qt.FocusReason.TabFocusReason)
        before = ws.store.log.head()[1]
        focused().selectAll()  # type: ignore[attr-defined]
        for part in ("Is the lift", " working ", "today?"):
            type_text(part)
            QTest.qWait(450)
            assert focused() is field.editor
            assert field.editor.text().endswith(part)  # type: ignore[attr-defined]
        [own] = ws.store.find(CheckItem, check_id=visit.id)
        assert getattr(own, name) == "Is the lift working today?"
        page.flush()
        ws.store.seal()
        assert ws.store.log.head()[1] - before <= 2  # one burst, not a change for every word


def test_a_cleared_question_is_not_filled_in_under_the_hands(
    ws: Workspace, visit: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    window.shell.go("plan", check_id=visit.id)
    settle()
    page = cast(CheckPage, window.shell.pages.page)
    page.list.open_row(page.list.row_ids()[0], focus=True)
    settle()
    field = page.detail.question
    field.editor.setFocus(Qt.FocusReason.TabFocusReason)
    template = field.editor.text()  # type: ignore[attr-defined]
    field.editor.selectAll()  # type: ignore[attr-defined]
    type_text("x")
    press(Qt.Key.Key_Backspace)
    QTest.qWait(500)
    assert field.editor.text() == ""  # type: ignore[attr-defined]
    press(TAB)
    assert field.editor.text() == template  # type: ignore[attr-defined]


def test_a_remark_is_on_the_disk_before_it_is_left(ws: Workspace, open_window: OpenWindow) -> None:
    documents.add_suggested(ws)
    window = open_window(ws)
    page = cast(DocumentsPage, show(window, "documents"))
    first = page.list.row_ids()[0]
    page.list.open_row(first, focus=True)
    settle()
    page.detail.texts["remark"].editor.setFocus(Qt.FocusReason.TabFocusReason)
    type_text("Only the summary")
    QTest.qWait(500)
    assert page.presenter.document(first).remark == "Only the summary"  # type: ignore[union-attr]
