"""Judgement: the findings beside the grid, and why."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tia_desktop.services.readiness import OpenProblem
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.finding_button import FindingButton
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.problem_list import ProblemCard
from tia_desktop.ui.screens.judgement.grid import JudgementGrid
from tia_desktop.ui.screens.judgement.presenter import ORIGIN, JudgementPresenter
from tia_desktop.ui.screens.judgement.why import WhyPanel
from tia_desktop.ui.widgets import (
    Card,
    ComboBox,
    ErrorSummary,
    Group,
    LabeledField,
    Page,
    Responsive,
    button,
    heading,
    label,
)

MOST = 100


class JudgementPage(Page):
    """Findings at the left, the box and the reasons at the right."""

    origin = ORIGIN

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(tr("Judgement"))
        self._shell = context.shell
        self._presenter = presenter = JudgementPresenter(context)
        self.problems = ErrorSummary()
        lead = tr(
            "Read the findings, choose one box, then say why. The app does not add up a score: you decide, "
            "and moderators will test your reasons."
        )
        self.add(heading(tr("Judgement")), label(lead, "muted"), self.problems)
        two = Responsive(900, 16, (6, 5))
        self._list: QWidget | None = None
        self._state: object = None
        self._before = ProblemCard(tr("Before moderation"), self._jump, kind="soft")
        two.add(self._left())
        self.whys = [WhyPanel(spec, presenter, context.shell) for spec in presenter.specs]
        two.add(self._right())
        self.add(two)
        self.body.addStretch(1)
        self.set_footer(
            button(tr("Save our judgement"), self.save, "primary", icon="check"),
            button(tr("See the evidence"), lambda: presenter.go("findings"), icon="eye"),
            button(tr("Export"), lambda: presenter.go("export"), "quiet", icon="download"),
        )
        self._show()
        wanted = str(context.arguments.get("judgement_id", ""))
        self.first_focus = next((w.words for w in self.whys if w.spec.id == wanted), self._filter)

    # ---- parts

    def _left(self) -> QWidget:
        card = Card(pad=14, gap=6)
        questions = [(q.id, f"{q.number}. {q.short}") for q in self._presenter.ws.pack.key_questions]
        self._filter = ComboBox([("", tr("All key questions")), *questions])
        self._filter.setMinimumContentsLength(16)
        self._filter.currentIndexChanged.connect(lambda _=0: self._show_findings())
        head = Responsive(400, 12, (1, 0))
        head.add(heading(tr("Findings"), 3))
        head.add(LabeledField(tr("Show findings for"), self._filter, kind="small"))
        card.add(head)
        self._findings = card
        host = QWidget()
        column = QVBoxLayout(host)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(card)
        column.addWidget(self._before)
        column.addStretch(1)
        return host

    def _right(self) -> QWidget:
        presenter = self._presenter
        card = Card(pad=16, gap=8)
        across, up = (presenter.levels(spec.id) for spec in presenter.specs[:2])
        self.grid = JudgementGrid(
            (presenter.specs[0].short, presenter.specs[1].short),
            (across, up),
            lambda a, u: presenter.box_words([across[a].id, up[u].id]),
            lambda a, u: presenter.qualifies([across[a].id, up[u].id]),
        )
        self.grid.chosen.connect(self._on_chosen)
        self._sentence, self._saved = label("", "lead"), label("", "small")
        card.add(heading(tr("Our judgement"), 3), self.grid, self._sentence, self._saved, *self.whys)
        host = QWidget()
        column = QVBoxLayout(host)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        column.addStretch(1)
        return host

    # ---- what the shell calls

    def refresh(self) -> None:
        """Show what is stored now; what is chosen or typed and not saved stays."""
        self._presenter.load()
        self._show()

    def flush(self) -> bool:
        """Write the reasons that are typed. False when one could not be."""
        kept = [why.saver.flush() for why in self.whys]
        return all(kept)

    # ---- what is shown

    def _show(self) -> None:
        presenter = self._presenter
        across, up = ([level.id for level in presenter.levels(spec.id)] for spec in presenter.specs[:2])
        one, two = (presenter.choices[spec.id].rating for spec in presenter.specs[:2])
        place = (across.index(one), up.index(two)) if one in across and two in up else None
        self.grid.set_value(place)
        for why in self.whys:
            why.show_reason()
            why.show_ticks()
        self._show_words()
        self._show_findings()
        self._before.show_problems(presenter.problems(), presenter.leads)

    def _show_words(self) -> None:
        self._sentence.setText(self._presenter.sentence())
        self._saved.setText(self._presenter.saved_words())
        self._saved.setVisible(bool(self._saved.text()))

    def _show_findings(self) -> None:
        wanted = self._filter.value()
        lines = [line for line in self._presenter.lines if not wanted or wanted in line.questions]
        if lines == self._state:
            return
        self._state = lines
        host = Group(tr("Findings"))
        column = QVBoxLayout(host)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for line in lines[:MOST]:
            column.addWidget(FindingButton(line, self._presenter.open_finding, question=True))
        if len(lines) > MOST:
            more = tr("{n} more: choose a key question to see them.").format(n=len(lines) - MOST)
            column.addWidget(label(more, "small"))
        if not lines:
            column.addWidget(label(tr("No findings yet. Judge only what findings carry."), "muted"))
            column.addWidget(
                button(tr("Write the findings"), lambda: self._presenter.go("findings"), icon="findings")
            )
        if self._list is not None:
            self._findings.body.replaceWidget(self._list, host)
            self._list.hide()
            self._list.deleteLater()
        else:
            self._findings.add(host)
        self._list = host

    # ---- what a person does

    def save(self) -> None:
        """Save, or say in place what is missing."""
        self.flush()
        reasons = {why.spec.id: why.words.text() for why in self.whys}
        missing = self._presenter.missing(reasons)
        by_field = {(judgement, field): said for judgement, field, said in missing}
        for why in self.whys:
            why.field.set_error(by_field.get((why.spec.id, "reason"), ""))
            why.set_findings_error(by_field.get((why.spec.id, "findings"), ""))
        panels = {why.spec.id: why for why in self.whys}
        targets: list[tuple[str, QWidget]] = []
        for judgement, field, said in missing:
            target: QWidget = self.grid.stop()
            if field == "reason":
                target = panels[judgement].words
            elif field == "findings":
                target = panels[judgement].first_tick()
            targets.append((said, target))
        self.problems.show_problems(targets)
        if not missing and self._presenter.save(reasons):
            self._show()

    def _on_chosen(self, across: int, up: int) -> None:
        one, two = (self._presenter.levels(spec.id) for spec in self._presenter.specs[:2])
        self._presenter.choose([one[across].id, two[up].id])
        self._show_words()

    def _jump(self, problem: OpenProblem) -> None:
        here = self._presenter.own_problem(problem)
        why = next((w for w in self.whys if w.spec.id == here), None)
        if why is None:
            self._presenter.jump(problem)
        elif problem.rule == "no-judgement":
            self.grid.stop().setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif problem.rule == "judgement-without-reason":
            why.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            why.first_tick().setFocus(Qt.FocusReason.ShortcutFocusReason)


def build(context: ScreenContext) -> Page:
    """Build the screen."""
    return JudgementPage(context)
