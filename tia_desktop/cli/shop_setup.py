"""Commands before the first mystery shop: staff are told, stories, published standards."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tia_desktop.cli.listing import rows
from tia_desktop.cli.root import FILE, talk_to, tia
from tia_desktop.cli.talk import Talk
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.shops import CHANNELS, EVENTS, UNITS
from tia_desktop.domain.text import one_line

if TYPE_CHECKING:
    from tia_desktop.domain.shops import ShopLibrary
    from tia_desktop.services.workspace import Workspace


@tia.command()
@FILE
@click.option("--how", default="", metavar="TEXT", help="How they were told, such as “at the staff meeting”.")
@click.option("--on", "day", default="", metavar="DATE", help="When; without a date: today.")
@talk_to
def shop_told(talk: Talk, file: Path, how: str, day: str) -> None:
    """Note that staff were told that mystery shopping will happen, not when; without options, show it."""
    from tia_desktop.services.shop_setup import staff_told, tell_staff
    from tia_desktop.services.typed_times import parse_when

    changes = bool(how or day)
    with talk.opened(file, write=changes) as ws:
        notice = tell_staff(ws, how, parse_when(day)[:10] if day else "") if changes else staff_told(ws)
    document = {
        "told": notice is not None,
        "told_on": notice.told_on if notice else "",
        "told_how": notice.told_how if notice else "",
    }
    line = f"Staff were told on {notice.told_on}: {one_line(notice.told_how)}" if notice else _NOT_TOLD
    talk.done(document, [line])


_NOT_TOLD = "Staff have not been told yet. The first shop waits for that."


@tia.command()
@FILE
@click.argument("scenario", default="")
@click.option("--add", "title", default="", metavar="TITLE", help="Keep a story of your own.")
@click.option("--channel", type=click.Choice(tuple(CHANNELS)), default="phone", help="How contact is made.")
@click.option("--story", default="", metavar="TEXT", help="Who calls, and why. Nothing of a real tenant.")
@click.option("--ask", default="", metavar="TEXT", help="What the shopper asks.")
@click.option("--right-answer", default="", metavar="TEXT", help="What a good answer holds.")
@click.option("--complaint", "is_complaint", is_flag=True, help="It tests how a complaint is taken.")
@talk_to
def shop_scenarios(talk: Talk, /, file: Path, scenario: str, title: str, **values: Any) -> None:
    """List the stories for mystery shopping, show one in full, or keep one of your own."""
    from tia_desktop.services.shop_setup import add_scenario, find_scenario, scenarios

    library = talk.desk.shop_library()
    with talk.opened(file, write=bool(title)) as ws:
        if title:
            made = add_scenario(ws, title, **values)
            talk.done({"id": made}, [made])
            return
        if scenario:
            found = asdict(find_scenario(ws, library, scenario)[0])
            wanted = ("title", "channel", "story", "ask", "right_answer")
            lines = [f"{name.replace('_', ' ')}: {found[name]}" for name in wanted if found[name]]
            document = {name: found[name] for name in (*wanted, "is_complaint", "library_id")}
            talk.done({**document, "rules": list(library.rules)}, [*lines, "", *library.rules])
            return
        own = scenarios(ws)
    there = {s.library_id for s in own}
    listed: list[dict[str, Any]] = [
        {"id": s.id, "channel": s.channel, "title": s.title, "library_id": s.library_id} for s in own
    ]
    listed += [
        {"id": s.id, "channel": s.channel, "title": s.title, "library_id": s.id}
        for s in library.scenarios
        if s.id not in there
    ]
    document = {"scenarios": listed, "rules": list(library.rules)}
    talk.done(document, rows((s["id"], s["channel"], one_line(s["title"])) for s in listed))


@tia.command()
@FILE
@click.option("--title", default="", help="What is promised, such as “Calls answered”.")
@click.option("--from", "from_event", type=click.Choice(tuple(EVENTS)), help="What starts the clock.")
@click.option("--to", "to_event", type=click.Choice(tuple(EVENTS)), help="What stops it.")
@click.option("--amount", type=int, default=0, metavar="N", help="How long it may take.")
@click.option("--unit", type=click.Choice(tuple(UNITS)), default="working_days", help="What that counts.")
@click.option(
    "--channel", type=click.Choice(("", *CHANNELS)), default="", help="Only for this way of contact."
)
@click.option("--hours", default="", metavar="TEXT", help="Opening hours: “Mon-Fri 9:00-17:00”, or “always”.")
@click.option(
    "--nation", default="england-and-wales", show_default=True, metavar="ID", help="Whose bank holidays."
)
@click.option("--open-on-holidays", is_flag=True, help="No bank holiday closes it.")
@click.option("--source", default="", metavar="TEXT", help="Where the landlord published it.")
@click.option(
    "--complaint-clock", "clock", default="", metavar="ID", help="All limits of a nation’s procedure."
)
@click.option("--change", default="", metavar="ID", help="Change this standard; what is not given stays.")
@talk_to
def add_standard(
    talk: Talk,
    /,
    file: Path,
    clock: str,
    change: str,
    from_event: str | None,
    to_event: str | None,
    **values: Any,
) -> None:
    """Keep what the landlord promises in public, to measure mystery shops against, and print its id.

    Complaint clocks: england-2024 and scotland-2021. They bring one standard for each limit.
    """
    from tia_desktop.services.shop_standards import StandardDraft, add_clock, standards
    from tia_desktop.services.shop_standards import add_standard as add

    library = talk.desk.shop_library()
    values |= {"from_event": from_event or "", "to_event": to_event or ""}
    if not clock and not change and not (from_event and to_event):
        raise InputError("Say what starts the clock and what stops it: --from call --to answer.")
    with talk.opened(file, write=True) as ws:
        if change:
            _change(ws, library, change, values)
            made = [change]
        else:
            made = (
                add_clock(ws, library.clock(clock)) if clock else [add(ws, library, StandardDraft(**values))]
            )
        kept = [asdict(s) for s in standards(ws)]
    document: dict[str, Any] = {"ids": made} if clock else {"id": made[0]}
    remark = [library.clock(clock).remark] if clock and made else []
    talk.done(
        {**document, "standards": kept}, [*made, *remark] if made else ["These limits are kept already."]
    )


def _change(ws: Workspace, library: ShopLibrary, standard_id: str, values: dict[str, Any]) -> None:
    """Change what was given on the command line; everything else stays as it is."""
    from click.core import ParameterSource

    from tia_desktop.domain.shop_records import ServiceStandard
    from tia_desktop.services.shop_standards import change_standard, draft_of

    context = click.get_current_context()
    given = {
        n: v for n, v in values.items() if context.get_parameter_source(n) == ParameterSource.COMMANDLINE
    }
    if not given:
        raise InputError("Say what changes, such as --amount 30.")
    change_standard(
        ws, library, standard_id, replace(draft_of(ws.need(ServiceStandard, standard_id)), **given)
    )
