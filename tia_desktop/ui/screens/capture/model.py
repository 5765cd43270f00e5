"""What the pages of guided capture show, and what their presenters ask of the window. No Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from tia_desktop.domain.pack import ChecklistItem, FieldSpec, GradingScheme, KeyQuestion, WordedChoice
from tia_desktop.domain.records import Attachment, EvidenceNote
from tia_desktop.services.earlier import Earlier

ORIGIN = "capture"
BEFORE = "before"
"""Names the page "Before you start" among the questions, also as the place to come back to."""
CONSENT = "consent"
"""Names on that page, among its fields, whether people agreed and who did."""
NAMING = "name@"
"""With the id of an entry, or of a repetition for its first one: the page that names it."""
ADD = "add@"
"""With the id of a repetition: the line of the list that adds one, and the page that asks for the first."""

VALUE_KINDS = ("number", "date", "time")
DIGITS = "123456789"


@dataclass(frozen=True, slots=True)
class Question:
    """Everything one question shows."""

    key: str  # names the question within its check
    item: ChecklistItem
    heading: str
    number: int
    total: int
    scheme: GradingScheme  # in the words of this kind of check
    found: str  # what stands above its grades
    tones: Mapping[str, str]  # choice id -> tone: for some items “yes” is the weak answer
    note: EvidenceNote | None
    how: str
    questions: tuple[str, ...]
    set_for_you: bool
    photos: tuple[Attachment, ...]
    how_known: tuple[WordedChoice, ...]  # "I measured it" only where something is counted or timed
    key_questions: tuple[KeyQuestion, ...]  # all of the pack's
    is_missing: bool  # needed for the report, and not there yet
    problem: str  # what a rule of a checklist from outside says is wrong with the answer
    earlier: tuple[Earlier, ...]  # what the answer was before it was changed
    entry_title: str  # the room, block or agenda item it is asked for, where that can be renamed
    add: str  # words of the button that adds the next room, at the end of one

    @property
    def value_kind(self) -> str:
        """number, date or time when the answer has such a field, else ""."""
        return self.item.answer if self.item.answer in VALUE_KINDS else ""

    @property
    def chosen(self) -> tuple[str, ...]:
        """Ids of the own choices that are chosen, or of the grade that stands in their place."""
        if self.note is None:
            return ()
        return tuple(self.note.value.split()) or ((self.note.rating,) if self.note.rating else ())


@dataclass(frozen=True, slots=True)
class StepState:
    """An entry of the jump list: what became of a question, in words and as a pack's tone."""

    key: str
    text: str
    state: str
    tone: str
    icon: str = ""  # "" for the one its tone has


@dataclass(frozen=True, slots=True)
class StartForm:
    """What is said, agreed and asked before the first question."""

    title: str
    safety: str
    care: tuple[str, ...]
    consent: str
    agreed: bool
    who: str
    fields: tuple[FieldSpec, ...]
    values: Mapping[str, str]
    no_names: bool
    begun: bool
    shops: str = ""  # what there is of its mystery shops; "" where nobody shops
    survey: str = ""  # what can be done in a survey; "" where it is none
    sample: str = ""  # what there is of its sample of cases; "" where no cases are looked at


@dataclass(frozen=True, slots=True)
class NameForm:
    """A room, block or agenda item gets its name."""

    key: str
    heading: str
    title: str
    suggestions: tuple[str, ...]
    removable: bool
    skip: str = ""  # words of the way on without any, where the first one is asked for


@dataclass(frozen=True, slots=True)
class SaidLine:
    """One line of a conversation, as it is shown."""

    id: str
    clock: str
    speaker: str  # "" for a note of one's own
    text: str
    exact: bool


@dataclass(frozen=True, slots=True)
class Talk:
    """What was said about a question: earlier lines, newest first, and the one that is being typed."""

    lines: tuple[SaidLine, ...]
    speakers: tuple[str, ...]
    speaker: str
    exact: bool
    line_id: str  # the line that is in the box, "" for a new one
    text: str
    changing: str  # what is changed, in words; "" while a new line is typed


class CaptureView(Protocol):
    """What the presenter asks of the window."""

    def show_start(self, form: StartForm) -> None:
        """Show what comes before the first question."""

    def show_name(self, form: NameForm) -> None:
        """Show the page that names a room, block or agenda item."""

    def say_no_name(self) -> None:
        """Say on that page that a name is chosen or written first."""

    def show_nothing(self, add: str) -> None:
        """Say that there is no question yet; `add` are the words of the button that brings some."""

    def show_question(self, question: Question, talk: Talk | None) -> None:
        """Show a question, fresh, with the focus on its rating."""

    def update_question(self, question: Question, talk: Talk | None) -> None:
        """Show what is stored now for the question that is shown."""

    def show_talk(self, talk: Talk, *, typing: bool) -> None:
        """Show the lines of a conversation; unless somebody is `typing`, the line in the box as well."""

    def show_progress(self, text: str, done: int, total: int) -> None: ...
    def show_step(self, step: StepState) -> None: ...
    def show_steps(self, groups: list[tuple[str, list[StepState]]]) -> None:
        """Show another list of questions: skip logic or an entry changed it."""

    def show_place(self, place: str) -> None: ...
    def focus_note(self) -> None: ...
    def focus_value(self) -> bool:
        """Put the focus on the field for a number or date; False when this question has none."""

    def go_on(self) -> None:
        """Write what is typed, then ask for the next question."""
