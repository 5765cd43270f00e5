"""Check answers: a list with Change links, and an error summary that jumps."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tia_desktop.ui.check_status import titled
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.i18n import ntr, tr
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
    announce,
    button,
    flow,
    heading,
    icon_row,
    label,
)
from tia_desktop.ui.widgets.focus import in_reading_order

_ICONS = {"words": "warning", "answer": "flag", "value": "flag", "rule": "flag"}

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
        self._summary.jumped.connect(lambda change: change.click())  # straight into the answer
        self._body = QWidget()
        self._lead = label("", "lead")
        self.add(heading(tr("Check your answers")), self._lead)
        self._words = label("", "muted")
        self._map = SketchMap(context.desk, context.ws, check.id)
        self._place = self._place_question()
        self._open = Card("weak", pad=12)
        self._open.hide()
        self.add(self._words, self._summary, self._place, self._body, self._map, self._open)
        self._place.setVisible(self._presenter.asks_for_place())  # on the page: alone it would be a window
        self.body.addStretch(1)
        self._finish_button = button(tr("Finish this check"), self._finish, "primary", icon="check")
        back = button(tr("Back to the questions"), self._presenter.go_on, icon="back")
        self.set_footer(self._finish_button, back)
        self._warned = False
        self._fill()
        # The line that was just changed, for whoever comes back from there.
        self._changed = self._link_of(context.arguments.pop("at", ("", "")))
        self.first_focus = self._changed or next(iter(self._links.values()), self._finish_button)

    def refresh(self) -> None:
        """Show what is stored now."""
        self._presenter.read()
        self._fill()
        if self._warned:
            self._show_flags(take_focus=False)
        self._ask_to_finish(0)
        self._map.refresh()
        self._place.setVisible(self._presenter.asks_for_place())

    def focus_first(self) -> None:
        """The summary takes the focus when there is something to put right, and nothing was just changed."""
        self._warned = bool(self._presenter.flagged())
        self._show_flags(take_focus=self._changed is None)
        if not self._warned or self._changed is not None:
            super().focus_first()

    def _link_of(self, at: tuple[str, str]) -> Button | None:
        """What changes a line again: of its key and field, else of its key alone."""
        same = (link for (key, _), link in self._links.items() if key == at[0])
        return self._links.get(at) or next(same, None)

    def _fill(self) -> None:
        title = self._presenter.check.title
        self.set_title(tr("Check answers: {title}").format(title=title))
        self._lead.setText(titled(self._presenter.template.singular, title))
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
        self._changed = None
        if self._footer is not None:
            in_reading_order(self._summary, self._place, fresh, self._map, self._footer)

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
        change = button(tr("Change"), partial(self._presenter.change, line), "quiet", icon="edit", name=said)
        self._links[line.key, line.field] = change
        side = QWidget()
        top = QVBoxLayout(side)
        top.setContentsMargins(0, 0, 0, 0)
        top.addWidget(change, 0, Qt.AlignmentFlag.AlignLeft)
        top.addStretch(1)
        return side

    def _place_question(self) -> Card:
        """What was left open at a photo: may its place be kept?"""
        card = Card("soft", pad=10, gap=8)
        card.add(icon_row("pin", tr("Some photos say where they were taken. Keep the places for the map?")))
        yes = button(tr("Yes, keep the places"), lambda: self._answer_place(keep=True))
        no = button(tr("No"), lambda: self._answer_place(keep=False), name=tr("No, do not keep the places"))
        card.add(flow(yes, no))
        return card

    def _answer_place(self, *, keep: bool) -> None:
        self._finish_button.setFocus(Qt.FocusReason.OtherFocusReason)  # what was pressed is about to go
        self._presenter.answer_place(keep=keep)
        self.refresh()

    def _show_flags(self, *, take_focus: bool = True) -> None:
        lines = self._presenter.flagged()
        flags = [(self._presenter.flag_words(line), self._links[line.key, line.field]) for line in lines]
        self._summary.show_problems(flags, take_focus=take_focus)

    def _finish(self) -> None:
        """Flagged answers are pointed out once, and open questions are counted once; they never block."""
        left = self._presenter.open
        if self._presenter.flagged() and not self._warned:
            self._warned = True
            self._show_flags()
        elif left and self._open.isHidden():
            self._ask_to_finish(left)
        else:
            self._presenter.finish()

    def _ask_to_finish(self, left: int) -> None:
        """Say how many questions are open, right above the button, which now finishes all the same."""
        self._open.setVisible(left > 0)
        if not left:
            self._finish_button.set_words(tr("Finish this check"))
            return
        one = "{n} question has no answer. Finish without it?"
        words = ntr(one, "{n} questions have no answer. Finish without them?", left)
        while (old := self._open.body.takeAt(0)) is not None:
            gone = old.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        self._open.add(icon_row("flag", words, "strong", tone="weak"))
        self._finish_button.set_words(ntr("Finish without it", "Finish without them", left))
        announce(self._finish_button, words)
        # Twice round the event loop: only then is it where it will stay.
        show = partial(self.show_widget, self._open)
        QTimer.singleShot(0, self, lambda: QTimer.singleShot(0, self, show))


def build(context: ScreenContext) -> Page:
    """Build the screen."""
    return AnswersPage(context)
