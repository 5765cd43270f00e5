"""All filters of the notes, and those that somebody gave a name."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from tia_desktop.services.saved_filters import NamedFilter
from tia_desktop.ui.days import moment
from tia_desktop.ui.i18n import ntr, tr
from tia_desktop.ui.parts import Refusal, Stack, field_grid
from tia_desktop.ui.screens.findings.notes_presenter import FIELDS, NONE, NotesPresenter
from tia_desktop.ui.screens.findings.panels import Panel
from tia_desktop.ui.widgets import (
    Button,
    CheckBox,
    ComboBox,
    LabeledField,
    MenuButton,
    button,
    flow,
    heading,
    label,
    line_edit,
    row,
)

CHOSEN = (
    "question_id", "sub_question_id", "area_id", "template", "how", "source", "author", "rating", "place",
)  # fmt: skip
"""Filters that are chosen from a list."""


class FilterPanel(Panel):
    """Choosing filters: the notes at the left follow at once."""

    def __init__(self, presenter: NotesPresenter, on_close: Callable[[], object]) -> None:
        super().__init__()
        self.presenter = presenter
        self._close = Button(tr("Show the notes"), on_close, icon="check")
        self._clear = button(tr("Clear all"), self._clear_all, "quiet", icon="close")
        self.add(heading(tr("Filters"), 3), flow(self._close, self._clear))
        self._saved = Stack(4)
        self.add(self._saved)
        self._combos = {field: ComboBox() for field in CHOSEN}
        fields: list[QWidget] = []
        for name, combo in self._combos.items():
            combo.currentIndexChanged.connect(lambda _=0, f=name: self._choose(f))
            fields.append(LabeledField(tr(FIELDS[name]), combo, kind="small"))
        self._days: dict[str, tuple[QLineEdit, LabeledField]] = {}
        for name in ("since", "until"):
            edit = line_edit("", placeholder=tr("12 May 2026"), limit=40)
            edit.editingFinished.connect(partial(self._set_day, name))
            field = LabeledField(tr(FIELDS[name]), edit, kind="small")
            self._days[name] = (edit, field)
            fields.append(field)
        self._unused = CheckBox(tr("Only notes that no finding uses yet"))
        self._unused.toggled.connect(lambda on: self.presenter.set_filter(unused_only=on))
        self.add(field_grid(*fields, least=215), self._unused)
        self._name = line_edit("", placeholder=tr("Lifts, not used yet"), limit=80)
        self._name.returnPressed.connect(self._save)
        self._refusal = Refusal()
        save = button(tr("Save these filters"), self._save, icon="plus")
        self._keep = LabeledField(tr("Save these filters under a name"), self._name)
        self.add(self._keep, self._refusal, flow(save))
        self.body.addStretch(1)
        self.first = self._combos["question_id"]
        self._lists: dict[str, list[tuple[str, str]]] = {}
        self._named: object = None
        self.refresh()

    def refresh(self) -> bool:
        """Show what is stored now."""
        self._lists.clear()
        self.show_found()
        self._show_saved()
        return True

    def show_found(self) -> None:
        """Show the filters that are on, and how many notes they find."""
        where = self.presenter.where
        total = self.presenter.found.total
        self._close.set_words(ntr("Show {n:,} note", "Show {n:,} notes", total))
        self._clear.setVisible(where != NONE)
        for name, combo in self._combos.items():
            self._fill(name, combo, getattr(where, name))
        for name, (edit, field) in self._days.items():
            value = getattr(where, name)
            if not edit.hasFocus() and not field.error():
                edit.setText(moment(value) if value else "")
        blocked = self._unused.blockSignals(True)
        self._unused.setChecked(where.unused_only)
        self._unused.blockSignals(blocked)

    def _fill(self, name: str, combo: ComboBox, value: str) -> None:
        """The choices of one filter; a value that is gone stays visible until another is chosen."""
        fixed = name != "sub_question_id"
        if name not in self._lists or not fixed:
            self._lists[name] = [("", tr("All")), *self.presenter.choices(name)]
        choices = self._lists[name]
        if value not in [key for key, _ in choices]:
            choices = [*choices, (value, tr("{value} (not here any more)").format(value=value))]
        if [combo.itemData(k) for k in range(combo.count())] != [key for key, _ in choices]:
            blocked = combo.blockSignals(True)
            combo.clear()
            for key, words in choices:
                combo.addItem(words, key)
            combo.blockSignals(blocked)
        combo.set_value(value)

    # ---- what a person does

    def _choose(self, name: str) -> None:
        wanted = {name: self._combos[name].value()}
        parts = {s.id: s.key_question for s in self.presenter.ws.pack.sub_questions}
        if name == "question_id" and parts.get(self.presenter.where.sub_question_id) != wanted[name] != "":
            wanted["sub_question_id"] = ""  # a part of another question would find nothing
        self.presenter.set_filter(**wanted)

    def _set_day(self, name: str) -> None:
        edit, field = self._days[name]
        field.set_error(self.presenter.set_day(name, edit.text()))

    def _clear_all(self) -> None:
        for edit, field in self._days.values():
            edit.clear()
            field.set_error("")
        self.presenter.clear_filters()
        self.take_focus()

    # ---- filters with a name

    def _save(self) -> None:
        result = self.presenter.save_as(self._name.text())
        self._refusal.say(result.sentence)
        if result.ok:
            self._name.clear()
            self._show_saved()

    def _show_saved(self) -> None:
        saved = self.presenter.saved()
        if saved == self._named:
            return
        self._named = saved
        parts: list[QWidget] = [label(tr("Saved filters"), "overline")] if saved else []
        self._saved.show_parts([*parts, *(self._line(each) for each in saved)])

    def _line(self, named: NamedFilter) -> QWidget:
        gone = self.presenter.gone_words(named)
        use = Button(
            named.title, lambda: self._use(named), kind="step", icon="warning" if gone else "filter",
            second=gone,
        )  # fmt: skip
        menu = QMenu()
        for words, run in ((tr("Rename…"), self._rename), (tr("Remove"), self._remove)):
            menu.addAction(words).triggered.connect(lambda _=False, run=run: run(named))
        change = MenuButton(tr("Change"), menu)
        change.setAccessibleName(tr("Change the filter {name}").format(name=named.title))
        return row(use, change, stretch=0)

    def _use(self, named: NamedFilter) -> None:
        self.presenter.use(named.where)

    def _rename(self, named: NamedFilter) -> None:
        """The name that is typed below becomes the filter's."""
        edit = line_edit(named.title, limit=80)
        refusal = Refusal()

        def keep() -> None:
            result = self.presenter.rename(named.id, edit.text())
            refusal.say(result.sentence)
            if result.ok:
                self._named = None
                self._show_saved()
                self.take_focus()

        edit.returnPressed.connect(keep)
        words = tr("New name of {name}").format(name=named.title)
        buttons = flow(button(tr("Rename"), keep), button(tr("Cancel"), self._again, "quiet", icon="close"))
        self._saved.show_parts([LabeledField(words, edit), refusal, buttons])
        edit.setFocus()
        edit.selectAll()

    def _again(self) -> None:
        self._named = None
        self._show_saved()
        self.take_focus()

    def _remove(self, named: NamedFilter) -> None:
        if self.presenter.remove(named.id):
            self._again()
