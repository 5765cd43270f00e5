"""Commands that plan: facts and clocks, the team, checks and their questions, documents, coverage."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tia_desktop.cli.listing import rows
from tia_desktop.cli.root import FILE, talk_to, tia
from tia_desktop.cli.showing import matrix
from tia_desktop.cli.talk import Talk
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.records import DEPTHS, DOCUMENT_STATES, RealityCheck
from tia_desktop.domain.text import count_of, one_line

if TYPE_CHECKING:
    from tia_desktop.services.facts import ClockState
    from tia_desktop.services.workspace import Workspace

_NONE = "-"
_ROLES = ("tia", "inspector", "lead", "auditor")
_ANSWERS = ("yes_no_na", "grade_A_D", "number", "text")
_CHECK = click.argument("check_id", metavar="CHECK")


# ---- facts, scope and clocks


@tia.command("set")
@FILE
@click.argument("facts", nargs=-1, required=True, metavar="FACT=VALUE...")
@talk_to
def set_(talk: Talk, file: Path, facts: tuple[str, ...]) -> None:
    """Keep facts of the inspection, such as homes=4200 or scope=indicative.

    The facts: landlord, authority, authority_type, scope (full, indicative, re-inspection), body (almo,
    partial, tmo), intensity (light, standard, full), homes, safety_contact.
    """
    from tia_desktop.services.facts import FACTS, focus, set_facts

    given: dict[str, str] = {}
    for fact in facts:
        name, equals, value = fact.partition("=")
        if not equals:
            raise InputError(f"“{one_line(fact, 40)}” is not a fact. Write it like homes=4200.")
        given[name.strip().replace("-", "_")] = value
    with talk.opened(file, write=True) as ws:
        set_facts(ws, **given)
        kept = {name: getattr(ws.inspection, name) for name in FACTS}
        rules = [asdict(f) for f in focus(ws)]
    lines = [f"{name.replace('_', ' ')}: {value}" for name, value in kept.items() if value not in ("", None)]
    lines += [f"  {rule['text']} ({rule['source']})" for rule in rules]
    talk.done({**kept, "focus": rules}, lines)


@tia.command()
@FILE
@click.argument("area")
@click.argument("depth", type=click.Choice(DEPTHS))
@talk_to
def set_area(talk: Talk, file: Path, area: str, depth: str) -> None:
    """Say how deep a service area is looked at: in full, lighter (guidance para 103), or not at all."""
    from tia_desktop.services.facts import depths, set_depth

    with talk.opened(file, write=True) as ws:
        set_depth(ws, area, depth)
        document = depths(ws)
    talk.done({"areas": document}, rows(document.items()))


@tia.command()
@FILE
@click.argument("event")
@click.argument("day")
@talk_to
def set_date(talk: Talk, file: Path, event: str, day: str) -> None:
    """Keep the day that starts a clock, such as almo_started; “-” clears it. “tia clocks” shows them."""
    from tia_desktop.services.facts import clocks, set_day
    from tia_desktop.services.typed_times import parse_when

    with talk.opened(file, write=True) as ws:
        set_day(ws, event, "" if day == _NONE else parse_when(day)[:10])
        states = clocks(ws)
    _say_clocks(talk, states)


@tia.command("clocks")
@FILE
@talk_to
def show_clocks(talk: Talk, file: Path) -> None:
    """Show each clock of the framework: when it started, and the days that it allows."""
    from tia_desktop.services.facts import clocks

    with talk.opened(file) as ws:
        states = clocks(ws)
    _say_clocks(talk, states)


def _say_clocks(talk: Talk, states: list[ClockState]) -> None:
    document = [
        {
            "id": s.clock.id,
            "title": s.clock.title,
            "start_event": s.clock.start_event,
            "start": s.start,
            "earliest": s.earliest,
            "latest": s.latest,
            "source": s.clock.source,
        }
        for s in states
    ]
    talk.done({"clocks": document}, (_clock(s) for s in states))


def _clock(state: ClockState) -> str:
    clock = state.clock
    if not state.start:
        return f"{clock.title}: the day when {clock.start_text} is not known ({clock.start_event})."
    until = f" and until {state.latest}" if state.latest else ""
    return (
        f"{clock.title}: {clock.start_text} {state.start}; {clock.end_text} from {state.earliest}{until} "
        f"({clock.source})."
    )


# ---- the team


@tia.command()
@FILE
@click.argument("member")
@click.option("--name", help="Another name or other initials.")
@click.option("--role", type=click.Choice(_ROLES), help="What the person does.")
@click.option("--region", help="Where the person works.")
@click.option("--rents-from", metavar="LANDLORD", help="The landlord that the person rents from.")
@click.option("--inspected-before/--not-inspected-before", default=None, help="Has inspected here before.")
@talk_to
def change_member(talk: Talk, /, file: Path, member: str, **values: Any) -> None:
    """Change what is known of somebody on the team. An adviser who rents from this landlord is refused."""
    from tia_desktop.services.team import change_member as change
    from tia_desktop.services.team import composition

    with talk.opened(file, write=True) as ws:
        member_id = _member(ws, member)
        change(ws, member_id, **{name: value for name, value in values.items() if value is not None})
        lacking = [asdict(m) for m in composition(ws)]
    talk.done({"id": member_id, "missing": lacking}, [member_id, *(m["text"] for m in lacking)])


@tia.command()
@FILE
@click.argument("member")
@talk_to
def remove_member(talk: Talk, file: Path, member: str) -> None:
    """Take somebody off the team who has no checks."""
    from tia_desktop.services.team import remove_member as remove

    with talk.opened(file, write=True) as ws:
        member_id = _member(ws, member)
        remove(ws, member_id)
    talk.done({"removed": member_id}, ["Taken off the team."])


def _member(ws: Workspace, label: str) -> str:
    found = ws.member(label)
    if found is None:
        raise InputError(f"“{one_line(label, 60)}” is not on the team. “tia list FILE members” shows it.")
    return found.id


# ---- checks


@tia.command()
@FILE
@_CHECK
@click.argument("member")
@talk_to
def assign(talk: Talk, file: Path, check_id: str, member: str) -> None:
    """Give a check to somebody on the team; “-” gives it to nobody."""
    from tia_desktop.services.plan import change_check

    with talk.opened(file, write=True) as ws:
        change_check(ws, check_id, assigned_to="" if member == _NONE else member)
        to = ws.need(RealityCheck, check_id).assigned_to
    talk.done({"id": check_id, "assigned_to": to}, ["Kept."])


@tia.command()
@FILE
@_CHECK
@click.option("--title", help="What the check is called in lists.")
@click.option("--place", help="Where it happens.")
@click.option(
    "--target",
    multiple=True,
    metavar="QUESTION=NOTES",
    help="Notes wanted for a key question, such as j1.kq2=3; 0 for none. Can be given again.",
)
@talk_to
def change_check(
    talk: Talk, /, file: Path, check_id: str, target: tuple[str, ...], **values: str | None
) -> None:
    """Change what a check is called, where it is, and how many notes it is to bring for a key question."""
    from tia_desktop.services.plan import change_check as change
    from tia_desktop.services.plan import targets_of

    given = {name: value for name, value in values.items() if value is not None}
    wanted = dict(_target(each) for each in target)
    with talk.opened(file, write=True) as ws:
        change(ws, check_id, wanted, **given)
        check, targets = ws.need(RealityCheck, check_id), targets_of(ws, check_id)
    document = {"id": check_id, "title": check.title, "place": check.place, "targets": targets}
    lines = [check.title, *(f"{question}: {count_of(n, 'note')} wanted" for question, n in targets.items())]
    talk.done(document, lines)


def _target(text: str) -> tuple[str, int]:
    question, equals, number = (part.strip() for part in text.partition("="))
    if not (question and equals and number.isascii() and number.isdigit()):
        raise InputError(f"“{one_line(text, 40)}” is no target. Write a key question and a number: j1.kq2=3.")
    return question, int(number)


@tia.command()
@FILE
@_CHECK
@talk_to
def remove_check(talk: Talk, file: Path, check_id: str) -> None:
    """Take a check without notes out of the plan."""
    from tia_desktop.services.plan import remove_check as remove

    with talk.opened(file, write=True) as ws:
        remove(ws, check_id)
    talk.done({"removed": check_id}, ["Taken out of the plan."])


@tia.command()
@FILE
@_CHECK
@click.argument("item")
@click.option("--take-in", is_flag=True, help="Ask it again.")
@talk_to
def leave_out(talk: Talk, file: Path, check_id: str, item: str, take_in: bool) -> None:
    """Leave a question such as rc07.i03 out of a check. “tia show FILE KIND” lists them."""
    from tia_desktop.services.checklist import leave_out as leave

    _tailor(talk, file, check_id, lambda ws: leave(ws, check_id, item, out=not take_in))


@tia.command()
@FILE
@_CHECK
@click.option("--question", required=True, metavar="T", help="What is asked.")
@click.option(
    "--answer", type=click.Choice(_ANSWERS), default=_ANSWERS[0], show_default=True, help="How to answer it."
)
@click.option("--look-for", default="", metavar="T", help="What to look at.")
@talk_to
def add_question(talk: Talk, file: Path, check_id: str, question: str, answer: str, look_for: str) -> None:
    """Add a question of the team's own to a check."""
    from tia_desktop.services.checklist import add_own_item

    _tailor(
        talk,
        file,
        check_id,
        lambda ws: add_own_item(ws, check_id, question, answer=answer, look_for=look_for),
    )


