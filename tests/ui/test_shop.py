"""Mystery shopping in the window, by keys: staff are told, times are kept, promises are looked after."""

from __future__ import annotations

import signal
import subprocess
import sys
from datetime import datetime, timedelta
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from tests.helpers.project import ROOT
from tests.ui.a11y import said, settle
from tests.ui.conftest import OpenWindow
from tests.ui.keys import CTRL, ENTER, focused, press, type_text
from tests.ui.shop_pages import ago, call, shopping_check
from tia_desktop.bootstrap import AppDesk
from tia_desktop.domain.records import CheckEntry, EvidenceNote, RealityCheck
from tia_desktop.domain.shop_records import ServiceStandard, ShopAttempt, ShopEvent, ShopScenario
from tia_desktop.domain.shops import CHANNELS, EVENTS
from tia_desktop.frameworks.shops import library
from tia_desktop.services import plan, team
from tia_desktop.services.checklist import set_field
from tia_desktop.services.history import history_of, undo
from tia_desktop.services.shop_clock import promises, standing
from tia_desktop.services.shop_events import events_of, record_event
from tia_desktop.services.shop_setup import staff_told, tell_staff
from tia_desktop.services.shop_standards import add_clock
from tia_desktop.services.shopping import start_attempt
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.days import day
from tia_desktop.ui.main_window import MainWindow
from tia_desktop.ui.screens.capture.view import CapturePage
from tia_desktop.ui.screens.my_checks.view import MyChecksPage
from tia_desktop.ui.screens.overview.view import OverviewPage
from tia_desktop.ui.screens.shop import before_page, live_page
from tia_desktop.ui.screens.shop.before_page import BeforePage
from tia_desktop.ui.screens.shop.begin_page import BeginPage
from tia_desktop.ui.screens.shop.live_page import LivePage
from tia_desktop.ui.screens.shop.offers import offers_for
from tia_desktop.ui.screens.shop.results_page import ResultsPage
from tia_desktop.ui.screens.shop.shops_page import ShopsPage
from tia_desktop.ui.which_check import WhichPage
from tia_desktop.ui.widgets import Button, Page

P = TypeVar("P", bound=Page)


def at(window: MainWindow, kind: type[P]) -> P:
    settle(6)
    page = window.shell.pages.page
    assert isinstance(page, kind), page
    return page


def named(page: QWidget, words: str) -> Button:
    """A button by what a screen reader calls it."""
    found = [b for b in page.findChildren(Button) if b.isVisible() and said(b)[0].startswith(words)]
    assert found, words
    return found[0]


def go_to(widget: QWidget) -> None:
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    settle()


def kinds(ws: Workspace) -> list[str]:
    shop = ws.store.find(ShopAttempt)[-1]
    return [event.kind for event in events_of(ws, shop.id)]


def ringing(ws: Workspace, story: str = "repair-phone", **since: float) -> str:
    check = shopping_check(ws)
    return start_attempt(ws, library(), check, story, "Sam Reed", at=ago(ws, **since) if since else "")


def shown(window: MainWindow, ws: Workspace, shop: str) -> LivePage:
    check = ws.need(ShopAttempt, shop).check_id
    window.shell.go("shop", check_id=check, attempt_id=shop)
    return at(window, LivePage)


# ---- a whole shop


