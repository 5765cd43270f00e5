"""A case and a shop from the first to the last key: no mouse, and as few keys as UX.md promises."""

from __future__ import annotations

from PySide6.QtCore import Qt

from tests.ui.a11y import said, settle
from tests.ui.conftest import OpenWindow
from tests.ui.keys import CTRL, ENTER, focused, press, type_text
from tests.ui.sample_pages import drawn, show
from tests.ui.shop_pages import IN_20_SECONDS, ago, call
from tia_desktop.domain.case_records import FIRST, TESTED, SampledCase
from tia_desktop.domain.records import CheckEntry, EvidenceNote
from tia_desktop.domain.shop_records import ShopAttempt
from tia_desktop.frameworks.shops import library
from tia_desktop.services import guided, plan, sampled_cases
from tia_desktop.services.checklist import set_field
from tia_desktop.services.shop_clock import promises
from tia_desktop.services.shop_events import events_of
from tia_desktop.services.shop_setup import tell_staff
from tia_desktop.services.shop_standards import add_standard
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.main_window import MainWindow
from tia_desktop.ui.screens.capture.view import CapturePage
from tia_desktop.ui.screens.sample.cases_page import CasesPage
from tia_desktop.ui.screens.shop.begin_page import BeginPage
from tia_desktop.ui.screens.shop.live_page import LivePage
from tia_desktop.ui.widgets import Page

CTRL_ENTER = "Ctrl+Enter"
SPACE, TAB = Qt.Key.Key_Space, Qt.Key.Key_Tab


