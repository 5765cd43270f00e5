"""A new shop: a story by way of contact, a made-up name, and when it begins. No Qt."""

from __future__ import annotations

from dataclasses import dataclass

from tia_desktop.domain.errors import InputError
from tia_desktop.domain.shops import CHANNELS, WRITTEN
from tia_desktop.services.shop_setup import add_scenario, scenarios, staff_told
from tia_desktop.services.shopping import start_attempt
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.saving import Saved, save
from tia_desktop.ui.screens.shop.model import SHOPS, Draft, ShopState
from tia_desktop.ui.screens.shop.times import read_at


@dataclass(frozen=True, slots=True)
class Story:
    """A story, from the library or the team's own."""

    id: str
    title: str
    channel: str
    story: str
    ask: str
    right_answer: str
    is_complaint: bool
    is_own: bool


class BeginPresenter:
    """Chooses a story and begins a shop with it."""

    def __init__(self, state: ShopState) -> None:
        self.state, self._ws = state, state.ws
        self.draft: Draft = state.draft("begin")
        last = state.shops()
        self.draft.setdefault("channel", last[-1].channel if last else "phone")

    @property
    def is_told(self) -> bool:
        """Whether staff know that shopping will happen: before that no shop begins."""
        return staff_told(self._ws) is not None

    # ---- stories

    @property
    def channel(self) -> str:
        """The way of contact that is looked at."""
        return self.draft["channel"]

    def choose_channel(self, channel: str) -> None:
        """Look at the stories for another way of contact."""
        self.draft["channel"] = channel

    def channels(self) -> list[tuple[str, str]]:
        """Ways to make contact, with the number of stories for each."""
        found = self._stories()
        return [
            (key, f"{tr(words).capitalize()} ({sum(s.channel == key for s in found)})")
            for key, words in CHANNELS.items()
        ]

    def stories(self) -> list[Story]:
        """The stories for the way of contact that is chosen, those of the team first."""
        return [story for story in self._stories() if story.channel == self.channel]

    def story(self, story_id: str) -> Story | None:
        """One story."""
        return next((story for story in self._stories() if story.id == story_id), None)

    def _stories(self) -> list[Story]:
        used = scenarios(self._ws)
        copied = {s.library_id for s in used}
        mine = [
            Story(s.id, s.title, s.channel, s.story, s.ask, s.right_answer, s.is_complaint, not s.library_id)
            for s in used
        ]
        shipped = [
            Story(s.id, s.title, s.channel, s.story, s.ask, s.right_answer, s.is_complaint, False)
            for s in self.state.library.scenarios
            if s.id not in copied
        ]
        return sorted([*mine, *shipped], key=lambda story: not story.is_own)

    def write_story(self, draft: Draft) -> Saved:
        """Keep a story of the team's own, for the way of contact that is chosen."""
        for name, words in (
            ("title", tr("Give the story a title.")),
            ("story", tr("Write the story. Use nothing from a real tenant.")),
            ("ask", tr("Write the question to ask.")),
        ):
            if not draft.get(name, "").strip():
                return Saved(False, words, name)
        made: list[str] = []

        def keep() -> None:
            made.append(
                add_scenario(
                    self._ws, draft["title"], self.channel, draft["story"], draft["ask"],
                    draft.get("right", ""), is_complaint=bool(draft.get("complaint")),
                )
            )  # fmt: skip

        result = save(self.state.shell, keep)
        return result if result.ok else Saved(False, result.sentence, "title")

    # ---- the beginning

    @staticmethod
    def start_words(story: Story) -> str:
        """What the button that starts the clock says."""
        if story.channel in WRITTEN:
            return tr("I send it now: start")
        return tr("I go in now: start") if story.channel == "visit" else tr("It rings: start the clock")

    def start(self, story_id: str, alias: str, day: str, clock: str) -> Saved:
        """Begin a shop and show its clock, or say which field is refused."""
        try:
            at = read_at(day, clock, self._ws.store.now())
        except InputError as error:
            return Saved(False, tr(error.sentence), "clock")
        made: list[str] = []

        def begin() -> None:
            made.append(
                start_attempt(self._ws, self.state.library, self.state.check.id, story_id, alias, at=at)
            )

        result = save(self.state.shell, begin)
        if result.ok:
            self.state.go(SHOPS, made[0])
            return result
        return Saved(
            False, result.sentence, "clock" if at and alias.strip() and self._is_about_time(at) else "alias"
        )

    def _is_about_time(self, at: str) -> bool:
        """Whether a refusal is about the time: it is still to come, or staff were told later."""
        notice = staff_told(self._ws)
        return at > self._ws.store.now() or (notice is not None and notice.told_on > at[:10])
