"""The one style sheet. It names tokens, never colours; buttons and cards paint themselves.

`@primary` is a token, `@size-small` a type size, `@em-8` a length of 8 px at normal text size.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

_SHEET = """
QMainWindow, QDialog { background:@bg; }
QScrollArea { background:transparent; border:none; }
QScrollArea > QWidget > QWidget { background:transparent; }
QLabel { background:transparent; }
QLabel[kind="h1"] { font-size:@size-h1; font-weight:700; }
QLabel[kind="h2"] { font-size:@size-h2; font-weight:700; }
QLabel[kind="h3"] { font-size:@size-h3; font-weight:650; }
QLabel[kind="lead"] { font-size:@size-lead; }
QLabel[kind="strong"] { font-weight:650; }
QLabel[kind="muted"] { color:@muted; }
QLabel[kind="small"] { color:@muted; font-size:@size-small; }
QLabel[kind="overline"] { color:@muted; font-size:@size-small; font-weight:650; }
QLabel[kind="error"] { color:@vweak; font-weight:650; }
QLabel[kind="band"] { background:@sunken; border-radius:6px; padding:2px 6px;
  font-weight:650; font-size:@size-small; }
QFrame[soft="true"] QLabel { color:@primary_ink; }
QMenuBar { background:@surface; border-bottom:1px solid @line; padding:2px 6px; }
QMenuBar::item { padding:@em-7 @em-12; border-radius:6px; background:transparent; }
QMenuBar::item:selected, QMenu::item:selected { background:@primary; color:@on_primary; }
QMenu { background:@surface; border:1px solid @edge; padding:6px; }
QMenu::item { padding:@em-9 @em-28 @em-9 @em-14; border-radius:6px; }
QMenu::item:disabled { color:@muted; }
QMenu::separator { height:1px; background:@line; margin:4px 8px; }
QGroupBox { border:none; margin:0; padding:0; }
QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox { background:@surface; color:@text;
  border:1.5px solid @edge; border-radius:8px; padding:@em-8 @em-10;
  selection-background-color:@primary; selection-color:@on_primary; }
QLineEdit[invalid="true"], QPlainTextEdit[invalid="true"], QComboBox[invalid="true"] {
  border:2.5px solid @vweak; }
QLineEdit, QComboBox, QAbstractSpinBox { min-height:@em-25; }
QLineEdit:read-only { background:@sunken; }
QComboBox::drop-down { border:none; width:@em-32; }
QComboBox QAbstractItemView { background:@surface; border:1px solid @edge;
  selection-background-color:@primary; selection-color:@on_primary; outline:none; }
QComboBox QAbstractItemView::item { min-height:@em-44; padding:0 @em-10; border:none; }
QComboBox QAbstractItemView::item:selected { background:@primary; color:@on_primary; }
QTableView, QListView { background:@surface; border:1px solid @line;
  gridline-color:@line; outline:none; selection-background-color:@primary_soft;
  selection-color:@text; }
QTableView::item { padding:0 @em-8; border:none; }
QTableView::item:selected { background:@primary_soft; color:@text; }
QHeaderView { background:transparent; border:none; }
QHeaderView::section { background:@surface; color:@text; border:none;
  border-bottom:1px solid @edge; padding:@em-6 @em-11;
  font-size:@size-small; font-weight:650; }
QTableView[bare="true"] { border:none; }
QTableView[bare="true"] QHeaderView::section { border:none; padding:@em-2 @em-4; }
QTableCornerButton::section { background:@surface; border:none; }
QScrollBar:vertical { width:14px; background:transparent; margin:0; }
QScrollBar::handle:vertical { background:@edge; border-radius:5px; min-height:36px; margin:2px; }
QScrollBar:horizontal { height:14px; background:transparent; margin:0; }
QScrollBar::handle:horizontal { background:@edge; border-radius:5px; min-width:36px; margin:2px; }
QScrollBar::add-line, QScrollBar::sub-line { width:0; height:0; }
QScrollBar::add-page, QScrollBar::sub-page { background:transparent; }
QProgressBar { border:1px solid @edge; border-radius:5px; background:@sunken;
  max-height:10px; min-height:10px; }
QProgressBar::chunk { background:@primary; border-radius:4px; }
QToolTip { background:@text; color:@surface; border:none; padding:6px; }
"""

_PLACE = re.compile(r"@(size-|em-)?(\w+)")


def stylesheet(t: Mapping[str, str], px: Mapping[str, int], em: Callable[[float], int]) -> str:
    """The style sheet for these tokens, type sizes in pixels and text-scaled lengths."""

    def fill(place: re.Match[str]) -> str:
        kind, name = place.groups()
        if kind == "size-":
            return f"{px[name]}px"
        return f"{em(int(name))}px" if kind == "em-" else t[name]

    return _PLACE.sub(fill, _SHEET)
