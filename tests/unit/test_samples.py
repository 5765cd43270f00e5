"""Samples: the draw and its record, replacements, looking at cases, drawing again, results."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers.cases import repairs
from tests.helpers.numbers import numbers_of
from tests.helpers.project import ROOT
from tia_desktop.domain.case_records import FIRST, CaseList, Sample, SampledCase, SampleStratum
from tia_desktop.domain.changes import Edit
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.intervals import Counted, interval, overall
from tia_desktop.domain.records import CheckField, EvidenceNote, RealityCheck
from tia_desktop.domain.sampling import (
    MOST_STRATA,
    draw,
    draw_simple,
    draw_strata,
    draw_systematic,
    strata,
    systematic,
    ticket,
)
from tia_desktop.importers.case_tables import open_table
from tia_desktop.services import case_lists, checklist, guided, history, plan, sample_results, sampled_cases
from tia_desktop.services.case_reading import Wishes
from tia_desktop.services.sampling import (
    DrawPlan,
    cells_of,
    draw_sample,
    remove_sample,
    samples_of,
    size_words,
    strata_of,
    verify,
)
from tia_desktop.services.workspace import Workspace

SEED = "riverside-2026"
ITEM = "rc06.i18"  # finished inside target
DAYS = "rc06.i21"  # recalls, a number


def a_list(ws: Workspace, path: Path, count: int = 60) -> str:
    return case_lists.import_case_list(ws, open_table(repairs(path, count)), Wishes(reference="Job"))[0]


def drawn(ws: Workspace, tmp_path: Path, **plan_: object) -> str:
    """A sample of the list of repairs."""
    check = plan.add_check(ws, "rc06", "Repairs")
    checklist.set_field(ws, check, "rc06.kind", "repair")
    how = DrawPlan(**{"count": 5, "seed": SEED, "reserves": 2, **plan_})  # type: ignore[arg-type]
    return draw_sample(ws, a_list(ws, tmp_path / "repairs.csv"), check, how)


def numbers(cases: list[SampledCase]) -> list[int]:
    return [case.number for case in cases]


STRATA: dict[str, object] = {"method": "stratified", "column": "Area", "count": 12}


def test_how_many_in_words() -> None:
    assert (
        size_words(1240, 10) == "Check 90 of 1,240 cases to be within 10 points either way, 19 times of 20."
    )
    assert size_words(5, 1) == "Check all 5 cases to be within 1 point either way."


# ---- the draw


def test_a_simple_draw_is_the_published_one(ws: Workspace, tmp_path: Path) -> None:
    sample = ws.need(Sample, drawn(ws, tmp_path))
    cases, reserves = draw(SEED, range(1, 61), 5, 2)
    assert numbers(sampled_cases.cases_of(ws, sample.id)) == cases
    assert numbers(sampled_cases.reserves_of(ws, sample.id, "")) == reserves
    kept = ws.need(CaseList, sample.list_id)
    assert (sample.content_sha256, sample.size, sample.wanted, sample.reserves) == (kept.sha256, 60, 5, 2)
    assert (sample.method, sample.allocation, sample.column, sample.reference) == ("simple", "", "", "Job")
    case = sampled_cases.cases_of(ws, sample.id)[0]
    assert (case.reference, cells_of(case)["Job"]) == (f"R{case.number:04}", f"R{case.number:04}")
    assert "Tenant name" not in cells_of(case)
    assert verify(ws, sample.id) == []


def test_a_systematic_draw(ws: Workspace, tmp_path: Path) -> None:
    sample = drawn(ws, tmp_path, method="systematic")
    assert numbers(sampled_cases.cases_of(ws, sample)) == systematic(SEED, 60, 5)
    assert verify(ws, sample) == []


@pytest.mark.parametrize("allocation", ["proportional", "equal"])
def test_a_draw_in_strata(ws: Workspace, tmp_path: Path, allocation: str) -> None:
    sample = drawn(ws, tmp_path, allocation=allocation, **STRATA)
    parts = strata_of(ws, sample)
    wanted = strata({"North": 30, "South": 15, "East": 15}, 12, allocation)
    assert [(p.name, p.size, p.wanted) for p in parts] == [(p.name, p.size, p.wanted) for p in wanted]
    found = sampled_cases.cases_of(ws, sample)
    assert {case.stratum for case in found} == {"North", "South", "East"}
    assert all(cells_of(case)["Area"] == case.stratum for case in found)
    assert len(found) == 12
    assert verify(ws, sample) == []


def test_a_draw_is_one_action(ws: Workspace, tmp_path: Path) -> None:
    sample = drawn(ws, tmp_path, **STRATA)
    check = ws.need(Sample, sample).check_id
    assert history.undo(ws) == "Undone: a sample was made."
    kinds = (Sample, SampleStratum, SampledCase)
    assert [ws.store.count(cls) for cls in kinds] == [0, 0, 0]
    history.redo(ws)
    assert [ws.store.count(cls) for cls in kinds] == [1, 3, 18]
    assert [s.id for s in samples_of(ws, check)] == [sample]
    assert verify(ws, sample) == []
    assert ws.store.verify() == []


def test_a_seed_is_made_up_and_kept(ws: Workspace, tmp_path: Path) -> None:
    sample = drawn(ws, tmp_path, seed="  ")
    assert len(ws.need(Sample, sample).seed) == 16
    assert verify(ws, sample) == []


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"count": 61}, "has 60 cases"),
        ({"count": 0}, "at least one"),
        ({"count": 1_001}, "at most 1,000"),
        ({"method": "lucky"}, "Choose one of: simple"),
        ({"allocation": "fair"}, "Choose one of: proportional"),
        ({"method": "stratified"}, "needs the column"),
        ({"column": "Area"}, "only that"),
        ({"method": "stratified", "column": "Tenant name"}, "no column “Tenant name”"),
        ({"reference": "Nothing"}, "no column “Nothing”"),
        ({"reserves": -1}, "0 to 200"),
    ],
)
def test_plans_that_do_not_fit_are_refused(
    ws: Workspace, tmp_path: Path, wrong: dict[str, object], said: str
) -> None:
    with pytest.raises(InputError, match=said):
        drawn(ws, tmp_path, **wrong)
    assert ws.store.count(Sample) == 0


def test_a_reference_is_no_stratum(ws: Workspace, tmp_path: Path) -> None:
    check = plan.add_check(ws, "rc06", "Repairs")
    made = a_list(ws, tmp_path / "repairs.csv", 600)
    with pytest.raises(InputError, match="600 different values"):
        draw_sample(ws, made, check, DrawPlan(5, "stratified", "Job"))


def test_a_list_that_was_drawn_from_stays(ws: Workspace, tmp_path: Path) -> None:
    sample = drawn(ws, tmp_path)
    made = ws.need(Sample, sample).list_id
    with pytest.raises(InputError, match="1 sample came from"):
        case_lists.remove_case_list(ws, made)
    remove_sample(ws, sample)
    assert [ws.store.count(cls) for cls in (Sample, SampleStratum, SampledCase)] == [0, 0, 0]
    case_lists.remove_case_list(ws, made)
    assert case_lists.lists(ws) == []


def test_the_published_page_has_the_numbers_that_we_draw() -> None:
    """`schemas/SAMPLING.md`, made up of what the code gives."""
    page = (ROOT / "schemas" / "SAMPLING.md").read_text("utf-8")
    members = {"East": range(1, 51), "North": range(51, 81), "South": range(81, 101)}
    for allocation in ("proportional", "equal"):
        parts = strata({name: len(cases) for name, cases in members.items()}, 7, allocation)
        cells = [
            f"{', '.join(map(str, part.cases))}; reserve {part.reserves[0]}"
            for part in draw_strata(SEED, members, parts, 1)
        ]
        assert f"| {allocation} | {' | '.join(cells)} |" in page
    [five] = draw_simple(SEED, 100, 5, 2)
    assert f"{', '.join(map(str, five.cases))}; reserves {', '.join(map(str, five.reserves))}" in page
    assert all(f"{ticket(SEED, case):064x}"[:16] in page for case in (*five.cases, *five.reserves))
    assert f"{ticket(SEED, 1):064x}" in page
    assert f"At most {MOST_STRATA} groups" in page
    [every] = draw_systematic(SEED, 100, 5, 2)
    assert ", ".join(map(str, every.cases)) in page
    assert f"the others: {', '.join(map(str, every.reserves))}" in page


# ---- drawing again


def test_a_changed_cell_is_found_by_verifying(ws: Workspace, tmp_path: Path) -> None:
    sample = drawn(ws, tmp_path)
    path = tmp_path / "repairs.csv"
    assert verify(ws, sample, open_table(path)) == []
    repairs(path, changed={33: "West"})
    assert verify(ws, sample, open_table(path)) == ["Case 33 differs in the column “Area”."]


@pytest.mark.parametrize(
    ("cls", "values", "said"),
    [
        (Sample, {"seed": "another"}, "drawn differently"),
        (Sample, {"wanted": 4}, "groups are not"),
        (Sample, {"content_sha256": "0" * 64}, "another content"),
        (SampledCase, {"cells": "{}"}, "something else"),
        (SampledCase, {"is_reserve": True}, "drawn differently"),
        (SampledCase, {"place": 9}, "drawn differently"),
        (SampleStratum, {"size": 59}, "groups are not"),
    ],
)
def test_a_record_that_was_tampered_with_is_found(
    ws: Workspace, tmp_path: Path, cls: type[Sample], values: dict[str, str | int], said: str
) -> None:
    sample = drawn(ws, tmp_path)
    assert verify(ws, sample) == []
    record = ws.store.find(cls)[0]
    ws.store.record([Edit(cls, record.id, values)], author="x")
    assert said in " ".join(verify(ws, sample))


# ---- the cases


def test_a_case_is_replaced_by_the_next_reserve_of_its_stratum(ws: Workspace, tmp_path: Path) -> None:
    sample = drawn(ws, tmp_path, **STRATA)
    first = next(c for c in sampled_cases.cases_of(ws, sample) if c.stratum == "South")
    waiting = sampled_cases.reserves_of(ws, sample, "South")
    made = sampled_cases.replace_case(ws, first.id, "The file is with the court")
    assert made == waiting[0].id
    out, stand_in = ws.need(SampledCase, first.id), ws.need(SampledCase, made)
    assert (out.status, out.reason, stand_in.replaces) == ("replaced", "The file is with the court", first.id)
    found = sampled_cases.cases_of(ws, sample)
    assert (made in [c.id for c in found], first.id in [c.id for c in found]) == (True, False)
    assert len(found) == 12
    with pytest.raises(InputError, match="not one of the cases"):
        sampled_cases.replace_case(ws, first.id, "again")
    with pytest.raises(InputError, match="not one of the cases"):
        sampled_cases.replace_case(ws, waiting[1].id, "not yet in")
    with pytest.raises(InputError, match="Say why"):
        sampled_cases.replace_case(ws, made, "  ")
    sampled_cases.replace_case(ws, made, "Also with the court")
    last = sampled_cases.reserves_of(ws, sample, "South")
    assert last == []
    with pytest.raises(InputError, match="No reserve is left in the group “South”"):
        sampled_cases.replace_case(ws, waiting[1].id, "Lost")
    with pytest.raises(InputError, match="so it stays"):
        remove_sample(ws, sample)
    assert verify(ws, sample) == []
    history.undo(ws)
    assert numbers(sampled_cases.reserves_of(ws, sample, "South")) == [waiting[1].number]


def test_cases_are_looked_at_one_by_one(ws: Workspace, tmp_path: Path) -> None:
    sample = drawn(ws, tmp_path)
    check = ws.need(RealityCheck, ws.need(Sample, sample).check_id)
    one, two, *_ = sampled_cases.cases_of(ws, sample)
    assert sampled_cases.look_at(ws, one.id) == FIRST
    entry = sampled_cases.look_at(ws, two.id)
    assert sampled_cases.look_at(ws, two.id) == entry
    field = next(f for f in ws.store.find(CheckField, check_id=check.id) if f.field_id == "rc06.reference")
    assert field.value == one.reference
    headings = {asked.heading.split(" · ")[0] for asked in checklist.asked(ws, check)}
    assert headings == {one.reference, two.reference}
    with pytest.raises(InputError, match="not looked at yet"):
        sampled_cases.finish_case(ws, sampled_cases.cases_of(ws, sample)[4].id)
    sampled_cases.finish_case(ws, one.id)
    assert ws.need(SampledCase, one.id).status == "tested"
    with pytest.raises(InputError, match="already"):
        sampled_cases.replace_case(ws, one.id, "changed my mind")
    history.undo(ws)
    assert ws.need(SampledCase, one.id).status == "open"


def test_a_case_that_somebody_began_by_hand_keeps_its_place(ws: Workspace, tmp_path: Path) -> None:
    sample = drawn(ws, tmp_path)
    check = ws.need(Sample, sample).check_id
    checklist.set_field(ws, check, "rc06.reference", "Picked for its risk")
    assert sampled_cases.look_at(ws, sampled_cases.cases_of(ws, sample)[0].id) != FIRST


def test_a_kind_without_repetition_takes_cases_too(ws: Workspace, tmp_path: Path) -> None:
    kind = next(t.id for t in ws.pack.templates if not t.repeats)
    check = plan.add_check(ws, kind, "Papers")
    sample = draw_sample(ws, a_list(ws, tmp_path / "repairs.csv"), check, DrawPlan(2))
    assert sampled_cases.look_at(ws, sampled_cases.cases_of(ws, sample)[0].id) != FIRST


def test_dates_become_days(ws: Workspace, tmp_path: Path) -> None:
    sample = drawn(ws, tmp_path)
    case = sampled_cases.cases_of(ws, sample)[0]
    assert sampled_cases.days_of(ws, case) == [("Reported", "Completed", case.number % 30)]


# ---- results


def say(ws: Workspace, case: SampledCase, rating: str = "", value: str = "", item: str = ITEM) -> None:
    """Answer a question for a case, the way the guided walk does."""
    sampled_cases.look_at(ws, case.id)
    case = ws.need(SampledCase, case.id)
    check = ws.need(RealityCheck, ws.need(Sample, case.sample_id).check_id)
    entry = sampled_cases.entry_of(case)
    one = next(
        a
        for a in checklist.asked(ws, check)
        if a.item.id == item and (a.entry.id if a.entry else "") == entry
    )
    guided.answer(ws, check, one, rating=rating, value=value)


def test_a_result_says_the_count_first(ws: Workspace, tmp_path: Path) -> None:
    sample = drawn(ws, tmp_path)
    assert sample_results.results(ws, sample) == []
    for case, rating in zip(
        sampled_cases.cases_of(ws, sample), ("yes", "no", "yes", "na", "not_seen"), strict=True
    ):
        say(ws, case, rating)
    [found] = sample_results.results(ws, sample)
    assert (found.hits, found.looked_at, found.size) == (2, 3, 60)
    wanted = interval(Counted(2, 3, 59))  # one of the 60 is known to be out of the question
    assert (found.interval, found.share) == (wanted, 2 / 3)
    lines = sample_results.words(found)
    assert lines[0] == "Was the repair finished within the target time? 2 of 3 cases."
    assert lines[1].startswith("In the whole list (60) it is between ")
    assert lines[1].endswith("19 times of 20 (exact).")
    assert lines[2] == "Does not apply to 1 case; no evidence in 1 case."


def test_strata_are_weighted(ws: Workspace, tmp_path: Path) -> None:
    sample = drawn(ws, tmp_path, allocation="equal", **STRATA)
    for case in sampled_cases.cases_of(ws, sample):
        say(ws, case, "yes" if case.stratum == "North" else "no")
    found = sample_results.result(ws, sample, ITEM)
    counted = [Counted(0, 4, 15), Counted(4, 4, 30), Counted(0, 4, 15)]
    whole = overall(counted)
    assert whole is not None
    assert (found.hits, found.looked_at, found.share, found.interval) == (4, 12, 0.5, whole[1])
    assert [part.interval for part in found.parts] == [interval(each) for each in counted]
    text = "\n".join(sample_results.words(found))
    assert "North: 4 of 4. In this group (30) it is between" in text
    assert "(weighted, Wilson)" in text


def test_nothing_is_said_of_the_whole_while_a_group_is_empty(ws: Workspace, tmp_path: Path) -> None:
    sample = drawn(ws, tmp_path, **STRATA)
    say(ws, sampled_cases.cases_of(ws, sample)[0], "yes")
    found = sample_results.result(ws, sample, ITEM)
    assert (found.share, found.interval) == (None, None)
    text = "\n".join(sample_results.words(found))
    assert "nothing is said about the whole list" in text
    assert "Not answered yet for 11 cases." in text


def test_numbers_are_tested_too(ws: Workspace, tmp_path: Path) -> None:
    sample = drawn(ws, tmp_path)
    for case, value in zip(sampled_cases.cases_of(ws, sample), ("0", "1", "2", "0", "x"), strict=True):
        say(ws, case, value=value, item=DAYS)
    for value, hits in (("0", 2), ("<=1", 3), (">=1", 2), ("<1", 2), ("> 1", 1), ("= 1", 1), ("x", 1)):
        found = sample_results.result(ws, sample, DAYS, value)
        assert (found.hits, found.looked_at) == (hits, 5), value
    with pytest.raises(InputError, match="no question"):
        sample_results.result(ws, sample, "rc07.nothing")


def test_a_replaced_case_leaves_the_result(ws: Workspace, tmp_path: Path) -> None:
    sample = drawn(ws, tmp_path, count=3)
    cases = sampled_cases.cases_of(ws, sample)
    say(ws, cases[0], "no")
    sampled_cases.replace_case(ws, cases[0].id, "The file is lost")
    for case in sampled_cases.cases_of(ws, sample):
        say(ws, case, "yes")
    found = sample_results.result(ws, sample, ITEM)
    assert (found.hits, found.looked_at, found.replaced) == (3, 3, 1)
    assert sample_results.words(found)[-1] == "1 case replaced."


def test_a_whole_list_needs_no_interval(ws: Workspace, tmp_path: Path) -> None:
    sample = drawn(ws, tmp_path, count=60, reserves=0)
    cases = sampled_cases.cases_of(ws, sample)
    for case in cases:
        say(ws, case, "yes" if case.number <= 40 else "no" if case.number <= 50 else "na")
    found = sample_results.result(ws, sample, ITEM)
    assert found.interval is not None
    assert (found.hits, found.looked_at, found.interval.method) == (40, 50, "whole")
    assert "Every case" in sample_results.words(found)[1]


def test_a_result_becomes_a_note_with_its_numbers(ws: Workspace, tmp_path: Path) -> None:
    sample = drawn(ws, tmp_path)
    with pytest.raises(InputError, match="No case has an answer"):
        sample_results.keep_result(ws, sample, ITEM)
    for case in sampled_cases.cases_of(ws, sample):
        say(ws, case, "yes")
    note = ws.need(EvidenceNote, sample_results.keep_result(ws, sample, ITEM))
    assert (note.how, note.source, note.value, note.item_id) == ("measured", "data", "5 of 5", "")
    first, second, *_ = note.text.splitlines()
    assert first == "Was the repair finished within the target time? 5 of 5 cases."
    assert second.startswith("In the whole list (60)")
    assert note.text.endswith("Simple sample of 5 from “repairs” (60 cases), seed riverside-2026.")
    assert note.check_id == ws.need(Sample, sample).check_id
    assert sample_results.result(ws, sample, ITEM).looked_at == 5
    numbers = numbers_of(ws, note.id)
    assert (numbers["result"]["hits"], numbers["result"]["looked_at"]) == (5, 5)
    assert (numbers["sample"]["seed"], len(numbers["sample"]["cases"])) == ("riverside-2026", 5)
    assert history.undo(ws) == "Undone: a note was made."
