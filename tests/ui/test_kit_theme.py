"""Colours and text size switch while the window is open, and nothing is cut off afterwards."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.a11y import contrast_problems, report, settle, walk
from tests.ui.kit.gallery import Gallery, KitPage, QuestionPage
from tests.ui.kit.stage import dress, on_stage
from tia_desktop.ui import theme
from tia_desktop.ui.icons import icon_pixmap
from tia_desktop.ui.tokens import BY_SCHEME
from tia_desktop.ui.widgets import Page, button, em, label

UI = Path(theme.__file__).parent


@pytest.mark.parametrize("name", list(BY_SCHEME))
def test_every_pair_of_tokens_has_contrast(name: str) -> None:
    problems = contrast_problems(BY_SCHEME[name])
    assert not problems, report(problems)


def test_schemes_have_the_same_tokens() -> None:
    assert len({frozenset(tokens) for tokens in BY_SCHEME.values()}) == 1


def test_colours_are_written_in_the_tokens_only() -> None:
    colour = re.compile(
        r"[\"'\s:]#[0-9A-Fa-f]{3,8}\b|\brgba?\(|QColor\(\s*[\"'\d]|GlobalColor\.(?!transparent)"
    )
    found = [
        f"{path.relative_to(UI)}: {line.strip()}"
        for path in UI.rglob("*.py")
        if path.name != "tokens.py"
        for line in path.read_text(encoding="utf-8").splitlines()
        if colour.search(line)
    ]
    icons = Path(UI.parent.parent / "resources" / "icons")
    found += [svg.name for svg in icons.glob("*.svg") if "#" in svg.read_text(encoding="utf-8")]
    assert found == []


def test_text_size_has_a_floor_and_scales_everything(qtbot: QtBot) -> None:
    dress()
    live = theme.install(QApplication.instance(), "light")  # type: ignore[arg-type]
    assert live.base_px >= theme.FLOOR_PX
    base = live.base_px
    live.set_percent(200)
    assert live.base_px == 2 * base
    assert em(44) == round(44 * live.base_px / 16)
    assert QApplication.font().pixelSize() == live.base_px
    live.set_percent(900)
    assert live.percent == 200
    live.set_base_px(14)
    assert theme.font_px("small") == theme.SMALLEST_PX


def test_high_contrast_of_the_system_keeps_the_systems_colours() -> None:
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Window, Qt.GlobalColor.black)
    palette.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.black)
    palette.setColor(QPalette.ColorRole.WindowText, Qt.GlobalColor.yellow)
    tokens = theme._from_system(palette, BY_SCHEME["light"])
    assert tokens["text"] == "#FFFF00"
    assert tokens["bg"] == tokens["vweak_soft"] == "#000000"
    assert contrast_problems(tokens) == []


@pytest.mark.parametrize("page", [KitPage, QuestionPage])
def test_switching_the_text_size_while_open(qtbot: QtBot, page: type[KitPage] | type[QuestionPage]) -> None:
    dress(px=16)
    with on_stage(Gallery(page())) as window:
        for px in (32, 24, 16):
            theme.current_theme().set_base_px(px)
            settle(6)
            problems = walk(window, tabs=False)
            assert not problems, f"{px} px\n{report(problems)}"


def test_switching_the_colours_repaints_buttons_and_icons(qtbot: QtBot) -> None:
    dress(px=16)
    page = Page("One")
    page.add(button("Save", kind="primary", icon="check"), label("Words"))
    with on_stage(page, (400, 300)):
        pictures = []
        schemes: tuple[theme.Scheme, ...] = ("light", "dark", "contrast")
        for scheme in schemes:
            theme.current_theme().set_scheme(scheme)
            settle()
            pictures.append(_colours(page.grab().toImage()))
            assert theme.token("primary").upper() in pictures[-1]
            assert theme.token("bg").upper() in pictures[-1]
    theme.current_theme().set_scheme("light")


def _colours(image: QImage) -> set[str]:
    pixels = ((x, y) for x in range(0, image.width(), 2) for y in range(0, image.height(), 2))
    return {image.pixelColor(x, y).name().upper() for x, y in pixels}


def test_every_icon_draws_something(qtbot: QtBot) -> None:
    dress()
    names = sorted(path.stem for path in (UI.parent.parent / "resources" / "icons").glob("*.svg"))
    assert len(names) > 40
    for name in names:
        image = icon_pixmap(name, "primary", 24).toImage()
        inks = {image.pixelColor(x, y).alpha() for x in range(image.width()) for y in range(image.height())}
        assert max(inks) == 255, name
