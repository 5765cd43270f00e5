"""Surveys of an inspection: keeping what was read, and counting what guided capture collected."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field

from tia_desktop.domain.case_records import CaseList
from tia_desktop.domain.changes import Edit
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.records import Attachment, EvidenceNote, RealityCheck, Scalar, link_id
from tia_desktop.domain.survey_records import Survey, SurveyResult
from tia_desktop.domain.survey_sets import DONT_KNOW, NO, SurveyQuestion, SurveySet
from tia_desktop.domain.surveys import Tally
from tia_desktop.domain.text import count_of, one_line
from tia_desktop.services.capture import NoteDraft, note_edits
from tia_desktop.services.case_lists import CONTENT, MEDIA_TYPE, content
from tia_desktop.services.case_tables import CaseTable
from tia_desktop.services.ports import Progress
from tia_desktop.services.survey_columns import SurveyPlan
from tia_desktop.services.survey_content import (
    BLANK,
    CAPTURE,
    FILTERED,
    NOT_ASKED,
    OTHER,
    TENURE,
    UNKNOWN,
    Counter,
    Packer,
    Tallies,
    TallyKey,
    count_content,
)
from tia_desktop.services.survey_counted import is_counted, read_counted
from tia_desktop.services.survey_reading import ReadSurvey, only_tenure, read_answers
from tia_desktop.services.workspace import Workspace

MOST_HOMES = 10_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyFacts:
    """What a person says about a survey.

    Attributes:
        check_id: the check it belongs to.
        period: when people were asked, such as "2025/26".
        source: who asked, such as "Landlord's survey, by post".
        title: "" takes the file's name.
        method: who was asked and how.
        homes: tenure -> homes that the answers speak for.
        weighted: whether the counts were weighted.
    """

    check_id: str
    period: str
    source: str
    title: str = ""
    method: str = ""
    homes: Mapping[str, int] = field(default_factory=dict)
    weighted: bool = False


def read_survey(
    table: CaseTable, asked: SurveySet, plan: SurveyPlan, progress: Progress | None = None
) -> ReadSurvey:
    """Read a table of answers or of counts, as a look before the import too; nothing is kept."""
    if is_counted(table, asked):
        return read_counted(table, asked, plan)
    return read_answers(table, asked, plan, progress)


def keep_survey(
    ws: Workspace, read: ReadSurvey, asked: SurveySet, plan: SurveyPlan, facts: SurveyFacts
) -> str:
    """Keep a survey that was read, with its results and wanted comments, as one action; return its id.

    Raises:
        InputError: a fact is missing, or the same answers are there already.
    """
    _test_facts(ws, asked, facts)
    values = _table_values(read, asked, plan, facts.title)
    comments = [
        NoteDraft(
            text=text,
            check_id=facts.check_id,
            how="told",
            source="tenant",
            exact_words=True,
            questions=_questions(ws, facts.check_id),
            place=f"{values['title']}, row {row}",
        )
        for row, text in read.comments
    ]
    return _keep(ws, asked, facts, values, read.tallies, (read.content, read.sha256), comments)


def _table_values(read: ReadSurvey, asked: SurveySet, plan: SurveyPlan, title: str) -> dict[str, Scalar]:
    """Return where the answers stood and how they were read: with it a stranger reads them again."""
    source = read.source
    reading = {
        "columns": read.columns,
        "groups": list(plan.groups),
        "tenure": plan.tenure,
        "answers": dict(plan.answers),
        "numbers": plan.numbers,
        "scales": {s.id: [a.id for a in s.answers] for s in asked.scales},
        "rule": asked.rule,
    }
    return {
        "title": title.strip() or source.path.stem,
        "kind": read.kind,
        "source_name": source.path.name,
        "source_sha256": source.sha256(),
        "sheet": source.sheet,
        "header_row": source.header,
        "encoding": source.encoding,
        "separator": source.separator,
        "reading": json.dumps(reading, ensure_ascii=False),
        "left_out": json.dumps(read.left_out, ensure_ascii=False),
        "row_count": read.row_count,
        "skipped": read.skipped,
    }


def _test_facts(ws: Workspace, asked: SurveySet, facts: SurveyFacts) -> None:
    ws.need(RealityCheck, facts.check_id)
    if not facts.period.strip() or not facts.source.strip():
        raise InputError("Say when people were asked and who asked them: the period and the source.")
    for tenure, homes in facts.homes.items():
        asked.tenure(tenure)
        if not 0 < homes <= MOST_HOMES:
            raise InputError(f"{homes:,} is no number of homes. Write a whole number, such as 4200.")


def _questions(ws: Workspace, check_id: str) -> Sequence[str]:
    return ws.pack.template(ws.need(RealityCheck, check_id).template).key_questions[:1]


def _keep(
    ws: Workspace,
    asked: SurveySet,
    facts: SurveyFacts,
    values: dict[str, Scalar],
    tallies: Tallies,
    packed: tuple[bytes, str],
    comments: Sequence[NoteDraft] = (),
) -> str:
    data, sha256 = packed
    for known in ws.store.find(Survey, sha256=sha256):
        if (known.set_id, known.period) == (asked.id, facts.period.strip()):
            raise InputError(f"These answers are here already: “{one_line(known.title, 60)}”. Use that one.")
    survey_id = ws.store.new_id()
    values |= {
        "set_id": asked.id,
        "edition": asked.edition,
        "check_id": facts.check_id,
        "method": facts.method.strip(),
        "period": facts.period.strip(),
        "source": facts.source.strip(),
        "sha256": sha256,
        "author": ws.author,
        "added_at": ws.store.now(),
    }
    edits = [Edit(Survey, survey_id, values), _content_edit(ws, survey_id, str(values["title"]), data)]
    homes = {asked.tenure(t).id: n for t, n in facts.homes.items()}
    for key, counts in sorted(tallies.items()):
        if set(counts) - {NOT_ASKED}:
            edits.append(
                _result_edit(ws, survey_id, asked, facts, key, counts, homes.get(key.tenure), sha256)
            )
    checks = {facts.check_id: ws.need(RealityCheck, facts.check_id)}
    for draft in comments:
        edits += note_edits(ws, draft, ws.store.new_id(), checks)
    ws.store.record(edits, author=ws.author, cause="import")
    return survey_id


def _content_edit(ws: Workspace, survey_id: str, title: str, data: bytes) -> Edit:
    kept: dict[str, Scalar] = {
        "sha256": ws.store.put_blob(data),
        "name": f"{title} (content)",
        "media_type": MEDIA_TYPE,
        "size": len(data),
    }
    return Edit(Attachment, link_id(survey_id, CONTENT), kept)


def _result_edit(
    ws: Workspace,
    survey_id: str,
    asked: SurveySet,
    facts: SurveyFacts,
    key: TallyKey,
    counts: Mapping[str, float],
    homes: int | None,
    sha256: str,
) -> Edit:
    scale = asked.scale_of(asked.question(key.question))
    told = {a.id: _plain(counts[a.id]) for a in scale.answers if a.id in counts}
    tally = Tally(told, scale.positive)
    values: dict[str, Scalar] = {
        "survey_id": survey_id,
        "check_id": facts.check_id,
        "set_id": asked.id,
        "question_id": key.question,
        "group_column": key.group_column,
        "group_name": key.group,
        "tenure": key.tenure,
        "base": tally.base,
        "dont_know": round(counts.get(DONT_KNOW, 0)),
        "blank": round(counts.get(BLANK, 0)),
        "filtered": round(counts.get(FILTERED, 0)),
        "unknown": round(counts.get(UNKNOWN, 0)),
        "counts": json.dumps(told),
        "positive": json.dumps(scale.positive),
        "population": None if key.group_column else homes,
        "weighted": facts.weighted,
        "period": facts.period.strip(),
        "source": facts.source.strip(),
        "list_sha256": sha256,
        "author": ws.author,
    }
    return Edit(SurveyResult, ws.store.new_id(), values)


def _plain(number: float) -> float:
    return int(number) if float(number).is_integer() else number


# ---- what guided capture collected


def collect_survey(
    ws: Workspace,
    asked: SurveySet,
    facts: SurveyFacts,
    checks: Sequence[str],
    *,
    tenure: str = "",
    items: Mapping[str, str] | None = None,
) -> str:
    """Count the answers in the notes of some checks, one check for each person asked, and keep the result.

    Args:
        ws: the open inspection.
        asked: the question set.
        facts: what is known about the survey; its check keeps the result.
        checks: the checks, one for each person.
        tenure: whose homes, when the set asks about several.
        items: checklist item -> question, where it is not the set's own.

    Raises:
        InputError: no check, or none of them has an answer to the set.
    """
    _test_facts(ws, asked, facts)
    place = only_tenure(asked, tenure)
    wanted = {item: q for q in asked.questions for item in q.items}
    wanted |= {item: asked.question(q) for item, q in (items or {}).items()}
    questions = [q for q in asked.questions if q in wanted.values()]
    names = [TENURE, *(q.id for q in questions)]
    lines = [
        [place, *(_collected(given, asked, q, wanted, place) for q in questions)]
        for given in (_given(ws, check) for check in dict.fromkeys(checks))
    ]
    if not any(cell not in OTHER for line in lines for cell in line[1:]):
        raise InputError(f"No answer to “{one_line(asked.title, 60)}” is in these checks yet.")
    packer, counter = Packer(names), Counter(names)
    packer.add(lines)
    counter.add(lines)
    reading = {
        "items": {item: q.id for item, q in wanted.items()},
        "checks": list(checks),
        "scales": {s.id: {a.id: list(a.ratings) for a in s.answers} for s in asked.scales},
        "dont_know": list(asked.dont_know_ratings),
        "rule": asked.rule,
    }
    values: dict[str, Scalar] = {
        "title": facts.title.strip() or asked.title,
        "kind": CAPTURE,
        "reading": json.dumps(reading, ensure_ascii=False),
        "row_count": len(lines),
    }
    return _keep(ws, asked, facts, values, counter.tallies, packer.done())


def _given(ws: Workspace, check_id: str) -> dict[str, str]:
    """Return checklist item -> grade or choice, the oldest note of each; several choices are none."""
    check, given = ws.need(RealityCheck, check_id), dict[str, str]()
    for note in ws.store.find(EvidenceNote, check_id=check.id, entry_id="", speaker=""):
        if note.item_id:
            given.setdefault(note.item_id, note.value or note.rating)
    return given


def _collected(
    given: Mapping[str, str],
    asked: SurveySet,
    question: SurveyQuestion,
    wanted: Mapping[str, SurveyQuestion],
    tenure: str,
) -> str:
    if tenure not in question.tenures:
        return NOT_ASKED
    first = next((f for f in asked.filters if f.id == question.filter_id), None)
    if first and given.get(first.item) in (NO, "na"):
        return FILTERED
    told = next((given[item] for item, q in wanted.items() if q == question and given.get(item)), "")
    if told in ("", "not_asked", "not_seen"):
        return BLANK
    if told in asked.dont_know_ratings:
        return DONT_KNOW
    answers = asked.scale_of(question).answers
    return next((a.id for a in answers if told in (a.id, *a.ratings)), UNKNOWN)


# ---- counting again


def recount(ws: Workspace, survey_id: str) -> list[str]:
    """Count the kept content again and say in sentences where a kept result differs; none when all agree.

    Raises:
        DamagedFileError: the content is not the one that was kept.
    """
    survey = ws.need(Survey, survey_id)
    known = CaseList(id=survey.id, sha256=survey.sha256)  # kept as the content of a list is
    with closing(content(ws, known)) as lines:
        tallies = count_content(lines)
    said, there = [], set[TallyKey]()
    for result in ws.store.find(SurveyResult, survey_id=survey_id):
        key = TallyKey(result.question_id, result.tenure, result.group_column, result.group_name)
        there.add(key)
        again = tallies.get(key, {})
        kept = {**json.loads(result.counts), **_left(result)}
        found = {a: round(n) if a in _left(result) else n for a, n in again.items() if a != NOT_ASKED}
        if {a: n for a, n in found.items() if n} != {a: n for a, n in kept.items() if n}:
            said.append(f"{key.question} ({key.tenure}) comes to other counts than the kept ones.")
    missing = [key for key, counts in tallies.items() if key not in there and set(counts) - {NOT_ASKED}]
    if missing:
        said.append(f"{count_of(len(missing), 'result')} of the content are not among the kept ones.")
    return said


def _left(result: SurveyResult) -> dict[str, int]:
    return {
        DONT_KNOW: result.dont_know,
        BLANK: result.blank,
        FILTERED: result.filtered,
        UNKNOWN: result.unknown,
    }


def remove_survey(ws: Workspace, survey_id: str, *, origin: str = "") -> None:
    """Take a survey and its results away; notes that were made of it stay. Undo brings it back."""
    ws.need(Survey, survey_id)
    edits = [Edit(SurveyResult, r.id, remove=True) for r in ws.store.find(SurveyResult, survey_id=survey_id)]
    edits += [
        Edit(Attachment, link_id(survey_id, CONTENT), remove=True),
        Edit(Survey, survey_id, remove=True),
    ]
    ws.store.record(edits, author=ws.author, origin=origin)
