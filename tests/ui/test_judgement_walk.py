"""The accessibility walk over every page of the judgement, in every look."""

from __future__ import annotations

import pytest

from tests.ui.a11y import report, settle, small_targets, walk
from tests.ui.conftest import OpenWindow
from tests.ui.judgement_pages import JUDGEMENT_PAGES
from tests.ui.looks import Look
from tia_desktop.services.workspace import Workspace


@pytest.mark.parametrize("screen", JUDGEMENT_PAGES)
def test_every_page(sample: Workspace, open_window: OpenWindow, screen: str, look: Look) -> None:
    window = open_window(sample, **look.window)
    JUDGEMENT_PAGES[screen](window, sample)
    settle(10)
    problems = walk(window)
    assert not problems, report(problems)


@pytest.mark.parametrize("page", ["", "drivers", "release"])
@pytest.mark.parametrize("px", [16, 32])
def test_nothing_there_yet(ws: Workspace, open_window: OpenWindow, page: str, px: int) -> None:
    window = open_window(ws, px=px)
    window.shell.go("judgement", **({"page": page} if page else {}))
    settle(10)
    problems = walk(window)
    assert not problems, report(problems)


def test_targets_reach_the_size_aimed_at(sample: Workspace, open_window: OpenWindow) -> None:
    window = open_window(sample)
    for screen, show in JUDGEMENT_PAGES.items():
        show(window, sample)
        settle(10)
        small = small_targets(window)
        assert not small, f"{screen}: {report(small)}"
