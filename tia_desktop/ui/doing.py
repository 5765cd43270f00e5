"""Doing something that writes, from a presenter: what the environment did is shown."""

from __future__ import annotations

from collections.abc import Callable

from tia_desktop.domain.errors import TiaError
from tia_desktop.ui.context import Shell


def attempt(shell: Shell, step: Callable[[], object]) -> bool:
    """Do `step`; False when it failed, with the reason shown.

    It is never done again behind the person's back: a choice made meanwhile would be overwritten. The
    caller shows what is stored, and the person chooses again. Only typed text is tried again (`Saver`).
    """
    try:
        step()
    except TiaError as error:
        shell.show_error(error)
        return False
    return True
