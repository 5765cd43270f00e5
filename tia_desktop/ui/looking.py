"""Going through something long that is kept in the inspection. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from tia_desktop.domain.errors import TiaError
from tia_desktop.services.ports import Progress
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.context import ScreenContext

AT_ONCE = 20_000
"""Lines up to which something is looked through in the window's own thread: nobody sees it wait."""

Found = TypeVar("Found")


def look_through(
    context: ScreenContext,
    lines: int,
    title: str,
    work: Callable[[Workspace, Progress | None], Found],
    done: Callable[[Found], None],
    failed: Callable[[TiaError], None],
    ended: Callable[[], object],
) -> None:
    """Do `work`: at once when there are few lines, else in a worker with a connection of its own."""
    if lines <= AT_ONCE:
        try:
            done(work(context.ws, None))
        except TiaError as error:
            failed(error)
        ended()
        return
    desk, path = context.desk, context.ws.store.path

    def job(progress: Progress) -> Found:
        other = desk.open(path, read_only=True)
        try:
            return work(other, progress)
        finally:
            other.store.close()

    context.shell.in_background(title, job, done, failed, ended)
