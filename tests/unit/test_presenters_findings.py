"""Searching, grouping and writing findings, with the real store and without a window."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from tests.helpers.shell import ShellLog
from tests.helpers.stores import fill_sample
from tia_desktop.bootstrap import AppDesk
from tia_desktop.domain.records import EvidenceLink, EvidenceNote, Finding, FindingQuestion
from tia_desktop.services import capture, conclude, history, photos, plan
from tia_desktop.services.capture import NoteDraft
from tia_desktop.services.ports import NoteFilter
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.finding_lines import finding_lines
from tia_desktop.ui.screens.findings.editing import FindingEditor
from tia_desktop.ui.screens.findings.evidence_lines import EvidenceLines
from tia_desktop.ui.screens.findings.list_presenter import STEP, FindingsList
from tia_desktop.ui.screens.findings.notes_presenter import NoteList
from tia_desktop.ui.screens.findings.presenter import FindingsPresenter
from tia_desktop.ui.screens.findings.story import story_of


class ViewLog:
    """The view's contract, written down."""

    def __init__(self) -> None:
        self.notes: NoteList | None = None
        self.current = ""
        self.calls: list[tuple[object, ...]] = []

    def show_notes(self, notes: NoteList) -> None:
        self.notes = notes

    def show_chosen(self, count: int, words: str) -> None:
        self.calls.append(("chosen", count))

    def show_findings(self) -> None:
        self.calls.append(("findings",))

    def show_choice(self) -> None:
        self.calls.append(("choice",))

    def back_to_list(self) -> None:
        self.calls.append(("back",))

    def current_note(self) -> str:
        return self.current

    def edit_finding(self, finding_id: str, *, evidence: bool = False) -> None:
        self.calls.append(("edit", finding_id, evidence))

    def write_finding(self, polarity: str, notes: Sequence[str], stance: str, question: str = "") -> None:
        self.calls.append(("write", polarity, tuple(notes), stance, question))

    def tell_story(self, note_id: str, finding_id: str = "") -> None:
        self.calls.append(("story", note_id, finding_id))

    def set_chosen(self, notes: set[str]) -> None:
        self.calls.append(("set", len(notes)))


@pytest.fixture
def shell() -> ShellLog:
    return ShellLog()


def context(ws: Workspace, shell: ShellLog, **arguments: str) -> ScreenContext:
    return ScreenContext(AppDesk(), shell, ws, dict(arguments))


def opened(ws: Workspace, shell: ShellLog, **arguments: str) -> tuple[FindingsPresenter, ViewLog]:
    view = ViewLog()
    presenter = FindingsPresenter(context(ws, shell, **arguments), view)
    presenter.start()
    return presenter, view


def write(ws: Workspace, count: int) -> list[str]:
    check = plan.add_check(ws, "rc07", "Elm Park")
    questions = [q.id for q in ws.pack.key_questions]
    return [
        capture.add_note(
            ws,
            NoteDraft(
                text=f"The lift in block {n} was dirty.",
                check_id=check if n % 2 else "",
                questions=[questions[n % 6]],
                source="staff" if n % 5 == 0 else "tenant",
            ),
        )
        for n in range(count)
    ]


# ---- the list


def test_windows_are_the_same_at_every_place_whatever_was_removed(ws: Workspace) -> None:
    notes = write(ws, 260)
    chance = random.Random(7)
    for note in chance.sample(notes, 40):
        capture.remove_note(ws, note)
    filters = (
        NoteFilter(),
        NoteFilter(question_id="j1.kq2"),
        NoteFilter(query="lift"),
        NoteFilter(query="lift", source="staff"),
        NoteFilter(unused_only=True),
    )
    for where in filters:
        total = ws.store.notes.count_notes(where)
        every = [row.id for row in ws.store.notes.note_window(where, 0, total + 9)]
        assert len(every) == total
        assert every == sorted(every, reverse=True)
        for _ in range(80):
            offset, limit = chance.randrange(total + 20), chance.choice((1, 25, 60))
            rows = [row.id for row in ws.store.notes.note_window(where, offset, limit)]
            assert rows == every[offset : offset + limit]


