"""Release to moderation: what still stands in the way, and what was released."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from tia_desktop.services.readiness import OpenProblem
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.i18n import ntr, tr
from tia_desktop.ui.live_problems import LiveProblems
from tia_desktop.ui.parts import Refusal, Stack, top
from tia_desktop.ui.problem_list import ProblemCard
from tia_desktop.ui.screens.judgement.frame import RELEASE, JudgementFrame
from tia_desktop.ui.screens.judgement.release_presenter import ReleasePresenter
from tia_desktop.ui.screens.judgement.unfold import Unfold
from tia_desktop.ui.widgets import Card, Responsive, button, heading, icon_row, label


class ReleasePage(JudgementFrame):
    """The third page of the judgement."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(context, RELEASE, tr("Judgement: release"))
        self._presenter = presenter = ReleasePresenter(context)
        self._problems: list[OpenProblem] = []
        self.before = ProblemCard(tr("Before moderation"), presenter.jump, kind="soft")
        self._status, self._parts = Stack(6), Stack(6)
        self.refused = Refusal()
        self.earlier = Unfold(self._earlier, gap=2)
        card = Card(gap=8)
        card.add(
            heading(tr("Release to moderation"), 3), self._status, self._parts, self.refused, self.earlier
        )
        lead = tr(
            "When nothing stands in the way any more, release the judgements: moderators then test them. You "
            "may still change something later. It is said here, and you release again."
        )
        two = Responsive(900, 16, (1, 1))
        two.add(top(card))
        two.add(top(self.before))
        self.add(label(lead, "muted"), two)
        self.body.addStretch(1)
        self.main = button(tr("Release to moderation"), self._release, "primary", icon="send")
        self.set_footer(
            self.main,
            button(tr("What stands in the way"), partial(context.shell.go, "readiness"), icon="warning"),
            button(tr("Our judgement"), partial(context.shell.go, "judgement"), "quiet", icon="judgement"),
        )
        self.before.hide()  # until somebody looked
        self.live = LiveProblems(context, self)
        self.live.changed.connect(self._on_problems)
        self._show()
        self.live.look()

    def refresh(self) -> None:
        """Show what is stored now."""
        self._presenter.load()
        self._show()
        self.live.look()

    # ---- inside

    def _on_problems(self, problems: list[OpenProblem]) -> None:
        self._problems = problems
        self.before.show_problems(problems, self._presenter.leads)
        self.before.show()
        self.refused.say("")
        self._show()

    def _show(self) -> None:
        presenter = self._presenter
        icon, tone, words = presenter.status()
        last, changed = presenter.state.last, presenter.changed()
        parts: list[QWidget] = [icon_row(icon, words, "strong", tone=tone)]
        if last is not None:
            card = Card(tone, pad=12, gap=6)
            card.add(*parts, label(presenter.said(last)))
            if changed:
                card.add(label(tr("Changed: {parts}.").format(parts=", ".join(changed))))
            said = tr("Its fingerprint begins with {mark}. It shows whether this is still what was released.")
            parts = [card, label(said.format(mark=presenter.mark(last)), "small")]
        self._status.show_parts(parts)
        why_not = presenter.why_not(self._problems) if last is None or changed else ""
        self._parts.show_parts([icon_row("lock", why_not, tone="muted")] if why_not else [])
        n = len(presenter.state.earlier)
        self.earlier.show_words(ntr("{n} earlier release", "{n} earlier releases", n) if n else "")

    def _earlier(self) -> list[QWidget]:
        presenter = self._presenter
        return [label(presenter.said(made), "small") for made in presenter.state.earlier]

    def _release(self) -> None:
        result = self._presenter.release()
        if not result.ok and result.sentence:
            self.refused.say(result.sentence)
            self.show_widget(self.refused)
        else:
            self.refused.say("")
            self._show()
