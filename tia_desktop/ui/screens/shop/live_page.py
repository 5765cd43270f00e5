"""One shop: its clock and its keys, what happened, the promises, and what it is worth."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QAction, QHideEvent, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QWidget

from tia_desktop.ui.i18n import tr
from tia_desktop.ui.parts import Stack, top
from tia_desktop.ui.screens.shop.clock_face import ClockFace
from tia_desktop.ui.screens.shop.frame import ShopPage
from tia_desktop.ui.screens.shop.live_parts import Correction, PromiseForm, Worth, promises_card
from tia_desktop.ui.screens.shop.live_presenter import LivePresenter
from tia_desktop.ui.screens.shop.live_words import event_lines, face, measure_lines, promise_lines
from tia_desktop.ui.screens.shop.model import BEGIN, SHOPS, ShopState
from tia_desktop.ui.screens.shop.noting import CorrectionPresenter, PromisePresenter
from tia_desktop.ui.screens.shop.offers import END, PROMISE, PROMISED, TRANSFER, WAIT, Offer, Offers
from tia_desktop.ui.screens.shop.times import clock
from tia_desktop.ui.unfolding import Row, Section, UnfoldingList
from tia_desktop.ui.widgets import (
    Button,
    Card,
    MenuButton,
    Responsive,
    announce,
    button,
    flow,
    heading,
    icon_row,
    label,
)
from tia_desktop.ui.widgets.buttons import Kind

SECOND_MS = 1000


class LivePage(ShopPage):
    """The clock at the left, what happened at the right. The clock has the focus: its keys work at once."""

    def __init__(self, state: ShopState) -> None:
        self.presenter = LivePresenter(state, self)
        super().__init__(state, SHOPS, title=self.presenter.title(), shop=self.presenter.id)
        self._offers: Offers | None = None
        self._shown: dict[str, object] = {}
        self.clock = ClockFace()
        self.clock.pressed_space.connect(self._space)
        self._buttons, self._measures, self._promises = Stack(8), Stack(6), Stack()
        self.promise = PromiseForm(PromisePresenter(state, self.presenter.id))
        self.promise.kept.connect(self._promise_kept)
        self.promise.dropped.connect(self._promise_gone)
        self.promise.put_away.connect(self._promise_waits)
        self.promise.setVisible(PromisePresenter(state, self.presenter.id).is_begun)
        corrections = CorrectionPresenter(state, self.presenter.id)
        self.correction = Correction(corrections)
        self.list = UnfoldingList(tr("What happened"), self.correction, title=tr("What happened"))
        self.list.opened.connect(self.correction.show_event)
        self.worth = Worth(self.presenter)
        self._lay_out()
        self._commands()
        self._timer = QTimer(self)
        self._timer.setInterval(SECOND_MS)
        self._timer.timeout.connect(self._tick)
        self.first_focus = self.clock
        self.fill()

    def _lay_out(self) -> None:
        two = Responsive(960, 16, (1, 1))
        two.add(top(self.clock, self._buttons, self.promise, self._measures, self._story(), gap=12))
        two.add(top(self._promises, self.list, self.worth))
        self.add(two)
        self.body.addStretch(1)

    def _story(self) -> Card:
        card = Card("soft", pad=14, gap=8)
        story = self.presenter.now.scenario
        card.add(heading(tr("Your story"), 3))
        if story is not None:
            card.add(label(story.story), label(tr("Ask: {question}").format(question=story.ask), "strong"))
        card.add(icon_row("lock", tr("No real names. Book nothing. Nobody may be sent out."), "small"))
        return card

    # ---- what is stored now

    def refresh(self) -> None:
        self.presenter.look()
        super().refresh()

    def fill(self) -> None:
        now = self.presenter.now
        self.under.setText(self.presenter.details())
        self._show_face()
        self._show_offers(self.presenter.offers())
        if self._is_new("measures", measure_lines(now)):
            self._measures.show_parts(
                [icon_row(i, words, tone=tone) for i, tone, words in measure_lines(now)]
            )
        promises = promise_lines(now)
        if self._is_new("promises", promises):
            self._promises.show_parts([promises_card(promises, self._settle)] if promises else [])
        rows = [Row(e.id, e.words, e.second, e.icon, "primary") for e in event_lines(now)]
        self.list.show_rows([Section("", tuple(rows))])
        if self.list.current:
            self.correction.show_event(self.list.current)
        self.worth.show_shop(now.attempt)
        footer = self.presenter.offers().main, bool(now.attempt.ended_at)
        if self._is_new("footer", footer):
            self._show_footer(footer[0], over=footer[1])

    def say(self, words: str) -> None:
        announce(self.clock, words)

    def _settle(self, promise_id: str, how: str) -> None:
        """Note how a promise ended. Its buttons go with it: whoever pressed one stands at the clock again."""
        self.clock.setFocus(Qt.FocusReason.OtherFocusReason)
        self.presenter.settle(promise_id, how)

    def _is_new(self, part: str, value: object) -> bool:
        """Whether a part shows something else than before: what is the same keeps its focus."""
        if self._shown.get(part, self) == value:
            return False
        self._shown[part] = value
        return True

    def _show_face(self) -> None:
        now = self.presenter.now
        since = clock(now.since.isoformat()) if now.running else ""
        self.clock.show_face(face(now), since)

    def _show_offers(self, offers: Offers) -> None:
        if offers == self._offers:
            return
        self._offers = offers
        usual: list[QWidget] = [self._button(each) for each in offers.usual]
        if offers.rest:
            menu = QMenu()
            for each in offers.rest:
                menu.addAction(each.words.replace("&", "&&"), partial(self._note, each))
            usual.append(MenuButton(tr("Something else"), menu))
        self._buttons.show_parts([flow(*usual)] if usual else [])

    def _button(self, offer: Offer, kind: Kind = "normal") -> Button:
        words = f"{offer.words} ({tr(offer.key)})" if offer.key else offer.words
        return button(words, partial(self._note, offer), kind, icon=offer.icon)

    def _show_footer(self, main: Offer | None, *, over: bool) -> None:
        """What is waited for stands where it never scrolls away."""
        first = [self._button(main, "primary")] if main is not None else []
        new = button(
            tr("A new shop"), partial(self.state.go, BEGIN), "primary" if over else "normal", icon="plus"
        )
        every = button(tr("All shops"), partial(self.state.go, SHOPS), icon="collect")
        self.set_footer(*first, *((new, every) if over else (every, new)), self.back_button())

    # ---- what happens

    def _note(self, offer: Offer) -> None:
        if offer.kind == PROMISED:
            self.begin_promise()
            return
        self.presenter.note(offer.kind)
        self.clock.setFocus(Qt.FocusReason.OtherFocusReason)

    def _space(self) -> None:
        """They answered: whatever is waited for came."""
        main = self._offers.main if self._offers else None
        if main is not None:
            self._note(main)
        else:
            words = tr("Nothing is waited for now, so nothing was noted.")
            self.state.shell.show_notice(words)

    def _key(self, key: str) -> None:
        offer = next((o for o in (self._offers.usual if self._offers else ()) if o.key == key), None)
        if offer is not None:
            self._note(offer)

    def begin_promise(self) -> None:
        """Ask for the words of a promise; its time is now."""
        PromisePresenter(self.state, self.presenter.id).begin()
        self.promise.show()
        self.promise.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def _promise_kept(self) -> None:
        self.presenter.look()
        self.fill()
        self.say(tr("The promise is in the list."))
        self._promise_gone()

    def _promise_waits(self) -> None:
        words = tr("What you typed about the promise is kept. “A promise” shows it again.")
        self.state.shell.show_notice(words)
        self._promise_gone()

    def _promise_gone(self) -> None:
        self.promise.hide()
        # AddForm puts the focus into its first field when it has added something; this comes after.
        QTimer.singleShot(0, self.clock, lambda: self.clock.setFocus(Qt.FocusReason.OtherFocusReason))

    def _commands(self) -> None:
        """The keys of the shop, also in the Collect menu. They belong to this page, not to the rail."""
        for words, key, run in (
            (tr("They answered"), "Space", self._space),
            (tr("They passed me on"), TRANSFER, partial(self._key, TRANSFER)),
            (tr("They make me wait"), WAIT, partial(self._key, WAIT)),
            (tr("A promise"), PROMISE, partial(self._key, PROMISE)),
            (tr("The contact ended"), END, partial(self._key, END)),
            (tr("Say the clock"), "C", lambda: self.say(face(self.presenter.now).spoken)),
        ):
            action = QAction(words, self)
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.setAutoRepeat(False)
            action.triggered.connect(lambda _=False, go=run: go())
            self.addAction(action)

    def event(self, event: QEvent) -> bool:
        """Space on a button presses that button; anywhere else it is the key of the shop."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            on_button = isinstance(QApplication.focusWidget(), QAbstractButton)
            if event.key() == Qt.Key.Key_Space and on_button:
                event.accept()
                return True
        return super().event(event)

    # ---- the clock

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()
        super().hideEvent(event)

    def _tick(self) -> None:
        said = self.presenter.tick()
        self._show_face()
        if said:
            self.reminder.look()
            self.fill()
            self.say(" ".join(said))
