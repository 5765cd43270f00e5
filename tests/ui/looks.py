"""How a screen is looked at: sizes, text, colours and longer words, each of them at least once.

A laptop at 200 % has the room of a window of 683 x 384. Where longer words fit, the plain ones fit too.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from tia_desktop.ui.theme import Scheme

LAPTOP, FULL_HD = (1366, 768), (1920, 1080)


class Look(NamedTuple):
    """Text in pixels, size of the window, colours, and whether all sentences are a third longer."""

    px: int = 16
    size: tuple[int, int] = LAPTOP
    scheme: Scheme = "light"
    is_longer: bool = False

    @property
    def window(self) -> dict[str, Any]:
        """What `open_window` takes of it."""
        return {"px": self.px, "size": self.size, "scheme": self.scheme}


LOOKS = {
    "laptop": Look(),
    "longer, 150 %, dark": Look(24, scheme="dark", is_longer=True),
    "full HD, high contrast": Look(size=FULL_HD, scheme="contrast"),
    "longer, 200 %": Look(32, is_longer=True),
}
