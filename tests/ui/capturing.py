"""Guided capture in tests: a pack of our own with every kind of question, and checks that have begun."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

from tests.helpers.project import ROOT
from tests.helpers.stores import LANDLORD, new_file
from tests.ui.a11y import settle
from tia_desktop.domain.pack import FrameworkPack
from tia_desktop.domain.records import RealityCheck
from tia_desktop.services import checklist, guided, plan
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.main_window import MainWindow
from tia_desktop.ui.screens.capture.panel import QuestionPanel
from tia_desktop.ui.screens.capture.talk_panel import TalkPanel
from tia_desktop.ui.screens.capture.view import CapturePage

SHIPPED = ROOT / "resources" / "frameworks" / "almo-2003.json"
KINDS = tuple(f"rc{n:02}" for n in range(1, 13))

_ITEMS: list[dict[str, Any]] = [
    {"id": "k.works", "group": "All", "text": "Works", "question": "Does it work?", "answer": "yes_no_na"},
    {
        "id": "k.since", "group": "All", "text": "Broken since", "question": "Broken since when?",
        "answer": "date", "show_if": {"ask": "k.works", "answers": ["no"]},
    },
    {
        "id": "k.wait", "group": "All", "text": "Waiting time", "question": "How long did it take?",
        "answer": "number", "unit": "hours", "required": True,
    },
    {"id": "k.at", "group": "All", "text": "Time", "question": "At what time?", "answer": "time"},
    {
        "id": "k.way", "group": "All", "text": "Way", "question": "How do they tell people?",
        "answer": "choice",
        "choices": [{"id": "letter", "word": "By letter"}, {"id": "call", "word": "By phone"}],
    },
    {
        "id": "k.where", "group": "All", "text": "Where", "question": "Where is it?",
        "answer": "choices",
        "choices": [
            {"id": "hall", "word": "Hall"}, {"id": "stairs", "word": "Stairs"},
            {"id": "lift", "word": "Lift"},
        ],
    },
    {"id": "k.words", "group": "All", "text": "Words", "question": "What do people say?", "answer": "text"},
    {
        "id": "k.photo", "group": "All", "text": "Photo", "question": "Take a photo of the door.",
        "answer": "photo",
    },
]  # fmt: skip

_ROOM = [
    {"id": "k.damp", "group": "Room", "text": "Damp", "question": "Is there damp?", "answer": "yes_no_na",
     "weak_answer": "yes"},
    {"id": "k.size", "group": "Room", "text": "Damp size", "question": "How large is it?", "answer": "number",
     "show_if": {"ask": "k.damp", "answers": ["yes"]}},
]  # fmt: skip


def own_data() -> dict[str, Any]:
    """The shipped pack with an estate visit, a home visit and a tenant group of our own."""
    data: dict[str, Any] = json.loads(SHIPPED.read_text("utf-8"))
    kinds = {row["id"]: row for row in data["templates"]}
    for row in kinds.values():
        for name in ("fields", "repeats", "panel", "consent", "care", "speakers"):
            row.pop(name, None)
    kinds["rc07"]["items"] = deepcopy(_ITEMS)
    kinds["rc08"] |= {
        "items": [{**_ITEMS[0], "id": "h.works"}],
        "consent": "Tell the person why you are here. They need not let you in.",
        "care": ["Go with two people.", "If somebody tells you about harm, tell the lead inspector today."],
        "fields": [
            {"id": "k.home", "question": "Does somebody live here?", "answer": "choice", "required": True,
             "choices": [{"id": "occupied", "word": "Yes"}, {"id": "empty", "word": "No, it is empty"}]},
            {"id": "k.empty", "question": "Empty since when?", "answer": "date",
             "show_if": {"ask": "k.home", "answers": ["empty"]}},
            {"id": "k.kind", "question": "What kind of home is it?", "answer": "text",
             "hint": "Such as: a flat."},
        ],
        "repeats": [
            {"id": "rooms", "title": "Rooms", "singular": "Room", "add": "Add a room", "items": _ROOM,
             "suggestions": ["Hall", "Kitchen", "Bathroom"], "place": "within",
             "ask": "Which room are you in?", "none": "No rooms"},
        ],
    }  # fmt: skip
    kinds["rc11"] |= {
        "items": [{**_ITEMS[0], "id": "s.works"}],
        "fields": [
            {"id": "s.told", "question": "Have staff been told?", "answer": "choice", "required": True,
             "choices": [{"id": "yes", "word": "Yes"}, {"id": "no", "word": "Not yet"}],
             "must": {"answers": ["yes"], "words": "Do not begin yet. Staff must be told."}},
        ],
    }  # fmt: skip
    kinds["rc04"] |= {"panel": "conversation", "speakers": ["Tenant 1", "Tenant 2", "Staff"]}
    kinds["rc05"] |= {
        "items": [{**_ITEMS[0], "id": "o.works"}, {**_ITEMS[6], "id": "o.words"}],
        "repeats": [
            {"id": "desks", "title": "Desks", "singular": "Desk", "add": "Add a desk", "groups": ["All"]}
        ],
    }
    return data


def own_workspace(folder: Path, *, place: str = "") -> Workspace:
    """An inspection with that pack; `place` is what its desks do to the place where one is."""
    data = own_data()
    if place:
        next(t for t in data["templates"] if t["id"] == "rc05")["repeats"][0]["place"] = place
    return workspace_of(folder, data)


def workspace_of(folder: Path, data: dict[str, Any]) -> Workspace:
    """An inspection with a pack."""
    raw = json.dumps(data).encode()
    pack = FrameworkPack.from_dict(data, "0" * 64)
    store = new_file(folder / "Own.tia")
    return plan.start_inspection(
        store, pack, raw, landlord=LANDLORD, authority_type=pack.authority_types[0].id, author="Ann"
    )


def begun(ws: Workspace, kind: str, title: str = "Elm Park", place: str = "Block C") -> RealityCheck:
    """A check that was begun: people agreed where they have to, and nothing forbids it."""
    check_id = plan.add_check(ws, kind, title, place=place)
    if ws.pack.template(kind).consent:
        guided.record_consent(ws, check_id, "the tenant, spoken")
    for spec in ws.pack.template(kind).refusals({}):
        assert spec.must is not None
        checklist.set_field(ws, check_id, spec.id, spec.must.answers[0])
    return guided.begin_check(ws, check_id)


def go(window: MainWindow, check: RealityCheck, item: str = "") -> CapturePage:
    """Open a check, at a question where one is given."""
    window.shell.go("capture", check_id=check.id, **({"item_id": item} if item else {}))
    settle()
    return page_of(window)


def page_of(window: MainWindow) -> CapturePage:
    page = window.shell.pages.page
    assert isinstance(page, CapturePage)
    return page


def panel_of(window: MainWindow) -> QuestionPanel:
    panel = page_of(window).panel
    assert panel is not None
    return panel


def talk_of(window: MainWindow) -> TalkPanel:
    panel = page_of(window).panel
    assert isinstance(panel, TalkPanel)
    return panel


def key_of(window: MainWindow) -> str:
    """What names the question, or the page in its place, that is shown."""
    return page_of(window)._presenter.walk.key
