"""Which encoding a file is in, and which files are no text."""

import os
from pathlib import Path

import pytest

from tia_desktop.domain.errors import InputError
from tia_desktop.importers.encoding import encoding_of

ENGLISH = "text,place\nThe caretaker’s office was closed – “back at 2”; café £25 a week\nIt’s £4.50 here …\n"
OTHERS = {
    "spanish": "Descripción de la gestión, administración; niños y mañana, también qué\n",
    "german": "Die Tür ist kaputt, Müll überall in den Straßen, größer als früher. Schöne Grüße\n",
    "french": "La porte d'entrée est cassée depuis l'été; très sale, où ça? Hélène a téléphoné\n",
    "one sign": "text,check\nThe rent is £80 a week and the lift is broken again and nobody came\n",
}


def written(folder: Path, data: bytes) -> Path:
    path = folder / "notes.csv"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    "codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"]
)
def test_unicode_is_recognised_with_and_without_a_mark(tmp_path: Path, codec: str) -> None:
    path = written(tmp_path, ENGLISH.encode(codec))
    assert path.read_bytes().decode(encoding_of(path)) == ENGLISH


@pytest.mark.parametrize("codec", ["cp1252", "mac_roman"])
def test_english_of_windows_and_mac_is_recognised(tmp_path: Path, codec: str) -> None:
    path = written(tmp_path, ENGLISH.encode(codec))
    assert path.read_bytes().decode(encoding_of(path)) == ENGLISH


@pytest.mark.parametrize("codec", ["cp1252", "mac_roman", "latin_1", "cp850"])
@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS.keys())
def test_western_letters_come_through(tmp_path: Path, text: str, codec: str) -> None:
    path = written(tmp_path, text.encode(codec))
    assert path.read_bytes().decode(encoding_of(path)) == text


@pytest.mark.parametrize(
    ("codec", "text"),
    [
        ("cp1251", "Дверь сломана, мусор везде, лифт не работает уже три недели, жители недовольны\n"),
        ("cp1253", "Η πόρτα είναι σπασμένη και τα σκουπίδια είναι παντού στην είσοδο\n"),
        ("cp1250", "Drzwi są zepsute, żółta ściana, śmieci leżą wszędzie, źle się dzieje, łóżko\n"),
        ("shift_jis", "ドアが壊れています。ごみがあちこちにあります。エレベーターは三週間動いていません。\n"),
    ],
)
def test_other_alphabets_are_guessed(tmp_path: Path, codec: str, text: str) -> None:
    path = written(tmp_path, text.encode(codec))
    assert path.read_bytes().decode(encoding_of(path)) == text


def test_a_late_sign_is_seen(tmp_path: Path) -> None:
    """The first megabytes are plain ASCII; the one pound sign decides."""
    path = written(
        tmp_path, b"text\n" + b"nothing special here\n" * 150_000 + "it costs £5\n".encode("cp1252")
    )
    assert encoding_of(path) == "cp1252"


def test_damaged_utf8_stays_utf8(tmp_path: Path) -> None:
    path = written(tmp_path, ("café, naïve, “quoted”\n" * 20).encode() + b"caf\xe9 once\n")
    assert encoding_of(path) == "utf-8"


def test_one_zero_byte_does_not_make_utf16(tmp_path: Path) -> None:
    assert encoding_of(written(tmp_path, b"a,b,c\n\x00,2,3\n")) == "utf-8"


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "empty"),
        (b"\r\n \n", "empty"),
        (b"\xef\xbb\xbf\n", "empty"),
        (b"\xff\xfe", "empty"),
        (b"PK\x03\x04rest", "save the sheet as CSV"),
        (b"\xd0\xcf\x11\xe0rest", "save the sheet as CSV"),
        (b"%PDF-1.7 rest", "PDF"),
        (b"\x1f\x8brest", "Unpack"),
        (b"\xfd7zXZ\x00rest", "Unpack"),
        (b"SQLite format 3\x00rest", "CSV"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (bytes(range(1, 9)) * 50, "not a text file"),
    ],
)
def test_what_is_no_text_is_refused_in_one_sentence(tmp_path: Path, data: bytes, word: str) -> None:
    with pytest.raises(InputError) as refused:
        encoding_of(written(tmp_path, data))
    assert word in refused.value.sentence
    assert "notes.csv" in refused.value.sentence


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no file"):
        encoding_of(tmp_path / "nothing.csv")
    with pytest.raises(InputError, match="not a file"):
        encoding_of(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_named_pipe_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    with pytest.raises(InputError, match="not a file"):
        encoding_of(tmp_path / "pipe.csv")
