"""A shell without a window: it writes down what a screen asks of it, and runs background work at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tia_desktop.domain.errors import TiaError
from tia_desktop.services.workspace import Workspace


class ShellLog:
    """`tia_desktop.ui.context.Shell`; `calls` holds what was asked, in order."""

    def __init__(self) -> None:
        self.calls: list[tuple[Any, ...]] = []
        self.errors: list[TiaError] = []
        self.retries: list[Callable[[], None]] = []

    def go(self, screen: str, **arguments: Any) -> None:
        self.calls.append(("go", screen, arguments))

    def opened(self, ws: Workspace) -> None:
        self.calls.append(("opened", ws))

    def close_inspection(self) -> None:
        self.calls.append(("close",))

    def show_error(self, error: TiaError) -> None:
        self.errors.append(error)

    def show_notice(self, sentence: str) -> None:
        self.calls.append(("notice", sentence))

    def ask(self, sentence: str, yes: str, on_yes: Callable[[], object], no: str) -> Callable[[], None]:
        self.calls.append(("ask", sentence, on_yes))
        return lambda: None

    def show_status(self, words: str) -> None:
        self.calls.append(("status", words))

    def saved(self) -> None:
        self.calls.append(("saved",))

    def not_saved(self, error: TiaError, retry: Callable[[], None]) -> None:
        self.errors.append(error)
        self.retries.append(retry)

    def in_background(
        self,
        title: str,
        job: Callable[[Callable[[int, int], None]], Any],
        done: Callable[[Any], None],
        failed: Callable[[TiaError], None] | None = None,
        ended: Callable[[], object] | None = None,
    ) -> None:
        self.calls.append(("background", title))
        try:
            result = job(lambda _done, _total: None)
        except TiaError as error:
            (failed or self.show_error)(error)
        else:
            done(result)
        if ended is not None:
            ended()

    def went(self) -> list[tuple[str, dict[str, Any]]]:
        """Screens that were asked for, with their arguments."""
        return [(call[1], call[2]) for call in self.calls if call[0] == "go"]

    def notices(self) -> list[str]:
        """Sentences that were shown."""
        return [call[1] for call in self.calls if call[0] == "notice"]
