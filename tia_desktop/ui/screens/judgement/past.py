"""Earlier views on a judgement: what was thought, why it was left, and the findings it named."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from tia_desktop.domain.pack import JudgementSpec
from tia_desktop.services.earlier_views import NamedFinding, PastView
from tia_desktop.ui.days import moment
from tia_desktop.ui.i18n import ntr, tr
from tia_desktop.ui.screens.judgement.unfold import Unfold
from tia_desktop.ui.widgets import Card, Group, WrapButton, icon_row, label


class PastViews(Unfold):
    """Folded: how many there are. Open: each of them, newest first."""

    def __init__(
        self,
        spec: JudgementSpec,
        read: Callable[[], Sequence[PastView]],
        on_open: Callable[[str], object],
    ) -> None:
        super().__init__(lambda: [self._card(view) for view in self._views])
        self._spec, self._read, self._on_open = spec, read, on_open
        self._views: Sequence[PastView] = ()

    def look(self) -> None:
        """Show what is kept now."""
        found = self._read()
        if found == self._views:
            return
        self._views = found
        n = len(found)
        self.show_words(ntr("{n} earlier view", "{n} earlier views", n) if n else "")

    def _card(self, past: PastView) -> QWidget:
        view = past.view
        word = next((level.word for level in self._spec.scale.levels if level.id == view.rating), view.rating)
        judged = tr("{level}, judged by {author}, {when}")
        left = tr("{author} left it, {when}: “{because}”")
        host = Group(tr("Earlier view: {level}").format(level=word))
        card = Card("plain", pad=12, gap=6)
        card.add(
            label(judged.format(level=word, author=view.author, when=moment(view.decided_at)), "strong"),
            label(view.reason),
            *(self._finding(each) for each in past.findings),
            icon_row(
                "history",
                left.format(author=view.left_by, when=moment(view.left_at), because=view.because),
                "small",
            ),
        )
        box = QVBoxLayout(host)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(card)
        return host

    def _finding(self, named: NamedFinding) -> QWidget:
        words = "  ".join(part for part in (named.label, named.text or "…") if part)
        if named.removed:
            return icon_row(
                "trash", tr("{finding} (removed since)").format(finding=words), "small", tone="muted"
            )
        return WrapButton(words, lambda: self._on_open(named.id), icon="findings")
