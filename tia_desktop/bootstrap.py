"""The only wiring: builds the desk from its parts. Heavy rooms are imported when they are first used."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Sequence
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tia_desktop.domain.errors import InputError, StorageError
from tia_desktop.paths import settings_file
from tia_desktop.services.desk import EXPORT_FORMATS, Settings

if TYPE_CHECKING:
    from tia_desktop.domain.forms import Form
    from tia_desktop.domain.pack import FrameworkPack
    from tia_desktop.domain.shops import ShopLibrary
    from tia_desktop.domain.survey_sets import SurveyLibrary
    from tia_desktop.services.case_tables import CaseTable
    from tia_desktop.services.desk import Drawable, PictureReader
    from tia_desktop.services.form_answers import Collected
    from tia_desktop.services.form_import import Source
    from tia_desktop.services.indicator_reading import FigureTable
    from tia_desktop.services.ports import Problem, Progress
    from tia_desktop.services.report_parts import InspectionReport
    from tia_desktop.services.workspace import Workspace

    Exporter = Callable[[InspectionReport, Path, Progress], None]

DEFAULT_PACK = "almo-2003"


def load_settings() -> Settings:
    """Read this person's settings; missing or damaged ones become the defaults."""
    data: dict[str, Any] = {}
    try:
        read = json.loads(settings_file().read_text("utf-8"))
        data = read if isinstance(read, dict) else {}
    except (OSError, ValueError):
        pass
    known = {f.name: f for f in fields(Settings)}
    kept: dict[str, Any] = {}
    for name, value in data.items():
        if name in known and str(known[name].type) == "tuple[str, ...]" and isinstance(value, list):
            kept[name] = tuple(str(v) for v in value)
        elif name in known and type(value).__name__ == str(known[name].type):
            kept[name] = value
    if not re.fullmatch(r"[0-9a-f]{32}", str(kept.get("device", ""))):
        kept["device"] = os.urandom(16).hex()
    if "text_percent" in kept:
        kept["text_percent"] = min(200, max(100, kept["text_percent"]))
    return Settings(**kept)


