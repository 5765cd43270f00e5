"""A picture of every screen: for the gallery of the README, for `tia demo`, and to look at."""

from __future__ import annotations

import csv
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit

from tia_desktop.domain.case_records import Sample
from tia_desktop.domain.records import RealityCheck, TeamMember
from tia_desktop.domain.shop_records import ShopAttempt
from tia_desktop.domain.survey_records import Survey
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui import thumbnails
from tia_desktop.ui.screenshots_conclude import conclude
from tia_desktop.ui.theme import Scheme, current_theme

if TYPE_CHECKING:
    from tia_desktop.domain.shops import ShopLibrary
    from tia_desktop.ui.main_window import MainWindow

LAPTOP, FULL_HD = (1366, 768), (1920, 1080)
SAMPLE_STEPS = ("list", "draw", "cases", "results")
SHOP_STEPS = ("before", "begin", "shops", "results")
SURVEY_STEPS = ("ask", "file", "results")
CLOCK = "10:31:14"
"""The time in pictures of a clock that runs: two runs of the gallery give the same picture."""


class Photographer:
    """Takes the window through its screens. The person's settings are put back afterwards."""

    def __init__(self, window: MainWindow, folder: Path) -> None:
        self._window, self._folder = window, folder
        self.taken: list[Path] = []

    def dress(self, scheme: str, percent: int = 100, size: tuple[int, int] = LAPTOP) -> None:
        """Change colours, text size and window size."""
        self._window.resize(*size)
        current_theme().configure(cast(Scheme, scheme), percent)
        settle()

    def take(self, name: str, show: Callable[[], object] | None = None) -> None:
        """Show something and save a picture of the window."""
        if show is not None:
            show()
        settle()
        while self._window.shell.jobs.busy():
            settle(1)
        settle()
        path = self._folder / f"{name}.png"
        self._window.grab().toImage().save(str(path), "PNG", 0)  # type: ignore[call-overload]
        self.taken.append(path)

    def go(self, name: str, screen: str, **arguments: str) -> None:
        """Go to a screen and save a picture of it."""
        self.take(name, lambda: self._window.shell.go(screen, **arguments))

    def open_list(self, check_id: str, file: Path, name: str) -> None:
        """Open a landlord's list for a check and save a picture of what is to be kept."""
        from tia_desktop.ui.screens.sample.list_page import ListPage

        self._window.shell.go("sample", check_id=check_id, step="list")
        page = self._window.shell.pages.page
        if isinstance(page, ListPage):
            self.take(name, lambda: page.take(file))

    def hand_over(self, check_id: str, number: str = "2468") -> None:
        """Give the laptop to somebody who fills in a survey, and take it back: three pictures."""
        shell = self._window.shell
        self.go("survey-hand", "survey", check_id=check_id, step="hand")
        box = self._window.focusWidget()
        if not isinstance(box, QLineEdit):
            return
        box.setText(number)
        self.take("survey-self", box.returnPressed.emit)
        yes = self._window.focusWidget()
        if isinstance(yes, QAbstractButton):
            self.take("survey-self-question", yes.click)
        shell.only.take_back(number)
        shell.go("overview")
        self.dress("light")

    def library(self) -> ShopLibrary:
        """Stories for a shop."""
        return self._window.shell.desk.shop_library()


def settle(rounds: int = 12) -> None:
    """Let layouts, hides, thumbnails and zero timers happen."""
    for _ in range(rounds):
        QApplication.processEvents()
        while thumbnails.loading():
            QApplication.processEvents()


def take_all(window: MainWindow, folder: Path, file: Path | None) -> int:
    """Save pictures of all screens into `folder`, from a copy of `file` (default: the sample). Returns 0."""
    folder.mkdir(parents=True, exist_ok=True)
    desk, kept = window.shell.desk, window.shell.desk.settings
    photographer = Photographer(window, folder)
    with tempfile.TemporaryDirectory(prefix="tia-screens-") as temporary:
        try:
            desk.save_settings(replace(kept, role="inspector", scheme="light", recent=()))
            photographer.dress("light")
            window.show()
            photographer.go("start", "start")
            photographer.go("new-inspection", "start", form="new")
            if file is None:
                ws = desk.open_sample(Path(temporary))
            else:
                ws = desk.open(Path(shutil.copy(file, temporary)))
            window.shell.opened(ws)
            _inspector(photographer, ws)
            _adviser(photographer, window, ws)
        finally:
            window.shell.close_inspection()
            window.shell.jobs.stop_all()
            desk.save_settings(kept)
    return 0


