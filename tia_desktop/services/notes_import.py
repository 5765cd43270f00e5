"""Importing notes from a table: columns become fields, bad rows are named, good rows go in as one action."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tia_desktop.domain.changes import Edit
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.form_records import FORM
from tia_desktop.domain.pack import GradingScheme
from tia_desktop.domain.records import RealityCheck, TeamMember
from tia_desktop.domain.rules import person_key, refuse_own_landlord, refuse_stopped
from tia_desktop.domain.text import one_line
from tia_desktop.services.capture import OWN, NoteDraft, note_edits
from tia_desktop.services.checklist import item_of
from tia_desktop.services.ports import Progress
from tia_desktop.services.typed_times import parse_when
from tia_desktop.services.workspace import Workspace

# What a column may be called. The first name of each field is the field's own.
FIELDS: dict[str, tuple[str, ...]] = {
    "text": (
        *("text", "note", "notes", "note text", "paragraph", "paragraphs", "comment", "comments"),
        *("observation", "observations", "evidence", "words"),
    ),
    "check": ("check", "check id", "reality check", "visit"),
    "key-question": ("key question", "key questions", "question", "questions", "kq"),
    "area": ("area", "areas", "service area", "service areas"),
    "source": ("source", "source group"),
    "how": ("how", "how known", "how it is known"),
    "place": ("place", "location", "address", "where"),
    "observed": ("observed", "observed at", "date", "when", "date and time", "date observed"),
    "author": ("author", "inspector", "adviser", "written by", "who"),
    "item": ("item", "item id", "checklist item"),
    "scheme": ("scheme", "grading scheme"),
    "rating": ("rating", "grade"),
    "value": ("value",),
    "exact-words": ("exact words", "quote", "exact"),
    "sensitivity": ("sensitivity", "personal data"),
}

_FIELD_OF = {name: field for field, names in FIELDS.items() for name in names}
KNOWN_NAMES = frozenset(_FIELD_OF)
_STEP = 500


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table: its number, as a spreadsheet counts, and its cells, or why it cannot be read."""

    number: int
    cells: tuple[str, ...]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did.

    Attributes:
        added: notes that went in.
        rows: rows that were looked at.
        problems: (row number, sentence) of every row that did not go in.
        used: column name -> field.
        left_out: columns that are no field of a note.
    """

    added: int
    rows: int
    problems: tuple[tuple[int, str], ...]
    used: dict[str, str]
    left_out: tuple[str, ...]


def plain_name(text: str) -> str:
    """Return a column's name as it is compared: small letters, words, single spaces."""
    return " ".join(re.findall(r"\w+", text.casefold().replace("_", " ")))


def map_columns(columns: Sequence[str], mapping: Mapping[str, str]) -> dict[int, str]:
    """Return which column (counted from 0) holds which field. What is said wins over what is recognised.

    Raises:
        InputError: a column or field that does not exist, or no column that could be a note.
    """
    names = [plain_name(c) for c in columns]
    found: dict[int, str] = {}
    for column, field in mapping.items():
        place = next((n for n, c in enumerate(columns) if c == column.strip()), -1)
        if place < 0 and plain_name(column) in names:
            place = names.index(plain_name(column))
        if place < 0:
            raise InputError(f"There is no column “{column}”. The columns are: {_listed(columns)}.")
        if plain_name(field) not in _FIELD_OF:
            raise InputError(f"“{field}” is not a part of a note. Choose one of: {', '.join(FIELDS)}.")
        if place in found or _FIELD_OF[plain_name(field)] in found.values():
            raise InputError(
                f"“{column}={field}”: each column and each part of a note can be told only once."
            )
        found[place] = _FIELD_OF[plain_name(field)]
    for field, known in FIELDS.items():
        for name in known:  # the field's own name is looked for first
            if field not in found.values() and name in names and names.index(name) not in found:
                found[names.index(name)] = field
    if not set(found.values()) & {"text", "rating", "value"}:
        raise InputError(
            f"No column is called “text”. The columns are: {_listed(columns)}. "
            "Say which one holds the notes, for example: --map “column name=text”."
        )
    return found


def _listed(columns: Sequence[str]) -> str:
    shown = ", ".join(f"“{one_line(c, 40)}”" for c in columns[:12])
    return shown + (f" and {len(columns) - 12} more" if len(columns) > 12 else "")


def import_notes(
    ws: Workspace,
    columns: Sequence[str],
    rows: Iterable[TableRow],
    *,
    mapping: Mapping[str, str] | None = None,
    defaults: Mapping[str, str] | None = None,
    strict: bool = False,
    progress: Progress | None = None,
) -> ImportResult:
    """Keep the notes of a table, all in one action, so that one undo takes them out again.

    Args:
        ws: the open inspection.
        columns: the table's header.
        rows: the rows below it.
        mapping: column name -> field, for columns whose names say nothing.
        defaults: field -> what a row gets where it says nothing itself.
        strict: keep nothing when any row is bad.
        progress: called now and then with (rows read, 0).

    Raises:
        InputError: the columns or the defaults do not fit; nothing was kept.
    """
    fields = map_columns(columns, mapping or {})
    reader = NoteReading(ws, defaults or {})
    edits: list[Edit] = []
    problems: list[tuple[int, str]] = []
    count = 0
    for count, row in enumerate(rows, 1):
        if progress and count % _STEP == 0:
            progress(count, 0)
        try:
            edits += reader.edits(_values(row, fields, len(columns)))
        except InputError as error:
            problems.append((row.number, error.sentence))
    added = 0 if strict and problems else count - len(problems)
    if added:
        ws.store.record(edits, author=ws.author, cause="import")
    used = {columns[n]: field for n, field in sorted(fields.items())}
    left_out = tuple(c for n, c in enumerate(columns) if n not in fields)
    return ImportResult(added, count, tuple(problems), used, left_out)


