"""`tia ...`: the same services without a window."""

from __future__ import annotations

from tia_desktop.cli import (
    checking,
    collecting,
    concluding,
    demo,
    listing,
    planning,
    showing,
    visiting,
    whole,
)  # each adds its commands
from tia_desktop.cli.root import tia

__all__ = [
    "checking",
    "collecting",
    "concluding",
    "demo",
    "listing",
    "main",
    "planning",
    "showing",
    "tia",
    "visiting",
    "whole",
]


def main() -> None:
    """Run the command line and exit."""
    tia.main(prog_name="tia")
