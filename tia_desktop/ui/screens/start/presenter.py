"""Start: which inspections there are, and making a new one."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from tia_desktop.domain.text import shown_path
from tia_desktop.services.desk import NOBODY
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.doing import attempt
from tia_desktop.ui.i18n import tr

PACKS = (("almo-2003", "Housing Inspectorate: ALMO inspections (March 2003)"),)
"""Frameworks that ship with the program."""


@dataclass(frozen=True, slots=True)
class Recent:
    """An inspection that was open on this laptop."""

    path: Path
    name: str
    where: str
    missing: bool


@dataclass(frozen=True, slots=True)
class NewInspection:
    """What the form of a new inspection asks for."""

    landlord: str
    authority: str
    authority_type: str
    author: str
    folder: str
    pack_id: str = PACKS[0][0]

    @property
    def path(self) -> Path:
        """Where the file goes: a name made from the landlord's, free of what file systems refuse."""
        name = re.sub(r'[\\/:*?"<>|\x00-\x1f]+', " ", self.landlord).strip(" .") or "Inspection"
        name = " ".join(name.split())
        return Path(self.folder).expanduser() / f"{name[:80].strip()}.tia"


class StartPresenter:
    """The start screen's decisions."""

    def __init__(self, context: ScreenContext) -> None:
        self._context = context

    @property
    def author(self) -> str:
        """The name the person gave last time, "" when they never did."""
        author = self._context.desk.settings.author
        return "" if author == NOBODY else author

    @property
    def role(self) -> str:
        """Who works here: inspector or tia."""
        return self._context.desk.settings.role

    def recent(self) -> list[Recent]:
        """Recent inspections, newest first; missing ones are marked."""
        paths = [Path(text) for text in self._context.desk.settings.recent]
        return [Recent(p, shown_path(p.stem), shown_path(str(p.parent)), not p.exists()) for p in paths]

    def forget(self, path: Path) -> None:
        """Take a missing inspection off the list."""
        settings = self._context.desk.settings
        kept = tuple(text for text in settings.recent if Path(text) != path)
        self._context.desk.save_settings(replace(settings, recent=kept))

    def authority_types(self) -> list[tuple[str, str]]:
        """Types of authority of the framework."""
        return self._context.desk.authority_types(PACKS[0][0])

    def problems(self, form: NewInspection) -> list[tuple[str, str]]:
        """(field, what to do) for everything that is not right yet."""
        found = []
        if not form.landlord.strip():
            found.append(("landlord", tr("Say which landlord is inspected.")))
        if not form.authority_type:
            found.append(("authority_type", tr("Choose a type of authority.")))
        if not form.author.strip():
            found.append(
                ("author", tr("Give your name or initials: they stand beside every note you write."))
            )
        if not Path(form.folder).expanduser().is_dir():
            found.append(("folder", tr("There is no such folder. Choose one that exists.")))
        elif form.landlord.strip() and form.path.exists():
            found.append(
                (
                    "folder",
                    tr(
                        "“{name}” is in this folder already. Choose another folder, or open that file."
                    ).format(name=form.path.name),
                )
            )
        return found

    def create(self, form: NewInspection) -> None:
        """Make the inspection and open it."""
        desk = self._context.desk
        desk.save_settings(replace(desk.settings, author=form.author.strip()))

        def make() -> None:
            ws = desk.new(
                form.path,
                pack_id=form.pack_id,
                landlord=form.landlord,
                authority_type=form.authority_type,
                authority=form.authority,
                author=form.author.strip(),
            )
            self._context.shell.opened(ws)

        attempt(self._context.shell, make)

    def choose_role(self, role: str) -> None:
        """Say who works on this laptop."""
        desk = self._context.desk
        desk.save_settings(replace(desk.settings, role=role))
