"""Inspections without a flaw, and flaws to plant in them: each says by itself what readiness must find.

What is expected is written here and never asked of the program: a plant returns the keys of the problems that
it makes, and nothing else may be found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from random import Random
from unittest.mock import patch

from tests.fakes import FakeStore
from tests.helpers.stores import LANDLORD, PNG, begin
from tia_desktop.domain.changes import Edit
from tia_desktop.domain.conclude_records import FigureLink
from tia_desktop.domain.records import (
    EvidenceNote,
    Finding,
    FindingQuestion,
    InspectionDate,
    Judgement,
    JudgementFinding,
    NoteQuestion,
    RealityCheck,
    Scalar,
    TeamMember,
    link_id,
)
from tia_desktop.services import (
    capture,
    conclude,
    drivers,
    figure_links,
    indicators,
    judging,
    passages,
    photos,
    plan,
    team,
)
from tia_desktop.services.capture import NoteDraft
from tia_desktop.services.ports import Store
from tia_desktop.services.workspace import Workspace
from tia_desktop.store.inspection_file import InspectionFile

LOOKED = ("tenant", "staff", "manager", "board", "councillor", "partner")
KINDS = ("rc01", "rc02", "rc03", "rc05", "rc07", "rc08", "rc09")
PEOPLE = ("Ruth", "Dev", "Maureen")
WORDS = ("lifts", "repairs", "stairs", "letters", "visits", "doors", "bins", "lights", "halls", "calls")
PRIVATE = ("Ring 020 7946 0000 about it.", "Write to ann@example.org.", "She lives at SW1A 1AA.")


@dataclass
class Made:
    """A generated inspection, and what a plant may lean on."""

    ws: Workspace
    rng: Random
    checks: dict[str, str]  # kind -> check
    by_question: dict[str, list[str]]  # key question -> its notes

    def note(self, kind: str, source: str, text: str = "", **more: object) -> str:
        """A note of a check; of no key question, so that nothing else changes."""
        said = text or f"{self.sentence()} was looked at."
        author = str(more.pop("author", self.rng.choice(PEOPLE)))
        draft = NoteDraft(
            text=said,
            check_id=self.checks[kind],
            source=source,
            how="seen",
            author=author,
            **more,  # type: ignore[arg-type]
        )
        return capture.add_note(self.ws, draft)

    def sentence(self) -> str:
        """A few words that name nobody."""
        return " and ".join(self.rng.sample(WORDS, 3)).capitalize()

    def finding(self, *notes: str, text: str = "", draft: bool = False, question: str = "j1.kq2") -> str:
        """A finding with these notes behind it."""
        said = text or f"{self.sentence()} are well run."
        polarity = self.rng.choice(("strength", "weakness"))
        return conclude.record_finding(self.ws, said, polarity, [question], notes=notes, draft=draft)

    def well_based(self, **more: object) -> str:
        """A finding that lacks nothing."""
        return self.finding(*self.good_notes(), **more)  # type: ignore[arg-type]

    def good_notes(self) -> list[str]:
        """Two kinds of check, two groups of people."""
        (one, two), (who, other) = self.rng.sample(KINDS, 2), self.rng.sample(LOOKED, 2)
        return [self.note(one, who), self.note(two, other)]

    def write(self, *edits: Edit) -> None:
        """Straight through the store."""
        self.ws.store.record(edits, author="raw")


def clean(ws: Workspace, seed: int) -> Made:
    """Fill an empty inspection with something of everything, and nothing wrong."""
    rng = Random(seed)
    team.add_member(ws, "Ruth", "lead", region="North", inspected_before=True)
    team.add_member(ws, "Dev", "inspector", region="South")
    team.add_member(ws, "Maureen", "tia", rents_from="Hillside Council (sample)")
    if rng.random() < 0.5:  # somebody who said yes and did nothing is in nobody's way
        sid = team.declare_own_landlord(ws, "Sid").id
        done: dict[str, Scalar] = {"template": "rc07", "status": "done", "assigned_to": sid}
        ws.store.record([Edit(RealityCheck, "sids", done)], author="raw")
    made = Made(ws, rng, {}, {})
    for kind in (*KINDS, "rc04", "rc06"):
        check = plan.add_check(ws, kind, f"{kind} of the visit", targets={}, areas=())
        made.checks[kind] = check
        if rng.random() < 0.3:
            ws.store.record([Edit(RealityCheck, check, {"status": "done"})], author="Ruth")
    _questions(made)
    _findings(made)
    _judgements(made)
    if rng.random() < 0.5:
        days = {"almo_started": "2026-01-05", "team_on_site": "2026-11-09", "report_published": "2027-02-01"}
        made.write(*(Edit(InspectionDate, event, {"day": day}) for event, day in days.items()))
    return made


def _questions(made: Made) -> None:
    """Every key question has two kinds of check, and somebody who looked or listened."""
    for question in made.ws.pack.key_questions:
        kinds = made.rng.sample(KINDS, made.rng.randint(2, 4))
        sources = [
            made.rng.choice(LOOKED),
            *made.rng.choices((*LOOKED, "document", "data"), k=len(kinds) - 1),
        ]
        made.by_question[question.id] = [
            made.note(kind, source, questions=[question.id])
            for kind, source in zip(kinds, sources, strict=True)
        ]


def _findings(made: Made) -> None:
    ws, rng = made.ws, made.rng
    for question in ws.pack.key_questions:
        finding = made.well_based(question=question.id)
        if rng.random() < 0.5:
            against = made.note(rng.choice(KINDS), rng.choice(LOOKED))
            conclude.link_evidence(ws, finding, [against], "contradicts")
            conclude.answer_contradiction(ws, finding, against, "It was before the repair.")
        if rng.random() < 0.5:
            conclude.link_evidence(ws, finding, [made.note("rc06", "data")], "context")
        if rng.random() < 0.5:
            note = made.note(rng.choice(KINDS), rng.choice(LOOKED), "The hall was clean on both days.")
            photo = photos.attach_photo(ws, note, "hall.png", PNG)
            conclude.link_evidence(ws, finding, [note])
            passages.set_passage(ws, finding, note, 4, 18)
            passages.set_photo(ws, finding, note, photo)
    figure = indicators.record_indicator(ws, "BVPI 66a", 97.4, "2002/03", "Their return")
    figure_links.link_figure(ws, finding, figure)
    made.well_based(draft=True)


def _judgements(made: Made) -> None:
    ws = made.ws
    final = [f for f in ws.store.find(Finding) if f.status == "final"]
    for spec in ws.pack.judgements:
        named = made.rng.sample(final, 2)
        level = made.rng.choice(spec.scale.levels).id
        reason = f"{named[0].text} See F{named[0].number} and F{named[1].number}."
        judging.judge(ws, spec.id, level, reason, [f.id for f in named])
    drivers.add_driver(ws, "The board listens.", is_barrier=False, scope="service", findings=[final[0].id])
    drivers.add_driver(ws, "Money is short.", is_barrier=True, scope="corporate")


@contextmanager
def unguarded() -> Iterator[None]:
    """Let through what the store refuses, as a file may hold it that came from somewhere else."""
    with (
        patch.object(FakeStore, "_refuse_own_landlord", lambda _: None),
        patch.object(InspectionFile, "_refuse_own_landlord", lambda _: None),
    ):
        yield


# ---- plants: each makes its own finding, person or date, so that any of them go together


Keys = Sequence[str]
Plant = Callable[[Made], Keys]


def _no_words(made: Made) -> Keys:
    finding = made.well_based()
    conclude.change_finding(made.ws, finding, {"text": " \n"})
    return [f"finding-without-words:{finding}"]


def _no_evidence(made: Made) -> Keys:
    return [f"finding-without-evidence:{made.finding()}"]


def _no_evidence_draft(made: Made) -> Keys:
    return [f"finding-without-evidence:{made.finding(draft=True)}"]


def _emptied(made: Made) -> Keys:
    note = made.note("rc07", "tenant")
    finding = made.finding(note)
    capture.type_note(made.ws, note, "")
    made.ws.store.seal()
    return [f"finding-without-evidence:{finding}"]


def _only_against(made: Made) -> Keys:
    note, finding = made.note("rc07", "tenant"), made.finding()
    conclude.link_evidence(made.ws, finding, [note], "contradicts")
    conclude.answer_contradiction(made.ws, finding, note, "It was another block.")
    return [f"finding-without-evidence:{finding}"]


def _with_a_figure(made: Made, stance: str) -> str:
    """A finding with a figure beside it and no note."""
    finding = made.finding()
    figure = indicators.record_indicator(made.ws, "BVPI 66a", 90.0, "2001/02", "Their return")
    values: dict[str, Scalar] = {"finding_id": finding, "figure_id": figure, "stance": stance}
    made.write(Edit(FigureLink, link_id(finding, figure), values))
    return finding


def _figure_alone(made: Made) -> Keys:
    return [f"indicators-alone:{_with_a_figure(made, 'supports')}"]


def _figure_against(made: Made) -> Keys:
    """A figure that speaks against a finding carries it no more than none."""
    return [f"finding-without-evidence:{_with_a_figure(made, 'contradicts')}"]


def _counted(made: Made) -> Keys:
    """What checks of the team counted is no indicator of the landlord's."""
    return [f"papers-only:{made.finding(made.note('rc06', 'data'), made.note('rc05', 'data'))}"]


