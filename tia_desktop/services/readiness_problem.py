"""One thing that stands in the way of a judgement that can be defended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tia_desktop.domain.records import Finding
from tia_desktop.domain.text import one_line
from tia_desktop.services.conclude import label_of
from tia_desktop.services.workspace import Workspace

OWN_LANDLORD = ("own-landlord", "own-landlord-evidence")
"""Rules about people who rent from the landlord that is inspected: nobody can ever accept these (para 35)."""

SUBJECT_OF = {
    "finding-without-words": "findings",
    "finding-without-evidence": "findings",
    "indicators-alone": "findings",
    "focus-groups-only": "findings",
    "papers-only": "findings",
    "one-source-only": "findings",
    "contradiction-unanswered": "findings",
    "quote-outdated": "findings",
    "question-without-finding": "questions",
    "question-with-few-kinds": "questions",
    "question-papers-only": "questions",
    "no-judgement": "judgements",
    "judgement-without-reason": "judgements",
    "judgement-without-findings": "judgements",
    "judgement-on-draft": "judgements",
    "reason-names-unknown-finding": "judgements",
    "own-landlord": "people",
    "own-landlord-evidence": "people",
    "rents-here": "people",
    "no-lead": "people",
    "no-adviser": "people",
    "nobody-came-before": "people",
    "nobody-from-outside": "people",
    "dates": "order",
    "inbox": "order",
    "personal-data": "personal",
    "personal-passage": "personal",
}
"""Every rule there is, with what it is about: a long list is looked at one subject at a time."""


@dataclass(frozen=True, slots=True)
class OpenProblem:
    """One thing that stands in the way.

    Attributes:
        level: "blocks" or "warns".
        rule: short stable name of the rule, such as "finding-without-evidence".
        sentence: what is wrong and what to do.
        source: where the rule comes from.
        record_id: the record to jump to; a key question's or judgement's id counts as one; "" for the team.
        accepted: the reason for which a person accepted it; "" when it still stands in the way.
        accepted_by: who accepted it.
        lapsed: the reason for which it was accepted when it said something else: it counts no more.
    """

    level: str
    rule: str
    sentence: str
    source: str
    record_id: str
    accepted: str = ""
    accepted_by: str = ""
    lapsed: str = ""

    @property
    def key(self) -> str:
        """What it is called from outside: each problem has its own, and keeps it while it is open."""
        return f"{self.rule}:{self.record_id}"

    @property
    def may_accept(self) -> bool:
        """Whether a person may accept it with a reason."""
        return self.level == "warns" and self.rule not in OWN_LANDLORD


def blocks(rule: str, sentence: str, source: str, record_id: str) -> OpenProblem:
    """A problem that must be put right."""
    return OpenProblem("blocks", rule, sentence, source, record_id)


def warns(rule: str, sentence: str, source: str, record_id: str) -> OpenProblem:
    """A problem that a person may accept, with a reason."""
    return OpenProblem("warns", rule, sentence, source, record_id)


def standing(problems: Iterable[OpenProblem]) -> list[OpenProblem]:
    """Return the problems that still stand in the way: those that nobody accepted."""
    return [problem for problem in problems if not problem.accepted]


# ---- words and numbers that several rules share


def the_finding(finding: Finding) -> str:
    """Return what a sentence about a finding begins with: "The finding F12 “Lifts fail.”"."""
    kind = "draft finding" if finding.status == "draft" else "finding"
    label, text = label_of(finding), one_line(finding.text, 80)
    if not label and not text:
        return f"A {kind}"
    return " ".join(part for part in ("The", kind, label, f"“{text}”" if text else "") if part)


def short_name(finding: Finding) -> str:
    """Return what a finding is called where its words must not be repeated: "the finding F12"."""
    label = label_of(finding)
    return f"the finding {label}" if label else "a finding"


def least(ws: Workspace, threshold_id: str) -> int:
    """Return a number of the pack that is the least there should be; 0 when the pack asks for nothing."""
    found = next((t.value for t in ws.pack.thresholds if t.id == threshold_id), 0)
    return found if isinstance(found, int) else 0


def source_of(ws: Workspace, threshold_id: str) -> str:
    """Return where a threshold of the pack comes from."""
    return next((t.source for t in ws.pack.thresholds if t.id == threshold_id), "the framework")
