"""Figures beside findings: what each is compared with, which findings it stands beside. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tia_desktop.domain.conclude_records import FigureLink
from tia_desktop.domain.errors import TiaError
from tia_desktop.domain.records import Finding, Inspection, PerformanceIndicator, Record
from tia_desktop.domain.survey_records import IndicatorSet, OwnIndicator
from tia_desktop.domain.text import one_line
from tia_desktop.services import figure_comparison, figure_links
from tia_desktop.services.conclude import label_of
from tia_desktop.services.figure_comparison import ComparedFigure
from tia_desktop.services.figure_words import figure_words, in_short
from tia_desktop.services.ports import Progress
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.doing import attempt
from tia_desktop.ui.i18n import ntr, tr
from tia_desktop.ui.looking import look_through

ORIGIN = "figures beside findings"
ALL, BESIDE, UNUSED = SHOWN = ("all", "beside", "unused")
_COMPARED: tuple[type[Record], ...] = (PerformanceIndicator, IndicatorSet, OwnIndicator, Inspection)
"""What a comparison depends on."""


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A figure as a list shows it."""

    id: str
    words: str
    second: str


class FiguresPresenter:
    """Reads, filters, puts beside findings and takes away."""

    def __init__(self, context: ScreenContext, on_read: Callable[[], object], finding_id: str = "") -> None:
        """`on_read` shows what was read; with large tables to compare with that takes a moment."""
        self._context, self.ws, self._on_read = context, context.ws, on_read
        self.finding_id = finding_id
        self.shown = ALL
        self.figures: list[ComparedFigure] = []
        self.is_read = False
        self.refused = ""
        self._state: object = None
        self._turn = 0
        self._findings: dict[str, Finding] = {}
        self._links: list[FigureLink] = []

    # ---- reading

    def load(self) -> None:
        """Read what is stored now; figures are compared anew only when something of them changed."""
        self._findings = {f.id: f for f in self.ws.store.find(Finding)}
        self._links = figure_links.figure_links(self.ws)
        state = [self.ws.store.find(cls) for cls in _COMPARED]
        if state == self._state:
            self._on_read()
            return
        self._state = state
        self._turn += 1
        turn = self._turn

        def work(ws: Workspace, _progress: Progress | None) -> list[ComparedFigure]:
            return figure_comparison.compared_figures(ws)

        def done(found: list[ComparedFigure]) -> None:
            if turn == self._turn:
                self.figures, self.is_read, self.refused = found, True, ""
                self._on_read()

        def failed(error: TiaError) -> None:
            if turn == self._turn:
                self.is_read, self.refused = True, tr(error.sentence)
                self._on_read()

        lines = figure_comparison.lines_to_read(self.ws)
        title = tr("Comparing the figures")
        look_through(self._context, lines, title, work, done, failed, lambda: None)

    # ---- what is shown

    def sections(self) -> list[tuple[str, list[FigureLine]]]:
        """The figures under where they come from."""
        found: dict[str, list[FigureLine]] = {}
        for each in self.figures:
            beside = self.beside(each.figure.id)
            if self.shown == ALL or (self.shown == BESIDE) == bool(beside):
                found.setdefault(each.figure.source, []).append(self._line(each, beside))
        return list(found.items())

    def _line(self, found: ComparedFigure, beside: list[FigureLink]) -> FigureLine:
        value = figure_words(found.figure.value, found.spec.unit)
        words = [f"{value}, {one_line(found.figure.period, 40)}", tr(in_short(found)).rstrip(".")]
        names = ", ".join(self.name(link.finding_id) for link in beside)
        if names:
            words.append(tr("beside {findings}").format(findings=names))
        return FigureLine(found.figure.id, found.name, " · ".join(words))

    def summary(self) -> str:
        """How many there are."""
        if not self.is_read:
            return tr("Comparing the figures …")
        beside = len({link.figure_id for link in self._links})
        return " · ".join(
            [
                ntr("{n} figure", "{n} figures", len(self.figures)),
                tr("{n} beside a finding").format(n=beside),
            ]
        )

    def empty(self) -> str:
        """What to say when nothing is listed."""
        if not self.figures:
            return tr("No figure is kept yet. Bring some in.") if self.is_read else ""
        return {
            BESIDE: tr("No figure stands beside a finding yet."),
            UNUSED: tr("Every figure stands beside a finding."),
        }.get(self.shown, "")

    def figure(self, figure_id: str) -> ComparedFigure | None:
        """One figure with its comparison."""
        return next((f for f in self.figures if f.figure.id == figure_id), None)

    # ---- findings

    def beside(self, figure_id: str) -> list[FigureLink]:
        """The findings that a figure stands beside."""
        return [link for link in self._links if link.figure_id == figure_id]

    def behind(self, finding_id: str) -> list[FigureLink]:
        """The figures beside a finding."""
        return [link for link in self._links if link.finding_id == finding_id]

    def warning(self, finding_id: str) -> str:
        """A finding that only figures carry is told (guidance para 66); "" while notes carry it."""
        alone = figure_links.rests_on_figures_alone(self.ws, finding_id)
        return tr(figure_links.NEVER_ENOUGH) if alone else ""

    def name(self, finding_id: str) -> str:
        """What a finding is called: "F12", or its first words."""
        finding = self._findings.get(finding_id)
        if finding is None:
            return ""
        return label_of(finding) or f"“{one_line(finding.text, 40)}”"

    def sentence(self, finding_id: str) -> str:
        """A finding with its words."""
        finding = self._findings.get(finding_id)
        if finding is None:
            return ""
        words = one_line(finding.text, 120) or tr("No words")
        return " ".join(part for part in (label_of(finding), words) if part)

    def candidates(self, figure_id: str) -> list[tuple[str, str]]:
        """The findings that a figure does not stand beside yet; the one that is open comes first."""
        there = {link.finding_id for link in self.beside(figure_id)}
        free = [f for f in self._findings if f not in there]
        free.sort(key=lambda f: f != self.finding_id)
        return [(f, one_line(self.sentence(f), 70)) for f in free]

    def unused_here(self, finding_id: str) -> list[tuple[str, str]]:
        """The figures that do not stand beside a finding yet."""
        there = {link.figure_id for link in self.behind(finding_id)}
        return [
            (f.figure.id, one_line(f"{f.name}: {figure_words(f.figure.value, f.spec.unit)}", 70))
            for f in self.figures
            if f.figure.id not in there
        ]

    def link(self, finding_id: str, figure_id: str, stance: str) -> bool:
        """Put a figure beside a finding, or change how it stands to it."""
        if not finding_id or not figure_id:
            return False
        return attempt(
            self._context.shell,
            lambda: figure_links.link_figure(self.ws, finding_id, figure_id, stance, origin=ORIGIN),
        )

    def unlink(self, finding_id: str, figure_id: str) -> bool:
        """Take a figure away from a finding."""
        done = attempt(
            self._context.shell,
            lambda: figure_links.unlink_figure(self.ws, finding_id, figure_id, origin=ORIGIN),
        )
        if done:
            self._context.shell.show_notice(tr("Taken out. Undo brings it back."))
        return done

    def add_more(self) -> None:
        """Go where figures are brought in."""
        self._context.shell.go("figures")
