"""Fault 1 in guided capture: killed in the middle of each kind, on the same page with the same text."""

from __future__ import annotations

import os

import pytest

from tests.helpers.project import run_python
from tests.helpers.stores import pack_and_bytes

WORDS = "The stairs are wet, and nobody has"

# The killed window is a forked process; the parent has Qt imported but no application of its own.
PROGRAM = """
import os, signal, sys, tempfile
from pathlib import Path
from tia_desktop.__main__ import dress, load_qt, make_app
from tia_desktop.bootstrap import AppDesk
from tia_desktop.domain.records import RealityCheck
from tia_desktop.services import checklist, guided, plan
load_qt()
import tia_desktop.ui.screens.capture.view
import tia_desktop.ui.shell
from PySide6.QtTest import QTest
from tia_desktop.ui.main_window import MainWindow

WORDS = sys.argv[1]
desk = AppDesk()

def prepare(path, kind):
    landlord = "Riverside Homes (sample)"
    ws = desk.new(path, pack_id="almo-2003", landlord=landlord, authority_type="london", author="Ann")
    check = plan.add_check(ws, kind, "A check", place="Block C")
    if ws.pack.template(kind).consent:
        guided.record_consent(ws, check, "everybody, spoken")
    for spec in ws.pack.template(kind).refusals({}):
        checklist.set_field(ws, check, spec.id, spec.must.answers[0])
    guided.begin_check(ws, check)
    ws.store.close()
    return check

def page_of(app, path, check):
    window = MainWindow(desk)
    window.shell.opened(desk.open(path))
    window.shell.go("capture", check_id=check)
    window.show()
    QTest.qWait(20)
    return window, window.shell.pages.page

def type_and_wait(path, check, out):
    app = make_app()
    dress(app, desk)
    window, page = page_of(app, path, check)
    for _ in range(2):
        page.go_on()
        QTest.qWait(20)
    page.panel.note.setFocus()
    QTest.keyClicks(page.panel.note, WORDS)
    store = window.shell.workspace.store
    for _ in range(300):
        QTest.qWait(10)
        if WORDS in {n.text for n in guided_notes(store)}:
            os.write(out, (page.panel.question.key + "\\n").encode())
            break
    signal.pause()

def guided_notes(store):
    from tia_desktop.domain.records import EvidenceNote
    return store.find(EvidenceNote)

def look(path, check, out):
    app = make_app()
    dress(app, desk)
    _, page = page_of(app, path, check)
    os.write(out, f"{page.panel.question.key}|{page.panel.note.text()}\\n".encode())
    os._exit(0)

def child(run, path, check):
    back, out = os.pipe()
    pid = os.fork()
    if not pid:
        try:
            run(path, check, out)
        finally:
            os._exit(9)
    os.close(out)
    with os.fdopen(back) as answers:
        said = answers.readline().strip()
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return said

with tempfile.TemporaryDirectory() as folder:
    for kind in sys.argv[2:]:
        path = Path(folder) / f"{kind}.tia"
        check = prepare(path, kind)
        typed = child(type_and_wait, path, check)
        print(kind, "|", typed, "|", child(look, path, check))
"""


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="the killed window is a forked process")
def test_every_kind_goes_on_where_it_was_killed() -> None:
    kinds = [template.id for template in pack_and_bytes()[0].templates]
    done = run_python(PROGRAM, WORDS, *kinds, timeout=240)
    assert done.returncode == 0, done.stderr
    lines = [line.split("|") for line in done.stdout.splitlines()]
    assert [line[0].strip() for line in lines] == kinds
    for kind, typed, key, text in lines:
        assert typed.strip(), f"{kind}: nothing was saved while typing"
        assert (key.strip(), text) == (typed.strip(), WORDS), kind
