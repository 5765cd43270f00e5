"""Surveys of an inspection: keeping what was read, counting it again, taking it away."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

from tia_desktop.domain.case_records import CaseList
from tia_desktop.domain.changes import Edit
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.records import Attachment, RealityCheck, Scalar, link_id
from tia_desktop.domain.survey_records import Survey, SurveyResult
from tia_desktop.domain.survey_sets import DONT_KNOW, SurveySet
from tia_desktop.domain.surveys import Tally
from tia_desktop.domain.text import count_of, one_line
from tia_desktop.services.capture import NoteDraft, note_edits
from tia_desktop.services.case_lists import CONTENT, MEDIA_TYPE, content
from tia_desktop.services.case_tables import CaseTable
from tia_desktop.services.guided import begin_edits
from tia_desktop.services.ports import Progress
from tia_desktop.services.survey_columns import SurveyPlan
from tia_desktop.services.survey_content import (
    BLANK,
    FILTERED,
    NOT_ASKED,
    UNKNOWN,
    Counter,
    Tallies,
    TallyKey,
    Weights,
    count_content,
)
from tia_desktop.services.survey_counted import is_counted, read_counted
from tia_desktop.services.survey_counts import counts_text
from tia_desktop.services.survey_reading import ReadSurvey, read_answers
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
        return read_counted(table, asked, plan, progress)
    return read_answers(table, asked, plan, progress)


def keep_survey(
    ws: Workspace,
    read: ReadSurvey,
    asked: SurveySet,
    plan: SurveyPlan,
    facts: SurveyFacts,
    *,
    origin: str = "",
) -> str:
    """Keep a survey that was read, with its results and wanted comments, as one action; return its id.

    Raises:
        InputError: a fact is missing, or the same answers are there already.
    """
    check_facts(ws, asked, facts)
    values = _table_values(read, asked, plan, facts.title)
    comments = [
        NoteDraft(
            text=text,
            check_id=facts.check_id,
            how="told",
            source="tenant",
            exact_words=True,
            questions=first_question(ws, facts.check_id),
            place=f"{values['title']}, row {row}",
        )
        for row, text in read.comments
    ]
    packed = (read.content, read.sha256)
    return keep_counted(ws, asked, facts, values, read, packed, comments=comments, origin=origin)


def _table_values(read: ReadSurvey, asked: SurveySet, plan: SurveyPlan, title: str) -> dict[str, Scalar]:
    """Return where the answers stood and how they were read: with it a stranger reads them again."""
    source = read.source
    reading = {
        "columns": read.columns,
        "groups": list(plan.groups),
        "tenure": plan.tenure,
        "weight": plan.weight,
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


def check_facts(ws: Workspace, asked: SurveySet, facts: SurveyFacts) -> None:
    """Raise when a fact is missing or makes no sense."""
    ws.need(RealityCheck, facts.check_id)
    if not facts.period.strip() or not facts.source.strip():
        raise InputError("Say when people were asked and who asked them: the period and the source.")
    for tenure, homes in facts.homes.items():
        asked.tenure(tenure)
        if not 0 < homes <= MOST_HOMES:
            raise InputError(f"{homes:,} is no number of homes. Write a whole number, such as 4200.")


def first_question(ws: Workspace, check_id: str) -> Sequence[str]:
    """Return the key question that people's own words help with: the first of the kind of check."""
    return ws.pack.template(ws.need(RealityCheck, check_id).template).key_questions[:1]


def keep_counted(
    ws: Workspace,
    asked: SurveySet,
    facts: SurveyFacts,
    values: dict[str, Scalar],
    counted: ReadSurvey | Counter,
    packed: tuple[bytes, str],
    *,
    comments: Sequence[NoteDraft] = (),
    instead_of: Sequence[Edit] = (),
    origin: str = "",
) -> str:
    """Keep what was counted as a new survey, as one action; return its id.

    Args:
        ws: the open inspection.
        asked: the question set.
        facts: what is known about the survey.
        values: where the answers stood and how they were read.
        counted: the counts, by question, tenure and group.
        packed: the content and the SHA-256 of what is packed.
        comments: notes that come with it.
        instead_of: edits that take away what it stands in the place of.
        origin: who writes, so that they are not told.

    Raises:
        InputError: the same answers are there already.
    """
    for known in ws.store.find(Survey, sha256=packed[1]):
        if (known.set_id, known.period) == (asked.id, facts.period.strip()):
            raise InputError(f"These answers are here already: “{one_line(known.title, 60)}”. Use that one.")
    survey_id = ws.store.new_id()
    edits = [*instead_of]
    edits += survey_edits(
        ws, survey_id, asked, facts, values, counted.tallies, packed, weights=counted.weights
    )
    checks = {facts.check_id: ws.need(RealityCheck, facts.check_id)}
    for draft in comments:
        edits += note_edits(ws, draft, ws.store.new_id(), checks)
    ws.store.record(edits, author=ws.author, cause="import", origin=origin)
    return survey_id


