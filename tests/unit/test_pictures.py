"""Pictures as they come: recognised by content, upright, and shared without anything personal."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tests.helpers.pictures import (
    HEIC,
    LATITUDE,
    LONGITUDE,
    camera_exif,
    corners,
    drawn,
    encoded,
    phone_photo,
)
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.pictures import PictureFacts, media_type_of, sound_position
from tia_desktop.importers import pictures
from tia_desktop.services.desk import Pixels

KINDS = {
    "JPEG": "image/jpeg",
    "PNG": "image/png",
    "GIF": "image/gif",
    "WEBP": "image/webp",
    "TIFF": "image/tiff",
    "BMP": "image/bmp",
    "AVIF": "image/avif",
}
UPRIGHT = {"top left": "white", "top right": "blue", "bottom left": "red"}
TURNED_RIGHT = {"top left": "red", "top right": "white", "bottom left": "blue"}


def shown(pixels: Pixels) -> Image.Image:
    return Image.frombytes("RGBA", (pixels.width, pixels.height), pixels.rgba)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_known_by_its_content(kind: str) -> None:
    data = encoded(kind=kind)
    assert pictures.facts("notes.txt", data) == PictureFacts(KINDS[kind], 64, 48)
    assert corners(shown(pictures.small(data, 64, 48))) == UPRIGHT
    assert corners(Image.open(io.BytesIO(pictures.shared_copy(data)))) == UPRIGHT


def test_heic_is_read_turned_and_shared_as_jpeg() -> None:
    data = HEIC.read_bytes()
    facts = pictures.facts("IMG_1.HEIC", data)
    assert (facts.media_type, facts.width, facts.height) == ("image/heic", 48, 64)
    assert facts.taken_at == "2026-05-21T14:30:05"
    assert facts.position == pytest.approx((LATITUDE, LONGITUDE))
    assert corners(shown(pictures.small(data, 100, 100))) == TURNED_RIGHT
    copy = Image.open(io.BytesIO(pictures.shared_copy(data)))
    assert (copy.format, copy.size) == ("JPEG", (48, 64))
    assert corners(copy) == TURNED_RIGHT


@pytest.mark.parametrize(
    ("orientation", "size", "corner"),
    [
        (1, (64, 48), "top left"),
        (2, (64, 48), "top right"),
        (4, (64, 48), "bottom left"),
        (5, (48, 64), "top left"),
        (6, (48, 64), "top right"),
        (8, (48, 64), "bottom left"),
    ],
)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_pictures_stand_as_the_camera_was_held(
    kind: str, orientation: int, size: tuple[int, int], corner: str
) -> None:
    data = encoded(kind=kind, exif=camera_exif(orientation=orientation))
    facts = pictures.facts("x", data)
    assert (facts.width, facts.height) == size
    pixels = pictures.small(data, 64, 64)
    assert (pixels.width, pixels.height) == size
    assert corners(shown(pixels))[corner] == "white"
    assert corners(Image.open(io.BytesIO(pictures.shared_copy(data))))[corner] == "white"


@pytest.mark.parametrize("place", [(51.5072, -0.1275), (-33.8688, 151.2093), (64.15, -21.94)])
def test_the_place_and_time_a_camera_noted(place: tuple[float, float]) -> None:
    facts = pictures.facts("x.jpg", phone_photo(latitude=place[0], longitude=place[1]))
    assert facts.position == pytest.approx(place, abs=1e-6)
    assert facts.taken_at == "2026-05-21T14:30:05"


@pytest.mark.parametrize("place", [(0.0, 0.0), (91.0, 0.0), (0.0, 181.0)])
def test_what_is_no_place_on_earth_is_no_place(place: tuple[float, float]) -> None:
    assert pictures.facts("x.jpg", phone_photo(latitude=place[0], longitude=place[1])).position is None


@given(st.floats(), st.floats())
def test_a_sound_position_is_always_on_earth(latitude: float, longitude: float) -> None:
    if sound_position(latitude, longitude):
        assert -90 <= latitude <= 90
        assert -180 <= longitude <= 180


@pytest.mark.parametrize("said", ["9999:99:99 99:99:99", "", "yesterday", "0000:00:00 00:00:00"])
def test_a_time_that_is_none_is_left_out(said: str) -> None:
    exif = camera_exif()
    exif.get_ifd(0x8769)[0x9003] = said
    assert pictures.facts("x.jpg", encoded(exif=exif)).taken_at == ""


# ---- shared copies (FAULTS 49)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "HEIC"])
def test_a_shared_copy_holds_pixels_and_nothing_else(kind: str) -> None:
    image = drawn()
    if kind == "HEIC":
        data = HEIC.read_bytes()
    else:
        comment = {"comment": b"SecretComment"} if kind == "JPEG" else {}
        xmp = {"xmp": b"<x:xmpmeta>SecretXmp</x:xmpmeta>"} if kind in ("JPEG", "WEBP") else {}
        data = encoded(image, kind, exif=camera_exif(), icc_profile=b"SecretProfile" * 20, **comment, **xmp)
    assert b"Secret" in data
    assert kind == "TIFF" or pictures.facts("x", data).position is not None
    copy = pictures.shared_copy(data)
    read = Image.open(io.BytesIO(copy))
    assert not read.getexif()
    assert set(read.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert b"Secret" not in copy
    assert b"Exif" not in copy
    assert pictures.facts("x", copy).position is None


def test_bytes_behind_the_picture_are_not_shared() -> None:
    """Phones hide a film or a second picture there."""
    assert b"SecretFilm" not in pictures.shared_copy(phone_photo() + b"SecretFilm" * 100)


def test_what_is_see_through_stays_so() -> None:
    image = drawn().convert("RGBA")
    image.putpixel((5, 5), (0, 0, 0, 0))
    copy = Image.open(io.BytesIO(pictures.shared_copy(encoded(image, "PNG"))))
    assert (copy.format, copy.mode) == ("PNG", "RGBA")
    assert copy.getpixel((5, 5)) == (0, 0, 0, 0)
    assert copy.info == {}


def test_a_shared_copy_is_not_larger_than_a_wall_needs() -> None:
    copy = Image.open(io.BytesIO(pictures.shared_copy(encoded(drawn(6000, 300)))))
    assert copy.size == (4000, 200)


def test_what_cannot_be_shown_cannot_be_shared() -> None:
    with pytest.raises(InputError, match="too damaged"):
        pictures.shared_copy(b"\x89PNG\r\n\x1a\n" + bytes(50))


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGBA", "I;16", "I", "F", "CMYK", "YCbCr", "LAB"])
def test_every_kind_of_pixel_can_be_shown(mode: str) -> None:
    grey = drawn().convert("L")
    if mode == "I;16":
        image = Image.frombytes("I;16", grey.size, b"".join(bytes([0, v]) for v in grey.tobytes()))
    elif mode == "LAB":
        image = Image.new("LAB", grey.size, (180, 128, 128))
    else:
        image = drawn().convert(mode)
    data = encoded(image, "TIFF")
    seen = shown(pictures.small(data, 64, 48)).convert("L")
    assert seen.size == (64, 48)
    if mode in ("I;16", "I", "F"):
        assert seen.getextrema() == (0, 255)
    assert Image.open(io.BytesIO(pictures.shared_copy(data))).size == (64, 48)


# ---- by content, not by name


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"BM",
        b"BMW in the way of the ramp, 21 May",
        b"%PDF-1.7",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"%!PS-Adobe-3.0 EPSF-3.0",
        b"RIFF\x00\x00\x00\x00WAVE",
        b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00isommp42",
        b"MZ\x90\x00",
        b"GIF88a",
    ],
)
def test_what_only_looks_a_little_like_a_picture_is_refused(data: bytes) -> None:
    assert media_type_of(data) == ""
    with pytest.raises(InputError) as refused:
        pictures.facts("photo.jpg", data)
    assert refused.value.sentence.startswith("“photo.jpg” is not a picture that can be kept")


def test_a_film_with_a_picture_brand_is_known_by_all_its_brands() -> None:
    box = (28).to_bytes(4, "big") + b"ftyp" + b"mif1" + bytes(4)
    assert media_type_of(box + b"avifmiaf") == "image/avif"
    assert media_type_of(box + b"heicmiaf") == "image/heic"


@given(st.binary(max_size=300))
def test_any_bytes_are_refused_or_described(data: bytes) -> None:
    if not media_type_of(data):
        with pytest.raises(InputError):
            pictures.facts("x", data)
    else:
        assert pictures.facts("x", data).is_damaged  # no picture is so short
    assert pictures.small(data, 20, 20) == Pixels(0, 0, b"")


@given(st.integers(0, 3), st.integers(1, 5_000), st.binary(min_size=1, max_size=8))
def test_a_spoiled_photo_is_kept_or_refused_and_never_more(which: int, at: int, bad: bytes) -> None:
    whole = _WHOLE[which]
    at %= len(whole)
    data = whole[:at] + bad + whole[at + len(bad) :]
    try:
        facts = pictures.facts("x", data)
    except InputError:
        return
    pixels = pictures.small(data, 30, 30)
    assert len(pixels.rgba) == 4 * pixels.width * pixels.height
    assert facts.is_damaged in (True, False)


_WHOLE = (phone_photo(), encoded(kind="PNG"), encoded(kind="WEBP"), encoded(kind="AVIF"))
