"""The third step: the cases that were drawn, one after the other. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from tia_desktop.domain.case_records import OPEN, REPLACED, TESTED, Sample, SampledCase
from tia_desktop.domain.errors import InputError, TiaError
from tia_desktop.domain.records import CheckEntry
from tia_desktop.services import guided, sampled_cases
from tia_desktop.services.checklist import repeat_of
from tia_desktop.services.sampling import cells_of
from tia_desktop.ui.case_words import cell_words, days_words
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.doing import attempt
from tia_desktop.ui.i18n import ntr, tr
from tia_desktop.ui.screens.sample.model import ORIGIN, SampleState


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case of the list on the page."""

    case_id: str
    reference: str
    group: str
    state: str


@dataclass(frozen=True, slots=True)
class CaseDetail:
    """One case: what the list says about it, and what can be done with it."""

    case_id: str
    reference: str
    words: str
    cells: tuple[tuple[str, str], ...]
    days: tuple[str, ...]
    action: str  # words of the button that looks at it, "" when it is out
    may_replace: bool
    may_finish: bool
    may_open_again: bool
    reason: str


class CasesView(Protocol):
    """What the presenter asks of the window."""

    def fill(self) -> None:
        """Show what is stored now."""


class CasesPresenter:
    """Leads from case to case; each is looked at in guided capture."""

    def __init__(self, context: ScreenContext, view: CasesView) -> None:
        self.state, self._view = SampleState(context), view
        self._cases: dict[str, SampledCase] = {}

    def sample(self) -> Sample | None:
        """The draw whose cases are shown."""
        return self.state.sample()

    def rows(self) -> list[CaseRow]:
        """The cases to look at in their order, then those that others stand in for."""
        sample = self.sample()
        if sample is None:
            self._cases = {}
            return []
        ws = self.state.ws
        out = sorted(ws.store.find(SampledCase, sample_id=sample.id, status=REPLACED), key=lambda c: c.number)
        every = [*sampled_cases.cases_of(ws, sample.id), *out]
        self._cases = {case.id: case for case in every}
        return [CaseRow(c.id, c.reference, c.stratum, self._state_words(c)) for c in every]

    def progress(self) -> tuple[str, int, int]:
        """How far it is: words, done, all."""
        wanted = [case for case in self._cases.values() if case.status != REPLACED]
        done, out = sum(c.status == TESTED for c in wanted), len(self._cases) - len(wanted)
        words = tr("{done} of {total} looked at").format(done=done, total=len(wanted))
        if out:
            words += " · " + ntr("{n} replaced", "{n} replaced", out)
        sample = self.sample()
        if sample is not None and not sample.column:
            left = len(sampled_cases.reserves_of(self.state.ws, sample.id, ""))
            words += " · " + ntr("{n} reserve left", "{n} reserves left", left)
        return words, done, len(wanted)

    def next_case(self) -> str:
        """The case to look at next: one that was begun, else the first that was not; "" when all are done."""
        open_ones = [case for case in self._cases.values() if case.status == OPEN]
        begun = next((case.id for case in open_ones if case.entry_id), "")
        return begun or next((case.id for case in open_ones), "")

    def detail(self, case_id: str) -> CaseDetail | None:
        """What is shown of one case."""
        case = self._cases.get(case_id)
        if case is None:
            return None
        is_out = case.status == REPLACED
        begun = tr("Go on with this case") if case.entry_id else tr("Look at this case")
        action = "" if is_out else tr("See its answers") if case.status == TESTED else begun
        words = [tr("Case {n:,} of the list").format(n=case.number)]
        if case.stratum:
            words.append(case.stratum)
        if case.replaces:
            words.append(tr("a reserve"))
        return CaseDetail(
            case_id=case.id,
            reference=case.reference,
            words=" · ".join(words),
            cells=tuple((name, cell_words(cell)) for name, cell in cells_of(case).items()),
            days=tuple(days_words(self.state.ws, case)),
            action=action,
            may_replace=case.status == OPEN,
            may_finish=case.status == OPEN and bool(case.entry_id),
            may_open_again=case.status == TESTED,
            reason=case.reason,
        )

    def why(self, case_id: str) -> str:
        """The reason that is being typed for a case."""
        return self.state.draft.get(f"why@{case_id}", "")

    def set_why(self, case_id: str, words: str) -> None:
        """Remember a reason that is being typed."""
        self.state.draft[f"why@{case_id}"] = words

    # ---- doing

    def look(self, case_id: str) -> None:
        """Look at a case in guided capture, at its first question without an answer."""
        case = self._cases.get(case_id)
        if case is None or case.status == REPLACED:
            return
        if self.state.may_write and not attempt(
            self.state.shell, lambda: sampled_cases.look_at(self.state.ws, case_id, origin=ORIGIN)
        ):
            return
        self.state.draft["case"] = case_id
        key = self._question(case_id)
        arguments = {"item_id": key} if key else {}
        self.state.shell.go("capture", check_id=self.state.check.id, back_to="sample", **arguments)

    def replace(self, case_id: str, reason: str) -> str:
        """Put the next reserve in the place of a case; return what is wrong, or ""."""
        made: list[str] = []
        try:
            made.append(sampled_cases.replace_case(self.state.ws, case_id, reason, origin=ORIGIN))
        except InputError as error:
            return tr(error.sentence)
        except TiaError as error:
            self.state.shell.show_error(error)
            return ""
        self.state.draft.pop(f"why@{case_id}", None)
        stand_in = self.state.ws.need(SampledCase, made[0])
        self.state.draft["case"] = stand_in.id
        words = tr("Look at “{reference}” instead. Undo brings the other case back.")
        self.state.shell.show_notice(words.format(reference=stand_in.reference))
        self._view.fill()
        return ""

    def finish(self, case_id: str, *, done: bool) -> None:
        """Say that a case was looked at, or that it is open again."""
        attempt(
            self.state.shell,
            lambda: sampled_cases.finish_case(self.state.ws, case_id, tested=done, origin=ORIGIN),
        )
        self._view.fill()

    def chosen(self) -> str:
        """The case that was shown last, else the next one to look at."""
        case = self.state.draft.get("case", "")
        known = self._cases.get(case)
        if known is not None and known.status == OPEN:
            return case
        return self.next_case() or (case if known is not None else next(iter(self._cases), ""))

    def choose(self, case_id: str) -> None:
        """Remember which case is shown."""
        self.state.draft["case"] = case_id

    def choose_sample(self, sample_id: str) -> None:
        """Show the cases of another draw."""
        self.state.draft["sample"] = sample_id
        self._view.fill()

    # ---- inside

    def _question(self, case_id: str) -> str:
        """What names the first question of a case without an answer; "" to begin before the questions."""
        ws, check = self.state.ws, self.state.check
        check = ws.need(type(check), check.id)
        if guided.needs_start_page(ws, check):
            return ""
        entry = sampled_cases.entry_of(ws.need(SampledCase, case_id))
        template, mine = self.state.template, list[guided.Step]()
        for step in guided.steps(ws, check):
            here = step.asked.entry.id if step.asked.entry else ""
            if here == entry and repeat_of(template, step.item) is not None:
                mine.append(step)
        # Not one question: the page before asks what kind of cases these are.
        first = next((step for step in mine if not step.done), mine[0] if mine else None)
        return first.key if first else "before"

    def _state_words(self, case: SampledCase) -> str:
        if case.status == REPLACED:
            return tr("Cannot be looked at: {reason}").format(reason=case.reason)
        if case.status == TESTED:
            words = tr("Looked at")
        elif case.entry_id and self._is_there(case):
            words = tr("Begun")
        else:
            words = tr("To look at")
        return f"{words} · {tr('reserve')}" if case.replaces else words

    def _is_there(self, case: SampledCase) -> bool:
        entry = sampled_cases.entry_of(case)
        return not entry or self.state.ws.store.get(CheckEntry, entry) is not None
