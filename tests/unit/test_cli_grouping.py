"""Merging, splitting and answering from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers.commands import made, read, tia

FILE = "A.tia"


@pytest.fixture
def notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """An inspection with three notes."""
    monkeypatch.chdir(tmp_path)
    tia("new", FILE, "--landlord", "Riverside Homes (sample)", "--authority-type", "london")
    return [made(tia("add-note", FILE, "--text", f"Note {n}", "--json")) for n in range(3)]


def finding(text: str, *more: str) -> str:
    said = ("--text", text, "--key-question", "j1.kq2", "--weakness")
    return made(tia("add-finding", FILE, *said, *more, "--json"))


def behind(finding_id: str) -> set[str]:
    return {e["id"] for e in read("show", FILE, finding_id)["evidence"]}


def test_findings_are_merged_and_split(notes: list[str]) -> None:
    first = finding("Doors stay open", "--note", notes[0], "--weight", "high", "--sub-question", "2.2")
    second = finding("Doors do not lock", "--note", notes[1], "--note", notes[2])
    assert "3 notes" in tia("merge-findings", FILE, first, second).stdout
    assert behind(first) == set(notes)
    tia("show", FILE, second, code=2)
    split = tia("split-finding", FILE, first, notes[2], "--text", "Lights are out").stdout.strip()
    assert behind(split) == {notes[2]}
    assert behind(first) == set(notes[:2])
    tia("undo", FILE)
    tia("undo", FILE)
    assert behind(second) == set(notes[1:])
    assert "at least two" in tia("merge-findings", FILE, first, first, code=2).stderr
    assert "weight" in tia("add-finding", FILE, "--text", "F", "--weight", "tons", code=2).stderr


def test_a_contradiction_is_answered(notes: list[str]) -> None:
    found = finding("Doors stay open", "--note", notes[0])
    said = ("answer-contradiction", FILE, found)
    assert "does not contradict" in tia(*said, notes[0], "--text", "One door only", code=2).stderr
    tia("link", FILE, found, notes[1], "--stance", "contradicts")
    assert "kept" in tia(*said, notes[1], "--text", "One door only").stdout
    shown = read("show", FILE, found)
    assert [e["answer"] for e in shown["evidence"]] == ["", "One door only"]
    assert (shown["label"], shown["unanswered"]) == (f"F{shown['number']}", 0)
    assert "One door only" in tia("show", FILE, found).stdout
    assert read(*said, notes[1], "--text", " ") == {"finding": found, "note": notes[1], "answer": ""}
