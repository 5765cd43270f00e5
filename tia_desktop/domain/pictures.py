"""Which files are pictures we keep, recognised by their content and never by their name."""

from __future__ import annotations

import math
from dataclasses import dataclass

from tia_desktop.domain.errors import InputError
from tia_desktop.domain.text import escape_bidi
from tia_desktop.domain.values import Value

MAX_FILE = 100 * 1024 * 1024
MOST_PIXELS = 50_000_000
"""Pixels of a picture that has to be decoded whole: phones' cameras make 48 million in such a format."""
MOST_JPEG_PIXELS = 200_000_000
"""A plain JPEG can be decoded small, so the largest that phones make costs less memory than the others."""
MOST_WEBP_PIXELS = 13_000_000
"""Its decoder takes 16 bytes for each pixel. No camera writes it; it comes from chats and web pages."""

_MAGIC = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
)
_HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
_AVIF_BRANDS = {b"avif", b"avis"}
_BMP_HEADERS = (12, 16, 40, 52, 56, 64, 66, 88, 108, 124)
"""Sizes of the second header. "BM" alone would take in any text that begins like that."""


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class PictureFacts(Value):
    """What is known of a picture before it is kept.

    Attributes:
        media_type: by its content.
        width, height: pixels as shown, after turning; 0 when the file does not say.
        taken_at: local time the camera noted, ISO 8601, or "".
        latitude, longitude: degrees, when the file says where it was taken.
        is_damaged: cut short or broken.
    """

    media_type: str
    width: int = 0
    height: int = 0
    taken_at: str = ""
    latitude: float | None = None
    longitude: float | None = None
    is_damaged: bool = False

    @property
    def position(self) -> tuple[float, float] | None:
        """(latitude, longitude), or None."""
        if self.latitude is None or self.longitude is None:
            return None
        return self.latitude, self.longitude


def media_type_of(data: bytes) -> str:
    """Recognise a picture by its first bytes, never by its name; "" when it is none we know."""
    for magic, media_type in _MAGIC:
        if data.startswith(magic):
            return media_type
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    if data[:2] == b"BM" and int.from_bytes(data[14:18], "little") in _BMP_HEADERS:
        return "image/bmp"
    return _heif_type(data) if data[4:8] == b"ftyp" else ""


def _heif_type(data: bytes) -> str:
    """HEIF and AVIF are one container: the brands of its first box say what is inside."""
    end = min(int.from_bytes(data[:4], "big"), 512)
    brands = {data[8:12], *(data[at : at + 4] for at in range(16, end - 3, 4))}
    if brands & _AVIF_BRANDS:
        return "image/avif"
    return "image/heic" if brands & _HEIF_BRANDS else ""


def kept_type(name: str, data: bytes) -> str:
    """Return the media type of a file that may be kept as a photo.

    Raises:
        InputError: it is too large, or no picture that we know.
    """
    refuse_large(name, len(data))
    media_type = media_type_of(data)
    if not media_type:
        raise InputError(
            f"“{escape_bidi(name)}” is not a picture that can be kept "
            "(JPEG, PNG, GIF, WebP, TIFF, BMP, HEIC or AVIF)."
        )
    return media_type


def refuse_large(name: str, size: int) -> None:
    """Refuse a file that is larger than any photo, by its size alone.

    Raises:
        InputError: it has more than 100 MB.
    """
    if size > MAX_FILE:
        raise InputError(f"“{escape_bidi(name)}” is larger than 100 MB. Choose a smaller picture.")


def refuse_many_pixels(
    name: str, media_type: str, width: int, height: int, *, progressive: bool = False
) -> None:
    """Refuse a picture by the size its header claims, before anything is decoded (FAULTS 46).

    Raises:
        InputError: no camera makes so many pixels in this format (a progressive JPEG is decoded whole).
    """
    most = {"image/jpeg": MOST_JPEG_PIXELS, "image/webp": MOST_WEBP_PIXELS}.get(media_type, MOST_PIXELS)
    most = min(most, MOST_PIXELS) if progressive else most
    if width * height > most:
        raise InputError(f"“{escape_bidi(name)}” has too many pixels to be a photo. Choose another picture.")


def sound_position(latitude: float, longitude: float) -> bool:
    """Whether two numbers are a place on Earth. Cameras without a fix write 0, 0."""
    if not (math.isfinite(latitude) and math.isfinite(longitude)):
        return False
    return abs(latitude) <= 90 and abs(longitude) <= 180 and (latitude, longitude) != (0.0, 0.0)
