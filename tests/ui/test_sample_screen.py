"""The sample of cases in the window: by keyboard from the landlord's list to a result, and nothing lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QWidget

from tests.ui.a11y import settle
from tests.ui.conftest import OpenWindow
from tests.ui.keys import ENTER, focused, press, tab_to, tab_to_widget, type_text, words_of
from tests.ui.sample_pages import answer_cases, case_check, drawn, keep_list, show, wait, write_list
from tia_desktop.bootstrap import AppDesk
from tia_desktop.domain.case_records import FIRST, REPLACED, TESTED, CaseList, Sample, SampledCase
from tia_desktop.domain.records import EvidenceNote, RealityCheck
from tia_desktop.domain.sampling import MOST_STRATA
from tia_desktop.services import case_lists, guided, plan, sampled_cases, sampling, team
from tia_desktop.services.sampling import DrawPlan
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.main_window import MainWindow
from tia_desktop.ui.screens.capture.view import CapturePage
from tia_desktop.ui.screens.sample.cases_page import CasesPage
from tia_desktop.ui.screens.sample.draw_form import DrawForm
from tia_desktop.ui.screens.sample.draw_page import DrawPage
from tia_desktop.ui.screens.sample.list_page import ListPage
from tia_desktop.ui.screens.sample.results_page import ResultsPage
from tia_desktop.ui.widgets import Page

TAB = Qt.Key.Key_Tab


def page_of(window: MainWindow) -> Page:
    page = window.shell.pages.page
    assert page is not None
    return page


def list_page(window: MainWindow, ws: Workspace) -> ListPage:
    page = show(window, case_check(ws), "list")
    assert isinstance(page, ListPage)
    return page


def draw_page(window: MainWindow, check: str) -> DrawPage:
    page = show(window, check, "draw")
    assert isinstance(page, DrawPage)
    return page


def cases_page(window: MainWindow, check: str) -> CasesPage:
    page = show(window, check, "cases")
    assert isinstance(page, CasesPage)
    return page


def case(ws: Workspace, case_id: str) -> SampledCase:
    return ws.need(SampledCase, case_id)


# ---- the whole way by keyboard


def test_a_list_comes_in_by_keyboard(
    ws: Workspace, open_window: OpenWindow, tmp_path: Path, choose: Callable[[Path], None]
) -> None:
    window = open_window(ws)
    page = list_page(window, ws)
    choose(write_list(tmp_path, 40, more="R9,Name,tbc,01/03/2026,Heating,1\nR8,Name,1,2,3,4,5,6\n"))
    tab_to("Choose a file…")
    press(ENTER)
    wait(window)
    assert focused() is page.table.title  # ready to be renamed
    type_text("Repairs of March")
    names = [row.name for row in page.presenter.form().columns if not row.is_kept]  # type: ignore[union-attr]
    assert names == ["Tenant name"]
    tab_to("Cost")
    press(Qt.Key.Key_Space)  # nobody needs it
    tab_to("Keep this list")
    press(ENTER)
    wait(window)
    (kept,) = ws.store.find(CaseList)
    assert (kept.title, kept.row_count, kept.reference) == ("Repairs of March", 41, "Job number")
    columns = [column.name for column in case_lists.columns_of(kept)]
    assert columns == ["Job number", "Reported", "Finished", "Kind of work"]
    came = page.presenter.came()
    assert came is not None
    assert [name for name, _ in came.left] == ["Tenant name", "Cost"]
    assert [row for row, _ in came.problems] == ["42", "43"]  # as a spreadsheet counts: below the header
    tab_to("On to the draw")
    press(ENTER)
    assert isinstance(page_of(window), DrawPage)


def test_cases_are_drawn_by_keyboard(ws: Workspace, open_window: OpenWindow, tmp_path: Path) -> None:
    keep_list(ws, tmp_path, 200)
    check = case_check(ws)
    window = open_window(ws)
    page = draw_page(window, check)
    assert page.form is not None
    assert page.form.count.text() == "66"  # within 10 points, unless somebody says otherwise
    assert "66 of 200 cases to be within 9.9 points" in page.form.margin.text()
    tab_to("By lot")
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)  # by lot in groups
    press(TAB)
    tab_to_widget(page.form.column)
    page.form.column.setCurrentIndex(page.form.column.findData("Kind of work"))
    settle()
    assert page.form.table.model().rowCount() == 3
    page.form.count.setFocus()
    page.form.count.selectAll()
    type_text("12")
    page.form.seed.setFocus()
    page.form.seed.selectAll()
    type_text("riverside-2026")
    press(ENTER)
    (made,) = sampling.samples_of(ws, check)
    assert (made.wanted, made.method, made.column, made.seed) == (
        12,
        "stratified",
        "Kind of work",
        "riverside-2026",
    )
    assert [part.wanted for part in sampling.strata_of(ws, made.id)] == [4, 4, 4]
    assert words_of(focused()) == "Look at the cases"
    press(ENTER)
    assert isinstance(page_of(window), CasesPage)


def test_a_case_takes_digits_and_enter_only(ws: Workspace, open_window: OpenWindow) -> None:
    check, sample = drawn(ws, groups=False, count=3)
    window = open_window(ws)
    cases_page(window, check)
    first, second, _ = sampled_cases.cases_of(ws, sample)
    assert words_of(focused()) == "Look at the next case"
    press(ENTER)
    pages = 0
    while isinstance(page_of(window), CapturePage):
        page = page_of(window)
        assert isinstance(page, CapturePage)
        assert page.panel is not None
        assert page.panel.question.entry_title == first.reference
        assert "From “Reported” to “Finished”: 1 day" in page._case.text()  # what the list says
        if page.panel.value is not None:
            page.panel.value.setFocus()
            press("0")
        else:
            press("1")
        press(ENTER)
        pages += 1
        assert pages < 20
    assert pages == 8  # the questions about a repair
    assert case(ws, first.id).status == TESTED
    assert case(ws, first.id).entry_id == FIRST
    assert isinstance(page_of(window), CasesPage)
    assert words_of(focused()) == "Look at the next case"
    press(ENTER)
    page = page_of(window)
    assert isinstance(page, CapturePage)
    assert page.panel is not None
    assert page.panel.question.entry_title == second.reference


def test_before_the_first_case_it_is_asked_what_kind_they_are(ws: Workspace, open_window: OpenWindow) -> None:
    check = case_check(ws)
    made = sampling.draw_sample(ws, keep_list(ws, ws.store.path.parent), check, DrawPlan(count=3, seed="x"))
    window = open_window(ws)
    page = cases_page(window, check)
    press(ENTER)
    capture = page_of(window)
    assert isinstance(capture, CapturePage)
    assert capture.before is not None
    first = sampled_cases.cases_of(ws, made)[0]
    assert case(ws, first.id).entry_id == FIRST
    assert page.presenter.state.left


def test_next_case_leads_back_to_the_cases(ws: Workspace, open_window: OpenWindow) -> None:
    """In capture the button would add a case that nobody drew."""
    check, sample = drawn(ws, groups=False, count=3)
    answer_cases(ws, sample, 1)
    window = open_window(ws)
    page = cases_page(window, check)
    done = sampled_cases.cases_of(ws, sample)[0]
    page.presenter.look(done.id)
    settle()
    capture = page_of(window)
    assert isinstance(capture, CapturePage)
    while not capture.panel.question.add:  # type: ignore[union-attr]
        capture._presenter.next()
        settle()
    before = len(guided.steps(ws, ws.need(RealityCheck, check)))
    capture._presenter.add_entry()
    settle()
    assert isinstance(page_of(window), CasesPage)
    assert len(guided.steps(ws, ws.need(RealityCheck, check))) == before


def test_beside_a_case_stand_its_own_questions_only(ws: Workspace, open_window: OpenWindow) -> None:
    """The list beside the question would else hold those of all cases: hundreds of buttons."""
    check, sample = drawn(ws, groups=False, count=4)
    answer_cases(ws, sample, 3)
    window = open_window(ws)
    page = cases_page(window, check)
    page.presenter.look(sampled_cases.cases_of(ws, sample)[1].id)
    settle()
    capture = page_of(window)
    assert isinstance(capture, CapturePage)
    steps = [step for _, group in capture._presenter.step_groups() for step in group]
    entry = capture._presenter.walk.entry
    assert len([step for step in steps if step.key.endswith(f"@{entry}")]) == 8
    assert len(steps) == 10  # with what comes before, and the next case
    capture._presenter.back()
    settle()
    capture._presenter.back()  # over to the case before
    settle()
    assert capture._presenter.walk.entry != entry
    assert capture.steps.has(capture._presenter.walk.key)


def test_a_case_is_replaced_by_keyboard(ws: Workspace, open_window: OpenWindow) -> None:
    check, sample = drawn(ws, groups=False, count=3)
    window = open_window(ws)
    page = cases_page(window, check)
    first = sampled_cases.cases_of(ws, sample)[0]
    reserve = sampled_cases.reserves_of(ws, sample, "")[0]
    tab_to("Cannot be looked at…")
    press(ENTER)
    assert isinstance(focused(), QLineEdit)
    press(ENTER)  # without a reason it is refused, in its place
    assert case(ws, first.id).status != REPLACED
    assert "Say why" in page.why.accessibleDescription()
    type_text("the file is with the court")
    press(ENTER)
    assert (case(ws, first.id).status, case(ws, first.id).reason) == (REPLACED, "the file is with the court")
    assert case(ws, reserve.id).replaces == first.id
    assert page.presenter.chosen() == reserve.id
    assert words_of(focused()) == "Look at the next case"
    assert [row.reference for row in page._rows].count(first.reference) == 1  # still listed, with the reason


def test_a_result_becomes_a_note_by_keyboard(ws: Workspace, open_window: OpenWindow) -> None:
    check, sample = drawn(ws)
    answer_cases(ws, sample, 9)
    window = open_window(ws)
    page = show(window, check, "results")
    assert isinstance(page, ResultsPage)
    first = page.presenter.shown()[0]
    assert first.count == "6 of 9"
    assert first.whole.startswith("In the whole list (60): between ")
    assert len(first.groups) == 3
    assert first.picture.startswith(b"<?xml")
    before = ws.store.count(EvidenceNote, check_id=check)
    tab_to("Keep as a note")  # the first one that comes
    assert focused().accessibleName() == f"Keep as a note: {first.question}"
    press(ENTER)
    assert ws.store.count(EvidenceNote, check_id=check) == before + 1
    (note,) = ws.store.find(EvidenceNote, check_id=check, item_id="")
    assert note.text.startswith(f"{first.question} 6 of 9 cases.")
    assert page.presenter.shown()[0].is_kept  # it is not offered once more
    assert not page.presenter.shown()[1].is_kept


def test_a_number_counts_by_what_is_good(ws: Workspace, open_window: OpenWindow) -> None:
    check, sample = drawn(ws)
    answer_cases(ws, sample, 9)
    window = open_window(ws)
    page = show(window, check, "results")
    assert isinstance(page, ResultsPage)
    (item,) = page.presenter.valued()
    assert page.presenter.set_good(item.id, "<=", "two") == "Write a number, such as 28."
    assert page.presenter.set_good(item.id, "<=", "2") == ""
    shown = next(each for each in page.presenter.shown() if each.item_id == item.id)
    assert (shown.count, shown.good) == ("9 of 9", "<=2")
    page.presenter.set_good(item.id, "<=", "1")
    assert next(e for e in page.presenter.shown() if e.item_id == item.id).count == "0 of 9"


# ---- nothing is lost


def test_a_file_that_is_looked_at_waits(ws: Workspace, open_window: OpenWindow, tmp_path: Path) -> None:
    window = open_window(ws)
    page = list_page(window, ws)
    page.take(write_list(tmp_path))
    wait(window)
    page.table.title.setFocus()
    page.table.title.selectAll()
    type_text("Repairs of March")
    tab_to("Tenant name")
    press(Qt.Key.Key_Space)
    page.presenter.read_as("Cost", "text")
    page.presenter.name_cases_by("")
    before = page.presenter.form()
    window.shell.go("collect")
    again = list_page(window, ws)
    assert again is not page
    assert again.presenter.form() == before
    assert again.table.isVisible()
    assert again.table.title.text() == "Repairs of March"
    tenant = again.table.columns.column("Tenant name")
    assert tenant is not None
    assert tenant.keep.isChecked()


def test_a_form_of_a_draw_waits(ws: Workspace, open_window: OpenWindow, tmp_path: Path) -> None:
    keep_list(ws, tmp_path)
    check = case_check(ws)
    window = open_window(ws)
    page = draw_page(window, check)
    assert page.form is not None
    page.form.count.setText("17")
    page.form.reserves.setText("3")
    page.form.seed.setText("the mayor's birthday")
    page.form.methods["stratified"].setChecked(True)
    page.form.column.setCurrentIndex(page.form.column.findData("Kind of work"))
    page.form.allocation.toggle("equal")
    window.shell.go("collect")
    again = draw_page(window, check)
    assert again.form is not None
    assert (again.form.count.text(), again.form.reserves.text()) == ("17", "3")
    assert again.form.seed.text() == "the mayor's birthday"
    assert again.form.methods["stratified"].isChecked()
    assert again.form.column.value() == "Kind of work"
    assert again.form.allocation.values() == ["equal"]
    assert again.form.table.model().rowCount() == 3


def test_a_reason_that_is_typed_waits(ws: Workspace, open_window: OpenWindow) -> None:
    check, _ = drawn(ws)
    window = open_window(ws)
    page = cases_page(window, check)
    page._begin_replacing(page.presenter.chosen())
    type_text("with the court")
    window.shell.go("collect")
    again = cases_page(window, check)
    again._begin_replacing(again.presenter.chosen())
    assert again.why.text() == "with the court"


def test_another_text_size_loses_nothing(ws: Workspace, open_window: OpenWindow, tmp_path: Path) -> None:
    window = open_window(ws)
    page = list_page(window, ws)
    page.take(write_list(tmp_path))
    wait(window)
    page.table.title.setText("Repairs of March")
    page.table.title.textEdited.emit("Repairs of March")
    window.shell.pages.rebuild()
    wait(window)
    again = page_of(window)
    assert isinstance(again, ListPage)
    assert again.table.title.text() == "Repairs of March"


# ---- refusals


def test_a_file_that_is_no_table_is_refused_in_its_place(
    ws: Workspace, open_window: OpenWindow, tmp_path: Path
) -> None:
    window = open_window(ws)
    page = list_page(window, ws)
    bad = tmp_path / "list.csv"
    bad.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    page.take(bad)
    wait(window)
    assert "picture" in page._file_refused.words()
    assert page.choose_card.isVisible()
    page.take(write_list(tmp_path))
    wait(window)
    assert page.table.isVisible()
    page.take(bad)  # what was shown before stays
    wait(window)
    assert page.table.isVisible()
    assert page.presenter.form().name == "repairs.csv"  # type: ignore[union-attr]
    assert "picture" in page.table.refusal()


def test_a_header_row_that_is_none_is_refused(ws: Workspace, open_window: OpenWindow, tmp_path: Path) -> None:
    window = open_window(ws)
    page = list_page(window, ws)
    page.take(write_list(tmp_path))
    wait(window)
    page.presenter.reopen("header", "first")
    wait(window)
    assert "“first” is no row" in page.table.refusal()
    page.presenter.reopen("header", "3")
    wait(window)
    assert page.presenter.form().header == 3  # type: ignore[union-attr]
    assert page.table.refusal() == ""


def test_the_same_list_twice_is_refused_and_stays_on_the_page(
    ws: Workspace, open_window: OpenWindow, tmp_path: Path
) -> None:
    window = open_window(ws)
    for _ in range(2):
        page = list_page(window, ws)
        page.take(write_list(tmp_path))
        wait(window)
        page.presenter.keep()
        wait(window)
    assert "here already" in page.table.refusal()
    assert page.table.isVisible()
    assert ws.store.count(CaseList) == 1


def test_cancel_keeps_nothing_and_loses_nothing(
    ws: Workspace, open_window: OpenWindow, tmp_path: Path
) -> None:
    window = open_window(ws)
    page = list_page(window, ws)
    page.take(write_list(tmp_path, 30_000))
    wait(window)
    before = page.presenter.form()
    page.presenter.keep()
    for job in window.shell.jobs._jobs:
        job.cancel()
    wait(window)
    assert ws.store.count(CaseList) == 0
    assert page.presenter.form() == before
    page.presenter.keep()  # and it can be kept after all
    wait(window)
    assert ws.store.count(CaseList) == 1


def test_a_list_that_is_kept_after_the_page_was_left_is_kept(
    ws: Workspace, open_window: OpenWindow, tmp_path: Path
) -> None:
    window = open_window(ws)
    page = list_page(window, ws)
    page.take(write_list(tmp_path))
    wait(window)
    page.presenter.keep()
    window.shell.go("collect")
    wait(window)
    assert ws.store.count(CaseList) == 1


def test_a_list_with_a_draw_cannot_be_taken_away(ws: Workspace, open_window: OpenWindow) -> None:
    check, _ = drawn(ws)
    window = open_window(ws)
    page = show(window, check, "list")
    assert isinstance(page, ListPage)
    page._remove(ws.store.find(CaseList)[0].id)
    assert "so it stays" in page._list_refused.words()


@pytest.mark.parametrize(
    ("field", "words", "said"),
    [
        ("count", "61", "The list has 60 cases"),
        ("count", "some", "is no number of cases"),
        ("count", "", "Write how many cases"),
        ("count", "0", "Draw 1 to 1,000 cases"),
        ("reserves", "500", "Ask for 0 to 200 reserves"),
        ("method", "stratified", "Choose the column"),
    ],
)
def test_a_draw_that_cannot_be_is_refused(
    ws: Workspace, open_window: OpenWindow, tmp_path: Path, field: str, words: str, said: str
) -> None:
    keep_list(ws, tmp_path)
    check = case_check(ws)
    window = open_window(ws)
    page = draw_page(window, check)
    assert page.form is not None
    page.presenter.set(field, words)
    page.presenter.draw()
    assert said in words_of(focused())  # the summary has the focus, and leads to the field
    assert not sampling.samples_of(ws, check)


def test_a_column_with_too_many_groups_is_refused(
    ws: Workspace, open_window: OpenWindow, tmp_path: Path
) -> None:
    keep_list(ws, tmp_path, MOST_STRATA + 1)
    window = open_window(ws)
    page = draw_page(window, case_check(ws))
    assert page.form is not None
    page.form.methods["stratified"].setChecked(True)
    page.form.column.setCurrentIndex(page.form.column.findData("Job number"))
    assert "different values" in page.form._fields["column"].error()
    assert not page.form.table.isVisible()


def test_without_a_reserve_the_case_stays(ws: Workspace, open_window: OpenWindow) -> None:
    check, sample = drawn(ws, groups=False, count=3)
    for each in sampled_cases.cases_of(ws, sample)[:2]:
        sampled_cases.replace_case(ws, each.id, "lost")
    window = open_window(ws)
    page = cases_page(window, check)
    left = page.presenter.chosen()
    assert "No reserve is left" in page.presenter.replace(left, "lost too")
    assert case(ws, left).status != REPLACED


# ---- drawing anew


def test_drawing_anew_asks_first_when_work_hangs_on_the_draw(ws: Workspace, open_window: OpenWindow) -> None:
    check, sample = drawn(ws)
    answer_cases(ws, sample, 1)
    window = open_window(ws)
    page = draw_page(window, check)
    tab_to("Draw anew")
    press(ENTER)
    assert words_of(focused()) == "Keep the draw there is"  # Enter does no harm
    assert not page.findChildren(DrawForm)
    press(TAB)
    assert words_of(focused()) == "Draw anew all the same"
    press(ENTER)
    assert page.form is not None
    page.presenter.draw()
    settle()
    first, second = sampling.samples_of(ws, check)
    assert first.id == sample
    shown = page.presenter.drawn()
    assert shown is not None
    assert shown.id == second.id


def test_a_draw_without_work_is_replaced_at_once(ws: Workspace, open_window: OpenWindow) -> None:
    check, sample = drawn(ws)
    window = open_window(ws)
    page = draw_page(window, check)
    page._draw_anew()
    assert page.form is not None
    page.presenter.draw()
    settle()
    (made,) = sampling.samples_of(ws, check)
    assert made.id != sample


def test_a_draw_can_be_copied_and_drawn_once_more(
    ws: Workspace, open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    check, sample = drawn(ws)
    window = open_window(ws)
    page = draw_page(window, check)
    made = ws.need(Sample, sample)
    page._copy(made)
    copied = QGuiApplication.clipboard().text()
    assert made.content_sha256 in copied
    assert "Seed: riverside-2026" in copied
    assert "Heating: 3 / 20" in copied
    said: list[str] = []
    monkeypatch.setattr(window.shell, "show_notice", said.append)
    page.presenter.test(made)
    assert said == ["Drawn once more: the same cases came up."]


def test_a_long_list_is_drawn_in_a_worker(
    ws: Workspace, open_window: OpenWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tia_desktop.ui import looking

    monkeypatch.setattr(looking, "AT_ONCE", 10)
    keep_list(ws, tmp_path)
    check = case_check(ws)
    window = open_window(ws)
    page = draw_page(window, check)
    assert page.form is not None
    page.form.methods["stratified"].setChecked(True)
    page.form.column.setCurrentIndex(page.form.column.findData("Kind of work"))
    wait(window)
    assert page.form.table.model().rowCount() == 3
    page.form.seed.setText("riverside-2026")
    page.presenter.draw()
    wait(window)
    (made,) = sampling.samples_of(ws, check)
    assert sampling.verify(ws, made.id) == []


# ---- ways in


def test_the_menu_asks_which_check(ws: Workspace, open_window: OpenWindow) -> None:
    check = case_check(ws)
    window = open_window(ws)
    (entry,) = (a for a in window.shell.menus.all_actions() if a.text() == "Sample of cases…")
    entry.trigger()
    settle()
    assert words_of(focused()) == "Repairs in the north"
    press(ENTER)
    wait(window)
    page = page_of(window)
    assert isinstance(page, ListPage)
    assert page.state.check.id == check


def test_collecting_and_the_first_page_lead_to_the_cases(ws: Workspace, open_window: OpenWindow) -> None:
    check = case_check(ws)
    window = open_window(ws)
    window.shell.go("collect")
    tab_to("Draw cases")
    press(ENTER)
    wait(window)
    assert isinstance(page_of(window), ListPage)
    window.shell.go("capture", check_id=check)
    settle()
    tab_to("Sample of cases")
    press(ENTER)
    wait(window)
    assert isinstance(page_of(window), ListPage)


def test_any_check_may_have_a_sample(ws: Workspace, open_window: OpenWindow) -> None:
    """An estate visit that looks at drawn blocks: its cases are ticked off by hand."""
    visit = ws.store.find(RealityCheck)[0].id
    made = sampling.draw_sample(ws, keep_list(ws, ws.store.path.parent), visit, DrawPlan(count=2, seed="x"))
    window = open_window(ws)
    page = cases_page(window, visit)
    page.presenter.look(page.presenter.chosen())
    settle()
    assert isinstance(page_of(window), CapturePage)
    page = cases_page(window, visit)
    first = sampled_cases.cases_of(ws, made)[0]
    page.presenter.finish(first.id, done=True)
    assert case(ws, first.id).status == TESTED


def test_an_adviser_looks_at_the_cases_of_their_own_check(
    ws: Workspace, desk: AppDesk, open_window: OpenWindow
) -> None:
    check, _ = drawn(ws)
    team.declare_not_own_landlord(ws, "Ann")
    member = ws.member("Ann")
    assert member is not None
    plan.change_check(ws, check, assigned_to=member.id)
    window = open_window(ws, role="tia")
    assert isinstance(show(window, check, "cases"), CasesPage)
    other = plan.add_check(ws, "rc06", "Complaints", assigned_to=team.add_member(ws, "Ruth", "lead"))
    window.shell.go("sample", check_id=other)
    settle()
    assert window.shell.pages.visit.screen == "my_checks"


def test_a_list_of_a_thousand_cases_is_a_table(ws: Workspace, open_window: OpenWindow) -> None:
    check, _ = drawn(ws, size=1_100, count=1_000, groups=False)
    window = open_window(ws)
    page = cases_page(window, check)
    assert page.table.model().rowCount() == 1_000
    assert len(page.findChildren(QWidget)) < 200  # no widget for each case