def test_a_window_notices_a_new_note(ws: Workspace) -> None:
    write(ws, 30)
    before = ws.store.notes.note_window(NoteFilter(), 20, 5)
    new = capture.add_note(ws, NoteDraft(text="The newest."))
    assert ws.store.notes.note_window(NoteFilter(), 0, 1)[0].id == new
    assert [r.id for r in ws.store.notes.note_window(NoteFilter(), 21, 5)] == [r.id for r in before]


def test_counts_in_words(ws: Workspace, shell: ShellLog) -> None:
    presenter, view = opened(ws, shell)
    assert view.notes is not None
    assert view.notes.sentence == "No notes yet"
    write(ws, 120)
    presenter.notes.show_notes()
    assert view.notes.sentence == "120 notes"
    presenter.notes.set_query("lift")
    assert view.notes.sentence == "120 notes found · the first 100 are shown"
    assert view.notes.rows == 100
    presenter.notes.set_query("xylophone")
    assert (view.notes.rows, view.notes.sentence) == (0, "0 notes found")


def test_it_says_when_only_the_newest_were_compared(ws: Workspace, shell: ShellLog) -> None:
    presenter, view = opened(ws, shell)
    check = plan.add_check(ws, "rc07", "Elm Park")
    edits = []
    checks = {c.id: c for c in plan.checks_of(ws)}
    for n in range(2_100):
        draft = NoteDraft(text=f"Lift {n}", check_id=check)
        edits += capture.note_edits(ws, draft, ws.store.new_id(), checks)
    ws.store.record(edits, author="tester")
    presenter.notes.set_query("lift")
    assert view.notes is not None
    assert view.notes.total == 2_100
    assert "only the newest were compared" in view.notes.sentence


def test_filters_come_with_the_arguments_and_can_be_cleared(ws: Workspace, shell: ShellLog) -> None:
    write(ws, 12)
    presenter, view = opened(ws, shell, template="rc07", question_id="j1.kq2")
    said = [words for _, words in presenter.notes.filters()]
    assert said == ["2. Does it meet them?", "Estate visits"]
    assert view.notes is not None
    assert view.notes.total == 2
    presenter.notes.clear_filters()
    assert view.notes.total == 12


# ---- grouping


def test_grouping_nothing_says_how_to_choose(ws: Workspace, shell: ShellLog) -> None:
    presenter, view = opened(ws, shell)
    presenter.group()
    assert ("choice",) not in view.calls
    assert "Space" in shell.notices()[0]


def test_notes_are_added_to_a_finding_with_their_stance(ws: Workspace, shell: ShellLog) -> None:
    notes = write(ws, 6)
    finding = conclude.record_finding(ws, "Lifts are dirty", "weakness", ["j1.kq2"], notes=notes[:1])
    presenter, view = opened(ws, shell)
    presenter.choose(notes[1:3])
    presenter.group()
    assert ("choice",) in view.calls
    presenter.add_to(finding, "contradicts")
    stances = {link.note_id: link.stance for link in ws.store.find(EvidenceLink, finding_id=finding)}
    assert stances == {notes[0]: "supports", notes[1]: "contradicts", notes[2]: "contradicts"}
    assert presenter.chosen == set()
    assert ("set", 0) in view.calls
    assert ("back",) in view.calls
    assert shell.notices()[-1] == "2 notes contradict F1 now. Answer them before you judge."
    presenter.load()  # as the shell does after any change
    line = presenter.lines[0]
    behind = "F1 · 3 notes · 0 kinds of check · one source only · 2 notes contradict it"
    assert line.behind() == f"{behind} (not answered)"
    for note, said in zip(notes[1:3], ("1 not answered", "answered"), strict=True):
        conclude.answer_contradiction(ws, finding, note, "It was Monday.")
        presenter.load()
        assert presenter.lines[0].behind() == f"{behind} ({said})"


def test_a_new_finding_takes_the_key_questions_of_its_notes(ws: Workspace, shell: ShellLog) -> None:
    notes = write(ws, 6)
    presenter, view = opened(ws, shell)
    presenter.choose([notes[1], notes[4]])
    presenter.new_finding("weakness", "supports")
    assert view.calls[-1] == ("write", "weakness", tuple(sorted([notes[1], notes[4]])), "supports", "")
    assert presenter.questions_for([notes[4], notes[1]]) == ["j1.kq2", "j2.kq2"]


