"""The sketch map: true to scale, in words, and only from places that were agreed to."""

from __future__ import annotations

import math
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.stores import begin, new_file
from tia_desktop.bootstrap import AppDesk
from tia_desktop.charts import style
from tia_desktop.charts.sketch_map import bar_metres, points_per_metre, sketch_map
from tia_desktop.domain.pictures import PictureFacts
from tia_desktop.services import capture, photos, plan
from tia_desktop.services.sketch import Sketch, SketchPlace, length_words, sketch_of

METRE = 1 / 111_194.93  # degrees of latitude
PLACES = [("Block C", 0.0, 0.0), ("Bin store", 30.0, 40.0), ("Play area", -20.0, -60.0)]


def sketch(
    places: list[tuple[str, float, float]], *, latitude: float = 51.5, keep: bool = True
) -> Sketch | None:
    """A check with one photo at each place: its name, metres east and metres north."""
    from tests.fakes import FakeStore

    ws = begin(FakeStore())
    check = plan.add_check(ws, ws.pack.templates[0].id, "Elm Park")
    ws.photo_places.answers[check] = keep
    for label, east, north in places:
        note = capture.add_note(ws, capture.NoteDraft(text="x", check_id=check, place=label))
        facts = PictureFacts(
            "image/png",
            latitude=latitude + north * METRE,
            longitude=-0.12 + east * METRE / math.cos(math.radians(latitude)),
        )
        photos.attach_photo(ws, note, "x.png", f"{label}{east}{north}".encode(), facts=facts)
    return sketch_of(ws, check)


def need(places: list[tuple[str, float, float]]) -> Sketch:
    made = sketch(places)
    assert made is not None
    return made


def test_places_in_words() -> None:
    assert [p.words for p in need(PLACES).places] == [
        "1 Block C, 50 m south-west of 2",
        "2 Bin store, 50 m north-east of 1",
        "3 Play area, 63 m south of 1",
    ]


def test_metres_are_metres_in_both_directions() -> None:
    first, second, third = need(PLACES).places
    assert (second.east - first.east, second.north - first.north) == pytest.approx((30, 40), abs=0.1)
    assert (third.east - first.east, third.north - first.north) == pytest.approx((-20, -60), abs=0.1)


def test_photos_at_one_place_are_one_place() -> None:
    made = need([("Block C", 0, 0), ("Block C", 1, 1), ("Entrance", 1, 1), ("Block C", 40, 0)])
    assert [(p.label, p.photos) for p in made.places] == [("Block C", 2), ("Entrance", 1), ("Block C", 1)]
    assert made.places[1].words == "2 Entrance, 1 m north-east of 1"


@pytest.mark.parametrize("places", [[], PLACES[:1], [("Block C", 0.0, 0.0), ("Block C", 1.0, 0.0)]])
def test_no_map_of_fewer_than_two_places(places: list[tuple[str, float, float]]) -> None:
    assert sketch(places) is None


def test_no_map_without_agreement() -> None:
    assert sketch(PLACES, keep=False) is None


def test_across_the_date_line() -> None:
    from tests.fakes import FakeStore

    ws = begin(FakeStore())
    check = plan.add_check(ws, ws.pack.templates[0].id, "Far away")
    ws.photo_places.answers[check] = True
    for number, longitude in enumerate((179.9999, -179.9999)):
        note = capture.add_note(ws, capture.NoteDraft(text="x", check_id=check, place=str(number)))
        facts = PictureFacts("image/png", latitude=1.0, longitude=longitude)
        photos.attach_photo(ws, note, "x.png", str(number).encode(), facts=facts)
    made = sketch_of(ws, check)
    assert made is not None
    assert made.places[0].words == "1 0, 22 m west of 2"


@pytest.mark.parametrize(
    ("metres", "words"), [(0.4, "0 m"), (12.4, "12 m"), (999.4, "999 m"), (1000, "1 km"), (12_345, "12.3 km")]
)
def test_lengths_in_words(metres: float, words: str) -> None:
    assert length_words(metres) == words


# ---- the drawing


