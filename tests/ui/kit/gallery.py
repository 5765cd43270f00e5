"""A window that shows every widget of the kit: what the walk and the screenshots run over."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QMenu, QVBoxLayout, QWidget

from tia_desktop.ui.i18n import ntr, tr
from tia_desktop.ui.widgets import (
    Banner,
    Card,
    CheckBox,
    ChipGroup,
    Choice,
    ChoiceRow,
    ComboBox,
    DataTable,
    EmptyState,
    ErrorSummary,
    Group,
    IconLabel,
    KeyValue,
    KeyValueList,
    LabeledField,
    MenuButton,
    NoteEdit,
    Page,
    Panel,
    ProgressStrip,
    Responsive,
    Roving,
    StatusLabel,
    Step,
    StepList,
    WrapButton,
    button,
    column,
    current_theme,
    em,
    flow,
    heading,
    label,
    line_edit,
    scroll_area,
)

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


def ratings() -> list[Choice]:
    """The checklist's own rating scheme."""
    return [
        Choice("vgood", "1", "++", tr("Very good"), tr("Better than you would expect"), "vgood"),
        Choice("ok", "2", "+", tr("OK"), tr("As it should be"), "ok"),
        Choice("weak", "3", "–", tr("Weak"), tr("Not as it should be"), "weak"),
        Choice("vweak", "4", "– –", tr("Very weak"), tr("Serious or unsafe"), "vweak"),
        Choice("none", "0", "?", tr("Not seen"), tr("You could not check this"), "none"),
    ]


class Notes(QAbstractTableModel):
    """Many rows, made up as they are asked for."""

    def __init__(self, rows: int = 100_000) -> None:
        super().__init__()
        self._rows = rows

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else self._rows

    def columnCount(self, parent: Index = ROOT) -> int:
        return 3

    def data(self, index: Index, role: int = 0) -> object:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        texts = (tr("Lift out of order, notice dated 2 May"), tr("Estate visit"), str(index.row() + 1))
        return texts[index.column()]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return (tr("Note"), tr("Check"), tr("No."))[section]
        return None


def steps() -> StepList:
    """The left column of a visit."""
    return StepList(
        tr("Questions in this visit"),
        [
            (tr("Arriving"), [
                Step("a", tr("Signs, notices and who to contact"), tr("OK"), "done", "ok"),
                Step("b", tr("Roads, paths and lighting"), tr("very good"), "done", "vgood"),
            ]),
            (tr("Shared areas"), [
                Step("c", tr("Cleanliness and rubbish"), tr("weak"), "done", "weak"),
                Step("d", tr("Lifts, stairs and doors"), tr("not started")),
                Step("e", tr("Bin stores and bulky waste"), tr("not started")),
                Step("f", tr("Graffiti and damage"), tr("not started")),
            ]),
        ],
    )  # fmt: skip


class QuestionPage(Page):
    """One question of a guided visit, as in the design's capture screen."""

    def __init__(self) -> None:
        super().__init__(tr("Estate visit, Elm Park"))
        self.steps = steps()
        self.steps.set_current("d")
        self.set_side(
            column(
                heading("Elm Park", 3),
                ProgressStrip(tr("3 of 14 done · about 30 minutes left"), 3, 14),
                self.steps,
            )
        )
        self.body.setContentsMargins(26, 12, 26, 10)
        self.body.setSpacing(8)
        self.add(heading(tr("Are the lifts, stairs and entrance doors clean and working?"), 2))
        hint = Card("soft", pad=12, horizontal=True)
        hint.body.addWidget(
            IconLabel("eye", "primary_ink", 22, "primary_soft", beside="body"), 0, Qt.AlignmentFlag.AlignTop
        )
        hint.body.addWidget(label(tr("Try the entry system. Ride one lift. Walk one staircase.")), 1)
        self.add(hint, heading(tr("What did you find?"), 3))
        self.rating = ChoiceRow(tr("Question 4 of 14. Are the lifts clean?"), ratings(), alt_digits=True)
        self.rating.set_value("weak")
        self.add(self.rating)
        two = Responsive(560, 18, (3, 2))
        self.note = NoteEdit(lines=5)
        self.note.set_text("Lift 1 out of order, notice dated 2 May. Stairs wet and smell. <b>&amp;</b>")
        field = LabeledField(
            tr("What did you see, hear or read?"),
            self.note,
            hint=tr("What, where, how many, since when?"),
            kind="h3",
        )
        self.how = ChipGroup(
            tr("How do you know?"),
            [
                ("saw", tr("I saw it"), "eye"),
                ("told", tr("I was told"), "ear"),
                ("read", tr("I read it"), "report"),
            ],
            exclusive=True,
        )
        self.how.set_values(["saw"])
        two.add(column(field, heading(tr("How do you know?"), 3), self.how))
        self.key_questions = ChipGroup(
            tr("Key questions this note helps to answer"),
            [(str(n), str(n), "", tr("Key question {n}").format(n=n)) for n in range(1, 7)],
        )
        self.key_questions.set_values(["2"])
        right = column(
            heading(tr("Photos"), 3),
            flow(button(tr("Add photo"), icon="camera", shortcut="Ctrl+P")),
            label(tr("No faces, please"), "small"),
            heading(tr("Helps to answer"), 3),
            self.key_questions,
            label(tr("2. Does the service meet these aims? (set for you)"), "small"),
        )
        right.layout().addStretch(1)  # type: ignore[union-attr]
        two.add(right)
        self.body.addWidget(two, 1)
        self.set_footer(
            button(tr("Save and next"), kind="primary", icon="check", shortcut="Ctrl+Return"),
            button(tr("Back"), icon="back", shortcut="Ctrl+Backspace"),
            button(tr("Add something else"), kind="quiet", icon="plus"),
            button(tr("Stop for now"), kind="quiet"),
        )
        self.first_focus = next(b for b in self.rating.buttons() if b.isChecked())


