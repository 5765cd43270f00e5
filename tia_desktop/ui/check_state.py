"""What the pages around one check share: a sample, mystery shops, a survey. No Qt."""

from __future__ import annotations

from tia_desktop.domain.records import RealityCheck
from tia_desktop.ui.context import ScreenContext, Shell


class CheckState:
    """One check, by the argument `check_id` of the screen.

    `left` is set when the page goes: work that ends later shows nothing on it.
    """

    def __init__(self, context: ScreenContext) -> None:
        self.context, self.ws = context, context.ws
        self.check = self.ws.need(RealityCheck, str(context.arguments["check_id"]))
        self.template = self.ws.pack.template(self.check.template)
        self.left = False

    @property
    def shell(self) -> Shell:
        """The main window."""
        return self.context.shell

    @property
    def may_write(self) -> bool:
        """Whether the file takes changes."""
        return not self.ws.store.read_only_reason

    def leave(self) -> None:
        """Back to the questions of the check."""
        self.shell.go("capture", check_id=self.check.id)
