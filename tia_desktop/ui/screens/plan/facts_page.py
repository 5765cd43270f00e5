"""Plan, the inspection: landlord, kind, clocks, service areas; every field is saved when it is left."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.fields import ChipField, PickField, TextField
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.parts import refill, top
from tia_desktop.ui.saving import Saved
from tia_desktop.ui.screens.plan.facts_presenter import (
    BODIES,
    DEPTHS,
    INTENSITIES,
    SCOPES,
    FactsPresenter,
)
from tia_desktop.ui.screens.plan.frame import PlanPage, beside, hints
from tia_desktop.ui.widgets import Card, Responsive, column, heading, label

Choose = Callable[[list[str]], Saved]


class FactsPage(PlanPage):
    """The inspection's own facts."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(context, "facts")
        self.presenter = FactsPresenter(context)
        two = Responsive(900, 16, (1, 1))
        two.add(top(self._landlord(), self._clocks()))
        two.add(top(self._kind(), self._areas()))
        self.add(two)
        self.body.addStretch(1)
        self.fill()
        event = str(context.arguments.get("event", ""))  # somebody was led to this date
        if event in self.days:
            self.first_focus = self.days[event].editor

    # ---- parts

    def _landlord(self) -> QWidget:
        card = Card(gap=12)
        card.add(heading(tr("Who is inspected"), 3))

        def field(name: str, words: str, hint: str = "") -> TextField:
            return TextField(words, partial(self.presenter.set_fact, name), hint=hint)

        self.landlord = field("landlord", tr("Landlord"))
        self.authority = field("authority", tr("Council"), tr("The authority that owns the homes"))
        self.authority_type = PickField(
            tr("Type of authority"),
            self.presenter.authority_types(),
            partial(self.presenter.set_fact, "authority_type"),
            hint=tr("Figures are compared within this group"),
        )
        self.homes = field("homes", tr("Homes managed"))
        self.contact = field(
            "safety_contact",
            tr("Who to call when something feels unsafe"),
            tr("A role and a number. Everybody sees it before a visit."),
        )
        card.add(self.landlord, self.authority, self.authority_type, self.homes, self.contact)
        return card

    def _kind(self) -> QWidget:
        card = Card(gap=12)
        self._chips: dict[str, ChipField] = {}
        for name, words, table in (
            ("scope", tr("What kind of inspection is it?"), SCOPES),
            ("body", tr("Who manages the homes?"), BODIES),
            ("intensity", tr("How well does the landlord check its own work?"), INTENSITIES),
        ):
            chips = [(key, tr(word)) for key, word, _ in table]
            self._chips[name] = ChipField(words, chips, self._chosen(name))
            card.add(self._chips[name])
        card.add(heading(tr("What this changes"), 3))
        host = QWidget()
        self._changes = QVBoxLayout(host)
        self._changes.setContentsMargins(0, 0, 0, 0)
        self._changes.setSpacing(10)
        card.add(host)
        self._shown_changes: list[tuple[str, str]] | None = None
        return card

    def _chosen(self, name: str) -> Choose:
        return lambda ids: self.presenter.set_fact(name, ids[0])

    def _clocks(self) -> QWidget:
        card = Card(gap=14)
        card.add(heading(tr("Dates and clocks"), 3))
        self.days: dict[str, TextField] = {}
        self._clock_labels: dict[str, list[QLabel]] = {}
        self._wrong: dict[str, QLabel] = {}
        for line in self.presenter.days():
            field = TextField(
                line.words,
                partial(self.presenter.set_day, line.event),
                hint=tr("Day, month and year, such as 12 May 2026"),
                limit=40,
            )
            self.days[line.event] = field
            said = [label(words) for words in line.lines]
            self._clock_labels[line.event] = said
            self._wrong[line.event] = words = label("")
            warning = beside("warning", words, "weak")
            card.add(column(field, warning, *(beside("clock", each) for each in said), gap=6))
        return card

    def _areas(self) -> QWidget:
        card = Card(gap=12)
        card.add(heading(tr("Service areas"), 3))
        words = tr(
            "Lighter is for what an indicative inspection found good or excellent (guidance para 103)."
        )
        card.add(label(words, "small"))
        self.areas: dict[str, ChipField] = {}
        for line in self.presenter.areas():
            chips = [(key, tr(word)) for key, word in DEPTHS]
            field = ChipField("", chips, self._deep(line.area_id), name=line.title)
            self.areas[line.area_id] = field
            card.add(column(label(line.title, "strong"), field, gap=4))
        return card

    def _deep(self, area_id: str) -> Choose:
        return lambda ids: self.presenter.set_depth(area_id, ids[0])

    # ---- what is stored now

    def fill(self) -> None:
        inspection = self.presenter.inspection
        self.landlord.show_stored(inspection.landlord)
        self.authority.show_stored(inspection.authority)
        self.authority_type.show_stored(inspection.authority_type)
        self.homes.show_stored(self.presenter.homes())
        self.contact.show_stored(inspection.safety_contact)
        for name, chips in self._chips.items():
            chips.show_stored([getattr(inspection, name)], self.presenter.meaning(name))
        for line in self.presenter.days():
            self.days[line.event].show_stored(line.day)
            for said, words in zip(self._clock_labels[line.event], line.lines, strict=True):
                said.setText(words)
            warning = self._wrong[line.event]
            warning.setText(line.wrong)
            around = warning.parentWidget()
            if around is not None:
                around.setVisible(bool(line.wrong))
        for area in self.presenter.areas():
            self.areas[area.area_id].show_stored([area.depth])
        self._fill_changes()

    def _fill_changes(self) -> None:
        changes = self.presenter.changes()
        if changes == self._shown_changes:
            return
        self._shown_changes = changes
        nothing = tr("Nothing: this is a full inspection with the usual number of checks.")
        refill(self._changes, hints(changes) or [label(nothing, "muted")])
