"""Colours, type sizes and spacing, live: what is drawn asks here. The colours themselves are in `tokens`.

Call `install(app)` once after the QApplication exists; then

* `token("primary")` is a colour as text, `color("primary")` a QColor,
* `em(n)` turns a length drawn for 16 px text into pixels at the person's text size,
* `font_px("h2")` and `font("h2")` give the type scale,
* `current_theme().set_scheme("dark")`, `current_theme().set_percent(150)` switch while running,
* `current_theme().changed` tells widgets that paint themselves, or cache sizes, to start again.
"""

from __future__ import annotations

import os
from typing import Final, Literal, cast

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontInfo, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from tia_desktop.ui.stylesheet import stylesheet
from tia_desktop.ui.tokens import CONTRAST, DARK, LIGHT, Tokens

Scheme = Literal["system", "light", "dark", "contrast"]

SCALE: Final[dict[str, float]] = {
    "small": 0.9, "body": 1.0, "lead": 1.12, "h3": 1.18, "h2": 1.45, "h1": 1.8,
}  # fmt: skip
FLOOR_PX: Final = 16
SMALLEST_PX: Final = 14
TEXT_SIZES: Final = (100, 125, 150, 175, 200)
"""Text sizes offered in the View menu, in per cent of the platform's own size."""
SPACE: Final = {"xs": 4, "s": 8, "m": 12, "l": 16, "xl": 24}
RADIUS: Final = 8
RADIUS_CARD: Final = 12
TARGET: Final = 44

_PALETTE: Final[tuple[tuple[QPalette.ColorRole, str], ...]] = (
    (QPalette.ColorRole.Window, "bg"), (QPalette.ColorRole.WindowText, "text"),
    (QPalette.ColorRole.Base, "surface"), (QPalette.ColorRole.AlternateBase, "sunken"),
    (QPalette.ColorRole.Text, "text"), (QPalette.ColorRole.Button, "surface"),
    (QPalette.ColorRole.ButtonText, "text"), (QPalette.ColorRole.ToolTipBase, "text"),
    (QPalette.ColorRole.ToolTipText, "surface"), (QPalette.ColorRole.Highlight, "primary"),
    (QPalette.ColorRole.HighlightedText, "on_primary"), (QPalette.ColorRole.Link, "primary"),
    (QPalette.ColorRole.LinkVisited, "primary"), (QPalette.ColorRole.PlaceholderText, "muted"),
    (QPalette.ColorRole.Accent, "primary"), (QPalette.ColorRole.Mid, "edge"),
    (QPalette.ColorRole.Midlight, "line"), (QPalette.ColorRole.Dark, "edge"),
    (QPalette.ColorRole.Light, "surface"), (QPalette.ColorRole.Shadow, "edge"),
)  # fmt: skip


def _palette(tokens: Tokens) -> QPalette:
    palette = QPalette()
    for role, name in _PALETTE:
        palette.setColor(role, QColor(tokens[name]))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens["muted"]))
    return palette


def _from_system(palette: QPalette, base: Tokens) -> Tokens:
    """High contrast asked for by the system: its own palette, with our signs carrying the meaning."""
    role = QPalette.ColorRole

    def name(which: QPalette.ColorRole) -> str:
        return palette.color(which).name().upper()

    text, ground = name(role.WindowText), name(role.Window)
    tokens = dict.fromkeys(base, text)
    tokens |= {key: ground for key in base if key.endswith("_soft")}
    tokens |= {"bg": ground, "surface": name(role.Base), "sunken": ground, "focus_in": ground}
    tokens |= {"primary": text, "primary_hi": text, "on_primary": ground, "primary_ink": text}
    return tokens


