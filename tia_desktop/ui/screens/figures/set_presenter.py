"""One set of many landlords: how its figures are spread, and where a landlord stands. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tia_desktop.domain.errors import TiaError
from tia_desktop.domain.figures import mark_words, quarter_words
from tia_desktop.domain.survey_records import IndicatorSet
from tia_desktop.domain.survey_sets import plain_words
from tia_desktop.services import indicator_sets
from tia_desktop.services.indicator_reading import FigureRow
from tia_desktop.services.indicator_sets import Among, Comparison
from tia_desktop.services.ports import Progress
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.doing import attempt
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.looking import look_through
from tia_desktop.ui.screens.figures.model import (
    CAME,
    ORIGIN,
    FiguresState,
    measure_words,
    short_words,
)

MOST_HELD = 60_000
"""Figures up to which a set stays in memory while its page is shown."""
NAMES = ("group", "kind", "period")
"""What the landlords to compare with can be narrowed down by."""


@dataclass(frozen=True, slots=True)
class Spreads:
    """What the page shows of a set.

    Attributes:
        rows: measure with its homes, median, quartiles, the landlord's figure, where it stands.
        sentences: the same in words, a list for each row.
        offered: what the landlords can be narrowed down to, by `NAMES`.
    """

    rows: tuple[tuple[str, ...], ...]
    sentences: tuple[tuple[str, ...], ...]
    landlords: tuple[str, ...]
    offered: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Read:
    found: list[Comparison]
    landlords: tuple[str, ...]
    offered: dict[str, tuple[str, ...]]


class SetPresenter:
    """Compares in the window's own thread while the set is short, else in a worker."""

    def __init__(self, state: FiguresState, show: Callable[[Spreads], object]) -> None:
        self._state, self._show = state, show
        self.kept = state.ws.need(IndicatorSet, str(state.context.arguments["set_id"]))
        self._draft = state.context.draft(f"figures {self.kept.id}")
        self._turn = 0
        self._rows: list[FigureRow] | None = None
        self.refused = ""

    def details(self) -> str:
        """Who published it, for when, and how much there is of it."""
        parts = [self.kept.source, self.kept.period, self.kept.source_name]
        return " · ".join(part for part in parts if part)

    def choice(self, name: str) -> str:
        """What is chosen: a landlord, or one of `NAMES`."""
        return self._draft.get(name, "")

    def choose(self, name: str, words: str) -> None:
        """Compare with others, or look at another landlord."""
        if words != self.choice(name):
            self._draft[name] = words
            self.compare()

    def compare(self) -> None:
        """Work out what the page shows; only what was asked for last is shown."""
        self._turn += 1
        turn, kept, draft, rows = self._turn, self.kept, dict(self._draft), self._rows
        own = plain_words(self._state.ws.inspection.landlord)

        def work(ws: Workspace, _progress: Progress | None) -> tuple[list[FigureRow], _Read]:
            every = rows if rows is not None else list(indicator_sets.figures(ws, kept.id))
            return every, _read(kept, every, draft, own)

        def done(came: tuple[list[FigureRow], _Read]) -> None:
            if turn == self._turn and not self._state.left:
                self.refused = ""
                self._rows = came[0] if len(came[0]) <= MOST_HELD else None
                if not self.choice("landlord"):
                    mine = next((name for name in came[1].landlords if plain_words(name) == own), "")
                    self._draft["landlord"] = mine
                self._show(_spreads(came[1]))

        def failed(error: TiaError) -> None:
            if turn == self._turn and not self._state.left:
                self.refused = tr(error.sentence)
                self._show(Spreads((), (), (), {}))

        title = tr("Comparing the figures")
        lines = 2 * kept.row_count if rows is None else 0  # they are read, and compared
        look_through(self._state.context, lines, title, work, done, failed, lambda: None)

    def remove(self) -> None:
        """Take the set away."""
        shell = self._state.shell
        set_id = self.kept.id
        if attempt(shell, lambda: indicator_sets.remove_set(self._state.ws, set_id, origin=ORIGIN)):
            self._state.draft.pop(CAME, None)
            shell.go("figures")
            shell.show_notice(tr("Taken away. Undo brings it back."))


def _read(kept: IndicatorSet, rows: list[FigureRow], draft: dict[str, str], own: str) -> _Read:
    """Who is in a set, and how its figures are spread."""
    landlords, offered = dict[str, None](), {name: dict[str, None]() for name in NAMES}
    for row in rows:
        landlords[row.landlord] = None
        for name in NAMES:
            offered[name][getattr(row, name)] = None
    among = Among(*(draft.get(name, "") for name in NAMES))
    mine = draft.get("landlord") or next((n for n in landlords if plain_words(n) == own), "")
    found = indicator_sets.compare_rows(kept, rows, mine, among=among)
    return _Read(found, tuple(landlords), {name: tuple(filter(None, told)) for name, told in offered.items()})


def _spreads(read: _Read) -> Spreads:
    rows = tuple(_row(each) for each in read.found)
    sentences = tuple(tuple(tr(line) for line in indicator_sets.words(each)) for each in read.found)
    offered = {name: told if len(told) > 1 else () for name, told in read.offered.items()}
    return Spreads(rows, sentences, read.landlords, offered)


def _row(found: Comparison) -> tuple[str, ...]:
    of_all = found.spread
    quartiles = f"{short_words(of_all.lower_quartile)} – {short_words(of_all.upper_quartile)}"
    mine, stands = "–", "–"
    if found.value is not None:
        mine = short_words(found.value)
        stands = tr("Too few to say")
        if found.quarter:
            stands = tr(quarter_words(found.quarter, found.measure.better).capitalize())
    elif found.mark:
        mine = tr(mark_words(found.mark))
    return (
        " – ".join(filter(None, [measure_words(found.measure), found.group])),
        short_words(of_all.median),
        quartiles,
        mine,
        stands,
    )
