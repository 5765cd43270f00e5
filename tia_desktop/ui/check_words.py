"""Words that follow how a kind of check finds things out: seen, told, read or measured. No Qt.

The stored grade stays the pack's; only what stands on the screen changes.
"""

from __future__ import annotations

from dataclasses import replace

from tia_desktop.domain.pack import CheckTemplate, GradeChoice, GradingScheme
from tia_desktop.ui.i18n import tr

_FOUND = {
    "seen": "What did you find?",
    "told": "What did they say?",
    "read": "What do the papers say?",
    "measured": "What did you measure?",
}
_NOTHING = {
    "told": ("Not asked", "You did not ask, or got no answer."),
    "read": ("Not found", "The papers do not say it."),
    "measured": ("Not measured", "You could not measure it."),
}
"""How it is known -> word and explanation of “not seen”, where nobody looks at anything."""


def found_words(template: CheckTemplate) -> str:
    """What stands above the grades."""
    return tr(_FOUND.get(_how(template), _FOUND["seen"]))


def worded(template: CheckTemplate, scheme: GradingScheme) -> GradingScheme:
    """A scheme as its grades read in a kind of check."""
    return replace(scheme, choices=tuple(_worded(template, choice) for choice in scheme.choices))


def grade_word(template: CheckTemplate, choice: GradeChoice) -> str:
    """The word of a grade in a kind of check."""
    return _worded(template, choice).word


def _how(template: CheckTemplate) -> str:
    """In a survey people are asked, although what comes of it is measured."""
    return "told" if template.how == "measured" and template.consent else template.how


def _worded(template: CheckTemplate, choice: GradeChoice) -> GradeChoice:
    words = _NOTHING.get(_how(template))
    if words is None or (choice.id, choice.key) != ("not_seen", 0):
        return choice
    return replace(choice, word=tr(words[0]), explain=tr(words[1]))
