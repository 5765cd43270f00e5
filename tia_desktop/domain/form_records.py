"""The record of a checklist that came from outside, and how its questions are named in an inspection."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from tia_desktop.domain.records import Record

FORM = "form:"
"""How the ids of questions of a checklist from outside begin: ``form:checklist:path``."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Checklist(Record):
    """A checklist from a file. Its content is an attachment with the id ``checklist:content``."""

    KIND: ClassVar[str] = "checklist"
    title: str = ""
    form_id: str = ""  # what the form calls itself
    form_version: str = ""
    source_name: str = ""  # the file it came from
    source_sha256: str = ""  # of that file as it came
    sha256: str = ""  # of the content: the form as canonical JSON
    language: str = ""  # that is shown; "" is the form's own
    questions: int = 0  # that take an answer
    losses: str = "[]"  # JSON: sentences that say what was left out
    added_at: str = ""
    author: str = ""


FORM_RECORDS = (Checklist,)


def item_id_of(checklist_id: str, path: str) -> str:
    """Return the id of a question of a checklist from outside."""
    return f"{FORM}{checklist_id}:{path}"


def parts_of(item_id: str) -> tuple[str, str]:
    """Return (checklist, path of the question); ("", "") for any other question."""
    if not item_id.startswith(FORM):
        return "", ""
    checklist, _, path = item_id.removeprefix(FORM).partition(":")
    return checklist, path
