"""The walk bites: every fault planted here must be found, and nothing is found without it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QComboBox, QLabel, QMainWindow, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.a11y import contrast_problems, report, walk
from tests.ui.kit.gallery import Gallery, QuestionPage
from tests.ui.kit.stage import dress, on_stage
from tia_desktop.ui.tokens import BY_SCHEME
from tia_desktop.ui.widgets import FocusRing, Group, NoteEdit, Page, button, label

Plant = Callable[[QuestionPage], None]


def no_name(page: QuestionPage) -> None:
    page.add(NoteEdit(lines=1))


def no_button_name(page: QuestionPage) -> None:
    page.add(button(""))


def no_group_name(page: QuestionPage) -> None:
    page.rating.setAccessibleName("")


def unnamed_combo(page: QuestionPage) -> None:
    box = QComboBox()
    box.setAccessibleName("Show")
    page.add(box)


def no_role(page: QuestionPage) -> None:
    thing = QWidget()
    thing.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    thing.setAccessibleName("A thing")
    thing.setMinimumHeight(44)
    page.add(thing)


def repeats(page: QuestionPage) -> None:
    page.note.setAccessibleDescription("What did you see, hear or read?")


def hidden_label(page: QuestionPage) -> None:
    words = label("3 of 14 done")
    words.setAccessibleName("Progress")
    page.add(words)


def small(page: QuestionPage) -> None:
    page.rating.buttons()[0].setFixedHeight(20)


def trap(page: QuestionPage) -> None:
    page.note.setTabChangesFocus(False)


def unreachable(page: QuestionPage) -> None:
    """Tab jumps from the note past "How do you know?"."""

    def jump(_next: bool) -> bool:
        page.key_questions.chip("1").setFocus()
        return True

    page.note.focusNextPrevChild = jump  # type: ignore[method-assign]


def backwards(page: QuestionPage) -> None:
    QWidget.setTabOrder(page.key_questions.chip("6"), page.rating.buttons()[2])
    QWidget.setTabOrder(page.how.chip("saw"), page.note)


def many_stops(page: QuestionPage) -> None:
    for each in page.rating.buttons():
        each.setFocusPolicy(Qt.FocusPolicy.StrongFocus)


def clipped_label(page: QuestionPage) -> None:
    page.findChildren(QLabel)[-1].setFixedHeight(9)


def clipped_button(page: QuestionPage) -> None:
    words = button("Save everything and go on to the next question of this visit")
    words.setFixedSize(QSize(120, 44))
    page.add(words)


def clipped_paint(page: QuestionPage) -> None:
    page.rating.buttons()[1].setFixedWidth(40)


def too_wide(page: QuestionPage) -> None:
    wide = label("Wide", wrap=False)
    wide.setMinimumWidth(3000)
    page.add(wide)


def overlapping(page: QuestionPage) -> None:
    host = QWidget()
    box = QVBoxLayout(host)
    one, two = label("One"), label("Two")
    box.addWidget(one)
    box.addWidget(two)
    host.setMinimumHeight(80)
    page.add(host)
    page.overlap = (one, two)  # type: ignore[attr-defined]


FAULTS: list[tuple[Plant, str]] = [
    (no_name, "name"), (no_button_name, "name"), (no_group_name, "group-name"), (unnamed_combo, "name"),
    (no_role, "role"), (repeats, "description"), (hidden_label, "label-name"), (small, "target"),
    (trap, "trap"), (unreachable, "missed"), (backwards, "order"), (many_stops, "one-stop"),
    (clipped_label, "clipped"), (clipped_button, "clipped"), (clipped_paint, "clipped"),
    (too_wide, "sideways"),
]  # fmt: skip


@pytest.mark.parametrize(("plant", "rule"), FAULTS, ids=[plant.__name__ for plant, _ in FAULTS])
def test_planted_fault_is_found(qtbot: QtBot, plant: Plant, rule: str) -> None:
    dress(px=16)
    page = QuestionPage()
    plant(page)
    with on_stage(Gallery(page)) as window:
        problems = walk(window)
    assert rule in {p.rule for p in problems}, report(problems)


def test_overlap_is_found(qtbot: QtBot) -> None:
    dress(px=16)
    page = QuestionPage()
    overlapping(page)
    with on_stage(Gallery(page)) as window:
        one, two = page.overlap  # type: ignore[attr-defined]
        two.setGeometry(one.geometry())
        assert "overlap" in {p.rule for p in walk(window, tabs=False)}


def test_sticking_out_is_found(qtbot: QtBot) -> None:
    dress(px=16)
    page = QuestionPage()
    with on_stage(Gallery(page)) as window:
        page.note.move(page.note.x() + 500, page.note.y())
        assert "outside" in {p.rule for p in walk(window, tabs=False)}


def test_missing_ring_is_found(qtbot: QtBot) -> None:
    app = dress(px=16)
    ring = app.findChildren(FocusRing)[0]
    app.focusChanged.disconnect(ring._on_focus)
    try:
        with on_stage(Gallery(QuestionPage())) as window:
            assert "ring" in {p.rule for p in walk(window)}
    finally:
        app.focusChanged.connect(ring._on_focus)


def test_focus_out_of_view_is_found(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page's own scrolling is taken away; Qt shows only the caret of a tall text box."""
    dress(px=16)
    monkeypatch.setattr(Page, "show_widget", lambda *_: None)
    page = QuestionPage()
    page.note.setMinimumHeight(300)
    page.note.set_text("One line")
    with on_stage(Gallery(page), (1366, 500)) as window:
        assert "view" in {p.rule for p in walk(window)}


@pytest.mark.parametrize("name", list(BY_SCHEME))
def test_weak_contrast_is_found(name: str) -> None:
    tokens = dict(BY_SCHEME[name])
    assert contrast_problems(tokens) == []
    assert contrast_problems(tokens | {"muted": "#9A9A9A", "surface": "#A5A5A5"})
    assert contrast_problems(tokens | {"focus_out": tokens["bg"]})


def test_a_bare_window_has_no_problem(qtbot: QtBot) -> None:
    dress(px=16)
    window = QMainWindow()
    group = Group("Only one button")
    QVBoxLayout(group).addWidget(button("Go on"))
    window.setCentralWidget(group)
    with on_stage(window, (400, 300)):
        assert walk(window) == []
