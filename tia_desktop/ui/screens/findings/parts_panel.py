"""Saying which part of a key question (such as 2.1) notes help to answer: many at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tia_desktop.domain.conclude_records import NoteSubQuestion
from tia_desktop.services import grouping
from tia_desktop.ui.context import Shell
from tia_desktop.ui.doing import attempt
from tia_desktop.ui.i18n import ntr, tr
from tia_desktop.ui.screens.findings.panels import Panel
from tia_desktop.ui.screens.findings.presenter import FindingsPresenter
from tia_desktop.ui.widgets import Button, Group, button, heading, label, row


class PartsPanel(Panel):
    """Each part with how many of the notes help to answer it; one key says so of all of them, or of none."""

    def __init__(
        self,
        presenter: FindingsPresenter,
        notes: Sequence[str],
        shell: Shell,
        on_done: Callable[[], object],
    ) -> None:
        super().__init__()
        self._ws, self._notes, self._shell = presenter.ws, tuple(notes), shell
        one, many = (
            "Which part does this note help to answer?",
            "Which part do these {n} notes help to answer?",
        )
        done = button(tr("Done"), on_done, "quiet", icon="check")
        self.add(row(heading(ntr(one, many, len(notes)), 3), done, stretch=0))
        self.add(label(tr("Press one, or its digit, to say so of all. Again takes it back."), "small"))
        self._have = Counter[str]()
        self.parts: dict[str, Button] = {}
        asked = {q.id: q for q in self._ws.pack.key_questions}
        group = Group(tr("Parts of key questions"))
        box = QVBoxLayout(group)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        before = ""
        for part in self._ws.pack.sub_questions:
            if part.key_question != before:
                question = asked[part.key_question]
                box.addWidget(label(f"{question.number}. {question.short}", "overline"))
                before = part.key_question
            self.parts[part.id] = Button("", partial(self._press, part.id), kind="step")
            box.addWidget(self.parts[part.id])
        self.add(group)
        self.body.addStretch(1)
        self.first: QWidget | None = next(iter(self.parts.values()), done)
        self.refresh()

    def refresh(self) -> bool:
        """Show what is stored now."""
        links = [link for note in self._notes for link in self._ws.store.find(NoteSubQuestion, note_id=note)]
        self._have = Counter(link.sub_question_id for link in links)
        plain, total = {s.id: s.plain for s in self._ws.pack.sub_questions}, len(self._notes)
        for place, (part, line) in enumerate(self.parts.items(), 1):
            have = self._have[part]
            words = tr("{part} · {got} of {total} notes · key {n}")
            line.set_words(words.format(n=place, part=f"{part} {plain[part]}", got=have, total=total))
            line.set_icon("done" if have == total else "half" if have else "circle")
        return True

    def _press(self, part: str) -> None:
        """All of them, or, when all have it already, none."""
        take = self._have[part] == len(self._notes)
        add, remove = ([], [part]) if take else ([part], [])
        attempt(self._shell, partial(grouping.set_note_parts, self._ws, self._notes, add=add, remove=remove))
        self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if len(text) == 1 and text in "123456789" and int(text) <= len(self.parts):
            self._press(list(self.parts)[int(text) - 1])
        else:
            super().keyPressEvent(event)
