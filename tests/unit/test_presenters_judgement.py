"""The judgement's decisions, with the real store and without a window."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.helpers.shell import ShellLog
from tests.helpers.stores import fill_sample
from tia_desktop.bootstrap import AppDesk
from tia_desktop.domain.errors import StorageError
from tia_desktop.domain.records import Judgement, JudgementFinding
from tia_desktop.services import conclude
from tia_desktop.services.earlier_views import earlier_views
from tia_desktop.services.readiness import open_problems
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.screens.judgement import presenter as module
from tia_desktop.ui.screens.judgement.citing import Citing
from tia_desktop.ui.screens.judgement.presenter import JudgementPresenter

REASONS = {"j1": "Repairs are strong.", "j2": "The plan has dates."}


@pytest.fixture
def shell() -> ShellLog:
    return ShellLog()


@pytest.fixture(autouse=True)
def nothing_unsaved() -> Iterator[None]:
    """Choices that are not saved live as long as the program."""
    yield
    module._UNSAVED.clear()


def judging(ws: Workspace, shell: ShellLog) -> JudgementPresenter:
    return JudgementPresenter(ScreenContext(AppDesk(), shell, ws))


def two_findings(ws: Workspace) -> tuple[str, str]:
    one = conclude.record_finding(ws, "Urgent repairs are on time", "strength", ["j1.kq2"])
    two = conclude.record_finding(ws, "The plan has dates", "strength", ["j2.kq2"])
    return one, two


def test_nothing_is_chosen_and_nothing_is_suggested(ws: Workspace, shell: ShellLog) -> None:
    two_findings(ws)
    presenter = judging(ws, shell)
    assert presenter.sentence() == "Nobody has chosen a box yet."
    assert {choice.rating for choice in presenter.choices.values()} == {""}
    assert not any(choice.findings for choice in presenter.choices.values())


def test_the_sentence_and_the_line_of_the_pack(ws: Workspace, shell: ShellLog) -> None:
    presenter = judging(ws, shell)
    presenter.choose(["good", "promising"])
    assert presenter.sentence() == "Good service (2 stars), promising prospects. Meets the funding line."
    presenter.choose(["fair", "excellent"])
    assert presenter.sentence() == "Fair service (1 star), excellent prospects. Below the funding line."
    presenter.choose(["poor", "poor"])
    assert presenter.sentence() == "Poor service (no stars), poor prospects. Below the funding line."


def test_everything_that_is_missing_is_named_at_once(ws: Workspace, shell: ShellLog) -> None:
    presenter = judging(ws, shell)
    missing = presenter.missing({"j1": " ", "j2": ""})
    assert [(judgement, field) for judgement, field, _ in missing] == [
        ("j1", "rating"), ("j1", "reason"), ("j1", "findings"), ("j2", "reason"), ("j2", "findings"),
    ]  # fmt: skip


def test_saving_writes_both_judgements_with_the_findings_that_decided(ws: Workspace, shell: ShellLog) -> None:
    one, two = two_findings(ws)
    presenter = judging(ws, shell)
    presenter.choose(["good", "promising"])
    presenter.name_finding("j1", one, on=True)
    presenter.name_finding("j2", two, on=True)
    presenter.name_finding("j2", one, on=True)  # a matter may straddle both
    assert presenter.missing(REASONS) == []
    assert presenter.save(REASONS)
    stored = {j.id: (j.rating, j.reason) for j in ws.store.find(Judgement)}
    assert stored == {"j1": ("good", REASONS["j1"]), "j2": ("promising", REASONS["j2"])}
    named = {(link.judgement_id, link.finding_id) for link in ws.store.find(JudgementFinding)}
    assert named == {("j1", one), ("j2", two), ("j2", one)}
    assert not presenter.unsaved
    assert "Good service (2 stars)" in shell.notices()[0]


def test_a_reason_is_saved_while_it_is_typed_and_is_no_judgement(ws: Workspace, shell: ShellLog) -> None:
    presenter = judging(ws, shell)
    presenter.type_reason("j1", "Repairs are str")
    assert judging(ws, shell).reason("j1") == "Repairs are str"
    rules = {p.rule for p in open_problems(ws) if p.record_id == "j1"}
    assert rules == {"no-judgement"}


def test_a_choice_that_is_not_saved_outlives_the_page(ws: Workspace, shell: ShellLog) -> None:
    one, _ = two_findings(ws)
    presenter = judging(ws, shell)
    presenter.choose(["good", "promising"])
    presenter.name_finding("j1", one, on=True)
    again = judging(ws, shell)
    assert again.unsaved
    assert again.choices["j1"].rating == "good"
    assert again.choices["j1"].findings == {one}
    assert again.saved_words().startswith("Not saved yet")
    assert ws.store.count(Judgement) == 0


def test_taking_a_choice_back_leaves_nothing_unsaved(ws: Workspace, shell: ShellLog) -> None:
    fill_sample(ws)
    presenter = judging(ws, shell)
    named = next(iter(presenter.choices["j1"].findings))
    presenter.name_finding("j1", named, on=False)
    meanwhile = presenter.unsaved
    presenter.name_finding("j1", named, on=True)
    assert (meanwhile, presenter.unsaved) == (True, False)
    assert presenter.saved_words().startswith("Judged by Ruth, ")


def test_a_full_disk_keeps_the_choice(
    ws: Workspace, shell: ShellLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = two_findings(ws)
    presenter = judging(ws, shell)
    presenter.choose(["good", "promising"])
    presenter.name_finding("j1", one, on=True)
    presenter.name_finding("j2", two, on=True)

    def full(*_args: object, **_more: object) -> int:
        raise StorageError("The disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr(type(ws.store), "record", full)
        assert not presenter.save(REASONS)
    assert presenter.unsaved
    assert [str(error) for error in shell.errors] == ["The disk is full."]
    assert shell.retries == []  # the person saves again; nothing is judged behind their back
    assert presenter.save(REASONS)
    assert ws.store.count(Judgement) == 2
    assert not presenter.unsaved


def test_a_removed_finding_is_named_no_longer(ws: Workspace, shell: ShellLog) -> None:
    one, _ = two_findings(ws)
    presenter = judging(ws, shell)
    presenter.name_finding("j1", one, on=True)
    conclude.remove_finding(ws, one)
    presenter.load()
    assert presenter.choices["j1"].findings == set()


def test_findings_are_offered_by_judgement(ws: Workspace, shell: ShellLog) -> None:
    one, two = two_findings(ws)
    own, other = judging(ws, shell).own_and_other("j1")
    assert [line.finding.id for line in own] == [one]
    assert [line.finding.id for line in other] == [two]


def saved(ws: Workspace, shell: ShellLog) -> tuple[JudgementPresenter, str, str]:
    """Good and promising are judged; the findings that decided it."""
    one, two = two_findings(ws)
    presenter = judging(ws, shell)
    presenter.choose(["good", "promising"])
    presenter.name_finding("j1", one, on=True)
    presenter.name_finding("j2", two, on=True)
    assert presenter.save(REASONS)
    return presenter, one, two


def test_leaving_a_level_asks_what_changed_only_there(ws: Workspace, shell: ShellLog) -> None:
    presenter, _, _ = saved(ws, shell)
    presenter.choose(["fair", "promising"])
    assert [presenter.left(spec) for spec in presenter.specs] == ["Good", ""]
    assert [m[:2] for m in presenter.missing(REASONS)] == [("j1", "because")]
    presenter.type_why_left("j1", "We went back.")
    assert presenter.missing(REASONS) == []
    assert presenter.save(REASONS)
    (past,) = earlier_views(ws, "j1")
    assert (past.view.rating, past.view.because) == ("good", "We went back.")
    assert presenter.why_left("j1") == ""
    presenter.choose(["good", "promising"])
    assert presenter.left(presenter.specs[0]) == "Fair"


def test_what_follows_is_said_of_the_box_that_is_looked_at(ws: Workspace, shell: ShellLog) -> None:
    presenter = judging(ws, shell)
    assert presenter.follows() == []
    presenter.choose(["good", "uncertain"])
    assert [c.kind for c in presenter.follows()] == ["line_met", "talks", "clock", "score"]
    assert ws.store.count(Judgement) == 0


def test_findings_to_name_begin_with_those_that_decided(ws: Workspace, shell: ShellLog) -> None:
    presenter, one, two = saved(ws, shell)
    citing = Citing(presenter)
    assert [line.finding.id for line in citing.offered("j2", "")] == [two, one]
    assert [line.finding.id for line in citing.offered("j2", "f1")] == [one]
    assert [line.finding.id for line in citing.offered("j2", "TIME urgent")] == [one]
    assert citing.offered("j2", "xylophone") == []


def test_from_a_sentence_to_its_evidence(ws: Workspace, shell: ShellLog) -> None:
    presenter, one, two = saved(ws, shell)
    citing = Citing(presenter)
    text = "Plans are there (F2). Repairs too."
    assert citing.go_to_evidence("j1", text, 3)
    assert shell.calls[-1] == ("go", "findings", {"finding_id": two, "evidence": True})
    assert citing.go_to_evidence("j1", text, len(text))  # names none: the first that decided
    assert shell.calls[-1] == ("go", "findings", {"finding_id": one, "evidence": True})
    assert citing.spot() == ("j1", len(text))
    citing.forget_spot()
    assert citing.spot() == ("", 0)


def test_without_a_finding_there_is_nowhere_to_go(ws: Workspace, shell: ShellLog) -> None:
    citing = Citing(judging(ws, shell))
    assert not citing.go_to_evidence("j1", "F9 says so.", 2)
    assert "Nothing is named yet" in shell.notices()[0]
    assert not [call for call in shell.calls if call[0] == "go"]
