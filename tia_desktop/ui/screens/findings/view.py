"""Findings: notes at the left, findings at the right; one of the two where there is no room for both."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from shiboken6 import isValid

from tia_desktop.domain.errors import TiaError
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.screens.findings.editing import ORIGIN, FindingEditor
from tia_desktop.ui.screens.findings.editor_panel import EditorPanel
from tia_desktop.ui.screens.findings.notes_pane import NotesPane
from tia_desktop.ui.screens.findings.panels import FindingList, GroupChoice, Panel, StoryPanel
from tia_desktop.ui.screens.findings.presenter import FindingsPresenter, NoteList
from tia_desktop.ui.screens.findings.story import story_of
from tia_desktop.ui.theme import em
from tia_desktop.ui.widgets import Card, ChipGroup, Page, button, heading, label, scroll_area
from tia_desktop.ui.widgets.tips import set_tip

TWO_COLUMNS = 940
"""Width in px at 16 px text from which both sides are shown."""


class FindingsPage(Page):
    """Both sides, and what moves between them."""

    origin = ORIGIN

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(tr("Findings"))
        self._context = context
        self._presenter = FindingsPresenter(context, self)
        self.notes = NotesPane(self._presenter)
        self.panel: Panel = FindingList(self._presenter, self._presenter.new_finding)
        self._list = self.panel
        self._shown_side = "notes"
        self._lay_out()
        self._commands()
        self.first_focus = self.notes.search
        self._presenter.choose(())
        self._show_footer()
        self._presenter.start()
        self._fit()

    # ---- parts

    def _lay_out(self) -> None:
        self.switch = ChipGroup(
            tr("What to show"), [("notes", tr("Notes")), ("findings", tr("Findings"))], exclusive=True
        )
        self.switch.set_values(["notes"])
        self.switch.changed.connect(lambda ids: self._show_side(ids[0]) if ids else None)
        top = QWidget()
        line = QHBoxLayout(top)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(16)
        self._lead = label(tr("Choose notes that say the same, and group them into a finding."), "muted")
        line.addWidget(heading(tr("Findings")))
        line.addWidget(self._lead, 1)
        line.addWidget(self.switch)
        left = Card(pad=14)
        left.add(self.notes)
        self._right = QWidget()
        self._right.setProperty("ringHost", True)
        self._right_box = QVBoxLayout(self._right)
        self._right_box.setContentsMargins(0, 0, 0, 0)
        self._right_box.addWidget(self.panel)
        self._scroll = scroll_area(self._right)
        self._scroll.setMinimumHeight(em(300))
        self._scroll.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._left = left
        sides = QWidget()
        self._sides = QHBoxLayout(sides)
        self._sides.setContentsMargins(0, 0, 0, 0)
        self._sides.setSpacing(16)
        self._sides.setDirection(QBoxLayout.Direction.LeftToRight)
        self._sides.addWidget(left, 6)
        self._sides.addWidget(self._scroll, 5)
        self.add(top)
        self.add(sides, stretch=1)
        self.notes.opened.connect(self._presenter.open_note)

    def _commands(self) -> None:
        """The page's own commands; the shell lists them in its menu."""
        for words, keys, run in (
            (tr("Group into a finding"), "Ctrl+G", self._presenter.group),
            (tr("Search notes"), "Ctrl+F", self._focus_search),
        ):
            action = QAction(words, self)
            action.setShortcut(QKeySequence(keys))
            action.triggered.connect(lambda _=False, run=run: run())
            self.addAction(action)
        back = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        back.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        back.activated.connect(self._escape)

    def _show_footer(self) -> None:
        panel = self.panel
        if isinstance(panel, EditorPanel):
            buttons = [button(tr("Done"), panel.done, "primary", icon="check", tip=tr("Save this finding"))]
            if panel.editor.is_new:
                buttons.append(button(tr("Cancel"), panel.cancel, icon="close"))
            else:
                buttons.append(button(tr("Remove this finding"), panel.remove, "danger", icon="trash"))
            self.set_footer(*buttons)
            return
        group = button(tr("Group into a finding"), self._presenter.group, "primary", icon="findings")
        set_tip(group, tr("Control and G"))
        story = button(tr("Open the note"), self._open_current, icon="note")
        set_tip(story, tr("Enter in the list of notes"))
        judge = button(
            tr("Go to the judgement"), lambda: self._context.shell.go("judgement"), "quiet", icon="judgement"
        )
        self.set_footer(group, story, judge)

    # ---- the view's contract

    def show_notes(self, notes: NoteList) -> None:
        self.notes.show_notes(notes)

    def show_chosen(self, count: int, words: str) -> None:
        self.notes.show_chosen(words)

    def clear_chosen(self) -> None:
        self.notes.clear_chosen()

    def show_findings(self) -> None:
        if isinstance(self._list, FindingList):
            self._list.show_lines()

    def show_choice(self) -> None:
        if self.flush():
            self._show_panel(GroupChoice(self._presenter, self.back_to_list))

    def edit_finding(self, finding_id: str) -> None:
        if self.flush():
            self._guarded(lambda: self._edit(FindingEditor(self._context, finding_id)))

    def write_finding(self, polarity: str, notes: Sequence[str], stance: str) -> None:
        if not self.flush():
            return
        questions = self._presenter.questions_for(notes)
        editor = FindingEditor(
            self._context, polarity=polarity, questions=questions, notes=notes, stance=stance
        )
        self._edit(editor)

    def tell_story(self, note_id: str) -> None:
        def show() -> None:
            story = story_of(self._presenter.ws, note_id)
            back = self._back_from_story(self.panel)
            self._show_panel(StoryPanel(story, back, self._presenter.edit_note, self._presenter.open_finding))

        if self.flush():
            self._guarded(show)

    # ---- what the shell calls

    def refresh(self) -> None:
        """Show what is stored now; the finding that is written stays as typed."""
        self._presenter.load()
        if isinstance(self.panel, EditorPanel) and not self.panel.refresh():
            self.back_to_list()

    def flush(self) -> bool:
        """Write what is typed now. False when it could not be, or when a choice is missing."""
        return self.panel.flush() if isinstance(self.panel, EditorPanel) else True

    def rescue(self) -> None:
        """The program ends: keep words that wait for a choice."""
        if isinstance(self.panel, EditorPanel):
            self.panel.editor.rescue(self.panel.words.text())

    def show_widget(self, widget: QWidget) -> None:
        """Bring the widget into view: inside the findings side first, which scrolls by itself."""
        if isValid(widget) and self._right.isAncestorOf(widget):
            top, high = widget.mapTo(self._right, QPoint(0, 0)).y(), widget.height()
            room = self._scroll.viewport().height()
            shown = min(high, max(1, room - em(24)))
            self._scroll.ensureVisible(0, top + shown // 2, 0, shown // 2 + em(12))
        super().show_widget(widget)

    # ---- inside

    def _edit(self, editor: FindingEditor) -> None:
        panel = EditorPanel(editor, self._context.shell, self._on_done, self._presenter.open_note)
        self._show_panel(panel)

    def _on_done(self, grouped: bool) -> None:
        self.back_to_list()
        self._presenter.finished(grouped=grouped)

    def back_to_list(self) -> None:
        """Close what is open at the right."""
        self._show_panel(self._list)

    def _back_from_story(self, before: Panel) -> Callable[[], None]:
        """A story goes back to what was there before: the list, or the finding that was open."""
        if isinstance(before, EditorPanel) and before.editor.id:
            finding = before.editor.id
            return lambda: self.edit_finding(finding)
        return self.back_to_list

    def _show_panel(self, panel: Panel) -> None:
        old, focus = self.panel, self.isVisible()
        if panel is old:
            return
        self.panel = panel
        self._right_box.addWidget(panel)
        panel.show()
        if panel is self._list:
            self._show_side("notes" if self._narrow else self._shown_side)
            if focus:
                (self.notes.table if self.notes.table.isVisible() else self.notes.search).setFocus()
        else:
            self._show_side("findings")
            if focus:
                panel.take_focus()
        self._show_footer()
        self._right_box.removeWidget(old)
        old.hide()
        if old is not self._list:
            old.deleteLater()
        self._scroll.verticalScrollBar().setValue(0)

    def _escape(self) -> None:
        if isinstance(self.panel, EditorPanel):
            if not self.panel.editor.is_new or not self.panel.words.text().strip():
                self.panel.cancel()
        elif self.panel is not self._list:
            self.back_to_list()

    def _guarded(self, step: Callable[[], None]) -> None:
        try:
            step()
        except TiaError as error:
            self._context.shell.show_error(error)

    def _open_current(self) -> None:
        note = self.notes.current()
        if note:
            self._presenter.open_note(note)

    def _focus_search(self) -> None:
        self._show_side("notes")
        self.notes.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.notes.search.selectAll()

    # ---- one side or two

    @property
    def _narrow(self) -> bool:
        return self.width() < em(TWO_COLUMNS)

    def _show_side(self, side: str) -> None:
        self._shown_side = side
        self.switch.set_values([side])
        self._fit()

    def _fit(self) -> None:
        narrow = self._narrow
        self.switch.setVisible(narrow)
        self._lead.setVisible(not narrow)
        self._left.setVisible(not narrow or self._shown_side == "notes")
        self._scroll.setVisible(not narrow or self._shown_side == "findings")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._fit)


def build(context: ScreenContext) -> Page:
    """Build the screen."""
    return FindingsPage(context)
