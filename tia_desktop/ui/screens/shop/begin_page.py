"""The second step: choose a story and a made-up name, and start the clock."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from tia_desktop.ui.adding import AddForm
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.parts import top
from tia_desktop.ui.saving import Saved
from tia_desktop.ui.screens.shop.begin_presenter import BeginPresenter, Story
from tia_desktop.ui.screens.shop.frame import ShopPage
from tia_desktop.ui.screens.shop.model import BEFORE, BEGIN, Draft, ShopState
from tia_desktop.ui.theme import em
from tia_desktop.ui.unfolding import Row, Section, UnfoldingList
from tia_desktop.ui.widgets import (
    Banner,
    Card,
    ChipGroup,
    FlowRow,
    LabeledField,
    Responsive,
    announce,
    button,
    column,
    flow,
    heading,
    icon_row,
    label,
    line_edit,
)


class BeginPage(ShopPage):
    """Stories for one way of contact; the one that is open has the button that starts."""

    def __init__(self, state: ShopState) -> None:
        super().__init__(state, BEGIN)
        self.presenter = BeginPresenter(state)
        self._untold = Banner(
            tr("Staff have not been told yet that shopping will happen. Before that no shop begins."),
            action=tr("Note when they were told"),
            on_action=partial(state.go, BEFORE),
        )
        self.channels = ChipGroup(tr("How do you make contact?"), self.presenter.channels(), exclusive=True)
        self.channels.set_values([self.presenter.channel])
        self.channels.changed.connect(self._turn_to)
        self.start = StartCard(self.presenter)
        self.list = UnfoldingList(tr("Stories"), self.start, title=tr("Choose a story"))
        self.list.opened.connect(self._open)
        self.own = OwnStory(self.presenter, state.draft("story"))
        self.own.setVisible(bool(self.own.draft.get("title")))
        write = button(tr("Write a story of your own"), self._write, icon="edit")
        self.own.escape_does(partial(self._close_own, write))
        self.add(self._untold, column(heading(tr("How do you make contact?"), 3), self.channels, gap=6))
        two = Responsive(980, 16, (5, 3))
        two.add(self.list)
        two.add(top(flow(write), self.own))
        self.add(two)
        self.body.addStretch(1)
        self.list.closed.connect(self._show_footer)
        self._show_footer()
        self.fill()
        wanted = self.presenter.draft.get("story", "")
        if wanted in self.list.row_ids():
            self.list.open_row(wanted)

    def fill(self) -> None:
        self._untold.setVisible(not self.presenter.is_told)
        rows = tuple(_row(story) for story in self.presenter.stories())
        nothing = tr("There is no story for this way yet. Write one of your own.")
        self.list.show_rows([Section("", rows)] if rows else [], empty=nothing)

    def _turn_to(self, chosen: list[str]) -> None:
        if chosen:
            self.presenter.choose_channel(chosen[0])
            self.fill()
            if not self.list.current:
                self._show_footer()

    def _open(self, story_id: str) -> None:
        story = self.presenter.story(story_id)
        if story is not None:
            self.presenter.draft["story"] = story_id
            self.start.show_story(story)
            self._show_footer(story)
            QTimer.singleShot(0, self, self.start.alias_field_to_fill)

    def _show_footer(self, story: Story | None = None) -> None:
        """The story that is open has the button that starts."""
        if story is None:
            self.set_footer(self.back_button())
            return
        icon = {"phone": "phone", "visit": "door"}.get(story.channel, "send")
        words = self.presenter.start_words(story)
        self.set_footer(button(words, self.start.submit, "primary", icon=icon), self.back_button())

    def _close_own(self, write: QWidget) -> None:
        """What is typed stays in the form."""
        self.own.hide()
        write.setFocus(Qt.FocusReason.OtherFocusReason)

    def _write(self) -> None:
        self.own.show()
        self.own.title.setFocus(Qt.FocusReason.OtherFocusReason)


class StartCard(QWidget):
    """The story that is open, who one is, and the start."""

    def __init__(self, presenter: BeginPresenter) -> None:
        super().__init__()
        self._presenter, self._story = presenter, ""
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        card = Card("soft", pad=14, gap=10)
        box.addWidget(card)
        self._words, self._ask, self._right = label(""), label("", "strong"), label("", "muted")
        self.alias = self._line("alias", limit=60)
        self.day = self._line("day", limit=40)
        self.clock = self._line("clock", limit=20)
        hint = tr("Never a real tenant’s name, address or number, and nobody’s from the team.")
        self._fields = {
            "alias": LabeledField(tr("Which made-up name do you use?"), self.alias, hint=hint),
            "day": LabeledField(tr("Day"), self.day, hint=tr("Such as today or 12 May 2026")),
            "clock": LabeledField(tr("Time"), self.clock, hint=tr("Such as 14:30")),
        }
        times = QWidget()
        line = FlowRow(times, 14, even=False)
        for name in ("day", "clock"):
            self._fields[name].setMinimumWidth(em(150))
            line.addWidget(self._fields[name])
        card.add(self._words, self._ask, self._fields["alias"])
        card.add(heading(tr("A good answer"), 3), self._right)
        card.add(heading(tr("Did it begin earlier?"), 3), times)

    def show_story(self, story: Story) -> None:
        """Show a story."""
        self._story = story.id
        self._words.setText(story.story)
        self._ask.setText(tr("Ask: {question}").format(question=story.ask))
        self._right.setText(story.right_answer or tr("The landlord’s policy decides."))
        for field in self._fields.values():
            field.set_error("")

    def alias_field_to_fill(self) -> None:
        """A row was opened: on to the name."""
        if self.isVisible():
            self.alias.setFocus(Qt.FocusReason.OtherFocusReason)

    def submit(self) -> None:
        """Start, or say what is refused at its field."""
        result = self._presenter.start(self._story, self.alias.text(), self.day.text(), self.clock.text())
        if result.ok:
            for name in ("day", "clock", "story"):
                self._presenter.draft.pop(name, None)
            return
        wrong = result.field or "alias"
        for name, field in self._fields.items():
            field.set_error(result.sentence if name == wrong else "")
        if result.sentence:
            announce(self, result.sentence)
            self._fields[wrong].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _line(self, name: str, *, limit: int) -> QLineEdit:
        editor = line_edit(self._presenter.draft.get(name, ""), limit=limit)
        editor.textChanged.connect(lambda text: self._presenter.draft.__setitem__(name, text))
        editor.textEdited.connect(lambda _: self._fields[name].set_error(""))
        editor.returnPressed.connect(self.submit)
        return editor


class OwnStory(AddForm):
    """A story of the team's own."""

    def __init__(self, presenter: BeginPresenter, draft: Draft) -> None:
        super().__init__(tr("A story of your own"), draft)
        self._presenter = presenter
        self.add(icon_row("lock", tr("Make it up. Use nothing from a real tenant."), "muted"))
        self.title = self.line("title", tr("What is it called?"), limit=80)
        self.line("story", tr("The story"), hint=tr("Who are you, and what happened?"), limit=1000)
        self.line("ask", tr("What do you ask?"), limit=500)
        self.line("right", tr("What is a good answer?"), hint=tr("You can leave this empty"), limit=1000)
        self.tick("complaint", tr("It tests how they take a complaint"))
        self.end_with(tr("Keep this story"), self._keep, kind="normal", icon="check")

    def _keep(self) -> Saved:
        return self._presenter.write_story(self.draft)


def _row(story: Story) -> Row:
    words = tr("A complaint. {ask}").format(ask=story.ask) if story.is_complaint else story.ask
    return Row(story.id, story.title, words, "star" if story.is_own else "circle", "primary")
