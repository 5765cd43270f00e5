"""Banners stay without moving what one is doing; what is said in passing goes; pages open at the top."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QWidget

from tests.ui.a11y import settle
from tests.ui.conftest import OpenWindow
from tests.ui.keys import ENTER, focused, press
from tia_desktop.domain.records import RealityCheck
from tia_desktop.services import plan, team
from tia_desktop.services.ports import SEALED
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.main_window import MainWindow
from tia_desktop.ui.screens.capture.view import CapturePage
from tia_desktop.ui.widgets import Banner, Button

FULL = "The disk is full. Your words stay here. Make room on the disk, and they are saved."
SIZES = [(16, (1366, 768)), (32, (1366, 768)), (16, (683, 384))]


def place(window: MainWindow, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def on_capture(window: MainWindow, check: RealityCheck) -> CapturePage:
    window.shell.go("capture", check_id=check.id, item_id="rc07.i02")
    settle()
    page = window.shell.pages.page
    assert isinstance(page, CapturePage)
    return page


def seen(window: MainWindow, page: CapturePage, widget: QWidget) -> bool:
    """Whether it is wholly in view, or fills the view from its top when it is higher than that."""
    view, box = place(window, page.area.viewport()), place(window, widget)
    return view.contains(box) or (
        box.height() > view.height() - 12 and view.top() <= box.top() <= view.top() + 60
    )


@pytest.mark.parametrize(("px", "size"), SIZES)
@pytest.mark.parametrize("where", ["note", "rating"])
def test_the_focus_stays_in_view_when_a_banner_comes_and_goes(
    ws: Workspace, visit: RealityCheck, open_window: OpenWindow, where: str, px: int, size: tuple[int, int]
) -> None:
    window = open_window(ws, px=px, size=size)
    page = on_capture(window, visit)
    assert page.panel is not None
    if where == "note":
        page.panel.note.setFocus()
    settle()
    widget = focused()
    before = place(window, widget)
    one = window.shell.banners.add(FULL, tone="vweak", action="Try again now", closable=False)
    settle()
    assert one.isVisible()
    assert seen(window, page, widget)
    assert place(window, widget).height() == before.height()
    window.shell.banners.add("This file is read-only.")
    settle()
    assert focused() is widget
    assert seen(window, page, widget)
    window.shell.banners.clear()
    settle()
    assert seen(window, page, widget)
    assert place(window, widget).size() == before.size()


def test_what_one_writes_in_does_not_move(
    ws: Workspace, visit: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    page = on_capture(window, visit)
    assert page.panel is not None
    page.panel.note.setFocus()
    settle()
    before = place(window, page.panel.note)

    def held() -> bool:
        """Where it was; a scroll bar may have taken a little of its width."""
        now = place(window, page.panel.note) if page.panel else before
        return (now.topLeft(), now.height()) == (before.topLeft(), before.height())

    banner = window.shell.banners.add(FULL, tone="vweak", closable=False)
    assert held()  # at once: no frame in between
    settle()
    assert held()
    window.shell.banners.remove(banner)
    settle()
    assert place(window, page.panel.note) == before


def test_what_cannot_be_closed_comes_first_where_there_is_little_room(
    ws: Workspace, open_window: OpenWindow
) -> None:
    window = open_window(ws, px=32)
    banners = window.shell.banners
    first = banners.add("One thing that somebody should look at when there is time for it.")
    stays = banners.add(FULL, tone="vweak", action="Try again now", closable=False)
    settle()
    assert stays.isVisible()
    assert not first.isVisible()
    assert banners.height() < window.height() / 2
    banners.remove(stays)
    settle()
    assert first.isVisible()


def test_a_notice_moves_nothing_and_goes_with_the_next_page(
    ws: Workspace, visit: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    page = on_capture(window, visit)
    before = place(window, focused())
    window.shell.show_notice("Undone: a note was changed.")
    settle()
    assert place(window, focused()) == before
    assert not window.shell.banners.findChildren(Banner)
    notice = window.shell.banners._notice
    assert notice.isVisible()
    assert not place(window, notice).intersects(before)
    assert not place(window, notice).intersects(place(window, page._footer)) if page._footer else True
    window.shell.go("collect")
    assert window.shell.banners.texts() == []
    window.shell.show_notice("A check was planned.")  # said, and then led elsewhere at once
    window.shell.go("overview")
    settle()
    assert window.shell.banners.texts() == ["A check was planned."]
    notice._timer.timeout.emit()
    assert window.shell.banners.texts() == []


def test_a_notice_makes_way_for_what_has_the_focus(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws, px=32)
    window.shell.go("note")
    settle()
    window.shell.show_notice("Kept in the inbox. Sort it whenever you like.")
    page = window.shell.pages.page
    assert page is not None
    settle()
    notice = window.shell.banners._notice
    for button in page.findChildren(QWidget):
        if button.isVisible() and page.content.isAncestorOf(button) and button.focusPolicy():
            button.setFocus()
            settle()
            high = place(window, button).height() > 250  # a box that fills the page is covered at its edge
            assert high or not place(window, notice).intersects(place(window, focused())), button


@pytest.mark.parametrize("px", [16, 32])
def test_a_page_opens_at_the_top_again(ws: Workspace, open_window: OpenWindow, px: int) -> None:
    for n in range(12):
        plan.add_check(ws, "office-visit", f"Office {n}")
    window = open_window(ws, px=px)
    window.shell.go("collect")
    settle()
    page = window.shell.pages.page
    assert page is not None
    bar = page.area.verticalScrollBar()
    opened = bar.value()
    bar.setValue(bar.maximum())
    window.shell.go("overview")
    window.shell.go("collect")
    settle()
    assert window.shell.pages.page is page
    assert bar.value() == opened
    view = place(window, page.area.viewport())
    assert view.contains(place(window, focused()))


def test_what_needs_no_answer_goes_when_the_work_goes_on(
    ws: Workspace, visit: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    window.shell.banners.add(FULL)
    ways: list[Callable[[], None]] = [
        lambda: window.shell.go("collect"),
        lambda: plan.change_check(ws, visit.id, place="Block D"),
    ]
    for go_on in ways:
        window.shell.banners.add(SEALED, passing=True)
        window.shell.go("overview")  # opening a file leads to its first page at once: it is still there
        settle()
        assert window.shell.banners.texts() == [FULL, SEALED]
        go_on()
        settle()
        assert window.shell.banners.texts() == [FULL]


def test_closing_a_banner_gives_the_focus_back(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws)
    window.shell.go("plan", page="team")
    settle()
    page = window.shell.pages.page
    assert page is not None
    page.form.name.setFocus()  # type: ignore[attr-defined]
    banner = window.shell.banners.add(SEALED, passing=True)
    settle()
    close = next(b for b in banner.findChildren(Button))
    close.setFocus()
    press(ENTER)
    assert window.shell.banners.texts() == []
    assert focused() is page.form.name  # type: ignore[attr-defined]


@pytest.mark.parametrize("px", [16, 24])
def test_a_notice_covers_no_form_where_there_is_another_place(
    ws: Workspace, open_window: OpenWindow, px: int
) -> None:
    for n in range(4):
        team.add_member(ws, f"Person {n}", "inspector")
    window = open_window(ws, px=px)
    window.shell.go("plan", page="team")
    settle()
    page = window.shell.pages.page
    assert page is not None
    window.shell.show_notice("Added Ann, tenant inspection adviser.")
    notice = window.shell.banners._notice
    page.form.rents.setFocus()  # type: ignore[attr-defined]
    settle()
    assert not place(window, notice).intersects(place(window, page.form))  # type: ignore[attr-defined]
    rows = page.list  # type: ignore[attr-defined]
    for row_id in rows.row_ids():
        button = rows.button(row_id)
        button.setFocus()
        settle()
        assert not place(window, notice).intersects(place(window, button))
