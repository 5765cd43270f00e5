"""The command palette by keys: it reaches every command and gives the focus back exactly."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu

from tests.ui.a11y import report, settle, walk
from tests.ui.conftest import OpenWindow
from tests.ui.keys import CTRL, ENTER, focused, press, type_text
from tests.ui.looks import Look
from tia_desktop.domain.records import Finding, RealityCheck, TeamMember
from tia_desktop.services import team
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.main_window import MainWindow
from tia_desktop.ui.menus import plain
from tia_desktop.ui.palette import Palette
from tia_desktop.ui.palette_search import Entry, found
from tia_desktop.ui.palette_sources import everything
from tia_desktop.ui.registry import ADVISER_SCREENS
from tia_desktop.ui.widgets.page import Footer


def palette(window: MainWindow) -> Palette:
    return next(p for p in window.findChildren(Palette) if p.isVisible())


def opened(window: MainWindow) -> Palette:
    press("k", CTRL)
    settle()
    return palette(window)


def closed(window: MainWindow) -> bool:
    return not any(p.isVisible() for p in window.findChildren(Palette))


def commands(menu: QMenu) -> Iterator[QAction]:
    for action in menu.actions():
        below = action.menu()
        if isinstance(below, QMenu):
            yield from commands(below)
        elif action.isVisible() and not action.isSeparator():
            yield action


def in_menus(window: MainWindow) -> list[QAction]:
    menus = [top.menu() for top in window.menuBar().actions()]
    return [a for menu in menus if isinstance(menu, QMenu) for a in commands(menu)]


PAGES = [
    ("overview", {}), ("plan", {}), ("plan", {"page": "team"}), ("plan", {"page": "checks"}), ("figures", {}),
    ("collect", {}), ("inbox", {}), ("note", {}), ("findings", {}), ("judgement", {}), ("readiness", {}),
    ("export", {}), ("capture", {"check": True}), ("history", {"finding": True}), ("practice", {}),
    ("sample", {}), ("shop", {}), ("survey", {}),
]  # fmt: skip


@pytest.mark.parametrize(("screen", "arguments"), PAGES, ids=lambda part: str(part))
def test_it_reaches_every_command_and_every_button_at_the_bottom(
    sample: Workspace, open_window: OpenWindow, screen: str, arguments: dict[str, object]
) -> None:
    window = open_window(sample)
    where = dict(arguments)
    if where.pop("check", None):
        where["check_id"] = sample.store.find(RealityCheck)[0].id
    if where.pop("finding", None):
        where = {"kind": "finding", "record_id": sample.store.find(Finding)[0].id}
    window.shell.go(screen, **where)
    settle()
    page = window.shell.pages.page
    assert page is not None
    assert window.shell.pages.visit.screen == screen
    entries = everything(window.shell)
    words = {plain(a.text()) for a in [*in_menus(window), *page.actions()] if a.text()}
    assert len(words) > 30
    for footer in page.findChildren(Footer):
        words |= {each.words() for each in footer._buttons if footer.isVisible()}
    for each in words:
        assert each in [e.words for e in found(entries, each)], each
    assert {e.keys for e in entries} >= {
        a.shortcut().toString() for a in in_menus(window) if not a.shortcut().isEmpty()
    }


def test_it_reaches_checks_findings_key_questions_and_people(
    sample: Workspace, open_window: OpenWindow
) -> None:
    window = open_window(sample)
    entries = everything(window.shell)

    def go_by(typed: str, group: str) -> tuple[str, dict[str, object]]:
        entry = next(e for e in found(entries, typed) if e.group.startswith(group))
        entry.run()
        return window.shell.pages.visit.screen, window.shell.pages.visit.arguments

    check = next(c for c in sample.store.find(RealityCheck) if c.title == "Elm Park")
    finding = sample.store.find(Finding)[0]
    question, judgement = sample.pack.key_questions[2], sample.pack.judgements[0]
    assert go_by("elm estate", "Check") == ("capture", {"check_id": check.id})
    assert go_by(f"F{finding.number}", "Finding") == ("findings", {"finding_id": finding.id})
    assert go_by("3 compare", "Key question") == ("findings", {"question_id": question.id})
    assert go_by("good service", "Judgement") == ("judgement", {"judgement_id": judgement.id})
    member = sample.store.find(TeamMember)[0]
    assert go_by(member.name, "On the team") == ("plan", {"page": "team", "member_id": member.id})
    assert go_by("plan programme", "Place") == ("plan", {"page": "programme"})
    assert go_by("drivers", "Place") == ("judgement", {"page": "drivers"})
    assert go_by("release", "Place") == ("judgement", {"page": "release"})


def test_typing_and_enter_do_it_and_escape_gives_the_focus_back(
    sample: Workspace, open_window: OpenWindow
) -> None:
    window = open_window(sample)
    before = focused()
    shown = opened(window)
    assert focused() is shown.field
    press(Qt.Key.Key_Escape)
    assert closed(window)
    assert focused() is before
    opened(window)
    type_text("quick note")
    press(ENTER)
    settle()
    assert closed(window)
    assert window.shell.pages.visit.screen == "note"


def test_it_opens_from_a_text_box_whose_words_and_place_stay(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws)
    window.shell.go("plan", page="facts")
    settle()
    page = window.shell.pages.page
    assert page is not None
    box = next(e for e in page.findChildren(QLineEdit) if e.isVisible() and e.text())
    box.setFocus()
    box.setCursorPosition(2)
    words = box.text()
    opened(window)
    press(Qt.Key.Key_Escape)
    assert focused() is box
    assert (box.text(), box.cursorPosition()) == (words, 2)


def test_arrows_choose_and_every_row_is_said(
    sample: Workspace, open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr("tia_desktop.ui.palette.announce", lambda _widget, words: said.append(words))
    window = open_window(sample)
    shown = opened(window)
    type_text("larger")
    assert said[-1].startswith("1 found. Larger text. View. Ctrl++")
    shown.field.setText("text")
    rows = shown.model.rowCount()
    assert rows > 2
    press(Qt.Key.Key_Down)
    assert focused() is shown.field
    assert shown.rows.currentIndex().row() == 1
    assert said[-1] == shown._current().said()
    press(Qt.Key.Key_PageUp)
    assert shown.rows.currentIndex().row() == 0
    shown.field.setText("qqqq")
    assert said[-1] == "Nothing fits. Try another word."
    press(ENTER)
    assert not closed(window)


def test_what_cannot_be_done_says_why_and_stays(
    open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr("tia_desktop.ui.palette.announce", lambda _widget, words: said.append(words))
    window = open_window()
    shown = opened(window)
    type_text("back up now")
    assert shown._current().why_not == "Open an inspection first"
    press(ENTER)
    assert said[-1] == "Back up now…. Open an inspection first"
    assert shown.isVisible()


def test_a_click_does_it(sample: Workspace, open_window: OpenWindow) -> None:
    window = open_window(sample)
    shown = opened(window)
    shown.field.setText("plan team")
    shown.rows.clicked.emit(shown.model.index(0))
    settle()
    assert window.shell.pages.visit.arguments == {"page": "team"}


def test_an_adviser_reaches_only_what_advisers_may_do(sample: Workspace, open_window: OpenWindow) -> None:
    name = next(m.name for m in sample.store.find(TeamMember) if m.role == "tia")
    team.declare_not_own_landlord(sample, name)
    window = open_window(sample, role="tia")
    desk = window.shell.desk
    from dataclasses import replace

    desk.save_settings(replace(desk.settings, author=name))
    sample.author = name
    window.shell.go_home()
    entries = everything(window.shell)
    groups = {e.group.split(" · ")[0] for e in entries}
    assert groups.isdisjoint({"Finding", "Key question", "Judgement", "On the team", "Place"})
    words = {e.words for e in entries}
    assert words.isdisjoint({"Plan a check", "Export…", "Published figures…", "Judgement", "Findings"})
    mine = [e for e in entries if e.group.startswith("Check")]
    assert mine
    for entry in mine:
        entry.run()
        assert window.shell.pages.visit.screen in ADVISER_SCREENS
        assert window.shell.pages.visit.arguments.get("check_id")


def test_whoever_was_handed_the_laptop_has_no_palette(sample: Workspace, open_window: OpenWindow) -> None:
    window = open_window(sample)
    window.shell.only.hand_over("1234", "practice")
    settle()
    press("k", CTRL)
    window.shell.commands.find_command()
    settle()
    assert closed(window)


def test_the_palette_is_accessible(sample: Workspace, open_window: OpenWindow, look: Look) -> None:
    window = open_window(sample, **look.window)
    shown = opened(window)
    shown.field.setText("a")
    problems = walk(shown)
    assert not problems, report(problems)
    table = QAccessible.queryAccessibleInterface(shown.rows)
    assert table.text(QAccessible.Text.Name)
    entry: Entry = shown._current()
    assert shown.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole) == entry.said()
    assert QApplication.activeModalWidget() is shown


def test_the_history_of_what_a_page_is_about_is_there(sample: Workspace, open_window: OpenWindow) -> None:
    window = open_window(sample)
    check = sample.store.find(RealityCheck)[0].id
    window.shell.go("plan", check_id=check)
    opened(window)
    type_text("history check")
    press(ENTER)
    assert window.shell.pages.visit.screen == "history"
    assert window.shell.pages.visit.arguments == {"kind": "reality_check", "record_id": check}
    press(Qt.Key.Key_Escape)
    assert window.shell.pages.visit.arguments == {"check_id": check}
