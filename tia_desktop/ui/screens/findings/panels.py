"""The findings side: the list, the choice for grouped notes, and a note's story."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tia_desktop.ui.finding_button import FindingButton
from tia_desktop.ui.i18n import ntr, tr
from tia_desktop.ui.screens.findings.presenter import FindingsPresenter
from tia_desktop.ui.screens.findings.story import Story
from tia_desktop.ui.widgets import (
    Button,
    Card,
    ChipGroup,
    Group,
    KeyValue,
    KeyValueList,
    button,
    flow,
    heading,
    icon_row,
    label,
)

MOST = 100
"""Findings listed before "Show all"."""
STANCES = (("supports", "Supports it"), ("contradicts", "Contradicts it"), ("context", "Context"))


class Panel(Card):
    """One thing at a time stands here. `first` takes the focus when it comes up."""

    def __init__(self) -> None:
        super().__init__(pad=14, gap=8)
        self.first: QWidget | None = None

    def take_focus(self) -> None:
        """Put the focus on the first thing to use."""
        if self.first is not None:
            self.first.setFocus(Qt.FocusReason.TabFocusReason)


class FindingList(Panel):
    """All findings under their key questions."""

    def __init__(self, presenter: FindingsPresenter, on_new: Callable[[str], object]) -> None:
        super().__init__()
        self._presenter = presenter
        self._on_new = on_new
        self._all = False
        self._host: QWidget | None = None
        self._shown: object = None
        self.show_lines()

    def show_lines(self) -> None:
        """Show the findings as they are now."""
        state = (self._presenter.by_question(), self._all)
        if state == self._shown:
            return
        self._shown = state
        if self._host is not None:
            self.body.removeWidget(self._host)
            self._host.hide()
            self._host.deleteLater()
        self._host = host = QWidget()
        column = QVBoxLayout(host)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(heading(tr("Findings"), 3))
        if self._presenter.lines:
            column.addWidget(label(self._presenter.summary(), "small"))
        else:
            column.addWidget(icon_row("findings", tr("No findings yet. Choose notes, then group them.")))
        new = [
            Button(tr("New strength"), lambda: self._on_new("strength"), icon="plus"),
            Button(tr("New weakness"), lambda: self._on_new("weakness"), icon="plus"),
        ]
        self.first = new[0]
        column.addWidget(flow(*new))
        self._fill(column)
        column.addStretch(1)
        self.add(host)

    def _fill(self, column: QVBoxLayout) -> None:
        left = len(self._presenter.lines) + 6 if self._all else MOST
        for _, title, lines in self._presenter.by_question():
            group = Group(title)
            box = QVBoxLayout(group)
            box.setContentsMargins(0, 4, 0, 0)
            box.setSpacing(2)
            box.addWidget(label(title, "overline"))
            if not lines:
                box.addWidget(label(tr("No finding yet"), "small"))
            for line in lines[: max(0, left)]:
                box.addWidget(FindingButton(line, self._presenter.open_finding))
            left -= len(lines)
            column.addWidget(group)
        if left < 0:
            words = tr("Show all {n} findings").format(n=len(self._presenter.lines))
            column.addWidget(button(words, self._show_all, "quiet", icon="more"))

    def _show_all(self) -> None:
        self._all = True
        self.show_lines()
        self.take_focus()


class GroupChoice(Panel):
    """What the chosen notes become: a new finding, or part of one that is there."""

    def __init__(self, presenter: FindingsPresenter, on_cancel: Callable[[], object]) -> None:
        super().__init__()
        self._presenter = presenter
        count = len(presenter.chosen)
        one, many = "What does this note show?", "What do these {n} notes show?"
        self.add(heading(ntr(one, many, count), 3))
        new = [
            Button(tr("New strength"), lambda: presenter.new_finding("strength", self.stance()), icon="plus"),
            Button(tr("New weakness"), lambda: presenter.new_finding("weakness", self.stance()), icon="plus"),
        ]
        self.first = new[0]
        self.add(flow(*new, button(tr("Cancel"), on_cancel, "quiet", icon="close")))
        self._stance: ChipGroup | None = None
        if presenter.lines:
            self._add_existing()
        self.body.addStretch(1)

    def stance(self) -> str:
        """How the notes stand to the finding they are added to."""
        return next(iter(self._stance.values()), "supports") if self._stance else "supports"

    def _add_existing(self) -> None:
        self.add(heading(tr("Or add to a finding"), 3))
        self.add(label(tr("How do the notes stand to it?"), "small"))
        name = tr("How the notes stand to the finding")
        self._stance = ChipGroup(name, [(key, tr(words)) for key, words in STANCES], exclusive=True)
        self._stance.set_values(["supports"])
        self.add(self._stance)
        group = Group(tr("Findings to add to"))
        box = QVBoxLayout(group)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        for line in self._presenter.lines[:MOST]:
            box.addWidget(FindingButton(line, self._on_add, question=True, verb=tr("Add to")))
        self.add(group)

    def _on_add(self, finding_id: str) -> None:
        self._presenter.add_to(finding_id, self.stance())


class StoryPanel(Panel):
    """A note's words, where they come from, where they are used, and what happened to them."""

    def __init__(
        self,
        story: Story,
        on_back: Callable[[], object],
        on_edit: Callable[[str], object],
        on_finding: Callable[[str], object],
    ) -> None:
        super().__init__()
        back = button(tr("Back"), on_back, "quiet", icon="back")
        self.first = back
        edit = button(tr("Change this note"), lambda: on_edit(story.note_id), "quiet", icon="edit")
        self.add(flow(back, edit), heading(tr("The note's story"), 3))
        self.add(label(story.text.strip() or tr("No words"), "lead"))
        if story.photos:
            self.add(label(tr("Photos and files"), "overline"))
            for name in story.photos:
                self.add(icon_row("camera", name))
        self.add(label(tr("Used in"), "overline"))
        for used in story.used:
            words = used.words[:1].upper() + used.words[1:]
            line = Button(words, lambda u=used: on_finding(u.finding_id), kind="step", icon="link")  # type: ignore[misc]
            self.add(line)
        if not story.used:
            self.add(label(tr("No finding uses it yet."), "muted"))
        self.add(label(tr("Where it comes from"), "overline"))
        self.add(KeyValueList([KeyValue(name, value) for name, value in story.facts]))
        self.add(label(tr("What happened to it"), "overline"))
        for entry in story.history:
            self.add(label(entry, "small"))
        self.body.addStretch(1)
