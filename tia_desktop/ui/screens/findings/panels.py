"""What stands at the right of the findings page: one panel at a time."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from tia_desktop.ui.widgets import Card

MOST = 60
"""Entries of a list to choose from; typing finds the others."""
STANCES = (("supports", "Supports it"), ("contradicts", "Contradicts it"), ("context", "Context"))


class Panel(Card):
    """One thing at a time stands here. `first` takes the focus when it comes up."""

    def __init__(self) -> None:
        super().__init__(pad=14, gap=8)
        self.first: QWidget | None = None

    def refresh(self) -> bool:
        """Show what is stored now. False when what it shows is gone."""
        return True

    def take_focus(self) -> None:
        """Put the focus on the first thing to use."""
        if self.first is not None:
            self.first.setFocus(Qt.FocusReason.TabFocusReason)
