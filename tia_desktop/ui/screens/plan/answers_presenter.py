"""Answers that were collected with another program: looked at first, then brought in. No Qt."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tia_desktop.domain.errors import TiaError
from tia_desktop.domain.records import RealityCheck
from tia_desktop.domain.text import one_line
from tia_desktop.services.form_answers import (
    Brought,
    Collected,
    Prepared,
    fits,
    keep_answers,
    keep_photo,
    prepare_answers,
)
from tia_desktop.services.ports import Progress
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.doing import attempt
from tia_desktop.ui.i18n import ntr, tr

ORIGIN = "plan-answers"
_CAME = "came"
MOST_KEPT = 500
"""Sentences about single answers that are remembered after they came in."""


@dataclass(frozen=True, slots=True)
class Told:
    """Answers in words.

    Attributes:
        words: how many filled-in forms, notes and photos.
        facts: what stays behind, what is here already, who has not said that they agreed.
        problems: what does not fit, one by one, with the file and the row.
        checks: (id, title) of the checks with answers.
    """

    words: str
    facts: tuple[str, ...]
    problems: tuple[str, ...]
    checks: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Looked:
    paths: Sequence[Path]
    collected: Collected
    prepared: Prepared


class AnswersPresenter:
    """A worker reads and prepares; photos are kept one by one, then everything is recorded as one action."""

    def __init__(self, context: ScreenContext, check_id: str) -> None:
        self._context, self._ws, self._check_id = context, context.ws, check_id
        self._draft = context.draft(f"plan-answers@{check_id}")
        self._looked: _Looked | None = None
        self._turn = self._kept = 0
        self.is_keeping = False

    @property
    def runs_own(self) -> bool:
        """Whether the check asks the questions of its kind."""
        return not self._ws.need(RealityCheck, self._check_id).checklist_id

    # ---- looking

    def look(
        self,
        paths: Sequence[Path],
        done: Callable[[], object],
        refuse: Callable[[str], object],
        ended: Callable[[], object],
    ) -> None:
        """Look at files; then `done`, or `refuse` with why they cannot be read. `ended` comes last."""
        self._turn += 1
        turn, desk, ws, check_id = self._turn, self._context.desk, self._ws, self._check_id
        path, author = ws.store.path, ws.author

        def work(progress: Progress) -> _Looked:
            collected = desk.outside.answers(paths)
            other = desk.open(path, read_only=True)
            try:
                there = replace(other, author=author)
                prepared = prepare_answers(there, check_id, collected, desk.pictures.facts, progress=progress)
            finally:
                other.store.close()
            return _Looked(paths, collected, prepared)

        def came(looked: _Looked) -> None:
            if turn == self._turn:
                self._looked = looked
                done()

        def failed(error: TiaError) -> None:
            if turn == self._turn:
                refuse(tr(error.sentence))

        def over() -> None:
            if turn == self._turn:
                ended()

        if attempt(self._context.shell, ws.store.seal):  # the worker reads the file, not what is being typed
            title = tr("Reading the answers")
            self._context.shell.in_background(title, work, came, failed, over)

    def looked_at(self) -> Told | None:
        """The answers that were opened and are not kept yet."""
        at = self._looked
        return _told(at.prepared.brought, at.collected) if at else None

    @property
    def can_keep(self) -> bool:
        """Whether anything would come in."""
        return self._looked is not None and bool(self._looked.prepared.brought.checks)

    def put_away(self) -> None:
        """Forget what was opened; nothing of it is kept."""
        self._turn += 1
        self._looked, self.is_keeping, self._kept = None, False, 0

    # ---- bringing in, step by step: the window stays alive between the photos

    def begin(
        self, ready: Callable[[], object], refuse: Callable[[str], object], ended: Callable[[], object]
    ) -> None:
        """Get ready for `step`; what was prepared is prepared again when something was written since."""
        at = self._looked
        if at is None or self.is_keeping:
            return
        self.is_keeping, self._kept = True, 0
        if fits(self._ws, at.prepared):
            ready()
        else:
            self.look(at.paths, ready, refuse, ended)

    def progress(self) -> tuple[str, int, int]:
        """How far it is, in words and numbers."""
        photos = len(self._looked.prepared.photos) if self._looked else 0
        if self._kept >= photos:
            return tr("Bringing in the answers"), photos, photos
        return tr("Photo {n} of {total}").format(n=self._kept + 1, total=photos), self._kept, photos

    def step(self) -> bool:
        """Keep the next photo, or after the last one everything else. False when it is done.

        Raises:
            InputError: a photo is not there any more, or the file takes no changes; no answer is kept.
        """
        at = self._looked
        if at is None or not self.is_keeping:
            return False
        if self._kept < len(at.prepared.photos):
            keep_photo(self._ws, at.collected, at.prepared.photos[self._kept])
            self._kept += 1
            return True
        brought = keep_answers(self._ws, at.prepared, origin=ORIGIN)
        told = _told(brought, at.collected)
        words = tr("{what} came in.").format(what=told.words)
        kept = {
            "words": words,
            "facts": told.facts,
            "problems": told.problems[:MOST_KEPT],
            "checks": told.checks,
        }
        self._draft[_CAME] = json.dumps(kept, ensure_ascii=False)
        self.put_away()
        self._context.shell.show_notice(tr("{words} Undo takes all of it out again.").format(words=words))
        return False

    def stop(self) -> None:
        """Stop on the way: no answer was kept yet."""
        self.is_keeping, self._kept = False, 0

    def left(self) -> None:
        """The page goes: what was on its way is said."""
        if self.is_keeping:
            self._context.shell.show_notice(tr("The answers did not come in: you left the page before."))
        self.put_away()

    # ---- what came

    def came(self) -> Told | None:
        """What came in, as long as it is there: undo may have taken it out again."""
        told = json.loads(self._draft.get(_CAME, "null"))
        if not told:
            return None
        checks = tuple((str(i), str(t)) for i, t in told["checks"])
        there = [c for c in (self._ws.store.get(RealityCheck, i) for i, _ in checks) if c is not None]
        if not any(c.status != "planned" for c in there):
            return None
        shown = tuple((c.id, c.title) for c in there)
        return Told(str(told["words"]), tuple(told["facts"]), tuple(told["problems"]), shown)

    def open_check(self, check_id: str) -> None:
        """Look over the answers of a check."""
        self._context.shell.go("answers", check_id=check_id)


def _told(brought: Brought, collected: Collected) -> Told:
    forms = ntr("{n} filled-in form", "{n} filled-in forms", len(brought.checks))
    notes = ntr("{n} note", "{n} notes", brought.notes)
    words = tr("{forms} with {notes}").format(forms=forms, notes=notes)
    if brought.photos:
        photos = ntr("{n} photo", "{n} photos", brought.photos)
        words = tr("{forms} with {notes} and {photos}").format(forms=forms, notes=notes, photos=photos)
    facts = list[str]()
    if brought.left_behind:
        names = ", ".join(sorted(brought.left_behind))
        facts.append(tr("Left behind, about the person or the telephone: {names}").format(names=names))
    already = brought.already + collected.doubles
    if already:
        facts.append(
            ntr("{n} filled-in form is here already.", "{n} filled-in forms are here already.", already)
        )
    if brought.unagreed:
        facts.append(
            ntr(
                "Nobody wrote down who agreed: {n} check stays open for that.",
                "Nobody wrote down who agreed: {n} checks stay open for that.",
                brought.unagreed,
            )
        )
    if collected.ignored:
        facts.append(
            ntr("{n} other file is left alone.", "{n} other files are left alone.", collected.ignored)
        )
    problems = [tr(sentence) for sentence in collected.problems]
    problems += _gathered(brought.problems)
    return Told(words, tuple(facts), tuple(problems), tuple(zip(brought.checks, brought.titles, strict=True)))


def _gathered(problems: Sequence[tuple[str, str]]) -> list[str]:
    """One line for each sentence: what is said of many filled-in forms is said once, with how many."""
    where: dict[str, list[str]] = {}
    for source, sentence in problems:
        where.setdefault(sentence, []).append(source)
    told = list[str]()
    for sentence, sources in where.items():
        first = one_line(sources[0], 80)
        if len(sources) > 1:
            words = tr("{first} and {n} more places: {sentence}") if len(sources) > 2 else ""
            words = words or tr("{first} and 1 more place: {sentence}")
        else:
            words = "{first}: {sentence}"
        told.append(words.format(first=first, n=len(sources) - 1, sentence=tr(sentence)))
    return told
