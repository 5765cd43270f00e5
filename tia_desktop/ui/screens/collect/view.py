"""Collect evidence: the list of checks, the inbox of quick notes, and the form of a new check."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tia_desktop.ui.adding import AddForm, Draft
from tia_desktop.ui.check_line import check_line
from tia_desktop.ui.check_status import status_icon
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.i18n import ntr, tr
from tia_desktop.ui.live_problems import LiveReading
from tia_desktop.ui.pages import keeping_focus
from tia_desktop.ui.saving import Saved
from tia_desktop.ui.screens.collect.presenter import (
    CheckRow,
    CollectPresenter,
    NewCheck,
    PlanPresenter,
    check_rows,
    day_words,
)
from tia_desktop.ui.theme import em
from tia_desktop.ui.tones import icon_of
from tia_desktop.ui.widgets import (
    Button,
    Card,
    EmptyState,
    IconLabel,
    Page,
    Responsive,
    WrapButton,
    button,
    flow,
    heading,
    label,
)

USUAL = "rc07"
"""The kind of check that is offered first: an estate visit is what most inspections begin with."""


class CollectPage(Page):
    """All checks, and what was written down in passing."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(tr("Collect evidence"))
        self._context = context
        self._presenter = CollectPresenter(context)
        words = QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(heading(tr("Collect evidence")))
        self._summary = label("", "muted")
        column.addWidget(self._summary)
        top = Responsive(700, 12, (1, 0))
        top.add(words)
        self._plan = button(tr("Plan a check"), self._presenter.plan_check, icon="plus")
        note = button(tr("Quick note"), self._presenter.quick_note, icon="edit", tip=tr("Control and N"))
        top.add(flow(self._plan, note))
        self.add(top)
        self._two = Responsive(980, 16, (5, 2))
        self.add(self._two)
        self.body.addStretch(1)
        self._parts: list[QWidget] = []
        self._rows: list[CheckRow] | None = None  # until the answers of all checks are read
        self._is_new = True  # something may be stored that is not shown
        self._live = LiveReading(context, self, check_rows)
        self._live.changed.connect(self._take)
        self.refresh()

    def refresh(self) -> None:
        """Show what is stored now. In a large inspection the checks come a little later."""
        self._is_new = True
        self._live.look()
        if self._is_new:
            self._fill()

    def _take(self, rows: list[CheckRow]) -> None:
        if self._is_new or rows != self._rows:
            self._rows = rows
            with keeping_focus(lambda: self):
                self._fill()

    def _fill(self) -> None:
        self._is_new = False
        self._summary.setText(self._presenter.summary())
        self.first_focus = None
        fresh = [self._checks(), self._inbox()]
        for old in self._parts:
            self._two.box.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._parts = fresh
        for each in fresh:
            self._two.add(each)
        if self.first_focus is None:
            self.first_focus = self._plan

    def _checks(self) -> QWidget:
        rows = self._rows
        if rows is None:
            return column_top(label(tr("Looking through the answers…"), "muted"))
        if not rows:
            return EmptyState(
                tr("No check is planned yet. Begin with an estate visit."),
                tr("Plan a check"),
                self._presenter.plan_check,
                icon="plan",
            )
        wanted = str(self._context.arguments.get("check_id", ""))  # somebody was led to this one
        to_do = (row for row in rows if row.status != "done")
        main = next((row for row in rows if row.check_id == wanted), next(to_do, None))
        column = QWidget()
        box = QVBoxLayout(column)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        for row in rows:
            box.addWidget(self._check(row, is_main=row is main))
        box.addStretch(1)
        return column

    def _check(self, row: CheckRow, *, is_main: bool) -> QWidget:
        card = Card(pad=12, gap=8)
        said = QWidget()
        state = QHBoxLayout(said)
        state.setContentsMargins(0, 0, 0, 0)
        state.setSpacing(8)
        state_icon, tone = status_icon(row.status)
        state.addWidget(IconLabel(state_icon, tone, 18), 0, Qt.AlignmentFlag.AlignTop)
        state.addWidget(label(row.details, "muted"), 1)
        icon = icon_of(self._context.ws.pack.template(row.template))
        line = check_line(icon, row.title, said, size=28, gap=12)
        go = Button(
            row.action,
            partial(self._presenter.open, row),
            kind="primary" if is_main else "normal",
            icon="next",
            name=f"{row.action}: {row.title}",
        )
        go.setMinimumWidth(em(166))
        if is_main:
            self.first_focus = go
        ways: list[QWidget] = [go]
        if row.sample:
            name = f"{row.sample}: {row.title}"
            ways.insert(
                0, button(row.sample, partial(self._presenter.sample, row), "quiet", icon="filter", name=name)
            )
        line.add(flow(*ways))
        card.add(line)
        return card

    def _inbox(self) -> QWidget:
        notes, total = self._presenter.inbox()
        card = Card(pad=14, gap=4)
        if not notes:
            card.add(heading(tr("Quick notes to sort"), 3))
            card.add(label(tr("None. A quick note is for anything you notice in passing."), "muted"))
        else:
            words = ntr("{n} quick note to sort", "{n} quick notes to sort", total)
            card.add(heading(words, 3))
            name = tr("Sort the quick notes")
            card.add(flow(button(tr("Sort them"), self._presenter.sort_all, icon="filter", name=name)))
        for note in notes:
            words = " ".join(note.text.split())
            words = words if len(words) <= 120 else words[:120].rstrip() + "…"
            card.add(
                WrapButton(
                    words,
                    partial(self._presenter.sort, note.id),
                    icon="note",
                    second=" · ".join(p for p in (note.place, day_words(note.observed_at)) if p),
                    name=tr("Sort: {words}").format(words=words),
                )
            )
        if total > len(notes):
            card.add(label(tr("and {n} more").format(n=total - len(notes)), "small"))
        return column_top(card)


