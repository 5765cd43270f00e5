"""Drivers of improvement and barriers to it: what most helps, and what most hinders.

Inspectors end judgement 2 with them; each is tied to the service or is corporate (Appendix 2, closing
section).
"""

from __future__ import annotations

from collections.abc import Sequence

from tia_desktop.domain.changes import Edit
from tia_desktop.domain.conclude_records import SCOPES_OF_DRIVERS, Driver, DriverFinding
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.records import Finding, Scalar, link_id
from tia_desktop.services.workspace import Workspace


def add_driver(
    ws: Workspace, text: str, *, is_barrier: bool, scope: str, findings: Sequence[str] = ()
) -> str:
    """Write down a driver or a barrier, with the findings that show it, as one action; return its id.

    Raises:
        InputError: no words, no scope, or a finding that is not there.
    """
    if not text.strip():
        what = "hinders" if is_barrier else "helps"
        raise InputError(f"Say what {what} improvement, in a few words.")
    driver_id = ws.store.new_id()
    values: dict[str, Scalar] = {
        "text": text.strip(),
        "is_barrier": is_barrier,
        "scope": _scope(scope),
        "author": ws.author,
        "written_at": ws.store.now(),
    }
    links = [_link(ws, driver_id, finding) for finding in dict.fromkeys(findings)]
    ws.store.record([Edit(Driver, driver_id, values), *links], author=ws.author)
    return driver_id


def change_driver(
    ws: Workspace, driver_id: str, *, is_barrier: bool | None = None, scope: str = "", origin: str = ""
) -> None:
    """Say that it is a driver or a barrier after all, or that it has another scope.

    Raises:
        InputError: that is no scope.
    """
    driver = ws.need(Driver, driver_id)
    values: dict[str, Scalar] = {"scope": _scope(scope)} if scope else {}
    if is_barrier is not None:
        values["is_barrier"] = is_barrier
    ws.store.record([Edit(Driver, driver.id, values)], author=ws.author, origin=origin)


def type_driver(ws: Workspace, driver_id: str, text: str, *, origin: str = "") -> None:
    """Save the words while they are typed."""
    ws.need(Driver, driver_id)
    ws.store.type_text(Driver, driver_id, "text", text, author=ws.author, origin=origin)


def set_driver_findings(ws: Workspace, driver_id: str, wanted: Sequence[str], *, origin: str = "") -> None:
    """Make `wanted` the findings that show a driver or a barrier, as one action."""
    ws.need(Driver, driver_id)
    have = set(findings_of(ws, driver_id))
    edits = [_link(ws, driver_id, finding) for finding in dict.fromkeys(wanted) if finding not in have]
    edits += [
        Edit(DriverFinding, link_id(driver_id, finding), remove=True)
        for finding in sorted(have - set(wanted))
    ]
    ws.store.record(edits, author=ws.author, origin=origin)


def remove_driver(ws: Workspace, driver_id: str, *, origin: str = "") -> None:
    """Take a driver or a barrier away, with its links. The findings stay."""
    ws.need(Driver, driver_id)
    links = [Edit(DriverFinding, link_id(driver_id, f), remove=True) for f in findings_of(ws, driver_id)]
    ws.store.record([Edit(Driver, driver_id, remove=True), *links], author=ws.author, origin=origin)


def findings_of(ws: Workspace, driver_id: str) -> tuple[str, ...]:
    """Return the findings that show a driver or a barrier, in the order in which they were named."""
    return tuple(link.finding_id for link in ws.store.find(DriverFinding, driver_id=driver_id))


def _scope(scope: str) -> str:
    if scope not in SCOPES_OF_DRIVERS:
        raise InputError(
            "Say whether it is tied to the service or corporate: service or corporate (Appendix 2)."
        )
    return scope


def _link(ws: Workspace, driver_id: str, finding_id: str) -> Edit:
    ws.need(Finding, finding_id)
    values: dict[str, Scalar] = {"driver_id": driver_id, "finding_id": finding_id}
    return Edit(DriverFinding, link_id(driver_id, finding_id), values)
