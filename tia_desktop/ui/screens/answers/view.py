"""Check answers: a list with Change links, and an error summary that jumps."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.screens.answers.presenter import AnswersPresenter, Line, photo_words
from tia_desktop.ui.sketch_map import SketchMap
from tia_desktop.ui.tones import KIT_TONE
from tia_desktop.ui.widgets import (
    Button,
    Card,
    ErrorSummary,
    IconLabel,
    Page,
    Responsive,
    button,
    heading,
    label,
)

_ICONS = {"words": "warning", "answer": "flag", "value": "flag"}

SHOWN = 280
"""Characters of a note that the list shows."""


class AnswersPage(Page):
    """All answers of one check."""

    def __init__(self, context: ScreenContext) -> None:
        self._presenter = AnswersPresenter(context)
        check = self._presenter.check
        super().__init__(tr("Check answers: {title}").format(title=check.title))
        self._links: dict[tuple[str, str], Button] = {}
        self._summary = ErrorSummary(tr("Before you finish"), tone="weak", icon="flag")
        self._body = QWidget()
        self._lead = label("", "lead")
        self.add(heading(tr("Check your answers")), self._lead)
        self._words = label("", "muted")
        self._map = SketchMap(context.desk, context.ws, check.id)
        self.add(self._words, self._summary, self._body, self._map)
        self.body.addStretch(1)
        finish = button(tr("Finish this check"), self._finish, "primary", icon="check")
        back = button(tr("Back to the questions"), self._presenter.go_on, icon="back")
        self.set_footer(finish, back)
        self._warned = False
        self._fill()
        self.first_focus = next(iter(self._links.values()), finish)

    def refresh(self) -> None:
        """Show what is stored now."""
        self._presenter.read()
        self._fill()
        self._map.refresh()

    def focus_first(self) -> None:
        """The summary takes the focus when there is something to put right."""
        self._show_flags()
        self._warned = bool(self._presenter.flagged())
        if not self._warned:
            super().focus_first()

    def _fill(self) -> None:
        title = self._presenter.check.title
        self.set_title(tr("Check answers: {title}").format(title=title))
        self._lead.setText(f"{self._presenter.template.singular}: {title}")
        self._words.setText(self._presenter.summary())
        self._links = {}
        fresh = QWidget()
        column = QVBoxLayout(fresh)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        presenter, gone = self._presenter, self._presenter.not_asked
        for title, lines in ((tr("Before you start"), presenter.before), *presenter.groups):
            if lines:
                column.addWidget(self._card(title, lines))
        if gone:
            card = self._card(tr("Answered, but not asked any more"), gone)
            why = tr("Another answer says that these questions do not fit here. What you wrote is kept.")
            card.body.insertWidget(1, label(why, "muted"))
            column.addWidget(card)
        old, self._body = self._body, fresh
        self.body.replaceWidget(old, fresh)
        old.hide()
        old.deleteLater()

    def _card(self, title: str, lines: Sequence[Line]) -> Card:
        card = Card(gap=4)
        card.add(heading(title, 3))
        for line in lines:
            card.add(self._row(line))
        return card

    def _row(self, line: Line) -> QWidget:
        row = Responsive(560, 12, (5, 6, 0), stacked_gap=2)
        question = label(line.question, "strong")
        question.setContentsMargins(0, 10, 0, 0)
        question.setAlignment(Qt.AlignmentFlag.AlignTop)
        row.add(question)
        answer = QWidget()
        across = QHBoxLayout(answer)
        across.setContentsMargins(0, 10, 0, 8)
        across.setSpacing(8)
        icon = _ICONS.get(line.lacks) or ("done" if line.done else "circle")
        tone = "primary" if line.lacks in ("answer", "value") else KIT_TONE[line.tone]
        across.addWidget(IconLabel(icon, tone, 20, beside="body"), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(line.answer, "body" if line.done else "muted"))
        for text in (line.note, *line.more):
            if not text:
                continue
            shown = text if len(text) <= SHOWN else text[:SHOWN].rstrip() + "…"
            words.addWidget(label("\n".join(" ".join(part.split()) for part in shown.splitlines())))
        details = " · ".join(part for part in (line.place, photo_words(line.photos)) if part)
        if details:
            words.addWidget(label(details, "small"))
        words.addStretch(1)
        across.addLayout(words, 1)
        row.add(answer)
        if line.key:
            row.add(self._change(line))
        return row

    def _change(self, line: Line) -> QWidget:
        said = tr("Change: {name}").format(name=line.question)
        change = button(
            tr("Change"), partial(self._presenter.change, line.key), "quiet", icon="edit", name=said
        )
        self._links[line.key, line.question] = change
        side = QWidget()
        top = QVBoxLayout(side)
        top.setContentsMargins(0, 0, 0, 0)
        top.addWidget(change, 0, Qt.AlignmentFlag.AlignLeft)
        top.addStretch(1)
        return side

    def _show_flags(self) -> None:
        self._summary.show_problems(
            [
                (self._presenter.flag_words(line), self._links[line.key, line.question])
                for line in self._presenter.flagged()
            ]
        )

    def _finish(self) -> None:
        """Flagged answers are pointed out once; they never block."""
        if self._presenter.flagged() and not self._warned:
            self._warned = True
            self._show_flags()
            return
        self._presenter.finish()


def build(context: ScreenContext) -> Page:
    """Build the screen."""
    return AnswersPage(context)
