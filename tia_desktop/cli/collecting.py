"""Commands that make an inspection and collect evidence."""

from __future__ import annotations

from pathlib import Path

import click

from tia_desktop.cli.root import FILE, talk_to, tia
from tia_desktop.cli.talk import Talk

_ROLES = ("tia", "inspector", "lead", "auditor")


@tia.command()
@FILE
@click.option(
    "--pack",
    "pack_id",
    default="almo-2003",
    show_default=True,
    metavar="NAME_OR_FILE",
    help="The framework to inspect by: one that ships with the program, or a pack's .json file.",
)
@click.option("--landlord", required=True, metavar="NAME", help="Which landlord is inspected.")
@click.option(
    "--authority-type",
    required=True,
    metavar="TYPE",
    help="london, metropolitan, unitary or district: for fair comparison.",
)
@click.option("--authority", default="", metavar="NAME", help="The council that the landlord belongs to.")
@talk_to
def new(talk: Talk, file: Path, pack_id: str, landlord: str, authority_type: str, authority: str) -> None:
    """Make a new inspection."""
    ws = talk.desk.new(
        file,
        pack_id=pack_id,
        landlord=landlord,
        authority_type=authority_type,
        authority=authority,
        author=talk.author,
    )
    try:
        made = ws.inspection
    finally:
        ws.store.close()
    document = {
        "file": str(file),
        "landlord": made.landlord,
        "authority_type": made.authority_type,
        "pack": made.pack_id,
        "pack_version": made.pack_version,
        "pack_hash": made.pack_hash,
    }
    talk.done(document, [f"Made “{file}” for {made.landlord}, by {made.pack_id} {made.pack_version}."])


@tia.command()
@FILE
@click.argument("name")
@click.option("--role", type=click.Choice(_ROLES), required=True, help="What the person does.")
@click.option("--region", default="", help="Where the person works.")
@click.option("--rents-from", default="", metavar="LANDLORD", help="The landlord that the person rents from.")
@click.option("--inspected-before", is_flag=True, help="The person has inspected here before.")
@talk_to
def add_member(
    talk: Talk, file: Path, name: str, role: str, region: str, rents_from: str, inspected_before: bool
) -> None:
    """Put somebody on the team. An adviser who rents from this landlord is refused."""
    from tia_desktop.services.team import add_member as add

    with talk.opened(file, write=True) as ws:
        made = add(ws, name, role, region=region, rents_from=rents_from, inspected_before=inspected_before)
    talk.done({"id": made}, [made])


@tia.command()
@FILE
@click.option("--kind", required=True, help="An id, number or name from “tia list FILE kinds”.")
@click.option("--title", required=True, help="What the check is called in lists.")
@click.option("--place", default="", help="Where it happens.")
@click.option("--assigned-to", default="", metavar="NAME", help="Who does it: somebody on the team.")
@click.option("--planned-for", default="", metavar="DATE", help="When, such as 2003-09-16.")
@click.option(
    "--area",
    multiple=True,
    metavar="ID",
    help="A service area it is about. Can be given again. Without one: the usual areas of its kind.",
)
@talk_to
def add_check(
    talk: Talk,
    file: Path,
    kind: str,
    title: str,
    place: str,
    assigned_to: str,
    planned_for: str,
    area: tuple[str, ...],
) -> None:
    """Plan a reality check and print its id. “tia schedule” says when it starts and ends."""
    from tia_desktop.services.plan import add_check as add
    from tia_desktop.services.typed_times import parse_when

    day = parse_when(planned_for)[:10] if planned_for else ""
    with talk.opened(file, write=True) as ws:
        made = add(ws, kind, title, place=place, assigned_to=assigned_to, planned_for=day, areas=area or None)
    talk.done({"id": made}, [made])


@tia.command()
@FILE
@click.option("--text", default="", help="What you saw, heard or read.")
@click.option("--check", default="", metavar="ID", help="The check it belongs to; without one: the inbox.")
@click.option(
    "--case", default="", metavar="REFERENCE", help="The case of a sample, or the part of the check."
)
@click.option("--key-question", multiple=True, metavar="ID", help="Such as j1.kq2. Can be given again.")
@click.option("--area", multiple=True, metavar="ID", help="A service area. Can be given again.")
@click.option(
    "--source", default="", help="tenant, staff, manager, board, councillor, partner, document or data."
)
@click.option("--how", default="", help="seen, told, read or measured.")
@click.option("--place", default="", help="Where it was.")
@click.option("--observed", default="", metavar="WHEN", help="Such as 2003-09-16 or “16/09/2003 14:30”.")
@click.option("--item", default="", metavar="ID", help="The checklist item it answers, such as rc07.i03.")
@click.option("--rating", default="", help="A grade of the scheme, such as weak.")
@click.option("--scheme", default="", metavar="ID", help="The grading scheme; without one: the item's.")
@click.option("--value", default="", help="The number, date or text that the item asks for.")
@click.option("--exact-words", is_flag=True, help="The text is what somebody said, word for word.")
@click.option("--sensitivity", default="", help="none, personal or special.")
@talk_to
def add_note(
    talk: Talk,
    /,
    file: Path,
    key_question: tuple[str, ...],
    area: tuple[str, ...],
    case: str,
    exact_words: bool,
    **values: str,
) -> None:
    """Keep a note and print its id. With --check, --case and --item it answers a question about one case."""
    from tia_desktop.services.capture import add_note as add
    from tia_desktop.services.notes_import import NoteReading
    from tia_desktop.services.sampled_cases import add_case_note

    given = {**values, "key-question": ";".join(key_question), "area": ";".join(area)}
    given["exact-words"] = "yes" if exact_words else ""
    with talk.opened(file, write=True) as ws:
        draft = NoteReading(ws, {}).draft(given)
        made = add_case_note(ws, draft, case) if case.strip() else add(ws, draft)
    talk.done({"id": made}, [made])


@tia.command()
@FILE
@click.argument("table", type=click.Path(readable=False, path_type=Path), metavar="TABLE")
@click.option(
    "--map", "maps", multiple=True, metavar="COLUMN=FIELD", help="Which column is what. Can be given again."
)
@click.option("--strict", is_flag=True, help="Import nothing when any row is bad.")
@click.option("--check", default="", metavar="ID", help="For rows that name no check.")
@click.option(
    "--key-question", multiple=True, metavar="ID", help="For rows that name none. Can be given again."
)
@click.option("--source", default="", help="For rows that name none.")
@click.option("--how", default="", help="For rows that do not say.")
@click.option("--place", default="", help="For rows that name none.")
@click.option("--encoding", default="", help="When it is not recognised, such as windows-1252.")
@click.option("--separator", default="", help="When it is not recognised: one character, or “tab”.")
@talk_to
def import_notes(
    talk: Talk,
    /,
    file: Path,
    table: Path,
    maps: tuple[str, ...],
    strict: bool,
    key_question: tuple[str, ...],
    encoding: str,
    separator: str,
    **defaults: str,
) -> int:
    """Import notes from a CSV file: any encoding, any usual separator.

    The first row names the columns: text, check, key question, source, how, place, date, author, item,
    rating and more. Bad rows are named and the good ones go in, all as one action, so that “tia undo”
    takes them out again.
    """
    from tia_desktop.cli.importing import run

    defaults["key-question"] = ";".join(key_question)
    return run(talk, file, table, maps, strict, defaults, encoding, separator)
