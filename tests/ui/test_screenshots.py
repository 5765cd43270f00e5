"""The pictures of the numbers: a list before it is kept, and a clock that stands still for its picture."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QImage

from tests.ui.conftest import OpenWindow
from tia_desktop.domain.case_records import CaseList
from tia_desktop.domain.shop_records import ShopAttempt
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.main_window import MainWindow
from tia_desktop.ui.screens.sample.list_page import ListPage
from tia_desktop.ui.screens.shop.live_page import LivePage
from tia_desktop.ui.screenshots import (
    CLOCK,
    Photographer,
    _list_of_cases,
    _shop_that_runs,
    _survey_check,
    clock_at,
)
from tia_desktop.ui.theme import current_theme


class Watcher(Photographer):
    """Remembers what the clock showed when its picture was taken."""

    def __init__(self, window: MainWindow, folder: Path) -> None:
        super().__init__(window, folder)
        self.window, self.seen = window, list[tuple[str, str]]()

    def take(self, name: str, show: Callable[[], object] | None = None) -> None:
        super().take(name, show)
        page = self.window.shell.pages.page
        assert isinstance(page, LivePage)
        self.seen.append((page.clock.face.large, page.clock.face.what))


def test_a_list_is_shown_before_it_is_kept(
    sample: Workspace, open_window: OpenWindow, tmp_path: Path
) -> None:
    window, before = open_window(sample), sample.store.count(CaseList)
    photographer = Photographer(window, tmp_path)
    _list_of_cases(photographer, sample)
    page = window.shell.pages.page
    assert isinstance(page, ListPage)
    form = page.presenter.form()
    assert form is not None
    assert [column.name for column in form.columns if not column.is_kept] == ["Tenant name", "Telephone"]
    assert sample.store.count(CaseList) == before
    (taken,) = photographer.taken
    assert not QImage(str(taken)).isNull()


def test_a_clock_stands_still_for_its_pictures(
    sample: Workspace, open_window: OpenWindow, tmp_path: Path
) -> None:
    window, now = open_window(sample), sample.store.now
    photographer = Watcher(window, tmp_path)
    _shop_that_runs(photographer, sample)
    assert photographer.seen == [("0:25", "waiting after being passed on")] * 3
    assert [path.stem for path in photographer.taken] == ["shop-live", "shop-live-dark", "shop-live-200"]
    assert sample.store.now == now, "the clock goes on afterwards"
    (made,) = (s for s in sample.store.find(ShopAttempt) if s.alias == "Mr Blackspot")
    assert made.started_at[11:19] == "10:29:40"
    with clock_at(sample, CLOCK) as moment:
        assert sample.store.now() == moment.isoformat()


def test_a_laptop_is_handed_over_and_taken_back(
    sample: Workspace, open_window: OpenWindow, tmp_path: Path
) -> None:
    window = open_window(sample)
    photographer = Photographer(window, tmp_path)
    photographer.hand_over(_survey_check(sample))
    names = [path.stem for path in photographer.taken]
    assert names == ["survey-hand", "survey-self", "survey-self-question"]
    assert not window.shell.only.on
    assert current_theme().percent == 100
