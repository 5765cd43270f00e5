"""FAULTS 24-28: an archive with answers that lies about sizes, names or places is refused within a second."""

import io
import os
import stat
import struct
import time
import warnings
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest

from tia_desktop.domain.errors import InputError
from tia_desktop.importers.odk_answers import read_answers

ANSWERS = b"<home id='home'><name>Ann</name></home>"


def archive(path: Path, *entries: tuple[str | zipfile.ZipInfo, bytes]) -> Path:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # zipfile warns of names that are there twice
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as zipped:
            for name, content in entries:
                zipped.writestr(name, content)
    return path


def refused(path: Path) -> str:
    began = time.perf_counter()
    with pytest.raises(InputError) as error:
        read_answers([path])
    assert time.perf_counter() - began < 1  # FAULTS 24
    assert error.value.sentence.endswith(".")
    return error.value.sentence


def test_an_honest_archive_is_read(tmp_path: Path) -> None:
    path = archive(
        tmp_path / "a.zip", ("form/1/answers.xml", ANSWERS), ("form/1/a.jpg", b"x"), ("forms.db", b"x")
    )
    assert read_answers([path]).submissions[0].answers == {"name": "Ann"}


@pytest.mark.parametrize(
    "name",
    [
        "../a.xml",
        "/a.xml",
        "a/../../a.xml",
        "C:/a.xml",
        "a\\..\\b.xml",
        "con.xml",
        "x/LPT1",
        "a//b.xml",
        "a:b.xml",
    ],
)
def test_names_that_lead_elsewhere(tmp_path: Path, name: str) -> None:
    entry = zipfile.ZipInfo("place")
    entry.filename = name  # ZipInfo itself would tidy it
    assert "has a name that" in refused(archive(tmp_path / "a.zip", ("b.xml", ANSWERS), (entry, ANSWERS)))


@pytest.mark.parametrize("names", [("a.xml", "a.xml"), ("a.xml", "A.XML"), ("\u00e9.xml", "e\u0301.xml")])
def test_names_that_are_there_twice(tmp_path: Path, names: tuple[str, str]) -> None:
    path = archive(tmp_path / "a.zip", *((name, ANSWERS) for name in names))
    assert "is there twice" in refused(path)


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR])
def test_links_and_devices(tmp_path: Path, kind: int) -> None:
    entry = zipfile.ZipInfo("a.xml")
    entry.external_attr = (kind | 0o644) << 16
    assert "is no ordinary file" in refused(archive(tmp_path / "a.zip", (entry, b"/etc/passwd")))


def test_a_bomb(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", ("a.csv", b"a" * 50_000_000))
    assert "unpacks to far more" in refused(path)


def test_sizes_that_lie(tmp_path: Path) -> None:
    """The table of contents says 30 bytes, the entry unpacks to far more."""
    path = archive(tmp_path / "a.zip", ("a.xml", b"<a>" + b" " * 3_000_000 + b"</a>"))
    content = bytearray(path.read_bytes())
    place = content.index(b"PK\x01\x02")
    content[place + 24 : place + 28] = struct.pack("<I", 30)
    path.write_bytes(content)
    assert "is damaged" in refused(path)


def test_places_that_overlap(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", ("a.xml", ANSWERS), ("b.xml", ANSWERS))
    content = bytearray(path.read_bytes())
    first = content.index(b"PK\x01\x02")
    second = content.index(b"PK\x01\x02", first + 4)
    content[second + 42 : second + 46] = struct.pack("<I", 0)  # both begin at the first byte
    path.write_bytes(content)
    assert "overlaps" in refused(path)


def test_many_entries(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", *((f"{n}.txt", b"") for n in range(20_001)))
    assert "more than this program reads" in refused(path)


def test_damaged_bytes(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", ("a.xml", os.urandom(5_000)))
    content = bytearray(path.read_bytes())
    content[200] ^= 0xFF
    path.write_bytes(content)
    assert "is damaged" in refused(path)


def test_a_pipe_a_folder_and_no_archive(tmp_path: Path) -> None:
    pipe, folder, text = tmp_path / "pipe.zip", tmp_path / "folder.zip", tmp_path / "text.zip"
    os.mkfifo(pipe)
    folder.mkdir()
    text.write_text("hello", encoding="utf-8")
    for path in (pipe, folder, text, tmp_path / "gone.zip"):
        refused(path)


def test_an_archive_in_an_archive_is_not_opened(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as zipped:
        zipped.writestr("a.xml", ANSWERS)
    path = archive(tmp_path / "a.zip", ("inner.zip", inner.getvalue()), ("b.xml", ANSWERS))
    collected = read_answers([path])
    assert (len(collected.submissions), collected.ignored) == (1, 1)


def test_archives_from_the_wild_never_crash(shared_data: Path) -> None:
    paths = sorted(shared_data.glob("data/c6-lib*-zips/*.zip"))
    assert len(paths) > 60
    for path in paths:
        began = time.perf_counter()
        with suppress(InputError):
            assert read_answers([path]).submissions, path.name
        assert time.perf_counter() - began < 1, path.name
