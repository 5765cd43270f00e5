"""A stranger has the findings in JSON and the landlord's list, and nothing of this program.

They draw the same cases after `schemas/SAMPLING.md`, work out the same intervals, and measure the same times.
"""

from __future__ import annotations

import csv
import json
from datetime import date, datetime, timedelta
from hashlib import sha256
from io import StringIO
from math import sqrt
from typing import Any

import pytest
from scipy.stats import binomtest, hypergeom

from tests.unit.test_working_time import by_the_rules
from tia_desktop.bootstrap import AppDesk
from tia_desktop.domain.case_records import CaseList
from tia_desktop.services.case_lists import content


@pytest.fixture(scope="module")
def handed_over(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], str]:
    """Return what was counted, from the export, and the kept columns of the list as CSV."""
    folder = tmp_path_factory.mktemp("stranger")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TIA_HOME", str(folder))
        desk = AppDesk()
        ws = desk.open_sample(folder)
        try:
            desk.export(ws, "json", folder / "findings.json")
            lines = StringIO()
            csv.writer(lines).writerows(content(ws, ws.store.find(CaseList)[0]))
        finally:
            ws.store.close()
    return json.loads((folder / "findings.json").read_text("utf-8"))["numbers"], lines.getvalue()


def ticket(seed: str, number: int) -> str:
    return sha256(f"tia-draw-1|{seed}|{number}".encode()).hexdigest()


def test_they_draw_the_same_cases(handed_over: tuple[dict[str, Any], str]) -> None:
    numbers, text = handed_over
    (sample,) = numbers["samples"]
    head, *rows = csv.reader(StringIO(text))
    written = "".join("\x1f".join(row) + "\x1e" for row in (head, *rows))
    assert sha256(written.encode()).hexdigest() == sample["content_sha256"]
    assert len(rows) == sample["size"] == sample["drawn_from"]["cases"]
    groups: dict[str, list[int]] = {}
    for number, row in enumerate(rows, 1):
        groups.setdefault(row[head.index(sample["column"])], []).append(number)
    drawn, spare = set[int](), set[int]()
    for part in sample["strata"]:
        order = sorted(groups[part["name"]], key=lambda number: ticket(sample["seed"], number))
        assert len(order) == part["size"]
        drawn.update(order[: part["wanted"]])
        spare.update(order[part["wanted"] : part["wanted"] + sample["reserves"]])
    looked_at = {case["number"] for case in sample["cases"]}
    swapped = {out["number"]: out["by"] for out in sample["replaced"]}
    assert swapped
    assert drawn == looked_at - set(swapped.values()) | set(swapped)
    assert set(swapped.values()) <= spare


def test_they_work_out_the_same_intervals(handed_over: tuple[dict[str, Any], str]) -> None:
    (sample,) = handed_over[0]["samples"]
    for result in sample["results"]:
        for part in result["strata"]:
            size, hits, n = part["size"] - part["not_applying"], part["hits"], part["looked_at"]
            low, high = exactly(size, hits, n)
            assert part["interval"]["method"] == "exact"
            assert (part["interval"]["low"], part["interval"]["high"]) == pytest.approx((low, high), abs=1e-9)
        share = sum(p["size"] * p["hits"] / p["looked_at"] for p in result["strata"]) / sample["size"]
        assert result["share"] == pytest.approx(share, abs=1e-9)


def exactly(size: int, hits: int, n: int) -> tuple[float, float]:
    """Return the shares of a list of `size` under which so few, or so many, hits are not too rare."""
    fits = [
        k
        for k in range(hits, size - (n - hits) + 1)
        if hypergeom.sf(hits - 1, size, k, n) > 0.025 and hypergeom.cdf(hits, size, k, n) > 0.025
    ]
    return fits[0] / size, fits[-1] / size


def test_they_measure_the_same_times(handed_over: tuple[dict[str, Any], str]) -> None:
    numbers = handed_over[0]
    promised = {standard["id"]: standard for standard in numbers["standards"]}
    measured = 0
    for story in numbers["shops"]:
        counted = [t for t in story["timelines"] if t["shop"] in story["shops"]]
        for found in story["standards"]:
            standard = promised[found["standard"]]
            took = sorted(t for each in counted if (t := time_of(each["events"], standard)) is not None)
            assert took == found["took"]
            measured += len(took)
            if not found["waiting"] and not found["unanswered"]:
                assert found["kept"] == sum(t <= standard["amount"] for t in took)
            limits = binomtest(found["kept"], found["of"]).proportion_ci(method="wilson")
            assert (found["interval"]["low"], found["interval"]["high"]) == pytest.approx(
                (limits.low, limits.high), abs=1e-6
            )
    assert measured > 5


def time_of(events: list[dict[str, Any]], standard: dict[str, Any]) -> float | None:
    """Return how long it took from the first event of a kind to the next one of another, in the unit."""
    starts = [str(e["at"]) for e in events if e["kind"] == standard["from"]]
    ends = [str(e["at"]) for e in events if e["kind"] == standard["to"] and starts and e["at"] >= starts[0]]
    if not ends:
        return None
    begun, ended = datetime.fromisoformat(starts[0]), datetime.fromisoformat(ends[0])
    if standard["unit"] == "seconds":
        return (ended - begun).total_seconds()
    assert standard["unit"] == "working_days"
    days = ((begun.date() + timedelta(n + 1)) for n in range((ended.date() - begun.date()).days))
    return sum(is_working_day(standard["nation"], day) for day in days)


def is_working_day(nation: str, day: date) -> bool:
    return day.weekday() < 5 and day not in by_the_rules(nation, day.year)


def test_they_count_the_same_answers(handed_over: tuple[dict[str, Any], str]) -> None:
    results = [found for survey in handed_over[0]["surveys"] for found in survey["results"]]
    told = [(found, found["answers"]) for found in results if found["answers"] and not found["weighted"]]
    assert told
    for found, answers in told:
        n, homes = answers["base"], found["population"]
        assert n == sum(answers["counts"].values())
        if answers["share"] is None or not homes:
            continue
        assert answers["share"] == pytest.approx(answers["hits"] / n, abs=1e-9)
        points = 100 * 1.96 * 0.5 / sqrt(n) * sqrt((homes - n) / (homes - 1))
        assert answers["points"] == pytest.approx(points, abs=1e-9)
