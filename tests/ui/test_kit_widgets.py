"""How the kit's widgets behave under keys, mouse and hostile text."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QListWidget, QSplitter, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.a11y import said, settle
from tests.ui.kit.gallery import Notes, ratings, steps
from tests.ui.kit.stage import dress, on_stage
from tia_desktop.ui.theme import TARGET, em
from tia_desktop.ui.widgets import (
    Button,
    CheckBox,
    ChipGroup,
    ChoiceRow,
    ComboBox,
    DataTable,
    ErrorSummary,
    FocusRing,
    Footer,
    LabeledField,
    NoteEdit,
    Page,
    ProgressStrip,
    StatusLabel,
    StepList,
    button,
    flow,
    label,
    line_edit,
)
from tia_desktop.ui.widgets.forms import HUGE_PASTE

HOSTILE = '<b>bold</b> & "quoted" <img src="/etc/hostname"> &amp;'


@pytest.fixture(autouse=True)
def _dressed(qtbot: QtBot) -> None:
    dress(px=16)


def press(key: Qt.Key) -> None:
    """Press a key on whatever has the focus."""
    here = QApplication.focusWidget()
    assert here is not None
    QTest.keyClick(here, key)


def _holding(*widgets: QWidget) -> QWidget:
    window = QWidget()
    box = QVBoxLayout(window)
    for widget in widgets:
        box.addWidget(widget)
    return window


def test_text_is_literal_everywhere() -> None:
    words = label(HOSTILE)
    assert words.textFormat() == Qt.TextFormat.PlainText
    assert said(words)[0] == HOSTILE
    save = button(HOSTILE)
    assert save.words() == HOSTILE
    assert said(save)[0] == HOSTILE
    assert save.shortcut().isEmpty()  # no mnemonic from the ampersand
    editor = line_edit()
    field = LabeledField("Bricks & mortar", editor)
    assert said(editor)[0] == "Bricks & mortar"
    assert field.error() == ""
    for each in (CheckBox(HOSTILE),):
        assert said(each)[0] == HOSTILE


class TestChoiceRow:
    def test_digits_choose_and_enter_confirms(self, qtbot: QtBot) -> None:
        row = ChoiceRow("Question 4 of 14", ratings())
        with on_stage(_holding(row)):
            row.focus_choice()
            with qtbot.waitSignal(row.changed) as changed:
                press(Qt.Key.Key_3)
            assert changed.args == ["weak"]
            assert QApplication.focusWidget() is row.buttons()[2]
            with qtbot.waitSignal(row.confirmed) as confirmed:
                press(Qt.Key.Key_Return)
            assert confirmed.args == ["weak"]

    @pytest.mark.parametrize("enter", [Qt.Key.Key_Enter, Qt.Key.Key_Return])
    def test_enter_on_an_unchosen_one_chooses_nothing(self, qtbot: QtBot, enter: Qt.Key) -> None:
        row = ChoiceRow("Question", ratings())
        heard: list[str] = []
        row.changed.connect(lambda chosen: heard.append(f"changed {chosen}"))
        row.confirmed.connect(lambda chosen: heard.append(f"confirmed {chosen}"))
        row.unanswered.connect(lambda: heard.append("unanswered"))
        with on_stage(_holding(row)):
            row.focus_choice()
            press(enter)
            assert (heard, row.value()) == (["unanswered"], "")
            press(Qt.Key.Key_Right)  # an arrow is a choice
            press(enter)
            assert heard[1:] == ["changed ok", "confirmed ok"]

    def test_arrows_go_round_and_keep_one_stop(self, qtbot: QtBot) -> None:
        row = ChoiceRow("Question", ratings())
        with on_stage(_holding(row)):
            row.focus_choice()
            for key in (
                Qt.Key.Key_Right,
                Qt.Key.Key_Right,
                Qt.Key.Key_Left,
                Qt.Key.Key_End,
                Qt.Key.Key_Right,
            ):
                press(key)
                stops = [b for b in row.buttons() if b.focusPolicy() & Qt.FocusPolicy.TabFocus]
                assert stops == [QApplication.focusWidget()]
            assert row.value() == "vgood"

    def test_alt_digits_work_from_a_note(self, qtbot: QtBot) -> None:
        row, note = ChoiceRow("Question", ratings(), alt_digits=True), NoteEdit()
        with on_stage(_holding(row, note)):
            note.setFocus()
            QTest.keyClick(note, Qt.Key.Key_0, Qt.KeyboardModifier.AltModifier)
            assert row.value() == "none"
            QTest.keyClick(note, Qt.Key.Key_4)  # a plain digit is text
            assert note.text() in ("", "4")

    def test_stored_answers_are_silent(self, qtbot: QtBot) -> None:
        row = ChoiceRow("Question", ratings())
        with qtbot.assertNotEmitted(row.changed):
            row.set_value("ok")
            assert row.value() == "ok"
            row.set_value("")
            assert row.value() == ""
        assert not row.choose_key("9")

    def test_names_roles_and_help(self) -> None:
        row = ChoiceRow("Question", ratings())
        weak = row.buttons()[2]
        name, description, role = said(weak)
        assert (name, role) == ("Weak", QAccessible.Role.RadioButton)
        assert description == "Not as it should be (3)"


class TestChips:
    def test_many(self, qtbot: QtBot) -> None:
        chips = ChipGroup("Key questions", [(str(n), str(n)) for n in range(1, 7)])
        chips.set_values(["2"])
        with qtbot.waitSignal(chips.changed) as changed:
            chips.toggle("5")
        assert changed.args == [["2", "5"]]
        chips.toggle("2")
        assert chips.values() == ["5"]

    def test_one_of_several(self, qtbot: QtBot) -> None:
        chips = ChipGroup("How", [("saw", "I saw it"), ("told", "I was told")], exclusive=True)
        chips.set_values(["saw"])
        heard: list[list[str]] = []
        chips.changed.connect(heard.append)
        chips.toggle("told")
        assert heard == [["told"]]
        chips.set_values([])
        assert chips.values() == []


class TestNoteEdit:
    def test_keeps_what_people_wrote(self) -> None:
        note = NoteEdit()
        text = "no\u00a0break, line\u2028separator\nsecond line\n\nlast"
        note.set_text(text)
        assert note.text() == text

    def test_tells_about_typing_only(self, qtbot: QtBot) -> None:
        note = NoteEdit()
        with qtbot.assertNotEmitted(note.edited):
            note.set_text("Stored")
        with qtbot.waitSignal(note.edited):
            note.insertPlainText("More")

    def test_a_huge_paste_is_offered_not_inserted(self, qtbot: QtBot) -> None:
        note, data = NoteEdit(), QMimeData()
        text = "x" * (10 * 1024 * 1024)
        data.setText(text)
        with qtbot.waitSignal(note.huge_paste) as signal:
            note.insertFromMimeData(data)
        assert signal.args is not None
        assert len(signal.args[0]) == len(text)
        assert note.text() == ""
        data.setText("y" * HUGE_PASTE)
        note.insertFromMimeData(data)
        assert len(note.text()) == HUGE_PASTE

    def test_markup_is_pasted_as_words(self) -> None:
        note, data = NoteEdit(), QMimeData()
        data.setHtml("<b>bold</b>")
        data.setText(HOSTILE)
        note.insertFromMimeData(data)
        assert note.text() == HOSTILE

    def test_tab_leaves(self, qtbot: QtBot) -> None:
        note, after = NoteEdit(), button("Next")
        with on_stage(_holding(note, after)):
            note.setFocus()
            QTest.keyClick(note, Qt.Key.Key_Tab)
            assert QApplication.focusWidget() is after
            assert note.text() == ""


class TestForms:
    def test_an_error_is_seen_and_said(self) -> None:
        editor = line_edit()
        field = LabeledField("When?", editor, hint="Day and month")
        field.set_error("Write a date, for example 12 May")
        assert said(editor)[1] == "Error: Write a date, for example 12 May Day and month"
        assert field.findChildren(QLabel)[2].isVisibleTo(field)
        field.set_error("")
        assert said(editor)[1] == "Day and month"

    def test_the_summary_takes_the_focus_and_jumps(self, qtbot: QtBot) -> None:
        summary, editor = ErrorSummary(), line_edit()
        with on_stage(_holding(summary, LabeledField("When?", editor))):
            summary.show_problems([("Write a date", editor), ("Choose a rating", editor)])
            settle()
            assert said(summary)[0] == "There are problems. 2 things to put right"
            link = QApplication.focusWidget()
            assert isinstance(link, Button)
            assert link.words() == "Write a date"
            QTest.keyClick(link, Qt.Key.Key_Return)
            assert QApplication.focusWidget() is editor
            summary.show_problems([])
            assert summary.isHidden()

    def test_combo_box_by_id(self, qtbot: QtBot) -> None:
        combo = ComboBox([("all", "All"), ("1", "Aims")])
        with qtbot.assertNotEmitted(combo.currentIndexChanged):
            combo.set_value("1")
        assert combo.value() == "1"
        combo.set_value("nothing like it")
        assert combo.value() == ""


class TestPage:
    def test_the_footer_keeps_the_main_action_and_a_menu_for_the_rest(self, qtbot: QtBot) -> None:
        pressed: list[str] = []
        names = ("Save and next", "Back", "Add something else", "Stop for now")
        buttons = [button(n, lambda n=n: pressed.append(n)) for n in names]  # type: ignore[misc]
        page = Page("Question")
        page.add(label("Body"))
        page.set_footer(*buttons)
        with on_stage(page, (420, 300)):
            footer = page.findChildren(Footer)[0]
            assert buttons[0].isVisible()
            assert not buttons[3].isVisible()
            footer._menu.aboutToShow.emit()
            texts = [action.text() for action in footer._menu.actions()]
            assert texts[-1] == "Stop for now"
            footer._menu.actions()[-1].trigger()
            assert pressed == ["Stop for now"]
            page.resize(1200, 300)
            settle()
            assert all(b.isVisible() for b in buttons)
            assert not footer._more.isVisible()

    def test_new_footer_buttons_replace_the_old(self, qtbot: QtBot) -> None:
        page = Page("Question")
        page.set_footer(button("One"))
        page.set_footer(button("Two", kind="primary"))
        with on_stage(page, (600, 300)):
            visible = [b.words() for b in page.findChildren(Button) if b.isVisible()]
            assert visible == ["Two"]

    def test_a_whole_text_box_is_scrolled_into_view(self, qtbot: QtBot) -> None:
        page = Page("Long")
        notes = [NoteEdit(lines=6) for _ in range(8)]
        page.add(*notes)
        for note in notes:
            note.setMinimumHeight(160)
        with on_stage(page, (600, 400)):
            view = page.area.viewport()
            for note in [*notes, *reversed(notes)]:
                note.setFocus()
                settle()
                box = note.rect().translated(note.mapTo(view, note.rect().topLeft()))
                assert view.rect().contains(box)

    def test_the_side_column_hides_when_narrow(self, qtbot: QtBot) -> None:
        page = Page("Visit")
        side = steps()
        page.set_side(side)
        with on_stage(page, (1000, 400)):
            assert side.isVisible()
            page.resize(700, 400)
            settle()
            assert not side.isVisible()

    def test_what_is_wrong_with_a_field_comes_into_view_with_it(self, qtbot: QtBot) -> None:
        page, field = Page("A form"), LabeledField("Last", line_edit())
        above = [LabeledField(f"Field {n}", line_edit()) for n in range(12)]
        page.add(*above, field, *(LabeledField(f"After {n}", line_edit()) for n in range(6)))
        with on_stage(page, (500, 400)):
            field.set_error("Write what you ask. Then it can be kept, and the next shop can use it as well.")
            field.editor.setFocus()
            settle(4)
            area = page.area.viewport()
            assert field.mapTo(area, QPoint(0, field.height())).y() <= area.height()

    def test_the_ring_is_no_part_of_a_splitter(self, qtbot: QtBot) -> None:
        """A splitter makes room for every child: the ring would push a file dialog's list aside."""
        window, parts, left = QWidget(), QSplitter(), QListWidget()
        parts.addWidget(left)
        parts.addWidget(QListWidget())
        QVBoxLayout(window).addWidget(parts)
        with on_stage(window):
            left.setFocus()
            settle()
            ring = QApplication.instance().findChildren(FocusRing)[0].ring()  # type: ignore[union-attr]
            assert ring is not None
            assert ring.isVisible()
            assert parts.count() == 2
            assert ring.geometry().size() == left.size()

    def test_the_ring_outlives_the_page_it_was_in(self, qtbot: QtBot) -> None:
        ring = QApplication.instance().findChildren(FocusRing)[0]  # type: ignore[union-attr]
        window = QWidget()
        box = QVBoxLayout(window)
        after = button("Stays")
        with on_stage(window):
            for _ in range(3):
                page = Page("Goes")
                inside = button("Inside")
                page.add(inside)
                box.addWidget(page)
                settle()
                inside.setFocus()
                settle()
                assert ring.target is inside
                page.hide()
                page.deleteLater()
                settle()
            box.addWidget(after)
            settle()
            after.setFocus()
            settle()
            outline = ring.ring()
            assert outline is not None
            assert outline.isVisible()
            assert ring.target is after


