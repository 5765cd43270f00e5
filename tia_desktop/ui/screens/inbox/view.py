"""Quick notes to sort: choose several, say what they get, and do it in one go."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QWidget

from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.note_list.model import NoteModel
from tia_desktop.ui.note_list.table import NoteTable
from tia_desktop.ui.screens.inbox.form import SortForm
from tia_desktop.ui.screens.inbox.presenter import Hint, InboxPresenter
from tia_desktop.ui.widgets import (
    Button,
    Card,
    EmptyState,
    Page,
    Responsive,
    announce,
    button,
    heading,
    label,
)


class InboxPage(Page):
    """The list at the left, what the chosen notes get at the right."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(tr("Quick notes to sort"))
        self._presenter = InboxPresenter(context, self)
        self.model = NoteModel(self._presenter.words.said)
        self.table = NoteTable(self.model, self._presenter.words)
        self.form = SortForm(self._presenter.ws.pack, self._presenter.checks())
        top = Responsive(900, 16, (0, 1))
        top.add(heading(tr("Quick notes to sort")))
        top.add(label(tr("Choose one or several notes. Then say what they get."), "muted"))
        self.add(top)
        self._empty = EmptyState(
            tr("All quick notes are sorted."), tr("Write a quick note"), self._presenter.write, icon="done"
        )
        self._two = Responsive(940, 16, (6, 5))
        self._two.add(self._list())
        self._two.add(self.form)
        self.add(self._empty)
        self.add(self._two, stretch=1)
        self.body.addStretch()
        self._footer_buttons()
        self._commands()
        self.table.opened.connect(lambda _index: self._open())
        self.table.chosen_changed.connect(lambda: self._presenter.choose(self.model.chosen))
        self._presenter.load()

    # ---- the view's contract

    def show_notes(self, total: int, sentence: str) -> None:
        here = self.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        row, top = self.table.currentIndex().row(), self.table.verticalScrollBar().value()
        self.table.forget_anchor()
        self.model.show_notes(total, self._presenter.window)
        self._count.setText(sentence)
        self._empty.setVisible(not total)
        self._two.setVisible(bool(total))
        self._show_footer(any_notes=bool(total))
        if total:
            self.table.setCurrentIndex(self.model.index(max(0, min(row, total - 1)), 0))
            self.table.verticalScrollBar().setValue(top)
        self.first_focus = self.table if total else self._empty.findChild(Button)
        if here and self.isVisible() and not total:
            self.focus_first()

    def show_chosen(self, ids: set[str], words: str, hint: Hint | None) -> None:
        if self.model.chosen != ids:
            self.model.clear_chosen()
            self.model.chosen = set(ids)
            self.table.viewport().update()
        if words != self._chosen.text():
            self._chosen.setText(words)
            announce(self.table, words)
        all_chosen = bool(ids) and len(ids) >= self.model.rowCount()
        self._all.set_words(tr("Choose none") if all_chosen else tr("Choose all"))
        self.form.show_hint(hint)

    def empty_form(self) -> None:
        self.form.clear()

    # ---- called by the shell

    def refresh(self) -> None:
        """Show what is stored now."""
        self.form.show_checks(self._presenter.checks())
        self._presenter.load()

    # ---- parts

    def _list(self) -> QWidget:
        card = Card(pad=14, gap=8)
        self._count, self._chosen = label("", "small"), label("", "small")
        self._chosen.setWordWrap(False)
        self._all = button(tr("Choose all"), self._presenter.choose_all, icon="check")
        words = QWidget()
        line = QHBoxLayout(words)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(self._count, 1)
        line.addWidget(self._chosen)
        top = Responsive(420, 12, (1, 0))
        top.add(words)
        top.add(self._all)
        card.add(top)
        card.body.addWidget(self.table, 1)
        return card

    def _footer_buttons(self) -> None:
        sort = button(
            tr("Sort the chosen notes"), self._sort, "primary", icon="check", tip=tr("Control and Enter")
        )
        story = button(tr("Open the note"), self._open, icon="note", tip=tr("Enter in the list of notes"))
        remove = button(tr("Remove the chosen notes"), self._remove, "danger", icon="trash")
        back = button(tr("Back to the checks"), self._presenter.home, "quiet", icon="back")
        self._buttons = (sort, story, remove, back)

    def _show_footer(self, *, any_notes: bool) -> None:
        if self._footer is None:
            self.set_footer(*self._buttons)
        for each in self._buttons[:3]:
            each.setEnabled(any_notes)

    def _commands(self) -> None:
        """The page's own commands; the shell lists them in its menu."""
        for words, keys, run in (
            (tr("Sort the chosen notes"), "Ctrl+Return", self._sort),
            (tr("Choose all notes"), "Ctrl+A", self._presenter.choose_all),
        ):
            action = QAction(words, self)
            action.setShortcut(QKeySequence(keys))
            action.triggered.connect(lambda _=False, run=run: run())
            self.addAction(action)

    # ---- doing

    def _open(self) -> None:
        note = self.model.note(self.table.currentIndex().row()) if self.model.rowCount() else None
        if note is not None:
            self._presenter.open(note.id)

    def _sort(self) -> None:
        if self._presenter.sort(self.form.wanted()):
            self._to_the_list()

    def _remove(self) -> None:
        if self._presenter.remove():
            self._to_the_list()

    def _to_the_list(self) -> None:
        """Go on with the next notes."""
        if self.first_focus is not None:
            self.first_focus.setFocus(Qt.FocusReason.OtherFocusReason)


def build(context: ScreenContext) -> Page:
    """Build the screen."""
    return InboxPage(context)