def _tailor(talk: Talk, file: Path, check_id: str, change: Callable[[Workspace], str | None]) -> None:
    """Change a checklist and say what it asks now."""
    from tia_desktop.services.checklist import tailored

    with talk.opened(file, write=True) as ws:
        made = change(ws)
        items = tailored(ws, ws.need(RealityCheck, check_id))
    asked = [{"id": i.id, "question": i.question} for i in items]
    document = {"check": check_id, "questions": asked, **({"id": made} if made else {})}
    talk.done(document, [made] if made else [f"The check asks {count_of(len(items), 'question')}."])


# ---- documents and the self-assessment


@tia.command()
@FILE
@click.option("--title", default="", help="What the document is called.")
@click.option("--asked-of", default="", metavar="ROLE", help="Who is asked, such as “performance manager”.")
@click.option("--due", default="", metavar="DATE", help="When it should be here.")
@click.option("--suggested", is_flag=True, help="Everything that the framework suggests.")
@talk_to
def add_document(talk: Talk, file: Path, title: str, asked_of: str, due: str, suggested: bool) -> None:
    """Put a document on the list of what to ask the landlord for."""
    from tia_desktop.services import documents
    from tia_desktop.services.typed_times import parse_when

    with talk.opened(file, write=True) as ws:
        if suggested:
            made = documents.add_suggested(ws)
        else:
            made = [documents.add_document(ws, title, asked_of, parse_when(due)[:10] if due else "")]
    talk.done({"ids": made} if suggested else {"id": made[0]}, made or ["Everything is on the list."])


