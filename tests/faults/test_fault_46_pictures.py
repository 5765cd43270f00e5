"""Faults 46 to 49 and 56: pictures that are far too large, broken or tell too much; very many of them."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zlib
from pathlib import Path

import pytest
from PIL import Image

from tests.helpers.pictures import HEIC, drawn, encoded, phone_photo, png_claiming
from tests.helpers.project import ROOT, run_python
from tests.helpers.stores import begin, new_file
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.pictures import MAX_FILE, PictureFacts
from tia_desktop.domain.records import Attachment
from tia_desktop.importers import pictures, pictures_apart
from tia_desktop.services import capture, photos
from tia_desktop.services.desk import Pixels

MOST_MEMORY = 300  # MB

ADD_ALL = """
import json, resource, sys, warnings
from pathlib import Path
sys.path.insert(0, sys.argv[1])
warnings.simplefilter("error")
import logging
logging.basicConfig(level=logging.WARNING, format="LOGGED %(name)s %(message)s")
from tests.helpers.stores import begin, new_file
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.records import Attachment
from tia_desktop.importers import pictures, pictures_apart
from tia_desktop.services import capture, photos
ws = begin(new_file(Path(sys.argv[2])))
note = capture.add_note(ws, capture.NoteDraft(text="x"))
told = {}
for path in sorted(Path(sys.argv[3]).iterdir()):
    data = path.read_bytes()
    try:
        facts = pictures.facts(path.name, data)
        made = ws.need(Attachment, photos.attach_photo(ws, note, path.name, data, facts=facts))
        assert ws.store.get_blob(made.sha256) == data
        shown = pictures.small(data, 264, 180)
        large = pictures.small(data, 1600, 1200)
        told[path.name] = ["damaged" if facts.is_damaged else "added", bool(shown.width), bool(large.width)]
    except InputError as error:
        told[path.name] = ["refused", error.sentence]
ws.store.close()
# Of this program alone: `ru_maxrss` begins with what the parent had. Where there is no /proc, it has to do.
status = Path("/proc/self/status")
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
if status.exists():
    peak = int(status.read_text().split("VmHWM:")[1].split()[0])