class TestLists:
    def test_steps_move_by_arrow_and_jump_by_enter(self, qtbot: QtBot) -> None:
        side: StepList = steps()
        side.set_current("b")
        chosen: list[str] = []
        side.selected.connect(chosen.append)
        with on_stage(_holding(side), (300, 220)):
            side.focus_current()
            press(Qt.Key.Key_Down)
            assert chosen == []
            focused = QApplication.focusWidget()
            assert focused is not None
            assert focused.accessibleName() == "Cleanliness and rubbish, weak"
            QTest.keyClick(focused, Qt.Key.Key_Return)
            assert chosen == ["c"]

    def test_the_table_is_quick_to_fill_and_opens_rows(self, qtbot: QtBot) -> None:
        asked: list[int] = []

        class Counting(Notes):
            def data(self, index: object, role: int = 0) -> object:
                asked.append(role)
                return super().data(index, role)  # type: ignore[arg-type]

        table = DataTable("Notes", Counting(1_000_000), stretch=(0,))
        with on_stage(_holding(table), (700, 400)):
            # Only what is seen is asked for, however many rows there are.
            assert 0 < len(asked) < 5_000
            table.setFocus()
            table.setCurrentIndex(table.model().index(4, 0))
            with qtbot.waitSignal(table.opened) as signal:
                QTest.keyClick(table, Qt.Key.Key_Return)
            assert signal.args is not None
            assert signal.args[0].row() == 4


