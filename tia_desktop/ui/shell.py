"""The shell in the main window: navigation, saving, undo. What a screen shows and does is its own."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from tia_desktop.domain.errors import TiaError, UnknownRecordError
from tia_desktop.services.desk import Desk
from tia_desktop.ui import places
from tia_desktop.ui.banners import Banners, Unsaved
from tia_desktop.ui.commands import Commands, backup_job
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.jobs import JobStrips
from tia_desktop.ui.keeper import Keeper
from tia_desktop.ui.menus import Menus
from tia_desktop.ui.only_page import OnlyPage
from tia_desktop.ui.pages import Pages, Visit, call
from tia_desktop.ui.panes import focus_next_pane
from tia_desktop.ui.rail import Rail
from tia_desktop.ui.text_keys import TextKeys
from tia_desktop.ui.theme import current_theme, em
from tia_desktop.ui.widgets import Page, StatusLabel

if TYPE_CHECKING:  # imported when an inspection is opened: the window stands before that
    from tia_desktop.services.ports import Changed
    from tia_desktop.services.workspace import Workspace

QUICK_BACKUP = 48 * 1024 * 1024
"""Bytes up to which the backup on the way out is made at once."""


class WindowShell(QObject):
    """What is in the main window (`context.Shell`)."""

    def __init__(self, window: QMainWindow, desk: Desk) -> None:
        super().__init__(window)
        self.window = window
        self.desk = desk
        self.workspace: Workspace | None = None
        self._stop_listening: Callable[[], None] = lambda: None
        self._changed_here = False
        self._open_check = ""
        self._refresh_due = False
        self._drafts: dict[str, dict[str, str]] = {}
        self.status = StatusLabel()
        self.pages = Pages(self._context)
        self.pages.renamed.connect(self._name_window)
        self.banners = Banners(self.pages)
        self.jobs = JobStrips()
        self.commands = Commands(self)
        self.rail = Rail(self.commands.go_to, self.commands.shortcuts)
        self.menus = Menus(window, self.commands, lambda: self.desk.settings)
        self.unsaved = Unsaved(self.banners, self._on_unsaved, self.saved)
        self.keeper = Keeper(self.pages, self.banners, self.unsaved)
        self.only = OnlyPage(window, self._show, (self.banners.hold, self.jobs.hold, self._hold))
        self._lay_out()
        self._base_px = current_theme().base_px
        current_theme().changed.connect(self._on_theme)
        self._text_keys = TextKeys(self)
        self.menus.update(is_open=False, role=self.desk.settings.role)

    def _lay_out(self) -> None:
        self.window.menuBar().setCornerWidget(self.status, Qt.Corner.TopRightCorner)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banners)
        column.addWidget(self.pages, 1)
        column.addWidget(self.jobs)
        host = QWidget()
        across = QHBoxLayout(host)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.rail)
        across.addWidget(middle, 1)
        self.window.setCentralWidget(host)

    # ---- the shell, as screens see it

    def go(self, screen: str, **arguments: Any) -> None:
        """Show a screen by name; "back" returns to the one before. What cannot be saved keeps its page."""
        # Whoever holds the laptop now stays on the page they were given.
        if self.only.on or not self.keeper.may_leave(lambda: self.go(screen, **arguments)):
            return
        self._on_theme()
        self.banners.gone_on()
        visit, back = Visit(screen, arguments), screen == "back"
        if back:
            visit = self.pages.back() or self._home()
        if self.workspace is None:
            visit = visit if visit.screen == "start" else Visit("start")
        elif not places.may_visit(self.workspace, self.desk.settings, visit):
            visit = self._home()
        self._show(visit, back=back)

    def _show(self, visit: Visit, *, back: bool = False) -> bool:
        try:
            page = self.pages.show_visit(visit, back=back)
        except TiaError as error:
            self.show_error(error)
            return False
        self.menus.show_page_actions(page)
        self._after_going()
        return True

    def opened(self, ws: Workspace) -> None:
        """An inspection was opened or made: show its first screen, unless the old one has unsaved words."""
        if not self._let_go():
            with suppress(TiaError):
                ws.store.close()
            return
        from tia_desktop.services.ports import SEALED

        self.workspace = ws
        self._drafts.clear()
        self._changed_here = False
        self._stop_listening = ws.store.subscribe(self._on_changed)
        self.desk.save_settings(self.desk.settings.with_recent(ws.store.path))
        self.banners.clear()
        self.pages.clear()
        self._open_check = ""
        for sentence in ws.store.notices:
            self.banners.add(sentence, passing=sentence == SEALED)
        self.commands.go_in()
        self.saved()

    def close_inspection(self) -> None:
        """Close the inspection, back it up beside the window, and go back to the start."""
        path, changed = (self.workspace.store.path if self.workspace else None), self._changed_here
        folder = self.desk.backup_folder(self.workspace) if self.workspace else None
        if not self.keeper.may_leave(self.close_inspection) or not self._let_go():
            return
        self.pages.clear()
        self.go("start")
        if changed and path is not None and folder is not None:
            job = backup_job(lambda: self.desk.open(path, read_only=True), folder)
            self.in_background(tr("Backing up"), job, lambda _: None)

    def show_error(self, error: TiaError) -> None:
        """Show an expected failure until it is dismissed."""
        self.banners.add(tr(error.sentence), tone="vweak")

    def show_notice(self, sentence: str) -> None:
        """Show a sentence that needs no answer, and have it said aloud."""
        self.banners.notice(sentence)

    def ask(self, sentence: str, yes: str, on_yes: Callable[[], object], no: str) -> Callable[[], None]:
        """Ask something that can wait."""
        return self.banners.ask(sentence, yes, on_yes, no)

    def show_status(self, words: str) -> None:
        """Say at the top what counts in the place of "Saved"; "" for nothing."""
        self.status.show_words(words)

    def saved(self) -> None:
        """Something was committed."""
        if self.workspace is not None and not self.unsaved.waiting:
            self.status.show_saved(self.workspace.store.now()[11:16])

    def not_saved(self, error: TiaError, retry: Callable[[], None]) -> None:
        """Saving failed: a banner stays until `retry` works."""
        self.unsaved.report(error, retry)

    def in_background(
        self,
        title: str,
        job: Callable[[Callable[[int, int], None]], Any],
        done: Callable[[Any], None],
        failed: Callable[[TiaError], None] | None = None,
        ended: Callable[[], object] | None = None,
    ) -> None:
        """Run `job(progress)` in a worker with a progress bar and Cancel; `done(result)` in the window."""
        self.jobs.run(title, job, done, failed or self.show_error, ended)

    # ---- for the menus

    def go_home(self) -> None:
        """The first screen of this role."""
        visit = self._home()
        self.menus.update(is_open=self.workspace is not None, role=self.desk.settings.role)
        self.go(visit.screen)

    def start(self, path: Path | None) -> None:
        """Show the inspection at `path`, else the start screen."""
        if path is not None:
            self.commands.open_path(path)
        if self.workspace is None:
            self.go("start")

    def flush(self) -> bool:
        """Write everything that is typed to the disk. False when something is still not there."""
        return self.keeper.flush()

    def refresh(self) -> None:
        """Have the page show what is stored now."""
        self._refresh_due = False
        try:
            self.pages.refresh()
            if self.pages.page is not None:  # the landlord may have another name now
                self._name_window(self.pages.page)
        except UnknownRecordError:  # undo took away what this page is about
            self.go_home()
        except TiaError as error:
            self.show_error(error)

    def reader(self, ws: Workspace) -> Callable[[], Workspace]:
        """Opens the same file once more, for looking: for a worker."""
        path, pack = ws.store.path, ws.pack
        return lambda: self.desk.open(path, read_only=True, pack=pack)

    def next_pane(self) -> None:
        """F6: rail, side column, page, footer, and round."""
        if self.pages.page is not None:
            focus_next_pane(self.rail, self.banners, self.pages.page)

    def shut_down(self) -> None:
        """Save and end at once (SIGTERM, logging out): no backup, no question."""
        self.save_now()
        if self.workspace is not None and not self._let_go():
            self._release(self.workspace)
        self.jobs.stop_all(0.5)
        QApplication.exit(0)

    def may_close(self) -> bool:
        """Save, back up and close on the way out. False when the window has to stay open for now."""
        if self.workspace is not None and not self._leave(self.workspace):
            return False
        self._keep_size()
        self.jobs.stop_all()
        return True

    def fit(self) -> None:
        """Show the rail where there is room for it."""
        room = self.window.width() >= em(1000) and self.workspace is not None
        self.rail.setVisible(room and not self.only.on)

    def save_now(self) -> None:
        """Save without asking anything: the computer is about to log out, which may still be called off."""
        call(self.pages.page, "hurry")
        self.flush()
        with suppress(TiaError):
            call(self.pages.page, "rescue")
            if self.workspace is not None:
                self.workspace.store.seal()

    # ---- inside

    def _hold(self, _held: bool) -> None:
        self.fit()
        self.pages.forget_others()  # nobody comes back to what was on them before

    def _home(self) -> Visit:
        return places.home(self.workspace, self.desk.settings)

    def _context(self, arguments: dict[str, Any]) -> ScreenContext:
        return ScreenContext(
            self.desk, self, self.workspace, arguments, self.commands, self._drafts, self.only
        )

    def _after_going(self) -> None:
        page, visit = self.pages.page, self.pages.visit
        assert page is not None
        self._name_window(page)
        self._mark_rail(visit)
        self.menus.update(is_open=self.workspace is not None, role=self.desk.settings.role)

    def _name_window(self, page: Page) -> None:
        landlord = self.workspace.inspection.landlord if self.workspace else ""
        parts = ("TIA Desktop",) if self.only.on else (page.title(), landlord, "TIA Desktop")
        self.window.setWindowTitle(" – ".join(part for part in parts if part))

    def _mark_rail(self, visit: Visit) -> None:
        """Offer the places of this person and show where they are."""
        self._open_check = str(visit.arguments.get("check_id", "")) or self._open_check
        offered = places.places(self.workspace, self.desk.settings, self._open_check)
        self.rail.show_places(offered)
        self.rail.mark(places.here(offered, self.desk.settings, visit))
        self.fit()

    def _on_changed(self, changed: Changed) -> None:
        self._changed_here = True
        self.banners.worked_on()
        if not self.unsaved.waiting:
            self.status.show_saved(changed.saved_at[11:16])
        origin = getattr(self.pages.page, "origin", "")
        if (changed.origin and changed.origin == origin) or self._refresh_due:
            return
        self._refresh_due = True
        QTimer.singleShot(0, self, self._refresh_if_due)

    def _refresh_if_due(self) -> None:
        if self._refresh_due and self.workspace is not None:
            self.refresh()
        self._refresh_due = False

    def _on_unsaved(self, waiting: bool) -> None:
        if waiting:
            self.status.show_problem(tr("Not saved yet"))
            return
        self.keeper.settled()
        self._on_theme()  # another text size may have waited for it

    def _on_theme(self) -> None:
        if current_theme().base_px == self._base_px:
            return
        if not self.flush():
            return  # the page keeps its words; `_on_unsaved` comes back here
        self._base_px = current_theme().base_px
        if self.pages.page is not None and (self.workspace or self.pages.visit.screen == "start"):
            self.pages.rebuild()
            self.menus.show_page_actions(self.pages.page)
        self.fit()

    def _let_go(self) -> bool:
        """Flush, seal and close the open inspection. False when its text could not be saved."""
        ws = self.workspace
        if ws is None:
            return True
        if not self.flush():
            return False
        self._release(ws)
        return True

    def _release(self, ws: Workspace) -> None:
        self._stop_listening()
        self.workspace = None
        self._refresh_due = False
        with suppress(TiaError):
            ws.store.close()

    def _leave(self, ws: Workspace) -> bool:
        if not self.keeper.may_leave(self.window.close):
            return False
        if self._changed_here and not self._back_up_first(ws):
            return False
        return self._let_go()

    def _back_up_first(self, ws: Workspace) -> bool:
        """Make the automatic backup. False when it is large: the window closes when it is made."""
        folder = self.desk.backup_folder(ws)
        self._changed_here = False  # once is enough: a second try to close goes through
        if ws.store.path.exists() and ws.store.path.stat().st_size > QUICK_BACKUP:
            try:
                ws.store.seal()
            except TiaError as error:  # typed words are on the disk all the same; closing again works
                self.show_error(error)
                return False
            job = backup_job(self.reader(ws), folder)
            self.in_background(tr("Backing up before closing"), job, self._close_now, self._close_now)
            return False
        with suppress(TiaError, OSError):
            ws.store.backup(folder)
        return True

    def _close_now(self, _result: object) -> None:
        self.window.close()

    def _keep_size(self) -> None:
        if not self.window.isMaximized() and not self.window.isFullScreen():
            self.desk.save_settings(
                replace(self.desk.settings, width=self.window.width(), height=self.window.height())
            )
