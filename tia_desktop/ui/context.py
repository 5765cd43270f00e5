"""What a screen gets from the shell. No Qt here: presenters and their tests use it too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from tia_desktop.domain.errors import TiaError
from tia_desktop.services.desk import Desk

if TYPE_CHECKING:  # imported when an inspection is opened: the window stands before that
    from tia_desktop.services.workspace import Workspace


class Shell(Protocol):
    """The main window, as screens see it."""

    def go(self, screen: str, **arguments: Any) -> None:
        """Show a screen by name: start, overview, collect, capture, answers, note, findings, ..."""

    def opened(self, ws: Workspace) -> None:
        """An inspection was opened or made: show its first screen."""

    def close_inspection(self) -> None:
        """Close the inspection and go back to the start."""

    def show_error(self, error: TiaError) -> None:
        """Show an expected failure in place, in its own words, until it is dismissed."""

    def show_notice(self, sentence: str) -> None:
        """Show a sentence that needs no answer, and have it said aloud."""

    def ask(self, sentence: str, yes: str, on_yes: Callable[[], object], no: str) -> Callable[[], None]:
        """Ask something that can wait, in a banner. Returns what takes the question away again."""

    def show_status(self, words: str) -> None:
        """Say at the top what counts in the place of "Saved", such as practice; "" for nothing."""

    def saved(self) -> None:
        """Something was committed: the status says "Saved on this laptop" with the time."""

    def not_saved(self, error: TiaError, retry: Callable[[], None]) -> None:
        """Saving failed: a banner stays until `retry` works."""

    def in_background(
        self,
        title: str,
        job: Callable[[Callable[[int, int], None]], Any],
        done: Callable[[Any], None],
        failed: Callable[[TiaError], None] | None = None,
        ended: Callable[[], object] | None = None,
    ) -> None:
        """Run `job(progress)` in a worker with a progress bar and Cancel; `done(result)` in the window.

        Then `ended`, also after a failure and after Cancel.
        """


class Commands(Protocol):
    """What the menus can do, for screens that offer the same on a button."""

    def open(self) -> None:
        """Choose an inspection file and open it."""

    def open_path(self, path: Path) -> None:
        """Open an inspection; a damaged one offers its newest good backup."""

    def open_sample(self) -> None:
        """Make a copy of the sample inspection and open it."""

    def larger_text(self) -> None:
        """The next larger text size."""

    def set_role(self, role: str) -> None:
        """Change between the inspector's and the adviser's view."""

    def somebody_else(self) -> None:
        """Ask who works on this laptop now."""


class OnlyPage(Protocol):
    """Showing one page and nothing else of the window: somebody else holds the laptop.

    Nothing leads anywhere from this page then, and the keys of menus do nothing.
    """

    @property
    def on(self) -> bool:
        """Whether it is so now."""

    @property
    def is_shut(self) -> bool:
        """Whether so many wrong numbers were typed that none leads back any more."""

    def hand_over(self, number: str, screen: str, **arguments: Any) -> None:
        """Show only this page until the number is given again. Nobody keeps the number anywhere."""

    def take_back(self, number: str) -> bool:
        """Bring everything back. False when the number is another one, or too many were."""


@dataclass(slots=True)
class ScreenContext:
    """Handed to every screen. `ws` is None only on the start screen.

    `commands` and `only` are None only in tests.

    `drafts` holds the words of forms that are not sent yet, by form and field, while the inspection is open.
    """

    desk: Desk
    shell: Shell
    workspace: Workspace | None = None
    arguments: dict[str, Any] = field(default_factory=dict)
    commands: Commands | None = None
    drafts: dict[str, dict[str, str]] = field(default_factory=dict)
    only: OnlyPage | None = None

    @property
    def ws(self) -> Workspace:
        """The open inspection."""
        assert self.workspace is not None, "this screen needs an open inspection"
        return self.workspace

    def draft(self, form: str) -> dict[str, str]:
        """What stands in a form that is not sent yet, by field; the form keeps it up to date."""
        return self.drafts.setdefault(form, {})
