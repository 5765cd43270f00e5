"""Everything that can be done or reached now, for the command palette."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QAction, QKeySequence

from tia_desktop.domain.records import Finding, RealityCheck, TeamMember
from tia_desktop.domain.text import one_line
from tia_desktop.services.conclude import label_of
from tia_desktop.services.own_checks import own_checks
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui import places
from tia_desktop.ui.check_status import status_words, titled
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.menus import plain
from tia_desktop.ui.pages import Visit
from tia_desktop.ui.palette_search import Entry
from tia_desktop.ui.plan_strip import PAGES, show_page
from tia_desktop.ui.widgets.buttons import Button
from tia_desktop.ui.widgets.page import Footer

if TYPE_CHECKING:
    from tia_desktop.ui.shell import WindowShell

_NATIVE = QKeySequence.SequenceFormat.NativeText


_ABOUT = {
    "check_id": ("reality_check", "History of this check"),
    "finding_id": ("finding", "History of this finding"),
    "judgement_id": ("judgement", "History of this judgement"),
    "note_id": ("note", "History of this note"),
    "driver_id": ("driver", "History of this driver or barrier"),
    "member_id": ("team_member", "History of this person"),
}
"""What a page may be opened for, and the kind of record it is."""


def everything(shell: WindowShell) -> list[Entry]:
    """Return what this person can do and reach, what belongs to the page first."""
    return [*_page(shell), *_history(shell), *_menus(shell), *_places(shell), *_records(shell)]


# ---- commands


def _page(shell: WindowShell) -> Iterator[Entry]:
    """The commands of the page that is shown, and the buttons that stay at its bottom."""
    page = shell.pages.page
    if page is None:
        return
    where = tr("This page")
    seen: set[str] = set()
    for action in page.actions():
        if _counts(action):
            seen.add(plain(action.text()))
            yield _of_action(action, where, _not_now(action))
    for footer in page.findChildren(Footer):
        for each in footer.buttons if footer.isVisibleTo(page) else ():
            if each.words() not in seen:
                yield _of_button(each, where)


def _history(shell: WindowShell) -> Iterator[Entry]:
    """The history of the record that the page was opened for."""
    if shell.workspace is None or shell.desk.settings.role == "tia":
        return
    for argument, (kind, words) in _ABOUT.items():
        record_id = shell.pages.visit.arguments.get(argument)
        if record_id:
            yield Entry(tr(words), tr("This page"), _goes(shell, "history", kind=kind, record_id=record_id))


def _menus(shell: WindowShell) -> Iterator[Entry]:
    """What stands in a menu inside a menu comes last: one of a row, or a file that was open once."""
    own = set(shell.pages.page.actions()) if shell.pages.page is not None else set()
    for where, action in sorted(shell.menus.every_action(), key=lambda each: "·" in each[0]):
        if action not in own and _counts(action):
            yield _of_action(action, where, shell.menus.why_not(action))


def _counts(action: QAction) -> bool:
    return not action.isSeparator() and action.isVisible() and bool(action.text())


def _of_action(action: QAction, where: str, why_not: str) -> Entry:
    keys = action.shortcut().toString(_NATIVE)
    return Entry(plain(action.text()), where, action.trigger, keys, why_not)


def _not_now(action: QAction) -> str:
    return "" if action.isEnabled() else tr("Not possible now")


def _of_button(each: Button, where: str) -> Entry:
    why_not = "" if each.isEnabled() else tr("Not possible now")
    return Entry(each.words(), where, each.click, each.shortcut().toString(_NATIVE), why_not)


# ---- places and records


def _places(shell: WindowShell) -> Iterator[Entry]:
    """The pages inside a step, and what stands in the way; the steps of the work are in the Go to menu."""
    if shell.workspace is None or shell.desk.settings.role == "tia":
        return
    for page, words in PAGES:
        title = f"{tr('Plan')}: {tr(words)}"
        yield Entry(title, tr("Place"), partial(show_page, shell, page))
    for page, words in (("drivers", "Drivers and barriers"), ("release", "Release")):
        title = f"{tr('Judgement')}: {tr(words)}"
        yield Entry(title, tr("Place"), _goes(shell, "judgement", page=page))
    yield Entry(tr("What stands in the way"), tr("Place"), _goes(shell, "readiness"))


def _records(shell: WindowShell) -> Iterator[Entry]:
    ws = shell.workspace
    if ws is None:
        return
    yield from _checks(shell, ws)
    if shell.desk.settings.role == "tia":
        return
    for finding in ws.store.find(Finding):
        words = one_line(finding.text, 160) or tr("A finding without words")
        words = f"{label_of(finding)} {words}".strip()
        yield Entry(words, tr("Finding"), _goes(shell, "findings", finding_id=finding.id))
    for question in ws.pack.key_questions:
        words = f"{question.number}. {question.title}"
        yield Entry(words, tr("Key question"), _goes(shell, "findings", question_id=question.id))
    for judgement in ws.pack.judgements:
        yield Entry(judgement.title, tr("Judgement"), _goes(shell, "judgement", judgement_id=judgement.id))
    for member in ws.store.find(TeamMember):
        go = _goes(shell, "plan", page="team", member_id=member.id)
        yield Entry(member.name, tr("On the team"), go)


def _checks(shell: WindowShell, ws: Workspace) -> Iterator[Entry]:
    settings = shell.desk.settings
    mine = settings.role == "tia"
    for check in own_checks(ws, settings.author).all if mine else ws.store.find(RealityCheck):
        if places.may_visit(ws, settings, Visit("capture", {"check_id": check.id})):
            words = titled(ws.pack.template(check.template).singular, check.title)
            where = f"{tr('Check')} · {status_words(check.status)}"
            yield Entry(words, where, _goes(shell, "capture", check_id=check.id))


def _goes(shell: WindowShell, screen: str, **arguments: Any) -> Callable[[], object]:
    return lambda: shell.go(screen, **arguments)
