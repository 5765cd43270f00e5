"""Findings: which notes are chosen, and what becomes of them. No Qt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Protocol

from tia_desktop.domain.records import EvidenceNote, Finding
from tia_desktop.services import conclude, grouping
from tia_desktop.services.capture import questions_of
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.doing import attempt
from tia_desktop.ui.finding_lines import FindingLine
from tia_desktop.ui.i18n import ntr, tr
from tia_desktop.ui.saving import Saved, save
from tia_desktop.ui.screens.findings.list_presenter import FindingsList
from tia_desktop.ui.screens.findings.notes_presenter import NoteList, NotesPresenter

_ADDED = {
    "supports": ("{n} note supports {name} now.", "{n} notes support {name} now."),
    "contradicts": (
        "{n} note contradicts {name} now. Answer it before you judge.",
        "{n} notes contradict {name} now. Answer them before you judge.",
    ),
    "context": ("{n} note is context for {name} now.", "{n} notes are context for {name} now."),
}
_MERGED = ("{n} finding was merged into {name}.", "{n} findings were merged into {name}.")


class FindingsView(Protocol):
    """What the presenter asks of the window."""

    def show_notes(self, notes: NoteList) -> None: ...
    def show_chosen(self, count: int, words: str) -> None: ...
    def show_findings(self) -> None:
        """Show the list of findings as it is now."""

    def show_choice(self) -> None:
        """Ask which finding the notes of `presenter.grouped` belong to."""

    def back_to_list(self) -> None:
        """Close what is open at the right."""

    def current_note(self) -> str:
        """The note that the keys are on, "" when there is none."""

    def edit_finding(self, finding_id: str, *, evidence: bool = False) -> None:
        """Open a finding in the editor; with `evidence` at its first note."""

    def write_finding(self, polarity: str, notes: Sequence[str], stance: str, question: str = "") -> None:
        """Open the editor for a new finding."""

    def tell_story(self, note_id: str, finding_id: str = "") -> None:
        """Show a note's whole story, with the passage that a finding quotes."""

    def set_chosen(self, notes: set[str]) -> None:
        """Choose these notes and no others."""


