"""Our own checklists go out as XLSForm: pyxform accepts them, and nothing is asked otherwise than here."""

import random
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pyxform.xls2xform import convert

from tests.fakes import FakeStore
from tests.helpers.form_walks import planned
from tests.helpers.stores import begin
from tests.unit.test_form_checks import HOME, SOURCE
from tia_desktop.domain.form_run import FormRun
from tia_desktop.domain.forms import Form, Section
from tia_desktop.domain.records import EvidenceNote, RealityCheck
from tia_desktop.exporters.xlsform import xlsform
from tia_desktop.importers.xlsform import read_xlsform
from tia_desktop.services import checklist, guided, plan
from tia_desktop.services.form_export import form_for_check, form_for_kind, name_of
from tia_desktop.services.workspace import Workspace

NOW = datetime(2026, 3, 9, 14, 30, tzinfo=UTC)
KINDS = tuple(f"rc{n:02}" for n in range(1, 13))


@pytest.fixture
def ws() -> Workspace:
    return begin(FakeStore())


def converted(form: Form, folder: Path) -> str:
    """Return the XForm that pyxform makes of it, without a warning."""
    path, told = folder / "form.xlsx", list[str]()
    path.write_bytes(xlsform(form))
    xform = str(convert(str(path), warnings=told, validate=False).xform)
    assert told == []
    return xform


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_goes_out_and_comes_back(ws: Workspace, kind: str, tmp_path: Path) -> None:
    out = form_for_kind(ws, kind)
    assert out.form.id in converted(out.form, tmp_path)
    back = read_xlsform(tmp_path / "form.xlsx")
    assert (back.losses, back.warnings) == ((), ())
    ours = {q.name: q for q in out.form.questions()}
    assert [q.name for q in back.form.questions() if q.kind != "meta"] == list(ours)
    for question in (q for q in back.form.questions() if q.kind != "meta"):
        same = replace(question, labels=(), hints=(), path="")
        assert same == replace(ours[question.name], labels=(), hints=(), path=""), question.name
    template = ws.pack.template(kind)
    assert {name_of(i.id) for i in template.all_items} <= ours.keys()
    assert {name_of(f.id) for f in template.fields} <= ours.keys()
    repeats = [s for s in out.form.walk() if isinstance(s, Section) and s.repeats]
    assert [s.name for s in repeats] == [name_of(r.id) for r in template.repeats]


def graded(ws: Workspace, item: Any, rng: random.Random) -> str:
    scheme = ws.pack.scheme_for(item)
    return rng.choice([c.id for c in scheme.choices])


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_asked_there_is_what_is_asked_here(ws: Workspace, kind: str) -> None:
    template, rng = ws.pack.template(kind), random.Random(7)
    form = form_for_kind(ws, kind).form
    names = {name_of(i.id): i.id for i in template.items}
    paths = {q.name: q.path for q in form.questions()}
    repeated = {s.path for s in form.walk() if isinstance(s, Section) and s.repeats}
    for _ in range(12):
        check_id = plan.add_check(ws, kind, "Elm Park")
        check, answers = ws.need(RealityCheck, check_id), dict[str, str]()
        for spec in template.fields:
            if spec.choices and rng.random() < 0.8:
                chosen = rng.choice(spec.choices).id
                checklist.set_field(ws, check_id, spec.id, chosen)
                answers[first_key(paths[name_of(spec.id)], repeated)] = chosen
        for step in guided.steps(ws, check):
            if step.item.answer in ("yes_no_na", "rating_1_5", "grade_A_D") and rng.random() < 0.8:
                grade = graded(ws, step.item, rng)
                guided.answer(ws, check, step.asked, rating=grade)
                answers[first_key(paths[name_of(step.item.id)], repeated)] = grade
        asked = {step.item.id for step in guided.steps(ws, check)}
        run = FormRun(form, answers, now=NOW)
        there = {names[p.question.name] for p in run.asked() if p.question.name in names}
        assert not run.troubles
        assert there == asked


def first_key(path: str, repeated: set[str]) -> str:
    key, so_far = "", ""
    for name in path.split("/"):
        so_far, key = f"{so_far}/{name}".lstrip("/"), f"{key}/{name}".lstrip("/")
        key += "[1]" if so_far in repeated else ""
    return key


def test_a_check_goes_out_as_the_team_tailored_it(ws: Workspace, tmp_path: Path) -> None:
    check = plan.add_check(ws, "rc07", "Elm Park")
    first, second, third = (s.item for s in guided.steps(ws, ws.need(RealityCheck, check))[:3])
    checklist.leave_out(ws, check, first.id)
    checklist.reword(ws, check, second.id, "Is the estate easy to find?")
    own = checklist.add_own_item(ws, check, "Is there a map?", heading=third.group)
    form = form_for_check(ws, check).form
    xform = converted(form, tmp_path)
    names = [q.name for q in form.questions()]
    assert name_of(first.id) not in names
    assert "Is the estate easy to find?" in xform
    assert name_of(own) in names
    assert form.title == "Elm Park"


def test_a_checklist_from_outside_goes_out_as_it_came(ws: Workspace, tmp_path: Path) -> None:
    check = planned(ws, SOURCE)
    assert form_for_check(ws, check).form == HOME
    assert "How many people live here?" in converted(HOME, tmp_path)


def test_what_cannot_go_along_is_listed(ws: Workspace) -> None:
    told = [loss.sentence for loss in form_for_kind(ws, "tenant-focus-group").losses]
    assert "lines of a conversation with who said them – left out." in told
    assert ws.store.count(EvidenceNote) == 0
