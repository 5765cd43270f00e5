"""What follows from a box: the line for money, talks, the clock of a re-inspection (PITFALLS 1 to 4)."""

from __future__ import annotations

import json

import pytest

from tests.helpers.stores import pack_and_bytes
from tia_desktop.domain.changes import Edit
from tia_desktop.domain.pack import FrameworkPack
from tia_desktop.domain.records import InspectionDate
from tia_desktop.services.what_follows import Consequence, what_follows
from tia_desktop.services.workspace import Workspace


def kinds(found: list[Consequence]) -> list[str]:
    return [each.kind for each in found]


def one(ws: Workspace, kind: str, j1: str, j2: str) -> Consequence:
    return next(c for c in what_follows(ws, {"j1": j1, "j2": j2}) if c.kind == kind)


@pytest.mark.parametrize("prospects", ["poor", "uncertain", "promising", "excellent"])
@pytest.mark.parametrize(
    ("stars", "kind"),
    [("poor", "line_missed"), ("fair", "line_missed"), ("good", "line_met"), ("excellent", "line_met")],
)
def test_the_service_alone_decides_the_money_and_prospects_the_talks(
    ws: Workspace, stars: str, kind: str, prospects: str
) -> None:
    found = kinds(what_follows(ws, {"j1": stars, "j2": prospects}))
    talks = ["talks"] if prospects in ("poor", "uncertain") else []
    assert found == [kind, *talks, "clock", "score"]


def test_where_the_rules_come_from(ws: Workspace) -> None:
    assert "12 note II" in one(ws, "line_met", "good", "poor").source
    assert one(ws, "talks", "good", "poor").source == "para 30"
    assert one(ws, "clock", "fair", "poor").source == "para 118"
    assert one(ws, "score", "fair", "poor").source == "para 117, footnote 1"


def test_the_clock_runs_from_publication_not_from_the_letter(ws: Workspace) -> None:
    before = one(ws, "clock", "fair", "promising").sentence
    assert "6 months after the report is published (not the letter)" in before
    assert "not known yet" in before
    ws.store.record([Edit(InspectionDate, "report_published", {"day": "2003-08-31"})], author="Ann")
    after = one(ws, "clock", "fair", "promising").sentence
    assert after.startswith("A re-inspection has to be agreed. It starts on 29 February 2004 at the earliest")
    assert "31 August 2003" in after


def test_above_the_line_a_re_inspection_is_only_possible(ws: Workspace) -> None:
    assert one(ws, "clock", "good", "promising").sentence.startswith("If a re-inspection is agreed")


def test_half_a_choice_says_what_it_can(ws: Workspace) -> None:
    assert kinds(what_follows(ws, {"j1": "", "j2": ""})) == []
    assert kinds(what_follows(ws, {"j1": "", "j2": "uncertain"})) == ["talks"]
    assert kinds(what_follows(ws, {"j1": "good"})) == ["line_met", "clock"]


def test_a_pack_from_before_says_nothing_of_talks(ws: Workspace) -> None:
    data = json.loads(pack_and_bytes()[1])
    for judgement in data["judgements"]:
        judgement.pop("discussed_levels", None)
    data["rules"] = [r for r in data["rules"] if r["id"] != "scoring.discussed_prospects"]
    ws.pack = FrameworkPack.from_dict(data, "0" * 64)
    assert kinds(what_follows(ws, {"j1": "fair", "j2": "poor"})) == ["line_missed", "clock", "score"]


def test_a_pack_without_a_line_speaks_of_no_money_and_no_clock(ws: Workspace) -> None:
    data = json.loads(pack_and_bytes()[1])
    data["judgements"][0].pop("qualifying_levels")
    data["rules"] = []
    ws.pack = FrameworkPack.from_dict(data, "0" * 64)
    found = what_follows(ws, {"j1": "fair", "j2": "poor"})
    assert kinds(found) == ["talks"]
    assert found[0].source == ws.pack.judgement("j2").source


def test_no_sentence_counts_or_suggests(ws: Workspace) -> None:
    said = " ".join(c.sentence for c in what_follows(ws, {"j1": "good", "j2": "poor"})).casefold()
    assert not any(word in said for word in ("average", "total", "suggest", "points"))
