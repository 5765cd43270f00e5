"""The list of findings under their key questions: open, filter, drop notes on, move, weigh."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QCursor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget
from shiboken6 import isValid

from tia_desktop.ui.finding_button import FindingButton
from tia_desktop.ui.finding_lines import WEIGHTS, FindingLine
from tia_desktop.ui.i18n import ntr, tr
from tia_desktop.ui.note_list.dragging import FINDING, NOTES, DropZone, is_drag, start_drag
from tia_desktop.ui.parts import tab_after
from tia_desktop.ui.screens.findings.list_presenter import STEP, Section
from tia_desktop.ui.screens.findings.panels import STANCES, Panel
from tia_desktop.ui.screens.findings.presenter import FindingsPresenter
from tia_desktop.ui.theme import RADIUS, color
from tia_desktop.ui.widgets import (
    Button,
    Group,
    button,
    flow,
    heading,
    icon_row,
    label,
    line_edit,
    row,
)
from tia_desktop.ui.widgets.buttons import Look

FEW = 8
"""From so many findings on there is a box to find one."""


class FindingRow(FindingButton):
    """A finding in the list. Notes can be dropped on it, it can be dragged, and it has a menu."""

    def __init__(self, line: FindingLine, question: str, owner: FindingList) -> None:
        super().__init__(line, owner.presenter.open_finding)
        self._question, self._owner = question, owner
        self._aimed = False
        self._pressed_at = QPoint()
        self._zone = DropZone(self, {NOTES: self._take_notes}, self._aim)

    def look(self) -> Look:
        return Look("primary_soft", "primary", "primary_ink", 2.5) if self._aimed else super().look()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if is_drag(event, self._pressed_at):
            self.setDown(False)
            start_drag(self, FINDING, [self.line.finding.id, self._question], self.words())
            return
        super().mouseMoveEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._owner.show_menu(self.line, self._question, event.globalPos())

    def _aim(self, on: bool) -> None:
        self._aimed = on
        self.update()

    def _take_notes(self, notes: list[str], ctrl: bool) -> None:
        self._owner.take_notes(self.line.finding.id, notes, ask=ctrl)


class QuestionGroup(Group):
    """A key question with its findings; notes dropped here begin a finding, a finding dropped here moves."""

    def __init__(self, section: Section, owner: FindingList) -> None:
        super().__init__(section.title)
        self.section, self._owner = section, owner
        self._aimed = False
        self._zone = DropZone(self, {NOTES: self._take_notes, FINDING: self._take_finding}, self._aim)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 4, 0, 0)
        box.setSpacing(2)
        box.addWidget(label(section.title, "overline"))
        if not section.total:
            box.addWidget(label(tr("No finding yet"), "small"))
        for line in section.lines:
            box.addWidget(FindingRow(line, section.question, owner))

    def _aim(self, on: bool) -> None:
        self._aimed = on
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._aimed:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(color("primary"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS, RADIUS)
            painter.end()

    def _take_notes(self, notes: list[str], _ctrl: bool) -> None:
        self._owner.begin_with(notes, self.section.question)

    def _take_finding(self, carried: list[str], ctrl: bool) -> None:
        finding, came_from = carried[0], carried[-1]
        if came_from != self.section.question:
            out_of = "" if ctrl else came_from
            self._owner.presenter.move(finding, self.section.question, out_of=out_of)


class FindingList(Panel):
    """All findings under their key questions, at most some hundreds at a time."""

    def __init__(
        self,
        presenter: FindingsPresenter,
        on_merge: Callable[[str], object],
        on_split: Callable[[str], object],
    ) -> None:
        super().__init__()
        self.presenter, self._on_merge, self._on_split = presenter, on_merge, on_split
        self._shown: object = None
        self._made: list[QuestionGroup] = []
        self._parts: list[QWidget] = []
        self._summary = label("", "small")
        self._summary.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._none = icon_row("findings", tr("No findings yet. Choose notes, then group them."))
        new = [
            Button(tr("New strength"), lambda: presenter.new_finding("strength"), icon="plus"),
            Button(tr("New weakness"), lambda: presenter.new_finding("weakness"), icon="plus"),
        ]
        self.first = new[0]
        self.search = line_edit("", placeholder=tr("F12, or any words"), limit=200)
        self.search.textChanged.connect(self._find)
        finder = label(tr("Find"), "strong", wrap=False, buddy=self.search)
        self._search_field = row(finder, self.search, stretch=1)
        keys = tr("Drag notes onto a finding, or press the menu key on one for all that it can do.")
        self._keys = label(keys, "small")
        self._host = QWidget()
        self._groups = QVBoxLayout(self._host)
        self._groups.setContentsMargins(0, 0, 0, 0)
        self._groups.setSpacing(6)
        top = row(heading(tr("Findings"), 3), self._summary, stretch=1)
        self.add(top, self._none, flow(*new), self._search_field, self._host, self._keys)
        self.body.addStretch(1)
        self.show_lines()

    def show_lines(self) -> None:
        """Show the findings as they are now."""
        findings = self.presenter.list
        sections = findings.sections()
        state = (sections, findings.words, findings.most)
        if state == self._shown:
            return
        self._shown = state
        count = len(findings.lines)
        self._summary.setText(findings.summary())
        self._summary.setVisible(bool(count))
        self._none.setVisible(not count)
        self._keys.setVisible(bool(count))
        self._search_field.setVisible(count >= FEW or bool(findings.words))
        same = {group.section.question: group for group in self._made if isValid(group)}
        self._made = [
            group if (group := same.get(s.question)) and group.section == s else QuestionGroup(s, self)
            for s in sections
        ]
        parts: list[QWidget] = list(self._made)
        if not sections:
            parts.append(label(findings.found_words(), "muted"))
        hidden = findings.hidden(sections)
        if hidden:
            words = ntr("Show {n} more", "Show {n} more", min(STEP, hidden))
            more = button(words, self._show_more, "quiet", icon="more")
            parts.append(flow(more, label(tr("{n:,} are not shown").format(n=hidden), "small", wrap=False)))
        for old in self._parts:
            if old not in parts:
                self._groups.removeWidget(old)
                old.hide()
                old.deleteLater()
        self._parts = parts
        for place, part in enumerate(parts):
            self._groups.insertWidget(place, part)
            part.show()  # now, and not when the layout comes to it: one of them may take the focus
        tab_after(self._host, (stop for part in parts for stop in (part, *part.findChildren(QWidget))))

    def _find(self, words: str) -> None:
        self.presenter.list.words = words
        self.presenter.list.most = STEP
        self.show_lines()

    def _show_more(self) -> None:
        before = self.presenter.list.most
        self.presenter.list.most += STEP
        self.show_lines()
        rows = [row for row in self._host.findChildren(FindingRow) if row.isVisibleTo(self)]
        if len(rows) > before:
            rows[before].setFocus(Qt.FocusReason.TabFocusReason)

    # ---- drops and the menu

    def take_notes(self, finding_id: str, notes: list[str], *, ask: bool = False) -> None:
        """Put notes behind a finding: they support it, or a small menu asks how they stand to it."""
        if not ask:
            self.presenter.add_to(finding_id, "supports", notes)
            return
        menu = QMenu(self)
        self._add_stances(menu, finding_id, notes)
        menu.popup(QCursor.pos())

    def begin_with(self, notes: list[str], question: str) -> None:
        """Ask whether notes are a strength or a weakness of a key question."""
        menu = QMenu(self)
        for polarity, words in (("strength", tr("New strength")), ("weakness", tr("New weakness"))):
            _item(menu, words, partial(self.presenter.new_finding, polarity, "supports", notes, question))
        menu.popup(QCursor.pos())

    def _add_stances(self, menu: QMenu, finding_id: str, notes: list[str]) -> None:
        for stance, words in STANCES:
            _item(menu, tr(words), partial(self.presenter.add_to, finding_id, stance, notes))

    def show_menu(self, line: FindingLine, question: str, at: QPoint) -> None:
        """Everything that can be done with a finding, at the mouse or at the focus."""
        self.menu_for(line, question).popup(at)

    def menu_for(self, line: FindingLine, question: str) -> QMenu:
        """The menu of a finding."""
        presenter, finding = self.presenter, line.finding
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        _item(menu, tr("Open"), partial(presenter.open_finding, finding.id))
        notes = presenter.targets()
        if notes:
            words = ntr("Add {n} note", "Add {n} notes", len(notes))
            self._add_stances(menu.addMenu(words), finding.id, notes)
        others = [q for q in presenter.ws.pack.key_questions if q.id not in line.questions]
        for title, out_of in ((tr("Move to key question"), question), (tr("Also under key question"), "")):
            to = menu.addMenu(title)
            to.setEnabled(bool(others))
            for q in others:
                _item(
                    to,
                    f"{q.number}. {q.short}".replace("&", "&&"),
                    partial(presenter.move, finding.id, q.id, out_of=out_of),
                )
        weigh = menu.addMenu(tr("How much it weighs"))
        for weight, said in (("", "not said"), *WEIGHTS.items()):
            action = _item(weigh, tr(said).capitalize(), partial(presenter.weigh, finding.id, weight))
            action.setCheckable(True)
            action.setChecked(finding.weight == weight)
        menu.addSeparator()
        if len(presenter.lines) > 1:
            _item(menu, tr("Merge with others…"), partial(self._on_merge, finding.id))
        if line.notes > 1:
            _item(menu, tr("Make two of it…"), partial(self._on_split, finding.id))
        return menu


def _item(menu: QMenu, words: str, run: Callable[[], object]) -> QAction:
    """An entry of a menu; `run` gets nothing of what Qt hands over."""
    action = menu.addAction(words)
    action.triggered.connect(lambda _=False: run())
    return action