class TestFeedback:
    def test_the_status_says_what_is_so(self) -> None:
        status = StatusLabel()
        assert status.text() == ""
        status.show_saving()
        assert "Saved" not in status.text()
        status.show_saved("14:32")
        assert status.text() == "Saved on this laptop · 14:32"
        status.show_problem("Not saved: the disk is full")
        assert status.text() == "Not saved: the disk is full"

    def test_progress_is_named_by_its_words(self) -> None:
        strip = ProgressStrip("3 of 14 · about 30 minutes left", 3, 14)
        bar = strip.findChildren(QWidget)[1]
        assert said(bar)[0] == "3 of 14 · about 30 minutes left"


def test_a_flow_wraps_and_never_overlaps(qtbot: QtBot) -> None:
    many = [button(f"Button number {n}") for n in range(9)]
    host = flow(*many)
    with on_stage(_holding(host), (420, 600)):
        boxes = [b.geometry() for b in many]
        assert not any(a.intersects(b) for k, a in enumerate(boxes) for b in boxes[k + 1 :])
        assert len({box.y() for box in boxes}) > 2
        assert all(box.right() <= host.width() for box in boxes)


def test_the_wheel_over_a_closed_list_scrolls_the_page_and_chooses_nothing(qtbot: QtBot) -> None:
    box = ComboBox([("a", "First"), ("b", "Second")])
    qtbot.addWidget(box)
    box.show()
    box.setFocus()
    middle = QPointF(box.rect().center())
    turned = QWheelEvent(
        middle, box.mapToGlobal(middle), QPoint(0, -120), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(box, turned)
    assert box.value() == "a"
    assert not turned.isAccepted()


@pytest.mark.parametrize("px", [16, 32])
def test_the_rows_of_an_open_list_are_as_high_as_buttons(qtbot: QtBot, px: int) -> None:
    dress(px=px)
    box = ComboBox([("a", "First"), ("b", "Second")])
    with on_stage(_holding(box)):
        box.showPopup()
        try:
            assert box.view().sizeHintForRow(1) >= em(TARGET)
        finally:
            box.hidePopup()
