"""The accessibility walk: run it over any window and it lists what a person would stumble over.

    problems = walk(window)                 # every rule, the whole window
    assert not problems, report(problems)

Rules (`Problem.rule`): name, role, description, group-name, label-name, target, trap, missed, order,
one-stop, ring, view, clipped, outside, overlap, sideways, contrast. Works on the offscreen platform.
"""

from __future__ import annotations

import re
import string
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import cast

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QColor, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMainWindow,
    QMenu,
    QMenuBar,
    QScrollArea,
    QScrollBar,
    QSizeGrip,
    QTableView,
    QWidget,
)
from shiboken6 import isValid

from tia_desktop.ui.widgets import FocusRing

SMALLEST, AIM = 24, 44
_INNER = (QScrollArea, QHeaderView, QMenuBar, QMenu, QScrollBar)


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding: the rule, the widget, and what was measured."""

    rule: str
    where: str
    detail: str = ""


def report(problems: Sequence[Problem]) -> str:
    """The problems as lines for an assertion message."""
    return "\n".join(f"{p.rule}: {p.where} {p.detail}" for p in problems)


def walk(
    window: QWidget, root: QWidget | None = None, *, skip: Sequence[str] = (), tabs: bool = True
) -> list[Problem]:
    """Every rule over `root` (default: the window), which must be shown and active.

    `skip` leaves out rules by name; `tabs=False` presses no keys.
    """
    QTest.qWaitForWindowActive(window, 4000)
    settle()
    area = root or window
    found = [*names(area), *targets(area), *one_stop(area), *clipped(area), *outside(area), *sideways(area)]
    if tabs:
        found += tab_cycle(window, area)
    return [p for p in dict.fromkeys(found) if p.rule not in skip]


def small_targets(root: QWidget) -> list[Problem]:
    """Targets under the 44 px aimed at (a report, not a failure)."""
    return list(targets(root, AIM))


def settle(rounds: int = 4) -> None:
    """Let layouts, hides and zero timers happen."""
    for _ in range(rounds):
        QApplication.processEvents()


def wait_until(true: Callable[[], bool]) -> None:
    """Let the window and the worker do what they do."""
    for _ in range(1000):
        settle(1)
        if true():
            return
        time.sleep(0.01)
    raise AssertionError("it never came")


def said(widget: QWidget) -> tuple[str, str, QAccessible.Role]:
    """Name, description and role as a screen reader gets them."""
    face: QAccessibleInterface | None = QAccessible.queryAccessibleInterface(widget)
    if face is None:
        return "", "", QAccessible.Role.NoRole
    return face.text(QAccessible.Text.Name), face.text(QAccessible.Text.Description), face.role()


def where(widget: QWidget) -> str:
    """A widget in words: class, name, first words."""
    text = widget.text() if isinstance(widget, (QAbstractButton, QLabel, QLineEdit)) else ""
    words = (widget.accessibleName() or widget.objectName() or text)[:48]
    return f"{type(widget).__name__} {words!r}"


def shown(root: QWidget) -> Iterator[QWidget]:
    """Every visible widget below the root except the focus ring and scroll bars."""
    for widget in root.findChildren(QWidget):
        if widget.isVisible() and widget.objectName() != "focusRing" and not isinstance(widget, QSizeGrip):
            yield widget


def _controls(root: QWidget) -> Iterator[QWidget]:
    for widget in shown(root):
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or isinstance(widget, _INNER):
            continue
        if isinstance(widget.parentWidget(), (QAbstractSpinBox, QComboBox)):
            continue
        yield widget


def _bare(text: str) -> str:
    return " ".join(text.casefold().translate(str.maketrans("", "", string.punctuation)).split())


def names(root: QWidget) -> Iterator[Problem]:
    """Every control has a name and a real role; descriptions add something; groups are named."""
    for widget in _controls(root):
        name, description, role = said(widget)
        if not name.strip():
            yield Problem("name", where(widget))
        if role in (QAccessible.Role.NoRole, QAccessible.Role.Client, QAccessible.Role.Window):
            yield Problem("role", where(widget), str(role))
        plain = _bare(name)
        if plain and (_bare(description) == plain or (len(plain) >= 8 and plain in _bare(description))):
            yield Problem("description", where(widget), description)
    buddies = [label.buddy() for label in root.window().findChildren(QLabel)]
    for widget in shown(root):
        if isinstance(widget, QGroupBox) and not said(widget)[0].strip():
            yield Problem("group-name", where(widget))
        if isinstance(widget, QLabel) and widget.text() and widget.accessibleName():
            yield Problem("label-name", where(widget), "an accessible name hides the label's text")
        if isinstance(widget, QComboBox) and widget not in buddies:
            yield Problem("name", where(widget), "a combo box needs a buddy label")


def targets(root: QWidget, least: int = SMALLEST) -> Iterator[Problem]:
    """Everything to click or tap is big enough."""
    for widget in _controls(root):
        if min(widget.width(), widget.height()) < least:
            yield Problem("target", where(widget), f"{widget.width()} x {widget.height()}, least {least}")


def one_stop(root: QWidget) -> Iterator[Problem]:
    """A group of exclusive buttons is one Tab stop, whichever is chosen."""
    groups: dict[QWidget | None, list[QAbstractButton]] = {}
    for widget in shown(root):
        if isinstance(widget, QAbstractButton) and widget.autoExclusive() and widget.isCheckable():
            groups.setdefault(widget.parentWidget(), []).append(widget)
    for group, buttons in groups.items():
        stops = [b for b in buttons if b.focusPolicy() & Qt.FocusPolicy.TabFocus]
        if len(stops) != 1 and group is not None:
            yield Problem("one-stop", where(group), f"{len(stops)} Tab stops for {len(buttons)} buttons")


# -- the Tab key


def tab_cycle(window: QWidget, root: QWidget) -> Iterator[Problem]:
    """Tab goes round everything in reading order, with a ring on it and the whole of it in view."""
    stops = [w for w in _controls(root) if w.isEnabled() and w.focusPolicy() & Qt.FocusPolicy.TabFocus]
    if not stops:
        return
    stops[0].setFocus(Qt.FocusReason.TabFocusReason)
    settle()
    start, seen = QApplication.focusWidget(), list[QWidget]()
    for _ in range(len(stops) * 3 + 40):
        here = QApplication.focusWidget()
        if here is None:
            yield Problem("trap", where(window), "the focus got lost")
            return
        seen.append(here)
        yield from _stop(here)
        QTest.keyClick(here, Qt.Key.Key_Tab)
        settle(3)
        if QApplication.focusWidget() is here and len(stops) > 1:
            yield Problem("trap", where(here), "Tab does not leave it")
            return
        if QApplication.focusWidget() is start:
            break
    else:
        yield Problem("trap", where(seen[-1]), "Tab never comes round")
    reached = {id(w) for w in seen}
    for widget in stops:
        if isValid(widget) and widget.isVisible() and id(widget) not in reached:
            yield Problem("missed", where(widget), "Tab does not reach it")
    yield from _order(seen)


def _stop(widget: QWidget) -> Iterator[Problem]:
    ring = next(iter(QApplication.instance().findChildren(FocusRing)), None)  # type: ignore[union-attr]
    outline = ring.ring() if ring else None
    host = outline.parentWidget() if outline else None
    if (
        ring is None
        or outline is None
        or host is None
        or not outline.isVisible()
        or ring.target is not widget
    ):
        yield Problem("ring", where(widget), "no focus ring on it")
    elif not isinstance(widget, QAbstractItemView) and not outline.geometry().contains(
        QRect(widget.mapTo(host, QPoint(0, 0)), widget.size())
    ):
        yield Problem("ring", where(widget), "the ring is somewhere else")
    for area in _scrollers(widget):
        view = area.viewport()
        box = QRect(widget.mapTo(view, QPoint(0, 0)), widget.size())
        if box.height() > view.height():  # taller than the view: its top counts
            box.setHeight(min(8, view.height()))
        if not view.rect().adjusted(-1, -1, 1, 1).contains(box):
            yield Problem("view", where(widget), f"{box.getRect()} outside {view.rect().getRect()}")


def _scrollers(widget: QWidget) -> Iterator[QScrollArea]:
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            yield parent
        parent = parent.parentWidget()


def _order(seen: Sequence[QWidget]) -> Iterator[Problem]:
    """Inside one scrolled page, a stop is never both above and left of the one before."""
    for before, after in pairwise(seen):
        one, two = next(_scrollers(before), None), next(_scrollers(after), None)
        if one is None or one is not two:
            continue
        page = cast(QWidget, one.widget())
        a, b = before.mapTo(page, QPoint(0, 0)), after.mapTo(page, QPoint(0, 0))
        if b.y() + after.height() <= a.y() and b.x() <= a.x():
            yield Problem("order", where(after), f"comes after {where(before)} but stands before it")


# -- sizes


def clipped(root: QWidget) -> Iterator[Problem]:
    """No words are cut off: labels, buttons, fields, headers, and everything that paints itself."""
    for widget in shown(root):
        if isinstance(widget, QLabel):
            yield from _label(widget)
        elif isinstance(widget, QAbstractButton) and not isinstance(widget.parentWidget(), QTableView):
            yield from _button(widget)
        elif isinstance(widget, QLineEdit) and not isinstance(widget.parentWidget(), QAbstractSpinBox):
            words = widget.text() or widget.placeholderText()
            if widget.fontMetrics().horizontalAdvance(words) > widget.width() - 20:
                yield Problem("clipped", where(widget), f"{words!r} in {widget.width()} px")
        elif isinstance(widget, QHeaderView):
            yield from _header(widget)
        elif type(widget).__module__.startswith("tia_desktop") and not widget.layout():
            least = widget.minimumSizeHint()
            if widget.width() < least.width() or widget.height() < least.height():
                yield Problem("clipped", where(widget), f"{widget.size().toTuple()} < {least.toTuple()}")


def _label(label: QLabel) -> Iterator[Problem]:
    if not label.text():
        return
    margins = label.contentsMargins()
    need = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
    if need > label.height() + 1:
        yield Problem("clipped", where(label), f"{label.height()} px high, needs {need}")
    words = re.split(r"[\s\u200b]+", label.text()) if label.wordWrap() else label.text().splitlines()
    room = label.width() - margins.left() - margins.right() + 1
    widest = max((label.fontMetrics().horizontalAdvance(word) for word in words), default=0)
    if widest > room:
        yield Problem("clipped", where(label), f"{room} px wide, needs {widest}")


def _button(button: QAbstractButton) -> Iterator[Problem]:
    least = button.minimumSizeHint()
    need = button.heightForWidth(button.width()) if button.hasHeightForWidth() else least.height()
    wide = least.width() if button.hasHeightForWidth() or not button.text() else button.sizeHint().width()
    if button.height() + 1 < need:
        yield Problem("clipped", where(button), f"{button.height()} px high, needs {need}")
    if button.width() + 1 < wide:
        yield Problem("clipped", where(button), f"{button.width()} px wide, needs {wide}")


def _header(header: QHeaderView) -> Iterator[Problem]:
    model = header.model()
    if model is None or header.orientation() != Qt.Orientation.Horizontal:
        return
    metrics = QFontMetrics(header.font())
    for section in range(model.columnCount()):
        words = str(model.headerData(section, Qt.Orientation.Horizontal) or "")
        widest = max((metrics.horizontalAdvance(word) for word in words.split()), default=0)
        if not header.isSectionHidden(section) and widest > header.sectionSize(section):
            yield Problem("clipped", f"header {words!r}", f"{header.sectionSize(section)} px, needs {widest}")


def outside(root: QWidget) -> Iterator[Problem]:
    """Nothing sticks out of its parent, and no two parts of a layout lie on each other."""
    for widget in shown(root):
        parent = widget.parentWidget()
        if parent is None or widget.isWindow() or _in_view(widget):
            continue
        if not parent.rect().adjusted(-1, -1, 1, 1).contains(widget.geometry()):
            detail = f"{widget.geometry().getRect()} in {parent.size().toTuple()}"
            yield Problem("outside", where(widget), detail)
    for parent in [root, *shown(root)]:
        layout = parent.layout()
        if layout is None or isinstance(parent, QMainWindow):
            continue
        parts = [
            child
            for child in parent.children()
            if isinstance(child, QWidget) and child.isVisible() and layout.indexOf(child) >= 0
        ]
        for k, one in enumerate(parts):
            for two in parts[k + 1 :]:
                common = one.geometry().intersected(two.geometry())
                if common.width() > 1 and common.height() > 1:
                    yield Problem("overlap", where(one), f"lies on {where(two)}")


def _in_view(widget: QWidget) -> bool:
    """Inside the machinery of a scroll area, item view, menu bar or combo box, which places its own."""
    parent = widget.parentWidget()
    machinery = (QAbstractScrollArea, QHeaderView, QComboBox, QAbstractSpinBox, QLineEdit)
    above = parent.parentWidget() if parent is not None else None
    return isinstance(parent, machinery) or isinstance(above, QAbstractScrollArea)


def sideways(root: QWidget) -> Iterator[Problem]:
    """No page is wider than its view."""
    areas = [root] if isinstance(root, QScrollArea) else []
    for area in [*areas, *(w for w in shown(root) if isinstance(w, QScrollArea))]:
        content = area.widget()
        if content is not None and content.width() > area.viewport().width():
            over = content.width() - area.viewport().width()
            yield Problem("sideways", where(content), f"{over} px wider than the view")


# -- colours

_GROUNDS = ("bg", "surface", "sunken")
_TONES = ("vgood", "ok", "weak", "vweak", "none")
TEXT_PAIRS = (
    [(ink, ground) for ink in ("text", "muted") for ground in _GROUNDS]
    + [("primary", ground) for ground in ("bg", "surface", "primary_soft")]
    + [("primary_ink", "primary_soft"), ("text", "primary_soft"), ("muted", "primary_soft")]
    + [("on_primary", "primary"), ("on_primary", "primary_hi")]
    + [(tone, ground) for tone in _TONES for ground in ("surface", "bg", f"{tone}_soft")]
    + [(ink, f"{tone}_soft") for ink in ("text", "primary") for tone in _TONES]
    + [("surface", tone) for tone in _TONES]
)
"""Pairs of tokens that words are written in: 4.5 : 1 at least."""
EDGE_PAIRS = (
    [("edge", ground) for ground in _GROUNDS]
    + [("primary", ground) for ground in _GROUNDS]
    + [("focus_out", ground) for ground in ("bg", "surface", "sunken", "primary_soft")]
    + [("focus_out", "focus_in")]
    + [("focus_out", f"{tone}_soft") for tone in _TONES]
)
"""Pairs of tokens for edges, states and the ring: 3 : 1 at least."""


def contrast(one: str, two: str) -> float:
    """The WCAG contrast ratio of two colours."""

    def light(name: str) -> float:
        c = QColor(name)
        parts = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4
                 for v in (c.redF(), c.greenF(), c.blueF())]  # fmt: skip
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    low, high = sorted((light(one), light(two)))
    return (high + 0.05) / (low + 0.05)


def contrast_problems(tokens: Mapping[str, str]) -> list[Problem]:
    """Token pairs that are too close."""
    return [
        Problem("contrast", f"{ink} on {ground}", f"{contrast(tokens[ink], tokens[ground]):.2f} < {least}")
        for pairs, least in ((TEXT_PAIRS, 4.5), (EDGE_PAIRS, 3.0))
        for ink, ground in pairs
        if contrast(tokens[ink], tokens[ground]) < least
    ]
