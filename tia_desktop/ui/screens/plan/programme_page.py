"""Plan, programme: the visits day by day, their times changed in place, and the calendar file."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.fields import PickField, TextField
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.parts import field_grid
from tia_desktop.ui.save_place import offered_file
from tia_desktop.ui.saving import Saved
from tia_desktop.ui.screens.plan.frame import Detail, PlanPage
from tia_desktop.ui.screens.plan.programme_presenter import ProgrammePresenter, VisitLine
from tia_desktop.ui.unfolding import Row, Section, UnfoldingList
from tia_desktop.ui.widgets import Responsive, button, flow, label


class ProgrammePage(PlanPage):
    """Who goes where when."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(context, "programme")
        self.presenter = ProgrammePresenter(context, self)
        self._summary = label("", "muted")
        self.export = button(tr("Save as calendar file"), self.presenter.export, icon="download")
        top = Responsive(620, 12, (1, 0))
        top.add(self._summary)
        top.add(flow(self.export))
        self.add(top)
        self.detail = VisitDetail(self.presenter)
        self.list = UnfoldingList(tr("Visits"), self.detail, may_close=self.detail.flush)
        self.list.opened.connect(self._on_opened)
        self.add(self.list)
        self.body.addStretch(1)
        self._checks: dict[str, str] = {}
        self.fill()

    def fill(self) -> None:
        self._summary.setText(self.presenter.summary())
        self.export.setEnabled(self.presenter.has_visits())
        days = self.presenter.days()
        before = self._checks.get(self.list.current, "")
        self._checks = {v.row_id: v.check_id for day in days for v in day.visits}
        current = self.list.current
        if before and self._checks.get(current) != before:  # it moved to another day
            current = next((r for r, check in self._checks.items() if check == before), "")
        sections = [Section(day.title, tuple(_row(v) for v in day.visits)) for day in days]
        empty = tr("No check is planned yet. Add checks first, then give each its day.")
        self.list.show_rows(sections, empty=empty, current=current)
        if self.list.current:
            self._on_opened(self.list.current)

    def ask_path(self, suggestion: Path) -> Path | None:
        title = tr("Where should the calendar file go?")
        offered = str(offered_file(suggestion))
        name, _ = QFileDialog.getSaveFileName(self, title, offered, "iCalendar (*.ics)")
        return Path(name) if name else None

    def _on_opened(self, row_id: str) -> None:
        self.detail.show_check(self._checks[row_id])


class VisitDetail(Detail):
    """When, who and where, changed field by field."""

    def __init__(self, presenter: ProgrammePresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._check = ""
        self.clash = label("", "error")
        self.when = {
            "day": TextField(tr("Day"), partial(self._when, "day"), hint=tr("Such as 12 May 2026"), limit=40),
            "start": TextField(tr("From"), partial(self._when, "start"), hint=tr("Such as 9:30"), limit=20),
            "end": TextField(tr("Until"), partial(self._when, "end"), hint=tr("A time"), limit=40),
        }
        self.who = PickField(tr("Who goes?"), presenter.people(), partial(self._change, "assigned_to"))
        self.place = TextField(tr("Where?"), partial(self._change, "place"))
        self.open = button(tr("Open the check"), self._open, icon="next")
        self.card.add(
            self.clash,
            field_grid(*self.when.values(), least=170),
            field_grid(self.who, self.place, least=190),
        )
        self.card.add(flow(self.open))

    def show_check(self, check_id: str) -> None:
        """Show a check's visit."""
        check = self._presenter.check(check_id)
        if check is None:
            return
        fields = {**{self.when[k]: text for k, text in self._presenter.when(check_id).items()}}
        fields[self.place] = check.place
        for field, text in fields.items():
            if check_id != self._check:
                field.forget()
            field.show_stored(text)
        self._check = check_id
        self.who.set_choices(self._presenter.people())
        self.who.show_stored(check.assigned_to)
        words = self._presenter.clash_words(check_id)
        self.clash.setText(words)
        self.clash.setVisible(bool(words))
        self.open.setAccessibleName(tr("Open the check {title}").format(title=check.title))

    def _when(self, field: str, text: str) -> Saved:
        return self._presenter.set_when(self._check, field, text)

    def _change(self, field: str, value: str) -> Saved:
        return self._presenter.change(self._check, field, value)

    def _open(self) -> None:
        self._presenter.open(self._check)


def _row(visit: VisitLine) -> Row:
    icon, tone = ("warning", "weak") if visit.clashes else ("clock", "primary")
    return Row(visit.row_id, visit.words, visit.details, icon, tone)
