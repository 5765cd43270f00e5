"""What a screen reader is given: walk a program on the accessibility bus, and print it as JSON.

Runs under the system's Python, which has the bus's own library (pyatspi), beside the program.

Usage: outside_view.py NAME [KEY...]; each key is pressed with xdotool before the walk.
"""

import json
import subprocess
import sys
import time
from typing import Any

import pyatspi

LONGEST_WAIT = 40  # seconds
MOST_CELLS = 30  # of a table


def find(name: str) -> Any:
    """Wait until the program is on the bus, and its window, to which we give the focus, shows where it is."""
    deadline = time.monotonic() + LONGEST_WAIT
    while time.monotonic() < deadline:
        for program in pyatspi.Registry.getDesktop(0):
            if program is not None and program.name == name:
                # There is no window manager here that would do it.
                press = ["xdotool", "search", "--onlyvisible", "--name", name, "windowfocus"]
                subprocess.run(press, check=False)
                if any(n["focused"] and n["role"] != "table cell" for n in walk(program)):
                    return program
        time.sleep(0.3)
    sys.exit(f"no {name} with a focus on the accessibility bus")


def walk(node: Any, showing: bool = True) -> list[dict[str, Any]]:
    """Return a node and everything in it, in reading order."""
    states, role = node.getState(), node.getRoleName()
    frames = role in ("application", "filler", "viewport", "layered pane")
    showing = showing and (frames or states.contains(pyatspi.STATE_SHOWING))
    found = [
        {
            "role": role,
            "name": node.name or "",
            "description": node.description or "",
            "stop": showing and states.contains(pyatspi.STATE_FOCUSABLE),
            "showing": showing,
            "checked": states.contains(pyatspi.STATE_CHECKED),
            "focused": states.contains(pyatspi.STATE_FOCUSED),
        }
    ]
    count = min(node.childCount, MOST_CELLS) if role == "table" else node.childCount
    for place in range(count):
        child = node.getChildAtIndex(place)
        if child is not None:
            found += walk(child, showing)
    return found


def main() -> None:
    """Print the whole program."""
    program = find(sys.argv[1])
    for key in sys.argv[2:]:
        subprocess.run(["xdotool", "key", key], check=True)
        time.sleep(0.7)
    print(json.dumps(walk(program)))


if __name__ == "__main__":
    main()
