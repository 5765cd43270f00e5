"""Judging again, drivers and releasing, from the command line."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from click.testing import Result

from tests.helpers.commands import data, made
from tia_desktop.services import readiness

Run = Callable[..., Result]


@pytest.fixture
def finding(tia: Run, a: str) -> str:
    return made(tia("add-finding", a, "--text", "F", "--key-question", "j1.kq2", "--weakness", "--json"))


def test_another_level_asks_what_changed(tia: Run, a: str, finding: str) -> None:
    said = ("judge", a, "j1", "--reason", "R", "--finding", finding, "--rating")
    tia(*said, "fair")
    assert "nonsense" in tia(*said, "nonsense", code=2).stderr
    assert "--because" in tia(*said, "good", code=2).stderr
    assert data(tia(*said, "good", "--because", "New visit", "--json"))["rating"] == "good"


def test_drivers_and_barriers(tia: Run, a: str, finding: str) -> None:
    said = ("add-driver", a, "--text", "Money is short", "--scope", "corporate", "--finding", finding)
    assert "--driver or --barrier" in tia(*said, code=2).stderr
    assert tia(*said, "--barrier").stdout.strip()
    assert "--scope" in tia("add-driver", a, "--text", "T", "--driver", code=2).stderr
    assert "There is no finding" in tia(*said[:-1], "nobody", "--driver", code=2).stderr


def test_release_refuses_and_says_how_much(
    tia: Run, a: str, finding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Nobody has judged" in tia("release", a, code=2).stderr
    for judgement, level in (("j1", "fair"), ("j2", "poor")):
        tia("judge", a, judgement, "--rating", level, "--reason", "R", "--finding", finding)
    assert "still stand in the way" in tia("release", a, code=2).stderr
    monkeypatch.setattr(readiness, "open_problems", lambda _ws: [])
    document = data(tia("release", a, "--json"))
    assert document["levels"] == {"j1": "fair", "j2": "poor"}
    assert "Released to moderation." in tia("release", a).stdout
