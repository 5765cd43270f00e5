"""Commands on the whole inspection: undo, redo, export, backup."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from tia_desktop.cli.root import FILE, talk_to, tia
from tia_desktop.cli.talk import Talk
from tia_desktop.services.desk import EXPORT_FORMATS


@tia.command()
@FILE
@talk_to
def undo(talk: Talk, file: Path) -> None:
    """Reverse the last thing that was done on this laptop. The history keeps both."""
    from tia_desktop.services.history import undo as reverse

    with talk.opened(file, write=True) as ws:
        sentence = reverse(ws)
    talk.done({"done": sentence}, [sentence])


@tia.command()
@FILE
@talk_to
def redo(talk: Talk, file: Path) -> None:
    """Bring back what was undone last."""
    from tia_desktop.services.history import redo as bring_back

    with talk.opened(file, write=True) as ws:
        sentence = bring_back(ws)
    talk.done({"done": sentence}, [sentence])


@tia.command()
@FILE
@click.option("--format", "kind", type=click.Choice(EXPORT_FORMATS), required=True, help="What to write.")
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, metavar="PATH", help="The file to write."
)
@talk_to
def export(talk: Talk, file: Path, kind: str, out: Path) -> None:
    """Write the findings with all their evidence: JSON (see schemas/), a table (CSV) or a report (PDF)."""
    with talk.progress(f"Writing {out.name}") as progress:
        notices = talk.desk.export_file(file, kind, out, progress)
    for sentence in notices:
        talk.warn(sentence)
    size = out.stat().st_size
    talk.done({"format": kind, "path": str(out), "bytes": size}, [f"Wrote “{out}” ({size:,} bytes)."])


@tia.command()
@FILE
@click.option(
    "--to", "folder", type=click.Path(path_type=Path), required=True, metavar="FOLDER", help="Where to."
)
@talk_to
def backup(talk: Talk, file: Path, folder: Path) -> None:
    """Write a verified copy into a folder, and thin out older copies there."""
    with talk.opened(file) as ws:
        made = ws.store.backup(folder)
    settings, place = talk.desk.settings, str(folder.absolute())
    if place not in settings.backup_folders:  # where to look when the file is damaged one day
        talk.desk.save_settings(replace(settings, backup_folders=(place, *settings.backup_folders)[:10]))
    talk.done({"path": str(made)}, [f"Wrote “{made}” and read it back."])
