"""Commands for surveys: import answers or counts, count interviews, show and keep results."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tia_desktop.cli.importing import plain_separator
from tia_desktop.cli.listing import rows
from tia_desktop.cli.root import FILE, FOUND, talk_to, tia
from tia_desktop.cli.talk import Talk
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.survey_records import Survey
from tia_desktop.domain.text import count_of, one_line

if TYPE_CHECKING:
    from tia_desktop.domain.survey_sets import SurveyLibrary, SurveySet
    from tia_desktop.services.survey_columns import SurveyPlan
    from tia_desktop.services.survey_content import TallyKey
    from tia_desktop.services.survey_reading import ReadSurvey
    from tia_desktop.services.survey_results import QuestionResult
    from tia_desktop.services.surveys import SurveyFacts
    from tia_desktop.services.workspace import Workspace

_SHOWN = 20


@tia.command()
@FILE
@click.argument("source", required=False, type=click.Path(path_type=Path), metavar="[TABLE]")
@click.option("--set", "set_id", default="tsm", show_default=True, metavar="ID", help="tsm or status.")
@click.option("--check", default="", metavar="ID", help="The check that the survey belongs to.")
@click.option("--period", default="", help="When people were asked, such as 2025/26.")
@click.option("--source", "asker", default="", metavar="T", help="Who asked them, and how.")
@click.option(
    "--method", default="", metavar="T", help="Who was asked: all, or a sample and how it was drawn."
)
@click.option("--title", default="", help="What the survey is called; without it the name of the file.")
@click.option(
    "--tenure", default="", metavar="ID", help="Whose homes, when no column says it: rented, shared."
)
@click.option("--homes", multiple=True, metavar="TENURE=N", help="Homes the answers speak for: rented=4200.")
@click.option("--column", "columns", multiple=True, metavar="COL=ID", help="Which question a column holds.")
@click.option("--leave", multiple=True, metavar="COL", help="Leave a column behind.")
@click.option("--group", "groups", multiple=True, metavar="COL", help="Count by the values of a column too.")
@click.option("--keep", multiple=True, metavar="COL", help="Count by a column although it looks personal.")
@click.option("--comments", multiple=True, metavar="COL", help="Keep people’s own words as notes.")
@click.option("--answer", "answers", multiple=True, metavar="WORD=ID", help="Which answer a word stands for.")
@click.option("--numbers", default="", metavar="HOW", help="What numbers mean: best-first or best-last.")
@click.option("--weight", default="", metavar="COL", help="The column with the weight of each person.")
@click.option("--weighted", is_flag=True, help="The counts were weighted.")
@click.option(
    "--from-check", "checks", multiple=True, metavar="ID", help="Count interviews instead of a table."
)
@click.option("--asked", "is_asked", is_flag=True, help="Count the people who were asked in the window.")
@click.option("--sheet", default="", metavar="NAME", help="The sheet; without it the first one with rows.")
@click.option("--header-row", type=click.IntRange(1), default=None, help="The row with the columns' names.")
@click.option("--encoding", default="", help="Of a text file, such as windows-1252; found out without it.")
@click.option("--separator", default="", help="Of a text file: one character, or “tab”.")
@click.option("--preview", "only_look", is_flag=True, help="Only show what would come in.")
@talk_to
def import_survey(talk: Talk, /, file: Path, source: Path | None, only_look: bool, **given: Any) -> None:
    """Import answers to a survey, or counts of them, from CSV or XLSX, and print the survey's id.

    A row for each person, or for each question with its counts. Personal columns are left behind. With
    --from-check the answers of interviews are counted, one check for each person; with --asked those of
    the people who were asked in the window, in the place of an earlier count of them.
    """
    from tia_desktop.services.surveys import keep_survey, read_survey

    asked = talk.desk.survey_library().set(given["set_id"])
    if sum((source is not None, bool(given["checks"]), given["is_asked"])) != 1:
        raise InputError(
            "Name a table with answers, or the checks of the interviews with --from-check, or --asked."
        )
    if source is None:
        _count(talk, file, asked, given)
        return
    plan = _plan(given)
    table = talk.desk.outside.table(
        source,
        sheet=given["sheet"],
        header=given["header_row"] or 0,
        encoding=given["encoding"],
        separator=plain_separator(given["separator"]),
    )
    with talk.progress("Reading answers") as progress:
        read = read_survey(table, asked, plan, progress)
    made = ""
    if not only_look:
        with talk.opened(file, write=True) as ws:
            made = keep_survey(ws, read, asked, plan, _facts(given))
    talk.done(_read_document(made, read), [*filter(None, [made]), *_read_lines(read, asked)])
    _warn(talk, read)


def _count(talk: Talk, file: Path, asked: SurveySet, given: dict[str, Any]) -> None:
    """Count what is in the inspection already."""
    from tia_desktop.services.survey_interviews import collect_survey
    from tia_desktop.services.survey_people import count_people

    with talk.opened(file, write=True) as ws:
        if given["is_asked"]:
            made = count_people(ws, asked, _facts(given))
        else:
            made = collect_survey(ws, asked, _facts(given), given["checks"], tenure=given["tenure"])
        row_count = ws.need(Survey, made).row_count
    talk.done({"id": made, "rows": row_count}, [made, f"{count_of(row_count, 'interview')} counted."])


def _facts(given: dict[str, Any]) -> SurveyFacts:
    from tia_desktop.services.surveys import SurveyFacts

    if not given["check"]:
        raise InputError(
            "Say which check the survey belongs to with --check. “tia list FILE checks” shows them."
        )
    homes = {}
    for text in given["homes"]:
        tenure, number = pair(text, "rented=4200")
        if not number.replace(",", "").isdecimal():
            raise InputError(f"“{one_line(number, 40)}” is no number of homes. Write it like “rented=4200”.")
        homes[tenure] = int(number.replace(",", ""))
    return SurveyFacts(
        check_id=given["check"],
        period=given["period"],
        source=given["asker"],
        title=given["title"],
        method=given["method"],
        homes=homes,
        weighted=given["weighted"],
    )


def _plan(given: dict[str, Any]) -> SurveyPlan:
    from tia_desktop.services.survey_columns import SurveyPlan

    columns = dict(pair(text, "Question 1=TP01") for text in given["columns"])
    return SurveyPlan(
        columns={**columns, **dict.fromkeys(given["leave"], "")},
        groups=given["groups"],
        comments=given["comments"],
        keep=given["keep"],
        answers=dict(pair(text, "Happy=very_satisfied") for text in given["answers"]),
        numbers=given["numbers"],
        tenure=given["tenure"],
        weight=given["weight"],
        weighted=given["weighted"],
    )


def pair(text: str, example: str) -> tuple[str, str]:
    """Return the two sides of “A=B”; the last sign counts, for a column may hold one too."""
    left, sign, right = text.rpartition("=")
    if not sign or not left.strip():
        raise InputError(f"“{one_line(text, 60)}” has no two sides. Write it like “{example}”.")
    return left.strip(), right.strip()


def _warn(talk: Talk, read: ReadSurvey) -> None:
    for row, sentence in () if talk.json else read.problems[:_SHOWN]:
        talk.warn(f"Row {row:,}: {sentence}")
    if read.problem_count > _SHOWN and not talk.json:
        talk.warn(f"... and {read.problem_count - _SHOWN:,} more. --json lists the first ones.")


def _read_document(made: str, read: ReadSurvey) -> dict[str, Any]:
    return {
        "id": made or None,
        "kind": read.kind,
        "rows": read.row_count,
        "skipped": read.skipped,
        "columns": read.columns,
        "left_out": list(read.left_out),
        "questions": sorted({key.question for key in read.tallies}),
        "counts": [
            {"question": key.question, "tenure": key.tenure, "counts": counts}
            for key, counts in _totals(read)
        ],
        "comments": len(read.comments),
        "remarks": list(read.remarks),
        "problems": [{"row": row, "sentence": sentence} for row, sentence in read.problems],
        "problem_count": read.problem_count,
        "sha256": read.sha256,
        "sheet": read.source.sheet,
        "header_row": read.source.header,
    }


def _read_lines(read: ReadSurvey, asked: SurveySet) -> Iterator[str]:
    what = "person" if read.kind == "answers" else "row of counts"
    many = "people" if read.kind == "answers" else "rows of counts"
    yield f"{count_of(read.row_count, what, many)}, {asked.title}."
    yield from rows((question, one_line(column, 60)) for question, column in read.columns.items())
    if read.kind == "counted":
        yield "Questions: " + ", ".join(sorted({key.question for key in read.tallies}))
    for key, counts in _totals(read):
        told = ", ".join(f"{_OTHER.get(answer, answer)} {number:g}" for answer, number in counts.items())
        yield f"{key.question}, {key.tenure}: {told}"
    if read.left_out:
        yield "Left behind: " + ", ".join(one_line(name, 40) for name in read.left_out)
    if read.comments:
        yield f"{count_of(len(read.comments), 'comment')} as notes."
    yield from read.remarks


def _totals(read: ReadSurvey) -> list[tuple[TallyKey, dict[str, float]]]:
    """Return the counts of everybody of a tenure; those of groups may be too small to show."""
    return [(key, counts) for key, counts in sorted(read.tallies.items()) if not key.group_column]


_OTHER = {
    "": "no answer",
    "#unknown": "not readable",
    "#filtered": "does not fit them",
    "#not-asked": "not asked of these homes",
}


# ---- results


@tia.command()
@FILE
@click.argument("survey_id", required=False, default="", metavar="[SURVEY]")
@click.option("--question", default="", metavar="ID", help="One question, such as TP01.")
@click.option("--tenure", default="", metavar="ID", help="One kind of homes: rented, shared.")
@click.option(
    "--compare", "set_id", default="", metavar="SET", help="Compare with a set of landlords’ figures."
)
@click.option("--before", default="", metavar="ID", help="Say what changed since another survey.")
@click.option("--keep", is_flag=True, help="Keep the results as notes of the check.")
@click.option("--verify", "again", is_flag=True, help="Count the kept answers again.")
@talk_to
def survey_results(
    talk: Talk,
    /,
    file: Path,
    survey_id: str,
    question: str,
    tenure: str,
    keep: bool,
    again: bool,
    **with_what: str,
) -> int:
    """Show what a survey came to, or list the surveys.

    Groups with few answers are not shown. With --verify the kept answers are counted again (exit code 1:
    they come to something else).
    """
    from tia_desktop.services.survey_results import results

    library = talk.desk.survey_library()
    if not survey_id:
        with talk.opened(file) as ws:
            _list(talk, ws)
        return 0
    if again:
        return _verify(talk, file, survey_id)
    with talk.opened(file, write=keep) as ws:
        found = results(ws, library, survey_id, question, tenure)
        if not found:
            raise InputError("The survey has no such question. Leave --question and --tenure out to see all.")
        _say(talk, ws, library, found, keep, **with_what)
    return 0


def _say(
    talk: Talk,
    ws: Workspace,
    library: SurveyLibrary,
    found: Sequence[QuestionResult],
    keep: bool,
    *,
    set_id: str,
    before: str,
) -> None:
    from tia_desktop.services.survey_results import document, keep_result, words

    documents, lines = list[dict[str, Any]](), list[str]()
    for each in found:
        changed, told = _changed(ws, library, each, before) if before else ([], {})
        compared = [*changed, *(_among_landlords(ws, set_id, each) if set_id else [])]
        counts = each.total is not None and each.total.tally.base > 0
        note = keep_result(ws, each, compared) if keep and counts else ""
        more = {**told, **({"note": note} if note else {})}
        documents.append({**document(each), "compared": compared, **more})
        lines += [*words(each), *compared, *([f"Kept as the note {note}."] if note else []), ""]
    talk.done({"survey": found[0].survey.id, "results": documents}, lines[:-1])


def _among_landlords(ws: Workspace, set_id: str, found: QuestionResult) -> list[str]:
    from tia_desktop.domain.survey_records import IndicatorSet
    from tia_desktop.services.indicator_sets import survey_comparison

    ws.need(IndicatorSet, set_id)
    try:
        return survey_comparison(ws, set_id, found)
    except InputError as error:  # the set may have other questions of the survey
        return [error.sentence]


def _changed(
    ws: Workspace, library: SurveyLibrary, now: QuestionResult, before: str
) -> tuple[list[str], dict[str, Any]]:
    from tia_desktop.services.survey_compare import change_document, change_since, change_words

    ws.need(Survey, before)
    try:
        change = change_since(ws, library, now, before)
    except InputError as error:  # other questions of the same survey can be compared
        return [error.sentence], {"change": None}
    return change_words(change), {"change": change_document(change)}


def _list(talk: Talk, ws: Workspace) -> None:
    found = ws.store.find(Survey)
    document = [
        {
            "id": s.id,
            "title": s.title,
            "set": s.set_id,
            "check": s.check_id,
            "period": s.period,
            "rows": s.row_count,
            "sha256": s.sha256,
        }
        for s in found
    ]
    lines = list(rows((s.id, s.set_id, s.period, one_line(s.title, 60)) for s in found))
    talk.done({"surveys": document}, lines or ["There are no surveys yet: “tia import-survey”."])


def _verify(talk: Talk, file: Path, survey_id: str) -> int:
    from tia_desktop.services.surveys import recount

    with talk.opened(file) as ws:
        said = recount(ws, survey_id)
    talk.done({"survey": survey_id, "same": not said, "differences": said}, said or ["The same counts."])
    return FOUND if said else 0
