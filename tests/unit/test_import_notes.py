"""Importing notes into a real inspection file."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from tia_desktop.bootstrap import AppDesk
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.records import EvidenceNote, NoteQuestion, TeamMember
from tia_desktop.services import checklist, history, notes_import, plan, team
from tia_desktop.services.capture import questions_of
from tia_desktop.services.notes_import import ImportResult, TableRow, import_notes, map_columns
from tia_desktop.services.typed_times import parse_when
from tia_desktop.services.workspace import Workspace


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    made = AppDesk().new(
        tmp_path / "A.tia",
        pack_id="almo-2003",
        landlord="Riverside Homes (sample)",
        authority_type="london",
        author="Ruth",
    )
    yield made
    made.store.close()


def bring(ws: Workspace, columns: Sequence[str], *rows: Sequence[str], **options: object) -> ImportResult:
    numbered = [TableRow(n, tuple(cells)) for n, cells in enumerate(rows, 2)]
    return import_notes(ws, columns, numbered, **options)  # type: ignore[arg-type]


def notes(ws: Workspace) -> list[EvidenceNote]:
    return ws.store.find(EvidenceNote)


def test_every_field_of_a_note_can_come_from_a_column(ws: Workspace) -> None:
    check = plan.add_check(ws, "estate-visit", "Elm Park")
    columns = [
        *("Note", "Check", "Key questions", "Service area", "Source", "How known", "Place", "Date", "Author"),
        *("Item", "Rating", "Quote", "Sensitivity", "Weather"),
    ]
    row = [
        *(" The door is  broken ", "elm park", "j1.kq2; 4", "estate", "tenant", "I saw it", "Block C"),
        *("16/09/2003 9:30", "Dev", "rc07.i01", "No", "yes", "Personal", "rain"),
    ]
    result = bring(ws, columns, row)
    (note,) = notes(ws)
    assert result.added == 1
    assert result.left_out == ("Weather",)
    assert result.used["Key questions"] == "key-question"
    assert note.text == " The door is  broken "
    assert note.check_id == check
    assert questions_of(ws, note.id) == ("j1.kq2", "j2.kq1")
    assert (note.source, note.how, note.place, note.author) == ("tenant", "seen", "Block C", "Dev")
    assert note.observed_at.startswith("2003-09-16T09:30:00")
    assert (note.item_id, note.scheme, note.rating) == ("rc07.i01", "yes_no_na", "no")
    assert note.exact_words
    assert note.sensitivity == "personal"


def test_a_note_takes_what_its_check_knows_and_the_inbox_takes_the_rest(ws: Workspace) -> None:
    check = plan.add_check(ws, "tenant-focus-group", "Tenants")
    bring(ws, ["text", "check"], ["one", check], ["two", ""])
    first, second = notes(ws)
    assert (first.how, first.source) == ("told", "tenant")
    assert (second.check_id, second.how, second.source) == ("", "seen", "")


def test_defaults_fill_only_what_a_row_leaves_open(ws: Workspace) -> None:
    check = plan.add_check(ws, "7", "Elm Park")
    told = {
        "check": check,
        "key-question": "j1.kq1;j1.kq2",
        "source": "tenant",
        "how": "told",
        "place": "Hall",
    }
    bring(ws, ["text", "key question", "place"], ["a", "", ""], ["b", "j2.kq3", "Roof"], defaults=told)
    first, second = notes(ws)
    assert questions_of(ws, first.id) == ("j1.kq1", "j1.kq2")
    assert questions_of(ws, second.id) == ("j2.kq3",)
    assert (first.place, second.place) == ("Hall", "Roof")
    assert first.check_id == second.check_id == check


BAD = [
    (["x", "nowhere", "", "", ""], "no check"),
    (["x", "", "j9.kq9", "", ""], "no key question"),
    (["x", "", "", "hearsay", ""], "source"),
    (["x", "", "", "", "soon"], "not a date"),
    (["  ", "", "j1.kq2", "", ""], "empty"),
    (["x", "", "", "", "", "more"], "6 cells"),
]


@pytest.mark.parametrize(("row", "word"), BAD)
def test_a_bad_row_is_named_and_the_good_ones_go_in(ws: Workspace, row: list[str], word: str) -> None:
    columns = ["text", "check", "question", "source", "date"]
    result = bring(ws, columns, ["good"], row, ["also good", "", "", "", ""])
    assert [note.text for note in notes(ws)] == ["good", "also good"]
    ((number, sentence),) = result.problems
    assert number == 3
    assert word in sentence


def test_strict_lets_nothing_in(ws: Workspace) -> None:
    before = ws.store.log.head()
    result = bring(ws, ["text", "check"], ["good", ""], ["bad", "nowhere"], strict=True)
    assert result.added == 0
    assert len(result.problems) == 1
    assert ws.store.log.head() == before
    assert bring(ws, ["text", "check"], ["good", ""], strict=True).added == 1


def test_a_row_that_cannot_be_read_is_a_bad_row(ws: Workspace) -> None:
    result = import_notes(ws, ["text"], [TableRow(2, ("a",)), TableRow(3, (), "A quotation mark is open.")])
    assert result.problems == ((3, "A quotation mark is open."),)
    assert result.added == 1


def test_one_undo_takes_all_of_it_out_again(ws: Workspace) -> None:
    bring(ws, ["text", "question"], *([f"note {n}", "j1.kq2"] for n in range(50)))
    assert ws.store.count(NoteQuestion) == 50
    assert {change.cause for change in ws.store.log.history(notes(ws)[0].id)} == {"import"}
    history.undo(ws)
    assert notes(ws) == []
    assert ws.store.count(NoteQuestion) == 0
    history.redo(ws)
    assert len(notes(ws)) == 50
    assert ws.store.verify() == []


def test_an_adviser_never_brings_notes_about_their_own_landlord(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The store lets no such member in; should a file hold one all the same, their notes stay out."""
    team.add_member(ws, "Ann", "tia", rents_from="Hillside Council (sample)")
    find = ws.store.find

    def moved(cls: type, **equals: object) -> list[object]:
        found: list[object] = find(cls, **equals)  # type: ignore[arg-type]
        here = "Riverside Homes"
        return [replace(m, rents_from=here) if isinstance(m, TeamMember) else m for m in found]

    monkeypatch.setattr(ws.store, "find", moved)
    result = bring(ws, ["text", "author"], ["hers", "ann"], ["his", "Dev"])
    assert [n.text for n in find(EvidenceNote)] == ["his"]
    assert "own landlord" in result.problems[0][1]


