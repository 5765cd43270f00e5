"""Promises while they are typed, and corrections of what happened. No Qt."""

from __future__ import annotations

from tia_desktop.domain.errors import InputError
from tia_desktop.domain.shop_records import ShopEvent
from tia_desktop.services.shop_events import change_event, events_of, record_event, remove_event
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.saving import Saved, save
from tia_desktop.ui.screens.shop.model import Draft, ShopState
from tia_desktop.ui.screens.shop.times import clock, day, due_fields, read_at, read_due


class PromisePresenter:
    """A promise is made when its key is pressed; its words come a moment later."""

    def __init__(self, state: ShopState, attempt_id: str) -> None:
        self._shell, self._ws, self._id = state.shell, state.ws, attempt_id
        self.draft: Draft = state.context.draft(f"shop-promise@{attempt_id}")

    @property
    def is_begun(self) -> bool:
        """Whether a promise is being written."""
        return "at" in self.draft

    def begin(self) -> None:
        """They promise something now."""
        self.draft.setdefault("at", self._ws.store.now())

    def drop(self) -> None:
        """It was none."""
        self.draft.clear()

    def keep(self) -> Saved:
        """Keep what they promised and by when, or say which field is refused."""
        draft, made = self.draft, self.draft.get("at", "") or self._ws.store.now()
        words = draft.get("words", "").strip()
        if not words:
            return Saved(False, tr("Write what they promised. Do not write names."), "words")
        try:
            due = read_due(draft.get("day", ""), draft.get("clock", ""), made)
        except InputError as error:
            return Saved(False, tr(error.sentence), "day")
        result = save(
            self._shell,
            lambda: record_event(self._ws, self._id, "promise", at=made, words=words, due_at=due),
        )
        if not result.ok:
            return Saved(False, result.sentence, "day")
        self.draft.clear()
        return result


class CorrectionPresenter:
    """Corrects what happened, field by field; what it was stays in the history."""

    def __init__(self, state: ShopState, attempt_id: str) -> None:
        self._shell, self._ws, self._id = state.shell, state.ws, attempt_id

    def event(self, event_id: str) -> ShopEvent | None:
        """Something that happened."""
        return self._ws.store.get(ShopEvent, event_id)

    @staticmethod
    def fields(event: ShopEvent) -> dict[str, str]:
        """What the fields show."""
        due_day, due_clock = due_fields(event.due_at)
        return {
            "day": day(event.at), "clock": clock(event.at), "words": event.words,
            "due_day": due_day, "due_clock": due_clock,
        }  # fmt: skip

    def correct(self, event_id: str, field: str, text: str) -> Saved:
        """Correct one field."""
        event = self.event(event_id)
        if event is None:
            return Saved(False)
        typed = {**self.fields(event), field: text}
        values: dict[str, str] = {}
        try:
            if field in ("day", "clock"):
                values["at"] = read_at(typed["day"], typed["clock"], event.at) or event.at
            elif field == "words":
                values["words"] = text
            else:
                values["due_at"] = read_due(typed["due_day"], typed["due_clock"], event.at)
        except InputError as error:
            return Saved(False, tr(error.sentence))
        return save(self._shell, lambda: change_event(self._ws, event_id, **values))

    def remove(self, event_id: str) -> Saved:
        """Take it away; undo brings it back."""
        first = next(iter(events_of(self._ws, self._id)), None)
        if first is not None and first.id == event_id:
            return Saved(False, tr("The shop begins with this: it stays. Set the shop aside instead."))
        return save(self._shell, lambda: remove_event(self._ws, event_id))
