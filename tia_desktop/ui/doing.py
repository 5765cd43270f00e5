"""Doing something that writes, from a presenter: what the environment did is shown, nothing is lost."""

from __future__ import annotations

from collections.abc import Callable

from tia_desktop.domain.errors import StorageError, TiaError
from tia_desktop.ui.context import Shell


def attempt(shell: Shell, step: Callable[[], object]) -> bool:
    """Do `step`. A full disk is shown and `step` is tried again; other expected failures are shown."""
    try:
        step()
    except StorageError as error:
        shell.not_saved(error, lambda: (step(), None)[1])
        return False
    except TiaError as error:
        shell.show_error(error)
        return False
    return True