def survey_edits(
    ws: Workspace,
    survey_id: str,
    asked: SurveySet,
    facts: SurveyFacts,
    values: dict[str, Scalar],
    tallies: Tallies,
    packed: tuple[bytes, str],
    *,
    weights: Weights | None = None,
) -> list[Edit]:
    """Return the edits that keep a survey with its content and results."""
    data, sha256 = packed
    values = values | {
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
    edits = [Edit(Survey, survey_id, values)]
    edits.append(_content_edit(ws, survey_id, str(values["title"]), data))
    homes = {asked.tenure(t).id: n for t, n in facts.homes.items()}
    same = {"survey_id": survey_id, "list_sha256": sha256, "author": ws.author}
    for key, counts in sorted(tallies.items()):
        if set(counts) - {NOT_ASKED}:
            told = _result_values(asked, facts, key, counts, (weights or {}).get(key, {}))
            told["population"] = None if key.group_column else homes.get(key.tenure)
            edits.append(Edit(SurveyResult, ws.store.new_id(), {**same, **told}))
    return edits + begin_edits(ws, ws.need(RealityCheck, facts.check_id), agreed=True)


def _content_edit(ws: Workspace, survey_id: str, title: str, data: bytes) -> Edit:
    kept: dict[str, Scalar] = {
        "sha256": ws.store.put_blob(data),
        "name": f"{title} (content)",
        "media_type": MEDIA_TYPE,
        "size": len(data),
    }
    return Edit(Attachment, link_id(survey_id, CONTENT), kept)


def _result_values(
    asked: SurveySet,
    facts: SurveyFacts,
    key: TallyKey,
    counts: Mapping[str, float],
    weights: Mapping[str, tuple[float, float]],
) -> dict[str, Scalar]:
    scale = asked.scale_of(asked.question(key.question))
    told = {a.id: _plain(counts[a.id]) for a in scale.answers if a.id in counts}
    return {
        "check_id": facts.check_id,
        "set_id": asked.id,
        "question_id": key.question,
        "group_column": key.group_column,
        "group_name": key.group,
        "tenure": key.tenure,
        "base": Tally(told, scale.positive).base,
        "dont_know": round(counts.get(DONT_KNOW, 0)),
        "blank": round(counts.get(BLANK, 0)),
        "filtered": round(counts.get(FILTERED, 0)),
        "unknown": round(counts.get(UNKNOWN, 0)),
        "counts": counts_text(told, weights),
        "positive": json.dumps(scale.positive),
        "weighted": facts.weighted or bool(weights),
        "period": facts.period.strip(),
        "source": facts.source.strip(),
    }


def _plain(number: float) -> float:
    return int(number) if float(number).is_integer() else number


# ---- counting again


def recount(ws: Workspace, survey_id: str) -> list[str]:
    """Count the kept content again and say in sentences where a kept result differs; none when all agree.

    Raises:
        DamagedFileError: the content is not the one that was kept.
    """
    survey = ws.need(Survey, survey_id)
    known = CaseList(id=survey.id, sha256=survey.sha256)  # kept as the content of a list is
    with closing(content(ws, known)) as lines:
        counted = count_content(lines)
    said, there = [], set[TallyKey]()
    for result in ws.store.find(SurveyResult, survey_id=survey_id):
        key = TallyKey(result.question_id, result.tenure, result.group_column, result.group_name)
        there.add(key)
        again = counted.tallies.get(key, {})
        kept = {**json.loads(result.counts), **_left(result)}
        found = {a: round(n) if a in _left(result) else n for a, n in again.items() if a != NOT_ASKED}
        weights = {a: w for a, w in counted.weights.get(key, {}).items() if a not in _left(result)}
        if _some(json.loads(counts_text(found, weights))) != _some(kept):
            said.append(f"{key.question} ({key.tenure}) comes to other counts than the kept ones.")
    missing = [
        key for key, counts in counted.tallies.items() if key not in there and set(counts) - {NOT_ASKED}
    ]
    if missing:
        said.append(f"{count_of(len(missing), 'result')} of the content are not among the kept ones.")
    return said


def _some(counts: Mapping[str, Any]) -> dict[str, Any]:
    return {answer: number for answer, number in counts.items() if number}


def _left(result: SurveyResult) -> dict[str, int]:
    return {
        DONT_KNOW: result.dont_know,
        BLANK: result.blank,
        FILTERED: result.filtered,
        UNKNOWN: result.unknown,
    }


# ---- taking away


def remove_survey(ws: Workspace, survey_id: str, *, origin: str = "") -> None:
    """Take a survey and its results away; notes that were made of it stay. Undo brings it back."""
    ws.need(Survey, survey_id)
    ws.store.record(removal_edits(ws, survey_id), author=ws.author, origin=origin)


def removal_edits(ws: Workspace, survey_id: str) -> list[Edit]:
    """Return the edits that take a survey and its results away."""
    edits = [Edit(SurveyResult, r.id, remove=True) for r in ws.store.find(SurveyResult, survey_id=survey_id)]
    return [
        *edits,
        Edit(Attachment, link_id(survey_id, CONTENT), remove=True),
        Edit(Survey, survey_id, remove=True),
    ]
