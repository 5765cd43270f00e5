"""Walks through a checklist from outside as the pages of guided capture do, through services."""

from __future__ import annotations

import hashlib
import random
from pathlib import Path

from tests.helpers.form_answers import candidates
from tests.helpers.pictures import encoded
from tia_desktop.domain.form_records import parts_of
from tia_desktop.domain.forms import Question
from tia_desktop.domain.records import EvidenceNote, RealityCheck
from tia_desktop.importers.xlsform import read_xlsform
from tia_desktop.services import capture, guided, photos
from tia_desktop.services.form_checks import note_values
from tia_desktop.services.form_import import Source, keep_checklist
from tia_desktop.services.form_questions import checklist_of, form_of
from tia_desktop.services.workspace import Workspace


def source_of(path: Path) -> Source:
    """Read a form as `tia import-checklist` does."""
    read = read_xlsform(path)
    return Source(read.form, read.losses, path.name, hashlib.sha256(path.read_bytes()).hexdigest())


def planned(ws: Workspace, source: Source, kind: str = "estate-visit") -> str:
    """Plan a check that runs a form; return its id."""
    return keep_checklist(ws, source, kind=kind, title="Elm Park").check_id


def answer(ws: Workspace, check: RealityCheck, step: guided.Step, text: str, question: Question) -> None:
    """Answer a question as the page does: words into the note, everything else as its value."""
    if question.kind == "image":
        note = guided.answer(ws, check, step.asked, rating=ws.pack.scheme(step.item.scheme).choices[0].id)
        photos.attach_photo(ws, note, text, encoded())
        return
    kept = checklist_of(ws, check)
    assert kept is not None
    values = note_values(form_of(ws, kept), question, text)
    if "value" in values:
        guided.answer(ws, check, step.asked, value=values["value"])
    else:
        capture.type_note(ws, guided.ensure_note(ws, check, step.asked, ""), values["text"])


def walk_through(ws: Workspace, check_id: str, rng: random.Random) -> list[str]:
    """Answer what is asked until nothing is left; return the questions that no answer suited."""
    guided.begin_check(ws, check_id)
    check, stuck = ws.need(RealityCheck, check_id), list[str]()
    kept = checklist_of(ws, check)
    assert kept is not None
    form = form_of(ws, kept)
    by_path = {q.path: q for q in form.questions()}
    steps = guided.steps(ws, check)
    while left := next((s for s in steps if not s.done and s.key not in stuck), None):
        question, offered = by_path[parts_of(left.item.id)[1]], {c.id for c in left.item.choices}
        if question.choices and question.kind != "rank" and not offered:
            capture.type_note(ws, guided.ensure_note(ws, check, left.asked, ""), "nothing to choose from")
            steps = guided.steps(ws, check)
            continue
        tried = [text for text in candidates(form, question, rng) if text]
        if question.kind == "integer":  # small ones first: some say how often something repeats
            tried.sort(key=lambda text: abs(int(text)))
        for text in tried:
            if offered and question.kind != "acknowledge" and not set(text.split()) <= offered:
                continue
            answer(ws, check, left, text, question)
            steps = guided.steps(ws, check)
            now = next((s for s in steps if s.key == left.key), None)
            if now is None or (now.done and not now.asked.problem):
                break
        else:
            stuck.append(left.key)
    return stuck


def notes_of(ws: Workspace, check_id: str) -> list[EvidenceNote]:
    """The notes of a check, oldest first."""
    return ws.store.find(EvidenceNote, check_id=check_id)