def _figures_told(made: Made) -> Keys:
    """The landlord's own figures, told in the self-assessment: no check of the team."""
    note = made.ws.store.new_id()
    values = {"text": "97 % of rent was paid.", "source": "data", "how": "read", "prompt_id": "a prompt"}
    made.write(Edit(EvidenceNote, note, values))
    return [f"indicators-alone:{made.finding(note)}"]


def _papers(made: Made) -> Keys:
    one, two = made.rng.sample(KINDS, 2)
    return [f"papers-only:{made.finding(made.note(one, 'document'), made.note(two, 'data'))}"]


def _groups(made: Made) -> Keys:
    return [f"focus-groups-only:{made.finding(made.note('rc04', 'tenant'), made.note('rc04', 'staff'))}"]


def _one_kind(made: Made) -> Keys:
    kind, (who, other) = made.rng.choice(KINDS), made.rng.sample(LOOKED, 2)
    draft = made.rng.random() < 0.3
    return [f"one-source-only:{made.finding(made.note(kind, who), made.note(kind, other), draft=draft)}"]


def _one_group(made: Made) -> Keys:
    (one, two), who = made.rng.sample(KINDS, 2), made.rng.choice(LOOKED)
    return [f"one-source-only:{made.finding(made.note(one, who), made.note(two, who))}"]


