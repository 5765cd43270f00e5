"""What stands in the way about personal data: the words that go into the report name nobody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tia_desktop.domain.conclude_records import Driver, EarlierView
from tia_desktop.domain.pack import JudgementSpec
from tia_desktop.domain.personal import personal_cell
from tia_desktop.domain.records import Finding, Judgement, link_id
from tia_desktop.services.evidence_ports import PassageRow
from tia_desktop.services.readiness_problem import OpenProblem, short_name, warns
from tia_desktop.services.workspace import Workspace

_SOURCE = "UK GDPR, article 5; ours, since reports name nobody"
_MARKS = {"personal": "personal", "special": "specially protected"}


def personal_problems(
    ws: Workspace, findings: Mapping[str, Finding], rows: Sequence[PassageRow]
) -> Iterator[OpenProblem]:
    """Give the texts of the report that hold what tells who somebody is, and passages that may not be quoted.

    The sentences repeat nothing of it: they go into exports themselves.
    """
    for finding in findings.values():
        yield from _text(short_name(finding), finding.text, finding.id)
    for spec in ws.pack.judgements:
        made = ws.store.get(Judgement, spec.id)
        if made is not None:
            yield from _text(f"the reason for “{spec.title}”", made.reason, made.id) or _earlier(ws, spec)
    for driver in ws.store.find(Driver):
        yield from _text("a barrier" if driver.is_barrier else "a driver", driver.text, driver.id)
    for row in rows:
        name, link = short_name(findings[row.finding_id]), link_id(row.finding_id, row.note_id)
        yield from _text(f"the answer to what contradicts {name}", row.answer, link)
        yield from _passage(name, row, link)


def _text(where: str, text: str, record_id: str) -> list[OpenProblem]:
    found = personal_cell([text])
    said = f"Look at {where}. {found} Take it out: a report names nobody."
    return [warns("personal-data", said, _SOURCE, record_id)] if found else []


def _earlier(ws: Workspace, spec: JudgementSpec) -> list[OpenProblem]:
    """A view that was left stays as it was: nobody can take anything out of it."""
    views = ws.store.find(EarlierView, judgement_id=spec.id)
    found = personal_cell(words for view in views for words in (view.reason, view.because))
    said = f"Look at the earlier views of “{spec.title}”. {found.replace('It', 'One', 1)} "
    said += "The report shows it as it was. Say why that may be."
    return [warns("personal-data", said, _SOURCE, spec.id)] if found else []


def _passage(name: str, row: PassageRow, record_id: str) -> Iterator[OpenProblem]:
    if not row.quote:
        return
    found, mark = personal_cell([row.quote]), _MARKS.get(row.sensitivity, "")
    if found or mark:
        why = found or f"Its note is marked as {mark}."
        said = f"Look at the passage that is quoted for {name}. {why} Quote other words, or none."
        yield warns("personal-passage", said, _SOURCE, record_id)
