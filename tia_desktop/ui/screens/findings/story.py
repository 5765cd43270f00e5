"""A note's whole story: its words, its photos, where it is used, and what happened to it. No Qt."""

from __future__ import annotations

from dataclasses import dataclass

from tia_desktop.domain.conclude_records import NoteSubQuestion
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.records import Attachment, EvidenceLink, EvidenceNote, Finding, NoteArea, RealityCheck
from tia_desktop.domain.text import escape_bidi, one_line
from tia_desktop.services.capture import questions_of
from tia_desktop.services.checklist import item_of
from tia_desktop.services.conclude import label_of
from tia_desktop.services.history import HistoryEntry, history_of
from tia_desktop.services.passages import Place, where_is
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.check_status import titled
from tia_desktop.ui.days import moment
from tia_desktop.ui.i18n import tr

_WHAT = {"made": "Written", "changed": "Changed", "removed": "Removed"}
_STANCES = {"supports": "supports", "contradicts": "contradicts", "context": "is context for"}
_FIELDS = {
    "text": "the words", "place": "the place", "rating": "the rating", "how": "how it is known",
    "source": "the source", "value": "the answer", "check_id": "the check", "sensitivity": "the sensitivity",
    "exact_words": "exact words", "observed_at": "when it was seen", "author": "the author",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class UsedIn:
    """A finding that a note stands behind: its id and a sentence."""

    finding_id: str
    words: str


@dataclass(frozen=True, slots=True)
class Story:
    """Everything about one note, in words."""

    note_id: str
    text: str
    facts: tuple[tuple[str, str], ...]
    attachments: tuple[Attachment, ...]
    used: tuple[UsedIn, ...]
    history: tuple[str, ...]
    told_for: ToldFor | None = None

    @property
    def photos(self) -> tuple[str, ...]:
        """What its photos and files show, in words."""
        return tuple(p.caption or escape_bidi(p.name) for p in self.attachments)


@dataclass(frozen=True, slots=True)
class ToldFor:
    """The finding from which a story was opened, and what of the note counts for it."""

    finding_id: str
    words: str  # "supports F2: Urgent repairs are done on time"
    place: Place
    quote: str
    attachment_id: str
    photo_gone: bool  # the photo that counted was removed


def story_of(ws: Workspace, note_id: str, finding_id: str = "") -> Story:
    """Return a note's story, told for a finding that it is behind, or for itself.

    Raises:
        UnknownRecordError: the note is not in the inspection any more.
    """
    note, kept = ws.need(EvidenceNote, note_id), ws.store.find(Attachment, note_id=note_id)
    used, told_for = [], None
    for link in ws.store.find(EvidenceLink, note_id=note_id):
        finding = ws.store.get(Finding, link.finding_id)
        if finding is None:
            continue
        name = f"{tr(_STANCES.get(link.stance, link.stance))} {label_of(finding)}".strip()
        words = f"{name}: {one_line(finding.text, 160)}"
        used.append(UsedIn(finding.id, words))
        if finding.id == finding_id:
            place = where_is(note.text, link.quote, link.quote_at)
            photo = link.attachment_id
            gone = bool(photo) and photo not in [each.id for each in kept]
            told_for = ToldFor(finding.id, words, place, link.quote, photo, gone)
    return Story(
        note_id,
        note.text,
        tuple(_facts(ws, note)),
        tuple(kept),
        tuple(used),
        tuple(_happened(entry) for entry in history_of(ws, note_id)),
        told_for,
    )


def _facts(ws: Workspace, note: EvidenceNote) -> list[tuple[str, str]]:
    check = ws.store.get(RealityCheck, note.check_id) if note.check_id else None
    where = tr("The landlord’s own answer") if note.prompt_id else tr("Inbox")
    if check is not None:
        where = titled(ws.pack.template(check.template).singular, check.title)
    parts = sorted(p.sub_question_id for p in ws.store.find(NoteSubQuestion, note_id=note.id))
    asked = [ws.pack.question(q) for q in questions_of(ws, note.id)]
    areas = [ws.pack.area(a.area_id).short for a in ws.store.find(NoteArea, note_id=note.id)]
    exact = tr("Yes") if note.exact_words else ""
    facts = [
        (tr("Check"), where),
        (tr("Question"), item_words(ws, note)),
        (tr("Rating"), rating_words(ws, note)),
        (tr("Answer"), note.value),
        (tr("How it is known"), ws.how_word(note.how)),
        (tr("Source"), ws.source_word(note.source)),
        (tr("Exact words"), exact),
        (tr("Place"), note.place),
        (tr("Seen"), moment(note.observed_at)),
        (tr("Written by"), note.author),
        (tr("Helps to answer"), ", ".join(f"{q.number}. {q.short}" for q in asked)),
        (tr("Part"), ", ".join(parts)),
        (tr("Area"), ", ".join(areas)),
    ]
    return [(name, value) for name, value in facts if value]


def item_words(ws: Workspace, note: EvidenceNote) -> str:
    """The question that a note answers; "" without one."""
    item = item_of(ws, note.item_id, note.check_id)
    return item.question if item else note.item_id


def rating_words(ws: Workspace, note: EvidenceNote) -> str:
    """A note's rating with its sign; "" without one."""
    if not note.rating:
        return ""
    try:
        choice = ws.pack.choice(note.scheme, note.rating)
    except InputError:
        return note.rating
    return f"{choice.sign} {choice.word}".strip()


def _happened(entry: HistoryEntry) -> str:
    """One line, such as: 9 May 2026, 14:32 · Ruth · Changed the place, the words."""
    what = tr(_WHAT.get(entry.what, entry.what))
    if entry.what == "changed":
        fields = [tr(_FIELDS.get(name, name.replace("_", " "))) for name in entry.fields]
        what = tr("{what} {fields}").format(what=what, fields=", ".join(fields))
    if entry.cause in ("undo", "redo", "import", "merge"):
        what += f" ({tr(entry.cause)})"
    return " · ".join((moment(entry.when), entry.author, what))
