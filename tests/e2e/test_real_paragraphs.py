"""Thousands of real paragraphs through the command line: import, search, findings, check, every export."""

import csv
import json
import lzma
import re
import shutil
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.helpers.commands import read as tia
from tests.helpers.project import ROOT
from tia_desktop.bootstrap import AppDesk
from tia_desktop.exporters import pdf
from tia_desktop.services import conclude
from tia_desktop.services.ports import NoteFilter
from tia_desktop.services.report import build

PARAGRAPHS = 13_232
EVERY = 50


def write_table(source: Path, target: Path, kinds: int) -> list[str]:
    """Write the paragraphs as a table, spread over checks and key questions; return their texts."""
    texts: list[str] = []
    questions = ["j1.kq1", "j1.kq2", "j1.kq3", "j2.kq1", "j2.kq2", "j2.kq3"]
    with (
        lzma.open(source, "rt", encoding="utf-8") as lines,
        target.open("w", newline="", encoding="utf-8") as file,
    ):
        table = csv.writer(file)
        table.writerow(["paragraph", "location", "check", "key questions"])
        for number, line in enumerate(lines):
            row = json.loads(line)
            texts.append(row["text"])
            table.writerow([row["text"], row["doc"], f"Visit {number % kinds + 1}", questions[number % 6]])
    return texts


def conclude_from(file: Path) -> int:
    """Put every 50th note behind one of six findings and judge; return the number of links."""
    ws = AppDesk().open(file)
    try:
        total = ws.store.notes.count_notes(NoteFilter())
        chosen = [row.id for row in ws.store.notes.note_window(NoteFilter(), 0, total)][::EVERY]
        for n, question in enumerate(ws.pack.key_questions):
            polarity = "strength" if n % 2 else "weakness"
            conclude.record_finding(ws, f"Finding {n + 1}", polarity, [question.id], notes=chosen[n::6])
    finally:
        ws.store.close()
    return len(chosen)


def pdf_text(path: Path) -> str:
    done = subprocess.run(["pdftotext", "-enc", "UTF-8", str(path), "-"], capture_output=True, check=True)
    return done.stdout.decode()


@dataclass(frozen=True)
class Imported:
    file: Path
    texts: list[str]
    brought: Any
    links: int


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory, shared_data: Path) -> Imported:
    """Import everything once, for all tests here; they only look."""
    folder = tmp_path_factory.mktemp("paragraphs")
    table, file = folder / "paragraphs.csv", folder / "A.tia"
    texts = write_table(shared_data / "data/c4-ofsted-inspection-text/paragraphs.jsonl.xz", table, 12)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TIA_HOME", str(folder / "home"))
        tia("new", str(file), "--landlord", "Riverside Homes (sample)", "--authority-type", "london")
        for number in range(1, 13):
            tia("add-check", str(file), "--kind", str(number), "--title", f"Visit {number}")
        brought = tia("import-notes", str(file), str(table))
        links = conclude_from(file)
    return Imported(file, texts, brought, links)


def test_every_paragraph_goes_in_and_is_found(imported: Imported) -> None:
    assert len(imported.texts) == PARAGRAPHS
    assert (imported.brought["added"], imported.brought["problems"]) == (PARAGRAPHS, [])
    found = tia("search", str(imported.file), "social work practice", "--limit", "5")
    assert found["total"] > 1_000
    assert len(found["notes"]) == 5
    blocks = tia("check", str(imported.file), code=1)["blocks"]
    assert {b["rule"] for b in blocks} <= {"no-judgement", "contradiction-unanswered"}
    assert tia("verify", str(imported.file))["ok"]


def test_json_holds_every_note_and_every_link(imported: Imported, tmp_path: Path) -> None:
    tia("export", str(imported.file), "--format", "json", "--out", str(tmp_path / "out.json"))
    check_json(tmp_path / "out.json", imported.texts, imported.links)


def test_csv_has_one_row_for_each_link(imported: Imported, tmp_path: Path) -> None:
    tia("export", str(imported.file), "--format", "csv", "--out", str(tmp_path / "out.csv"))
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as lines:
        assert sum(1 for _ in csv.reader(lines)) == imported.links + 1


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext (poppler-utils) is missing")
def test_pdf_lists_every_piece_of_evidence(imported: Imported, tmp_path: Path) -> None:
    """Of every fourth note and those behind findings: all of them take a minute, and show nothing else."""
    ws = AppDesk().open(imported.file, read_only=True)
    try:
        report = build(ws)
    finally:
        ws.store.close()
    behind = {evidence.note.id for finding in report.findings for evidence in finding.evidence}
    notes = tuple(note for note in report.notes if note.number % 4 == 0 or note.id in behind)
    report = replace(report, notes=notes)
    pdf.write(report, tmp_path / "out.pdf", lambda done, total: None)
    words = pdf_text(tmp_path / "out.pdf")
    for n in range(6):
        assert f"Finding {n + 1}" in words
    numbers = {int(number) for number in re.findall(r"^E(\d+)\b", words, flags=re.MULTILINE)}
    assert {note.number for note in report.notes} <= numbers


def check_json(path: Path, texts: list[str], links: int) -> None:
    """Validate with the second validator, and count."""
    document = json.loads(path.read_bytes())
    schema = json.loads((ROOT / "schemas/findings-1.schema.json").read_bytes())
    jsonschema.validators.validator_for(schema)(schema).validate(document)
    assert sorted(note["text"] for note in document["notes"]) == sorted(texts)
    listed = {
        (finding["id"], evidence["note"])
        for judgement in document["judgements"]
        for question in judgement["key_questions"]
        for finding in question["findings"]
        for evidence in finding["evidence"]
    }
    assert len(listed) == links
