"""The colours of each scheme: the only place in the program where a colour is written. No Qt here.

Contrast of every pair in use is checked by `tests/ui/test_kit_theme.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

Tokens = dict[str, str]

LIGHT: Final[Tokens] = {
    "bg": "#F4F2ED", "surface": "#FFFFFF", "sunken": "#EAE7DF", "line": "#D8D3C8", "edge": "#7A7468",
    "text": "#1C2127", "muted": "#565248", "primary": "#0E5A63", "primary_hi": "#0A454C",
    "on_primary": "#FFFFFF", "primary_soft": "#DDECEC", "primary_ink": "#0B4A52",
    "focus_out": "#1C2127", "focus_in": "#FFCF33",
    "vgood": "#0B6B46", "vgood_soft": "#DDF1E6", "ok": "#2A5DA8", "ok_soft": "#E1EAF7",
    "weak": "#8F4A00", "weak_soft": "#FBE9D2", "vweak": "#A3191F", "vweak_soft": "#FBE0DF",
    "none": "#56524A", "none_soft": "#E9E6DF",
}  # fmt: skip
DARK: Final[Tokens] = {
    "bg": "#14181B", "surface": "#1D2226", "sunken": "#262C31", "line": "#363E44", "edge": "#8A949B",
    "text": "#F1F0EB", "muted": "#B9BDBB", "primary": "#7CCFD6", "primary_hi": "#A6E3E7",
    "on_primary": "#06272B", "primary_soft": "#173A3E", "primary_ink": "#A6E3E7",
    "focus_out": "#FFCF33", "focus_in": "#14181B",
    "vgood": "#7BD6A6", "vgood_soft": "#15382A", "ok": "#9DC1F5", "ok_soft": "#1B2F4C",
    "weak": "#F5BD74", "weak_soft": "#42300F", "vweak": "#FF9E97", "vweak_soft": "#4A1F1E",
    "none": "#B9BDBB", "none_soft": "#2B3136",
}  # fmt: skip
CONTRAST: Final[Tokens] = {
    "bg": "#000000", "surface": "#000000", "sunken": "#1C1C1C", "line": "#FFFFFF", "edge": "#FFFFFF",
    "text": "#FFFFFF", "muted": "#FFFFFF", "primary": "#FFE566", "primary_hi": "#FFF3B0",
    "on_primary": "#000000", "primary_soft": "#332B00", "primary_ink": "#FFE566",
    "focus_out": "#00E5FF", "focus_in": "#000000",
    "vgood": "#7CFFB2", "vgood_soft": "#002B16", "ok": "#A8D0FF", "ok_soft": "#00183A",
    "weak": "#FFC266", "weak_soft": "#3A2200", "vweak": "#FFB3AE", "vweak_soft": "#3D0500",
    "none": "#FFFFFF", "none_soft": "#1C1C1C",
}  # fmt: skip

BY_SCHEME: Final[Mapping[str, Tokens]] = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}
"""The schemes a person can choose; "system" follows the computer."""