def test_a_whole_shop_with_keys_alone(ws: Workspace, open_window: OpenWindow) -> None:
    check = plan.add_check(ws, "rc11", "Calls in spring")
    window = open_window(ws)
    window.shell.go("shop")
    at(window, WhichPage)
    press(ENTER)
    before = at(window, BeforePage)
    go_to(before.told.how)
    type_text("by the director")
    press(ENTER)
    notice = staff_told(ws)
    assert notice is not None
    assert (notice.told_on, notice.told_how) == (ws.store.now()[:10], "by the director")
    go_to(named(before, "On to a shop"))
    press(ENTER)
    begin = at(window, BeginPage)
    row = begin.list.button(begin.list.row_ids()[0])
    assert row is not None
    go_to(row)
    press(ENTER)
    settle(6)
    assert focused() is begin.start.alias
    type_text("Sam Reed")
    press(ENTER)
    live = at(window, LivePage)
    assert focused() is live.clock
    press(Qt.Key.Key_Space)
    press("t")
    press(Qt.Key.Key_Space)
    press("w")
    press(Qt.Key.Key_Space)
    press("p")
    assert focused() is live.promise.words
    type_text("Call back from repairs")
    press(Qt.Key.Key_Tab)
    type_text("tomorrow")
    press(ENTER)
    settle(6)
    assert focused() is live.clock
    press("e")
    assert kinds(ws) == ["call", "answer", "transfer", "answer", "wait", "answer", "promise", "end"]
    shop = ws.store.find(ShopAttempt)[0]
    assert (shop.alias, shop.check_id, shop.ended_at) == ("Sam Reed", check, "")
    (promise,) = promises(ws)
    assert (promise.event.words, promise.state) == ("Call back from repairs", "open")
    assert promise.event.due_at > ws.store.now()[:10]


def test_a_call_without_a_promise_is_closed_by_its_end(ws: Workspace, open_window: OpenWindow) -> None:
    shop = ringing(ws)
    window = open_window(ws)
    live = shown(window, ws, shop)
    press(Qt.Key.Key_Space)
    press("e")
    settle(6)
    assert ws.need(ShopAttempt, shop).ended_at
    assert live.clock.face.large == "Closed"
    press(Qt.Key.Key_Space)
    press("t")
    assert kinds(ws) == ["call", "answer", "end"]  # nothing happens after the end


def test_space_says_nothing_came_when_nothing_is_waited_for(ws: Workspace, open_window: OpenWindow) -> None:
    shop = ringing(ws)
    shown(open_window(ws), ws, shop)
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Space)
    assert kinds(ws) == ["call", "answer"]


def test_space_on_a_button_presses_that_button(ws: Workspace, open_window: OpenWindow) -> None:
    shop = ringing(ws)
    live = shown(open_window(ws), ws, shop)
    go_to(named(live, "They passed me on"))
    press(Qt.Key.Key_Space)
    assert kinds(ws) == ["call", "transfer"]
    assert focused() is live.clock


def test_letters_of_a_promise_are_words_and_no_keys(ws: Workspace, open_window: OpenWindow) -> None:
    shop = ringing(ws)
    live = shown(open_window(ws), ws, shop)
    press("p")
    type_text("wet pet")
    assert live.promise.words.text() == "wet pet"
    assert kinds(ws) == ["call"]


def test_escape_leaves_a_promise_and_keeps_its_words(ws: Workspace, open_window: OpenWindow) -> None:
    shop = ringing(ws)
    live = shown(open_window(ws), ws, shop)
    press("p")
    press(Qt.Key.Key_Escape)
    settle(6)
    assert not live.promise.isVisible()
    assert focused() is live.clock
    assert "at" not in live.promise.draft  # it was no promise: the next one has its own time
    press("p")
    type_text("call back")
    press(Qt.Key.Key_Escape)
    settle(6)
    assert not live.promise.isVisible()
    press("p")
    assert live.promise.words.text() == "call back"
    assert kinds(ws) == ["call"]


def test_escape_closes_a_new_standard_and_keeps_its_words(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws)
    window.shell.go("shop", check_id=shopping_check(ws), step="before")
    page = at(window, BeforePage)
    go_to(named(page, "Add a standard"))
    press(ENTER)
    type_text("Calls")
    press(Qt.Key.Key_Escape)
    assert not page.form.isVisible()
    assert focused() is named(page, "Add a standard")
    press(ENTER)
    assert page.form.title.text() == "Calls"


