"""A file with published figures: looked at in a worker, said what is what, and kept. No Qt."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from tia_desktop.domain.errors import InputError, TiaError
from tia_desktop.domain.figures import mark_words
from tia_desktop.domain.survey_sets import MeasureSpec, plain_words
from tia_desktop.domain.text import one_line
from tia_desktop.services.indicator_reading import FigureTable, ReadFigures, for_keeping, look_at_figures
from tia_desktop.services.indicator_sets import PackedSet, keep_set, packed
from tia_desktop.services.indicator_tables import NO_PERIOD, NO_SOURCE, ImportedFigures, import_figures
from tia_desktop.services.indicators import measures_of
from tia_desktop.services.ports import Progress
from tia_desktop.ui.i18n import ntr, tr
from tia_desktop.ui.screens.figures.model import (
    CAME,
    COUNTED,
    ORIGIN,
    FiguresState,
    counted,
    figures_words,
    landlords_words,
    measure_words,
    short_words,
)
from tia_desktop.ui.screens.figures.table_form import Choices, Former, TableForm

ONE, ALL = "one", "all"
"""What is kept: the figures of one landlord, or the whole table."""
FILE, TABLE, SOURCE, PERIOD, LANDLORD = "file", "table", "source", "period", "landlord"
"""Where a refusal belongs."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What a worker found in a file."""

    tables: list[FigureTable]
    read: ReadFigures
    measures: list[MeasureSpec]
    digest: str


class FileView(Protocol):
    """What the presenter asks of the window."""

    def show_file(self, form: TableForm | None) -> None:
        """Show a file before anything of it is kept; None: no file is chosen."""

    def show_came(self) -> None:
        """Something was kept: show what came."""

    def show_refusal(self, sentence: str, *, at: str) -> None:
        """Say what is wrong, in its place; "" takes it away."""

    def show_busy(self, words: str) -> None:
        """Say what is being done; "" when it is done."""


