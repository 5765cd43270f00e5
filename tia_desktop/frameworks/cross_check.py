"""Tests what a schema cannot: that the parts of a pack fit one another, and that its counts are right.

Works on whatever the author wrote: parts that do not even have the right shape are left to the schema.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from tia_desktop.frameworks.checklist_check import checklist_problems
from tia_desktop.frameworks.count_check import count_problems
from tia_desktop.frameworks.problem import PackProblem, place_of, shown
from tia_desktop.frameworks.reading import Path, Row, choices_of_schemes, ids, rows, rows_below, twice

# Each list whose rows have an id of their own, and what the author calls such a row.
_LISTS = {
    "judgements": "judgement",
    "scales": "scale",
    "key_questions": "key question",
    "sub_questions": "sub-question",
    "service_areas": "service area",
    "prompt_groups": "prompt group",
    "prompts": "prompt",
    "schemes": "grading scheme",
    "templates": "kind of check",
    "source_groups": "source group",
    "how_known": "way of knowing",
    "authority_types": "type of authority",
    "indicators": "indicator",
    "rules": "rule",
    "report_stages": "report stage",
    "clocks": "clock",
    "thresholds": "threshold",
    "lists": "list",
    "damage": "damage note",
}

# (where the reference stands, list it must point into); "*" walks a list or the names of a group.
_REFERENCES: tuple[tuple[tuple[str, ...], str], ...] = (
    (("judgements", "*", "scale"), "scales"),
    (("key_questions", "*", "judgement"), "judgements"),
    (("sub_questions", "*", "key_question"), "key_questions"),
    (("prompt_groups", "*", "key_question"), "key_questions"),
    (("prompts", "*", "key_question"), "key_questions"),
    (("prompts", "*", "sub_question"), "sub_questions"),
    (("prompts", "*", "area"), "service_areas"),
    (("prompts", "*", "group"), "prompt_groups"),
    (("prompts", "*", "parent"), "prompts"),
    (("templates", "*", "key_questions", "*"), "key_questions"),
    (("templates", "*", "targets", "*"), "key_questions"),
    (("templates", "*", "areas", "*"), "service_areas"),
    (("templates", "*", "how"), "how_known"),
    (("templates", "*", "source_group"), "source_groups"),
    (("templates", "*", "items", "*", "key_questions", "*"), "key_questions"),
    (("templates", "*", "items", "*", "scheme"), "schemes"),
    (("templates", "*", "repeats", "*", "items", "*", "key_questions", "*"), "key_questions"),
    (("templates", "*", "repeats", "*", "items", "*", "scheme"), "schemes"),
    (("answer_schemes", "="), "schemes"),
    (("indicators", "*", "upper_quartiles", "*", "values", "*"), "authority_types"),
)


def cross_problems(data: Any) -> list[PackProblem]:
    """Return all places where parts of the pack do not fit one another."""
    if not isinstance(data, dict):
        return []
    checks: tuple[Callable[[Row], Iterator[PackProblem]], ...] = (
        _double_ids,
        _references,
        _judgements,
        _scales,
        _numbers,
        _schemes,
        _items,
        _prompts,
        _periods,
        checklist_problems,
        count_problems,
    )
    return [problem for check in checks for problem in check(data)]


def _items_of(data: Row) -> list[tuple[Path, Row]]:
    """Return all checklist items, also those inside repetitions."""
    found: list[tuple[Path, Row]] = []
    for path, template in rows(data, "templates"):
        found += rows_below(path, template, "items")
        for inner, repeat in rows_below(path, template, "repeats"):
            found += rows_below(inner, repeat, "items")
    return found


def _double_ids(data: Row) -> Iterator[PackProblem]:
    for name, what in _LISTS.items():
        yield from twice(data, rows(data, name), "id", what)
    yield from twice(data, rows(data, "templates"), "slug", "kind of check")
    fields = [f for path, row in rows(data, "templates") for f in rows_below(path, row, "fields")]
    yield from twice(data, [*_items_of(data), *fields], "id", "checklist item or field")
    yield from twice(data, rows(data, "glossary"), "term", "glossary entry")
    for path, scale in rows(data, "scales"):
        yield from twice(data, rows_below(path, scale, "levels"), "id", "level")


def _references(data: Row) -> Iterator[PackProblem]:
    for where, target in _REFERENCES:
        known = ids(data, target)
        for path, value in _walk(data, where, ()):
            if isinstance(value, str) and value not in known:
                reason = f"There is no {_LISTS[target]} “{shown(value)}”."
                choices = ", ".join(sorted(known)[:12]) + (" ..." if len(known) > 12 else "")
                yield PackProblem(
                    place_of(data, path), reason, f"Use one of: {choices or 'none is defined yet'}."
                )


def _walk(here: Any, where: tuple[str, ...], path: Path) -> Iterator[tuple[Path, Any]]:
    """Yield (place, value) for a reference; "*" as the last step yields a group's names, "=" its values."""
    if not where:
        yield path, here
        return
    step, rest = where[0], where[1:]
    if step == "*" and isinstance(here, list):
        for n, value in enumerate(here):
            yield from _walk(value, rest, (*path, n))
    elif step in ("*", "=") and isinstance(here, dict):
        for name, value in here.items():
            yield (*path, name), name if step == "*" else value
    elif isinstance(here, dict) and step in here:
        yield from _walk(here[step], rest, (*path, step))


