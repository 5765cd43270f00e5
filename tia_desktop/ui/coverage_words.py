"""The coverage matrices as they are shown and said: kinds by key questions, key questions by areas. No Qt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from tia_desktop.domain.pack import FrameworkPack
from tia_desktop.services.coverage import Cell
from tia_desktop.ui.i18n import ntr, tr


class Head(Protocol):
    """What heads a column: a key question or a service area of the pack."""

    @property
    def number(self) -> int: ...
    @property
    def short(self) -> str: ...
    @property
    def title(self) -> str: ...


class Missing(Protocol):
    """A gap: notes found, notes wanted, and the difference."""

    @property
    def got(self) -> int: ...
    @property
    def target(self) -> int: ...
    @property
    def missing(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Matrix:
    """A coverage matrix with everything that is shown or said about it.

    `name` says what it is; `bands` are (words, number of columns below them); `rows` are short names.
    """

    name: str
    rows: tuple[str, ...]
    heads: tuple[Head, ...]
    bands: tuple[tuple[str, int], ...]
    cells: tuple[tuple[Cell, ...], ...]

    def said(self, row: int, column: int) -> str:
        """A cell as one sentence."""
        cell, head = self.cells[row][column], self.heads[column]
        place = f"{self.rows[row]}, {head.number}. {head.short}"
        place += "" if place.endswith(("?", "!", ".")) else "."
        if not cell.planned:
            return tr("{place} Not planned.").format(place=place)
        done = tr("{got} of {target} notes").format(got=cell.got, target=cell.target)
        if not cell.target:
            done = ntr("{n} note, none planned", "{n} notes, none planned", cell.got)
        parts = [done]
        if cell.strengths or cell.weaknesses:
            parts.append(ntr("{n} strength", "{n} strengths", cell.strengths))
            parts.append(ntr("{n} weakness", "{n} weaknesses", cell.weaknesses))
        parts.append(tr("gap") if cell.missing else tr("enough"))
        return f"{place} {', '.join(parts)}."


def _cells(
    rows: Sequence[str], columns: Sequence[str], cells: Mapping[tuple[str, str], Cell]
) -> tuple[tuple[Cell, ...], ...]:
    return tuple(tuple(cells[r, c] for c in columns) for r in rows)


def kinds_matrix(
    pack: FrameworkPack, rows: Sequence[str], columns: Sequence[str], cells: Mapping[tuple[str, str], Cell]
) -> Matrix:
    """Kinds of check by key questions, under the judgements the questions belong to."""
    return Matrix(
        tr("Notes by kind of check and key question. Enter opens a cell."),
        tuple(pack.template(t).short for t in rows),
        tuple(pack.question(c) for c in columns),
        tuple((j.short, len(pack.questions_of(j.id))) for j in pack.judgements),
        _cells(rows, columns, cells),
    )


def areas_matrix(
    pack: FrameworkPack, rows: Sequence[str], columns: Sequence[str], cells: Mapping[tuple[str, str], Cell]
) -> Matrix:
    """Key questions by service areas."""
    areas = {a.id: a for a in pack.service_areas}
    questions = [pack.question(q) for q in rows]
    return Matrix(
        tr("Notes by key question and service area. Enter opens a cell."),
        tuple(f"{q.number}. {q.short}" for q in questions),
        tuple(areas[c] for c in columns),
        (),
        _cells(rows, columns, cells),
    )


def gap_words(missing: Missing, *, planned: bool) -> str:
    """What a gap has and lacks: "Planned: 2 notes, none yet" or "2 notes wanted, no check planned"."""
    if not missing.target:
        return tr("Nothing is planned")
    if not planned:
        return ntr("{n} note wanted, no check planned", "{n} notes wanted, no check planned", missing.missing)
    words = ntr("Planned: {n} note", "Planned: {n} notes", missing.target)
    there = tr("{n} so far").format(n=missing.got) if missing.got else tr("none yet")
    return f"{words}, {there}"
