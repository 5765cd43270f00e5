"""The numbers of the overview that take a while in a large inspection: a worker reads them there. No Qt."""

from __future__ import annotations

from dataclasses import dataclass

from tia_desktop.services import coverage, releasing
from tia_desktop.services.coverage import AreaCoverage, Coverage
from tia_desktop.services.releasing import ReleaseState
from tia_desktop.services.today import PersonToday, today
from tia_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Numbers:
    """What was collected, who did what today, and how far the judgements are released."""

    coverage: Coverage
    areas: AreaCoverage
    today: tuple[PersonToday, ...]
    release: ReleaseState


def read_numbers(ws: Workspace) -> Numbers:
    """Read them all at one moment."""
    with ws.store.reading():
        return Numbers(
            coverage.coverage(ws), coverage.area_coverage(ws), tuple(today(ws)), releasing.state(ws)
        )
