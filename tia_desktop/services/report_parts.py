"""The parts of a report: what an export may say about an inspection, frozen and in a fixed order."""

from __future__ import annotations

from dataclasses import dataclass

from tia_desktop.domain.conclude_records import Driver
from tia_desktop.domain.pack import Prompt, SubQuestion
from tia_desktop.domain.records import Inspection
from tia_desktop.domain.rules import Triangulation
from tia_desktop.services.coverage import Coverage
from tia_desktop.services.earlier_views import PastView
from tia_desktop.services.figure_comparison import ComparedFigure
from tia_desktop.services.readiness import OpenProblem
from tia_desktop.services.releasing import ReleaseState
from tia_desktop.services.report_numbers import ReportNumbers


@dataclass(frozen=True, slots=True)
class ReportNote:
    """A piece of evidence. `number` is its place in the list of evidence ("E12"), 1 for the first."""

    number: int
    id: str
    text: str
    check_id: str
    check_title: str
    kind_id: str  # of the template, "" for the inbox
    kind: str
    item: str
    how: str
    how_word: str
    source: str
    source_word: str
    place: str
    observed_at: str
    author: str
    rating: str
    rating_word: str
    scheme: str
    value: str
    exact_words: bool
    sensitivity: str
    questions: tuple[str, ...]
    areas: tuple[str, ...]
    attachments: tuple[tuple[str, str, str, str], ...]  # (name, media type, sha256, caption)
    part: str = ""  # room, block or agenda item
    speaker: str = ""  # by role or number


@dataclass(frozen=True, slots=True)
class ReportEvidence:
    """A note behind a finding, with its stance.

    Attributes:
        quote: the very passage of the note's words, "" for all of them; it begins at character `quote_at`.
        file: the very photo, as in the note's `attachments`; None for none.
        answer: why the finding holds although the note contradicts it; "" while nobody said.
    """

    note: ReportNote
    stance: str
    quote: str = ""
    quote_at: int = 0
    file: tuple[str, str, str, str] | None = None
    answer: str = ""
    answered_by: str = ""
    answered_at: str = ""


@dataclass(frozen=True, slots=True)
class ReportFigure:
    """A figure beside a finding, with its stance."""

    compared: ComparedFigure
    stance: str


@dataclass(frozen=True, slots=True)
class ReportFinding:
    """A strength or a weakness with everything behind it."""

    id: str
    text: str
    polarity: str
    status: str
    author: str
    area_id: str
    questions: tuple[str, ...]
    evidence: tuple[ReportEvidence, ...]
    triangulation: Triangulation
    decides: tuple[str, ...]  # judgements that name it
    number: int = 0  # 12 is "F12"; 0 without one
    weight: str = ""  # high, medium, low, as a person said
    sub_question: SubQuestion | None = None
    prompts: tuple[Prompt, ...] = ()
    figures: tuple[ReportFigure, ...] = ()

    @property
    def label(self) -> str:
        """What it is called in reasons and reports, such as "F12"; "" without a number."""
        return f"F{self.number}" if self.number else ""

    @property
    def rests_on_figures_alone(self) -> bool:
        """Whether figures support it and no note does (guidance para 66)."""
        return any(f.stance == "supports" for f in self.figures) and not self.triangulation.supporting


@dataclass(frozen=True, slots=True)
class ReportQuestion:
    """A key question with its findings; one that straddles two questions stands under both."""

    id: str
    number: int
    title: str
    findings: tuple[ReportFinding, ...]
    strength: Triangulation | None = None  # of all its findings together

    def of(self, polarity: str) -> tuple[ReportFinding, ...]:
        """The strengths, or the weaknesses."""
        return tuple(f for f in self.findings if f.polarity == polarity)


@dataclass(frozen=True, slots=True)
class ReportJudgement:
    """One of the two judgements. `rating` is "" while nobody has judged."""

    id: str
    title: str
    levels: tuple[tuple[str, str, int | None], ...]  # (id, word, stars or None), lowest first
    rating: str
    rating_word: str
    stars: int | None
    reason: str
    author: str
    decided_at: str
    deciding: tuple[str, ...]  # finding ids
    questions: tuple[ReportQuestion, ...]
    earlier: tuple[PastView, ...] = ()  # newest first


@dataclass(frozen=True, slots=True)
class ReportDriver:
    """What helps improvement, or hinders it, with the ids of the findings that show it."""

    driver: Driver
    findings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReportCheck:
    """A reality check and how many notes it brought."""

    id: str
    kind_id: str
    kind: str
    title: str
    place: str
    status: str
    notes: int


@dataclass(frozen=True, slots=True)
class InspectionReport:
    """Everything an export may say about an inspection."""

    inspection: Inspection
    authority_type: str
    pack_id: str
    pack_version: str
    pack_hash: str
    pack_title: str
    judgements: tuple[ReportJudgement, ...]
    checks: tuple[ReportCheck, ...]
    notes: tuple[ReportNote, ...]
    indicators: tuple[ComparedFigure, ...]
    numbers: ReportNumbers
    problems: tuple[OpenProblem, ...]  # those that a person accepted too
    coverage: Coverage
    kind_names: dict[str, str]
    question_names: dict[str, str]  # short
    area_names: dict[str, str]
    chain_head: str
    changes: int
    program: str
    drivers: tuple[ReportDriver, ...]  # what helps first, then what hinders
    release: ReleaseState

    @property
    def standing(self) -> tuple[OpenProblem, ...]:
        """What still stands in the way."""
        return tuple(p for p in self.problems if not p.accepted)

    @property
    def accepted(self) -> tuple[OpenProblem, ...]:
        """The warnings that a person accepted, with the reason."""
        return tuple(p for p in self.problems if p.accepted)

    @property
    def findings(self) -> tuple[ReportFinding, ...]:
        """Every finding once, in the order of the report."""
        seen: dict[str, ReportFinding] = {}
        for judgement in self.judgements:
            for question in judgement.questions:
                for finding in question.findings:
                    seen.setdefault(finding.id, finding)
        return tuple(seen.values())
