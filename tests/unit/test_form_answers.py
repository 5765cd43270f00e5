"""Answers from other programs become notes of checks: with photos, in rooms, once, and without the person."""

import hashlib
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from tests.fakes import FakeStore
from tests.helpers.form_walks import notes_of, planned, source_of
from tests.helpers.pictures import encoded
from tests.helpers.stores import LANDLORD, begin
from tests.unit.test_form_checks import HOME, SOURCE, step, steps
from tia_desktop.domain.errors import OwnLandlordError, ReadOnlyError
from tia_desktop.domain.forms import Question
from tia_desktop.domain.pictures import PictureFacts, kept_type
from tia_desktop.domain.records import Attachment, CheckArea, CheckEntry, EvidenceNote, RealityCheck
from tia_desktop.domain.submissions import Fitter, Submission
from tia_desktop.importers.odk_answers import read_answers
from tia_desktop.services import checklist, guided, plan, team
from tia_desktop.services.form_answers import Brought, import_answers
from tia_desktop.services.form_checks import filled
from tia_desktop.services.form_import import keep_checklist
from tia_desktop.services.history import redo, undo
from tia_desktop.services.workspace import Workspace


@dataclass
class Given:
    """Answers without a file."""

    submissions: tuple[Submission, ...]
    photos: dict[str, bytes] = field(default_factory=dict)

    def photo(self, submission: Submission, file: str) -> str | None:
        return file if file in self.photos else None

    def read_photos(self, names: Sequence[str]) -> list[tuple[str, bytes]]:
        return [(name, self.photos[name]) for name in names]


def facts(name: str, data: bytes) -> PictureFacts:
    return PictureFacts(kept_type(name, data), latitude=51.5, longitude=-0.1)


def bring(ws: Workspace, check: str, *answers: dict[str, str], **photos: bytes) -> Brought:
    """Import filled-in forms with these answers; “id” names one."""
    given = tuple(
        Submission(told.pop("id", ""), f"home.csv, row {n}", answers=told, submitted=told.pop("sent", ""))
        for n, told in enumerate(answers, 2)
    )
    named = {name.replace("_jpg", ".jpg"): data for name, data in photos.items()}
    return import_answers(ws, check, Given(given, named), facts)


@pytest.fixture
def ws() -> Workspace:
    return begin(FakeStore())


@pytest.fixture
def check(ws: Workspace) -> str:
    return planned(ws, SOURCE)


def test_answers_become_notes_in_their_rooms(ws: Workspace, check: str) -> None:
    brought = bring(
        ws, check,
        {
            "people": "3.0", "visit/seen": "damp mould", "visit/where": "Hall",
            "start": "2026-03-09T10:00:00Z",
            "visit/room[1]/title": "hall", "visit/room[2]/title": "bath", "visit/room[2]/warm": "n",
            "visit/room[2]/fault[1]/what": "tap", "visit/room[2]/fault[2]/what": "tile",
        },
    )  # fmt: skip
    assert (brought.checks, brought.notes, brought.problems) == ([check], 8, [])
    assert brought.left_behind == {"start"}
    one = ws.need(RealityCheck, check)
    run = filled(ws, one, notes_of(ws, check))
    told = {key: text for key, text in run.answers().items() if key not in ("start", "rooms")}
    assert told == {
        "people": "3", "visit/seen": "damp mould", "visit/where": "Hall",
        "visit/room[1]/title": "hall", "visit/room[2]/title": "bath", "visit/room[2]/warm": "n",
        "visit/room[2]/fault[1]/what": "tap", "visit/room[2]/fault[2]/what": "tile",
    }  # fmt: skip
    assert run.answers()["rooms"] == "2"
    assert [e.title for e in ws.store.find(CheckEntry)] == ["Room 2", "Fault 2"]
    note = step(ws, check, "people").note
    assert note is not None
    assert (note.author, note.how, note.observed_at[:10]) == (ws.author, "seen", "2026-03-09")
    assert (one.status, one.finished_at[:10]) == ("done", "2026-03-09")
    assert guided.not_asked_any_more(ws, one) == []


