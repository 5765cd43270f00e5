"""Pictures as they come: what they are, small ones to look at, and copies without anything personal.

Pillow and libheif do the decoding; they are loaded with the first picture. Files are hostile until shown:
only the decoder of the recognised format is tried, the size is read before anything is decoded, and one
picture is decoded at a time, so that memory stays bounded (FAULTS 46, 47, 49).
"""

from __future__ import annotations

import io
import logging
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from typing import Any

from tia_desktop.domain.errors import InputError, TiaError
from tia_desktop.domain.pictures import (
    MOST_JPEG_PIXELS,
    PictureFacts,
    kept_type,
    media_type_of,
    refuse_many_pixels,
    sound_position,
)
from tia_desktop.importers import pictures_apart
from tia_desktop.services.desk import Pixels

SHARED_EDGE = 4_000
"""Longest edge of a copy for sharing, in pixels: enough to read a notice on a photographed wall."""
_SHARED_QUALITY = 88
_NOTHING = Pixels(0, 0, b"")
_TOO_DAMAGED = "This picture is too damaged to make a copy for sharing. Leave it out."
_APART = {"image/heic"}
"""Decoded in a process apart (`pictures_apart`)."""

_DECODERS = {
    "image/jpeg": ("JPEG", "MPO"),
    "image/png": ("PNG",),
    "image/gif": ("GIF",),
    "image/tiff": ("TIFF",),
    "image/bmp": ("BMP",),
    "image/webp": ("WEBP",),
    "image/heic": ("HEIF",),
    "image/avif": ("AVIF",),
}
_TURNS = {
    1: "",
    2: "FLIP_LEFT_RIGHT",
    3: "ROTATE_180",
    4: "FLIP_TOP_BOTTOM",
    5: "TRANSPOSE",
    6: "ROTATE_270",
    7: "TRANSVERSE",
    8: "ROTATE_90",
}
"""What EXIF's orientation asks for, by Pillow's names."""
_SIDEWAYS = (5, 6, 7, 8)
_ORIENTATION, _EXIF_PART, _GPS_PART, _TAKEN = 0x0112, 0x8769, 0x8825, 0x9003

_ONE_AT_A_TIME = threading.Lock()
"""Bounds memory. Whether Pillow forgives a cut file is also one switch for the whole process."""


class Pictures:
    """`services.desk.PictureReader` for this laptop."""

    def facts(self, name: str, data: bytes) -> PictureFacts:
        """Say what a file is, or refuse it (see `facts`)."""
        return facts(name, data)

    def small(self, data: bytes, width: int, height: int) -> Pixels:
        """Decode a small picture (see `small`)."""
        return small(data, width, height)

    def shared_copy(self, data: bytes) -> bytes:
        """Make a copy without anything personal (see `shared_copy`)."""
        return shared_copy(data)


def facts(name: str, data: bytes) -> PictureFacts:
    """Look at a file that somebody wants to add.

    A picture that is cut short or broken is kept: it may be the only one.

    Raises:
        InputError: it is no picture, is larger than 100 MB, or claims more pixels than cameras make.
    """
    media_type = kept_type(name, data)
    if media_type not in _APART:
        return facts_here(name, data)
    answer = pictures_apart.ask("facts", data, name=name)
    if answer is None:
        return PictureFacts(media_type, is_damaged=True)
    if "refused" in answer.told:
        raise InputError(answer.told["refused"])
    return PictureFacts(**answer.told)


def small(data: bytes, width: int, height: int) -> Pixels:
    """Decode a picture to fit into a box of pixels, upright; a broken one as far as it goes.

    Returns:
        Its pixels; none (0 x 0) when nothing of it can be shown.
    """
    if media_type_of(data) not in _APART:
        return small_here(data, width, height)
    answer = pictures_apart.ask("small", data, width=width, height=height)
    return Pixels(answer.told["width"], answer.told["height"], answer.content) if answer else _NOTHING


def shared_copy(data: bytes) -> bytes:
    """Return a JPEG, or a PNG where something is see-through, with the pixels and nothing else.

    No EXIF, no position, no XMP, no comments, no colour profile, no thumbnail inside; upright; at most
    4,000 pixels along its longest edge. Everything that leaves the laptop goes through this (FAULTS 49).

    Raises:
        InputError: nothing of it can be shown.
    """
    if media_type_of(data) not in _APART:
        return shared_copy_here(data)
    answer = pictures_apart.ask("shared", data)
    if answer is None or "refused" in answer.told:
        raise InputError(_TOO_DAMAGED)
    return answer.content


# ---- in this process


def facts_here(name: str, data: bytes) -> PictureFacts:
    """As `facts`, in this process."""
    media_type = kept_type(name, data)
    with _ONE_AT_A_TIME:
        try:
            with _opened(name, data, media_type) as image:
                return _facts_of(image, media_type)
        except TiaError:
            raise
        except Exception:  # noqa: BLE001 - a decoder fails in any way it likes on a broken file
            return PictureFacts(media_type, is_damaged=True)


def small_here(data: bytes, width: int, height: int) -> Pixels:
    """As `small`, in this process."""
    with _ONE_AT_A_TIME:
        try:
            with _opened("", data, media_type_of(data), forgiving=True) as image:
                shown = _upright(image, max(1, width), max(1, height)).convert("RGBA")
                return Pixels(shown.width, shown.height, shown.tobytes())
        except Exception:  # noqa: BLE001 - as above: there is nothing to show
            return _NOTHING


def shared_copy_here(data: bytes) -> bytes:
    """As `shared_copy`, in this process."""
    with _ONE_AT_A_TIME:
        try:
            with _opened("", data, media_type_of(data), forgiving=True) as image:
                return _encoded(_upright(image, SHARED_EDGE, SHARED_EDGE))
        except Exception as error:
            raise InputError(_TOO_DAMAGED) from error


