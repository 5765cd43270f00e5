"""Starts the window: `python -m tia_desktop [FILE]`."""

from __future__ import annotations

import gc
import os
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QApplication

    from tia_desktop.services.desk import Desk
    from tia_desktop.ui.main_window import MainWindow


@dataclass
class Wanted:
    """What the command line asks for."""

    file: Path | None = None
    role: str = ""
    scheme: str = ""
    text: int = 0
    size: tuple[int, int] | None = None
    screenshots: Path | None = None


def _arguments(argv: Sequence[str]) -> Wanted:
    if len(argv) <= 1 and not any(text.startswith("-") for text in argv):
        # The everyday start: argparse alone would take 5 ms.
        return Wanted(file=Path(argv[0]) if argv else None)
    import argparse

    parser = argparse.ArgumentParser(prog="tia-desktop", description="Inspect a social landlord, offline.")
    parser.add_argument("file", nargs="?", type=Path, help="an inspection (.tia) to open")
    parser.add_argument("--role", choices=("tia", "inspector"), help="whose view to open")
    parser.add_argument("--scheme", choices=("system", "light", "dark", "contrast"), help="colours")
    parser.add_argument("--text", type=int, metavar="PERCENT", help="text size, 100 to 200")
    parser.add_argument("--size", type=_size, metavar="WIDTHxHEIGHT", help="size of the window")
    parser.add_argument(
        "--screenshots", type=Path, metavar="FOLDER", help="save a picture of every screen and end"
    )
    return parser.parse_args(argv, Wanted())


def _size(text: str) -> tuple[int, int]:
    """Read the size of a window, such as 1366x768."""
    import argparse

    width, _, height = text.lower().partition("x")
    if not all(n.isascii() and n.isdigit() and 100 <= int(n[:6]) <= 20_000 for n in (width, height)):
        raise argparse.ArgumentTypeError("give a width and a height from 100 to 20000, such as 1366x768")
    return int(width), int(height)


def load_qt() -> None:
    """Import Qt, and put Python's own `import` back.

    PySide6 replaces it with one that reads and searches the source of every module imported later, for a
    feature (`from __feature__ import snake_case`) that we do not use. At start-up that was 30 ms.
    """
    import builtins

    plain = builtins.__import__
    import PySide6.QtWidgets  # noqa: F401

    builtins.__import__ = plain


def make_app() -> QApplication:
    """The application object, with Qt's own files in our folder."""
    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QApplication

    from tia_desktop.paths import user_data_dir

    # The one style we draw on. `QApplication.setStyle` does the same, but costs 10 ms for wrapping it.
    os.environ.setdefault("QT_STYLE_OVERRIDE", "Fusion")
    folder = user_data_dir()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    # Qt's file dialogs write down the names of visited folders: not where everybody can read them.
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(folder / "qt"))
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("TIA Desktop")
    app.setDesktopFileName("tia-desktop")
    return app


def make_window(app: QApplication, desk: Desk, wanted: Wanted) -> MainWindow:
    """The empty window in its size: maximised where it would not fit with its frame and hide its buttons."""
    from tia_desktop.ui.main_window import MainWindow

    window = MainWindow(desk)
    window.resize(*(wanted.size or (desk.settings.width or 1366, desk.settings.height or 768)))
    room = app.primaryScreen().availableGeometry()
    window.fills_screen = not (wanted.size or wanted.screenshots) and (
        window.width() >= room.width() or window.height() >= room.height()
    )
    return window


def dress(app: QApplication, desk: Desk) -> None:
    """Theme and focus ring: before the first widget is made."""
    from tia_desktop.ui import theme
    from tia_desktop.ui.widgets import FocusRing

    scheme: Any = desk.settings.scheme
    theme.install(app, scheme, desk.settings.text_percent)
    FocusRing(app)


def save_before_logout(window: MainWindow) -> None:
    """Save when the computer logs out or shuts down."""
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance()
    assert isinstance(app, QApplication)
    # Direct: the session manager is only there while this runs. Asking it nothing allows the logout.
    app.commitDataRequest.connect(
        lambda _manager: window.shell.save_now(), Qt.ConnectionType.DirectConnection
    )


def watch(window: MainWindow) -> Any:
    """Catch what we do wrong, hangs, SIGTERM and logging out. Returns what has to be kept alive."""
    from tia_desktop.paths import log_file
    from tia_desktop.ui import errors

    try:
        crash_log = errors.open_crash_log(log_file())
    except OSError:
        crash_log = None

    def notify(sentence: str) -> None:
        window.shell.banners.add(sentence, tone="vweak", on_closed=guard.notice_closed)

    save_before_logout(window)
    guard = errors.install(window.shell.flush, notify, crash_log)
    beat = errors.Heartbeat(crash_log, window) if crash_log is not None else None
    return guard, beat, errors.SignalWatcher(window.shell.shut_down, window)


def warm_up(desk: Desk) -> None:
    """Import what the first click would wait for, once the window stands; clear up after a crash."""
    from tia_desktop.services import conclude, coverage, practice, readiness

    del conclude, coverage, readiness
    practice.clear_leftovers(desk)


def main(argv: Sequence[str] | None = None) -> int:
    """Start the window; return the exit code."""
    gc.disable()  # start-up makes hundreds of classes and next to no garbage
    wanted = _arguments(sys.argv[1:] if argv is None else argv)
    from tia_desktop.bootstrap import AppDesk

    desk = AppDesk()
    settings = replace(
        desk.settings,
        role=wanted.role or desk.settings.role,
        scheme=wanted.scheme or desk.settings.scheme,
        text_percent=max(100, min(200, wanted.text or desk.settings.text_percent)),
    )
    if settings != desk.settings:
        desk.save_settings(settings)
    load_qt()
    app = make_app()
    window = make_window(app, desk, wanted)
    if wanted.screenshots:
        from tia_desktop.ui.screenshots import take_all

        dress(app, desk)
        return take_all(window, wanted.screenshots, wanted.file)
    kept: list[Any] = []

    def fill() -> None:
        """What is in the window comes after the window, and what nobody sees after that."""
        dress(app, desk)
        window.shell.start(wanted.file)
        kept.append(watch(window))
        warm_up(desk)
        gc.freeze()  # what start-up made stays: it need not be looked at again
        gc.enable()

    window.begin(fill)
    code = app.exec()
    kept.clear()
    return code


if __name__ == "__main__":
    sys.exit(main())
