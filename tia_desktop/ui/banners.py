"""What stays at the top of the window until it is settled: not saved, read-only, errors, notices."""

from __future__ import annotations

import logging
from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from shiboken6 import isValid

from tia_desktop.domain.errors import TiaError
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.notices import Notice
from tia_desktop.ui.pages import Pages
from tia_desktop.ui.widgets import Banner

RETRY_MS = 3_000
_MOST = 3
_SHARE = 0.4
"""How much of the window's height all banners together may take; one is always shown whole."""


class Banners(QWidget):
    """The stack of banners above the page. At most three, newest at the bottom.

    The page makes room for them, so that nothing moves under the hands of whoever works on it. Where there
    is no room for all, what cannot be closed comes first, and the others come up when there is.
    """

    def __init__(self, pages: Pages) -> None:
        super().__init__()
        self._pages = pages
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(12, 8, 12, 6)
        self._box.setSpacing(6)
        self._shown: dict[str, Banner] = {}
        self._passing: dict[Banner, bool] = {}  # whether each is still what was said last
        self._before: QWidget | None = None
        self._notice = Notice(pages)
        self._height = 0
        self._is_held, self._waiting = False, ""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)
        self.hide()

    def add(
        self,
        text: str,
        *,
        tone: str = "weak",
        action: str = "",
        on_action: Callable[[], object] | None = None,
        closable: bool = True,
        close: str = "",
        on_closed: Callable[[], object] | None = None,
        passing: bool = False,
    ) -> Banner:
        """Show a banner and have it said aloud. The same words are shown once.

        A `passing` one needs no answer: it also goes when the person goes on with the work.
        """
        old = self._shown.get(text)
        if old is not None and not action:
            if not self._is_held:
                old.say()
            return old
        if old is not None:  # the same words, now with something to do about it
            self.remove(old)
        while len(self._shown) >= _MOST:
            others = (b for b in self._shown.values() if b.closable)
            self.remove(next(others, next(iter(self._shown.values()))))
        banner = Banner(text, tone=tone, action=action, on_action=on_action, closable=closable, close=close)
        self._shown[text] = banner
        if on_closed is not None:
            banner.closed.connect(on_closed)
        banner.closed.connect(lambda: self.remove(banner))
        self._box.addWidget(banner)
        if passing:
            self._passing[banner] = True
            QTimer.singleShot(0, self, self._grow_old)
        self._make_room()
        if not self._is_held:
            banner.say()
        return banner

    def hold(self, held: bool) -> None:
        """Show and say nothing for now: somebody else looks at the window. Afterwards it is all there."""
        self._is_held = held
        if held:
            self._notice.clear()
        self._make_room()
        for banner in () if held else self._shown.values():
            banner.say()
        waiting, self._waiting = self._waiting, ""
        if waiting and not held:
            self.notice(waiting)

    def ask(self, text: str, yes: str, on_yes: Callable[[], object], no: str) -> Callable[[], None]:
        """Ask something that can wait; afterwards the focus is where it was. Returns what takes it away."""

        def agreed() -> None:
            self.remove(banner)
            on_yes()

        banner = self.add(text, tone="ok", action=yes, on_action=agreed, close=no)
        return lambda: self.remove(banner)

    def notice(self, text: str) -> None:
        """Show a sentence that needs no answer; it goes by itself."""
        if self._is_held:
            self._waiting = text
        else:
            self._notice.show_text(text)

    def gone_on(self) -> None:
        """The person went to another page: what was only said in passing goes."""
        self._notice.gone_on()
        self.worked_on()

    def worked_on(self) -> None:
        """The person goes on with the work: banners that need no answer go, but not one of just now."""
        for banner in [b for b, fresh in self._passing.items() if not fresh]:
            self.remove(banner)

    def remove(self, banner: Banner) -> None:
        """Take a banner away."""
        known = next((text for text, each in self._shown.items() if each is banner), None)
        if known is None:
            return
        del self._shown[known]
        self._passing.pop(banner, None)
        self._give_back(banner)
        self._box.removeWidget(banner)
        banner.hide()
        banner.deleteLater()
        self._make_room()

    def shows(self, banner: Banner) -> bool:
        """Whether a banner is still there."""
        return any(each is banner for each in self._shown.values())

    def clear(self) -> None:
        """Take all banners away (another inspection opens)."""
        for banner in list(self._shown.values()):
            self.remove(banner)
        self._notice.clear()

    def texts(self) -> list[str]:
        """What the banners say, oldest first, and what is said in passing."""
        return [*self._shown, *([self._notice.text] if self._notice.text else [])]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_page()

    def _grow_old(self) -> None:
        self._passing = dict.fromkeys(self._passing, False)

    def _on_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self.isAncestorOf(new) and old is not None and not self.isAncestorOf(old):
            self._before = old

    def _give_back(self, banner: Banner) -> None:
        """A banner goes that has the focus: it goes back to where it came from, or to the page."""
        focused, before = QApplication.focusWidget(), self._before
        if focused is None or not banner.isAncestorOf(focused):
            return
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._pages.page is not None:
            self._pages.page.focus_first()

    def _make_room(self) -> None:
        """Show what there is room for, and have the page make this room at once: no frame in between."""
        around = self.parentWidget()
        if around is None:
            return
        room = around.window().height() * _SHARE
        for k, banner in enumerate(sorted(self._shown.values(), key=lambda b: b.closable)):
            room -= banner.heightForWidth(around.width() - 24)
            banner.setVisible(k == 0 or room >= 0)
        self.setVisible(bool(self._shown) and not self._is_held)
        layout = around.layout()
        if layout is not None and around.isVisible():
            layout.activate()
        self._tell_page()

    def _tell_page(self) -> None:
        height = self.height() if self._shown and not self._is_held else 0
        if height != self._height:
            self._height = height
            self._pages.make_room(height)


