"""Commands for figures in bulk: those of one landlord, and sets of many to compare with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tia_desktop.cli.importing import plain_separator
from tia_desktop.cli.listing import rows
from tia_desktop.cli.root import FILE, talk_to, tia
from tia_desktop.cli.surveys import pair
from tia_desktop.cli.talk import Talk
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.figures import mark_words
from tia_desktop.domain.records import STANCES
from tia_desktop.domain.text import count_of, one_line

if TYPE_CHECKING:
    from tia_desktop.services.indicator_reading import ReadFigures
    from tia_desktop.services.indicator_tables import ImportedFigures
    from tia_desktop.services.workspace import Workspace

_SHOWN = 20


@tia.command()
@FILE
@click.argument("source", type=click.Path(path_type=Path), metavar="TABLE")
@click.option("--landlord", default="", metavar="NAME", help="Only this one’s figures, into the inspection.")
@click.option("--source", "publisher", default="", metavar="T", help="Where the figures come from.")
@click.option("--period", default="", help="Of all figures, such as 2023/24, when no column says it.")
@click.option("--title", default="", help="What the set is called; without it the name of the file.")
@click.option("--sheet", default="", metavar="NAME", help="One sheet; without it all that hold figures.")
@click.option("--column", "columns", multiple=True, metavar="COL=CODE", help="Which measure a column holds.")
@click.option(
    "--own", "own", multiple=True, metavar="COL=WAY", help="A measure of its own: higher, lower, context."
)
@click.option(
    "--better",
    "directions",
    multiple=True,
    metavar="CODE=WAY",
    help="Good direction: higher, lower, context.",
)
@click.option("--shares", is_flag=True, help="Figures in per cent are written as shares: 0.82 is 82 %.")
@click.option("--encoding", default="", help="Of a text file, such as windows-1252; found out without it.")
@click.option("--separator", default="", help="Of a text file: one character, or “tab”.")
@click.option("--preview", "only_look", is_flag=True, help="Only show what would come in.")
@talk_to
def import_indicators(
    talk: Talk, /, file: Path, source: Path, landlord: str, only_look: bool, **given: Any
) -> None:
    """Import published figures from CSV or XLSX: one landlord's, or a set of many to compare with.

    Without --landlord the whole table is kept as a set, and its id is printed.
    """
    from tia_desktop.services.indicator_sets import keep_set
    from tia_desktop.services.indicator_tables import import_figures

    with talk.opened(file, write=not only_look) as ws:
        read = _read(talk, ws, source, given)
        if only_look:
            talk.done(_document(read), _lines(read))
        elif landlord:
            done = import_figures(ws, read, landlord, given["publisher"])
            talk.done({**_document(read), **_imported(done)}, _imported_lines(done))
        else:
            digest = sha256(source.read_bytes()).hexdigest()
            made = keep_set(ws, read, title=given["title"], source=given["publisher"], source_sha256=digest)
            talk.done({"id": made, **_document(read)}, [made, *_lines(read)])
    for row, sentence in () if talk.json else read.problems.first[:_SHOWN]:
        talk.warn(f"Row {row:,}: {sentence}")
    if read.problems.count > _SHOWN and not talk.json:
        talk.warn(f"... and {read.problems.count - _SHOWN:,} more. --json lists the first ones.")


def _read(talk: Talk, ws: Workspace, source: Path, given: dict[str, Any]) -> ReadFigures:
    from tia_desktop.services.indicator_reading import FigurePlan, read_figures
    from tia_desktop.services.indicators import measures_of, own_measure

    libraries = talk.desk.survey_library().measures
    own = dict(pair(text, "Homes without a lift=lower") for text in given["own"])
    plan = FigurePlan(
        own={name: own_measure(name, better) for name, better in own.items()},
        columns=dict(pair(text, "Overall=TP01") for text in given["columns"]),
        better=dict(pair(text, "ASC7=lower") for text in given["directions"]),
        shares=given["shares"],
        period=given["period"].strip(),
    )
    tables = talk.desk.outside.figures(
        source,
        sheet=given["sheet"],
        encoding=given["encoding"],
        separator=plain_separator(given["separator"]),
    )
    measures = [*measures_of(ws), *(m for library in libraries for m in library.measures)]
    groups = {name: words for library in libraries for name, words in library.groups.items()}
    with talk.progress("Reading figures") as progress:
        return read_figures(tables, measures, groups, plan, progress)


def _document(read: ReadFigures) -> dict[str, Any]:
    return {
        "landlords": len(read.landlords),
        "figures": sum(row.value is not None for row in read.rows),
        "marks": sum(row.value is None for row in read.rows),
        "sheets": read.sheets,
        "other_sheets": read.other_sheets,
        "columns": [
            {"measure": c.measure.code, "group": c.group, "sheet": c.sheet, "column": c.name}
            for c in read.columns
        ],
        "measures": [{n: v for n, v in asdict(m).items() if n != "also"} for m in read.measures.values()],
        "notes": read.notes,
        "remarks": read.remarks,
        "problems": [{"row": row, "sentence": said} for row, said in read.problems.first],
        "problem_count": read.problems.count,
    }


def _lines(read: ReadFigures) -> Iterator[str]:
    figures = count_of(sum(row.value is not None for row in read.rows), "figure")
    yield f"{figures} of {count_of(len(read.landlords), 'landlord')}."
    if read.sheets != [""]:
        yield "Sheets with figures: " + ", ".join(one_line(s, 60) for s in read.sheets)
    cells = [(c.measure.code, c.group or "all homes", one_line(c.name, 70)) for c in read.columns]
    cells = cells or [(m.code, m.better, one_line(m.title, 70)) for m in read.measures.values()]
    yield from rows(cells)
    yield from read.remarks


def _imported(done: ImportedFigures) -> dict[str, Any]:
    names = ("measure", "value", "period", "source")
    return {
        "landlord": done.landlord,
        "added": [dict(zip(names, figure, strict=True)) for figure in done.added],
        "known": done.known,
        "differing": done.differing,
        "without": [
            {"measure": r.measure, "group": r.group, "period": r.period, "mark": r.mark} for r in done.without
        ],
    }


def _imported_lines(done: ImportedFigures) -> Iterator[str]:
    yield f"{count_of(len(done.added), 'figure')} of {one_line(done.landlord, 60)} kept."
    yield from rows((code, f"{value:g}", f"{period}, {source}") for code, value, period, source in done.added)
    zeros = sum(value == 0 for _, value, _, _ in done.added)
    if zeros:
        yield f"{count_of(zeros, 'figure')} of 0: some publishers write 0 where nothing was counted."
    if done.known:
        yield f"{count_of(done.known, 'figure')} here already."
    yield from done.differing
    for row in done.without:
        homes = f", {row.group}" if row.group else ""
        yield f"No figure for {row.measure}{homes}: {mark_words(row.mark)}."


@tia.command()
@FILE
@click.argument("set_id", required=False, default="", metavar="[SET]")
@click.option("--measure", default="", metavar="CODE", help="One measure, such as TP01.")
@click.option("--landlord", default="", metavar="NAME", help="Where this landlord of the set stands.")
@click.option(
    "--value", type=float, default=None, metavar="N", help="Where this figure stands, with --measure."
)
@click.option("--group", default="", metavar="ID", help="Only these homes, such as LCRA.")
@click.option("--type", "kind", default="", metavar="T", help="Only landlords of this type.")
@click.option("--period", default="", help="Only this period; without it the latest one.")
@click.option("--remove", is_flag=True, help="Take the set away; “tia undo” brings it back.")
@talk_to
def indicator_set(talk: Talk, /, file: Path, set_id: str, remove: bool, **given: Any) -> None:
    """Show medians and quartiles of a set of landlords' figures, or list the sets."""
    from tia_desktop.services.indicator_sets import Among, compare, document, remove_set, words

    with talk.opened(file, write=remove) as ws:
        if remove:
            remove_set(ws, set_id)
            talk.done({"id": set_id}, ["Taken away."])
            return
        if not set_id:
            _list(talk, ws)
            return
        if given["value"] is not None and not given["measure"]:
            raise InputError("Say with --measure which measure the value is of.")
        found = compare(
            ws,
            set_id,
            measure=given["measure"],
            landlord=given["landlord"],
            value=given["value"],
            among=Among(given["group"], given["kind"], given["period"]),
        )
    lines = [line for each in found for line in words(each)]
    talk.done({"set": set_id, "measures": [document(each) for each in found]}, lines)


