"""`tia ...`: the same services without a window."""

from __future__ import annotations

from tia_desktop.cli import (
    checking,
    checklists,
    collecting,
    concluding,
    demo,
    indicators,
    judging,
    listing,
    planning,
    sampling,
    shop_setup,
    shopping,
    showing,
    surveys,
    visiting,
    whole,
)  # each adds its commands
from tia_desktop.cli.root import tia

__all__ = [
    "checking",
    "checklists",
    "collecting",
    "concluding",
    "demo",
    "indicators",
    "judging",
    "listing",
    "main",
    "planning",
    "sampling",
    "shop_setup",
    "shopping",
    "showing",
    "surveys",
    "tia",
    "visiting",
    "whole",
]


def main() -> None:
    """Run the command line and exit."""
    tia.main(prog_name="tia")
