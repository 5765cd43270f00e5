"""Plan, documents: what the landlord is asked for, and what has come."""

from __future__ import annotations

from functools import partial

from tia_desktop.ui.adding import AddForm, Draft
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.days import moment
from tia_desktop.ui.fields import ChipField, TextField
from tia_desktop.ui.i18n import ntr, tr
from tia_desktop.ui.parts import field_grid, top
from tia_desktop.ui.saving import Saved
from tia_desktop.ui.screens.plan.documents_presenter import STATES, DocumentsPresenter, shown_title
from tia_desktop.ui.screens.plan.frame import Detail, PlanPage
from tia_desktop.ui.unfolding import Row, Section, UnfoldingList
from tia_desktop.ui.widgets import (
    Card,
    Responsive,
    button,
    flow,
    label,
)


class DocumentsPage(PlanPage):
    """The list of documents."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(context, "documents")
        self.presenter = DocumentsPresenter(context)
        self._summary = label("", "muted")
        self.add(self._summary)
        self.detail = DocumentDetail(self.presenter)
        self.list = UnfoldingList(
            tr("Documents"), self.detail, title=tr("Documents"), may_close=self.detail.flush
        )
        self.list.opened.connect(self.detail.show_document)
        self._usual = Card("soft", pad=14, gap=8)
        self._usual_words = label("")
        self.usual = button(tr("Ask for the usual ones"), self.presenter.add_suggested, icon="plus")
        self._usual.add(self._usual_words, flow(self.usual))
        self.form = AddDocument(self.presenter, context.draft("plan-documents"))
        two = Responsive(900, 16, (3, 2))
        two.add(top(self.list))
        two.add(top(self._usual, self.form))
        self.add(two)
        self.body.addStretch(1)
        self.fill()

    def fill(self) -> None:
        self._summary.setText(self.presenter.summary())
        lines = self.presenter.lines()
        rows = tuple(Row(x.document_id, x.title, x.details, x.icon, x.tone) for x in lines)
        empty = tr("No document is on the list yet. Begin with the usual ones.")
        self.list.show_rows([Section("", rows)] if rows else [], empty=empty)
        if self.list.current:
            self.detail.show_document(self.list.current)
        left = self.presenter.suggestions()
        self._usual.setVisible(bool(left))
        self._usual_words.setText(
            ntr(
                "{n} paper that inspections usually ask for is not on the list (guidance para 94).",
                "{n} papers that inspections usually ask for are not on the list (guidance para 94).",
                len(left),
            )
        )


class DocumentDetail(Detail):
    """One document, changed field by field."""

    def __init__(self, presenter: DocumentsPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._document = ""
        self.status = ChipField(tr("Where does it stand?"), [(k, tr(w)) for k, w in STATES], self._on_status)
        day = tr("Such as 12 May 2026")
        self.texts = {
            "title": TextField(tr("Title"), partial(self._change, "title")),
            "asked_of": TextField(
                tr("Asked of"), partial(self._change, "asked_of"), hint=tr("A role, not a name"), limit=80
            ),
            "asked_on": TextField(tr("Asked on"), partial(self._change, "asked_on"), hint=day, limit=40),
            "due_on": TextField(tr("Due on"), partial(self._change, "due_on"), hint=day, limit=40),
            "received_on": TextField(
                tr("Received on"), partial(self._change, "received_on"), hint=day, limit=40
            ),
            "remark": TextField(tr("Remark"), partial(self._change, "remark"), limit=300),
        }
        fields = self.texts
        fields["remark"].save_while_typing(presenter.shell, self._type_remark)
        self.remove = button(tr("Take off the list"), self._remove, "quiet", icon="trash")
        self.card.add(self.status, field_grid(fields["title"], fields["remark"], least=190))
        self.card.add(
            field_grid(
                fields["asked_of"], fields["asked_on"], fields["due_on"], fields["received_on"], least=150
            ),
            flow(self.remove),
        )

    def show_document(self, document_id: str) -> None:
        """Show a document."""
        document = self._presenter.document(document_id)
        if document is None:
            return
        for name, field in self.texts.items():
            stored = shown_title(document) if name == "title" else str(getattr(document, name))
            if document_id != self._document:
                field.forget()
            field.show_stored(moment(stored) if name.endswith("_on") else stored)
        self._document = document_id
        self.status.show_stored([document.status])
        self.remove.setAccessibleName(tr("Take off the list: {title}").format(title=shown_title(document)))

    def _change(self, field: str, value: str) -> Saved:
        return self._presenter.change(self._document, field, value)

    def _type_remark(self, text: str) -> None:
        self._presenter.type_remark(self._document, text)

    def _on_status(self, ids: list[str]) -> Saved:
        return self._presenter.change(self._document, "status", ids[0])

    def _remove(self) -> None:
        self._presenter.remove(self._document)


class AddDocument(AddForm):
    """A document of one's own."""

    def __init__(self, presenter: DocumentsPresenter, draft: Draft) -> None:
        super().__init__(tr("Ask for another document"), draft)
        self._presenter = presenter
        self.title = self.line("title", tr("What is it?"), limit=200)
        self.asked_of = self.line("asked_of", tr("Asked of"), hint=tr("A role, not a name"), limit=80)
        self.due = self.line("due_on", tr("Due on"), hint=tr("Such as 12 May 2026"), limit=40)
        self.end_with(tr("Add to the list"), self._add_document)

    def _add_document(self) -> Saved:
        return self._presenter.add(self.title.text(), self.asked_of.text(), self.due.text())
