"""What the keys did on the answers: a number that chose one although words were meant, Enter on nothing."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from tia_desktop.ui.i18n import tr
from tia_desktop.ui.theme import em
from tia_desktop.ui.widgets import IconLabel, announce, button, label


class Slip(QWidget):
    """One quiet line at the answers, where the person looks; there only when it has something to say."""

    back_wanted = Signal(str)
    """The answer that was chosen before should come back ("" for none)."""

    def __init__(self) -> None:
        super().__init__()
        self._before = ""
        self._words = label("")
        self.setMaximumWidth(em(720))  # the way back stands near the words
        self.link = button(tr("Take it back"), self._take_back, "quiet", icon="undo")
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(IconLabel("info", "primary", 20))
        box.addWidget(self._words, 1)
        box.addWidget(self.link)
        self.hide()

    @property
    def text(self) -> str:
        """What it says now, "" for nothing."""
        return "" if self.isHidden() else self._words.text()

    def chose(self, word: str, before: str) -> None:
        """Words follow right behind a number key: say what it chose, and offer what was there before."""
        self._before = before
        self._say(tr("The number key chose “{word}”.").format(word=word))
        self.link.show()

    def wrote(self) -> None:
        """The number is in the words, and what it chose was taken back."""
        self._say(tr("The number is in your words. It chose no answer."))
        self.link.hide()

    def nothing_chosen(self, skip: str) -> None:
        """Enter was pressed on an answer that is not chosen. `skip` is the word of the one on 0, or ""."""
        words = [tr("Choose an answer first.")]
        if skip:
            words.append(tr("0 is “{word}”.").format(word=skip))
        self._say(" ".join([*words, tr("Ctrl+Enter goes on without one.")]))
        self.link.hide()

    def _take_back(self) -> None:
        self.hide()
        self.back_wanted.emit(self._before)

    def _say(self, words: str) -> None:
        self._words.setText(words)
        self.show()
        announce(self, words)
