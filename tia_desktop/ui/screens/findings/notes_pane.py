"""The notes side: search as you type, filters, the exact count, and the list."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tia_desktop.services.ports import NoteFilter
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.note_list.model import NoteModel
from tia_desktop.ui.note_list.table import NoteTable
from tia_desktop.ui.parts import Stack
from tia_desktop.ui.screens.findings.notes_presenter import NoteList, NotesPresenter
from tia_desktop.ui.widgets import Button, announce, button, flow, label, line_edit

SEARCH_MS = 150


class Throttle(QObject):
    """Calls `act` at once, then at most every `pause` ms; the last request is never dropped."""

    def __init__(self, act: Callable[[], object], pause: int, parent: QObject) -> None:
        super().__init__(parent)
        self._act, self._pause = act, pause
        self._since = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.now)

    def ask(self) -> None:
        """Something changed. `act` reads what it needs when it runs, so it sees the newest."""
        if not self._timer.isActive():
            waited = self._since.elapsed() if self._since.isValid() else self._pause
            self._timer.start(max(0, self._pause - waited))

    @property
    def waits(self) -> bool:
        """Whether something that was asked for is not done yet."""
        return self._timer.isActive()

    def now(self) -> None:
        """Act without waiting."""
        self._timer.stop()
        self._act()
        self._since.restart()


class NotesPane(QWidget):
    """Search, filters, table."""

    opened = Signal(str)
    """A note's id: show its story."""
    chosen = Signal()
    """Other notes are chosen now."""
    filters_asked = Signal()

    def __init__(self, presenter: NotesPresenter, on_collect: Callable[[], object]) -> None:
        super().__init__()
        self._presenter, self._on_collect = presenter, on_collect
        self.model = NoteModel(presenter.words.said)
        self.table = NoteTable(self.model, presenter.words)
        self.search = line_edit(presenter.where.query, placeholder=tr("Any words"), limit=200)
        self.search.setClearButtonEnabled(False)
        self._throttle = Throttle(self._search_now, SEARCH_MS, self)
        self._count, self._chosen = label("", "small"), label("", "small")
        self._nothing: QWidget | None = None
        self.filters = Stack(0)
        self._filters_shown: object = None
        self.open_filters = Button(tr("Filters"), self.filters_asked.emit, icon="filter")
        self._lay_out()
        self.search.textChanged.connect(lambda _text: self._throttle.ask())
        self.search.returnPressed.connect(self._throttle.now)
        down = QShortcut(QKeySequence(Qt.Key.Key_Down), self.search)
        down.setContext(Qt.ShortcutContext.WidgetShortcut)
        down.activated.connect(self._enter_list)
        self.table.opened.connect(self._on_opened)
        self.table.drags = True
        self.table.chosen_changed.connect(self.chosen)

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(10)
        line.addWidget(label(tr("Search notes"), "strong", wrap=False, buddy=self.search))
        line.addWidget(self.search, 1)
        line.addWidget(self.open_filters)
        counts = QHBoxLayout()
        counts.setContentsMargins(0, 0, 0, 0)
        counts.addWidget(self._count, 1)
        counts.addWidget(self._chosen)
        self._chosen.setWordWrap(False)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addLayout(line)
        box.addWidget(self.filters)
        box.addLayout(counts)
        box.addWidget(self.table, 1)
        self._box = box

    def _show_filters(self) -> None:
        """Say which filters are on; each can be taken away."""
        filters = self._presenter.filters()
        if filters == self._filters_shown:
            return
        self._filters_shown = filters
        parts: list[QWidget] = []
        for field, words in filters:
            name = tr("Take away the filter {words}").format(words=words)
            parts.append(Button(words, partial(self._drop, field), kind="chip", icon="close", name=name))
        if len(filters) > 1:
            parts.append(button(tr("Clear all"), self.clear_filters, "quiet"))
        self.filters.show_parts([flow(*parts, gap=6)] if parts else [])

    def _drop(self, field: str) -> None:
        self._presenter.drop(field)
        self.table.setFocus() if self.table.isVisible() else self.search.setFocus()

    def clear_filters(self) -> None:
        """Show all notes again."""
        blocked = self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(blocked)
        self._presenter.clear_filters()
        self.search.setFocus()

    # ---- what is shown

    def show_notes(self, notes: NoteList) -> None:
        """Show the notes that were found."""
        current = self.table.currentIndex().row()
        top = self.table.verticalScrollBar().value()
        self.table.forget_anchor()
        self.model.show_notes(notes.rows, self._presenter.window)
        if notes.rows:
            self.table.setCurrentIndex(self.model.index(max(0, min(current, notes.rows - 1)), 0))
            self.table.verticalScrollBar().setValue(top)
        self._count.setText(notes.sentence)
        if self.search.text() != self._presenter.where.query and not self._throttle.waits:
            blocked = self.search.blockSignals(True)  # a saved filter or a prompt brought its own words
            self.search.setText(self._presenter.where.query)
            self.search.blockSignals(blocked)
        on = len(self._presenter.filters())
        self.open_filters.set_words(tr("Filters · {n}").format(n=on) if on else tr("Filters"))
        self._show_filters()
        self._show_nothing(not notes.rows)

    def show_from_top(self) -> None:
        """Another search: begin at its first note."""
        if self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(0, 0))
            self.table.scrollToTop()

    def show_chosen(self, words: str) -> None:
        """Say how many notes are chosen."""
        if words != self._chosen.text():
            self._chosen.setText(words)
            announce(self.table, words)

    def set_chosen(self, notes: set[str]) -> None:
        """Choose these notes and no others."""
        self.model.set_chosen(notes)

    def choose_all(self) -> None:
        """Choose every note that is shown."""
        self.table.choose_all()

    def choose_none(self) -> None:
        """Choose no note."""
        self.model.set_chosen(set())
        self.chosen.emit()

    def current(self) -> str:
        """The id of the current note, "" when there is none."""
        note = self.model.note(self.table.currentIndex().row()) if self.model.rowCount() else None
        return note.id if note is not None else ""

    def flush(self) -> None:
        """Nothing to save here; the last search may still wait."""
        self._throttle.now()

    # ---- inside

    def _show_nothing(self, nothing: bool) -> None:
        self.table.setVisible(not nothing)
        if self._nothing is not None:
            self._box.removeWidget(self._nothing)
            self._nothing.hide()
            self._nothing.deleteLater()
            self._nothing = None
        if not nothing:
            return
        host = QWidget()
        column = QVBoxLayout(host)
        column.setContentsMargins(0, 8, 0, 0)
        if self._presenter.where == NoteFilter():
            column.addWidget(label(tr("Nobody has written a note yet. Collect evidence first.")))
            column.addWidget(button(tr("Collect evidence"), self._on_collect, icon="collect"))
        else:
            column.addWidget(label(tr("No note fits. Try another word or fewer filters.")))
            column.addWidget(button(tr("Show all notes"), self.clear_filters, icon="close"))
        column.addStretch(1)
        self._nothing = host
        self._box.addWidget(host, 1)

    def _search_now(self) -> None:
        before = self._presenter.where.query
        self._presenter.set_query(self.search.text())
        if before != self._presenter.where.query:
            self.show_from_top()

    def _enter_list(self) -> None:
        """Down in the search goes to what was found."""
        self._throttle.now()
        if self.table.isVisible():
            self.table.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_opened(self) -> None:
        note = self.current()
        if note:
            self.opened.emit(note)
