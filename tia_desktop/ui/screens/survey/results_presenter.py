"""The third step: what a survey came to, question by question, and what it can be compared with. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from tia_desktop.domain.errors import InputError, TiaError
from tia_desktop.domain.survey_records import Survey
from tia_desktop.domain.surveys import count_words
from tia_desktop.domain.text import one_line
from tia_desktop.services import indicator_sets, survey_compare, survey_results, surveys
from tia_desktop.services.ports import Progress
from tia_desktop.services.survey_content import CAPTURE, COUNTED
from tia_desktop.services.survey_results import QuestionResult
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.doing import attempt
from tia_desktop.ui.i18n import ntr, tr
from tia_desktop.ui.looking import look_through
from tia_desktop.ui.screens.survey.model import ORIGIN, SurveyState

MOST_DRAWN = 40
"""Groups that are drawn as bars; more are said in words alone."""
NONE = "-"
"""In the place of another survey: it is compared with none."""


@dataclass(frozen=True, slots=True)
class SurveyRow:
    """A survey of this check."""

    survey_id: str
    title: str
    details: str


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question in the list: what it came to in a few words."""

    id: str
    title: str
    count: str
    is_kept: bool


@dataclass(frozen=True, slots=True)
class Detail:
    """Everything that is shown of one question.

    Attributes:
        margin: how sure the figure is, and whether there are answers enough.
        left: who is not in the base.
        compared: what it was before, and among other landlords.
        picture: the groups and everybody, as SVG; empty when nothing can be drawn.
    """

    title: str
    count: str
    margin: tuple[str, ...]
    left: tuple[str, ...]
    groups: tuple[str, ...]
    compared: tuple[str, ...]
    picture: bytes
    may_keep: bool
    is_kept: bool


class ResultsView(Protocol):
    """What the presenter asks of the window."""

    def fill(self) -> None:
        """Show what is stored now."""

    def show_recount(self, words: str, *, is_same: bool) -> None:
        """Say what counting again came to; "" takes it away."""


