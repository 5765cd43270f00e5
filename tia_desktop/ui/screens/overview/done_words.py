"""What people did today, in words. No Qt."""

from __future__ import annotations

from tia_desktop.services.today import Done, PersonToday
from tia_desktop.ui.i18n import ntr

FIRST = 3
"""Things that are told of one person; the rest is counted."""

_WORDS = {
    "released": ("Released the judgements", "Released the judgements {n} times"),
    "judged": ("Made a judgement", "Made {n:,} judgements"),
    "notes": ("{n:,} note written", "{n:,} notes written"),
    "brought": ("{n:,} note brought in", "{n:,} notes brought in"),
    "photos": ("{n:,} photo", "{n:,} photos"),
    "asked": ("{n:,} person asked", "{n:,} people asked"),
    "shops": ("{n:,} mystery shop", "{n:,} mystery shops"),
    "started": ("{n:,} check started", "{n:,} checks started"),
    "finished": ("{n:,} check finished", "{n:,} checks finished"),
    "planned": ("{n:,} check planned", "{n:,} checks planned"),
    "findings": ("{n:,} finding written", "{n:,} findings written"),
    "linked": ("{n:,} piece of evidence linked", "{n:,} pieces of evidence linked"),
    "answered": ("{n:,} contradiction answered", "{n:,} contradictions answered"),
    "findings_changed": ("{n:,} finding changed", "{n:,} findings changed"),
    "drivers": ("{n:,} driver or barrier", "{n:,} drivers and barriers"),
    "accepted": ("{n:,} warning accepted", "{n:,} warnings accepted"),
    "figures": ("{n:,} figure", "{n:,} figures"),
    "surveys": ("{n:,} survey brought in", "{n:,} surveys brought in"),
    "samples": ("{n:,} sample drawn", "{n:,} samples drawn"),
    "lists": ("{n:,} case list brought in", "{n:,} case lists brought in"),
    "documents": ("{n:,} document to ask for", "{n:,} documents to ask for"),
    "members": ("{n:,} person put on the team", "{n:,} people put on the team"),
    "notes_changed": ("{n:,} note changed", "{n:,} notes changed"),
    "removed": ("{n:,} thing removed", "{n:,} things removed"),
    "other": ("{n:,} change to the plan", "{n:,} changes to the plan"),
}


def done_words(person: PersonToday) -> str:
    """What one person did: "2 checks finished · 12 notes written"."""
    parts = [_one(done) for done in person.done[:FIRST]]
    if len(person.done) > FIRST:
        left = len(person.done) - FIRST
        parts.append(ntr("and {n} more", "and {n} more", left))
    return " · ".join(parts)


def _one(done: Done) -> str:
    one, several = _WORDS[done.what]
    return ntr(one, several, done.count)
