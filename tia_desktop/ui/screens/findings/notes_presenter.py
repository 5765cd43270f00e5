"""Which notes are shown: the search, the filters in words, and filters with a name. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace

from tia_desktop.domain.errors import InputError
from tia_desktop.domain.records import RealityCheck
from tia_desktop.services import saved_filters
from tia_desktop.services.ports import NoteFilter, NoteRow
from tia_desktop.services.saved_filters import NamedFilter
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.days import moment, read_day
from tia_desktop.ui.doing import attempt
from tia_desktop.ui.i18n import ntr, tr
from tia_desktop.ui.note_list.words import NoteWords
from tia_desktop.ui.saving import Saved, save

BEST = 100
"""Search results that are ranked and shown."""

NONE = NoteFilter()
FIELDS = {
    "question_id": "Key question",
    "sub_question_id": "Part of it",
    "area_id": "Area",
    "template": "Kind of check",
    "how": "How it is known",
    "source": "Source",
    "author": "Written by",
    "rating": "Rating",
    "place": "Place",
    "since": "From this day",
    "until": "Up to this day",
    "check_id": "Check",
    "unused_only": "Not used yet",
    "query": "Search",
}
"""The filters in the order of the form, with what they are called."""

_PLAIN = ("question_id", "sub_question_id", "template", "how", "rating")
"""What their values mean is plain without the name of the filter."""

Choices = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class NoteList:
    """What the list of notes shows. `best` holds the ranked hits of a search, else None."""

    total: int
    best: tuple[NoteRow, ...] | None
    sentence: str

    @property
    def rows(self) -> int:
        """How many rows the list has."""
        return self.total if self.best is None else len(self.best)


class NotesPresenter:
    """Searches and filters; `show` gets what was found."""

    def __init__(self, context: ScreenContext, show: Callable[[NoteList], object]) -> None:
        self._context, self._show = context, show
        self.ws = context.ws
        self.words = NoteWords(self.ws)
        self.found = NoteList(0, None, "")
        given, known = context.arguments, {f.name for f in fields(NoteFilter)} - {"check_id", "unused_only"}
        self.where = NoteFilter(**{k: str(v) for k, v in given.items() if k in known})  # type: ignore[arg-type]

    # ---- finding

    def show_notes(self) -> None:
        """Search or list with the filters as they are."""
        self.found = self._find()
        self._show(self.found)

    def set_query(self, text: str) -> None:
        """Search for what is typed."""
        if text != self.where.query:
            self.set_filter(query=text)

    def set_filter(self, **wanted: str | bool | None) -> None:
        """Restrict the notes."""
        self.use(replace(self.where, **wanted))  # type: ignore[arg-type]

    def use(self, where: NoteFilter) -> None:
        """Restrict the notes to these, and to nothing else."""
        if where != self.where:
            self.where = where
            self.show_notes()

    def drop(self, field: str) -> None:
        """Take one filter away."""
        self.set_filter(**{field: getattr(NONE, field)})

    def clear_filters(self) -> None:
        """Show all notes again."""
        self.where = NONE
        self.show_notes()

    def window(self, offset: int, limit: int) -> Sequence[NoteRow]:
        """Some of the notes, newest first; of a search its best hits."""
        best = self.found.best
        if best is not None:
            return best[offset : offset + limit]
        return self.ws.store.notes.note_window(self.where, offset, limit)

    def _find(self) -> NoteList:
        notes, where = self.ws.store.notes, self.where
        if not any(c.isalnum() for c in where.query):
            total = notes.count_notes(where)
            words = ntr("{n:,} note", "{n:,} notes", total)
            if not total:
                words = tr("No notes yet") if where == NONE else tr("No notes fit these filters")
            return NoteList(total, None, words)
        found = notes.search(where, BEST)
        words = ntr("{n:,} note found", "{n:,} notes found", found.total)
        if found.total > len(found.rows):
            words += " · " + tr("the first {n} are shown").format(n=len(found.rows))
        if not found.ranked_all:
            words += " · " + tr("only the newest were compared")
        return NoteList(found.total, found.rows, words)

    # ---- the filters in words

    def filters(self) -> list[tuple[str, str]]:
        """(field, words) of every filter that is on, the search left out: it stands in its own box."""
        on = [f for f in FIELDS if f != "query" and getattr(self.where, f) != getattr(NONE, f)]
        return [(field, self.said(field)) for field in on]

    def said(self, field: str) -> str:
        """One filter as words: "Place: Block C"."""
        value = getattr(self.where, field)
        if field == "unused_only":
            return tr("Not used yet")
        if field in ("since", "until"):
            words = tr("from {day}") if field == "since" else tr("up to {day}")
            return words.format(day=moment(value))
        if field == "check_id":
            check = self.ws.store.get(RealityCheck, value)
            said = check.title if check else value or tr("Inbox")
        elif field == "rating":
            said = self._rating(*value.rpartition("/")[::2])[1]
        else:  # people and places are called what they are called
            named = [] if field in ("author", "place") else self.choices(field)
            said = dict(named).get(value, value)
        if field in _PLAIN:
            return said
        return tr("{filter}: {value}").format(filter=tr(FIELDS[field]), value=said)

    def choices(self, field: str) -> Choices:
        """What a filter can be set to: (value, words). Ratings, people and places are those of the notes."""
        pack, where = self.ws.pack, self.where
        if field == "question_id":
            return [(q.id, f"{q.number}. {q.short}") for q in pack.key_questions]
        if field == "sub_question_id":
            asked = [s for s in pack.sub_questions if where.question_id in ("", s.key_question)]
            return [(s.id, f"{s.id} {s.plain}") for s in asked or pack.sub_questions]
        if field == "area_id":
            return [(a.id, a.short) for a in pack.service_areas]
        if field == "template":
            return [(t.id, t.short) for t in pack.templates]
        if field == "source":
            return [(s.id, s.word) for s in pack.source_groups]
        if field == "how":
            return [(h.id, h.word) for h in pack.how_known]
        return self._of_the_notes(field)

    def _of_the_notes(self, field: str) -> Choices:
        evidence = self.ws.store.notes.evidence
        if field == "rating":
            return self._in_order([self._rating(*each) for each in evidence.ratings()])
        found = {"author": evidence.authors, "place": evidence.places}.get(field)
        return [(value, value) for value in found()] if found else []

    def _rating(self, scheme: str, choice: str) -> tuple[str, str]:
        """A grade with its scheme: "Yes" and "Yes, fully" are grades of two schemes, which never mix."""
        key = f"{scheme}/{choice}"
        try:
            grade, of = self.ws.pack.choice(scheme, choice), self.ws.pack.scheme(scheme)
        except InputError:  # a grade of another pack
            return key, f"{choice} ({scheme})"
        return key, f"{grade.sign} {grade.word} ({of.title})"

    def _in_order(self, ratings: Choices) -> Choices:
        """Grades in the order of their schemes."""
        keys = [f"{scheme.id}/{choice.id}" for scheme in self.ws.pack.schemes for choice in scheme.choices]
        place = {key: n for n, key in enumerate(keys)}
        return sorted(ratings, key=lambda rating: (place.get(rating[0], len(place)), rating[1]))

    def set_day(self, field: str, text: str) -> str:
        """Set the first or last day from what is typed; returns what is wrong with it, or ""."""
        try:
            self.set_filter(**{field: read_day(text)})
        except InputError as error:
            return error.sentence
        return ""

    # ---- filters with a name

    def saved(self) -> list[NamedFilter]:
        """All saved filters."""
        return saved_filters.saved_filters(self.ws)

    def gone_words(self, named: NamedFilter) -> str:
        """What a saved filter asks for that is not here any more, as a sentence; "" when all is."""
        if not named.gone:
            return ""
        names = ", ".join(dict.fromkeys(tr(FIELDS.get(g, "something unknown")).lower() for g in named.gone))
        return tr("Asks for something that is not here any more: {names}.").format(names=names)

    def save_as(self, title: str) -> Saved:
        """Keep the filters that are on under a name."""
        done = save(self._context.shell, lambda: saved_filters.save_filter(self.ws, title, self.where))
        if done.ok:
            self._context.shell.show_notice(tr("Saved: {name}").format(name=title.strip()))
        return done

    def rename(self, filter_id: str, title: str) -> Saved:
        """Give a saved filter another name."""
        return save(self._context.shell, lambda: saved_filters.rename_filter(self.ws, filter_id, title))

    def remove(self, filter_id: str) -> bool:
        """Remove a saved filter."""
        return attempt(self._context.shell, lambda: saved_filters.remove_filter(self.ws, filter_id))
