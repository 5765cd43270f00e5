"""The survey of the sample inspection: answers by post that nobody gave, and counts of two years before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from itertools import chain, repeat
from pathlib import Path
from typing import Any

from tia_desktop.domain.survey_sets import SurveyLibrary, SurveySet
from tia_desktop.services.case_tables import CaseTable
from tia_desktop.services.sample_checks import read
from tia_desktop.services.survey_columns import SurveyPlan
from tia_desktop.services.survey_results import keep_result, results
from tia_desktop.services.surveys import SurveyFacts, keep_survey, read_survey
from tia_desktop.services.workspace import Workspace


def add_survey(ws: Workspace, library: SurveyLibrary, check_id: str) -> None:
    """Keep both surveys as they are read from files, and the overall figure as evidence."""
    told = read("survey.json")
    ws, asked = replace(ws, author=told["who"]), library.set(told["set"])
    before = {**told, **told["before"]}
    _keep(ws, asked, counts_table(asked, before), SurveyPlan(), _facts(ws, before, check_id))
    plan = SurveyPlan(groups=(told["group"],))
    made = _keep(ws, asked, answers_table(asked, told), plan, _facts(ws, told, check_id))
    (overall,) = results(ws, library, made, asked.overall)
    keep_result(ws, overall)


def _keep(ws: Workspace, asked: SurveySet, table: CaseTable, plan: SurveyPlan, facts: SurveyFacts) -> str:
    return keep_survey(ws, read_survey(table, asked, plan), asked, plan, facts)


def _facts(ws: Workspace, told: dict[str, Any], check_id: str) -> SurveyFacts:
    homes = {"rented": ws.inspection.homes} if ws.inspection.homes else {}
    named = {name: told[name] for name in ("period", "source", "title", "method")}
    return SurveyFacts(check_id=check_id, homes=homes, **named)


@dataclass(frozen=True, kw_only=True)
class MadeTable(CaseTable):
    """What a file would hold. Its rows are always the same."""

    rows: tuple[list[str], ...]

    def batches(self) -> Iterator[tuple[int, list[list[str]]]]:
        """Yield all rows."""
        yield 2, list(self.rows)

    def sha256(self) -> str:
        """Return the SHA-256 of the rows as comma-separated text."""
        lines = (",".join(row) for row in (list(self.columns), *self.rows))
        return sha256("\n".join(lines).encode()).hexdigest()


def _table(name: str, columns: tuple[str, ...], rows: list[list[str]]) -> MadeTable:
    return MadeTable(
        path=Path(name), columns=columns, header=1, encoding="utf-8", separator=",", rows=tuple(rows)
    )


def counts_table(asked: SurveySet, told: dict[str, Any]) -> MadeTable:
    """Return a table with a row for each question and answer."""
    rows = [
        [asked.question(question).title, answer.word, str(count)]
        for question, counts in told["answers"].items()
        for answer, count in zip(asked.scale_of(asked.question(question)).answers, counts, strict=True)
    ]
    return _table(told["file"], ("Question", "Answer", "Number"), rows)


def answers_table(asked: SurveySet, told: dict[str, Any]) -> MadeTable:
    """Return a table with a row for each person."""
    people = People(told)
    titles = [asked.question(question).title for question in told["answers"]]
    filters = [each for each in asked.filters if each.id in told["filters"]]
    answers = []
    for place, (question, counts) in enumerate(told["answers"].items()):
        words = [answer.word for answer in asked.scale_of(asked.question(question)).answers]
        answers.append(people.answers(place, words, counts, asked.question(question).filter_id))
    said = [["Yes" if who in people.yes[each.id] else "No" for who in people.all] for each in filters]
    rows = [list(row) for row in zip(people.numbers, people.estates, *said, *answers, strict=True)]
    names = (told["number"], told["group"], *(each.ask for each in filters), *titles)
    return _table(told["file"], names, rows)


class People:
    """Who answered. Some are happier than others, with everything, and on some estates fewer are."""

    def __init__(self, told: dict[str, Any]) -> None:
        self.estates = [name for name, count in told["estates"].items() for _ in range(count)]
        self.all = range(len(self.estates))
        self.numbers = [f"S-{who + 1:04d}" for who in self.all]
        filters: dict[str, int] = told["filters"]
        self._low = [told["low"].get(estate, 0) for estate in self.estates]
        self.yes = {name: self._some(self.all, count, at) for at, (name, count) in enumerate(filters.items())}

    @cached_property
    def _dice(self) -> list[bytes]:
        return [sha256(f"sample survey {who}".encode()).digest() for who in self.all]

    def answers(self, place: int, words: list[str], counts: list[int], filter_id: str) -> list[str]:
        """Give so many people each answer, the happiest ones the best; "" to those who are left."""
        asked = self.yes.get(filter_id, self.all)
        mood = {who: 2 * self._dice[who][0] + self._dice[who][place + 1] - self._low[who] for who in asked}
        silent = self._some(mood, len(mood) - sum(counts), 3 + place)
        order = sorted(set(mood) - silent, key=lambda who: (-mood[who], who))
        given = dict(zip(order, chain.from_iterable(map(repeat, words, counts)), strict=True))
        return [given.get(who, "") for who in self.all]

    def _some(self, people: Iterable[int], count: int, at: int) -> set[int]:
        """Return so many of them, by lot."""
        return set(sorted(people, key=lambda who: (self._dice[who][-1 - at], who))[:count])
