"""The lock files agree with pyproject.toml, with each other, and with what is installed."""

import re
import tomllib
from importlib.metadata import version
from pathlib import Path

from packaging.requirements import Requirement

from tests.helpers.project import ROOT

PIN = re.compile(r"^([a-z0-9-]+)==(\S+)", re.MULTILINE)


def pins(name: str) -> dict[str, str]:
    return dict(PIN.findall((ROOT / name).read_text(encoding="utf-8")))


def project() -> tuple[list[Requirement], list[Requirement]]:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    running = [Requirement(line) for line in told["project"]["dependencies"]]
    return running, [Requirement(line) for line in told["dependency-groups"]["dev"]]


def satisfied(needed: Requirement, locked: dict[str, str]) -> bool:
    pinned = locked.get(needed.name.lower().replace("_", "-"))
    return pinned is not None and needed.specifier.contains(pinned)


def test_each_dependency_is_locked() -> None:
    running, development = project()
    everything = pins("requirements-dev.lock")
    assert [str(need) for need in running if not satisfied(need, pins("requirements.lock"))] == []
    assert [str(need) for need in running + development if not satisfied(need, everything)] == []


def test_tests_run_on_what_people_run() -> None:
    running = pins("requirements.lock")
    assert running.items() <= pins("requirements-dev.lock").items()


def test_every_pin_has_a_hash() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        entries = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
        pinned = [line for line in entries if PIN.match(line)]
        assert pinned
        assert all("--hash=sha256:" in line for line in pinned)


def test_the_locked_versions_are_the_installed_ones() -> None:
    running, _ = project()
    locked = pins("requirements.lock")
    assert {need.name: version(need.name) for need in running} == {
        need.name: locked[need.name.lower()] for need in running
    }


def test_a_missing_pin_is_found(tmp_path: Path) -> None:
    assert not satisfied(Requirement("click>=8"), {"click": "7.0"})
    assert not satisfied(Requirement("click>=8"), {})
