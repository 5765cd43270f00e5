"""`tia demo`: the sample inspection through the main job, with everything it can produce."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from tia_desktop.cli.root import FOUND, talk_to, tia
from tia_desktop.cli.talk import Talk
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.records import (
    Attachment,
    EvidenceNote,
    Finding,
    Judgement,
    JudgementFinding,
    RealityCheck,
    TeamMember,
)
from tia_desktop.domain.text import count_of
from tia_desktop.services import capture, conclude, guided, judging, plan, team
from tia_desktop.services.checklist import Asked
from tia_desktop.services.coverage import coverage
from tia_desktop.services.desk import EXPORT_FORMATS
from tia_desktop.services.photos import is_text
from tia_desktop.services.readiness import open_problems, standing

if TYPE_CHECKING:
    from tia_desktop.services.workspace import Workspace

_SHOT_SECONDS = 300
_ADVISER, _LEAD, _QUESTION = "Maureen", "Ruth", "j1.kq2"
_TITLE = "Canal Street"
_ANSWERS = (  # how the first questions of the visit are answered: the tone, and the words
    ("ok", ""),
    ("weak", "Leaflets and mud on the floor of the entrance, as at Elm Park."),
    ("weak", "The stairs are sticky from floor 2 up. The cleaning sheet was last signed 16 days ago."),
    ("good", ""),
)
_FINDING = "Stairs and entrances at Canal Street are not cleaned to the landlord’s own standard"
_REASON = "Canal Street shows the same as the other estates."


@tia.command()
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, metavar="DIR", help="Where the results go."
)
@talk_to
def demo(talk: Talk, out: Path) -> int:
    """Take the sample inspection through the main job; leave the file, every export and pictures."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            f"The folder “{out}” cannot be used: {error.strerror}. Choose another one."
        ) from error
    ws = talk.desk.open_sample(out)
    file = ws.store.path
    try:
        steps = [_contents(ws), *_main_job(ws)]
    finally:
        ws.store.close()
    wrong = [f"{p.place}: {p.sentence}" for p in talk.desk.verify_file(file)]
    exports = {}
    for kind in EXPORT_FORMATS:
        exports[kind] = file.with_suffix(f".{kind}")
        with talk.progress(f"Writing {kind}") as progress:
            talk.desk.export_file(file, kind, exports[kind], progress)
    shots = out / "screens"
    trouble = _pictures(file, shots)
    pictures = sorted(shots.glob("*.png"))
    document = {
        "file": str(file),
        "exports": {kind: str(path) for kind, path in exports.items()},
        "screens": [str(path) for path in pictures],
        "steps": steps,
        "problems": [*wrong, *([trouble] if trouble else [])],
    }
    lines = [*steps, f"The inspection: {file}", *(f"Export ({k}): {p}" for k, p in exports.items())]
    talk.done(document, [*lines, f"Screens: {shots} ({count_of(len(pictures), 'picture')})"])
    for sentence in document["problems"]:
        talk.warn(str(sentence))
    return FOUND if document["problems"] else 0


def _contents(ws: Workspace) -> str:
    """Say what the sample starts with."""
    checks = ws.store.find(RealityCheck)
    kinds = {check.template for check in checks if check.status == "done"}
    # The pack belongs to no note, and numbers that hang on one are no photo.
    photos = sum(bool(kept.note_id) and not is_text(kept) for kept in ws.store.find(Attachment))
    parts = (
        count_of(ws.store.count(TeamMember), "person", "people"),
        f"{count_of(len(checks), 'check')} ({len(kinds)} of {len(ws.pack.templates)} kinds done)",
        count_of(ws.store.count(EvidenceNote), "note"),
        count_of(photos, "photo"),
        count_of(ws.store.count(Finding), "finding"),
    )
    return f"{ws.inspection.landlord}: {', '.join(parts)}."


def _main_job(ws: Workspace) -> list[str]:
    """Do another estate visit, write a finding from it, and judge again; return what was done."""
    adviser = replace(ws, author=_ADVISER)
    team.declare_not_own_landlord(adviser, _ADVISER)
    check = plan.add_check(adviser, "estate-visit", _TITLE, place=_TITLE, assigned_to=_ADVISER)
    notes = _visit(adviser, check)
    lead = replace(ws, author=_LEAD)
    finding = conclude.record_finding(lead, _FINDING, "weakness", [_QUESTION], notes=notes, area_id="estate")
    judged = ws.store.get(Judgement, "j1")
    named = [j.finding_id for j in ws.store.find(JudgementFinding, judgement_id="j1")]
    if judged is None:
        raise RuntimeError("the sample has no judgement")
    judging.judge(lead, "j1", judged.rating, f"{judged.reason} {_REASON}", [*named, finding])
    covered = coverage(ws).cells["rc07", _QUESTION]
    problems = standing(open_problems(ws))
    blocks = sum(p.level == "blocks" for p in problems)
    return [
        f"{_ADVISER}, a tenant inspection adviser, said that she does not rent here and visited {_TITLE}.",
        f"Estate visits now have {covered.got} notes for this key question ({covered.target} wanted).",
        f"{_LEAD} wrote a finding from {count_of(len(notes), 'note')} and judged again, naming it.",
        f"Still open: {count_of(blocks, 'block')} and {count_of(len(problems) - blocks, 'warning')}.",
    ]


def _visit(ws: Workspace, check_id: str) -> list[str]:
    """Answer the first questions of the visit, then end it; return the notes that have words."""
    check = guided.begin_check(ws, check_id)
    made = []
    items = ws.pack.template(check.template).items
    for item, (tone, words) in zip(items, _ANSWERS, strict=False):
        choices = ws.pack.scheme_for(item).choices
        rating = next((c.id for c in choices if ws.pack.item_tone(item, c.id) == tone), choices[0].id)
        note = guided.answer(ws, check, Asked(item), rating=rating, place=_TITLE)
        if words:
            capture.change_note(ws, note, {"text": words})
            made.append(note)
    guided.finish_check(ws, check_id)
    return made


def _pictures(file: Path, folder: Path) -> str:
    """Take a picture of every screen in a process of its own; return a sentence when it failed."""
    from tia_desktop.paths import resources_dir

    command = [sys.executable, "-m", "tia_desktop", "--screenshots", str(folder), str(file)]
    path = os.pathsep.join(filter(None, [str(resources_dir().parent), os.environ.get("PYTHONPATH", "")]))
    # A home of its own: nobody's settings and file names belong into the pictures.
    with TemporaryDirectory(prefix="tia-demo-") as home:
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": path, "TIA_HOME": home}
        try:
            done = subprocess.run(
                command, env=environment, capture_output=True, text=True, timeout=_SHOT_SECONDS, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            return f"The pictures could not be taken ({type(error).__name__})."
    if done.returncode:
        last = (done.stderr.strip().splitlines() or [f"the program ended with code {done.returncode}"])[-1]
        return f"Not all pictures could be taken: {last}"
    return "" if any(folder.glob("*.png")) else "No pictures were taken."
