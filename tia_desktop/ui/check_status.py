"""How far a check is, as every list of checks says and shows it. No Qt."""

from __future__ import annotations

from tia_desktop.ui.i18n import tr

_WORDS = {"planned": "Not started", "started": "Started", "done": "Done"}
_ICONS = {"planned": ("circle", "muted"), "started": ("half", "primary"), "done": ("done", "vgood")}


def status_words(status: str) -> str:
    """The status in words; one that is unknown as it is."""
    return tr(_WORDS.get(status, status))


def status_icon(status: str) -> tuple[str, str]:
    """Icon and tone of a status."""
    return _ICONS.get(status, _ICONS["planned"])


def titled(kind: str, title: str) -> str:
    """A check with its kind: "Estate visit: Elm Park"; once, when it is called after its kind."""
    if title.strip().casefold().startswith(kind.casefold()):
        return title
    return f"{kind}: {title}"
