"""A canvas for flat drawings, and the PNG file it becomes: nothing but the standard library.

Colours are an index into a palette, so a picture stays at a few kilobytes.
"""

from __future__ import annotations

import math
import struct
import zlib
from collections.abc import Sequence

Point = tuple[float, float]

WIDTH, HEIGHT = 640, 480

_GLYPHS = {
    "A": "010101111101101", "B": "110101110101110", "C": "011100100100011", "E": "111100110100111",
    "F": "111100110100100", "H": "101101111101101", "I": "111010010010111", "L": "100100100100111",
    "N": "111101101101101", "O": "010101101101010", "R": "110101110101101", "S": "011100010001110",
    "T": "111010010010010", "U": "101101101101111", "W": "101101111111101", "1": "010110010010111",
    "2": "110001010100111", "3": "110001010001110", "5": "111100110001110", "9": "011101011001110",
    "-": "000000111000000", " ": "000000000000000",
}  # fmt: skip
"""Capitals of three by five dots, for the few signs in the drawings."""


class Canvas:
    """A drawing of `WIDTH` by `HEIGHT` dots. Colours are ``rrggbb``; what lies outside is cut off."""

    def __init__(self, background: str) -> None:
        self._palette: dict[str, int] = {}
        self._rows = [bytearray([self._ink(background)]) * WIDTH for _ in range(HEIGHT)]

    def _ink(self, colour: str) -> int:
        return self._palette.setdefault(colour, len(self._palette))

    def _span(self, y: int, left: float, right: float, ink: int) -> None:
        first, last = max(0, round(left)), min(WIDTH, round(right))
        if 0 <= y < HEIGHT and last > first:
            self._rows[y][first:last] = bytes([ink]) * (last - first)

    def box(self, colour: str, x: float, y: float, wide: float, high: float) -> None:
        """Fill a rectangle."""
        ink = self._ink(colour)
        left, right = max(0, round(x)), min(WIDTH, round(x + wide))
        dots = bytes([ink]) * (right - left)
        for row in self._rows[max(0, round(y)) : max(0, round(y + high))]:
            row[left : left + len(dots)] = dots

    def frame(self, colour: str, x: float, y: float, wide: float, high: float, line: float = 6) -> None:
        """Draw the outline of a rectangle, inside it."""
        self.box(colour, x, y, wide, line)
        self.box(colour, x, y + high - line, wide, line)
        self.box(colour, x, y, line, high)
        self.box(colour, x + wide - line, y, line, high)

    def disc(self, colour: str, x: float, y: float, across: float, up: float = 0) -> None:
        """Fill a circle of this radius, or an ellipse when `up` is its other radius."""
        up, ink = up or across, self._ink(colour)
        for row in range(math.floor(y - up), math.ceil(y + up) + 1):
            part = 1 - ((row + 0.5 - y) / up) ** 2
            if part > 0:
                half = across * math.sqrt(part)
                self._span(row, x - half, x + half, ink)

    def shape(self, colour: str, points: Sequence[Point]) -> None:
        """Fill a polygon."""
        ink = self._ink(colour)
        edges = list(zip(points, [*points[1:], points[0]], strict=True))
        ys = [y for _, y in points]
        for row in range(max(0, math.floor(min(ys))), min(HEIGHT, math.ceil(max(ys)))):
            middle = row + 0.5
            cuts = sorted(
                x1 + (middle - y1) * (x2 - x1) / (y2 - y1)
                for (x1, y1), (x2, y2) in edges
                if (y1 <= middle) != (y2 <= middle)
            )
            for left, right in zip(cuts[::2], cuts[1::2], strict=False):
                self._span(row, left, right, ink)

    def line(self, colour: str, start: Point, end: Point, thick: float = 5) -> None:
        """Draw a straight line."""
        (x1, y1), (x2, y2) = start, end
        long = math.hypot(x2 - x1, y2 - y1) or 1
        dx, dy = -(y2 - y1) / long * thick / 2, (x2 - x1) / long * thick / 2
        self.shape(colour, [(x1 + dx, y1 + dy), (x2 + dx, y2 + dy), (x2 - dx, y2 - dy), (x1 - dx, y1 - dy)])

    def word(self, colour: str, x: float, y: float, text: str, dot: float = 6) -> None:
        """Write a sign in capitals; a dot of a letter is `dot` wide."""
        for number, letter in enumerate(text):
            for place, on in enumerate(_GLYPHS[letter]):
                if on == "1":
                    left = x + (number * 4 + place % 3) * dot
                    self.box(colour, left, y + place // 3 * dot, dot, dot)

    def png(self) -> bytes:
        """Return the drawing as a PNG file with a palette."""
        colours = b"".join(bytes.fromhex(colour) for colour in self._palette)
        dots = zlib.compress(b"".join(b"\0" + row for row in self._rows), 6)
        header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 3, 0, 0, 0)
        chunks = ((b"IHDR", header), (b"PLTE", colours), (b"IDAT", dots), (b"IEND", b""))
        return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