def _list(talk: Talk, ws: Workspace) -> None:
    from tia_desktop.services.indicator_sets import measures_in, sets

    found = sets(ws)
    document = [
        {
            "id": s.id,
            "title": s.title,
            "source": s.source,
            "period": s.period,
            "figures": s.row_count,
            "measures": [m.code for m in measures_in(s).values()],
            "sha256": s.sha256,
        }
        for s in found
    ]
    lines = list(rows((s.id, count_of(s.row_count, "figure"), one_line(s.title, 60)) for s in found))
    talk.done({"sets": document}, lines or ["There are no sets of figures yet: “tia import-indicators”."])


@tia.command()
@FILE
@talk_to
def figures(talk: Talk, file: Path) -> None:
    """Show each figure beside the best quarter, averages and sets, with its id and its findings."""
    from tia_desktop.services.figure_comparison import compared_figures
    from tia_desktop.services.figure_links import figure_links
    from tia_desktop.services.figure_words import document, figure_words, words

    with talk.opened(file) as ws:
        found = compared_figures(ws)
        links = figure_links(ws)
    lines, told = list[str](), list[dict[str, Any]]()
    for each in found:
        beside = [link for link in links if link.figure_id == each.figure.id]
        stands = [{"finding": link.finding_id, "stance": link.stance} for link in beside]
        told.append({**document(each), "beside": stands})
        value = figure_words(each.figure.value, each.spec.unit)
        lines.append(
            f"{each.figure.id}  {one_line(each.name, 80)}: {value}, {one_line(each.figure.period, 40)}"
        )
        lines += [f"    {line}" for line in words(each)]
        lines += [f"    Beside {link.finding_id} ({link.stance})." for link in beside]
    talk.done({"figures": told}, lines or ["There are no figures yet: “tia add-indicator”."])


