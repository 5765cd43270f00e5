"""The pack's prompts beside the findings: which have a finding with evidence, which none."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from tia_desktop.services.ports import NoteFilter
from tia_desktop.services.prompt_cover import PromptLine
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.coverage_table import CoveragePanel
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.parts import Stack, tab_after
from tia_desktop.ui.screens.findings.panels import Panel
from tia_desktop.ui.screens.findings.prompts_presenter import PromptsPresenter
from tia_desktop.ui.unfolding import Row, Section, UnfoldingList
from tia_desktop.ui.widgets import Button, ChipGroup, ComboBox, LabeledField, button, flow, heading, label


class PromptsPanel(Panel):
    """Prompts by part and area, by key question, or by group; Enter opens one to link findings to it.

    Args:
        context: of the page.
        on_finding: opens a finding.
        on_notes: shows the notes that fit a prompt.
        finding_id: the finding that was open last: it can be linked with one key.
    """

    def __init__(
        self,
        context: ScreenContext,
        on_finding: Callable[[str], object],
        on_notes: Callable[[NoteFilter], object],
        finding_id: str = "",
    ) -> None:
        super().__init__()
        self.presenter = PromptsPresenter(context, finding_id)
        self._on_finding, self._on_notes = on_finding, on_notes
        self.add(heading(tr("Prompts"), 3))
        books = self.presenter.books()
        chips = [(book, words, "", full) for book, (words, full) in books.items()]
        self.books = ChipGroup(tr("Which prompts"), chips, exclusive=True)
        self.books.set_values([self.presenter.book])
        self.books.changed.connect(lambda ids: self._choose_book(ids[0]) if ids else None)
        self._summary = label("", "small")
        self._for = label("", "small")
        self.matrix = CoveragePanel(self.presenter.matrix())
        self.matrix.table.opened.connect(self._choose_cell)
        self.detail = Stack(6)
        self.detail.setContentsMargins(12, 0, 0, 8)
        self.list = UnfoldingList(tr("Prompts, with the findings that answer them"), self.detail)
        self.list.setProperty("bare", True)
        self.list.opened.connect(self._show_detail)
        self.add(self.books, self._for, self._summary, self.matrix, self.list)
        self.body.addStretch(1)
        self.first = self.books.chip(self.presenter.book) if books else self.list
        self.fill()

    # ---- what the page calls

    def set_finding(self, finding_id: str) -> None:
        """This finding is the one to link now; the prompts that fit it are shown."""
        self.presenter.begin_at(finding_id)
        self.books.set_values([self.presenter.book])
        self.fill()

    def refresh(self) -> bool:
        """Show what is stored now."""
        self.presenter.load()
        self.fill()
        return True

    # ---- inside

    def fill(self) -> None:
        """Show what was read last."""
        shown = self.presenter
        self._summary.setText(shown.summary())
        current = shown.current
        self._for.setText(tr("To link: {finding}").format(finding=shown.sentence(current)) if current else "")
        self._for.setVisible(bool(current))
        books = shown.books()
        self._summary.setVisible(bool(books))
        self.matrix.setVisible(shown.book == "area" and "area" in books)
        self.matrix.show_matrix(shown.matrix())
        if not self.matrix.table.hasFocus():  # the keys begin where the prompts below come from
            self.matrix.table.setCurrentIndex(self.matrix.model.index(*shown.cell_place()))
        sections = [
            Section(
                title, tuple(Row(p.id, p.words, p.second, p.icon, p.tone, strong=False) for p in rows), note
            )
            for title, note, rows in shown.shown()
        ]
        self.list.show_rows(sections, empty=tr("This framework has no prompts."))
        if self.list.current:
            self._show_detail(self.list.current)

    def _choose_book(self, book: str) -> None:
        self.presenter.book = book
        self.fill()

    def _choose_cell(self, row: int, column: int) -> None:
        self.presenter.choose_cell(row, column)
        self.fill()
        first = self.list.button(next(iter(self.list.row_ids()), ""))
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def _show_detail(self, prompt_id: str) -> None:
        line = self.presenter.line(prompt_id)
        if line is None:
            return
        shown: list[QWidget] = [label(line.prompt.source, "small")]
        if line.prompt.note:
            shown.append(label(line.prompt.note, "small"))
        if line.prompt.group:
            shown.append(label(tr("The landlord’s own answer"), "overline"))
            shown.append(label(line.told.strip() or tr("The landlord has not answered this.")))
        shown += [self._linked(line, finding) for finding in line.findings]
        shown += self._offers(line)
        notes = button(
            tr("Show notes for this"), lambda: self._on_notes(self.presenter.notes_for(line.prompt)),
            "quiet", icon="note",
        )  # fmt: skip
        self.detail.show_parts([*shown, flow(notes)])
        row = self.list.button(next(reversed(self.list.row_ids()), ""))
        if row is not None:  # what the row shows comes after the rows
            tab_after(row, self.detail.findChildren(QWidget))

    def _linked(self, line: PromptLine, finding: str) -> QWidget:
        shown, prompt = self.presenter, line.prompt.id
        open_it = Button(
            shown.sentence(finding), lambda: self._on_finding(finding), kind="step", icon="link",
            name=shown.said(finding),
        )  # fmt: skip
        name = tr("Take out {finding}").format(finding=shown.name(finding))
        out = button(tr("Take out"), lambda: self._unlink(prompt, finding), "quiet", icon="close", name=name)
        return flow(open_it, out, gap=4)

    def _offers(self, line: PromptLine) -> list[QWidget]:
        """The finding that is open is linked with one key; any other by its name."""
        shown, prompt, current = self.presenter, line.prompt.id, self.presenter.current
        parts: list[QWidget] = []
        if current and current not in line.findings:
            words = tr("{finding} answers this").format(finding=shown.name(current))
            parts.append(flow(button(words, lambda: self._link(prompt, current), icon="link")))
        others = [(key, words) for key, words in shown.candidates(line) if key != current]
        if others:
            choice = ComboBox([("", tr("Choose a finding")), *others])
            link = button(tr("Link"), lambda: self._link(prompt, choice.value()), "quiet", icon="plus")
            parts.append(LabeledField(tr("Which finding answers it?"), choice))
            parts.append(flow(link))
        if not others and not current and not line.findings:
            parts.append(label(tr("There is no finding yet. Group notes into one first."), "muted"))
        return parts

    def _link(self, prompt: str, finding: str) -> None:
        if finding and self.presenter.link(prompt, finding):
            self._again(prompt)

    def _unlink(self, prompt: str, finding: str) -> None:
        if self.presenter.unlink(prompt, finding):
            self._again(prompt)

    def _again(self, prompt: str) -> None:
        """Show what is stored now, with the focus where the person was."""
        self.fill()
        row = self.list.button(prompt)
        if row is not None:
            row.setFocus(Qt.FocusReason.OtherFocusReason)