class Unsaved:
    """Tries again, every few seconds and on demand, until all that could not be saved is saved.

    Several text boxes may wait at once. Each is known by its way to try again, so each waits once.
    """

    def __init__(
        self, banners: Banners, on_state: Callable[[bool], object], on_saved: Callable[[], object]
    ) -> None:
        self._banners, self._on_state, self._on_saved = banners, on_state, on_saved
        self._retries: dict[Callable[[], None], None] = {}
        self._banner: Banner | None = None
        self._timer = QTimer(banners)
        self._timer.setInterval(RETRY_MS)
        self._timer.timeout.connect(self.try_again)

    @property
    def waiting(self) -> bool:
        """Whether something is still not saved."""
        return bool(self._retries)

    def report(self, error: TiaError, retry: Callable[[], None]) -> None:
        """Saving failed: show it and keep trying. Also called while trying."""
        self._retries[retry] = None
        if self._banner is None or not self._banners.shows(self._banner):
            self._banner = self._banners.add(
                error.sentence,
                tone="vweak",
                action=tr("Try again now"),
                on_action=self.try_again,
                closable=False,
            )
        self._on_state(True)
        self._timer.start()

    def try_again(self) -> None:
        """Try each once; when all are saved the banner goes."""
        if not self._retries:
            return
        for retry in list(self._retries):
            del self._retries[retry]
            try:
                retry()  # reports itself again when it fails
            except TiaError:
                self._retries[retry] = None
            except Exception as error:  # noqa: BLE001 - such as a page that is gone; the others have a turn
                where = type(error).__name__
                logging.getLogger(__name__).error("a retry failed and was given up: %s", where)
        if not self._retries:
            self.give_up()
            self._on_saved()

    def give_up(self) -> None:
        """Wait for nothing any more."""
        self._retries.clear()
        self._timer.stop()
        if self._banner is not None:
            self._banners.remove(self._banner)
            self._banner = None
        self._on_state(False)
