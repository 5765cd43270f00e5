"""Findings: which notes are shown, which are chosen, and what becomes of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from tia_desktop.domain.records import Finding
from tia_desktop.services import conclude
from tia_desktop.services.capture import questions_of
from tia_desktop.services.ports import NoteFilter, NoteRow
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.doing import attempt
from tia_desktop.ui.finding_lines import FindingLine, finding_lines
from tia_desktop.ui.i18n import ntr, tr
from tia_desktop.ui.note_list.words import NoteWords

BEST = 100
"""Search results that are ranked and shown."""


@dataclass(frozen=True, slots=True)
class NoteList:
    """What the list of notes shows. `best` holds the ranked hits of a search, else None."""

    total: int
    best: tuple[NoteRow, ...] | None
    sentence: str

    @property
    def rows(self) -> int:
        """How many rows the list has."""
        return self.total if self.best is None else len(self.best)


class FindingsView(Protocol):
    """What the presenter asks of the window."""

    def show_notes(self, notes: NoteList) -> None: ...
    def show_chosen(self, count: int, words: str) -> None: ...
    def show_findings(self) -> None:
        """Show the list of findings as it is now."""

    def show_choice(self) -> None:
        """Ask which finding the chosen notes belong to."""

    def edit_finding(self, finding_id: str) -> None:
        """Open a finding in the editor."""

    def write_finding(self, polarity: str, notes: Sequence[str], stance: str) -> None:
        """Open the editor for a new finding."""

    def tell_story(self, note_id: str) -> None:
        """Show a note's whole story."""

    def clear_chosen(self) -> None: ...


class FindingsPresenter:
    """Filters, searches, groups."""

    def __init__(self, context: ScreenContext, view: FindingsView) -> None:
        self._context, self._view = context, view
        self.ws = context.ws
        self.words = NoteWords(self.ws)
        arguments = context.arguments
        self.where = NoteFilter(
            query=str(arguments.get("query", "")),
            question_id=str(arguments.get("question_id", "")),
            template=str(arguments.get("template", "")),
        )
        self.chosen: set[str] = set()
        self.lines: list[FindingLine] = []

    # ---- notes

    def start(self) -> None:
        """Show everything, then what was asked for."""
        self.load()
        finding = str(self._context.arguments.get("finding_id", ""))
        if finding and self.ws.store.get(Finding, finding):
            self._view.edit_finding(finding)

    def load(self) -> None:
        """Read what is stored now."""
        self.lines = finding_lines(self.ws)
        self._view.show_findings()
        self.show_notes()

    def show_notes(self) -> None:
        """Search or list with the filters as they are."""
        self._view.show_notes(self._find())

    def set_query(self, text: str) -> None:
        """Search for what is typed."""
        if text != self.where.query:
            self.where = replace(self.where, query=text)
            self.show_notes()

    def set_filter(
        self, *, question_id: str, area_id: str, template: str, source: str, unused_only: bool
    ) -> None:
        """Restrict the notes."""
        wanted = replace(
            self.where, question_id=question_id, area_id=area_id, template=template, source=source,
            unused_only=unused_only,
        )  # fmt: skip
        if wanted != self.where:
            self.where = wanted
            self.show_notes()

    def clear_filters(self) -> None:
        """Show all notes again."""
        self.where = NoteFilter()
        self.show_notes()

    @property
    def filters_on(self) -> int:
        """How many filters restrict the list, the search not counted."""
        w = self.where
        return sum(map(bool, (w.question_id, w.area_id, w.template, w.source, w.unused_only)))

    def window(self, offset: int, limit: int) -> Sequence[NoteRow]:
        """Some of the notes, newest first."""
        return self.ws.store.notes.note_window(self.where, offset, limit)

    def _find(self) -> NoteList:
        notes, where = self.ws.store.notes, self.where
        if not any(c.isalnum() for c in where.query):
            total = notes.count_notes(where)
            words = ntr("{n:,} note", "{n:,} notes", total)
            if not total:
                words = tr("No notes yet") if where == NoteFilter() else tr("No notes fit these filters")
            return NoteList(total, None, words)
        found = notes.search(where, BEST)
        words = ntr("{n:,} note found", "{n:,} notes found", found.total)
        if found.total > len(found.rows):
            words += " · " + tr("the first {n} are shown").format(n=len(found.rows))
        if not found.ranked_all:
            words += " · " + tr("only the newest were compared")
        return NoteList(found.total, found.rows, words)

    # ---- choosing and grouping

    def choose(self, chosen: Iterable[str]) -> None:
        """These notes are chosen now."""
        self.chosen = set(chosen)
        n = len(self.chosen)
        words = ntr("{n} note chosen", "{n} notes chosen", n) if n else tr("No note chosen")
        self._view.show_chosen(n, words)

    def group(self) -> None:
        """Ask what becomes of the chosen notes."""
        if not self.chosen:
            self._context.shell.show_notice(tr("Choose notes first: press Space on each one."))
            return
        self._view.show_choice()

    def add_to(self, finding_id: str, stance: str) -> None:
        """Put the chosen notes behind a finding."""
        notes = sorted(self.chosen)
        if not attempt(
            self._context.shell, lambda: conclude.link_evidence(self.ws, finding_id, notes, stance)
        ):
            return
        self._done_grouping()
        said = ntr("{n} note added to the finding.", "{n} notes added to the finding.", len(notes))
        self._context.shell.show_notice(said)
        self.load()

    def new_finding(self, polarity: str, stance: str = "supports") -> None:
        """Write a finding from the chosen notes (there may be none)."""
        self._view.write_finding(polarity, sorted(self.chosen), stance)

    def questions_for(self, notes: Sequence[str]) -> list[str]:
        """Key questions to begin a finding with: those of its notes, else the one that is filtered for."""
        found = {q for note in notes for q in questions_of(self.ws, note)}
        if not found and self.where.question_id:
            found = {self.where.question_id}
        return [q.id for q in self.ws.pack.key_questions if q.id in found]

    def finished(self, *, grouped: bool) -> None:
        """The editor is closed."""
        if grouped:
            self._done_grouping()
        self.load()

    def _done_grouping(self) -> None:
        self.chosen.clear()
        self._view.clear_chosen()
        self.choose(())

    # ---- findings

    def by_question(self) -> list[tuple[str, str, list[FindingLine]]]:
        """Findings under their key questions; one that straddles several stands under each."""
        groups = []
        for question in self.ws.pack.key_questions:
            mine = [line for line in self.lines if question.id in line.questions]
            groups.append((question.id, f"{question.number}. {question.short}", mine))
        return groups

    def summary(self) -> str:
        """How many findings there are, in words."""
        good = sum(line.is_strength for line in self.lines)
        parts = [
            ntr("{n} strength", "{n} strengths", good),
            ntr("{n} weakness", "{n} weaknesses", len(self.lines) - good),
        ]
        return " · ".join(parts)

    def open_note(self, note_id: str) -> None:
        """Show a note's whole story."""
        self._view.tell_story(note_id)

    def open_finding(self, finding_id: str) -> None:
        """Open a finding in the editor."""
        self._view.edit_finding(finding_id)

    def edit_note(self, note_id: str) -> None:
        """Change a note on its own page."""
        self._context.shell.go("note", note_id=note_id)

    def collect(self) -> None:
        """Go where notes are made."""
        self._context.shell.go("collect")
