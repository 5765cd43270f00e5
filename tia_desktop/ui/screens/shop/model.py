"""What the pages of mystery shopping share: which check, which shops, what is typed. No Qt."""

from __future__ import annotations

from functools import cached_property

from tia_desktop.domain.shop_records import ShopAttempt, ShopScenario
from tia_desktop.domain.shops import CHANNELS, ShopLibrary
from tia_desktop.services.shop_setup import staff_told
from tia_desktop.ui.check_state import CheckState
from tia_desktop.ui.i18n import tr

TEMPLATE = "rc11"
"""The kind of check that is made of shops (para 39, item 11)."""

BEFORE, BEGIN, SHOPS, RESULTS = "before", "begin", "shops", "results"
STEPS = ((BEFORE, "1. Before"), (BEGIN, "2. A new shop"), (SHOPS, "3. The shops"), (RESULTS, "4. Results"))

Draft = dict[str, str]


class ShopState(CheckState):
    """One mystery-shopping check. What is typed and not kept yet stands in drafts while the file is open."""

    @cached_property
    def library(self) -> ShopLibrary:
        """Stories, complaint clocks and bank holidays; read when they are first needed."""
        return self.context.desk.shop_library()

    def draft(self, form: str) -> Draft:
        """What stands in a form."""
        return self.context.draft(f"shop-{form}@{self.check.id}")

    def go(self, step: str, attempt_id: str = "") -> None:
        """Show a step, or one shop."""
        more = {"attempt_id": attempt_id} if attempt_id else {}
        self.shell.go("shop", check_id=self.check.id, step=step, **more)

    def shops(self) -> list[ShopAttempt]:
        """The shops of this check, oldest first."""
        return self.ws.store.find(ShopAttempt, check_id=self.check.id)

    def next_step(self) -> str:
        """Where somebody who comes in goes on."""
        if staff_told(self.ws) is None:
            return BEFORE
        return SHOPS if self.shops() else BEGIN

    def title_of(self, attempt: ShopAttempt) -> str:
        """The story of a shop."""
        story = self.ws.store.get(ShopScenario, attempt.scenario_id)
        return story.title if story else tr("A story that is not there any more")


def way_words(channel: str) -> str:
    """A way to make contact, as in “by phone”."""
    return tr("by {way}").format(way=tr(CHANNELS.get(channel, channel)))
