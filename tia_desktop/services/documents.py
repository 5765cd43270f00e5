"""Documents asked of the landlord before the inspection (guidance para 94), with their status."""

from __future__ import annotations

from tia_desktop.domain.changes import Edit
from tia_desktop.domain.dates import iso_day
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.records import DOCUMENT_STATES, DocumentRequest, Scalar
from tia_desktop.domain.text import one_line
from tia_desktop.services.workspace import Workspace

_LIST = "document_requests"
"""The pack's list of papers to ask for."""

_TEXTS = ("title", "asked_of", "remark")
_DAYS = ("asked_on", "due_on", "received_on")


def documents(ws: Workspace) -> list[DocumentRequest]:
    """Return the documents, in the order in which they were put on the list."""
    return ws.store.find(DocumentRequest)


def is_overdue(ws: Workspace, document: DocumentRequest) -> bool:
    """Whether a document should be here by now and is not."""
    waited_for = document.status in ("to_ask", "asked")
    return waited_for and bool(document.due_on) and document.due_on < ws.store.now()[:10]


def add_document(ws: Workspace, title: str, asked_of: str = "", due_on: str = "") -> str:
    """Put a document on the list of what to ask for, and return its id.

    Args:
        ws: the open inspection.
        title: what it is called.
        asked_of: who is asked, by role: "performance manager".
        due_on: ISO date by which it should be here, or "".

    Raises:
        InputError: no title, one that is there already, or no date.
    """
    document = ws.store.new_id()
    values = _tested(ws, "", {"title": title, "asked_of": asked_of, "due_on": due_on})
    ws.store.record([Edit(DocumentRequest, document, values)], author=ws.author)
    return document


def change_document(ws: Workspace, document_id: str, **values: Scalar) -> None:
    """Change a document's title, asked_of, status, asked_on, due_on, received_on or remark.

    A status that says "asked" or "received" takes today as its day, unless a day is there or given.

    Raises:
        InputError: a value does not fit; nothing is kept.
    """
    document = ws.need(DocumentRequest, document_id)
    kept = _tested(ws, document_id, values)
    for status, day in (("asked", "asked_on"), ("received", "received_on")):
        if kept.get("status") == status and not getattr(document, day) and day not in kept:
            kept[day] = ws.store.now()[:10]
    ws.store.record([Edit(DocumentRequest, document_id, kept)], author=ws.author)


def type_remark(ws: Workspace, document_id: str, text: str) -> None:
    """Save the remark about a document while it is typed."""
    ws.store.type_text(DocumentRequest, document_id, "remark", text, author=ws.author)


def remove_document(ws: Workspace, document_id: str) -> None:
    """Take a document off the list. Undo brings it back."""
    ws.need(DocumentRequest, document_id)
    ws.store.record([Edit(DocumentRequest, document_id, remove=True)], author=ws.author)


def suggestions(ws: Workspace) -> list[str]:
    """Return the titles of the pack's list that are not asked for yet."""
    there = {_key(d.title) for d in documents(ws)}
    titles = next((x.items for x in ws.pack.reference.lists if x.id == _LIST), ())
    return [title for title in titles if _key(title) not in there]


def add_suggested(ws: Workspace) -> list[str]:
    """Put everything the pack suggests on the list, as one action; return the new ids."""
    made = {ws.store.new_id(): title[:1].upper() + title[1:] for title in suggestions(ws)}
    edits = [Edit(DocumentRequest, i, {"title": title}) for i, title in made.items()]
    ws.store.record(edits, author=ws.author)
    return list(made)


def _key(title: str) -> str:
    return " ".join(title.casefold().split())


def _tested(ws: Workspace, document_id: str, values: dict[str, Scalar]) -> dict[str, Scalar]:
    kept: dict[str, Scalar] = {}
    for name, value in values.items():
        text = str(value or "").strip()
        if name in _DAYS:
            text = iso_day(text)
        elif name == "status" and text not in DOCUMENT_STATES:
            shown = one_line(text, 40)
            raise InputError(f"“{shown}” is not a status. Choose one of: {', '.join(DOCUMENT_STATES)}.")
        elif name != "status" and name not in _TEXTS:
            known = ", ".join((*_TEXTS, "status", *_DAYS))
            raise InputError(f"A document has no “{one_line(name, 40)}”. Choose one of: {known}.")
        kept[name] = text
    if "title" in kept:
        _test_title(ws, document_id, str(kept["title"]))
    return kept


def _test_title(ws: Workspace, document_id: str, title: str) -> None:
    if not title:
        raise InputError("Give the document a title, such as “board minutes”.")
    if any(d.id != document_id and _key(d.title) == _key(title) for d in documents(ws)):
        raise InputError(f"“{one_line(title, 60)}” is on the list already.")
