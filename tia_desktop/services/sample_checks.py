"""The checks of the sample inspection with their answers, notes and photos."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from tia_desktop.domain.changes import Edit
from tia_desktop.domain.records import (
    Attachment,
    CheckArea,
    CheckEntry,
    CheckField,
    CheckItem,
    CheckTarget,
    EvidenceNote,
    NoteArea,
    RealityCheck,
    Scalar,
    link_id,
)
from tia_desktop.paths import resources_dir
from tia_desktop.services.capture import question_edit
from tia_desktop.services.sample_canvas import HEIGHT, WIDTH
from tia_desktop.services.sample_pictures import picture
from tia_desktop.services.workspace import Workspace

MADE = "create"
"""The cause of everything the sample starts with: undo does not take it away."""

TODAY = 8
"""The sample's number for today; smaller ones count from the Monday of the week before."""

_METRES_PER_DEGREE = 111_320
_KEPT = ("text", "rating", "value", "speaker")


def read(name: str) -> dict[str, Any]:
    """Return one of the sample's files."""
    found: dict[str, Any] = json.loads((resources_dir() / "sample" / name).read_text("utf-8"))
    return found


class Days:
    """Turns the sample's day numbers into dates: day 0 is the Monday of last week, 8 today, 9 tomorrow."""

    def __init__(self, now: str) -> None:
        self._today = date.fromisoformat(now[:10])
        self._monday = self._today - timedelta(days=self._today.weekday() + 7)
        self._offset = now[19:]

    def day(self, number: int) -> str:
        """Return a day as an ISO date."""
        if number >= TODAY:
            return (self._today + timedelta(days=number - TODAY)).isoformat()
        return (self._monday + timedelta(days=number)).isoformat()

    def at(self, number: int, time: str) -> str:
        """Return a time on a day, with this laptop's offset."""
        return f"{self.day(number)}T{time}:00{self._offset}"

    def value(self, text: str) -> str:
        """Return an answer; ``day:-3`` stands for a date."""
        return self.day(int(text.removeprefix("day:"))) if text.startswith("day:") else text


def area_edit(note_id: str, area_id: str) -> Edit:
    """Return the edit that ties a note to a service area."""
    return Edit(NoteArea, link_id(note_id, area_id), {"note_id": note_id, "area_id": area_id})


