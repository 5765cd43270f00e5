"""Writing a finding: saved while it is typed, a draft until the person says it is done. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tia_desktop.domain.pack import SubQuestion
from tia_desktop.domain.records import EvidenceLink, Finding, FindingQuestion, Scalar, link_id
from tia_desktop.domain.rules import Triangulation
from tia_desktop.services import capture, conclude, strength
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.doing import attempt
from tia_desktop.ui.i18n import tr

ORIGIN = "findings"


class FindingEditor:
    """One finding being written. Nothing is stored for a new one before it has words."""

    def __init__(
        self,
        context: ScreenContext,
        finding_id: str = "",
        *,
        polarity: str = "",
        questions: Sequence[str] = (),
        notes: Sequence[str] = (),
        stance: str = "supports",
    ) -> None:
        self.context = context
        self.ws: Workspace = context.ws
        self.id = finding_id
        self.is_new = not finding_id
        self.notes, self.stance = tuple(notes), stance
        self.text, self.polarity, self.area = "", polarity, ""
        self.part, self.weight, self.label = "", "", ""
        self.questions = list(questions)
        self.draft = False
        self._rescued = ""
        if finding_id:
            self.load()

    def load(self) -> None:
        """Read what is stored now."""
        found = self.ws.need(Finding, self.id)
        self.text, self.polarity, self.area = found.text, found.polarity, found.area_id
        self.part, self.weight, self.label = found.sub_question, found.weight, conclude.label_of(found)
        self.draft = found.status == "draft"
        asked = {q.question_id for q in self.ws.store.find(FindingQuestion, finding_id=self.id)}
        self.questions = [q.id for q in self.ws.pack.key_questions if q.id in asked]

    @property
    def exists(self) -> bool:
        """Whether the finding is stored and was not removed by somebody else."""
        return bool(self.id) and self.ws.store.get(Finding, self.id) is not None

    @property
    def lacks_choice(self) -> bool:
        """Whether a new finding waits for a person's choice: nobody else says what it is about."""
        return not self.id and not (self.polarity and self.questions)

    # ---- while it is written; failures to save go to the saver, which keeps the text

    def type_text(self, text: str) -> bool:
        """Save the words; the first ones make a draft. False while a choice is missing: they wait."""
        self.text = text
        if self.id:
            conclude.type_finding(self.ws, self.id, text, origin=ORIGIN)
        elif text.strip():
            if self.lacks_choice:
                return False
            self.id = conclude.record_finding(
                self.ws, text, self.polarity, self.questions,
                notes=self.notes, stance=self.stance, area_id=self.area, sub_question=self.part,
                weight=self.weight, draft=True,
            )  # fmt: skip
        return True

    def rescue(self, text: str) -> None:
        """The program ends while words wait for a choice: keep them as a note in the inbox."""
        if text.strip() and self.lacks_choice and text != self._rescued:
            capture.add_note(self.ws, capture.NoteDraft(text=text))
            self._rescued = text

    def set_polarity(self, polarity: str) -> None:
        """A strength or a weakness."""
        self.polarity = polarity
        if not self._change({"polarity": polarity}):
            self.load()

    def set_area(self, area_id: str) -> None:
        """The service area, "" for none."""
        self.area = area_id
        if not self._change({"area_id": area_id}):
            self.load()

    def set_part(self, part: str) -> None:
        """The numbered part of a key question, "" for none."""
        self.part = part
        if not self._change({"sub_question": part}):
            self.load()

    def set_weight(self, weight: str) -> None:
        """How much it weighs, as the person sees it; "" while nobody said."""
        self.weight = weight
        if not self._change({"weight": weight}):
            self.load()

    def parts(self) -> list[SubQuestion]:
        """The numbered parts of its key questions."""
        return [p for p in self.ws.pack.sub_questions if p.key_question in self.questions]

    def set_draft(self, draft: bool) -> None:
        """Whether it can still change. A new finding is a draft until it is done anyway."""
        self.draft = draft
        if not self.is_new and not self._change({"status": "draft" if draft else "final"}):
            self.load()

    def set_questions(self, questions: Sequence[str]) -> None:
        """The key questions it helps to answer. None at all is told when the person is done."""
        self.questions = list(questions)
        if self.part not in [p.id for p in self.parts()]:
            self.part = ""  # it goes with its key question
        if (
            self.id
            and questions
            and not self._do(
                lambda: conclude.set_finding_questions(self.ws, self.id, self.questions, origin=ORIGIN)
            )
        ):
            self.load()

    def set_stance(self, note_id: str, stance: str) -> None:
        """How a note stands to the finding."""
        self._do(lambda: conclude.link_evidence(self.ws, self.id, [note_id], stance))

    def unlink(self, note_id: str) -> None:
        """Take a note out of the finding; the note stays."""
        self._do(lambda: conclude.unlink_evidence(self.ws, self.id, note_id))

    def type_answer(self, note_id: str, text: str) -> None:
        """Save why the finding holds all the same, while it is typed: who answers is kept with it."""
        link = self.ws.need(EvidenceLink, link_id(self.id, note_id))
        if bool(text.strip()) == bool(link.answer.strip()) and link.answered_by == self.ws.author:
            self.ws.store.type_text(
                EvidenceLink, link.id, "answer", text, author=self.ws.author, origin=ORIGIN
            )
        elif text.strip() or link.answer:
            conclude.answer_contradiction(self.ws, self.id, note_id, text)

    def strength(self) -> Triangulation | None:
        """What stands behind it; None while nothing is stored."""
        return strength.strength_of(self.ws, self.id) if self.id else None

    # ---- the end

    def problems(self, text: str) -> list[tuple[str, str]]:
        """(field, sentence) of everything that is missing; fields are text, polarity, questions."""
        found = []
        if not text.strip():
            found.append(("text", tr("Write the finding as one sentence.")))
        if not self.polarity:
            found.append(("polarity", tr("Say whether it is a strength or a weakness.")))
        if not self.questions:
            found.append(("questions", tr("Choose the key question that it helps to answer.")))
        return found

    def finish(self) -> bool:
        """Say that it is done (after its words are saved). False when it could not be stored."""
        if not self.is_new:
            return True
        status = "draft" if self.draft else "final"
        return self._do(
            lambda: conclude.change_finding(
                self.ws,
                self.id,
                {
                    "status": status,
                    "polarity": self.polarity,
                    "area_id": self.area,
                    "sub_question": self.part,
                    "weight": self.weight,
                },
            )
        )

    def discard(self) -> None:
        """Give up a new finding: what was typed goes; its notes stay, and undo brings it back."""
        if self.is_new and self.exists:
            self._do(lambda: conclude.remove_finding(self.ws, self.id))

    def remove(self) -> bool:
        """Remove the finding; its notes stay, and undo brings it back."""
        return self._do(lambda: conclude.remove_finding(self.ws, self.id))

    # ---- inside

    def _change(self, values: dict[str, Scalar]) -> bool:
        return not self.id or self._do(lambda: conclude.change_finding(self.ws, self.id, values))

    def _do(self, step: Callable[[], object]) -> bool:
        return attempt(self.context.shell, step)
