"""Drivers and barriers, and releasing, by keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from tests.ui.a11y import settle
from tests.ui.conftest import OpenWindow
from tests.ui.judgement_pages import force_release, shown
from tests.ui.keys import CTRL, ENTER, commit, focused, press, tab_to, tab_to_widget, type_text, words_of
from tia_desktop.domain.conclude_records import Driver, Release
from tia_desktop.services import accepting, conclude, drivers, history, judging, readiness
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.problem_list import ProblemCard
from tia_desktop.ui.problems import counts
from tia_desktop.ui.screens.judgement.drivers_page import DriversPage
from tia_desktop.ui.screens.judgement.release_page import ReleasePage
from tia_desktop.ui.screens.judgement.view import JudgementPage
from tia_desktop.ui.theme import current_theme

DOWN = Qt.Key.Key_Down


def judge(ws: Workspace) -> str:
    finding = conclude.record_finding(ws, "The plan has dates", "strength", ["j2.kq2"])
    judging.judge_all(
        ws,
        [
            judging.Verdict("j1", "good", "F1.", [finding]),
            judging.Verdict("j2", "promising", "F1.", [finding]),
        ],
    )
    return finding


def test_a_barrier_by_keyboard(ws: Workspace, open_window: OpenWindow) -> None:
    finding = conclude.record_finding(ws, "The plan has dates", "strength", ["j2.kq2"])
    window = open_window(ws)
    page = shown(window, DriversPage, page="drivers")
    assert focused() is page.strip.own
    tab_to("Does it help or hinder?")
    press(DOWN)
    tab_to("In one sentence")
    type_text("Money is short")
    press(ENTER)  # it has no scope yet: said in its place
    assert ws.store.count(Driver) == 0
    assert page.form._fields["scope"].error().startswith("Say whether it is tied to the service")
    tab_to("What is it tied to?")
    press(DOWN)
    press(DOWN)
    page.form.submit()
    settle()
    (made,) = ws.store.find(Driver)
    assert (made.text, made.is_barrier, made.scope) == ("Money is short", True, "corporate")
    assert page.list.current == made.id
    tab_to_widget(page.detail.ticks.boxes[finding])
    press(" ")
    assert drivers.findings_of(ws, made.id) == (finding,)
    assert page.list.button(made.id) is not None
    assert "F1" in page.list.button(made.id).accessibleName()  # type: ignore[union-attr]


def test_undo_right_after_adding_takes_back_what_was_added(ws: Workspace, open_window: OpenWindow) -> None:
    page = shown(open_window(ws), DriversPage, page="drivers")
    tab_to("In one sentence")
    type_text("Money is short")
    tab_to("What is it tied to?")
    press(DOWN)
    page.form.submit()
    settle()
    assert ws.store.count(Driver) == 1
    assert words_of(focused()) == "In one sentence"
    press("z", CTRL)
    assert ws.store.count(Driver) == 0
    assert page.form.draft["text"] == ""  # the field has nothing of its own to undo


def test_words_are_saved_while_they_are_typed_and_never_emptied(
    ws: Workspace, open_window: OpenWindow
) -> None:
    made = drivers.add_driver(ws, "Money", is_barrier=True, scope="corporate")
    window = open_window(ws)
    page = shown(window, DriversPage, page="drivers")
    page.list.open_row(made)
    page.detail.words.setFocus()
    page.detail.words.selectAll()
    commit("Money is short")
    page.detail.saver.flush()
    ws.store.seal()
    assert ws.need(Driver, made).text == "Money is short"
    page.detail.words.selectAll()
    press(Qt.Key.Key_Delete)
    assert not page.flush()
    assert page.detail.field.error() == "Say it in one sentence, or remove it."
    assert ws.need(Driver, made).text == "Money is short"


def test_a_driver_half_typed_survives_a_larger_text(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws)
    page = shown(window, DriversPage, page="drivers")
    tab_to("In one sentence")
    type_text("Tenants sit")
    current_theme().set_base_px(24)
    settle()
    fresh = window.shell.pages.page
    assert isinstance(fresh, DriversPage)
    assert fresh is not page
    assert fresh.form.draft["text"] == "Tenants sit"


def test_changing_and_removing_a_driver(ws: Workspace, open_window: OpenWindow) -> None:
    made = drivers.add_driver(ws, "Money", is_barrier=False, scope="service")
    page = shown(open_window(ws), DriversPage, page="drivers")
    page.list.open_row(made)
    page.detail.kind.toggle("barrier")
    page.detail.scope.toggle("corporate")
    settle()
    driver = ws.need(Driver, made)
    assert (driver.is_barrier, driver.scope) == (True, "corporate")
    tab_to("Remove it")
    press(ENTER)
    assert ws.store.count(Driver) == 0
    assert page.list.row_ids() == []
    history.undo(ws)
    settle()
    assert page.list.row_ids() == [made]


def test_release_says_why_not_in_its_place(ws: Workspace, open_window: OpenWindow) -> None:
    page = shown(open_window(ws), ReleasePage, page="release")
    page.main.setFocus()
    press(ENTER)
    assert page.refused.words().startswith("Nobody has judged “How good is the service?”")
    assert ws.store.count(Release) == 0


@pytest.fixture
def ready(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Nothing stands in the way: what readiness finds has its own tests."""

    def make() -> None:
        monkeypatch.setattr(readiness, "open_problems", lambda _: [])

    return make


