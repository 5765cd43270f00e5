"""The page of one check: answers from ODK are looked at, come in by keyboard, and undo takes them out."""

from __future__ import annotations

import csv
import hashlib
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from tests.helpers.form_walks import source_of
from tests.ui.a11y import settle
from tests.ui.conftest import OpenWindow
from tests.ui.figures_pages import LONG_NAME, answers_opened, answers_zip, check_page
from tests.ui.keys import CTRL, ENTER, focused, press, tab_to, tab_to_widget, words_of
from tests.ui.sample_pages import wait
from tests.unit.test_form_checks import SOURCE
from tia_desktop.domain.records import Attachment, EvidenceNote, RealityCheck
from tia_desktop.importers.xlsform import read_xlsform
from tia_desktop.services import capture, guided, plan, team
from tia_desktop.services.form_import import Source, keep_checklist
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.main_window import MainWindow
from tia_desktop.ui.screens.answers.view import AnswersPage
from tia_desktop.ui.screens.plan.check_page import CheckPage
from tia_desktop.ui.widgets import WrapButton

FORMS, EXPORTS = "data/c2-xlsform-onadata", "data/c2-odk-exports-onadata"


@pytest.fixture
def choose(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Say which files the next dialogs give."""

    def will_choose(*paths: Path) -> None:
        names = [str(path) for path in paths]
        monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_, **__: (names, ""))
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (names[0], ""))

    return will_choose


def over(window: MainWindow) -> None:
    """Let the worker and the steps in the window come to their end."""
    wait(window)
    settle(20)


def bring(window: MainWindow, page: CheckPage, *paths: Path) -> None:
    """Bring answers in as the buttons do."""
    page.answers.take(paths)
    over(window)
    page.answers._keep()
    over(window)


def of_form(ws: Workspace, source: Source, kind: str = "rc07") -> str:
    return keep_checklist(ws, source, kind=kind, title="Elm Park").check_id


def test_an_archive_with_photos_comes_in_by_keyboard_and_undo_takes_it_out(
    ws: Workspace, open_window: OpenWindow, shared_data: Path, choose: Callable[..., None]
) -> None:
    (archive,) = shared_data.glob(f"{EXPORTS}/*bulk_submission.zip")
    choose(archive)
    check = of_form(ws, source_of(shared_data / FORMS / "logger__fixtures__tutorial__tutorial.xlsx"))
    window = open_window(ws)
    page = check_page(window, check)
    tab_to("Bring in answers")
    press(ENTER)
    over(window)
    looked = page.answers._presenter.looked_at()
    assert looked is not None
    assert looked.words == "2 filled-in forms with 10 notes and 2 photos"
    assert looked.problems == ()
    assert ws.store.count(EvidenceNote) == 0  # nothing is kept by looking
    assert focused() is page.answers.keep
    press(ENTER)
    over(window)
    assert ws.store.count(EvidenceNote) == 10
    with zipfile.ZipFile(archive) as inside:
        theirs = {hashlib.sha256(inside.read(n)).hexdigest() for n in inside.namelist() if n.endswith(".jpg")}
    assert {a.sha256 for a in ws.store.find(Attachment) if a.note_id} == theirs
    assert {hashlib.sha256(ws.store.get_blob(digest)).hexdigest() for digest in theirs} == theirs
    came = page.answers._presenter.came()
    assert came is not None
    assert came.words == "2 filled-in forms with 10 notes and 2 photos came in."
    assert [title for _, title in came.checks] == ["Elm Park", "Elm Park – 2"]
    assert focused() is page.answers.choose
    first = page.answers.findChildren(WrapButton)[0]
    tab_to_widget(first)
    press(ENTER)
    assert isinstance(window.shell.pages.page, AnswersPage)
    window.shell.go("back")
    settle()
    press("z", CTRL)
    settle()
    assert (ws.store.count(EvidenceNote), len(ws.store.find(RealityCheck))) == (0, 2)
    page = check_page(window, check)
    assert page.answers._presenter.came() is None


def test_what_does_not_fit_is_seen_before_anything_is_kept(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws)
    page = answers_opened(window, ws)
    looked = page.answers._presenter.looked_at()
    assert looked is not None
    assert looked.words == "4 filled-in forms with 8 notes"
    left_behind = "Left behind, about the person or the telephone: start"
    assert looked.facts == (left_behind, "1 other file is left alone.")
    assert "home.csv, row 3: “many” does not fit “people”. It is kept as words." in looked.problems
    assert "home.csv, row 2 and 3 more places: The form has no question “colour1”." in looked.problems
    tab_to("Show 2 more")
    press(ENTER)
    assert all(
        any(words.endswith(problem) for words in _labels(page)) for problem in looked.problems
    )  # one by one
    tab_to("Cancel")
    press(ENTER)
    assert page.answers._presenter.looked_at() is None
    assert ws.store.count(EvidenceNote) == 0
    assert focused() is page.answers.choose


def _labels(page: CheckPage) -> list[str]:
    from PySide6.QtWidgets import QLabel

    return [each.text().replace("\u200b", "") for each in page.answers.findChildren(QLabel)]


def test_what_is_here_already_and_who_has_not_agreed_is_said(
    ws: Workspace, open_window: OpenWindow, tmp_path: Path
) -> None:
    window = open_window(ws)
    page = check_page(window, of_form(ws, SOURCE, "home-visit"))
    bring(window, page, answers_zip(tmp_path))
    came = page.answers._presenter.came()
    assert came is not None
    assert "Nobody wrote down who agreed: 4 checks stay open for that." in came.facts
    page.answers.take([answers_zip(tmp_path)])
    over(window)
    looked = page.answers._presenter.looked_at()
    assert looked is not None
    assert "4 filled-in forms are here already." in looked.facts
    assert not page.answers._presenter.can_keep
    assert page.answers.keep is not None
    assert not page.answers.keep.isEnabled()
    assert focused() is page.answers.cancel


def test_a_form_without_answers_is_said(ws: Workspace, open_window: OpenWindow, shared_data: Path) -> None:
    window = open_window(ws)
    form = source_of(shared_data / FORMS / "main__transportation__transportation.xlsx")
    page = check_page(window, of_form(ws, form))
    (path,) = shared_data.glob(f"{EXPORTS}/*main*transportation__transportation.csv")
    page.answers.take([path])
    over(window)
    looked = page.answers._presenter.looked_at()
    assert looked is not None
    assert looked.words.startswith("3 filled-in forms")
    assert any("Nothing in it was answered" in problem for problem in looked.problems)


@pytest.mark.parametrize(
    ("form", "exports", "checks"),
    [
        ("logger__fixtures__tutorial__tutorial.xlsx", "apps__logger__*__instances__*2012*.xml", 8),
        ("main__csv_export__tutorial_w_repeats.xlsx", "*csv_export__tutorial_w_repeats.csv", 1),
        ("logger__childrens_survey.xlsx", "*fixtures__csvs__*.csv", 1),
        ("api__forms__tutorial__tutorial.xlsx", "*utils__fixtures__good.csv", 9),
    ],
)
def test_real_exports_come_in(
    ws: Workspace, open_window: OpenWindow, shared_data: Path, form: str, exports: str, checks: int
) -> None:
    window = open_window(ws)
    check = of_form(ws, source_of(shared_data / FORMS / form))
    before = ws.store.count(RealityCheck)
    page = check_page(window, check)
    bring(window, page, *sorted((shared_data / EXPORTS).glob(exports)))
    came = page.answers._presenter.came()
    assert came is not None
    assert len(came.checks) == checks
    assert ws.store.count(RealityCheck) == before + checks - 1
    assert all(ws.store.count(EvidenceNote, check_id=check_id) for check_id, _ in came.checks)


# ---- our own checklist, there and back


def test_our_own_checklist_goes_out_is_filled_in_and_comes_back(
    ws: Workspace, open_window: OpenWindow, tmp_path: Path, choose: Callable[..., None]
) -> None:
    check = plan.add_check(ws, "rc07", "Ash Court", place="Block C")
    workbook = tmp_path / "Ash Court.xlsx"
    choose(workbook.with_suffix(""))  # the ending is added
    window = open_window(ws)
    page = check_page(window, check)
    tab_to("Save this checklist for ODK or Kobo")
    press(ENTER)
    over(window)
    saved = page.checklist._presenter.saved()
    assert saved is not None
    assert saved.title.startswith("Saved as “Ash Court.xlsx”: ")
    (loss,) = saved.losses
    assert "“How many lights are not working?”" in loss
    form = read_xlsform(workbook).form
    at = {q.name: q.path.replace("blocks/", "blocks[1]/") for q in form.questions()}
    item = next(i for i in ws.pack.template("rc07").items if i.answer == "yes_no_na")
    name = item.id.replace(".", "_")
    answers = tmp_path / "answers.csv"
    with answers.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["meta/instanceID", at[name], at[f"{name}_words"]])
        writer.writerow(["uuid:1", "no", "The lobby smells."])
    choose(answers)
    tab_to("Bring in answers")
    press(ENTER)
    over(window)
    assert words_of(focused()) == "Bring them in"
    press(ENTER)
    over(window)
    (note,) = ws.store.find(EvidenceNote, check_id=check)
    assert (note.item_id, note.rating, note.text) == (item.id, "no", "The lobby smells.")
    steps = [s for s in guided.steps(ws, ws.need(RealityCheck, check)) if s.done]
    assert [s.item.id for s in steps] == [item.id]


def test_what_cannot_be_saved_says_why(
    ws: Workspace, visit: RealityCheck, open_window: OpenWindow, tmp_path: Path, choose: Callable[..., None]
) -> None:
    choose(tmp_path / "not there" / "form.xlsx")
    window = open_window(ws)
    page = check_page(window, visit.id)
    page.checklist._ask_save()
    over(window)
    assert page.checklist._refused.words()
    assert page.checklist._presenter.saved() is None
    choose(tmp_path / f"{LONG_NAME}.xlsx")
    page.checklist._ask_save()
    over(window)
    assert page.checklist._presenter.saved() is not None
    keep_checklist(ws, SOURCE, check_id=visit.id)
    settle()
    assert page.checklist._presenter.saved() is None  # it was another checklist


# ---- nothing by halves


def test_answers_are_prepared_again_when_something_was_written_meanwhile(
    ws: Workspace, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    page = answers_opened(window, ws)
    capture.add_note(ws, capture.NoteDraft(text="The ramp was blocked.", check_id=page.presenter.check.id))
    page.answers._keep()
    over(window)
    came = page.answers._presenter.came()
    assert came is not None
    assert [title for _, title in came.checks] == [
        "Elm Park – 2",
        "Elm Park – 3",
        "Elm Park – 4",
        "Elm Park – 5",
    ]
    assert ws.store.count(EvidenceNote, check_id=page.presenter.check.id) == 1


def test_cancel_and_leaving_keep_nothing(
    ws: Workspace, open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(ws)
    page = answers_opened(window, ws)
    page.answers._presenter.begin(page.answers.fill, page.answers._refuse, page.answers._ended)
    assert page.answers.cancel is not None
    page.answers.cancel.click()
    over(window)
    assert page.answers._presenter.looked_at() is not None  # they can be brought in again
    assert focused() is page.answers.keep
    said: list[str] = []
    monkeypatch.setattr(window.shell, "show_notice", said.append)
    page.answers._keep()
    window.shell.go("overview")
    over(window)
    assert said == ["The answers did not come in: you left the page before."]
    assert ws.store.count(EvidenceNote) == 0
    page = check_page(window, page.presenter.check.id)
    page.answers.take([answers_zip(ws.store.path.parent)])
    window.shell.go("overview")  # while the worker reads
    over(window)
    assert ws.store.count(EvidenceNote) == 0


def test_a_photo_that_was_changed_meanwhile_stops_everything(
    ws: Workspace, open_window: OpenWindow, shared_data: Path, tmp_path: Path
) -> None:
    (archive,) = shared_data.glob(f"{EXPORTS}/*bulk_submission.zip")
    mine = tmp_path / "mine.zip"
    shutil.copyfile(archive, mine)
    check = of_form(ws, source_of(shared_data / FORMS / "logger__fixtures__tutorial__tutorial.xlsx"))
    window = open_window(ws)
    page = check_page(window, check)
    page.answers.take([mine])
    over(window)
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(tmp_path / "new.zip", "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name) + (b"x" if name.endswith(".jpg") else b""))
    (tmp_path / "new.zip").replace(mine)
    page.answers._keep()
    over(window)
    assert "was changed meanwhile" in page.answers._refused.words()
    assert ws.store.count(EvidenceNote) == 0
    mine.unlink()
    page.answers._keep()
    over(window)
    assert page.answers._refused.words()
    assert ws.store.count(EvidenceNote) == 0
    assert focused() is page.answers.keep


def test_files_that_are_no_answers_and_a_file_that_takes_no_changes(
    ws: Workspace, visit: RealityCheck, open_window: OpenWindow, tmp_path: Path
) -> None:
    window = open_window(ws)
    page = check_page(window, visit.id)
    path = tmp_path / "list.csv"
    path.write_text("a,b\n1,2\n", "utf-8")
    page.answers.take([path])
    over(window)
    assert "is no export of ODK, Kobo or Ona" in page.answers._refused.words()
    page = answers_opened(window, ws)
    ws.store.read_only_reason = "Only for looking."  # type: ignore[misc]
    page.answers._keep()
    over(window)
    assert page.answers._refused.words() == "Only for looking."
    ws.store.read_only_reason = ""  # type: ignore[misc]


def test_nobody_brings_answers_about_their_own_landlord(
    ws: Workspace, visit: RealityCheck, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    page = check_page(window, visit.id)
    team.add_member(ws, ws.author, "tia")
    team.declare_own_landlord(ws, ws.author)
    page.answers.take([answers_zip(ws.store.path.parent)])
    over(window)
    assert page.answers._presenter.looked_at() is None
    assert page.answers._refused.words()


def test_a_form_with_other_questions_is_seen_to_be_another_form(
    ws: Workspace, open_window: OpenWindow, tmp_path: Path
) -> None:
    window = open_window(ws)
    other = replace(SOURCE, form=replace(SOURCE.form, items=SOURCE.form.items[:2]))
    page = check_page(window, of_form(ws, other))
    page.answers.take([answers_zip(tmp_path, 1)])
    over(window)
    assert not page.answers._presenter.can_keep
    looked = page.answers._presenter.looked_at()
    assert looked is not None
    assert "Is it from another form?" in looked.problems[-1]
    assert focused() is page.answers.cancel