# ---- decoding


@cache
def _pillow() -> Any:
    """Load Pillow with the formats we take. Its own messages say nothing to anybody here."""
    import pi_heif
    from PIL import Image

    pi_heif.register_heif_opener()
    Image.MAX_IMAGE_PIXELS = MOST_JPEG_PIXELS // 2  # Pillow refuses twice as many, in frames too
    logging.getLogger("PIL").setLevel(logging.CRITICAL)
    return Image


@contextmanager
def _opened(name: str, data: bytes, media_type: str, *, forgiving: bool = False) -> Iterator[Any]:
    """Open a picture without decoding it; refuse it by its size."""
    from PIL import ImageFile

    pillow = _pillow()
    # A broken file makes Pillow warn; what there is to say about it is said in the window.
    warnings.filterwarnings("ignore", module=r"(PIL|pi_heif)\b")
    ImageFile.LOAD_TRUNCATED_IMAGES = forgiving
    try:
        try:
            image = pillow.open(io.BytesIO(data), formats=_DECODERS.get(media_type, ()))
        except pillow.DecompressionBombError:
            refuse_many_pixels(name, media_type, MOST_JPEG_PIXELS, 2)
            raise
        with image:
            progressive = bool(image.info.get("progressive"))
            refuse_many_pixels(name, media_type, *image.size, progressive=progressive)
            yield image
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = False


def _facts_of(image: Any, media_type: str) -> PictureFacts:
    width, height = image.size
    image.draft("RGB", (width // 8, height // 8))  # a JPEG is read to its end, in little memory
    exif = _exif(image)  # before loading: a TIFF lets go of its parts then
    taken_at, position = _taken_at(exif), _position(exif)
    if _turn(image) in _SIDEWAYS:
        width, height = height, width
    whole = True
    try:
        image.load()
    except Exception:  # noqa: BLE001 - cut short or broken; what the header says still holds
        whole = False
    latitude, longitude = position or (None, None)
    return PictureFacts(media_type, width, height, taken_at, latitude, longitude, is_damaged=not whole)


def _turn(image: Any) -> int:
    """Return the orientation that is still to be applied: 1 to 8. Pillow turns TIFF by itself."""
    orientation = 1 if image.format == "TIFF" else _exif(image).get(_ORIENTATION)
    return orientation if isinstance(orientation, int) and orientation in _TURNS else 1


def _upright(image: Any, width: int, height: int) -> Any:
    """Return the picture within a box, turned as the camera was held, with 8 bits a channel."""
    turn = _turn(image)
    box = (height, width) if turn in _SIDEWAYS else (width, height)
    image.draft("RGB", box)
    image.load()
    times = min(image.width // box[0], image.height // box[1])
    if times > 1 and image.mode in ("L", "RGB", "RGBA"):
        image = image.reduce(times)  # averages whole blocks, in little memory
    image = _eight_bit(image)
    image.thumbnail(box)
    return image.transpose(_pillow().Transpose[_TURNS[turn]]) if turn != 1 else image


def _eight_bit(image: Any) -> Any:
    """Bring every kind of pixel to L, RGB or RGBA; deep grey is spread over what it holds."""
    if image.mode in ("I", "F") or image.mode.startswith("I;16"):
        deep = image.convert("F")
        low, high = deep.getextrema()
        scale = 255 / max(high - low, 1e-9)
        return deep.point(lambda v: v * scale - low * scale).convert("L")
    if "transparency" in image.info or image.mode in ("LA", "La", "PA", "RGBa"):
        return image.convert("RGBA")
    if image.mode == "1":
        return image.convert("L")
    return image if image.mode in ("L", "RGB", "RGBA") else image.convert("RGB")


def _encoded(image: Any) -> bytes:
    """Encode pixels into a file that begins with them: a fresh picture has no other content."""
    pillow = _pillow()
    clear = image.mode == "RGBA" and image.getextrema()[3][0] < 255
    image = image if clear else image.convert("RGB")
    fresh = pillow.frombytes(image.mode, image.size, image.tobytes())
    out = io.BytesIO()
    if clear:
        fresh.save(out, "PNG")
    else:
        fresh.save(out, "JPEG", quality=_SHARED_QUALITY)
    return out.getvalue()


# ---- what the camera noted


def _exif(image: Any) -> Any:
    """Return the EXIF block, an empty one when it is broken."""
    try:
        return image.getexif()
    except Exception:  # noqa: BLE001 - it is only told to us by the file
        return _pillow().Exif()


def _taken_at(exif: Any) -> str:
    """Return DateTimeOriginal as ISO 8601: local time, because cameras rarely say which zone."""
    try:
        said = exif.get_ifd(_EXIF_PART).get(_TAKEN)
        return datetime.strptime(str(said).strip("\x00 "), "%Y:%m:%d %H:%M:%S").isoformat()  # noqa: DTZ007
    except Exception:  # noqa: BLE001 - as above
        return ""


def _position(exif: Any) -> tuple[float, float] | None:
    """Return (latitude, longitude) in degrees when the file says where it was taken."""
    try:
        part = exif.get_ifd(_GPS_PART)
        latitude = _degrees(part[2], str(part[1]), "S")
        longitude = _degrees(part[4], str(part[3]), "W")
    except Exception:  # noqa: BLE001 - as above
        return None
    return (latitude, longitude) if sound_position(latitude, longitude) else None


def _degrees(parts: Any, reference: str, negative: str) -> float:
    degrees, minutes, seconds = (float(part) for part in parts)
    size = degrees + minutes / 60 + seconds / 3600
    return -size if reference.strip("\x00 ").upper() == negative else size
