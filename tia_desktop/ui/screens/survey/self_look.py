"""How large and in which colours a person reads who fills in a survey alone. Nothing of it is kept."""

from __future__ import annotations

from typing import cast

from tia_desktop.services.desk import Settings
from tia_desktop.ui.theme import Scheme, current_theme

SIZES = (150, 175, 200)
"""In per cent of the computer's own size: at least half as large again."""
CONTRAST: Scheme = "contrast"


def begin_look(settings: Settings) -> None:
    """Large letters; larger still when the person at the desk reads that large."""
    current_theme().set_percent(max(SIZES[0], settings.text_percent))


def end_look(settings: Settings) -> None:
    """As it was before."""
    current_theme().configure(cast(Scheme, settings.scheme), settings.text_percent)


def size() -> int:
    """The size that is shown now."""
    return current_theme().percent


def set_size(percent: int) -> None:
    """Another size."""
    current_theme().set_percent(percent)


def is_contrast() -> bool:
    """Whether the colours are those of high contrast."""
    return current_theme().scheme == CONTRAST


def set_contrast(settings: Settings, on: bool) -> None:
    """High contrast, or the colours from before."""
    own = cast(Scheme, settings.scheme)
    current_theme().set_scheme(CONTRAST if on else "light" if own == CONTRAST else own)
