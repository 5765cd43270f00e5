"""Overview: the journey, the coverage matrix, the gaps, the team, and what stands in the way."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from tia_desktop.services.readiness import OpenProblem
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.coverage_table import CoveragePanel
from tia_desktop.ui.i18n import ntr, tr
from tia_desktop.ui.live_problems import LiveProblems, LiveReading
from tia_desktop.ui.parts import refill, tab_after, top
from tia_desktop.ui.problem_list import ProblemCard
from tia_desktop.ui.screens.overview.journey import JourneyStep
from tia_desktop.ui.screens.overview.numbers import Numbers, read_numbers
from tia_desktop.ui.screens.overview.presenter import GapLine, OverviewPresenter, PersonLine
from tia_desktop.ui.shop_reminder_line import ReminderLine
from tia_desktop.ui.theme import em
from tia_desktop.ui.widgets import (
    Card,
    FlowLayout,
    Group,
    IconLabel,
    Page,
    Responsive,
    WrapButton,
    button,
    column,
    flow,
    heading,
    label,
)
from tia_desktop.ui.widgets.tips import set_tip

FIRST_GAPS = 4


class OverviewPage(Page):
    """The first screen of an inspection."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(tr("Inspection overview"))
        self._presenter = OverviewPresenter(context)
        self._all_gaps = False
        self._shown: dict[str, object] = {}
        self._reminder = ReminderLine(context)
        self.add(self._header(), self._reminder)
        self._journey = Card(pad=11, gap=0)
        self.add(self._journey)
        two = Responsive(940, 16, (1, 0))
        self.add(two)
        self._coverage: CoveragePanel | None = None
        self._areas: CoveragePanel | None = None
        self._problems = ProblemCard(tr("What stands in the way"), self._presenter.jump)
        two.add(self._left())
        self._turn.setHidden(not context.ws.pack.service_areas)  # a framework may have none
        self._gaps, self._team, self._done = (Card(pad=14, gap=2) for _ in range(3))
        self._inbox = Card(pad=5, gap=0)
        two.add(self._right())
        self.body.addStretch(1)
        self._numbers = LiveReading(context, self, read_numbers)
        self._numbers.changed.connect(self._counted)
        self._live = LiveProblems(context, self)
        self._live.changed.connect(self._show_problems)
        self._numbers.look()
        self._fill()
        # The page shows first; the readiness rules look at every finding.
        self._problems.hide()
        QTimer.singleShot(0, self, self._live.look)

    def refresh(self) -> None:
        """Show what is stored now."""
        self._presenter.load()
        self._reminder.look()
        self._numbers.look()
        self._fill()
        self._live.look()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_matrix()

    def _fit_matrix(self) -> None:
        if self._coverage is not None:
            self._coverage.table.spare = max(0, self.height() - em(690))
            QTimer.singleShot(0, self, self._coverage.table.fit)

    # ---- parts

    def _header(self) -> QWidget:
        words = QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self._title, self._subtitle = heading(""), label("", "muted")
        column.addWidget(self._title)
        column.addWidget(self._subtitle)
        self._start = button("", self._presenter.start, "primary", icon="next")
        self.first_focus = self._start
        note = button(tr("Quick note"), lambda: self._presenter.go("note"), icon="plus")
        set_tip(note, tr("Write down one thing now, sort it later"))
        top = Responsive(820, 12, (1, 0))
        top.add(words)
        top.add(flow(self._start, note))
        return top

    def _left(self) -> QWidget:
        card = Card(pad=14, gap=6)
        legend = tr(
            "Notes collected against notes planned. Thin line: strengths (green), weaknesses (brown)."
        )
        line = Responsive(560, 12, (1, 0))
        line.add(column(heading(tr("What we have, and what is missing"), 3), label(legend, "small"), gap=6))
        self._turn = button(tr("By service area"), self._turn_over, "quiet")
        line.add(flow(self._turn))
        self._counting = label(tr("Counting the notes…"), "muted")
        self._card = card
        card.add(line, self._counting)
        return top(card, self._problems)

    def _counted(self, numbers: Numbers) -> None:
        """The numbers are here: show what was collected."""
        self._presenter.numbers = numbers
        if self._coverage is None:
            self._counting.hide()
            self._coverage = CoveragePanel(self._presenter.matrix())
            self._card.add(self._coverage)
            self._coverage.table.opened.connect(self._presenter.open_cell)
            self._coverage.table.moved.connect(self._show_cell)
            self._fit_matrix()
        self._fill()

    def _turn_over(self) -> None:
        """Show the other matrix: by service area, or by kind of check."""
        if self._coverage is None:
            return
        if self._areas is None:
            self._areas = CoveragePanel(self._presenter.areas_matrix())
            self._areas.hide()
            self._areas.table.opened.connect(self._presenter.open_area_cell)
            self._areas.table.moved.connect(self._show_cell)
            self._card.add(self._areas)
            QWidget.setTabOrder(self._coverage.table, self._areas.table)
        by_area = self._areas.isHidden()
        self._areas.setVisible(by_area)
        self._coverage.setVisible(not by_area)
        self._turn.set_words(tr("By kind of check") if by_area else tr("By service area"))

    def _right(self) -> QWidget:
        for card in (self._team, self._done):  # their sentences wrap: the matrix needs the room
            card.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        side = top(self._gaps, self._inbox, self._team, self._done)
        side.setMinimumWidth(em(300))
        side.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        return side

    # ---- what is stored now

    def _fill(self) -> None:
        presenter = self._presenter
        self._title.setText(presenter.title())
        self._subtitle.setText(presenter.subtitle())
        self._start.set_words(presenter.main_action().words)
        self._turn.setEnabled(presenter.numbers is not None)
        if self._coverage is not None:
            self._coverage.show_matrix(presenter.matrix())
        if self._areas is not None:
            self._areas.show_matrix(presenter.areas_matrix())
        steps, waiting = presenter.journey(), presenter.waiting()
        if self._is_new("journey", steps):
            refill(self._journey.body, [_journey(steps)])
        if presenter.numbers is not None:
            self._fill_gaps_if_new(presenter.gaps())
        self._gaps.setVisible(presenter.numbers is not None)
        if self._is_new("inbox", waiting):
            self._fill_inbox(waiting)
        none = tr("Nothing yet.") if presenter.numbers is not None else tr("Counting…")
        nobody = tr("Nobody is on the team yet.")
        self._fill_people("team", self._team, tr("Team today"), presenter.team(), nobody)
        self._fill_people("done", self._done, tr("Done today"), presenter.done_today(), none)

        self._order_stops()

    def _order_stops(self) -> None:
        """Have Tab come to everything where it stands: what is made last would else come last."""
        parts = (self._card, self._problems, self._gaps, self._inbox)
        tab_after(self._journey, (stop for part in parts for stop in part.findChildren(QWidget)))

    def _fill_gaps_if_new(self, gaps: list[GapLine]) -> None:
        if self._is_new("gaps", gaps):
            self._fill_gaps(gaps)

    def _fill_inbox(self, waiting: str) -> None:
        lines: list[QWidget] = []
        if waiting:
            lines.append(
                WrapButton(waiting, lambda: self._presenter.go("inbox"), kind="nav", icon="note", tone="weak")
            )
        refill(self._inbox.body, lines)
        self._inbox.setVisible(bool(lines))

    def _fill_people(self, part: str, card: Card, title: str, people: list[PersonLine], none: str) -> None:
        if not self._is_new(part, (people, none)):
            return
        parts: list[QWidget] = [heading(title, 3)]
        for person in people:
            parts += [label(person.who), label(person.what, "small")]
        if not people:
            parts.append(label(none, "muted"))
        refill(card.body, parts)

    def _is_new(self, part: str, value: object) -> bool:
        """Whether a part shows something else than before: what is the same keeps its focus."""
        if self._shown.get(part) == value:
            return False
        self._shown[part] = value
        return True

    def _fill_gaps(self, gaps: list[GapLine]) -> None:
        parts: list[QWidget] = [heading(tr("Gaps to close"), 3)]
        host = Group(tr("Gaps to close"))
        column = QVBoxLayout(host)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for gap in gaps if self._all_gaps else gaps[:FIRST_GAPS]:
            does = tr("Enter opens the check.") if gap.check_id else tr("Enter plans a check.")
            said = tr("Gap. {question} {kind}").format(question=gap.words, kind=gap.second)
            icon, tone = ("half", "primary") if gap.check_id else ("warning", "weak")
            line = WrapButton(
                gap.words, lambda g=gap: self._presenter.close_gap(g.template, g.question_id),  # type: ignore[misc]
                kind="nav", icon=icon, tone=tone, second=gap.second, name=f"{said} {does}",
            )  # fmt: skip
            column.addWidget(line)
        if len(gaps) > FIRST_GAPS and not self._all_gaps:
            words = ntr("Show {n} more", "Show {n} more", len(gaps) - FIRST_GAPS)
            column.addWidget(button(words, self._show_all_gaps, "quiet", icon="more"))
        if not gaps:
            column.addWidget(label(self._presenter.no_gaps(), "muted"))
        refill(self._gaps.body, [*parts, host])

    def _show_all_gaps(self) -> None:
        self._all_gaps = True
        self._fill_gaps(self._presenter.gaps())
        self._order_stops()
        lines = self._gaps.findChildren(WrapButton)
        lines[FIRST_GAPS].setFocus(Qt.FocusReason.TabFocusReason)

    def _show_problems(self, problems: list[OpenProblem]) -> None:
        self._problems.show_problems(problems, self._presenter.leads)
        self._problems.show()
        self._order_stops()

    def _show_cell(self, cell: QRect) -> None:
        """Scroll the page so that the current cell of the matrix is in view."""
        shown = self._areas if self._areas is not None and self._areas.isVisible() else self._coverage
        assert shown is not None
        table = shown.table
        top = table.viewport().mapTo(self.content, cell.topLeft())
        middle = top + QPoint(cell.width() // 2, cell.height() // 2)
        self.area.ensureVisible(middle.x(), middle.y(), 0, cell.height() + em(20))


def _journey(steps: list[JourneyStep]) -> QWidget:
    """The seven steps in a row that wraps. State is an icon and words, never colour alone.

    An empty circle shows by itself that nothing is there yet; it is said all the same.
    """
    host = QWidget()
    line = FlowLayout(host, 18)
    for step in steps:
        one = QWidget()
        box = QHBoxLayout(one)
        box.setContentsMargins(0, 2, 2, 2)
        box.setSpacing(4)
        tone = "muted" if step.state == "circle" else "primary"
        icon = IconLabel(step.state, tone, 18)
        box.addWidget(icon)
        box.addWidget(label(step.words, "strong", wrap=False))
        if step.state == "circle":
            icon.setAccessibleName(step.detail)
        else:
            box.addWidget(label(step.detail, "small", wrap=False))
        line.addWidget(one)
    return host


def build(context: ScreenContext) -> Page:
    """Build the screen."""
    return OverviewPage(context)
