"""Every command, on the real store: what it prints for people, its JSON, its exit code."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.helpers.commands import data, made
from tia_desktop.bootstrap import AppDesk
from tia_desktop.cli import tia as command
from tia_desktop.domain.records import EvidenceNote

Run = Callable[..., Result]


@pytest.fixture
def note(tia: Run, a: str) -> str:
    check = made(tia("add-check", a, "--kind", "estate-visit", "--title", "Elm Park", "--json"))
    text = ("--text", "Stairs are dirty", "--key-question", "j1.kq2")
    return made(tia("add-note", a, "--check", check, *text, "--json"))


def test_new_says_what_it_made(tia: Run) -> None:
    named = ("new", "A.tia", "--pack", "almo-2003", "--landlord", "Riverside Homes (sample)")
    document = data(tia(*named, "--authority-type", "district", "--authority", "Hill", "--json"))
    assert document["landlord"] == "Riverside Homes (sample)"
    assert document["pack"] == "almo-2003"
    assert len(document["pack_hash"]) == 64
    assert "exists already" in tia(*named, "--authority-type", "district", code=2).stderr


def test_new_that_fails_leaves_nothing(tia: Run, tmp_path: Path) -> None:
    refused = tia("new", "A.tia", "--landlord", "L", "--authority-type", "county", code=2)
    assert "london" in refused.stderr
    assert not list(tmp_path.glob("A.tia*"))


def test_ids_are_all_that_is_printed_for_people(tia: Run, a: str) -> None:
    check = tia("add-check", a, "--kind", "rc07", "--title", "Elm Park").stdout.strip()
    first = tia(
        "add-note", a, "--check", check, "--text", "T", "--source", "tenant", "--how", "seen"
    ).stdout.strip()
    finding = tia("add-finding", a, "--text", "F", "--key-question", "j1.kq2", "--weakness").stdout.strip()
    tia("link", a, finding, first, "--stance", "contradicts")
    shown = data(tia("show", a, finding, "--json"))
    assert shown["polarity"] == "weakness"
    behind = {"id": first, "stance": "contradicts", "text": "T", "passage": "", "answer": ""}
    assert shown["evidence"] == [behind]


def test_json_may_stand_before_the_command(tia: Run, a: str) -> None:
    assert data(tia("--json", "list", a, "kinds")) == data(tia("list", a, "kinds", "--json"))


def test_kinds_can_be_told_apart(tia: Run, a: str) -> None:
    kinds = data(tia("list", a, "kinds", "--json"))["kinds"]
    assert len(kinds) == 12
    assert {k["id"] for k in kinds} >= {"rc01", "rc07", "rc12"}
    for kind in (kinds[6]["id"], kinds[6]["slug"], str(kinds[6]["number"]), kinds[6]["short"]):
        tia("add-check", a, "--kind", kind, "--title", "T")
    checks = data(tia("list", a, "checks", "--json"))["checks"]
    assert [c["kind"] for c in checks] == ["rc07"] * 4
    assert "estate-visit" in tia("list", a, "kinds").stdout
    assert "estate-visit" in tia("add-check", a, "--kind", "party", "--title", "T", code=2).stderr


def test_a_note_keeps_all_that_is_said(tia: Run, a: str) -> None:
    said = ("--rating", "no", "--item", "rc07.i01", "--place", "Block C", "--observed", "16/09/2003")
    questions = ("--key-question", "j1.kq2", "--key-question", "j2.kq1")
    check = made(tia("add-check", a, "--kind", "7", "--title", "T", "--json"))
    words = ("--text", "Café “door”", "--exact-words", "--area", "estate", "--sensitivity", "personal")
    first = made(tia("add-note", a, "--check", check, *words, *said, *questions, "--author", "Dev", "--json"))
    shown = data(tia("show", a, first, "--json"))
    assert shown["key_questions"] == ["j1.kq2", "j2.kq1"]
    assert shown["areas"] == ["estate"]
    assert (shown["text"], shown["place"], shown["observed_at"]) == ("Café “door”", "Block C", "2003-09-16")
    assert (shown["scheme"], shown["rating"], shown["author"]) == ("yes_no_na", "no", "Dev")
    assert shown["exact_words"] is True


def test_the_author_comes_from_the_environment_too(tia: Run, a: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIA_AUTHOR", "Maureen")
    first = made(tia("add-note", a, "--text", "T", "--json"))
    assert data(tia("history", a, first, "--json"))["history"][0]["author"] == "Maureen"
    assert made(tia("--author", "Ruth", "add-note", a, "--text", "T", "--json")) != first
    assert data(tia("list", a, "notes", "--json"))["notes"][0]["author"] == "Ruth"


@pytest.mark.parametrize(
    "wrong",
    [
        ("add-note", "A.tia"),
        ("add-note", "A.tia", "--text", "T", "--check", "nowhere"),
        ("add-note", "A.tia", "--text", "T", "--key-question", "j1.kq9"),
        ("add-note", "A.tia", "--text", "T", "--item", "rc07.i99"),
        ("add-note", "A.tia", "--text", "T", "--observed", "soon"),
        ("add-check", "A.tia", "--kind", "7", "--title", " "),
        ("add-finding", "A.tia", "--text", "F", "--key-question", "j1.kq2"),
        ("add-finding", "A.tia", "--text", "F", "--strength"),
        (
            "add-finding",
            "A.tia",
            "--text",
            "F",
            "--key-question",
            "j1.kq2",
            "--strength",
            "--note",
            "nowhere",
        ),
        ("link", "A.tia", "nothing", "nowhere"),
        ("link", "A.tia", "nothing", "nowhere", "--stance", "proves"),
        ("unlink", "A.tia", "nothing", "nowhere"),
        ("judge", "A.tia", "j1", "--rating", "good", "--reason", "R"),
        ("judge", "A.tia", "j3", "--rating", "good", "--reason", "R", "--finding", "F"),
        ("add-indicator", "A.tia", "BVPI 1", "--value", "1", "--period", "P", "--source", "S"),
        ("add-indicator", "A.tia", "BVPI 66a", "--value", "nan", "--period", "P", "--source", "S"),
        ("add-member", "A.tia", "Ann", "--role", "tia", "--rents-from", "riverside homes"),
        ("list", "A.tia", "treasures"),
        ("list", "A.tia", "notes", "--check", "nowhere"),
        ("show", "A.tia", "nothing"),
        ("history", "A.tia", "nothing"),
        ("undo", "A.tia"),
        ("redo", "A.tia"),
        ("export", "A.tia", "--format", "docx", "--out", "x"),
        ("export", "A.tia", "--format", "json", "--out", "B.tia"),
        ("export", "A.tia", "--format", "json", "--out", "no/such/folder/x.json"),
        ("backup", "A.tia", "--to", "A.tia"),
        ("list", "missing.tia", "notes"),
        ("list", ".", "notes"),
        ("pack", "validate", "missing.json"),
        ("pack", "validate", "."),
        ("import-notes", "A.tia", "missing.csv"),
        ("demo", "--out", "A.tia"),
        ("dance",),
        (),
    ],
    ids=" ".join,
)
def test_wrong_use_is_told_and_changes_nothing(tia: Run, a: str, wrong: tuple[str, ...]) -> None:
    before = data(tia("show", a, "--json"))
    refused = tia(*wrong, code=2)
    assert refused.stderr.strip()
    assert not refused.stdout
    assert data(tia("show", a, "--json")) == before


def test_an_adviser_who_rents_here_is_refused(tia: Run, a: str) -> None:
    refused = tia("add-member", a, "Ann", "--role", "tia", "--rents-from", "Riverside Homes", code=2)
    assert "para 35" in refused.stderr
    member = made(tia("add-member", a, "Ann", "--role", "tia", "--rents-from", "Elsewhere", "--json"))
    assert data(tia("list", a, "members", "--json"))["members"][0]["id"] == member
    tia("add-check", a, "--kind", "7", "--title", "T", "--assigned-to", "Ann", "--planned-for", "2003-09-16")
    assert data(tia("list", a, "checks", "--json"))["checks"][0]["assigned_to"] == "Ann"


def test_notes_are_listed_whole_and_by_what_one_looks_for(tia: Run, a: str, note: str) -> None:
    long = "word " * 300
    inbox = made(tia("add-note", a, "--text", long, "--source", "staff", "--json"))
    listed = data(tia("list", a, "notes", "--json"))
    assert listed["total"] == 2
    assert [n["id"] for n in listed["notes"]] == [inbox, note]
    assert listed["notes"][0]["text"] == long
    for option in (("--check", "inbox"), ("--source", "staff"), ("--limit", "1")):
        assert [n["id"] for n in data(tia("list", a, "notes", *option, "--json"))["notes"]] == [inbox]
    tia("add-finding", a, "--text", "F", "--key-question", "j1.kq2", "--weakness", "--note", note)
    assert [n["id"] for n in data(tia("list", a, "notes", "--unused", "--json"))["notes"]] == [inbox]
    assert note in tia("list", a, "notes", "--key-question", "j1.kq2").stdout
    assert "no notes" in tia("list", a, "notes", "--source", "board").stdout


@pytest.mark.parametrize(
    "what", ["checks", "findings", "questions", "members", "indicators", "notes", "kinds"]
)
def test_every_list_is_also_a_document(tia: Run, a: str, what: str) -> None:
    assert what in data(tia("list", a, what, "--json"))
    assert tia("list", a, what).stdout.strip()


def test_what_is_listed_can_be_shown(tia: Run, a: str, note: str) -> None:
    finding = made(
        tia("add-finding", a, "--text", "F", "--key-question", "j1.kq2", "--strength", "--draft", "--json")
    )
    figure = ("--value", "97.4", "--period", "2002/03", "--source", "return")
    indicator = made(tia("add-indicator", a, "BVPI 66a", *figure, "--json"))
    member = made(tia("add-member", a, "Ann", "--role", "lead", "--json"))
    check = data(tia("show", a, note, "--json"))["check_id"]
    for id, kind in (
        *((note, "note"), (finding, "finding"), (indicator, "indicator"), (member, "team_member")),
        *((check, "reality_check"), ("j1", "judgement"), ("j1.kq2", "key_question"), ("rc07", "kind")),
    ):
        assert data(tia("show", a, id, "--json"))["type"] == kind
        assert tia("show", a, id).stdout.startswith(f"type: {kind}\n")
    assert "draft" in tia("list", a, "findings").stdout
    assert "97.4" in tia("list", a, "indicators").stdout
    whole = data(tia("show", a, "--json"))
    assert whole["coverage"]["rc07"]["j1.kq2"] == [1, 3]
    assert "1/3" in tia("show", a).stdout


def test_search_finds_words_in_any_form(tia: Run, a: str, note: str) -> None:
    found = data(tia("search", a, "STAIRS dirt", "--json"))
    assert found["total"] == 1
    assert found["notes"][0]["id"] == note
    assert found["notes"][0]["text"] == "Stairs are dirty"
    assert "1 note." in tia("search", a, "stairs").stdout
    assert "0 notes." in tia("search", a, 'lift" OR *').stdout


def test_check_says_what_stands_in_the_way(tia: Run, a: str, note: str) -> None:
    empty = made(tia("add-finding", a, "--text", "F", "--key-question", "j1.kq2", "--weakness", "--json"))
    found = data(tia("check", a, "--json", code=1))
    first, *others = found["blocks"]
    assert (first["rule"], first["record"]) == ("finding-without-evidence", empty)
    assert [b["key"] for b in others] == ["no-judgement:j1", "no-judgement:j2"]
    assert all(p["source"] and p["sentence"] for p in found["warns"])
    text = tia("check", a, code=1).stdout
    assert text.index("must be put right") < text.index("finding-without-evidence") < text.index("may accept")
    tia("link", a, empty, note)
    found = data(tia("check", a, "--json", code=1))
    assert {b["rule"] for b in found["blocks"]} == {"no-judgement"}
    assert "one-source-only" in {p["rule"] for p in found["warns"]}


def test_a_warning_is_accepted_with_a_reason_and_a_block_is_not(tia: Run, a: str) -> None:
    key = "question-with-few-kinds:j1.kq1"
    assert "Say why" in tia("accept", a, key, code=2).stderr
    assert "must be put right" in tia("accept", a, "no-judgement:j1", "--reason", "Later", code=2).stderr
    assert "does not stand in the way" in tia("accept", a, "nothing:j1", "--reason", "R", code=2).stderr
    tia("accept", a, key, "--reason", "Looked at last year", "--author", "Ruth")
    found = data(tia("check", a, "--json", code=1))
    (accepted,) = found["accepted"]
    assert (accepted["key"], accepted["accepted_by"]) == (key, "Ruth")
    assert accepted["reason"] == "Looked at last year"
    assert key not in {p["key"] for p in found["warns"]}
    assert "Accepted by Ruth: Looked at last year" in tia("check", a, code=1).stdout
    check = made(tia("add-check", a, "--kind", "5", "--title", "Office", "--json"))
    tia(
        "add-note", a, "--check", check, "--text", "Open", "--key-question", "j1.kq1"
    )  # one kind now, not none
    (again,) = [p for p in data(tia("check", a, "--json", code=1))["warns"] if p["key"] == key]
    assert again["accepted_before"] == "Looked at last year"
    assert "says something else now" in tia("check", a, code=1).stdout
    tia("accept", a, key, "--reason", "R", "--withdraw", code=2)
    tia("accept", a, key, "--withdraw")
    assert data(tia("check", a, "--json", code=1))["accepted"] == []
    assert "nothing to take back" in tia("accept", a, key, "--withdraw", code=2).stderr


def test_judging_undoing_and_history(tia: Run, a: str, note: str) -> None:
    said = ("--text", "F", "--key-question", "j1.kq2", "--weakness", "--note", note, "--json")
    finding = made(tia("add-finding", a, *said))
    judged = tia("judge", a, "j1", "--rating", "fair", "--reason", "Because", "--finding", finding)
    assert "Fair" in judged.stdout
    again = ("judge", a, "j1", "--rating", "good", "--reason", "Because", "--finding", finding)
    assert "--because" in tia(*again, code=2).stderr
    tia(*again, "--because", "A second visit")
    assert data(tia("show", a, "j1", "--json"))["rating"] == "good"
    assert "Undone" in tia("undo", a).stdout
    assert data(tia("show", a, "j1", "--json"))["rating"] == "fair"
    assert "Brought back" in data(tia("redo", a, "--json"))["done"]
    entries = data(tia("history", a, "j1", "--json"))["history"]
    assert [e["what"] for e in entries] == ["made", "changed", "changed", "changed"]
    assert entries[1]["fields"]["rating"] == {"before": "fair", "after": "good"}
    assert "“fair” became “good”" in tia("history", a, "j1").stdout
    tia("unlink", a, finding, note)
    assert data(tia("show", a, finding, "--json"))["evidence"] == []


@pytest.mark.parametrize("kind", ["json", "csv", "pdf"])
def test_exports_are_written_whole(tia: Run, a: str, note: str, kind: str, tmp_path: Path) -> None:
    document = data(tia("export", a, "--format", kind, "--out", f"out.{kind}", "--json"))
    assert (tmp_path / f"out.{kind}").stat().st_size == document["bytes"] > 0
    first = (tmp_path / f"out.{kind}").read_bytes()
    tia("export", a, "--format", kind, "--out", f"out.{kind}")
    assert (tmp_path / f"out.{kind}").read_bytes() == first


def test_verify_and_backup(tia: Run, a: str, note: str, tmp_path: Path) -> None:
    assert data(tia("verify", a, "--json")) == {"ok": True, "problems": []}
    assert "whole" in tia("verify", a).stdout
    kept = data(tia("backup", a, "--to", "safe", "--json"))["path"]
    assert data(tia("show", kept, note, "--json"))["text"] == "Stairs are dirty"
    assert AppDesk().settings.backup_folders == (str(tmp_path / "safe"),)


def test_a_pack_is_tested(tia: Run, tmp_path: Path) -> None:
    pack = json.loads(
        Path(__file__).parents[2].joinpath("resources/frameworks/almo-2003.json").read_text("utf-8")
    )
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    good.write_text(json.dumps(pack), "utf-8")
    assert data(tia("pack", "validate", str(good), "--json"))["ok"] is True
    del pack["title"]
    pack["key_questions"][0]["judgement"] = "j9"
    bad.write_text(json.dumps(pack), "utf-8")
    problems = data(tia("pack", "validate", str(bad), "--json", code=1))["problems"]
    assert len(problems) >= 2
    assert all(p["place"] and p["reason"] and p["remedy"] for p in problems)
    assert problems[0]["remedy"] in tia("pack", "validate", str(bad), code=1).stdout


def test_notes_come_from_a_table(tia: Run, a: str, tmp_path: Path) -> None:
    tia("add-check", a, "--kind", "7", "--title", "Elm Park")
    table = tmp_path / "notes.csv"
    table.write_bytes("What;Check;Colour\nThe rent is £80;Elm Park;red\nlost;Nowhere;red\n".encode("cp1252"))
    told = ("import-notes", a, str(table), "--map", "What=text", "--key-question", "j1.kq2")
    document = data(tia(*told, "--json"))
    assert document["added"] == 1
    assert document["problems"] == [{"row": 3, "sentence": document["problems"][0]["sentence"]}]
    assert document["left_out"] == ["Colour"]
    assert document["encoding"] == "cp1252"
    assert data(tia("search", a, "£80", "--json"))["notes"][0]["text"] == "The rent is £80"
    people = tia(*told)
    assert "1 note imported" in people.stdout
    assert "Row 3:" in people.stderr
    strict = tia(*told, "--strict", "--json", code=2)
    assert data(strict)["added"] == 0
    assert "Nothing was imported" in strict.stderr
    assert data(tia("list", a, "notes", "--json"))["total"] == 2
    for wrong in (("--map", "What"), ("--map", "Who=text"), ("--separator", "<>"), ("--encoding", "klingon")):
        tia("import-notes", a, str(table), *wrong, code=2)


def test_what_is_no_table_is_refused(tia: Run, a: str, tmp_path: Path) -> None:
    sheet = tmp_path / "notes.xlsx"
    sheet.write_bytes(b"PK\x03\x04 a spreadsheet")
    assert "CSV" in tia("import-notes", a, str(sheet), code=2).stderr
    (tmp_path / "empty.csv").write_text("text,check\n")
    assert "no row" in tia("import-notes", a, "empty.csv", code=2).stderr


def test_hostile_text_is_kept_and_shown_harmlessly(tia: Run, a: str) -> None:
    text = "\x1b[31mred\x07 <b>&amp;</b> =1+1 \u202egnp.exe \ud800 café \x9b1m"
    first = made(tia("add-note", a, "--text", text, "--json"))
    for shown in (
        tia("list", a, "notes"),
        tia("show", a, first),
        tia("search", a, "café"),
        tia("history", a, first),
    ):
        assert "\x1b" not in shown.output
        assert "<b>&amp;</b> =1+1 \u202egnp.exe" in shown.output
    listed = tia("list", a, "notes", "--json")
    assert "\x9b" not in listed.stdout
    assert "café" in data(listed)["notes"][0]["text"]


def test_every_command_has_help(tia: Run) -> None:
    for name in command.commands:
        assert "--help" in tia(name, "--help").stdout
    assert "Exit codes" in tia("--help").stdout
    assert "TIA Desktop" in tia("--version").stdout


def test_stopping_leaves_the_file_as_it_was(tia: Run, a: str, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("notes.csv").write_text("text\none\ntwo\n")

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("tia_desktop.services.notes_import.note_edits", stop)
        assert tia("import-notes", a, "notes.csv", code=130).stderr.strip() == "Stopped."
    assert data(tia("list", a, "notes", "--json"))["total"] == 0
    tia("import-notes", a, "notes.csv")  # the lock is free again


def test_our_own_fault_names_type_and_place_only(tia: Run, a: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("somebody's secret words")

    monkeypatch.setattr("tia_desktop.bootstrap.AppDesk.open", fail)
    told = tia("list", a, "notes", code=70)
    assert "ZeroDivisionError at test_cli_commands.py" in told.stderr
    assert "secret" not in told.output


def test_a_failing_disk_is_told(tia: Run, a: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", "/some/folder/thing")

    monkeypatch.setattr("tia_desktop.bootstrap.AppDesk.export_file", fail)
    told = tia("export", a, "--format", "csv", "--out", "x.csv", code=3)
    assert "“thing”: Permission denied" in told.stderr


def test_looking_works_beside_an_open_window(tia: Run, a: str, note: str) -> None:
    window = AppDesk().open(Path(a))
    try:
        window.store.type_text(EvidenceNote, note, "text", "half typed", author="Ruth")
        assert data(tia("show", a, note, "--json"))["text"] == "half typed"
        for look in (
            ("list", a, "notes"),
            ("search", a, "half"),
            ("verify", a),
            ("backup", a, "--to", "safe"),
        ):
            tia(*look)
        tia("check", a, code=1)
        assert "already open" in tia("add-note", a, "--text", "T", code=3).stderr
    finally:
        window.store.close()
    tia("add-note", a, "--text", "T")


def test_a_damaged_file_is_told(tia: Run, a: str, note: str, tmp_path: Path) -> None:
    raw = Path(a).read_bytes()
    Path("cut.tia").write_bytes(raw[: len(raw) // 2])
    assert "damaged" in tia("list", "cut.tia", "notes", code=3).stderr
    Path("letter.tia").write_bytes(b"Dear all, this is a letter. " * 100)
    tia("list", "letter.tia", "notes", code=2)


def test_a_changed_note_is_noticed_by_verify(tia: Run, a: str, note: str) -> None:
    from tia_desktop.store.engine import connect

    conn = connect(Path(a))
    conn.execute("UPDATE note SET text = 'changed behind our back' WHERE id = ?", (note,))
    conn.close()
    found = data(tia("verify", a, "--json", code=1))
    assert not found["ok"]
    assert any(note in p["place"] for p in found["problems"])


def test_a_read_only_file_is_looked_at_and_says_so(tia: Run, a: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tia_desktop.store.files.os.access", lambda *_: False)
    assert "does not allow writing" in tia("list", a, "kinds").stderr
    tia("add-note", a, "--text", "T", code=2)
