"""Readiness: what must be put right, what a person may accept, and what was accepted. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tia_desktop.domain.conclude_records import AcceptedWarning
from tia_desktop.services import accepting
from tia_desktop.services.readiness import OpenProblem
from tia_desktop.services.readiness_problem import SUBJECT_OF
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.i18n import ntr, tr
from tia_desktop.ui.problems import counts, jump, target_of
from tia_desktop.ui.saving import Saved, save

PAGE = 25
"""Problems of a group shown at once."""

LONG = 8
"""More problems than this can be looked at one subject at a time."""

ALL = "all"
_SUBJECTS = (
    ("findings", "Findings"),
    ("questions", "Key questions"),
    ("judgements", "Judgements"),
    ("people", "People"),
    ("order", "Dates and inbox"),
    ("personal", "Personal data"),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One problem as the page shows it.

    Attributes:
        key: the problem's key.
        sentence: what is wrong and what to do.
        second: where the rule comes from, and what was accepted.
        said: all of it, as it is read aloud.
        may_accept: a reason can be given here; `is_accepted` that it can be taken back.
        lapsed: the reason for which it was accepted when it said something else.
    """

    key: str
    sentence: str
    second: str
    said: str
    may_accept: bool
    is_accepted: bool
    lapsed: str


@dataclass(frozen=True, slots=True)
class ProblemGroup:
    """Problems of one weight: one page of them, and where it is among all."""

    id: str
    title: str
    explain: str
    lines: tuple[Line, ...]
    total: int
    first: int  # place of the first line among all, from 0

    @property
    def place(self) -> str:
        """Which ones are shown."""
        return tr("{first} to {last} of {total}").format(
            first=self.first + 1, last=self.first + len(self.lines), total=self.total
        )


def _group_of(problem: OpenProblem) -> str:
    return "accepted" if problem.accepted else problem.level


class ReadinessPresenter:
    """Holds what is shown: which subject, and which page of each group."""

    def __init__(self, context: ScreenContext) -> None:
        self._context, self._ws = context, context.ws
        self._problems: dict[str, OpenProblem] = {}
        self._first: dict[str, int] = {}
        self.subject = ALL

    def take(self, problems: Sequence[OpenProblem]) -> None:
        """Show these from now on."""
        self._problems = {p.key: p for p in problems}
        if not self._of_subject():
            self.subject = ALL

    # ---- what is shown

    def counts(self) -> str:
        """How much stands in the way."""
        return counts(list(self._problems.values()))

    def tone(self) -> tuple[str, str]:
        """The icon and the tone of the counts."""
        groups = {_group_of(p) for p in self._problems.values()}
        if "blocks" in groups:
            return "error", "vweak"
        return ("warning", "weak") if "warns" in groups else ("done", "vgood")

    def subjects(self) -> list[tuple[str, str]]:
        """(id, words with a number) of what problems are about; empty while all fit on one page."""
        if len(self._problems) <= LONG:
            return []
        found = [SUBJECT_OF[p.rule] for p in self._problems.values()]
        chips = [(key, tr(words), found.count(key)) for key, words in _SUBJECTS if key in found]
        if len(chips) < 2:
            return []
        everything = (ALL, tr("Everything"), len(found))
        return [(key, f"{words} ({n})") for key, words, n in (everything, *chips)]

    def groups(self) -> list[ProblemGroup]:
        """What must be put right, what may be accepted, what was: those that have any."""
        shown = self._of_subject()
        words = (
            (
                "blocks",
                tr("Must be put right"),
                tr("A judgement cannot be defended before these are mended."),
            ),
            (
                "warns",
                tr("Warnings"),
                tr("Mend them, or accept them with a reason. The report keeps the reason."),
            ),
            ("accepted", tr("Accepted"), tr("The report says why.")),
        )
        found = (
            self._group(key, title, why, [p for p in shown if _group_of(p) == key])
            for key, title, why in words
        )
        return [group for group in found if group.total]

    def _of_subject(self) -> list[OpenProblem]:
        everything = self._problems.values()
        return [p for p in everything if self.subject in (ALL, SUBJECT_OF[p.rule])]

    def _group(self, key: str, title: str, explain: str, found: list[OpenProblem]) -> ProblemGroup:
        last = (len(found) - 1) // PAGE * PAGE if found else 0
        first = self._first[key] = min(self._first.get(key, 0), last)
        lines = tuple(self._line(p) for p in found[first : first + PAGE])
        return ProblemGroup(key, f"{title} ({len(found)})", explain, lines, len(found), first)

    def _line(self, problem: OpenProblem) -> Line:
        second = tr("Source: {source}").format(source=problem.source)
        if problem.accepted:
            said = tr("Accepted by {who}: {why}")
            second = said.format(who=problem.accepted_by, why=problem.accepted) + "\n" + second
        elif problem.lapsed:
            said = tr("Accepted before, but it says something else now: {why}")
            second = said.format(why=problem.lapsed) + "\n" + second
        level = tr("Must be put right") if problem.level == "blocks" else tr("Warning")
        goes = tr("Enter goes there.") if target_of(self._ws, problem) is not None else ""
        parts = (f"{level}: {problem.sentence}", second.replace("\n", " ") + ".", goes)
        return Line(
            problem.key, problem.sentence, second, " ".join(p for p in parts if p),
            problem.may_accept and not problem.accepted, bool(problem.accepted), problem.lapsed,
        )  # fmt: skip

    # ---- what a person does

    def show_subject(self, subject: str) -> None:
        """Show what is about one thing, from its beginning."""
        self.subject = subject
        self._first.clear()

    def turn(self, group: str, pages: int) -> None:
        """Show other problems of a group."""
        self._first[group] = max(0, self._first.get(group, 0) + pages * PAGE)

    def go_there(self, key: str) -> None:
        """Go where a problem can be put right."""
        jump(self._context.shell, self._ws, self._problems[key])

    def draft(self, key: str) -> dict[str, str]:
        """What stands in the field for a reason: it survives leaving the page."""
        return self._context.draft(f"accept-{key}")

    def accept(self, key: str, reason: str) -> Saved:
        """Accept a warning as it is shown here."""
        said = self._problems[key].sentence if key in self._problems else ""
        done = save(self._context.shell, lambda: accepting.accept(self._ws, key, reason, said=said))
        if done.ok:
            self.draft(key).clear()
            self._context.shell.show_notice(tr("Accepted. The report keeps your reason."))
        return done

    def withdraw(self, key: str) -> Saved:
        """Take an acceptance back."""
        done = save(self._context.shell, lambda: accepting.withdraw(self._ws, key))
        if done.ok:
            self._context.shell.show_notice(tr("Taken back. It stands in the way again."))
        return done

    def show_history(self, key: str) -> None:
        """Show who accepted it, when and why, and what it said then."""
        self._context.shell.go("history", kind=AcceptedWarning.KIND, record_id=key)

    def more_words(self) -> str:
        """What to say while nothing stands in the way."""
        if not self._problems:
            return tr("Nothing stands in the way. The judgements can be released.")
        accepted = len(self._problems)
        return ntr(
            "Nothing stands in the way: {n} warning was accepted with a reason.",
            "Nothing stands in the way: {n} warnings were accepted with a reason.",
            accepted,
        )
