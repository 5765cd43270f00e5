"""Looks at a form before it is used: every condition is read, every name asked for is there, no circles.

What cannot be worked out is taken out of the form and listed, so that a form that runs never stumbles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from tia_desktop.domain.expression_text import Call, ExpressionError, Literal, parse, parts, references
from tia_desktop.domain.expressions import check_expression
from tia_desktop.domain.form_run import FormRun, is_expression
from tia_desktop.domain.forms import LEFT_OUT, UNUSABLE, Form, Item, Loss, Section, Words

_REFERENCE = re.compile(r"\$\{\s*([^${}\s]+)\s*\}")
_NAMES = {
    "relevant": "the condition under which it is asked",
    "required": "the condition under which it needs an answer",
    "constraint": "the rule for its answer",
    "calculation": "its calculation",
    "choice_filter": "the filter of its choices",
    "default": "its first answer",
    "count": "how often it repeats",
    "read_only": "the condition under which it cannot be changed",
}


def check_form(form: Form) -> tuple[Form, tuple[Loss, ...]]:
    """Return the form without what cannot be worked out, and what that was."""
    losses = list[Loss]()
    while True:  # a calculation that goes takes with it what asks for it
        round_ = _Round(form)
        form = replace(form, items=tuple(round_.kept(form.items)))
        losses += round_.losses
        if not round_.losses:
            break
    losses += _whole(form)
    return form, tuple(losses)


class _Round:
    """One look at every item of a form."""

    def __init__(self, form: Form) -> None:
        self._form, self._names = form, {item.name for item in form.walk()}
        self.losses = list[Loss]()

    def kept(self, items: tuple[Item, ...]) -> Iterator[Item]:
        """Yield the items with what can be worked out."""
        for item in items:
            if isinstance(item, Section):
                section = replace(
                    item, items=tuple(self.kept(item.items)), labels=self._words(item, item.labels)
                )
                yield replace(section, **self._changes(section, ("relevant", "count")))
                continue
            question = replace(item, **self._changes(item, _QUESTION_PARTS))
            if question.kind == "calculate" and item.calculation and not question.calculation:
                continue
            words: dict[str, Any] = {n: self._words(question, getattr(question, n)) for n in _QUESTION_WORDS}
            yield replace(question, **words)

    def _changes(self, item: Item, names: tuple[str, ...]) -> dict[str, Any]:
        changes = dict[str, Any]()
        for name in names:
            text = getattr(item, name)
            why = self._wrong(text) if text and (name != "default" or is_expression(text)) else ""
            if why:
                self.losses.append(
                    Loss(item.path, f"{_NAMES[name]} ({text[:80]}): {why.rstrip('.')}", LEFT_OUT, name)
                )
                changes[name] = ""
        return changes

    def _wrong(self, expression: str) -> str:
        """Say why an expression cannot be worked out, or ""."""
        try:
            check_expression(expression)
        except ExpressionError as error:
            return error.sentence
        node = parse(expression)
        missing = sorted(references(node) - self._names)
        if missing:
            return f"It asks for “{missing[0]}”, which is not in the form"
        for one in parts(node):
            match one:
                case Call("instance", (Literal(str(name)),)) if name not in self._form.lists:
                    return f"It asks for the table “{name}”, which is not in the form"
        return ""

    def _words(self, item: Item, words: Words) -> Words:
        """Return words with a sign in the place of an answer that is not there."""
        named = {name for _, text in words for name in _REFERENCE.findall(text)}
        if named <= self._names:
            return words
        name = sorted(named - self._names)[0]
        self.losses.append(Loss(item.path, f"the answer to “{name}” in its words", LEFT_OUT, "words"))
        return tuple((language, self._shown(text)) for language, text in words)

    def _shown(self, text: str) -> str:
        return _REFERENCE.sub(lambda m: m[0] if m[1] in self._names else "…", text)


_QUESTION_PARTS = (
    "relevant", "required", "constraint", "calculation", "choice_filter", "default", "read_only",
)  # fmt: skip
_QUESTION_WORDS = ("labels", "hints", "required_words", "constraint_words")


def _whole(form: Form) -> Iterator[Loss]:
    """What makes the whole form impossible to use."""
    if not any(question.takes_answer for question in form.questions()):
        yield Loss("", "no question that can be answered here", UNUSABLE)
        return
    run = FormRun(form, {}, now=datetime(2026, 1, 1, tzinfo=UTC))
    for (key, part), trouble in run.troubles.items():
        if part == "circle":
            yield Loss(key, trouble.sentence.rstrip("."), UNUSABLE, part)
