"""The list beside the questions: headings, what became of each, lines that add or lead back. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tia_desktop.domain.pack import CheckTemplate, FrameworkPack
from tia_desktop.domain.records import RealityCheck
from tia_desktop.services import guided
from tia_desktop.services.checklist import repeat_of
from tia_desktop.ui.check_words import grade_word
from tia_desktop.ui.i18n import ntr, tr
from tia_desktop.ui.screens.capture.model import ADD, BEFORE, StepState

Groups = list[tuple[str, list[StepState]]]


def has_start(template: CheckTemplate) -> bool:
    """Whether a kind of check has anything to say, agree or ask before its questions."""
    return bool(template.consent or template.care or template.fields)


def step_groups(
    template: CheckTemplate,
    check: RealityCheck,
    steps: Sequence[guided.Step],
    state: Callable[[guided.Step], StepState],
) -> Groups:
    """Return everything one can jump to, under its headings."""
    groups: Groups = [("", [before_state(check)])] if has_start(template) else []
    ends = {_last_of(template, steps, repeat.id): repeat for repeat in template.repeats}
    for repeat in template.repeats:  # nothing of it is there yet, such as an agenda that is still empty
        if _last_of(template, steps, repeat.id) < 0:
            groups.append((repeat.title, [_adding(repeat.id, repeat.add)]))
    for k, step in enumerate(steps):
        if not groups or groups[-1][0] != step.asked.heading:
            groups.append((step.asked.heading, []))
        groups[-1][1].append(state(step))
        if k in ends:
            groups[-1][1].append(_adding(ends[k].id, ends[k].add))
    return groups


def _last_of(template: CheckTemplate, steps: Sequence[guided.Step], repeat_id: str) -> int:
    """Where the last question of a repetition stands, -1 when it has none yet."""
    found = [k for k, s in enumerate(steps) if (r := repeat_of(template, s.item)) and r.id == repeat_id]
    return found[-1] if found else -1


def _adding(repeat_id: str, words: str) -> StepState:
    return StepState(ADD + repeat_id, words, "", "", "plus")


def before_state(check: RealityCheck) -> StepState:
    """The line that leads back to "Before you start"."""
    done = bool(check.started_at)
    return StepState(
        BEFORE, tr("Before you start"), tr("done") if done else tr("not started"), "ok" if done else ""
    )


def step_state(pack: FrameworkPack, step: guided.Step) -> StepState:
    """What became of a question, in words."""
    word, icon = tr("not started"), ""
    if step.note is not None and step.note.rating:
        choice = pack.choice(step.note.scheme, step.note.rating)
        word = grade_word(pack.template(step.item.template), choice)
    elif step.done:
        word = tr("answered")
    elif step.is_missing:
        word, icon = tr("needed for the report"), "flag"
    if step.lacks_value and step.is_missing:
        word, icon = tr("needed for the report"), "flag"
    elif step.needs_words:
        word, icon = tr("{rating}, no words yet").format(rating=word), "warning"
    elif step.asked.problem:
        word, icon = tr("look at it again"), "flag"
    return StepState(step.key, step.item.text, word, step.tone or ("ok" if step.done else ""), icon)


def progress_words(done: int, total: int, minutes: int) -> str:
    """How far a check is: "3 of 14 done · about 30 minutes left"."""
    words = tr("{done} of {total} done").format(done=done, total=total)
    if done < total:
        words += " · " + ntr("about {n} minute left", "about {n} minutes left", minutes)
    return words
