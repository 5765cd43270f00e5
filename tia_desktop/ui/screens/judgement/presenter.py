"""Judgement: a person chooses a box, says why, and names the findings. Nothing is added up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tia_desktop.domain.pack import JudgementSpec, RatingLevel
from tia_desktop.domain.records import Judgement, JudgementFinding
from tia_desktop.services import judging
from tia_desktop.services.what_follows import Consequence, what_follows
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.days import moment
from tia_desktop.ui.doing import attempt
from tia_desktop.ui.finding_lines import FindingLine, finding_lines
from tia_desktop.ui.i18n import ntr, tr

ORIGIN = "judgement"
_WHY_LEFT = "judgement-why-left"


@dataclass(slots=True)
class Choice:
    """What a person chose for one judgement, saved or not: a level and the findings that decided it."""

    rating: str = ""
    findings: set[str] = field(default_factory=set)


_UNSAVED: dict[str, dict[str, Choice]] = {}
"""Choices that are not saved yet, by inspection file: another text size makes the page anew."""


class JudgementPresenter:
    """Holds the choices until they are saved; reasons are saved while they are typed."""

    def __init__(self, context: ScreenContext) -> None:
        self.context = context
        self.ws = context.ws
        self._key = str(self.ws.store.path)
        self.specs: tuple[JudgementSpec, ...] = self.ws.pack.judgements
        self.load()

    def load(self) -> None:
        """Read what is stored now; choices that are not saved yet stay as they are."""
        self.lines: list[FindingLine] = finding_lines(self.ws)
        known = {line.finding.id for line in self.lines}
        stored = {spec.id: self._stored(spec.id) for spec in self.specs}
        self.choices = {**stored, **_UNSAVED.get(self._key, {})}
        for choice in self.choices.values():
            choice.findings &= known

    # ---- what is shown

    def reason(self, judgement_id: str) -> str:
        """The stored reason."""
        made = self.ws.store.get(Judgement, judgement_id)
        return made.reason if made else ""

    def own_and_other(self, judgement_id: str) -> tuple[list[FindingLine], list[FindingLine]]:
        """Findings on this judgement's key questions, and the others; a matter may straddle both."""
        mine = {q.id for q in self.ws.pack.questions_of(judgement_id)}
        own, other = list[FindingLine](), list[FindingLine]()
        for line in self.lines:
            (other if mine.isdisjoint(line.questions) else own).append(line)
        return own, other

    def levels(self, judgement_id: str) -> tuple[RatingLevel, ...]:
        """The boxes of a judgement, worst first."""
        return self.ws.pack.judgement(judgement_id).scale.levels

    def qualifies(self, ratings: Sequence[str]) -> bool:
        """Whether these levels reach the line the framework draws (such as the one for funding)."""
        pairs = zip(self.specs, ratings, strict=True)
        return all(r in spec.qualifying_levels for spec, r in pairs if spec.qualifying_levels)

    def sentence(self) -> str:
        """The chosen box in words: "Good service (2 stars), promising prospects." and the line it reaches."""
        ratings = [self.choices[spec.id].rating for spec in self.specs]
        if not all(ratings):
            return tr("Nobody has chosen a box yet.")
        words = self.box_words(ratings)
        if not any(spec.qualifying_levels for spec in self.specs):
            return words
        return f"{words} " + (
            tr("Meets the funding line.") if self.qualifies(ratings) else tr("Below the funding line.")
        )

    def box_words(self, ratings: Sequence[str]) -> str:
        """Levels of all judgements as a sentence."""
        parts = []
        for spec, rating in zip(self.specs, ratings, strict=True):
            level = spec.level(rating)
            if level.stars is not None:
                stars = ntr("{n} star", "{n} stars", level.stars) if level.stars else tr("no stars")
                parts.append(tr("{level} service ({stars})").format(level=level.word, stars=stars))
            else:
                parts.append(tr("{level} prospects").format(level=level.word.lower()))
        return ", ".join(parts) + "."

    def saved_words(self) -> str:
        """Who judged and when, or that what is chosen is not saved yet."""
        if self.unsaved:
            return tr("Not saved yet. Say why, name the findings, then save.")
        made = [m for spec in self.specs if (m := self.ws.store.get(Judgement, spec.id)) and m.rating]
        if len(made) < len(self.specs):
            return ""
        last = max(made, key=lambda m: m.decided_at)
        said = tr("Judged by {author}, {when}.")
        return said.format(author=last.author, when=moment(last.decided_at))

    def follows(self) -> list[Consequence]:
        """What follows from the chosen box, saved or not."""
        return what_follows(self.ws, {spec.id: self.choices[spec.id].rating for spec in self.specs})

    def left(self, spec: JudgementSpec) -> str:
        """The word of the level that was decided before and is left by the chosen box; "" when none is."""
        level = judging.leaves(self.ws, spec.id, self.choices[spec.id].rating)
        return spec.level(level).word if level else ""

    # ---- what a person does

    @property
    def unsaved(self) -> bool:
        """Whether something is chosen that is not saved."""
        return self._key in _UNSAVED

    def choose(self, ratings: Sequence[str]) -> None:
        """Choose a box: a level for every judgement."""
        for spec, rating in zip(self.specs, ratings, strict=True):
            self.choices[spec.id].rating = rating
        self._note_unsaved()

    def name_finding(self, judgement_id: str, finding_id: str, *, on: bool) -> None:
        """Name a finding that decided a judgement, or not."""
        named = self.choices[judgement_id].findings
        (named.add if on else named.discard)(finding_id)
        self._note_unsaved()

    def type_reason(self, judgement_id: str, text: str) -> None:
        """Save a reason while it is typed. Failures go to the saver, which keeps the text."""
        judging.type_reason(self.ws, judgement_id, text, origin=ORIGIN)

    def missing(self, reasons: dict[str, str]) -> list[tuple[str, str, str]]:
        """(judgement, field, sentence) of what is missing; fields: rating, reason, because, findings."""
        found = []
        if not all(self.choices[spec.id].rating for spec in self.specs):
            found.append((self.specs[0].id, "rating", tr("Choose one box of the grid.")))
        for spec in self.specs:
            if not reasons[spec.id].strip():
                said = tr("Say why: {judgement}").format(judgement=spec.title)
                found.append((spec.id, "reason", said))
            if self.left(spec) and not self.why_left(spec.id).strip():
                said = tr("Say why you leave the view before: {judgement}").format(judgement=spec.title)
                found.append((spec.id, "because", said))
            if not self.choices[spec.id].findings:
                said = tr("Name a finding that decided: {judgement}").format(judgement=spec.title)
                found.append((spec.id, "findings", said))
        return found

    def save(self, reasons: dict[str, str]) -> bool:
        """Record the judgements. Call it when nothing is missing; the reasons are stored with them."""

        def step() -> None:
            self.ws.store.seal()
            verdicts = []
            for spec in self.specs:
                choice = self.choices[spec.id]
                named = [line.finding.id for line in self.lines if line.finding.id in choice.findings]
                because = self.why_left(spec.id)
                verdicts.append(judging.Verdict(spec.id, choice.rating, reasons[spec.id], named, because))
            judging.judge_all(self.ws, verdicts)
            _UNSAVED.pop(self._key, None)
            self.context.draft(_WHY_LEFT).clear()

        if not attempt(self.context.shell, step):
            return False
        self.load()
        said = tr("Judgement saved: {sentence}").format(sentence=self.sentence())
        self.context.shell.show_notice(said)
        return True

    def why_left(self, judgement_id: str) -> str:
        """What is typed as the reason for leaving the view before; nothing is stored before it is saved."""
        return self.context.draft(_WHY_LEFT).get(judgement_id, "")

    def type_why_left(self, judgement_id: str, text: str) -> None:
        """Keep what is typed while the inspection is open."""
        self.context.draft(_WHY_LEFT)[judgement_id] = text

    def open_finding(self, finding_id: str) -> None:
        """Show a finding with the notes behind it."""
        self.go("findings", finding_id=finding_id)

    def go(self, screen: str, **arguments: str) -> None:
        """Go to another screen."""
        self.context.shell.go(screen, **arguments)

    # ---- inside

    def _stored(self, judgement_id: str) -> Choice:
        made = self.ws.store.get(Judgement, judgement_id)
        links = self.ws.store.find(JudgementFinding, judgement_id=judgement_id)
        return Choice(made.rating if made else "", {link.finding_id for link in links})

    def _note_unsaved(self) -> None:
        stored = {spec.id: self._stored(spec.id) for spec in self.specs}
        if stored == self.choices:
            _UNSAVED.pop(self._key, None)
        else:
            _UNSAVED[self._key] = self.choices
