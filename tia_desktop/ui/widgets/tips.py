"""Tips are plain text. Qt takes what looks like markup for markup, and would open pictures it names."""

from __future__ import annotations

from html import escape

from PySide6.QtWidgets import QWidget


def plain_tip(text: str) -> str:
    """What to hand to Qt so that a tip shows `text` letter by letter, whatever is in it.

    Captions, file names and packs come from elsewhere. Ordinary words stay as they are: Qt has tips
    read aloud where there is no description.
    """
    if "<" not in text and "&lt;" not in text:  # all that Qt guesses by
        return text
    return f"<span>{escape(text)}</span>"


def set_tip(widget: QWidget, text: str) -> None:
    """Give a widget a tip. Use it instead of Qt's own method."""
    widget.setToolTip(plain_tip(text))
