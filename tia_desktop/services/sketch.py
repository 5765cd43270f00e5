"""The sketch map of a visit: where its photos were taken, in metres from one another, and in words."""

from __future__ import annotations

import math
from dataclasses import dataclass

from tia_desktop.domain.records import Attachment, EvidenceNote, RealityCheck
from tia_desktop.domain.text import one_line
from tia_desktop.domain.values import Value
from tia_desktop.services.workspace import Workspace

EARTH_RADIUS = 6_371_000.0
SAME_PLACE = 3.0
"""Metres up to which photos with the same place name are one place: phones are no more exact."""
_WINDS = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class SketchPlace(Value):
    """A place on the sketch map.

    Attributes:
        number: as on the map, from 1, in the order of the visit.
        label: the place's name as it was written, or "".
        east, north: metres from the middle of all places.
        photos: how many were taken there.
        words: the place for somebody who does not see the map: "1 Block C, 12 m east of 2".
    """

    number: int
    label: str
    east: float
    north: float
    photos: int
    words: str = ""


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Sketch(Value):
    """The places of one check, in the order in which they were visited."""

    title: str
    places: tuple[SketchPlace, ...]


@dataclass(slots=True)
class _Spot:
    """One place while photos are gathered: the position is that of its first photo."""

    label: str
    latitude: float
    longitude: float
    photos: int = 1


def sketch_of(ws: Workspace, check_id: str) -> Sketch | None:
    """Return the sketch map of a check, or None when fewer than two places were recorded."""
    check = ws.need(RealityCheck, check_id)
    spots: list[_Spot] = []
    for note, photo in _placed_photos(ws, check_id):
        here = _Spot(one_line(note.place, 60), photo.latitude or 0.0, photo.longitude or 0.0)
        same = next((s for s in spots if s.label == here.label and _apart(s, here) <= SAME_PLACE), None)
        if same is None:
            spots.append(here)
        else:
            same.photos += 1
    return Sketch(check.title, _placed(spots)) if len(spots) > 1 else None


def _placed_photos(ws: Workspace, check_id: str) -> list[tuple[EvidenceNote, Attachment]]:
    found = [
        (note, photo)
        for note in ws.store.find(EvidenceNote, check_id=check_id)
        for photo in ws.store.find(Attachment, note_id=note.id)
        if photo.latitude is not None and photo.longitude is not None
    ]
    return sorted(found, key=lambda pair: (pair[1].taken_at or pair[0].observed_at[:19], pair[1].id))


def _placed(spots: list[_Spot]) -> tuple[SketchPlace, ...]:
    offsets = [_metres(spots[0], spot) for spot in spots]
    middle = [(min(axis) + max(axis)) / 2 for axis in zip(*offsets, strict=True)]
    bare = [
        SketchPlace(number, spot.label, east - middle[0], north - middle[1], spot.photos)
        for number, (spot, (east, north)) in enumerate(zip(spots, offsets, strict=True), 1)
    ]
    return tuple(SketchPlace(p.number, p.label, p.east, p.north, p.photos, _words(p, bare)) for p in bare)


def _metres(origin: _Spot, spot: _Spot) -> tuple[float, float]:
    """East and north of `origin` in metres. Flat is exact enough for one visit.

    The same length for a metre in both directions (equirectangular, true at the origin's latitude).
    """
    turn = (spot.longitude - origin.longitude + 180) % 360 - 180  # the short way, also across the date line
    east = math.radians(turn) * EARTH_RADIUS * math.cos(math.radians(origin.latitude))
    return east, math.radians(spot.latitude - origin.latitude) * EARTH_RADIUS


def _apart(one: _Spot, other: _Spot) -> float:
    return math.hypot(*_metres(one, other))


def _words(place: SketchPlace, everywhere: list[SketchPlace]) -> str:
    """Say where a place is: how far, and in which direction, from the nearest other one."""
    nearest = min(
        (p for p in everywhere if p.number != place.number),
        key=lambda p: math.hypot(place.east - p.east, place.north - p.north),
    )
    east, north = place.east - nearest.east, place.north - nearest.north
    name = f"{place.number} {place.label or 'a place without a name'}"
    if math.hypot(east, north) < 1:
        return f"{name}, beside {nearest.number}"
    wind = _WINDS[round(math.degrees(math.atan2(east, north)) / 45) % 8]
    return f"{name}, {length_words(math.hypot(east, north))} {wind} of {nearest.number}"


def length_words(metres: float) -> str:
    """Return "12 m", "340 m" or "1.2 km"."""
    if metres < 999.5:
        return f"{metres:.0f} m"
    return f"{metres / 1000:,.1f} km".replace(".0 km", " km")
