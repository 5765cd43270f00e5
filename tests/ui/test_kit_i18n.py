"""Sentences are translated, filled in and counted without Qt."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tia_desktop.ui import i18n


@pytest.fixture(autouse=True)
def fresh() -> None:
    i18n._catalogue.cache_clear()


def test_english_is_the_source(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TIA_LANG", raising=False)
    assert i18n.tr("Save and next") == "Save and next"
    assert i18n.ntr("{n} note", "{n} notes", 1) == "1 note"
    assert i18n.ntr("{n} note", "{n} notes", 0) == "0 notes"


def test_pseudo_is_longer_and_keeps_places(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIA_LANG", "pseudo")
    for text in ("Save and next", "Question {n} of {total}", "OK"):
        words = i18n.tr(text)
        assert len(words) >= round(1.35 * len(text))
        assert words.startswith("[")
        assert words.endswith("]")
    assert "4 " in i18n.tr("Question {n} of {total}").format(n=4, total=14)
    assert i18n.tr("") == ""


def test_a_catalogue_is_used_and_gaps_fall_back(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folder = tmp_path / "i18n"
    folder.mkdir()
    (folder / "cy.json").write_text(json.dumps({"Back": "Yn ôl"}), encoding="utf-8")
    (folder / "fr.json").write_text("[not json", encoding="utf-8")
    monkeypatch.setattr(i18n, "resources_dir", lambda: tmp_path)
    monkeypatch.setenv("TIA_LANG", "cy")
    assert i18n.tr("Back") == "Yn ôl"
    assert i18n.tr("Next") == "Next"
    for language in ("fr", "../../etc/passwd", "xx"):
        monkeypatch.setenv("TIA_LANG", language)
        assert i18n.tr("Back") == "Back"


def test_no_qt_comes_along() -> None:
    code = "import sys, tia_desktop.ui.i18n; sys.exit(any(m.startswith('PySide6') for m in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
