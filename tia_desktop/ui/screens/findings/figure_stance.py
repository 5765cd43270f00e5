"""How a figure stands to a finding: saying it, changing it, choosing it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from tia_desktop.ui.i18n import tr
from tia_desktop.ui.widgets import Button, ChipGroup, button, column, flow

STANCES = (("supports", "Supports it"), ("contradicts", "Contradicts it"), ("context", "Context"))


def stance_line(
    stance: str, named: str, on_stance: Callable[[str], object], on_out: Callable[[], object]
) -> QWidget:
    """Buttons that change how a figure stands to a finding; the stance it has stands in the words above."""
    change = [
        button(tr(verb), partial(on_stance, key), "quiet", name=f"{tr(verb)}: {named}")
        for key, verb in STANCES
        if key != stance
    ]
    name = tr("Take out: {note}").format(note=named)
    return flow(*change, button(tr("Take out"), on_out, "quiet", icon="close", name=name), gap=0)


def stance_chips() -> ChipGroup:
    """How a figure that is put there stands to the finding."""
    chips = ChipGroup(
        tr("How the figure stands to the finding"), [(k, tr(w)) for k, w in STANCES], exclusive=True
    )
    chips.set_values(["supports"])
    return chips


def stance_words(stance: str) -> str:
    """A stance as it is read."""
    return tr(dict(STANCES).get(stance, stance))


def opener(words_: str, second: str, on_open: Callable[[], object], below: QWidget) -> QWidget:
    """A line that opens something, with its buttons below."""
    return column(Button(words_, on_open, kind="step", icon="link", second=second), below, gap=0)