class KitPage(Page):
    """Everything else the kit has."""

    def __init__(self) -> None:
        super().__init__(tr("Kit"))
        self.add(heading(tr("Riverside Homes (sample)")))
        self.add(label(tr("Inspection of the housing service"), "muted"))
        self.summary = ErrorSummary()
        self.add(self.summary)
        self.add(Banner(tr("The disk is full. Your words are kept in this window."), tone="vweak",
                        action=tr("Try again")))  # fmt: skip
        self.add(Banner(tr("This finding rests on one source only."), closable=True))
        cards = Responsive(700, 16, (1, 1))
        fields = Card()
        self.place = line_edit("Block C, ground floor")
        self.field = LabeledField(tr("Where are you now?"), self.place, hint=tr("Block, floor, street"))
        self.combo = ComboBox([("all", tr("All six key questions")), ("1", tr("Are the aims clear?"))])
        fields.add(
            heading(tr("Fields"), 3),
            self.field,
            LabeledField(tr("Show findings for"), self.combo),
            CheckBox(tr("Staff have been told that shopping will happen"), checked=True),
            CheckBox(tr("I rent from this landlord")),
            ProgressStrip(ntr("{n} note", "{n} notes", 68), 68, 93),
        )
        fields.body.addStretch(1)
        actions = Card()
        menu_button = MenuButton(tr("Shared areas · question 4 of 14"), _menu())
        actions.add(
            heading(tr("Actions"), 3),
            flow(
                button(tr("Save"), kind="primary", icon="check"),
                button(tr("Bricks & mortar"), icon="home"),
                button(tr("Quiet"), kind="quiet", icon="plus"),
                button(tr("Delete this note"), kind="danger", icon="trash"),
                menu_button,
            ),
            _gap(tr("Will it happen?"), tr("Staff focus groups: none of 2")),
            _gap(tr("Are plans good?"), tr("Tenant focus groups: none of 2")),
            KeyValueList(
                [
                    KeyValue(tr("Cleanliness"), tr("Weak. Bins overflowing."), lambda: None),
                    KeyValue(tr("Where"), tr("Block C"), lambda: None),
                ]
            ),
        )
        actions.body.addStretch(1)
        cards.add(fields)
        cards.add(actions)
        self.add(cards)
        self.yes_no = ChoiceRow(
            tr("Do you rent from this landlord?"),
            [Choice("yes", "1", "", tr("Yes"), tone="weak"), Choice("no", "2", "", tr("No"), tone="ok")],
        )
        self.add(heading(tr("Do you rent from this landlord?"), 3), self.yes_no)
        self.table = DataTable(tr("Notes"), Notes(), stretch=(0,))
        self.table.set_width(1, 150)
        self.table.set_width(2, 80)
        self.table.setMinimumHeight(em(220))
        self.add(self.table)
        self.add(EmptyState(tr("There are no findings yet."), tr("Write a finding"), icon="findings"))
        self.body.addStretch(1)
        self.set_footer(button(tr("Continue"), kind="primary", icon="next"), button(tr("Back"), icon="back"))


def _gap(title: str, second: str) -> WrapButton:
    return WrapButton(title, icon="warning", tone="weak", second=second)


def _menu() -> QMenu:
    menu = QMenu()
    menu.addAction(tr("1. Signs and notices"))
    return menu


class Gallery(QMainWindow):
    """Menu bar, rail and one page, like the real shell."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page
        self.setWindowTitle(page.title())
        host = QWidget()
        self.setCentralWidget(host)
        across = QHBoxLayout(host)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        self.rail = _rail()
        self.rail_area = scroll_area(self.rail)
        across.addWidget(self.rail_area)
        across.addWidget(page, 1)
        for name in ("Inspection", "Go to", "View", "Help"):
            self.menuBar().addMenu(tr(name)).addAction(tr("Close"))
        self.status = StatusLabel()
        self.status.show_saved("14:32")
        self.menuBar().setCornerWidget(self.status, Qt.Corner.TopRightCorner)
        current_theme().changed.connect(self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.rail_area.setFixedWidth(em(216))
        self.rail_area.setVisible(self.width() >= em(1000))


def _rail() -> QWidget:
    rail = Panel("right")
    box = QVBoxLayout(rail)
    box.setContentsMargins(10, 14, 10, 12)
    group = Group(tr("Main steps"))
    inner = QVBoxLayout(group)
    inner.setContentsMargins(0, 0, 0, 0)
    inner.setSpacing(3)
    entries = (
        ("Overview", "home"), ("Plan", "plan"), ("Collect evidence", "collect"), ("Findings", "findings"),
        ("Judgement", "judgement"), ("Moderation", "moderation"), ("Report", "report"),
        ("Action plan", "action_plan"),
    )  # fmt: skip
    buttons = [WrapButton(tr(text), kind="nav", icon=icon, checkable=True) for text, icon in entries]
    buttons[2].setChecked(True)
    for each in buttons:
        inner.addWidget(each)
    Roving(buttons, choose=False, parent=group)
    box.addWidget(group)
    box.addStretch(1)
    return rail
