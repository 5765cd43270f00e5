"""One figure told: its drawing, the same in words, and what it measures."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from tia_desktop.domain.text import shown_path
from tia_desktop.services.figure_comparison import ComparedFigure
from tia_desktop.services.figure_words import words
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.drawing import Drawing
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.widgets import label


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
    status = spec.status[:1].upper() + spec.status[1:]
    told_by = " · ".join(filter(None, [status, spec.source]))
    if told_by and not figure.source.startswith(told_by):  # one that came in with its own table
        parts.append(label(shown_path(told_by), "small"))
    parts.append(label(shown_path(f"{figure.period} · {figure.source}"), "small"))
    return parts