def test_each_further_form_is_a_check_beside_it_and_none_comes_twice(ws: Workspace, check: str) -> None:
    area = ws.pack.service_areas[0].id
    plan.set_areas(ws, check, [area])
    brought = bring(ws, check, {"id": "u1", "people": "1"}, {"id": "u2", "people": "2"})
    assert [ws.need(RealityCheck, c).title for c in brought.checks] == ["Elm Park", "Elm Park – 2"]
    assert [n.value for n in ws.store.find(EvidenceNote)] == ["1", "2"]
    assert {a.check_id for a in ws.store.find(CheckArea, area_id=area)} == set(brought.checks)
    again = bring(ws, check, {"id": "u2", "people": "2"}, {"id": "u3", "people": "3"})
    assert (again.already, len(again.checks)) == (1, 1)
    assert ws.need(RealityCheck, again.checks[0]).title == "Elm Park – 3"
    undo(ws)
    assert ws.store.count(RealityCheck) == 2
    undo(ws)
    assert (ws.store.count(EvidenceNote), ws.store.count(RealityCheck)) == (0, 1)
    assert ws.need(RealityCheck, check).status == "planned"
    assert bring(ws, check, {"id": "u2", "people": "2"}).already == 0
    undo(ws)
    redo(ws)
    assert ws.store.count(EvidenceNote) == 1


def test_a_form_that_was_changed_since_comes_in_beside_the_first(ws: Workspace, check: str) -> None:
    same = bring(ws, check, {"id": "u1", "people": "1"}, {"id": "u1", "people": "2"})
    assert len(same.checks) == 2
    assert ["with other answers" in sentence for _, sentence in same.problems] == [True]
    for people in ("1", "2"):  # neither comes in once more, whichever came last
        again = bring(ws, check, {"id": "u1", "people": people})
        assert (again.checks, again.already) == ([], 1)
    later = bring(ws, check, {"id": "u1", "people": "3"})
    assert (len(later.checks), later.already) == (1, 0)
    assert "with other answers" in later.problems[0][1]


def test_what_is_not_there_repeats_not_even_once(ws: Workspace, check: str) -> None:
    bring(ws, check, {"people": "3"}, {"people": "2", "visit/room[1]/title": "hall"})
    second = next(c for c in ws.store.find(RealityCheck) if c.id != check)
    assert [s.item.question for s in steps(ws, check)][2:] == []
    assert [s.item.text for s in steps(ws, second.id)][2:] == ["Which room?", "Is hall warm?"]
    checklist.add_entry(ws, second.id, "visit/room", "Loft")
    assert len(steps(ws, second.id)) == 7


def test_what_does_not_fit_is_listed_by_its_row_and_kept_as_words(ws: Workspace, check: str) -> None:
    brought = bring(
        ws, check,
        {"people": "many", "visit/seen": "damp rot", "colour": "red"},
        {"other": "1"},
    )  # fmt: skip
    assert brought.problems == [
        ("home.csv, row 2", "The form has no question “colour”."),
        ("home.csv, row 2", "“many” does not fit “people”. It is kept as words."),
        ("home.csv, row 2", "“damp rot” does not fit “visit/seen”. It is kept as words."),
        ("home.csv, row 3", "The form has no question “other”."),
        ("home.csv, row 3", "None of its answers belongs to this checklist. Is it from another form?"),
    ]
    assert [n.text for n in notes_of(ws, check)] == ["many", "damp rot"]
    assert brought.checks == [check]


def test_photos_come_with_their_bytes_and_without_their_place(ws: Workspace) -> None:
    door = Question("door", "door", "image", labels=(("", "Take a photo."),), required="true()")
    form = replace(HOME, items=(door,))
    check = planned(ws, replace(SOURCE, form=form))
    data = encoded()
    brought = bring(
        ws, check, {"door": "a.jpg"}, {"door": "b.jpg"}, {"door": "c.jpg"}, a_jpg=data, c_jpg=b"no photo"
    )
    (photo,) = [a for a in ws.store.find(Attachment) if a.note_id]
    assert (photo.name, ws.store.get_blob(photo.sha256), photo.latitude) == ("a.jpg", data, None)
    assert not ws.photo_places.waiting
    first = steps(ws, check)[0]
    assert (first.done, first.is_missing, first.asked.problem) == (True, False, "")
    assert brought.photos == 1
    assert "“b.jpg” is not among the files" in brought.problems[0][1]
    assert brought.problems[1][0] == "home.csv, row 4"
    assert [n.text for n in ws.store.find(EvidenceNote)] == ["", "b.jpg", "c.jpg"]


def test_nobody_brings_answers_about_their_own_landlord(ws: Workspace, check: str) -> None:
    team.add_member(ws, "Ann", "tia")
    member = ws.member("Ann")
    assert member is not None
    with pytest.raises(OwnLandlordError):
        team.change_member(ws, member.id, rents_from=LANDLORD)
    team.declare_own_landlord(ws, "Ann")
    with pytest.raises(OwnLandlordError):
        bring(replace(ws, author="Ann"), check, {"people": "3"})
    assert ws.store.count(EvidenceNote) == 0


def test_where_people_have_to_agree_the_check_stays_open(ws: Workspace) -> None:
    check = planned(ws, SOURCE, "home-visit")
    assert bring(ws, check, {"people": "3", "sent": "2026-03-09T10:00:00Z"}).unagreed == 1
    one = ws.need(RealityCheck, check)
    assert (one.status, one.consent_at) == ("started", "")
    assert guided.needs_start_page(ws, one)