class FindingsPresenter:
    """Groups notes; merges, splits, moves and weighs findings.

    After each change that is stored the shell has the page show what is stored now (`load`).
    """

    def __init__(self, context: ScreenContext, view: FindingsView) -> None:
        self._context, self._view = context, view
        self.ws = context.ws
        self.notes = NotesPresenter(context, view.show_notes)
        self.list = FindingsList(self.ws)
        self.chosen: set[str] = set()
        self.grouped: tuple[str, ...] = ()

    @property
    def lines(self) -> list[FindingLine]:
        """All findings."""
        return self.list.lines

    def start(self) -> None:
        """Show everything, then what was asked for."""
        self.load()
        arguments = self._context.arguments
        finding, note = str(arguments.get("finding_id", "")), str(arguments.get("note_id", ""))
        if note and self.ws.store.get(EvidenceNote, note):
            self._view.tell_story(note, finding)
        elif finding and self.ws.store.get(Finding, finding):
            self._view.edit_finding(finding, evidence=bool(arguments.get("evidence")))

    def load(self) -> None:
        """Read what is stored now."""
        self.list.load()
        self._view.show_findings()
        self.notes.show_notes()

    # ---- choosing and grouping

    def choose(self, chosen: Iterable[str]) -> None:
        """These notes are chosen now."""
        self.chosen = set(chosen)
        n = len(self.chosen)
        words = ntr("{n:,} note chosen", "{n:,} notes chosen", n) if n else tr("No note chosen")
        self._view.show_chosen(n, words)

    def targets(self) -> list[str]:
        """The chosen notes, else the one that the keys are on."""
        current = self._view.current_note()
        return sorted(self.chosen) or ([current] if current else [])

    def group(self) -> None:
        """Ask which finding the chosen notes (or the current one) belong to."""
        self.grouped = tuple(self.targets())
        if not self.grouped:
            self._context.shell.show_notice(tr("Choose notes first: press Space on each one."))
            return
        self._view.show_choice()

    def add_to(self, finding_id: str, stance: str, notes: Sequence[str] = ()) -> None:
        """Put notes behind a finding: these, or those that are grouped now."""
        added = list(notes or self.grouped)
        step = partial(conclude.link_evidence, self.ws, finding_id, added, stance)
        if not added or not attempt(self._context.shell, step):
            return
        self.list.used(finding_id)
        self._done_grouping(added)
        self._view.back_to_list()
        self._say(_ADDED[stance], len(added), finding_id)

    def new_finding(
        self, polarity: str, stance: str = "supports", notes: Sequence[str] | None = None, question: str = ""
    ) -> None:
        """Write a finding from these notes, by default the chosen ones (there may be none)."""
        self._view.write_finding(
            polarity, sorted(self.chosen) if notes is None else list(notes), stance, question
        )

    def questions_for(self, notes: Sequence[str]) -> list[str]:
        """Key questions to begin a finding with: those of its notes, else the one that is filtered for."""
        found = {q for note in notes for q in questions_of(self.ws, note)}
        if not found and self.notes.where.question_id:
            found = {self.notes.where.question_id}
        return [q.id for q in self.ws.pack.key_questions if q.id in found]

    def finished(self, finding_id: str, grouped: Sequence[str]) -> None:
        """The editor is closed; these notes were grouped in it."""
        if finding_id:
            self.list.used(finding_id)
        if grouped:
            self._done_grouping(grouped)
        self.load()

    def _done_grouping(self, notes: Iterable[str]) -> None:
        """Notes that are grouped are not chosen any more; others that were dragged past them stay."""
        left = self.chosen - set(notes)
        self._view.set_chosen(left)
        self.choose(left)

    # ---- findings

    def open_note(self, note_id: str, finding_id: str = "") -> None:
        """Show a note's whole story."""
        self._view.tell_story(note_id, finding_id)

    def open_finding(self, finding_id: str) -> None:
        """Open a finding in the editor."""
        self.list.used(finding_id)
        self._view.edit_finding(finding_id)

    def move(self, finding_id: str, to: str, *, out_of: str = "") -> None:
        """Move a finding to another key question; without `out_of` it helps to answer both."""
        attempt(self._context.shell, lambda: grouping.move_finding(self.ws, finding_id, to, out_of=out_of))

    def weigh(self, finding_id: str, weight: str) -> None:
        """Say how much a finding weighs."""
        attempt(self._context.shell, lambda: conclude.change_finding(self.ws, finding_id, {"weight": weight}))

    def merge(self, into: str, others: Sequence[str]) -> bool:
        """Make one finding of several."""
        if not attempt(self._context.shell, lambda: grouping.merge_findings(self.ws, into, others)):
            return False
        self.list.used(into)
        self._view.back_to_list()
        self._say(_MERGED, len(others), into)
        return True

    def split(self, finding_id: str, notes: Sequence[str], text: str, polarity: str) -> Saved:
        """Make a finding of its own out of some notes of another, and show it."""
        made = ""

        def step() -> None:
            nonlocal made
            made = grouping.split_finding(self.ws, finding_id, notes, text, polarity)

        result = save(self._context.shell, step)
        if result.ok:
            self.open_finding(made)
        return result

    def _say(self, forms: tuple[str, str], n: int, finding_id: str) -> None:
        line = self.list.line(finding_id)
        name = (line.label if line else "") or tr("the finding")
        self._context.shell.show_notice(tr(forms[0] if n == 1 else forms[1]).format(n=n, name=name))

    # ---- elsewhere

    def edit_note(self, note_id: str) -> None:
        """Change a note on its own page."""
        self._context.shell.go("note", note_id=note_id)

    def collect(self) -> None:
        """Go where notes are made."""
        self._context.shell.go("collect")
