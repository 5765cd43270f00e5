"""The filters of the notes: every one of them, each removable, and those with a name."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMenu

from tests.ui.a11y import settle
from tests.ui.conftest import OpenWindow
from tests.ui.findings_pages import filtering, findings_page
from tests.ui.keys import CTRL, ENTER, SHIFT, focused, press, type_text
from tia_desktop.domain.changes import Edit
from tia_desktop.domain.conclude_records import SavedFilter
from tia_desktop.domain.records import EvidenceNote
from tia_desktop.services import capture, grouping
from tia_desktop.services.ports import NoteFilter
from tia_desktop.services.saved_filters import remove_filter, save_filter
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.screens.findings.filter_panel import CHOSEN, FilterPanel
from tia_desktop.ui.screens.findings.finding_list import FindingList
from tia_desktop.ui.screens.findings.view import FindingsPage
from tia_desktop.ui.widgets import Button, MenuButton


def opened(page: FindingsPage) -> FilterPanel:
    press("f", CTRL | SHIFT)
    assert isinstance(page.panel, FilterPanel)
    return page.panel


def chips(page: FindingsPage) -> list[str]:
    """The words of the filters that are on."""
    settle()
    return [b.words() for b in page.notes.filters.findChildren(Button) if b.kind == "chip" and b.isVisible()]


@pytest.mark.parametrize("field", CHOSEN)
def test_each_choice_finds_what_the_store_finds(
    sample: Workspace, open_window: OpenWindow, field: str
) -> None:
    note = sample.store.find(EvidenceNote)[0]
    grouping.set_note_parts(sample, [note.id], add=["2.1"])
    page = findings_page(open_window(sample))
    panel = opened(page)
    combo = panel._combos[field]
    assert combo.count() > 1
    for row in range(1, combo.count()):
        combo.setCurrentIndex(row)
        where = NoteFilter(**{field: combo.value()})  # type: ignore[arg-type]
        assert page._presenter.notes.where == where
        assert page.notes.model.rowCount() == sample.store.notes.count_notes(where)
        assert len(chips(page)) == 1
    combo.setCurrentIndex(0)
    assert chips(page) == []


def test_days_are_typed_as_people_write_them(sample: Workspace, open_window: OpenWindow) -> None:
    page = findings_page(open_window(sample))
    panel = opened(page)
    edit, field = panel._days["since"]
    edit.setFocus()
    type_text("in spring")
    press(ENTER)
    assert "date" in field.error()
    edit.selectAll()
    type_text("1 June 2003")
    press(ENTER)
    assert field.error() == ""
    assert page._presenter.notes.where.since == "2003-06-01"
    assert chips(page) == ["from 1 June 2003"]
    panel._days["until"][0].setText("2/6/2003")
    panel._set_day("until")
    assert page.notes.model.rowCount() == sample.store.notes.count_notes(
        NoteFilter(since="2003-06-01", until="2003-06-02")
    )
    panel._clear.click()
    assert chips(page) == []
    assert edit.text() == ""


def test_each_filter_is_taken_away_by_its_own_button(sample: Workspace, open_window: OpenWindow) -> None:
    page = findings_page(open_window(sample), question_id="j1.kq2", template="rc07", source="tenant")
    assert chips(page) == ["2. Does it meet them?", "Estate visits", "Source: Tenant or user"]
    assert page.notes.open_filters.words() == "Filters · 3"
    first = next(b for b in page.notes.filters.findChildren(Button) if b.words() == "Estate visits")
    assert first.accessibleName() == "Take away the filter Estate visits"
    first.setFocus()
    press(ENTER)
    assert chips(page) == ["2. Does it meet them?", "Source: Tenant or user"]
    assert page.isAncestorOf(focused())
    page.notes.clear_filters()
    assert chips(page) == []


def test_another_question_takes_its_part_away(sample: Workspace, open_window: OpenWindow) -> None:
    page = findings_page(open_window(sample))
    panel = opened(page)
    page._presenter.notes.set_filter(question_id="j1.kq2", sub_question_id="2.1")
    assert [panel._combos["sub_question_id"].itemData(k) for k in range(3)] == ["", "2.1", "2.2"]
    panel._combos["question_id"].setCurrentIndex(1)
    assert page._presenter.notes.where == NoteFilter(question_id="j1.kq1")


def test_grades_of_two_schemes_are_told_apart(sample: Workspace, open_window: OpenWindow) -> None:
    for scheme in ("defra_litter", "ascham", "of_another_pack"):
        note = capture.add_note(sample, capture.NoteDraft(text="Litter"))
        sample.store.record([Edit(EvidenceNote, note, {"scheme": scheme, "rating": "a"})], author="Ann")
    page = findings_page(open_window(sample))
    words = dict(page._presenter.notes.choices("rating"))
    assert words["view/weak"] == "− Weak (Our view in four steps)"
    assert words["defra_litter/a"] == "A None (Code of Practice on Litter and Refuse)"
    assert words["of_another_pack/a"] == "a (of_another_pack)"
    assert len(set(words.values())) == len(words)
    page._presenter.notes.set_filter(rating="defra_litter/a")
    assert page.notes.model.rowCount() == 1
    rated = {f"{n.scheme}/{n.rating}" for n in sample.store.find(EvidenceNote) if n.rating}
    assert set(words) == rated


def test_the_panel_follows_and_counts(sample: Workspace, open_window: OpenWindow) -> None:
    page = findings_page(open_window(sample))
    panel = opened(page)
    panel._unused.click()
    unused = sample.store.notes.count_notes(NoteFilter(unused_only=True))
    assert panel._close.words() == f"Show {unused} notes"
    panel._close.click()
    assert isinstance(page.panel, FindingList)
    assert chips(page) == ["Not used yet"]
    page.notes.clear_filters()
    assert not opened(page)._unused.isChecked()


# ---- filters with a name


def test_a_filter_is_saved_and_chosen_again(sample: Workspace, open_window: OpenWindow) -> None:
    page = findings_page(open_window(sample), query="lift", source="tenant")
    panel = opened(page)
    panel._name.setFocus()
    press(ENTER)
    assert panel._refusal.words() == "Give the filter a name."
    type_text("Lifts")
    press(ENTER)
    assert (panel._refusal.words(), panel._name.text()) == ("", "")
    panel._clear.click()
    use = next(b for b in panel._saved.findChildren(Button) if b.words() == "Lifts")
    use.click()
    assert page._presenter.notes.where == NoteFilter(query="lift", source="tenant")
    assert page.notes.search.text() == "lift"


def test_a_filter_is_renamed_and_removed(sample: Workspace, open_window: OpenWindow) -> None:
    for each in sample.store.find(SavedFilter):
        remove_filter(sample, each.id)
    save_filter(sample, "Lifts", NoteFilter(query="lift"))
    save_filter(sample, "Doors", NoteFilter(query="door"))
    page = findings_page(open_window(sample))
    panel = opened(page)
    change = next(b for b in panel._saved.findChildren(MenuButton) if "Lifts" in b.accessibleName())
    menu = change.menu()
    assert isinstance(menu, QMenu)
    menu.actions()[0].trigger()
    settle()
    assert panel._saved.isAncestorOf(focused())
    type_text("doors")
    press(ENTER)
    assert any("already" in label.text() for label in panel._saved.findChildren(QLabel))
    press(Qt.Key.Key_A, CTRL)
    type_text("Lifts again")
    press(ENTER)
    assert [f.title for f in panel.presenter.saved()] == ["Doors", "Lifts again"]
    assert page.isAncestorOf(focused())
    panel._remove(panel.presenter.saved()[0])
    assert [f.title for f in panel.presenter.saved()] == ["Lifts again"]


def test_what_a_filter_asks_for_that_is_gone_is_said(sample: Workspace, open_window: OpenWindow) -> None:
    panel = filtering(open_window(sample), sample)
    lines = {b.words(): b for b in panel._saved.findChildren(Button)}
    said = lines["Somebody who is gone"].accessibleName()
    assert said == "Somebody who is gone. Asks for something that is not here any more: written by, place."
    lines["Somebody who is gone"].click()
    assert panel._combos["author"].currentText() == "Nobody (not here any more)"
    assert panel._close.words() == "Show 0 notes"
