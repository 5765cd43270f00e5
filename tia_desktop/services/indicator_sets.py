"""Sets of many landlords' figures, kept to compare with: median, quartiles, where a figure stands."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tia_desktop.domain.case_records import CaseList
from tia_desktop.domain.changes import Edit
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.figures import Spread, figure_digits, mark_words, quarter, quarter_words, spread
from tia_desktop.domain.records import Attachment, Scalar, link_id
from tia_desktop.domain.survey_records import IndicatorSet
from tia_desktop.domain.survey_sets import MeasureSpec, plain_words
from tia_desktop.domain.text import count_of, one_line
from tia_desktop.services.case_lists import CONTENT, MEDIA_TYPE, content
from tia_desktop.services.indicator_reading import FigureRow, ReadFigures
from tia_desktop.services.indicator_tables import landlord_in
from tia_desktop.services.ports import Progress
from tia_desktop.services.survey_content import Packer
from tia_desktop.services.survey_results import QuestionResult
from tia_desktop.services.workspace import Workspace

_NAMES = ("landlord", "code", "type", "measure", "group", "period", "value", "mark")
_STEP = 1_000
NO_SOURCE = "Say who published the figures, such as “Regulator of Social Housing”."


@dataclass(frozen=True, slots=True)
class PackedSet:
    """A set that only waits to be kept: everything that takes a moment is done (`packed`).

    Attributes:
        name: of the file.
        content: the figures, packed, and `sha256` of them.
        columns: JSON: where each measure stood.
        figures: how many there are.
        period: "" when each figure has its own.
    """

    name: str
    content: bytes
    sha256: str
    columns: str
    figures: int
    period: str


def packed(read: ReadFigures, progress: Progress | None = None) -> PackedSet:
    """Pack the figures of all landlords in a table; for a worker thread, since there may be a million."""
    packer = Packer(_NAMES)
    for start in range(0, len(read.rows), _STEP):
        packer.add([_line(row) for row in read.rows[start : start + _STEP]])
        if progress:
            progress(start, len(read.rows))
    data, sha256 = packer.done()
    periods = {row.period for row in read.rows}
    columns = json.dumps(_columns(read), ensure_ascii=False)
    period = periods.pop() if len(periods) == 1 else ""
    return PackedSet(read.path.name, data, sha256, columns, len(read.rows), period)


def keep_set(
    ws: Workspace,
    read: ReadFigures | PackedSet,
    *,
    title: str = "",
    source: str,
    source_sha256: str,
    origin: str = "",
) -> str:
    """Keep the figures of all landlords in a table, as one action; return the set's id.

    Raises:
        InputError: nothing says where they come from, or the same figures are here already.
    """
    if not source.strip():
        raise InputError(NO_SOURCE)
    whole = read if isinstance(read, PackedSet) else packed(read)
    for known in ws.store.find(IndicatorSet, sha256=whole.sha256):
        raise InputError(f"These figures are here already: “{one_line(known.title, 60)}”. Use that set.")
    set_id = ws.store.new_id()
    values: dict[str, Scalar] = {
        "title": title.strip() or Path(whole.name).stem,
        "source": source.strip(),
        "source_name": whole.name,
        "source_sha256": source_sha256,
        "sha256": whole.sha256,
        "columns": whole.columns,
        "row_count": whole.figures,
        "period": whole.period,
        "author": ws.author,
        "added_at": ws.store.now(),
    }
    kept: dict[str, Scalar] = {
        "sha256": ws.store.put_blob(whole.content),
        "name": f"{values['title']} (content)",
        "media_type": MEDIA_TYPE,
        "size": len(whole.content),
    }
    edits = [Edit(IndicatorSet, set_id, values), Edit(Attachment, link_id(set_id, CONTENT), kept)]
    ws.store.record(edits, author=ws.author, cause="import", origin=origin)
    return set_id


def remove_set(ws: Workspace, set_id: str, *, origin: str = "") -> None:
    """Take a set away. It stays in the history and undo brings it back."""
    ws.need(IndicatorSet, set_id)
    edits = [
        Edit(IndicatorSet, set_id, remove=True),
        Edit(Attachment, link_id(set_id, CONTENT), remove=True),
    ]
    ws.store.record(edits, author=ws.author, origin=origin)


def _line(row: FigureRow) -> list[str]:
    value = "" if row.value is None else repr(row.value)
    return [row.landlord, row.code, row.kind, row.measure, row.group, row.period, value, row.mark]


def _columns(read: ReadFigures) -> list[dict[str, Any]]:
    places = [(c.measure.id, c.group, c.sheet, c.name) for c in read.columns]
    places = places or [(measure, "", "", "") for measure in read.measures]
    found = []
    for measure_id, group, sheet, name in places:
        told = {n: v for n, v in asdict(read.measures[measure_id]).items() if n != "also"}
        found.append({**told, "group": group, "sheet": sheet, "column": name, "shares": read.shares})
    return found


def sets(ws: Workspace) -> list[IndicatorSet]:
    """Return the sets, oldest first."""
    return ws.store.find(IndicatorSet)


def measures_in(kept: IndicatorSet) -> dict[str, MeasureSpec]:
    """Return the measures of a set, as they were when it came in."""
    names = ("id", "code", "title", "unit", "better")
    told = json.loads(kept.columns)
    return {c["id"]: MeasureSpec(*(c[name] for name in names)) for c in told}


def measure_in(kept: IndicatorSet, code: str) -> MeasureSpec:
    """Return a measure of a set by its code."""
    known = measures_in(kept)
    for measure in known.values():
        if plain_words(code) in (plain_words(measure.code), plain_words(measure.id)):
            return measure
    listed = ", ".join(m.code for m in known.values())
    raise InputError(f"The set has no measure “{one_line(code, 40)}”. Choose one of: {listed}.")


def figures(ws: Workspace, set_id: str) -> Iterator[FigureRow]:
    """Yield the figures of a set.

    Raises:
        DamagedFileError: the content is not the one that was kept (said at the end).
    """
    kept = ws.need(IndicatorSet, set_id)
    lines = content(ws, CaseList(id=kept.id, sha256=kept.sha256))  # kept as the content of a list is
    with closing(lines):
        next(lines, None)
        for landlord, code, kind, measure, group, period, value, mark in lines:
            number = float(value) if value else None
            yield FigureRow(landlord, code, kind, measure, group, period, number, mark)


@dataclass(frozen=True, slots=True)
class Among:
    """Which landlords to compare with; "" is all. Without a period the latest one is taken."""

    group: str = ""
    kind: str = ""
    period: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Where a figure stands among those of many landlords.

    Attributes:
        measure: with its good direction.
        group, period: what it is compared for.
        value: the figure, None when only the spread was asked for or the set has a mark.
        mark: what the set has in the place of the landlord's figure.
        spread: of the figures of all.
        quarter: 1 is the best one, or the highest where there is no good direction.
    """

    measure: MeasureSpec
    group: str
    period: str
    value: float | None
    mark: str
    spread: Spread
    quarter: int | None


