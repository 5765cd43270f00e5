"""The drawings of the sample are whole pictures, small, and the same each time."""

from __future__ import annotations

import hashlib
import json

import pytest
from PySide6.QtGui import QImage

from tia_desktop.domain.pictures import media_type_of
from tia_desktop.paths import resources_dir
from tia_desktop.services.sample_canvas import HEIGHT, WIDTH, Canvas
from tia_desktop.services.sample_pictures import NAMES, picture


@pytest.mark.parametrize("name", NAMES)
def test_qt_reads_it(name: str) -> None:
    data = picture(name)
    assert media_type_of(data) == "image/png"
    assert len(data) < 8_000
    image = QImage.fromData(data)
    assert (image.width(), image.height()) == (WIDTH, HEIGHT)
    colours = {image.pixel(x, y) for x in range(0, WIDTH, 8) for y in range(0, HEIGHT, 8)}
    assert 5 <= len(colours) <= 20, "a drawing, not noise"


def test_it_is_drawn_the_same_each_time() -> None:
    first = {name: hashlib.sha256(picture(name)).hexdigest() for name in NAMES}
    picture.cache_clear()
    assert {name: hashlib.sha256(picture(name)).hexdigest() for name in NAMES} == first
    assert len(set(first.values())) == len(NAMES), "no two are the same"


def test_every_drawing_has_a_caption_and_is_used() -> None:
    folder = resources_dir() / "sample"
    told = json.loads((folder / "photos.json").read_text("utf-8"))["photos"]
    assert set(told) == set(NAMES)
    used = [
        note["photo"]
        for file in (folder / "checks").glob("*.json")
        for note in json.loads(file.read_text("utf-8")).get("notes", ())
        if "photo" in note
    ]
    assert sorted(used) == sorted(NAMES)


def image_of(canvas: Canvas) -> QImage:
    return QImage.fromData(canvas.png())


def test_what_lies_outside_is_cut_off() -> None:
    canvas = Canvas("ffffff")
    canvas.box("ff0000", -50, -50, 60, 60)
    canvas.box("00ff00", WIDTH + 5, 10, 30, 30)
    canvas.disc("0000ff", WIDTH, HEIGHT, 20)
    canvas.shape("00ffff", [(300, -40), (340, 20), (260, 20)])
    image = image_of(canvas)
    assert image.pixelColor(9, 9).name() == "#ff0000"
    assert image.pixelColor(10, 10).name() == "#ffffff"
    assert image.pixelColor(WIDTH - 1, HEIGHT - 1).name() == "#0000ff"
    assert image.pixelColor(WIDTH - 1, 20).name() == "#ffffff"
    assert image.pixelColor(300, 5).name() == "#00ffff"


def test_a_line_and_a_word_leave_ink() -> None:
    canvas = Canvas("ffffff")
    canvas.line("000000", (100, 100), (200, 200), 6)
    canvas.word("ff0000", 300, 300, "I", 10)
    canvas.frame("00ff00", 400, 100, 100, 100)
    image = image_of(canvas)
    assert image.pixelColor(150, 150).name() == "#000000"
    assert image.pixelColor(150, 190).name() == "#ffffff"
    assert image.pixelColor(315, 325).name() == "#ff0000"
    assert image.pixelColor(405, 325).name() == "#ffffff"
    assert image.pixelColor(402, 150).name() == "#00ff00"
    assert image.pixelColor(450, 150).name() == "#ffffff"
