"""Where an answer of a checklist from outside stands: the rooms of a check, and the keys of its form.

A form counts what repeats: ``visit/room[2]/damp``. A check names it by the records of its rooms, so that
taking one away moves no answer to another room. The first entry has no record of its own, as in the
checklists of a pack; nor have those whose number the form works out: their ids are such as
``>visit/room[2]``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from tia_desktop.domain.forms import Form, Section, words_in
from tia_desktop.domain.records import CheckEntry
from tia_desktop.domain.values import Value

_COUNTED = ">"
_WITHIN = "@"


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Level(Value):
    """One entry around a question: of what it is one, its number from 1, and what it is called."""

    path: str
    number: int
    title: str
    entry: CheckEntry | None


def repeat_id_of(path: str, within: str) -> str:
    """Return what an entry says it is one of: the path, and the entry around it where there is one."""
    return f"{path}{_WITHIN}{within}" if within else path


def path_of(repeat_id: str) -> str:
    """Return the path that `repeat_id_of` was given."""
    return repeat_id.partition(_WITHIN)[0]


def counted_id(path: str, number: int, within: str) -> str:
    """Return the id of an entry whose number the form works out: it needs no record."""
    return f"{within}{_COUNTED}{path}[{number}]"


class Entries:
    """The entries of one check.

    Args:
        form: its checklist.
        kept: its records.
        without: what repeats and was answered not even once, as `repeat_id_of` names it.
        languages: for the titles of entries without one.
    """

    def __init__(
        self,
        form: Form,
        kept: Iterable[CheckEntry],
        without: Collection[str] = (),
        languages: tuple[str, ...] = (),
    ) -> None:
        self._repeats = {i.path: i for i in form.walk() if isinstance(i, Section) and i.repeats}
        self._languages = (*languages, form.default_language)
        self._without = without
        self._records, self._inside = dict[str, CheckEntry](), dict[str, list[CheckEntry]]()
        for entry in sorted(kept, key=lambda e: (e.place, e.id)):
            if path_of(entry.repeat_id) in self._repeats:
                self._records[entry.id] = entry
                self._inside.setdefault(entry.repeat_id, []).append(entry)

    def key(self, path: str, entry_id: str) -> str | None:
        """Return the key of a question in its form; None when the entry is not there any more."""
        numbers = self._numbers(entry_id)
        if numbers is None:
            return None
        key, so_far = "", ""
        for name in path.split("/"):
            key, so_far = f"{key}/{name}".lstrip("/"), f"{so_far}/{name}".lstrip("/")
            if so_far in self._repeats:
                key += f"[{numbers.get(so_far, 1)}]"
        return key

    def counts(self) -> dict[str, int]:
        """Return how often each repeat is there that is not there once, by its key without a number."""
        found = dict[str, int]()
        for repeat_id in {*self._without, *self._inside}:
            path, _, within = repeat_id.partition(_WITHIN)
            key = self.key(path, within)
            if key is not None and path in self._repeats:
                more = self._inside.get(repeat_id, ())
                found[key.rpartition("[")[0]] = 1 + len(more) if more or repeat_id not in self._without else 0
        return found

    def levels(self, key: str) -> list[Level]:
        """Return the entries around the place of a key, the outermost first."""
        levels, path, within = list[Level](), "", ""
        for step in key.split("/"):
            name, _, number = step.partition("[")
            path = f"{path}/{name}".lstrip("/")
            if path not in self._repeats:
                continue
            entry = self._entry(path, within, int(number.rstrip("]") or 1))
            title = (entry.title if entry else "") or f"{self.word(path)} {number.rstrip(']') or 1}"
            levels.append(Level(path, int(number.rstrip("]") or 1), title, entry))
            within = entry.id if entry else within
        return levels

    def word(self, path: str) -> str:
        """What one entry of a repeat is called."""
        section = self._repeats[path]
        return words_in(section.labels, *self._languages) or section.name

    def within(self, path: str, entry_id: str) -> str:
        """Return the entry that a new one of a repeat would stand in, for somebody who is at `entry_id`."""
        numbers = self._numbers(entry_id) or {}
        around = [p for p in self._repeats if path.startswith(f"{p}/")]
        found = entry_id
        while found and (part := self._part(found)) is not None and part[0] not in around:
            found = part[1]
        return found if numbers else ""

    def inside(self, entry_id: str) -> list[str]:
        """Return the entries that stand in an entry, at any depth."""
        found, waiting = list[str](), [entry_id]
        while waiting:
            within = waiting.pop()
            for repeat_id, entries in self._inside.items():
                if repeat_id.partition(_WITHIN)[2] == within:
                    found += [e.id for e in entries]
                    waiting += [e.id for e in entries]
        return found

    def _numbers(self, entry_id: str) -> dict[str, int] | None:
        """Return the number of each entry around, by the path of its repeat."""
        numbers = dict[str, int]()
        while entry_id:
            part = self._part(entry_id)
            if part is None:
                return None
            path, entry_id, number = part
            numbers[path] = number
        return numbers

    def _part(self, entry_id: str) -> tuple[str, str, int] | None:
        """Return (path of its repeat, entry around it, number) of an entry."""
        record = self._records.get(entry_id)
        if record is not None:
            path, _, within = record.repeat_id.partition(_WITHIN)
            return path, within, self._inside[record.repeat_id].index(record) + 2
        within, sign, rest = entry_id.rpartition(_COUNTED)
        path, _, number = rest.rstrip("]").rpartition("[")
        if not sign or path not in self._repeats or not number.isdecimal():
            return None
        return path, within, int(number)

    def _entry(self, path: str, within: str, number: int) -> CheckEntry | None:
        if number == 1:
            return None
        kept = self._inside.get(repeat_id_of(path, within), ())
        if not self._repeats[path].count and number - 2 < len(kept):
            return kept[number - 2]
        entry_id = counted_id(path, number, within)
        return CheckEntry(
            id=entry_id, repeat_id=repeat_id_of(path, within), title=f"{self.word(path)} {number}"
        )
