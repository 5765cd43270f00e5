"""The photos of the sample inspection: drawings by our own code, the same each time, of no real place."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import pairwise

from tia_desktop.services.sample_canvas import HEIGHT, WIDTH, Canvas

_WALL, _FLOOR, _LINE, _SHADE, _WHITE = "e7dcc8", "9a9387", "33383d", "b9ad97", "ffffff"
_SKY, _GRASS, _BRICK, _MORTAR, _STEEL, _DARK = "bcd9ec", "6fa05a", "b5694d", "d9c3b2", "b8c2ca", "5d6870"
_RED, _BLUE, _YELLOW, _GREEN, _WOOD = "c0392b", "2c5f8a", "e8bf3c", "2e7d4f", "8a5a3b"


def _room() -> Canvas:
    """A wall with a skirting board over a floor."""
    canvas = Canvas(_WALL)
    canvas.box(_FLOOR, 0, 400, WIDTH, 80)
    canvas.box(_SHADE, 0, 388, WIDTH, 12)
    return canvas


def _outside(ground: str = _GRASS) -> Canvas:
    """Sky, a cloud, and the ground."""
    canvas = Canvas(_SKY)
    for x, y, size in ((110, 70, 26), (145, 60, 34), (185, 72, 24)):
        canvas.disc(_WHITE, x, y, size * 1.4, size)
    canvas.box(ground, 0, 300, WIDTH, 180)
    return canvas


def _bricks(canvas: Canvas, x: float, y: float, wide: int, high: int) -> None:
    """A brick wall."""
    canvas.box(_BRICK, x, y, wide, high)
    for row in range(high // 24 + 1):
        if row * 24 + 3 <= high:
            canvas.box(_MORTAR, x, y + row * 24, wide, 3)
        for joint in range(30 if row % 2 else 0, wide, 60):
            canvas.box(_MORTAR, x + joint, y + row * 24, 3, min(24, high - row * 24))


def _person_sign(canvas: Canvas, x: float, y: float) -> None:
    """An ear with waves: there is a hearing loop."""
    canvas.box(_BLUE, x, y, 100, 100)
    canvas.disc(_WHITE, x + 42, y + 42, 26, 32)
    canvas.disc(_BLUE, x + 42, y + 44, 14, 19)
    canvas.line(_WHITE, (x + 52, y + 62), (x + 40, y + 84), 12)
    for far in (0, 14):
        canvas.line(_WHITE, (x + 76 + far / 2, y + 20 - far / 3), (x + 84 + far / 2, y + 44), 5)
        canvas.line(_WHITE, (x + 84 + far / 2, y + 44), (x + 76 + far / 2, y + 68 + far / 3), 5)


def _panel(canvas: Canvas, lamp: str, glass: str) -> None:
    """A door entry panel with twelve buttons."""
    canvas.box(_DARK, 66, 96, 168, 300)
    canvas.box(_STEEL, 60, 90, 168, 300)
    canvas.box(glass, 84, 110, 120, 56)
    for row in range(4):
        for column in range(3):
            canvas.disc(_DARK, 104 + column * 40, 204 + row * 40, 13)
            canvas.disc(_WHITE, 104 + column * 40, 202 + row * 40, 10)
    canvas.disc(lamp, 144, 366, 11)


def _entry_panel(canvas: Canvas) -> None:
    _panel(canvas, "3fbf5f", "8fd0a8")
    canvas.box(_BLUE, 330, 60, 240, 340)
    canvas.box(_SKY, 352, 84, 196, 150)
    canvas.line(_WHITE, (370, 210), (440, 100), 6)
    canvas.box(_STEEL, 350, 300, 14, 60)


def _broken_panel(canvas: Canvas) -> None:
    _panel(canvas, "3a3f44", "1f2327")
    canvas.line(_WHITE, (96, 118), (150, 156), 3)
    canvas.line(_WHITE, (150, 156), (196, 120), 3)
    canvas.box("22272b", 330, 60, 240, 340)
    canvas.shape(_BLUE, [(570, 60), (626, 20), (626, 452), (570, 400)])
    canvas.shape(_SKY, [(580, 86), (616, 60), (616, 240), (580, 232)])
    canvas.box(_STEEL, 610, 290, 8, 60)
    for x, y in ((300, 430), (380, 446), (440, 422), (520, 450)):
        canvas.shape(_WHITE, [(x, y), (x + 44, y - 8), (x + 50, y + 8), (x + 6, y + 18)])


def _lift_door(canvas: Canvas) -> None:
    canvas.box(_DARK, 170, 70, 300, 330)
    canvas.box(_STEEL, 186, 86, 132, 314)
    canvas.box(_STEEL, 322, 86, 132, 314)
    for x in (206, 342):
        canvas.box("d3dbe1", x, 100, 18, 286)
    canvas.box("1f2327", 250, 14, 140, 48)
    canvas.word(_YELLOW, 266, 23, "LIFT 2", 5)
    canvas.box(_WHITE, 510, 190, 50, 110)
    canvas.frame(_DARK, 510, 190, 50, 110, 4)
    canvas.shape(_GREEN, [(535, 204), (550, 232), (520, 232)])
    canvas.shape(_DARK, [(535, 286), (550, 258), (520, 258)])


def _stairs(canvas: Canvas) -> None:
    """Six steps up to the right with a handrail."""
    for step in range(6):
        canvas.box("c9c2b5", 90 + step * 75, 400 - step * 48, WIDTH, 48)
        canvas.box("efe9dd", 90 + step * 75, 400 - step * 48, 90, 9)
    canvas.line(_WOOD, (100, 286), (560, -8), 13)
    for step in range(6):
        foot = 400 - step * 48
        canvas.line(_LINE, (128 + step * 75, foot), (128 + step * 75, foot - 132), 5)


def _stairwell(canvas: Canvas) -> None:
    _stairs(canvas)
    for end in ((130, 0), (110, 62), (62, 104), (0, 124)):
        canvas.line(_WHITE, (0, 0), end, 3)
    for size in (0.35, 0.65, 0.95):
        corners = [(130 * size, 0.0), (110 * size, 62 * size), (62 * size, 104 * size), (0.0, 124 * size)]
        for one, two in pairwise(corners):
            canvas.line(_WHITE, one, two, 3)
    canvas.box(_SHADE, 0, 236, 86, 16)
    for x in range(4, 84, 16):
        canvas.disc("8d8578", x + 4, 234, 10, 5)


def _dirty_stairs(canvas: Canvas) -> None:
    _stairs(canvas)
    for x, step, size in ((150, 0, 22), (232, 1, 16), (300, 2, 24), (378, 3, 18), (452, 4, 24), (530, 5, 16)):
        foot = 404 - step * 48
        canvas.disc("7b6a4e", x, foot, size, 6)
        canvas.shape("7b6a4e", [(x - 8, foot), (x + 6, foot), (x + 3, foot + 36), (x - 2, foot + 36)])
        canvas.disc("5f5039", x + 4, foot, size / 2, 3)


def _notice_board(canvas: Canvas) -> None:
    canvas.box(_WOOD, 80, 60, 480, 290)
    canvas.box("d2b48c", 96, 76, 448, 258)
    canvas.word(_LINE, 196, 86, "NOTICES", 9)
    sheets = ((120, 150, 96, 130, _WHITE), (240, 142, 150, 176, "fff6d6"), (412, 150, 104, 70, "dcebf7"),
              (412, 240, 104, 76, _WHITE), (120, 292, 96, 34, "e6f3e3"))  # fmt: skip
    for x, y, wide, high, colour in sheets:
        canvas.box(colour, x, y, wide, high)
        for line in range(int(high) // 20):
            canvas.box("8a8f94", x + 12, y + 16 + line * 18, wide - 24 - line % 3 * 16, 5)
        canvas.disc(_RED, x + wide / 2, y + 2, 6)


def _slabs(canvas: Canvas) -> None:
    canvas.box("a9a59c", 0, 170, WIDTH, 310)
    for edge in (0, 160, 320, 480, 640):
        canvas.line(_DARK, (320 + (edge - 320) * 0.45, 170), (320 + (edge - 320) * 1.9, 480), 5)
    for y in (170, 230, 320, 470):
        canvas.box(_DARK, 0, y, WIDTH, 5)
    canvas.shape("6d6a63", [(330, 325), (478, 325), (478, 296), (330, 318)])
    canvas.shape("cbc7bd", [(326, 318), (300, 236), (440, 230), (492, 294)])
    canvas.box(_YELLOW, 512, 238, 24, 92)
    for mark in range(9):
        canvas.box(_LINE, 512, 244 + mark * 10, 14 if mark % 2 else 8, 3)


def _bin_store(canvas: Canvas) -> None:
    _bricks(canvas, 0, 60, WIDTH, 300)
    canvas.box("8f8b84", 0, 360, WIDTH, 120)
    for number, colour in enumerate((_GREEN, _DARK, _GREEN)):
        x = 60 + number * 180
        canvas.shape(_LINE, [(x - 8, 186), (x + 140, 140), (x + 146, 158), (x, 202)])
        canvas.disc("1f2327", x + 50, 204, 52, 26)
        canvas.shape(colour, [(x, 204), (x + 132, 204), (x + 120, 380), (x + 12, 380)])
        canvas.disc(_LINE, x + 24, 384, 13)
        canvas.disc(_LINE, x + 108, 384, 13)
    bags = ((70, 430, 44), (160, 438, 40), (250, 432, 46), (350, 440, 42), (450, 430, 46), (550, 438, 42))
    for x, y, size in bags:
        canvas.disc("23272b", x, y, size, size * 0.8)
        canvas.shape(
            "23272b", [(x - 8, y - size * 0.7), (x - 16, y - size), (x + 16, y - size), (x + 8, y - 20)]
        )
        canvas.disc("4a5157", x - 12, y - 10, 9, 5)


def _fire_door(canvas: Canvas) -> None:
    canvas.box("3b4147", 200, 50, 210, 350)
    canvas.shape(_RED, [(200, 50), (90, 14), (90, 446), (200, 400)])
    canvas.shape(_SKY, [(176, 96), (124, 80), (124, 210), (176, 216)])
    canvas.box(_YELLOW, 104, 266, 12, 40)
    canvas.box(_GREEN, 450, 90, 150, 76)
    canvas.word(_WHITE, 466, 112, "FIRE", 8)
    canvas.shape(_BRICK, [(96, 448), (168, 430), (186, 444), (112, 464)])
    canvas.shape("8f4f39", [(112, 464), (186, 444), (186, 462), (112, 480)])


def _sofa(canvas: Canvas) -> None:
    canvas.box("cfc8bb", 0, 110, WIDTH, 200)
    for x in (30, 230, 430):
        canvas.box("7e8f86", x, 150, 170, 160)
        for line in range(4):
            canvas.box("6b7b73", x, 184 + line * 34, 170, 4)
    canvas.box("a9a59c", 0, 310, WIDTH, 170)
    canvas.box("7a4b6a", 60, 290, 300, 80)
    canvas.box("8e5a7c", 40, 330, 340, 70)
    canvas.box("7a4b6a", 30, 320, 44, 96)
    canvas.box("7a4b6a", 346, 320, 44, 96)
    canvas.box("9c6a8b", 80, 332, 126, 34)
    canvas.box("9c6a8b", 214, 332, 126, 34)
    canvas.box("f2f2ee", 450, 216, 120, 206)
    canvas.frame("b6b6b0", 450, 216, 120, 206, 4)
    canvas.box("b6b6b0", 450, 286, 120, 4)
    canvas.box(_DARK, 462, 240, 7, 36)
    canvas.box(_DARK, 462, 302, 7, 50)


def _lawn(canvas: Canvas) -> None:
    canvas.box("4f86ad", 0, 270, WIDTH, 40)
    for x in (40, 210, 400, 540):
        canvas.box("86b3d1", x, 284, 70, 4)
    for x in range(0, WIDTH, 80):
        canvas.box("7db067", x, 310, 40, 170)
    canvas.box(_WOOD, 500, 170, 26, 130)
    canvas.disc(_GREEN, 513, 130, 76)
    canvas.disc("3c9460", 480, 108, 34)
    canvas.disc("6b4a33", 210, 414, 170, 40)
    for number in range(11):
        x, y = 70 + number * 28, 404 + number % 3 * 12
        canvas.disc((_RED, _YELLOW, "e7a1b8")[number % 3], x, y - 12, 10)
        canvas.disc(_GREEN, x, y + 4, 7, 5)


def _play_area(canvas: Canvas) -> None:
    canvas.box("c98f62", 0, 380, WIDTH, 100)
    for x in (60, 330):
        canvas.line(_BLUE, (x + 30, 110), (x - 14, 390), 12)
        canvas.line(_BLUE, (x + 30, 110), (x + 70, 390), 12)
    canvas.box(_BLUE, 84, 104, 290, 14)
    for x in (150, 250):
        canvas.line(_LINE, (x, 116), (x, 320), 4)
        canvas.line(_LINE, (x + 50, 116), (x + 50, 320), 4)
        canvas.box(_RED, x - 6, 318, 62, 14)
    canvas.line(_DARK, (450, 190), (450, 392), 9)
    canvas.line(_DARK, (490, 190), (490, 392), 9)
    for rung in range(6):
        canvas.box(_DARK, 450, 210 + rung * 32, 40, 6)
    canvas.line(_YELLOW, (470, 190), (606, 380), 30)
    canvas.box(_RED, 440, 180, 62, 14)


def _wall(canvas: Canvas) -> None:
    _bricks(canvas, 0, 120, WIDTH, 250)
    canvas.box("8f8b84", 0, 104, WIDTH, 20)
    canvas.box("a9a59c", 0, 370, WIDTH, 110)
    canvas.shape("f1d27a", [(90, 330), (200, 170), (300, 260), (400, 160), (550, 330)])
    canvas.disc("e58e4f", 316, 196, 34)
    canvas.shape("6aa6a0", [(60, 360), (60, 320), (200, 290), (330, 322), (470, 292), (580, 326), (580, 360)])


def _front_door(canvas: Canvas) -> None:
    _bricks(canvas, 0, 0, WIDTH, 400)
    canvas.box("a9a59c", 0, 400, WIDTH, 80)
    canvas.box(_WHITE, 214, 76, 212, 324)
    canvas.box(_GREEN, 230, 92, 180, 308)
    canvas.box(_SKY, 254, 116, 132, 120)
    canvas.line(_WHITE, (270, 220), (330, 132), 6)
    canvas.box(_YELLOW, 250, 268, 14, 46)
    canvas.box(_BLUE, 196, 12, 248, 52)
    canvas.word(_WHITE, 214, 22, "OFFICE", 6)
    canvas.word(_YELLOW, 376, 22, "9-5", 5)
    canvas.box("c9c2b5", 190, 392, 260, 18)


def _counter(canvas: Canvas) -> None:
    canvas.box("cfe2ec", 60, 60, 520, 200)
    canvas.frame(_DARK, 60, 60, 520, 200, 8)
    canvas.disc("d9a98a", 320, 150, 34, 40)
    canvas.disc("4a3527", 320, 122, 36, 22)
    canvas.shape(_BLUE, [(250, 260), (268, 204), (372, 204), (390, 260)])
    canvas.box(_WOOD, 20, 260, 600, 34)
    canvas.box("b98a62", 40, 294, 560, 110)
    _person_sign(canvas, 84, 132)
    canvas.box(_LINE, 470, 222, 70, 38)
    canvas.line(_LINE, (160, 294), (178, 430), 5)
    canvas.line(_LINE, (178, 430), (236, 442), 5)
    canvas.box(_LINE, 232, 430, 30, 24)
    canvas.box(_WHITE, 500, 326, 46, 46)
    canvas.disc(_DARK, 514, 348, 5)
    canvas.disc(_DARK, 532, 348, 5)


def _leaflets(canvas: Canvas) -> None:
    canvas.box(_DARK, 100, 50, 440, 350)
    for row, colours in enumerate(((_BLUE, _GREEN, _YELLOW, _RED), (_RED, "7a4b6a", _BLUE, _GREEN))):
        for column, colour in enumerate(colours):
            x, y = 122 + column * 102, 70 + row * 164
            canvas.box(_WHITE, x, y, 84, 130)
            canvas.box(colour, x, y, 84, 34)
            for line in range(4):
                canvas.box("9aa0a5", x + 10, y + 48 + line * 15, 64 - line * 8, 5)
            canvas.box(_STEEL, x - 6, y + 112, 96, 34)


def _window(canvas: Canvas) -> None:
    canvas.box(_WHITE, 150, 50, 340, 300)
    canvas.box(_SKY, 170, 70, 140, 260)
    canvas.box(_GRASS, 170, 270, 140, 60)
    canvas.box("22272b", 322, 70, 150, 260)
    canvas.shape(_WHITE, [(342, 70), (492, 44), (492, 356), (342, 330)])
    canvas.shape(_SKY, [(360, 88), (474, 68), (474, 332), (360, 314)])
    canvas.box(_SHADE, 130, 350, 380, 24)
    canvas.box(_DARK, 352, 190, 8, 40)


def _damp(canvas: Canvas) -> None:
    for x in range(0, WIDTH, 64):
        canvas.box("d3c7b1", x, 0, 3, 388)
    for y in range(0, 388, 64):
        canvas.box("d3c7b1", 0, y, WIDTH, 3)
    for x, y, wide, high, colour in ((330, 330, 150, 120, "b4a584"), (300, 350, 116, 84, "8d8063"),
                                     (360, 364, 78, 56, "6a604a")):  # fmt: skip
        canvas.disc(colour, x, y, wide, high)
    for number in range(26):
        canvas.disc("3d3a30", 200 + number * 53 % 250, 250 + number * 37 % 130, 4 + number % 4)
    canvas.box("f2f2ee", 30, 90, 170, 340)
    canvas.frame("b6b6b0", 30, 90, 170, 340, 4)
    canvas.box("b6b6b0", 30, 210, 170, 5)
    canvas.box(_DARK, 180, 130, 8, 60)
    canvas.box(_DARK, 180, 240, 8, 90)
    canvas.box("b98a62", 470, 300, 170, 130)
    canvas.box(_DARK, 460, 284, 180, 20)
    canvas.box(_FLOOR, 0, 430, WIDTH, HEIGHT - 430)


_Draw = Callable[[Canvas], None]

_DRAWINGS: dict[str, tuple[Callable[[], Canvas], _Draw]] = {
    "entry-panel": (_room, _entry_panel),
    "lift-door": (_room, _lift_door),
    "notice-board": (_room, _notice_board),
    "stairwell": (_room, _stairwell),
    "slabs": (_outside, _slabs),
    "bin-store": (_outside, _bin_store),
    "fire-door": (_room, _fire_door),
    "sofa": (_outside, _sofa),
    "lawn": (_outside, _lawn),
    "play-area": (_outside, _play_area),
    "wall": (_outside, _wall),
    "front-door": (_room, _front_door),
    "counter": (_room, _counter),
    "leaflets": (_room, _leaflets),
    "window": (_room, _window),
    "damp": (_room, _damp),
    "broken-panel": (_room, _broken_panel),
    "dirty-stairs": (_room, _dirty_stairs),
}

NAMES = tuple(_DRAWINGS)


@cache
def picture(name: str) -> bytes:
    """Return a drawing as a PNG file."""
    background, draw = _DRAWINGS[name]
    canvas = background()
    draw(canvas)
    return canvas.png()
