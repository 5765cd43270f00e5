"""Commands for checklists from outside: import a form, bring answers back, export a checklist as XLSForm."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tia_desktop.cli.root import FILE, WRONG, talk_to, tia
from tia_desktop.cli.talk import Talk
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.text import count_of, one_line

if TYPE_CHECKING:
    from tia_desktop.domain.forms import Loss
    from tia_desktop.services.form_answers import Brought
    from tia_desktop.services.form_import import Kept, Source

_SHOWN = 20
_NONE = "-"


@tia.command()
@FILE
@click.argument("form", type=click.Path(path_type=Path), metavar="FORM")
@click.option("--check", "check_id", default="", metavar="ID", help="A check that runs it from now on.")
@click.option("--kind", default="", help="Plan a check of this kind for it, such as home-visit.")
@click.option("--title", default="", help="Of the new check; without it the checklist’s.")
@click.option("--place", default="", help="Of the new check.")
@click.option("--language", default="", help="Which of its languages to show, such as English or cy.")
@click.option(
    "--preview", "only_look", is_flag=True, help="Only show what would come in, and what would not."
)
@talk_to
def import_checklist(talk: Talk, /, file: Path, form: Path, only_look: bool, **given: str) -> int:
    """Import a checklist that is written as XLSForm (ODK, Kobo, Ona), and print its id.

    What it uses that is not supported here is listed item by item; --preview does only that.
    """
    from tia_desktop.services.form_import import keep_checklist

    if given["check_id"] and given["kind"]:
        raise InputError("Give a check that is there already, or a kind for a new one, not both.")
    source = talk.desk.forms.read(form)
    if only_look or not source.usable:
        talk.done(_document(source), _lines(source))
        if source.usable:
            return 0
        talk.warn(f"“{form.name}” cannot be used as a checklist.")
        return WRONG
    with talk.opened(file, write=True) as ws:
        kept = keep_checklist(ws, source, **given)
    document = {"id": kept.checklist_id, "check": kept.check_id, **_document(source)}
    talk.done(document, [kept.checklist_id, *_lines(source), *_check_line(kept)])
    return 0


def _document(source: Source) -> dict[str, Any]:
    return {
        "title": source.title,
        "form_id": source.form.id,
        "version": source.form.version,
        "languages": list(source.languages),
        "questions": source.questions,
        "usable": source.usable,
        "losses": _losses(source.losses),
        "warnings": list(source.warnings),
    }


def _losses(losses: Iterable[Loss]) -> list[dict[str, str]]:
    return [{"where": x.where, "what": x.what, "result": x.result, "sentence": x.sentence} for x in losses]


def _lines(source: Source) -> Iterator[str]:
    yield f"“{source.title}”: {count_of(source.questions, 'question')}."
    if source.languages:
        yield f"Languages: {', '.join(source.languages)}."
    if source.losses:
        yield f"{count_of(len(source.losses), 'thing')} in it that this program does not support:"
        yield from (f"  {loss.sentence}" for loss in source.losses)
    else:
        yield "Everything in it is supported."
    yield from (f"Note: {sentence}" for sentence in source.warnings)


def _check_line(kept: Kept) -> list[str]:
    return [f"It is the checklist of the check {kept.check_id}."] if kept.check_id else []


@tia.command()
@FILE
@click.argument("check_id", metavar="CHECK")
@click.argument("checklist")
@talk_to
def use_checklist(talk: Talk, file: Path, check_id: str, checklist: str) -> None:
    """Let a check run an imported checklist; “-” brings back the one of its kind. Answers are kept."""
    from tia_desktop.services.form_import import use_checklist as use

    wanted = "" if checklist == _NONE else checklist
    with talk.opened(file, write=True) as ws:
        use(ws, check_id, wanted)
    talk.done({"id": check_id, "checklist": wanted}, ["Kept."])


@tia.command()
@FILE
@click.argument("exports", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="EXPORT...")
@click.option("--check", "check_id", required=True, metavar="ID", help="The check whose checklist it was.")
@click.option("--key-question", multiple=True, metavar="ID", help="What the notes help to answer.")
@talk_to
def import_answers(
    talk: Talk, file: Path, exports: tuple[Path, ...], check_id: str, key_question: tuple[str, ...]
) -> int:
    """Bring answers back that were collected with ODK, Kobo or Ona: a ZIP, XML files, or CSV tables.

    Each filled-in form becomes a check: the first one fills CHECK unless it has notes already. Photos come
    along. Who filled it in, and with which telephone, is left behind. “tia undo” takes all of it out again.
    """
    from tia_desktop.services.form_answers import import_answers as bring

    collected = talk.desk.outside.answers(exports)
    with talk.opened(file, write=True) as ws, talk.progress("Reading answers") as progress:
        brought = bring(
            ws, check_id, collected, talk.desk.pictures.facts, questions=key_question, progress=progress
        )
    talk.done(_brought_document(brought, collected.problems), _brought_lines(brought, collected.doubles))
    told = [*collected.problems, *(f"{source}: {sentence}" for source, sentence in brought.problems)]
    for line in () if talk.json else told[:_SHOWN]:
        talk.warn(line)
    if len(told) > _SHOWN and not talk.json:
        talk.warn(f"... and {len(told) - _SHOWN:,} more. --json lists them all.")
    if brought.checks or brought.already:
        return 0
    talk.warn("Nothing was imported.")
    return WRONG


def _brought_document(brought: Brought, problems: tuple[str, ...]) -> dict[str, Any]:
    return {
        "checks": brought.checks,
        "notes": brought.notes,
        "photos": brought.photos,
        "already": brought.already,
        "unagreed": brought.unagreed,
        "left_behind": sorted(brought.left_behind),
        "problems": [
            *({"source": "", "sentence": sentence} for sentence in problems),
            *({"source": source, "sentence": sentence} for source, sentence in brought.problems),
        ],
    }


def _brought_lines(brought: Brought, doubles: int) -> Iterator[str]:
    forms, notes = count_of(len(brought.checks), "filled-in form"), count_of(brought.notes, "note")
    yield f"{forms} with {notes} and {count_of(brought.photos, 'photo')} imported."
    if brought.already or doubles:
        yield f"{count_of(brought.already + doubles, 'filled-in form')} left out: here already."
    if brought.left_behind:
        yield f"Left behind, about the person or the telephone: {', '.join(sorted(brought.left_behind))}."
    if brought.unagreed:
        checks = count_of(brought.unagreed, "check")
        yield f"Nobody wrote down here who agreed. Still open for that: {checks}."
    yield from brought.checks


@tia.command()
@FILE
@click.argument("target", type=click.Path(path_type=Path), metavar="OUT.xlsx")
@click.option("--check", "check_id", default="", metavar="ID", help="The checklist of a check, as it is.")
@click.option("--kind", default="", help="The checklist of a kind of check, such as home-visit.")
@talk_to
def export_checklist(talk: Talk, file: Path, target: Path, check_id: str, kind: str) -> None:
    """Write a checklist as XLSForm, for ODK, Kobo or Ona. What a form cannot carry is listed."""
    from tia_desktop.services.form_export import form_for_check, form_for_kind

    if bool(check_id) == bool(kind):
        raise InputError("Say which checklist: --check ID or --kind KIND.")
    if target.suffix.casefold() != ".xlsx":
        raise InputError(f"“{one_line(target.name, 60)}” must end in .xlsx.")
    with talk.opened(file) as ws:
        out = form_for_check(ws, check_id) if check_id else form_for_kind(ws, kind)
        talk.desk.forms.write(out.form, target)
    questions = sum(q.takes_answer for q in out.form.questions())
    document = {"path": str(target), "questions": questions, "losses": _losses(out.losses)}
    lines = [f"{count_of(questions, 'question')} written to “{target.name}”."]
    talk.done(document, [*lines, *(f"  {loss.sentence}" for loss in out.losses)])
