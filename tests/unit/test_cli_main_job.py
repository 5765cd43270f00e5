"""The main job by the command line alone, on the real store, with exactly the documented commands."""

import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.commands import read, tia


def made(*arguments: str) -> str:
    return str(read(*arguments)["id"])


def test_from_an_empty_folder_to_structured_findings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    file = "FILE.tia"
    tia(
        "new",
        file,
        "--pack",
        "almo-2003",
        "--landlord",
        "Riverside Homes (sample)",
        "--authority-type",
        "unitary",
    )
    kinds = [kind["id"] for kind in read("list", file, "kinds")["kinds"]]
    estate = made("add-check", file, "--kind", kinds[6], "--title", "Elm Park")
    group = made("add-check", file, "--kind", kinds[8], "--title", "Caretakers")
    seen = ("--key-question", "j1.kq2", "--source", "tenant", "--how", "seen")
    dirty = made("add-note", file, "--check", estate, "--text", "Stairs are dirty", *seen)
    heard = ("--key-question", "j1.kq2", "--source", "staff", "--how", "told")
    said = made("add-note", file, "--check", group, "--text", "We have no time for the stairs", *heard)
    clean = made("add-note", file, "--check", estate, "--text", "Block A is clean", *seen)
    finding = made(
        "add-finding", file, "--text", "Stairs are not cleaned", "--key-question", "j1.kq2", "--weakness"
    )

    open_now = "no-judgement"  # twice: there are two judgements
    blocks = read("check", file, code=1)["blocks"]
    assert [b["rule"] for b in blocks] == ["finding-without-evidence", open_now, open_now]
    tia("link", file, finding, dirty, "--stance", "supports")
    assert "one-source-only" in {w["rule"] for w in read("check", file, code=1)["warns"]}
    tia("link", file, finding, said, "--stance", "supports")
    found = read("check", file, code=1)
    assert [b["rule"] for b in found["blocks"]] == [open_now, open_now]
    assert "one-source-only" not in {w["rule"] for w in found["warns"]}
    tia("link", file, finding, clean, "--stance", "contradicts")
    assert "contradiction-unanswered" in {b["rule"] for b in read("check", file, code=1)["blocks"]}

    tia("judge", file, "j1", "--rating", "good", "--finding", finding, code=2)
    tia("judge", file, "j1", "--rating", "good", "--reason", "R", code=2)
    tia("judge", file, "j1", "--rating", "good", "--reason", "Most is well", "--finding", finding)
    assert read("search", file, "stair")["total"] == 2
    assert read("history", file, finding)["history"][0]["what"] == "made"
    tia("undo", file)
    assert read("show", file, "j1")["rating"] == ""
    tia("redo", file)

    for kind in ("json", "csv", "pdf"):
        tia("export", file, "--format", kind, "--out", f"out.{kind}")
    exported = (tmp_path / "out.json").read_text("utf-8")
    for id in (finding, dirty, said, clean):
        assert id in exported
    assert len((tmp_path / "out.csv").read_text("utf-8-sig").splitlines()) == 4
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF")
    assert read("verify", file)["ok"]
    assert read("show", read("backup", file, "--to", "safe")["path"], "j1")["rating"] == "good"


def test_the_demo_leaves_everything_and_says_where(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []

    def take(arguments: list[str], **options: Any) -> subprocess.CompletedProcess[str]:
        asked.append(arguments)
        folder = Path(arguments[arguments.index("--screenshots") + 1])
        folder.mkdir(exist_ok=True)
        (folder / "overview.png").write_bytes(b"\x89PNG")
        assert options["env"]["QT_QPA_PLATFORM"] == "offscreen"
        return subprocess.CompletedProcess(arguments, 0, "", "")

    monkeypatch.setattr("tia_desktop.cli.demo.subprocess.run", take)
    out = tmp_path / "results"
    done = read("demo", "--out", str(out))
    assert done["problems"] == []
    assert "5 people, 18 checks (12 of 12 kinds done), " in done["steps"][0]
    assert Path(done["file"]).suffix == ".tia"
    for path in (done["file"], *done["exports"].values(), *done["screens"]):
        assert Path(path).stat().st_size > 0
    assert asked[0][-1] == done["file"]
    assert read("verify", done["file"])["ok"]
    assert "Canal Street" in Path(done["exports"]["json"]).read_text("utf-8")
    again = tia("demo", "--out", str(out))
    assert "results" in again.stdout


@pytest.mark.parametrize(
    ("code", "error", "word"),
    [(1, "Traceback\nRuntimeError: no screen\n", "RuntimeError: no screen"), (0, "", "No pictures")],
)
def test_the_demo_never_hides_that_pictures_are_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, error: str, word: str
) -> None:
    def fail(arguments: list[str], **_: Any) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess(arguments, code, "", error)

    monkeypatch.setattr("tia_desktop.cli.demo.subprocess.run", fail)
    told = tia("demo", "--out", str(tmp_path / "results"), code=1)
    assert word in told.stderr
    assert list((tmp_path / "results").glob("*.pdf"))
