"""The first step: choose the landlord's list, look at it, keep it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.opening import Opening
from tia_desktop.ui.parts import Refusal, Stack
from tia_desktop.ui.screens.sample.frame import SamplePage
from tia_desktop.ui.screens.sample.list_presenter import Came, KeptRow, ListPresenter
from tia_desktop.ui.screens.sample.model import LIST
from tia_desktop.ui.screens.sample.opening import TableForm
from tia_desktop.ui.screens.sample.table_card import TableCard
from tia_desktop.ui.table_files import TableDrop, ask_for_table
from tia_desktop.ui.widgets import (
    Button,
    Card,
    Responsive,
    announce,
    button,
    column,
    flow,
    heading,
    icon_row,
    label,
)

FIRST_PROBLEMS = 20


class ListPage(SamplePage):
    """Lists that are there, and a file to take another one from."""

    def __init__(self, context: ScreenContext) -> None:
        self.presenter = ListPresenter(context, self)
        super().__init__(self.presenter.state, LIST)
        self._lists, self._came = Stack(), Stack()
        self._file_refused, self._list_refused = Refusal(), Refusal()
        self._busy = label("", "muted")
        self._busy.hide()
        self.choose_file: Button | None = None
        self.choose_card = self._choose_card()
        self.table = TableCard(self.presenter)
        self.table.hide()
        self._above = column(self._came, self._lists, gap=12)
        self.add(self._above, self.choose_card, self.table)
        self.body.addStretch(1)
        TableDrop(self, self.take)
        self.fill()
        self.show_table(None)
        self.presenter.begin()

    def fill(self) -> None:
        came = self.presenter.came()
        self._came.show_parts([_came_card(came)] if came else [])
        rows = self.presenter.lists()
        self._lists.show_parts([self._lists_card(rows)] if rows else [])

    # ---- the view's contract

    def show_table(self, form: TableForm | None) -> None:
        self.choose_card.setVisible(form is None)
        self._above.setVisible(form is None)  # what is being looked at comes first
        self.table.setVisible(form is not None)
        if form is None:
            self.set_footer(*self._footer_without_file())
            return
        fresh = self.table.show_form(form)
        if fresh:
            keep = button(tr("Keep this list"), self.presenter.keep, "primary", icon="check")
            other = button(tr("Choose another file"), self.ask, icon="folder")
            close = button(tr("Put the file away"), self._close, "quiet", icon="close")
            self.set_footer(keep, other, close, self.back_button())
            self.table.title.setFocus(Qt.FocusReason.OtherFocusReason)
            self.table.title.selectAll()

    def show_lists(self) -> None:
        self.fill()
        first = self._lists.findChild(Button)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_refusal(self, sentence: str, *, at: str) -> None:
        hidden = self.table.isHidden()
        self._file_refused.say(sentence if hidden else "")
        self.table.refuse("" if hidden else sentence, at=at)

    def show_busy(self, words: str) -> None:
        self._busy.setText(words)
        self._busy.setVisible(bool(words))
        self.table.set_busy(words)
        if words:
            announce(self, words)
        elif self.presenter.form() is not None:
            self.presenter.show()

    # ---- a file

    def ask(self) -> None:
        """Choose a file."""
        path = ask_for_table(self, tr("Choose the landlord’s list"))
        if path is not None:
            self.take(path)

    def take(self, path: Path) -> None:
        """Look at a file that was chosen or dropped."""
        self._file_refused.say("")
        self.presenter.open(Opening(str(path)))

    def _close(self) -> None:
        self.presenter.close()
        if self.choose_file is not None:
            self.choose_file.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- parts

    def _choose_card(self) -> Card:
        card = Card(gap=10)
        card.add(heading(tr("Choose the landlord’s list"), 3))
        card.add(
            label(tr("A table with one case on each line: CSV, or a spreadsheet. You can drop it here."))
        )
        words = tr("Nothing about people comes along unless you ask for it. The file itself stays as it is.")
        card.add(icon_row("lock", words, "muted"))
        self.choose_file = button(tr("Choose a file…"), self.ask, icon="folder")
        card.add(flow(self.choose_file), self._busy, self._file_refused)
        return card

    def _footer_without_file(self) -> list[Button]:
        if self.presenter.state.chosen_list() is not None:
            on = button(tr("On to the draw"), partial(self.state.go, "draw"), "primary", icon="next")
            return [on, self.back_button()]
        return [button(tr("Choose a file…"), self.ask, "primary", icon="folder"), self.back_button()]

    def _lists_card(self, rows: list[KeptRow]) -> QWidget:
        card = Card(gap=12)
        card.add(heading(tr("Lists in this inspection"), 3))
        for row in rows:
            line = Responsive(620, 12, (1, 0))
            icon, tone = ("done", "vgood") if row.is_chosen else ("file", "primary")
            line.add(
                column(icon_row(icon, row.title, "strong", tone=tone), label(row.details, "muted"), gap=2)
            )
            draw = button(
                tr("Draw from it"),
                partial(self.presenter.choose, row.list_id),
                icon="next",
                name=tr("Draw from “{name}”").format(name=row.title),
            )
            away = button(
                tr("Take away"),
                partial(self._remove, row.list_id),
                "quiet",
                icon="trash",
                name=tr("Take away “{name}”").format(name=row.title),
            )
            line.add(flow(draw, away))
            card.add(line)
        self._list_refused = Refusal()
        card.add(self._list_refused)
        return card

    def _remove(self, list_id: str) -> None:
        refused = self.presenter.remove(list_id)
        if refused:
            self._list_refused.say(refused)


def _came_card(came: Came) -> QWidget:
    card = Card("soft", gap=8)
    card.add(icon_row("done", came.words, "strong", tone="vgood"))
    if came.left:
        card.add(heading(tr("Left behind"), 3))
        for name, why in came.left:
            card.add(label(f"{name}: {tr(why)}"))
    if came.problems:
        card.add(heading(tr("Rows to look at"), 3))
        for row, sentence in came.problems[:FIRST_PROBLEMS]:
            card.add(
                icon_row("warning", tr("Row {n}: {words}").format(n=row, words=tr(sentence)), tone="weak")
            )
        if len(came.problems) > FIRST_PROBLEMS:
            more = len(came.problems) - FIRST_PROBLEMS
            card.add(label(tr("and {n} more").format(n=more), "muted"))
    return card
