"""The first screen: go on with an inspection, start one, or look at the sample."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QSizePolicy, QWidget

from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.save_place import documents_folder
from tia_desktop.ui.screens.start.presenter import PACKS, NewInspection, Recent, StartPresenter
from tia_desktop.ui.widgets import (
    Card,
    ChipGroup,
    ComboBox,
    ErrorSummary,
    LabeledField,
    Page,
    Responsive,
    WrapButton,
    button,
    column,
    flow,
    heading,
    icon_row,
    label,
    line_edit,
)


class StartPage(Page):
    """Recent inspections, and the ways to begin."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(tr("Start"))
        self._context = context
        self._presenter = StartPresenter(context)
        self.body.setContentsMargins(32, 28, 32, 24)
        self.add(
            heading(tr("TIA Desktop")),
            label(
                tr(
                    "Inspect a social landlord, from the doorstep to a judgement that anyone can check. "
                    "Everything stays on this laptop."
                ),
                "lead",
            ),
        )
        self._two = Responsive(820, 16, (3, 2))
        self._recents = self._left()
        self._two.add(self._recents)
        self._two.add(self._right())
        self.add(self._two)
        self.body.addStretch(1)

    def refresh(self) -> None:
        """Show the list as it is now."""
        fresh = self._left()
        old, self._recents = self._recents, fresh
        self._two.box.replaceWidget(old, fresh)
        old.hide()
        old.deleteLater()

    def _left(self) -> QWidget:
        card = Card(gap=6)
        recent = self._presenter.recent()
        self.first_focus = None
        if recent:
            card.add(heading(tr("Go on with"), 3))
            for each in recent:
                card.add(self._recent(each))
        else:
            card.add(heading(tr("New here?"), 3))
            card.add(
                label(
                    tr(
                        "Look around in the sample: a made-up landlord with checks, notes and findings. "
                        "You can change anything in it; it is your own copy."
                    )
                )
            )
            self.first_focus = button(
                tr("Open the sample"), self._commands("open_sample"), "primary", icon="eye"
            )
            card.add(flow(self.first_focus))
        card.body.addStretch(1)
        return card

    def _recent(self, recent: Recent) -> QWidget:
        if recent.missing:
            gone = icon_row("warning", tr("{name}: not found").format(name=recent.name), "muted", tone="weak")
            said = tr("Take {name} off the list").format(name=recent.name)
            off = button(tr("Take off the list"), partial(self._forget, recent.path), "quiet", name=said)
            line = Responsive(360, 8, (1, 0))
            line.add(column(gone, label(recent.where, "small"), gap=2))
            line.add(flow(off))
            return line
        each = WrapButton(
            recent.name, partial(self._open, recent.path), kind="nav", icon="collect", second=recent.where
        )
        if self.first_focus is None:
            self.first_focus = each
        return each

    def _right(self) -> QWidget:
        side = Card(gap=10)
        side.add(heading(tr("Begin"), 3))
        new = button(tr("New inspection"), self._new, "normal", icon="plus")
        open_ = button(tr("Open a file…"), self._commands("open"), icon="folder")
        ways = [new, open_]
        if self._presenter.recent():
            ways.append(button(tr("Open the sample"), self._commands("open_sample"), icon="eye"))
        for each in ways:
            each.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
            side.add(each)
        side.body.addSpacing(6)
        side.add(heading(tr("Who works on this laptop?"), 3))
        roles = ChipGroup(
            tr("Who works on this laptop?"),
            [("inspector", tr("An inspector"), "people"), ("tia", tr("A tenant inspection adviser"), "home")],
            exclusive=True,
        )
        roles.set_values([self._presenter.role])
        roles.changed.connect(lambda ids: self._presenter.choose_role(ids[0]))
        side.add(roles)
        side.add(
            label(tr("An adviser sees “My checks” and nothing else. The View menu changes it."), "small")
        )
        side.body.addStretch(1)
        return side

    def _commands(self, name: str) -> partial[None]:
        return partial(self._run, name)

    def _run(self, name: str) -> None:
        getattr(self._context.commands, name)()

    def _open(self, path: Path) -> None:
        if self._context.commands is not None:
            self._context.commands.open_path(path)

    def _forget(self, path: Path) -> None:
        self._presenter.forget(path)
        self.refresh()
        self.focus_first()

    def _new(self) -> None:
        self._context.shell.go("start", form="new")


