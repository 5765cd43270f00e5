"""Findings: notes at the left; findings, prompts or figures at the right, or what is done with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from tia_desktop.domain.errors import TiaError
from tia_desktop.services.ports import NoteFilter
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.finding_button import FindingButton
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.screens.findings.editing import ORIGIN, FindingEditor
from tia_desktop.ui.screens.findings.editor_panel import EditorPanel
from tia_desktop.ui.screens.findings.finding_list import FindingList
from tia_desktop.ui.screens.findings.group_choice import GroupChoice
from tia_desktop.ui.screens.findings.notes_pane import NotesPane
from tia_desktop.ui.screens.findings.notes_presenter import NoteList
from tia_desktop.ui.screens.findings.panels import Panel
from tia_desktop.ui.screens.findings.presenter import FindingsPresenter
from tia_desktop.ui.screens.findings.two_sides import KINDS, TwoSides, take_focus
from tia_desktop.ui.widgets import Button, Page, button
from tia_desktop.ui.widgets.tips import set_tip


class FindingsPage(Page):
    """Both sides, and what moves between them."""

    origin = ORIGIN

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(tr("Findings"))
        self._context = context
        self._presenter = FindingsPresenter(context, self)
        self.notes = NotesPane(self._presenter.notes, self._presenter.collect)
        self.findings = FindingList(self._presenter, self.merge, self.split)
        self._lists: dict[str, Panel] = {"findings": self.findings}
        self._list: Panel = self.findings
        self.panel: Panel = self.findings
        self._finding = self._opened_here = ""
        self._focus_panel: Callable[[], object] | None = None
        self.sides = TwoSides(self.notes, self._show_kind)
        self.sides.show_panel(self.panel, None, is_list=True)
        self.add(self.sides, stretch=1)
        self.notes.opened.connect(self._presenter.open_note)
        self.notes.chosen.connect(lambda: self._presenter.choose(self.notes.model.chosen))
        self.notes.filters_asked.connect(self.show_filters)
        self.notes.table.cut_short.connect(self._say_cut_short)
        self._commands()
        self.first_focus = self.notes.search
        self._presenter.choose(())
        self._show_footer()
        self._presenter.start()
        shown = str(context.arguments.get("show", ""))
        if shown in dict(KINDS):
            self._show_kind(shown)
            self.sides.show_side("findings")
        self.sides.fit()

    # ---- parts

    def _commands(self) -> None:
        """The page's own commands; the shell lists them in its menu. Letters count among the notes only."""
        presenter, table = self._presenter, self.notes.table
        for words, keys, run, in_table in (
            (tr("Group into a finding"), "Ctrl+G", presenter.group, False),
            (tr("Add the notes to a finding"), "F", presenter.group, True),
            (tr("New strength from the notes"), "S", lambda: self._new("strength"), True),
            (tr("New weakness from the notes"), "W", lambda: self._new("weakness"), True),
            (tr("Part that the notes help to answer"), "P", self.show_parts, True),
            (tr("Choose all notes shown"), "Ctrl+A", self.notes.choose_all, True),
            (tr("Choose no note"), "Ctrl+Shift+A", self.notes.choose_none, False),
            (tr("Search notes"), "Ctrl+F", self._focus_search, False),
            (tr("Filter notes"), "Ctrl+Shift+F", self.show_filters, False),
            (tr("Merge findings"), "Ctrl+M", lambda: self.merge(""), False),
        ):
            action = QAction(words, self)
            action.setShortcut(QKeySequence(keys))
            action.triggered.connect(lambda _=False, run=run: run())
            self.addAction(action)
            if in_table:
                action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
                table.addAction(action)
        back = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        back.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        back.activated.connect(self._escape)

    def _show_footer(self) -> None:
        panel = self.panel
        self.set_footer(*(self._editor_buttons(panel) if isinstance(panel, EditorPanel) else self._buttons()))

    def _editor_buttons(self, panel: EditorPanel) -> list[Button]:
        done = button(tr("Done"), panel.done, "primary", icon="check", tip=tr("Save this finding"))
        if panel.editor.is_new:
            return [done, button(tr("Cancel"), panel.cancel, icon="close")]
        finding = panel.editor.id
        return [
            done,
            button(tr("Remove this finding"), panel.remove, "danger", icon="trash"),
            button(tr("Merge with others"), lambda: self.merge(finding), "quiet", icon="link"),
            button(tr("Make two of it"), lambda: self.split(finding), "quiet", icon="plus"),
        ]

    def _buttons(self) -> list[Button]:
        group = button(tr("Group into a finding"), self._presenter.group, "primary", icon="findings")
        set_tip(group, tr("Control and G"))
        story = button(tr("Open the note"), self._open_current, icon="note")
        set_tip(story, tr("Enter in the list of notes"))
        go = partial(self._context.shell.go, "judgement")
        judge = button(tr("Go to the judgement"), go, "quiet", icon="judgement")
        merge = button(tr("Merge findings"), partial(self.merge, ""), "quiet", icon="link")
        return [group, story, merge, judge]

    # ---- the view's contract

    def show_notes(self, notes: NoteList) -> None:
        self.notes.show_notes(notes)
        if self.panel is self._lists.get("filters"):
            self.panel.show_found()  # type: ignore[attr-defined]

    def show_chosen(self, count: int, words: str) -> None:
        self.notes.show_chosen(words)

    def set_chosen(self, notes: set[str]) -> None:
        self.notes.set_chosen(notes)

    def current_note(self) -> str:
        return self.notes.current()

    def show_findings(self) -> None:
        self.findings.show_lines()

    def show_choice(self) -> None:
        if self.flush():
            self._show_panel(GroupChoice(self._presenter, self.back_to_list))

    def edit_finding(self, finding_id: str, *, evidence: bool = False) -> None:
        if self.flush():
            self._guarded(lambda: self._edit(FindingEditor(self._context, finding_id)))
            panel = self.panel
            if evidence and isinstance(panel, EditorPanel) and panel.editor.id == finding_id:
                at = str(self._context.arguments.get("at_note", ""))  # what is to be answered
                self._put_focus(partial(panel.evidence.focus_answer, at) if at else panel.focus_evidence)

    def write_finding(self, polarity: str, notes: Sequence[str], stance: str, question: str = "") -> None:
        if not self.flush():
            return
        questions = [question] if question else self._presenter.questions_for(notes)
        self._edit(
            FindingEditor(self._context, polarity=polarity, questions=questions, notes=notes, stance=stance)
        )

    def tell_story(self, note_id: str, finding_id: str = "") -> None:
        if self.flush():
            self._guarded(lambda: self._tell(note_id, finding_id))

    def _tell(self, note_id: str, finding_id: str) -> None:
        from tia_desktop.ui.screens.findings.story_panel import StoryPanel

        before = self.panel
        if isinstance(before, EditorPanel) and before.editor.id:
            finding_id = finding_id or before.editor.id
        back: Callable[[], object] = self.back_to_list
        if finding_id:  # the passage that this finding quotes is marked, and Escape leads back to its line
            written = before.editor if isinstance(before, EditorPanel) and before.editor.is_new else None
            back = partial(self._back_to_evidence, finding_id, note_id, written)
        elif isinstance(before, GroupChoice):
            back = self.show_choice
        presenter = self._presenter
        panel = StoryPanel(
            self._context, note_id, on_back=back, on_edit=presenter.edit_note,
            on_finding=presenter.open_finding, finding_id=finding_id,
        )  # fmt: skip
        self._show_panel(panel, on_escape=back)

    def _back_to_evidence(self, finding_id: str, note_id: str, written: FindingEditor | None = None) -> None:
        # One that is still new stays so: "Done" makes it final, as if nobody had looked at a note.
        self._edit(written) if written is not None and written.exists else self.edit_finding(finding_id)
        panel = self.panel
        if isinstance(panel, EditorPanel) and panel.editor.id == finding_id:
            panel.focus_evidence(note_id)
        elif not isinstance(panel, EditorPanel):
            self.back_to_list()  # somebody removed the finding meanwhile

    # ---- other panels

    def show_filters(self) -> None:
        """Show all filters, or put the focus on them."""
        from tia_desktop.ui.screens.findings.filter_panel import FilterPanel

        if not self.flush():
            return
        if "filters" not in self._lists:
            self._lists["filters"] = FilterPanel(self._presenter.notes, self.back_to_list)
        panel = self._lists["filters"]
        panel.refresh()
        self._show_panel(panel)
        self.sides.show_side("findings")
        panel.take_focus()

    def show_parts(self) -> None:
        """Say which part of a key question the chosen notes (or the current one) help to answer."""
        from tia_desktop.ui.screens.findings.parts_panel import PartsPanel

        notes = self._presenter.targets()
        if notes and self.flush():
            shell = self._context.shell
            self._show_panel(PartsPanel(self._presenter, notes, shell, self.back_to_list))

    def merge(self, finding_id: str) -> None:
        """Choose findings to merge."""
        from tia_desktop.ui.screens.findings.merge_panel import MergePanel

        if self.flush():
            self._show_panel(MergePanel(self._presenter, self.back_to_list, finding_id))

    def split(self, finding_id: str) -> None:
        """Make two findings of one."""
        from tia_desktop.ui.screens.findings.merge_panel import SplitPanel

        if self.flush():
            self._guarded(
                lambda: self._show_panel(SplitPanel(self._presenter, finding_id, self.back_to_list))
            )

    def _show_kind(self, kind: str) -> None:
        """List findings, prompts or figures at the right."""
        if kind not in self._lists:
            self._lists[kind] = self._make_list(kind)
        self._list = panel = self._lists[kind]
        if kind != "findings":
            panel.refresh()
            panel.set_finding(self._finding)  # type: ignore[attr-defined]
        self.sides.kinds.set_values([kind])
        self.sides.show_panel(panel, self.panel if self.panel is not panel else None, is_list=True)
        self.panel = panel
        self._show_footer()  # anew: Tab comes to it after a panel that was made just now

    def _make_list(self, kind: str) -> Panel:
        if kind == "prompts":
            from tia_desktop.ui.screens.findings.prompts_panel import PromptsPanel

            return PromptsPanel(self._context, self._presenter.open_finding, self._show_these, self._finding)
        from tia_desktop.ui.screens.findings.figures_panel import FiguresPanel

        return FiguresPanel(self._context, self._presenter.open_finding, self._finding)

    def _show_these(self, where: NoteFilter) -> None:
        """Show the notes that fit a prompt."""
        self._presenter.notes.use(where)
        self.sides.show_side("notes")
        take_focus(self.notes.table if self.notes.table.isVisible() else self.notes.search)

    # ---- what the shell calls

    @property
    def arguments(self) -> dict[str, Any]:
        """What shows the same when the page is made anew (larger text, "back"): the finding that is open."""
        asked, panel = self._context.arguments, self.panel
        finding = panel.editor.id if isinstance(panel, EditorPanel) else ""
        return {"finding_id": finding} if finding not in ("", asked.get("finding_id")) else dict(asked)

    def refresh(self) -> None:
        """Show what is stored now; the finding that is written stays as typed."""
        self._presenter.load()
        if not self.panel.refresh():
            self.back_to_list()

    def flush(self) -> bool:
        """Write what is typed now. False when it could not be, or when a choice is missing."""
        return self.panel.flush() if isinstance(self.panel, EditorPanel) else True

    def rescue(self) -> None:
        """The program ends: keep words that wait for a choice."""
        if isinstance(self.panel, EditorPanel):
            self.panel.editor.rescue(self.panel.words.text())

    def focus_first(self) -> None:
        """Begin where the page was asked to: in a finding, at its evidence, in a story, or at the search."""
        if self._focus_panel is not None:
            self._focus_panel()
        elif self.panel is not self._list:
            self.panel.take_focus()
        else:
            super().focus_first()

    def show_widget(self, widget: QWidget) -> None:
        """Bring the widget into view: inside the right side first, which scrolls by itself."""
        self.sides.show_widget(widget)
        super().show_widget(widget)

    # ---- inside

    def _edit(self, editor: FindingEditor) -> None:
        done = partial(self._on_done, editor)
        self._show_panel(EditorPanel(editor, self._context.shell, done, self._presenter.open_note))
        self._finding = editor.id or self._finding

    def _on_done(self, editor: FindingEditor, grouped: bool) -> None:
        self.back_to_list()
        self._finding = editor.id or self._finding
        self._presenter.finished(editor.id if editor.exists else "", editor.notes if grouped else ())
        if self._opened_here:
            self._focus_list()  # the list may have been made anew

    def back_to_list(self) -> None:
        """Close what is open at the right."""
        self._show_panel(self._list)

    def _put_focus(self, put: Callable[[], object]) -> None:
        """Put the focus somewhere in the panel, now or when the page is first shown."""
        if self.isVisible():
            put()
        else:
            self._focus_panel = put

    def _show_panel(self, panel: Panel, *, on_escape: Callable[[], object] | None = None) -> None:
        old, focus = self.panel, self.isVisible()
        self._on_escape = on_escape or self.back_to_list
        self._focus_panel = None
        if panel is old:
            return
        if old is self._list:
            self._opened_here = self._opened_from_list(panel)
        self.panel = panel
        is_list = panel is self._list
        self.sides.show_panel(panel, None, is_list=is_list)
        to_notes = is_list and self.sides.narrow and not self._opened_here
        self.sides.show_side("notes" if to_notes else self.sides.shown if is_list else "findings")
        if focus and is_list:
            self._focus_list()
        elif focus:
            panel.take_focus()
        self._show_footer()
        self.sides.show_panel(panel, old, is_list=is_list)
        if old not in self._lists.values():
            old.deleteLater()

    def _opened_from_list(self, panel: Panel) -> str:
        """The finding that a person opened from the list of findings, "" for anything else."""
        focus = QApplication.focusWidget()
        here = focus is not None and self.findings.isAncestorOf(focus)
        return panel.editor.id if here and isinstance(panel, EditorPanel) else ""

    def _focus_list(self) -> None:
        """Back to where the keys were: the finding that was opened, else the notes."""
        rows = self.findings.findChildren(FindingButton)
        mine = (r for r in rows if r.line.finding.id == self._opened_here and r.isVisibleTo(self.findings))
        row = next(mine, None) if self._opened_here and self._list is self.findings else None
        if row is not None:
            row.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            (self.notes.table if self.notes.table.isVisible() else self.notes.search).setFocus()

    def _escape(self) -> None:
        panel = self.panel
        asked = self._context.arguments
        if isinstance(panel, EditorPanel):
            if asked.get("evidence") and asked.get("finding_id") == panel.editor.id:
                self._context.shell.go("back")  # somebody came from a sentence: it is where they left it
            elif not panel.editor.is_new or not panel.words.text().strip():
                panel.cancel()
        elif panel is not self._list:
            self._on_escape()
        elif self.notes.model.chosen:
            self.notes.choose_none()

    def _guarded(self, step: Callable[[], None]) -> None:
        try:
            step()
        except TiaError as error:
            self._context.shell.show_error(error)

    def _new(self, polarity: str) -> None:
        """A finding from the chosen notes, or from the one that the keys are on."""
        self._presenter.new_finding(polarity, notes=self._presenter.targets())

    def _say_cut_short(self, many: int) -> None:
        words = tr("The first {n:,} notes are chosen: no more at once. Filter to choose others.")
        self._context.shell.show_notice(words.format(n=many))

    def _open_current(self) -> None:
        note = self.notes.current()
        if note:
            self._presenter.open_note(note)

    def _focus_search(self) -> None:
        self.sides.show_side("notes")
        take_focus(self.notes.search)
        self.notes.search.selectAll()


def build(context: ScreenContext) -> Page:
    """Build the screen."""
    return FindingsPage(context)
