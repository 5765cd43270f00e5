"""A practice visit: the real services on a file that is thrown away, whatever happens."""

from __future__ import annotations

import os
import stat
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.helpers.project import run_python
from tia_desktop.bootstrap import AppDesk
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.records import EvidenceNote
from tia_desktop.services import guided, history, practice


@pytest.fixture
def desk() -> AppDesk:
    made = AppDesk()
    made.save_settings(replace(made.settings, author="Ann"))
    return made


@pytest.fixture
def home(own_home: Path) -> Path:
    return own_home / "practice"


def test_three_questions_with_a_good_a_weak_and_a_not_seen_answer(desk: AppDesk) -> None:
    visit = practice.start(desk, "almo-2003")
    try:
        steps = guided.steps(visit.ws, visit.check)
        assert len(steps) == 3
        assert [s.item.question for s in steps] == [
            "Is the lobby clean?",
            "Are the stairs, landings and handrails clean?",
            "Is the lift clean and working?",
        ]
        assert len({s.item.scheme for s in steps}) == 1
        for step in steps:
            choices = visit.ws.pack.scheme(step.item.scheme).choices
            tones = {visit.ws.pack.item_tone(step.item, c.id) for c in choices}
            assert all(tones & wanted for wanted in practice.NEEDED)
        assert not guided.needs_start_page(visit.ws, visit.check)
        guided.answer(visit.ws, visit.check, steps[0].asked, rating="ok")
        assert guided.progress(visit.ws, visit.check).done == 1
    finally:
        visit.end()


def test_every_template_with_a_fitting_scheme_would_do(desk: AppDesk) -> None:
    pack, _raw = desk.pack("almo-2003")
    without = [t for t in pack.templates if t.slug != "estate-visit"]
    template, items = practice.three_questions(replace(pack, templates=tuple(without)))
    assert template in without
    assert len(items) == 3
    with pytest.raises(InputError, match="practise"):
        practice.three_questions(replace(pack, templates=()))


def test_undo_does_not_reach_back_to_the_making_of_it(desk: AppDesk) -> None:
    visit = practice.start(desk, "almo-2003")
    try:
        step = guided.steps(visit.ws, visit.check)[0]
        guided.answer(visit.ws, visit.check, step.asked, rating="ok")
        history.undo(visit.ws)
        assert visit.ws.store.count(EvidenceNote) == 0
        with pytest.raises(InputError, match="nothing to undo"):
            history.undo(visit.ws)
    finally:
        visit.end()


def test_it_is_private_and_gone_at_the_end(desk: AppDesk, home: Path) -> None:
    visit = practice.start(desk, "almo-2003")
    assert visit.folder.parent == home
    if sys.platform != "win32":
        assert stat.S_IMODE(visit.folder.stat().st_mode) == 0o700
    assert desk.settings.recent == ()
    visit.end()
    visit.end()
    assert list(home.iterdir()) == []


def test_it_ends_when_the_last_page_lets_go(desk: AppDesk) -> None:
    visit = practice.start(desk, "almo-2003")
    first, second = visit.hold(), visit.hold()
    assert not first()
    assert not first(), "letting go twice counts once"
    assert visit.folder.exists()
    assert second()
    assert not visit.folder.exists()


def test_what_a_crash_left_is_deleted_at_the_next_start(desk: AppDesk, home: Path) -> None:
    code = (
        "import os\n"
        "from tia_desktop.bootstrap import AppDesk\n"
        "from tia_desktop.services import practice, guided\n"
        "v = practice.start(AppDesk(), 'almo-2003')\n"
        "guided.answer(v.ws, v.check, guided.steps(v.ws, v.check)[0].asked, rating='ok')\n"
        "os._exit(9)\n"
    )
    assert run_python(code).returncode == 9
    assert [f.name for f in home.iterdir()] == ["1"]
    practice.clear_leftovers(desk)
    assert list(home.iterdir()) == []


def test_damaged_leftovers_go_too(desk: AppDesk, home: Path) -> None:
    for name, data in (("1", b""), ("2", b"SQLite format 3\0" + os.urandom(50))):
        (home / name).mkdir(parents=True)
        (home / name / practice.FILE).write_bytes(data)
    (home / "3").mkdir()
    practice.clear_leftovers(desk)
    assert list(home.iterdir()) == []


def test_one_that_is_open_in_another_window_stays(desk: AppDesk) -> None:
    visit = practice.start(desk, "almo-2003")
    other = practice.start(AppDesk(), "almo-2003")
    try:
        assert visit.folder.exists()
        assert other.folder != visit.folder
        assert len(guided.steps(visit.ws, visit.check)) == 3
    finally:
        other.end()
        visit.end()


def test_an_unknown_pack_leaves_nothing_behind(desk: AppDesk, home: Path) -> None:
    with pytest.raises(InputError):
        practice.start(desk, "no-such-pack")
    assert list(home.iterdir()) == []
