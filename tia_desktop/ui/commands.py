"""What the menus do with whole inspections and with the person's settings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QFileDialog

from tia_desktop.domain.errors import DamagedFileError, InputError, TiaError
from tia_desktop.ui.i18n import ntr, tr
from tia_desktop.ui.registry import Place
from tia_desktop.ui.save_place import documents_folder, offered_folder
from tia_desktop.ui.text_keys import can, editing
from tia_desktop.ui.theme import TEXT_SIZES, Scheme, current_theme
from tia_desktop.ui.who_works import WhoWorks

if TYPE_CHECKING:
    from tia_desktop.services.ports import Problem
    from tia_desktop.services.workspace import Workspace

FILTER = "TIA Desktop (*.tia)"


class Commands(WhoWorks):
    """Every command of the menu bar (`menus.Commands`)."""

    # ---- whole inspections

    def new(self) -> None:
        """Show the form for a new inspection."""
        self._shell.go("start", form="new")

    def open(self) -> None:
        """Choose an inspection file and open it."""
        recent = self._desk.settings.recent
        folder = offered_folder(Path(recent[0]).parent) if recent else documents_folder()
        title = tr("Open an inspection")
        name, _ = QFileDialog.getOpenFileName(self._shell.window, title, str(folder), FILTER)
        if name:
            self.open_path(Path(name))

    def open_path(self, path: Path) -> None:
        """Open an inspection; a damaged one offers its newest good backup."""
        ws = self._shell.workspace
        if ws is not None and ws.store.path.absolute() == path.absolute():
            self._shell.go_home()
            return
        if not self._shell.keeper.may_leave(lambda: self.open_path(path)):
            return
        try:
            self._shell.opened(self._desk.open(path))
        except DamagedFileError as error:
            self._offer_backup(path, error)
        except TiaError as error:
            self._shell.show_error(error)

    def _offer_backup(self, path: Path, error: DamagedFileError) -> None:
        if error.backup is None:
            self._shell.show_error(error)
            return
        backup = Path(error.backup)
        self._shell.banners.add(
            error.sentence,
            tone="vweak",
            action=tr("Open a copy of the backup"),
            on_action=lambda: self._restore(backup, path),
        )

    def _restore(self, backup: Path, damaged: Path) -> None:
        """Restore under a new name beside the damaged file, which stays as it is."""
        stamp = datetime.now().astimezone().strftime("%Y-%m-%d %H.%M")
        target = damaged.with_name(f"{damaged.stem} ({tr('restored')} {stamp}).tia")
        try:
            self._desk.restore(backup, target)
        except TiaError as error:
            self._shell.show_error(error)
            return
        self._shell.banners.clear()
        self.open_path(target)
        self._shell.show_notice(
            tr("This is a copy of the backup, called “{name}”. The damaged file was kept.").format(
                name=target.stem
            )
        )

    def open_sample(self) -> None:
        """Make a copy of the sample inspection in the person's documents and open it."""
        from tia_desktop.paths import user_data_dir

        if not self._shell.keeper.may_leave(self.open_sample):
            return
        try:
            self._shell.opened(self._desk.open_sample(user_data_dir() / "samples"))
        except TiaError as error:
            self._shell.show_error(error)

    def back_up(self) -> None:
        """Write a backup into a folder that the person chooses."""
        ws = self._shell.workspace
        if ws is None:
            return
        start = Path(next(iter(self._desk.settings.backup_folders), str(ws.store.path.parent)))
        title, offered = tr("Where should the backup go?"), str(offered_folder(start))
        name = QFileDialog.getExistingDirectory(self._shell.window, title, offered)
        if not name:
            return
        folders = dict.fromkeys((name, *self._desk.settings.backup_folders))
        self._desk.save_settings(replace(self._desk.settings, backup_folders=tuple(folders)[:10]))
        if not self._sealed(ws):
            return
        self._shell.in_background(
            tr("Backing up"),
            backup_job(self._shell.reader(ws), Path(name)),
            lambda path: self._shell.show_notice(tr("Backed up: {path}").format(path=path)),
        )

    def verify(self) -> None:
        """Check the open file in the background."""
        ws = self._shell.workspace
        if ws is None:
            return
        if not self._sealed(ws):
            return
        path = ws.store.path

        def done(problems: list[Problem]) -> None:
            if not problems:
                self._shell.show_notice(tr("The file was checked. Everything is in order."))
                return
            said = ntr("The check found {n} problem.", "The check found {n} problems.", len(problems))
            first = problems[0]
            self._shell.show_error(InputError(f"{said} {first.place}: {first.sentence}"))

        self._shell.in_background(
            tr("Checking the file"), lambda progress: self._desk.verify_file(path, progress), done
        )

    def _sealed(self, ws: Workspace) -> bool:
        """Have everything in the file before a worker reads it. False when it could not be saved."""
        if not self._shell.flush():
            return False
        try:
            ws.store.seal()
        except TiaError as error:
            self._shell.show_error(error)
            return False
        return True

    def close_inspection(self) -> None:
        """Close the inspection and go back to the start."""
        self._shell.close_inspection()

    # ---- going places

    def quick_note(self) -> None:
        """Write something down now and sort it later."""
        if self._own_workspace() is not None:
            self._shell.show_notice(tr("This is practice. Quick notes are for a real visit."))
            return
        self._shell.go("note")

    def practise(self) -> None:
        """Three questions to practise with; nothing is kept."""
        self._shell.go("practice")

    def go_to(self, place: Place) -> None:
        """Go where an entry of the rail or the Go to menu leads."""
        self._shell.go(place.screen, **dict(place.arguments))

    def find_command(self) -> None:
        """Show every command, and every place, check and finding there is, to choose from by typing."""
        if self._shell.only.on:  # whoever holds the laptop now stays on the page they were given
            return
        from tia_desktop.ui.palette import Palette
        from tia_desktop.ui.palette_sources import everything

        Palette(self._shell.window, everything(self._shell)).show_it()

    def next_pane(self) -> None:
        """Move the focus to the next part of the window."""
        self._shell.next_pane()

    # ---- undo

    def undo(self) -> None:
        """Undo in the text that is edited, else the last change of the inspection."""
        self._reverse("undo")

    def redo(self) -> None:
        """Redo in the text that is edited, else what was undone last."""
        self._reverse("redo")

    def _reverse(self, which: str) -> None:
        text = editing()
        if text is not None and can(text, which):
            getattr(text, which)()
            return
        ws = self._own_workspace() or self._shell.workspace
        if ws is None:
            return
        from tia_desktop.services import history

        try:
            if not self._shell.flush():
                return
            said = history.undo(ws) if which == "undo" else history.redo(ws)
        except TiaError as error:
            self._shell.show_notice(tr(error.sentence))
            return
        self._shell.show_notice(said)
        self._shell.refresh()

    def _own_workspace(self) -> Workspace | None:
        """The file a page works on when it is not the open inspection (practice): undo stays inside it."""
        return getattr(self._shell.pages.page, "workspace", None)

    # ---- how it looks

    def set_text(self, percent: int) -> None:
        """Choose the text size in per cent."""
        self._desk.save_settings(replace(self._desk.settings, text_percent=percent))
        self._shell.pages.forget_others()
        current_theme().set_percent(percent)

    def larger_text(self) -> None:
        """The next larger text size."""
        now = self._desk.settings.text_percent
        self.set_text(next((n for n in TEXT_SIZES if n > now), TEXT_SIZES[-1]))

    def smaller_text(self) -> None:
        """The next smaller text size."""
        now = self._desk.settings.text_percent
        self.set_text(next((n for n in reversed(TEXT_SIZES) if n < now), TEXT_SIZES[0]))

    def set_scheme(self, scheme: str) -> None:
        """Choose light, dark, high contrast, or what the computer says."""
        self._desk.save_settings(replace(self._desk.settings, scheme=scheme))
        self._shell.pages.forget_others()
        current_theme().set_scheme(cast(Scheme, scheme))

    # ---- help

    def shortcuts(self) -> None:
        """Show the keys."""
        from tia_desktop.ui.help import show_shortcuts

        practise = self.practise if self._shell.workspace is not None else None
        show_shortcuts(self._shell.window, self._shell.menus.all_actions(), practise)

    def about(self) -> None:
        """Say what this program is."""
        from tia_desktop.ui.help import show_about

        show_about(self._shell.window)


def backup_job(reader: Callable[[], Workspace], folder: Path) -> Callable[[Callable[[int, int], None]], Path]:
    """A job that backs up over a connection of its own."""

    def job(progress: Callable[[int, int], None]) -> Path:
        ws = reader()
        try:
            return ws.store.backup(folder)
        finally:
            ws.store.close()

    return job
