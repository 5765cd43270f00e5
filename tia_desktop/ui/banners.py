"""What stays at the top of the window until it is settled: not saved, read-only, errors, notices."""

from __future__ import annotations

import logging
from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tia_desktop.domain.errors import TiaError
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.widgets import Banner

RETRY_MS = 3_000
NOTICE_MS = 15_000
_MOST = 3


class Banners(QWidget):
    """The stack of banners above the page. At most three, newest at the bottom."""

    def __init__(self) -> None:
        super().__init__()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(12, 8, 12, 0)
        self._box.setSpacing(6)
        self._shown: dict[str, Banner] = {}
        self._notice: Banner | None = None
        self.hide()

    def add(
        self,
        text: str,
        *,
        tone: str = "weak",
        action: str = "",
        on_action: Callable[[], object] | None = None,
        closable: bool = True,
        on_closed: Callable[[], object] | None = None,
    ) -> Banner:
        """Show a banner and have it said aloud. The same words are shown once."""
        old = self._shown.get(text)
        if old is not None and not action:
            old.say()
            return old
        if old is not None:  # the same words, now with something to do about it
            self.remove(old)
        while len(self._shown) >= _MOST:
            passing = (b for b in self._shown.values() if b.closable)
            self.remove(next(passing, next(iter(self._shown.values()))))
        banner = Banner(text, tone=tone, action=action, on_action=on_action, closable=closable)
        self._shown[text] = banner
        if on_closed is not None:
            banner.closed.connect(on_closed)
        banner.closed.connect(lambda: self.remove(banner))
        self._box.addWidget(banner)
        self.show()
        banner.say()
        return banner

    def notice(self, text: str) -> None:
        """Show a sentence that needs no answer; it goes by itself."""
        if self._notice is not None:
            self.remove(self._notice)
        banner = self._notice = self.add(text, tone="ok")
        QTimer.singleShot(NOTICE_MS, banner, lambda: self.remove(banner))

    def remove(self, banner: Banner) -> None:
        """Take a banner away."""
        known = next((text for text, each in self._shown.items() if each is banner), None)
        if known is None:
            return
        del self._shown[known]
        if banner is self._notice:
            self._notice = None
        self._box.removeWidget(banner)
        banner.hide()
        banner.deleteLater()
        self.setVisible(bool(self._shown))

    def shows(self, banner: Banner) -> bool:
        """Whether a banner is still there."""
        return any(each is banner for each in self._shown.values())

    def clear(self) -> None:
        """Take all banners away (another inspection opens)."""
        for banner in list(self._shown.values()):
            self.remove(banner)

    def texts(self) -> list[str]:
        """What the banners say, oldest first."""
        return list(self._shown)


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
