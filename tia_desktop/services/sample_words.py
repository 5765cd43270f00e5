"""The checks, findings and judgements of the sample inspection. Every place and person in it is invented.

Days count from the Monday of the week before the sample is made, so its dates always look recent.
"""

from __future__ import annotations

from dataclasses import dataclass

from tia_desktop.services.sample_notes import AIMS, BETTER, COMPARE, DELIVER, MEETS, PLANS


@dataclass(frozen=True, slots=True)
class SampleCheck:
    """A check to plan. Empty `targets` take the pack's; `status` is planned, started or done."""

    key: str
    kind: str
    title: str
    place: str
    who: str
    day: int
    status: str = "done"
    targets: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class SampleFinding:
    """A finding to record with the keys of the notes behind it."""

    key: str
    text: str
    polarity: str
    questions: tuple[str, ...]
    supports: tuple[str, ...]
    contradicts: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    area: str = ""
    draft: bool = False


@dataclass(frozen=True, slots=True)
class SampleJudgement:
    """A judgement with its reason and the keys of the findings that decided it."""

    id: str
    rating: str
    findings: tuple[str, ...]
    reason: str


CHECKS = (
    SampleCheck("elm", "rc07", "Elm Park", "Elm Park", "Maureen", 8, "started", ((MEETS, 8), (COMPARE, 2))),
    SampleCheck(
        "east", "rc07", "Four estates in the east", "East area", "Maureen", 1, "done",
        ((MEETS, 6), (COMPARE, 1)),
    ),
    SampleCheck("board", "rc01", "Chair and two tenant board members", "Riverside House", "Ruth", 0),
    SampleCheck("meeting", "rc02", "Board meeting", "Riverside House", "Ruth", 2),
    SampleCheck("managers", "rc03", "Repairs, lettings and customer managers", "Riverside House", "Dev", 1),
    SampleCheck(
        "tenants", "rc04", "Tenants from the north and east", "Canal Street hall", "Maureen", 3, "done",
        ((AIMS, 1), (MEETS, 4), (BETTER, 1)),
    ),
    SampleCheck("cases", "rc06", "Repairs, complaints and lettings files", "Riverside House", "Dev", 2),
    SampleCheck("empty", "rc08", "Empty homes ready to let", "East and north areas", "Maureen", 4),
    SampleCheck("shop", "rc11", "Repairs line and complaints", "By phone and email", "Maureen", 0),
    SampleCheck("staff", "rc09", "Caretakers and repairs staff", "Station Road depot", "Ruth", 9, "planned"),
)  # fmt: skip

FINDINGS = (
    SampleFinding(
        "cleaning", "Shared areas in three of five estates are not cleaned to the landlord’s own standard",
        "weakness", (MEETS,),
        ("elm-lobby", "elm-stairs", "east-ash", "east-station", "east-sheet", "ten-clean", "case-clean"),
        context=("east-mill",), area="estate",
    ),
    SampleFinding(
        "repairs", "Urgent repairs are done on time and tenants like the repair staff", "strength", (MEETS,),
        ("case-urgent", "case-appoint", "ten-repairs", "man-repairs", "shop-ring", "shop-right"),
        ("ten-wait",), area="stock",
    ),
    SampleFinding(
        "standards", "Service standards are clear and tenants helped to write them", "strength", (AIMS,),
        ("board-standards", "man-standards", "ten-standards"), context=("board-aims",), area="tp",
    ),
    SampleFinding(
        "relet", "Empty homes take 52 days to re-let; the best quarter take 43", "weakness", (COMPARE,),
        ("case-relet", "case-keys", "case-report"), area="estate",
    ),
    SampleFinding(
        "complaints", "Complaints now lead to changes: three examples since last year", "strength", (BETTER,),
        ("man-complaints", "ten-change", "case-learning", "shop-complaint"),
    ),
    SampleFinding(
        "plan", "The improvement plan is clear, costed and has dates", "strength", (PLANS,),
        ("man-plan", "man-planteam", "board-plan"), context=("man-planold",),
    ),
    SampleFinding(
        "progress", "The board does not see progress on the plan between meetings", "weakness", (DELIVER,),
        ("board-reports", "meeting-figures", "meeting-actions"), context=("board-training",),
    ),
    SampleFinding(
        "door", "Broken entrance doors stay open for weeks", "weakness", (MEETS,), ("elm-door",),
        area="estate", draft=True,
    ),
)  # fmt: skip

JUDGEMENTS = (
    SampleJudgement(
        "j1", "good", ("repairs", "standards", "cleaning", "relet"),
        "Repairs and standards are strong for tenants. Cleaning and re-let times hold it at two stars, "
        "not three.",
    ),
    SampleJudgement(
        "j2", "promising", ("plan", "complaints", "progress"),
        "The plan is sound and complaints already change things. It is not excellent: the board looks at "
        "progress too seldom to put things right in time.",
    ),
)  # fmt: skip

INDICATORS = (
    ("BVPI 66a", 97.4),
    ("BVPI 68", 52.0),
    ("BVPI 72", 96.1),
    ("BVPI 73", 19.5),
)
INDICATOR_PERIOD = "2002/03"
INDICATOR_SOURCE = "Riverside Homes’ year-end return, not audited"