def test_the_current_note_is_grouped_when_none_is_chosen(ws: Workspace, shell: ShellLog) -> None:
    notes = write(ws, 3)
    presenter, view = opened(ws, shell)
    view.current = notes[2]
    presenter.group()
    assert presenter.grouped == (notes[2],)
    presenter.choose(notes[:2])
    presenter.group()
    assert presenter.grouped == tuple(sorted(notes[:2]))


def test_notes_that_are_dragged_leave_the_others_chosen(ws: Workspace, shell: ShellLog) -> None:
    notes = write(ws, 4)
    finding = conclude.record_finding(ws, "Lifts are dirty", "weakness", ["j1.kq2"])
    presenter, view = opened(ws, shell)
    presenter.choose(notes[:2])
    presenter.add_to(finding, "supports", notes[1:3])
    assert presenter.chosen == {notes[0]}
    assert ("set", 1) in view.calls


def test_a_finding_that_is_gone_takes_no_notes(ws: Workspace, shell: ShellLog) -> None:
    notes = write(ws, 1)
    presenter, _ = opened(ws, shell)
    presenter.choose(notes)
    presenter.group()
    presenter.add_to("gone", "supports")
    assert presenter.chosen == set(notes)
    assert "no finding" in shell.errors[0].sentence


def test_the_page_begins_where_it_was_asked_to(ws: Workspace, shell: ShellLog) -> None:
    notes = write(ws, 1)
    finding = conclude.record_finding(ws, "Lifts are dirty", "weakness", ["j1.kq2"], notes=notes)
    asked: list[tuple[dict[str, object], tuple[object, ...]]] = [
        ({"finding_id": finding}, ("edit", finding, False)),
        ({"finding_id": finding, "evidence": True}, ("edit", finding, True)),
        ({"finding_id": finding, "note_id": notes[0]}, ("story", notes[0], finding)),
        ({"note_id": notes[0]}, ("story", notes[0], "")),
        ({"finding_id": finding, "note_id": "gone"}, ("edit", finding, False)),
    ]
    for arguments, call in asked:
        view = ViewLog()
        FindingsPresenter(ScreenContext(AppDesk(), shell, ws, dict(arguments)), view).start()
        assert view.calls[-1] == call


# ---- the findings in lists


def lines_of(ws: Workspace, count: int) -> FindingsList:
    questions = [q.id for q in ws.pack.key_questions]
    for n in range(count):
        text = "Lifts are dirty" if n % 3 else "Doors stay open"
        conclude.record_finding(ws, text, "weakness", [questions[n % 2]], weight="low", sub_question="1.1")
    listed = FindingsList(ws)
    listed.load()
    return listed


def test_findings_are_listed_some_at_a_time(ws: Workspace) -> None:
    listed = lines_of(ws, 2 * STEP + 30)
    shown = listed.sections()
    assert [(len(s.lines), s.total) for s in shown[:2]] == [(STEP, STEP + 15), (0, STEP + 15)]
    assert listed.hidden(shown) == STEP + 30
    listed.most += STEP
    shown = listed.sections()
    assert [len(s.lines) for s in shown[:2]] == [STEP + 15, STEP - 15]
    listed.words = "doors open"
    assert sum(s.total for s in listed.sections()) == 50
    assert "50 fit your words" in listed.summary()


def test_a_label_means_that_very_finding(ws: Workspace) -> None:
    listed = lines_of(ws, 15)
    assert [line.label for line in listed.to_choose("f1")] == ["F1"]
    assert [line.label for line in listed.to_choose("F1 lifts")] == ["F15", "F14", "F12", "F11"]
    assert [line.label for line in listed.to_choose("")][:2] == ["F15", "F14"]
    listed.used(listed.lines[3].finding.id)
    listed.used(listed.lines[5].finding.id)
    assert [line.label for line in listed.to_choose("")][:3] == ["F6", "F4", "F15"]
    assert listed.lines[0].behind() == (
        "F1 · part 1.1 · 0 notes · 0 kinds of check · weighs a little · no evidence yet"
    )


# ---- writing


def test_the_first_words_make_a_draft_and_done_makes_it_final(ws: Workspace, shell: ShellLog) -> None:
    notes = write(ws, 2)
    editor = FindingEditor(context(ws, shell), polarity="weakness", questions=["j1.kq2"], notes=notes)
    assert ws.store.count(Finding) == 0
    editor.type_text("L")
    editor.type_text("Lifts are dirty")
    [found] = ws.store.find(Finding)
    assert (found.text, found.status, found.polarity) == ("Lifts are dirty", "draft", "weakness")
    assert ws.store.count(EvidenceLink) == 2
    assert editor.problems("Lifts are dirty") == []
    assert editor.finish()
    assert ws.store.find(Finding)[0].status == "final"


