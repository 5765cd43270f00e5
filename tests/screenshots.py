"""A picture of every screen for the README's gallery: `./run screenshots [FOLDER]`."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path


def make_small(picture: Path) -> None:
    """256 colours are plenty for a window; the file is a third as large."""
    from PIL import Image

    with Image.open(picture) as image:
        few = image.convert("RGB").quantize(256, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(picture, optimize=True)


def main() -> int:
    """Take the pictures in a home of their own, without a screen; return the exit code."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from tia_desktop.paths import resources_dir

    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else resources_dir() / "screenshots"
    with tempfile.TemporaryDirectory(prefix="tia-home-") as home:
        os.environ["TIA_HOME"] = home
        os.environ["HOME"] = "/home/you"  # the form for a new inspection shows it
        from tia_desktop.__main__ import main as program

        code = program(["--screenshots", str(folder)])
    for picture in folder.glob("*.png"):
        make_small(picture)
    print(f"{len(list(folder.glob('*.png')))} pictures are in {folder}")
    return code


if __name__ == "__main__":
    sys.exit(main())
