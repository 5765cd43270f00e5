"""What an answer was before it was changed: one quiet line, the rest on one key."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtWidgets import QVBoxLayout, QWidget

from tia_desktop.services.earlier import Earlier
from tia_desktop.ui.days import moment
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.screens.capture.typed import clock
from tia_desktop.ui.widgets import Card, KeyValue, KeyValueList, button


class EarlierAnswers(QWidget):
    """The list, shown by `link`: "Changed 14:32, before: Weak"."""

    def __init__(self) -> None:
        super().__init__()
        self._earlier: Sequence[Earlier] = ()
        self.link = button("…", self.toggle, "quiet", icon="history")
        self._list: QWidget | None = None
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def show_earlier(self, earlier: Sequence[Earlier]) -> None:
        """Show that the answer was changed, and how the last time."""
        if earlier == self._earlier:
            self.link.setVisible(bool(earlier))
            return
        self._earlier = earlier
        self.link.setVisible(bool(earlier))
        if not earlier:
            self.hide()
            return
        newest = earlier[0]
        words = tr("Changed {time}, before: {answer}")
        self.link.set_words(words.format(time=_when(newest.when), answer=newest.before))
        if not self.isHidden():
            self._fill()

    def toggle(self) -> None:
        """Show all earlier answers, or put them away."""
        if self.isHidden():
            self._fill()
        self.setVisible(self.isHidden())

    def _fill(self) -> None:
        card = Card(pad=12, gap=6)
        card.add(
            KeyValueList(
                [KeyValue(f"{moment(e.when)} · {e.author}", tr("Before: {answer}").format(answer=e.before))
                 for e in self._earlier]
            )
        )  # fmt: skip
        layout = self.layout()
        if layout is not None:
            if self._list is not None:
                layout.removeWidget(self._list)
                self._list.hide()
                self._list.deleteLater()
            layout.addWidget(card)
        self._list = card


def _when(iso: str) -> str:
    """The clock time, with the day unless it is today."""
    at = datetime.fromisoformat(iso).astimezone()
    return clock(iso) if at.date() == datetime.now(UTC).astimezone().date() else moment(iso)
