"""Plan, checks: the list by kind, adding one, and the coverage both ways with its gaps."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tia_desktop.ui.adding import AddForm, Draft
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.coverage_table import CoveragePanel
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.parts import refill, top
from tia_desktop.ui.saving import Saved
from tia_desktop.ui.screens.plan.checks_presenter import VIEWS, ChecksPresenter, GapLine
from tia_desktop.ui.screens.plan.frame import PlanPage
from tia_desktop.ui.theme import em
from tia_desktop.ui.unfolding import Row, Section, UnfoldingList
from tia_desktop.ui.widgets import (
    Card,
    ChipGroup,
    Group,
    Responsive,
    WrapButton,
    heading,
    label,
)

MOST_GAPS = 12


class ChecksPage(PlanPage):
    """All checks of the plan."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(context, "checks")
        self.presenter = ChecksPresenter(context)
        self._summary = label("", "muted")
        self.add(self._summary)
        self.views = ChipGroup(
            tr("What to look at"), [(key, tr(words)) for key, words in VIEWS], exclusive=True
        )
        wanted = str(context.arguments.get("view", "list"))
        self.view = wanted if wanted in dict(VIEWS) else "list"
        self.views.set_values([self.view])
        self.views.changed.connect(self._on_view)
        self.add(self.views)
        self._parts: dict[str, QWidget] = {}
        self.panels: dict[str, CoverageView] = {}
        self.body.addStretch(1)
        self.fill()

    def fill(self) -> None:
        self.presenter.load()
        self._summary.setText(self.presenter.summary())
        if self.view not in self._parts:
            part = self._list() if self.view == "list" else self._coverage(self.view)
            self._parts[self.view] = part
            self.body.insertWidget(self.body.count() - 1, part)
        for key, part in self._parts.items():
            part.setVisible(key == self.view)
        if self.view == "list":
            self._fill_list()
        else:
            self.panels[self.view].fill()

    # ---- parts

    def _list(self) -> QWidget:
        self.list = UnfoldingList(tr("Checks"))
        self.list.opened.connect(self.presenter.open)
        self.form = AddCheck(self.presenter, self._context.draft("plan-checks"))
        two = Responsive(900, 16, (3, 2))
        two.add(top(self.list))
        two.add(top(self.form))
        return two

    def _fill_list(self) -> None:
        sections = [
            Section(
                kind.kind, tuple(Row(c.check_id, c.title, c.details, c.icon, c.tone) for c in kind.checks)
            )
            for kind in self.presenter.lines()
        ]
        self.list.show_rows(sections, empty=tr("No check is planned yet. Add the first one."))

    def _coverage(self, view: str) -> QWidget:
        self.panels[view] = CoverageView(self.presenter, view)
        self.panels[view].panel.table.moved.connect(partial(self._show_cell, view))
        return self.panels[view]

    def _on_view(self, ids: list[str]) -> None:
        self.view = ids[0]
        self.fill()

    def _show_cell(self, view: str, cell: QRect) -> None:
        """Scroll the page so that the current cell of the matrix is in view."""
        table = self.panels[view].panel.table
        top = table.viewport().mapTo(self.content, cell.topLeft())
        middle = top + QPoint(cell.width() // 2, cell.height() // 2)
        self.area.ensureVisible(middle.x(), middle.y(), 0, cell.height() + em(20))


class CoverageView(Responsive):
    """A matrix and what is missing in it."""

    def __init__(self, presenter: ChecksPresenter, view: str) -> None:
        super().__init__(940, 16, (1, 0))
        self._presenter, self._view = presenter, view
        self.panel = CoveragePanel(presenter.matrix(view))
        self.panel.table.opened.connect(partial(presenter.choose, view))
        card = Card(pad=14, gap=6)
        legend = tr("Notes collected against notes wanted. Enter on a gap plans a check for it.")
        card.add(heading(tr("Planned against done"), 3), label(legend, "small"), self.panel)
        self.add(top(card))
        self._gap_card = Card(pad=14, gap=2)
        self.gaps = Group(tr("Gaps to close"))
        self._column = QVBoxLayout(self.gaps)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._gap_card.add(heading(tr("Gaps to close"), 3), self.gaps)
        self.add(_Side(self._gap_card))
        self._shown: list[GapLine] | None = None

    def fill(self) -> None:
        """Show what is stored now."""
        self.panel.show_matrix(self._presenter.matrix(self._view))
        gaps = self._presenter.gaps(self._view)
        if gaps == self._shown:
            return
        self._shown = gaps
        parts: list[QWidget] = [self._line(gap) for gap in gaps[:MOST_GAPS]]
        if len(gaps) > MOST_GAPS:
            parts.append(label(tr("and {n} more in the table").format(n=len(gaps) - MOST_GAPS), "small"))
        refill(self._column, parts or [label(tr("Every wanted note is there."), "muted")])

    def _line(self, gap: GapLine) -> QWidget:
        icon, tone = ("half", "primary") if gap.planned else ("warning", "weak")
        does = tr("Enter opens the check.") if gap.planned else tr("Enter plans a check.")
        said = tr("Gap. {question} {kind}").format(question=gap.words, kind=gap.details)
        return WrapButton(
            gap.words,
            partial(self._presenter.choose, self._view, gap.row, gap.column),
            kind="nav",
            icon=icon,
            tone=tone,
            second=gap.details,
            name=f"{said} {does}",
        )


class _Side(QWidget):
    """As narrow as it may be: its lines wrap, the matrix beside it does not."""

    def __init__(self, card: QWidget) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        column.addStretch(1)
        self.setMinimumWidth(em(300))

    def sizeHint(self) -> QSize:
        return QSize(em(300), super().sizeHint().height())


class AddCheck(AddForm):
    """A check from a template; everything else is set when it is open."""

    def __init__(self, presenter: ChecksPresenter, draft: Draft) -> None:
        super().__init__(tr("Add a check"), draft)
        self._presenter = presenter
        self.kind = self.pick("kind", tr("What kind of check?"), presenter.kinds())
        self._explain = label("", "small")
        self.add(self._explain)
        hint = tr("Such as the name of the estate")
        self.title = self.line("title", tr("What is it called?"), hint=hint, limit=120)
        self.end_with(tr("Add and open it"), self._add_check)
        self.kind.currentIndexChanged.connect(lambda _: self._show_kind())
        self._show_kind()

    def _show_kind(self) -> None:
        self._explain.setText(self._presenter.explain(self.kind.value()))

    def _add_check(self) -> Saved:
        return self._presenter.add(self.kind.value(), self.title.text())
