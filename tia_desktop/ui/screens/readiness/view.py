"""Readiness: one page that tells what still stands in the way, kept up to date while somebody works."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from tia_desktop.services.readiness import OpenProblem
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.live_problems import LiveProblems
from tia_desktop.ui.parts import Stack
from tia_desktop.ui.screens.readiness.lines import LOOKS, ProblemSection, ReasonForm
from tia_desktop.ui.screens.readiness.presenter import ReadinessPresenter
from tia_desktop.ui.widgets import ChipGroup, Page, button, heading, icon_row, label


class ReadinessPage(Page):
    """Counts, then what must be put right, what may be accepted, and what was."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(tr("Readiness"))
        self.presenter = ReadinessPresenter(context)
        explain = tr("What stands in the way of judgements that can be defended. It is never a score.")
        self._counts = Stack(0)
        self._filter = QWidget()
        box = QVBoxLayout(self._filter)
        box.setContentsMargins(0, 0, 0, 0)
        self.chips: ChipGroup | None = None
        self._subjects: list[tuple[str, str]] = []
        self.add(heading(tr("Readiness")), label(explain, "muted"), self._counts, self._filter)
        self.sections = {name: ProblemSection(self.presenter, self._turn) for name in LOOKS}
        warns = self.sections["warns"]
        self.form = warns.form = ReasonForm(self.presenter, warns.closed)
        self.form.grew.connect(lambda: QTimer.singleShot(0, self, lambda: self.show_widget(self.form)))
        self.add(*self.sections.values())
        self.body.addStretch(1)
        go = button(
            tr("Go to the judgement"), lambda: context.shell.go("judgement"), "primary", icon="judgement"
        )
        self.set_footer(go, button(tr("Export"), lambda: context.shell.go("export"), icon="download"))
        self._go = go
        self._counts.show_parts([label(tr("Looking…"), "muted")])
        self.live = LiveProblems(context, self)
        self.live.changed.connect(self._show)
        self.live.look()

    def refresh(self) -> None:
        """Show what is stored now."""
        self.live.look()

    def focus_first(self) -> None:
        """The first problem; the way to the judgement when there is none."""
        for section in self.sections.values():
            if section.isVisibleTo(self):
                section.focus_line("")
                return
        self._go.setFocus(Qt.FocusReason.TabFocusReason)

    # ---- inside

    def _show(self, problems: list[OpenProblem]) -> None:
        self.presenter.take(problems)
        icon, tone = self.presenter.tone()
        words = self.presenter.counts() if icon != "done" else self.presenter.more_words()
        self._counts.show_parts([icon_row(icon, words, "strong", tone=tone)])
        self._show_subjects()
        self._show_groups()

    def _show_subjects(self) -> None:
        subjects = self.presenter.subjects()
        if subjects != self._subjects:
            before, self._subjects = self._subjects, subjects
            self._make_chips(before)
        if self.chips is not None:
            self.chips.set_values([self.presenter.subject])

    def _make_chips(self, before: list[tuple[str, str]]) -> None:
        """Chips for the subjects there are now; the focus stays on the same one."""
        old, had, subjects = self.chips, "", self._subjects
        if old is not None:
            had = next((key for key, _ in before if old.chip(key).hasFocus()), "")
            old.hide()
            old.deleteLater()
        self.chips = None
        if subjects:
            self.chips = ChipGroup(tr("What it is about"), subjects, exclusive=True)
            self.chips.changed.connect(self._on_subject)
            layout = self._filter.layout()
            assert layout is not None
            layout.addWidget(self.chips)
            if had:
                self.chips.chip(had if had in dict(subjects) else subjects[0][0]).setFocus()
        self._filter.setVisible(bool(subjects))

    def _on_subject(self, chosen: list[str]) -> None:
        if chosen:
            self.presenter.show_subject(chosen[0])
            self._show_groups()

    def _turn(self, group: str, pages: int) -> None:
        self.presenter.turn(group, pages)
        self._show_groups()

    def _show_groups(self) -> None:
        """Show what there is; when what had the focus has gone, it goes to the next that is there."""
        focused = QApplication.focusWidget()
        inside = focused is not None and any(s.isAncestorOf(focused) for s in self.sections.values())
        groups = {group.id: group for group in self.presenter.groups()}
        for name, section in self.sections.items():
            section.show_group(groups.get(name))
        now = QApplication.focusWidget()
        if inside and not any(now is not None and s.isAncestorOf(now) for s in self.sections.values()):
            self.focus_first()


def build(context: ScreenContext) -> Page:
    """Build the screen."""
    return ReadinessPage(context)
