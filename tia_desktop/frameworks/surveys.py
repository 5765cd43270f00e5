"""The question sets of surveys and the figures that landlords publish, from data that is checked first."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from tia_desktop.domain.survey_sets import (
    Answer,
    MeasureLibrary,
    MeasureSpec,
    Scale,
    SurveyFilter,
    SurveyLibrary,
    SurveyQuestion,
    SurveySet,
    Tenure,
    plain_words,
)
from tia_desktop.frameworks.decode import decode
from tia_desktop.frameworks.problem import PackProblem, place_of
from tia_desktop.frameworks.reading import Path, Row, ids, rows, rows_below, texts, twice
from tia_desktop.frameworks.schema_check import schema_problems
from tia_desktop.frameworks.shipped import shipped

SETS = "survey-set-1.schema.json"
MEASURES = "indicator-measures-1.schema.json"
_SHIPPED = {SETS: ("surveys/tsm.json", "surveys/status.json"), MEASURES: ("indicators/tsm.json",)}


@cache
def survey_library() -> SurveyLibrary:
    """Return what ships with the program; read when a survey is first looked at."""
    return SurveyLibrary(
        sets=tuple(_set(shipped(name)) for name in _SHIPPED[SETS]),
        measures=tuple(_measures(shipped(name)) for name in _SHIPPED[MEASURES]),
    )


def survey_problems(raw: bytes, schema: str) -> list[PackProblem]:
    """Return everything that is wrong with a question set or a list of figures."""
    data, found = decode(raw)
    if found:
        return found
    return [*schema_problems(data, schema), *(_cross_problems(data) if isinstance(data, dict) else ())]


def _cross_problems(data: Row) -> Iterator[PackProblem]:
    """Report what no schema can say: ids given twice, names of what is not there, words with two meanings."""
    for name, what in (("questions", "question"), ("filters", "filter"), ("measures", "figure")):
        yield from twice(data, rows(data, name), "id", what)
    known = {name: ids(data, name + "s") for name in ("scale", "filter", "tenure")}
    for path, question in rows(data, "questions"):
        for name in ("scale", "filter"):
            yield from _unknown(data, (*path, name), question.get(name), known[name], name)
        for n, tenure in texts(question, "tenures"):
            yield from _unknown(data, (*path, "tenures", n), tenure, known["tenure"], "kind of homes")
    if "questions" in data:
        yield from _unknown(data, ("overall",), data.get("overall"), ids(data, "questions"), "question")
    for path, scale in rows(data, "scales"):
        answers = rows_below(path, scale, "answers")
        yield from twice(data, answers, "id", "answer")
        yield from _two_meanings(data, answers)
    yield from _two_meanings(data, rows(data, "measures"))


def _unknown(data: Row, path: Path, told: Any, known: set[str], what: str) -> Iterator[PackProblem]:
    if isinstance(told, str) and told not in known:
        reason = f"There is no {what} “{told}”."
        yield PackProblem(place_of(data, path), reason, f"Choose one of: {', '.join(sorted(known))}.")


def _two_meanings(data: Row, found: list[tuple[Path, Row]]) -> Iterator[PackProblem]:
    seen: dict[str, Path] = {}
    for path, row in found:
        words = [row.get("word"), row.get("code"), *(word for _, word in texts(row, "also"))]
        for word in {plain_words(w) for w in words if isinstance(w, str)}:
            if seen.setdefault(word, path) != path:
                reason = f"“{word}” already stands for another row."
                yield PackProblem(place_of(data, path), reason, "Give each word one meaning.")


def _set(told: Row) -> SurveySet:
    return SurveySet(
        id=told["id"],
        edition=told["edition"],
        title=told["title"],
        source=told["source"],
        rule=told["rule"],
        overall=told["overall"],
        tenures=tuple(Tenure(**_tuples(t)) for t in told["tenures"]),
        scales=tuple(
            Scale(s["id"], s["title"], tuple(Answer(**_tuples(a)) for a in s["answers"]))
            for s in told["scales"]
        ),
        dont_know=tuple(told["dont_know"]),
        dont_know_ratings=tuple(told["dont_know_ratings"]),
        filters=tuple(SurveyFilter(**f) for f in told["filters"]),
        questions=tuple(_question(q) for q in told["questions"]),
    )


def _question(told: Row) -> SurveyQuestion:
    rest = {name: value for name, value in _tuples(told).items() if name != "filter"}
    return SurveyQuestion(**{"code": "", **rest}, filter_id=told.get("filter", ""))


def _tuples(told: Row) -> Row:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in told.items()}


def _measures(told: Row) -> MeasureLibrary:
    return MeasureLibrary(
        id=told["id"],
        edition=told["edition"],
        title=told["title"],
        source=told["source"],
        measures=tuple(MeasureSpec(**_tuples(m)) for m in told["measures"]),
        groups={g["id"]: tuple(g.get("also", ())) for g in told["groups"]},
    )
