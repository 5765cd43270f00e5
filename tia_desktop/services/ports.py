"""The ports: what services need from the outside world, and nothing more.

The real store and the fake of the tests both pass `tests/contract`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

from tia_desktop.domain.changes import Change, Edit
from tia_desktop.domain.records import Record, Scalar
from tia_desktop.domain.values import Value
from tia_desktop.services.evidence_ports import EvidenceReader

R = TypeVar("R", bound=Record)

SEALED = "The program stopped while you were typing last time. What you had typed is here."
"""What a file says at opening after a crash that lost nothing: read once, it is in the way."""

DECLARED = "declared"
"""Cause of what somebody declared about themselves: undo stops before it."""

BOOKMARK = "bookmark"
"""The cause of changes that only remember where a person was: undo passes over them."""


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Changed(Value):
    """Something was committed. Sent to listeners after COMMIT, never before.

    Attributes:
        kinds: record kinds that changed.
        ids: ids of the records that changed (empty for bulk work: look at everything).
        origin: who started it, so that an editor need not refresh itself.
        saved_at: ISO time of the commit.
    """

    kinds: frozenset[str]
    ids: frozenset[str]
    origin: str
    saved_at: str


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class NoteFilter(Value):
    """Which notes to show. Empty fields do not restrict. `query` is what a person typed."""

    query: str = ""
    question_id: str = ""
    area_id: str = ""
    template: str = ""
    check_id: str | None = None  # "" asks for the inbox: no check, and no answer of the self-assessment
    source: str = ""
    how: str = ""
    rating: str = (
        ""  # scheme/choice: grades of two schemes never mean the same; a choice alone fits any scheme
    )
    unused_only: bool = False
    author: str = ""
    sub_question_id: str = ""  # said of the note itself, or of a finding that it is behind
    place: str = ""
    since: str = ""  # ISO date: observed on this day or later
    until: str = ""  # ISO date: observed on this day or earlier


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class NoteRow(Value):
    """A note as a list shows it. `text` holds at most 400 characters; `snippet` marks hits with [ ]."""

    id: str
    text: str
    snippet: str
    check_id: str
    check_title: str
    template: str
    item_id: str
    source: str
    how: str
    place: str
    observed_at: str
    author: str
    scheme: str
    rating: str
    questions: tuple[str, ...]
    findings: int  # in how many findings it is used


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class SearchResult(Value):
    """`rows` best first; `total` is exact; `ranked_all` is False when only the newest hits were ranked."""

    rows: tuple[NoteRow, ...]
    total: int
    ranked_all: bool


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Tally(Value):
    """How many notes one kind of check has for one key question, by item and rating."""

    template: str
    question_id: str
    item_id: str
    scheme: str
    rating: str
    notes: int


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class AreaTally(Value):
    """How many notes a key question has for a service area, by item and rating."""

    question_id: str
    area_id: str
    item_id: str
    scheme: str
    rating: str
    notes: int


TELLING = {
    "reality_check": "status",
    "attachment": "media_type",
    "judgement": "rating",
    "evidence_link": "answer",
}
"""The field of a kind of record whose new value tells what somebody did."""

GIVEN = ("judgement", "evidence_link")
"""Those of `TELLING` of which it only tells that there is one: who says it anew has not done it twice."""

YES = "yes"
"""The value that stands for any words of those."""


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Deed(Value):
    """What a person did to records of one kind.

    Attributes:
        author: who did it.
        kind: the kind of record.
        what: made, changed, removed, or brought (made by an import); changed wherever the value is `YES`.
        value: what the telling field became (`TELLING`), `YES` for any words of those in `GIVEN`; "" when it
            did not change, or became empty.
        records: to how many records.
    """

    author: str
    kind: str
    what: str
    value: str
    records: int


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Problem(Value):
    """Something `verify` found: where, and what in plain words."""

    place: str
    sentence: str


class NoteReader(Protocol):
    """Reads many notes at a time."""

    @property
    def evidence(self) -> EvidenceReader:
        """Reads what stands behind findings and key questions."""

    def search(self, where: NoteFilter, limit: int = 50) -> SearchResult:
        """Full-text search over notes: every word must match, the last one as a prefix."""

    def count_notes(self, where: NoteFilter) -> int:
        """Return the exact number of notes a filter lets through."""

    def note_window(self, where: NoteFilter, offset: int, limit: int) -> list[NoteRow]:
        """Return notes newest first, without ranking (`where.query` still restricts)."""

    def tallies(self) -> list[Tally]:
        """Return the numbers behind the coverage matrix."""

    def area_tallies(self) -> list[AreaTally]:
        """Return the numbers behind key questions by areas.

        A note without an area counts for the area of its check, when the check has exactly one.
        """


class LogReader(Protocol):
    """Reads the history. Nothing here writes."""

    def head(self) -> tuple[str, int]:
        """Return (hash of the last change, number of changes)."""

    def history(self, record_id: str) -> list[Change]:
        """Return all changes of one record, oldest first."""

    def ever(self, cls: type[Record]) -> int:
        """Return how many records of a kind were ever made, removed ones included."""

    def linked(self, cls: type[Record], field: str, record_id: str) -> list[Change]:
        """Return all changes of the records of a kind that point to a record with a field, oldest first.

        Removed ones are among them: they count when they ever pointed to it.
        """

    def since(self, moment: str) -> list[Deed]:
        """Return what everybody did since a moment (ISO time with its offset), by person and kind.

        What was undone since then, bookmarks, and the making of the inspection are left out; a record that
        somebody made since then does not count as changed by them as well.
        """

    def action(self, number: int) -> list[Change]:
        """Return the changes of one action of this device."""

    def last_undoable(self) -> int:
        """Return the action that undo would reverse, or 0."""

    def last_redoable(self) -> int:
        """Return the undo that redo would reverse, or 0."""

    def value_before(self, change: Change) -> dict[str, Scalar] | None:
        """Return the record's fields as they were before `change`; None when it did not exist."""


