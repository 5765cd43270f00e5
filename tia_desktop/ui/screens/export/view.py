"""Export: choose a format, see what is open, write the file; back up and check the file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from tia_desktop.services.readiness import OpenProblem
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.live_problems import LiveProblems
from tia_desktop.ui.problem_list import ProblemCard
from tia_desktop.ui.save_place import offered_file, offered_folder
from tia_desktop.ui.screens.export.presenter import ExportPresenter, Result
from tia_desktop.ui.widgets import (
    Card,
    Group,
    Page,
    Responsive,
    Roving,
    WrapButton,
    announce,
    button,
    flow,
    heading,
    icon_row,
    label,
)

_ICONS = {"vgood": "done", "vweak": "error"}


class ExportPage(Page):
    """Formats at the left, what is open at the right, results below."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(tr("Export"))
        self._presenter = ExportPresenter(context, self)
        self._open = label(tr("Looking…"), "muted")
        self.add(heading(tr("Export")), self._open)
        self._result: QWidget | None = None
        two = Responsive(900, 16, (1, 1))
        two.add(self._left())
        self._problems = ProblemCard(tr("What is still open"), self._presenter.jump)
        two.add(_top(self._problems))
        self.add(two)
        self._results = Card(pad=14, gap=8)
        self._results.hide()
        self.add(self._results)
        self.body.addStretch(1)
        self.set_footer(
            button(tr("Export"), self._export, "primary", icon="download"),
            button(tr("Back up now"), self._presenter.back_up, icon="folder"),
            button(tr("Check the file"), self._presenter.verify, icon="check"),
        )
        self._problems.hide()
        self._live = LiveProblems(context, self)
        self._live.changed.connect(self._show_problems)
        self.refresh()

    def refresh(self) -> None:
        """Show what is stored now."""
        self._live.look()

    def _show_problems(self, problems: list[OpenProblem]) -> None:
        self._problems.show()
        self._open.setText(self._presenter.open_words(problems))
        self._problems.show_problems(problems, self._presenter.leads)

    # ---- parts

    def _left(self) -> QWidget:
        card = Card(pad=14, gap=8)
        card.add(heading(tr("What do you need?"), 3))
        group = Group(tr("What do you need?"))
        column = QVBoxLayout(group)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._formats: dict[str, WrapButton] = {}
        for each in self._presenter.formats():
            line = WrapButton(each.words, kind="step", icon=each.icon, second=each.sentence, checkable=True)
            column.addWidget(line)
            self._formats[each.id] = line
        first = next(iter(self._formats.values()))
        first.setChecked(True)
        self._roving = Roving(list(self._formats.values()), parent=group)
        self.first_focus = first
        card.add(group)
        return _top(card)

    # ---- the view's contract

    def ask_path(self, suggestion: Path, kind: str) -> Path | None:
        kinds = {"pdf": "PDF (*.pdf)", "json": "JSON (*.json)", "csv": "CSV (*.csv)"}
        title = tr("Where should the export go?")
        offered = str(offered_file(suggestion))
        name, _ = QFileDialog.getSaveFileName(self, title, offered, kinds[kind])
        return Path(name) if name else None

    def ask_folder(self, suggestion: Path) -> Path | None:
        offered = str(offered_folder(suggestion))
        name = QFileDialog.getExistingDirectory(self, tr("Where should the backup go?"), offered)
        return Path(name) if name else None

    def show_result(self, result: Result) -> None:
        host = Group(tr("Result"))
        column = QVBoxLayout(host)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(icon_row(_ICONS.get(result.tone, "info"), result.words, "strong", tone=result.tone))
        for line in result.details:
            column.addWidget(label(line))
        if result.folder is not None:
            folder = result.folder
            open_it = button(tr("Open the folder"), lambda: self.show_folder(folder), icon="folder")
            column.addWidget(flow(open_it))
        if self._result is not None:
            self._results.body.replaceWidget(self._result, host)
            self._result.hide()
            self._result.deleteLater()
        else:
            self._results.add(host)
        self._result = host
        self._results.show()
        QTimer.singleShot(0, self, lambda: self.show_widget(self._results))
        announce(self, result.words)

    def show_folder(self, folder: Path) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    # ---- inside

    def _export(self) -> None:
        self._presenter.export(next(k for k, line in self._formats.items() if line.isChecked()))


def _top(*parts: QWidget) -> QWidget:
    """Parts at the top of a column."""
    host = QWidget()
    column = QVBoxLayout(host)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(14)
    for part in parts:
        column.addWidget(part)
    column.addStretch(1)
    return host


def build(context: ScreenContext) -> Page:
    """Build the screen."""
    return ExportPage(context)
