"""A store in memory, for tests that are not about files. It passes `tests/contract` like the real one."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from tia_desktop.domain.changes import (
    GENESIS,
    Change,
    Edit,
    canonical,
    chain_hash,
    payload_digest,
)
from tia_desktop.domain.conclude_records import NoteSubQuestion
from tia_desktop.domain.errors import DamagedFileError, InputError, ReadOnlyError, StaleWriteError
from tia_desktop.domain.records import (
    INSPECTION_ID,
    Attachment,
    CheckArea,
    EvidenceLink,
    EvidenceNote,
    Finding,
    Inspection,
    NoteArea,
    NoteQuestion,
    RealityCheck,
    Record,
    Scalar,
    TeamMember,
)
from tia_desktop.domain.rules import refuse_own_landlord
from tia_desktop.domain.text import clean_text
from tia_desktop.services.evidence_ports import EvidenceRow, NoteContent, PassageRow, Sounding
from tia_desktop.services.ports import (
    BOOKMARK,
    DECLARED,
    GIVEN,
    TELLING,
    YES,
    AreaTally,
    Changed,
    Deed,
    NoteFilter,
    NoteRow,
    Problem,
    R,
    SearchResult,
    Tally,
)
from tia_desktop.store.clock import HybridClock
from tia_desktop.store.log import NO_DEED, taken_back
from tia_desktop.store.projection import fold, normal, shape_of

_RULED = (Inspection.KIND, TeamMember.KIND, RealityCheck.KIND)
_Key = tuple[str, str]
_Typing = dict[tuple[str, str, str], tuple[str, str]]  # (kind, id, field) -> (text before, author)


class FakeStore:
    """`services.ports.Store` without a file: a list of changes and a dictionary of records."""

    def __init__(
        self, path: Path = Path("fake.tia"), *, read_only_reason: str = "", clock: HybridClock | None = None
    ) -> None:
        clock = clock or HybridClock()
        self.path = path
        self.read_only_reason = read_only_reason
        self.notices: tuple[str, ...] = ()
        self.new_id, self.now = clock.new_id, clock.now
        self.log = FakeLog(clock)
        self.notes = FakeNotes(self)
        self.records: dict[_Key, dict[str, Any]] = {}
        self._typing: _Typing = {}
        self._reading = False
        self._blobs: dict[str, bytes] = {}
        self._listeners: list[Callable[[Changed], None]] = []

    def record(
        self, edits: Sequence[Edit], *, author: str, cause: str = "edit", undoes: int = 0, origin: str = ""
    ) -> int:
        self._refuse_when_read_only()
        self.seal()
        records, changes = dict(self.records), list(self.log.changes)
        action = len(changes) + 1
        try:
            touched = {
                (e.cls.KIND, e.record_id) for e in edits if self._apply(e, author, cause, undoes, action)
            }
            if any(kind in _RULED for kind, _ in touched):
                self._refuse_own_landlord()
        except BaseException:
            self.records, self.log.changes = records, changes
            raise
        self._tell(touched, origin)
        return action if touched else 0

    def _refuse_when_read_only(self) -> None:
        if self.read_only_reason:
            raise ReadOnlyError(self.read_only_reason)
        self._refuse_while_reading()

    def _refuse_while_reading(self) -> None:
        if self._reading:
            raise RuntimeError("nothing can be written while a snapshot is read")

    def _refuse_own_landlord(self) -> None:
        refuse_own_landlord(
            self.get(Inspection, INSPECTION_ID), self.find(TeamMember), self.find(RealityCheck)
        )

    def _apply(self, edit: Edit, author: str, cause: str, undoes: int, action: int) -> bool:
        kind, key = edit.cls.KIND, (edit.cls.KIND, edit.record_id)
        row = self.records.get(key)
        if edit.based_on and (row is None or row["version"] != edit.based_on):
            raise StaleWriteError(
                "This was changed in the meantime. Look at the new version, then change it."
            )
        values: dict[str, Scalar] = {}
        if edit.remove:
            if row is None:
                return False
        else:
            known = row if row is not None else shape_of(kind).defaults
            values = {k: v for k, v in normal(kind, edit.values).items() if known[k] != v}
            if row is not None and not values:
                return False
        self.log.append(
            Change(
                chain="fake",
                pos=0,
                hlc="",
                author=clean_text(author),
                action=action,
                cause=cause,
                undoes=undoes,
                kind=kind,
                record_id=edit.record_id,
                op="remove" if edit.remove else "set",
                payload=canonical(values),
                salt="salt",
                payload_hash="",
                base=row["version"] if row else "",
            )
        )
        self._refold(key)
        return True

    def _refold(self, key: _Key) -> None:
        state = fold(c for c in self.log.changes if (c.kind, c.record_id) == key)
        self.records.pop(key, None)
        if state is not None:
            self.records[key] = state

    def type_text(
        self, cls: type[Record], record_id: str, field: str, text: str, *, author: str, origin: str = ""
    ) -> None:
        self._refuse_when_read_only()
        if shape_of(cls.KIND).types.get(field) != "str":
            raise ValueError(f"{cls.KIND} has no text field {field}")
        row = self.records.get((cls.KIND, record_id))
        if row is None:
            raise StaleWriteError("This was removed in the meantime. Copy your text.")
        before, text = row[field], clean_text(text)
        if before == text:
            return
        row[field] = text
        try:
            if cls.KIND in _RULED:
                self._refuse_own_landlord()
        except BaseException:
            row[field] = before
            raise
        first, _ = self._typing.get((cls.KIND, record_id, field), (before, ""))
        self._typing[cls.KIND, record_id, field] = (first, clean_text(author))
        self._tell({(cls.KIND, record_id)}, origin)

    def seal(self) -> None:
        if self._typing:
            self._refuse_while_reading()
        bursts, self._typing = self._typing, {}
        for (kind, record_id, field), (before, author) in sorted(bursts.items()):
            row = self.records[kind, record_id]
            text, row[field] = row[field], before
            edit = Edit(shape_of(kind).cls, record_id, {field: text})
            self._apply(edit, author, "edit", 0, len(self.log.changes) + 1)

    @contextmanager
    def reading(self) -> Iterator[None]:
        before, self._reading = self._reading, True
        try:
            yield
        finally:
            self._reading = before

    def get(self, cls: type[R], record_id: str) -> R | None:
        row = self.records.get((cls.KIND, record_id))
        return None if row is None else self._build(cls, record_id, row)

    def find(self, cls: type[R], **equals: Scalar) -> list[R]:
        wanted = normal(cls.KIND, equals)
        rows = [
            (record_id, row)
            for kind, record_id in dict.fromkeys((c.kind, c.record_id) for c in self.log.changes)
            if kind == cls.KIND and (row := self.records.get((kind, record_id))) is not None
        ]
        return [self._build(cls, i, row) for i, row in rows if all(row[k] == v for k, v in wanted.items())]

    @staticmethod
    def _build(cls: type[R], record_id: str, row: dict[str, Any]) -> R:
        shape = shape_of(cls.KIND)
        built: Any = shape.build((record_id, row["version"], *(row[c] for c in shape.columns)))
        return built  # type: ignore[no-any-return]

    def count(self, cls: type[Record], **equals: Scalar) -> int:
        return len(self.find(cls, **equals))

    def put_blob(self, data: bytes) -> str:
        self._refuse_when_read_only()
        digest = hashlib.sha256(data).hexdigest()
        self._blobs[digest] = bytes(data)
        return digest

    def get_blob(self, sha256: str) -> bytes:
        if sha256 not in self._blobs:
            raise DamagedFileError("A file that was kept with a note is missing. Open the newest backup.")
        return self._blobs[sha256]

    def verify(self, progress: Callable[[int, int], None] | None = None) -> list[Problem]:
        return []

    def backup(self, folder: Path) -> Path:
        raise InputError("This inspection is only in memory: it cannot be backed up.")

    def subscribe(self, listener: Callable[[Changed], None]) -> Callable[[], None]:
        self._listeners.append(listener)

        def stop() -> None:
            with suppress(ValueError):
                self._listeners.remove(listener)

        return stop

    def close(self) -> None:
        if not self.read_only_reason:
            self.seal()
        self._listeners.clear()

    def _tell(self, touched: set[_Key], origin: str) -> None:
        if touched:
            changed = Changed(
                frozenset(k for k, _ in touched), frozenset(i for _, i in touched), origin, self.now()
            )
            for listener in tuple(self._listeners):
                listener(changed)


class FakeLog:
    """`services.ports.LogReader` over a list."""

    def __init__(self, clock: HybridClock) -> None:
        self._clock = clock
        self.changes: list[Change] = []

    def append(self, change: Change) -> None:
        change = replace(
            change,
            pos=len(self.changes) + 1,
            hlc=self._clock.stamp(),
            payload_hash=payload_digest(str(change.salt), str(change.payload)),
        )
        self.changes.append(replace(change, hash=chain_hash(change, self.head()[0])))

    def head(self) -> tuple[str, int]:
        return (self.changes[-1].hash if self.changes else GENESIS), len(self.changes)

    def history(self, record_id: str) -> list[Change]:
        return [c for c in self.changes if c.record_id == record_id]

    def ever(self, cls: type[Record]) -> int:
        return len({c.record_id for c in self.changes if c.kind == cls.KIND})

    def linked(self, cls: type[Record], field: str, record_id: str) -> list[Change]:
        mine = [c for c in self.changes if c.kind == cls.KIND]
        pointing, state = set[str](), dict[str, Any]()
        for change in mine:
            state[change.record_id] = json.loads(change.payload or "{}").get(
                field, state.get(change.record_id)
            )
            gone = not self._is_live(cls.KIND, change.record_id)
            if gone and state[change.record_id] == record_id:
                pointing.add(change.record_id)
        pointing |= {i for i, to in state.items() if self._is_live(cls.KIND, i) and to == record_id}
        return [c for c in mine if c.record_id in pointing]

    def _is_live(self, kind: str, record_id: str) -> bool:
        return [c.op for c in self.changes if (c.kind, c.record_id) == (kind, record_id)][-1] == "set"

    def since(self, moment: str) -> list[Deed]:
        mark = f"{int(datetime.fromisoformat(moment).timestamp() * 1000):012x}"
        new = [c for c in self.changes if c.hlc >= mark]
        gone = taken_back([(c.action, c.undoes) for c in reversed(new) if c.undoes])
        new = [c for c in new if c.cause not in NO_DEED and c.action not in gone]
        made = {(c.author, c.record_id) for c in new if not c.base}
        ids: dict[tuple[str, str, str, str], set[str]] = {}
        for change in new:
            what, value = "made" if not change.base else "changed", ""
            if change.op == "remove":
                what = "removed"
            elif change.kind in TELLING:
                value = json.loads(change.payload or "{}").get(TELLING[change.kind], "")
                if value.strip() and change.kind in GIVEN:
                    what, value = "changed", YES
                value = value.strip()
            if what == "changed" and change.kind not in TELLING and (change.author, change.record_id) in made:
                continue
            if what == "made" and change.cause == "import":
                what = "brought"
            ids.setdefault((change.author, change.kind, what, value), set()).add(change.record_id)
        return [Deed(*key, len(found)) for key, found in sorted(ids.items())]

    def action(self, number: int) -> list[Change]:
        return [c for c in self.changes if c.action == number]

    def _actions(self) -> Iterator[Change]:
        """The first change of each action, newest first, back to the making of the inspection."""
        for change in reversed(self.changes):
            if change.cause in ("create", DECLARED):
                return
            if change.pos == change.action and change.cause != BOOKMARK:
                yield change

    def last_undoable(self) -> int:
        undone = 0
        for change in self._actions():
            if change.cause == "undo":
                undone += 1
            elif undone:
                undone -= 1
            else:
                return change.action
        return 0

    def last_redoable(self) -> int:
        redone = 0
        for change in self._actions():
            if change.cause == "redo":
                redone += 1
            elif change.cause == "undo" and redone:
                redone -= 1
            else:
                return change.action if change.cause == "undo" else 0
        return 0

    def value_before(self, change: Change) -> dict[str, Scalar] | None:
        mine = [c for c in self.changes if (c.kind, c.record_id) == (change.kind, change.record_id)]
        state = fold(c for c in mine if c.pos < change.pos)
        if state is not None:
            state.pop("version", None)
        return state


class FakeNotes:
    """`services.ports.NoteReader`: words are compared as they are, without stemming or ranking."""

    def __init__(self, store: FakeStore) -> None:
        self.store = store
        self.evidence = FakeEvidence(self)

    def search(self, where: NoteFilter, limit: int = 50) -> SearchResult:
        found = self._found(where)
        return SearchResult(tuple(self._row(n, where.query) for n in found[:limit]), len(found), True)

    def count_notes(self, where: NoteFilter) -> int:
        return len(self._found(where))

    def note_window(self, where: NoteFilter, offset: int, limit: int) -> list[NoteRow]:
        return [self._row(n, "") for n in self._found(where)[offset : offset + limit]]

    def tallies(self) -> list[Tally]:
        counts: dict[tuple[str, str, str, str, str], int] = {}
        for link in self.store.find(NoteQuestion):
            note = self.store.get(EvidenceNote, link.note_id)
            if note is not None and self.says_something(note):
                check = self.check_of(note)
                template = check.template if check else ""
                key = (template, link.question_id, note.item_id, note.scheme, note.rating)
                counts[key] = counts.get(key, 0) + 1
        return [Tally(*key, number) for key, number in sorted(counts.items())]

    def area_tallies(self) -> list[AreaTally]:
        counts: dict[tuple[str, str, str, str, str], int] = {}
        for link in self.store.find(NoteQuestion):
            note = self.store.get(EvidenceNote, link.note_id)
            if note is None or not self.says_something(note):
                continue
            areas = {a.area_id for a in self.store.find(NoteArea, note_id=note.id)}
            of_check = {a.area_id for a in self.store.find(CheckArea, check_id=note.check_id)}
            for area in areas or (of_check if len(of_check) == 1 else ()):
                key = (link.question_id, area, note.item_id, note.scheme, note.rating)
                counts[key] = counts.get(key, 0) + 1
        return [AreaTally(*key, number) for key, number in sorted(counts.items())]

    def says_something(self, note: EvidenceNote) -> bool:
        said = note.text or note.rating or note.value
        return bool(said) or self.store.count(Attachment, note_id=note.id) > 0

    def _uses(self, note: EvidenceNote) -> int:
        links = self.store.find(EvidenceLink, note_id=note.id)
        return sum(self.store.get(Finding, link.finding_id) is not None for link in links)

    def check_of(self, note: EvidenceNote) -> RealityCheck | None:
        return self.store.get(RealityCheck, note.check_id)

    def _found(self, where: NoteFilter) -> list[EvidenceNote]:
        return [n for n in reversed(self.store.find(EvidenceNote)) if self._fits(n, where)]

    def _fits(self, note: EvidenceNote, where: NoteFilter) -> bool:
        check = self.check_of(note)
        return (
            _matches(where.query, f"{note.text} {note.place}")
            and (not where.question_id or where.question_id in self._questions(note))
            and (not where.area_id or self.store.count(NoteArea, note_id=note.id, area_id=where.area_id) > 0)
            and (not where.template or (check is not None and check.template == where.template))
            and (where.check_id is None or where.check_id == note.check_id)
            and not (where.check_id == "" and note.prompt_id)
            and all(getattr(where, f) in ("", getattr(note, f)) for f in ("source", "how", "author", "place"))
            and where.rating in ("", note.rating, f"{note.scheme}/{note.rating}")
            and (not where.sub_question_id or where.sub_question_id in self._parts(note))
            and (not where.since or note.observed_at >= where.since)
            and (not where.until or "" < note.observed_at[:10] <= where.until)
            and not (where.unused_only and self._uses(note))
        )

    def _parts(self, note: EvidenceNote) -> set[str]:
        own = {p.sub_question_id for p in self.store.find(NoteSubQuestion, note_id=note.id)}
        links = self.store.find(EvidenceLink, note_id=note.id)
        found = (self.store.get(Finding, link.finding_id) for link in links)
        return own | {finding.sub_question for finding in found if finding is not None}

    def _questions(self, note: EvidenceNote) -> tuple[str, ...]:
        return tuple(sorted(q.question_id for q in self.store.find(NoteQuestion, note_id=note.id)))

    def _row(self, note: EvidenceNote, query: str) -> NoteRow:
        check = self.check_of(note)
        return NoteRow(
            id=note.id,
            text=note.text[:400],
            snippet=_marked(note.text, query),
            check_id=note.check_id,
            check_title=check.title if check else "",
            template=check.template if check else "",
            item_id=note.item_id,
            source=note.source,
            how=note.how,
            place=note.place,
            observed_at=note.observed_at,
            author=note.author,
            scheme=note.scheme,
            rating=note.rating,
            questions=self._questions(note),
            findings=self._uses(note),
        )


class FakeEvidence:
    """`services.evidence_ports.EvidenceReader` over the records."""

    def __init__(self, notes: FakeNotes) -> None:
        self._notes, self._store = notes, notes.store

    def rows(self, finding_id: str = "") -> list[EvidenceRow]:
        found = []
        for link in self._store.find(EvidenceLink):
            note = self._store.get(EvidenceNote, link.note_id)
            known = self._store.get(Finding, link.finding_id) is not None
            if note is None or not known or finding_id not in ("", link.finding_id):
                continue
            check = self._notes.check_of(note)
            found.append(
                EvidenceRow(
                    link.finding_id, note.id, link.stance, bool(link.answer.strip()),
                    check.template if check else "", note.source, note.author,
                    self._notes.says_something(note),
                )
            )  # fmt: skip
        return found

    def passages(self) -> list[PassageRow]:
        found = []
        for link in self._store.find(EvidenceLink):
            note = self._store.get(EvidenceNote, link.note_id)
            known = self._store.get(Finding, link.finding_id) is not None
            if note is None or not known or not (link.quote or link.attachment_id or link.answer):
                continue
            photo = self._store.get(Attachment, link.attachment_id)
            gone = bool(link.attachment_id) and (photo is None or photo.note_id != note.id)
            found.append(
                PassageRow(
                    link.finding_id, note.id, link.quote, link.quote in note.text, gone, link.answer,
                    note.sensitivity,
                )
            )  # fmt: skip
        return found

    def contents(self) -> list[NoteContent]:
        found = []
        for note_id in sorted({row.note_id for row in self.rows()}):
            note = self._store.get(EvidenceNote, note_id)
            assert note is not None
            check = self._notes.check_of(note)
            files = sorted(self._store.find(Attachment, note_id=note_id), key=lambda kept: kept.id)
            found.append(
                NoteContent(
                    note.id, note.text, note.how, note.source, note.speaker, note.place, note.observed_at,
                    note.author, note.scheme, note.rating, note.value, note.exact_words,
                    check.template if check else "", tuple((kept.sha256, kept.caption) for kept in files),
                )
            )  # fmt: skip
        return found

    def soundings(self) -> list[Sounding]:
        found = set()
        for link in self._store.find(NoteQuestion):
            note = self._store.get(EvidenceNote, link.note_id)
            check = self._notes.check_of(note) if note else None
            if note is not None and check is not None and self._notes.says_something(note):
                found.add((link.question_id, check.template, note.source))
        return [Sounding(*each) for each in sorted(found)]

    def authors(self) -> list[str]:
        return sorted({n.author for n in self._store.find(EvidenceNote)} - {""})

    def places(self) -> list[str]:
        return sorted({n.place for n in self._store.find(EvidenceNote)} - {""})

    def ratings(self) -> list[tuple[str, str]]:
        return sorted({(n.scheme, n.rating) for n in self._store.find(EvidenceNote) if n.rating})


def _words(text: str) -> list[str]:
    plain = "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))
    return re.findall(r"[^\W_]+", plain)


def _matches(query: str, text: str) -> bool:
    *whole, last = _words(query) or [""]
    have = set(_words(text))
    ending = any(w.startswith(last) for w in have) if not query[-1:].isspace() else last in have
    return not last or (ending and have.issuperset(whole))


def _marked(text: str, query: str) -> str:
    wanted: Iterable[str] = _words(query)
    for word in wanted:
        text = re.sub(rf"(?i)\b({re.escape(word)}\w*)", r"[\1]", text)
    return text if query else ""