def test_unusable_defaults_stop_everything(ws: Workspace) -> None:
    for defaults in ({"check": "nowhere"}, {"key-question": "j9.kq9"}, {"source": "hearsay"}):
        with pytest.raises(InputError):
            bring(ws, ["text"], ["a"], defaults=defaults)
    assert notes(ws) == []


def test_two_checks_with_one_title_need_an_id(ws: Workspace) -> None:
    for _ in range(2):
        plan.add_check(ws, "7", "Elm Park")
    result = bring(ws, ["text", "check"], ["a", "Elm Park"])
    assert "2 checks" in result.problems[0][1]


def test_a_rating_without_an_item_is_the_teams_own_view(ws: Workspace) -> None:
    bring(ws, ["text", "rating", "scheme"], ["a", "Very weak", ""], ["b", "Green", "rag_photobook"])
    assert [(n.scheme, n.rating) for n in notes(ws)] == [("view", "very_weak"), ("rag_photobook", "green")]
    assert "Choose one of" in bring(ws, ["text", "rating"], ["c", "purple"]).problems[0][1]


def test_columns_are_recognised_by_name_and_can_be_named() -> None:
    assert map_columns(["ID", "Evidence", "Text"], {}) == {2: "text"}
    assert map_columns(["What we saw", "text"], {"what we saw": "text"}) == {0: "text"}
    assert map_columns(["A=B", "kq"], {"A=B": "Comment"}) == {0: "text", 1: "key-question"}


@pytest.mark.parametrize(
    ("columns", "mapping", "word"),
    [
        (["a", "b"], {}, "--map"),
        (["text"], {"nothing": "text"}, "no column"),
        (["text"], {"text": "colour"}, "not a part of a note"),
    ],
)
def test_columns_that_do_not_fit_are_told(columns: list[str], mapping: dict[str, str], word: str) -> None:
    with pytest.raises(InputError, match=word):
        map_columns(columns, mapping)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2003-09-16", "2003-09-16"),
        ("16/09/2003", "2003-09-16"),
        ("6.9.2003", "2003-09-06"),
        ("2003-09-16T14:30:00+01:00", "2003-09-16T14:30:00+01:00"),
    ],
)
def test_dates_in_use_are_understood(text: str, iso: str) -> None:
    assert parse_when(text) == iso


@pytest.mark.parametrize(
    "text", ["31/02/2003", "09/16/2003", "yesterday", "16/9/03", "2003-09-16 25:00", "9" * 500]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="not a date"):
        parse_when(text)


def test_progress_is_told_and_stopping_leaves_nothing(ws: Workspace) -> None:
    heard: list[int] = []

    def stop(done: int, total: int) -> None:
        heard.append(done)
        if done > notes_import._STEP:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bring(ws, ["text"], *([f"note {n}"] for n in range(2000)), progress=stop)
    assert heard == [500, 1000]
    assert notes(ws) == []


def test_a_checks_own_question_can_be_answered_by_a_row(ws: Workspace) -> None:
    first, second = (plan.add_check(ws, "7", title) for title in ("Elm Park", "Oak Park"))
    own = checklist.add_own_item(ws, first, "Is the gate locked?")
    columns = ["text", "check", "item", "rating"]
    result = bring(ws, columns, ["a", first, own, "Yes"], ["b", second, own, ""], ["c", "", own, ""])
    [note] = notes(ws)
    assert (note.item_id, note.scheme, note.rating) == (own, "yes_no_na", "yes")
    assert [number for number, _ in result.problems] == [3, 4]
    assert bring(ws, ["text", "check"], ["d", first], ["e", second], defaults={"item": own}).added == 1
