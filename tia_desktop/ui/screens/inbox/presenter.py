"""Quick notes to sort: which are chosen, which check would fit them, and what becomes of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from tia_desktop.domain.records import EvidenceNote, RealityCheck
from tia_desktop.services import inbox, plan
from tia_desktop.services.own_checks import own_checks
from tia_desktop.services.ports import NoteRow
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.days import moment
from tia_desktop.ui.doing import attempt
from tia_desktop.ui.i18n import ntr, tr
from tia_desktop.ui.note_list.words import NoteWords

MOST = 1_000
"""Notes that “Choose all” takes at most: undo of more would keep the window busy."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What all chosen notes get. Empty leaves a matter as it is in each note."""

    check_id: str = ""
    questions: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    how: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Hint:
    """A check that would fit, in words. A person takes it or leaves it."""

    check_id: str
    sentence: str
    action: str


class InboxView(Protocol):
    """What the presenter asks of the window."""

    def show_notes(self, total: int, sentence: str) -> None:
        """Show the list from `window`; with none, the empty state."""

    def show_chosen(self, ids: set[str], words: str, hint: Hint | None) -> None:
        """Mark these notes as chosen, say how many, and offer the check that fits them."""

    def empty_form(self) -> None:
        """Begin anew: nothing is to be changed."""


class InboxWords(NoteWords):
    """A quick note in words: where and when count more than that it is in the inbox."""

    def meta(self, note: NoteRow) -> str:
        """Where, when, how, who, and what it helps to answer, in one line."""
        numbers = [str(q.number) for q in self._ws.pack.key_questions if q.id in note.questions]
        helps = tr("helps with {numbers}").format(numbers=", ".join(numbers)) if numbers else ""
        parts = [note.place, moment(note.observed_at), self._ws.how_word(note.how), note.author, helps]
        return " · ".join(part for part in parts if part)


class InboxPresenter:
    """Chooses and sorts."""

    def __init__(self, context: ScreenContext, view: InboxView) -> None:
        self._context, self._view = context, view
        self.ws = context.ws
        self.words = InboxWords(self.ws)
        self.chosen: set[str] = set()
        settings = context.desk.settings
        self._is_adviser = settings.role == "tia"
        # Advisers see their own quick notes and nobody else's.
        self._author = settings.author if self._is_adviser else ""

    # ---- what is shown

    def load(self) -> None:
        """Show what is stored now; what is not in the inbox any more is not chosen either."""
        total = inbox.count(self.ws, self._author)
        self._view.show_notes(total, ntr("{n} quick note to sort", "{n} quick notes to sort", total))
        self.choose(i for i in self.chosen if self._waits(i))

    def window(self, offset: int, limit: int) -> Sequence[NoteRow]:
        """Some of the notes, newest first."""
        return inbox.notes_to_sort(self.ws, self._author, offset, limit)

    def checks(self) -> list[tuple[str, str]]:
        """(id, words) of the checks a note can be given; "" leaves it in the inbox."""
        kinds = self.ws.template_of
        return [("", tr("None: leave them here")), *((c.id, f"{c.title} · {kinds(c)}") for c in self._mine())]

    # ---- choosing

    def choose(self, ids: Iterable[str]) -> None:
        """These notes are chosen now."""
        self.chosen = set(ids)
        n = len(self.chosen)
        words = ntr("{n} note chosen", "{n} notes chosen", n) if n else tr("No note chosen")
        self._view.show_chosen(self.chosen, words, self._hint())

    def choose_all(self) -> None:
        """All of them; none when all are chosen already."""
        total = inbox.count(self.ws, self._author)
        if len(self.chosen) >= min(total, MOST):
            self.choose(())
            return
        self.choose(row.id for row in self.window(0, MOST))
        if total > MOST:
            said = tr("The newest {n} notes are chosen. Sort them, then choose the next.")
            self._context.shell.show_notice(said.format(n=f"{MOST:,}"))

    # ---- doing

    def sort(self, wanted: Wanted) -> bool:
        """Give all chosen notes what is wanted, as one action. False when nothing was done."""
        if not self._has_chosen():
            return False
        if wanted == Wanted():
            self._context.shell.show_notice(tr("Say first what the notes should get, such as a check."))
            return False
        check = self.ws.store.get(RealityCheck, wanted.check_id) if wanted.check_id else None
        n = len(self.chosen)
        done = self._do(
            lambda: inbox.sort_notes(
                self.ws,
                sorted(self.chosen),
                check_id=wanted.check_id or None,
                questions=wanted.questions or None,
                areas=wanted.areas or None,
                how=wanted.how or None,
                source=wanted.source or None,
            )
        )
        if done and check is not None:
            notes = ntr("{n} note", "{n} notes", n)
            self._tell(tr("{notes} moved to “{check}”.").format(notes=notes, check=check.title))
        elif done:
            self._tell(ntr("{n} note was changed.", "{n} notes were changed.", n))
        return done

    def remove(self) -> bool:
        """Take all chosen notes away, as one action. False when nothing was done."""
        if not self._has_chosen():
            return False
        n = len(self.chosen)
        done = self._do(lambda: inbox.sort_notes(self.ws, sorted(self.chosen), remove=True))
        if done:
            self._tell(ntr("{n} note was removed.", "{n} notes were removed.", n))
        return done

    def open(self, note_id: str) -> None:
        """Read a note whole, and change it."""
        self._context.shell.go("note", note_id=note_id)

    def write(self) -> None:
        """Write a quick note."""
        self._context.shell.go("note")

    def home(self) -> None:
        """Back to the checks."""
        self._context.shell.go("my_checks" if self._is_adviser else "collect")

    # ---- inside

    def _mine(self) -> list[RealityCheck]:
        if not self._is_adviser:
            return plan.checks_of(self.ws)
        return own_checks(self.ws, self._author).all

    def _waits(self, note_id: str) -> bool:
        note = self.ws.store.get(EvidenceNote, note_id)
        return note is not None and not note.check_id and not note.prompt_id

    def _has_chosen(self) -> bool:
        if not self.chosen:
            self._context.shell.show_notice(tr("Choose notes first. Space chooses the note you are on."))
        return bool(self.chosen)

    def _do(self, step: Callable[[], object]) -> bool:
        done = attempt(self._context.shell, step)
        if done:
            self.chosen = set()
            self._view.empty_form()
        self.load()
        return done

    def _tell(self, what: str) -> None:
        self._context.shell.show_notice(f"{what} {tr('Undo takes it back.')}")

    def _hint(self) -> Hint | None:
        found = inbox.suggest(self.ws, sorted(self.chosen), self._mine())
        if found is None:
            return None
        reasons = [
            words
            for fits, words in (
                (found.same_place, tr("the same place")),
                (found.same_time, tr("written during the visit")),
                (found.same_person, tr("the same person")),
            )
            if fits
        ]
        sentence = tr("“{check}” may fit: {reasons}.").format(check=found.title, reasons=", ".join(reasons))
        return Hint(found.check_id, sentence, tr("Choose this check"))
