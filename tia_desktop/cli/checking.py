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

_HEADINGS = {
    "blocks": "These must be put right:",
    "warns": "A person may accept these, with a reason (tia accept):",
    "accepted": "Accepted:",
}
_MAX_PACK = 50 * 1024 * 1024


@tia.command()
@FILE
@talk_to
def check(talk: Talk, file: Path) -> int:
    """Say what stands in the way of a judgement that can be defended. Never a score.

    What a person accepted is shown with the reason; the exit code is 1 only while something else stands in
    the way.
    """
    from tia_desktop.services.readiness import open_problems, standing

    with talk.opened(file) as ws:
        found = open_problems(ws)
    groups = {name: [p for p in found if _group_of(p) == name] for name in _HEADINGS}
    document = {name: [_problem(p) for p in group] for name, group in groups.items()}
    talk.done(document, _groups(groups))
    return FOUND if standing(found) else 0


@tia.command()
@FILE
@click.argument("key")
@click.option("--reason", default="", metavar="TEXT", help="Why it may stay so; the report keeps it.")
@click.option("--withdraw", "is_withdrawn", is_flag=True, help="Take the acceptance back.")
@talk_to
def accept(talk: Talk, file: Path, key: str, reason: str, is_withdrawn: bool) -> None:
    """Accept a warning with a reason, by the key that “tia check” prints.

    It counts until the warning says something else. What must be put right cannot be accepted.
    """
    from tia_desktop.services import accepting

    if is_withdrawn and reason:
        raise InputError("Give --reason to accept a warning, or --withdraw to take that back: not both.")
    with talk.opened(file, write=True) as ws:
        if is_withdrawn:
            accepting.withdraw(ws, key)
        else:
            accepting.accept(ws, key, reason)
    said = (
        "Taken back: it stands in the way again."
        if is_withdrawn
        else "Accepted. The report keeps the reason."
    )
    talk.done({"key": key, "accepted": not is_withdrawn}, [said])


def _group_of(problem: OpenProblem) -> str:
    return "accepted" if problem.accepted else problem.level


def _problem(problem: OpenProblem) -> dict[str, str | bool]:
    return {
        "key": problem.key,
        "rule": problem.rule,
        "sentence": problem.sentence,
        "source": problem.source,
        "record": problem.record_id,
        "may_accept": problem.may_accept,
        "reason": problem.accepted,
        "accepted_by": problem.accepted_by,
        "accepted_before": problem.lapsed,
    }


def _groups(groups: dict[str, list[OpenProblem]]) -> Iterator[str]:
    if not groups["blocks"] and not groups["warns"]:
        yield "Nothing stands in the way."
    for name, heading in _HEADINGS.items():
        if groups[name]:
            yield f"{heading} ({len(groups[name])})"
        for problem in groups[name]:
            yield f"  {problem.sentence}"
            if problem.accepted:
                yield f"      Accepted by {problem.accepted_by}: {one_line(problem.accepted, 400)}"
            elif problem.lapsed:
                why = one_line(problem.lapsed, 400)
                yield f"      Accepted before, but it says something else now: {why}"
            yield f"      {problem.key} ({problem.source})"


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