class Keys:
    """Presses keys where the focus is, and counts them; words that are typed count as one."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, *keys: Qt.Key | str) -> None:
        for key in keys:
            if key == CTRL_ENTER:
                press(ENTER, CTRL)
            else:
                press(key)
            self.count += 1
        settle(6)

    def words(self, text: str) -> None:
        """Type words."""
        type_text(text)
        self.count += 1

    def tab_to(self, words: str) -> None:
        """Press Tab until something that is called so has the focus."""
        for _ in range(60):
            if said(focused())[0].startswith(words):
                return
            self(TAB)
        raise AssertionError(f"Tab never comes to “{words}”")

    def since(self, before: int) -> int:
        return self.count - before


def page_of(window: MainWindow) -> Page:
    page = window.shell.pages.page
    assert page is not None
    return page


# ---- a case


def answer_case(window: MainWindow, keys: Keys) -> list[int]:
    """Answer all questions of a case with good answers; return how many keys each took."""
    spent = []
    while isinstance(page := page_of(window), CapturePage):
        before = keys.count
        assert page.panel is not None
        if page.panel.value is not None:  # a number: over the grades into its field
            keys(TAB)
            assert focused() is page.panel.value
            keys("0", ENTER)
        else:
            keys("1", ENTER)
        spent.append(keys.since(before))
        assert len(spent) < 20
    return spent


def test_a_case_and_the_next_with_keys_alone(ws: Workspace, open_window: OpenWindow) -> None:
    check, sample = drawn(ws, groups=False, count=3)
    window, keys = open_window(ws), Keys()
    show(window, check, "cases")
    first, second, third = sampled_cases.cases_of(ws, sample)
    keys(ENTER)  # from the list into the first case
    assert isinstance(page_of(window), CapturePage)
    spent = answer_case(window, keys)
    assert spent == [2, 2, 2, 2, 2, 2, 3, 2], "two keys for a good answer (UX.md), three for a number"
    assert isinstance(page_of(window), CasesPage), "back in the list by itself"
    keys(ENTER)  # the next case has the focus
    assert answer_case(window, keys) == spent
    assert keys.count == 2 * (1 + sum(spent)) == 36
    states = [ws.need(SampledCase, case.id) for case in (first, second, third)]
    assert [case.status for case in states] == [TESTED, TESTED, "open"]
    assert states[0].entry_id == FIRST
    for case in states[:2]:
        entry = sampled_cases.entry_of(case)
        notes = [n for n in ws.store.find(EvidenceNote, check_id=check, entry_id=entry) if n.item_id]
        assert len(notes) == len(spent)


def test_a_weak_answer_of_a_case_is_three_keys_and_its_words(ws: Workspace, open_window: OpenWindow) -> None:
    check, _ = drawn(ws, groups=False, count=3)
    window, keys = open_window(ws), Keys()
    show(window, check, "cases")
    keys(ENTER)
    page = page_of(window)
    assert isinstance(page, CapturePage)
    item, before = page.panel.question.item.id, keys.count  # type: ignore[union-attr]
    keys("2", ENTER)  # no: now the words are asked for
    keys.words("Nobody came on the day")
    keys(CTRL_ENTER)
    assert keys.since(before) == 3 + 1
    [note] = ws.store.find(EvidenceNote, check_id=check, item_id=item)
    assert (note.rating, note.text) == ("no", "Nobody came on the day")
    page = page_of(window)
    assert isinstance(page, CapturePage)
    assert page.panel.question.item.id != item  # type: ignore[union-attr]


# ---- a shop


def kinds(ws: Workspace, shop: str) -> list[str]:
    return [event.kind for event in events_of(ws, shop)]


def test_a_shop_with_keys_alone_from_the_story_to_the_marks(ws: Workspace, open_window: OpenWindow) -> None:
    check = plan.add_check(ws, "rc11", "Calls in spring")
    tell_staff(ws, "by the director, at the staff meeting", ago(ws, days=30)[:10])
    add_standard(ws, library(), IN_20_SECONDS)
    window, keys = open_window(ws), Keys()
    window.shell.go("shop", check_id=check, step="begin")
    settle(6)
    keys.tab_to("A dripping tap")
    keys.count = 0  # from here on each key is one of the shop
    keys(ENTER)
    begin = page_of(window)
    assert isinstance(begin, BeginPage)
    assert focused() is begin.start.alias
    keys.words("Sam Reed")
    keys(ENTER)
    live = page_of(window)
    assert isinstance(live, LivePage)
    assert keys.count == 3, "a story, a name, and it rings"
    [shop] = ws.store.find(ShopAttempt)

    keys(SPACE)  # they answered
    keys("t", SPACE)  # passed on, and answered again
    assert keys.count == 6, "one key for everything that happens"
    keys("p")
    keys.words("Call back from repairs")
    keys(TAB)
    keys.words("tomorrow")
    keys(ENTER)
    assert keys.count == 11
    keys("e")  # the call ended; the promise stays open
    assert kinds(ws, shop.id) == ["call", "answer", "transfer", "answer", "promise", "end"]
    [promise] = promises(ws)
    assert (promise.event.words, promise.state) == ("Call back from repairs", "open")

    spent = keys.count
    keys.tab_to("Yes")
    assert keys.since(spent) < 20, "the marks are not far from the clock"
    keys(SPACE)
    assert ws.need(ShopAttempt, shop.id).answer_right == "yes"
    assert kinds(ws, shop.id)[-1] == "end", "Space on a mark is the mark, and nothing that happened"


def test_the_marks_of_a_shop_are_its_questions_by_key(ws: Workspace, open_window: OpenWindow) -> None:
    """From the clock to the part of the check that is about this shop, answered, and back."""
    check = plan.add_check(ws, "rc11", "Calls in spring")
    tell_staff(ws, "by the director, at the staff meeting", ago(ws, days=30)[:10])
    set_field(ws, check, "rc11.told", "yes")
    set_field(ws, check, "rc11.channel", "phone")
    guided.begin_check(ws, check)
    shop = call(ws, check, hours=1)
    window, keys = open_window(ws), Keys()
    window.shell.go("shop", check_id=check, attempt_id=shop)
    settle(6)
    keys.tab_to("How polite, how clear?")
    keys(ENTER)
    page = page_of(window)
    assert isinstance(page, CapturePage)
    assert page.panel is not None
    entry = ws.need(ShopAttempt, shop).entry_id
    assert page.panel.question.entry_title == ws.need(CheckEntry, entry).title
    assert page.panel.question.item.id == "rc11.c01"
    keys(TAB)
    assert focused() is page.panel.value  # at what time: three keys and the time
    keys.words("10:02")
    keys(ENTER)
    assert page.panel.question.item.id == "rc11.c02"
    before = keys.count
    keys("1", ENTER)  # did somebody answer
    assert keys.since(before) == 2
    [note] = ws.store.find(EvidenceNote, check_id=check, item_id="rc11.c02")
    assert (note.entry_id, note.rating) == (entry, "yes")
