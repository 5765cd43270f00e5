"""Whether an answer is of the kind that a question asks for, with the sentence that says what to write."""

from __future__ import annotations

import math
import re
from datetime import date, datetime, time

from tia_desktop.domain.expression_values import as_number
from tia_desktop.domain.forms import Question

_INTEGER = re.compile(r"-?\d{1,18}")
_DECIMAL = re.compile(r"-?(?:\d+(?:\.\d*)?|\.\d+)")


def typed_problem(question: Question, answer: str) -> str:
    """Return what is wrong with the form of an answer, as a sentence, or ""."""
    match question.kind:
        case "integer":
            return "" if _INTEGER.fullmatch(answer) else "Write a whole number, such as 12."
        case "decimal":
            return "" if _DECIMAL.fullmatch(answer) else "Write a number, such as 2.5."
        case "range":
            return _range_problem(question, answer)
        case "date":
            return "" if _reads(date, answer) else "Write a date as year, month and day, such as 2026-03-09."
        case "time":
            return "" if _reads(time, answer) else "Write a time, such as 14:30."
        case "datetime":
            return "" if _reads(datetime, answer) else "Write a date and a time, such as 2026-03-09T14:30."
        case "select_one":
            return "" if len(answer.split()) == 1 else "Choose one answer."
        case _:
            return ""


def _reads(kind: type[date] | type[time], answer: str) -> bool:
    try:
        kind.fromisoformat(answer)
    except ValueError:
        return False
    return True


def _range_problem(question: Question, answer: str) -> str:
    """A number between start and end, in steps that begin at the start."""
    known = dict(question.parameters)
    start, end, step = (as_number(known.get(n, d)) for n, d in (("start", "1"), ("end", "10"), ("step", "1")))
    number = as_number(answer) if _DECIMAL.fullmatch(answer) else math.nan
    low, high = min(start, end), max(start, end)
    steps = (number - start) / step if step else 0.0
    if low <= number <= high and math.isclose(steps, round(steps), abs_tol=1e-9):
        return ""
    return f"Choose a number from {known.get('start', '1')} to {known.get('end', '10')}."
