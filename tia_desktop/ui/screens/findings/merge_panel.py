"""Making one finding of several, and two of one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from tia_desktop.domain.records import EvidenceLink, EvidenceNote, Finding
from tia_desktop.domain.text import one_line
from tia_desktop.ui.finding_lines import FindingLine
from tia_desktop.ui.i18n import ntr, tr
from tia_desktop.ui.parts import Refusal, refill, tab_after
from tia_desktop.ui.screens.findings.panels import MOST, STANCES, Panel
from tia_desktop.ui.screens.findings.presenter import FindingsPresenter
from tia_desktop.ui.widgets import (
    Button,
    CheckBox,
    ChipGroup,
    ComboBox,
    Group,
    LabeledField,
    NoteEdit,
    button,
    flow,
    heading,
    label,
    line_edit,
)


class _Ticks(Group):
    """Things to tick, found by typing; a tick outlives the typing."""

    def __init__(self, name: str, changed: Callable[[], object]) -> None:
        super().__init__(name)
        self.ticked: dict[str, None] = {}
        self._changed = changed
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)

    def show_choices(self, choices: Sequence[tuple[str, str]], none: str) -> None:
        """Show (id, words), the first ones of many."""
        parts: list[QWidget] = []
        for key, words in choices[:MOST]:
            box = CheckBox(words, checked=key in self.ticked)
            box.toggled.connect(partial(self._tick, key))
            parts.append(box)
        if len(choices) > MOST:
            words = tr("{n:,} more: type to find them")
            parts.append(label(words.format(n=len(choices) - MOST), "small"))
        if not choices:
            parts.append(label(none, "muted"))
        refill(self._box, parts)
        tab_after(self, parts)

    def _tick(self, key: str, on: bool) -> None:
        if on:
            self.ticked[key] = None
        else:
            self.ticked.pop(key, None)
        self._changed()


class MergePanel(Panel):
    """Tick the findings that say the same, choose whose words stay."""

    def __init__(
        self, presenter: FindingsPresenter, on_cancel: Callable[[], object], first: str = ""
    ) -> None:
        super().__init__()
        self._presenter = presenter
        self.add(heading(tr("Merge findings"), 3))
        said = tr(
            "Tick the findings that say the same. All their notes come together in one. Undo parts them."
        )
        self.add(label(said, "small"))
        self.search = line_edit("", placeholder=tr("F12, or any words"), limit=200)
        self.search.textChanged.connect(lambda _text: self._fill())
        self.ticks = _Ticks(tr("Findings to merge"), self._changed)
        if first:
            self.ticks.ticked[first] = None
        self.into = ComboBox()
        self._into_field = LabeledField(tr("Whose words stay?"), self.into)
        self._both = label("", "small")
        self.go = Button(tr("Merge"), self._merge, icon="check")
        self.add(LabeledField(tr("Find a finding"), self.search, kind="small"), self._into_field, self._both)
        self.add(flow(self.go, button(tr("Cancel"), on_cancel, "quiet", icon="close")), self.ticks)
        self.body.addStretch(1)
        self.first = self.search
        self._fill()
        self._changed()

    def _fill(self) -> None:
        found = self._presenter.list.to_choose(self.search.text())
        found.sort(key=lambda line: line.finding.id not in self.ticks.ticked)
        choices = [(line.finding.id, _named(line)) for line in found]
        self.ticks.show_choices(choices, self._presenter.list.found_words())

    def _changed(self) -> None:
        """What would be merged, in words."""
        lines = [line for key in self.ticks.ticked if (line := self._presenter.list.line(key))]
        kept = self.into.value()
        blocked = self.into.blockSignals(True)
        self.into.clear()
        for line in lines:
            self.into.addItem(_named(line), line.finding.id)
        self.into.blockSignals(blocked)
        if kept in self.ticks.ticked:
            self.into.set_value(kept)
        ready = len(lines) > 1
        self._into_field.setVisible(ready)
        self.go.setEnabled(ready)
        self.go.set_words(
            ntr("Merge {n} finding", "Merge {n} findings", len(lines)) if ready else tr("Merge")
        )
        both = self._in_several([line.finding.id for line in lines])
        one = "{n} note is in several of them: what is said of it where the words stay counts."
        many = "{n} notes are in several of them: what is said of them where the words stay counts."
        self._both.setText(ntr(one, many, both))
        self._both.setVisible(bool(both))

    def _in_several(self, findings: Sequence[str]) -> int:
        store = self._presenter.ws.store
        notes = [link.note_id for f in findings for link in store.find(EvidenceLink, finding_id=f)]
        return len(notes) - len(set(notes))

    def _merge(self) -> None:
        into = self.into.value()
        self._presenter.merge(into, [key for key in self.ticks.ticked if key != into])


class SplitPanel(Panel):
    """Choose the notes that make a finding of their own, and write what it says."""

    def __init__(
        self, presenter: FindingsPresenter, finding_id: str, on_cancel: Callable[[], object]
    ) -> None:
        super().__init__()
        self._presenter, self._finding = presenter, presenter.ws.need(Finding, finding_id)
        line = presenter.list.line(finding_id)
        self.add(heading(tr("Make two findings of one"), 3))
        if line is not None:
            self.add(label(_named(line), "muted"))
        self._polarity = ChipGroup(
            tr("Strength or weakness"),
            [("strength", tr("+ Strength")), ("weakness", tr("− Weakness"))],
            exclusive=True,
        )
        self._polarity.set_values([self._finding.polarity])
        self.words = NoteEdit(lines=3)
        hint = tr("One sentence that the notes you tick can carry.")
        self._refusal = Refusal()
        self.search = line_edit("", placeholder=tr("Any words"), limit=200)
        self.search.textChanged.connect(lambda _text: self._fill())
        self.ticks = _Ticks(tr("Notes that go to the new finding"), self._changed)
        self.go = Button(tr("Make the new finding"), self._split, icon="check")
        self.add(self._polarity, LabeledField(tr("What does the new finding say?"), self.words, hint=hint))
        self.add(self._refusal, flow(self.go, button(tr("Cancel"), on_cancel, "quiet", icon="close")))
        self._count = label("", "small")
        self._all = self._notes()
        if len(self._all) > MOST // 4:
            self.add(LabeledField(tr("Find a note"), self.search, kind="small"))
        self.add(label(tr("Notes that go to the new finding"), "strong"), self._count, self.ticks)
        self.body.addStretch(1)
        self.first = self.words
        self._fill()
        self._changed()

    def _notes(self) -> list[tuple[str, str]]:
        store, stances = self._presenter.ws.store, dict(STANCES)
        found = []
        for link in store.find(EvidenceLink, finding_id=self._finding.id):
            note = store.get(EvidenceNote, link.note_id)
            words = one_line(note.text, 200) if note else ""
            stance = "" if link.stance == "supports" else f" ({tr(stances.get(link.stance, link.stance))})"
            found.append((link.note_id, (words or tr("No words")) + stance))
        return found

    def _fill(self) -> None:
        asked = self.search.text().casefold().split()
        fits = [each for each in self._all if all(word in each[1].casefold() for word in asked)]
        self.ticks.show_choices(fits, tr("No note fits. Try another word."))

    def _changed(self) -> None:
        n = len(self.ticks.ticked)
        words = tr("{n} of {total} notes go; the others stay.")
        self._count.setText(words.format(n=n, total=len(self._all)))

    def _split(self) -> None:
        polarity = next(iter(self._polarity.values()), "")
        result = self._presenter.split(self._finding.id, list(self.ticks.ticked), self.words.text(), polarity)
        self._refusal.say(result.sentence)


def _named(line: FindingLine) -> str:
    """A finding in one line: "F12 − Doors stay open (9 notes)"."""
    sign = "+" if line.is_strength else "−"
    notes = ntr("{n} note", "{n} notes", line.notes)
    return f"{line.label} {sign} {one_line(line.finding.text, 160)} ({notes})".strip()
