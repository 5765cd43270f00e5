"""The desk: what the window and the command line can do with whole inspections and with settings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:  # the window starts with settings alone
    from tia_desktop.domain.forms import Form
    from tia_desktop.domain.pack import FrameworkPack
    from tia_desktop.domain.pictures import PictureFacts
    from tia_desktop.domain.shops import ShopLibrary
    from tia_desktop.domain.survey_sets import SurveyLibrary
    from tia_desktop.services.case_tables import CaseTable
    from tia_desktop.services.figure_comparison import ComparedFigure
    from tia_desktop.services.form_answers import Collected
    from tia_desktop.services.form_import import Source
    from tia_desktop.services.indicator_reading import FigureTable
    from tia_desktop.services.ports import Problem, Progress
    from tia_desktop.services.sample_results import SampleResult
    from tia_desktop.services.shop_results import ScenarioResult
    from tia_desktop.services.sketch import Sketch
    from tia_desktop.services.survey_results import QuestionResult
    from tia_desktop.services.workspace import Workspace

    Drawable = (
        Sketch | ComparedFigure | SampleResult | ScenarioResult | QuestionResult | Sequence[QuestionResult]
    )
    """What `Desk.draw` draws."""

EXPORT_FORMATS = ("json", "csv", "pdf")

NOBODY = "inspector"
"""The name in the settings while nobody has said who works on this laptop."""


@dataclass(frozen=True, slots=True)
class Settings:
    """A person's settings on this laptop.

    Attributes:
        device: this laptop's name in the history; made once.
        author: the name written into notes and changes.
        role: "inspector" or "tia": decides which view opens.
        scheme: "system", "light", "dark" or "contrast".
        text_percent: text size, 100 to 200.
        recent: paths of inspections, newest first.
        backup_folders: where this person has put backups.
        width, height: size of the window in logical px, 0 when never set.
    """

    device: str
    author: str = NOBODY
    role: str = "inspector"
    scheme: str = "system"
    text_percent: int = 100
    recent: tuple[str, ...] = ()
    backup_folders: tuple[str, ...] = ()
    width: int = 0
    height: int = 0

    def with_recent(self, path: Path) -> Settings:
        """Return settings with `path` first in the list of recent inspections, ten at most."""
        text = str(path.absolute())
        return replace(self, recent=(text, *(p for p in self.recent if p != text))[:10])


class Pixels(NamedTuple):
    """A decoded picture: four bytes a pixel (red, green, blue, alpha), row by row; 0 x 0 shows nothing."""

    width: int
    height: int
    rgba: bytes


class PictureReader(Protocol):
    """Reads pictures. For a worker thread: decoding takes a moment."""

    def facts(self, name: str, data: bytes) -> PictureFacts:
        """Say what a file is. Raises InputError, in one sentence, for what is no photo we keep."""

    def small(self, data: bytes, width: int, height: int) -> Pixels:
        """Decode a picture to fit into a box of pixels, upright; a broken one as far as it goes."""

    def shared_copy(self, data: bytes) -> bytes:
        """Return the pixels as a file with nothing else in it: no position, no camera, no time."""


class FormFiles(Protocol):
    """Reads and writes checklists of other programs. For a worker thread: reading takes a moment."""

    def read(self, path: Path) -> Source:
        """Read a form (XLSForm), with what it uses that is not supported. Raises InputError."""

    def write(self, form: Form, path: Path) -> None:
        """Write a form as a workbook: whole, or not at all."""


class OutsideFiles(Protocol):
    """Opens what came from somewhere else; each raises InputError, in one sentence, for what it refuses.

    For a worker thread: a spreadsheet takes a moment.
    """

    def table(
        self, path: Path, *, sheet: str = "", header: int = 0, encoding: str = "", separator: str = ""
    ) -> CaseTable:
        """Recognise the table in a CSV file or spreadsheet."""

    def figures(
        self, path: Path, *, sheet: str = "", encoding: str = "", separator: str = ""
    ) -> list[FigureTable]:
        """Open the tables of published figures in a file: one for each sheet."""

    def answers(self, paths: Sequence[Path]) -> Collected:
        """Read filled-in forms of ODK, Kobo or Ona: a ZIP archive, XML files, or tables."""


class Desk(Protocol):
    """Built by `bootstrap`; given to the window and the command line."""

    @property
    def settings(self) -> Settings:
        """This person's settings."""

    @property
    def pictures(self) -> PictureReader:
        """Reads photos."""

    @property
    def forms(self) -> FormFiles:
        """Reads and writes checklists of other programs."""

    @property
    def outside(self) -> OutsideFiles:
        """Opens tables and answers that came from somewhere else."""

    def save_settings(self, settings: Settings) -> None:
        """Keep settings on this laptop. A failure is not fatal and is not shown."""

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

    def open(
        self,
        path: Path,
        *,
        key: bytes | None = None,
        read_only: bool = False,
        pack: FrameworkPack | None = None,
    ) -> Workspace:
        """Open an inspection file (errors as in `store.files.open_file`).

        Whoever has the file open already gives its `pack`, which never changes: reading one takes memory.
        """

    def open_sample(self, folder: Path) -> Workspace:
        """Make a copy of the sample inspection in `folder` and return it open."""

    def restore(self, backup: Path, target: Path) -> None:
        """Copy a backup to a new name."""

    def export(self, ws: Workspace, kind: str, path: Path, progress: Progress | None = None) -> None:
        """Write an export ("json", "csv" or "pdf") to `path`: whole, or not at all."""

    def export_programme(self, ws: Workspace, path: Path) -> None:
        """Write the visit programme as a calendar file (.ics) to `path`: whole, or not at all."""

    def save_copy(self, ws: Workspace, sha256: str, path: Path) -> None:
        """Write a kept file to `path` as it came: whole, or not at all."""

    def export_file(
        self, source: Path, kind: str, path: Path, progress: Progress | None = None
    ) -> tuple[str, ...]:
        """The same from a file, over a connection of its own: for a worker thread.

        Returns what the file had to say when it was opened (a lost `-wal`).
        """

    def draw(self, what: Drawable) -> bytes:
        """Draw a sketch map, a compared figure, or what a sample, shops or a survey came to, as SVG."""

    def verify_file(self, source: Path, progress: Progress | None = None) -> list[Problem]:
        """Verify a file over a connection of its own: for a worker thread."""

    def backup_folder(self, ws: Workspace) -> Path:
        """Where automatic backups of this inspection go."""

    def shop_library(self) -> ShopLibrary:
        """Return what comes with the program for mystery shopping: stories, complaint clocks, calendars."""

    def survey_library(self) -> SurveyLibrary:
        """Return what comes with the program for surveys: question sets, and figures landlords publish."""

    def authority_types(self, pack_id: str) -> list[tuple[str, str]]:
        """(id, title) of the comparison groups of a pack, for the form of a new inspection."""
