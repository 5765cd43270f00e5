"""A note's story: its words, its photos, where it is used, and what happened to it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from tia_desktop.domain.records import EvidenceNote
from tia_desktop.services import passages
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.doing import attempt
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.parts import Stack, show_now
from tia_desktop.ui.passage_box import PassageBox
from tia_desktop.ui.screens.findings.editing import ORIGIN
from tia_desktop.ui.screens.findings.panels import Panel
from tia_desktop.ui.screens.findings.story import Story, story_of
from tia_desktop.ui.screens.findings.story_photos import StoryPhotos
from tia_desktop.ui.widgets import (
    Button,
    KeyValue,
    KeyValueList,
    LabeledField,
    announce,
    button,
    flow,
    heading,
    icon_row,
    label,
)


class StoryPanel(Panel):
    """A note's words, where they come from, where they are used, and what happened to them.

    Args:
        context: of the page.
        note_id: the note.
        on_back: leaves the story for exactly where the person was.
        on_edit: changes the note on its own page.
        on_finding: opens a finding.
        finding_id: the finding from which the story was opened: its passage is marked, and can be chosen.

    Raises:
        UnknownRecordError: the note is not in the inspection any more.
    """

    def __init__(
        self,
        context: ScreenContext,
        note_id: str,
        *,
        on_back: Callable[[], object],
        on_edit: Callable[[str], object],
        on_finding: Callable[[str], object],
        finding_id: str = "",
    ) -> None:
        super().__init__()
        self._context, self._ws = context, context.ws
        self.note_id, self.finding_id = note_id, finding_id
        self.on_back, self._on_finding = on_back, on_finding
        self.story = story_of(self._ws, note_id, finding_id)
        self.words: PassageBox | None = None
        self.photos: StoryPhotos | None = None
        self._used: list[Button] = []
        back = button(tr("Back"), on_back, "quiet", icon="back", tip=tr("Escape"))
        used = button(tr("Used in"), self.focus_used, "quiet", icon="link", tip=tr("Control and U"))
        past = button(tr("History"), self.open_history, "quiet", icon="history", tip=tr("Control and H"))
        edit = button(tr("Change this note"), lambda: on_edit(note_id), "quiet", icon="edit")
        self.first = self._back = back
        self._stack = Stack(8)
        self.add(flow(back, used, past, edit, gap=2), heading(tr("The note’s story"), 3), self._stack)
        self.body.addStretch(1)
        for keys, run in (("Ctrl+U", self.focus_used), ("Ctrl+H", self.open_history)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(run)
        self._fill()

    # ---- what the page calls

    def refresh(self) -> bool:
        """Show what is stored now. False when somebody removed the note."""
        if self._ws.store.get(EvidenceNote, self.note_id) is None:
            return False
        found = story_of(self._ws, self.note_id, self.finding_id)
        if found != self.story:
            self.story = found
            inside = self._stack.isAncestorOf(self.window().focusWidget() or self._back)
            self._fill()
            if inside:
                self.take_focus()
        return True

    def take_focus(self) -> None:
        """Put the focus where the finding points to, and say the passage."""
        super().take_focus()
        told = self.story.told_for
        if told is not None and told.place.marked:
            QTimer.singleShot(
                0, self, lambda: announce(self, tr("Passage: {words}").format(words=told.quote))
            )

    def focus_used(self) -> None:
        """Go to the findings that use the note."""
        target = self._used[0] if self._used else self._back
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not self._used:
            announce(self, tr("No finding uses it yet."))

    def open_history(self) -> None:
        """Show everything that happened to the note."""
        self._context.shell.go("history", kind=EvidenceNote.KIND, record_id=self.note_id)

    # ---- inside

    def _fill(self) -> None:
        story = self.story
        parts: list[QWidget] = []
        if story.told_for is not None:
            words = story.told_for.words
            parts.append(icon_row("link", words[:1].upper() + words[1:], "strong"))
        parts += [*self._words(story), *self._passage(story)]
        self.photos = None
        if story.attachments:
            self.photos = self._photos(story)
            parts += [label(tr("Photos and files"), "overline"), self.photos]
        if story.told_for is not None and story.told_for.photo_gone:
            words = tr("The photo that counted was removed. Choose another one, or none.")
            none = button(tr("No photo counts"), lambda: self._choose_photo(""), "quiet", icon="close")
            parts += [icon_row("warning", words, tone="weak"), flow(none)]
        parts += self._where_used(story)
        parts += [label(tr("Where it comes from"), "overline")]
        parts += [KeyValueList([KeyValue(name, value) for name, value in story.facts])]
        parts += [label(tr("What happened to it"), "overline")]
        parts += [label(entry, "small") for entry in story.history]
        self._stack.show_parts(parts)
        show_now(parts)
        self.first = self._first()

    def _first(self) -> QWidget:
        told = self.story.told_for
        if told is None:
            return self._back
        if self.photos and told.attachment_id and not (told.photo_gone or told.place.marked):
            return self.photos.pictures[0]
        return self.words or self._back

    def _words(self, story: Story) -> list[QWidget]:
        self.words = None
        if not story.text.strip():
            return [label(tr("No words"), "muted")]
        self.words = PassageBox(story.text)
        hint = tr("Hold Shift and press the arrow keys to choose the words that count.")
        told = story.told_for
        field = LabeledField(tr("What the note says"), self.words, hint=hint if told is not None else "")
        if told is not None and told.place.marked:
            self.words.mark(told.place.start, told.place.end)
            said = tr("Passage: {words}").format(words=told.quote)
            self.words.setAccessibleDescription(f"{said} {hint}")
        return [field]

    def _passage(self, story: Story) -> list[QWidget]:
        """What can be done about the passage; one that is gone can be let go without any words, too."""
        told, parts = story.told_for, list[QWidget]()
        if told is None:
            return parts
        if told.place.outdated:
            words = tr("The words of the passage have changed. It was: “{words}”. Choose it again.")
            parts.append(icon_row("warning", words.format(words=told.quote), tone="weak"))
        offers = []
        if self.words is not None:
            offers.append(button(tr("This passage counts"), self._choose, icon="check"))
        if told.quote:
            offers.append(button(tr("All words count"), self._clear, "quiet", icon="close"))
        return [*parts, flow(*offers)] if offers else parts

    def _photos(self, story: Story) -> StoryPhotos:
        told, note = story.told_for, self._ws.need(EvidenceNote, self.note_id)
        chosen = told.attachment_id if told is not None else ""
        choose = self._choose_photo if told is not None else None
        return StoryPhotos(
            self._context, note.check_id, story.attachments, chosen, choose, lambda: self.refresh()
        )

    def _where_used(self, story: Story) -> list[QWidget]:
        self._used = []
        for used in story.used:
            words = used.words[:1].upper() + used.words[1:]
            line = Button(words, lambda u=used: self._on_finding(u.finding_id), kind="step", icon="link")  # type: ignore[misc]
            self._used.append(line)
        found: list[QWidget] = [*self._used]
        return [label(tr("Used in"), "overline"), *(found or [label(tr("No finding uses it yet."), "muted")])]

    # ---- what a person does

    def _choose(self) -> None:
        if self.words is not None:
            start, end = self.words.chosen()
            self._do(
                lambda: passages.set_passage(
                    self._ws, self.finding_id, self.note_id, start, end, origin=ORIGIN
                ),
                tr("This passage counts now."),
            )

    def _clear(self) -> None:
        self._do(
            lambda: passages.clear_passage(self._ws, self.finding_id, self.note_id, origin=ORIGIN),
            tr("All words of the note count now."),
        )

    def _choose_photo(self, photo: str) -> None:
        self._do(
            lambda: passages.set_photo(self._ws, self.finding_id, self.note_id, photo, origin=ORIGIN),
            tr("This photo counts now.") if photo else tr("No photo counts now."),
        )

    def _do(self, step: Callable[[], object], said: str) -> None:
        if attempt(self._context.shell, step):
            self._context.shell.show_notice(said)
            self.refresh()
