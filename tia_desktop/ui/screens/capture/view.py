"""Guided capture: the page around the question."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence, QTextCursor
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from tia_desktop.ui import photos
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.saver import Saver
from tia_desktop.ui.screens.capture.panel import QuestionPanel
from tia_desktop.ui.screens.capture.presenter import ORIGIN, CapturePresenter, Question, StepState
from tia_desktop.ui.theme import em
from tia_desktop.ui.tones import KIT_TONE
from tia_desktop.ui.widgets import (
    MenuButton,
    Page,
    ProgressStrip,
    Responsive,
    Step,
    StepList,
    announce,
    button,
    heading,
    label,
    line_edit,
)


class CapturePage(Page):
    """Jump list at the left, one question in the middle, the actions below."""

    origin = ORIGIN

    def __init__(self, context: ScreenContext) -> None:
        self._shell = context.shell
        self._presenter = CapturePresenter(context, self)
        check, template = self._presenter.check, self._presenter.template
        super().__init__(f"{template.singular}: {check.title}")
        self.panel: QuestionPanel | None = None
        self.body.setContentsMargins(26, 12, 26, 10)
        self.body.setSpacing(7)
        self.set_side(self._make_side(check.title), width=262, below=900)
        self.body.addWidget(self._top())
        self._footer_buttons()
        self._commands()
        self._saver = Saver(self._shell, self._note_text, self._presenter.type_note, self)
        self._presenter.show()

    # ---- the view's contract

    def show_question(self, question: Question) -> None:
        old = self.panel
        panel = QuestionPanel(question, self._presenter, self.ask_photo)
        panel.note.edited.connect(self._saver.touch)
        panel.rating.typed.connect(self._write)
        if panel.value is not None:
            panel.value.returnPressed.connect(self.focus_note)
        panel.note.huge_paste.connect(lambda text: photos.refuse_huge(self._shell, text))
        panel.hide()
        self.body.addWidget(panel, 1)
        self.panel = panel
        self.first_focus = next(
            (b for b in panel.rating.buttons() if b.isChecked()), panel.rating.buttons()[0]
        )
        group = question.item.group
        self.jump.set_words(
            tr("{group} · question {n} of {total}").format(
                group=group, n=question.number, total=question.total
            )
        )
        self.back.setEnabled(question.number > 1)
        self.steps.set_current(question.item.id)
        if old is not None:
            panel.rating.focus_choice()
        panel.show()
        # Twice round the event loop: only then is everything where it will stay.
        QTimer.singleShot(0, self, lambda: QTimer.singleShot(0, self, self._to_the_top))
        if old is not None:
            old.hide()
            self.body.removeWidget(old)
            old.deleteLater()

    def update_question(self, question: Question) -> None:
        if self.panel is not None:
            self.panel.show_stored(question, text=not self._saver.dirty)

    def show_progress(self, text: str, done: int, total: int) -> None:
        self.progress.set_progress(text, done, total)

    def show_step(self, step: StepState) -> None:
        icon, tone = _dress(step)
        self.steps.set_state(step.item_id, step.state, icon, tone)

    def show_place(self, place: str) -> None:
        if self.place.text().strip() != place:
            self.place.setText(place)
            self.place.setCursorPosition(0)

    def focus_note(self) -> None:
        if self.panel is not None:
            self.panel.note.setFocus(Qt.FocusReason.TabFocusReason)

    def focus_value(self) -> bool:
        if self.panel is None or self.panel.value is None:
            return False
        self.panel.value.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _write(self, letter: str) -> None:
        """Somebody who begins to write while the rating has the focus means the note."""
        self.focus_note()
        if self.panel is not None:
            self.panel.note.moveCursor(QTextCursor.MoveOperation.End)
            self.panel.note.insertPlainText(letter)

    def go_on(self) -> None:
        if self._settled():
            self._presenter.next()

    def say(self, text: str) -> None:
        announce(self, text)

    # ---- called by the shell

    def refresh(self) -> None:
        """Show what is stored now."""
        self._presenter.refresh()

    def flush(self) -> bool:
        """Write what is typed. False when it could not be."""
        return self._settled()

    # ---- parts

    def _make_side(self, title: str) -> QWidget:
        side = QWidget()
        box = QVBoxLayout(side)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addWidget(heading(title, 3))
        self.progress = ProgressStrip()
        box.addWidget(self.progress)
        groups = self._presenter.step_states()
        self.steps = StepList(
            tr("Questions in this check"),
            [(name, [Step(s.item_id, s.text, s.state, *_dress(s)) for s in steps]) for name, steps in groups],
        )
        self.steps.selected.connect(self._jump_to)
        box.addWidget(self.steps, 1)
        return side

    def _top(self) -> QWidget:
        menu = QMenu()
        menu.aboutToShow.connect(lambda: self._fill_jump(menu))
        self.jump = MenuButton("…", menu, tip=tr("Go to another question. Control and J"))
        self.place = line_edit(limit=200)
        self.place.setMinimumWidth(em(210))
        self.place.setMaximumWidth(em(300))
        self.place.editingFinished.connect(self._keep_fields)
        where = QWidget()
        box = QHBoxLayout(where)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(label(tr("Where are you now?"), "small", wrap=False, buddy=self.place))
        box.addWidget(self.place, 1)
        top = Responsive(620, 10, (1, 0))
        left = QWidget()
        across = QHBoxLayout(left)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(self.jump)
        across.addStretch(1)
        top.add(left)
        top.add(where)
        return top

    def _footer_buttons(self) -> None:
        self.next = button(
            tr("Save and next"), self.go_on, "primary", icon="check", tip=tr("Control and Enter")
        )
        self.back = button(tr("Back"), self._back, icon="back", tip=tr("Control and Backspace"))
        more = button(
            tr("Add something else"),
            self._presenter.add_something_else,
            "quiet",
            icon="plus",
            tip=tr("Write down anything else you notice"),
        )
        answers = button(tr("Check answers"), self._presenter.finish, "quiet", icon="collect")
        stop = button(
            tr("Stop for now"),
            self._presenter.stop,
            "quiet",
            tip=tr("Everything is already saved. You can come back at any time."),
        )
        self.set_footer(self.next, self.back, more, stop, answers)

    def _commands(self) -> None:
        """The page's commands; the shell puts them into the Collect menu, so their keys work everywhere."""
        for words, run, keys in (
            (tr("Save and next"), self.go_on, "Ctrl+Return"),
            (tr("Back to the question before"), self._back, "Ctrl+Backspace"),
            (tr("Go to another question"), self._jump, "Ctrl+J"),
            (tr("Add photo…"), self.ask_photo, "Ctrl+P"),
            (tr("Paste a picture"), self._paste, "Ctrl+Shift+V"),
            (tr("Check answers"), self._presenter.finish, ""),
        ):
            action = QAction(words, self)
            keyed = [QKeySequence(keys)] if keys else []
            if keys == "Ctrl+Return":
                keyed.append(QKeySequence("Ctrl+Enter"))
            action.setShortcuts(keyed)
            action.triggered.connect(lambda _=False, do=run: do())
            self.addAction(action)

    def _fill_jump(self, menu: QMenu) -> None:
        menu.clear()
        for name, steps in self._presenter.step_states():
            group = QMenu(name.replace("&", "&&"), menu)
            for step in steps:
                words = f"{step.text} – {step.state}".replace("&", "&&")
                group.addAction(words).triggered.connect(lambda _=False, to=step.item_id: self._jump_to(to))
            menu.addMenu(group)

    def _to_the_top(self) -> None:
        """Begin with the question, as far as what has the focus stays in view."""
        self.area.verticalScrollBar().setValue(0)
        here = QApplication.focusWidget()
        if here is not None:
            self.show_widget(here)

    # ---- doing

    def _back(self) -> None:
        if self._settled():
            self._presenter.back()

    def _jump_to(self, item_id: str) -> None:
        if self._settled():
            self._presenter.jump(item_id)

    def _jump(self) -> None:
        if self.steps.isVisible():
            self.steps.focus_current()
        else:
            self.jump.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.jump.showMenu()

    def _settled(self) -> bool:
        """Everything typed is on the disk; if not, stay on the question with its text."""
        fields = self._keep_fields()
        return self._saver.flush() and fields

    def _keep_fields(self) -> bool:
        valued = True
        if self.panel is not None and self.panel.value is not None:
            valued = self._presenter.set_value(self.panel.question.item.id, self.panel.value.text())
        return self._presenter.set_place(self.place.text()) and valued

    def _note_text(self) -> str:
        return self.panel.note.text() if self.panel is not None else ""

    # ---- photos

    def ask_photo(self) -> None:
        """Choose a picture; the newest one is chosen already, so Enter takes it."""
        photos.ask(self, self._shell, self._presenter.add_photo)

    def _paste(self) -> None:
        photos.paste(self._shell, self._presenter.add_photo)


def _dress(step: StepState) -> tuple[str, str]:
    """Icon and tone of an entry of the jump list."""
    if step.flagged:
        return "warning", KIT_TONE[step.tone]
    return ("done" if step.tone else "circle"), KIT_TONE[step.tone]


def build(context: ScreenContext) -> Page:
    """Build the screen. ``focus="note"`` begins in the note: its rating is there, its words are not."""
    to_the_note = context.arguments.pop("focus", "") == "note"
    page = CapturePage(context)
    if to_the_note and page.panel is not None:
        page.first_focus = page.panel.note
    return page
