"""The figures and the sets that are in the inspection. No Qt."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from tia_desktop.domain.errors import InputError, TiaError
from tia_desktop.domain.records import PerformanceIndicator
from tia_desktop.domain.survey_records import IndicatorSet
from tia_desktop.domain.text import one_line
from tia_desktop.services import figure_comparison, indicator_sets, indicators
from tia_desktop.services.figure_comparison import ComparedFigure
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.doing import attempt
from tia_desktop.ui.i18n import ntr, tr
from tia_desktop.ui.looking import AT_ONCE, look_through
from tia_desktop.ui.saving import Saved, save
from tia_desktop.ui.screens.figures.model import (
    CAME,
    COUNTED,
    ORIGIN,
    FiguresState,
    counted,
    figures_words,
    landlords_words,
    short_words,
)


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A figure of this inspection."""

    figure_id: str
    words: str
    details: str


@dataclass(frozen=True, slots=True)
class SetLine:
    """A set of many landlords."""

    set_id: str
    title: str
    details: str


@dataclass(frozen=True, slots=True)
class Came:
    """What the last import brought, and what it says about single figures."""

    words: str
    remarks: tuple[str, ...]


class KeptPresenter:
    """Shows, corrects and takes away what is kept."""

    def __init__(self, state: FiguresState, changed: Callable[[], object]) -> None:
        """`changed` shows what is stored now."""
        self._state, self._ws, self._changed = state, state.ws, changed
        self._asked: object = None

    @property
    def context(self) -> ScreenContext:
        """What the page was given."""
        return self._state.context

    # ---- single figures

    def figures(self) -> list[tuple[str, list[FigureLine]]]:
        """Return the figures of this inspection under where they come from."""
        found: dict[str, list[FigureLine]] = {}
        for figure in self._ws.store.find(PerformanceIndicator):
            found.setdefault(figure.source, []).append(self._line(figure))
        return list(found.items())

    def figure(self, figure_id: str) -> PerformanceIndicator | None:
        """One of them."""
        return self._ws.store.get(PerformanceIndicator, figure_id)

    def name(self, figure: PerformanceIndicator) -> str:
        """What it measures."""
        try:
            spec = indicators.indicator_of(self._ws, figure.indicator_id)
        except InputError:  # of another pack, from a file that was merged in
            return figure.indicator_id
        return spec.code if spec.code == spec.title else f"{spec.code} {spec.title}"

    def unit(self, figure: PerformanceIndicator) -> str:
        """In what it is measured."""
        try:
            return indicators.indicator_of(self._ws, figure.indicator_id).unit
        except InputError:
            return ""

    def compare(self, figure: PerformanceIndicator, done: Callable[[ComparedFigure], object]) -> None:
        """Say what a figure is compared with, unless that was said already.

        A large set takes a moment; only what was asked for last is shown.
        """
        sets = tuple((kept.id, kept.sha256) for kept in indicator_sets.sets(self._ws))
        asked = (figure.id, figure.version, sets, self._ws.inspection.authority_type)
        if asked == self._asked:
            return
        self._asked = asked

        def tell(found: ComparedFigure) -> None:
            if self._asked == asked and not self._state.left:
                done(found)

        look_through(
            self._state.context,
            figure_comparison.lines_to_read(self._ws),
            tr("Comparing the figures"),
            lambda ws, _progress: figure_comparison.compare_figure(ws, figure.id),
            tell,
            lambda error: None,  # the figure went meanwhile: the list says so
            lambda: None,
        )

    def _line(self, figure: PerformanceIndicator) -> FigureLine:
        value = " ".join(filter(None, [short_words(figure.value), self.unit(figure)]))
        return FigureLine(figure.id, self.name(figure), f"{value} · {figure.period}")

    def change(self, figure_id: str, field: str, text: str) -> Saved:
        """Correct a figure, its period or where it comes from."""
        return save(self._state.shell, lambda: indicators.change_figure(self._ws, figure_id, field, text))

    def remove(self, figure_id: str) -> None:
        """Take a figure away."""
        if attempt(self._state.shell, lambda: indicators.remove_figure(self._ws, figure_id)):
            self._state.shell.show_notice(tr("Taken away. Undo brings it back."))

    # ---- sets

    def sets(self) -> list[SetLine]:
        """The sets, newest first."""
        return [SetLine(s.id, s.title, self._set_details(s)) for s in reversed(indicator_sets.sets(self._ws))]

    def _set_details(self, kept: IndicatorSet) -> str:
        measures = ntr("{n} measure", "{n} measures", len(indicator_sets.measures_in(kept)))
        parts = [kept.source, kept.period, measures, *self._counted(kept)]
        return " · ".join(part for part in parts if part)

    def _counted(self, kept: IndicatorSet) -> list[str]:
        """How many figures of how many landlords; nothing while that would take a moment to count."""
        known = self._state.draft.get(f"{COUNTED} {kept.sha256}", "")
        if not known:
            if kept.row_count > AT_ONCE:
                return []
            try:
                rows = list(indicator_sets.figures(self._ws, kept.id))
            except TiaError:  # its own page says what is wrong with it
                return []
            known = counted(rows)
            self._state.draft[f"{COUNTED} {kept.sha256}"] = known
        landlords, figures = map(int, known.split())
        return [landlords_words(landlords), figures_words(figures)]

    def open_set(self, set_id: str) -> None:
        """Compare with a set."""
        self._state.shell.go("figures", set_id=set_id)

    def remove_set(self, set_id: str) -> None:
        """Take a set away."""
        if attempt(self._state.shell, lambda: indicator_sets.remove_set(self._ws, set_id, origin=ORIGIN)):
            self._state.draft.pop(CAME, None)
            self._state.shell.show_notice(tr("Taken away. Undo brings it back."))
            self._changed()

    # ---- what came

    def came(self) -> Came | None:
        """What the last import brought."""
        told = json.loads(self._state.draft.get(CAME, "null"))
        return Came(str(told["words"]), tuple(map(str, told["remarks"]))) if told else None

    def title_of(self, set_id: str) -> str:
        """The title of a set, for the words of its buttons."""
        return one_line(self._ws.need(IndicatorSet, set_id).title, 80)