def compare(
    ws: Workspace,
    set_id: str,
    *,
    measure: str = "",
    landlord: str = "",
    value: float | None = None,
    among: Among = Among(),
) -> list[Comparison]:
    """Return how the figures of a set are spread, and where a landlord or a value stands.

    Args:
        ws: the open inspection.
        set_id: the set.
        measure: code of one measure; "" is all.
        landlord: name or code of a landlord in the set.
        value: a figure to place, for one measure.
        among: the landlords to compare with.

    Raises:
        InputError: the set has no such measure or landlord, or nobody to compare with.
    """
    kept = ws.need(IndicatorSet, set_id)
    wanted = measure_in(kept, measure).id if measure else ""
    every = list(figures(ws, set_id))
    name = landlord_in(_names(every), landlord, [(r.landlord, r.code) for r in every]) if landlord else ""
    found = compare_rows(kept, [r for r in every if wanted in ("", r.measure)], name, value, among)
    return [one for one in found if not landlord or one.value is not None or one.mark]


def compare_rows(
    kept: IndicatorSet,
    every: Sequence[FigureRow],
    landlord: str = "",
    value: float | None = None,
    among: Among = Among(),
) -> list[Comparison]:
    """The same for figures of a set that were read already, with all measures; `landlord` as the set has it.

    Raises:
        InputError: there is nobody to compare with.
    """
    rows = [r for r in every if _among(r, among)]
    if not rows:
        raise InputError("The set has no figures of these landlords. Ask for another group, type or period.")
    by_place: dict[tuple[str, str], list[FigureRow]] = {}
    for row in rows:
        by_place.setdefault((row.measure, row.group), []).append(row)
    specs, found = measures_in(kept), list[Comparison]()
    for (measure, group), mine in by_place.items():
        period = among.period or max(r.period for r in mine)
        one = _compared(specs[measure], group, period, mine, landlord, value)
        found += [one] if one else []
    return found