class Store(Protocol):
    """One open inspection file. `record` is the only way anything is written."""

    @property
    def path(self) -> Path:
        """The inspection file."""

    @property
    def read_only_reason(self) -> str:
        """Why nothing can be written, or ""."""

    @property
    def notices(self) -> tuple[str, ...]:
        """Sentences a person must see after opening (a lost `-wal`, a sealed crash draft)."""

    @property
    def notes(self) -> NoteReader:
        """Reads many notes."""

    @property
    def log(self) -> LogReader:
        """Reads the history."""

    def new_id(self) -> str:
        """Return a new UUIDv7: sorts by time."""

    def now(self) -> str:
        """Return the local time as ISO 8601 with offset, to the second."""

    def record(
        self, edits: Sequence[Edit], *, author: str, cause: str = "edit", undoes: int = 0, origin: str = ""
    ) -> int:
        """Write `edits` as one action, durably, and return the action's number.

        Edits that change nothing are dropped; 0 is returned when nothing is left.

        Raises:
            OwnLandlordError, StaleWriteError, ReadOnlyError, StorageError: nothing was written.
        """

    def type_text(
        self, cls: type[Record], record_id: str, field: str, text: str, *, author: str, origin: str = ""
    ) -> None:
        """Save text while it is typed, durably. One burst becomes one change when it is sealed."""

    def seal(self) -> None:
        """Turn open bursts of typing into changes."""

    def reading(self) -> AbstractContextManager[None]:
        """Let everything that is read inside belong to one moment, whoever writes meanwhile.

        Nothing can be written inside (RuntimeError: our mistake), so seal before. It may be nested.
        """

    def get(self, cls: type[R], record_id: str) -> R | None:
        """Return one live record, or None."""

    def find(self, cls: type[R], **equals: Scalar) -> list[R]:
        """Return the live records with these field values, oldest first."""

    def count(self, cls: type[Record], **equals: Scalar) -> int:
        """Return how many live records have these field values."""

    def put_blob(self, data: bytes) -> str:
        """Keep bytes and return their SHA-256. The same bytes are kept once."""

    def get_blob(self, sha256: str) -> bytes:
        """Return kept bytes, tested against their hash."""

    def verify(self, progress: Callable[[int, int], None] | None = None) -> list[Problem]:
        """Rebuild beside and compare; check the chain, the search index and every attachment."""

    def backup(self, folder: Path) -> Path:
        """Write a verified backup into `folder`, thin out older ones, and return its path."""

    def subscribe(self, listener: Callable[[Changed], None]) -> Callable[[], None]:
        """Call `listener` after each commit; the returned function ends it."""

    def close(self) -> None:
        """Seal, and let go of the file. Calling it twice does nothing."""


Progress = Callable[[int, int], None]
"""Called with (done, total); total is 0 when it is not known. Raise from it to cancel."""
