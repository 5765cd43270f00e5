"""A question of a check as it is asked: of its kind's own checklist, or of one from outside."""

from __future__ import annotations

from dataclasses import dataclass

from tia_desktop.domain.pack import ChecklistItem
from tia_desktop.domain.records import CheckEntry
from tia_desktop.domain.values import Value

Where = tuple[str, str]
"""(item or field id, entry id or "")."""


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Asked(Value):
    """One question of a check, once for each repetition.

    Attributes:
        item: the question, in the check's own words where it has some.
        entry: the room, block or agenda item it is asked for; None outside repetitions and for the first.
        heading: the heading it stands under, with the entry's title where there are several.
        problem: what a rule of a checklist from outside says is wrong with the answer: said, never in the
            way; "" when it is fine.
    """

    item: ChecklistItem
    heading: str = ""
    entry: CheckEntry | None = None
    problem: str = ""

    @property
    def key(self) -> str:
        """What names it within its check: the item, or ``item@entry``."""
        return f"{self.item.id}@{self.entry.id}" if self.entry else self.item.id


def where_of(one: Asked) -> Where:
    """Return what names a question within its check, as two ids."""
    return one.item.id, one.entry.id if one.entry else ""
