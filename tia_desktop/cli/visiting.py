"""Commands about who goes where when: scheduling a check, and the visit programme with its calendar."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tia_desktop.cli.root import FILE, talk_to, tia
from tia_desktop.cli.talk import Talk
from tia_desktop.domain.records import RealityCheck
from tia_desktop.domain.text import one_line

if TYPE_CHECKING:
    from tia_desktop.services.programme import Programme, Visit

_NONE = "-"


@tia.command()
@FILE
@click.argument("check_id", metavar="CHECK")
@click.argument("start")
@click.argument("end", default="")
@talk_to
def schedule(talk: Talk, file: Path, check_id: str, start: str, end: str) -> None:
    """Say when a check takes place, such as “2003-09-16 14:30” 16:00; “-” takes it off the programme."""
    from tia_desktop.services.programme import programme
    from tia_desktop.services.programme import schedule as keep
    from tia_desktop.services.typed_times import parse_when

    begins = "" if start == _NONE else parse_when(start)
    ends = f"{begins[:10]} {end}" if end and len(end) <= 5 else end
    with talk.opened(file, write=True) as ws:
        keep(ws, check_id, begins, parse_when(ends) if ends else "")
        check = ws.need(RealityCheck, check_id)
        clashes = next((v.clashes for v in programme(ws).visits if v.check.id == check_id), ())
    document = {"id": check_id, "start": check.planned_for, "end": check.planned_until}
    lines = [f"{_span(check.planned_for, check.planned_until)}  {one_line(check.title)}"]
    talk.done({**document, "clashes": list(clashes)}, [*lines, *map(_clash, clashes)])


@tia.command("programme")
@FILE
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="PATH", help="Write a calendar file (.ics) as well."
)
@talk_to
def show_programme(talk: Talk, file: Path, out: Path | None) -> None:
    """Show who goes where when, day by day, with clashes."""
    from tia_desktop.services.programme import programme

    with talk.opened(file) as ws:
        planned = programme(ws)
        if out is not None:
            talk.desk.export_programme(ws, out)
    document = {
        "days": [{"date": d.date, "visits": [_visit(v) for v in d.visits]} for d in planned.days],
        "unplanned": [{"check": c.id, "title": c.title} for c in planned.unplanned],
        "file": str(out) if out else "",
    }
    talk.done(document, _days(planned))


def _visit(visit: Visit) -> dict[str, Any]:
    return {
        "check": visit.check.id,
        "title": visit.check.title,
        "who": visit.member_name,
        "start": visit.start,
        "end": visit.end,
        "place": visit.place,
        "clashes": list(visit.clashes),
    }


def _days(planned: Programme) -> Iterator[str]:
    for day in planned.days:
        yield day.date
        for v in day.visits:
            yield f"  {_span(v.start, v.end)}  {v.member_name or 'nobody yet'}: {one_line(v.check.title)}"
            yield from map(_clash, v.clashes)
    if planned.unplanned:
        yield f"Without a day: {', '.join(one_line(c.title, 60) for c in planned.unplanned)}"
    elif not planned.days:
        yield "No check is planned yet."


def _span(start: str, end: str) -> str:
    if len(start) <= 10:
        return f"until {end}" if end and end != start else "all day"
    shown = end[11:] if end[:10] == start[:10] else end.replace("T", " ")
    return f"{start[11:]}-{shown}" if end else start[11:]


def _clash(title: str) -> str:
    return f"      at the same time as “{one_line(title, 60)}”"
