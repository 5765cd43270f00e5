"""Answers from a file in the window: by keyboard to a kept survey, and nothing kept or lost on the way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from tests.ui.a11y import settle
from tests.ui.conftest import OpenWindow
from tests.ui.keys import ENTER, focused, press, tab_to, type_text, words_of
from tests.ui.survey_files import answers, file_page, keep, survey_check, wait, write
from tia_desktop.domain.records import EvidenceNote
from tia_desktop.domain.survey_records import Survey, SurveyResult
from tia_desktop.services import history
from tia_desktop.services.surveys import recount
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.main_window import MainWindow
from tia_desktop.ui.screens.survey.file_form import COMMENT, GROUP, WEIGHT
from tia_desktop.ui.screens.survey.file_page import FilePage
from tia_desktop.ui.screens.survey.results_page import ResultsPage

TAB = Qt.Key.Key_Tab


def pick(words: str) -> None:
    """Choose in the drop-down list that has the focus, as keys do: the first letters of the words."""
    combo = focused()
    assert isinstance(combo, QComboBox)
    place = next(k for k in range(combo.count()) if combo.itemText(k).startswith(words))
    while combo.currentIndex() != place:
        press(Qt.Key.Key_Down if combo.currentIndex() < place else Qt.Key.Key_Up)


def set_to(combo: QComboBox, key: str) -> None:
    combo.setCurrentIndex(combo.findData(key))


def texts(widget: QWidget) -> str:
    """Everything that stands on a page."""
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def known(page: FilePage) -> None:
    """Say what has to be said of every survey."""
    page.presenter.say("period", "2025/26")
    page.presenter.say("source", "The landlord, by post")


def page_of(window: MainWindow) -> object:
    settle(6)
    return window.shell.pages.page


# ---- the whole way by keyboard


def test_a_survey_comes_in_by_keyboard(
    ws: Workspace, open_window: OpenWindow, tmp_path: Path, choose: Callable[[Path], None]
) -> None:
    window = open_window(ws)
    page = file_page(window, ws)
    rows = answers(60)
    rows[4][5] = "so so"
    choose(write(tmp_path, rows, "tenants.csv"))
    tab_to("Choose a file…")
    press(ENTER)
    wait(window)
    assert focused() is page.card.lines["period"]
    type_text("2025/26")
    tab_to("Who asked them?")
    type_text("The landlord, by post")
    tab_to("Rented homes in all")
    type_text("1,240")
    tab_to("Ward")
    pick("A group to count by")
    tab_to("“so so”")
    pick("Neither")
    tab_to("Count the answers")
    press(ENTER)
    wait(window)
    shown = texts(page)
    assert "The answers of 60 people" in shown
    assert "Tenant name: Its name says that it is about a person or a home." in shown
    assert ws.store.find(Survey) == []  # nothing is kept yet
    assert words_of(focused()) != "Keep this survey"  # who presses Enter twice has not read it
    tab_to("Keep this survey")
    press(ENTER)
    wait(window)
    assert isinstance(page_of(window), ResultsPage)
    (survey,) = ws.store.find(Survey)
    assert (survey.period, survey.row_count, survey.title) == ("2025/26", 60, "tenants")
    assert recount(ws, survey.id) == []
    totals = ws.store.find(SurveyResult, question_id="TP01", group_column="", tenure="rented")
    assert [r.population for r in totals] == [1_240]
    assert totals[0].unknown == 0  # “so so” was said to be an answer
    assert ws.store.find(SurveyResult, question_id="TP01", group_column="Ward") != []
    assert ws.store.find(EvidenceNote) == []
    history.undo(ws)
    assert ws.store.find(Survey) == []


# ---- what is refused


def test_without_its_facts_nothing_is_counted(ws: Workspace, open_window: OpenWindow, tmp_path: Path) -> None:
    window = open_window(ws)
    page = file_page(window, ws)
    page.take(write(tmp_path, answers(40)))
    wait(window)
    page.presenter.count()
    settle()
    assert page.card.refusal().startswith("Say when people were asked")
    assert focused() is page.card.lines["period"]
    page.card.homes["rented"].setFocus()
    known(page)
    page.presenter.show()
    type_text("many")
    page.presenter.count()
    settle()
    assert page.card.refusal().startswith("“many” is no number of homes")
    assert focused() is page.card.homes["rented"]
    assert not window.shell.jobs.busy()
    assert ws.store.find(Survey) == []


def test_a_file_whose_columns_name_no_question_is_told_in_words_of_the_page(
    ws: Workspace, open_window: OpenWindow, tmp_path: Path
) -> None:
    window = open_window(ws)
    page = file_page(window, ws)
    (tmp_path / "odd.csv").write_text(
        "How was it?,Estate\nHappy,North\nVery satisfied,South\n", encoding="utf-8"
    )
    page.take(tmp_path / "odd.csv")
    wait(window)
    known(page)
    page.presenter.choose("roles", "Estate", GROUP)
    page.presenter.count()
    settle()
    assert page.card.refusal().startswith("No column is a question yet. Beside each column")
    page.presenter.choose("roles", "How was it?", "TP01")
    page.presenter.say("tenure", "rented")
    page.presenter.count()
    wait(window)
    assert "say what their words mean" in texts(page)


def test_a_file_that_cannot_be_read_is_said_and_what_was_shown_stays(
    ws: Workspace, open_window: OpenWindow, tmp_path: Path
) -> None:
    window = open_window(ws)
    page = file_page(window, ws)
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 cut off")
    page.take(broken)
    wait(window)
    assert page._refused.words()
    page.take(write(tmp_path, answers(40)))
    wait(window)
    assert page.presenter.form() is not None
    assert page._refused.words() == ""


def test_the_same_answers_twice_are_refused_and_the_preview_stays(
    ws: Workspace, open_window: OpenWindow
) -> None:
    keep(ws, survey_check(ws), 40)
    window = open_window(ws)
    page = file_page(window, ws)
    page.take(ws.store.path.parent / "survey 40.csv")
    wait(window)
    known(page)
    page.presenter.choose("roles", "Ward", GROUP)
    page.presenter.choose("roles", "Had a repair in the last 12 months?", "TP02.repair")
    page.presenter.count()
    wait(window)
    page.presenter.keep()
    settle()
    assert "These answers are here already" in page._coming_refused.words()
    assert ws.store.count(Survey) == 1
    page.presenter.change()
    settle()
    assert page.card.isVisible()
    assert page.card.lines["source"].text() == "The landlord, by post"


def test_two_columns_for_one_thing_are_asked_about(
    ws: Workspace, open_window: OpenWindow, tmp_path: Path
) -> None:
    rows = [[*row, row[-1], row[5]] for row in answers(40)]
    rows[0][-2:] = ["Weight 2", "TP01 again"]
    window = open_window(ws)
    page = file_page(window, ws)
    page.take(write(tmp_path, rows))
    wait(window)
    form = page.presenter.form()
    assert form is not None
    doubts = {row.name: row.doubt for row in form.columns if row.doubt}
    assert (
        doubts["TP01"] == doubts["TP01 again"] == "More than one column could be TP01. Say which one it is."
    )
    assert "weight" in doubts["Weight"]
    known(page)
    for name in ("Weight", "Weight 2"):
        page.presenter.choose("roles", name, WEIGHT)
    page.presenter.count()
    settle()
    assert page.card.refusal() == "Two columns are weights. Choose one of them."
    page.presenter.choose("roles", "Weight 2", "")
    for name in ("TP01", "TP01 again"):
        page.presenter.choose("roles", name, "TP01")
    page.presenter.count()
    wait(window)
    assert "could each be TP01" in page.card.refusal()
    page.presenter.choose("roles", "TP01 again", "")
    page.presenter.count()
    wait(window)
    page.presenter.keep()
    assert ws.store.find(SurveyResult, question_id="TP01")[0].weighted


# ---- what stays behind, and what is remembered


def test_what_is_personal_stays_behind_until_somebody_insists(
    ws: Workspace, open_window: OpenWindow, tmp_path: Path
) -> None:
    rows = answers(60)
    rows[0][3] = "Age"
    window = open_window(ws)
    page = file_page(window, ws)
    page.take(write(tmp_path, rows))
    wait(window)
    shown = texts(page.card)
    assert shown.count("It is left behind.") == 3  # the name, the age, and comments with phone numbers
    assert "Person 1" not in shown
    page.presenter.choose("roles", "Age", GROUP)
    page.presenter.choose("roles", "Comment", COMMENT)
    settle()
    assert texts(page.card).count("You use it. Use only what the survey needs.") == 2
    known(page)
    page.presenter.count()
    wait(window)
    assert "comments become notes" in texts(page)
    assert "stays behind. It holds a phone number." in texts(page)
    page.presenter.keep()
    column = rows[0].index("Comment")
    said = {row[column] for row in rows[1:]} - {""}
    assert {note.text for note in ws.store.find(EvidenceNote)} == {w for w in said if "020" not in w} != said


def test_a_group_whose_cells_name_people_is_refused(
    ws: Workspace, open_window: OpenWindow, tmp_path: Path
) -> None:
    rows = answers(40)
    rows[30][3] = "ann@example.org"
    window = open_window(ws)
    page = file_page(window, ws)
    page.take(write(tmp_path, rows))
    wait(window)
    assert "It holds an e-mail address. It is left behind." in texts(page.card)
    known(page)
    page.presenter.choose("roles", "Ward", GROUP)
    page.presenter.count()
    wait(window)
    assert page.card.refusal().startswith("“Ward” names people. It holds an e-mail address.")


def test_what_was_typed_is_there_when_one_comes_back(
    ws: Workspace, open_window: OpenWindow, tmp_path: Path
) -> None:
    window = open_window(ws)
    page = file_page(window, ws)
    page.take(write(tmp_path, answers(40)))
    wait(window)
    type_text("2024/25")
    page.presenter.choose("roles", "Ward", GROUP)
    window.shell.go("overview")
    settle()
    again = file_page(window, ws)
    assert again is not page
    assert again.card.lines["period"].text() == "2024/25"
    form = again.presenter.form()
    assert form is not None
    assert next(row.role for row in form.columns if row.name == "Ward") == GROUP
    again.presenter.close()
    settle()
    assert again.choose_file.isVisible()
    assert file_page(window, ws).presenter.form() is None
    assert ws.store.find(Survey) == []


def test_what_is_read_for_a_page_that_has_gone_is_told_nobody(
    ws: Workspace, open_window: OpenWindow, tmp_path: Path
) -> None:
    window = open_window(ws)
    page = file_page(window, ws)
    page.take(write(tmp_path, answers(400)))
    wait(window)
    known(page)
    page.presenter.count()
    window.shell.go("overview")
    wait(window)
    assert ws.store.find(Survey) == []


def test_cancel_keeps_nothing_and_loses_nothing(
    ws: Workspace, open_window: OpenWindow, tmp_path: Path
) -> None:
    window = open_window(ws)
    page = file_page(window, ws)
    page.take(write(tmp_path, answers(9_000)))
    wait(window)
    known(page)
    before = page.presenter.form()
    page.presenter.count()
    for job in window.shell.jobs._jobs:
        job.cancel()
    wait(window)
    assert page.coming.isHidden()
    assert page.presenter.form() == before
    page.presenter.count()  # and they can be counted after all
    wait(window)
    assert "The answers of 9,000 people" in texts(page)
    assert ws.store.find(Survey) == []


def test_a_dropped_file_is_looked_at(ws: Workspace, open_window: OpenWindow, tmp_path: Path) -> None:
    from PySide6.QtCore import QMimeData, QPoint, QUrl
    from PySide6.QtGui import QDragEnterEvent, QDropEvent

    window = open_window(ws)
    page = file_page(window, ws)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(write(tmp_path, answers(40))))])
    how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(QPoint(5, 5), *how)
    QGuiApplication.sendEvent(page, enter)
    assert enter.isAccepted()
    QGuiApplication.sendEvent(page, QDropEvent(QPoint(5, 5), *how))
    wait(window)
    assert page.presenter.form() is not None


# ---- other tables


def test_numbers_need_their_meaning(ws: Workspace, open_window: OpenWindow, tmp_path: Path) -> None:
    rows = [["TP01", "Tenure"], *([str(n % 5 + 1), "LCRA"] for n in range(40))]
    window = open_window(ws)
    page = file_page(window, ws)
    page.take(write(tmp_path, rows))
    wait(window)
    form = page.presenter.form()
    assert form is not None
    assert form.has_numbers
    assert page.card.numbers.isVisible()
    known(page)
    page.presenter.count()
    wait(window)
    assert "None of 40 answers" in page.card.refusal()
    set_to(page.card.numbers, "best-first")
    settle()
    form = page.presenter.form()
    assert form is not None
    assert form.words == ()
    assert page.card.numbers.isVisible()
    page.presenter.count()
    wait(window)
    assert "40 answers" in texts(page)


def test_counts_come_in_too_with_whose_homes_they_are_about(
    ws: Workspace, open_window: OpenWindow, tmp_path: Path
) -> None:
    rows = [["Question", "Kind", "Very satisfied", "Neither", "Area"]]
    rows += [["TP01", "LCRA", "20.5", "14", ""], ["TP05", "LCHO", "20", "14", ""]]
    window = open_window(ws)
    page = file_page(window, ws)
    page.take(write(tmp_path, rows))
    wait(window)
    form = page.presenter.form()
    assert form is not None
    assert (form.is_counted, form.asks_tenure) == (True, True)
    assert [row.fixed for row in form.columns] == [
        "The question",
        "",
        "How many gave this answer",
        "How many gave this answer",
        "",
    ]
    known(page)
    page.presenter.count()
    wait(window)
    assert "Say whose answers these are" in page.card.refusal()
    page.presenter.choose("roles", "Kind", "tenure")
    page.card.weighted.setChecked(True)
    settle()
    assert not page.card.tenure.isVisible()
    page.presenter.count()
    wait(window)
    page.presenter.keep()
    found = {(r.tenure, r.question_id): r for r in ws.store.find(SurveyResult)}
    assert found["rented", "TP01"].counts == '{"very_satisfied": 20.5, "neither": 14}'
    assert found["shared", "TP05"].weighted


def test_the_questions_of_the_file_choose_their_set(
    ws: Workspace, open_window: OpenWindow, tmp_path: Path
) -> None:
    head = ["Overall satisfaction", "Value for money of rent", "Condition of home", "Other"]
    rows = [head, *(["Very satisfied", "Fairly satisfied", "Neither", "x"] for _ in range(40))]
    window = open_window(ws)
    page = file_page(window, ws)
    page.take(write(tmp_path, rows))
    wait(window)
    form = page.presenter.form()
    assert form is not None
    assert form.set_id == "status"
    assert not form.asks_tenure
    set_to(page.card.set_id, "tsm")
    settle()
    form = page.presenter.form()
    assert form is not None
    assert (form.set_id, form.asks_tenure) == ("tsm", True)
    assert page.card.tenure.isVisible()


def test_many_columns_come_some_at_a_time(ws: Workspace, open_window: OpenWindow, tmp_path: Path) -> None:
    head = ["TP01", *(f"Column {n}" for n in range(70))]
    window = open_window(ws)
    page = file_page(window, ws)
    page.take(write(tmp_path, [head, *(["Very satisfied", *("x" * 70)] for _ in range(12))]))
    wait(window)
    assert page.card.columns.combo("Column 28") is not None
    assert page.card.columns.combo("Column 29") is None
    tab_to("Show 30 more")
    press(ENTER)
    assert focused() is page.card.columns.combo("Column 29")
    tab_to("Show 11 more")
    press(ENTER)
    assert page.card.columns.combo("Column 69") is not None


def test_names_that_turn_the_writing_round_are_shown_with_their_signs(
    ws: Workspace, open_window: OpenWindow, tmp_path: Path
) -> None:
    window = open_window(ws)
    page = file_page(window, ws)
    path = tmp_path / "answers\u202egnp.csv"
    path.write_bytes("TP01,Ward\u202edrawA\n".encode() + b"Very sa\xe2\x80\xaetisfied,A\n" * 12)
    page.take(path)
    wait(window)
    shown = "\n".join(each.text() for each in page.findChildren(QLabel))
    assert "\u202e" not in shown
    assert "answers\\u202egnp.csv" in shown
    assert "Ward\\u202edrawA" in shown
    assert "Very sa\\u202etisfied" in shown
