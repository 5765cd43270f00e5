"""Help: the keys, and what this program is."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from tia_desktop import __version__
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.menus import plain
from tia_desktop.ui.theme import em
from tia_desktop.ui.widgets import Card, KeyValue, KeyValueList, Page, button, heading, label

CAPTURE_KEYS = (
    ("Rate or choose while the answers have the focus", "1 … 9, 0"),
    ("Rate or choose from anywhere", "Alt+1 … Alt+9, Alt+0"),
    ("On a rating: OK saves and goes on, weak goes to the note", "Enter"),
    ("Key question 1 to 6 on or off", "Ctrl+1 … Ctrl+6"),
)
TALK_KEYS = (
    ("Keep the line and begin the next one", "Enter"),
    ("A new line in the same words", "Shift+Enter"),
    ("The next speaker, while you are in the box", "Tab"),
    ("Leave the box", "Shift+Tab, F6"),
    ("Exact words on or off", "Ctrl+Shift+Q"),
)


def show_shortcuts(
    window: QWidget, actions: Iterable[QAction], practise: Callable[[], object] | None = None
) -> None:
    """A page with every key there is, and the way to try them, if `practise` is possible now."""
    page = Page(tr("Keyboard shortcuts"))
    page.add(heading(tr("Keyboard shortcuts")))
    native = QKeySequence.SequenceFormat.NativeText
    known = [(plain(a.text()), a.shortcut().toString(native)) for a in actions if not a.shortcut().isEmpty()]
    for title, rows in (
        (tr("While you answer a question"), [(tr(words), keys) for words, keys in CAPTURE_KEYS]),
        (tr("While people talk"), [(tr(words), keys) for words, keys in TALK_KEYS]),
        (tr("Everywhere"), known),
    ):
        card = Card()
        card.add(heading(title, 3), KeyValueList([KeyValue(words, keys) for words, keys in rows]))
        page.add(card)
    page.body.addStretch(1)
    _show(window, page, 620, 600, practise)


def show_about(window: QWidget) -> None:
    """Name, version, licence, and what the program never does."""
    page = Page(tr("About TIA Desktop"))
    page.add(
        heading(tr("TIA Desktop {version}").format(version=__version__)),
        label(tr("Inspect a social landlord offline: reality checks, evidence, findings and judgements.")),
        label(tr("Everything stays on this laptop. The program never adds up a score: people judge.")),
        label(tr("Free software under the MIT licence."), "muted"),
    )
    page.body.addStretch(1)
    _show(window, page, 520, 320)


def _show(
    window: QWidget, page: Page, width: int, height: int, practise: Callable[[], object] | None = None
) -> None:
    dialog = QDialog(window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(page.title())
    box = QVBoxLayout(dialog)
    box.setContentsMargins(0, 0, 0, 0)
    box.addWidget(page)
    close = button(tr("Close"), dialog.accept, "primary")
    ways = [close]
    if practise is not None:
        ways.append(button(tr("Practise with three questions"), icon="star"))
        ways[1].clicked.connect(dialog.accept)
        ways[1].clicked.connect(practise)
    page.set_footer(*ways)
    page.first_focus = close
    dialog.resize(min(em(width), window.width()), min(em(height), window.height()))
    dialog.open()
    page.focus_first()
