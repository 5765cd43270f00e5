"""The commands of mystery shopping: what they print for people, their JSON, what they refuse."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.helpers import commands
from tests.helpers.commands import data, made, read

Run = Callable[..., Result]
FILE = "A.tia"
PHONE = ("--title", "Calls answered", "--channel", "phone", "--from", "call", "--to", "answer")
PUBLISHED = ("--amount", "20", "--unit", "seconds", "--source", "website")


@pytest.fixture
def tia(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in a folder of its own that holds an inspection."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, code: int = 0) -> Result:
        result = commands.tia(*arguments, code=code)
        if code:
            assert result.stdout == ""
            assert result.stderr.rstrip().endswith((".", "”"))
        return result

    run("new", FILE, "--landlord", "Riverside Homes (sample)", "--authority-type", "london")
    run("add-member", FILE, "Maureen", "--role", "tia")
    return run


@pytest.fixture
def check(tia: Run) -> str:
    tia("shop-told", FILE, "--how", "at the staff meeting", "--on", "20/02/2026")
    return made(tia("add-check", FILE, "--kind", "mystery-shopping", "--title", "Repairs line", "--json"))


def start(tia: Run, check: str, *more: str, scenario: str = "repair-phone") -> str:
    when = () if "--at" in more else ("--at", "2026-03-04 10:00:00")
    return made(tia("shop-start", FILE, check, scenario, "--alias", "Mrs Lane", *when, *more, "--json"))


def test_staff_are_told_before_the_first_shop(tia: Run) -> None:
    check = made(tia("add-check", FILE, "--kind", "mystery-shopping", "--title", "Repairs", "--json"))
    assert "Staff have not been told yet." in tia("shop-told", FILE).stdout
    said = tia("shop-start", FILE, check, "damp", "--alias", "Mrs Lane", code=2).stderr
    assert said.count(".") == 1
    assert "staff must be told that shopping will happen, not when" in said
    assert read("list", FILE, "shops")["shops"] == []
    tia("shop-told", FILE, "--on", "2026-02-20", code=2)
    tia("shop-told", FILE, "--how", "meeting", "--on", "soon", code=2)
    assert read("shop-told", FILE)["told"] is False
    document = read("shop-told", FILE, "--how", "meeting", "--on", "2026-02-20")
    assert document == {"told": True, "told_on": "2026-02-20", "told_how": "meeting"}
    assert tia("shop-told", FILE).stdout == "Staff were told on 2026-02-20: meeting\n"


def test_stories_are_listed_shown_and_written(tia: Run, check: str) -> None:
    listed = read("shop-scenarios", FILE)
    assert len(listed["scenarios"]) == 22
    assert any("real tenant" in rule for rule in listed["rules"])
    assert "damp" in tia("shop-scenarios", FILE).stdout
    shown = tia("shop-scenarios", FILE, "damp").stdout
    assert "right answer: They take it seriously" in shown
    assert "Never use the name" in shown
    own = made(
        tia(
            "shop-scenarios",
            FILE,
            "--add",
            "Lift",
            "--channel",
            "letter",
            "--story",
            "Slow.",
            "--ask",
            "Why?",
            "--json",
        )
    )
    start(tia, check, scenario="damp")
    listed = read("shop-scenarios", FILE)["scenarios"]
    assert [s["title"] for s in listed[:2]] == ["Lift", "Black spots in the bedroom"]
    assert (listed[0]["id"], len(listed)) == (own, 23)
    tia("shop-scenarios", FILE, "nothing", code=2)
    tia("shop-scenarios", FILE, "--add", "Empty", code=2)


def test_a_shop_from_the_first_ring_to_the_result(tia: Run, check: str) -> None:
    standard = made(tia("add-standard", FILE, *PHONE, *PUBLISHED, "--json"))
    shop = start(tia, check)
    answer = made(tia("shop-event", FILE, shop, "answer", "--at", "2026-03-04 10:00:14", "--json"))
    promise = ("--words", "Somebody rings", "--due", "2026-03-04 16:00", "--at", "2026-03-04 10:02")
    tia("shop-event", FILE, shop, "promise", *promise)
    shown = tia("shop-event", FILE, shop).stdout.splitlines()
    assert shown[0] == "“A dripping tap” by phone, as Mrs Lane"
    assert shown[1].startswith("  2026-03-04 10:00:00  You called")
    assert "Somebody rings (for 2026-03-04 16:00)" in shown[3]
    assert shown[4].startswith("Now talking: ")
    assert shown[5] == "Calls answered within 20 seconds: kept, after 14 seconds"
    waiting = read("shop-promises", FILE)["waiting"]
    assert [(w["shop"], w["what"], w["overdue"]) for w in waiting] == [
        (shop, "Promise: Somebody rings", True)
    ]
    assert tia("shop-promises", FILE).stdout.startswith("OVERDUE 2026-03-04 16:00  Promise: Somebody rings")
    document = data(tia("shop-event", FILE, shop, "kept", "--at", "2026-03-04 15:40", "--json"))
    assert document["promises"][0]["state"] == "kept"
    tia("shop-event", FILE, shop, "--correct", answer, "--at", "2026-03-04 10:00:24")
    assert read("shop-event", FILE, shop)["measures"][0]["state"] == "late"
    tia("undo", FILE)
    ended = read("shop-end", FILE, shop, "--right", "yes", "--at", "2026-03-04 15:45")
    assert ended["ended_at"].startswith("2026-03-04T15:45")
    assert tia("shop-promises", FILE).stdout == "Nothing is waited for.\n"
    (result,) = read("shop-results", FILE)["results"]
    assert result["standards"] == [
        {
            "standard": standard,
            "title": "Calls answered",
            "changed_at": None,
            "kept": 1,
            "of": 1,
            "waiting": 0,
            "unanswered": 0,
            "unit": "seconds",
            "took": [14.0],
            "median": 14.0,
            "interval": {
                "low": pytest.approx(0.2065, abs=1e-4),
                "high": 1.0,
                "method": "wilson",
                "confidence": 0.95,
            },
            "remarks": [],
        }
    ]
    assert (result["promises"], result["answer_right"], result["shops"]) == ({"kept": 1}, {"yes": 1}, [shop])
    assert "kept 1 of 1." in tia("shop-results", FILE, "repair-phone").stdout
    (note,) = read("shop-results", FILE, "--keep", "--key-question", "j1.kq3")["notes"]
    kept = read("show", FILE, note)
    assert (kept["how"], kept["key_questions"], kept["check_id"]) == ("measured", ["j1.kq3"], check)
    assert "kept 1 of 1." in kept["text"]
    assert read("verify", FILE)["ok"] is True
    tia("export", FILE, "--format", "json", "--out", "f.json")
    assert [n["text"] for n in json.loads(Path("f.json").read_text("utf-8"))["notes"]] == [kept["text"]]


def test_an_event_is_taken_away_and_belongs_to_its_shop(tia: Run, check: str) -> None:
    shop, other = start(tia, check), start(tia, check)
    event = made(tia("shop-event", FILE, shop, "answer", "--json"))
    for option in ("--remove", "--correct"):
        assert "another shop" in tia("shop-event", FILE, other, option, event, code=2).stderr
    assert [e["kind"] for e in read("shop-event", FILE, shop, "--remove", event)["events"]] == ["call"]
    tia("shop-event", FILE, shop, "sneezed", code=2)
    tia("shop-event", FILE, shop, "answer", "--at", "2026-03-04", code=2)
    tia("shop-event", FILE, "nowhere", code=2)


def test_a_shop_is_set_aside_and_opened_again(tia: Run, check: str) -> None:
    shop = start(tia, check)
    tia("shop-end", FILE, shop)
    tia("shop-end", FILE, shop, code=2)
    tia("shop-end", FILE, shop, "--set-aside", "They knew her")
    assert tia("list", FILE, "shops").stdout.split()[4:6] == ["set", "aside"]
    (result,) = read("shop-results", FILE)["results"]
    assert (result["shops"], result["set_aside"]) == ([], [{"shop": shop, "reason": "They knew her"}])
    assert read("shop-end", FILE, shop, "--reopen")["ended_at"] == ""


def test_standards_and_complaint_clocks(tia: Run, check: str) -> None:
    assert len(read("add-standard", FILE, "--complaint-clock", "england-2024")["ids"]) == 4
    assert (
        tia("add-standard", FILE, "--complaint-clock", "england-2024").stdout
        == "These limits are kept already.\n"
    )
    assert "Stage 2 answer within 20 working days" in tia("list", FILE, "standards").stdout
    for wrong in (
        ("--complaint-clock", "wales-2020"),
        (*PHONE, "--amount", "20", "--unit", "seconds"),
        ("--title", "Calls", *PUBLISHED),
        (*PHONE, *PUBLISHED, "--hours", "9-5"),
        (*PHONE, *PUBLISHED, "--nation", "wales"),
    ):
        tia("add-standard", FILE, *wrong, code=2)
    assert len(read("list", FILE, "standards")["standards"]) == 4
    shop = start(tia, check, "--at", "2026-03-04T10:00:00+00:00", scenario="complaint-letter")
    tia("shop-event", FILE, shop, "acknowledged", "--at", "2026-03-12T09:00:00+00:00")
    states = {m["title"]: (m["state"], m["due"]) for m in read("shop-event", FILE, shop)["measures"]}
    assert states["Complaint acknowledged"] == ("late", "2026-03-11")
    assert states["Stage 1 answer"][1] == "2026-03-26"


def test_nobody_shops_at_their_own_landlord(tia: Run, check: str) -> None:
    tia("add-member", FILE, "Ruth", "--role", "inspector", "--rents-from", "riverside homes")
    said = tia("--author", "ruth", "shop-start", FILE, check, "damp", "--alias", "Mrs Lane", code=2).stderr
    assert "never inspects their own landlord (guidance para 35)" in said
    assert (
        "name of somebody on the team"
        in tia("shop-start", FILE, check, "damp", "--alias", "maureen", code=2).stderr
    )
    assert read("list", FILE, "shops")["shops"] == []
    assert tia("shop-results", FILE).stdout == "There are no shops like this yet.\n"
