"""A file with figures before anything of it is kept: what was found, and which column is which."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tia_desktop.domain.text import shown_path
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.opening_card import offer_encodings, offer_separators
from tia_desktop.ui.parts import Refusal, Stack, field_grid
from tia_desktop.ui.screens.figures.columns_card import ColumnsCard
from tia_desktop.ui.screens.figures.file_presenter import LANDLORD, PERIOD, SOURCE, FilePresenter
from tia_desktop.ui.screens.figures.keep_card import KeepCard
from tia_desktop.ui.screens.figures.table_form import TableForm
from tia_desktop.ui.widgets import Card, ComboBox, LabeledField, button, flow, heading, icon_row, label

FIRST_PROBLEMS = 12


class FileCard(QWidget):
    """Shows a `TableForm` and tells the presenter what a person changes."""

    def __init__(self, presenter: FilePresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._shown: TableForm | None = None
        self._all = False
        self._busy = label("", "muted")
        self._busy.hide()
        self._refused = Refusal()
        self._found = Stack(6)
        self.columns = ColumnsCard()
        self.columns.held.connect(presenter.hold)
        self.columns.shared.connect(presenter.as_shares)
        self.columns.sheet_asked.connect(presenter.look_at_sheet)
        self.keep = KeepCard(presenter)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        for part in (self._found_card(), self.keep, self.columns):
            box.addWidget(part)

    def show_form(self, form: TableForm) -> bool:
        """Show a file. True when it is another one than before."""
        fresh = self._shown is None or self._shown.name != form.name or self.isHidden()
        if fresh:
            self._all = False
        if form != self._shown or fresh:
            self._heading.setText(tr("“{name}”").format(name=shown_path(form.name)))
            self._show_found(form)
            self._show_way(form)
            self.columns.show_form(form)
        self._shown = form
        self.keep.show_form(form)
        return fresh

    def refuse(self, sentence: str, *, at: str) -> None:
        """Say what is wrong in its place."""
        in_keeping = at in (SOURCE, PERIOD, LANDLORD)
        self.keep.refuse(sentence if in_keeping else "", at=at)
        self._refused.say("" if in_keeping else sentence)
        if sentence and not in_keeping:
            self.columns.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_busy(self, words: str) -> None:
        """Say what is being done."""
        self._busy.setText(words)
        self._busy.setVisible(bool(words))

    # ---- parts

    def _found_card(self) -> Card:
        card = Card(gap=8)
        self._heading = heading("", 3)
        self.encoding, self.separator = ComboBox(), ComboBox()
        for name, combo in (("encoding", self.encoding), ("separator", self.separator)):
            combo.currentIndexChanged.connect(
                lambda _, name=name, combo=combo: self._presenter.read_as(name, combo.value())
            )
        self._way = field_grid(
            LabeledField(tr("Letters are written as"), self.encoding),
            LabeledField(tr("Between the columns"), self.separator),
            least=200,
        )
        card.add(self._heading, self._busy, self._refused, self._found, self._way)
        return card

    def _show_way(self, form: TableForm) -> None:
        self._way.setVisible(form.is_text)
        offer_encodings(self.encoding, form.encoding)
        offer_separators(self.separator, form.separator)

    def _show_found(self, form: TableForm) -> None:
        icon, tone = ("done", "vgood") if form.landlords else ("info", "primary")
        parts: list[QWidget] = [icon_row(icon, form.summary, "strong", tone=tone)]
        parts += [label(shown_path(words), "small") for words in form.facts]
        parts += [icon_row("info", shown_path(words), "small") for words in form.remarks]
        shown = form.problems if self._all else form.problems[:FIRST_PROBLEMS]
        parts += [icon_row("warning", shown_path(words), "small", tone="weak") for words in shown]
        if len(shown) < len(form.problems):
            words = tr("Show all {n}").format(n=len(form.problems))
            parts.append(flow(button(words, self._show_all, "quiet", icon="chevron_down")))
        if form.problem_count > len(form.problems) and len(shown) == len(form.problems):
            more = form.problem_count - len(form.problems)
            parts.append(label(tr("and {n:,} more").format(n=more), "small"))
        self._found.show_parts(parts)

    def _show_all(self) -> None:
        self._all = True
        if self._shown is not None:
            self._show_found(self._shown)
        self.keep.what.setFocus(Qt.FocusReason.OtherFocusReason)