@tia.command()
@FILE
@click.argument("id")
@click.option("--title", help="What the document is called.")
@click.option("--status", type=click.Choice(DOCUMENT_STATES), help="Where it stands.")
@click.option("--asked-of", metavar="ROLE", help="Who is asked.")
@click.option("--due-on", metavar="DATE", help="When it should be here.")
@click.option("--remark", help="Anything else.")
@talk_to
def change_document(talk: Talk, /, file: Path, id: str, **values: str | None) -> None:
    """Say where a document stands: to_ask, asked, received, or none (there is no such document)."""
    from tia_desktop.services.documents import change_document as change
    from tia_desktop.services.typed_times import parse_when

    given = {name: value for name, value in values.items() if value is not None}
    if given.get("due_on"):
        given["due_on"] = parse_when(given["due_on"])[:10]
    with talk.opened(file, write=True) as ws:
        change(ws, id, **given)
    talk.done({"id": id}, ["Kept."])


@tia.command()
@FILE
@click.argument("prompt")
@click.argument("text")
@talk_to
def answer(talk: Talk, file: Path, prompt: str, text: str) -> None:
    """Keep what the landlord answers to a prompt of its self-assessment (“tia list FILE prompts”)."""
    from tia_desktop.services.self_assessment import answer as keep

    with talk.opened(file, write=True) as ws:
        made = keep(ws, prompt, text)
    talk.done({"id": made}, [made])


# ---- what is planned


@tia.command("coverage")
@FILE
@click.option("--areas", is_flag=True, help="Key questions by service areas.")
@talk_to
def show_coverage(talk: Talk, file: Path, areas: bool) -> None:
    """Show notes found and wanted: kinds of check by key questions, and where there is a gap."""
    from tia_desktop.services.coverage import area_coverage, coverage

    with talk.opened(file) as ws:
        covered = area_coverage(ws) if areas else coverage(ws)
        cells = {
            row: {c: [covered.cells[row, c].got, covered.cells[row, c].target] for c in covered.columns}
            for row in covered.rows
        }
        gaps = [asdict(gap) for gap in covered.gaps]
    talk.done({"coverage": cells, "gaps": gaps}, [*matrix(cells), f"{count_of(len(gaps), 'gap')}."])
