"""A record's history in words: when, who, what, and every field before and after. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tia_desktop.domain.records import Scalar
from tia_desktop.services.record_history import Deeds, Happening, RecordHistory, record_history
from tia_desktop.services.word_difference import Piece, difference
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.days import moment
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.screens.history.field_words import FIELDS, FROM_THE_OTHER_END, HIDDEN, LINKS
from tia_desktop.ui.screens.history.names import Names, kind_words

_WHAT = {"made": "Made", "changed": "Changed", "removed": "Removed"}
_CAUSES = {
    "undo": "by undo",
    "redo": "brought back by redo",
    "import": "by an import",
    "merge": "by a hand-over",
}
_ICONS = {"made": "plus", "changed": "edit", "removed": "trash"}
_LINKED = {"made": "put in", "changed": "changed", "removed": "taken out"}
_ORDER = {name: place for place, name in enumerate(FIELDS)}
SHORT = 24
"""Characters up to which a value is shown as a whole, before and after."""
_PLACES = {
    "finding": ("findings", "finding_id"),
    "note": ("note", "note_id"),
    "judgement": ("judgement", "judgement_id"),
    "reality_check": ("capture", "check_id"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One field or link: what it is called, and what became of it."""

    name: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One action: when, who, what in words, and its lines. `icon` and `tone` go with what it was."""

    when: str
    who: str
    what: str
    icon: str
    lines: tuple[Line, ...]


class HistoryPresenter:
    """Reads the history of one record."""

    def __init__(self, context: ScreenContext) -> None:
        self._context = context
        self._names = Names(context.ws)
        self.load()

    def load(self) -> None:
        """Read what is stored now.

        Raises:
            InputError: nothing of this kind ever had this id.
        """
        arguments = self._context.arguments
        self._found: RecordHistory = record_history(
            self._context.ws, str(arguments.get("kind", "")), str(arguments.get("record_id", ""))
        )

    def title(self) -> str:
        """What the page is about: "History of a finding"."""
        return tr("History: {kind}").format(kind=kind_words(self._found.kind))

    def about(self) -> str:
        """The record in words."""
        return self._names.record(self._found.kind, self._found.record_id, self._found.values)

    def state(self) -> str:
        """A sentence when the record is not there any more, else ""."""
        return "" if self._found.is_there else tr("It was removed. Undo can bring it back.")

    def steps(self) -> list[Step]:
        """Every change, newest first."""
        return [self._step(action) for action in self._found.actions]

    def target(self) -> tuple[str, dict[str, Any]] | None:
        """The screen where the record can be seen; None when there is none, or it is gone."""
        if not self._found.is_there or self._found.kind not in _PLACES:
            return None
        screen, name = _PLACES[self._found.kind]
        return screen, {name: self._found.record_id}

    def open(self) -> None:
        """Go to the record."""
        target = self.target()
        if target is not None:
            self._context.shell.go(target[0], **target[1])

    def back(self) -> None:
        """Go where the person came from."""
        self._context.shell.go("back")

    # ---- inside

    def _step(self, action: Deeds) -> Step:
        own = next((h for h in action.happenings if self._is_own(h)), None)
        what = tr(_WHAT[own.entry.what]) if own is not None else self._linked(action)
        icon = _ICONS[own.entry.what] if own is not None else "link"
        if action.cause in _CAUSES:
            what = f"{what} ({tr(_CAUSES[action.cause])})"
            icon = action.cause if action.cause in ("undo", "redo") else icon
        lines = [line for happening in action.happenings for line in self._lines(happening)]
        return Step(moment(action.when), action.author, what, icon, tuple(lines))

    def _is_own(self, happening: Happening) -> bool:
        return (happening.kind, happening.record_id) == (self._found.kind, self._found.record_id)

    def _linked(self, action: Deeds) -> str:
        """What an action did to what belongs to the record: "Evidence: put in"."""
        names = dict.fromkeys(self._link(h)[0] for h in action.happenings)
        deeds = {h.entry.what for h in action.happenings}
        how = tr(_LINKED[deeds.pop()]) if len(deeds) == 1 else tr("changed")
        return f"{', '.join(names)}: {how}"

    def _lines(self, happening: Happening) -> list[Line]:
        if self._is_own(happening):
            return self._fields(happening)
        name, called = self._link(happening)
        if happening.entry.what == "changed":
            return [Line(name, (Piece("", called),)), *self._fields(happening)]
        sign = "−" if happening.entry.what == "removed" else "+"
        extra = self._extra(happening)
        return [Line(name, (Piece(sign, f"{called} – {extra}" if extra else called),))]

    def _link(self, happening: Happening) -> tuple[str, str]:
        """What a link is called here, and what is at its other end."""
        kind, values = happening.kind, {**happening.values, "id": happening.record_id}
        words, field = FROM_THE_OTHER_END.get(
            (kind, self._found.kind), LINKS.get(kind, (kind_words(kind), "title"))
        )
        said = self._names.value(kind, field, values.get(field), values)
        if field == "driver_id":
            said = self._names.pointed("driver", str(values.get(field)))
        if kind == "attachment":
            said = self._names.record(kind, happening.record_id, values)
        return tr(words), said

    def _extra(self, happening: Happening) -> str:
        """What a link says besides its two ends, when it is put in: the stance, the target."""
        values = happening.values
        if happening.entry.what == "removed":
            return ""
        told = {"evidence_link": "stance", "figure_link": "stance", "check_target": "target",
                "check_field": "value", "earlier_view": "because"}.get(happening.kind, "")  # fmt: skip
        return self._names.value(happening.kind, told, values.get(told), values) if told else ""

    def _fields(self, happening: Happening) -> list[Line]:
        """The fields of a record that changed, in the order in which people think of them."""
        lines = []
        values: dict[str, Scalar] = {**happening.values, "id": happening.record_id}
        changed = happening.entry.fields
        for name in sorted(changed, key=lambda n: _ORDER.get(n, len(_ORDER))):
            if name in HIDDEN:
                continue
            before, after = changed[name]
            old = self._names.value(happening.kind, name, before, {**values, name: before})
            new = self._names.value(happening.kind, name, after, values)
            if old != new:
                words = tr(FIELDS.get(name, name.replace("_", " ").capitalize()))
                lines.append(Line(words, _pieces(happening.entry.what, old, new)))
        return lines


def _pieces(what: str, old: str, new: str) -> tuple[Piece, ...]:
    """Short values as a whole, texts word by word."""
    if what == "made":
        return (Piece("", new),)
    if min(len(old), len(new)) > SHORT:
        return difference(old, new)
    return tuple(piece for piece in (Piece("−", old), Piece("+", new)) if piece.text)
