"""What stands behind findings, with something on each page: for the walk and the tests."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QApplication

from tests.ui.a11y import settle
from tia_desktop.domain.records import EvidenceLink, EvidenceNote, Finding
from tia_desktop.services import capture, conclude, passages
from tia_desktop.services.capture import NoteDraft
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.main_window import MainWindow
from tia_desktop.ui.screens.findings.editor_panel import EditorPanel
from tia_desktop.ui.screens.findings.prompts_panel import PromptsPanel
from tia_desktop.ui.screens.findings.story_panel import StoryPanel
from tia_desktop.ui.screens.findings.view import FindingsPage
from tia_desktop.ui.thumbnails import loading

Show = Callable[[MainWindow, Workspace], None]
CLEANING, REPAIRS = 0, 1
"""Findings of the sample: one with passages and photos, one with a contradiction that nobody answered."""


def findings_page(window: MainWindow, **arguments: object) -> FindingsPage:
    """Show the findings."""
    window.shell.go("findings", **arguments)
    settle()
    page = window.shell.pages.page
    assert isinstance(page, FindingsPage)
    return page


def finding(ws: Workspace, number: int) -> str:
    """A finding of the sample, by its place."""
    return ws.store.find(Finding)[number].id


def editor_of(window: MainWindow, finding_id: str) -> EditorPanel:
    """Open a finding."""
    page = findings_page(window, finding_id=finding_id)
    assert isinstance(page.panel, EditorPanel)
    return page.panel


def link_with(ws: Workspace, finding_id: str, *, quote: bool, photo: bool) -> EvidenceLink:
    """A note behind a finding with or without a passage and a photo that count."""
    links = ws.store.find(EvidenceLink, finding_id=finding_id)
    return next(x for x in links if (bool(x.quote), bool(x.attachment_id)) == (quote, photo))


def story_of_link(window: MainWindow, link: EvidenceLink) -> StoryPanel:
    """Show a note's story as it is told for a finding."""
    page = findings_page(window, note_id=link.note_id, finding_id=link.finding_id)
    assert isinstance(page.panel, StoryPanel)
    pictures_come()
    return page.panel


def pictures_come() -> None:
    """Wait until no picture is on its way."""
    for _ in range(400):
        settle(1)
        if not loading():
            break
    settle()
    QApplication.processEvents()


def prompts_of_page(window: MainWindow, ws: Workspace, finding_id: str = "") -> PromptsPanel:
    """Show the prompts beside the findings."""
    page = findings_page(window)
    panel = PromptsPanel(
        page._context, page._presenter.open_finding, lambda where: None, finding_id or finding(ws, CLEANING)
    )
    page._show_panel(panel)
    settle()
    return panel


def many_notes(ws: Workspace, finding_id: str, count: int = 500) -> list[str]:
    """Put many notes behind a finding."""
    notes = [ws.store.new_id() for _ in range(count)]
    edits = []
    for number, note in enumerate(notes):
        edits += capture.note_edits(ws, NoteDraft(text=f"Stairs {number} are sticky."), note, {})
    ws.store.record(edits, author=ws.author)
    conclude.link_evidence(ws, finding_id, notes)
    return notes


# ---- for the walk


def _contradicted(window: MainWindow, ws: Workspace) -> None:
    editor_of(window, finding(ws, REPAIRS)).focus_evidence()
    settle()


def _answered(window: MainWindow, ws: Workspace) -> None:
    made = finding(ws, REPAIRS)
    for link in ws.store.find(EvidenceLink, finding_id=made, stance="contradicts"):
        conclude.answer_contradiction(ws, made, link.note_id, "One man of forty. His door was an odd size.")
    box = next(iter(editor_of(window, made).evidence.answers.values()))
    box.words.setFocus()
    settle()


def _many(window: MainWindow, ws: Workspace) -> None:
    made = finding(ws, CLEANING)
    many_notes(ws, made, 60)
    panel = editor_of(window, made)
    panel.evidence._turn_and_focus(1)
    settle()


def _passage(window: MainWindow, ws: Workspace) -> None:
    story_of_link(window, link_with(ws, finding(ws, CLEANING), quote=True, photo=True))


def _outdated(window: MainWindow, ws: Workspace) -> None:
    link = link_with(ws, finding(ws, CLEANING), quote=True, photo=True)
    note = ws.need(EvidenceNote, link.note_id)
    passages.set_passage(ws, link.finding_id, note.id, 0, 20)
    capture.change_note(ws, note.id, {"text": "Somebody has cleaned the stairs since."})
    story_of_link(window, link)


def _prompts(window: MainWindow, ws: Workspace) -> None:
    prompts_of_page(window, ws)


def _prompt(window: MainWindow, ws: Workspace) -> None:
    panel = prompts_of_page(window, ws)
    panel.list.open_row(panel.list.row_ids()[6], focus=True)
    settle()


def _groups(window: MainWindow, ws: Workspace) -> None:
    panel = prompts_of_page(window, ws)
    panel.books.toggle("group")
    panel.list.open_row(panel.list.row_ids()[1], focus=True)
    settle()


EVIDENCE_PAGES: dict[str, Show] = {
    "finding-contradicted": _contradicted,
    "finding-answered": _answered,
    "finding-many-notes": _many,
    "story-passage": _passage,
    "story-outdated": _outdated,
    "prompts": _prompts,
    "prompts-one": _prompt,
    "prompts-groups": _groups,
}
