"""The pack's prompts beside the findings: which have evidence, which none, and who answers them. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tia_desktop.domain.pack import Prompt
from tia_desktop.domain.records import Finding, FindingQuestion
from tia_desktop.domain.text import one_line
from tia_desktop.services import conclude, prompt_cover
from tia_desktop.services.coverage import Cell
from tia_desktop.services.ports import NoteFilter
from tia_desktop.services.prompt_cover import PromptCover, PromptLine, PromptPart
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.coverage_words import Matrix
from tia_desktop.ui.doing import attempt
from tia_desktop.ui.i18n import tr

ORIGIN = "prompts"
BOOKS = ("area", "question", "group")
LOOKS = {"evidence": ("done", "vgood"), "words": ("half", "weak"), "none": ("circle", "muted")}
"""Icon and tone of what a prompt has; the words beside say the same."""


class PromptMatrix(Matrix):
    """Sub-questions by areas: how many prompts have a finding with evidence."""

    __slots__ = ()

    def said(self, row: int, column: int) -> str:
        cell = self.cells[row][column]
        place = f"{self.rows[row]}, {self.heads[column].short}."
        if not cell.target:
            return tr("{place} No prompts.").format(place=place)
        words = tr("{got} of {n} prompts have a finding with evidence.")
        return f"{place} {words.format(got=cell.got, n=cell.target)}"


@dataclass(frozen=True, slots=True)
class PromptWords:
    """A prompt as the list shows it."""

    id: str
    words: str
    second: str
    icon: str
    tone: str


class PromptsPresenter:
    """Chooses what is shown, links and unlinks."""

    def __init__(self, context: ScreenContext, finding_id: str = "") -> None:
        self._context, self.ws = context, context.ws
        self.finding_id = finding_id
        self.book = "area"
        self.cell = ""
        self._findings: dict[str, Finding] = {}
        self._asked: dict[str, set[str]] = {}
        self.cover: PromptCover = PromptCover((), (), ())
        self.load()
        self._begin_at_the_finding()

    def load(self) -> None:
        """Read what is stored now."""
        self.cover = prompt_cover.prompt_cover(self.ws)
        self._findings = {f.id: f for f in self.ws.store.find(Finding)}
        self._asked = {}
        for link in self.ws.store.find(FindingQuestion):
            self._asked.setdefault(link.finding_id, set()).add(link.question_id)
        if self.book not in self.books():
            self.book = next(iter(self.books()), "area")
        if self.cell not in [part.id for part in self.cover.by_area]:
            self.cell = self.cover.by_area[0].id if self.cover.by_area else ""

    def begin_at(self, finding_id: str) -> None:
        """This finding is the one to link now: show the prompts that fit it."""
        if finding_id != self.finding_id:
            self.finding_id = finding_id
            self._begin_at_the_finding()

    def _begin_at_the_finding(self) -> None:
        """Begin with the prompts that fit the finding that is open."""
        finding = self._findings.get(self.finding_id)
        if finding is None:
            return
        asked = self._asked.get(finding.id, set())
        fits = [part for part in self.cover.by_area if part.key_question in asked]
        if not fits:
            self.book = "question" if "question" in self.books() else self.book
            return
        mine = (finding.sub_question, finding.area_id)
        best = max(fits, key=lambda part: (part.sub_question == mine[0]) + (part.area == mine[1]))
        self.book, self.cell = "area", best.id

    # ---- what is shown

    def books(self) -> dict[str, tuple[str, str]]:
        """The sets of prompts that the pack has: what each is called, and its full name."""
        said = {
            "area": tr("by part and service area"),
            "question": tr("by key question"),
            "group": tr("by group, with the landlord’s own answers"),
        }
        found = {}
        for book in BOOKS:
            first = next((line for part in self._parts(book) for line in part.lines), None)
            if first is not None:  # a framework need not have them all
                name = first.prompt.source.partition(",")[0]
                found[book] = (name, f"{name}: {said[book]}")
        return found

    def _parts(self, book: str) -> Sequence[PromptPart]:
        cover = self.cover
        return {"area": cover.by_area, "question": cover.by_question, "group": cover.by_group}[book]

    def summary(self) -> str:
        """How many prompts of the set that is shown have evidence."""
        parts = self._parts(self.book)
        got, count = sum(p.carried for p in parts), sum(len(p.lines) for p in parts)
        return tr("{got} of {n} prompts have a finding with evidence.").format(got=got, n=count)

    def matrix(self) -> PromptMatrix:
        """The sub-questions by service areas."""
        pack, cells = self.ws.pack, {(p.sub_question, p.area): p for p in self.cover.by_area}
        subs, areas = pack.sub_questions, pack.service_areas
        return PromptMatrix(
            tr("Prompts with evidence, by part and service area. Enter shows the prompts of a cell."),
            tuple(s.id for s in subs),
            areas,
            (),
            tuple(tuple(_cell(cells.get((s.id, a.id))) for a in areas) for s in subs),
        )

    def cell_place(self) -> tuple[int, int]:
        """Row and column of the cell whose prompts are shown; (-1, -1) while there is none."""
        pack = self.ws.pack
        places = ((r, c) for r in range(len(pack.sub_questions)) for c in range(len(pack.service_areas)))
        ids = ((f"{pack.sub_questions[r].id}:{pack.service_areas[c].id}", (r, c)) for r, c in places)
        return dict(ids).get(self.cell, (-1, -1))

    def choose_cell(self, row: int, column: int) -> None:
        """Show the prompts of a cell."""
        pack = self.ws.pack
        self.cell = f"{pack.sub_questions[row].id}:{pack.service_areas[column].id}"

    def shown(self) -> list[tuple[str, str, list[PromptWords]]]:
        """(title, note, prompts) of the parts that are shown."""
        parts = self._parts(self.book)
        if self.book == "area":
            parts = [part for part in parts if part.id == self.cell]
        return [(self._title(part), part.intro, [self._words(line) for line in part.lines]) for part in parts]

    def _title(self, part: PromptPart) -> str:
        count = tr("{got} of {n}").format(got=part.carried, n=len(part.lines)).replace(" ", "\u00a0")
        if part.title:
            return f"{part.title} · {count}"
        question = self.ws.pack.question(part.key_question)
        if not part.sub_question:
            return f"{question.number}. {question.short} · {count}"
        sub = next(s for s in self.ws.pack.sub_questions if s.id == part.sub_question)
        return f"{sub.id} {sub.title} · {self.ws.pack.area(part.area).short} · {count}"

    def _words(self, line: PromptLine) -> PromptWords:
        icon, tone = LOOKS[line.state]
        names = ", ".join(self.name(f) for f in line.findings)
        second = {
            "evidence": tr("Evidence: {names}").format(names=names),
            "words": tr("{names}: no note supports it yet").format(names=names),
            "none": tr("No finding yet"),
        }[line.state]
        if line.told:
            second += " · " + tr("the landlord answered")
        prompt = line.prompt
        lead = "– " if prompt.parent else ""
        return PromptWords(prompt.id, lead + prompt.text, second, icon, tone)

    # ---- one prompt

    def line(self, prompt_id: str) -> PromptLine | None:
        """One prompt with what it has."""
        return next((x for part in self.cover.parts for x in part.lines if x.prompt.id == prompt_id), None)

    def name(self, finding_id: str) -> str:
        """What a finding is called: its number, or its first words."""
        finding = self._findings.get(finding_id)
        return (conclude.label_of(finding) or one_line(finding.text, 30)) if finding else ""

    def sentence(self, finding_id: str) -> str:
        """A finding's number and words."""
        finding = self._findings[finding_id]
        sign = "+" if finding.polarity == "strength" else "−"
        return f"{sign} {conclude.label_of(finding)} {one_line(finding.text, 120)}".replace("  ", " ")

    def said(self, finding_id: str) -> str:
        """The same for a screen reader, which does not read signs."""
        finding = self._findings[finding_id]
        kind = tr("Strength") if finding.polarity == "strength" else tr("Weakness")
        return f"{kind} {conclude.label_of(finding)}: {one_line(finding.text, 120)}"

    @property
    def current(self) -> str:
        """The finding that was open last; "" when it was removed or none was."""
        return self.finding_id if self.finding_id in self._findings else ""

    def candidates(self, line: PromptLine) -> list[tuple[str, str]]:
        """(id, words) of findings that could answer a prompt: those of its key question, then the others."""
        left = [f for f in self._findings.values() if f.id not in line.findings]
        left.sort(key=lambda f: line.prompt.key_question not in self._asked.get(f.id, ()))
        return [(f.id, self.sentence(f.id)) for f in left]

    def notes_for(self, prompt: Prompt) -> NoteFilter:
        """The narrowest filter that finds something: key question, area and part; then fewer of them."""
        question = NoteFilter(question_id=prompt.key_question)
        area = NoteFilter(question_id=prompt.key_question, area_id=prompt.area)
        part = NoteFilter(
            question_id=prompt.key_question, area_id=prompt.area, sub_question_id=prompt.sub_question
        )
        return next((f for f in (part, area) if self.ws.store.notes.count_notes(f)), question)

    # ---- what a person does

    def link(self, prompt_id: str, finding_id: str) -> bool:
        """Say that a finding answers a prompt."""
        return self._do(
            lambda: prompt_cover.answer_prompt(self.ws, finding_id, prompt_id, origin=ORIGIN),
            tr("{name} answers this prompt now.").format(name=self.name(finding_id)),
        )

    def unlink(self, prompt_id: str, finding_id: str) -> bool:
        """Take a finding away from a prompt; both stay."""
        return self._do(
            lambda: prompt_cover.leave_prompt(self.ws, finding_id, prompt_id, origin=ORIGIN),
            tr("{name} does not answer this prompt any more.").format(name=self.name(finding_id)),
        )

    def _do(self, step: Callable[[], object], said: str) -> bool:
        done = attempt(self._context.shell, step)
        self.load()
        if done:
            self._context.shell.show_notice(said)
        return done


def _cell(part: PromptPart | None) -> Cell:
    return Cell(part.carried, len(part.lines)) if part else Cell()