def test_a_held_space_is_one_answer(ws: Workspace, open_window: OpenWindow) -> None:
    shop = ringing(ws)
    live = shown(open_window(ws), ws, shop)
    QTest.keyPress(live.clock, Qt.Key.Key_Space)
    press("t")
    assert kinds(ws) == ["call", "answer", "transfer"]


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("complaint", [False, True])
def test_everything_that_can_happen_has_words(ws: Workspace, channel: str, complaint: bool) -> None:
    check, lib = shopping_check(ws), library()
    story = next((s for s in lib.scenarios if s.is_complaint == complaint), lib.scenarios[0])
    shop = start_attempt(ws, lib, check, story.id, "Sam Reed", channel=channel, at=ago(ws, days=9))
    for kind in (*EVENTS, "promise"):
        offers = offers_for(standing(ws, lib, shop))
        listed = [o.kind for o in (*offers.usual, *offers.rest, *([offers.main] if offers.main else []))]
        assert len(listed) == len(set(listed))
        keys = [o.key for o in offers.usual if o.key]
        assert len(keys) == len(set(keys))
        if kind not in ("kept", "broken"):
            record_event(ws, shop, kind, words="Ring back", at=ago(ws, days=8 - list(EVENTS).index(kind) / 5))


def test_undo_takes_the_last_thing_back(ws: Workspace, open_window: OpenWindow) -> None:
    shop = ringing(ws)
    live = shown(open_window(ws), ws, shop)
    press(Qt.Key.Key_Space)
    press("z", CTRL)
    settle(6)
    assert kinds(ws) == ["call"]
    assert live.clock.face.what == "waiting for an answer"


def test_a_file_that_takes_no_changes_shows_its_shops(
    ws: Workspace, open_window: OpenWindow, desk: AppDesk
) -> None:
    shop, path = ringing(ws, minutes=3), ws.store.path
    check = ws.need(ShopAttempt, shop).check_id
    ws.store.close()
    reader = desk.open(path, read_only=True)
    window = open_window(reader)
    live = shown(window, reader, shop)
    press(Qt.Key.Key_Space)
    assert kinds(reader) == ["call"]
    assert live.clock.face.large.startswith("3:")
    assert window.shell.banners.isVisible()  # it says why
    for step in ("before", "begin", "shops", "results"):
        window.shell.go("shop", check_id=check, step=step)
        settle(6)
    reader.store.close()


# ---- it goes on


