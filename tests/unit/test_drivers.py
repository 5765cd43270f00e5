"""Drivers and barriers: each with a scope, shown by findings."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tia_desktop.domain.conclude_records import Driver, DriverFinding
from tia_desktop.domain.errors import InputError, UnknownRecordError
from tia_desktop.services import conclude, drivers, history
from tia_desktop.services.workspace import Workspace


@pytest.fixture
def plan(ws: Workspace) -> str:
    return conclude.record_finding(ws, "The plan has dates", "strength", ["j2.kq2"])


@pytest.fixture
def board(ws: Workspace) -> str:
    return conclude.record_finding(ws, "The board does not see progress", "weakness", ["j2.kq3"])


def test_a_driver_is_one_action_with_what_shows_it(ws: Workspace, plan: str, board: str) -> None:
    made = drivers.add_driver(
        ws, " Tenants sit on the board. ", is_barrier=False, scope="service", findings=[plan, board, plan]
    )
    driver = ws.need(Driver, made)
    assert (driver.text, driver.is_barrier, driver.scope, driver.author) == (
        "Tenants sit on the board.", False, "service", ws.author,
    )  # fmt: skip
    assert drivers.findings_of(ws, made) == (plan, board)
    history.undo(ws)
    assert ws.store.count(Driver) == ws.store.count(DriverFinding) == 0


REFUSED: dict[str, Callable[[Workspace], object]] = {
    "Say what helps": lambda ws: drivers.add_driver(ws, " ", is_barrier=False, scope="service"),
    "Say what hinders": lambda ws: drivers.add_driver(ws, "", is_barrier=True, scope="service"),
    "tied to the service or corporate": lambda ws: drivers.add_driver(ws, "x", is_barrier=True, scope=""),
    "There is no finding": lambda ws: drivers.add_driver(
        ws, "x", is_barrier=True, scope="corporate", findings=["nobody"]
    ),
}


@pytest.mark.parametrize("said", REFUSED)
def test_what_is_missing_is_refused(ws: Workspace, said: str) -> None:
    with pytest.raises((InputError, UnknownRecordError), match=said):
        REFUSED[said](ws)
    assert ws.store.count(Driver) == ws.store.count(DriverFinding) == 0


def test_changing_it(ws: Workspace) -> None:
    made = drivers.add_driver(ws, "Money", is_barrier=False, scope="service")
    drivers.change_driver(ws, made, is_barrier=True, scope="corporate")
    drivers.type_driver(ws, made, "Money is short")
    ws.store.seal()
    driver = ws.need(Driver, made)
    assert (driver.text, driver.is_barrier, driver.scope) == ("Money is short", True, "corporate")
    with pytest.raises(InputError):
        drivers.change_driver(ws, made, scope="galaxy")
    assert ws.need(Driver, made).scope == "corporate"


def test_its_findings_are_a_set(ws: Workspace, plan: str, board: str) -> None:
    made = drivers.add_driver(ws, "Money", is_barrier=False, scope="service", findings=[plan])
    drivers.set_driver_findings(ws, made, [board])
    assert drivers.findings_of(ws, made) == (board,)
    history.undo(ws)
    assert drivers.findings_of(ws, made) == (plan,)


def test_removing_it_leaves_the_findings(ws: Workspace, plan: str) -> None:
    made = drivers.add_driver(ws, "Money", is_barrier=False, scope="service", findings=[plan])
    drivers.remove_driver(ws, made)
    assert ws.store.count(Driver) == ws.store.count(DriverFinding) == 0
    history.undo(ws)
    assert drivers.findings_of(ws, made) == (plan,)


def test_a_finding_that_is_removed_shows_nothing_any_more(ws: Workspace, plan: str) -> None:
    made = drivers.add_driver(ws, "Money", is_barrier=False, scope="service", findings=[plan])
    conclude.remove_finding(ws, plan)
    assert drivers.findings_of(ws, made) == ()