def _contradicted(made: Made) -> Keys:
    finding = made.well_based(draft=made.rng.random() < 0.3)
    against = [made.note(made.rng.choice(KINDS), "tenant") for _ in range(made.rng.randint(1, 3))]
    conclude.link_evidence(made.ws, finding, against, "contradicts")
    return [f"contradiction-unanswered:{finding}"]


def _answer_taken_back(made: Made) -> Keys:
    finding, note = made.well_based(), made.note("rc08", "tenant")
    conclude.link_evidence(made.ws, finding, [note], "contradicts")
    conclude.answer_contradiction(made.ws, finding, note, "It was another block.")
    conclude.answer_contradiction(made.ws, finding, note, "")
    return [f"contradiction-unanswered:{finding}"]


def _quoted(made: Made, text: str = "The hall was clean.", **more: object) -> tuple[str, str]:
    finding, note = made.well_based(), made.note("rc07", "tenant", text, **more)
    conclude.link_evidence(made.ws, finding, [note])
    passages.set_passage(made.ws, finding, note, 0, len(text))
    return finding, note


def _quote_gone(made: Made) -> Keys:
    finding, note = _quoted(made)
    capture.change_note(made.ws, note, {"text": "The hall was dirty."})
    return [f"quote-outdated:{finding}:{note}"]


