"""From the pack's words to the kit's: tones, choices and icons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tia_desktop.ui.widgets.choices import Choice

if TYPE_CHECKING:
    from tia_desktop.domain.pack import CheckTemplate, GradingScheme

KIT_TONE = {"good": "vgood", "ok": "ok", "weak": "weak", "bad": "vweak", "none": "none", "": "muted"}
"""A pack's tone -> a token of the theme."""

_ICONS = {"moderate": "people"}
HOW_ICONS = {"seen": "eye", "told": "ear", "read": "report", "measured": "clock"}
"""How a note is known -> the icon beside its word."""


def choices_for(scheme: GradingScheme, tones: Mapping[str, str] | None = None) -> list[Choice]:
    """A grading scheme's choices as a `ChoiceRow` takes them.

    `tones` (choice id -> a pack's tone) is for items whose weak answer is “yes”.
    """
    tones = tones or {c.id: c.tone for c in scheme.choices}
    return [
        Choice(c.id, str(c.key), c.sign, c.word, c.explain, KIT_TONE.get(tones[c.id], "none"))
        for c in scheme.choices
    ]


def icon_of(template: CheckTemplate) -> str:
    """The icon of a kind of check."""
    return _ICONS.get(template.icon, template.icon)
