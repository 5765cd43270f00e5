"""A disk that refuses, a second window, a wrong moment: no words are lost and nothing is decided silently."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.a11y import settle
from tests.ui.conftest import OpenWindow
from tia_desktop import __main__ as program
from tia_desktop.bootstrap import AppDesk
from tia_desktop.domain.errors import InputError, LockedFileError, StorageError, TiaError
from tia_desktop.domain.records import Attachment, EvidenceNote, Finding, Judgement, RealityCheck
from tia_desktop.services import capture, conclude, history
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.main_window import MainWindow
from tia_desktop.ui.screens.capture.view import CapturePage
from tia_desktop.ui.screens.findings.editor_panel import EditorPanel
from tia_desktop.ui.screens.findings.view import FindingsPage
from tia_desktop.ui.screens.judgement.view import JudgementPage
from tia_desktop.ui.screens.note.view import NotePage
from tia_desktop.ui.widgets import Button, ChoiceRow

FULL = StorageError("The disk is full.")


@contextmanager
def refusing(
    monkeypatch: pytest.MonkeyPatch, ws: Workspace, error: TiaError = FULL, *, seal: bool = False
) -> Iterator[None]:
    """The store refuses to write."""

    def refuse(*_args: object, **_more: object) -> None:
        raise error

    with monkeypatch.context() as patch:
        for name in ("record", "type_text", *(["seal"] if seal else [])):
            patch.setattr(ws.store, name, refuse, raising=True)
        yield


def texts(ws: Workspace) -> list[str]:
    return [note.text for note in ws.store.find(EvidenceNote)]


def on_note(window: MainWindow, **arguments: str) -> NotePage:
    window.shell.go("note", **arguments)
    settle()
    page = window.shell.pages.page
    assert isinstance(page, NotePage)
    return page


def on_capture(window: MainWindow, visit: RealityCheck) -> CapturePage:
    window.shell.go("capture", check_id=visit.id, item_id="rc07.i01")
    settle()
    page = window.shell.pages.page
    assert isinstance(page, CapturePage)
    return page


def click(window: MainWindow, words: str) -> None:
    settle()
    found = next(b for b in window.shell.banners.findChildren(Button) if b.words() == words)
    assert found.isVisible()
    found.click()
    settle()


# ---- quick notes


def test_a_second_quick_note_begins_empty(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws)
    first = on_note(window)
    first._note.insertPlainText("first")
    first._done()
    settle()
    second = on_note(window)
    assert second._note.text() == ""
    second._note.insertPlainText("second")
    window.shell.go("overview")  # left by the menu, not by Save and close
    assert on_note(window)._note.text() == ""
    assert texts(ws) == ["first", "second"]


def test_larger_text_goes_on_with_the_same_quick_note(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws, px=None)
    on_note(window)._note.insertPlainText("wet stairs")
    window.shell.commands.larger_text()
    settle()
    page = window.shell.pages.page
    assert isinstance(page, NotePage)
    assert page._note.text() == "wet stairs"
    page._note.insertPlainText(" and floors")
    page.flush()
    assert len(texts(ws)) == 1


def test_keys_before_remove_do_not_bring_the_note_back(ws: Workspace, open_window: OpenWindow) -> None:
    note = capture.add_note(ws, capture.NoteDraft(text="old"))
    page = on_note(open_window(ws), note_id=note)
    page._note.insertPlainText("last keys")
    page._saver.dirty = True
    page._presenter.remove()
    settle()
    assert texts(ws) == []


# ---- leaving while the disk refuses


def test_the_page_with_unsaved_words_stays(
    ws: Workspace, visit: RealityCheck, open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(ws)
    page = on_capture(window, visit)
    assert page.panel is not None
    page.panel.note.insertPlainText("burnt bulbs")
    with refusing(monkeypatch, ws):
        window.shell.go("overview")
        assert window.shell.pages.page is page
        assert page.panel.note.text() == "burnt bulbs"
        assert window.shell.status.text() == "Not saved yet"
        assert any("This page stays open" in text for text in window.shell.banners.texts())
        assert not window.close()
        window.shell.saved()
        assert window.shell.status.text() == "Not saved yet"
    window.shell.unsaved.try_again()
    assert window.shell.banners.texts() == []
    assert texts(ws) == ["burnt bulbs"]
    window.shell.go("overview")
    assert window.shell.pages.visit.screen == "overview"


def test_who_wants_to_can_leave_all_the_same(
    ws: Workspace, open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(ws)
    page = on_note(window)
    page._note.insertPlainText("not worth it")
    with refusing(monkeypatch, ws):
        window.shell.go("overview")
        assert window.shell.pages.page is page
        click(window, "Leave without saving them")
        assert window.shell.pages.visit.screen == "overview"
        assert not window.shell.unsaved.waiting
    assert texts(ws) == []


def test_another_text_size_keeps_unsaved_words(
    ws: Workspace, open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(ws, px=None)
    page = on_note(window)
    page._note.insertPlainText("wet stairs")
    with refusing(monkeypatch, ws):
        window.shell.commands.larger_text()
        assert window.shell.pages.page is page
    window.shell.unsaved.try_again()
    settle()
    fresh = window.shell.pages.page
    assert isinstance(fresh, NotePage)
    assert fresh is not page
    assert fresh._note.text() == "wet stairs"


def test_another_inspection_is_not_opened_over_unsaved_words(
    ws: Workspace, desk: AppDesk, open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    other = tmp_path / "Other.tia"
    desk.new(other, pack_id="almo-2003", landlord="Other", authority_type="london").store.close()
    window = open_window(ws)
    on_note(window)._note.insertPlainText("wet stairs")
    with refusing(monkeypatch, ws):
        window.shell.commands.open_path(other)
        assert window.shell.workspace is ws
        late = desk.open(other)  # nobody holds it
        window.shell.opened(late)
        assert window.shell.workspace is ws
        desk.open(other).store.close()  # it was let go again
    window.shell.commands.open_path(other)
    assert window.shell.workspace is not None
    assert window.shell.workspace.store.path == other
    again = desk.open(ws.store.path)
    assert texts(again) == ["wet stairs"]
    again.store.close()


def test_a_place_that_cannot_be_stored_is_not_forgotten(
    ws: Workspace, visit: RealityCheck, open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(ws)
    page = on_capture(window, visit)
    page.place.setText("Block Z")
    with refusing(monkeypatch, ws):
        window.shell.go("overview")
        assert window.shell.pages.page is page
    window.shell.go("overview")
    assert ws.need(RealityCheck, visit.id).last_place == "Block Z"


# ---- trying again


def test_what_a_person_chose_is_not_overwritten_by_an_older_try(
    ws: Workspace, visit: RealityCheck, open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(ws)
    page = on_capture(window, visit)
    assert page.panel is not None
    old, new = (page.panel.question.scheme.choices[k].id for k in (-1, 0))
    with refusing(monkeypatch, ws):
        page._presenter.answers.rate(old)
        assert isinstance(page.panel.rating, ChoiceRow)
        assert page.panel.rating.value() == ""  # what is stored: nothing
        assert window.shell.banners.texts() == [FULL.sentence]
    assert not window.shell.unsaved.waiting
    page._presenter.answers.rate(new)
    window.shell.unsaved.try_again()
    assert [note.rating for note in ws.store.find(EvidenceNote)] == [new]


def test_a_photo_that_failed_is_not_added_later(
    ws: Workspace, visit: RealityCheck, open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(ws)
    page = on_capture(window, visit)
    with refusing(monkeypatch, ws):
        page._adding.take([("a.png", lambda: b"\x89PNG\r\n\x1a\n" + bytes(50))])
        page._adding.settle()
    window.shell.unsaved.try_again()
    assert [photo.name for photo in ws.store.find(Attachment) if photo.note_id] == []
    assert not window.shell.unsaved.waiting


def test_two_boxes_that_failed_are_both_saved(
    ws: Workspace, open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(ws)
    window.shell.go("judgement")
    page = window.shell.pages.page
    assert isinstance(page, JudgementPage)
    with refusing(monkeypatch, ws):
        for why, words in zip(page.whys, ("one", "two"), strict=True):
            why.words.insertPlainText(words)
        page.flush()
    window.shell.unsaved.try_again()
    assert not window.shell.unsaved.waiting
    assert {j.reason for j in ws.store.find(Judgement)} == {"one", "two"}


@pytest.mark.allow_log("a retry failed")
def test_a_try_that_breaks_does_not_go_on_for_ever(ws: Workspace, open_window: OpenWindow) -> None:
    window, worked = open_window(ws), list[str]()

    def broken() -> None:
        raise RuntimeError("this page is gone")

    window.shell.not_saved(FULL, broken)
    window.shell.not_saved(FULL, lambda: worked.append("saved"))
    window.shell.unsaved.try_again()
    assert worked == ["saved"]
    assert not window.shell.unsaved.waiting
    assert window.shell.banners.texts() == []


def test_a_file_that_is_busy_for_a_moment_loses_no_words(
    ws: Workspace, open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(ws)
    page = on_note(window)
    page._note.insertPlainText("short lock")
    with refusing(monkeypatch, ws, LockedFileError("Another program uses the file.")):
        assert not page.flush()
        assert page._saver.dirty
    window.shell.go("overview")
    assert texts(ws) == ["short lock"]


def test_words_the_store_refuses_stay_in_the_box(
    ws: Workspace, open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(ws)
    page = on_note(window)
    page._note.insertPlainText("odd words")
    with refusing(monkeypatch, ws, InputError("These words cannot be kept.")):
        window.shell.go("overview")
    assert window.shell.pages.page is page
    assert page._note.text() == "odd words"
    assert "These words cannot be kept." in window.shell.banners.texts()
    assert not window.shell.unsaved.waiting  # the next try would end in the same way


# ---- sealing that fails


def test_what_cannot_be_sealed_is_told_not_raised(
    ws: Workspace, open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    finding = conclude.record_finding(ws, "Dirty stairs", "weakness", ["j1.kq1"])
    window = open_window(ws)
    window.shell.go("judgement")
    page = window.shell.pages.page
    assert isinstance(page, JudgementPage)
    presenter = page._presenter
    presenter.choose(["good", "promising"])
    for spec in presenter.specs:
        presenter.name_finding(spec.id, finding, on=True)
    reasons = {spec.id: "Because" for spec in presenter.specs}
    with refusing(monkeypatch, ws, seal=True):
        assert not presenter.save(reasons)
        window.shell.commands.verify()
        window.shell.refresh()
        assert window.shell.banners.texts() == [FULL.sentence]
    assert presenter.save(reasons)
    history.undo(ws)
    assert [j.rating for j in ws.store.find(Judgement) if j.rating] == []  # both at once


def test_a_chosen_box_is_still_there_after_another_screen(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws)
    window.shell.go("judgement")
    page = window.shell.pages.page
    assert isinstance(page, JudgementPage)
    page._presenter.choose(["good", "promising"])
    window.shell.go("findings")
    window.shell.go("judgement", judgement_id="j2")
    again = window.shell.pages.page
    assert isinstance(again, JudgementPage)
    assert again is not page
    assert again.grid.value() is not None


# ---- a finding about which nothing was said


def writing(window: MainWindow, polarity: str) -> tuple[FindingsPage, EditorPanel]:
    window.shell.go("findings")
    page = window.shell.pages.page
    assert isinstance(page, FindingsPage)
    page._presenter.new_finding(polarity)
    settle()
    assert isinstance(page.panel, EditorPanel)
    page.panel.words.insertPlainText("No choice made")
    return page, page.panel


@pytest.mark.parametrize("polarity", ["", "strength"])
def test_a_finding_waits_for_the_persons_choice(
    ws: Workspace, open_window: OpenWindow, polarity: str
) -> None:
    window = open_window(ws)
    page, panel = writing(window, polarity)
    window.shell.go("overview")
    assert window.shell.pages.page is page
    assert ws.store.count(Finding) == 0
    assert "key question" in panel._question_error.text()
    assert ("strength or a weakness" in panel._question_error.text()) is not bool(polarity)
    panel._polarity.toggle("strength") if not polarity else None
    panel._questions.toggle("j1.kq2")
    [made] = ws.store.find(Finding)
    assert (made.text, made.polarity, made.status) == ("No choice made", "strength", "draft")
    window.shell.go("overview")
    assert window.shell.pages.visit.screen == "overview"


def test_words_without_a_choice_are_kept_when_the_program_has_to_end(
    ws: Workspace, open_window: OpenWindow
) -> None:
    window = open_window(ws)
    writing(window, "")
    window.shell.save_now()
    window.shell.save_now()
    assert ws.store.count(Finding) == 0
    assert texts(ws) == ["No choice made"]


# ---- logging out, and the command line


def test_logging_out_saves_what_is_typed(ws: Workspace, open_window: OpenWindow) -> None:
    window = open_window(ws)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    signal = "2commitDataRequest(QSessionManager&)"
    before = app.receivers(signal)
    program.save_before_logout(window)
    assert app.receivers(signal) == before + 1
    on_note(window)._note.insertPlainText("last words")
    window.shell.save_now()  # only a real session has the manager that comes with the signal
    assert texts(ws) == ["last words"]
    assert window.isVisible()  # the logout may still be called off


@pytest.mark.parametrize("size", ["foo", "12x", "x", "0x0", "1366x-5", "9999999999x800", "²00x500"])
def test_a_size_that_is_none_is_told_in_words(size: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        program._arguments(["--size", size])
    assert ended.value.code == 2
    assert "such as 1366x768" in capsys.readouterr().err


def test_a_size_is_read() -> None:
    assert program._arguments(["--size", "1366X768"]).size == (1366, 768)
