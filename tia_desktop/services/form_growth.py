"""Makes the entries of a check for answers that came from another program (`services.form_entries`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from tia_desktop.domain.changes import Edit
from tia_desktop.domain.forms import Form, Item, Section, words_in
from tia_desktop.domain.records import CheckEntry, CheckField, Scalar, link_id
from tia_desktop.services.checklist import MAX_ENTRIES
from tia_desktop.services.form_checks import WITHOUT
from tia_desktop.services.form_entries import counted_id, repeat_id_of


class Growth:
    """The entries that answers need.

    Args:
        form: the checklist.
        check_id: the check.
        counts: how many entries each repeat has, by its key without the last number.

    Attributes:
        left_out: entries that a check has no room for.
    """

    def __init__(self, form: Form, check_id: str, counts: Mapping[str, int]) -> None:
        self._form, self._check_id, self._counts = form, check_id, counts
        self._ids = dict[str, str | None]()
        self._edits = list[Edit]()
        self._made = 0
        self.left_out = 0

    def edits(self, new_id: Callable[[], str]) -> list[Edit]:
        """Return the edits that make the entries."""
        self._grow(self._form.items, "", "", new_id)
        return self._edits

    def entry_id(self, key: str) -> str | None:
        """Return the entry that an answer belongs to, "" for the first; None when there was no room."""
        found = ""
        for at, sign in enumerate(key):
            if sign == "]":
                here = self._ids.get(key[: at + 1])
                if here is None:
                    return None
                found = here or found
        return found

    def _grow(self, items: Sequence[Item], above: str, within: str, new_id: Callable[[], str]) -> None:
        for item in items:
            if not isinstance(item, Section):
                continue
            key = f"{above}/{item.name}".lstrip("/")
            if not item.repeats:
                self._grow(item.items, key, within, new_id)
                continue
            number = self._counts.get(key, 0)
            if not number and not item.count:
                self._without(item, within)
            for n in range(1, number + 1):
                entry = self._entry(item, n, within, new_id)
                self._ids[f"{key}[{n}]"] = entry
                if entry is not None:
                    self._grow(item.items, f"{key}[{n}]", entry or within, new_id)

    def _entry(self, item: Section, n: int, within: str, new_id: Callable[[], str]) -> str | None:
        if n == 1:
            return ""
        if item.count:
            return counted_id(item.path, n, within)
        if self._made >= MAX_ENTRIES:
            self.left_out += 1
            return None
        self._made += 1
        entry_id, word = new_id(), words_in(item.labels, self._form.default_language) or item.name
        values: dict[str, Scalar] = {
            "check_id": self._check_id,
            "repeat_id": repeat_id_of(item.path, within),
            "title": f"{word} {n}",
            "place": float(self._made),
        }
        self._edits.append(Edit(CheckEntry, entry_id, values))
        return entry_id

    def _without(self, item: Section, within: str) -> None:
        """Nothing of it was answered: it is asked only when somebody adds an entry."""
        name = WITHOUT + repeat_id_of(item.path, within)
        values: dict[str, Scalar] = {"check_id": self._check_id, "field_id": name, "value": "yes"}
        self._edits.append(Edit(CheckField, link_id(self._check_id, name), values))