@tia.command()
@FILE
@click.argument("finding")
@click.argument("figure")
@click.option(
    "--stance",
    type=click.Choice(STANCES),
    default="supports",
    show_default=True,
    help="How the figure bears on it.",
)
@talk_to
def link_figure(talk: Talk, file: Path, finding: str, figure: str, stance: str) -> None:
    """Put a figure beside a finding. It never carries one: notes do."""
    from tia_desktop.services.figure_links import NEVER_ENOUGH, link_figure, rests_on_figures_alone

    with talk.opened(file, write=True) as ws:
        link_figure(ws, finding, figure, stance)
        alone = rests_on_figures_alone(ws, finding)
    document = {"finding": finding, "figure": figure, "stance": stance, "figures_only": alone}
    talk.done(document, [f"The figure stands beside the finding ({stance}).", *[NEVER_ENOUGH] * alone])


@tia.command()
@FILE
@click.argument("finding")
@click.argument("figure")
@talk_to
def unlink_figure(talk: Talk, file: Path, finding: str, figure: str) -> None:
    """Take a figure away from a finding. Both stay."""
    from tia_desktop.services.figure_links import unlink_figure

    with talk.opened(file, write=True) as ws:
        unlink_figure(ws, finding, figure)
    talk.done({"finding": finding, "figure": figure}, ["The figure was taken away from the finding."])