def _estate_visit(ws: Workspace) -> RealityCheck:
    """A check to show: an estate visit that is started, else any check."""
    return _check_of(ws, "rc07", "started")


def _check_of(ws: Workspace, kind: str, status: str = "") -> RealityCheck:
    """A check of a kind, in a state where there is one; else any check."""
    checks = ws.store.find(RealityCheck)
    of_kind = [c for c in checks if c.template == kind]
    return ([c for c in of_kind if c.status == status] or of_kind or checks)[0]


def _inspector(photographer: Photographer, ws: Workspace) -> None:
    check = _estate_visit(ws).id
    photographer.go("overview", "overview")
    _plan(photographer, ws)
    photographer.go("collect", "collect")
    photographer.go("plan-a-check", "collect", form="plan")
    photographer.go("capture", "capture", check_id=check)
    photographer.go("check-answers", "answers", check_id=check)
    photographer.go("quick-note", "note")
    photographer.go("inbox", "inbox")
    conclude(photographer, ws)
    for template in ws.pack.templates:
        own = _check_of(ws, template.id, "started" if template.id == "rc07" else "done")
        photographer.go(f"kind-{template.number:02}-{template.slug}", "capture", check_id=own.id)
    _numbers(photographer, ws)
    photographer.go("before-a-visit", "capture", check_id=_check_of(ws, "rc08", "planned").id)
    for scheme in ("dark", "contrast"):
        photographer.dress(scheme)
        photographer.go(f"capture-{scheme}", "capture", check_id=check)
        photographer.go(f"overview-{scheme}", "overview")
        photographer.go(f"judgement-{scheme}", "judgement")
        photographer.go(f"readiness-{scheme}", "readiness")
        _sample(photographer, ws, "results", f"sample-results-{scheme}")
        _shop(photographer, ws, "results", f"shop-results-{scheme}")
        _survey(photographer, ws, "results", f"survey-results-{scheme}")
    for percent in (150, 200):
        photographer.dress("light", percent)
        photographer.go(f"capture-{percent}", "capture", check_id=check)
        photographer.go(f"overview-{percent}", "overview")
        photographer.go(f"findings-{percent}", "findings")
        _sample(photographer, ws, "cases", f"sample-cases-{percent}")
        _shop(photographer, ws, "shops", f"shop-shops-{percent}")
        _survey(photographer, ws, "results", f"survey-results-{percent}")
    photographer.go("plan-team-200", "plan", page="team")
    photographer.dress("light", 100, FULL_HD)
    photographer.go("capture-full-hd", "capture", check_id=check)
    photographer.go("overview-full-hd", "overview")
    photographer.dress("light")
    _shop_that_runs(photographer, ws)


def _numbers(photographer: Photographer, ws: Workspace) -> None:
    """Every step of a sample of cases, of mystery shopping and of a survey."""
    for step in SAMPLE_STEPS:
        _sample(photographer, ws, step, f"sample-{step}")
    _list_of_cases(photographer, ws)
    for step in SHOP_STEPS:
        _shop(photographer, ws, step, f"shop-{step}")
    for step in SURVEY_STEPS:
        _survey(photographer, ws, step, f"survey-{step}")
    photographer.hand_over(_survey_check(ws))
    photographer.go("plan-figures", "figures")


def _sample(photographer: Photographer, ws: Workspace, step: str, name: str) -> None:
    """A step of the sample of cases, of a check that has one."""
    drawn = next(iter(ws.store.find(Sample)), None)
    check = drawn.check_id if drawn else _check_of(ws, "rc06").id
    photographer.go(name, "sample", check_id=check, step=step)


def _list_of_cases(photographer: Photographer, ws: Workspace) -> None:
    """A landlord's list that was opened and is not kept yet."""
    from tia_desktop.services.sample_cases import COLUMNS, made_up_rows

    drawn = {sample.check_id for sample in ws.store.find(Sample)}
    check = next((c for c in ws.store.find(RealityCheck, template="rc06") if c.id not in drawn), None)
    with tempfile.TemporaryDirectory(prefix="tia-list-") as folder:
        file = Path(folder) / "repairs-of-the-year.csv"
        with file.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows([COLUMNS, *made_up_rows(datetime.fromisoformat(ws.store.now()).date())])
        photographer.open_list((check or _check_of(ws, "rc06")).id, file, "sample-list-opened")


