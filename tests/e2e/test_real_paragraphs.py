"""Thousands of real paragraphs through the command line: import, search, findings, check, every export."""

import csv
import json
import lzma
import shutil
import subprocess
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner

from tests.helpers.project import ROOT
from tia_desktop.bootstrap import AppDesk
from tia_desktop.cli import tia as command
from tia_desktop.services import conclude
from tia_desktop.services.ports import NoteFilter

PARAGRAPHS = 13_232
EVERY = 50


def tia(*arguments: str, code: int = 0) -> Any:
    result = CliRunner().invoke(command, [*arguments, "--json"], prog_name="tia")
    assert result.exit_code == code, result.output
    return json.loads(result.stdout)


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


@pytest.mark.slow
def test_all_paragraphs_go_through(tmp_path: Path, shared_data: Path) -> None:
    table, file = tmp_path / "paragraphs.csv", tmp_path / "A.tia"
    texts = write_table(shared_data / "data/c4-ofsted-inspection-text/paragraphs.jsonl.xz", table, 12)
    assert len(texts) == PARAGRAPHS
    tia("new", str(file), "--landlord", "Riverside Homes (sample)", "--authority-type", "london")
    for kind in range(1, 13):
        tia("add-check", str(file), "--kind", str(kind), "--title", f"Visit {kind}")

    brought = tia("import-notes", str(file), str(table))
    assert (brought["added"], brought["problems"]) == (PARAGRAPHS, [])
    links = conclude_from(file)
    found = tia("search", str(file), "social work practice", "--limit", "5")
    assert found["total"] > 1_000
    assert len(found["notes"]) == 5
    assert tia("check", str(file), code=1)["blocks"] == []
    assert tia("verify", str(file))["ok"]

    for kind in ("json", "csv", "pdf"):
        tia("export", str(file), "--format", kind, "--out", str(tmp_path / f"out.{kind}"))
    check_json(tmp_path / "out.json", texts, links)
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as lines:
        assert sum(1 for _ in csv.reader(lines)) == links + 1
    if not shutil.which("pdftotext"):
        pytest.skip("all but the PDF's words was tested: pdftotext (poppler-utils) is missing")
    words = pdf_text(tmp_path / "out.pdf")
    for n in range(6):
        assert f"Finding {n + 1}" in words
    assert f"{PARAGRAPHS:,}" in words or f"E{PARAGRAPHS}" in words


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