class FilePresenter:
    """Only what was asked for last is shown; what cannot be read leaves what was shown before."""

    def __init__(self, state: FiguresState, view: FileView) -> None:
        self._state, self._view = state, view
        self.choices = Choices(state.draft)
        self._former = Former()
        self._looked: Looked | None = None
        self._before: dict[str, str] = {}
        self._turn = 0
        self.is_keeping = False

    def begin(self) -> None:
        """Go on with the file that was looked at before."""
        if self.choices.path:
            self._look()

    # ---- a file

    def open(self, path: Path) -> None:
        """Look at another file."""
        self._before = self.choices.snapshot()
        if str(path) != self.choices.path:
            self.choices.put_back({})
        self.choices.set("path", str(path))
        self._look()

    def close(self) -> None:
        """Put the file away."""
        self._turn += 1
        self._looked = None
        self.choices.forget()
        self._former.forget()
        self._view.show_file(None)

    def read_as(self, name: str, words: str) -> None:
        """Read a text file with another encoding or separator."""
        if words != self.choices.word(name):
            self._before = self.choices.snapshot()
            self.choices.set(name, words)
            if name == "encoding":
                self.choices.draft.pop("separator", None)
            self._look()

    def hold(self, key: str, role: str, title: str) -> None:
        """A column holds something else than it seemed to."""
        self._before = self.choices.snapshot()
        try:
            self.choices.hold(key, role, title)
            self.choices.plan()  # a measure of its own needs a title
        except InputError as error:
            self.choices.put_back(self._before)
            self._view.show_refusal(tr(error.sentence), at=TABLE)
            return
        self._look()

    def as_shares(self, on: bool) -> None:
        """Figures in per cent are written as shares of one, or not."""
        self._before = self.choices.snapshot()
        self.choices.set("shares", "yes" if on else "")
        self._look()

    def look_at_sheet(self, sheet: str) -> None:
        """Show the columns of another sheet."""
        self.choices.set("sheet", sheet)
        self.show()

    def show(self) -> None:
        """Show what is known of the file."""
        self._view.show_file(self.form())

    def form(self) -> TableForm | None:
        """What the page shows of the file."""
        at = self._looked
        return self._former.form(at.read, at.tables, at.measures, self.choices) if at else None

    def _look(self) -> None:
        self._turn += 1
        turn, choices, desk = self._turn, self.choices, self._state.context.desk
        path, plan, known = Path(choices.path), choices.plan(), measures_of(self._state.ws)
        encoding, separator = choices.word("encoding"), choices.word("separator")

        def work(progress: Progress) -> Looked:
            libraries = desk.survey_library().measures
            measures = [*known, *(m for library in libraries for m in library.measures)]
            groups = {name: words for library in libraries for name, words in library.groups.items()}
            tables = desk.outside.figures(path, encoding=encoding, separator=separator)
            read = look_at_figures(tables, measures, groups, plan, progress)
            return Looked(tables, read, measures, _digest(path))

        def done(looked: Looked) -> None:
            if self._counts(turn):
                if self._before.get("path", choices.path) != choices.path:
                    choices.another_file()
                    self._former.forget()
                self._looked, self._before = looked, choices.snapshot()
                self._view.show_refusal("", at=TABLE)
                self.show()

        def failed(error: TiaError) -> None:
            if self._counts(turn):
                self._view.show_refusal(tr(error.sentence), at=TABLE if self._looked else FILE)

        self._view.show_busy(tr("Looking at “{name}”").format(name=one_line(path.name, 60)))
        title = tr("Looking at the figures")
        self._state.shell.in_background(title, work, done, failed, lambda: self._ended(turn))

    def _ended(self, turn: int) -> None:
        """Work came to its end, failed or was cancelled: say again what is true."""
        if not self._counts(turn):
            return
        if self.choices.snapshot() != self._before:
            self.choices.put_back(self._before)
        if self._looked is None:
            self.choices.draft.pop("path", None)
        self._view.show_busy("")
        if self._looked is not None:
            self.show()

    def _counts(self, turn: int) -> bool:
        return turn == self._turn and not self._state.left

    # ---- what is kept of it

    @property
    def keep(self) -> str:
        """Whether one landlord's figures are kept (`ONE`), or the whole table (`ALL`)."""
        return self.choices.word("keep") or ONE

    def landlord(self) -> str:
        """The landlord that was chosen; this inspection's own, when the file has it."""
        at = self._looked
        names = at.read.landlords if at else []
        chosen = self.choices.word("landlord")
        if chosen in names:
            return chosen
        own = plain_words(self._state.ws.inspection.landlord)
        return next((name for name in names if plain_words(name) == own), "")

    def figures_of_landlord(self) -> list[tuple[str, str, str, str]]:
        """(measure, homes, figure, period) of the landlord that was chosen."""
        at, name = self._looked, self.landlord()
        if at is None or not name:
            return []
        period = self.choices.word("period").strip()
        return [
            (
                measure_words(at.read.measures[row.measure]),
                row.group,
                short_words(row.value)
                if row.value is not None
                else tr(mark_words(row.mark)) or tr("nothing"),
                row.period or period,
            )
            for row in at.read.rows
            if row.landlord == name
        ]

    def usual_title(self) -> str:
        """What a whole table is called without another title: as its file, in words."""
        return Path(self.choices.path).stem.replace("_", " ")

    def keep_it(self) -> None:
        """Keep what was chosen. A refusal leaves everything as it is."""
        if self._looked is None or self.is_keeping:
            return
        wrong = self._missing()
        if wrong:
            self._view.show_refusal(tr(wrong[1]), at=wrong[0])
        elif self.keep == ONE:
            self._keep_one(self._looked)
        else:
            self._keep_all(self._looked)

    def _missing(self) -> tuple[str, str] | None:
        at = self._looked
        if at is None or not at.read.rows:
            return TABLE, "There are no figures yet. Say which column is which."
        if self.keep == ONE and not self.landlord():
            return LANDLORD, "Choose the landlord whose figures you want."
        if not self.choices.word("source").strip():
            return SOURCE, NO_SOURCE
        if not self.choices.word("period").strip() and any(not r.period for r in at.read.rows):
            return PERIOD, NO_PERIOD
        return None

    def _keep_one(self, at: Looked) -> None:
        name, source = self.landlord(), self.choices.word("source")
        period = self.choices.word("period")

        def work(progress: Progress) -> ReadFigures:
            return for_keeping(at.read, landlord=name, period=period, progress=progress)

        def keep(read: ReadFigures) -> None:
            done = import_figures(self._state.ws, read, name, source, origin=ORIGIN)
            words = tr("{figures} of “{name}” are kept.")
            if len(done.added) == 1:
                words = tr("{figures} of “{name}” is kept.")
            said = words.format(figures=figures_words(len(done.added)), name=one_line(name, 80))
            self._came(said if done.added else tr("Nothing new was kept."), _remarks(done))

        self._run(tr("Keeping the figures"), work, keep)

    def _keep_all(self, at: Looked) -> None:
        title, source, period = (self.choices.word(n) for n in ("title", "source", "period"))

        def work(progress: Progress) -> PackedSet:
            return packed(for_keeping(at.read, period=period, progress=progress), progress)

        def keep(whole: PackedSet) -> None:
            name = title.strip() or self.usual_title()
            keep_set(self._state.ws, whole, title=name, source=source, source_sha256=at.digest, origin=ORIGIN)
            known = counted(at.read.rows)
            self._state.draft[f"{COUNTED} {whole.sha256}"] = known
            landlords, figures = map(int, known.split())
            words = tr("“{title}” is kept: {figures} of {landlords}.").format(
                title=one_line(name, 80), figures=figures_words(figures), landlords=landlords_words(landlords)
            )
            self._came(words, [])

        self._run(tr("Keeping the table"), work, keep)

    def _run(self, title: str, work: Callable[[Progress], object], keep: Callable[..., None]) -> None:
        """Prepare in a worker, then keep in the window's own thread."""

        def failed(error: TiaError) -> None:
            if self._state.left or not isinstance(error, InputError):
                self._state.shell.show_error(error)
            else:
                self._view.show_refusal(tr(error.sentence), at=SOURCE)

        def done(came: object) -> None:
            try:
                keep(came)
            except TiaError as error:
                failed(error)

        def ended() -> None:
            self.is_keeping = False
            if not self._state.left:
                self._view.show_busy("")

        self.is_keeping = True
        self._view.show_busy(title)
        self._view.show_refusal("", at=SOURCE)
        self._state.shell.in_background(title, work, done, failed, ended)

    def _came(self, words: str, remarks: list[str]) -> None:
        self._state.draft[CAME] = json.dumps({"words": words, "remarks": remarks}, ensure_ascii=False)
        self.choices.forget()
        self._state.shell.show_notice(words)
        if not self._state.left:
            self._turn += 1
            self._looked = None
            self._former.forget()
            self._view.show_file(None)
            self._view.show_came()


def _remarks(done: ImportedFigures) -> list[str]:
    """What there is to say of single figures."""
    told = list[str]()
    zeros = sum(value == 0 for _, value, _, _ in done.added)
    if zeros:
        words = ntr("{n} figure is 0.", "{n} figures are 0.", zeros)
        told.append(f"{words} {tr('Some publishers write 0 where nothing was counted.')}")
    if done.known:
        told.append(ntr("{n} figure was here already.", "{n} figures were here already.", done.known))
    told += [tr(sentence) for sentence in done.differing]
    for row in done.without:
        name = f"{row.measure}, {row.group}" if row.group else row.measure
        why = tr(mark_words(row.mark)) or tr("nothing stands there")
        told.append(tr("No figure for {name}: {why}.").format(name=name, why=why))
    return told


def _digest(path: Path) -> str:
    digest = sha256()
    try:
        with path.open("rb") as file:
            while piece := file.read(1 << 20):
                digest.update(piece)
    except OSError as error:
        raise InputError(f"“{path.name}” cannot be read: {error.strerror}.") from error
    return digest.hexdigest()
