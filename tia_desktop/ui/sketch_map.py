"""The sketch map of a visit: our own drawing of where photos were taken, and the same in words."""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout, QWidget

from tia_desktop.services.desk import Desk
from tia_desktop.services.sketch import sketch_of
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.drawing import Drawing
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.widgets import Card, Responsive, column, heading, label

MOST_LISTED = 40


class SketchMap(Card):
    """Shows nothing while fewer than two places are recorded. Call `refresh` when photos changed."""

    def __init__(self, desk: Desk, ws: Workspace, check_id: str) -> None:
        super().__init__(gap=8)
        self._desk, self._ws, self._check_id = desk, ws, check_id
        self._words: tuple[str, ...] = ()
        self._parts: QWidget | None = None
        self.add(heading(tr("Sketch map"), 3))
        self.refresh()

    @property
    def words(self) -> tuple[str, ...]:
        """The places in words, as they are listed."""
        return self._words

    def refresh(self) -> None:
        """Show the places that are recorded now."""
        sketch = sketch_of(self._ws, self._check_id)
        words = tuple(place.words for place in sketch.places) if sketch else ()
        self.setVisible(bool(words))
        if words == self._words:
            return
        self._words = words
        if self._parts is not None:
            self.body.removeWidget(self._parts)
            self._parts.hide()
            self._parts.deleteLater()
            self._parts = None
        if sketch is not None:
            self._parts = self._shown(self._desk.draw(sketch))
            self.add(self._parts)

    def _shown(self, svg: bytes) -> QWidget:
        listed = [label(words) for words in self._words[:MOST_LISTED]]
        if len(self._words) > MOST_LISTED:
            more = len(self._words) - MOST_LISTED
            listed.append(label(tr("and {n} more on the map").format(n=more), "muted"))
        hint = label(tr("From the photos’ places: exact to about 10 metres. North is up."), "small")
        parts = Responsive(760, 20, (3, 2))
        parts.add(Drawing(svg, tr("Sketch map with {n} places, listed as text").format(n=len(self._words))))
        words = column(*listed, hint, gap=6)
        box = words.layout()
        if isinstance(box, QBoxLayout):
            box.addStretch(1)
        parts.add(words)
        return parts
