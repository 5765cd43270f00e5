"""A page that shows what is stored, and whose fields save on the way out."""

from __future__ import annotations

from PySide6.QtCore import QTimer

from tia_desktop.ui.fields import TextField, settle
from tia_desktop.ui.widgets import Page


class StoredPage(Page):
    """The shell calls `refresh` after every change, and `flush` before the page is left."""

    def fill(self) -> None:
        """Show what is stored now."""

    def refresh(self) -> None:
        """Show what is stored now; what has the focus may have moved with its row, and stays in view."""
        settle(self)
        self.fill()
        QTimer.singleShot(0, self, self._show_focused)

    def flush(self) -> bool:
        """Save what stands in the fields. False when something could not be: its field says why."""
        fields = [f for f in self.findChildren(TextField) if f.isVisibleTo(self)]
        kept = [field.commit() for field in fields]  # each says what is wrong with it
        return all(kept)
