"""The first step: the landlord's list is looked at, cleaned of what is about people, and kept. No Qt."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Protocol

from tia_desktop.domain.case_records import CaseList
from tia_desktop.domain.errors import InputError, TiaError
from tia_desktop.domain.text import one_line
from tia_desktop.services import case_lists
from tia_desktop.services.case_reading import Preview, ReadList, preview, read_cases
from tia_desktop.services.case_tables import CaseTable
from tia_desktop.services.ports import Progress
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.i18n import ntr, tr
from tia_desktop.ui.opening import FILE, Opening, TableOpener, Told, opened_like
from tia_desktop.ui.screens.sample.model import DRAW, ORIGIN, SampleState, cases_words
from tia_desktop.ui.screens.sample.opening import Choices, TableForm

_CAME = "came"
MOST_SAID = 200


@dataclass(frozen=True, slots=True)
class KeptRow:
    """A list in this inspection."""

    list_id: str
    title: str
    details: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Came:
    """What the last import brought: how much, what stayed behind, and which rows had problems."""

    words: str
    left: tuple[tuple[str, str], ...]
    problems: tuple[tuple[str, str], ...]


class ListView(Protocol):
    """What the presenter asks of the window."""

    def show_table(self, form: TableForm | None) -> None:
        """Show a file before its list is kept; None: no file is chosen."""

    def show_lists(self) -> None:
        """The lists in the inspection are others now."""

    def show_refusal(self, sentence: str, *, at: str) -> None:
        """Say what is wrong, at the "file", its "opening", or the "columns"; "" takes it away."""

    def show_busy(self, words: str) -> None:
        """Say what is being done; "" when it is done."""


class ListPresenter:
    """Looks at a file in a worker, and keeps its list."""

    def __init__(self, context: ScreenContext, view: ListView) -> None:
        self.state, self._view = SampleState(context), view
        self._choices = Choices(self.state.draft)
        self._table: CaseTable | None = None
        self._look: Preview | None = None
        told = Told(self._opened, self._refused, view.show_busy, lambda: self.state.left)
        self._opener = TableOpener(context, preview, told)
        self._is_keeping = False

    def begin(self) -> None:
        """Go on with the file that was looked at before."""
        opening = self._choices.opening()
        if opening is not None:
            self.open(opening)

    # ---- lists that are there

    def lists(self) -> list[KeptRow]:
        """The lists in this inspection, newest first."""
        chosen = self.state.chosen_list()
        return [_kept_row(kept, chosen) for kept in reversed(self.state.lists())]

    def choose(self, list_id: str) -> None:
        """Draw from a list."""
        self.state.draft["list"] = list_id
        self.state.go(DRAW)

    def remove(self, list_id: str) -> str:
        """Take a list away; return why it stays, or ""."""
        try:
            case_lists.remove_case_list(self.state.ws, list_id, origin=ORIGIN)
        except InputError as error:
            return tr(error.sentence)
        except TiaError as error:
            self.state.shell.show_error(error)
            return ""
        self.state.draft.pop(_CAME, None)
        self.state.shell.show_notice(tr("Taken away. Undo brings it back."))
        self._view.show_lists()
        return ""

    def came(self) -> Came | None:
        """What the last import brought."""
        told = json.loads(self.state.draft.get(_CAME, "null"))
        if told is None:
            return None
        left, problems = (tuple((str(a), str(b)) for a, b in told[name]) for name in ("left", "problems"))
        return Came(str(told["words"]), left, problems)

    # ---- a file

    def open(self, opening: Opening) -> None:
        """Look at a file. What cannot be read is said, and what was shown before stays."""
        self._opener.open(opening)

    def reopen(self, name: str, words: str) -> None:
        """Read the file in another way: another sheet, header row, encoding or separator."""
        self._opener.reopen(self._choices.opening(), name, words)

    def close(self) -> None:
        """Put the file away; nothing was kept of it."""
        self._opener.close()
        self._table = self._look = None
        self._choices.forget()
        self._view.show_table(None)

    def show(self) -> None:
        """Show what is known of the file."""
        self._view.show_table(self.form())

    def form(self) -> TableForm | None:
        """What the page shows of the file."""
        if self._table is None or self._look is None:
            return None
        return self._choices.form(self._table, self._look)

    def keep_column(self, name: str, is_kept: bool) -> None:
        """Keep a column, or leave it behind."""
        self._choices.keep(name, is_kept)

    def read_as(self, name: str, kind: str) -> None:
        """Read a column as something else."""
        self._choices.read_as(name, kind)

    def call_it(self, title: str) -> None:
        """What the list is called."""
        self._choices.set("title", title)

    def name_cases_by(self, column: str) -> None:
        """The column that names a case; "" for its number in the list."""
        self._choices.set("reference", column)

    # ---- keeping it

    def keep(self) -> None:
        """Read the whole list in a worker and keep it. A refusal leaves everything as it is."""
        form, table, look = self.form(), self._table, self._look
        if form is None or table is None or look is None or self._is_keeping:
            return
        wishes = self._choices.wishes(form, look)

        def work(progress: Progress) -> ReadList:
            return read_cases(table, wishes, progress)

        def failed(error: TiaError) -> None:
            if self.state.left:
                self.state.shell.show_error(error)
            else:
                self._view.show_refusal(tr(error.sentence), at="columns")

        def done(read: ReadList) -> None:
            try:
                self._came(case_lists.keep_cases(self.state.ws, read, origin=ORIGIN), read)
            except TiaError as error:
                failed(error)

        self._is_keeping = True
        self._view.show_busy(tr("Reading all cases"))
        self._view.show_refusal("", at="columns")
        self.state.shell.in_background(tr("Reading the list"), work, done, failed, self._kept)

    def _came(self, list_id: str, read: ReadList) -> None:
        cases = cases_words(read.row_count)
        words = tr("“{title}” is kept: {cases}.").format(title=one_line(read.title, 80), cases=cases)
        told = [words]
        if read.skipped:
            told.append(ntr("{n} row was left out.", "{n} rows were left out.", read.skipped))
        if read.repeated:
            one, many = "{n} case has", "{n} cases have"
            have = ntr(one, many, read.repeated)
            told.append(tr("{some} a reference that an earlier case has too.").format(some=have))
        if read.problem_count > MOST_SAID:
            told.append(tr("{n:,} problems; the first ones are listed.").format(n=read.problem_count))
        problems = [(f"{row:,}", sentence) for row, sentence in sorted(read.problems)[:MOST_SAID]]
        came = {"words": " ".join(told), "left": read.left_out, "problems": problems}
        self._choices.forget()
        self.state.draft.update({"list": list_id, _CAME: json.dumps(came)})
        self.state.shell.show_notice(words)
        if not self.state.left:
            self._table = self._look = None
            self._view.show_table(None)
            self._view.show_lists()

    # ---- inside

    def _opened(self, table: CaseTable, look: Preview) -> None:
        self._table, self._look = table, look
        self._choices.open(opened_like(table))
        self._view.show_refusal("", at=FILE)
        self.show()

    def _refused(self, sentence: str, at: str) -> None:
        self.show()
        self._view.show_refusal(sentence, at=at)

    def _kept(self) -> None:
        self._is_keeping = False
        if not self.state.left:
            self._view.show_busy("")


def _kept_row(kept: CaseList, chosen: CaseList | None) -> KeptRow:
    left = len(json.loads(kept.left_out))
    parts = [cases_words(kept.row_count), kept.source_name]
    if left:
        parts.append(ntr("{n} column left behind", "{n} columns left behind", left))
    return KeptRow(kept.id, kept.title, " · ".join(parts), chosen is not None and kept.id == chosen.id)