def texts(drawing: object) -> list[tuple[str, float, float]]:
    from reportlab.graphics.shapes import String

    return [(s.text, s.x, s.y) for s in drawing.contents if isinstance(s, String)]  # type: ignore[attr-defined]


def discs(drawing: object) -> list[tuple[float, float]]:
    from reportlab.graphics.shapes import Circle

    return [
        (c.cx, c.cy)
        for c in drawing.contents  # type: ignore[attr-defined]
        if isinstance(c, Circle) and c.r > 5
    ]


def test_the_drawing_has_one_scale_and_north_up() -> None:
    style.register_fonts()
    made = need(PLACES)
    drawing = sketch_map(made)
    scale = points_per_metre(made.places, 482 - 68, 280 - 30 - 68)
    (x1, y1), (x2, y2), (x3, y3) = discs(drawing)
    assert (x2 - x1, y2 - y1) == pytest.approx((30 * scale, 40 * scale), abs=0.5)
    assert (x3 - x1, y3 - y1) == pytest.approx((-20 * scale, -60 * scale), abs=0.5)
    said = [text for text, _, _ in texts(drawing)]
    assert said == ["1", "Block C", "2", "Bin store", "3", "Play area", "N", "50 m"]


@given(
    st.lists(
        st.tuples(st.text(max_size=60), st.floats(-5000, 5000), st.floats(-5000, 5000)),
        min_size=2,
        max_size=30,
    )
)
def test_everything_stays_on_the_paper(places: list[tuple[str, float, float]]) -> None:
    style.register_fonts()
    made = Sketch("x", tuple(SketchPlace(n, label, e, k, 1) for n, (label, e, k) in enumerate(places, 1)))
    middle = [(min(a) + max(a)) / 2 for a in ([p.east for p in made.places], [p.north for p in made.places])]
    made = Sketch(
        "x",
        tuple(
            SketchPlace(p.number, p.label, p.east - middle[0], p.north - middle[1], 1) for p in made.places
        ),
    )
    drawing = sketch_map(made)
    for x, y in discs(drawing):
        assert 0 <= x <= drawing.width
        assert 0 <= y <= drawing.height


@given(st.floats(1e-4, 1e3), st.floats(10, 500))
def test_the_scale_bar_is_round_and_fits(scale: float, room: float) -> None:
    metres = bar_metres(scale, room)
    assert metres * scale <= room * 1.000001
    assert metres * scale * 2.6 > room
    assert re.fullmatch(r"[125]0*", f"{metres / 10 ** math.floor(math.log10(metres)):.0f}")


def test_one_drawing_for_screen_and_paper(tmp_path: Path) -> None:
    from reportlab.graphics import renderPDF

    made = need([("Block C & <b>", 0, 0), ("Bin store", 30, 40)])
    svg = AppDesk().draw(made)
    tree = ET.fromstring(svg)
    said = [node.text for node in tree.iter("{http://www.w3.org/2000/svg}text")]
    assert "Block C & <b>" in said
    assert not [e for e in tree.iter() if e.tag.endswith("image")]
    assert b"href=" not in svg  # nothing is fetched from anywhere
    pdf = tmp_path / "map.pdf"
    renderPDF.drawToFile(sketch_map(made), str(pdf))
    assert b"/Subtype /Image" not in pdf.read_bytes()


def test_places_in_a_real_file(tmp_path: Path) -> None:
    ws = begin(new_file(tmp_path / "a.tia"))
    check = plan.add_check(ws, ws.pack.templates[0].id, "Elm Park")
    ws.photo_places.answers[check] = True
    for number in range(2):
        note = capture.add_note(ws, capture.NoteDraft(text="x", check_id=check, place=f"Block {number}"))
        facts = PictureFacts("image/png", latitude=51.5 + number * 0.001, longitude=0.1)
        photos.attach_photo(ws, note, "x.png", str(number).encode(), facts=facts)
    made = sketch_of(ws, check)
    assert made is not None
    assert made.places[1].words == "2 Block 1, 111 m north of 1"
    ws.store.close()