def _photo_gone(made: Made) -> Keys:
    finding, note = _quoted(made)
    photo = photos.attach_photo(made.ws, note, "hall.png", PNG)
    passages.set_photo(made.ws, finding, note, photo)
    photos.remove_photo(made.ws, photo)
    return [f"quote-outdated:{finding}:{note}"]


def _question_open(made: Made) -> Keys:
    """Its findings belong to another question now."""
    for link in made.ws.store.find(FindingQuestion, question_id="j2.kq3"):
        conclude.set_finding_questions(made.ws, link.finding_id, ["j1.kq2"])
    stray: dict[str, Scalar] = {"finding_id": "gone", "question_id": "j2.kq3"}
    made.write(Edit(FindingQuestion, "gone:j2.kq3", stray))  # of a finding that is not there
    return ["question-without-finding:j2.kq3"]


def _few_kinds(made: Made) -> Keys:
    for note in made.by_question["j2.kq2"][made.rng.randint(0, 1) :]:
        made.write(Edit(NoteQuestion, link_id(note, "j2.kq2"), remove=True))
    if len(made.ws.store.find(NoteQuestion, question_id="j2.kq2")) == 1:
        made.ws.store.record(
            [Edit(EvidenceNote, made.by_question["j2.kq2"][0], {"source": "tenant"})], author="raw"
        )
    return ["question-with-few-kinds:j2.kq2"]


def _question_on_paper(made: Made) -> Keys:
    for note in made.by_question["j2.kq1"]:
        made.write(Edit(NoteQuestion, link_id(note, "j2.kq1"), remove=True))
    papers = made.rng.choice((("document", "data"), ("document", "document")))
    for kind, source in zip(made.rng.sample(KINDS, 2), papers, strict=True):
        made.note(kind, source, questions=["j2.kq1"])
    return ["question-papers-only:j2.kq1"]


def _not_judged(judgement: str) -> Plant:
    def plant(made: Made) -> Keys:
        made.write(Edit(Judgement, judgement, {"rating": ""}))
        return [f"no-judgement:{judgement}"]

    return plant


def _no_reason(judgement: str) -> Plant:
    def plant(made: Made) -> Keys:
        made.write(Edit(Judgement, judgement, {"reason": " "}))
        return [f"judgement-without-reason:{judgement}"]

    return plant


def _nothing_decided(judgement: str) -> Plant:
    def plant(made: Made) -> Keys:
        links = made.ws.store.find(JudgementFinding, judgement_id=judgement)
        made.write(*(Edit(JudgementFinding, link.id, remove=True) for link in links))
        return [f"judgement-without-findings:{judgement}"]

    return plant


def _on_draft(judgement: str) -> Plant:
    def plant(made: Made) -> Keys:
        finding = made.well_based(draft=True)
        values: dict[str, Scalar] = {"judgement_id": judgement, "finding_id": finding}
        made.write(Edit(JudgementFinding, link_id(judgement, finding), values))
        return [f"judgement-on-draft:{judgement}"]

    return plant


def _wrong_label(judgement: str) -> Plant:
    def plant(made: Made) -> Keys:
        reason = made.ws.need(Judgement, judgement).reason
        made.write(Edit(Judgement, judgement, {"reason": f"{reason} And F9999, F9998, F9999."}))
        return [f"reason-names-unknown-finding:{judgement}"]

    return plant


def _private_reason(judgement: str) -> Plant:
    def plant(made: Made) -> Keys:
        reason = made.ws.need(Judgement, judgement).reason
        made.write(Edit(Judgement, judgement, {"reason": f"{reason} {made.rng.choice(PRIVATE)}"}))
        return [f"personal-data:{judgement}"]

    return plant