class ResultsPresenter:
    """Shows surveys of one check, compares them, keeps results as notes."""

    def __init__(self, context: ScreenContext, view: ResultsView) -> None:
        self.state, self._view = SurveyState(context), view
        self._found: list[QuestionResult] = []
        self.problem = ""
        self.read()

    def read(self) -> None:
        """Read what is stored now: with many groups that is too much to be done for each question."""
        survey, self._found, self.problem = self.state.chosen_survey(), [], ""
        if survey is None:
            return
        try:
            self._found = survey_results.results(self.state.ws, self.state.library, survey.id)
        except InputError as error:  # its questions belong to another version of the program
            self.problem = tr(error.sentence)

    # ---- which survey

    def surveys(self) -> list[SurveyRow]:
        """The surveys of this check, newest first."""
        return [_survey_row(one) for one in reversed(self.state.surveys())]

    def survey(self) -> SurveyRow | None:
        """The one that is looked at."""
        chosen = self.state.chosen_survey()
        return _survey_row(chosen) if chosen else None

    def choose(self, survey_id: str) -> None:
        """Look at another survey."""
        self.state.choose_survey(survey_id)
        self._view.show_recount("", is_same=True)
        self._view.fill()

    def remove(self) -> None:
        """Take the survey away."""
        survey, ws = self.state.chosen_survey(), self.state.ws
        if survey and attempt(self.state.shell, lambda: surveys.remove_survey(ws, survey.id, origin=ORIGIN)):
            self.state.shell.show_notice(tr("Taken away. Undo brings it back."))
            self._view.show_recount("", is_same=True)
            self._view.fill()

    def recount(self) -> None:
        """Count the kept answers again."""
        survey = self.state.chosen_survey()
        if survey is None:
            return
        survey_id = survey.id

        def done(said: Sequence[str]) -> None:
            words = " ".join(map(tr, said)) or tr("Counted again: the same.")
            chosen = None if self.state.left else self.state.chosen_survey()
            if chosen and chosen.id == survey_id:  # else it would be said of another one
                self._view.show_recount(words, is_same=not said)

        def work(ws: Workspace, _progress: Progress | None) -> list[str]:
            return surveys.recount(ws, survey_id)

        title, failed = tr("Counting the answers again"), self.state.shell.show_error
        look_through(self.state.context, survey.row_count, title, work, done, failed, lambda: None)

    # ---- what it came to

    def tenures(self) -> list[tuple[str, str]]:
        """The kinds of homes that there are results for."""
        return list(
            {one.tenure: (one.tenure, one.asked.tenure(one.tenure).title) for one in self._found}.values()
        )

    def tenure(self) -> str:
        """The kind of homes that is looked at."""
        there = [tenure for tenure, _ in self.tenures()]
        chosen = self.state.draft.get("results-tenure", "")
        return chosen if chosen in there else next(iter(there), "")

    def choose_tenure(self, tenure: str) -> None:
        """Look at another kind of homes."""
        self.state.draft["results-tenure"] = tenure
        self._view.fill()

    def questions(self) -> list[QuestionRow]:
        """The questions in order, with their counts."""
        return [
            QuestionRow(
                one.question.id,
                survey_results.question_name(one),
                _count(one),
                survey_results.note_of(self.state.ws, one) is not None,
            )
            for one in self._shown()
        ]

    def overview(self) -> bytes:
        """All questions as one drawing; empty when there is nothing to draw."""
        found = [one for one in self._shown() if one.total]
        return self._draw(found) if len(found) > 1 else b""

    def overview_words(self) -> str:
        """How the drawing is read. Without an interval it has numbers only (`domain.surveys.SMALL_BASE`)."""
        if any(one.total and one.total.interval for one in self._shown()):
            return tr("The dot is what was counted. The truth lies on the line, 19 times of 20.")
        return tr("How many said so, of those who answered. For a line there are too few answers.")

    def detail(self, question_id: str) -> Detail | None:
        """What is shown of one question."""
        found = self._question(question_id)
        if found is None:
            return None
        total, record = found.total, found.record
        counted = total is not None and total.tally.base > 0
        groups = [line for group in found.groups for line in survey_results.group_words(group)]
        drawn = sum(len(group.shown) for group in found.groups)
        return Detail(
            title=survey_results.question_name(found),
            count=tr(survey_results.total_words(found, total)) if total else "",
            margin=tuple(map(tr, survey_results.margin_words(found))),
            left=tuple(map(tr, survey_results.left_words(record))) if record else (),
            groups=tuple(map(tr, [*groups, *filter(None, [found.hidden])])),
            compared=tuple(map(tr, self._compared(found))) if counted else (),
            picture=self._draw(found) if counted and drawn <= MOST_DRAWN else b"",
            may_keep=counted and self.state.may_write,
            is_kept=survey_results.note_of(self.state.ws, found) is not None,
        )

    def keep(self, question_id: str) -> None:
        """Keep a result as a note of the check, with what it was compared with."""
        found = self._question(question_id)
        if found is None:
            return
        ws, compared = self.state.ws, self._compared(found)
        if attempt(self.state.shell, lambda: survey_results.keep_result(ws, found, compared, origin=ORIGIN)):
            self.state.shell.show_notice(tr("Kept as a note of this check."))
            self._view.fill()

    # ---- compared with

    def others(self) -> list[tuple[str, str]]:
        """The surveys that this one can be compared with."""
        survey = self.state.chosen_survey()
        found = survey_compare.other_surveys(self.state.ws, survey) if survey else []
        return [(one.id, f"{one_line(one.title, 60)} · {one_line(one.period, 30)}") for one in found]

    def other(self) -> str:
        """The survey that is compared with: the one that was chosen, else the newest of an earlier period."""
        survey = self.state.chosen_survey()
        if survey is None:
            return NONE
        there = survey_compare.other_surveys(self.state.ws, survey)
        chosen = self.state.draft.get(f"results-other@{survey.id}", "")
        if chosen == NONE or chosen in [one.id for one in there]:
            return chosen
        return next((one.id for one in there if one.period < survey.period), NONE)

    def choose_other(self, survey_id: str) -> None:
        """Compare with another survey."""
        survey = self.state.chosen_survey()
        if survey is not None:
            self.state.draft[f"results-other@{survey.id}"] = survey_id
            self._view.fill()

    def landlords(self) -> list[tuple[str, str]]:
        """The sets of other landlords' figures in this inspection."""
        return [(one.id, one_line(one.title, 60)) for one in reversed(indicator_sets.sets(self.state.ws))]

    def landlord_set(self) -> str:
        """The set that is compared with."""
        there = [set_id for set_id, _ in self.landlords()]
        chosen = self.state.draft.get("results-set", "")
        return chosen if chosen in (NONE, *there) else next(iter(there), NONE)

    def choose_landlords(self, set_id: str) -> None:
        """Compare with another set."""
        self.state.draft["results-set"] = set_id
        self._view.fill()

    # ---- inside

    def _shown(self) -> list[QuestionResult]:
        tenure = self.tenure()
        return [one for one in self._found if one.tenure == tenure]

    def _question(self, question_id: str) -> QuestionResult | None:
        return next((one for one in self._shown() if one.question.id == question_id), None)

    def _compared(self, found: QuestionResult) -> list[str]:
        ws, said = self.state.ws, list[str]()
        other, figures = self.other(), self.landlord_set()
        try:
            if other != NONE:
                change = survey_compare.change_since(ws, self.state.library, found, other)
                said += survey_compare.change_words(change)
        except InputError as error:
            said.append(error.sentence)
        try:
            if figures != NONE:
                said += indicator_sets.survey_comparison(ws, figures, found)
        except InputError as error:
            said.append(error.sentence)
        return said

    def _draw(self, what: QuestionResult | Sequence[QuestionResult]) -> bytes:
        try:
            return self.state.context.desk.draw(what)
        except TiaError as error:
            self.state.shell.show_error(error)
            return b""


def _count(one: QuestionResult) -> str:
    if one.total is None:
        return tr("not shown")
    return count_words(one.total.tally) if one.total.tally.base > 0 else tr("no answers")


def _survey_row(survey: Survey) -> SurveyRow:
    people = {
        COUNTED: ntr("counts in {n:,} row", "counts in {n:,} rows", survey.row_count),
        CAPTURE: ntr("{n:,} person asked", "{n:,} people asked", survey.row_count),
    }.get(survey.kind) or ntr("{n:,} person answered", "{n:,} people answered", survey.row_count)
    told = [people, survey.period, one_line(survey.source, 100), one_line(survey.method, 200)]
    return SurveyRow(survey.id, one_line(survey.title, 100), " · ".join(filter(None, told)))
