"""The lines of the readiness page: a problem with its jump, and the field for a reason in its place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from tia_desktop.ui.i18n import tr
from tia_desktop.ui.icons import icon_pixmap
from tia_desktop.ui.notices import KEEP_CLEAR
from tia_desktop.ui.parts import tab_after
from tia_desktop.ui.saving import Saved
from tia_desktop.ui.screens.readiness.presenter import Line, ProblemGroup
from tia_desktop.ui.theme import em
from tia_desktop.ui.widgets import (
    Button,
    Card,
    Group,
    LabeledField,
    NoteEdit,
    Responsive,
    Roving,
    WrapButton,
    announce,
    button,
    flow,
    heading,
    label,
)

LOOKS = {"blocks": ("error", "vweak"), "warns": ("warning", "weak"), "accepted": ("done", "vgood")}


class Deeds(Protocol):
    """What lines can do."""

    def go_there(self, key: str) -> None: ...
    def draft(self, key: str) -> dict[str, str]: ...
    def accept(self, key: str, reason: str) -> Saved: ...
    def withdraw(self, key: str) -> Saved: ...
    def show_history(self, key: str) -> None: ...


class ReasonForm(Card):
    """Why a warning may stay so. What is typed survives until it is accepted or emptied."""

    grew = Signal()
    """It asks for a reason, or says what is wrong with it: the whole of it should be in view."""

    def __init__(self, deeds: Deeds, on_closed: Callable[[str], object]) -> None:
        super().__init__(pad=12, gap=8)
        self.setProperty(KEEP_CLEAR, True)
        self._deeds, self._on_closed = deeds, on_closed
        self.key = ""
        self.reason = NoteEdit(lines=2)
        self.reason.edited.connect(self._keep)
        self._field = LabeledField(
            tr("Why may it stay so?"), self.reason, hint=tr("The report keeps your reason and your name.")
        )
        self._before = label("", "small")
        accept = button(tr("Accept"), self.submit, icon="check", tip=tr("Ctrl+Enter"))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            press = QShortcut(QKeySequence(keys), self, self.submit)
            press.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.add(self._before, self._field, flow(accept, button(tr("Cancel"), self.leave, "quiet")))
        self.hide()

    def open_for(self, line: Line) -> None:
        """Ask for the reason of this one; a reason from before is offered again."""
        self.key = line.key
        self.reason.set_text(self._deeds.draft(line.key).get("reason", line.lapsed))
        self._field.set_error("")
        self._before.setText(tr("It was accepted before. Does your reason still hold?"))
        self._before.setVisible(bool(line.lapsed))

    def submit(self) -> None:
        """Accept, or say at the field why not."""
        done = self._deeds.accept(self.key, self.reason.text())
        self._field.set_error(done.sentence)
        if done.ok:
            self.leave()
        elif done.sentence:
            announce(self, done.sentence)
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
            self.grew.emit()

    def leave(self) -> None:
        """Close it; the focus goes back to its line."""
        key, self.key = self.key, ""
        self._on_closed(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _keep(self) -> None:
        self._deeds.draft(self.key)["reason"] = self.reason.text()
        self._field.set_error("")


class _GoButton(WrapButton):
    """A problem; the arrow at its right says that it leads somewhere."""

    def _trail(self) -> int:
        return em(28)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        at = QPointF(self.width() - em(28), (self.height() - em(18)) / 2)
        painter.drawPixmap(at, icon_pixmap("chevron_right", "muted", 18))
        painter.end()


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """A line with its buttons: where it leads, and what can be done with it here."""

    line: Line
    row: QWidget
    go: WrapButton
    act: Button | None
    past: Button | None

    @property
    def buttons(self) -> tuple[Button | None, ...]:
        """All of them, always in this order."""
        return self.go, self.act, self.past


class ProblemSection(Card):
    """Problems of one weight, a page at a time: arrows move, Enter goes there, Tab reaches the buttons."""

    def __init__(self, deeds: Deeds, on_turn: Callable[[str, int], object]) -> None:
        super().__init__(pad=14, gap=6)
        self._deeds, self._on_turn = deeds, on_turn
        self._title, self._explain = heading("", 3), label("", "small")
        self._group = Group("")
        self._column = QVBoxLayout(self._group)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._place = label("", "small", wrap=False)
        self.earlier = button(tr("Earlier ones"), lambda: self._turn(-1), "quiet", icon="back")
        self.later = button(tr("Further ones"), lambda: self._turn(1), "quiet", icon="next")
        self._pager = flow(self.earlier, self._place, self.later)
        self.add(self._title, self._explain, self._group, self._pager)
        self._shown: ProblemGroup | None = None
        self.pairs: dict[str, Pair] = {}
        self._roving: list[Roving] = []
        self.form: ReasonForm | None = None
        self.hide()

    def show_group(self, group: ProblemGroup | None) -> None:
        """Show these; the focus stays on the same problem, or on the one that took its place."""
        if group == self._shown:
            return
        had, place = self._focused()
        before = self.pairs.get(had)
        self._shown = group
        self.setVisible(group is not None)
        self._fill(group)
        if group is None:
            return
        self._title.setText(group.title)
        self._explain.setText(group.explain)
        self._group.setAccessibleName(group.title)
        self._show_pager(group)
        self._place_form()
        self._order()
        if before is not None and before is not self.pairs.get(had):
            self.focus_line(had, place)
            # The window puts the focus back where it was, or on the page; this is nearer, and comes after.
            QTimer.singleShot(0, self, lambda: self.focus_line(had, place))

    def focus_line(self, key: str, place: int = 0) -> None:
        """Put the focus on a problem, else on the one at its place."""
        pairs = list(self.pairs.values())
        if pairs:
            pair = self.pairs.get(key) or pairs[min(place, len(pairs) - 1)]
            pair.go.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- inside

    def _fill(self, group: ProblemGroup | None) -> None:
        """Make rows for what is new. A row whose problem is the same stays: most do while somebody types."""
        lines = group.lines if group is not None else ()
        before, self.pairs = self.pairs, {}
        if self.form is not None:
            self._column.removeWidget(self.form)
        for line in lines:
            old = before.get(line.key)
            same = old is not None and old.line == line
            self.pairs[line.key] = (
                before.pop(line.key) if same else self._row(group.id if group else "", line)
            )
        for old in before.values():
            self._column.removeWidget(old.row)
            old.row.hide()
            old.row.deleteLater()
        for place, pair in enumerate(self.pairs.values()):
            if self._column.indexOf(pair.row) != place:
                self._column.insertWidget(place, pair.row)

    def _order(self) -> None:
        """As many Tab stops for all problems as for one: its line and its buttons; then the form."""
        rows = [pair.buttons for pair in self.pairs.values()]
        buttons = [b for each in rows for b in each if b is not None]
        for old in self._roving:
            old.deleteLater()
        self._roving = [
            Roving([b for b in alike if b is not None], choose=False, parent=self._group)
            for alike in zip(*rows, strict=True)
        ]
        inside = self.form.findChildren(QWidget) if self.form is not None else []
        tab_after(self._group, (*buttons, *inside))

    def _row(self, group: str, line: Line) -> Pair:
        icon, tone = LOOKS[group]
        go = _GoButton(
            line.sentence, lambda: self._deeds.go_there(line.key), icon=icon, tone=tone,
            second=line.second, name=line.said,
        )  # fmt: skip
        act = None
        if line.may_accept:
            name = tr("Accept with a reason: {what}").format(what=line.sentence)
            act = button(tr("Accept…"), lambda: self._open(line), name=name)
        elif line.is_accepted:
            name = tr("Take back: {what}").format(what=line.sentence)
            act = button(tr("Take back"), lambda: self._deeds.withdraw(line.key), "quiet", name=name)
        past = None
        if line.is_accepted or line.lapsed:
            name = tr("History: {what}").format(what=line.sentence)
            past = button(
                tr("History"), lambda: self._deeds.show_history(line.key), "quiet", icon="history", name=name
            )
        row = Responsive(620, 8, (1, 0, 0), stacked_gap=2)
        for each in (go, act, past):
            if each is not None:
                each.installEventFilter(self)
                row.add(each)
        for each in (act, past):
            if each is not None:
                row.box.setAlignment(each, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return Pair(line, row, go, act, past)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep all Tab stops on one line."""
        if event.type() == QEvent.Type.FocusIn and self._roving:
            pair = next((p for p in self.pairs.values() if watched in p.buttons), None)
            if pair is not None:
                for stops, each in zip(self._roving, pair.buttons, strict=True):
                    stops.stop_at(each)
        return super().eventFilter(watched, event)

    def _open(self, line: Line) -> None:
        if self.form is None:
            return
        self.form.open_for(line)
        self._place_form()
        self.form.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        self.form.grew.emit()

    def closed(self, key: str) -> None:
        """The form was left."""
        place = list(self.pairs).index(key) if key in self.pairs else 0
        self.focus_line(key, place)
        self._place_form()

    def _place_form(self) -> None:
        """Put the form below its line; a line that has gone takes it along."""
        form = self.form
        if form is None:
            return
        self._column.removeWidget(form)
        pair = self.pairs.get(form.key)
        at = self._column.indexOf(pair.row) + 1 if pair is not None else self._column.count()
        self._column.insertWidget(at, form)
        form.setVisible(pair is not None)

    def _turn(self, pages: int) -> None:
        if self._shown is not None:
            self._on_turn(self._shown.id, pages)
            if not (self.earlier if pages < 0 else self.later).isEnabled():
                (self.later if pages < 0 else self.earlier).setFocus(Qt.FocusReason.OtherFocusReason)
            announce(self, self._place.text())

    def _show_pager(self, group: ProblemGroup) -> None:
        self._pager.setVisible(group.total > len(group.lines))
        self._place.setText(group.place)
        self.earlier.setEnabled(group.first > 0)
        self.later.setEnabled(group.first + len(group.lines) < group.total)

    def _focused(self) -> tuple[str, int]:
        """The problem that has the focus, or whose form has it, and its place on the page."""
        focused = QApplication.focusWidget()
        for place, (key, pair) in enumerate(self.pairs.items()):
            if focused is not None and pair.row.isAncestorOf(focused):
                return key, place
        return "", 0
