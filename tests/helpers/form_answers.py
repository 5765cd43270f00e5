"""Makes up answers for a form: from its choices, and from what its conditions ask for."""

import random
from collections.abc import Iterator
from datetime import datetime
from functools import cache

from tia_desktop.domain.expression_text import ExpressionError, Literal, parse, parts
from tia_desktop.domain.form_run import FormRun
from tia_desktop.domain.forms import Form, Question, Section

TYPED = {
    "integer": ["0", "1", "5", "17", "18", "48", "72", "200", "-3"],
    "decimal": ["0", "0.5", "12.25", "99", "-1"],
    "range": ["1", "2", "5"],
    "date": ["2026-03-09", "1999-12-31"],
    "time": ["14:30", "00:00"],
    "datetime": ["2026-03-09T14:30", "1999-12-31T23:59"],
    "geopoint": ["51.5 -0.1 0 0"],
    "image": ["photo.jpg"],
    "acknowledge": ["OK"],
    "calculate": ["", "1", "16", "300", "x"],
    "text": ["", "Anne", "0123456789", "a@b.org", "yes"],
}


@cache
def constants(form: Form) -> tuple[list[str], list[str]]:
    """Return the texts and the numbers in the conditions of a form; numbers with their neighbours."""
    texts, numbers = set[str](), set[str]()
    for item in form.walk():
        told = (
            (item.relevant, item.constraint, item.calculation)
            if isinstance(item, Question)
            else (item.relevant,)
        )
        for expression in filter(None, told):
            try:
                found = [n.value for n in parts(parse(expression)) if isinstance(n, Literal)]
            except ExpressionError:
                continue
            texts |= {v for v in found if isinstance(v, str) and len(v) < 40}
            numbers |= {str(int(v) + d) for v in found if isinstance(v, float) for d in (-1, 0, 1)}
    return sorted(texts), sorted(numbers)


def candidates(form: Form, question: Question, rng: random.Random) -> Iterator[str]:
    """Yield answers of the right kind to try."""
    texts, numbers = constants(form)
    names = [choice.name for choice in form.lists.get(question.choices, ())]
    if question.kind == "select_one":
        yield from rng.sample(names, len(names))
    elif question.kind in ("select_multiple", "rank"):
        yield from rng.sample(names, len(names))
        yield " ".join(rng.sample(names, min(2, len(names))))
    else:
        own = TYPED.get(question.kind, ["something"])
        more = {"text": texts, "integer": numbers, "decimal": numbers}.get(question.kind, [])
        yield from rng.sample([*own, *more], len(own) + len(more))


def some_answers(form: Form, rng: random.Random) -> tuple[dict[str, str], dict[str, int]]:
    """Return made-up answers to most questions, and a number of entries for every repeat."""
    answers, entries = dict[str, str](), dict[str, int]()
    texts, numbers = constants(form)

    def fill(items: tuple[Question | Section, ...], above: str) -> None:
        for item in items:
            key = f"{above}/{item.name}".lstrip("/")
            if isinstance(item, Section) and item.repeats:
                entries[key] = rng.choice((0, 1, 1, 2, 3))
                for number in range(1, entries[key] + 1):
                    fill(item.items, f"{key}[{number}]")
            elif isinstance(item, Section):
                fill(item.items, key)
            elif rng.random() < 0.8 and item.kind not in ("note", "meta"):
                answers[key] = one(item)

    def one(question: Question) -> str:
        names = [choice.name for choice in form.lists.get(question.choices, ())]
        known = sorted(set(names) & set(texts))
        if question.kind == "select_one":
            return rng.choice(known if known and rng.random() < 0.7 else names)
        if question.kind in ("select_multiple", "rank"):
            return " ".join(rng.sample(names, rng.randint(1, min(3, len(names)))))
        more = {"text": texts, "integer": numbers, "decimal": numbers, "calculate": numbers}.get(
            question.kind, []
        )
        return rng.choice([*TYPED.get(question.kind, ["something"]), *more])

    fill(form.items, "")
    return answers, entries


def answer_all(form: Form, now: datetime, rng: random.Random) -> tuple[FormRun, list[str]]:
    """Answer question by question, as a person does, until nothing is left; return what stayed wrong."""
    answers = dict[str, str]()
    stuck = set[str]()
    while True:
        filled = FormRun(form, answers, now=now)
        left = next((p for p in filled.asked() if p.key not in answers and p.question.takes_answer), None)
        if left is None:
            return filled, sorted(stuck | set(filled.problems()))
        offered = {choice.name for choice in filled.choices(left.key)}
        for candidate in candidates(form, left.question, rng):
            if left.question.choices and not set(candidate.split()) <= offered:
                continue
            tried = FormRun(form, answers | {left.key: candidate}, now=now)
            if not candidate or tried.troubles or tried.problem(left.key):
                continue
            answers[left.key] = candidate
            break
        else:
            answers[left.key] = ""
            if left.question.choices and not offered:
                continue  # an empty list cannot be answered
            stuck.add(left.key)
