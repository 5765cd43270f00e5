"""The judgement in the window: the grid by keyboard, reasons that are never lost, errors in their place."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from tests.ui.a11y import settle
from tests.ui.conftest import OpenWindow
from tests.ui.keys import ENTER, commit, focused, press, tab_to_widget
from tia_desktop.domain.records import Judgement, JudgementFinding
from tia_desktop.services import conclude, readiness
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.finding_button import FindingButton
from tia_desktop.ui.main_window import MainWindow
from tia_desktop.ui.screens.judgement import presenter as module
from tia_desktop.ui.screens.judgement.finding_list import MOST
from tia_desktop.ui.screens.judgement.release_page import ReleasePage
from tia_desktop.ui.screens.judgement.view import JudgementPage
from tia_desktop.ui.theme import current_theme
from tia_desktop.ui.widgets import WrapButton


@pytest.fixture(autouse=True)
def nothing_unsaved() -> Iterator[None]:
    module._UNSAVED.clear()
    yield
    module._UNSAVED.clear()


def judgement(window: MainWindow, **arguments: str) -> JudgementPage:
    window.shell.go("judgement", **arguments)
    settle()
    page = window.shell.pages.page
    assert isinstance(page, JudgementPage)
    return page


def release_page(window: MainWindow) -> ReleasePage:
    window.shell.go("judgement", page="release")
    settle()
    page = window.shell.pages.page
    assert isinstance(page, ReleasePage)
    return page


def test_arrow_keys_choose_a_box_and_it_is_one_tab_stop(sample: Workspace, open_window: OpenWindow) -> None:
    page = judgement(open_window(sample))
    assert page.grid.value() == (2, 2)
    page.grid.stop().setFocus()
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Down)
    assert page.grid.value() == (3, 1)
    assert focused() is page.grid.cells[3, 1]
    assert page._sentence.text().startswith("Excellent service (3 stars), uncertain prospects.")
    press(Qt.Key.Key_Right)  # the edge: nothing further
    assert page.grid.value() == (3, 1)
    stops = [c for c in page.grid.cells.values() if c.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == [page.grid.cells[3, 1]]


def test_nothing_is_chosen_before_a_person_chooses(ws: Workspace, open_window: OpenWindow) -> None:
    page = judgement(open_window(ws))
    assert page.grid.value() is None
    page.grid.stop().setFocus()
    press(ENTER)
    assert page.grid.value() is not None
    assert ws.store.count(Judgement) == 0


def test_a_box_says_what_it_means(sample: Workspace, open_window: OpenWindow) -> None:
    page = judgement(open_window(sample))
    names = {place: cell.accessibleName() for place, cell in page.grid.cells.items()}
    assert names[2, 2] == "Good service (2 stars), promising prospects."
    assert len(set(names.values())) == 16
    assert page.grid.cells[2, 0].accessibleDescription() == "Meets the funding line"
    assert not page.grid.cells[1, 3].accessibleDescription().strip()


def test_save_says_in_place_what_is_missing(ws: Workspace, open_window: OpenWindow) -> None:
    conclude.record_finding(ws, "Lifts are clean", "strength", ["j1.kq2"])
    page = judgement(open_window(ws))
    page.save()
    settle()
    assert page.problems.isVisible()
    assert page.problems.isAncestorOf(focused())
    assert page.whys[0].field.error() == "Say why: How good is the service?"
    press(ENTER)
    assert focused() is page.grid.stop()
    assert ws.store.count(Judgement) == 0


def test_saving_by_keyboard(ws: Workspace, open_window: OpenWindow) -> None:
    one = conclude.record_finding(ws, "Lifts are clean", "strength", ["j1.kq2"])
    two = conclude.record_finding(ws, "The plan has dates", "strength", ["j2.kq2"])
    page = judgement(open_window(ws))
    page.grid.stop().setFocus()
    press(Qt.Key.Key_Right)
    for why, finding, words in zip(page.whys, (one, two), ("Lifts are.", "Dates are."), strict=True):
        why.words.setFocus()
        commit(words)
        tab_to_widget(why.boxes[finding])
        press(" ")
    page.save()
    assert not page.problems.isVisible()
    stored = {j.id: (j.rating, j.reason) for j in ws.store.find(Judgement)}
    assert stored == {"j1": ("fair", "Lifts are."), "j2": ("excellent", "Dates are.")}
    assert {(n.judgement_id, n.finding_id) for n in ws.store.find(JudgementFinding)} == {
        ("j1", one), ("j2", two),
    }  # fmt: skip
    assert page._saved.text().startswith("Judged by Ann")


def test_a_reason_survives_another_screen(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws)
    page = judgement(window)
    page.whys[1].words.setFocus()
    commit("Half a reason")
    window.shell.go("overview")
    made = ws.store.get(Judgement, "j2")
    assert made is not None
    assert made.reason == "Half a reason"
    window.shell.go("judgement")
    assert page.whys[1].words.text() == "Half a reason"


def test_larger_text_keeps_the_box_and_the_ticks(sample: Workspace, open_window: OpenWindow) -> None:
    window = open_window(sample)
    page = judgement(window)
    page.grid.cells[1, 1].click()
    named = next(iter(page.whys[0].boxes))
    page.whys[0].boxes[named].toggle()
    ticked = page.whys[0].boxes[named].isChecked()
    current_theme().set_base_px(24)
    settle()
    fresh = window.shell.pages.page
    assert isinstance(fresh, JudgementPage)
    assert fresh is not page
    assert fresh.grid.value() == (1, 1)
    assert fresh.whys[0].boxes[named].isChecked() == ticked
    assert fresh._saved.text().startswith("Not saved yet")


def test_findings_are_filtered_by_key_question(sample: Workspace, open_window: OpenWindow) -> None:
    page = judgement(open_window(sample))
    page.findings.filter.setCurrentIndex(page.findings.filter.findData("j2.kq3"))
    settle()
    shown = [b for b in page.findings.findChildren(FindingButton) if b.isVisible()]
    assert [b.line.numbers for b in shown] == [(6,)]


def test_before_moderation_lists_what_is_open_with_jumps(sample: Workspace, open_window: OpenWindow) -> None:
    window = open_window(sample)
    page = release_page(window)
    lines = page.before.findChildren(WrapButton)
    assert len(lines) == len(readiness.standing(readiness.open_problems(sample)))
    lines[0].click()
    assert window.shell.pages.visit.screen != "judgement"


def test_how_much_stands_in_the_way_leads_to_the_release(sample: Workspace, open_window: OpenWindow) -> None:
    window = open_window(sample)
    page = judgement(window)
    n = len(readiness.standing(readiness.open_problems(sample)))
    assert page.way.words() == f"{n} things stand in the way of a release"
    page.way.click()
    assert isinstance(window.shell.pages.page, ReleasePage)


def test_a_missing_judgement_jumps_to_the_grid(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws)
    page = release_page(window)
    problem = next(p for p in readiness.open_problems(ws) if p.rule == "no-judgement")
    page._presenter.jump(problem)
    settle()
    shown = window.shell.pages.page
    assert isinstance(shown, JudgementPage)
    assert focused() is shown.grid.stop()


def test_it_says_that_nothing_is_added_up(sample: Workspace, open_window: OpenWindow) -> None:
    from PySide6.QtWidgets import QLabel

    page = judgement(open_window(sample))
    assert any("does not add up a score" in w.text() for w in page.findChildren(QLabel))


def test_a_problem_leads_to_the_reason_it_is_about(sample: Workspace, open_window: OpenWindow) -> None:
    page = judgement(open_window(sample), judgement_id="j2")
    assert focused() is page.whys[1].words


def test_more_findings_than_are_shown_are_never_called_none(ws: Workspace, open_window: OpenWindow) -> None:
    for n in range(MOST + 2):
        conclude.record_finding(ws, f"Lift {n} is clean", "strength", ["j1.kq2"])
    conclude.record_finding(ws, "The plan has dates", "strength", ["j2.kq2"])
    page = judgement(open_window(ws))

    def said() -> list[str]:
        return [each.text() for each in page.findings.findChildren(QLabel) if each.isVisible()]

    assert "No finding answers it yet." not in said()
    assert said()[-1] == "3 more are not shown here. The page Findings shows them all."
    page.findings.filter.setCurrentIndex(2)
    settle()
    assert said()[-1] == "2 more are not shown here. The page Findings shows them all."
    page.findings.filter.setCurrentIndex(1)
    settle()
    assert said()[-1] == "No finding answers it yet."
