"""The one style sheet. It names tokens, never colours; buttons and cards paint themselves."""

from __future__ import annotations

from collections.abc import Callable, Mapping


def stylesheet(t: Mapping[str, str], px: Mapping[str, int], em: Callable[[float], int]) -> str:
    """The style sheet for these tokens, type sizes in pixels and text-scaled lengths."""
    return f"""
QMainWindow, QDialog {{ background:{t["bg"]}; }}
QScrollArea {{ background:transparent; border:none; }}
QScrollArea > QWidget > QWidget {{ background:transparent; }}
QLabel {{ background:transparent; }}
QLabel[kind="h1"] {{ font-size:{px["h1"]}px; font-weight:700; }}
QLabel[kind="h2"] {{ font-size:{px["h2"]}px; font-weight:700; }}
QLabel[kind="h3"] {{ font-size:{px["h3"]}px; font-weight:650; }}
QLabel[kind="lead"] {{ font-size:{px["lead"]}px; }}
QLabel[kind="strong"] {{ font-weight:650; }}
QLabel[kind="muted"] {{ color:{t["muted"]}; }}
QLabel[kind="small"] {{ color:{t["muted"]}; font-size:{px["small"]}px; }}
QLabel[kind="overline"] {{ color:{t["muted"]}; font-size:{px["small"]}px; font-weight:650; }}
QLabel[kind="error"] {{ color:{t["vweak"]}; font-weight:650; }}
QLabel[kind="band"] {{ background:{t["sunken"]}; border-radius:6px; padding:2px 6px;
  font-weight:650; font-size:{px["small"]}px; }}
QFrame[soft="true"] QLabel {{ color:{t["primary_ink"]}; }}
QMenuBar {{ background:{t["surface"]}; border-bottom:1px solid {t["line"]}; padding:2px 6px; }}
QMenuBar::item {{ padding:{em(7)}px {em(12)}px; border-radius:6px; background:transparent; }}
QMenuBar::item:selected, QMenu::item:selected {{ background:{t["primary"]}; color:{t["on_primary"]}; }}
QMenu {{ background:{t["surface"]}; border:1px solid {t["edge"]}; padding:6px; }}
QMenu::item {{ padding:{em(9)}px {em(28)}px {em(9)}px {em(14)}px; border-radius:6px; }}
QMenu::item:disabled {{ color:{t["muted"]}; }}
QMenu::separator {{ height:1px; background:{t["line"]}; margin:4px 8px; }}
QGroupBox {{ border:none; margin:0; padding:0; }}
QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox {{ background:{t["surface"]}; color:{t["text"]};
  border:1.5px solid {t["edge"]}; border-radius:8px; padding:{em(8)}px {em(10)}px;
  selection-background-color:{t["primary"]}; selection-color:{t["on_primary"]}; }}
QLineEdit[invalid="true"], QPlainTextEdit[invalid="true"], QComboBox[invalid="true"] {{
  border:2.5px solid {t["vweak"]}; }}
QLineEdit, QComboBox, QAbstractSpinBox {{ min-height:{em(25)}px; }}
QLineEdit:read-only {{ background:{t["sunken"]}; }}
QComboBox::drop-down {{ border:none; width:{em(32)}px; }}
QComboBox QAbstractItemView {{ background:{t["surface"]}; border:1px solid {t["edge"]};
  selection-background-color:{t["primary"]}; selection-color:{t["on_primary"]}; outline:none; }}
QTableView, QListView {{ background:{t["surface"]}; border:1px solid {t["line"]};
  gridline-color:{t["line"]}; outline:none; selection-background-color:{t["primary_soft"]};
  selection-color:{t["text"]}; }}
QTableView::item {{ padding:0 {em(8)}px; border:none; }}
QTableView::item:selected {{ background:{t["primary_soft"]}; color:{t["text"]}; }}
QHeaderView {{ background:transparent; border:none; }}
QHeaderView::section {{ background:{t["surface"]}; color:{t["text"]}; border:none;
  border-bottom:1px solid {t["edge"]}; padding:{em(6)}px {em(8) + 3}px;
  font-size:{px["small"]}px; font-weight:650; }}
QTableView[bare="true"] {{ border:none; }}
QTableView[bare="true"] QHeaderView::section {{ border:none; padding:{em(2)}px {em(4)}px; }}
QTableCornerButton::section {{ background:{t["surface"]}; border:none; }}
QScrollBar:vertical {{ width:14px; background:transparent; margin:0; }}
QScrollBar::handle:vertical {{ background:{t["edge"]}; border-radius:5px; min-height:36px; margin:2px; }}
QScrollBar:horizontal {{ height:14px; background:transparent; margin:0; }}
QScrollBar::handle:horizontal {{ background:{t["edge"]}; border-radius:5px; min-width:36px; margin:2px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width:0; height:0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background:transparent; }}
QProgressBar {{ border:1px solid {t["edge"]}; border-radius:5px; background:{t["sunken"]};
  max-height:10px; min-height:10px; }}
QProgressBar::chunk {{ background:{t["primary"]}; border-radius:4px; }}
QToolTip {{ background:{t["text"]}; color:{t["surface"]}; border:none; padding:6px; }}
"""