def test_answers_to_another_checklist_are_said_and_not_kept(ws: Workspace, check: str) -> None:
    other = plan.add_check(ws, "rc07", "Elm Park")  # it runs the checklist of its kind
    brought = bring(ws, other, {"people": "3"})
    assert brought.checks == []
    assert "runs the checklist of its kind" in brought.problems[-1][1]
    ws.store.read_only_reason = "Only for looking."  # type: ignore[misc]
    with pytest.raises(ReadOnlyError):
        bring(ws, check, {"people": "3"})


def test_more_rooms_than_a_check_takes_are_said(ws: Workspace, check: str) -> None:
    rooms = {f"visit/room[{n}]/title": f"Room {n}" for n in range(1, 260)}
    brought = bring(ws, check, rooms)
    assert len(ws.store.find(CheckEntry)) == checklist.MAX_ENTRIES
    assert brought.notes == checklist.MAX_ENTRIES + 1
    assert "58 entries of what repeats are too many" in brought.problems[0][1]


def test_an_archive_of_odk_comes_back_with_its_photos(ws: Workspace, shared_data: Path) -> None:
    (path,) = shared_data.glob("data/c2-odk-exports-onadata/*bulk_submission.zip")
    form = shared_data / "data/c2-xlsform-onadata/logger__fixtures__tutorial__tutorial.xlsx"
    check = planned(ws, source_of(form))
    brought = import_answers(ws, check, read_answers([path]), facts)
    assert (len(brought.checks), brought.photos, brought.problems) == (2, 2, [])
    with zipfile.ZipFile(path) as archive:
        inside = {
            hashlib.sha256(archive.read(n)).hexdigest() for n in archive.namelist() if n.endswith(".jpg")
        }
    photos = [a for a in ws.store.find(Attachment) if a.note_id]
    assert {a.sha256 for a in photos} == inside
    assert {hashlib.sha256(ws.store.get_blob(a.sha256)).hexdigest() for a in photos} == inside


FORMS, EXPORTS = "data/c2-xlsform-onadata", "data/c2-odk-exports-onadata"
PHOTO = "is not among the files"


@pytest.mark.parametrize(
    ("form", "exports", "checks", "told"),
    [
        (
            "logger__fixtures__tutorial__tutorial.xlsx",
            "apps__logger__*__instances__*2012*.xml",
            8,
            [*8 * [PHOTO], "A form with this name came in before, with other answers"],
        ),
        ("main__csv_export__tutorial_w_repeats.xlsx", "*csv_export__tutorial_w_repeats.csv", 1, []),
        ("main__csv_export__tutorial_w_repeats.xlsx", "*csv_export__tutorial_w_repeats.xml", 1, []),
        ("logger__childrens_survey.xlsx", "*fixtures__csvs__*.csv", 1, []),
        (
            "main__transportation__transportation.xlsx",
            "*main*transportation__transportation.csv",
            3,
            ["Nothing in it was answered"],
        ),
        (
            "onadata__libs__tests__utils__fixtures__tutorial.xlsx",
            "*tutorial__*__uuid?__*",
            9,
            [PHOTO],
        ),
        ("api__forms__tutorial__tutorial.xlsx", "*utils__fixtures__good.csv", 9, 9 * [PHOTO]),
    ],
)
def test_real_exports_come_back(
    ws: Workspace, shared_data: Path, form: str, exports: str, checks: int, told: list[str]
) -> None:
    check = planned(ws, source_of(shared_data / FORMS / form))
    collected = read_answers(sorted((shared_data / EXPORTS).glob(exports)))
    brought = import_answers(ws, check, collected, facts)
    assert len(brought.checks) == checks
    problems = [sentence for _, sentence in brought.problems]
    assert len(problems) == len(told)
    assert all(any(words in sentence for words in told) for sentence in problems)
    kept = Fitter(source_of(shared_data / FORMS / form).form)
    asked = {q.path for q in source_of(shared_data / FORMS / form).form.questions() if q.takes_answer}
    given = [key for s in collected.submissions for key in kept.fit(s).answers]
    answered = [key for key in given if re.sub(r"\[\d+\]", "", key) in asked]
    assert brought.notes == len(answered)


def test_a_kept_form_takes_answers_after_another_import(ws: Workspace) -> None:
    first = planned(ws, SOURCE)
    kept = keep_checklist(ws, SOURCE, kind="rc07", title="Oak Park")
    bring(ws, kept.check_id, {"people": "3"})
    assert notes_of(ws, first) == []
    assert len(notes_of(ws, kept.check_id)) == 1
