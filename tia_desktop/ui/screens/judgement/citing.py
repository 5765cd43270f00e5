"""What a reason says of findings, and the way from a sentence to its evidence and back. No Qt."""

from __future__ import annotations

from tia_desktop.domain.records import Judgement
from tia_desktop.services.citations import Reading, cited_at, read_reason
from tia_desktop.ui.finding_lines import FindingLine
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.screens.judgement.presenter import JudgementPresenter

_SPOT = "judgement-spot"


class Citing:
    """Works on the findings that the page shows."""

    def __init__(self, presenter: JudgementPresenter) -> None:
        self._presenter, self._context = presenter, presenter.context
        self.is_going = False  # on the way to the evidence, from a sentence

    def read(self, text: str) -> Reading:
        """Which sentences name no finding, and which labels are none."""
        return read_reason(text, self._numbers())

    def offered(self, judgement_id: str, wanted: str) -> list[FindingLine]:
        """Findings that a reason may name: the one that is called so, then those that decided it.

        `wanted` is a label, its number, or words.
        """
        own, other = self._presenter.own_and_other(judgement_id)
        named = self._presenter.choices[judgement_id].findings
        words = wanted.casefold().split()
        called = "f" + "".join(words).removeprefix("f")
        ordered = sorted(
            [*own, *other],
            key=lambda line: (line.label.casefold() != called, line.finding.id not in named),
        )
        return [line for line in ordered if line.label and all(w in line.searched for w in words)]

    def show_history(self, judgement_id: str) -> None:
        """What happened to a judgement."""
        self._context.shell.go("history", kind=Judgement.KIND, record_id=judgement_id)

    # ---- to the evidence and back

    def go_to_evidence(self, judgement_id: str, text: str, at: int) -> bool:
        """Go from a sentence to what carries it: the finding it names, else the first that decided.

        False when there is neither. The place is kept, so that "back" leads to the very sentence.
        """
        named = self._presenter.choices[judgement_id].findings
        first = next((x.finding.id for x in self._presenter.lines if x.finding.id in named), "")
        finding = cited_at(text, at, self._numbers()) or first
        if not finding:
            said = tr("Nothing is named yet. Name a finding in this sentence first.")
            self._context.shell.show_notice(said)
            return False
        self._context.draft(_SPOT).update(judgement=judgement_id, at=str(at), page=self._page)
        self.is_going = True
        self._context.shell.go("findings", finding_id=finding, evidence=True)
        self.is_going = False  # what could not be saved keeps the page
        return True

    def spot(self) -> tuple[str, int]:
        """Where the caret was when somebody went to the evidence from this page: (judgement, place)."""
        spot = self._context.draft(_SPOT)
        if not spot or spot["page"] != self._page:
            return "", 0
        return spot["judgement"], int(spot["at"])

    def forget_spot(self) -> None:
        """The page is left in another way."""
        self._context.draft(_SPOT).clear()

    # ---- inside

    @property
    def _page(self) -> str:
        """Which of the pages this is, for "back": one that was asked for with arguments is made anew."""
        return repr(sorted(self._context.arguments.items()))

    def _numbers(self) -> dict[int, str]:
        lines = self._presenter.lines
        return {line.finding.number: line.finding.id for line in lines if line.finding.number}
