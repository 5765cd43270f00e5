"""What a sample says about the whole list: counts first, then between which shares the truth lies.

PRODUCT ("Collect"): "7 of 12" first, then an interval, for each stratum and overall with weights; never a
bare percentage of a small sample. A case to which the question does not apply leaves the count, and so does
one without evidence; both are said.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import ceil, floor

from tia_desktop.domain.case_records import REPLACED, CaseList, Sample, SampledCase, SampleStratum
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.intervals import Counted, Interval, interval, overall
from tia_desktop.domain.pack import ChecklistItem, FrameworkPack
from tia_desktop.domain.records import EvidenceNote, RealityCheck
from tia_desktop.domain.text import count_of, one_line
from tia_desktop.services.capture import new_note
from tia_desktop.services.checklist import item_of
from tia_desktop.services.guided import tone_of
from tia_desktop.services.number_documents import result_document, sample_document
from tia_desktop.services.photos import numbers_edit
from tia_desktop.services.sampled_cases import cases_of, entry_of
from tia_desktop.services.sampling import strata_of
from tia_desktop.services.workspace import Workspace

_HIT, _MISS, _NOT_APPLYING, _NO_EVIDENCE, _OPEN = "hit", "miss", "does not apply", "no evidence", "open"
_GOOD = ("good", "ok")
_METHODS = {"exact": "exact", "wilson": "Wilson", "strata": "weighted, Wilson"}
_COMPARED = re.compile(r"\s*(<=|>=|<|>|=)\s*(-?\d+(?:\.\d+)?)\s*")


@dataclass(frozen=True, slots=True)
class PartResult:
    """What was found in a stratum; in the whole list when there are no strata.

    Attributes:
        name: of the stratum.
        size: its cases in the list.
        hits, looked_at: cases with a good answer, and with any that counts.
        not_applying: cases to which the question does not apply.
        no_evidence: cases that say nothing about it.
        open: cases without an answer yet.
        interval: shares of the stratum; None when nothing counts.
    """

    name: str
    size: int
    hits: int
    looked_at: int
    not_applying: int
    no_evidence: int
    open: int
    interval: Interval | None


@dataclass(frozen=True, slots=True)
class SampleResult:
    """What a sample says about one question.

    Attributes:
        question: the question, in the words in which it is asked of each case.
        value: what counted as good ("<=28"); "" when the grade says it.
        size: cases in the list.
        replaced: cases that others stand in for.
        share: of the whole list, each stratum by its size; None when a stratum has nothing that counts.
        interval: of that share.
    """

    sample_id: str
    item_id: str
    question: str
    value: str
    size: int
    parts: tuple[PartResult, ...]
    replaced: int
    share: float | None
    interval: Interval | None

    @property
    def hits(self) -> int:
        """Good answers in all strata."""
        return sum(part.hits for part in self.parts)

    @property
    def looked_at(self) -> int:
        """Answers that count in all strata."""
        return sum(part.looked_at for part in self.parts)


def result(ws: Workspace, sample_id: str, item_id: str, value: str = "") -> SampleResult:
    """Count what was found for one question of the checklist.

    Args:
        ws: the open inspection.
        sample_id: the sample.
        item_id: the question.
        value: for a number or choice, what is good: "0", "<=28", the id of a choice; "" takes the grade.

    Raises:
        InputError: the check has no such question.
    """
    sample = ws.need(Sample, sample_id)
    item = _item(ws, sample, item_id)
    said = _answers(ws, sample, item, value)
    counts: dict[str, Counter[str]] = {}
    for case in cases_of(ws, sample_id):
        counts.setdefault(case.stratum, Counter())[said(case)] += 1
    strata = strata_of(ws, sample_id)
    parts = tuple(_part(stratum, counts.get(stratum.name, Counter())) for stratum in strata)
    found = overall([_weighed(part) for part in parts]) if any(part.looked_at for part in parts) else None
    if len(parts) == 1:  # one list: the same numbers as its only part
        one = parts[0]
        found = (one.hits / one.looked_at, one.interval) if one.interval else None
    return SampleResult(
        sample_id=sample_id,
        item_id=item_id,
        question=item.question or item.text,
        value=value,
        size=sample.size,
        parts=parts,
        replaced=ws.store.count(SampledCase, sample_id=sample_id, status=REPLACED),
        share=found[0] if found else None,
        interval=found[1] if found else None,
    )


def results(ws: Workspace, sample_id: str) -> list[SampleResult]:
    """Return the results of all graded questions that have an answer, in the order of the checklist."""
    sample = ws.need(Sample, sample_id)
    check = ws.need(RealityCheck, sample.check_id)
    graded = {note.item_id for note in ws.store.find(EvidenceNote, check_id=check.id) if note.rating}
    own = sorted(graded - {item.id for item in ws.pack.template(check.template).all_items} - {""})
    order = [item.id for item in ws.pack.template(check.template).all_items if item.id in graded] + own
    found = [result(ws, sample_id, i) for i in order if item_of(ws, i, check.id)]
    return [each for each in found if each.looked_at]


def _item(ws: Workspace, sample: Sample, item_id: str) -> ChecklistItem:
    item = item_of(ws, item_id, sample.check_id)
    if item is None:
        raise InputError(f"There is no question “{one_line(item_id, 40)}” in the check of this sample.")
    return item


def _answers(ws: Workspace, sample: Sample, item: ChecklistItem, value: str) -> Callable[[SampledCase], str]:
    """Return what says how a case counts: by the oldest note on the question, as the guided walk shows it."""
    notes: dict[str, EvidenceNote] = {}
    for note in ws.store.find(EvidenceNote, check_id=sample.check_id, item_id=item.id):
        if not note.speaker:
            notes.setdefault(note.entry_id, note)
    is_good = _test_of(value) if value.strip() else None

    def said(case: SampledCase) -> str:
        note = notes.get(entry_of(case)) if case.entry_id else None
        if note is None:
            return _OPEN
        if is_good is not None and note.value:
            return _HIT if is_good(note.value) else _MISS
        return _by_grade(ws.pack, note, item, without_value=is_good is None)

    return said


def _by_grade(pack: FrameworkPack, note: EvidenceNote, item: ChecklistItem, *, without_value: bool) -> str:
    tone = tone_of(pack, note, item)
    if not tone:
        return _OPEN
    if tone == "none":
        return _NO_EVIDENCE if _is_not_seen(pack, note) else _NOT_APPLYING
    if not without_value:
        return _OPEN  # a number is asked for, and there is only a grade
    return _HIT if tone in _GOOD else _MISS


def _is_not_seen(pack: FrameworkPack, note: EvidenceNote) -> bool:
    """The choice on 0 is “not seen” in every scheme (`domain.pack_build`)."""
    try:
        return pack.choice(note.scheme, note.rating).key == 0
    except InputError:  # a grade of another pack, from a file that was merged in
        return True


def _test_of(value: str) -> Callable[[str], bool]:
    told = _COMPARED.fullmatch(value)
    if not told:
        return lambda answer: (
            value.strip().casefold() in (answer.strip().casefold(), *answer.casefold().split())
        )
    sign, limit = told[1], float(told[2])

    def holds(answer: str) -> bool:
        try:
            number = float(answer.replace(",", ""))
        except ValueError:
            return False
        compared: Mapping[str, bool] = {
            "<": number < limit,
            "<=": number <= limit,
            ">": number > limit,
            ">=": number >= limit,
            "=": number == limit,
        }
        return compared[sign]

    return holds


def _part(stratum: SampleStratum, said: Counter[str]) -> PartResult:
    hits, looked_at = said[_HIT], said[_HIT] + said[_MISS]
    # Cases to which the question does not apply are not among those that the answer stands for.
    counted = Counted(hits, looked_at, stratum.size - said[_NOT_APPLYING])
    return PartResult(
        name=stratum.name,
        size=stratum.size,
        hits=hits,
        looked_at=looked_at,
        not_applying=said[_NOT_APPLYING],
        no_evidence=said[_NO_EVIDENCE],
        open=said[_OPEN],
        interval=interval(counted),
    )


def _weighed(part: PartResult) -> Counted:
    """Give a stratum the weight of the cases to which the question applies, as far as the sample tells."""
    told = part.looked_at + part.not_applying
    applies = round(part.size * part.looked_at / told) if told else part.size
    return Counted(part.hits, part.looked_at, max(applies, part.looked_at))


# ---- in words


def words(found: SampleResult) -> list[str]:
    """Say a result in lines: "7 of 12" first, then what that means for the list."""
    asked = found.question if found.question.endswith("?") else f"{found.question}:"
    if not found.looked_at:
        return [f"{asked} No case has an answer that counts yet."]
    good = f" with {found.value}" if found.value else ""
    lines = [f"{asked} {found.hits} of {count_of(found.looked_at, 'case')}{good}."]
    if found.interval is None:
        lines.append("One group has no answer that counts, so nothing is said about the whole list.")
    else:
        lines.append(_limits(found.interval, "the whole list", found.size))
    if len(found.parts) > 1:
        lines += [_part_line(part) for part in found.parts]
    return lines + _left(found)


def _limits(found: Interval, where: str, size: int) -> str:
    if found.method == "whole":
        return f"Every case of {where} that it applies to was looked at."
    low, high = floor(found.low * 100), ceil(found.high * 100)
    method = _METHODS[found.method]
    return f"In {where} ({size:,}) it is between {low} % and {high} %, 19 times of 20 ({method})."


def _part_line(part: PartResult) -> str:
    name = part.name or "(empty)"
    if part.interval is None:
        return f"{name}: no answer that counts, of {part.size:,} in the list."
    return f"{name}: {part.hits} of {part.looked_at}. {_limits(part.interval, 'this group', part.size)}"


def _left(found: SampleResult) -> list[str]:
    told = (
        (sum(p.not_applying for p in found.parts), "does not apply to {}"),
        (sum(p.no_evidence for p in found.parts), "no evidence in {}"),
        (sum(p.open for p in found.parts), "not answered yet for {}"),
    )
    left = [text.format(count_of(number, "case")) for number, text in told if number]
    if found.replaced:
        left.append(f"{count_of(found.replaced, 'case')} replaced")
    return ["; ".join(left)[:1].upper() + "; ".join(left)[1:] + "."] if left else []


def keep_result(ws: Workspace, sample_id: str, item_id: str, value: str = "", *, origin: str = "") -> str:
    """Keep a result as a note of its check, its numbers in the words and attached; return its id.

    Raises:
        InputError: no case has an answer that counts.
    """
    found, sample = result(ws, sample_id, item_id, value), ws.need(Sample, sample_id)
    if not found.looked_at:
        raise InputError(words(found)[0])
    check, kept = ws.need(RealityCheck, sample.check_id), ws.need(CaseList, sample.list_id)
    item = _item(ws, sample, item_id)
    how = f"{sample.method} sample of {sample.wanted:,}".capitalize()
    drawn = f"{how} from “{one_line(kept.title, 80)}” ({sample.size:,} cases), seed {sample.seed}."
    questions = item.key_questions or ws.pack.template(check.template).key_questions[:1]
    edits = new_note(
        ws,
        check,
        None,  # it answers the question for all cases, and not for the first one
        None,
        {
            "text": "\n".join([*words(found), drawn]),
            "how": "measured",
            "source": "data",
            "value": f"{found.hits} of {found.looked_at}",
            "place": check.place,
        },
        questions,
    )
    numbers = {
        "sample": sample_document(sample, strata_of(ws, sample_id), cases_of(ws, sample_id)),
        "result": result_document(found),
    }
    edits.append(numbers_edit(ws, edits[0].record_id, numbers))
    ws.store.record(edits, author=ws.author, origin=origin)
    return edits[0].record_id
