"""The notes side: search as you type, filters, the exact count, and the list."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tia_desktop.services.ports import NoteFilter
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.note_list.model import NoteModel
from tia_desktop.ui.note_list.table import NoteTable
from tia_desktop.ui.screens.findings.presenter import FindingsPresenter, NoteList
from tia_desktop.ui.theme import em
from tia_desktop.ui.widgets import (
    Button,
    CheckBox,
    ComboBox,
    FlowRow,
    Group,
    LabeledField,
    announce,
    button,
    label,
    line_edit,
)

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

    def now(self) -> None:
        """Act without waiting."""
        self._timer.stop()
        self._act()
        self._since.restart()


class NotesPane(QWidget):
    """Search, filters, table."""

    opened = Signal(str)
    """A note's id: show its story."""

    def __init__(self, presenter: FindingsPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self.model = NoteModel(presenter.words.said)
        self.table = NoteTable(self.model, presenter.words)
        self.search = line_edit(presenter.where.query, placeholder=tr("Any words"), limit=200)
        self.search.setClearButtonEnabled(False)
        self._throttle = Throttle(self._search_now, SEARCH_MS, self)
        self._count, self._chosen = label("", "small"), label("", "small")
        self._nothing: QWidget | None = None
        self.filters = self._filters()
        self._toggle = Button(tr("Filters"), icon="filter")
        self._toggle.setCheckable(True)
        self._toggle.setChecked(bool(presenter.filters_on))
        self._lay_out()
        self.filters.setVisible(self._toggle.isChecked())
        self._toggle.toggled.connect(self.filters.setVisible)
        self.search.textChanged.connect(lambda _text: self._throttle.ask())
        self.search.returnPressed.connect(self._throttle.now)
        self.table.opened.connect(self._on_opened)
        self.table.chosen_changed.connect(self._on_chosen)

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(10)
        line.addWidget(label(tr("Search notes"), "strong", wrap=False, buddy=self.search))
        line.addWidget(self.search, 1)
        line.addWidget(self._toggle)
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

    # ---- filters

    def _filters(self) -> QWidget:
        pack, where = self._presenter.ws.pack, self._presenter.where
        every = tr("All")
        self._question = ComboBox(
            [("", every), *((q.id, f"{q.number}. {q.short}") for q in pack.key_questions)]
        )
        self._area = ComboBox([("", every), *((a.id, a.short) for a in pack.service_areas)])
        self._kind = ComboBox([("", every), *((t.id, t.short) for t in pack.templates)])
        self._source = ComboBox([("", every), *((s.id, s.word) for s in pack.source_groups)])
        self._unused = CheckBox(tr("Only notes that no finding uses yet"))
        host = Group(tr("Filters"))
        grid = FlowRow(host, 8)
        for words, combo, value in (
            (tr("Key question"), self._question, where.question_id),
            (tr("Kind of check"), self._kind, where.template),
            (tr("Area"), self._area, where.area_id),
            (tr("Source"), self._source, where.source),
        ):
            combo.set_value(value)
            combo.currentIndexChanged.connect(lambda _=0: self._filter())
            field = LabeledField(words, combo, kind="small")
            field.setMinimumWidth(em(170))
            grid.addWidget(field)
        outer = QWidget()
        column = QVBoxLayout(outer)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(host)
        column.addWidget(self._unused)
        self._unused.toggled.connect(lambda _on: self._filter())
        return outer

    def _filter(self) -> None:
        self._presenter.set_filter(
            question_id=self._question.value(),
            area_id=self._area.value(),
            template=self._kind.value(),
            source=self._source.value(),
            unused_only=self._unused.isChecked(),
        )

    def clear_filters(self) -> None:
        """Show all notes again."""
        blocked = self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(blocked)
        for combo in (self._question, self._area, self._kind, self._source):
            combo.set_value("")
        blocked = self._unused.blockSignals(True)
        self._unused.setChecked(False)
        self._unused.blockSignals(blocked)
        self._presenter.clear_filters()
        self.search.setFocus()

    # ---- what is shown

    def show_notes(self, notes: NoteList) -> None:
        """Show the notes that were found."""
        best = notes.best
        fetch = self._presenter.window if best is None else (lambda offset, n: best[offset : offset + n])
        current = self.table.currentIndex().row()
        top = self.table.verticalScrollBar().value()
        self.table.forget_anchor()
        self.model.show_notes(notes.rows, fetch)
        if notes.rows:
            self.table.setCurrentIndex(self.model.index(max(0, min(current, notes.rows - 1)), 0))
            self.table.verticalScrollBar().setValue(top)
        self._count.setText(notes.sentence)
        on = self._presenter.filters_on
        self._toggle.set_words(tr("Filters · {n}").format(n=on) if on else tr("Filters"))
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

    def clear_chosen(self) -> None:
        """Choose nothing."""
        self.model.clear_chosen()

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
            collect = self._presenter.collect
            column.addWidget(button(tr("Collect evidence"), collect, icon="collect"))
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

    def _on_opened(self) -> None:
        note = self.current()
        if note:
            self.opened.emit(note)

    def _on_chosen(self) -> None:
        self._presenter.choose(self.model.chosen)