def _values(row: TableRow, fields: Mapping[int, str], width: int) -> dict[str, str]:
    """Return field -> cell of a row. Cells that are missing at the end are empty."""
    if row.problem:
        raise InputError(row.problem)
    if any(cell.strip() for cell in row.cells[width:]):
        raise InputError(
            f"This row has {len(row.cells)} cells, but the header has {width}. "
            "Put quotation marks around a text that holds the separator."
        )
    return {field: row.cells[n] for n, field in fields.items() if n < len(row.cells)}


class NoteReading:
    """Turns what people write in a table, or after an option, into a note. Checks and team are read once."""

    def __init__(self, ws: Workspace, defaults: Mapping[str, str]) -> None:
        self._ws = ws
        self._checks = {c.id: c for c in ws.store.find(RealityCheck)}
        self._titles: dict[str, list[str]] = {}
        for check in self._checks.values():
            self._titles.setdefault(check.title.casefold(), []).append(check.id)
        self._team = {person_key(key): m for m in ws.store.find(TeamMember) for key in (m.id, m.name)}
        self._inspection = ws.inspection
        pack = ws.pack
        self._how = {w.casefold(): c.id for c in pack.how_known for w in (c.word, c.id)}
        self._sources = {w.casefold(): c.id for c in pack.source_groups for w in (c.word, c.id)}
        self._questions = {
            w.casefold(): q.id for q in pack.key_questions for w in (q.title, q.short, str(q.number), q.id)
        }
        self._areas = {w.casefold(): a.id for a in pack.service_areas for w in (a.title, a.short, a.id)}
        self._fields: dict[str, tuple[str, Callable[[str], Any]]] = {
            "text": ("text", str),
            "check": ("check_id", self._check),
            "key-question": ("questions", lambda text: _ids(text, self._questions)),
            "area": ("areas", lambda text: _ids(text, self._areas)),
            "source": ("source", lambda text: self._sources.get(text.casefold(), text)),
            "how": ("how", lambda text: self._how.get(text.casefold(), text)),
            "place": ("place", str),
            "observed": ("observed_at", parse_when),
            "author": ("author", str),
            "item": ("item_id", lambda text: text if text.startswith((OWN, FORM)) else pack.item(text).id),
            "scheme": ("scheme", lambda text: pack.scheme(text).id),
            "value": ("value", str),
            "exact-words": ("exact_words", _yes),
            "sensitivity": ("sensitivity", str.casefold),
        }
        self._defaults = NoteDraft()
        self._defaults = self.draft(defaults)
        tested = replace(self._defaults, text="tested once, before any row")
        if not tested.check_id:  # each row may name the check that the question is one of
            tested = replace(tested, item_id="")
        note_edits(ws, tested, "", self._checks)

    def edits(self, values: Mapping[str, str]) -> list[Edit]:
        """Return the edits that keep one note, under a new id.

        Raises:
            InputError: a value does not fit.
            OwnLandlordError: its author is an adviser who rents from this landlord (guidance para 35).
        """
        draft = self.draft(values)
        member = self._team.get(person_key(draft.author or self._ws.author))
        if member is not None:
            refuse_stopped(member)
            refuse_own_landlord(self._inspection, [member])
        return note_edits(self._ws, draft, self._ws.store.new_id(), self._checks)

    def draft(self, values: Mapping[str, str]) -> NoteDraft:
        """Return the note that these values describe (field -> text); empty ones take the defaults."""
        told: dict[str, Any] = {}
        for field, (name, read) in self._fields.items():
            value = values.get(field, "")
            if value.strip():
                told[name] = read(value if field == "text" else value.strip())  # the words stay as they are
        draft = replace(self._defaults, **told)
        rating = values.get("rating", "").strip()
        return self._rated(draft, rating) if rating else draft

    def _check(self, name: str) -> str:
        """A check by its id, or by its title where only one has it."""
        if name in self._checks:
            return name
        found = self._titles.get(name.casefold(), [])
        if len(found) > 1:
            raise InputError(
                f"{len(found)} checks are called “{one_line(name, 60)}”. Give the id of one of them."
            )
        if not found:
            raise InputError(f"There is no check “{one_line(name, 60)}”. Give its id, or its title as it is.")
        return found[0]

    def _rated(self, draft: NoteDraft, rating: str) -> NoteDraft:
        """Add a rating by its id or word, in the scheme named, the item's own, or the pack's first."""
        pack = self._ws.pack
        scheme: GradingScheme = pack.schemes[0]
        if draft.scheme:
            scheme = pack.scheme(draft.scheme)
        elif (item := item_of(self._ws, draft.item_id, draft.check_id)) is not None:
            scheme = pack.scheme_for(item)
        words = {w.casefold(): c.id for c in scheme.choices for w in (c.word, c.id)}
        return replace(draft, scheme=scheme.id, rating=words.get(rating.casefold(), rating))


def _ids(text: str, known: Mapping[str, str]) -> tuple[str, ...]:
    """Read one or several ids, numbers or titles, with ; , | or spaces between them."""
    if text.casefold() in known:
        return (known[text.casefold()],)
    return tuple(known.get(part.casefold(), part) for part in re.split(r"[;,|\s]+", text) if part)


_YES, _NO = ("yes", "y", "true", "1", "x"), ("no", "n", "false", "0")


def _yes(text: str) -> bool:
    if text.casefold() not in (*_YES, *_NO):
        raise InputError(f"“{one_line(text, 40)}” is neither yes nor no. Write yes or no for exact words.")
    return text.casefold() in _YES
