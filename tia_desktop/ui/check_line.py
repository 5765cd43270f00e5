"""A check as a line of a list: its icon, its title, what there is to say about it, and room for a button."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tia_desktop.ui.widgets import IconLabel, Responsive, heading


def check_line(icon: str, title: str, details: QWidget, *, size: int, gap: int) -> Responsive:
    """Return the line; `add` a button to it. `size` is the icon's, `gap` the space beside it."""
    line = Responsive(520, gap, (1, 0))
    words = QWidget()
    across = QHBoxLayout(words)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(gap)
    across.addWidget(IconLabel(icon, "primary", size), 0, Qt.AlignmentFlag.AlignTop)
    text = QVBoxLayout()
    text.setSpacing(2)
    text.addWidget(heading(title, 3))
    text.addWidget(details)
    across.addLayout(text, 1)
    line.add(words)
    return line