def _names(rows: Sequence[FigureRow]) -> list[str]:
    return list(dict.fromkeys(row.landlord for row in rows))


def _among(row: FigureRow, among: Among) -> bool:
    return (
        (not among.group or plain_words(row.group) in (plain_words(among.group), ""))
        and (not among.kind or plain_words(row.kind) == plain_words(among.kind))
        and among.period in ("", row.period)
    )


def _compared(
    spec: MeasureSpec,
    group: str,
    period: str,
    rows: Sequence[FigureRow],
    landlord: str,
    value: float | None,
) -> Comparison | None:
    rows = [row for row in rows if row.period == period]
    of_all = spread([row.value for row in rows if row.value is not None])
    if of_all is None:
        return None
    own = next((row for row in rows if landlord and row.landlord == landlord), None)
    at = own.value if own else value
    place = None if at is None else quarter(at, of_all, spec.better)
    return Comparison(spec, group, period, at, own.mark if own else "", of_all, place)


# ---- in words


def words(found: Comparison) -> list[str]:
    """Say a comparison in sentences."""
    spec, of_all = found.measure, found.spread
    homes = f", {found.group}" if found.group else ""
    period = f", {found.period}" if found.period else ""
    unit = f" {spec.unit}" if spec.unit else ""
    head = (
        f"{spec.code} {spec.title}{homes}{period}"
        if spec.code != spec.title
        else f"{spec.code}{homes}{period}"
    )
    quartiles = f"quartiles {_number(of_all.lower_quartile)} and {_number(of_all.upper_quartile)}{unit}"
    counted = count_of(of_all.count, "landlord")
    lines = [f"{head}: median {_number(of_all.median)}, {quartiles} ({counted})."]
    if found.value is None and found.mark:
        lines.append(f"This landlord has no figure: {mark_words(found.mark)}.")
    elif found.value is not None:
        place = f"in {quarter_words(found.quarter, spec.better)}" if found.quarter else "among too few to say"
        lines.append(f"{figure_digits(found.value)} is {place}.")
        if spec.better == "context":
            lines.append("Neither a high nor a low figure is good by itself.")
    if of_all.zeros and spec.better != "context" and of_all.low == 0:
        lines.append(
            f"{count_of(of_all.zeros, 'figure')} of 0: some publishers write 0 where nothing was counted."
        )
    return lines


def _number(value: float) -> str:
    """A statistic; small ones keep two digits: 1.36 per cent of rent lost is not 1.4."""
    return f"{value:,.1f}".removesuffix(".0") if abs(value) >= 10 else f"{value:,.2f}".rstrip("0").rstrip(".")


def survey_comparison(ws: Workspace, set_id: str, found: QuestionResult) -> list[str]:
    """Return sentences on how a survey's figure compares with a set; a small base is not compared."""
    total = found.total
    if total is None or total.interval is None or total.tally.share is None:
        return ["Too few answers to compare with other landlords."]
    code = found.asked.tenure(found.tenure).code
    compared = compare(
        ws,
        set_id,
        measure=found.question.code or found.question.id,
        value=total.tally.share * 100,
        among=Among(group=code),
    )
    kept = ws.need(IndicatorSet, set_id)
    said = [line for one in compared for line in words(one)]
    return [*said, f"Compared with “{one_line(kept.title, 80)}” ({kept.source})."]


def document(found: Comparison) -> Mapping[str, object]:
    """Return a comparison for scripts."""
    return {
        "measure": found.measure.code,
        "title": found.measure.title,
        "unit": found.measure.unit,
        "better": found.measure.better,
        "group": found.group,
        "period": found.period,
        "value": found.value,
        "mark": found.mark,
        "quarter": found.quarter,
        **asdict(found.spread),
    }
