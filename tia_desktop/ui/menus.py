"""The menu bar: every command is in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from tia_desktop.services.desk import Settings
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.registry import ADVISER_STEPS, STEPS, Place
from tia_desktop.ui.theme import TEXT_SIZES
from tia_desktop.ui.widgets import Page

SCHEMES = (
    ("light", "Light colours"),
    ("dark", "Dark colours"),
    ("contrast", "High contrast"),
    ("system", "Follow the computer"),
)
ASKS_WHICH = (("sample", "Sample of cases…"), ("shop", "Mystery shopping…"), ("survey", "Survey…"))
"""Work of one check: the screens ask which one it is."""
ROLES = (("inspector", "I am an inspector"), ("tia", "I am a tenant inspection adviser"))


class WhoWorks(Protocol):
    """What they can do about who works here."""

    def set_role(self, role: str) -> None: ...
    def somebody_else(self) -> None: ...


class Commands(WhoWorks, Protocol):
    """What the menus can do; see `commands.Commands`."""

    def new(self) -> None: ...
    def open(self) -> None: ...
    def open_path(self, path: Path) -> None: ...
    def open_sample(self) -> None: ...
    def back_up(self) -> None: ...
    def verify(self) -> None: ...
    def close_inspection(self) -> None: ...
    def quick_note(self) -> None: ...
    def go_to(self, place: Place) -> None: ...
    def undo(self) -> None: ...
    def redo(self) -> None: ...
    def set_text(self, percent: int) -> None: ...
    def larger_text(self) -> None: ...
    def smaller_text(self) -> None: ...
    def set_scheme(self, scheme: str) -> None: ...
    def next_pane(self) -> None: ...
    def practise(self) -> None: ...
    def find_command(self) -> None: ...
    def shortcuts(self) -> None: ...
    def about(self) -> None: ...


class Menus:
    """Builds the menus once and keeps them in step with what is open."""

    def __init__(self, window: QMainWindow, commands: Commands, settings: Callable[[], Settings]) -> None:
        self._window, self._do, self._settings = window, commands, settings
        self._need_open: list[QAction] = []
        self._from_page: list[QAction] = []
        self._inspection()
        self._edit()
        self._go = self._menu(tr("&Go to"))
        self._collect_menu()
        self._view()
        help_menu = self._menu(tr("&Help"))
        self._add(help_menu, tr("Keyboard shortcuts"), commands.shortcuts, "F1")
        self._add(help_menu, tr("Practise with three questions"), commands.practise, need_open=True)
        self._add(help_menu, tr("About TIA Desktop"), commands.about)

    def update(self, *, is_open: bool, role: str) -> None:
        """Enable what makes sense now, and list the places of this role."""
        for action in self._need_open:
            action.setEnabled(is_open)
        for action in (self._export, self._plan, self._figures):
            action.setVisible(role != "tia")
        self._go.clear()
        places = ADVISER_STEPS if role == "tia" else STEPS
        for number, place in enumerate(places, 1):
            action = self._add(
                self._go, tr(place.words), partial(self._do.go_to, place), f"Ctrl+Shift+{number}"
            )
            action.setEnabled(is_open)
        self._go.addSeparator()
        self._add(self._go, tr("Start screen"), lambda: self._do.go_to(Place("start", "", "")))
        self._add(self._go, tr("Next part of the window"), self._do.next_pane, "F6")

    def show_page_actions(self, page: Page) -> None:
        """Put a page's own commands (`page.actions()`) into the Collect menu while it is shown."""
        for action in self._from_page:
            self._collect.removeAction(action)
        self._from_page = list(page.actions())
        self._collect.addActions(self._from_page)
        self._page_line.setVisible(bool(self._from_page))

    def every_action(self) -> Iterator[tuple[str, QAction]]:
        """Every command, those of menus inside menus too, each with the words of its menu."""
        self._fill_recent()
        for top in self._window.menuBar().actions():
            menu = top.menu()
            if isinstance(menu, QMenu):
                yield from _inside(menu, plain(menu.title()))

    def why_not(self, action: QAction) -> str:
        """Why a command cannot be given now, in words; "" when it can."""
        if action.isEnabled():
            return ""
        if action in self._need_open or action in self._go.actions():
            return tr("Open an inspection first")
        return tr("Not possible now")

    def all_actions(self) -> list[QAction]:
        """Every command with its shortcut, for the list of keys."""
        found: list[QAction] = []
        for top in self._window.menuBar().actions():
            menu = top.menu()
            if isinstance(menu, QMenu):
                found += [a for a in menu.actions() if not a.isSeparator()]
        return found

    # -- the menus

    def _menu(self, title: str, parent: QMenu | None = None) -> QMenu:
        menu = QMenu(title, self._window)
        if parent is None:
            self._window.menuBar().addMenu(menu)
        else:
            parent.addMenu(menu)
        return menu

    def _add(
        self,
        menu: QMenu,
        text: str,
        run: Callable[[], object],
        keys: str | QKeySequence.StandardKey = "",
        *,
        need_open: bool = False,
    ) -> QAction:
        action = QAction(text, menu)
        if keys:
            action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda _=False: run())
        menu.addAction(action)
        if need_open:
            self._need_open.append(action)
        return action

    def _inspection(self) -> None:
        menu, do = self._menu(tr("&Inspection")), self._do
        self._add(menu, tr("New inspection…"), do.new)
        self._add(menu, tr("Open…"), do.open, "Ctrl+O")
        self._recent = self._menu(tr("Open recent"), menu)
        self._recent.aboutToShow.connect(self._fill_recent)
        self._add(menu, tr("Open the sample"), do.open_sample)
        menu.addSeparator()
        self._add(menu, tr("Back up now…"), do.back_up, need_open=True)
        self._add(menu, tr("Check the file"), do.verify, need_open=True)
        self._export = self._add(
            menu, tr("Export…"), lambda: do.go_to(STEPS[-1]), "Ctrl+Shift+E", need_open=True
        )
        menu.addSeparator()
        self._add(menu, tr("Close the inspection"), do.close_inspection, "Ctrl+W", need_open=True)
        self._add(menu, tr("Quit"), self._window.close, "Ctrl+Q")

    def _fill_recent(self) -> None:
        self._recent.clear()
        for text in self._settings().recent:
            path = Path(text)
            missing = not path.exists()
            words = f"{path.stem} – {path.parent}".replace("&", "&&")
            action = self._add(
                self._recent,
                tr("{name} (not found)").format(name=words) if missing else words,
                partial(self._do.open_path, path),
            )
            action.setEnabled(not missing)
        if self._recent.isEmpty():
            self._add(self._recent, tr("Nothing yet"), lambda: None).setEnabled(False)

    def _edit(self) -> None:
        menu = self._menu(tr("&Edit"))
        self._add(menu, tr("Undo"), self._do.undo, QKeySequence.StandardKey.Undo, need_open=True)
        self._add(menu, tr("Redo"), self._do.redo, "Ctrl+Shift+Z", need_open=True)
        menu.addSeparator()
        self._add(menu, tr("Find a command…"), self._do.find_command, "Ctrl+K")

    def _collect_menu(self) -> None:
        self._collect = self._menu(tr("&Collect"))
        menu, do = self._collect, self._do
        self._add(menu, tr("Quick note"), do.quick_note, "Ctrl+N", need_open=True)
        inbox = Place("inbox", "", "")
        self._add(menu, tr("Sort the quick notes"), lambda: do.go_to(inbox), need_open=True)
        form = Place("collect", "", "", (("form", "plan"),))
        self._plan = self._add(menu, tr("Plan a check"), lambda: do.go_to(form), need_open=True)
        self._add(menu, tr("Practise with three questions"), do.practise, need_open=True)
        for screen, words in ASKS_WHICH:
            self._add(menu, tr(words), partial(do.go_to, Place(screen, "", "")), need_open=True)
        figures = Place("figures", "", "")
        self._figures = self._add(menu, tr("Published figures…"), lambda: do.go_to(figures), need_open=True)
        self._page_line = QAction(self._window)  # above the commands of the page that is shown
        self._page_line.setSeparator(True)
        menu.addAction(self._page_line)

    def _view(self) -> None:
        menu, do = self._menu(tr("&View")), self._do
        self._add(menu, tr("Larger text"), do.larger_text, QKeySequence.StandardKey.ZoomIn)
        self._add(menu, tr("Smaller text"), do.smaller_text, QKeySequence.StandardKey.ZoomOut)
        sizes = self._menu(tr("Text size"), menu)
        self._radio(
            sizes,
            [(str(n), f"{n} %") for n in TEXT_SIZES],
            lambda n: do.set_text(int(n)),
            lambda: str(self._settings().text_percent),
        )
        menu.addSeparator()
        self._radio(menu, [(k, tr(w)) for k, w in SCHEMES], do.set_scheme, lambda: self._settings().scheme)
        menu.addSeparator()
        self._radio(menu, [(k, tr(w)) for k, w in ROLES], do.set_role, lambda: self._settings().role)
        self._add(menu, tr("Somebody else is here now"), do.somebody_else, need_open=True)

    def _radio(
        self,
        menu: QMenu,
        choices: list[tuple[str, str]],
        choose: Callable[[str], None],
        chosen: Callable[[], str],
    ) -> None:
        group = QActionGroup(menu)
        for key, words in choices:
            action = self._add(menu, words, partial(choose, key))
            action.setCheckable(True)
            action.setData(key)
            group.addAction(action)

        def mark() -> None:
            for action in group.actions():
                action.setChecked(action.data() == chosen())

        menu.aboutToShow.connect(mark)
        mark()


def _inside(menu: QMenu, words: str) -> Iterator[tuple[str, QAction]]:
    for action in menu.actions():
        below = action.menu()
        if isinstance(below, QMenu):
            yield from _inside(below, f"{words} · {plain(below.title())}")
        elif not action.isSeparator():
            yield words, action


def plain(text: str) -> str:
    """A menu's words without the mark of its key."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")
