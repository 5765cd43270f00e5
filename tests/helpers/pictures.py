"""Pictures for tests, drawn here: with a position, turned, cut short, far too large."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

TAKEN = "2026:05:21 14:30:05"
LATITUDE, LONGITUDE = 51.5072, -0.1275
HEIC = Path(__file__).with_name("photo.heic")
"""Drawn by us, 48 x 64 after turning, with a position. Pillow cannot make such a file."""


def camera_exif(
    *, orientation: int = 1, latitude: float | None = LATITUDE, longitude: float = LONGITUDE
) -> Image.Exif:
    """What a phone writes into a photo."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "SecretPhoneMaker"
    exif.get_ifd(0x8769)[0x9003] = TAKEN
    if latitude is not None:
        exif.get_ifd(0x8825).update(
            {
                1: "N" if latitude >= 0 else "S",
                2: _sexagesimal(latitude),
                3: "E" if longitude >= 0 else "W",
                4: _sexagesimal(longitude),
            }
        )
    return exif


def _sexagesimal(degrees: float) -> tuple[float, float, float]:
    whole = abs(degrees)
    minutes = (whole % 1) * 60
    return float(int(whole)), float(int(minutes)), round((minutes % 1) * 60, 4)


def drawn(width: int = 64, height: int = 48) -> Image.Image:
    """Red on the left, blue on the right, with a white corner at the top left."""
    image = Image.new("RGB", (width, height), "#2040c0")
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, width // 2 - 1, height - 1), fill="#d02020")
    pen.rectangle((0, 0, width // 4 - 1, height // 4 - 1), fill="#ffffff")
    return image


def encoded(image: Image.Image | None = None, kind: str = "JPEG", **more: Any) -> bytes:
    """A picture as a file."""
    out = io.BytesIO()
    (image or drawn()).save(out, kind, **more)
    return out.getvalue()


def phone_photo(**more: Any) -> bytes:
    """A JPEG as a phone makes it: with a position, the time and the maker."""
    return encoded(kind="JPEG", exif=camera_exif(**more), quality=92)


def large_photo() -> bytes:
    """A JPEG of about 4 MB with 12 million pixels, such as a phone makes."""
    noise = Image.effect_noise((1000, 750), 90).convert("RGB").resize((4000, 3000))
    return encoded(noise, exif=camera_exif(), quality=88)


def png_claiming(width: int, height: int) -> bytes:
    """A PNG of a few hundred bytes that says it is as large as this."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(bytes(10_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def corners(image: Image.Image) -> dict[str, str]:
    """Which colour is where, in words, to see how a picture is turned."""
    words = {"r": "red", "b": "blue", "w": "white"}
    found = {}
    for name, x, y in (("top left", 2, 2), ("top right", -3, 2), ("bottom left", 2, -3)):
        red, _green, blue = image.convert("RGB").getpixel((x % image.width, y % image.height))  # type: ignore[misc]
        found[name] = words["w" if min(red, blue) > 150 else "r" if red > blue else "b"]
    return found
