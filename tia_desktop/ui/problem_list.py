"""What stands in the way, as a card: counts first, then every problem with its jump."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from tia_desktop.services.readiness import OpenProblem, standing
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.parts import tab_after
from tia_desktop.ui.problems import counts
from tia_desktop.ui.widgets import Card, Group, WrapButton, button, heading, icon_row

FIRST = 6
"""Problems shown before "Show all"."""
MOST = 200


class ProblemCard(Card):
    """Fill it with `show_problems`; a problem that leads nowhere is shown as plain words."""

    def __init__(self, title: str, on_jump: Callable[[OpenProblem], object], *, kind: str = "plain") -> None:
        super().__init__(kind, pad=14, gap=6)
        self._title, self._on_jump = title, on_jump
        self._shown: tuple[OpenProblem, ...] | None = None
        self._all = False
        self.add(heading(title, 3))
        self._host: QWidget | None = None

    def show_problems(
        self, problems: Sequence[OpenProblem], leads: Callable[[OpenProblem], bool] = lambda _: True
    ) -> None:
        """Show these problems; `leads` says which ones have somewhere to jump to.

        What a person accepted is counted and not listed: the readiness page shows it with the reason.
        """
        if tuple(problems) == self._shown:
            return
        self._shown, self._leads = tuple(problems), leads
        self._fill()

    def _fill(self) -> None:
        everything = self._shown or ()
        problems = standing(everything)
        if self._host is not None:
            self.body.removeWidget(self._host)
            self._host.hide()
            self._host.deleteLater()
        host = Group(self._title)
        box = QVBoxLayout(host)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        icon, tone = ("warning", "weak") if problems else ("done", "vgood")
        if any(p.level == "blocks" for p in problems):
            icon, tone = "error", "vweak"
        box.addWidget(icon_row(icon, counts(everything), "strong", tone=tone))
        for problem in problems[: MOST if self._all else FIRST]:
            box.addWidget(self._line(problem))
        if len(problems) > FIRST and not self._all:
            more = button(tr("Show all {n}").format(n=len(problems)), self._show_all, "quiet", icon="more")
            box.addWidget(more)
        self._host = host
        self.add(host)
        tab_after(self, host.findChildren(QWidget))

    def _line(self, problem: OpenProblem) -> QWidget:
        icon, tone = ("error", "vweak") if problem.level == "blocks" else ("warning", "weak")
        if not self._leads(problem):
            row = icon_row(icon, problem.sentence, tone=tone)
            row.setContentsMargins(12, 8, 12, 8)
            return row
        level = tr("Must be put right") if problem.level == "blocks" else tr("Warning")
        return WrapButton(
            problem.sentence, lambda: self._on_jump(problem), icon=icon, tone=tone,
            name=f"{level}: {problem.sentence}",
        )  # fmt: skip

    def _show_all(self) -> None:
        self._all = True
        first = min(FIRST, len(standing(self._shown or ())))
        self._fill()
        lines = self.findChildren(WrapButton)
        if len(lines) > first:
            lines[first].setFocus()
