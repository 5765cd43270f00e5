"""What the README says, done: its command-line example line by line, its pictures and links."""

import json
import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.helpers.project import ROOT
from tia_desktop.cli import tia as command

README = (ROOT / "README.md").read_text("utf-8")


def example() -> list[str]:
    """The lines of the example under "Command line"."""
    block = README.split("## Command line", 1)[1].split("```sh", 1)[1].split("```", 1)[0]
    return [line.split("   #")[0].strip() for line in block.strip().splitlines()]


def test_the_example_works_line_by_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """ID, NOTE and FINDING stand for what the lines before printed."""
    monkeypatch.chdir(tmp_path)
    names = {"add-check": "ID", "add-note": "NOTE", "add-finding": "FINDING"}
    ids: dict[str, str] = {}
    done = []
    for line in example():
        run, tia, name, *rest = shlex.split(line)
        assert (run, tia) == ("./run", "tia")
        result = CliRunner().invoke(command, [name, *(ids.get(word, word) for word in rest), "--json"])
        expected = 1 if name == "check" else 0  # a short example leaves problems open, and says so
        assert result.exit_code == expected, (line, result.output)
        answer = json.loads(result.stdout)
        if name in names:
            ids[names[name]] = answer["id"]
        done.append(name)
    assert done == ["new", "add-check", "add-note", "add-finding", "link", "judge", "check", "export"]
    assert json.loads((tmp_path / "findings.json").read_text("utf-8"))["$schema"]


def test_pictures_and_links_are_there() -> None:
    targets = re.findall(r"\]\(((?!http)[^)#]+)\)", README)
    assert len([t for t in targets if t.endswith(".png")]) >= 15
    assert [t for t in targets if not (ROOT / t).exists()] == []
