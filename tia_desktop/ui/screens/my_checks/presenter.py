"""My checks: what an adviser has to do, after the one question that comes before everything."""

from __future__ import annotations

from dataclasses import dataclass

from tia_desktop.domain.records import RealityCheck
from tia_desktop.services import guided, inbox
from tia_desktop.services.own_checks import own_checks
from tia_desktop.ui.check_status import titled
from tia_desktop.ui.i18n import ntr, tr
from tia_desktop.ui.screens.my_checks.who_presenter import Person


@dataclass(frozen=True, slots=True)
class CheckCard:
    """One check as a card shows it."""

    check_id: str
    title: str
    details: str
    icon_of: str  # template id
    action: str  # what the button says
    started: bool
    done: bool


class MyChecksPresenter(Person):
    """An adviser's view of the open inspection."""

    def greeting(self) -> str:
        """Good morning, afternoon or evening, with the name."""
        hour = int(self._ws.store.now()[11:13])
        words = tr("Good morning") if hour < 12 else tr("Good afternoon") if hour < 18 else tr("Good evening")
        return f"{words}, {self.name}" if self.name else words

    def safety(self) -> str:
        """What to do when it feels unsafe."""
        contact = self._ws.inspection.safety_contact.strip()
        if contact:
            return tr("If you feel unsafe, leave. Then call {contact}.").format(contact=contact)
        return tr("If you feel unsafe, leave. Then call your inspector. In danger, call 999.")

    def cards(self) -> tuple[list[CheckCard], list[CheckCard]]:
        """This person's checks, started ones first and done ones last; then those that nobody has."""
        found = own_checks(self._ws, self.name)
        order = {"started": 0, "planned": 1, "done": 2}
        mine = sorted(found.mine, key=lambda c: order.get(c.status, 1))
        return [self._card(c) for c in mine], [self._card(c) for c in found.free]

    def open(self, card: CheckCard) -> None:
        """Start or go on; a done check shows its answers."""
        screen = "answers" if card.done else "capture"
        self._context.shell.go(screen, check_id=card.check_id)

    def to_sort(self) -> str:
        """How many of this person's quick notes wait to be sorted; "" when none does."""
        n = inbox.count(self._ws, self.name) if self.name else 0
        return ntr("{n} quick note to sort", "{n} quick notes to sort", n) if n else ""

    def sort(self) -> None:
        """Sort quick notes."""
        self._context.shell.go("inbox")

    @staticmethod
    def offers_practice(mine: list[CheckCard]) -> bool:
        """Whether to offer the three questions to practise with: until this person finished a check."""
        return not any(card.done for card in mine)

    def practise(self) -> None:
        """Three questions, and nothing is kept."""
        self._context.shell.go("practice")

    def add_something_else(self) -> None:
        """Write down something that no question asks for."""
        self._context.shell.go("note")

    def _card(self, check: RealityCheck) -> CheckCard:
        template = self._ws.pack.template(check.template)
        far = guided.progress(self._ws, check)
        parts = [ntr("{n} question", "{n} questions", far.total)]
        if check.status == "done":
            parts = [tr("Done"), tr("{done} of {total} answered").format(done=far.done, total=far.total)]
        elif far.done:
            parts.append(tr("{done} done").format(done=far.done))
            parts.append(ntr("about {n} minute left", "about {n} minutes left", far.minutes_left))
        else:
            parts.append(ntr("about {n} minute", "about {n} minutes", far.minutes_left))
        if check.place:
            parts.append(check.place)
        started = check.status == "started"
        action = tr("See answers") if check.status == "done" else tr("Continue") if started else tr("Start")
        return CheckCard(
            check.id,
            titled(template.singular, check.title),
            " · ".join(parts),
            template.id,
            action,
            started,
            check.status == "done",
        )
