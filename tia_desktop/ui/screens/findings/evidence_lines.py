"""The notes behind a finding as its editor lists them, a page at a time. No Qt."""

from __future__ import annotations

from dataclasses import dataclass

from tia_desktop.domain.records import Attachment, EvidenceLink, EvidenceNote, RealityCheck, link_id
from tia_desktop.domain.text import one_line
from tia_desktop.services.passages import where_is
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.days import moment
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.screens.findings.editing import FindingEditor
from tia_desktop.ui.screens.findings.story import item_words, rating_words

PAGE = 20
"""Notes shown at a time: there may be hundreds behind one finding."""
_ORDER = {"contradicts": 0, "supports": 1, "context": 2}
_STANCES = {"supports": "Supports it", "contradicts": "Contradicts it", "context": "Context"}
_ICONS = {"supports": "plus", "contradicts": "flag", "context": "info"}


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """A note behind a finding: the passage that counts, or its words; `second` says how it stands."""

    note_id: str
    stance: str
    words: str
    second: str
    icon: str
    answer: str = ""
    answered: str = ""  # who and when, in words
    marked: bool = False  # a passage or a photo of it counts

    @property
    def short(self) -> str:
        """Its first words, for the names of its buttons."""
        return one_line(self.words, 40)


class EvidenceLines:
    """Contradictions first, then what supports, then context; within each in the order of linking."""

    def __init__(self, editor: FindingEditor) -> None:
        self._editor, self._ws = editor, editor.ws
        if editor.id:
            rows = self._ws.store.notes.evidence.rows(editor.id)
            pairs = [(row.stance, row.note_id) for row in rows]
        else:
            pairs = [(editor.stance, note) for note in editor.notes]
        self.ids = tuple(note for _, note in sorted(pairs, key=lambda pair: _ORDER.get(pair[0], 3)))

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-len(self.ids) // PAGE))

    def page_of(self, note_id: str) -> int:
        """The page a note is on; the first when it is on none."""
        return self.ids.index(note_id) // PAGE if note_id in self.ids else 0

    def page(self, number: int) -> list[EvidenceLine]:
        """The lines of one page."""
        found = (self._line(note) for note in self.ids[number * PAGE : (number + 1) * PAGE])
        return [line for line in found if line is not None]

    def _line(self, note_id: str) -> EvidenceLine | None:
        ws, editor = self._ws, self._editor
        note = ws.store.get(EvidenceNote, note_id)
        if note is None:
            return None
        link = ws.store.get(EvidenceLink, link_id(editor.id, note_id)) if editor.id else None
        link = link or EvidenceLink(id="", stance=editor.stance)
        passage = where_is(note.text, link.quote, link.quote_at)
        words = one_line(note.text, 160) or _wordless(ws, note)
        if passage.marked:
            words = f"“{one_line(link.quote, 158)}”"
        parts = [tr(_STANCES.get(link.stance, link.stance)), *_where(ws, note)]
        if link.quote:
            parts.append(tr("passage outdated: its words changed") if passage.outdated else tr("passage"))
        photo = ws.store.get(Attachment, link.attachment_id) if link.attachment_id else None
        if link.attachment_id:
            parts.append(tr("photo") if photo is not None else tr("its photo was removed"))
        return EvidenceLine(
            note_id, link.stance, words, " · ".join(parts), _ICONS.get(link.stance, "info"),
            link.answer if link.stance == "contradicts" else "",
            _answered(link),
            passage.marked or photo is not None,
        )  # fmt: skip


def _wordless(ws: Workspace, note: EvidenceNote) -> str:
    """What stands for a note that has a rating or a value, but no words: what was asked."""
    said = [item_words(ws, note), rating_words(ws, note) or note.value]
    return ": ".join(part for part in said if part) or tr("No words")


def _where(ws: Workspace, note: EvidenceNote) -> list[str]:
    check = ws.store.get(RealityCheck, note.check_id) if note.check_id else None
    if check is None:
        return [tr("The landlord’s own answer") if note.prompt_id else tr("Inbox")]
    weaker = [tr("weighs less here")] if ws.pack.template(check.template).weaker_evidence else []
    return [ws.template_of(check), *weaker]


def _answered(link: EvidenceLink) -> str:
    if not link.answer.strip():
        return ""
    return tr("Answered by {name}, {time}").format(name=link.answered_by, time=moment(link.answered_at))
