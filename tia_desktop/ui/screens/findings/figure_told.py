"""One figure told: its drawing, its words, what it measures, and how it stands to findings."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from tia_desktop.domain.text import shown_path
from tia_desktop.services.figure_comparison import ComparedFigure
from tia_desktop.services.figure_words import words
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.drawing import Drawing
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.widgets import Button, ChipGroup, button, column, flow, label

STANCES = (("supports", "Supports it"), ("contradicts", "Contradicts it"), ("context", "Context"))


def told(context: ScreenContext, found: ComparedFigure) -> list[QWidget]:
    """The drawing, the same in words, and the definition."""
    parts: list[QWidget] = []
    said = [tr(line) for line in words(found)]
    if found.is_drawable:
        drawn = context.desk.draw(found)
        parts.append(Drawing(drawn, " ".join([f"{found.name}.", *said]), widest=480))
    parts += [label(shown_path(line)) for line in said]
    spec, figure = found.spec, found.figure
    if spec.measures and spec.measures != spec.title:
        parts += [label(tr("What it measures"), "overline"), label(spec.measures)]
    if spec.note:
        parts.append(label(spec.note, "small"))
    told_by = " · ".join(filter(None, [spec.status.capitalize(), spec.source]))
    if told_by and told_by != figure.source:
        parts.append(label(shown_path(told_by), "small"))
    parts.append(label(shown_path(f"{figure.period} · {figure.source}"), "small"))
    return parts


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
