"""Tests what makes a kind of check guided: skip logic, choices, repetitions and the panel for conversations.

Works on whatever the author wrote; wrong shapes are left to the schema.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from tia_desktop.frameworks.problem import PackProblem, place_of, shown
from tia_desktop.frameworks.reading import Path, Row, choices_of_schemes, rows, rows_below, texts, twice

_FREE = ("date", "time", "text")

_Grades = Callable[[Row], Sequence[str] | None]


@dataclass(frozen=True, slots=True)
class _Line:
    """A question in the order in which it is asked; `within` is its repetition, or ""."""

    path: Path
    row: Row
    within: str


def checklist_problems(data: Row) -> Iterator[PackProblem]:
    """Yield everything in the checklists that does not fit."""
    grades = _grades(data)
    for path, template in rows(data, "templates"):
        lines = _asked(path, template)
        yield from _choices(data, path, template)
        yield from _field_conditions(data, path, template)
        yield from _musts(data, path, template)
        yield from _conditions(data, template, lines, grades)
        yield from _repeats(data, path, template)
        if template.get("panel") and not template.get("speakers"):
            reason = "People talk in this kind of check, but nobody can be chosen as the speaker."
            remedy = "Add “speakers”: roles or numbers such as “Tenant 1”, never names."
            yield PackProblem(place_of(data, (*path, "panel")), reason, remedy)


def _asked(path: Path, template: Row) -> list[_Line]:
    """Return the questions in the order in which the program asks them (`services.checklist`)."""
    items, repeats = rows_below(path, template, "items"), rows_below(path, template, "repeats")
    repeat_of: dict[str, int] = {}
    for n, (_, repeat) in enumerate(repeats):
        for _, group in texts(repeat, "groups"):
            repeat_of.setdefault(group, n)
    inside: dict[int | None, list[tuple[Path, Row]]] = {}
    for place, item in items:
        inside.setdefault(_repeat_of(item, repeat_of), []).append((place, item))
    found = [line for where, repeat in repeats if not texts(repeat, "groups") for line in _own(where, repeat)]
    for place, item in items:
        which = _repeat_of(item, repeat_of)
        if which is None:
            found.append(_Line(place, item, ""))
        elif which in inside:
            where, repeat = repeats[which]
            found += [_Line(p, i, _name(where)) for p, i in inside.pop(which)]
            found += _own(where, repeat)
    return found


def _repeat_of(item: Row, repeat_of: dict[str, int]) -> int | None:
    group = item.get("group")
    return repeat_of.get(group) if isinstance(group, str) else None


def _own(path: Path, repeat: Row) -> list[_Line]:
    return [_Line(place, item, _name(path)) for place, item in rows_below(path, repeat, "items")]


def _name(path: Path) -> str:
    return ".".join(map(str, path))


# ---- choices


def _choices(data: Row, path: Path, template: Row) -> Iterator[PackProblem]:
    items, fields = rows_below(path, template, "items"), rows_below(path, template, "fields")
    graded = {place for place, row in items if row.get("answer") == "choice"}
    inside = [i for p, r in rows_below(path, template, "repeats") for i in rows_below(p, r, "items")]
    for place, row in [*items, *inside, *fields]:
        answer, offered = row.get("answer"), rows_below(place, row, "choices")
        yield from twice(data, offered, "id", "choice of this question")
        if not isinstance(answer, str):
            continue
        # The first packs graded a choice item with a scheme. Inspections made with one must go on opening.
        if answer in ("choice", "choices") and "choices" not in row and place not in graded:
            reason = "This question offers nothing to choose from."
            remedy = "Add “choices” with two or more of them, or another “answer”."
            yield PackProblem(place_of(data, place), reason, remedy)
        if answer not in ("choice", "choices") and "choices" in row:
            reason = f"Choices stand here, but the answer is “{shown(answer)}”."
            remedy = "Make the answer “choice” (one of them), or remove the choices."
            yield PackProblem(place_of(data, (*place, "choices")), reason, remedy)


# ---- skip logic


def _field_conditions(data: Row, path: Path, template: Row) -> Iterator[PackProblem]:
    """Report fields that do not ask an earlier field. So two can never wait for one another."""
    lines = [_Line(place, row, "") for place, row in rows_below(path, template, "fields")]
    everywhere = {line.row["id"]: line for line in lines if isinstance(line.row.get("id"), str)}
    earlier: dict[str, Row] = {}
    for line in lines:
        condition = line.row.get("show_if")
        if isinstance(condition, dict) and isinstance(condition.get("ask"), str):
            place, ask = (*line.path, "show_if"), condition["ask"]
            if ask in earlier:
                offered = _offered(earlier[ask], _no_grades(earlier[ask]))
                yield from _answers(data, place, condition, earlier[ask], offered)
            else:
                known = ask in everywhere
                reason = f"“{shown(ask)}” is not asked before this field." if known else ""
                reason = reason or f"This kind of check has no field “{shown(ask)}”."
                yield PackProblem(
                    place_of(data, (*place, "ask")), reason, "Use the id of a field that stands before it."
                )
        if isinstance(line.row.get("id"), str):
            earlier[line.row["id"]] = line.row


def _musts(data: Row, path: Path, template: Row) -> Iterator[PackProblem]:
    """Report fields that keep a check from ever beginning: no choice, or an answer that is not offered."""
    for place, field in rows_below(path, template, "fields"):
        must = field.get("must")
        if not isinstance(must, dict):
            continue
        if field.get("answer") == "choice":
            yield from _answers(data, (*place, "must"), must, field, _offered(field, None))
        elif isinstance(field.get("answer"), str):
            reason = "Only a choice can say whether a check may begin."
            remedy = "Make the answer “choice”, or remove “must”."
            yield PackProblem(place_of(data, (*place, "must")), reason, remedy)


def _conditions(data: Row, template: Row, lines: list[_Line], grades: _Grades) -> Iterator[PackProblem]:
    fields = {row["id"]: row for _, row in rows(template, "fields") if isinstance(row.get("id"), str)}
    everywhere = {line.row["id"]: line for line in lines if isinstance(line.row.get("id"), str)}
    earlier: dict[str, _Line] = {}
    for line in lines:
        condition = line.row.get("show_if")
        if isinstance(condition, dict) and isinstance(condition.get("ask"), str):
            place, ask = (*line.path, "show_if"), condition["ask"]
            found = earlier.get(ask)
            if ask not in fields and (found is None or found.within not in ("", line.within)):
                reason = _cannot_ask(ask, line, everywhere)
                remedy = "Use the id of a field, or of a question that is asked before this one."
                yield PackProblem(place_of(data, (*place, "ask")), reason, remedy)
            else:
                asked = fields[ask] if ask in fields else everywhere[ask].row
                offered = _offered(asked, _no_grades(asked) if ask in fields else grades(asked))
                yield from _answers(data, place, condition, asked, offered)
        if isinstance(line.row.get("id"), str):
            earlier[line.row["id"]] = line


def _cannot_ask(ask: str, line: _Line, everywhere: dict[str, _Line]) -> str:
    if ask not in everywhere:
        return f"This kind of check has no question or field “{shown(ask)}”."
    if everywhere[ask].within not in ("", line.within):
        return f"“{shown(ask)}” is asked more than once, so it has no one answer for this question."
    return f"“{shown(ask)}” is not asked before this question."


def _answers(
    data: Row, place: Path, condition: Row, asked: Row, offered: Sequence[str] | None
) -> Iterator[PackProblem]:
    """Report answers that the question asked, or the field, can never have."""
    for n, answer in texts(condition, "answers"):
        is_number = asked.get("answer") == "number" and _is_number(answer)
        if offered is not None and answer not in offered and not is_number:
            reason = f"“{shown(asked.get('id'))}” has no answer “{shown(answer)}”."
            known = ", ".join(shown(x) for x in offered)
            remedy = f"Use one of: {known}." if known else "Write a number."
            yield PackProblem(place_of(data, (*place, "answers", n)), reason, remedy)


def _offered(asked: Row, grades: Sequence[str] | None) -> Sequence[str] | None:
    """Return the answers a question or field can have; None when it takes anything, or that is not known."""
    if "choices" in asked:
        return [c["id"] for _, c in rows(asked, "choices") if isinstance(c.get("id"), str)]
    return None if asked.get("answer") in _FREE else grades


def _no_grades(field: Row) -> Sequence[str] | None:
    """A field has no grades: one for a number takes numbers alone."""
    return () if field.get("answer") == "number" else None


def _grades(data: Row) -> _Grades:
    """Return what gives the grades that an item is answered with; None for a scheme that is not known."""
    schemes, chosen = choices_of_schemes(data), data.get("answer_schemes")
    by_answer = chosen if isinstance(chosen, dict) else {}

    def of(item: Row) -> Sequence[str] | None:
        answer = item.get("answer")
        scheme = item.get("scheme", by_answer.get(answer) if isinstance(answer, str) else None)
        return schemes.get(scheme) if isinstance(scheme, str) else None

    return of


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


# ---- repetitions


def _repeats(data: Row, path: Path, template: Row) -> Iterator[PackProblem]:
    repeats = rows_below(path, template, "repeats")
    yield from twice(data, repeats, "id", "repetition of this kind of check")
    headings = {i["group"]: i for _, i in rows(template, "items") if isinstance(i.get("group"), str)}
    fields = [f["id"] for _, f in rows(template, "fields") if isinstance(f.get("id"), str)]
    taken, known = set[str](), ", ".join(shown(h) for h in list(headings)[:12])
    for place, repeat in repeats:
        if "groups" not in repeat and "items" not in repeat:
            reason = "Nothing is asked in this repetition."
            remedy = "Add “groups” (headings of the checklist) or “items” of its own."
            yield PackProblem(place_of(data, place), reason, remedy)
        for n, group in texts(repeat, "groups"):
            here = place_of(data, (*place, "groups", n))
            if group not in headings:
                reason = f"The checklist has no heading “{shown(group)}”."
                yield PackProblem(here, reason, f"Use one of: {known or 'none is there yet'}.")
            if group in taken:
                reason = f"The heading “{shown(group)}” is repeated already."
                yield PackProblem(here, reason, "Keep it in one repetition.")
            taken.add(group)
        first = repeat.get("first")
        if isinstance(first, str) and first not in fields:
            reason = f"This kind of check has no field “{shown(first)}”."
            there = ", ".join(shown(f) for f in fields[:12])
            yield PackProblem(
                place_of(data, (*place, "first")), reason, f"Use one of: {there or 'none is there yet'}."
            )