def test_releasing_and_what_changed_since(
    ws: Workspace, open_window: OpenWindow, ready: Callable[[], None]
) -> None:
    finding = judge(ws)
    ready()
    page = shown(open_window(ws), ReleasePage, page="release")
    assert page._presenter.status()[2] == "Not released yet."
    page.main.setFocus()
    press(ENTER)
    (made,) = ws.store.find(Release)
    assert page._presenter.status()[2] == "Released to moderation."
    assert "Released by Ann" in page._presenter.said(made)
    conclude.change_finding(ws, finding, {"text": "The plan has some dates"})
    settle()
    assert page._presenter.status()[2].startswith("Changed since it was released.")
    assert page._presenter.changed() == ["findings"]
    press(ENTER)
    assert ws.store.count(Release) == 2
    assert page.earlier.button.words() == "1 earlier release"
    assert page._presenter.changed() == []


def test_what_was_accepted_is_counted_here_as_everywhere(ws: Workspace, open_window: OpenWindow) -> None:
    few = next(p for p in readiness.open_problems(ws) if p.rule == "question-with-few-kinds")
    accepting.accept(ws, few.key, "Looked at last year.")
    said = counts(readiness.open_problems(ws))
    assert said.endswith("1 accepted")
    window = open_window(ws)
    for screen, arguments in (("judgement", {"page": "release"}), ("overview", {}), ("export", {})):
        window.shell.go(screen, **arguments)
        settle()
        (card,) = window.shell.pages.page.findChildren(ProblemCard)  # type: ignore[union-attr]
        assert said in [each.text() for each in card.findChildren(QLabel) if each.isVisible()]


def test_the_strip_leads_from_page_to_page(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws)
    shown(window, JudgementPage)
    press(Qt.Key.Key_Right)
    press(ENTER)
    pages = [type(window.shell.pages.page)]
    press(Qt.Key.Key_Right)
    press(ENTER)
    pages.append(type(window.shell.pages.page))
    window.shell.go("back")
    pages.append(type(window.shell.pages.page))
    assert pages == [DriversPage, ReleasePage, DriversPage]


def test_a_release_that_is_undone_is_none(ws: Workspace, open_window: OpenWindow) -> None:
    judge(ws)
    force_release(ws)
    page = shown(open_window(ws), ReleasePage, page="release")
    assert page._presenter.state.last is not None
    history.undo(ws)
    settle()
    assert page._presenter.state.last is None
