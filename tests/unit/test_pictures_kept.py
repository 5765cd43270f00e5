"""Photos of a note: what is kept of them, their words, and their place if the person agrees."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes import FakeStore
from tests.helpers.pictures import LATITUDE, LONGITUDE, phone_photo
from tests.helpers.stores import begin, new_file
from tia_desktop.domain.errors import InputError, UnknownRecordError
from tia_desktop.domain.records import Attachment
from tia_desktop.importers import pictures
from tia_desktop.services import capture, history, photos, plan
from tia_desktop.services.workspace import Workspace


@pytest.fixture(params=["file", "memory"])
def ws(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Workspace]:
    store = new_file(tmp_path / "a.tia") if request.param == "file" else FakeStore()
    made = begin(store)
    yield made
    store.close()


@pytest.fixture
def check(ws: Workspace) -> str:
    return plan.add_check(ws, ws.pack.templates[0].id, "Elm Park")


def add(ws: Workspace, check_id: str = "", data: bytes = b"") -> Attachment:
    note = capture.add_note(ws, capture.NoteDraft(text="Lift", check_id=check_id))
    data = data or phone_photo()
    facts = pictures.facts("lift.jpg", data)
    return ws.need(Attachment, photos.attach_photo(ws, note, "lift.jpg", data, facts=facts))


def test_the_original_is_kept_with_what_is_known_of_it(ws: Workspace) -> None:
    data = phone_photo(orientation=6)
    kept = add(ws, data=data)
    assert (kept.width, kept.height, kept.taken_at) == (48, 64, "2026-05-21T14:30:05")
    assert (kept.media_type, kept.size, kept.is_damaged) == ("image/jpeg", len(data), False)
    assert kept.sha256 == hashlib.sha256(data).hexdigest()
    assert ws.store.get_blob(kept.sha256) == data


def test_no_place_is_kept_before_there_is_an_answer(ws: Workspace, check: str) -> None:
    kept = add(ws, check)
    assert (kept.latitude, kept.longitude) == (None, None)
    assert photos.asks_for_place(ws, check)
    assert not photos.asks_for_place(ws, "")
    assert not any("51.5" in (change.payload or "") for change in ws.store.log.history(kept.id))


def test_yes_keeps_the_places_of_this_check_now_and_later(ws: Workspace, check: str) -> None:
    first, elsewhere = add(ws, check), add(ws)
    photos.answer_place(ws, check, keep=True)
    second = add(ws, check)
    for photo in (first, second):
        now = ws.need(Attachment, photo.id)
        assert (now.latitude, now.longitude) == pytest.approx((LATITUDE, LONGITUDE))
    assert ws.need(Attachment, elsewhere.id).latitude is None
    assert not photos.asks_for_place(ws, check)
    assert photos.asks_for_place(ws, "")


def test_no_keeps_none_now_and_later(ws: Workspace, check: str) -> None:
    first = add(ws, check)
    photos.answer_place(ws, check, keep=False)
    second = add(ws, check)
    assert [ws.need(Attachment, p.id).latitude for p in (first, second)] == [None, None]
    assert not photos.asks_for_place(ws, check)


def test_a_photo_taken_away_is_not_asked_about(ws: Workspace, check: str) -> None:
    photo = add(ws, check)
    photos.remove_photo(ws, photo.id)
    assert not photos.asks_for_place(ws, check)
    photos.answer_place(ws, check, keep=True)
    assert ws.store.get(Attachment, photo.id) is None


def test_keeping_the_place_can_be_undone(ws: Workspace, check: str) -> None:
    photo = add(ws, check)
    photos.answer_place(ws, check, keep=True)
    history.undo(ws)
    assert ws.need(Attachment, photo.id).latitude is None


def test_a_description_is_one_clean_line(ws: Workspace) -> None:
    photo = add(ws)
    photos.set_caption(ws, photo.id, "  Lift door\n with a\x00 broken lock ")
    assert ws.need(Attachment, photo.id).caption == "Lift door with a␀ broken lock"
    photos.set_caption(ws, photo.id, "x" * 1000)
    assert len(ws.need(Attachment, photo.id).caption) == photos.LONGEST_CAPTION


def test_what_is_not_there_cannot_be_described(ws: Workspace) -> None:
    with pytest.raises(UnknownRecordError):
        photos.set_caption(ws, "nobody", "x")


def test_a_file_that_is_no_picture_leaves_nothing_behind(ws: Workspace) -> None:
    note = capture.add_note(ws, capture.NoteDraft(text="x"))
    with pytest.raises(InputError, match="not a picture"):
        photos.attach_photo(ws, note, "list.pdf", b"%PDF-1.7")
    assert ws.store.count(Attachment, note_id=note) == 0


def test_the_check_a_note_belongs_to_now_decides(ws: Workspace, check: str) -> None:
    refused = plan.add_check(ws, ws.pack.templates[0].id, "Oak Road")
    photos.answer_place(ws, refused, keep=False)
    moved, stays = add(ws, check), add(ws, check)
    capture.change_note(ws, moved.note_id, {"check_id": refused})
    assert photos.asks_for_place(ws, check)
    photos.answer_place(ws, check, keep=True)
    assert ws.need(Attachment, moved.id).latitude is None
    assert ws.need(Attachment, stays.id).latitude is not None
    capture.change_note(ws, moved.note_id, {"check_id": check})  # back again: it was dropped meanwhile
    assert not photos.asks_for_place(ws, check)
    photos.answer_place(ws, check, keep=True)
    assert ws.need(Attachment, moved.id).latitude is None


def test_a_moved_photo_is_asked_about_where_it_is_now(ws: Workspace, check: str) -> None:
    other = plan.add_check(ws, ws.pack.templates[0].id, "Oak Road")
    photo = add(ws, check)
    capture.change_note(ws, photo.note_id, {"check_id": other})
    assert not photos.asks_for_place(ws, check)
    photos.answer_place(ws, check, keep=True)
    assert ws.need(Attachment, photo.id).latitude is None
    assert photos.asks_for_place(ws, other)
    photos.answer_place(ws, other, keep=True)
    assert ws.need(Attachment, photo.id).latitude == pytest.approx(LATITUDE)