def _shop(photographer: Photographer, ws: Workspace, step: str, name: str) -> None:
    """A step of mystery shopping, of a check that has shops."""
    begun = next(iter(ws.store.find(ShopAttempt)), None)
    photographer.go(name, "shop", check_id=begun.check_id if begun else _check_of(ws, "rc11").id, step=step)


def _shop_that_runs(photographer: Photographer, ws: Workspace) -> None:
    """One shop with its clock: somebody was passed on and waits. It is made for the pictures."""
    from tia_desktop.services.shop_events import record_event
    from tia_desktop.services.shop_setup import staff_told
    from tia_desktop.services.shopping import start_attempt

    before = next(iter(ws.store.find(ShopAttempt)), None)
    if before is None or staff_told(ws) is None:
        return
    with clock_at(ws, CLOCK) as now:

        def ago(seconds: int) -> str:
            return (now - timedelta(seconds=seconds)).isoformat()

        shop = start_attempt(
            ws,
            photographer.library(),
            before.check_id,
            "damp",
            "Mr Blackspot",
            at=ago(94),
            author=before.author,
        )
        record_event(ws, shop, "answer", at=ago(81))
        record_event(ws, shop, "transfer", at=ago(25), words="Passed on to the damp team, with a name.")
        for scheme, percent in (("light", 100), ("dark", 100), ("light", 200)):
            photographer.dress(scheme, percent)
            more = f"-{scheme}" if scheme != "light" else "-200" if percent == 200 else ""
            photographer.go(f"shop-live{more}", "shop", check_id=before.check_id, attempt_id=shop)
    photographer.dress("light")


@contextmanager
def clock_at(ws: Workspace, clock: str) -> Iterator[datetime]:
    """Let it be a time of today for the open inspection, and give that moment."""
    today = datetime.fromisoformat(ws.store.now()).date()
    moment = datetime.combine(today, time.fromisoformat(clock)).astimezone()
    real = ws.store.now
    ws.store.now = moment.isoformat  # type: ignore[method-assign]
    try:
        yield moment
    finally:
        ws.store.now = real  # type: ignore[method-assign]


def _survey(photographer: Photographer, ws: Workspace, step: str, name: str) -> None:
    """A step of a survey, of a check that has one."""
    photographer.go(name, "survey", check_id=_survey_check(ws), step=step)


def _survey_check(ws: Workspace) -> str:
    kept = next(iter(ws.store.find(Survey)), None)
    return kept.check_id if kept else _check_of(ws, "rc12").id


def _plan(photographer: Photographer, ws: Workspace) -> None:
    photographer.go("plan", "plan")
    for page in ("team", "checks", "programme", "documents", "assessment"):
        photographer.go(f"plan-{page}", "plan", page=page)
    photographer.go("plan-one-check", "plan", check_id=_estate_visit(ws).id)


def _adviser(photographer: Photographer, window: MainWindow, ws: Workspace) -> None:
    adviser = next((m.name for m in ws.store.find(TeamMember) if m.role == "tia"), "Adviser")
    window.shell.desk.save_settings(replace(window.shell.desk.settings, role="tia", author=adviser))
    from tia_desktop.services.team import declare_not_own_landlord

    photographer.take("before-you-start", lambda: _as_new(window))
    window.shell.desk.save_settings(replace(window.shell.desk.settings, author=adviser))
    ws.author = adviser
    declare_not_own_landlord(ws, adviser)
    photographer.take("my-checks", window.shell.go_home)
    photographer.go("adviser-capture", "capture", check_id=_estate_visit(ws).id)
    photographer.go("practice", "practice")
    for scheme, percent, name in (("dark", 100, "my-checks-dark"), ("light", 200, "my-checks-200")):
        photographer.dress(scheme, percent)
        photographer.go(name, "my_checks")
    photographer.dress("light")


def _as_new(window: MainWindow) -> None:
    """The view of an adviser who has not said anything yet."""
    window.shell.desk.save_settings(replace(window.shell.desk.settings, author=""))
    window.shell.go_home()