def column_top(widget: QWidget) -> QWidget:
    """Keep a card as high as it needs to be."""
    host = QWidget()
    box = QVBoxLayout(host)
    box.setContentsMargins(0, 0, 0, 0)
    box.addWidget(widget)
    box.addStretch(1)
    return host


class PlanForm(AddForm):
    """What is asked of a new check; everything else is set on its page in the plan."""

    def __init__(self, presenter: PlanPresenter, draft: Draft, kind: str) -> None:
        super().__init__("", draft)
        self._presenter = presenter
        kinds = presenter.kinds()
        self.kind = self.pick("kind", tr("What kind of check?"), kinds)
        wanted = kind or draft.get("kind", USUAL)
        self.kind.set_value(wanted if wanted in dict(kinds) else kinds[0][0])
        self._explain = label("", "muted")
        self.add(self._explain)
        hint = tr("Such as the name of the estate")
        self.title = self.line("title", tr("What is it called?"), hint=hint, limit=120)
        self.place = self.line("place", tr("Where?"), hint=tr("You can leave this empty"), limit=200)
        self.who = self.pick("who", tr("Who does it?"), presenter.people())
        self.enter_does(partial(self.keep, start=True))
        self.kind.currentIndexChanged.connect(lambda _: self._show_kind())
        self._show_kind()

    def keep(self, *, start: bool) -> Saved:
        """Plan the check, and begin it at once when asked."""
        asked = NewCheck(self.kind.value(), self.title.text(), self.place.text(), self.who.value())
        return self._presenter.plan(asked, start=start)

    def _show_kind(self) -> None:
        self._explain.setText(self._presenter.explain(self.kind.value()))


class PlanPage(Page):
    """The form of a new check."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(tr("Plan a check"))
        draft, kind = context.draft("collect-plan"), str(context.arguments.get("kind", ""))
        self.form = PlanForm(PlanPresenter(context), draft, kind)
        self.form.setMaximumWidth(em(620))
        self.add(heading(tr("Plan a check")), self.form)
        self.body.addStretch(1)
        later = partial(self.form.submit_by, partial(self.form.keep, start=False))
        self.set_footer(
            button(tr("Keep and start now"), self.form.submit, "primary", icon="next"),
            button(tr("Keep for later"), later, icon="check"),
            button(tr("Cancel"), lambda: context.shell.go("collect"), "quiet"),
        )
        self.first_focus = self.form.kind


def build(context: ScreenContext) -> Page:
    """Build the screen: the form with `form="plan"`, else the list."""
    return PlanPage(context) if context.arguments.get("form") == "plan" else CollectPage(context)