def _member(made: Made, **values: Scalar) -> str:
    member = made.ws.store.new_id()
    with unguarded():
        made.write(Edit(TeamMember, member, {"name": f"Person {member[-6:]}", **values}))
    return member


def _adviser_rents(made: Made) -> Keys:
    return [f"own-landlord:{_member(made, role='tia', rents_from=LANDLORD)}"]


def _declared_and_rents(made: Made) -> Keys:
    """Somebody who answered the advisers' question works as one, whatever their role is called."""
    values: dict[str, Scalar] = {"role": "auditor", "declared_at": "2026-11-01", "rents_from": LANDLORD}
    return [f"own-landlord:{_member(made, **values)}"]


def _stopped_with_check(made: Made) -> Keys:
    member = _member(made, role="stopped", rents_from=LANDLORD)
    check = plan.add_check(made.ws, "rc07", "Elm Park", targets={}, areas=())
    with unguarded():
        made.write(Edit(RealityCheck, check, {"assigned_to": member}))
    return [f"own-landlord:{member}"]


def _stopped_wrote(made: Made) -> Keys:
    name = f"Person {made.ws.store.new_id()[-6:]}"
    note = made.note("rc07", "tenant", author=name.upper())
    stance = made.rng.choice(("supports", "contradicts"))
    finding = made.well_based()
    conclude.link_evidence(made.ws, finding, [note], stance)
    if stance == "contradicts":
        conclude.answer_contradiction(made.ws, finding, note, "It was another block.")
    beside = made.well_based()
    conclude.link_evidence(made.ws, beside, [note], "context")  # this one does not count it
    team.declare_own_landlord(made.ws, name)
    return [f"own-landlord-evidence:{finding}"]


def _inspector_rents(made: Made) -> Keys:
    return [
        f"rents-here:{_member(made, role=made.rng.choice(('inspector', 'auditor')), rents_from=LANDLORD)}"
    ]


def _set_all(field: str, when: Mapping[str, Scalar], value: Scalar, key: str) -> Plant:
    def plant(made: Made) -> Keys:
        edits = [
            Edit(TeamMember, m.id, {field: value})
            for m in made.ws.store.find(TeamMember)
            if all(getattr(m, name) == wanted for name, wanted in when.items())
        ]
        made.write(*edits)
        return [key]

    return plant


def _dates(days: Mapping[str, str], event: str) -> Plant:
    def plant(made: Made) -> Keys:
        known = {"almo_started": "", "team_on_site": "", "report_published": "", **days}
        made.write(*(Edit(InspectionDate, name, {"day": day}) for name, day in known.items()))
        return [f"dates:{event}"]

    return plant


def _inbox(made: Made) -> Keys:
    for _ in range(made.rng.randint(1, 3)):
        capture.add_note(made.ws, NoteDraft(text="To be sorted.", author="Ruth"))
    return ["inbox:"]


def _private_finding(made: Made) -> Keys:
    return [f"personal-data:{made.well_based(text=f'Lifts fail. {made.rng.choice(PRIVATE)}')}"]


def _private_driver(made: Made) -> Keys:
    said = made.rng.choice(PRIVATE)
    return [f"personal-data:{drivers.add_driver(made.ws, said, is_barrier=True, scope='service')}"]


def _private_answer(made: Made) -> Keys:
    finding, note = made.well_based(), made.note("rc08", "tenant")
    conclude.link_evidence(made.ws, finding, [note], "contradicts")
    conclude.answer_contradiction(made.ws, finding, note, made.rng.choice(PRIVATE))
    return [f"personal-data:{finding}:{note}"]


def _private_passage(made: Made) -> Keys:
    finding, note = _quoted(made, sensitivity=made.rng.choice(("personal", "special")))
    return [f"personal-passage:{finding}:{note}"]


def _private_quote(made: Made) -> Keys:
    finding, note = _quoted(made, made.rng.choice(PRIVATE))
    return [f"personal-passage:{finding}:{note}"]