class Theme(QObject):
    """The live theme: which scheme, which text size, and the tokens that follow from them."""

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._system_palette = QPalette(app.palette())
        self._family_font = QFont(app.font())
        self._platform_px = max(FLOOR_PX, QFontInfo(app.font()).pixelSize())
        self._scheme: Scheme = "system"
        self._percent = 100
        self._fixed_px: int | None = None
        self.tokens: Tokens = dict(LIGHT)
        app.styleHints().colorSchemeChanged.connect(self._on_system_changed)

    @property
    def scheme(self) -> Scheme:
        """What the person chose: system, light, dark or contrast."""
        return self._scheme

    @property
    def percent(self) -> int:
        """Text size the person chose, in per cent."""
        return self._percent

    @property
    def base_px(self) -> int:
        """Body text in pixels: the platform's size (16 at least) times the person's setting."""
        return self._fixed_px or round(self._platform_px * self._percent / 100)

    def set_scheme(self, scheme: Scheme) -> None:
        """Switch the colours at once; `system` follows the computer where it says anything."""
        self._scheme = scheme
        self.apply()

    def set_percent(self, percent: int) -> None:
        """Switch the text size at once, 100 to 200 per cent."""
        self._percent, self._fixed_px = max(100, min(200, percent)), None
        self.apply()

    def set_base_px(self, px: int | None) -> None:
        """Fix the body text at so many pixels (tests), or None to follow the platform again."""
        self._fixed_px = px
        self.apply()

    def configure(self, scheme: Scheme, percent: int) -> None:
        """Both settings at once, so start-up styles the program a single time."""
        self._scheme, self._percent, self._fixed_px = scheme, max(100, min(200, percent)), None
        self.apply()

    def apply(self) -> None:
        """Give the application its font, palette and style sheet, then tell everybody."""
        global _em
        self.tokens = self._choose()
        _em = self.base_px / 16
        font = QFont(self._family_font)
        font.setPixelSize(self.base_px)
        self._app.setFont(font)
        self._app.setPalette(_palette(self.tokens))
        sizes = {step: font_px(step) for step in SCALE}
        self._app.setStyleSheet(stylesheet(self.tokens, sizes, em))
        self.changed.emit()

    def _choose(self) -> Tokens:
        if self._scheme == "light":
            return dict(LIGHT)
        if self._scheme == "dark":
            return dict(DARK)
        if self._scheme == "contrast":
            return dict(CONTRAST)
        hints = QGuiApplication.styleHints()
        if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
            return _from_system(self._system_palette, LIGHT)
        # A bare X11 session answers Unknown: then light.
        return dict(DARK if hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT)

    def _on_system_changed(self, _scheme: Qt.ColorScheme) -> None:
        if self._scheme == "system":
            self.apply()


_theme: Theme | None = None
_em = 1.0


def install(app: QApplication, scheme: Scheme = "system", percent: int = 100) -> Theme:
    """Style the application. Call it once at start-up, before the first widget is made."""
    global _theme
    if _theme is None or _theme.parent() is not app:
        if os.environ.get("QT_STYLE_OVERRIDE") != "Fusion":
            app.setStyle("Fusion")
        _theme = Theme(app)
    _theme.configure(scheme, percent)
    return _theme


def current_theme() -> Theme:
    """The live theme, installed with its defaults when nobody has done so yet (tests)."""
    if _theme is None:
        return install(cast(QApplication, QApplication.instance()))
    return _theme


def token(name: str) -> str:
    """A colour of the live theme as text, for instance `#0E5A63`."""
    return current_theme().tokens[name]


def color(name: str) -> QColor:
    """A colour of the live theme."""
    return QColor(current_theme().tokens[name])


def em(n: float) -> int:
    """Pixels at the person's text size for a length drawn at 16 px text.

    Every fixed width, height and breakpoint goes through this.
    """
    return round(n * _em)


def font_px(step: str = "body") -> int:
    """Pixels of a step of the type scale (`small body lead h3 h2 h1`), 14 at least."""
    return max(SMALLEST_PX, round(current_theme().base_px * SCALE[step]))


def font(step: str = "body", *, bold: bool = False) -> QFont:
    """The application's font at a step of the type scale."""
    result = QFont(QApplication.font())
    result.setPixelSize(font_px(step))
    result.setBold(bold)
    return result
