"""Where the questions of a check come from, and the way to take them from a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QWidget

from tia_desktop.domain.text import shown_path
from tia_desktop.ui.fields import PickField
from tia_desktop.ui.i18n import ntr, tr
from tia_desktop.ui.parts import Refusal, Stack
from tia_desktop.ui.save_place import documents_folder, offered_file
from tia_desktop.ui.screens.plan.checklist_presenter import ChecklistPresenter, Shown
from tia_desktop.ui.widgets import Button, Card, button, flow, heading, icon_row, label

KINDS = "*.xlsx *.xlsm *.xls"
MOST_SHOWN = 12


class ChecklistCard(Card):
    """The checklist of one check: of its kind, or from a file; and a file before it is kept."""

    def __init__(self, presenter: ChecklistPresenter, changed: Callable[[], object]) -> None:
        super().__init__(gap=10)
        self._presenter, self._changed = presenter, changed
        self._all = False
        self._shown: tuple[Shown | None, Shown | None, Shown | None, bool] | None = None
        self._parts, self._refused = Stack(10), Refusal()
        self.choose: Button | None = None
        self.save: Button | None = None
        self.add(heading(tr("Where the questions come from"), 3), self._parts, self._refused)
        self.fill()

    def fill(self) -> None:
        """Show what is stored, or the file that was opened."""
        looked_at, now, saved = self._presenter.looked_at(), self._presenter.now(), self._presenter.saved()
        if self._shown == (looked_at, now, saved, self._all):
            return  # whoever is at one of its buttons stays there
        self._shown = looked_at, now, saved, self._all
        if looked_at is not None:
            self._parts.show_parts(self._preview(looked_at))
            return
        parts: list[QWidget] = [label(now.title if now else tr("The checklist of its kind."), "strong")]
        self.choose = button(tr("Use a checklist from a file"), self._ask, icon="folder")
        buttons = [self.choose]
        if now is None:
            parts.append(label(tr("Or take one that is written as XLSForm: for ODK, Kobo or Ona."), "small"))
        else:
            parts.append(label(now.details, "small"))
            parts += self._losses(now.losses)
            buttons.append(button(tr("Use the checklist of its kind"), self._use_own, "quiet", icon="undo"))
        self.save = button(
            tr("Save this checklist for ODK or Kobo"), self._ask_save, "quiet", icon="download"
        )
        buttons.append(self.save)
        if saved is not None:
            parts.append(icon_row("done", shown_path(saved.title), "strong", tone="vgood"))
            parts += self._losses(saved.losses, tr("The form asks everything that the checklist asks."))
        self._parts.show_parts([*parts, flow(*buttons)])

    def take(self, path: Path) -> None:
        """Look at a file."""
        self._refused.say("")
        self._presenter.open(path, self._opened, self._refused.say)

    def leave(self) -> None:
        """The page goes: work that ends later shows nothing on it."""
        self._presenter.left = True

    # ---- parts

    def _preview(self, shown: Shown) -> list[QWidget]:
        keep = button(tr("Keep this checklist"), self._keep, "primary", icon="check")
        keep.setEnabled(shown.usable)
        cancel = button(tr("Cancel"), self._cancel, name=tr("Cancel: do not use this checklist"))
        parts: list[QWidget] = [label(shown.title, "strong"), label(shown.details, "small")]
        if not shown.usable:
            parts.append(icon_row("error", tr("It cannot be used here."), "strong", tone="weak"))
        parts += self._losses(shown.losses)
        if shown.languages:
            choose = self._presenter.choose_language
            self.language = PickField(tr("In which language?"), shown.languages, choose)
            self.language.show_stored(self._presenter.language)
            parts.append(self.language)
        self.keep_button, self.cancel_button = keep, cancel
        return [*parts, flow(keep, cancel)]

    def _losses(self, losses: Sequence[str], none: str = "") -> list[QWidget]:
        """What is left out, one line each; the rest of a long list on demand."""
        if not losses:
            return [icon_row("check", none or tr("Everything in it is supported."), "small")]
        one = "{n} thing in it is left out, or asked otherwise:"
        words = ntr(one, "{n} things in it are left out, or asked otherwise:", len(losses))
        shown = losses if self._all else losses[:MOST_SHOWN]
        parts: list[QWidget] = [icon_row("flag", words, "small", tone="weak")]
        parts += [label(f"•  {sentence}", "small") for sentence in shown]
        if len(shown) < len(losses):
            more = tr("Show all {n}").format(n=len(losses))
            parts.append(flow(button(more, self._show_all, "quiet", icon="chevron_down")))
        return parts

    # ---- doing

    def _show_all(self) -> None:
        self._all = True
        self.fill()
        self._focus(self.cancel_button if self._presenter.looked_at() else self.choose)

    def _ask(self) -> None:
        kinds = f"{tr('Checklists (XLSForm)')} ({KINDS} {KINDS.upper()})"
        title = tr("Use a checklist from a file")
        name, _ = QFileDialog.getOpenFileName(self, title, str(documents_folder()), kinds)
        if name:
            self.take(Path(name))

    def _ask_save(self) -> None:
        offered = str(offered_file(documents_folder() / self._presenter.offered_name()))
        title = tr("Save this checklist for ODK or Kobo")
        name, _ = QFileDialog.getSaveFileName(self, title, offered, f"{tr('Checklists (XLSForm)')} (*.xlsx)")
        if name:
            path = Path(name)
            path = path if path.suffix.casefold() == ".xlsx" else path.with_name(f"{path.name}.xlsx")
            self._refused.say("")
            self._presenter.save_as(path, self._saved, self._refused.say)

    def _saved(self) -> None:
        self._all = False
        self.fill()
        self._focus(self.save)

    def _opened(self) -> None:
        self._all = False
        self.fill()
        usable = (shown := self._presenter.looked_at()) is not None and shown.usable
        self._focus(self.keep_button if usable else self.cancel_button)

    def _keep(self) -> None:
        result = self._presenter.keep()
        self._refused.say(result.sentence)
        if result.ok:
            self._back()

    def _cancel(self) -> None:
        self._presenter.put_away()
        self._refused.say("")
        self._back()

    def _use_own(self) -> None:
        result = self._presenter.use_own()
        self._refused.say(result.sentence)
        if result.ok:
            self._back()

    def _back(self) -> None:
        self._all = False
        self.fill()
        self._changed()
        self._focus(self.choose)

    def _focus(self, where: Button | None) -> None:
        """Go to a button that was just put in: it can take the focus as soon as it is shown."""
        if where is not None:
            QTimer.singleShot(0, where, lambda: where.setFocus(Qt.FocusReason.OtherFocusReason))
