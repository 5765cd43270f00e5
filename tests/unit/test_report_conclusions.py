"""Everything that was concluded leaves the house: JSON for two validators, CSV and PDF; the same bytes."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs
import pytest

from tests.unit.test_figure_comparison import keep
from tia_desktop import paths
from tia_desktop.bootstrap import AppDesk
from tia_desktop.domain.conclude_records import Driver, FindingPrompt
from tia_desktop.domain.records import EvidenceLink, Finding
from tia_desktop.exporters import pdf
from tia_desktop.services import accepting, conclude, figure_links, readiness, releasing
from tia_desktop.services.figure_comparison import compared_figures
from tia_desktop.services.report import build
from tia_desktop.services.report_parts import ReportDriver
from tia_desktop.services.workspace import Workspace

WHY = "The team talked about it: the other checks say the same."
ANSWER = "Two of nine waited, and both were rung the same day."


@pytest.fixture(scope="module")
def concluded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[AppDesk, Workspace, Path]]:
    """The sample, with everything accepted, released, and one finding changed since."""
    folder = tmp_path_factory.mktemp("concluded")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TIA_HOME", str(folder))
        desk = AppDesk()
        ws = desk.open_sample(folder)
        try:
            _conclude(ws, folder)
            yield desk, ws, folder
        finally:
            ws.store.close()


def _conclude(ws: Workspace, folder: Path) -> None:
    keep(ws, folder)
    tsm = next(f.figure.id for f in compared_figures(ws) if f.spec.code == "TP01")
    figure_links.link_figure(ws, _finding(ws, "F1").id, tsm, "context")
    for link in ws.store.find(EvidenceLink, stance="contradicts"):
        if not link.answer:
            conclude.answer_contradiction(ws, link.finding_id, link.note_id, ANSWER)
    for problem in readiness.open_problems(ws):
        assert problem.may_accept, problem.sentence
        accepting.accept(ws, problem.key, WHY)
    releasing.release(ws)
    conclude.change_finding(ws, _finding(ws, "F9").id, {"weight": "high"})


def _finding(ws: Workspace, label: str) -> Finding:
    return next(f for f in ws.store.find(Finding) if conclude.label_of(f) == label)


@pytest.fixture(scope="module")
def told(concluded: tuple[AppDesk, Workspace, Path]) -> dict[str, Any]:
    desk, ws, folder = concluded
    for name in ("a.json", "b.json"):
        desk.export(ws, "json", folder / name)
    assert (folder / "a.json").read_bytes() == (folder / "b.json").read_bytes()
    document: dict[str, Any] = json.loads((folder / "a.json").read_bytes())
    return document


def findings_of(told: dict[str, Any]) -> dict[int, Any]:
    every = (f for j in told["judgements"] for q in j["key_questions"] for f in q["findings"])
    return {f["number"]: f for f in every}


def test_two_validators_accept_all_of_it(told: dict[str, Any]) -> None:
    schema = json.loads((paths.schemas_dir() / "findings-1.schema.json").read_bytes())
    jsonschema_rs.validator_for(schema).validate(told)
    jsonschema.Draft202012Validator(schema).validate(told)


def test_findings_say_number_weight_part_and_prompts(
    told: dict[str, Any], concluded: tuple[AppDesk, Workspace, Path]
) -> None:
    ws, found = concluded[1], findings_of(told)
    for finding in ws.store.find(Finding):
        shown = found[finding.number]
        assert (shown["weight"] or "") == finding.weight
        assert ((shown["sub_question"] or {}).get("id") or "") == finding.sub_question
        links = ws.store.find(FindingPrompt, finding_id=finding.id)
        assert {p["id"] for p in shown["prompts"]} == {link.prompt_id for link in links}
    assert sum(len(f["prompts"]) for f in found.values()) >= 5


def test_passages_stand_where_they_say_and_photos_among_the_note_s_files(told: dict[str, Any]) -> None:
    notes = {note["id"]: note for note in told["notes"]}
    links = [e for f in findings_of(told).values() for e in f["evidence"]]
    passages, photos = [e for e in links if e["passage"]], [e for e in links if e["file"]]
    assert len(passages) >= 8
    assert len(photos) >= 4
    for link in passages:
        at, words = link["passage"]["at"], link["passage"]["text"]
        assert notes[link["note"]]["text"][at : at + len(words)] == words
    for link in photos:
        assert link["file"] in notes[link["note"]]["attachments"]


def test_every_contradiction_has_its_answer(told: dict[str, Any]) -> None:
    links = [e for f in findings_of(told).values() for e in f["evidence"] if e["stance"] == "contradicts"]
    assert len(links) >= 2
    assert all(link["answer"]["text"] and link["answer"]["author"] for link in links)
    assert all(f["triangulation"]["unanswered"] == 0 for f in findings_of(told).values())


def test_figures_stand_beside_findings_with_what_they_are_compared_with(told: dict[str, Any]) -> None:
    indicators = {i["id"]: i for i in told["indicators"]}
    (beside,) = findings_of(told)[1]["figures"]
    tsm = indicators[beside["indicator"]]
    assert (tsm["code"], beside["stance"]) == ("TP01", "context")
    assert (tsm["sets"][0]["median"], tsm["sets"][0]["quarter"], tsm["sets"][0]["count"]) == (64.5, 1, 8)
    relet = next(i for i in told["indicators"] if i["code"] == "BVPI 68")
    assert (relet["meets_best_quarter"], relet["same_period"]) == (False, False)
    assert relet["best_quarter_group"] == "Metropolitan Boroughs"
    assert all(i["words"][-1] == "A figure is never proof by itself." for i in told["indicators"])
    assert not any(f["figures_only"] for f in findings_of(told).values())


def test_a_stranger_comes_to_the_same_places(told: dict[str, Any]) -> None:
    """They know the direction, the value and the lines, and nothing of this program."""
    looked_at = 0
    for indicator in told["indicators"]:
        sign = {"higher": 1, "lower": -1}.get(indicator["better"])
        line = indicator["best_quarter"]
        if sign and line:
            looked_at += 1
            assert indicator["meets_best_quarter"] is (sign * (indicator["value"] - line["value"]) >= 0)
        for place in indicator["sets"]:
            lines = [place[name] for name in ("lower_quartile", "median", "upper_quartile")]
            way = sign or 1
            better = sum(way * (indicator["value"] - each) < 0 for each in lines)
            looked_at += 1
            assert place["quarter"] == 1 + better
    assert looked_at >= 8


def test_judgements_keep_what_was_thought_before(told: dict[str, Any]) -> None:
    (view,) = told["judgements"][1]["earlier_views"]
    assert view["rating"]["id"] == "uncertain"
    assert view["rating"]["word"] == "Uncertain"
    assert view["because"].startswith("The managers showed")
    assert [f["label"] for f in view["deciding_findings"]] == ["F7"]
    assert told["judgements"][0]["earlier_views"] == []


def test_drivers_barriers_what_was_accepted_and_the_release(
    told: dict[str, Any], concluded: tuple[AppDesk, Workspace, Path]
) -> None:
    ws = concluded[1]
    kinds = [d["kind"] for d in told["drivers"]]
    assert kinds == sorted(kinds, key=lambda kind: kind == "barrier")
    assert {(d["text"], d["kind"] == "barrier", d["scope"]) for d in told["drivers"]} == {
        (d.text, d.is_barrier, d.scope) for d in ws.store.find(Driver)
    }
    assert told["open_problems"] == []
    assert len(told["accepted_warnings"]) >= 3
    assert all((p["reason"], p["author"], p["level"]) == (WHY, ws.author, "warns")
               for p in told["accepted_warnings"])  # fmt: skip
    assert told["release"]["changed_since"] == ["findings"]
    assert {x["judgement"]: x["level"] for x in told["release"]["levels"]} == {
        "j1": "good",
        "j2": "promising",
    }


def test_each_key_question_says_what_stands_behind_it(told: dict[str, Any]) -> None:
    notes = {note["id"]: note for note in told["notes"]}
    for judgement in told["judgements"]:
        for question in judgement["key_questions"]:
            links = {
                (e["note"], e["kind"]["id"] if e["kind"] else "")
                for f in question["findings"]
                for e in f["evidence"]
                if e["stance"] == "supports"
            }
            strength = question["strength"]
            assert strength["supporting"] == len(links)
            assert set(strength["kinds"]) == {kind for _, kind in links if kind}
            assert set(strength["people"]) == {notes[note]["author"] for note, _ in links}


def test_the_table_has_it_in_each_row(concluded: tuple[AppDesk, Workspace, Path]) -> None:
    desk, ws, folder = concluded
    for name in ("a.csv", "b.csv"):
        desk.export(ws, "csv", folder / name)
    assert (folder / "a.csv").read_bytes() == (folder / "b.csv").read_bytes()
    with (folder / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {r["answer"] for r in rows if r["stance"] == "contradicts"} >= {ANSWER}
    assert {r["figures"] for r in rows if r["finding_number"] == "F1"} == {"TP01 68%, 2023/24 (context)"}


def test_the_paper_has_it_too(concluded: tuple[AppDesk, Workspace, Path]) -> None:
    reader = shutil.which("pdftotext")
    if reader is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    desk, ws, folder = concluded
    for name in ("a.pdf", "b.pdf"):
        desk.export(ws, "pdf", folder / name)
    assert (folder / "a.pdf").read_bytes() == (folder / "b.pdf").read_bytes()
    done = subprocess.run(
        [reader, "-raw", str(folder / "a.pdf"), "-"], capture_output=True, check=True, encoding="utf-8"
    )
    text = " ".join(done.stdout.split()).replace("\u00a0", " ")
    for words in (
        "Earlier views", "Left because: The managers showed", "Decided by F7.",
        "What most helps improvement", "What most hinders it", "(corporate, F7)",
        "Changed since: findings.", "released the judgements to moderation",
        "Nothing stands in the way any more.", f"Accepted because: {WHY}",
        f"is answered: {ANSWER}", "Figure beside it: TP01, 68%, 2023/24, for context.",
        "Median 64.5% (8 landlords, LCRA, 2023/24)", "Best quarter: 43 days or less",
        "The periods differ: this figure is for 2002/03, the best quarter for 2001/02.",
        "high weight", "A figure is never proof by itself.",
    ):  # fmt: skip
        assert words in text, words
    assert [d.text for d in ws.store.find(Driver) if d.text not in text] == []
    quotes = [link.quote.strip("“”") for link in ws.store.find(EvidenceLink) if link.quote]
    assert [q for q in quotes if " ".join(q.split()) not in text] == []
    for finding in ws.store.find(Finding):
        assert f"{conclude.label_of(finding)} " in text


def test_long_answers_reasons_and_drivers_are_printed_to_the_last_word(
    concluded: tuple[AppDesk, Workspace, Path], tmp_path: Path
) -> None:
    reader = shutil.which("pdftotext")
    if reader is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    long = "The same was said again. " * 200
    report = build(concluded[1])
    first, *_ = report.judgements
    past = next(p for j in report.judgements for p in j.earlier)
    past = replace(
        past, view=replace(past.view, reason=f"{long}End of reason.", because=f"{long}End of why.")
    )
    question = next(q for q in first.questions if q.findings)
    link = replace(question.findings[0].evidence[0], stance="contradicts", answered_by="Ann")
    link = replace(link, quote=f"{long}End of passage.", answer=f"{long}End of answer.")
    finding = replace(question.findings[0], evidence=(link,))
    driver = replace(report.drivers[0].driver, text=f"{long}End of driver.")
    questions = tuple(replace(q, findings=(finding,)) if q is question else q for q in first.questions)
    judgement = replace(first, earlier=(past,), questions=questions)
    accepted = replace(report.accepted[0], accepted=f"{long[:1_900]} End of acceptance.")
    judgements = (judgement, *report.judgements[1:])
    drivers = (ReportDriver(driver, ()),)
    report = replace(report, judgements=judgements, problems=(accepted,), drivers=drivers)
    pdf.write(report, tmp_path / "a.pdf", lambda _done, _all: None)
    done = subprocess.run(
        [reader, "-raw", str(tmp_path / "a.pdf"), "-"], capture_output=True, check=True, encoding="utf-8"
    )
    text = " ".join(done.stdout.split())
    ends = ("reason.", "why.", "passage.”", "answer. (Ann,", "driver.", "acceptance.")
    assert [end for end in ends if f"End of {end}" not in text] == []
