"""Judgement: the findings beside the grid, and why."""

from __future__ import annotations

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tia_desktop.services.readiness import OpenProblem, standing
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.i18n import ntr, tr
from tia_desktop.ui.live_problems import LiveProblems
from tia_desktop.ui.parts import Stack, top
from tia_desktop.ui.screens.judgement.citing import Citing
from tia_desktop.ui.screens.judgement.finding_list import FindingList
from tia_desktop.ui.screens.judgement.frame import DRIVERS, JUDGE, RELEASE, JudgementFrame
from tia_desktop.ui.screens.judgement.grid import JudgementGrid
from tia_desktop.ui.screens.judgement.presenter import ORIGIN, JudgementPresenter
from tia_desktop.ui.screens.judgement.why import WhyPanel
from tia_desktop.ui.widgets import (
    Card,
    ErrorSummary,
    Group,
    Page,
    Responsive,
    button,
    heading,
    icon_row,
    label,
)

_ICONS = {
    "line_met": ("done", "vgood"), "line_missed": ("info", "muted"), "talks": ("people", "muted"),
    "clock": ("clock", "muted"), "score": ("info", "muted"),
}  # fmt: skip


class JudgementPage(JudgementFrame):
    """Findings at the left, the box and the reasons at the right."""

    origin = ORIGIN

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(context, JUDGE, tr("Judgement"))
        self._presenter = presenter = JudgementPresenter(context)
        self._citing = Citing(presenter)
        self.problems = ErrorSummary()
        lead = tr(
            "Read the findings, choose one box, then say why. The app does not add up a score: you decide, "
            "and moderators will test your reasons."
        )
        self.add(label(lead, "muted"), self.problems)
        self.findings = FindingList(presenter)
        self.whys = [WhyPanel(spec, presenter, self._citing, context.shell) for spec in presenter.specs]
        two = Responsive(900, 16, (6, 5))
        two.add(top(self.findings))
        two.add(top(self._right()))
        self.add(two)
        self.body.addStretch(1)
        self.set_footer(
            button(tr("Save our judgement"), self.save, "primary", icon="check"),
            button(tr("See the evidence"), lambda: presenter.go("findings"), icon="eye"),
            button(tr("Release"), lambda: self.strip_to(RELEASE), "quiet", icon="send"),
        )
        self._commands()
        self.live = LiveProblems(context, self)
        self.live.changed.connect(self._on_problems)
        self._show()
        self.live.look()
        self._start_at(str(context.arguments.get("judgement_id", "")))

    # ---- parts

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
        self.follows = Stack(4)
        self._follows_title = label(tr("What follows"), "strong")
        group = Group(tr("What follows"))
        inside = QVBoxLayout(group)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(4)
        inside.addWidget(self._follows_title)
        inside.addWidget(self.follows)
        self.way = button("", lambda: self.strip_to(RELEASE), "quiet", icon="warning")
        self.way.hide()
        parts = (self.grid, self._sentence, self._saved, group, self.way)
        card.add(heading(tr("Our judgement"), 3), *parts, *self.whys)
        return card

    def _commands(self) -> None:
        """The page's own commands; the shell lists them in its menu."""
        name = QAction(tr("Name a finding in the reason"), self)
        name.setShortcut(QKeySequence("Ctrl+L"))
        name.triggered.connect(lambda _=False: self._why_here().reason.picker.open())
        evidence = QAction(tr("Show the evidence of this sentence (Ctrl+E in a reason)"), self)
        evidence.triggered.connect(lambda _=False: self._why_here().reason.to_evidence())
        self.addAction(name)
        self.addAction(evidence)

    def _start_at(self, judgement_id: str) -> None:
        """Where the focus goes: back into the sentence, to what is missing, or to the top."""
        self._to_spot()
        why = next((w for w in self.whys if w.spec.id == judgement_id), None)
        if self._citing.spot()[0] or why is None:
            return
        judged = bool(self._presenter.choices[judgement_id].rating)
        self.first_focus = why.words if judged else self.grid.stop()

    def _to_spot(self) -> None:
        judgement_id, at = self._citing.spot()
        why = next((w for w in self.whys if w.spec.id == judgement_id), None)
        if why is None:
            self.first_focus = self.strip.own
        else:
            why.reason.come_back(at)
            self.first_focus = why.words

    # ---- what the shell calls

    def refresh(self) -> None:
        """Show what is stored now; what is chosen or typed and not saved stays."""
        self._presenter.load()
        self._show()
        self.live.look()
        if not self.isVisible():  # it comes back
            self._to_spot()

    def flush(self) -> bool:
        """Write the reasons that are typed. False when one could not be."""
        kept = [why.saver.flush() for why in self.whys]
        return all(kept)

    def leave(self) -> None:
        """The page is left: only whoever went to the evidence comes back into the sentence."""
        if not self._citing.is_going:
            self._citing.forget_spot()
        self._citing.is_going = False

    def strip_to(self, page: str) -> None:
        """Go to another page of the judgement."""
        self.context.shell.go("judgement", page=page)

    # ---- what is shown

    def _show(self) -> None:
        presenter = self._presenter
        across, up = ([level.id for level in presenter.levels(spec.id)] for spec in presenter.specs[:2])
        one, two = (presenter.choices[spec.id].rating for spec in presenter.specs[:2])
        place = (across.index(one), up.index(two)) if one in across and two in up else None
        self.grid.set_value(place)
        for why in self.whys:
            why.show_stored()
        self._show_words()
        self.findings.look()

    def _show_words(self) -> None:
        self._sentence.setText(self._presenter.sentence())
        self._saved.setText(self._presenter.saved_words())
        self._saved.setVisible(bool(self._saved.text()))
        found = self._presenter.follows()
        self._follows_title.setVisible(bool(found))
        said = tr("{sentence} ({source})")
        self.follows.show_parts(
            [
                icon_row(
                    _ICONS[each.kind][0],
                    said.format(sentence=tr(each.sentence), source=tr(each.source)),
                    "small",
                    tone=_ICONS[each.kind][1],
                )
                for each in found
            ]
        )

    def _on_problems(self, problems: list[OpenProblem]) -> None:
        """Say how much stands in the way; all of it is on the page of the release."""
        n = len(standing(problems))
        one, many = "{n} thing stands in the way of a release", "{n} things stand in the way of a release"
        self.way.set_words(ntr(one, many, n) if n else "")
        self.way.setVisible(bool(n))

    # ---- what a person does

    def save(self) -> None:
        """Save, or say in place what is missing."""
        self.flush()
        reasons = {why.spec.id: why.words.text() for why in self.whys}
        missing = self._presenter.missing(reasons)
        by_field = {(judgement, field): said for judgement, field, said in missing}
        for why in self.whys:
            why.field.set_error(by_field.get((why.spec.id, "reason"), ""))
            why.because_field.set_error(by_field.get((why.spec.id, "because"), ""))
            why.set_findings_error(by_field.get((why.spec.id, "findings"), ""))
        panels = {why.spec.id: why for why in self.whys}
        targets: list[tuple[str, QWidget]] = []
        for judgement, field, said in missing:
            places = {
                "rating": self.grid.stop(),
                "reason": panels[judgement].words,
                "because": panels[judgement].because,
                "findings": panels[judgement].first_tick(),
            }
            targets.append((said, places[field]))
        self.problems.show_problems(targets)
        if not missing and self._presenter.save(reasons):
            self._show()

    def _on_chosen(self, across: int, up: int) -> None:
        one, two = (self._presenter.levels(spec.id) for spec in self._presenter.specs[:2])
        self._presenter.choose([one[across].id, two[up].id])
        self._show_words()
        for why in self.whys:
            why.show_left()

    def _why_here(self) -> WhyPanel:
        """The judgement somebody is writing about; else the first."""
        focused = self.focusWidget()
        return next(
            (why for why in self.whys if focused is not None and why.isAncestorOf(focused)), self.whys[0]
        )


def build(context: ScreenContext) -> Page:
    """Build the page that is asked for."""
    page = str(context.arguments.get("page", ""))
    if page == DRIVERS:
        from tia_desktop.ui.screens.judgement.drivers_page import DriversPage

        return DriversPage(context)
    if page == RELEASE:
        from tia_desktop.ui.screens.judgement.release_page import ReleasePage

        return ReleasePage(context)
    return JudgementPage(context)