print(json.dumps([told, peak // 1024]))
"""


def add_all(folder: Path, file: Path) -> tuple[dict[str, list[object]], int, str]:
    """Add every file of a folder in a process of its own: what became of each, peak memory in MB, stderr."""
    done = run_python(ADD_ALL, str(ROOT), str(file), str(folder))
    assert done.returncode == 0, done.stderr
    told, memory = json.loads(done.stdout)
    return told, memory, done.stderr


def one_sentence(text: object) -> bool:
    return isinstance(text, str) and "\n" not in text and bool(re.fullmatch(r"“[^”]+” .+\.", text))


def test_every_real_image_is_added_or_refused_in_one_sentence(shared_data: Path, tmp_path: Path) -> None:
    folder = shared_data / "data" / "c6-pillow-images"
    told, memory, stderr = add_all(folder, tmp_path / "a.tia")
    assert len(told) == len(list(folder.iterdir()))
    refused = {name: sentence for name, (what, sentence, *_) in told.items() if what == "refused"}
    assert [name for name, sentence in refused.items() if not one_sentence(sentence)] == []
    assert set(refused) == {"16bit.cropped.jp2", "zero_dpi.jp2", "SOURCE.md"}
    whole = {name: said for name, said in told.items() if said[0] == "added"}
    assert [name for name, said in whole.items() if said != ["added", True, True]] == []
    assert memory < MOST_MEMORY
    # libtiff, inside Pillow, writes what it thinks of a broken file past Python.
    lines = [line for line in stderr.splitlines() if not re.match(r"_?TIFF\w*: |_tiff\w+: |Fax4?\w*: ", line)]
    assert lines == []


def test_46_a_picture_of_40000_by_40000_is_refused_within_memory(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "claims.png").write_bytes(png_claiming(40_000, 40_000))
    (folder / "really.png").write_bytes(_really(40_000))
    (folder / "claims.jpg").write_bytes(_jpeg_claiming(65_000, 65_000))
    (folder / "bomb.webp").write_bytes(_webp_claiming())
    (folder / "bomb.bmp").write_bytes(_bmp_claiming())
    (folder / "bomb.gif").write_bytes(_gif_claiming())
    told, memory, stderr = add_all(folder, tmp_path / "a.tia")
    for name, (what, sentence, *_) in told.items():
        assert (what, sentence) == (
            "refused",
            f"“{name}” has too many pixels to be a photo. Choose another picture.",
        )
    assert memory < MOST_MEMORY
    assert stderr == ""


def _really(edge: int) -> bytes:
    """A PNG that does hold a black square of this size, in some 200 kB."""
    packer, row = zlib.compressobj(9), bytes(1 + edge // 8)
    body = b"".join([*(packer.compress(row) for _ in range(edge)), packer.flush()])
    small = bytearray(png_claiming(edge, edge))
    small[24:26] = bytes([1, 0])  # one bit a pixel, grey
    small[29:33] = zlib.crc32(bytes(small[12:29])).to_bytes(4, "big")
    chunk = b"IDAT" + body
    packed = len(body).to_bytes(4, "big") + chunk + zlib.crc32(chunk).to_bytes(4, "big")
    return bytes(small[:33]) + packed + bytes(small[-12:])


def _jpeg_claiming(width: int, height: int) -> bytes:
    data = bytearray(encoded())
    at = data.index(b"\xff\xc0") + 5
    data[at : at + 4] = height.to_bytes(2, "big") + width.to_bytes(2, "big")
    return bytes(data)


def _webp_claiming() -> bytes:
    lossless = encoded(kind="WEBP", lossless=True)[12:]
    edge = (16_382).to_bytes(3, "little")
    body = b"VP8X" + (10).to_bytes(4, "little") + bytes(4) + edge + edge + lossless
    return b"RIFF" + (4 + len(body)).to_bytes(4, "little") + b"WEBP" + body


def _bmp_claiming() -> bytes:
    data = bytearray(encoded(kind="BMP"))
    data[18:26] = (60_000).to_bytes(4, "little") * 2
    return bytes(data)


def _gif_claiming() -> bytes:
    data = bytearray(encoded(kind="GIF"))
    data[6:10] = (60_000).to_bytes(2, "little") * 2
    return bytes(data)


def test_46_the_largest_photos_of_phones_are_within_memory(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    edge = Image.new("RGB", (8_160, 6_120), "#884422")
    (folder / "50 million.png").write_bytes(encoded(edge, "PNG", compress_level=1))
    (folder / "12 million.webp").write_bytes(encoded(edge.resize((4_000, 3_000)), "WEBP", quality=20))
    (folder / "200 million.jpg").write_bytes(encoded(Image.new("L", (16_320, 12_240)), quality=30))
    told, memory, stderr = add_all(folder, tmp_path / "a.tia")
    assert set(map(tuple, told.values())) == {("added", True, True)}
    assert memory < MOST_MEMORY
    assert stderr == ""


def test_46_a_picture_that_must_be_decoded_whole_may_be_less_large() -> None:
    data = bytearray(encoded(progressive=True))
    at = data.index(b"\xff\xc2") + 5
    data[at : at + 4] = (12_240).to_bytes(2, "big") + (16_320).to_bytes(2, "big")
    with pytest.raises(InputError, match="too many pixels"):
        pictures.facts("x.jpg", bytes(data))


def test_a_file_over_100_mb_is_refused_unread() -> None:
    with pytest.raises(InputError, match="larger than 100 MB"):
        pictures.facts("film.jpg", b"\xff\xd8\xff" + bytes(MAX_FILE))


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9, 0.99])
def test_47_a_cut_photo_is_kept_marked_and_shown_as_far_as_it_goes(share: float, tmp_path: Path) -> None:
    whole = encoded(drawn(800, 600), quality=95, exif=Image.open(io.BytesIO(phone_photo())).getexif())
    data = whole[: int(len(whole) * share)]
    facts = pictures.facts("cut.jpg", data)
    assert facts.is_damaged
    assert (facts.width, facts.height) == (800, 600)
    ws = begin(new_file(tmp_path / "a.tia"))
    note = capture.add_note(ws, capture.NoteDraft(text="x"))
    kept = ws.need(Attachment, photos.attach_photo(ws, note, "cut.jpg", data, facts=facts))
    assert kept.is_damaged
    assert ws.store.get_blob(kept.sha256) == data
    shown = pictures.small(data, 400, 300)
    assert (shown.width, shown.height) == (400, 300)
    top = Image.frombytes("RGBA", (400, 300), shown.rgba).crop((150, 10, 190, 20)).convert("RGB")
    red, _green, blue = top.resize((1, 1)).getpixel((0, 0))  # type: ignore[misc]
    assert red > 150 > blue
    ws.store.close()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP", "TIFF", "BMP", "AVIF"])
def test_47_every_kind_may_be_cut_anywhere(kind: str) -> None:
    whole = encoded(kind=kind)
    for at in range(40, len(whole), max(1, len(whole) // 40)):
        facts = pictures.facts("cut", whole[:at])
        shown = pictures.small(whole[:at], 50, 50)
        assert len(shown.rgba) == 4 * shown.width * shown.height
        assert facts.is_damaged or shown.width


def test_49_the_place_is_gone_from_what_is_shared_and_the_original_is_kept(tmp_path: Path) -> None:
    ws = begin(new_file(tmp_path / "a.tia"))
    note = capture.add_note(ws, capture.NoteDraft(text="x"))
    data = phone_photo()
    kept = ws.need(
        Attachment, photos.attach_photo(ws, note, "a.jpg", data, facts=pictures.facts("a.jpg", data))
    )
    copy = pictures.shared_copy(ws.store.get_blob(kept.sha256))
    assert not Image.open(io.BytesIO(copy)).getexif()
    assert b"Exif" not in copy
    assert ws.store.get_blob(kept.sha256) == data
    assert kept.sha256 == hashlib.sha256(data).hexdigest()
    assert ws.store.verify() == []
    ws.store.close()


def test_56_saving_and_finding_do_not_read_the_photos(tmp_path: Path) -> None:
    """The measurement is `tests/benchmarks/bench_photos.py`; this is why it holds at any number of photos."""
    ws = begin(new_file(tmp_path / "a.tia"))
    note = capture.add_note(ws, capture.NoteDraft(text="x"))
    for number in range(40):
        photos.attach_photo(ws, note, f"{number}.png", b"\x89PNG\r\n\x1a\n" + bytes([number]) * 50_000)
    read: list[str] = []
    ws.store.conn.set_trace_callback(read.append)  # type: ignore[attr-defined]
    capture.type_note(ws, note, "typed")
    ws.store.find(Attachment, note_id=note)
    capture.add_note(ws, capture.NoteDraft(text="y"))
    ws.store.conn.set_trace_callback(None)  # type: ignore[attr-defined]
    assert read
    assert [sql for sql in read if re.search(r"\bblob\b", sql)] == []
    ws.store.close()


def test_nothing_is_written_outside_the_inspection_file(
    tmp_path: Path, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No temporary file, no cache: what a laptop thief finds is one file."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(scratch))
    monkeypatch.setattr("tempfile.tempdir", None)
    before = {p for p in tmp_path.rglob("*") if own_home not in p.parents}
    for kind in ("JPEG", "PNG", "TIFF", "WEBP", "AVIF"):
        data = encoded(kind=kind)
        pictures.facts("x", data)
        pictures.small(data, 100, 100)
        pictures.shared_copy(data)
    assert {p for p in tmp_path.rglob("*") if own_home not in p.parents} == before


def test_a_heic_that_crashes_its_decoder_is_a_damaged_photo() -> None:
    """With this one byte changed, libheif ends its process. The window must not go with it."""
    spoiled = bytearray(HEIC.read_bytes())
    spoiled[179] = 164
    data = bytes(spoiled)
    assert pictures_apart.ask("facts", data, name="x.heic") is None, "no crash any more: look at this anew"
    assert pictures.facts("x.heic", data) == PictureFacts("image/heic", is_damaged=True)
    assert pictures.small(data, 30, 30) == Pixels(0, 0, b"")
    with pytest.raises(InputError, match="too damaged"):
        pictures.shared_copy(data)


def test_a_heic_that_lies_about_its_size_is_a_damaged_photo() -> None:
    told = b"ispe" + bytes(4) + (64).to_bytes(4, "big") * 2
    data = HEIC.read_bytes().replace(told, told[:8] + (40_000).to_bytes(4, "big") * 2)
    assert data != HEIC.read_bytes()
    assert pictures.facts("x.heic", data).is_damaged
    assert pictures.small(data, 30, 30) == Pixels(0, 0, b"")


def test_a_decoder_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures_apart, "LONGEST", 0.01)
    assert pictures.facts("x.heic", HEIC.read_bytes()) == PictureFacts("image/heic", is_damaged=True)
