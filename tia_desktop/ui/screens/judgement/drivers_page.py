"""Drivers of improvement and barriers to it: a form to add, and a list whose rows unfold."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from tia_desktop.ui.adding import AddForm
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.parts import top
from tia_desktop.ui.saver import Saver
from tia_desktop.ui.saving import Saved
from tia_desktop.ui.screens.judgement.drivers_presenter import BARRIER, DRIVER, ORIGIN, DriversPresenter
from tia_desktop.ui.screens.judgement.frame import DRIVERS, JudgementFrame
from tia_desktop.ui.screens.judgement.ticks import FindingTicks
from tia_desktop.ui.unfolding import Row, Section, UnfoldingList
from tia_desktop.ui.widgets import (
    ChipGroup,
    LabeledField,
    NoteEdit,
    Responsive,
    button,
    flow,
    label,
)

DRAFT = "driver"


class DriverDetail(QWidget):
    """What unfolds below a row: words, kind, scope, and the findings that show it."""

    def __init__(self, presenter: DriversPresenter, context: ScreenContext) -> None:
        super().__init__()
        self._presenter = presenter
        self.driver_id = ""
        self.words = NoteEdit(lines=2)
        self.saver = Saver(
            context.shell, self.words.text, lambda text: presenter.type_text(self.driver_id, text), self
        )
        self.words.edited.connect(self._on_edited)
        self.field = LabeledField(tr("In one sentence"), self.words)
        self.kind = self._chips(tr("Does it help or hinder?"), presenter.kinds())
        self.kind.changed.connect(lambda chosen: presenter.set_kind(self.driver_id, chosen[0]))
        self.scope = self._chips(tr("What is it tied to?"), presenter.scopes())
        self.scope.changed.connect(lambda chosen: presenter.set_scope(self.driver_id, chosen[0]))
        self.ticks = FindingTicks(
            tr("Findings that show it"),
            lambda finding, on: presenter.name_finding(self.driver_id, finding, on=on),
            none=tr("No finding answers the questions about prospects yet."),
        )
        remove = button(tr("Remove it"), lambda: presenter.remove(self.driver_id), "danger", icon="trash")
        past = button(tr("History"), lambda: presenter.show_history(self.driver_id), "quiet", icon="history")
        box = QVBoxLayout(self)
        box.setContentsMargins(14, 6, 6, 12)
        box.setSpacing(10)
        for part in (
            self.field, self.kind, self.scope, label(tr("Findings that show it"), "strong"), self.ticks,
            flow(remove, past),
        ):  # fmt: skip
            box.addWidget(part)

    def _chips(self, name: str, choices: list[tuple[str, str]]) -> ChipGroup:
        return ChipGroup(name, [(key, words, "", words) for key, words in choices], exclusive=True)

    def show_driver(self, driver_id: str) -> None:
        """Show what is stored now; words that are being typed stay."""
        another, self.driver_id = driver_id != self.driver_id, driver_id
        line = self._presenter.line(driver_id)
        if line is None:
            return
        if another or (not self.saver.dirty and self.words.text() != line.driver.text):
            self.saver.dirty = False
            self.words.set_text(line.driver.text)
            self.field.set_error("")
        self.kind.set_values([BARRIER if line.driver.is_barrier else DRIVER])
        self.scope.set_values([line.driver.scope])
        own, other = self._presenter.likely_and_other()
        self.ticks.show_findings(own, other, line.findings)

    def flush(self) -> bool:
        """Write what is typed; without words it says so in place, and what was there stays stored."""
        if self.saver.dirty and not self.words.text().strip():
            self.field.set_error(tr("Say it in one sentence, or remove it."))
            return False
        return self.saver.flush()

    def _on_edited(self) -> None:
        self.field.set_error("")
        self.saver.touch()


class DriversPage(JudgementFrame):
    """The second page of the judgement (Appendix 2, closing section)."""

    origin = ORIGIN

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(context, DRIVERS, tr("Judgement: drivers and barriers"))
        self._presenter = presenter = DriversPresenter(context)
        lead = tr(
            "Name what most helps improvement (drivers) and what most hinders it (barriers). Each is tied to "
            "the service, or corporate: it concerns the whole organisation."
        )
        self.form = AddForm(tr("Add a driver or a barrier"), context.draft(DRAFT))
        self.form.pick("kind", tr("Does it help or hinder?"), presenter.kinds())
        self.form.line("text", tr("In one sentence"), limit=500)
        scopes = [("", tr("Choose one")), *presenter.scopes()]
        self.form.pick("scope", tr("What is it tied to?"), scopes)
        self.form.enter_does(self._add)
        self.detail = DriverDetail(presenter, context)
        self.list = UnfoldingList(
            tr("Drivers and barriers"), self.detail, title=tr("What you named"), may_close=self.detail.flush
        )
        self.list.opened.connect(self.detail.show_driver)
        two = Responsive(900, 16, (4, 6))
        two.add(top(self.form))
        two.add(top(self.list))
        self.add(label(lead, "muted"), two)
        self.body.addStretch(1)
        self.set_footer(
            button(tr("Add it"), self.form.submit, "primary", icon="plus"),
            button(tr("Back to our judgement"), partial(context.shell.go, "judgement"), icon="judgement"),
        )
        self._show()
        wanted = str(context.arguments.get("driver_id", ""))  # somebody was led to this one
        if wanted in self.list.row_ids():
            self.list.open_row(wanted)
            self.first_focus = self.list.button(wanted)

    def refresh(self) -> None:
        """Show what is stored now."""
        self._presenter.load()
        self._show()

    def flush(self) -> bool:
        """Write what is typed. False when it could not be."""
        return self.detail.flush() if self.list.current else True

    def _add(self) -> Saved:
        if not self.flush():
            return Saved(False, tr("Finish the open one first."), "text")
        result, made = self._presenter.add(self.form.draft)
        if result.ok:
            self._show()
            self.list.open_row(made)
        return result

    def _show(self) -> None:
        sections = []
        groups = (
            (False, tr("Drivers: they help"), "next", "vgood"),
            (True, tr("Barriers: they hinder"), "flag", "weak"),
        )
        for is_barrier, title, icon, tone in groups:
            rows = tuple(
                Row(line.driver.id, line.words or "…", line.second, icon, tone, strong=False)
                for line in self._presenter.lines
                if line.driver.is_barrier == is_barrier
            )
            if rows:
                sections.append(Section(title, rows))
        self.list.show_rows(sections, empty=tr("Nothing is named yet. Add the first at the left or above."))
        if self.list.current:
            self.detail.show_driver(self.list.current)
