"""One line on top of a page: what is due in a mystery shop, and the way there."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from tia_desktop.services.own_checks import may_do
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.shop_reminders import Due, due_now
from tia_desktop.ui.widgets import Banner, Button


class ReminderLine(QWidget):
    """Hidden while nothing is due."""

    def __init__(self, context: ScreenContext, *, check_id: str = "", but: str = "") -> None:
        """Of one check or of all, `but` one shop; an adviser sees what is due in their own checks."""
        super().__init__()
        self._context, self._check_id, self._but = context, check_id, but
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._shown: list[Due] | None = None
        self._banner: Banner | None = None
        self.look()

    @property
    def words(self) -> list[str]:
        """What is due."""
        return [due.words for due in self._shown or ()]

    def look(self) -> None:
        """Show what is due now."""
        found = due_now(self._context.ws, self._context.desk.shop_library, self._check_id)
        due = [one for one in found if one.attempt_id != self._but and self._may_see(one)]
        if due == self._shown:
            return
        self._shown = due
        if self._banner is not None:
            self._box.removeWidget(self._banner)
            self._banner.hide()
            self._banner.deleteLater()
        self._banner = self._line(due) if due else None
        if self._banner is not None:
            self._box.addWidget(self._banner)
        if self.parentWidget() is not None:  # else it would be a window of its own
            self.setVisible(bool(due))
        elif not due:
            self.hide()

    def _may_see(self, due: Due) -> bool:
        settings = self._context.desk.settings
        return settings.role != "tia" or may_do(self._context.ws, due.check_id, settings.author)

    def _line(self, due: list[Due]) -> Banner:
        first, more = due[0], len(due) - 1
        words = first.words if not more else f"{first.words} · {tr('and {n} more').format(n=more)}"
        banner = Banner(words, action=tr("Look"), on_action=lambda: self._go(first))
        banner.findChildren(Button)[0].setAccessibleName(tr("Look: {words}").format(words=first.words))
        return banner

    def _go(self, due: Due) -> None:
        self._context.shell.go("shop", check_id=due.check_id, attempt_id=due.attempt_id)
