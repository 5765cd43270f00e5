"""What a person says about a file with answers, as a draft remembers it. No Qt."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tia_desktop.domain.errors import InputError
from tia_desktop.domain.personal import personal_name
from tia_desktop.domain.survey_sets import DONT_KNOW, SurveySet
from tia_desktop.domain.text import one_line
from tia_desktop.services.case_tables import CaseTable
from tia_desktop.services.survey_columns import BEST_FIRST, BEST_LAST, SurveyPlan
from tia_desktop.services.survey_content import TENURE
from tia_desktop.services.survey_counted import Layout, layout_of
from tia_desktop.services.survey_look import (
    Look,
    doubts,
    has_numbers,
    own_words,
    proposed,
    unknown_words,
)
from tia_desktop.services.survey_results import question_title
from tia_desktop.services.surveys import SurveyFacts
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.opening import OPENING, Opening

LEFT, GROUP, COMMENT, WEIGHT = "", "#group", "#comment", "#weight"
"""What a column can be besides a question, a filter, or the kind of home."""
BLANK = "blank"
FACTS = ("period", "source", "method", "title")
NUMBERS = (
    ("", "Nothing: they are no answers"),
    (BEST_FIRST, "1 is the best answer"),
    (BEST_LAST, "1 is the worst answer"),
)
OWN_WORDS = "This seems to be what people wrote in their own words."
_OWN = "file-"
"""What stands before a name in the draft, which the other steps of the survey use too."""


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """A column as the page shows it.

    Attributes:
        fixed: what it is, when nobody can choose it: the columns of a table of counts.
        why: why it looks personal.
        doubt: what a person has to decide.
    """

    name: str
    role: str
    fixed: str
    examples: str
    why: str
    doubt: str


@dataclass(frozen=True, slots=True)
class WordRow:
    """A word that is no answer yet, and what it was said to stand for."""

    word: str
    where: str
    answers: tuple[tuple[str, str], ...]
    chosen: str


@dataclass(frozen=True, slots=True)
class FileForm:
    """Everything the page shows of a file before its answers are counted."""

    name: str
    sheets: tuple[str, ...]
    sheet: str
    header: int
    encoding: str
    separator: str
    is_counted: bool
    sets: tuple[tuple[str, str], ...]
    set_id: str
    roles: tuple[tuple[str, str], ...]
    columns: tuple[ColumnRow, ...]
    words: tuple[WordRow, ...]
    has_numbers: bool
    numbers: str
    tenures: tuple[tuple[str, str], ...]
    asks_tenure: bool
    tenure: str
    facts: Mapping[str, str]
    homes: Mapping[str, str]
    weighted: bool


class FileChoices:
    """What a person chose for one file. It lives in a draft, which holds words only."""

    def __init__(self, draft: dict[str, str]) -> None:
        self._draft = draft

    # ---- the file

    def opening(self) -> Opening | None:
        """The file that is looked at; None before one was chosen."""
        if not self.get("path"):
            return None
        return Opening(*(self.get(name) for name in OPENING))

    def open(self, opening: Opening) -> None:
        """Another file, or the same one read in another way: then what was chosen stays."""
        if opening.path != self.get("path"):
            self.forget()
        for name in OPENING:
            self.set(name, getattr(opening, name))

    def forget(self) -> None:
        """The file is done with. Who was asked stays for the next one."""
        for name in (*OPENING, "roles", "words", "numbers", "title", "weighted"):
            self._draft.pop(_OWN + name, None)

    # ---- what is chosen

    def get(self, name: str) -> str:
        """What was chosen or typed, "" for nothing."""
        return self._draft.get(_OWN + name, "")

    def set(self, name: str, words: str) -> None:
        """Remember what was chosen or typed."""
        self._draft[_OWN + name] = words

    def pick(self, name: str, key: str, words: str) -> None:
        """Remember one of several: the role of a column, the meaning of a word, the homes of a tenure."""
        self.set(name, json.dumps({**self.picked(name), key: words}))

    def picked(self, name: str) -> dict[str, str]:
        """What was chosen of several."""
        return dict(json.loads(self.get(name) or "{}"))

    # ---- for the services

    def roles(self, columns: Sequence[str], asked: SurveySet) -> dict[str, str]:
        """What each column is: what was said, else what its name says."""
        return {**proposed(columns, asked), **self._valid(columns, asked)}

    def plan(self, columns: Sequence[str], asked: SurveySet) -> SurveyPlan:
        """What is asked of the reading."""
        is_counted = layout_of(columns, asked, SurveyPlan()) is not None
        roles = self._valid(columns, asked) if is_counted else self.roles(columns, asked)
        named = {role: [n for n in columns if roles.get(n) == role] for role in (GROUP, COMMENT, WEIGHT)}
        tenure = self.get("tenure") if self.asks_tenure(columns, asked) else ""
        return SurveyPlan(
            columns={n: "" if r in named else r for n, r in roles.items() if not is_counted or r == TENURE},
            groups=named[GROUP],
            comments=[] if is_counted else named[COMMENT],
            # Who chose it although the page says why not, insists; what cells tell is tested all the same.
            keep=[name for name in named[GROUP] if personal_name(name)],
            answers={word: answer for word, answer in self.picked("words").items() if answer},
            numbers=self.get("numbers"),
            tenure=tenure,
            weight="" if is_counted else next(iter(named[WEIGHT]), ""),
            weighted=is_counted and bool(self.get("weighted")),
        )

    def weights(self, columns: Sequence[str], asked: SurveySet) -> list[str]:
        """The columns that are said to be weights; more than one is a mistake."""
        return [n for n, role in self.roles(columns, asked).items() if role == WEIGHT]

    def has_question(self, columns: Sequence[str], asked: SurveySet) -> bool:
        """Whether some column holds answers to a question, or the table holds counts."""
        if layout_of(columns, asked, SurveyPlan()) is not None:
            return True
        questions = {question.id for question in asked.questions}
        return not questions.isdisjoint(self.roles(columns, asked).values())

    def asks_tenure(self, columns: Sequence[str], asked: SurveySet) -> bool:
        """Whether a person has to say whose homes these are: no column says it, and there are several."""
        layout = layout_of(columns, asked, SurveyPlan())
        says = TENURE in self.roles(columns, asked).values()
        return not says and not (layout and layout.tenure) and len(asked.tenures) > 1

    def facts(self, check_id: str, asked: SurveySet, plan: SurveyPlan) -> SurveyFacts:
        """What is known about the survey.

        Raises:
            InputError: a number of homes is none.
        """
        homes = {}
        for tenure in asked.tenures:
            text = self.picked("homes").get(tenure.id, "").replace(",", "").strip()
            if text and not (text.isascii() and text.isdigit() and len(text) < 10):
                raise InputError(
                    f"“{one_line(text, 30)}” is no number of homes. Write a whole number, such as 4200."
                )
            if text:
                homes[tenure.id] = int(text)
        told = {name: self.get(name) for name in FACTS}
        return SurveyFacts(check_id=check_id, homes=homes, weighted=plan.weighted, **told)

    def _valid(self, columns: Sequence[str], asked: SurveySet) -> dict[str, str]:
        """What was said, as far as it fits this table and question set."""
        known = {key for key, _ in role_choices(asked)}
        return {n: r for n, r in self.picked("roles").items() if n in columns and r in known}

    # ---- for the page

    def form(self, table: CaseTable, look: Look, asked: SurveySet, sets: Sequence[SurveySet]) -> FileForm:
        """What the page shows."""
        columns = table.columns
        plan = self.plan(columns, asked)
        layout = layout_of(columns, asked, plan)
        bare = SurveyPlan(columns=plan.columns, groups=plan.groups, numbers=plan.numbers)
        picked = self.picked("words")
        return FileForm(
            name=table.path.name,
            sheets=table.sheets,
            sheet=table.sheet,
            header=table.header,
            encoding=table.encoding,
            separator=table.separator,
            is_counted=layout is not None,
            sets=tuple((one.id, one.title) for one in sets),
            set_id=asked.id,
            roles=counted_choices() if layout else role_choices(asked),
            columns=self._rows(look, asked, layout),
            words=tuple(
                WordRow(
                    u.word, _where(u.count, u.columns), _answer_choices(u.answers), picked.get(u.word, "")
                )
                for u in unknown_words(look, asked, bare)
                if not (plan.numbers and u.word.isdecimal())
            ),
            has_numbers=has_numbers(look, asked, bare),
            numbers=plan.numbers,
            tenures=tuple((t.id, t.title) for t in asked.tenures),
            asks_tenure=self.asks_tenure(columns, asked),
            tenure=plan.tenure,
            facts={name: self.get(name) for name in FACTS} | {"title": self._title(table)},
            homes={t.id: self.picked("homes").get(t.id, "") for t in asked.tenures},
            weighted=bool(self.get("weighted")),
        )

    def _title(self, table: CaseTable) -> str:
        return self._draft.get(f"{_OWN}title", table.path.stem)

    def _rows(self, look: Look, asked: SurveySet, layout: Layout | None) -> tuple[ColumnRow, ...]:
        names = [column.name for column in look.columns]
        roles = self._valid(names, asked) if layout else self.roles(names, asked)
        said = {} if layout else doubts(names, asked)
        said |= {c.name: OWN_WORDS for c in look.columns if not layout and not c.personal and own_words(c)}
        return tuple(
            ColumnRow(
                name=column.name,
                role=roles.get(column.name, LEFT),
                fixed=_fixed(column.name, layout) if layout and not roles.get(column.name) else "",
                examples="" if column.personal else ", ".join(one_line(w, 30) for w, _ in column.words[:3]),
                why=tr(column.personal),
                doubt="" if roles.get(column.name) else tr(said.get(column.name, "")),
            )
            for column in look.columns
        )


def role_choices(asked: SurveySet) -> tuple[tuple[str, str], ...]:
    """What a column of answers can be, with the words for it."""
    questions = [(q.id, question_title(q)) for q in asked.questions]
    filters = [(f.id, f.ask) for f in asked.filters]
    more = [
        (TENURE, tr("The kind of home")),
        (GROUP, tr("A group to count by, such as the area")),
        (COMMENT, tr("People’s own words, to keep as notes")),
        (WEIGHT, tr("The weight of each person’s answers")),
    ]
    return ((LEFT, tr("Left behind")), *questions, *filters, *more)


def counted_choices() -> tuple[tuple[str, str], ...]:
    """What a column of a table of counts can be, besides the columns with the counts themselves."""
    return (
        (LEFT, tr("Left behind")),
        (TENURE, tr("The kind of home")),
        (GROUP, tr("A group to count by, such as the area")),
    )


def _fixed(name: str, layout: Layout) -> str:
    told = {layout.question: tr("The question"), layout.tenure: tr("The kind of home")}
    told |= {layout.answer: tr("The answer"), layout.count: tr("How many gave it")}
    return told.get(name, tr("How many gave this answer") if name in layout.answers else "")


def _answer_choices(answers: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    more = ((DONT_KNOW, tr("Don’t know, or does not apply")), (BLANK, tr("No answer")))
    return (("", tr("Leave it unread")), *answers, *more)


def _where(count: int, columns: Sequence[str]) -> str:
    named = ", ".join(f"“{one_line(name, 40)}”" for name in columns[:3])
    words = tr("once in {columns}") if count == 1 else tr("{n:,} times in {columns}")
    return words.format(n=count, columns=named)
