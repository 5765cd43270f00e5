"""Figures beside findings. They never carry one: notes do (guidance para 66)."""

from __future__ import annotations

from tia_desktop.domain.changes import Edit
from tia_desktop.domain.conclude_records import FigureLink
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.records import STANCES, Finding, PerformanceIndicator, Scalar, link_id
from tia_desktop.services.strength import strength_of
from tia_desktop.services.workspace import Workspace

NEVER_ENOUGH = "A figure alone is never enough (guidance para 66). Link a note that carries the finding."


def link_figure(
    ws: Workspace, finding_id: str, figure_id: str, stance: str = "supports", *, origin: str = ""
) -> None:
    """Put a figure beside a finding, with a stance; one that is there already changes its stance.

    Raises:
        InputError: there is no such finding or figure, or that is no stance.
    """
    if stance not in STANCES:
        raise InputError(f"“{stance}” is not a stance. Choose one of: {', '.join(STANCES)}.")
    ws.need(Finding, finding_id)
    ws.need(PerformanceIndicator, figure_id)
    values: dict[str, Scalar] = {"finding_id": finding_id, "figure_id": figure_id, "stance": stance}
    edit = Edit(FigureLink, link_id(finding_id, figure_id), values)
    ws.store.record([edit], author=ws.author, origin=origin)


def unlink_figure(ws: Workspace, finding_id: str, figure_id: str, *, origin: str = "") -> None:
    """Take a figure away from a finding. Both stay.

    Raises:
        InputError: it does not stand there.
    """
    link = link_id(finding_id, figure_id)
    if ws.store.get(FigureLink, link) is None:
        raise InputError("This figure does not stand beside this finding. Look up both and try again.")
    ws.store.record([Edit(FigureLink, link, remove=True)], author=ws.author, origin=origin)


def figure_links(ws: Workspace, *, finding_id: str = "", figure_id: str = "") -> list[FigureLink]:
    """Return the links whose finding and figure are both there: all, or those of one of them."""
    where = {name: value for name, value in (("finding_id", finding_id), ("figure_id", figure_id)) if value}
    found = ws.store.find(FigureLink, **where)
    if not found:
        return []
    findings = {f.id for f in ws.store.find(Finding)}
    figures = {f.id for f in ws.store.find(PerformanceIndicator)}
    return [link for link in found if link.finding_id in findings and link.figure_id in figures]


def rests_on_figures_alone(ws: Workspace, finding_id: str) -> bool:
    """Whether figures stand behind a finding and no note carries it (guidance para 66)."""
    links = figure_links(ws, finding_id=finding_id)
    return any(link.stance == "supports" for link in links) and not strength_of(ws, finding_id).supporting
