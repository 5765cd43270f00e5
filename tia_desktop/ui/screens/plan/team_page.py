"""Plan, team: who inspects, what is missing, and adding or changing people in place."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tia_desktop.domain.records import Scalar
from tia_desktop.ui.adding import AddForm, Draft
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.fields import PickField, TextField
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.parts import field_grid, refill, top
from tia_desktop.ui.saving import Saved
from tia_desktop.ui.screens.plan.frame import Detail, PlanPage
from tia_desktop.ui.screens.plan.team_presenter import MemberForm, TeamPresenter, roles
from tia_desktop.ui.unfolding import Row, Section, UnfoldingList
from tia_desktop.ui.widgets import (
    Card,
    CheckBox,
    IconLabel,
    Responsive,
    announce,
    button,
    column,
    error_label,
    flow,
    heading,
    label,
    row,
)


class TeamPage(PlanPage):
    """The team."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(context, "team")
        self.presenter = TeamPresenter(context)
        self.detail = MemberDetail(self.presenter)
        self.list = UnfoldingList(
            tr("People on the team"),
            self.detail,
            title=tr("People on the team"),
            may_close=self.detail.flush,
        )
        self.list.opened.connect(self.detail.show_member)
        self._missing_card = Card(pad=14, gap=10)
        host = QWidget()
        self._missing = QVBoxLayout(host)
        self._missing.setContentsMargins(0, 0, 0, 0)
        self._missing.setSpacing(10)
        self._missing_card.add(heading(tr("Is the team complete?"), 3), host)
        self._shown: list[tuple[str, str]] | None = None
        self.form = AddMember(self.presenter, context.draft("plan-team"))
        two = Responsive(900, 16, (3, 2))
        two.add(top(self.list, self._missing_card))
        two.add(top(self.form))
        self.add(two)
        self.body.addStretch(1)
        self.fill()
        person = str(context.arguments.get("member_id", ""))  # somebody was led to them
        if person in self.list.row_ids():
            self.list.open_row(person)
            self.first_focus = self.list.button(person)

    def fill(self) -> None:
        rows = tuple(Row(m.member_id, m.name, m.details, m.icon, m.tone) for m in self.presenter.members())
        sections = [Section("", rows)] if rows else []
        self.list.show_rows(sections, empty=tr("Nobody is on the team yet. Add the lead inspector first."))
        if self.list.current:
            self.detail.show_member(self.list.current)
        missing = self.presenter.missing()
        if missing != self._shown:
            self._shown = missing
            refill(self._missing, [_warning(*each) for each in missing] or [_complete()])


class MemberDetail(Detail):
    """One member, changed field by field."""

    def __init__(self, presenter: TeamPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._member = ""
        self.name = TextField(tr("Name or initials"), partial(self._change, "name"), limit=80)
        self.role = PickField(tr("Role"), roles(), partial(self._change, "role"))
        self.region = TextField(tr("Region"), partial(self._change, "region"), limit=80)
        self.rents = TextField(tr("Rents from"), partial(self._change, "rents_from"), limit=120)
        self.before = CheckBox(tr("Has inspected this authority before"))
        self.before.clicked.connect(self._on_before)
        self.remove = button(tr("Take off the team"), self._remove, "quiet", icon="trash")
        self._error = error_label()
        self._stopped = label("")
        self._stopped.hide()
        self.card.add(
            self._stopped, field_grid(self.name, self.role, self.region, self.rents, least=220), self.before
        )
        self.card.add(self._error, flow(self.remove))

    def show_member(self, member_id: str) -> None:
        """Show somebody."""
        member = self._presenter.member(member_id)
        if member is None:
            return
        fields = ((self.name, member.name), (self.region, member.region), (self.rents, member.rents_from))
        other = member_id != self._member
        for field, text in fields:
            if other:
                field.forget()
            field.show_stored(text)
        if other:
            self.role.forget()
            self._error.hide()
        self._member = member_id
        self.role.set_choices(roles(member.role))
        self.role.show_stored(member.role)
        stopped = self._presenter.stopped_words(member)
        self._stopped.setText(stopped)
        self._stopped.setVisible(bool(stopped))
        self.before.setChecked(member.inspected_before)
        self.remove.setAccessibleName(tr("Take {name} off the team").format(name=member.name))

    def _change(self, field: str, value: str) -> Saved:
        result = self._presenter.change(self._member, field, value)
        if result.ok and field == "rents_from":  # judged together: the other may be right now
            self.role.set_error("")
        elif result.ok and field == "role":
            self.rents.commit()
        return result

    def _on_before(self) -> None:
        value: Scalar = self.before.isChecked()
        if not self._presenter.change(self._member, "inspected_before", value).ok:
            self.show_member(self._member)

    def _remove(self) -> None:
        result = self._presenter.remove(self._member)
        self._error.setText(result.sentence)
        self._error.setVisible(bool(result.sentence))
        if result.sentence:
            announce(self, result.sentence)


class AddMember(AddForm):
    """Somebody new."""

    def __init__(self, presenter: TeamPresenter, draft: Draft) -> None:
        super().__init__(tr("Add somebody"), draft)
        self._presenter = presenter
        self.name = self.line("name", tr("Name or initials"), limit=80)
        self.role = self.pick("role", tr("Role"), roles())
        self.region = self.line("region", tr("Region"), hint=tr("Where they usually work"), limit=80)
        hint = tr("The landlord, if any. An adviser never inspects their own.")
        self.rents = self.line("rents_from", tr("Rents from"), hint=hint, limit=120)
        self.before = self.tick("before", tr("Has inspected this authority before"))
        self.end_with(tr("Add to the team"), self._add_member)

    def _add_member(self) -> Saved:
        return self._presenter.add(
            MemberForm(
                self.name.text(),
                self.role.value(),
                self.region.text(),
                self.rents.text(),
                self.before.isChecked(),
            )
        )


def _warning(sentence: str, source: str) -> QWidget:
    words = column(label(sentence), label(source, "small"), gap=0)
    icon = IconLabel("warning", "weak", 20, beside="body")
    line = row(icon, words, stretch=1)
    layout = line.layout()
    assert layout is not None
    layout.setAlignment(icon, Qt.AlignmentFlag.AlignTop)
    return line


def _complete() -> QWidget:
    said = tr("The team has a lead, an adviser, somebody who knows the place and somebody from elsewhere.")
    return row(IconLabel("done", "vgood", 20, beside="body"), label(said), stretch=1)
