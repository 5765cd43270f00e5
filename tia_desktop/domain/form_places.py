"""A form as it is filled in: a place for every question, once for each entry of what repeats."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tia_desktop.domain.errors import InputError
from tia_desktop.domain.expression_values import Place
from tia_desktop.domain.forms import Choice, Item, Question, Section, words_in

MAX_ENTRIES = 200
MAX_PLACES = 200_000


class Waits(Exception):  # noqa: N818 - nothing is wrong: others have their turn first
    """Something cannot be worked out before these places are."""

    def __init__(self, places: Sequence[Spot]) -> None:
        super().__init__()
        self.places = places


class Spot:
    """A question, a group or one entry of a repeat, where it stands in the filled-in form.

    Attributes:
        item: what the form says about it; None for the form itself.
        key: the names from the top, with the number of the entry where something repeats: ``room[2]/damp``.
        counts: it stands for the entries of a repeat before their number is worked out; no place itself.
        settled: whether `asked` and the answer are worked out.
    """

    __slots__ = ("answer", "asked", "counts", "item", "key", "name", "parent", "settled", "slots", "waiting")

    def __init__(self, item: Item | None, parent: Spot | None, key: str, *, counts: bool = False) -> None:
        self.item, self.parent, self.key, self.counts = item, parent, key, counts
        self.name = item.name if item else ""
        self.slots: dict[str, list[Spot]] = {}
        self.waiting: dict[str, Spot] = {}
        self.asked, self.settled, self.answer = True, False, ""

    @property
    def text(self) -> str:
        """The answer; "" while it is not asked."""
        return self.answer if self.asked else ""

    def children(self, name: str) -> Sequence[Place]:
        """Return what stands in it under a name, all for "*".

        Raises:
            Waits: how often something repeats is not worked out yet.
        """
        wanted = [s for n, s in self.waiting.items() if name in ("*", n)]
        if wanted:
            raise Waits(wanted)
        if name == "*":
            return [spot for spots in self.slots.values() for spot in spots]
        return self.slots.get(name, ())

    def chain(self) -> list[Spot]:
        """Return the spots from the top to this one."""
        found, up = list[Spot](), self
        while up.parent is not None:
            found.append(up)
            up = up.parent
        return [up, *reversed(found)]

    def inside(self) -> Iterator[Spot]:
        """Yield what stands in it, in the order of the form, with what stands for entries to be counted."""
        for name, spots in self.slots.items():
            yield from [self.waiting[name]] if name in self.waiting else spots

    def below(self) -> Iterator[Spot]:
        """Yield everything in it, in the order of the form."""
        stack = list(reversed(list(self.inside())))
        while stack:
            one = stack.pop()
            yield one
            stack.extend(reversed(list(one.inside())))


class Grower:
    """Grows the places of a form. `entries` says how often something repeats, by its key without a number."""

    def __init__(self, entries: dict[str, int], least: int) -> None:
        self._entries, self._least, self._count = entries, least, 0

    def grow(self, spot: Spot, items: Sequence[Item]) -> None:
        """Make the places below a spot; those of a repeat with a count of its own wait."""
        waiting: list[tuple[Spot, Sequence[Item]]] = [(spot, items)]
        while waiting:
            parent, inside = waiting.pop()
            for item in inside:
                key = f"{parent.key}/{item.name}" if parent.key else item.name
                if isinstance(item, Section) and item.repeats and item.count:
                    parent.waiting[item.name] = self._spot(item, parent, key, counts=True)
                    parent.slots[item.name] = []  # keeps its turn in the order of the form
                    continue
                parent.slots[item.name] = self._entries_of(item, parent, key)
                if isinstance(item, Section):
                    waiting += [(one, item.items) for one in parent.slots[item.name]]

    def _entries_of(self, item: Item, parent: Spot, key: str) -> list[Spot]:
        if isinstance(item, Question) or not item.repeats:
            return [self._spot(item, parent, key)]
        number = self._entries.get(key, self._least)
        return [self._spot(item, parent, f"{key}[{n}]") for n in range(1, min(number, MAX_ENTRIES) + 1)]

    def counted(self, spot: Spot, number: int) -> None:
        """Make the entries of a repeat whose number is now worked out."""
        parent, item = spot.parent, spot.item
        if parent is None or not isinstance(item, Section):
            raise TypeError("only a repeat is counted")
        spots = [self._spot(item, parent, f"{spot.key}[{n}]") for n in range(1, number + 1)]
        parent.slots[item.name] = spots
        del parent.waiting[item.name]
        for one in spots:
            self.grow(one, item.items)

    def _spot(self, item: Item, parent: Spot, key: str, *, counts: bool = False) -> Spot:
        self._count += 1
        if self._count > MAX_PLACES:
            raise InputError("The form repeats itself too often to be worked through. Use fewer entries.")
        return Spot(item, parent, key, counts=counts)


class _Leaf:
    """A cell of a list of choices."""

    __slots__ = ("name", "parent", "text")

    def __init__(self, name: str, parent: Place, text: str) -> None:
        self.name, self.parent, self.text = name, parent, text

    def children(self, name: str) -> Sequence[Place]:
        return ()


class ChoicePlace:
    """A choice, so that a filter can ask its name, its words and its columns."""

    __slots__ = ("choice", "name", "parent", "text")

    def __init__(self, choice: Choice, parent: Place | None) -> None:
        self.choice, self.name, self.parent, self.text = choice, "item", parent, ""

    def children(self, name: str) -> Sequence[Place]:
        """Return a cell of its row; one that is not there is empty."""
        cells = {"name": self.choice.name, "label": words_in(self.choice.labels), **dict(self.choice.columns)}
        if name == "*":
            return [_Leaf(column, self, text) for column, text in cells.items()]
        return [_Leaf(name, self, cells[name])] if name in cells else ()


class ListPlace:
    """A list of choices as ``instance('list')`` gives it: root, and an item for each choice."""

    __slots__ = ("_inside", "name", "parent", "text")

    def __init__(self, choices: Sequence[Choice] | None, parent: Place | None = None) -> None:
        self.parent, self.text = parent, ""
        self.name = "root" if parent else "instance"
        self._inside: Sequence[Place]
        if parent is None:
            self._inside = [ListPlace(choices, self)]
        else:
            self._inside = [ChoicePlace(choice, self) for choice in choices or ()]

    def children(self, name: str) -> Sequence[Place]:
        """Return the root, or the choices in it."""
        return self._inside if name in ("*", "item" if self.parent else "root") else ()
