"""The landlord's self-assessment (Appendix 3): prompts by group, the answers typed durably."""

from __future__ import annotations

from dataclasses import dataclass

from tia_desktop.services import self_assessment
from tia_desktop.services.self_assessment import PromptAnswer
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.screens.plan.facts_presenter import sources

ORIGIN = "plan"
SHOWN = 110


@dataclass(frozen=True, slots=True)
class PromptLine:
    """A prompt with the beginning of its answer."""

    prompt_id: str
    words: str
    answer: str
    done: bool


@dataclass(frozen=True, slots=True)
class GroupLines:
    """A group of prompts."""

    title: str
    intro: str
    prompts: tuple[PromptLine, ...]


class AssessmentPresenter:
    """Reads the prompts and keeps the answers."""

    def __init__(self, context: ScreenContext) -> None:
        self._ws = context.ws
        self.load()

    def load(self) -> None:
        """Read what is stored now."""
        self._groups = self_assessment.groups(self._ws)

    def groups(self) -> list[GroupLines]:
        """The groups, each with how many of its prompts are answered."""
        found = []
        for group in self._groups:
            done = sum(bool(p.text.strip()) for p in group.prompts)
            title = tr("{title} · {done} of {total}").format(
                title=group.title, done=done, total=len(group.prompts)
            )
            place = sources(group.source.split(",")[0])  # the rest is the title again
            intro = " ".join(part for part in (group.intro, f"({place})") if part)
            found.append(GroupLines(title, intro, tuple(_line(p) for p in group.prompts)))
        return found

    def progress(self) -> tuple[int, int]:
        """How many prompts are answered, and how many there are."""
        prompts = [p for group in self._groups for p in group.prompts]
        return sum(bool(p.text.strip()) for p in prompts), len(prompts)

    def progress_words(self) -> str:
        """The same in words."""
        done, total = self.progress()
        return tr("{done} of {total} answered").format(done=done, total=total)

    def prompt(self, prompt_id: str) -> PromptAnswer | None:
        """One prompt with its stored answer."""
        return next((p for g in self._groups for p in g.prompts if p.prompt.id == prompt_id), None)

    def next_open(self, prompt_id: str) -> str:
        """The next prompt without an answer, "" when there is none."""
        ids = [p.prompt.id for g in self._groups for p in g.prompts]
        empty = {p.prompt.id for g in self._groups for p in g.prompts if not p.text.strip()}
        at = ids.index(prompt_id) + 1 if prompt_id in ids else 0
        return next((i for i in (*ids[at:], *ids[:at]) if i in empty and i != prompt_id), "")

    def type_answer(self, prompt_id: str, text: str) -> None:
        """Save an answer while it is typed. Failures go to the saver, which keeps the text."""
        self_assessment.type_answer(self._ws, prompt_id, text, origin=ORIGIN)


def _line(prompt: PromptAnswer) -> PromptLine:
    words = " ".join(prompt.text.split())
    answer = words if len(words) <= SHOWN else words[:SHOWN].rstrip() + "…"
    return PromptLine(prompt.prompt.id, prompt.prompt.text, answer, bool(words))
