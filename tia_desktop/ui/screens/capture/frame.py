"""What stands around every page of guided capture: the list at the left, where one is, the place."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from tia_desktop.ui.i18n import tr
from tia_desktop.ui.screens.capture.model import StepState
from tia_desktop.ui.screens.capture.steps import Groups
from tia_desktop.ui.theme import em
from tia_desktop.ui.tones import KIT_TONE
from tia_desktop.ui.widgets import (
    Button,
    MenuButton,
    Page,
    ProgressStrip,
    Responsive,
    Step,
    StepList,
    button,
    heading,
    label,
    line_edit,
)


class CaptureFrame(Page):
    """The page without its middle."""

    def __init__(self, title: str, check: str) -> None:
        super().__init__(title)
        self.body.setContentsMargins(26, 12, 26, 10)
        self.body.setSpacing(7)
        self.set_side(self._make_side(check), width=262, below=900)
        self.top = self._top()
        self.body.addWidget(self.top)
        self._case = label("", "muted")
        self._case.hide()
        self.body.addWidget(self._case)

    def _make_side(self, title: str) -> QWidget:
        side = QWidget()
        box = QVBoxLayout(side)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        self._check_title = heading(title, 3)
        box.addWidget(self._check_title)
        self.progress = ProgressStrip()
        box.addWidget(self.progress)
        self.steps = StepList(tr("Questions in this check"), [])
        box.addWidget(self.steps, 1)
        return side

    def _top(self) -> QWidget:
        self.jump_menu = QMenu()
        self.jump = MenuButton("…", self.jump_menu, tip=tr("Go to another question. Control and J"))
        self.rename: Button = button(tr("Rename"), lambda: None, "quiet", icon="edit")
        self.rename.hide()
        self.place = line_edit(limit=200)
        self.place.setMinimumWidth(em(210))
        self.place.setMaximumWidth(em(300))
        where = QWidget()
        box = QHBoxLayout(where)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(label(tr("Where are you now?"), "small", wrap=False, buddy=self.place))
        box.addWidget(self.place, 1)
        top = Responsive(620, 10, (1, 0))
        left = QWidget()
        across = QHBoxLayout(left)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(self.jump)
        across.addWidget(self.rename)
        across.addStretch(1)
        top.add(left)
        top.add(where)
        return top

    def name(self, title: str, check: str) -> None:
        """The check may have another title now."""
        self.set_title(title)
        self._check_title.setText(check)

    def show_case(self, words: str) -> None:
        """Show what the landlord's list says about a case, above its question; "" for nothing."""
        self._case.setText(words)
        self._case.setVisible(bool(words))

    def offer_rename(self, title: str) -> None:
        """Offer to rename the room, block or agenda item; "" where there is none."""
        self.rename.setVisible(bool(title))
        if title:
            self.rename.setAccessibleName(tr("Rename: {name}").format(name=title))

    def add_command(self, words: str, run: Callable[[], object], keys: str) -> None:
        """A command of the page; the shell puts it into a menu."""
        action = QAction(words, self)
        keyed = [QKeySequence(keys)] if keys else []
        if keys == "Ctrl+Return":
            keyed.append(QKeySequence("Ctrl+Enter"))
        action.setShortcuts(keyed)
        action.triggered.connect(lambda _=False: run())
        self.addAction(action)

    def fill_jump(self, groups: Groups, jump: Callable[[str], object]) -> None:
        """Put everything one can jump to into the menu."""
        self.jump_menu.clear()
        for name, steps in groups:
            group = QMenu(name.replace("&", "&&"), self.jump_menu) if name else self.jump_menu
            for step in steps:
                words = " – ".join(part for part in (step.text, step.state) if part).replace("&", "&&")
                group.addAction(words).triggered.connect(lambda _=False, to=step.key: jump(to))
            if name:
                self.jump_menu.addMenu(group)

    def to_the_top(self) -> None:
        """Begin with the question, as far as what has the focus stays in view."""
        self.area.verticalScrollBar().setValue(0)
        here = QApplication.focusWidget()
        if here is not None:
            self.show_widget(here)

    def set_step(self, step: StepState) -> None:
        """Show in the list what became of a question."""
        if self.steps.has(step.key):
            icon, tone = _dress(step)
            self.steps.set_state(step.key, step.state, icon, tone)

    def listed(self, groups: Groups) -> list[tuple[str, list[Step]]]:
        """The list as the kit shows it."""
        return [(name, [Step(s.key, s.text, s.state, *_dress(s)) for s in steps]) for name, steps in groups]


def _dress(step: StepState) -> tuple[str, str]:
    """Icon and tone of an entry of the jump list."""
    if step.icon:
        return step.icon, KIT_TONE[step.tone] if step.tone else "primary"
    return ("done" if step.tone else "circle"), KIT_TONE[step.tone]
