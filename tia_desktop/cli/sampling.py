"""Commands for case lists and samples: import a list, draw cases, verify the draw, replace, count."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tia_desktop.cli.importing import plain_separator
from tia_desktop.cli.listing import rows
from tia_desktop.cli.root import FILE, FOUND, talk_to, tia
from tia_desktop.cli.talk import Talk
from tia_desktop.domain.case_records import CaseList, Sample, SampledCase
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.records import link_id
from tia_desktop.domain.sampling import ALLOCATIONS, METHODS, PROPORTIONAL, SIMPLE, size_for
from tia_desktop.domain.text import count_of, one_line

if TYPE_CHECKING:
    from tia_desktop.services.case_reading import Preview, ReadList
    from tia_desktop.services.case_tables import CaseTable
    from tia_desktop.services.workspace import Workspace

_SHOWN = 20
_LIST = click.argument("source", type=click.Path(path_type=Path), metavar="LIST")


@tia.command()
@FILE
@_LIST
@click.option("--sheet", default="", metavar="NAME", help="The sheet; without it the first one with rows.")
@click.option("--header-row", type=click.IntRange(1), default=None, help="The row with the columns' names.")
@click.option("--encoding", default="", help="Of a text file, such as windows-1252; found out without it.")
@click.option("--separator", default="", help="Of a text file: one character, or “tab”.")
@click.option("--title", default="", help="What the list is called; without it the name of the file.")
@click.option("--keep", multiple=True, metavar="COL", help="Keep a column although it looks personal.")
@click.option("--leave", multiple=True, metavar="COL", help="Leave a column behind.")
@click.option(
    "--date", "dates", multiple=True, metavar="COL=FORM", help="How dates are written: dmy, mdy, text ..."
)
@click.option("--reference", default="", metavar="COL", help="The column that names a case.")
@click.option("--preview", "only_look", is_flag=True, help="Only show what would come in.")
@talk_to
def import_cases(talk: Talk, /, file: Path, source: Path, only_look: bool, **given: Any) -> None:
    """Import a landlord's list of cases from CSV, XLSX, XLS or ODS, and print its id.

    Columns about people are left behind unless --keep names them.
    """
    from tia_desktop.services.case_lists import import_case_list
    from tia_desktop.services.case_reading import Wishes, preview

    separator = plain_separator(given["separator"])
    header = given["header_row"] or 0
    opened = {
        "sheet": given["sheet"],
        "header": header,
        "encoding": given["encoding"],
        "separator": separator,
    }
    if only_look:
        table = talk.desk.outside.table(source, **opened)
        look = preview(table)
        talk.done(_preview_document(table, look), _preview_lines(table, look))
        return
    dates = dict(_date(each) for each in given["dates"])
    wishes = Wishes(given["title"], given["keep"], given["leave"], dates, given["reference"])
    with talk.opened(file, write=True) as ws, talk.progress("Reading cases") as progress:
        made, read = import_case_list(ws, talk.desk.outside.table(source, **opened), wishes, progress)
    talk.done(_read_document(made, read), [made, *_read_lines(read)])
    for row, sentence in () if talk.json else read.problems[:_SHOWN]:
        talk.warn(f"Row {row:,}: {sentence}")
    if read.problem_count > _SHOWN and not talk.json:
        talk.warn(f"... and {read.problem_count - _SHOWN:,} more. --json lists the first ones.")


def _date(text: str) -> tuple[str, str]:
    column, sign, form = text.rpartition("=")
    if not sign or not column.strip():
        raise InputError(f"“{one_line(text, 60)}” names no column. Write it like “Reported=dmy”.")
    return column, form.strip()


def _preview_document(table: CaseTable, look: Preview) -> dict[str, Any]:
    columns = [
        {
            "name": c.name,
            "kind": c.kind,
            "format": c.format,
            "doubt": c.doubt,
            "left_behind": c.personal,
            "examples": list(c.examples) if not c.personal else [],
        }
        for c in look.columns
    ]
    return {**_opened_document(table), "columns": columns}


def _opened_document(table: CaseTable) -> dict[str, Any]:
    return {
        "sheet": table.sheet,
        "sheets": list(table.sheets),
        "header_row": table.header,
        "encoding": table.encoding,
        "separator": table.separator,
    }


def _preview_lines(table: CaseTable, look: Preview) -> Iterator[str]:
    if table.sheet:
        where = f"Sheet “{one_line(table.sheet, 60)}” of {len(table.sheets)}"
    else:
        where = f"Text in {table.encoding}"
    yield f"{where}; the names of the columns are in row {table.header}."
    cells = [
        (
            "left behind" if c.personal else c.kind,
            one_line(c.name, 40),
            c.personal or c.doubt or ", ".join(one_line(e, 30) for e in c.examples),
        )
        for c in look.columns
    ]
    yield from rows(cells)


def _read_document(made: str, read: ReadList) -> dict[str, Any]:
    return {
        "id": made,
        "title": read.title,
        "cases": read.row_count,
        "skipped": read.skipped,
        "sha256": read.sha256,
        "columns": json.loads(read.columns_json),
        "left_out": [{"column": name, "why": why} for name, why in read.left_out],
        "repeated_references": read.repeated,
        "problems": [{"row": row, "sentence": sentence} for row, sentence in read.problems],
        "problem_count": read.problem_count,
        **_opened_document(read.source),
    }


def _read_lines(read: ReadList) -> Iterator[str]:
    from tia_desktop.services.case_reading import summary

    yield summary(read)
    yield "Kept: " + ", ".join(column.name for column in read.columns)
    for name, why in read.left_out:
        yield f"Left behind: {one_line(name, 60)}. {why}"
    if read.repeated:
        yield f"{count_of(read.repeated, 'case')} with a reference that an earlier case has too."


# ---- drawing


@tia.command()
@FILE
@click.argument("list_id", required=False, default="", metavar="[LIST-ID]")
@click.option("--check", default="", metavar="ID", help="The check that looks at the cases.")
@click.option("--method", type=click.Choice(METHODS), default=SIMPLE, show_default=True, help="How to draw.")
@click.option("--size", type=click.IntRange(1), default=None, help="How many cases to draw.")
@click.option("--points", type=float, default=None, help="As many as a margin of so many points needs.")
@click.option("--strata", default="", metavar="COL", help="The column whose values are the groups.")
@click.option(
    "--allocation",
    type=click.Choice(ALLOCATIONS),
    default=PROPORTIONAL,
    show_default=True,
    help="Cases per group.",
)
@click.option("--seed", default="", help="Any words; made up without it.")
@click.option("--reserves", type=click.IntRange(0), default=5, show_default=True, help="For each group.")
@click.option("--reference", default="", metavar="COL", help="The column that names a case.")
@click.option("--sample", "sample_id", default="", metavar="ID", help="With --verify: this sample only.")
@click.option(
    "--verify",
    type=click.Path(path_type=Path),
    default=None,
    metavar="LIST",
    help="Draw again from this file.",
)
@talk_to
def sample(talk: Talk, /, file: Path, list_id: str, verify: Path | None, **given: Any) -> int:
    """Draw cases from a list, or show the lists and samples there are.

    The draw is defined in schemas/SAMPLING.md: the same list and seed give the same cases everywhere. With
    --verify the cases are drawn again from the landlord's file and compared (exit code 1: they differ).
    """
    if verify is not None:
        return _verify(talk, file, verify, given["sample_id"])
    if not list_id:
        with talk.opened(file) as ws:
            _say_what_there_is(talk, ws)
        return 0
    with talk.opened(file, write=True) as ws:
        _draw(talk, ws, list_id, given)
    return 0


def _draw(talk: Talk, ws: Workspace, list_id: str, given: dict[str, Any]) -> None:
    from tia_desktop.services.sampling import DrawPlan, draw_sample, size_words

    kept, words = ws.need(CaseList, list_id), list[str]()
    if (given["size"] is None) == (given["points"] is None):
        raise InputError(
            "Say how many cases with --size, or how sure to be with --points, such as --points 10."
        )
    if not given["check"]:
        raise InputError(
            "Say which check looks at the cases with --check. “tia list FILE checks” shows them."
        )
    count = given["size"]
    if count is None:
        count = size_for(kept.row_count, given["points"])
        words = [size_words(kept.row_count, given["points"])]
    plan = DrawPlan(
        count=count,
        method=given["method"],
        column=given["strata"],
        allocation=given["allocation"],
        seed=given["seed"],
        reserves=given["reserves"],
        reference=given["reference"],
    )
    with talk.progress("Drawing") as progress:
        made = draw_sample(ws, list_id, given["check"], plan, progress)
    document = _document(ws, ws.need(Sample, made))
    talk.done(document, [made, *words, *_sample_lines(document)])


def _document(ws: Workspace, drawn: Sample) -> dict[str, Any]:
    from tia_desktop.services.number_documents import sample_document
    from tia_desktop.services.sampled_cases import cases_of
    from tia_desktop.services.sampling import strata_of

    return sample_document(drawn, strata_of(ws, drawn.id), cases_of(ws, drawn.id))


def _sample_lines(document: dict[str, Any]) -> Iterator[str]:
    yield (
        f"{document['method'].capitalize()} sample: {count_of(len(document['cases']), 'case')} of "
        f"{document['size']:,}, seed {document['seed']}."
    )
    for part in document["strata"] if document["column"] else ():
        yield f"{one_line(part['name'], 60) or '(empty)'}: {part['wanted']:,} of {part['size']:,}"
    yield from rows((c["number"], c["status"], one_line(c["reference"], 60)) for c in document["cases"])


def _say_what_there_is(talk: Talk, ws: Workspace) -> None:
    lists: list[dict[str, Any]] = [
        {"id": kept.id, "title": kept.title, "cases": kept.row_count, "sha256": kept.sha256}
        for kept in ws.store.find(CaseList)
    ]
    samples = [_document(ws, drawn) for drawn in ws.store.find(Sample)]
    lines = [f"{d['id']}  list    {one_line(d['title'], 60)} ({count_of(d['cases'], 'case')})" for d in lists]
    lines += [
        f"{d['id']}  sample  {count_of(len(d['cases']), 'case')} of {d['size']:,}, {d['method']}"
        for d in samples
    ]
    talk.done(
        {"lists": lists, "samples": samples}, lines or ["There are no case lists yet: “tia import-cases”."]
    )


def _verify(talk: Talk, file: Path, path: Path, sample_id: str) -> int:
    from tia_desktop.importers.case_tables import open_like
    from tia_desktop.services.sampling import verify

    found: dict[str, list[str]] = {}
    with talk.opened(file) as ws, talk.progress("Drawing again") as progress:
        drawn = [ws.need(Sample, sample_id)] if sample_id else ws.store.find(Sample)
        if not drawn:
            raise InputError("There is no sample to verify. “tia sample FILE LIST-ID” draws one.")
        for each in drawn:
            table = open_like(path, ws.need(CaseList, each.list_id))
            found[each.id] = verify(ws, each.id, table, progress)
    lines = [f"{each}: {' '.join(said) or 'the same cases.'}" for each, said in found.items()]
    talk.done(
        {"samples": [{"id": i, "same": not said, "differences": said} for i, said in found.items()]}, lines
    )
    return FOUND if any(found.values()) else 0


@tia.command()
@FILE
@click.argument("sample_id", metavar="SAMPLE")
@click.argument("number", type=int, metavar="CASE")
@click.option("--reason", required=True, metavar="T", help="Why the case cannot be looked at.")
@talk_to
def sample_replace(talk: Talk, file: Path, sample_id: str, number: int, reason: str) -> None:
    """Put the next reserve in the place of a case that cannot be looked at (its number in the list)."""
    from tia_desktop.services.sampled_cases import replace_case

    with talk.opened(file, write=True) as ws:
        made = ws.need(SampledCase, replace_case(ws, link_id(sample_id, str(number)), reason))
    document = {"id": made.id, "number": made.number, "reference": made.reference, "stratum": made.stratum}
    talk.done(document, [f"Look at case {made.number:,} instead: {one_line(made.reference, 60)}."])


@tia.command()
@FILE
@click.argument("sample_id", metavar="SAMPLE")
@click.option(
    "--item", default="", metavar="ID", help="One question, such as rc06.i18; without it all with a grade."
)
@click.option("--value", default="", metavar="V", help="What is good for a number or choice: 0, “<=28”, yes.")
@click.option("--keep", is_flag=True, help="Keep the result as a note of the check.")
@talk_to
def sample_results(talk: Talk, file: Path, sample_id: str, item: str, value: str, keep: bool) -> None:
    """Show what a sample says: the count first, then between which shares the truth lies."""
    from tia_desktop.services.number_documents import result_document
    from tia_desktop.services.sample_results import keep_result, result, results, words

    if keep and not item:
        raise InputError("Say which result to keep with --item.")
    with talk.opened(file, write=keep) as ws:
        found = [result(ws, sample_id, item, value)] if item else results(ws, sample_id)
        made = keep_result(ws, sample_id, item, value) if keep else ""
    document = {"results": [result_document(each) for each in found], **({"note": made} if made else {})}
    lines = [line for each in found for line in words(each)]
    talk.done(
        document, [*filter(None, [made]), *(lines or ["No question of this sample has an answer yet."])]
    )