class CheckWriter:
    """Turns the sample's checks into edits.

    Attributes:
        planned: the edits that plan the checks.
        story: what people did, as (time, who, edits); written in the order of time, so that the newest
            note is the newest in lists too.
        notes: the sample's keys of notes -> their ids.
        ids: the sample's keys of checks -> their ids.
        entries: the sample's key of a check -> its keys of parts -> their ids.
    """

    def __init__(self, ws: Workspace, days: Days, team: dict[str, str]) -> None:
        self._ws, self._days, self._team = ws, days, team
        self._photos = read("photos.json")
        self.planned: list[Edit] = []
        self.story: list[tuple[str, str, list[Edit]]] = []
        self.notes: dict[str, str] = {}
        self.ids: dict[str, str] = {}
        self.entries: dict[str, dict[str, str]] = {}

    def add(self, told: dict[str, Any]) -> None:
        """Add a check with everything in it."""
        check_id = self.ids[told["key"]] = self._ws.store.new_id()
        template = self._ws.pack.template(told["kind"])
        entries = {one["key"]: self._ws.store.new_id() for one in told.get("entries", ())}
        self.entries[told["key"]] = entries
        check = self._check(told)
        self.planned.append(Edit(RealityCheck, check_id, check))
        for area in told.get("areas", ()):
            values: dict[str, Scalar] = {"check_id": check_id, "area_id": area}
            self.planned.append(Edit(CheckArea, link_id(check_id, area), values))
        for item in template.items if "only" in told else ():
            if item.id not in told["only"]:
                values = {"check_id": check_id, "item_id": item.id, "omitted": True}
                self.planned.append(Edit(CheckItem, link_id(check_id, item.id), values))
        for question, number in told.get("targets", template.targets).items():
            values = {"check_id": check_id, "question_id": question, "target": number}
            self.planned.append(Edit(CheckTarget, link_id(check_id, question), values))
        written: list[Edit] = []
        for field, value in told.get("fields", {}).items():
            values = {"check_id": check_id, "field_id": field, "value": self._days.value(value)}
            written.append(Edit(CheckField, link_id(check_id, field), values))
        for place, one in enumerate(told.get("entries", ()), 1):
            values = {"check_id": check_id, "repeat_id": one["repeat"], "title": one["title"]}
            written.append(Edit(CheckEntry, entries[one["key"]], values | {"place": float(place)}))
        for note, at in zip(told.get("notes", ()), self._times(told), strict=False):
            written += self._note(told, check_id, entries, note, at)
        if written:
            self.story.append((str(check["started_at"]), told["who"], written))

    def _check(self, told: dict[str, Any]) -> dict[str, Scalar]:
        day, status = self._days.day(told["day"]), told["status"]
        values: dict[str, Scalar] = {
            "template": told["kind"],
            "title": told["title"],
            "place": told["place"],
            "assigned_to": self._team[told["who"]],
            "status": status,
            "planned_for": f"{day}T{told['from']}" if "from" in told else day,
            "planned_until": f"{day}T{told['until']}" if "until" in told else "",
        }
        if status == "done":
            values["started_at"] = self._days.at(told["day"], told["from"])
            # What is waited for can come long after the day itself.
            values["finished_at"] = self._days.at(told.get("ended", told["day"]), told["until"])
        elif status == "started":
            values["started_at"] = self._ws.store.now()
            values["last_place"] = told["notes"][-1]["place"]
            answered = [n["item"] for n in told["notes"]]
            items = [item.id for item in self._ws.pack.template(told["kind"]).items]
            values["resume_item"] = items[items.index(answered[-1]) + 1]
        if "consent" in told:
            values |= {"consent_at": values["started_at"], "consent_how": told["consent"]}
        return values

    def _times(self, told: dict[str, Any]) -> Iterator[str]:
        """Give a time for each note: spread over the visit, or now when it is going on."""
        notes = len(told.get("notes", ()))
        if told["status"] != "done":
            yield from [self._ws.store.now()] * notes
            return
        start = datetime.fromisoformat(self._days.at(told["day"], told["from"]))
        minutes = (datetime.fromisoformat(self._days.at(told["day"], told["until"])) - start) / 60
        for number in range(notes):
            later = math.floor(minutes.total_seconds() * (number + 1) / (notes + 1))
            yield (start + timedelta(minutes=later)).isoformat()

    def _note(
        self, told: dict[str, Any], check_id: str, entries: dict[str, str], note: dict[str, Any], at: str
    ) -> Iterator[Edit]:
        pack, template = self._ws.pack, self._ws.pack.template(told["kind"])
        item = pack.item(note["item"]) if "item" in note else None
        note_id = self._ws.store.new_id()
        at = self._days.at(*note["at"]) if "at" in note else at
        if "key" in note:
            self.notes[note["key"]] = note_id
        values: dict[str, Scalar] = {
            "check_id": check_id,
            "item_id": item.id if item else "",
            "entry_id": entries[note["entry"]] if "entry" in note else "",
            "how": note.get("how") or ("told" if "speaker" in note else template.how),
            "source": note.get("source", template.source_group),
            "place": note.get("place", told["place"]),
            "observed_at": at,
            "written_at": at,
            "author": told["who"],
            "scheme": pack.scheme_for(item).id if item and "rating" in note else "",
            "exact_words": note.get("exact", False),
        }
        values |= {name: note.get(name, "") for name in _KEPT}
        values["value"] = self._days.value(note.get("value", ""))
        yield Edit(EvidenceNote, note_id, values)
        default = item.key_questions if item else ()
        for question in note.get("questions") or default or template.key_questions[:1]:
            yield question_edit(note_id, question)
        yield from (area_edit(note_id, area) for area in note.get("areas", ()))
        if "photo" in note:
            yield self._photo(note_id, note["photo"], at)

    def _photo(self, note_id: str, name: str, at: str) -> Edit:
        data, told = picture(name), self._photos["photos"][name]
        values: dict[str, Scalar] = {
            "note_id": note_id,
            "sha256": self._ws.store.put_blob(data),
            "name": f"{name}.png",
            "media_type": "image/png",
            "size": len(data),
            "caption": told["caption"],
            "width": WIDTH,
            "height": HEIGHT,
            "taken_at": at[:19],
        }
        if "at" in told:
            north, east = told["at"]
            latitude, longitude = self._photos["point"]
            wide = _METRES_PER_DEGREE * math.cos(math.radians(latitude))
            values["latitude"] = round(latitude + north / _METRES_PER_DEGREE, 6)
            values["longitude"] = round(longitude + east / wide, 6)
        return Edit(Attachment, self._ws.store.new_id(), values)
