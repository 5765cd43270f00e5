"""Words for people. Standard library only, so presenters can use it without a window.

`tr("Save and next")` looks the sentence up in `resources/i18n/<language>.json` (English source text ->
translation) and falls back to the source. `TIA_LANG` chooses the language; `TIA_LANG=pseudo` makes every
sentence about 40 % longer, with accents and brackets, to find clipped and untranslated text in tests.
Fill places by name after translating: `tr("Question {n} of {total}").format(n=4, total=14)`.
"""

from __future__ import annotations

import json
import os
import re
from functools import lru_cache

from tia_desktop.paths import resources_dir

PSEUDO = "pseudo"
_PLACE = re.compile(r"(\{[^{}]*\})")
_ACCENTS = str.maketrans("aeiouAEIOUcnsy", "àéîöûÀÉÎÖÛçñšý")
_PADDING = "ŵøřđ łøñğ"


@lru_cache(maxsize=8)
def _catalogue(language: str) -> dict[str, str]:
    """The sentences of one language; an absent or damaged file means English."""
    if not re.fullmatch(r"[A-Za-z]{2,3}([_-][A-Za-z]{2,4})?", language):
        return {}
    try:
        loaded = json.loads((resources_dir() / "i18n" / f"{language}.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(k): str(v) for k, v in loaded.items()} if isinstance(loaded, dict) else {}


@lru_cache(maxsize=4096)
def _pseudo(text: str) -> str:
    parts = _PLACE.split(text)
    body = "".join(part if part.startswith("{") else part.translate(_ACCENTS) for part in parts)
    missing = max(1, round(len(text) * 0.4) - 2)
    padding = (_PADDING * (missing // len(_PADDING) + 1))[:missing].strip()
    return f"[{body} {padding}]"


def language() -> str:
    """The language in use: `TIA_LANG`, or English."""
    return os.environ.get("TIA_LANG", "en")


def tr(text: str) -> str:
    """The sentence in the person's language; the English source when there is no translation."""
    if not text:
        return text
    chosen = language()
    if chosen == "en":
        return text
    if chosen == PSEUDO:
        return _pseudo(text)
    return _catalogue(chosen).get(text, text)


def ntr(one: str, many: str, n: int) -> str:
    """`ntr("{n} note", "{n} notes", 3)` -> "3 notes": the right form, translated and filled in."""
    return tr(one if n == 1 else many).format(n=n)
