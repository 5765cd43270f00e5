"""What pyxform says about a form, in our words: what is wrong, in which sheet and row, and what to do."""

from __future__ import annotations

import re

from tia_desktop.domain.text import clean_text, one_line

_ROW = re.compile(r"\[row : (\d+)\]\s*")
_SHEET = re.compile(r"(?:On the|sheet:|sheet named) '([^']+)'(?: sheet,?)?|[Tt]he '?(\w+)'? sheet")
_LEARN = re.compile(r"\s*(?:Learn more:?|See:?|Read more:?|Please see:?)?\s*\(?https?://\S+\)?\.?")

_ERRORS: tuple[tuple[str, str], ...] = (
    (
        r"Choice names must be unique for each choice list",
        "two choices of one list have the same name. Give each its own name",
    ),
    (
        r"required column headers were not found: (?P<what>[^.]+)",
        "the column {what} is missing, so this is no XLSForm. Add it, or choose another file",
    ),
    (
        r"different names for the same column were found: (?P<what>[^.]+)",
        "these columns mean the same: {what}. Keep one of them",
    ),
    (
        r"Unknown question type '(?P<what>.*)'",
        "“{what}” is no type of question. Look for a typing mistake in the column “type”",
    ),
    (r"Missing calculation", "a “calculate” row has nothing in the column “calculation”. Fill it in"),
    (r"You must have a sheet named '(?P<what>\w+)'", "it has no sheet “{what}”, so this is no XLSForm"),
    (r"no survey elements named (?P<what>\S+)", "it asks for “{what}”, and no question has that name"),
    (
        r"There has been a problem trying to replace \$\{(?P<what>[^}]+)\}",
        "it asks for “{what}”, and no question or more than one has that name",
    ),
    (r"List name not in choices sheet: (?P<what>\S+)", "there is no list of choices “{what}” in the form"),
    (r"There should be a choices sheet", "it has questions with choices, and no sheet “choices”"),
    (r"There should be an external_choices sheet", "it has no sheet “external_choices” for its choices"),
    (
        r"Unmatched (?:begin|end)|[Uu]nmatched",
        "a group or a repeat is begun and not ended, or the other way round",
    ),
    (
        r"(?:Question or group|[Qq]uestion|Group|Section).{0,12} with no name|must have a name|no name",
        "a row has no name. Give it one in the column “name”",
    ),
    (
        r"(?:two|more than one|multiple) survey elements named '?(?P<what>[^'\s]+)",
        "two questions of one group are named “{what}”. Rename one of them",
    ),
    (
        r"survey element named '(?P<what>.*)' has no label or hint",
        "the question “{what}” has no words. Write them in the column “label”",
    ),
    (r"not recognized as a supported type|Error reading", "it is damaged, or no spreadsheet"),
)


def plain_error(message: str, name: str) -> str:
    """Return one sentence for what pyxform said about a file."""
    text = clean_text(message)
    place = _place(text)
    for pattern, words in _ERRORS:
        found = re.search(pattern, text)
        if found:
            what = one_line(found.groupdict().get("what", "").replace("'", ""), 80)
            return f"“{name}” cannot be imported: {place}{words.format(what=what)}."
    return f"“{name}” cannot be imported: {place}{_bare(text).rstrip('.')}. Correct it, and import again."


_SILENT = ("max-pixels", "machine-readable codes", "similar names were found", "simserial is no longer")
_WARNINGS: tuple[tuple[str, str], ...] = (
    (r"Repeat has no label", "a repeat has no label"),
    (r"Group has no label", "a group has no label"),
    (r"Question has no label", "a question has no label"),
    (r"Row without name, text, or label is being skipped", "a row without a name and a label was left out"),
    (r"Choices should have a label", "a choice has no label"),
    (r"must not contain spaces", "the name of a column has a space in it, so the column was left out"),
    (r"uses or_other and translations", "“Other” and its question are not translated"),
)


def plain_warning(message: str) -> str:
    """Return what pyxform warns of in our words, or "" when it means nothing to us."""
    text = clean_text(message)
    if any(words in text for words in _SILENT):
        return ""
    if "is missing the survey" in text or "is missing the choices" in text:
        languages = sorted(set(re.findall(r"Language '([^']+)' is missing", text)) - {"default"})
        return f"Some texts are missing in these languages: {', '.join(languages)}." if languages else ""
    place = _place(text)
    for pattern, words in _WARNINGS:
        if re.search(pattern, text):
            sentence = f"{place}{words}."
            return sentence[0].upper() + sentence[1:]
    return f"{place}{_bare(text).rstrip('.')}.".strip()


def _place(text: str) -> str:
    row, sheet = _ROW.search(text), _SHEET.search(text)
    named = (sheet[1] or sheet[2]) if sheet else ""
    parts = [f"row {row[1]}" if row else "", f"the sheet “{named}”" if named else ""]
    told = " of ".join(part for part in parts if part)
    return f"in {told}, " if told else ""


def _bare(text: str) -> str:
    """The message itself, without links, row numbers and what only a programmer reads."""
    text = _LEARN.sub("", _ROW.sub("", text))
    return one_line(re.sub(r"\s*\{.*\}\s*", " ", text), 240)
