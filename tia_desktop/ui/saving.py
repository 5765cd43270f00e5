"""Saving one field at once: what was refused is said in its place. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tia_desktop.domain.errors import InputError, ReadOnlyError, TiaError
from tia_desktop.ui.context import Shell
from tia_desktop.ui.i18n import tr


@dataclass(frozen=True, slots=True)
class Saved:
    """How it went. A refusal has a sentence for the field; what the disk refused has none: it is shown.

    `field` says which field of a form is refused; `is_final` that no other words would do: the file can
    only be read.
    """

    ok: bool
    sentence: str = ""
    field: str = ""
    is_final: bool = False


def save(shell: Shell, step: Callable[[], object]) -> Saved:
    """Do `step`, which reads and writes one field."""
    try:
        step()
    except InputError as error:
        return Saved(False, tr(error.sentence), is_final=isinstance(error, ReadOnlyError))
    except TiaError as error:
        shell.show_error(error)
        return Saved(False)
    return Saved(True)


def read_number(text: str, *, most: int) -> int | None:
    """A typed whole number; None for nothing.

    Raises:
        InputError: it is no number, or too large.
    """
    plain = text.strip().replace(",", "").replace(" ", "").replace("\u00a0", "")
    if not plain:
        return None
    if not plain.isascii() or not plain.isdigit() or int(plain) > most:
        said = tr("“{text}” does not fit. Write a whole number up to {most:,}.")
        raise InputError(said.format(text=text.strip()[:40], most=most))
    return int(plain)
