"""The walk over the gallery: every size of text, every scheme, and sentences 40 % longer."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.a11y import report, small_targets, walk
from tests.ui.kit.gallery import Gallery, KitPage, QuestionPage
from tests.ui.kit.stage import dress, on_stage
from tia_desktop.ui.theme import Scheme

PAGES = {"kit": KitPage, "question": QuestionPage}
SIZES = [(16, (1366, 728)), (16, (1920, 1040)), (24, (1366, 728)), (32, (1366, 688)), (16, (683, 344))]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(("px", "size"), SIZES)
def test_walk_at_every_size(qtbot: QtBot, page: str, px: int, size: tuple[int, int]) -> None:
    dress(px=px)
    with on_stage(Gallery(PAGES[page]()), size) as window:
        problems = walk(window)
        assert not problems, report(problems)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("px", [16, 32])
def test_walk_with_longer_sentences(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, page: str, px: int
) -> None:
    monkeypatch.setenv("TIA_LANG", "pseudo")
    dress(px=px)
    with on_stage(Gallery(PAGES[page]())) as window:
        problems = walk(window)
        assert not problems, report(problems)


@pytest.mark.parametrize("scheme", ["dark", "contrast"])
def test_walk_in_other_colours(qtbot: QtBot, scheme: Scheme) -> None:
    dress(px=16, scheme=scheme)
    with on_stage(Gallery(QuestionPage())) as window:
        problems = walk(window)
        assert not problems, report(problems)


def test_targets_reach_the_size_aimed_at(qtbot: QtBot) -> None:
    dress(px=16)
    for page in PAGES.values():
        with on_stage(Gallery(page())) as window:
            small = small_targets(window)
            assert not small, report(small)
