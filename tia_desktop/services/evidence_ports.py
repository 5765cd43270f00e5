"""The port for evidence: what stands behind findings and key questions, read all at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from tia_desktop.domain.values import Value


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class EvidenceRow(Value):
    """A note behind a finding, as the strength of evidence sees it. `says` is False for an emptied note."""

    finding_id: str
    note_id: str
    stance: str
    answered: bool  # a contradiction that somebody answered
    template: str  # kind of check, "" for a note of no check
    source: str
    author: str
    says: bool


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Sounding(Value):
    """A kind of check has at least one note that says something, from a source, for a key question."""

    question_id: str
    template: str
    source: str


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class PassageRow(Value):
    """What was chosen or said of a note behind a finding: a passage, a photo, the answer to a contradiction.

    Attributes:
        quote: the passage, "" for none.
        stands: the passage is still in the note's words.
        photo_gone: the photo that was chosen is not with the note any more.
        answer: why the finding holds although the note contradicts it, "" for none.
        sensitivity: of the note.
    """

    finding_id: str
    note_id: str
    quote: str
    stands: bool
    photo_gone: bool
    answer: str
    sensitivity: str


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class NoteContent(Value):
    """Everything that a note behind a finding says. `files` are (SHA-256, caption) of what hangs on it."""

    note_id: str
    text: str
    how: str
    source: str
    speaker: str
    place: str
    observed_at: str
    author: str
    scheme: str
    rating: str
    value: str
    exact_words: bool
    template: str  # kind of check, "" for a note of no check
    files: tuple[tuple[str, str], ...]


class EvidenceReader(Protocol):
    """Reads what stands behind findings and key questions, all at once."""

    def rows(self, finding_id: str = "") -> list[EvidenceRow]:
        """Return the notes behind all findings, or behind one, in the order in which they were linked.

        Links from or to something that was removed are left out.
        """

    def passages(self) -> list[PassageRow]:
        """Return the notes behind findings of which a passage, a photo or an answer was kept.

        In the order in which they were linked, without links from or to something that was removed.
        """

    def contents(self) -> list[NoteContent]:
        """Return what the notes behind findings say, each note once, by the ids of the notes.

        Links from or to something that was removed are left out.
        """

    def soundings(self) -> list[Sounding]:
        """Return which kinds of check have brought something from which source for which key question."""

    def authors(self) -> list[str]:
        """Return everybody who wrote a note, in alphabetical order."""

    def places(self) -> list[str]:
        """Return the places that notes name, in alphabetical order."""

    def ratings(self) -> list[tuple[str, str]]:
        """Return every (scheme, choice) that a note is rated with, in alphabetical order."""
