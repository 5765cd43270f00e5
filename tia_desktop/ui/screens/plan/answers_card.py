"""Answers that were collected with ODK, Kobo or Ona: looked at before anything is kept, then brought in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QWidget

from tia_desktop.domain.errors import InputError, TiaError
from tia_desktop.domain.text import shown_path
from tia_desktop.ui.context import Shell
from tia_desktop.ui.i18n import ntr, tr
from tia_desktop.ui.parts import Refusal, Stack
from tia_desktop.ui.save_place import documents_folder
from tia_desktop.ui.screens.plan.answers_presenter import AnswersPresenter, Told
from tia_desktop.ui.widgets import (
    Button,
    Card,
    ProgressStrip,
    WrapButton,
    announce,
    button,
    flow,
    heading,
    icon_row,
    label,
)

KINDS = "*.zip *.csv *.xml"
MOST_SHOWN, MOST_LISTED = 8, 200


class AnswersCard(Card):
    """Chooses files, shows what is in them, and what came."""

    def __init__(self, presenter: AnswersPresenter, shell: Shell, changed: Callable[[], object]) -> None:
        super().__init__(gap=10)
        self._presenter, self._shell, self._changed = presenter, shell, changed
        self._all = False
        self._shown: tuple[object, ...] | None = None
        self._parts, self._refused = Stack(10), Refusal()
        self._busy = label("", "muted")
        self._busy.hide()
        self.choose: Button | None = None
        self.keep: Button | None = None
        self.cancel: Button | None = None
        self._strip: ProgressStrip | None = None
        self.add(heading(tr("Answers from another program"), 3), self._parts, self._busy, self._refused)
        self.fill()

    def fill(self) -> None:
        """Show what is stored, the answers that were opened, or how far they are."""
        p = self._presenter
        now = (p.looked_at(), p.is_keeping, p.came(), p.runs_own, self._all)
        if now == self._shown:
            return  # whoever is at one of its buttons stays there
        self._shown = now
        if p.is_keeping:
            self._parts.show_parts(self._on_its_way())
        elif (looked := p.looked_at()) is not None:
            self._parts.show_parts(self._preview(looked))
        else:
            self._parts.show_parts(self._idle(p.came()))

    def take(self, paths: Sequence[Path]) -> None:
        """Look at files."""
        self._refused.say("")
        self._say_busy(tr("Reading the answers"))
        self._presenter.look(paths, self._opened, self._refused.say, self._ended)

    def leave(self) -> None:
        """The page goes."""
        self._presenter.left()

    # ---- parts

    def _idle(self, came: Told | None) -> list[QWidget]:
        own = tr(
            "Were they collected with this checklist? Save it for ODK or Kobo first, above. "
            "Answers to it come back here."
        )
        outside = tr("A ZIP archive with photos, or the CSV or XML files that belong together.")
        parts: list[QWidget] = [label(own if self._presenter.runs_own else outside, "small")]
        if came is not None:
            parts += self._came(came)
        self.choose = button(tr("Bring in answers"), self._ask, icon="folder")
        return [*parts, flow(self.choose)]

    def _came(self, came: Told) -> list[QWidget]:
        parts: list[QWidget] = [icon_row("done", came.words, "strong", tone="vgood")]
        parts += [label(shown_path(words), "small") for words in came.facts]
        parts += self._problems(came.problems)
        shown = came.checks[: MOST_LISTED if self._all else MOST_SHOWN]
        for check_id, title in shown:
            look = partial(self._presenter.open_check, check_id)
            name = tr("Look over the answers: {title}").format(title=title)
            parts.append(WrapButton(shown_path(title), look, icon="note", name=name))
        parts += self._more(len(came.checks) - len(shown))
        return parts

    def _preview(self, looked: Told) -> list[QWidget]:
        self.keep = button(tr("Bring them in"), self._keep, "primary", icon="check")
        self.keep.setEnabled(self._presenter.can_keep)
        self.cancel = button(tr("Cancel"), self._put_away, name=tr("Cancel: do not bring in these answers"))
        icon, tone = ("info", "primary") if self._presenter.can_keep else ("warning", "weak")
        parts: list[QWidget] = [icon_row(icon, looked.words, "strong", tone=tone)]
        parts += [label(shown_path(words), "small") for words in looked.facts]
        parts += self._problems(looked.problems)
        return [*parts, flow(self.keep, self.cancel)]

    def _problems(self, problems: Sequence[str]) -> list[QWidget]:
        """What does not fit, one line each; the rest of a long list on demand."""
        if not problems:
            return []
        words = ntr("{n} thing to look at:", "{n} things to look at:", len(problems))
        shown = problems[: MOST_LISTED if self._all else MOST_SHOWN]
        parts: list[QWidget] = [icon_row("flag", words, "small", tone="weak")]
        parts += [label(f"•  {shown_path(sentence)}", "small") for sentence in shown]
        return [*parts, *self._more(len(problems) - len(shown))]

    def _more(self, left: int) -> list[QWidget]:
        if left <= 0:
            return []
        if self._all:
            return [label(tr("and {n} more").format(n=left), "small")]
        words = tr("Show {n} more").format(n=left)
        return [flow(button(words, self._show_all, "quiet", icon="chevron_down"))]

    def _on_its_way(self) -> list[QWidget]:
        self._strip = ProgressStrip(*self._presenter.progress())
        self.cancel = button(tr("Cancel"), self._stop, name=tr("Cancel: do not bring in these answers"))
        return [self._strip, flow(self.cancel)]

    # ---- doing

    def _ask(self) -> None:
        kinds = f"{tr('Answers')} ({KINDS} {KINDS.upper()})"
        title = tr("Choose the answers")
        names, _ = QFileDialog.getOpenFileNames(self, title, str(documents_folder()), kinds)
        if names:
            self.take([Path(name) for name in names])

    def _opened(self) -> None:
        self._all = False
        self.fill()
        self._focus(self.keep if self._presenter.can_keep else self.cancel)
        looked = self._presenter.looked_at()
        if looked is not None:
            announce(self, looked.words)

    def _ended(self) -> None:
        self._say_busy("")
        if self._presenter.is_keeping and self._strip is None:  # preparing again was refused or cancelled
            self._stop()

    def _keep(self) -> None:
        self._refused.say("")
        self._strip = None
        self._presenter.begin(self._ready, self._refuse, self._ended)

    def _ready(self) -> None:
        self.fill()
        self._focus(self.cancel)
        QTimer.singleShot(0, self, self._step)

    def _step(self) -> None:
        """One photo, or everything else at the end; then the window gets its turn."""
        if not self._presenter.is_keeping:
            return  # Cancel
        try:
            goes_on = self._presenter.step()
        except TiaError as error:
            self._refuse(tr(error.sentence) if isinstance(error, InputError) else "")
            if not isinstance(error, InputError):
                self._shell.show_error(error)
            return
        if goes_on:
            if self._strip is not None:
                self._strip.set_progress(*self._presenter.progress())
            QTimer.singleShot(0, self, self._step)
            return
        self._all = False
        self._changed()
        self.fill()
        self._focus(self.choose)

    def _refuse(self, sentence: str) -> None:
        self._stop()
        self._refused.say(sentence)

    def _stop(self) -> None:
        self._presenter.stop()
        self.fill()
        self._focus(self.keep)

    def _put_away(self) -> None:
        self._presenter.put_away()
        self._refused.say("")
        self._all = False
        self.fill()
        self._focus(self.choose)

    def _show_all(self) -> None:
        self._all = True
        self.fill()
        self._focus(self.cancel if self._presenter.looked_at() else self.choose)

    def _say_busy(self, words: str) -> None:
        self._busy.setText(words)
        self._busy.setVisible(bool(words))
        if words:
            announce(self, words)

    def _focus(self, where: Button | None) -> None:
        """Go to a button that was just put in: it can take the focus as soon as it is shown."""
        if where is not None:
            QTimer.singleShot(0, where, lambda: where.setFocus(Qt.FocusReason.OtherFocusReason))