class NewPage(Page):
    """The form of a new inspection."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(tr("New inspection"))
        self._shell = context.shell
        self._presenter = StartPresenter(context)
        self._edits = {
            "landlord": line_edit(limit=120),
            "authority": line_edit(limit=120),
            "author": line_edit(self._presenter.author, limit=80),
            "folder": line_edit(str(documents_folder()), limit=2000),
        }
        for each in self._edits.values():
            each.returnPressed.connect(self._make)
        self._type = ComboBox([("", tr("Choose…")), *self._presenter.authority_types()])
        self._pack = ComboBox([(key, tr(words)) for key, words in PACKS])
        self._summary = ErrorSummary()
        self._fields = self._make_fields()
        self.add(heading(tr("New inspection")), self._summary)
        card = Card()
        two = Responsive(760, 28, (1, 1))
        left = column(*(self._fields[key] for key in ("landlord", "authority", "authority_type")), gap=14)
        two.add(left)
        two.box.setAlignment(left, Qt.AlignmentFlag.AlignTop)
        choose = button(tr("Choose a folder…"), self._choose_folder, icon="folder")
        two.add(column(*(self._fields[key] for key in ("author", "pack", "folder")), flow(choose), gap=14))
        card.add(two)
        self.add(card)
        self.body.addStretch(1)
        self.set_footer(
            button(tr("Make the inspection"), self._make, "primary", icon="check"),
            button(tr("Cancel"), lambda: self._shell.go("back"), icon="back"),
        )
        self.first_focus = self._edits["landlord"]

    def _make_fields(self) -> dict[str, LabeledField]:
        """(editor, label, hint) of every field, by its name in `NewInspection`."""
        edits = self._edits
        hint = tr("The organisation that runs the homes")
        parts: dict[str, tuple[QWidget, str, str]] = {
            "landlord": (edits["landlord"], tr("Which landlord is inspected?"), hint),
            "authority": (
                edits["authority"], tr("Which council owns the homes?"), tr("You can leave this empty")
            ),
            "authority_type": (
                self._type, tr("What type of authority is it?"), tr("For fair comparison of its figures")
            ),
            "pack": (self._pack, tr("Framework"), tr("Its questions, checks and rules")),
            "author": (
                edits["author"], tr("Your name or initials"), tr("They stand beside every note you write")
            ),
            "folder": (
                edits["folder"], tr("Where should the file go?"), tr("One file holds the whole inspection")
            ),
        }  # fmt: skip
        return {key: LabeledField(words, editor, hint=hint) for key, (editor, words, hint) in parts.items()}

    def _choose_folder(self) -> None:
        edit = self._edits["folder"]
        name = QFileDialog.getExistingDirectory(self, tr("Where should the file go?"), edit.text())
        if name:
            edit.setText(name)

    def _form(self) -> NewInspection:
        return NewInspection(
            landlord=self._edits["landlord"].text(),
            authority=self._edits["authority"].text(),
            authority_type=self._type.value(),
            author=self._edits["author"].text(),
            folder=self._edits["folder"].text(),
            pack_id=self._pack.value(),
        )

    def _make(self) -> None:
        form = self._form()
        problems = dict(self._presenter.problems(form))
        for key, each in self._fields.items():
            each.set_error(problems.get(key, ""))
        self._summary.show_problems([(words, self._fields[key].editor) for key, words in problems.items()])
        if not problems:
            self._presenter.create(form)


def build(context: ScreenContext) -> Page:
    """Build the screen: the form with `form="new"`, else the start."""
    return NewPage(context) if context.arguments.get("form") == "new" else StartPage(context)
