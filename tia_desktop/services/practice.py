"""A practice visit: three questions in a throw-away inspection of its own.

It lives in a private folder of this user and is deleted at the end, so that nothing of it is ever in a real
inspection, its history or its exports. What a crash leaves behind is deleted at the next start.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from tia_desktop.domain.changes import Edit
from tia_desktop.domain.errors import InputError, LockedFileError, StorageError, TiaError
from tia_desktop.domain.pack import ChecklistItem, CheckTemplate, FrameworkPack
from tia_desktop.domain.records import CheckItem, RealityCheck, Scalar, link_id
from tia_desktop.paths import user_data_dir
from tia_desktop.services.desk import Desk
from tia_desktop.services.workspace import Workspace

FILE = "practice.tia"
QUESTIONS = 3
NEEDED = ({"good", "ok"}, {"weak", "bad"}, {"none"})
"""Tones the three answers need: a good one, a weak one, and “not seen”."""


class PracticeVisit:
    """An open practice visit. It ends when the last page that holds it lets go."""

    def __init__(self, ws: Workspace, folder: Path, check_id: str) -> None:
        self.ws, self.folder, self.check_id = ws, folder, check_id
        self.ended = False
        self._holders = 0

    @property
    def check(self) -> RealityCheck:
        """The check that is practised."""
        return self.ws.need(RealityCheck, self.check_id)

    def hold(self) -> Callable[[], bool]:
        """Keep the visit open; the function returned lets go, and says whether that ended the visit."""
        self._holders += 1
        held = True

        def release() -> bool:
            nonlocal held
            if not held:
                return False
            held = False
            self._holders -= 1
            if self._holders == 0:
                self.end()
            return self.ended

        return release

    def end(self) -> None:
        """Delete everything. Calling it twice does nothing."""
        if not self.ended:
            self.ended = True
            with suppress(TiaError):
                self.ws.store.close()
            shutil.rmtree(self.folder, ignore_errors=True)


def start(desk: Desk, pack_id: str, *, title: str = "Practice", place: str = "") -> PracticeVisit:
    """Make a practice visit with the words of a pack: its estate visit, or the first check that will do.

    Raises:
        InputError: no check of the pack has three fitting questions, or the pack is not installed.
        StorageError: the folder of the user's data cannot be written to.
    """
    clear_leftovers(desk)
    folder = _new_folder()
    try:
        types = desk.authority_types(pack_id)
        ws = desk.new(folder / FILE, pack_id=pack_id, landlord=title, authority_type=types[0][0])
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    visit = PracticeVisit(ws, folder, ws.store.new_id())
    try:
        _prepare(visit, title, place)
    except BaseException:
        visit.end()
        raise
    return visit


def _prepare(visit: PracticeVisit, title: str, place: str) -> None:
    """Plan and start the check, with three questions left in it. Undo does not reach back to here."""
    ws = visit.ws
    template, items = three_questions(ws.pack)
    kept = {item.id for item in items}
    # Started already: nobody has to agree to it, so it goes straight to the questions.
    check: dict[str, Scalar] = {
        "template": template.id,
        "title": title,
        "place": place,
        "status": "started",
        "started_at": ws.store.now(),
        "consent_at": ws.store.now(),
    }
    out: dict[str, Scalar] = {"check_id": visit.check_id, "omitted": True}
    edits = [Edit(RealityCheck, visit.check_id, check)]
    edits += [
        Edit(CheckItem, link_id(visit.check_id, item.id), {**out, "item_id": item.id})
        for item in template.items
        if item.id not in kept
    ]
    ws.store.record(edits, author=ws.author, cause="create")


def three_questions(pack: FrameworkPack) -> tuple[CheckTemplate, list[ChecklistItem]]:
    """Return a template and three of its questions that share one scheme, the last under another heading.

    Raises:
        InputError: no check of the pack has three such questions.
    """
    estate = [t for t in pack.templates if t.slug == "estate-visit"]
    for template in (*estate, *pack.templates):
        fitting = [item for item in template.items if _fits(pack, item)]
        by_scheme = [i for i in fitting if i.scheme == fitting[0].scheme]
        if len(by_scheme) >= QUESTIONS:
            other = next((i for i in by_scheme[2:] if i.group != by_scheme[0].group), by_scheme[2])
            return template, [*by_scheme[:2], other]
    raise InputError("This framework has no questions to practise with.")


def _fits(pack: FrameworkPack, item: ChecklistItem) -> bool:
    """Whether a question is answered with one key of a scheme that has all three kinds of answer."""
    if item.answer in ("number", "date", "time", "text", "choice", "choices") or item.show_if is not None:
        return False
    choices = pack.scheme(item.scheme).choices
    tones = {pack.item_tone(item, c.id) for c in choices}
    return len(choices) > len(NEEDED) + 1 and all(tones & wanted for wanted in NEEDED)


def clear_leftovers(desk: Desk) -> None:
    """Delete practice visits that a crash left behind. One that is open in another window stays."""
    for folder in _home().glob("*"):
        if not _is_open(desk, folder / FILE):
            shutil.rmtree(folder, ignore_errors=True)


def _is_open(desk: Desk, path: Path) -> bool:
    """Whether somebody works in a file: the lock of every inspection tells, whoever holds it."""
    if not path.exists():
        return False
    try:
        desk.open(path).store.close()
    except LockedFileError:
        return True
    except TiaError:
        return False
    return False


def _home() -> Path:
    return user_data_dir() / "practice"


def _new_folder() -> Path:
    """Make the first free folder: the same few names again and again, so that few locks are ever made."""
    try:
        _home().mkdir(parents=True, exist_ok=True, mode=0o700)
        number = 1
        while True:
            folder = _home() / str(number)
            try:
                folder.mkdir(mode=0o700)
            except FileExistsError:
                number += 1
            else:
                return folder
    except OSError as error:
        raise StorageError(
            f"There is no room to practise: {error.strerror}. Free some space, or start your first check."
        ) from error
