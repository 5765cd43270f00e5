"""Guided capture: the page around the question."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QWidget

from tia_desktop.ui.check_status import titled
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.photo_adding import PhotoAdding
from tia_desktop.ui.saver import Saver
from tia_desktop.ui.screens.capture.frame import CaptureFrame
from tia_desktop.ui.screens.capture.model import ORIGIN, NameForm, Question, StartForm, StepState, Talk
from tia_desktop.ui.screens.capture.name_panel import NamePanel
from tia_desktop.ui.screens.capture.panel import QuestionPanel
from tia_desktop.ui.screens.capture.presenter import CapturePresenter
from tia_desktop.ui.screens.capture.rows import SeveralRow
from tia_desktop.ui.screens.capture.start_panel import StartPanel
from tia_desktop.ui.screens.capture.steps import Groups
from tia_desktop.ui.screens.capture.talk_panel import TalkPanel
from tia_desktop.ui.widgets import Button, EmptyState, Page, button
from tia_desktop.ui.widgets.focus import in_reading_order


class CapturePage(CaptureFrame):
    """Jump list at the left, one question in the middle, the actions below."""

    origin = ORIGIN

    def __init__(self, context: ScreenContext) -> None:
        self._shell = context.shell
        self._presenter = CapturePresenter(context, self)
        check, template = self._presenter.check, self._presenter.walk.template
        super().__init__(titled(template.singular, check.title), check.title)
        self.panel: QuestionPanel | None = None
        self.before: StartPanel | None = None
        self.naming: NamePanel | None = None
        self._middle: QWidget | None = None
        self._adding = PhotoAdding(self._shell, self._presenter.photos, self)
        self._saver = Saver(self._shell, self._text, self._write_text, self)
        self.steps.set_steps(self.listed(self._presenter.step_groups()))
        self.steps.selected.connect(self._jump_to)
        self.jump_menu.aboutToShow.connect(
            lambda: self.fill_jump(self._presenter.step_groups(), self._jump_to)
        )
        self.rename.clicked.connect(self._rename)
        self.place.editingFinished.connect(self._keep_fields)
        self._commands()
        self._presenter.show()

    # ---- the view's contract

    def show_start(self, form: StartForm) -> None:
        self.before = StartPanel(form, self._presenter.start, self._shell)
        self.before.went_on.connect(self.go_on)
        self._turn_to(self.before, tr("Before you start"))
        start = button(
            self.before.start_words(), self.go_on, "primary", icon="check", tip=tr("Control and Enter")
        )
        self.before.start_reads.connect(start.set_words)
        # A list above that grows or gets shorter moves what has the focus.
        self.before.start_reads.connect(lambda _words: QTimer.singleShot(0, self, self._show_focused))
        self.set_footer(start, self._stop_button())
        self._focus(self.before.title)

    def show_name(self, form: NameForm) -> None:
        self.naming = panel = NamePanel(form)
        panel.name.textEdited.connect(lambda _text: self._saver.touch())
        panel.name.returnPressed.connect(self.go_on)
        if panel.row is not None:
            panel.row.confirmed.connect(lambda _id: self.go_on())
            panel.row.typed.connect(panel.write)
        self._turn_to(panel, form.title or form.heading)
        go = button(tr("Go on"), self.go_on, "primary", icon="check", tip=tr("Control and Enter"))
        back = button(tr("Back"), self._back, icon="back", tip=tr("Control and Backspace"))
        away = button(tr("Take it away"), self._remove_entry, "quiet", icon="trash")
        skip = button(form.skip, self._without_first, icon="next")
        parts = [
            (go, True),
            (skip, form.skip),
            (back, True),
            (away, form.removable),
            (self._stop_button(), True),
        ]
        self.set_footer(*(each for each, wanted in parts if wanted))
        self._focus(panel.start())
        if panel.row is None:
            panel.name.selectAll()

    def say_no_name(self) -> None:
        if self.naming is not None:
            self.naming.say_nothing_chosen()

    def show_nothing(self, add: str) -> None:
        words = tr("There is no question here yet.")
        empty = EmptyState(words, add, self._presenter.add_entry)
        self._turn_to(empty, words)
        answers = button(tr("Check answers"), self._presenter.finish, icon="collect")
        self.set_footer(answers, self._stop_button())
        self._focus(answers)

    def show_question(self, question: Question, talk: Talk | None) -> None:
        panel = (TalkPanel if talk else QuestionPanel)(question, talk, self._presenter, self._adding)
        panel.note.edited.connect(self._saver.touch)
        panel.rating.typed.connect(self._write)
        if isinstance(panel.rating, SeveralRow):
            panel.rating.confirmed.connect(self.go_on)
        if isinstance(panel, TalkPanel):
            panel.line.ended.connect(self._end_line)
            panel.change_wanted.connect(self._change_line)
        if panel.value is not None:
            panel.value.returnPressed.connect(self._value_done)
        panel.note.huge_paste.connect(self._adding.offer)
        self._turn_to(panel, _where(question))
        self.panel = panel
        self.offer_rename(question.entry_title)
        self.show_case(self._presenter.case_words)
        self._question_footer(question)
        buttons = panel.rating.buttons()
        self._focus(next((b for b in buttons if b.isChecked()), buttons[0]))
        self.steps.set_current(question.key)

    def update_question(self, question: Question, talk: Talk | None) -> None:
        if self.panel is not None:
            self.jump.set_words(_where(question))  # another answer can make other questions
            if question.add != self.panel.question.add:
                self._question_footer(question)
                self._order_tabs()
            self.panel.show_stored(question, text=not self._saver.dirty)
            self.panel.show_talk(talk, typing=self._saver.dirty)

    def show_talk(self, talk: Talk, *, typing: bool) -> None:
        if self.panel is not None:
            self.panel.show_talk(talk, typing=typing)

    def show_progress(self, text: str, done: int, total: int) -> None:
        self.progress.set_progress(text, done, total)

    def show_step(self, step: StepState) -> None:
        self.set_step(step)

    def show_steps(self, groups: Groups) -> None:
        self.steps.set_steps(self.listed(groups))
        self._order_tabs()
        self._mark()

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

    def go_on(self) -> None:
        if self.before is not None and self.before.show_problems():
            return
        if self._settled():
            self._presenter.next()

    # ---- called by the shell

    def refresh(self) -> None:
        """Show what is stored now, unless somebody is typing a name or an answer of the first page."""
        if not (self.naming is not None and self._saver.dirty) and not (self.before and self.before.typing):
            self._presenter.refresh()
            check, template = self._presenter.check, self._presenter.walk.template
            self.name(titled(template.singular, check.title), check.title)

    def flush(self) -> bool:
        """Write what is typed and keep what is on its way. False when it could not be."""
        kept = self._settled()  # the words first: photos may take a while
        return self._adding.settle() and kept

    def hurry(self) -> None:
        """The computer shuts down."""
        self._adding.hurry()

    # ---- parts

    def _turn_to(self, middle: QWidget, words: str) -> None:
        """Put a panel into the page in the place of the one before, which goes when the focus has moved."""
        old, self._middle = self._middle, middle
        self.panel = None
        if middle is not self.before:
            self.before = None
        if middle is not self.naming:
            self.naming = None
        self.offer_rename("")
        self.show_case("")
        self.jump.set_words(words)
        middle.hide()
        self.body.addWidget(middle, 1)
        self._mark()
        self._old = old

    def _focus(self, target: QWidget) -> None:
        """Put the focus on the new page before it is switched to: fewer things are said aloud."""
        old, middle = self._old, self._middle
        self.first_focus = target
        if old is not None:
            target.setFocus(Qt.FocusReason.TabFocusReason)
        if middle is not None:
            middle.show()
        self._order_tabs()
        # Twice round the event loop: only then is everything where it will stay.
        QTimer.singleShot(0, self, lambda: QTimer.singleShot(0, self, self.to_the_top))
        if old is not None:
            old.hide()
            self.body.removeWidget(old)
            old.deleteLater()

    def _question_footer(self, question: Question) -> None:
        go = button(tr("Save and next"), self.go_on, "primary", icon="check", tip=tr("Control and Enter"))
        add = [button(question.add, self._add_entry, icon="plus")] if question.add else []
        self.back = button(tr("Back"), self._back, icon="back", tip=tr("Control and Backspace"))
        self.back.setEnabled(self._presenter.can_go_back)
        more = button(
            tr("Add something else"),
            self._presenter.add_something_else,
            "quiet",
            icon="plus",
            tip=tr("Write down anything else you notice"),
        )
        answers = button(tr("Check answers"), self._presenter.finish, "quiet", icon="collect")
        self.set_footer(go, *add, self.back, more, self._stop_button(), answers)

    def _commands(self) -> None:
        """The page's commands; the shell puts them into the Collect menu, so their keys work everywhere."""
        for words, run, keys in (
            (tr("Save and next"), self.go_on, "Ctrl+Return"),
            (tr("Back to the question before"), self._back, "Ctrl+Backspace"),
            (tr("Go to another question"), self._jump, "Ctrl+J"),
            (tr("Add photo…"), self._adding.ask, "Ctrl+P"),
            (tr("Paste a picture"), self._adding.paste, "Ctrl+Shift+V"),
            (tr("Earlier answers to this question"), self._show_earlier, "Ctrl+H"),
            (tr("Check answers"), self._presenter.finish, ""),
            (tr("Stop for now"), self._presenter.stop, ""),
        ):
            self.add_command(words, run, keys)
        if self._presenter.walk.talks:
            self.add_command(tr("Exact words on or off"), self._exact, "Ctrl+Shift+Q")

    def _order_tabs(self) -> None:
        """The list, what stands above, the question, the actions: parts made later would come last."""
        if self._middle is not None and self._footer is not None:
            in_reading_order(self.steps, self.top, self._middle, self._footer)

    def _mark(self) -> None:
        """Mark in the list where the person is."""
        key = self._presenter.mark
        if self.steps.has(key):
            self.steps.set_current(key)

    # ---- doing

    def _back(self) -> None:
        if self._settled():
            self._presenter.back()

    def _jump_to(self, key: str) -> None:
        if self.before is not None and self.before.show_problems():
            self._mark()
        elif self._settled():
            self._presenter.jump(key)

    def _add_entry(self) -> None:
        if self._settled():
            self._presenter.add_entry()

    def _rename(self) -> None:
        if self._settled():
            self._presenter.rename()

    def _without_first(self) -> None:
        if self._settled():
            self._presenter.without_first()

    def _remove_entry(self) -> None:
        if self._settled():
            self._presenter.remove_entry()

    def _jump(self) -> None:
        if self.steps.isVisible():
            self.steps.focus_current()
        else:
            self.jump.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.jump.showMenu()

    def _value_done(self) -> None:
        """Enter in a number or date: on to the words, when they are missing; else to the next question."""
        if self.panel is not None:
            self.panel.keep_value()
            if self.panel.value_field is None or not self.panel.value_field.error():
                self._presenter.answers.confirm_value()

    def _show_earlier(self) -> None:
        if self.panel is not None and not self.panel.earlier.link.isHidden():
            self.panel.earlier.toggle()

    def _exact(self) -> None:
        if isinstance(self.panel, TalkPanel):
            self.panel.toggle_exact()

    # ---- typing

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters and digits on the list are meant for the question: nothing typed is lost without a word."""
        on_list = self.steps.isAncestorOf(QApplication.focusWidget() or self)
        command = event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        )
        if not on_list or command or not event.text().strip() or not event.text().isprintable():
            super().keyPressEvent(event)
        elif self.panel is not None:
            self.panel.take_key(event)
        elif self.naming is not None:
            self.naming.write(event.text())
        else:
            self._shell.show_notice(
                tr("There is nothing to write in this list. Press Tab to go to the page.")
            )

    def _write(self, letter: str) -> None:
        """Somebody who begins to write while the rating has the focus means the note."""
        self.focus_note()
        if self.panel is not None:
            self.panel.note.moveCursor(QTextCursor.MoveOperation.End)
            self.panel.note.insertPlainText(letter)

    def _end_line(self) -> None:
        if self._saver.flush():
            self._presenter.answers.end_line()

    def _change_line(self, line_id: str) -> None:
        if self._saver.flush():
            self._presenter.answers.change_line(line_id)

    def _settled(self) -> bool:
        """Everything typed is on the disk; if not, stay on the page with its text."""
        fields = self._keep_fields()
        before = self.before is None or self.before.settled()
        return self._saver.flush() and fields and before

    def _keep_fields(self) -> bool:
        if self.panel is not None:
            self.panel.keep_value()
        return self._presenter.set_place(self.place.text())

    def _text(self) -> str:
        if self.naming is not None:
            return self.naming.name.text()
        return self.panel.note.text() if self.panel is not None else ""

    def _write_text(self, text: str) -> None:
        if self.naming is not None:
            self._presenter.type_name(text)
        else:
            self._presenter.answers.type_note(text)

    def _stop_button(self) -> Button:
        return button(
            tr("Stop for now"),
            self._presenter.stop,
            "quiet",
            tip=tr("Everything is already saved. You can come back at any time."),
        )


def _where(question: Question) -> str:
    """Where one is, on the button that leads to other questions."""
    words = tr("{group} · question {n} of {total}")
    group = question.entry_title or question.heading
    return words.format(group=group, n=question.number, total=question.total)


def build(context: ScreenContext) -> Page:
    """Build the screen. `focus` is where to begin: in "note" or "value", or a field of the page before."""
    wanted = context.arguments.pop("focus", "")
    page = CapturePage(context)
    if page.panel is not None:
        places = {"note": page.panel.note, "value": page.panel.value}
        page.first_focus = places.get(wanted) or page.first_focus
    if page.before is not None:
        page.first_focus = page.before.stop(wanted) or page.first_focus
    return page
