"""The fourth step: what the cases say about the whole list, question by question. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor
from typing import Protocol

from tia_desktop.domain.errors import TiaError
from tia_desktop.domain.intervals import Interval
from tia_desktop.domain.pack import ChecklistItem
from tia_desktop.domain.records import EvidenceNote
from tia_desktop.services import sample_results
from tia_desktop.services.checklist import item_of
from tia_desktop.services.sample_results import PartResult, SampleResult
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.doing import attempt
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.screens.sample.model import ORIGIN, SampleState, cases_words

MOST_DRAWN = 40
"""Groups that are drawn as bars; more are said in words alone."""
SIGNS = (("<=", "at most"), (">=", "at least"), ("=", "exactly"))


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown of one question."""

    item_id: str
    question: str
    count: str  # "7 of 12"
    good: str  # what counted as good, when the grade does not say it
    whole: str
    groups: tuple[str, ...]
    left: str
    picture: bytes
    is_kept: bool


class ResultsView(Protocol):
    """What the presenter asks of the window."""

    def fill(self) -> None:
        """Show what is stored now."""


class ResultsPresenter:
    """Counts, draws, and keeps a result as a note."""

    def __init__(self, context: ScreenContext, view: ResultsView) -> None:
        self.state, self._view = SampleState(context), view

    def shown(self) -> list[Shown]:
        """What is known so far, in the order of the checklist."""
        sample = self.state.sample()
        if sample is None:
            return []
        ws, found = self.state.ws, list[SampleResult]()
        for one in sample_results.results(ws, sample.id):
            found.append(one)
        for item in self.valued():
            good = self.state.draft.get(f"good@{item.id}", "")
            if good:
                found.append(sample_results.result(ws, sample.id, item.id, good))
        notes = ws.store.find(EvidenceNote, check_id=self.state.check.id, item_id="")
        texts = [note.text for note in notes]
        return [self._shown(one, texts) for one in found if one.looked_at]

    def valued(self) -> list[ChecklistItem]:
        """Questions with numbers or own choices as answers: a person says what is good."""
        ws, check = self.state.ws, self.state.check
        notes = ws.store.find(EvidenceNote, check_id=check.id)
        answered = dict.fromkeys(note.item_id for note in notes if note.item_id and note.value)
        items = (item_of(ws, item_id, check.id) for item_id in answered)
        return [item for item in items if item is not None and (item.answer == "number" or item.choices)]

    def good(self, item_id: str) -> tuple[str, str]:
        """What is good for a question: (sign, number), or ("", id of a choice)."""
        text = self.state.draft.get(f"good@{item_id}", "")
        sign = next((sign for sign, _ in SIGNS if text.startswith(sign)), "")
        return sign, text.removeprefix(sign)

    def set_good(self, item_id: str, sign: str, value: str) -> str:
        """Say what is good; return what is wrong, or ""."""
        value = value.strip().replace(",", "")
        if sign:
            try:
                float(value)
            except ValueError:
                return tr("Write a number, such as 28.")
        self.state.draft[f"good@{item_id}"] = f"{sign}{value}"
        self._view.fill()
        return ""

    def keep(self, item_id: str, good: str) -> None:
        """Keep a result as a note of the check."""
        sample = self.state.sample()
        if sample is not None and attempt(
            self.state.shell,
            lambda: sample_results.keep_result(self.state.ws, sample.id, item_id, good, origin=ORIGIN),
        ):
            self.state.shell.show_notice(tr("Kept as a note of this check."))
            self._view.fill()

    # ---- inside

    def _shown(self, found: SampleResult, notes: list[str]) -> Shown:
        told = "\n".join(sample_results.words(found))
        count = tr("{hits} of {n}").format(hits=found.hits, n=found.looked_at)
        groups = tuple(_part_words(part) for part in found.parts) if len(found.parts) > 1 else ()
        if found.interval is None:
            whole = tr("One group has no answer that counts yet, so nothing is said about the whole list.")
        else:
            whole = _limits(found.interval, found.size)
        return Shown(
            item_id=found.item_id,
            question=found.question,
            count=count,
            good=found.value,
            whole=whole,
            groups=groups,
            left=_left(found),
            picture=self._picture(found),
            is_kept=any(text.startswith(told) for text in notes),
        )

    def _picture(self, found: SampleResult) -> bytes:
        if len(found.parts) > MOST_DRAWN:
            return b""
        try:
            return self.state.context.desk.draw(found)
        except TiaError as error:
            self.state.shell.show_error(error)
            return b""


def _limits(found: Interval, size: int) -> str:
    """Between which shares the truth lies, in whole cases of a hundred: never a bare percentage."""
    if found.method == "whole":
        return tr("Every case of the list that it applies to was looked at: nothing is left to chance.")
    low, high = floor(found.low * 100), ceil(found.high * 100)
    words = tr("In the whole list ({size:,}): between {low} and {high} of 100 cases, 19 times of 20.")
    return words.format(size=size, low=low, high=high)


def _part_words(part: PartResult) -> str:
    name = part.name or tr("(empty)")
    if part.interval is None:
        return tr("{name}: no answer that counts, of {size:,} in the list").format(name=name, size=part.size)
    low, high = floor(part.interval.low * 100), ceil(part.interval.high * 100)
    if part.interval.method == "whole":
        words = tr("{name}: {hits} of {n}, all there are")
    else:
        words = tr("{name}: {hits} of {n}, between {low} and {high} of 100 ({size:,} in the list)")
    return words.format(name=name, hits=part.hits, n=part.looked_at, low=low, high=high, size=part.size)


def _left(found: SampleResult) -> str:
    told = (
        (sum(p.not_applying for p in found.parts), tr("it does not apply to {cases}")),
        (sum(p.no_evidence for p in found.parts), tr("the file says nothing for {cases}")),
        (sum(p.open for p in found.parts), tr("not answered yet for {cases}")),
        (found.replaced, tr("{cases} replaced")),
    )
    parts = [words.format(cases=cases_words(number)) for number, words in told if number]
    joined = ", ".join(parts)
    return f"{joined[:1].upper()}{joined[1:]}." if joined else ""
