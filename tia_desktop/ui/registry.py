"""The screens, by name. The shell imports one when it is first shown."""

from __future__ import annotations

import importlib
from dataclasses import dataclass

from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.widgets import Page

SCREENS = (
    "start",
    "overview",
    "plan",
    "figures",
    "collect",
    "capture",
    "sample",
    "shop",
    "survey",
    "answers",
    "note",
    "findings",
    "judgement",
    "readiness",
    "export",
    "my_checks",
    "inbox",
    "practice",
    "history",
)
"""Every screen there is."""

_COLLECTING = ("capture", "sample", "shop", "survey", "answers", "note", "inbox", "practice")
STEP_OF = {**dict.fromkeys(_COLLECTING, "collect"), "figures": "plan"}
"""Screens that belong to a step of the rail without being one."""


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of the rail and of the Go to menu. English words: the rail translates them."""

    screen: str
    words: str
    icon: str
    arguments: tuple[tuple[str, str], ...] = ()


STEPS = (
    Place("overview", "Overview", "home"),
    Place("plan", "Plan", "plan"),
    Place("collect", "Collect evidence", "collect"),
    Place("findings", "Findings", "findings"),
    Place("judgement", "Judgement", "judgement"),
    Place("readiness", "Readiness", "readiness"),
    Place("export", "Export", "download"),
)
ADVISER_STEPS = (Place("my_checks", "My checks", "collect"),)
"""An adviser sees their checks and nothing else."""

ADVISER_SCREENS = ("start", "my_checks", *_COLLECTING)


def build(screen: str, context: ScreenContext) -> Page:
    """Make a screen. `build` in its `view` module returns the page."""
    module = importlib.import_module(f"tia_desktop.ui.screens.{screen}.view")
    page: Page = module.build(context)
    return page
