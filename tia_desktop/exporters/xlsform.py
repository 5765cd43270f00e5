"""Writes a checklist as XLSForm (https://xlsform.org), so that ODK, Kobo and Ona can use it."""

from __future__ import annotations

import io
from collections.abc import Iterator

from tia_desktop.domain.errors import InputError
from tia_desktop.domain.forms import Choice, Form, Question, Section, Words

MOST_IN_CELL = 32_767
_TYPES = {"datetime": "dateTime"}
_PLAIN = (
    ("relevant", "relevant"),
    ("constraint", "constraint"),
    ("calculation", "calculation"),
    ("choice_filter", "choice_filter"),
    ("appearance", "appearance"),
    ("default", "default"),
)
_WORDS = (
    ("labels", "label"),
    ("hints", "hint"),
    ("required_words", "required_message"),
    ("constraint_words", "constraint_message"),
)

Row = dict[str, str]


def xlsform(form: Form) -> bytes:
    """Return a form as the bytes of an XLSX workbook. Cells are text: nothing in them is ever worked out.

    Raises:
        InputError: a text is longer than a cell can be.
    """
    import xlsxwriter

    survey, choices = list(_survey(form.items)), list(_choices(form))
    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, options) as book:
        bold = book.add_format({"bold": True})
        for title, rows in (("survey", survey), ("choices", choices), ("settings", [_settings(form)])):
            if not rows:
                continue
            sheet = book.add_worksheet(title)
            columns = _columns(rows, form)
            for place, column in enumerate(columns):
                sheet.write_string(0, place, column, bold)
            for number, row in enumerate(rows, 1):
                for place, column in enumerate(columns):
                    if text := row.get(column, ""):
                        sheet.write_string(number, place, _fitting(text, title, number))
            sheet.freeze_panes(1, 0)
    return content.getvalue()


def _fitting(text: str, sheet: str, number: int) -> str:
    if len(text) > MOST_IN_CELL:
        raise InputError(
            f"A text in row {number + 1} of “{sheet}” is longer than a cell of a spreadsheet. Shorten it."
        )
    return text


def _columns(rows: list[Row], form: Form) -> list[str]:
    """Return the columns that are used: the names first, texts in the order of the languages."""
    used = dict.fromkeys(column for row in rows for column in row)
    order = {language: place for place, language in enumerate(("", *form.languages))}
    groups = dict.fromkeys(column.partition("::")[0] for column in used)
    alike = {g: [c for c in used if c.partition("::")[0] == g] for g in groups}
    for columns in alike.values():
        columns.sort(key=lambda column: order.get(column.partition("::")[2], len(order)))
    return [column for columns in alike.values() for column in columns]


def _survey(items: tuple[Question | Section, ...]) -> Iterator[Row]:
    for item in items:
        if isinstance(item, Question):
            yield _question(item)
            continue
        kind = "repeat" if item.repeats else "group"
        row = {"type": f"begin {kind}", "name": item.name, **_worded("label", item.labels)}
        yield _filled(
            row | {"relevant": item.relevant, "appearance": item.appearance, "repeat_count": item.count}
        )
        yield from _survey(item.items)
        yield {"type": f"end {kind}"}


def _question(question: Question) -> Row:
    row = {"type": _type(question), "name": question.name}
    for attribute, column in _WORDS:
        row |= _worded(column, getattr(question, attribute))
    if question.is_asked and not (question.labels or question.hints):
        row["label"] = question.name  # pyxform refuses a question that says nothing
    row |= {column: getattr(question, attribute) for attribute, column in _PLAIN}
    row["required"] = "yes" if question.required == "true()" else question.required
    row["read_only"] = "yes" if question.read_only == "true()" else question.read_only
    row["parameters"] = " ".join(f"{name}={value}" for name, value in question.parameters)
    return _filled(row)


def _type(question: Question) -> str:
    if question.kind == "meta":
        return question.meta or "hidden"
    kind = _TYPES.get(question.kind, question.kind)
    return f"{kind} {question.choices}" if question.choices else kind


def _choices(form: Form) -> Iterator[Row]:
    for name, choices in form.lists.items():
        for choice in choices:
            yield _choice(name, choice)


def _choice(name: str, choice: Choice) -> Row:
    return _filled(
        {"list_name": name, "name": choice.name, **_worded("label", choice.labels), **dict(choice.columns)}
    )


def _settings(form: Form) -> Row:
    twice = any(len({c.name for c in choices}) < len(choices) for choices in form.lists.values())
    return _filled(
        {
            "form_title": form.title,
            "form_id": form.id,
            "version": form.version,
            "default_language": form.default_language,
            "allow_choice_duplicates": "yes" if twice else "",
        }
    )


def _worded(column: str, words: Words) -> Row:
    return {f"{column}::{language}" if language else column: text for language, text in words}


def _filled(row: Row) -> Row:
    return {column: text for column, text in row.items() if text}
