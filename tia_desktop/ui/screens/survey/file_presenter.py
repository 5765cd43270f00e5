"""The second step: answers in a file are looked at, counted, and kept. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from tia_desktop.domain.errors import InputError, TiaError
from tia_desktop.domain.personal import personal_name
from tia_desktop.domain.survey_sets import DONT_KNOW, SurveySet
from tia_desktop.services import surveys
from tia_desktop.services.case_tables import CaseTable
from tia_desktop.services.ports import Progress
from tia_desktop.services.survey_columns import SurveyPlan
from tia_desktop.services.survey_content import BLANK, FILTERED, NOT_ASKED, UNKNOWN, TallyKey
from tia_desktop.services.survey_look import Look, best_set, look_at
from tia_desktop.services.survey_reading import ReadSurvey
from tia_desktop.services.survey_results import question_title
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.i18n import ntr, tr
from tia_desktop.ui.opening import FILE, Opening, TableOpener, Told, opened_like
from tia_desktop.ui.screens.survey.file_form import FileChoices, FileForm
from tia_desktop.ui.screens.survey.model import ORIGIN, RESULTS, SurveyState

COLUMNS, FACTS = "columns", "facts"
"""Where a refusal belongs, besides the file and how it is read."""


@dataclass(frozen=True, slots=True)
class Coming:
    """What would be kept, in words.

    Attributes:
        counted: kind of homes -> (question, what was counted), in the order of the set.
        left: (column, why it stays behind).
        problems: (row, what is wrong there), the first ones of `problem_count`.
    """

    people: str
    counted: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    left: tuple[tuple[str, str], ...]
    remarks: tuple[str, ...]
    problems: tuple[tuple[int, str], ...]
    problem_count: int


class FileView(Protocol):
    """What the presenter asks of the window."""

    def show_form(self, form: FileForm | None) -> None:
        """Show a file before its answers are counted; None: no file is chosen."""

    def show_coming(self, coming: Coming | None) -> None:
        """Show what would be kept; None goes back to the file."""

    def show_refusal(self, sentence: str, *, at: str) -> None:
        """Say what is wrong, at the file, its opening, the columns or the facts; "" takes it away."""

    def show_busy(self, words: str) -> None:
        """Say what is being done; "" when it is done."""


class FilePresenter:
    """Looks at a file in a worker, counts its answers in a worker, and keeps them."""

    def __init__(self, context: ScreenContext, view: FileView) -> None:
        self.state, self._view = SurveyState(context), view
        self.choices = FileChoices(self.state.draft)
        self._table: CaseTable | None = None
        self._look: Look | None = None
        self._read: tuple[ReadSurvey, SurveySet, SurveyPlan] | None = None
        self._is_reading = False
        told = Told(self._opened, self._refused, view.show_busy, lambda: self.state.left)
        self._opener = TableOpener(context, look_at, told)

    def begin(self) -> None:
        """Go on with the file that was looked at before."""
        opening = self.choices.opening()
        if opening is not None:
            self.open(opening)

    # ---- the file

    def open(self, opening: Opening) -> None:
        """Look at a file. What cannot be read is said, and what was shown before stays."""
        self._opener.open(opening)

    def reopen(self, name: str, words: str) -> None:
        """Read the file in another way: another sheet, header row, encoding or separator."""
        self._opener.reopen(self.choices.opening(), name, words)

    def close(self) -> None:
        """Put the file away; nothing was kept of it."""
        self._opener.close()
        self._table = self._look = self._read = None
        self.choices.forget()
        self._view.show_form(None)

    def form(self) -> FileForm | None:
        """What the page shows of the file."""
        if self._table is None or self._look is None:
            return None
        sets = self.state.library.sets
        return self.choices.form(self._table, self._look, self.state.chosen_set(), sets)

    def show(self) -> None:
        """Show what is known of the file."""
        self._view.show_form(self.form())

    # ---- what a person says about it

    def choose_set(self, set_id: str) -> None:
        """The answers belong to this question set."""
        if set_id != self.state.chosen_set().id:
            self.state.choose_set(set_id)
            self.show()

    def choose(self, name: str, key: str, words: str) -> None:
        """Say what a column is ("roles"), or what a word stands for ("words")."""
        self.choices.pick(name, key, words)
        if name == "roles":
            self.show()

    def say_homes(self, tenure: str, text: str) -> None:
        """Say how many homes of a tenure the answers speak for."""
        self.choices.pick("homes", tenure, text)

    def say(self, name: str, words: str) -> None:
        """Say a fact: when, who, how, the title, the kind of home, what numbers mean, whether weighted."""
        self.choices.set(name, words)
        if name == "numbers":
            self.show()

    # ---- counting

    def count(self) -> None:
        """Count the answers in a worker and show what would be kept. A refusal leaves everything as it is."""
        table, asked = self._table, self.state.chosen_set()
        if table is None or self._is_reading:
            return
        plan = self.choices.plan(table.columns, asked)
        self._view.show_refusal("", at=FACTS)
        try:
            wrong = self._wrong_columns(table, asked)
            if wrong:
                self._view.show_refusal(wrong, at=COLUMNS)
                return
            facts = self.choices.facts(self.state.check.id, asked, plan)
            surveys.check_facts(self.state.ws, asked, facts)
        except InputError as error:
            self._view.show_refusal(tr(error.sentence), at=FACTS)
            return

        def work(progress: Progress) -> ReadSurvey:
            return surveys.read_survey(table, asked, plan, progress)

        def done(read: ReadSurvey) -> None:
            if not self.state.left:
                self._read = read, asked, plan
                self._view.show_coming(_coming(read, asked))

        def failed(error: TiaError) -> None:
            if not self.state.left:
                self._view.show_refusal(tr(error.sentence), at=COLUMNS)

        self._is_reading = True
        self._view.show_busy(tr("Counting the answers"))
        self.state.shell.in_background(tr("Counting the answers"), work, done, failed, self._has_read)

    def change(self) -> None:
        """Go back to the file: something is to be changed."""
        self._read = None
        self._view.show_coming(None)

    def keep(self) -> None:
        """Keep what was counted, and show what it came to."""
        if self._read is None:
            return
        read, asked, plan = self._read
        try:
            facts = self.choices.facts(self.state.check.id, asked, plan)
            made = surveys.keep_survey(self.state.ws, read, asked, plan, facts, origin=ORIGIN)
        except InputError as error:
            self._view.show_refusal(tr(error.sentence), at=FACTS)
            return
        except TiaError as error:
            self.state.shell.show_error(error)
            return
        self.choices.forget()
        self.state.choose_survey(made)
        self.state.shell.show_notice(tr("The survey is kept. Nothing else of the file is."))
        self.state.go(RESULTS)

    # ---- inside

    def _wrong_columns(self, table: CaseTable, asked: SurveySet) -> str:
        """What is wrong with what the columns are said to be, in words of this page; "" when nothing is."""
        if not self.choices.has_question(table.columns, asked):
            return tr("No column is a question yet. Beside each column, choose which question it answers.")
        if len(self.choices.weights(table.columns, asked)) > 1:
            return tr("Two columns are weights. Choose one of them.")
        return ""

    def _opened(self, table: CaseTable, look: Look) -> None:
        is_new = self.choices.get("path") != str(table.path)
        self._table, self._look, self._read = table, look, None
        self.choices.open(opened_like(table))
        if is_new:
            self.state.choose_set(best_set(look, self.state.library, self.state.chosen_set().id).id)
        self._view.show_refusal("", at=FILE)
        self.show()

    def _refused(self, sentence: str, at: str) -> None:
        self._view.show_refusal(sentence, at=at)

    def _has_read(self) -> None:
        self._is_reading = False
        if not self.state.left:
            self._view.show_busy("")


# ---- in words


def _coming(read: ReadSurvey, asked: SurveySet) -> Coming:
    if read.kind == "answers":
        people = ntr("The answers of {n:,} person", "The answers of {n:,} people", read.row_count)
    else:
        people = ntr("The counts of {n:,} row", "The counts of {n:,} rows", read.row_count)
    if read.skipped:
        people += " · " + ntr("{n:,} row left out", "{n:,} rows left out", read.skipped)
    remarks = [tr(remark) for remark in read.remarks]
    if read.kind == "answers" and any(counts.get(UNKNOWN) for counts in read.tallies.values()):
        remarks.append(tr("To count them, choose “Change something” and say what their words mean."))
    if read.comments:
        words = ntr("{n:,} comment becomes a note.", "{n:,} comments become notes.", len(read.comments))
        remarks.append(words)
    return Coming(
        people=people,
        counted=tuple(
            (tenure.title, rows) for tenure in asked.tenures if (rows := _rows(read, asked, tenure.id))
        ),
        left=tuple((name, tr(personal_name(name))) for name in read.left_out),
        remarks=tuple(remarks),
        problems=read.problems,
        problem_count=read.problem_count,
    )


def _rows(read: ReadSurvey, asked: SurveySet, tenure: str) -> tuple[tuple[str, str], ...]:
    found = ((q, read.tallies.get(TallyKey(q.id, tenure), {})) for q in asked.questions)
    return tuple((question_title(q), _counts(counts)) for q, counts in found if set(counts) - {NOT_ASKED})


def _counts(counts: dict[str, float]) -> str:
    other = (DONT_KNOW, BLANK, UNKNOWN, FILTERED, NOT_ASKED)
    answers = round(sum(n for answer, n in counts.items() if answer not in other))
    told = [ntr("{n:,} answer", "{n:,} answers", answers)]
    words = (
        (DONT_KNOW, tr("{n:,} don’t know")),
        (BLANK, tr("{n:,} without an answer")),
        (FILTERED, tr("{n:,} not asked")),
        (UNKNOWN, tr("{n:,} could not be read")),
    )
    told += [said.format(n=round(counts[key])) for key, said in words if counts.get(key)]
    return ", ".join(told)