_ANY: dict[str, Plant] = {
    "finding without words": _no_words,
    "finding without evidence": _no_evidence,
    "draft without evidence": _no_evidence_draft,
    "evidence taken out again": _emptied,
    "only what contradicts": _only_against,
    "a figure alone": _figure_alone,
    "a figure against it": _figure_against,
    "figures told": _figures_told,
    "files counted": _counted,
    "papers alone": _papers,
    "focus groups alone": _groups,
    "one kind of check": _one_kind,
    "one group of people": _one_group,
    "unanswered contradiction": _contradicted,
    "answer taken back": _answer_taken_back,
    "passage gone": _quote_gone,
    "photo gone": _photo_gone,
    "question without finding": _question_open,
    "question with few kinds": _few_kinds,
    "question on paper": _question_on_paper,
    "adviser who rents here": _adviser_rents,
    "declared and rents here": _declared_and_rents,
    "stopped with a check": _stopped_with_check,
    "notes of who was stopped": _stopped_wrote,
    "inspector who rents here": _inspector_rents,
    "no lead": _set_all("role", {"role": "lead"}, "inspector", "no-lead:"),
    "nobody came before": _set_all("inspected_before", {}, False, "nobody-came-before:"),
    "nobody from outside": _set_all("region", {"region": "South"}, "north", "nobody-from-outside:"),
    "inbox": _inbox,
    "private words in a finding": _private_finding,
    "private words in a driver": _private_driver,
    "private words in an answer": _private_answer,
    "passage of a private note": _private_passage,
    "private words in a passage": _private_quote,
}
_ONCE = ("question", "no lead", "nobody", "inbox")
OFTEN = tuple(name for name in _ANY if not name.startswith(_ONCE))
"""Flaws that can be planted several times over."""

_ONE_OF: dict[str, dict[str, Plant]] = {
    "adviser": {"no adviser": _set_all("role", {"role": "tia"}, "auditor", "no-adviser:")},
    "dates": {
        "too early on site": _dates(
            {"almo_started": "2026-08-01", "team_on_site": "2026-10-01"}, "team_on_site"
        ),
        "report too early": _dates(
            {"team_on_site": "2026-11-09", "report_published": "2026-12-01"}, "report_published"
        ),
        "report late": _dates(
            {"team_on_site": "2026-11-09", "report_published": "2027-03-02"}, "report_published"
        ),
        "report before the visit": _dates(
            {"team_on_site": "2026-11-09", "report_published": "2026-11-01"}, "report_published"
        ),
    },
    **{
        judgement: {
            f"{judgement} not judged": _not_judged(judgement),
            f"{judgement} without a reason": _no_reason(judgement),
            f"{judgement} without findings": _nothing_decided(judgement),
            f"{judgement} on a draft": _on_draft(judgement),
            f"{judgement} names a finding that is not there": _wrong_label(judgement),
            f"{judgement} with private words": _private_reason(judgement),
        }
        for judgement in ("j1", "j2")
    },
}
PLANTS: dict[str, Plant] = {**_ANY, **{name: p for group in _ONE_OF.values() for name, p in group.items()}}
"""Every flaw by its name."""

_CLASHES = {"no adviser": {"adviser who rents here"}}
"""An adviser who rents here is still somebody on the list, so that one is not missing."""


def some_of(rng: Random, share: float) -> list[str]:
    """Choose flaws that can be there together."""
    names = [name for name in _ANY if rng.random() < share]
    names += [rng.choice(list(group)) for group in _ONE_OF.values() if rng.random() < share]
    banned = {other for name in names for other in _CLASHES.get(name, ())}
    chosen = [name for name in names if name not in banned]
    rng.shuffle(chosen)
    return chosen


def plant_all(made: Made, names: Sequence[str]) -> list[str]:
    """Plant flaws; return the keys that must be found, in no order."""
    with unguarded():
        return [key for name in names for key in PLANTS[name](made)]


def generated(store: Store, seed: int) -> Made:
    """A clean inspection in a store."""
    return clean(begin(store), seed)
