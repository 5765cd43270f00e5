"""Answers that were collected with another program, and how they fit the form they were given to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from tia_desktop.domain.forms import CHOICE_KINDS, Form, Question, Section
from tia_desktop.domain.values import Value

_NUMBERED = re.compile(r"(.+?)\[(\d{1,6})\]")
_TRUE = ("true", "1", "yes")


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Submission(Value):
    """One filled-in form, as its file has it.

    Attributes:
        id: its own name, such as ``uuid:...``; "" when it has none.
        source: the file, and the row of a table, for sentences about it.
        form_id: the form it says it belongs to, or "".
        version: the version of that form, or "".
        submitted: when it was sent, as written, or "".
        answers: text by path, such as ``children[2]/age``; empty answers are left out.
        folder: where its files are inside an archive.
    """

    id: str
    source: str
    form_id: str = ""
    version: str = ""
    submitted: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    folder: str = ""

    def __hash__(self) -> int:
        """Hash what can be hashed."""
        return hash((self.id, self.source))


@dataclass(frozen=True, slots=True)
class Fitted:
    """Answers in the keys of a form.

    Attributes:
        answers: text by key, as `form_run` wants them.
        entries: how many entries each repeat has.
        files: the name of a photo by the key of its question.
        unknown: paths that the form does not have; what a server adds is not among them.
    """

    answers: dict[str, str]
    entries: dict[str, int]
    files: dict[str, str]
    unknown: tuple[str, ...]


class Fitter:
    """Fits submissions to a form; names are looked up once.

    With `by_last_name` a question is found wherever it stood: only for forms whose names are all different.
    """

    def __init__(self, form: Form, *, by_last_name: bool = False) -> None:
        self._form, self._by_last_name = form, by_last_name
        self._repeats = {i.path for i in form.walk() if isinstance(i, Section) and i.repeats}
        self._by_path, self._by_name = dict[str, Question](), dict[str, list[Question]]()
        self._by_words = dict[str, list[Question]]()
        for question in form.questions():
            self._by_path.setdefault(_plain(question.path), question)
            self._by_name.setdefault(question.name, []).append(question)
            for words in {text for _, text in question.labels}:
                self._by_words.setdefault(words, []).append(question)

    def fit(self, submission: Submission) -> Fitted:
        """Return the answers of a submission in the keys of the form."""
        fitted = Fitted({}, {}, {}, ())
        chosen = dict[str, list[str]]()
        unknown = list[str]()
        for path, text in submission.answers.items():
            names, numbers = _numbers(path)
            question = self._question(names)
            if question is None:
                several, choice = self._one_of_several(names)
                if several is None:
                    unknown += [path] if is_answer(path) else []
                elif text.strip().casefold() in _TRUE:
                    chosen.setdefault(self._key(several, numbers, fitted), []).append(choice)
                continue
            key = self._key(question, numbers, fitted)
            fitted.answers[key] = self._value(question, text)
            if question.kind == "image":
                fitted.files[key] = text
        for key, choices in chosen.items():
            fitted.answers.setdefault(key, " ".join(choices))
        return Fitted(fitted.answers, fitted.entries, fitted.files, tuple(unknown))

    def _question(self, names: str) -> Question | None:
        found = self._by_path.get(_plain(names))
        if found is None:  # an export without the groups in its headings, or with the words of the questions
            last = _plain(names).rpartition("/")[2] if self._by_last_name else names
            same = self._by_name.get(last) or self._by_words.get(names, [])
            found = same[0] if len(same) == 1 else None
        return found

    def _one_of_several(self, names: str) -> tuple[Question | None, str]:
        """Some tables have a column for each choice of a question: ``toppings/cheese`` is True or False."""
        above, _, choice = names.rpartition("/")
        question = self._question(above) if above else None
        if question is None or question.kind != "select_multiple":
            return None, ""
        known = {c.name for c in self._form.lists.get(question.choices, ())}
        return (question, choice) if choice in known else (None, "")

    def _key(self, question: Question, numbers: Mapping[str, int], fitted: Fitted) -> str:
        """Put the numbers of the entries into the path, and count the entries."""
        key, path = "", ""
        for name in question.path.split("/"):
            path = f"{path}/{name}".lstrip("/")
            key = f"{key}/{name}".lstrip("/")
            if path in self._repeats:
                number = numbers.get(_plain(path), 1)
                fitted.entries[key] = max(number, fitted.entries.get(key, 0))
                key += f"[{number}]"
        return key

    def _value(self, question: Question, text: str) -> str:
        """Return a choice by its name, also where the table has its words."""
        if question.kind not in CHOICE_KINDS:
            return text
        offered = self._form.lists.get(question.choices, ())
        if {c.name for c in offered}.issuperset(text.split()):
            return " ".join(text.split())
        by_words = {words: c.name for c in offered for _, words in c.labels}
        return by_words.get(text.strip(), text)


def _plain(path: str) -> str:
    """One spelling for ``group/question`` and for ``group-question``, which some exports write."""
    return path.replace("-", "/")


def _numbers(path: str) -> tuple[str, dict[str, int]]:
    """Return a path without its numbers, and the number of each part that has one."""
    names, numbers = list[str](), dict[str, int]()
    for part in path.split("/"):
        found = _NUMBERED.fullmatch(part)
        names.append(found[1] if found else part)
        if found:
            numbers[_plain("/".join(names))] = int(found[2])
    return "/".join(names), numbers


_ADDED = re.compile(
    r"(?:^|/)_|^(?:meta[/-]|formhub/|KEY$|PARENT_KEY$|SET-OF|SubmissionDate$|SubmitterID$|SubmitterName$|__system"
    r"|AttachmentsPresent$|AttachmentsExpected$|Status$|ReviewState$|DeviceID$|Edits$|FormVersion$|instanceID$)"
)


def is_answer(path: str) -> bool:
    """Whether a person gave it: what servers add in columns of their own is none."""
    return not _ADDED.search(path)
