"""Commands that look for what is wrong: readiness, the file itself, framework packs, and the history."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tia_desktop.cli.root import FILE, FOUND, pack, talk_to, tia
from tia_desktop.cli.talk import Talk
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.text import count_of, one_line

if TYPE_CHECKING:
    from tia_desktop.services.history import HistoryEntry
    from tia_desktop.services.readiness import OpenProblem

_HEADINGS = {"blocks": "These must be put right:", "warns": "A person may accept these:"}
_MAX_PACK = 50 * 1024 * 1024


@tia.command()
@FILE
@talk_to
def check(talk: Talk, file: Path) -> int:
    """Say what stands in the way of a judgement that can be defended. Never a score."""
    from tia_desktop.services.readiness import open_problems

    with talk.opened(file) as ws:
        found = open_problems(ws)
    document = {level: [_problem(p) for p in found if p.level == level] for level in _HEADINGS}
    talk.done(document, _groups(found))
    return FOUND if found else 0


def _problem(problem: OpenProblem) -> dict[str, str]:
    return {
        "rule": problem.rule,
        "sentence": problem.sentence,
        "source": problem.source,
        "record": problem.record_id,
    }


def _groups(found: list[OpenProblem]) -> Iterator[str]:
    if not found:
        yield "Nothing stands in the way."
    for level, heading in _HEADINGS.items():
        group = [p for p in found if p.level == level]
        if group:
            yield f"{heading} ({len(group)})"
        for problem in group:
            record = f" {problem.record_id}" if problem.record_id else ""
            yield f"  {problem.sentence}"
            yield f"      {problem.rule} ({problem.source}){record}"


@tia.command()
@FILE
@talk_to
def verify(talk: Talk, file: Path) -> int:
    """Rebuild everything from the history and compare; test the chain and every attachment."""
    with talk.progress("Verifying") as progress:
        found = talk.desk.verify_file(file, progress)
    document = {"ok": not found, "problems": [asdict(problem) for problem in found]}
    lines = [f"{problem.place}: {problem.sentence}" for problem in found]
    talk.done(document, lines or ["The file is whole: its content is exactly what its history says."])
    return FOUND if found else 0


@tia.command()
@FILE
@click.argument("id")
@talk_to
def history(talk: Talk, file: Path, id: str) -> None:
    """Show everything that ever happened to a note, check, finding or judgement."""
    from tia_desktop.services.history import history_of

    with talk.opened(file) as ws:
        entries = history_of(ws, id)
    document = [
        {
            "when": e.when,
            "author": e.author,
            "cause": e.cause,
            "what": e.what,
            "fields": {name: {"before": old, "after": new} for name, (old, new) in e.fields.items()},
            "hash": e.hash,
        }
        for e in entries
    ]
    talk.done({"id": id, "history": document}, (line for e in entries for line in _entry(e)))


def _entry(entry: HistoryEntry) -> Iterator[str]:
    cause = "" if entry.cause in ("edit", "create") else f" ({entry.cause})"
    yield f"{entry.when}  {entry.author} {entry.what} it{cause}"
    for name, (before, after) in entry.fields.items():
        if entry.what == "made":
            if after not in ("", None, False):
                yield f"    {name}: {one_line(str(after))}"
        else:
            yield f"    {name}: “{one_line(str(before), 60)}” became “{one_line(str(after), 60)}”"


@pack.command()
@click.argument("path", type=click.Path(readable=False, path_type=Path), metavar="PATH")
@talk_to
def validate(talk: Talk, path: Path) -> int:
    """List everything that is wrong with a framework pack, with place, reason and remedy."""
    from tia_desktop.frameworks import problems

    if not path.exists():
        raise InputError(f"There is no file “{path.name}” here. Check the name and the folder.")
    if not path.is_file():
        raise InputError(f"“{path.name}” is not a file. Choose a framework pack.")
    if path.stat().st_size > _MAX_PACK:
        raise InputError(f"“{path.name}” is larger than 50 MB. A framework pack is much smaller.")
    found = problems(path.read_bytes())
    document = {"ok": not found, "problems": [asdict(problem) for problem in found]}
    lines = [f"{p.place}: {p.reason} {p.remedy}" for p in found]
    lines.append(f"{count_of(len(found), 'problem')}." if found else "The pack can be used.")
    talk.done(document, lines)
    return FOUND if found else 0
