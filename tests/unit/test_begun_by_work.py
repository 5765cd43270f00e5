"""Draws and shops begin their check, fill in what they know of it; one question of one case is answered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.helpers.cases import repairs
from tests.helpers.commands import made, read, tia
from tests.helpers.stores import LANDLORD, begin, new_file, pack_and_bytes, reopen
from tia_desktop.domain.case_records import TESTED, SampledCase
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.records import CheckEntry, CheckField, EvidenceNote, RealityCheck
from tia_desktop.frameworks.shops import library
from tia_desktop.frameworks.surveys import survey_library
from tia_desktop.importers.case_tables import open_table
from tia_desktop.services import case_lists, checklist, guided, plan, report, sampled_cases, sampling
from tia_desktop.services.capture import NoteDraft
from tia_desktop.services.case_reading import Wishes
from tia_desktop.services.history import history_of, undo
from tia_desktop.services.sampling import DrawPlan
from tia_desktop.services.shop_events import record_event
from tia_desktop.services.shop_results import lines, results
from tia_desktop.services.shop_setup import tell_staff, told_by_a_check
from tia_desktop.services.shop_standards import (
    StandardDraft,
    add_standard,
    change_standard,
    changed_at,
    draft_of,
    standards,
)
from tia_desktop.services.shopping import end_attempt, start_attempt
from tia_desktop.services.survey_people import INTERVIEWER, begin_person
from tia_desktop.services.workspace import Workspace

LIB = library()
ITEM = "rc06.i18"
IN_20_SECONDS = StandardDraft(
    "Calls answered", "call", "answer", 20, "seconds", "england-and-wales", "phone", source="website"
)


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    opened = begin(new_file(tmp_path / "a.tia"))
    yield opened
    opened.store.close()


def a_list(ws: Workspace, tmp_path: Path) -> str:
    table = open_table(repairs(tmp_path / "repairs.csv", 60))
    return case_lists.import_case_list(ws, table, Wishes(reference="Job"))[0]


def drawn(ws: Workspace, tmp_path: Path, check: str) -> list[SampledCase]:
    how = DrawPlan(count=3, seed="riverside", reserves=1)
    return sampled_cases.cases_of(ws, sampling.draw_sample(ws, a_list(ws, tmp_path), check, how))


def status(ws: Workspace, check: str) -> tuple[str, bool]:
    found = ws.need(RealityCheck, check)
    return found.status, bool(found.started_at)


def ago(ws: Workspace, **time: float) -> str:
    return (datetime.fromisoformat(ws.store.now()) - timedelta(**time)).isoformat()


def a_shop(ws: Workspace, check: str, seconds: int, **since: float) -> str:
    shop = start_attempt(ws, LIB, check, "repair-phone", "Mrs Lane", at=ago(ws, **since))
    begun = datetime.fromisoformat(ago(ws, **since))
    record_event(ws, shop, "answer", at=(begun + timedelta(seconds=seconds)).isoformat())
    end_attempt(ws, shop, at=(begun + timedelta(seconds=seconds + 60)).isoformat())
    return shop


# ---- a draw


def test_a_draw_begins_the_check_and_says_how_the_cases_were_chosen(ws: Workspace, tmp_path: Path) -> None:
    check = plan.add_check(ws, "rc06", "Repairs")
    drawn(ws, tmp_path, check)
    assert status(ws, check) == ("started", True)
    assert checklist.field_values(ws, check) == {"rc06.drawn": "random"}
    undo(ws)
    assert status(ws, check) == ("planned", False)
    assert checklist.field_values(ws, check) == {}
    assert sampling.samples_of(ws, check) == []


def test_what_somebody_said_stays(ws: Workspace, tmp_path: Path) -> None:
    check = plan.add_check(ws, "rc06", "Repairs")
    checklist.set_field(ws, check, "rc06.drawn", "landlord")
    drawn(ws, tmp_path, check)
    assert checklist.field_values(ws, check) == {"rc06.drawn": "landlord"}


def test_what_must_be_said_before_the_first_case_is_still_asked(ws: Workspace, tmp_path: Path) -> None:
    check = plan.add_check(ws, "rc06", "Repairs")
    first, *_ = drawn(ws, tmp_path, check)
    assert guided.needs_start_page(ws, ws.need(RealityCheck, check))
    sampled_cases.look_at(ws, first.id)
    checklist.set_field(ws, check, "rc06.kind", "repair")
    assert not guided.needs_start_page(ws, ws.need(RealityCheck, check))


def test_a_draw_does_not_agree_for_people(ws: Workspace, tmp_path: Path) -> None:
    """A kind that asks people first stays planned: its first page has to come (para 39, item 12)."""
    check = plan.add_check(ws, "rc12", "Survey")
    cases = drawn(ws, tmp_path, check)
    sampled_cases.look_at(ws, cases[0].id)
    assert status(ws, check) == ("planned", False)
    with pytest.raises(InputError, match="who agreed"):
        guided.begin_check(ws, check)


def test_looking_at_a_case_begins_the_check(ws: Workspace, tmp_path: Path) -> None:
    check = plan.add_check(ws, "rc12", "Survey")
    cases = drawn(ws, tmp_path, check)
    guided.record_consent(ws, check, "all of them")
    sampled_cases.look_at(ws, cases[0].id)
    assert status(ws, check) == ("started", True)


# ---- a shop


def test_a_shop_begins_its_check_at_its_own_time(ws: Workspace) -> None:
    check = plan.add_check(ws, "rc11", "Calls")
    tell_staff(ws, "at the staff meeting", ago(ws, days=9)[:10])
    shop = a_shop(ws, check, 9, days=2)
    begun = ws.need(RealityCheck, check)
    assert (begun.status, begun.started_at[:10]) == ("started", ago(ws, days=2)[:10])
    assert shop
    assert guided.needs_start_page(ws, begun), "how contact is made is still to be said"
    checklist.set_field(ws, check, "rc11.channel", "phone")
    assert not guided.needs_start_page(ws, ws.need(RealityCheck, check))


def test_that_staff_were_told_is_said_once(ws: Workspace) -> None:
    before, doubtful = plan.add_check(ws, "rc11", "Calls"), plan.add_check(ws, "rc11", "Letters")
    checklist.set_field(ws, doubtful, "rc11.told", "no")
    tell_staff(ws, "at the staff meeting")
    after = plan.add_check(ws, "rc11", "Visits")
    other = plan.add_check(ws, "rc07", "Estate")
    for check in (before, doubtful, after):
        assert checklist.field_values(ws, check)["rc11.told"] == "yes"
    assert "rc11.told" not in checklist.field_values(ws, other)
    assert guided.begin_check(ws, after).status == "started"
    undo(ws)
    undo(ws)
    undo(ws)
    undo(ws)
    assert checklist.field_values(ws, doubtful) == {"rc11.told": "no"}
    assert checklist.field_values(ws, before) == {}


def test_a_check_that_says_so_is_found(ws: Workspace) -> None:
    check = plan.add_check(ws, "rc11", "Calls")
    assert told_by_a_check(ws) is None
    checklist.set_field(ws, check, "rc11.told", "no")
    assert told_by_a_check(ws) is None
    checklist.set_field(ws, check, "rc11.told", "yes")
    assert told_by_a_check(ws) == ws.need(RealityCheck, check)
    with pytest.raises(InputError, match="when and how"):
        start_attempt(ws, LIB, check, "repair-phone", "Mrs Lane")


# ---- a standard is corrected


def test_a_standard_is_corrected_and_all_shops_are_measured_anew(ws: Workspace) -> None:
    check = plan.add_check(ws, "rc11", "Calls")
    tell_staff(ws, "at the staff meeting", ago(ws, days=9)[:10])
    made_ = add_standard(ws, LIB, IN_20_SECONDS)
    a_shop(ws, check, 25, days=1)
    [one] = results(ws, LIB)[0].standards
    assert (one.kept, one.looked_at, one.changed_at) == (0, 1, "")
    draft = draft_of(standards(ws)[0])
    assert draft == replace(IN_20_SECONDS, hours="Mon-Fri 9:00-17:00")
    change_standard(ws, LIB, made_, replace(draft, amount=30))
    found = results(ws, LIB)[0]
    assert (found.standards[0].kept, found.standards[0].changed_at[:10]) == (1, ws.store.now()[:10])
    day = ws.store.now()[:10]
    told = f"The standard was changed on {day}: all shops are measured by what it says now."
    assert told in list(lines(found))
    assert history_of(ws, made_)[-1].fields["amount"] == (20, 30)
    change_standard(ws, LIB, made_, draft)
    assert changed_at(ws, made_) == "", "as it always was"
    undo(ws)
    undo(ws)
    assert standards(ws)[0].amount == 20


def test_new_words_for_a_standard_measure_nothing_anew(ws: Workspace) -> None:
    made_ = add_standard(ws, LIB, IN_20_SECONDS)
    draft = draft_of(standards(ws)[0])
    change_standard(ws, LIB, made_, replace(draft, source="leaflet"))
    assert changed_at(ws, made_) == ""
    with pytest.raises(InputError, match="whole number"):
        change_standard(ws, LIB, made_, replace(draft, amount=0))
    assert standards(ws)[0].amount == 20


# ---- one case


def answered(ws: Workspace, tmp_path: Path) -> tuple[str, list[SampledCase]]:
    check = plan.add_check(ws, "rc06", "Repairs")
    checklist.set_field(ws, check, "rc06.kind", "repair")
    return check, drawn(ws, tmp_path, check)


def test_a_question_of_one_case_is_answered(ws: Workspace, tmp_path: Path) -> None:
    check, (first, second, _) = answered(ws, tmp_path)
    draft = NoteDraft(check_id=check, item_id=ITEM, scheme="yes_no_na", rating="yes")
    ids = [sampled_cases.add_case_note(ws, draft, case.reference) for case in (first, second)]
    entries = [ws.need(EvidenceNote, note).entry_id for note in ids]
    looked = [ws.need(SampledCase, case.id) for case in (first, second)]
    assert entries == [sampled_cases.entry_of(case) for case in looked]
    assert entries[0] == ""
    assert entries[1]
    with pytest.raises(InputError, match="already"):
        sampled_cases.add_case_note(ws, draft, second.reference.lower())
    with pytest.raises(InputError, match="no case or part “R9999”"):
        sampled_cases.add_case_note(ws, draft, "R9999")
    with pytest.raises(InputError, match="not asked of"):  # a question about complaints
        sampled_cases.add_case_note(
            ws, NoteDraft(check_id=check, item_id="rc06.i02", rating="yes"), second.reference
        )
    assert ws.store.count(EvidenceNote) == 2


def test_a_note_that_is_refused_leaves_its_case_alone(ws: Workspace, tmp_path: Path) -> None:
    check, (first, second, _) = answered(ws, tmp_path)
    sampled_cases.look_at(ws, first.id)
    for draft in (
        NoteDraft(check_id=check, item_id="rc06.i02", rating="yes"),  # a question about complaints
        NoteDraft(check_id=check),
    ):
        with pytest.raises(InputError):
            sampled_cases.add_case_note(ws, draft, second.reference)
        assert ws.need(SampledCase, second.id).entry_id == ""
        assert ws.store.count(CheckEntry) == 0


def test_a_case_is_done_with_its_last_answer(ws: Workspace, tmp_path: Path) -> None:
    check, (first, second, _) = answered(ws, tmp_path)
    for case in (first, second):
        sampled_cases.look_at(ws, case.id)
        entry = sampled_cases.entry_of(ws.need(SampledCase, case.id))
        steps = guided.steps(ws, ws.need(RealityCheck, check))
        mine = [s for s in steps if (s.asked.entry.id if s.asked.entry else "") == entry]
        for step in mine:
            value = "0" if step.item.answer == "number" else ""
            scheme, rating = ("", "") if value else (step.item.scheme, "yes")
            draft = NoteDraft(check_id=check, item_id=step.item.id, value=value, scheme=scheme, rating=rating)
            sampled_cases.add_case_note(ws, draft, case.reference)
        assert ws.need(SampledCase, case.id).status == TESTED


def test_the_first_case_is_exported_as_the_second(ws: Workspace, tmp_path: Path) -> None:
    check, cases = answered(ws, tmp_path)
    draft = NoteDraft(check_id=check, item_id=ITEM, scheme="yes_no_na", rating="yes")
    for case in cases:
        sampled_cases.add_case_note(ws, draft, case.reference)
    sampled_cases.add_case_note(ws, NoteDraft(check_id=check, text="A note on the side"), cases[0].reference)
    built = report.build(ws)
    assert [note.part for note in built.notes] == [*(case.reference for case in cases), ""]


# ---- from the command line


def test_one_case_from_the_command_line(tmp_path: Path) -> None:
    file, source = str(tmp_path / "a.tia"), str(repairs(tmp_path / "repairs.csv"))
    tia("new", file, "--landlord", LANDLORD, "--authority-type", "metropolitan")
    cases = made(tia("import-cases", file, source, "--reference", "Job", "--json"))
    check = made(tia("add-check", file, "--kind", "rc06", "--title", "Repairs", "--json"))
    drawn_ = read("sample", file, cases, "--check", check, "--size", "3")
    store = reopen(Path(file))
    checklist.set_field(Workspace(store, pack_and_bytes()[0]), check, "rc06.kind", "repair")
    store.close()
    name = drawn_["cases"][1]["reference"]
    one = ("add-note", file, "--check", check, "--case", name, "--item", ITEM, "--rating", "no")
    note = made(tia(*one, "--text", "Nine days late", "--json"))
    again = reopen(Path(file))
    kept = again.get(EvidenceNote, note)
    assert kept is not None
    assert (kept.rating, kept.text) == ("no", "Nine days late")
    assert again.count(CheckField, check_id=check, field_id="rc06.drawn") == 1
    again.close()
    assert "already" in tia(*one, code=2).stderr
    assert "which check" in tia("add-note", file, "--text", "x", "--case", name, code=2).stderr
    assert read("sample-results", file, drawn_["id"])["results"][0]["hits"] == 0


def test_a_standard_is_changed_from_the_command_line(tmp_path: Path) -> None:
    file = str(tmp_path / "a.tia")
    tia("new", file, "--landlord", LANDLORD, "--authority-type", "metropolitan")
    told = ("--title", "Calls answered", "--source", "website", "--hours", "Mon-Fri 8:00-18:00")
    one = made(
        tia("add-standard", file, "--from", "call", "--to", "answer", "--amount", "20", "--unit", "seconds",
            "--channel", "phone", *told, "--json")
    )  # fmt: skip
    document = read("add-standard", file, "--change", one, "--amount", "30")
    [kept] = document["standards"]
    assert document["id"] == one
    assert (kept["amount"], kept["unit"], kept["channel"], kept["source"]) == (
        30,
        "seconds",
        "phone",
        "website",
    )
    assert "480" in kept["week"], "the hours stay"
    assert "Say what changes" in tia("add-standard", file, "--change", one, code=2).stderr
    assert "whole number" in tia("add-standard", file, "--change", one, "--amount", "0", code=2).stderr


def test_a_person_who_is_asked_begins_the_survey_and_its_own_questions_still_need_consent(
    ws: Workspace,
) -> None:
    check = plan.add_check(ws, "rc12", "Survey at the door")
    begin_person(ws, survey_library().set("tsm"), check, mode=INTERVIEWER, agreed=True, tenure="rented")
    begun = ws.need(RealityCheck, check)
    assert (begun.status, bool(begun.started_at), begun.consent_at) == ("started", True, "")
    assert guided.needs_start_page(ws, begun)
    with pytest.raises(InputError, match="say who agreed"):
        guided.begin_check(ws, check)
    undo(ws)
    assert ws.need(RealityCheck, check).status == "planned"
