"""Documents asked of the landlord, with where each of them stands."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tia_desktop.domain.records import DocumentRequest
from tia_desktop.services import documents
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.days import moment, read_day
from tia_desktop.ui.i18n import ntr, tr
from tia_desktop.ui.saving import Saved, save

STATES = (
    ("to_ask", "Not asked yet"),
    ("asked", "Asked for"),
    ("received", "Received"),
    ("none", "There is none"),
)
_ICONS = {
    "to_ask": ("circle", "muted"),
    "asked": ("half", "primary"),
    "received": ("done", "vgood"),
    "none": ("close", "muted"),
}


def shown_title(document: DocumentRequest) -> str:
    """A title as it is shown everywhere: it begins with a capital."""
    return document.title[:1].upper() + document.title[1:]


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document of the list; an overdue one says so."""

    document_id: str
    title: str
    details: str
    icon: str
    tone: str


class DocumentsPresenter:
    """Reads and changes the list of documents."""

    def __init__(self, context: ScreenContext) -> None:
        self._context, self.shell = context, context.shell
        self._ws = context.ws

    def lines(self) -> list[DocumentLine]:
        """Every document, the overdue ones first."""
        found = sorted(documents.documents(self._ws), key=lambda d: not documents.is_overdue(self._ws, d))
        return [self._line(document) for document in found]

    def document(self, document_id: str) -> DocumentRequest | None:
        """One of them; None when it was taken off the list."""
        return self._ws.store.get(DocumentRequest, document_id)

    def summary(self) -> str:
        """How many there are and how many have come."""
        found = documents.documents(self._ws)
        if not found:
            return tr("Nothing is on the list yet.")
        here = sum(d.status == "received" for d in found)
        late = sum(documents.is_overdue(self._ws, d) for d in found)
        words = tr("{here} of {total} received").format(here=here, total=len(found))
        return " · ".join([words, *([ntr("{n} overdue", "{n} overdue", late)] if late else [])])

    def suggestions(self) -> list[str]:
        """Titles that the framework suggests and that are not on the list."""
        return documents.suggestions(self._ws)

    def add_suggested(self) -> None:
        """Put everything the framework suggests on the list."""
        made: list[str] = []
        if save(self._context.shell, lambda: made.extend(documents.add_suggested(self._ws))).ok:
            said = ntr("{n} document was added.", "{n} documents were added.", len(made))
            self._context.shell.show_notice(said)

    def add(self, title: str, asked_of: str, due: str) -> Saved:
        """Put a document on the list."""
        day = save(self.shell, lambda: read_day(due))
        if not day.ok:
            return replace(day, field="due_on")
        result = save(self.shell, lambda: documents.add_document(self._ws, title, asked_of, read_day(due)))
        if result.ok:
            self.shell.show_notice(tr("Added “{title}” to the list.").format(title=title.strip()))
        return result

    def change(self, document_id: str, field: str, value: str) -> Saved:
        """Change one thing about a document; days as people type them."""

        def keep() -> None:
            kept = read_day(value) if field.endswith("_on") else value
            documents.change_document(self._ws, document_id, **{field: kept})

        return save(self._context.shell, keep)

    def type_remark(self, document_id: str, text: str) -> None:
        """Keep a remark while it is typed. Failures go to the saver, which keeps the text."""
        documents.type_remark(self._ws, document_id, text)

    def remove(self, document_id: str) -> None:
        """Take a document off the list; undo brings it back."""
        if save(self._context.shell, lambda: documents.remove_document(self._ws, document_id)).ok:
            self._context.shell.show_notice(tr("The document is off the list. Undo brings it back."))

    def _line(self, document: DocumentRequest) -> DocumentLine:
        parts = [tr(dict(STATES).get(document.status, document.status))]
        icon, tone = _ICONS.get(document.status, _ICONS["to_ask"])
        if documents.is_overdue(self._ws, document):
            parts.insert(0, tr("Overdue"))
            icon, tone = "warning", "weak"
        if document.asked_of:
            parts.append(tr("from the {role}").format(role=document.asked_of))
        if document.status == "received" and document.received_on:
            parts.append(tr("on {day}").format(day=moment(document.received_on)))
        elif document.due_on:
            parts.append(tr("due {day}").format(day=moment(document.due_on)))
        return DocumentLine(document.id, shown_title(document), " · ".join(parts), icon, tone)