class AppDesk:
    """The desk of the real program (`services.desk.Desk`)."""

    def __init__(self) -> None:
        self._settings = load_settings()
        self.save_settings(self._settings)

    @property
    def settings(self) -> Settings:
        """This person's settings."""
        return self._settings

    def save_settings(self, settings: Settings) -> None:
        """Keep settings, whole or not at all.

        Only what changed is written over what is on the disk: a window and a command line that run at
        the same time do not undo each other.
        """
        changed = {
            f.name: getattr(settings, f.name)
            for f in fields(Settings)
            if getattr(settings, f.name) != getattr(self._settings, f.name)
        }
        path = settings_file()
        if path.exists():
            settings = replace(load_settings(), device=settings.device, **changed)
        self._settings = settings
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            part = path.with_suffix(".part")
            part.write_text(json.dumps(asdict(settings), ensure_ascii=False, indent=1), "utf-8")
            os.replace(part, path)
        except OSError as error:
            import logging

            logging.getLogger(__name__).info("settings were not kept: %s", type(error).__name__)

    def pack(self, pack_id: str) -> tuple[FrameworkPack, bytes]:
        """Return a pack that ships with the program, and its bytes."""
        from tia_desktop.frameworks import load

        return load(pack_id)

    def authority_types(self, pack_id: str) -> list[tuple[str, str]]:
        """Return (id, title) of a pack's comparison groups."""
        return [(a.id, a.title) for a in self.pack(pack_id)[0].authority_types]

    def shop_library(self) -> ShopLibrary:
        """Return what comes with the program for mystery shopping: stories, complaint clocks, calendars."""
        from tia_desktop.frameworks.shops import library

        return library()

    def survey_library(self) -> SurveyLibrary:
        """Return what comes with the program for surveys: question sets, and figures landlords publish."""
        from tia_desktop.frameworks.surveys import survey_library

        return survey_library()

    # ---- whole inspections

    def new(
        self,
        path: Path,
        *,
        pack_id: str,
        landlord: str,
        authority_type: str,
        authority: str = "",
        author: str = "",
    ) -> Workspace:
        """Make an inspection file and return it open."""
        from tia_desktop.services.plan import start_inspection
        from tia_desktop.store.files import create

        pack, raw = self.pack(pack_id)
        store = create(path, device=self._settings.device)
        try:
            ws = start_inspection(
                store, pack, raw, landlord=landlord, authority_type=authority_type, authority=authority,
                author=author or self._settings.author,
            )  # fmt: skip
        except BaseException:
            store.close()
            path.unlink(missing_ok=True)  # nothing was ever in it
            raise
        return ws

    def open(
        self,
        path: Path,
        *,
        key: bytes | None = None,
        read_only: bool = False,
        pack: FrameworkPack | None = None,
    ) -> Workspace:
        """Open an inspection file with the pack that is frozen in it."""
        from tia_desktop.frameworks import parse
        from tia_desktop.services.plan import frozen_pack
        from tia_desktop.services.workspace import Workspace
        from tia_desktop.store.files import open_file

        store = open_file(
            path, device=self._settings.device, key=key, read_only=read_only,
            backup_folders=lambda: [Path(p) for p in self._settings.backup_folders],
        )  # fmt: skip
        try:
            return Workspace(store, pack or parse(frozen_pack(store)), self._settings.author)
        except BaseException:
            store.close()
            raise

    def open_sample(self, folder: Path) -> Workspace:
        """Make a copy of the sample inspection in `folder` and return it open."""
        from tia_desktop.services.sample import LANDLORD, fill

        folder.mkdir(parents=True, exist_ok=True)
        path, n = folder / f"{LANDLORD}.tia", 1
        while path.exists():
            n += 1
            path = folder / f"{LANDLORD} {n}.tia"
        ws = self.new(path, pack_id=DEFAULT_PACK, landlord=LANDLORD, authority_type="metropolitan")
        fill(ws, self.shop_library(), self.survey_library())
        return ws

    def restore(self, backup: Path, target: Path) -> None:
        """Copy a backup to a new name."""
        from tia_desktop.store.backup import restore

        restore(backup, target)

    def backup_folder(self, ws: Workspace) -> Path:
        """Where automatic backups of this inspection go."""
        from tia_desktop.store.backup import automatic_folder

        return automatic_folder(ws.store.path)

    # ---- pictures

    @property
    def pictures(self) -> PictureReader:
        """Reads photos."""
        from tia_desktop.importers.pictures import Pictures

        return Pictures()

    @property
    def forms(self) -> FormFiles:
        """Reads and writes checklists of other programs."""
        return FormFiles()

    @property
    def outside(self) -> OutsideFiles:
        """Opens tables and answers that came from somewhere else."""
        return OutsideFiles()

    def draw(self, what: Drawable) -> bytes:
        """Draw a sketch map, a figure or a result as SVG: the same drawing that goes on paper."""
        from tia_desktop.charts import share_bars, style
        from tia_desktop.charts.figure_bands import figure_bands
        from tia_desktop.charts.sketch_map import sketch_map
        from tia_desktop.services.figure_comparison import ComparedFigure
        from tia_desktop.services.shop_results import ScenarioResult
        from tia_desktop.services.sketch import Sketch
        from tia_desktop.services.survey_results import QuestionResult

        style.register_fonts()
        if isinstance(what, Sketch):  # at this width its words are as large as the window's
            return style.svg(sketch_map(what, width=400, height=240))
        if isinstance(what, ComparedFigure):
            return style.svg(figure_bands(what, width=260))
        if isinstance(what, ScenarioResult):
            return style.svg(share_bars.shop_bars(what, width=400))
        if isinstance(what, QuestionResult):
            return style.svg(share_bars.survey_bars(what, width=330))
        if isinstance(what, Sequence):
            return style.svg(share_bars.questions_bars(what))
        return style.svg(share_bars.result_bars(what, width=400))

    # ---- exports

    def export(self, ws: Workspace, kind: str, path: Path, progress: Progress | None = None) -> None:
        """Write an export: to a temporary file first, then renamed into place."""
        from tia_desktop.services.report import build
        from tia_desktop.services.report_numbers import Libraries

        render = _exporter(kind)
        _refuse_target(path)
        report = build(ws, Libraries(self.shop_library(), self.survey_library()))
        _write_whole(path, lambda part: render(report, part, progress or (lambda done, total: None)))

    def export_programme(self, ws: Workspace, path: Path) -> None:
        """Write the visit programme as a calendar file, the same way."""
        from tia_desktop.exporters import ics
        from tia_desktop.services.programme import for_calendar

        _refuse_target(path)
        planned = for_calendar(ws)
        _write_whole(path, lambda part: ics.write(planned, part))

    def save_copy(self, ws: Workspace, sha256: str, path: Path) -> None:
        """Write a kept file as it came, the same way."""
        _refuse_target(path)
        _write_whole(path, lambda part: part.write_bytes(ws.store.get_blob(sha256)))

    def export_file(
        self, source: Path, kind: str, path: Path, progress: Progress | None = None
    ) -> tuple[str, ...]:
        """Export from a file over a connection of its own; return what the file had to say at opening."""
        ws = self.open(source, read_only=True)
        try:
            self.export(ws, kind, path, progress)
            return ws.store.notices
        finally:
            ws.store.close()

    def verify_file(self, source: Path, progress: Progress | None = None) -> list[Problem]:
        """Verify a file over a connection of its own."""
        from tia_desktop.store.files import open_file

        store = open_file(source, device=self._settings.device, read_only=True)
        try:
            return store.verify(progress)
        finally:
            store.close()