def test_giving_up_leaves_nothing_but_the_notes(ws: Workspace, shell: ShellLog) -> None:
    notes = write(ws, 2)
    editor = FindingEditor(context(ws, shell), polarity="weakness", questions=["j1.kq2"], notes=notes)
    editor.type_text("Lifts")
    editor.discard()
    assert ws.store.count(Finding) == ws.store.count(EvidenceLink) == ws.store.count(FindingQuestion) == 0
    assert ws.store.count(EvidenceNote) == 2


def test_what_is_missing_is_named(ws: Workspace, shell: ShellLog) -> None:
    editor = FindingEditor(context(ws, shell))
    assert [field for field, _ in editor.problems("  ")] == ["text", "polarity", "questions"]


def test_questions_area_and_kind_are_kept_at_once(ws: Workspace, shell: ShellLog) -> None:
    finding = conclude.record_finding(ws, "Lifts are dirty", "weakness", ["j1.kq2"])
    editor = FindingEditor(context(ws, shell), finding)
    editor.set_questions(["j1.kq1", "j2.kq3"])
    editor.set_area("estate")
    editor.set_polarity("strength")
    editor.set_draft(True)
    again = FindingEditor(context(ws, shell), finding)
    assert again.questions == ["j1.kq1", "j2.kq3"]
    assert (again.area, again.polarity, again.draft) == ("estate", "strength", True)
    editor.set_questions([])  # told when the person is done; what is stored stays
    assert FindingEditor(context(ws, shell), finding).questions == ["j1.kq1", "j2.kq3"]


def test_removing_can_be_undone(ws: Workspace, shell: ShellLog) -> None:
    notes = write(ws, 2)
    finding = conclude.record_finding(ws, "Lifts are dirty", "weakness", ["j1.kq2"], notes=notes)
    editor = FindingEditor(context(ws, shell), finding)
    assert editor.remove()
    gone = editor.exists
    history.undo(ws)
    assert (gone, editor.exists) == (False, True)
    assert ws.store.count(EvidenceLink) == 2


def test_unlinking_keeps_the_note(ws: Workspace, shell: ShellLog) -> None:
    notes = write(ws, 2)
    finding = conclude.record_finding(ws, "Lifts are dirty", "weakness", ["j1.kq2"], notes=notes)
    editor = FindingEditor(context(ws, shell), finding)
    editor.unlink(notes[0])
    assert EvidenceLines(editor).ids == (notes[1],)
    assert ws.store.count(EvidenceNote) == 2


# ---- what a list and a story say


def test_flags_of_the_sample(ws: Workspace) -> None:
    fill_sample(ws)
    flags = {line.finding.text[:20]: line.flags for line in finding_lines(ws)}
    assert flags["Urgent repairs are d"] == ("1 note contradicts it (not answered)",)
    assert flags["Empty homes take 52 "] == ("one source only",)
    assert flags["Broken entrance door"] == ("draft", "one source only")
    assert flags["Service standards ar"] == ()


def test_a_story_tells_words_photos_use_and_history(ws: Workspace) -> None:
    note = write(ws, 1)[0]
    capture.change_note(ws, note, {"text": "The lift in block C was clean.", "place": "Block C"})
    photos.attach_photo(ws, note, "lift\u202egpj.png", b"\x89PNG\r\n\x1a\nx")
    conclude.record_finding(ws, "Lifts are clean", "strength", ["j1.kq1"], notes=[note])
    story = story_of(ws, note)
    assert story.text == "The lift in block C was clean."
    assert story.photos == ("lift\\u202egpj.png",)
    assert [used.words for used in story.used] == ["supports F1: Lifts are clean"]
    assert ("Place", "Block C") in story.facts
    assert len(story.history) == 2
    assert story.history[0].endswith("Written")
    assert story.history[1].endswith("Changed the place, the words")


def test_an_unknown_note_has_no_story(ws: Workspace) -> None:
    from tia_desktop.domain.errors import UnknownRecordError

    with pytest.raises(UnknownRecordError):
        story_of(ws, "nowhere")