def _judgements(data: Row) -> Iterator[PackProblem]:
    asked = [row.get("judgement") for _, row in rows(data, "key_questions")]
    levels = {str(row.get("id")): sorted(ids(row, "levels")) for _, row in rows(data, "scales")}
    for path, row in rows(data, "judgements"):
        own = row.get("id")
        if isinstance(own, str) and own not in asked:
            reason = f"The judgement “{shown(own)}” has no key questions."
            yield PackProblem(place_of(data, path), reason, "Add key questions that name this judgement.")
        scale = row.get("scale")
        if isinstance(scale, str) and scale in levels:
            for name in ("qualifying_levels", "discussed_levels"):
                yield from _levels_of(data, (*path, name), row.get(name), scale, levels[scale])


def _levels_of(data: Row, path: Path, wanted: Any, scale: str, known: list[str]) -> Iterator[PackProblem]:
    for n, level in enumerate(wanted if isinstance(wanted, list) else ()):
        if isinstance(level, str) and level not in known:
            reason = f"The scale “{shown(scale)}” has no level “{shown(level)}”."
            yield PackProblem(place_of(data, (*path, n)), reason, f"Use one of: {', '.join(known)}.")


def _scales(data: Row) -> Iterator[PackProblem]:
    for path, row in rows(data, "scales"):
        orders = [level.get("order") for _, level in rows(row, "levels")]
        if orders and orders != list(range(len(orders))):
            reason = f"The levels are ordered {shown(', '.join(str(x) for x in orders))}."
            remedy = f"Number them 0 to {len(orders) - 1}, the worst first."
            yield PackProblem(place_of(data, (*path, "levels")), reason, remedy)


def _numbers(data: Row) -> Iterator[PackProblem]:
    for name in ("judgements", "key_questions", "service_areas", "templates", "report_stages"):
        found = [row.get("number") for _, row in rows(data, name)]
        if found != list(range(1, len(found) + 1)):
            reason = f"The numbers are {shown(', '.join(str(x) for x in found))}."
            yield PackProblem(name, reason, f"Number them 1 to {len(found)}, in order.")


def _schemes(data: Row) -> Iterator[PackProblem]:
    for path, row in rows(data, "schemes"):
        choices = rows_below(path, row, "choices")
        yield from twice(data, choices, "id", "choice of this scheme")
        yield from twice(data, choices, "key", "choice of this scheme")


def _items(data: Row) -> Iterator[PackProblem]:
    chosen = data.get("answer_schemes")
    by_answer: Row = chosen if isinstance(chosen, dict) else {}
    choices = choices_of_schemes(data)
    for path, item in _items_of(data):
        answer = item.get("answer")
        scheme = item.get("scheme", by_answer.get(answer) if isinstance(answer, str) else None)
        if isinstance(answer, str) and scheme is None:
            reason = f"No grading scheme serves the answer type “{shown(answer)}”."
            remedy = "Add it to “answer_schemes”, or give the item a “scheme”."
            yield PackProblem(place_of(data, (*path, "answer")), reason, remedy)
        weak = item.get("weak_answer")
        known = choices.get(scheme) if isinstance(scheme, str) else None
        if known is not None and isinstance(weak, str) and weak not in (*known, "none"):
            reason = f"The scheme “{shown(scheme)}” has no choice “{shown(weak)}”."
            place = place_of(data, (*path, "weak_answer"))
            yield PackProblem(place, reason, f"Use one of: {', '.join(known)}, or none.")


def _prompts(data: Row) -> Iterator[PackProblem]:
    """A prompt's parent stands before it, and its sub-question belongs to its key question."""
    question_of = {str(row.get("id")): row.get("key_question") for _, row in rows(data, "sub_questions")}
    everything, earlier = ids(data, "prompts"), set[str]()
    for path, row in rows(data, "prompts"):
        sub, parent = row.get("sub_question"), row.get("parent")
        if isinstance(sub, str) and sub in question_of and question_of[sub] != row.get("key_question"):
            reason = f"The sub-question “{shown(sub)}” does not belong to this prompt's key question."
            remedy = f"The key question of “{shown(sub)}” is “{shown(question_of[sub])}”."
            yield PackProblem(place_of(data, (*path, "sub_question")), reason, remedy)
        if isinstance(parent, str) and parent in everything and parent not in earlier:
            reason = f"The parent “{shown(parent)}” stands after this prompt, or is the prompt itself."
            yield PackProblem(place_of(data, (*path, "parent")), reason, "Put the parent first.")
        earlier.add(str(row.get("id")))


def _periods(data: Row) -> Iterator[PackProblem]:
    for path, row in rows(data, "clocks"):
        low, high = row.get("min"), row.get("max")
        if isinstance(low, int) and isinstance(high, int) and high < low:
            reason = f"The longest time ({shown(high)}) is shorter than the shortest ({shown(low)})."
            yield PackProblem(place_of(data, path), reason, "Exchange “min” and “max”, or correct them.")
    for path, row in rows(data, "thresholds"):
        value = row.get("value")
        if row.get("id") == "papers_and_indicators_only" and isinstance(value, list):
            for n, source in enumerate(value):
                if isinstance(source, str) and source not in ids(data, "source_groups"):
                    reason = f"There is no source group “{shown(source)}”."
                    known = ", ".join(sorted(ids(data, "source_groups")))
                    yield PackProblem(place_of(data, (*path, "value", n)), reason, f"Use one of: {known}.")