SHOPPER = """
import os, signal, sys
from pathlib import Path
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
app = QApplication([])
from tests.ui.kit.stage import dress
from tests.ui.keys import press
from PySide6.QtTest import QTest
from tia_desktop.bootstrap import AppDesk
from tia_desktop.ui.main_window import MainWindow
path, check, shop = sys.argv[1:]
dress(px=16)
desk = AppDesk()
window = MainWindow(desk)
window.shell.opened(desk.open(Path(path)))
window.show()
QTest.qWaitForWindowActive(window, 4000)
window.shell.go("shop", check_id=check, attempt_id=shop)
QTest.qWait(50)
press(Qt.Key.Key_Space)
press("t")
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_killed_program_loses_no_second(ws: Workspace, open_window: OpenWindow, desk: AppDesk) -> None:
    shop, path = ringing(ws, seconds=40), ws.store.path
    check = ws.need(ShopAttempt, shop).check_id
    ws.store.close()
    done = subprocess.run(
        [sys.executable, "-c", SHOPPER, str(path), check, shop],
        cwd=ROOT, check=False, capture_output=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    again = desk.open(path)
    assert kinds(again) == ["call", "answer", "transfer"]
    live = shown(open_window(again), again, shop)
    assert live.clock.face.what == "waiting after being passed on"
    assert standing(again, library(), shop).whole.total_seconds() >= 40
    again.store.close()


def test_the_clock_shows_stored_times_after_coming_back(ws: Workspace, open_window: OpenWindow) -> None:
    shop = ringing(ws, minutes=62, seconds=5)
    window = open_window(ws)
    shown(window, ws, shop)
    window.shell.go("collect")
    live = shown(window, ws, shop)
    assert live.clock.face.large.startswith("1:02:")


def test_a_half_written_promise_is_there_after_coming_back(ws: Workspace, open_window: OpenWindow) -> None:
    shop = ringing(ws)
    window = open_window(ws)
    shown(window, ws, shop)
    press("p")
    type_text("A letter")
    window.shell.go("collect")
    live = shown(window, ws, shop)
    assert live.promise.isVisible()
    assert live.promise.words.text() == "A letter"


# ---- what is said aloud


def test_seconds_are_not_said_and_a_time_that_is_over_is_said_once(
    ws: Workspace, open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    monkeypatch.setattr(live_page, "announce", lambda _widget, words: heard.append(words))
    shop = ringing(ws, seconds=5)
    live = shown(open_window(ws), ws, shop)
    name, before = live.clock.accessibleName(), live.clock.face.large
    now = ws.store.now
    monkeypatch.setattr(ws.store, "now", lambda: ago_of(now(), -10))
    live._tick()
    assert live.clock.face.large != before
    assert (live.clock.accessibleName(), heard) == (name, [])
    monkeypatch.setattr(ws.store, "now", lambda: ago_of(now(), -60))
    live._tick()
    live._tick()
    assert heard == ["The time for “Calls answered” is over."]
    press("c")
    assert heard[1].startswith("waiting for an answer, 1:0")


def ago_of(iso: str, seconds: float) -> str:
    return (datetime.fromisoformat(iso) - timedelta(seconds=seconds)).isoformat()


# ---- corrections


def test_a_correction_keeps_the_history(ws: Workspace, open_window: OpenWindow) -> None:
    shop = ringing(ws, minutes=10)
    record_event(ws, shop, "answer", at=ago(ws, minutes=9))
    live = shown(open_window(ws), ws, shop)
    answered = events_of(ws, shop)[1]
    live.list.open_row(answered.id, focus=True)
    settle(6)
    press(Qt.Key.Key_Tab)
    assert focused() is live.correction._fields["clock"].editor
    right = ago(ws, minutes=8)
    focused().selectAll()  # type: ignore[attr-defined]
    type_text(right[11:19])
    press(ENTER)
    assert ws.need(ShopEvent, answered.id).at[:19] == right[:19]
    go_to(live.correction._fields["words"].editor)
    type_text("Friendly")
    press(Qt.Key.Key_Tab)
    assert ws.need(ShopEvent, answered.id).words == "Friendly"
    assert any(answered.at in str(change) for change in history_of(ws, answered.id))
    undo(ws)
    assert ws.need(ShopEvent, answered.id).words == ""


def test_a_time_before_the_shop_is_refused_at_its_field(ws: Workspace, open_window: OpenWindow) -> None:
    shop = ringing(ws, minutes=10)
    record_event(ws, shop, "answer", at=ago(ws, minutes=9))
    live = shown(open_window(ws), ws, shop)
    answered = events_of(ws, shop)[1]
    live.list.open_row(answered.id)
    field = live.correction._fields["clock"]
    for typed, refusal in ((ago(ws, minutes=30)[11:16], "began at"), ("soon", "is not a time")):
        go_to(field.editor)
        field.editor.selectAll()  # type: ignore[attr-defined]
        type_text(typed)
        press(ENTER)
        assert refusal in field.error()
        assert ws.need(ShopEvent, answered.id).at == answered.at


def test_the_beginning_of_a_shop_stays(ws: Workspace, open_window: OpenWindow) -> None:
    shop = ringing(ws)
    live = shown(open_window(ws), ws, shop)
    live.list.open_row(events_of(ws, shop)[0].id)
    settle(6)
    go_to(named(live.correction, "Take it away"))
    press(ENTER)
    assert "it stays" in live.correction._refused.words()
    assert kinds(ws) == ["call"]


# ---- refusals


def begun(window: MainWindow, check: str) -> BeginPage:
    window.shell.go("shop", check_id=check, step="begin")
    page = at(window, BeginPage)
    page.list.open_row(page.list.row_ids()[0])
    settle(6)
    return page


def test_no_shop_begins_before_staff_are_told(ws: Workspace, open_window: OpenWindow) -> None:
    check = shopping_check(ws, told=False)
    page = begun(open_window(ws), check)
    type_text("Sam Reed")
    press(ENTER)
    assert "staff must be told" in page.start._fields["alias"].error()
    assert ws.store.count(ShopAttempt) == 0
    assert named(page, "Note when they were told").isVisible()


@pytest.mark.parametrize(("typed", "refusal"), [("", "made-up name"), ("Ruth Hale", "somebody on the team")])
def test_a_name_from_the_team_is_refused(
    ws: Workspace, open_window: OpenWindow, typed: str, refusal: str
) -> None:
    check = shopping_check(ws)
    team.add_member(ws, "Ruth Hale", "inspector", region="North")
    page = begun(open_window(ws), check)
    type_text(typed)
    press(ENTER)
    assert refusal in page.start._fields["alias"].error()
    assert focused() is page.start.alias
    assert ws.store.count(ShopAttempt) == 0


def test_a_day_that_is_still_to_come_is_refused(ws: Workspace, open_window: OpenWindow) -> None:
    page = begun(open_window(ws), shopping_check(ws))
    type_text("Sam Reed")
    go_to(page.start.day)
    type_text("tomorrow")
    go_to(page.start.clock)
    type_text("9:00")
    press(ENTER)
    assert "still to come" in page.start._fields["clock"].error()
    assert ws.store.count(ShopAttempt) == 0


def test_a_shop_on_paper_is_entered_later(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws)
    page = begun(window, shopping_check(ws))
    type_text("Sam Reed")
    go_to(page.start.day)
    type_text("yesterday")
    go_to(page.start.clock)
    type_text("9.30")
    press(ENTER)
    at(window, LivePage)
    begins = ws.store.find(ShopAttempt)[0].started_at
    assert begins[:16] == f"{ago(ws, days=1)[:10]}T09:30"


# ---- promises


def test_a_promise_is_kept_later_from_the_overview(ws: Workspace, open_window: OpenWindow) -> None:
    shop = ringing(ws, days=3)
    due = ago(ws, days=1)[:10]
    record_event(ws, shop, "promise", words="Call back from repairs", due_at=due, at=ago(ws, days=2))
    window = open_window(ws)
    window.shell.go("overview")
    overview = at(window, OverviewPage)
    assert overview._reminder.words == [f"A promise was due on {words_of(due)}: Call back from repairs"]
    go_to(named(overview, "Look: A promise was due"))
    press(ENTER)
    live = at(window, LivePage)
    assert not live.reminder.words  # it stands among the promises of this page
    go_to(named(live, "They kept it"))
    press(ENTER)
    settle()
    assert focused() is live.clock, "the button is gone; the page does not jump elsewhere"
    assert [p.state for p in promises(ws)] == ["late"]
    window.shell.go("overview")
    assert not at(window, OverviewPage)._reminder.words


def words_of(iso: str) -> str:
    return day(iso)


def test_what_is_due_today_is_said_so(ws: Workspace, open_window: OpenWindow) -> None:
    shop = ringing(ws, minutes=1)
    today = ws.store.now()[:10]
    record_event(ws, shop, "promise", words="Call back from repairs", due_at=today)
    window = open_window(ws)
    window.shell.go("shop", check_id=ws.need(ShopAttempt, shop).check_id, step="shops")
    page = at(window, ShopsPage)
    assert page.reminder.words == ["A promise is due today: Call back from repairs"]


def test_a_promise_needs_words_and_a_day_that_can_be_read(ws: Workspace, open_window: OpenWindow) -> None:
    shop = ringing(ws)
    live = shown(open_window(ws), ws, shop)
    press("p")
    press(ENTER)
    assert "Write what they promised" in live.promise._fields["words"].error()
    type_text("A letter")
    press(Qt.Key.Key_Tab)
    type_text("soon")
    press(ENTER)
    assert "is not a date" in live.promise._fields["day"].error()
    assert not promises(ws)


def test_closing_with_an_open_promise_asks_first(ws: Workspace, open_window: OpenWindow) -> None:
    shop = ringing(ws, minutes=1)
    record_event(ws, shop, "answer")
    record_event(ws, shop, "promise", words="A letter")
    record_event(ws, shop, "end")
    window = open_window(ws)
    shown(window, ws, shop)
    press("e")
    assert not ws.need(ShopAttempt, shop).ended_at
    go_to(named(window.shell.banners, "Close it"))
    press(ENTER)
    assert ws.need(ShopAttempt, shop).ended_at
    assert [p.state for p in promises(ws)] == ["dropped"]


def test_an_adviser_is_reminded_of_their_own_checks_alone(ws: Workspace, open_window: OpenWindow) -> None:
    shop = ringing(ws, days=3)
    record_event(ws, shop, "promise", words="A letter", due_at=ago(ws, days=1)[:10], at=ago(ws, days=2))
    check = ws.need(ShopAttempt, shop).check_id
    mine = team.add_member(ws, "Ann", "tia")
    other = team.add_member(ws, "Bea", "tia")
    team.declare_not_own_landlord(ws, "Ann")
    plan.change_check(ws, check, assigned_to=other)
    window = open_window(ws, role="tia")
    page = at(window, MyChecksPage)
    assert not page._reminder.words
    plan.change_check(ws, check, assigned_to=mine)
    settle(6)
    assert at(window, MyChecksPage)._reminder.words


# ---- complaints over weeks


def test_a_complaint_counts_days_and_follows_its_stages(ws: Workspace, open_window: OpenWindow) -> None:
    add_clock(ws, library().clock("england-2024"))
    shop = ringing(ws, "complaint-letter", days=25)
    live = shown(open_window(ws), ws, shop)
    assert live.clock.face.large == "25 days"
    assert "working days" in live.clock.face.small
    for _ in range(2):
        press(Qt.Key.Key_Space)
        settle(6)
    assert kinds(ws) == ["complaint", "acknowledged", "answer_1"]
    words = " ".join(label.text() for label in live.findChildren(QLabel) if label.isVisible())
    assert "Complaint acknowledged within 5 working days: not kept: it took" in words
    press("e")
    assert ws.need(ShopAttempt, shop).ended_at


# ---- standards and stories


def test_a_standard_is_added_and_taken_away(ws: Workspace, open_window: OpenWindow) -> None:
    check = shopping_check(ws, told=False)
    window = open_window(ws)
    window.shell.go("shop", check_id=check, step="before")
    page = at(window, BeforePage)
    go_to(named(page, "Add a standard"))
    press(ENTER)
    form = page.form
    assert focused() is form.title
    type_text("E-mails answered")
    form.span.set_value("sent reply")
    form.unit.set_value("working_days")
    go_to(form.amount)
    type_text("5")
    go_to(form.hours)
    type_text("whenever")
    press(ENTER)
    assert "where the landlord published it" in form._fields["source"].error()
    go_to(form.source)
    type_text("website")
    press(ENTER)
    assert "no opening hours" in form._fields["hours"].error()
    assert focused() is form.hours
    form.hours.clear()
    type_text("Mon-Fri 8:00-18:00; Sat 9:00-12:00")
    press(ENTER)
    settle(6)
    (kept,) = ws.store.find(ServiceStandard)
    assert (kept.from_event, kept.to_event, kept.amount, kept.unit) == ("sent", "reply", 5, "working_days")
    words = " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())
    assert "Mon-Fri 8:00-18:00; Sat 9:00-12:00 · England and Wales · website" in words
    go_to(named(page, "Take away: E-mails answered"))
    press(ENTER)
    assert not ws.store.find(ServiceStandard)


def test_a_standard_is_changed_with_keys(ws: Workspace, open_window: OpenWindow) -> None:
    check = shopping_check(ws)
    call(ws, check, 25, days=1)
    window = open_window(ws)
    window.shell.go("shop", check_id=check, step="before")
    page = at(window, BeforePage)
    go_to(named(page, "Change: Calls answered within 20 seconds"))
    press(ENTER)
    settle(6)
    form = page.change
    assert form is not None
    assert focused() is form.title
    typed = (
        form.title.text(),
        form.amount.text(),
        form.unit.value(),
        form.channel.value(),
        form.span.value(),
    )
    assert typed == ("Calls answered", "20", "seconds", "phone", "call answer")
    go_to(form.amount)
    form.amount.selectAll()
    type_text("30 s")
    press(ENTER)
    settle(6)
    assert form.amount.accessibleDescription(), "refused at its field"
    window.shell.go("collect")
    window.shell.go("shop", check_id=check, step="before")
    page = at(window, BeforePage)
    assert page.change is not None
    assert page.change.amount.text() == "30 s"  # it waits
    go_to(page.change.amount)
    page.change.amount.selectAll()
    type_text("30")
    press(ENTER)
    settle(6)
    (kept,) = ws.store.find(ServiceStandard)
    assert (kept.amount, kept.unit, kept.source) == (30, "seconds", "website")
    page = at(window, BeforePage)
    assert page.change is None
    assert said(focused())[0] == "Change: Calls answered within 30 seconds"
    words = " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())
    assert "changed on" in words
    window.shell.go("shop", check_id=check, step="results")
    results = at(window, ResultsPage)
    words = " ".join(label.text() for label in results.findChildren(QLabel) if label.isVisible())
    assert "Calls answered: kept 1 of 1" in words
    assert "The standard was changed on" in words


def test_a_standard_is_left_as_it_was(ws: Workspace, open_window: OpenWindow) -> None:
    check = shopping_check(ws)
    add_clock(ws, library().clock("england-2024"))
    window = open_window(ws)
    window.shell.go("shop", check_id=check, step="before")
    page = at(window, BeforePage)
    clock = next(s for s in ws.store.find(ServiceStandard) if s.extension)
    page.change_standard(clock.id)
    settle(6)
    assert page.change is not None
    page.change.submit()  # nothing was typed: the time that may be added stays
    settle(6)
    assert ws.need(ServiceStandard, clock.id).extension == clock.extension
    page.change_standard(clock.id)
    settle(6)
    go_to(named(page, "Leave it as it is"))
    press(ENTER)
    page = at(window, BeforePage)
    assert page.change is None
    assert focused().isVisible()


def test_that_staff_were_told_goes_both_ways(ws: Workspace, open_window: OpenWindow) -> None:
    check = shopping_check(ws, told=False)
    set_field(ws, check, "rc11.told", "yes")
    window = open_window(ws)
    window.shell.go("shop", check_id=check, step="before")
    page = at(window, BeforePage)
    words = " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())
    assert "says that staff have been told. Say here when and how" in words
    tell_staff(ws, "by letter")
    other = plan.add_check(ws, "rc11", "Letters in spring")
    window.shell.go("capture", check_id=other)
    start = at(window, CapturePage)
    assert start.before is not None
    assert start.before.form.values["rc11.told"] == "yes"


def test_a_complaint_clock_is_taken_over(ws: Workspace, open_window: OpenWindow) -> None:
    check = shopping_check(ws, told=False)
    window = open_window(ws)
    window.shell.go("shop", check_id=check, step="before")
    page = at(window, BeforePage)
    go_to(named(page, "Add the limits of Scotland"))
    press(ENTER)
    assert [s.amount for s in ws.store.find(ServiceStandard)] == [5, 3, 20]


def test_the_day_on_which_staff_were_told_is_corrected(ws: Workspace, open_window: OpenWindow) -> None:
    check = shopping_check(ws)
    window = open_window(ws)
    window.shell.go("shop", check_id=check, step="before")
    page = at(window, BeforePage)
    go_to(named(page, "Correct when"))
    press(ENTER)
    focused().clear()  # type: ignore[attr-defined]
    type_text("2 March 2020")
    press(ENTER)
    settle(6)
    notice = staff_told(ws)
    assert notice is not None
    assert (notice.told_on, notice.told_how) == ("2020-03-02", "by the director, at the staff meeting")
    assert not page.told.isVisible()


def test_what_was_noted_is_said(
    ws: Workspace, open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    monkeypatch.setattr(before_page, "announce", lambda _widget, words: heard.append(words))
    window = open_window(ws)
    window.shell.go("shop", check_id=shopping_check(ws, told=False), step="before")
    page = at(window, BeforePage)
    go_to(page.told.how)
    type_text("by letter")
    press(ENTER)
    settle(6)
    assert [words.endswith(": by letter") for words in heard] == [True]
    assert focused().isVisible()


def test_a_story_of_the_teams_own(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws)
    window.shell.go("shop", check_id=shopping_check(ws), step="begin")
    page = at(window, BeginPage)
    go_to(named(page, "Write a story"))
    press(ENTER)
    type_text("A lost key")
    press(ENTER)
    assert "Write the story" in page.own._fields["story"].error()
    type_text("You lost the key of the front door.")
    press(Qt.Key.Key_Tab)
    type_text("How do I get a new one?")
    press(ENTER)
    settle(6)
    (kept,) = ws.store.find(ShopScenario)
    assert (kept.title, kept.channel) == ("A lost key", "phone")
    assert page.list.row_ids()[0] == kept.id


# ---- afterwards


def test_the_checks_own_questions_and_back(ws: Workspace, open_window: OpenWindow) -> None:
    check = shopping_check(ws)
    shop = call(ws, check, hours=1)
    window = open_window(ws)
    live = shown(window, ws, shop)
    go_to(named(live, "How polite"))
    press(ENTER)
    page = at(window, CapturePage)
    (part,) = ws.store.find(CheckEntry, check_id=check)
    assert ws.need(ShopAttempt, shop).entry_id == part.id
    assert part.title.startswith("A dripping tap")
    page._presenter.stop()
    again = at(window, LivePage)
    assert again.presenter.id == shop
    again.presenter.ask_questions()
    assert len(ws.store.find(CheckEntry, check_id=check)) == 1


def test_whether_the_answer_was_right(ws: Workspace, open_window: OpenWindow) -> None:
    shop = call(ws, shopping_check(ws), hours=1)
    live = shown(open_window(ws), ws, shop)
    live.worth.right.chips.toggle("partly")
    assert ws.need(ShopAttempt, shop).answer_right == "partly"
    go_to(live.worth.aside.editor)
    type_text("They knew us")
    press(ENTER)
    assert ws.need(ShopAttempt, shop).set_aside == "They knew us"


def test_results_and_a_note(ws: Workspace, open_window: OpenWindow) -> None:
    check = shopping_check(ws)
    for n, seconds in enumerate((9, 12, 14, 18, 25, 35)):
        call(ws, check, seconds, days=n + 1)
    window = open_window(ws)
    window.shell.go("shop", check_id=check, step="results")
    page = at(window, ResultsPage)
    words = " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())
    assert "Calls answered: kept 4 of 6" in words
    assert "Middle time 16 seconds, from 9 seconds to 35 seconds (6 answers)." in words
    go_to(named(page, "Keep as a note: A dripping tap"))
    press(ENTER)
    settle(6)
    assert focused().isVisible()
    assert [label.text() for label in page.findChildren(QLabel) if label.text() == "Kept as a note"]
    shown_now = [said(b)[0] for b in page.findChildren(Button) if b.isVisible()]
    assert not [name for name in shown_now if name.startswith("Keep as a note")]
    (note,) = ws.store.find(EvidenceNote, check_id=check)
    assert "kept 4 of 6" in note.text
    assert note.how == "measured"


def test_years_without_bank_holidays_are_said(ws: Workspace, open_window: OpenWindow) -> None:
    check = shopping_check(ws)
    tell_staff(ws, "by letter", "1995-01-02")
    add_clock(ws, library().clock("scotland-2021"))
    shop = start_attempt(ws, library(), check, "complaint-letter", "Sam Reed", at="1995-05-02T10:00:00+01:00")
    record_event(ws, shop, "answer_1", at="1995-05-05T10:00:00+01:00")
    window = open_window(ws)
    window.shell.go("shop", check_id=check, step="results")
    page = at(window, ResultsPage)
    words = " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())
    assert "Stage 1 answer: kept 1 of 1" in words
    assert "In other years they are counted as working days: check the result by hand." in words


def test_the_way_in_from_the_check(ws: Workspace, open_window: OpenWindow) -> None:
    check = shopping_check(ws)
    window = open_window(ws)
    window.shell.go("capture", check_id=check)
    go_to(named(at(window, CapturePage), "Mystery shopping"))
    press(ENTER)
    at(window, BeginPage)
    assert ws.store.find(RealityCheck, template="rc11")[0].status == "planned"  # looking begins nothing