class OutsideFiles:
    """What came from somewhere else (`services.desk.OutsideFiles`)."""

    def table(
        self, path: Path, *, sheet: str = "", header: int = 0, encoding: str = "", separator: str = ""
    ) -> CaseTable:
        """Recognise the table in a CSV file or spreadsheet."""
        from tia_desktop.importers.case_tables import open_table

        return open_table(path, sheet=sheet, header=header, encoding=encoding, separator=separator)

    def figures(
        self, path: Path, *, sheet: str = "", encoding: str = "", separator: str = ""
    ) -> list[FigureTable]:
        """Open the tables of published figures in a file."""
        from tia_desktop.importers.figure_tables import open_figures

        return open_figures(path, sheet=sheet, encoding=encoding, separator=separator)

    def answers(self, paths: Sequence[Path]) -> Collected:
        """Read filled-in forms of ODK, Kobo or Ona."""
        from tia_desktop.importers.odk_answers import read_answers

        return read_answers(paths)


class FormFiles:
    """Checklists written as XLSForm (`services.desk.FormFiles`)."""

    def read(self, path: Path) -> Source:
        """Read a form, with what it uses that is not supported."""
        import hashlib

        from tia_desktop.importers.xlsform import read_xlsform
        from tia_desktop.services.form_import import Source

        read = read_xlsform(path)
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        return Source(read.form, read.losses, path.name, digest, read.warnings)

    def write(self, form: Form, path: Path) -> None:
        """Write a form as a workbook: whole, or not at all."""
        from tia_desktop.exporters.xlsform import xlsform

        _refuse_target(path)
        content = xlsform(form)
        _write_whole(path, lambda part: part.write_bytes(content))


def _write_whole(path: Path, render: Callable[[Path], object]) -> None:
    """Let something be written beside `path`, then put it there: whole, or not at all."""
    # A name nobody else has: a file of the person's own that is called “.part” stays theirs.
    part = path.with_name(f".tia-export-{os.urandom(6).hex()}.part")
    try:
        render(part)
        os.replace(part, path)
    except OSError as error:
        raise StorageError(
            f"The export could not be written: {error.strerror}. Choose another folder."
        ) from error
    finally:
        part.unlink(missing_ok=True)


def _refuse_target(path: Path) -> None:
    """Refuse to write an export where it would destroy something else."""
    if not path.parent.is_dir():
        raise InputError(f"There is no folder “{path.parent}”. Make it first, or choose another folder.")
    if path.is_dir():
        raise InputError(f"“{path.name}” is a folder. Give the export a file name.")
    if path.name.casefold().endswith((".tia", "-wal", "-shm", "-journal")):
        raise InputError(f"“{path.name}” is a name for an inspection. Choose another name for the export.")
    if not path.exists():
        return
    if not path.is_file():
        raise InputError(f"“{path.name}” is not an ordinary file. Choose another name for the export.")
    with path.open("rb") as there:
        if there.read(16) == b"SQLite format 3\0":
            raise InputError(f"“{path.name}” could be an inspection. Choose another name for the export.")


def _exporter(kind: str) -> Exporter:
    if kind not in EXPORT_FORMATS:
        raise InputError(f"“{kind}” is not an export format. Choose one of: {', '.join(EXPORT_FORMATS)}.")
    if kind == "json":
        from tia_desktop.exporters import findings_json

        return findings_json.write
    if kind == "csv":
        from tia_desktop.exporters import findings_csv

        return findings_csv.write
    from tia_desktop.exporters import pdf

    return pdf.write
