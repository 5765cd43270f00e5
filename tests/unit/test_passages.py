"""The very words or the photo that count: kept, found again, and outdated when they changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.stores import PNG
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.records import Attachment, EvidenceLink, link_id
from tia_desktop.services import capture, conclude, history, passages, photos
from tia_desktop.services.capture import NoteDraft
from tia_desktop.services.passages import where_is
from tia_desktop.services.workspace import Workspace

WORDS = "Stairs sticky. The sheet was signed 23 days ago. Stairs sticky."


@pytest.fixture
def behind(ws: Workspace) -> tuple[str, str]:
    """A finding and the note behind it."""
    note = capture.add_note(ws, NoteDraft(text=WORDS))
    return conclude.record_finding(ws, "Stairs are dirty", "weakness", ["j1.kq2"], notes=[note]), note


def stored(ws: Workspace, behind: tuple[str, str]) -> EvidenceLink:
    return ws.need(EvidenceLink, link_id(*behind))


# ---- where a passage is


@given(st.text(), st.text(min_size=1), st.text(), st.integers(-5, 400))
def test_a_passage_that_is_there_is_found_as_it_was_written(
    before: str, quote: str, after: str, at: int
) -> None:
    text = before + quote + after
    place = where_is(text, quote, at)
    assert not place.outdated
    assert text[place.start : place.end] == quote
    nearest = min(abs(k - at) for k in range(len(text)) if text.startswith(quote, k))
    assert abs(place.start - at) == nearest or place.start == max(0, at)


@given(st.text(), st.text(min_size=1), st.text())
def test_it_is_where_it_was_however_often_its_words_stand_there(before: str, quote: str, after: str) -> None:
    place = where_is(before + quote + after, quote, len(before))
    assert (place.start, place.end, place.outdated) == (len(before), len(before) + len(quote), False)


@given(st.text(), st.text(min_size=1), st.integers(0, 50))
def test_words_that_are_gone_are_outdated_and_never_guessed(text: str, quote: str, at: int) -> None:
    place = where_is(text.replace(quote, ""), quote, at)
    if quote in text.replace(quote, ""):  # its ends came together
        assert place.marked
    else:
        assert place.outdated
        assert not place.marked


def test_all_words_are_no_passage() -> None:
    assert not where_is(WORDS, "", 0).marked
    assert not where_is(WORDS, "", 0).outdated


def test_words_put_in_before_it_move_it() -> None:
    assert where_is("Block C. " + WORDS, "Stairs sticky.", 49).start == 58
    assert where_is("Block C. " + WORDS, "Stairs sticky.", 0).start == 9


# ---- keeping it


def test_a_passage_is_kept_without_the_blanks_around_it(ws: Workspace, behind: tuple[str, str]) -> None:
    passages.set_passage(ws, *behind, 49, 14)  # chosen backwards, with a blank at each end
    link = stored(ws, behind)
    assert (link.quote, link.quote_at) == ("The sheet was signed 23 days ago.", 15)
    history.undo(ws)
    assert stored(ws, behind).quote == ""


def test_all_words_count_again(ws: Workspace, behind: tuple[str, str]) -> None:
    passages.set_passage(ws, *behind, 15, 30)
    passages.clear_passage(ws, *behind)
    assert (stored(ws, behind).quote, stored(ws, behind).quote_at) == ("", 0)


@pytest.mark.parametrize(("start", "end"), [(0, 0), (14, 15), (400, 900)])
def test_nothing_chosen_says_how_to_choose(
    ws: Workspace, behind: tuple[str, str], start: int, end: int
) -> None:
    with pytest.raises(InputError, match="hold Shift"):
        passages.set_passage(ws, *behind, start, end)
    assert stored(ws, behind).quote == ""


def test_a_note_that_is_not_behind_it_has_no_passage(ws: Workspace, behind: tuple[str, str]) -> None:
    other = capture.add_note(ws, NoteDraft(text="Another"))
    with pytest.raises(InputError, match="not behind the finding"):
        passages.set_passage(ws, behind[0], other, 0, 4)


def test_a_photo_of_the_note_counts_and_no_other(ws: Workspace, behind: tuple[str, str]) -> None:
    other = capture.add_note(ws, NoteDraft(text="Another"))
    mine = photos.attach_photo(ws, behind[1], "stairs.png", PNG)
    foreign = photos.attach_photo(ws, other, "lift.png", PNG)
    passages.set_photo(ws, *behind, mine)
    assert stored(ws, behind).attachment_id == mine
    for wrong in (foreign, "nowhere"):
        with pytest.raises(InputError, match="not one of the note’s"):
            passages.set_photo(ws, *behind, wrong)
    passages.set_photo(ws, *behind, "")
    assert stored(ws, behind).attachment_id == ""
    assert ws.store.get(Attachment, mine) is not None


# ---- a contradiction that is none any more


def test_an_answer_goes_with_the_contradiction_and_stays_in_the_history(
    ws: Workspace, behind: tuple[str, str]
) -> None:
    conclude.link_evidence(ws, behind[0], [behind[1]], "contradicts")
    conclude.answer_contradiction(ws, *behind, "One block only.")
    conclude.link_evidence(ws, behind[0], [behind[1]], "supports")
    link = stored(ws, behind)
    assert (link.stance, link.answer, link.answered_by, link.answered_at) == ("supports", "", "", "")
    said = [entry.fields.get("answer") for entry in history.history_of(ws, link.id)]
    assert any(fields and "One block only." in fields for fields in said)
    history.undo(ws)
    assert stored(ws, behind).answer == "One block only."


def test_a_part_goes_with_its_key_question(ws: Workspace, behind: tuple[str, str]) -> None:
    from tia_desktop.domain.records import Finding

    conclude.change_finding(ws, behind[0], {"sub_question": "2.2"})
    conclude.set_finding_questions(ws, behind[0], ["j1.kq2", "j1.kq3"])
    assert ws.need(Finding, behind[0]).sub_question == "2.2"
    conclude.set_finding_questions(ws, behind[0], ["j1.kq3"])
    assert ws.need(Finding, behind[0]).sub_question == ""
    history.undo(ws)
    assert ws.need(Finding, behind[0]).sub_question == "2.2"
