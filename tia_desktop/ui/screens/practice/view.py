"""A practice visit: the real page of guided capture on a file that is thrown away, with words of a coach."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from tia_desktop.services.workspace import Workspace
from tia_desktop.ui import registry
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.pages import call
from tia_desktop.ui.screens.practice.presenter import PracticePresenter
from tia_desktop.ui.widgets import (
    Card,
    IconLabel,
    Page,
    Responsive,
    announce,
    button,
    flow,
    heading,
    icon_row,
    label,
)

_MODIFIERS = {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr}


class PracticePage(Page):
    """Around the capture page. `workspace` tells the window what undo is about here."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(tr("Practice"))
        self._presenter = PracticePresenter(context, self)
        try:
            self._inner = registry.build("capture", self._presenter.inside())
        except BaseException:
            self._presenter.end()
            raise
        self._stand_around(self._inner)
        self.addActions(self._inner.actions())
        app = _app()
        app.installEventFilter(self)
        # However the page goes: left, taken down with its window, or the program ends.
        app.aboutToQuit.connect(self._presenter.let_go)
        self.destroyed.connect(partial(PracticePresenter.let_go, self._presenter))
        self._presenter.begin()

    # ---- the view's contract

    def show_words(self, title: str, words: str) -> None:
        self._title.setText(title)
        self._words.setText(words)
        announce(self._inner, words)

    # ---- called by the shell

    @property
    def workspace(self) -> Workspace:
        """The throw-away inspection."""
        return self._presenter.visit.ws

    @property
    def arguments(self) -> dict[str, Any]:
        """What shows this again in another text size: the same visit."""
        return {"visit": self._presenter.visit}

    def title(self) -> str:
        return tr("Practice")

    def focus_first(self) -> None:
        self._inner.focus_first()

    def flush(self) -> object:
        """Write what is typed."""
        return call(self._inner, "flush")

    def refresh(self) -> None:
        """Show what is stored now."""
        call(self._inner, "refresh")

    def leave(self) -> None:
        """The page goes, and with it everything that was written."""
        _app().removeEventFilter(self)
        _app().aboutToQuit.disconnect(self._presenter.let_go)
        self._presenter.end()

    # ---- inside

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Every press comes to what has the focus as a question first, shortcuts included.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            focused = QApplication.focusWidget()
            if watched is focused and self.isAncestorOf(focused) and not event.isAutoRepeat():
                self._count(event, typing=isinstance(focused, (QPlainTextEdit, QLineEdit)))
        return False

    def _count(self, event: QKeyEvent, *, typing: bool) -> None:
        if event.key() in _MODIFIERS:
            return
        command = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        self._presenter.pressed(letter=typing and not command)

    def _stand_around(self, inner: Page) -> None:
        """The coach stays on top; what scrolls, and where the keys go round, is the capture page's."""
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._coach())
        column.addWidget(inner, 1)
        self.area.hide()
        self.content, self.area = inner.content, inner.area
        around = self.layout()
        assert isinstance(around, QHBoxLayout)
        around.setStretch(0, 0)
        around.addWidget(whole, 1)

    def _coach(self) -> QWidget:
        host = QWidget()
        host.setProperty("ringHost", True)
        outer = QVBoxLayout(host)
        outer.setContentsMargins(12, 8, 12, 6)
        card = Card("ok", pad=7, gap=2)
        line = Responsive(560, 10, (1, 0), stacked_gap=2)
        words = QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(5, 0, 0, 0)
        column.setSpacing(0)
        self._title, self._words = label("", "strong"), label("")
        column.addWidget(self._title)
        column.addWidget(self._words)
        line.add(words)
        line.add(flow(button(tr("Skip practice"), self._presenter.skip, "quiet", icon="close")))
        card.add(line)
        outer.addWidget(card)
        return host


class ReadyPage(Page):
    """The three questions are done."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(tr("You are ready"))
        shell = context.shell
        adviser = context.desk.settings.role == "tia"
        said = str(context.arguments.get("said", ""))
        self.add(heading(tr("You are ready")))
        if said:
            self.add(label(said, "lead"))
        card = Card(gap=10)
        card.add(
            icon_row("check", tr("A good answer is its number, then Enter."), "body"),
            icon_row(
                "edit", tr("A weak answer needs a few words: what, where, how many, since when?"), "body"
            ),
            icon_row("help", tr("“Not seen” is an answer too. You never have to guess."), "body"),
            icon_row("done", tr("On a real visit, everything is saved as you write it."), "body"),
        )
        soft = Card("soft", pad=14, gap=10, horizontal=True)
        soft.body.addWidget(IconLabel("info", "primary_ink"), 0, Qt.AlignmentFlag.AlignTop)
        soft.body.addWidget(label(tr("That was practice. Nothing of it was kept.")), 1)
        self.add(card, soft)
        self.body.addStretch(1)
        home = button(
            tr("Go to my checks") if adviser else tr("Go to the checks"),
            lambda: shell.go("my_checks" if adviser else "collect"),
            "primary",
            icon="next",
        )
        again = button(tr("Practise again"), lambda: shell.go("practice"), icon="undo")
        self.set_footer(home, again)
        self.first_focus = home


def _app() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app


def build(context: ScreenContext) -> Page:
    """Build the screen: the visit, or with `done` what comes after it."""
    return ReadyPage(context) if context.arguments.get("done") else PracticePage(context)
