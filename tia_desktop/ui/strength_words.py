"""The strength of evidence in words: what stands behind something, and what is thin about it. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tia_desktop.domain.pack import FrameworkPack
from tia_desktop.domain.rules import Triangulation
from tia_desktop.services.strength import picture_of
from tia_desktop.ui.i18n import ntr, tr


@dataclass(frozen=True, slots=True)
class StrengthWord:
    """One line with its icon; `tone` is "weak" for what a reader must be told, else "muted"."""

    words: str
    icon: str
    tone: str = "muted"


def strength_words(pack: FrameworkPack, counted: Triangulation) -> list[StrengthWord]:
    """Say everything that the picture shows, and what is thin. Never a score."""
    warnings = thin_words(counted)
    if not counted.supporting:
        return warnings
    picture = picture_of(pack, counted)
    kinds = [m.name for m in picture.kinds if m.state != "none"]
    sources = [m.name for m in picture.sources if m.state != "none"]
    people = len(counted.people)
    said = [
        StrengthWord(_counted(ntr("{n} kind of check", "{n} kinds of check", len(kinds)), kinds), "collect"),
        StrengthWord(_counted(ntr("{n} source", "{n} sources", len(sources)), sources), "ear"),
        StrengthWord(
            _counted(ntr("{n} person wrote it", "{n} people wrote it", people), counted.people), "people"
        ),
    ]
    return [*said, *warnings]


def thin_words(counted: Triangulation) -> list[StrengthWord]:
    """Only what is thin, weaker or contradicted; nothing when all is well."""
    found: list[StrengthWord] = []
    if not counted.supporting:
        found.append(StrengthWord(tr("No evidence supports it yet."), "warning", "weak"))
    elif counted.one_source_only:
        found.append(StrengthWord(_one_source(counted), "warning", "weak"))
    if counted.weak_groups:
        found.append(StrengthWord(_weaker(counted), "half", "weak"))
    if counted.contradicting:
        found.append(_against(counted))
    return found


def strength_said(pack: FrameworkPack, counted: Triangulation) -> str:
    """All of it as sentences: what the picture is called."""
    return " ".join(
        line.words if line.words.endswith(".") else f"{line.words}." for line in strength_words(pack, counted)
    )


def short_words(counted: Triangulation) -> str:
    """The numbers in one line: "3 kinds of check · 2 sources · 2 people"."""
    parts = [
        ntr("{n} kind of check", "{n} kinds of check", len(counted.kinds)),
        ntr("{n} source", "{n} sources", len(counted.sources)),
        ntr("{n} person", "{n} people", len(counted.people)),
    ]
    return " · ".join(parts)


def _counted(words: str, names: Sequence[str]) -> str:
    return f"{words}: {', '.join(names)}" if names else words


def _one_source(counted: Triangulation) -> str:
    """Which of the two it lacks: another kind of check, or somebody else who says so (para 66)."""
    if len(counted.kinds) < 2 and len(counted.sources) < 2:
        return tr("One source only: one kind of check and one group of people. Look somewhere else as well.")
    if len(counted.kinds) < 2:
        return tr("One source only: all from one kind of check. Check it in another way as well.")
    return tr("One source only: all from one group of people. Ask somebody else as well.")


def _weaker(counted: Triangulation) -> str:
    """Tenants of an ALMO may speak well of it to keep the funding (para 39, note I)."""
    if counted.only_weak_groups:
        return tr("All notes are from focus groups, which weigh less here.")
    one, many = (
        tr("{n} of {total} notes is from a focus group, which weighs less here."),
        tr("{n} of {total} notes are from focus groups, which weigh less here."),
    )
    words = one if counted.weak_groups == 1 else many
    return words.format(n=counted.weak_groups, total=counted.supporting)


def _against(counted: Triangulation) -> StrengthWord:
    words = ntr("{n} note contradicts it", "{n} notes contradict it", counted.contradicting)
    if not counted.unanswered:
        return StrengthWord(f"{words}: {tr('answered')}.", "done")
    if counted.unanswered == counted.contradicting:
        return StrengthWord(f"{words}: {tr('not answered yet')}.", "warning", "weak")
    left = ntr("{n} is not answered yet", "{n} are not answered yet", counted.unanswered)
    return StrengthWord(f"{words}: {left}.", "warning", "weak")
