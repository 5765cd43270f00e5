"""Export: which format, what is still open, where it goes; backing up and checking the file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from tia_desktop.domain.errors import TiaError
from tia_desktop.services.ports import Problem
from tia_desktop.services.readiness import OpenProblem, standing
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.doing import attempt
from tia_desktop.ui.i18n import ntr, tr
from tia_desktop.ui.problems import jump, target_of

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Format:
    """What can be written: id, name, one plain sentence, icon."""

    id: str
    words: str
    sentence: str
    icon: str


@dataclass(frozen=True, slots=True)
class Result:
    """What came of it. `tone` is a token of the theme; `folder` is where the file lies, if there is one."""

    words: str
    tone: str
    details: tuple[str, ...] = ()
    folder: Path | None = None


class ExportView(Protocol):
    """What the presenter asks of the window."""

    def ask_path(self, suggestion: Path, kind: str) -> Path | None:
        """Ask where the export goes; None when the person gave up."""

    def ask_folder(self, suggestion: Path) -> Path | None:
        """Ask for a folder; None when the person gave up."""

    def show_result(self, result: Result) -> None: ...
    def show_folder(self, folder: Path) -> None:
        """Open a folder of this laptop in its file manager."""


class ExportPresenter:
    """Everything long runs in a worker, from the file, over a connection of its own."""

    def __init__(self, context: ScreenContext, view: ExportView) -> None:
        self._context, self._view = context, view
        self._ws = context.ws

    # ---- what is shown

    def formats(self) -> list[Format]:
        """What can be written."""
        return [
            Format(
                "pdf", tr("Report (PDF)"),
                tr("To read, print and discuss: the judgements, the findings and the notes behind them."),
                "report",
            ),
            Format(
                "json", tr("Findings for other programs (JSON)"),
                tr("A published format: other programs can follow every finding to its notes."),
                "link",
            ),
            Format(
                "csv", tr("Table (CSV)"),
                tr("For a spreadsheet: one line for each note behind a finding."),
                "file",
            ),
        ]  # fmt: skip

    def open_words(self, problems: Sequence[OpenProblem]) -> str:
        """What open problems mean for an export."""
        left = standing(problems)
        if not left:
            return tr("Nothing is open. The export says so.")
        return ntr(
            "{n} problem is open. You can export anyway: the export says what is open.",
            "{n} problems are open. You can export anyway: the export says what is open.",
            len(left),
        )

    def leads(self, problem: OpenProblem) -> bool:
        """Whether a problem has somewhere to jump to."""
        return target_of(self._ws, problem) is not None

    # ---- what a person does

    def jump(self, problem: OpenProblem) -> None:
        """Go where a problem can be put right."""
        jump(self._context.shell, self._ws, problem)

    def export(self, kind: str) -> None:
        """Ask where, then write in the background."""
        source = self._ws.store.path
        path = self._view.ask_path(source.with_name(f"{source.stem} {_PARTS[kind]}.{kind}"), kind)
        if path is None:
            return
        if path.suffix.lower() != f".{kind}":
            path = path.with_name(f"{path.name}.{kind}")
        if not self._sealed():
            return
        desk = self._context.desk

        def done(_result: object) -> None:
            words = tr("Exported: {path}").format(path=path)
            self._view.show_result(Result(words, "vgood", folder=path.parent))

        self._run(tr("Exporting"), lambda progress: desk.export_file(source, kind, path, progress), done)

    def back_up(self) -> None:
        """Ask for a folder, then write a verified backup into it."""
        settings = self._context.desk.settings
        source = self._ws.store.path
        start = Path(next(iter(settings.backup_folders), str(source.parent)))
        folder = self._view.ask_folder(start)
        if folder is None:
            return
        folders = tuple(dict.fromkeys((str(folder), *settings.backup_folders)))[:10]
        self._context.desk.save_settings(replace(settings, backup_folders=folders))
        if not self._sealed():
            return
        desk = self._context.desk

        def job(_progress: Progress) -> Path:
            ws = desk.open(source, read_only=True)
            try:
                return ws.store.backup(folder)
            finally:
                ws.store.close()

        def done(path: Path) -> None:
            words = tr("Backed up and tested: {path}").format(path=path)
            self._view.show_result(Result(words, "vgood", folder=Path(path).parent))

        self._run(tr("Backing up"), job, done)

    def verify(self) -> None:
        """Check the whole file: the history, the notes, every photo."""
        source, desk = self._ws.store.path, self._context.desk
        if not self._sealed():
            return

        def done(problems: list[Problem]) -> None:
            if not problems:
                said = tr("The file was checked: the history, the search and every photo are in order.")
                self._view.show_result(Result(said, "vgood"))
                return
            said = ntr("The check found {n} problem.", "The check found {n} problems.", len(problems))
            said += " " + tr("Keep this file, and open your newest backup.")
            details = tuple(f"{p.place}: {p.sentence}" for p in problems[:20])
            self._view.show_result(Result(said, "vweak", details))

        self._run(tr("Checking the file"), lambda progress: desk.verify_file(source, progress), done)

    # ---- inside

    def _sealed(self) -> bool:
        """Have everything in the file before a worker reads it."""
        return attempt(self._context.shell, self._ws.store.seal)

    def _run(self, title: str, job: Callable[[Progress], object], done: Callable[..., None]) -> None:
        def failed(error: TiaError) -> None:
            self._view.show_result(Result(tr(error.sentence), "vweak"))

        self._context.shell.in_background(title, job, done, failed)


_PARTS = {"pdf": "report", "json": "findings", "csv": "findings"}
