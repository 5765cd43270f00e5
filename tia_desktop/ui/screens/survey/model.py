"""What the steps of a survey share: which check, which question set, what is typed. No Qt."""

from __future__ import annotations

from functools import cached_property

from tia_desktop.domain.survey_records import Survey
from tia_desktop.domain.survey_sets import SurveyLibrary, SurveySet
from tia_desktop.ui.check_state import CheckState
from tia_desktop.ui.context import ScreenContext

ORIGIN = "survey"
TEMPLATE = "rc12"
"""The kind of check that is a survey (para 39, item 12)."""

ASK, FILE, RESULTS = "ask", "file", "results"
BEGIN, PERSON, HAND, SELF, COUNT = "begin", "person", "hand", "self", "count"
"""Pages behind the first step: before an interview, one person, handing over, self mode, counting."""
STEPS = ((ASK, "1. Ask people"), (FILE, "2. Answers from a file"), (RESULTS, "3. Results"))


class SurveyState(CheckState):
    """The surveys of one check. What is typed and not kept yet stands in the draft while the file is open."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(context)
        self.draft = context.draft(f"survey@{self.check.id}")

    @cached_property
    def library(self) -> SurveyLibrary:
        """The question sets; read when they are first needed."""
        return self.context.desk.survey_library()

    def go(self, step: str, **more: str) -> None:
        """Show a step."""
        self.shell.go("survey", check_id=self.check.id, step=step, **more)

    # ---- question sets and surveys

    def chosen_set(self) -> SurveySet:
        """The question set: the one that was chosen, that of the last survey, or the first there is."""
        last = next(reversed(self.surveys()), None)
        wanted = self.draft.get("set") or (last.set_id if last else "")
        sets = self.library.sets
        return next((one for one in sets if one.id == wanted), sets[0])

    def choose_set(self, set_id: str) -> None:
        """Ask, or read, this question set from now on."""
        self.draft["set"] = self.library.set(set_id).id

    def tenure(self) -> str:
        """Whose homes: what was chosen, or the only kind there is; "" while it is not chosen."""
        there = [tenure.id for tenure in self.chosen_set().tenures]
        chosen = self.draft.get("tenure", "")
        return there[0] if len(there) == 1 else chosen if chosen in there else ""

    def surveys(self) -> list[Survey]:
        """The surveys of this check, oldest first."""
        return self.ws.store.find(Survey, check_id=self.check.id)

    def chosen_survey(self) -> Survey | None:
        """The survey that is looked at: the one that was chosen, else the newest."""
        there = {one.id: one for one in self.surveys()}
        return there.get(self.draft.get("survey", "")) or next(reversed(there.values()), None)

    def choose_survey(self, survey_id: str) -> None:
        """Look at this survey from now on."""
        self.draft["survey"] = survey_id

    def next_step(self) -> str:
        """Where somebody who comes in goes on."""
        return RESULTS if self.surveys() else ASK
