"""The second step: answers from a file are looked at, counted and kept."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel, QWidget

from tia_desktop.domain.text import escape_bidi
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.opening import Opening
from tia_desktop.ui.parts import Refusal, Stack
from tia_desktop.ui.screens.survey.file_card import FileCard
from tia_desktop.ui.screens.survey.file_form import FileForm
from tia_desktop.ui.screens.survey.file_presenter import Coming, FilePresenter
from tia_desktop.ui.screens.survey.frame import SurveyPage
from tia_desktop.ui.screens.survey.model import FILE
from tia_desktop.ui.table_files import TableDrop, ask_for_table
from tia_desktop.ui.widgets import (
    Card,
    Responsive,
    announce,
    button,
    flow,
    heading,
    icon_row,
    label,
)

FIRST_PROBLEMS = 20


class FilePage(SurveyPage):
    """A file is chosen; then what is known of it; then what would be kept."""

    def __init__(self, context: ScreenContext) -> None:
        self.presenter = FilePresenter(context, self)
        super().__init__(self.presenter.state, FILE)
        self._refused, self._busy = Refusal(), label("", "muted")
        self._busy.hide()
        self.choose_file = button(tr("Choose a file…"), self.ask, icon="folder")
        self._choose_card = self._choosing()
        self.card = FileCard(self.presenter)
        self.card.hide()
        self.coming = Stack()
        self.coming.hide()
        self._coming_refused = Refusal()
        self.add(self._choose_card, self.card, self._coming_refused, self.coming)
        self.body.addStretch(1)
        TableDrop(self, self.take)
        self.show_form(None)
        self.presenter.begin()

    # ---- the view's contract

    def show_form(self, form: FileForm | None) -> None:
        self._choose_card.setVisible(form is None)
        self.card.setVisible(form is not None)
        if form is None:
            self.set_footer(self.back_button())
            return
        if self.card.show_form(form):
            self._file_footer()
            self.card.lines["period"].setFocus(Qt.FocusReason.OtherFocusReason)

    def show_coming(self, coming: Coming | None) -> None:
        self.card.setVisible(coming is None)
        self._coming_refused.say("")
        if coming is None:
            self.coming.show_parts([])
            self._file_footer()
            self.presenter.show()
            self.card.lines["period"].setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.coming.show_parts(_coming_parts(coming))
        keep = button(tr("Keep this survey"), self.presenter.keep, "primary", icon="check")
        change = button(tr("Change something"), self.presenter.change, icon="back")
        close = button(tr("Put the file away"), self._close, "quiet", icon="close")
        self.set_footer(keep, change, close)
        # Not the button: who presses Enter twice has not read what would be kept.
        if self.first_focus is not None:
            self.first_focus.setFocus(Qt.FocusReason.OtherFocusReason)
        self.area.verticalScrollBar().setValue(0)
        announce(self, coming.people)

    def show_refusal(self, sentence: str, *, at: str) -> None:
        place = "page" if self.card.isHidden() else "card"
        if not self.coming.isHidden():
            place = "coming"
        self._refused.say(sentence if place == "page" else "")
        self._coming_refused.say(sentence if place == "coming" else "")
        for part in self.card.refuse(sentence if place == "card" else "", at=at):
            QTimer.singleShot(0, self, partial(self.show_widget, part))  # it may have the focus already

    def show_busy(self, words: str) -> None:
        self._busy.setText(words)
        self._busy.setVisible(bool(words))
        self.card.set_busy(words)
        if words:
            announce(self, words)
        elif self.presenter.form() is not None and self.coming.isHidden():
            self.presenter.show()

    # ---- a file

    def ask(self) -> None:
        """Choose a file."""
        path = ask_for_table(self, tr("Choose the file with the answers"))
        if path is not None:
            self.take(path)

    def take(self, path: Path) -> None:
        """Look at a file that was chosen or dropped."""
        self._refused.say("")
        self.coming.show_parts([])
        self.presenter.open(Opening(str(path)))

    def _close(self) -> None:
        self.coming.show_parts([])
        self.presenter.close()
        self.choose_file.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- parts

    def _choosing(self) -> Card:
        card = Card(gap=10)
        card.add(heading(tr("Answers that somebody has collected"), 3))
        card.add(
            label(
                tr(
                    "A table with a line for each person, or with counts that somebody made: CSV, or a "
                    "spreadsheet. You can drop it here."
                )
            )
        )
        words = tr("Names and addresses stay behind. The file itself stays as it is.")
        card.add(icon_row("lock", words, "muted"))
        card.add(flow(self.choose_file), self._busy, self._refused)
        return card

    def _file_footer(self) -> None:
        count = button(tr("Count the answers"), self.presenter.count, "primary", icon="check")
        other = button(tr("Choose another file"), self.ask, icon="folder")
        close = button(tr("Put the file away"), self._close, "quiet", icon="close")
        self.set_footer(count, other, close)


def _coming_parts(coming: Coming) -> list[QWidget]:
    head = Card("soft", gap=8)
    head.add(heading(tr("Nothing is kept yet. This is what would be kept:"), 3))
    head.add(icon_row("people", coming.people, "strong", tone="primary"))
    head.add(*(label(remark) for remark in coming.remarks))
    parts: list[QWidget] = [head, *(_counted(homes, rows) for homes, rows in coming.counted)]
    if coming.left:
        left = Card(gap=6)
        left.add(heading(tr("Left behind"), 3))
        left.add(*(_left(name, why) for name, why in coming.left))
        parts.append(left)
    if coming.problems:
        parts.append(_problems(coming))
    return parts


def _counted(homes: str, rows: Sequence[tuple[str, str]]) -> Card:
    card = Card(gap=8)
    card.add(heading(homes, 3))
    for question, words in rows:
        line = Responsive(620, 16, (1, 1), stacked_gap=0)
        line.add(label(question, "strong"))
        line.add(label(words, "muted"))
        card.add(line)
    return card


def _left(name: str, why: str) -> QLabel:
    return label(escape_bidi(f"{name}: {why}" if why else name))


def _problems(coming: Coming) -> Card:
    card = Card(gap=6)
    card.add(heading(tr("Rows to look at"), 3))
    for row, sentence in coming.problems[:FIRST_PROBLEMS]:
        words = tr("Row {n}: {words}").format(n=f"{row:,}", words=escape_bidi(tr(sentence)))
        card.add(icon_row("warning", words, tone="weak"))
    more = coming.problem_count - len(coming.problems[:FIRST_PROBLEMS])
    if more > 0:
        card.add(label(tr("and {n:,} more").format(n=more), "muted"))
    return card
