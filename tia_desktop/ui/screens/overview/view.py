"""Overview: the journey, the coverage matrix, the gaps, the team, and what stands in the way."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.coverage_table import CoveragePanel
from tia_desktop.ui.i18n import ntr, tr
from tia_desktop.ui.parts import refill, top
from tia_desktop.ui.problem_list import ProblemCard
from tia_desktop.ui.screens.overview.presenter import GapLine, JourneyStep, OverviewPresenter
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
        self._coverage = CoveragePanel(self._presenter.matrix())
        self._problems = ProblemCard(tr("What stands in the way"), self._presenter.jump)
        two.add(self._left())
        self._gaps, self._team = Card(pad=14, gap=2), Card(pad=14, gap=2)
        two.add(self._right())
        self.add(self._problems)
        self.body.addStretch(1)
        self._fill()
        # The page shows first; the readiness rules look at every finding.
        self._problems.hide()
        QTimer.singleShot(0, self, self._show_problems)

    def refresh(self) -> None:
        """Show what is stored now."""
        self._presenter.load()
        self._reminder.look()
        self._fill()
        self._show_problems()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
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
        note = button(tr("Quick note"), self._presenter.quick_note, icon="plus")
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
        card.add(line, self._coverage)
        self._coverage.table.opened.connect(self._presenter.open_cell)
        self._coverage.table.moved.connect(self._show_cell)
        self._areas: CoveragePanel | None = None
        return top(card)

    def _turn_over(self) -> None:
        """Show the other matrix: by service area, or by kind of check."""
        if self._areas is None:
            self._areas = CoveragePanel(self._presenter.areas_matrix())
            self._areas.hide()
            self._areas.table.opened.connect(self._presenter.open_area_cell)
            self._areas.table.moved.connect(self._show_cell)
            place = self._coverage.parentWidget()
            assert isinstance(place, Card)
            place.add(self._areas)
            QWidget.setTabOrder(self._coverage.table, self._areas.table)
        by_area = self._areas.isHidden()
        self._areas.setVisible(by_area)
        self._coverage.setVisible(not by_area)
        self._turn.set_words(tr("By kind of check") if by_area else tr("By service area"))

    def _right(self) -> QWidget:
        side = top(self._gaps, self._team)
        side.setMinimumWidth(em(300))
        side.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        return side

    # ---- what is stored now

    def _fill(self) -> None:
        presenter = self._presenter
        self._title.setText(presenter.title())
        self._subtitle.setText(presenter.subtitle())
        self._start.set_words(presenter.main_action().words)
        self._coverage.show_matrix(presenter.matrix())
        if self._areas is not None:
            self._areas.show_matrix(presenter.areas_matrix())
        steps, gaps, team = presenter.journey(), presenter.gaps(), presenter.team()
        if self._is_new("journey", steps):
            refill(self._journey.body, [_journey(steps)])
        if self._is_new("gaps", gaps):
            self._fill_gaps(gaps)
        if self._is_new("team", team):
            parts: list[QWidget] = [heading(tr("Team today"), 3)]
            for person in team:
                parts += [label(person.who), label(person.what, "small")]
            if not team:
                parts.append(label(tr("Nobody is on the team yet."), "muted"))
            refill(self._team.body, parts)

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
        lines = self._gaps.findChildren(WrapButton)
        lines[FIRST_GAPS].setFocus(Qt.FocusReason.TabFocusReason)

    def _show_problems(self) -> None:
        self._problems.show_problems(self._presenter.problems(), self._presenter.leads)
        self._problems.show()

    def _show_cell(self, cell: QRect) -> None:
        """Scroll the page so that the current cell of the matrix is in view."""
        shown = self._areas if self._areas is not None and self._areas.isVisible() else self._coverage
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
