"""A tenant inspection adviser never inspects their own landlord (guidance para 35): a hard stop everywhere.

The names come in two families whose members are spellings of one landlord. The tests know the family of
each name from here and never ask the rule itself.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fakes import FakeStore
from tests.helpers.stores import LANDLORD, begin, new_file, pack_and_bytes
from tia_desktop.cli import tia as command
from tia_desktop.domain.changes import Edit
from tia_desktop.domain.errors import InputError, OwnLandlordError, TiaError
from tia_desktop.domain.records import (
    INSPECTION_ID,
    EvidenceNote,
    Inspection,
    RealityCheck,
    Record,
    TeamMember,
)
from tia_desktop.domain.shop_records import SHOP_RECORDS
from tia_desktop.frameworks.shops import library
from tia_desktop.services import capture, conclude, facts, guided, notes_import, plan, readiness, team
from tia_desktop.services.capture import NoteDraft
from tia_desktop.services.history import redo, undo
from tia_desktop.services.ports import Store
from tia_desktop.services.shop_setup import tell_staff
from tia_desktop.services.shopping import start_attempt
from tia_desktop.services.workspace import Workspace

RIVER = ("Riverside Homes", "riverside  homes ltd", "The Riverside-Homes", LANDLORD)
HILL = ("Hillside Council", "hillside council", "The Hillside Council Limited")
FAMILY = {**dict.fromkeys(RIVER, "river"), **dict.fromkeys(HILL, "hill"), "": ""}
NAMES = sorted(FAMILY)
PEOPLE = ("Maureen", "Dev", "Ruth")

Step = tuple[str, int, str, str]
"""(what, a number that picks, a landlord's name, a role)."""


def pick(ws: Workspace, cls: type[Record], number: int) -> str:
    there = ws.store.find(cls)
    return there[number % len(there)].id if there else "nobody"


def raw(ws: Workspace, cls: type[Record], record_id: str, **values: Any) -> None:
    ws.store.record([Edit(cls, record_id, values)], author="raw")


def imported(ws: Workspace, n: int, name: str) -> None:
    row = notes_import.TableRow(2, ("Lift is out", PEOPLE[n % 3], pick(ws, RealityCheck, n)))
    notes_import.import_notes(ws, ("text", "author", "check"), [row], defaults={"place": name})


def shop(ws: Workspace, n: int) -> None:
    """Whoever rents here is refused, also as an inspector; anybody else may shop."""
    check, shopper = pick(ws, RealityCheck, n), ws.member(PEOPLE[n % 3])
    here = {FAMILY[ws.inspection.landlord], FAMILY[ws.inspection.authority]} - {""}
    start_attempt(ws, library(), check, "damp", "Mrs Lane", author=PEOPLE[n % 3])
    assert shopper is None or FAMILY[shopper.rents_from] not in here


def a_member(ws: Workspace, number: int) -> str:
    return pick(ws, TeamMember, number)


DO: dict[str, Callable[[Workspace, int, str, str], object]] = {
    "add member": lambda ws, n, name, role: team.add_member(ws, PEOPLE[n % 3], role, rents_from=name),
    "change home": lambda ws, n, name, role: team.change_member(ws, a_member(ws, n), rents_from=name),
    "change role": lambda ws, n, name, role: team.change_member(ws, a_member(ws, n), role=role),
    "remove member": lambda ws, n, name, role: team.remove_member(ws, a_member(ws, n)),
    "declare": lambda ws, n, name, role: team.declare_not_own_landlord(ws, PEOPLE[n % 3]),
    "landlord": lambda ws, n, name, role: facts.set_facts(ws, landlord=name),
    "authority": lambda ws, n, name, role: facts.set_facts(ws, authority=name),
    "add check": lambda ws, n, name, role: plan.add_check(
        ws, ws.pack.templates[n].id, f"Check {n}", assigned_to=PEOPLE[n % 3]
    ),
    "yes": lambda ws, n, name, role: team.declare_own_landlord(ws, PEOPLE[n % 3]),
    "note": lambda ws, n, name, role: capture.add_note(
        ws, capture.NoteDraft(text="Lift is out", author=PEOPLE[n % 3])
    ),
    "begin": lambda ws, n, name, role: guided.begin_check(
        replace(ws, author=PEOPLE[n % 3]), pick(ws, RealityCheck, n)
    ),
    "assign": lambda ws, n, name, role: plan.assign(ws, pick(ws, RealityCheck, n), a_member(ws, n + 1)),
    "reassign": lambda ws, n, name, role: plan.change_check(
        ws, pick(ws, RealityCheck, n), assigned_to=PEOPLE[n % 3]
    ),
    "raw member": lambda ws, n, name, role: raw(
        ws, TeamMember, f"m{n % 3}", name=PEOPLE[n % 3], role=role, rents_from=name
    ),
    "raw declared": lambda ws, n, name, role: raw(ws, TeamMember, a_member(ws, n), declared_at="2003-09-16"),
    "raw inspection": lambda ws, n, name, role: raw(
        ws, Inspection, INSPECTION_ID, **{("landlord", "authority")[n % 2]: name}
    ),
    "raw check": lambda ws, n, name, role: raw(ws, RealityCheck, f"c{n % 3}", assigned_to=a_member(ws, n)),
    "type home": lambda ws, n, name, role: ws.store.type_text(
        TeamMember, a_member(ws, n), "rents_from", name, author="typist"
    ),
    "type landlord": lambda ws, n, name, role: ws.store.type_text(
        Inspection, INSPECTION_ID, "landlord", name, author="typist"
    ),
    "told": lambda ws, n, name, role: tell_staff(ws, "at the staff meeting"),
    "shop": lambda ws, n, name, role: shop(ws, n),
    "import notes": lambda ws, n, name, role: imported(ws, n, name),
    "undo": lambda ws, n, name, role: undo(ws),
    "redo": lambda ws, n, name, role: redo(ws),
}

STEPS = st.lists(
    st.tuples(
        st.sampled_from(sorted(DO)), st.integers(0, 11), st.sampled_from(NAMES), st.sampled_from(team.ROLES)
    ),
    min_size=1,
    max_size=25,
)


def barred(ws: Workspace) -> list[TeamMember]:
    """Advisers on the team who rent from the landlord or the council that is inspected."""
    here = {FAMILY[ws.inspection.landlord], FAMILY[ws.inspection.authority]} - {""}
    return [
        m
        for m in ws.store.find(TeamMember)
        if (m.role == "tia" or m.declared_at) and FAMILY[m.rents_from] in here
    ]


def state(ws: Workspace) -> list[tuple[Record, ...]]:
    classes: tuple[type[Record], ...] = (Inspection, TeamMember, RealityCheck, EvidenceNote, *SHOP_RECORDS)
    return [tuple(ws.store.find(cls)) for cls in classes]


def run(ws: Workspace, steps: list[Step]) -> None:
    """Do the steps; whatever is refused as somebody's own landlord leaves everything as it was."""
    facts.set_facts(ws, landlord=RIVER[0])
    for what, number, name, role in steps:
        with suppress(TiaError):
            ws.store.seal()
        before, head = state(ws), ws.store.log.head()
        try:
            DO[what](ws, number, name, role)
        except OwnLandlordError:
            assert (state(ws), ws.store.log.head()) == (before, head)
        except TiaError:
            pass
        assert barred(ws) == []
        stopped = {m.id for m in ws.store.find(TeamMember) if m.role == "stopped"}
        assert not [c for c in ws.store.find(RealityCheck, status="planned") if c.assigned_to in stopped]
        if what in ("note", "begin", "import notes") and ws.store.log.head() != head:
            assert not [m for m in stopped if ws.need(TeamMember, m).name == PEOPLE[number % 3]]


@settings(max_examples=300)
@given(steps=STEPS)
def test_no_sequence_of_edits_leads_there(steps: list[Step]) -> None:
    run(begin(FakeStore()), steps)


@settings(max_examples=25)
@given(steps=STEPS)
def test_nor_in_a_file(tmp_path_factory: pytest.TempPathFactory, steps: list[Step]) -> None:
    store = new_file(tmp_path_factory.mktemp("own") / "a.tia")
    try:
        run(begin(store), steps)
    finally:
        store.close()


# ---- each way in, by name, over a store in memory and over a file


@pytest.fixture(params=["memory", "file"])
def ws(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Workspace]:
    store: Store = FakeStore() if request.param == "memory" else new_file(tmp_path / "a.tia")
    opened = begin(store)
    facts.set_facts(opened, landlord=RIVER[0], authority=HILL[0])
    team.add_member(opened, "Maureen", "tia", rents_from="Elsewhere Homes")
    team.add_member(opened, "Ruth", "inspector", rents_from=RIVER[1])
    plan.add_check(opened, "estate-visit", "Elm Park", assigned_to="Maureen")
    yield opened
    store.close()


def who(ws: Workspace, name: str) -> str:
    found = ws.member(name)
    assert found is not None
    return found.id


LATER: dict[str, Callable[[Workspace], object]] = {
    "a new member": lambda ws: team.add_member(ws, "Dev", "tia", rents_from=RIVER[2]),
    "a new member who rents from the council": lambda ws: team.add_member(
        ws, "Dev", "tia", rents_from=HILL[1]
    ),
    "where a member rents": lambda ws: team.change_member(ws, who(ws, "Maureen"), rents_from=RIVER[1]),
    "the role of a member": lambda ws: team.change_member(ws, who(ws, "Ruth"), role="tia"),
    "the declaration of a member": lambda ws: team.declare_not_own_landlord(ws, "Ruth"),
    "the landlord": lambda ws: facts.set_facts(ws, landlord="Elsewhere Homes Ltd"),
    "the council": lambda ws: facts.set_facts(ws, authority="elsewhere homes"),
    "both ends at once": lambda ws: ws.store.record(
        [
            Edit(Inspection, INSPECTION_ID, {"landlord": "Third Homes"}),
            Edit(TeamMember, who(ws, "Maureen"), {"rents_from": "third homes"}),
        ],
        author="raw",
    ),
    "a member and a check for them": lambda ws: ws.store.record(
        [
            Edit(TeamMember, "m", {"name": "Dev", "role": "tia", "rents_from": RIVER[0]}),
            Edit(RealityCheck, "c", {"title": "Elm Park", "assigned_to": "m"}),
        ],
        author="raw",
    ),
}


@pytest.mark.parametrize("what", LATER)
def test_it_is_refused_at_any_later_edit_and_nothing_is_written(ws: Workspace, what: str) -> None:
    before, head = state(ws), ws.store.log.head()
    with pytest.raises(OwnLandlordError, match="never inspects their own landlord") as error:
        LATER[what](ws)
    assert "lead inspector" in error.value.sentence
    assert (state(ws), ws.store.log.head()) == (before, head)


def test_undo_cannot_bring_it_back(ws: Workspace) -> None:
    facts.set_facts(ws, authority="")
    team.add_member(ws, "Dev", "tia", rents_from=HILL[0])
    undo(ws)
    facts.set_facts(ws, authority=HILL[0])
    undo(ws)
    team.add_member(ws, "Dev", "tia", rents_from=HILL[0])
    assert who(ws, "Dev")
    with pytest.raises(OwnLandlordError):
        facts.set_facts(ws, authority=HILL[2])
    assert ws.inspection.authority == ""


def test_a_check_that_is_theirs_is_named(ws: Workspace) -> None:
    with pytest.raises(OwnLandlordError, match="cannot do “Elm Park”"):
        team.change_member(ws, who(ws, "Maureen"), rents_from=RIVER[0])


def test_an_inspector_who_rents_here_can_have_checks_and_no_adviser_s_role(ws: Workspace) -> None:
    check = ws.store.find(RealityCheck)[0].id
    plan.change_check(ws, check, assigned_to="Ruth")
    with pytest.raises(OwnLandlordError):
        team.change_member(ws, who(ws, "Ruth"), role="tia")
    assert ws.need(RealityCheck, check).assigned_to == who(ws, "Ruth")


# ---- who says yes


def test_yes_is_kept_and_only_an_inspector_takes_it_back(ws: Workspace) -> None:
    check = ws.store.find(RealityCheck)[0].id
    ws.author = "maureen"
    team.declare_not_own_landlord(ws, "Maureen")
    member = team.declare_own_landlord(ws, "maureen ")
    assert (member.name, member.role, member.rents_from, member.declared_at) == (
        "Maureen", "stopped", RIVER[0], ""
    )  # fmt: skip
    assert ws.need(RealityCheck, check).assigned_to == ""
    assert team.rents_from_this(ws, "Maureen")
    for refused in (
        lambda: team.declare_not_own_landlord(ws, "Maureen"),
        lambda: capture.add_note(ws, capture.NoteDraft(text="Lift is out")),
        lambda: guided.begin_check(ws, check),
        lambda: plan.change_check(ws, check, assigned_to="Maureen"),
        lambda: plan.add_check(ws, "estate-visit", "Ash Court", assigned_to="Maureen"),
    ):
        with pytest.raises(OwnLandlordError, match="guidance para 35"):
            refused()
    with pytest.raises(InputError, match="nothing to undo"):
        undo(ws)
    facts.set_facts(ws, landlord="Another Landlord")  # what was said about the landlord stays said
    assert not team.has_declared(ws, "Maureen")
    with pytest.raises(OwnLandlordError):
        team.declare_not_own_landlord(ws, "Maureen")
    ws.author = "Ann"
    team.change_member(ws, member.id, rents_from="Elsewhere Homes")
    assert ws.need(TeamMember, member.id).role == "tia"
    assert not team.has_declared(ws, "Maureen")
    assert team.declare_not_own_landlord(ws, "Maureen").declared_at


def test_who_was_on_no_list_is_on_it_after_yes_and_counts_for_nothing(ws: Workspace) -> None:
    team.declare_own_landlord(ws, "Dev")
    dev = ws.need(TeamMember, who(ws, "Dev"))
    assert (dev.role, dev.rents_from) == ("stopped", RIVER[0])
    team.change_member(ws, who(ws, "Maureen"), role="auditor")
    assert "team.one_tia" in {m.rule_id for m in team.composition(ws)}


def test_an_inspector_who_says_yes_stays_an_inspector(ws: Workspace) -> None:
    assert team.declare_own_landlord(ws, "Ruth").role == "inspector"
    with pytest.raises(OwnLandlordError):
        team.declare_not_own_landlord(ws, "Ruth")


def test_who_was_stopped_and_did_nothing_is_in_nobodys_way(ws: Workspace) -> None:
    team.declare_own_landlord(ws, "Maureen")
    assert not [p for p in readiness.open_problems(ws) if "Maureen" in p.sentence]


def test_readiness_names_the_findings_that_rest_on_who_was_stopped(ws: Workspace) -> None:
    ws.author = "Maureen"
    note = capture.add_note(ws, NoteDraft(text="The lift was clean."))
    ws.author = "Ruth"
    kept, other = (
        conclude.record_finding(ws, text, "strength", [ws.pack.key_questions[0].id], notes=[note])
        for text in ("Lifts are clean.", "Blocks are clean.")
    )
    conclude.link_evidence(ws, other, [note], "context")  # counts neither for nor against it
    team.declare_own_landlord(ws, "Maureen")
    [said] = [p for p in readiness.open_problems(ws) if p.rule == "own-landlord-evidence"]
    assert (said.level, said.record_id, said.may_accept) == ("blocks", kept, False)
    assert "Maureen" in said.sentence
    assert "Lifts are clean." in said.sentence


# ---- the command line


def tia(*arguments: str) -> Result:
    result = CliRunner().invoke(command, arguments, prog_name="tia")
    assert "Traceback" not in result.output
    return result


@pytest.fixture
def a(tmp_path: Path) -> str:
    path = str(tmp_path / "A.tia")
    assert tia("new", path, "--landlord", RIVER[0], "--authority-type", "london").exit_code == 0
    for name, role, rents in (("Maureen", "tia", "Elsewhere Homes"), ("Ruth", "inspector", RIVER[1])):
        assert tia("add-member", path, name, "--role", role, "--rents-from", rents).exit_code == 0
    assert (
        tia("add-check", path, "--kind", "7", "--title", "Elm Park", "--assigned-to", "Ruth").exit_code == 0
    )
    return path


@pytest.mark.parametrize(
    "arguments",
    [
        ("add-member", "{}", "Dev", "--role", "tia", "--rents-from", RIVER[2]),
        ("change-member", "{}", "Maureen", "--rents-from", RIVER[3]),
        ("change-member", "{}", "Ruth", "--role", "tia"),
        ("set", "{}", "landlord=Elsewhere Homes"),
        ("set", "{}", "homes=12", "authority=The Elsewhere Homes"),
    ],
    ids=["create", "home", "role", "landlord", "authority"],
)
def test_the_command_line_refuses_it(a: str, arguments: tuple[str, ...]) -> None:
    before = [tia(*words).stdout for words in (("list", a, "members", "--json"), ("show", a, "--json"))]
    result = tia(*(word.format(a) for word in arguments))
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "never inspects their own landlord (guidance para 35)" in result.stderr
    after = [tia(*words).stdout for words in (("list", a, "members", "--json"), ("show", a, "--json"))]
    assert after == before
    assert json.loads(after[1])["landlord"] == RIVER[0]


def test_the_pack_has_the_rule() -> None:
    rule = pack_and_bytes()[0].reference.rule("tia.own_landlord")
    assert rule.source == "para 35"
