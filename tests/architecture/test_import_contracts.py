"""The rooms import one another only as pyproject.toml allows, and breaking a rule is noticed."""

import shutil
import tomllib
from pathlib import Path

import pytest

from tests.helpers.project import PACKAGE, ROOT, run_python

LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"

# One violation of each contract, by the file it is added to.
PLANTED = {
    "domain/planted.py": "import tia_desktop.services\nimport sqlite3\n",
    "services/planted.py": "import PySide6.QtCore\n",
    "ui/planted.py": "import tia_desktop.store\n",
    "ui/screens/planted_a/__init__.py": "",
    "ui/screens/planted_a/presenter.py": "import tia_desktop.ui.screens.planted_b.view\n",
    "ui/screens/planted_b/__init__.py": "",
    "ui/screens/planted_b/view.py": "import PySide6.QtWidgets\n",
}

CONTRACTS = [
    "Dependencies point down",
    "UI and presenters know no storage, no exporters, no wiring",
    "Qt only in ui",
    "Presenters know no Qt",
    "Domain and services: standard library only, no SQL",
    "Screens do not import each other",
]


def lint(folder: Path) -> tuple[int, str]:
    done = run_python(f"import sys; sys.path.insert(0, '.'); {LINT}", "--no-logo", "--no-cache", cwd=folder)
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Give a copy of the package and its configuration that may be damaged."""
    shutil.copytree(PACKAGE, tmp_path / "tia_desktop", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def plant(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / "tia_desktop" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def test_every_contract_holds() -> None:
    code, output = lint(ROOT)
    assert code == 0, output
    for name in CONTRACTS:
        assert f"{name} KEPT" in output


def test_every_contract_breaks_when_violated(copy: Path) -> None:
    plant(copy, PLANTED)
    code, output = lint(copy)
    assert code == 1, output
    assert [name for name in CONTRACTS if f"{name} BROKEN" not in output] == []


def test_a_room_without_a_place_in_the_layers_is_refused(copy: Path) -> None:
    plant(copy, {"attic/__init__.py": ""})
    code, output = lint(copy)
    assert code == 1
    assert "attic" in output


def test_the_contracts_name_every_room() -> None:
    """A room that is added later must be closed to the window, and to Qt, as well."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = {contract["id"]: contract for contract in told["tool"]["importlinter"]["contracts"]}
    rooms = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    closed_to_ui = rooms - {"ui", "cli", "services", "domain", "charts"}
    without_qt = rooms - {"ui"}
    assert names(closed_to_ui) - set(contracts["ui-blind"]["forbidden_modules"]) == set()
    assert names(without_qt) - set(contracts["qt-only-in-ui"]["source_modules"]) == set()


def names(rooms: set[str]) -> set[str]:
    return {f"tia_desktop.{room}" for room in rooms}
