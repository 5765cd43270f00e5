"""The figures of this inspection, the sets to compare with, and a file to take more from."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from tia_desktop.domain.text import shown_path
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.parts import Refusal, Stack
from tia_desktop.ui.screens.figures.figure_list import FigureList
from tia_desktop.ui.screens.figures.file_card import FileCard
from tia_desktop.ui.screens.figures.file_presenter import FILE, ONE, FilePresenter
from tia_desktop.ui.screens.figures.frame import FiguresFrame
from tia_desktop.ui.screens.figures.kept_presenter import Came, KeptPresenter, SetLine
from tia_desktop.ui.screens.figures.model import FiguresState
from tia_desktop.ui.screens.figures.table_form import TableForm
from tia_desktop.ui.table_files import TableDrop, ask_for_table
from tia_desktop.ui.widgets import (
    Button,
    Card,
    Responsive,
    announce,
    button,
    column,
    flow,
    heading,
    icon_row,
    label,
)

FIRST_REMARKS = 12


class FiguresPage(FiguresFrame):
    """What is here, and a file before anything of it is kept."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(FiguresState(context))
        self.kept = KeptPresenter(self.state, self._sets_changed)
        self.presenter = FilePresenter(self.state, self)
        self._came, self._sets = Stack(), Stack()
        self._refused = Refusal()
        self._busy = label("", "muted")
        self._busy.hide()
        self.choose = button(tr("Choose a file…"), self.ask, icon="folder")
        self.list = FigureList(self.kept)
        self._here = column(self._came, self._choose_card(), self._sets, self.list, gap=12)
        self.file = FileCard(self.presenter)
        self.file.hide()
        self.add(self._here, self.file)
        self.body.addStretch(1)
        TableDrop(self, self.take)
        self._keep_button: Button | None = None
        self.fill()
        self.show_file(None)
        self.presenter.begin()

    def fill(self) -> None:
        came = self.kept.came()
        self._came.show_parts([_came_card(came)] if came else [])
        sets = self.kept.sets()
        self._sets.show_parts([self._sets_card(sets)] if sets else [])
        self.list.fill()

    # ---- the view's contract

    def show_file(self, form: TableForm | None) -> None:
        self._here.setVisible(form is None)
        self.file.setVisible(form is not None)
        if form is None:
            self._keep_button = None
            self.set_footer(button(tr("Choose a file…"), self.ask, "primary", icon="folder"))
            return
        fresh = self.file.show_form(form)
        words = tr("Keep these figures") if self.presenter.keep == ONE else tr("Keep this table")
        if self._keep_button is None:
            self._keep_button = button(words, self.presenter.keep_it, "primary", icon="check")
            other = button(tr("Choose another file"), self.ask, icon="folder")
            close = button(tr("Put the file away"), self._close, "quiet", icon="close")
            self.set_footer(self._keep_button, other, close)
        self._keep_button.set_words(words)
        if fresh:
            target = self.file.keep.what.chip(self.presenter.keep)
            if not form.landlords:
                target = self.file.columns.table
            QTimer.singleShot(0, target, lambda: target.setFocus(Qt.FocusReason.OtherFocusReason))

    def show_came(self) -> None:
        self.fill()
        self.open_at_top()
        self.choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_refusal(self, sentence: str, *, at: str) -> None:
        hidden = self.file.isHidden()
        self._refused.say(sentence if hidden or at == FILE else "")
        self.file.refuse("" if hidden else sentence, at=at)

    def show_busy(self, words: str) -> None:
        self._busy.setText(words)
        self._busy.setVisible(bool(words))
        self.file.set_busy(words)
        if words:
            announce(self, words)

    # ---- a file

    def ask(self) -> None:
        """Choose a file."""
        path = ask_for_table(self, tr("Choose a table of figures"))
        if path is not None:
            self.take(path)

    def take(self, path: Path) -> None:
        """Look at a file that was chosen or dropped."""
        self._refused.say("")
        self.presenter.open(path)

    def _close(self) -> None:
        self.presenter.close()
        self.choose.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- parts

    def _choose_card(self) -> Card:
        card = Card(gap=10)
        card.add(heading(tr("Bring in published figures"), 3))
        words = tr(
            "A table of many landlords, such as a regulator publishes: CSV, or a spreadsheet. "
            "Keep one landlord’s figures, or all of them to compare with. You can drop it here."
        )
        card.add(label(words), flow(self.choose), self._busy, self._refused)
        return card

    def _sets_card(self, sets: list[SetLine]) -> QWidget:
        card = Card(gap=12)
        card.add(heading(tr("Tables to compare with"), 3))
        for each in sets:
            line = Responsive(620, 12, (1, 0))
            line.add(
                column(
                    icon_row("people", shown_path(each.title), "strong"),
                    label(shown_path(each.details), "muted"),
                    gap=2,
                )
            )
            compare = button(
                tr("Compare"), partial(self.kept.open_set, each.set_id), icon="next",
                name=tr("Compare with “{name}”").format(name=each.title),
            )  # fmt: skip
            away = button(
                tr("Take away"), partial(self.kept.remove_set, each.set_id), "quiet", icon="trash",
                name=tr("Take away “{name}”").format(name=each.title),
            )  # fmt: skip
            line.add(flow(compare, away))
            card.add(line)
        return card

    def _sets_changed(self) -> None:
        self.fill()
        self.choose.setFocus(Qt.FocusReason.OtherFocusReason)


def _came_card(came: Came) -> QWidget:
    card = Card("soft", gap=8)
    card.add(icon_row("done", shown_path(came.words), "strong", tone="vgood"))
    for words in came.remarks[:FIRST_REMARKS]:
        card.add(label(shown_path(words), "small"))
    if len(came.remarks) > FIRST_REMARKS:
        card.add(label(tr("and {n} more").format(n=len(came.remarks) - FIRST_REMARKS), "muted"))
    return card
