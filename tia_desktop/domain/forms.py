"""A checklist that comes from outside, as we understand it: a form with questions, groups and choices.

It is neutral: nothing in it belongs to one program. The names follow the XLSForm standard
(https://xlsform.org), where a form is written as rows of a spreadsheet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tia_desktop.domain.values import Value

MAX_ITEMS = 20_000
"""Questions and groups in one form; a longer one is no checklist that a person works through."""

MAX_DEPTH = 30
"""Groups within groups."""

KINDS = (
    "text",
    "integer",
    "decimal",
    "date",
    "time",
    "datetime",
    "select_one",
    "select_multiple",
    "rank",
    "range",
    "note",
    "image",
    "geopoint",
    "acknowledge",
    "calculate",
    "meta",
)
"""What a question can be. A `meta` one is filled in by a telephone, such as when the form was opened."""

SILENT_KINDS = ("calculate", "meta")
CHOICE_KINDS = ("select_one", "select_multiple", "rank")

Words = tuple[tuple[str, str], ...]
"""One text in each language: (language, text). "" is the language of a form that names none."""


def words_in(words: Words, *languages: str) -> str:
    """Return the text in the first of these languages that has one, else in any, else ""."""
    known = {language: text for language, text in words if text}
    for language in (*languages, ""):
        if language in known:
            return known[language]
    return next(iter(known.values()), "")


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Choice(Value):
    """One answer of a list. `columns` is what else its row says; a choice filter asks it."""

    name: str
    labels: Words = ()
    columns: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Question(Value):
    """One question. Conditions are expressions as text (see `expressions`); "" is none.

    Attributes:
        name: unique within its group.
        path: names from the top, with "/" between them.
        kind: one of `KINDS`.
        meta: for the kind meta, which of them: start, end, today, deviceid ...
        required: an expression; "true()" is always.
        choices: the name of its list of choices, or "".
        parameters: such as start, end and step of a range.
    """

    name: str
    path: str
    kind: str
    labels: Words = ()
    hints: Words = ()
    required: str = ""
    required_words: Words = ()
    relevant: str = ""
    constraint: str = ""
    constraint_words: Words = ()
    calculation: str = ""
    choices: str = ""
    choice_filter: str = ""
    appearance: str = ""
    read_only: str = ""
    default: str = ""
    parameters: tuple[tuple[str, str], ...] = ()
    meta: str = ""

    @property
    def is_asked(self) -> bool:
        """Whether a person sees it, as an answer to give or as words to read."""
        return self.kind not in SILENT_KINDS

    @property
    def takes_answer(self) -> bool:
        """Whether a person answers it."""
        return self.is_asked and self.kind != "note" and self.read_only not in ("true()", "yes")


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Section(Value):
    """A group of questions; when it `repeats`, it is asked for each entry, and `count` may say how many."""

    name: str
    path: str
    labels: Words = ()
    relevant: str = ""
    appearance: str = ""
    repeats: bool = False
    count: str = ""
    items: tuple[Question | Section, ...] = ()


Item = Question | Section


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Form(Value):
    """A checklist from outside. `lists` holds the choices by the name of their list."""

    id: str
    title: str
    version: str = ""
    languages: tuple[str, ...] = ()
    default_language: str = ""
    items: tuple[Item, ...] = ()
    lists: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)

    def __hash__(self) -> int:
        """Hash what can be hashed; equal forms have equal names."""
        return hash((self.id, self.version, self.title))

    def walk(self) -> Iterator[Item]:
        """Yield every section and question, from the top down."""
        waiting: list[Item] = list(reversed(self.items))
        while waiting:
            item = waiting.pop()
            yield item
            if isinstance(item, Section):
                waiting.extend(reversed(item.items))

    def questions(self) -> Iterator[Question]:
        """Yield every question, also what nobody sees."""
        return (item for item in self.walk() if isinstance(item, Question))


LEFT_OUT, AS_TEXT, UNUSABLE = "left out", "asked as text", "the form cannot be used"


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Loss(Value):
    """Something a form uses that we do not support, said before anything is imported.

    Attributes:
        where: the path of the question or group, the name of a list, or "" for the whole form.
        what: what it is, in plain words.
        result: what happens: `LEFT_OUT`, `AS_TEXT` or `UNUSABLE`.
        part: what of it is meant when only a part is left out, such as "choice filter"; "" is all of it.
    """

    where: str
    what: str
    result: str
    part: str = ""

    @property
    def sentence(self) -> str:
        """The loss as one line of a list."""
        place = f"“{self.where}”: " if self.where else ""
        return f"{place}{self.what} – {self.result}."
