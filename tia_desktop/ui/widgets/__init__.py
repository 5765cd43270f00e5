"""The UI kit. Screen authors need to read only this page.

Start-up (bootstrap or the main window, once)
    from tia_desktop.ui import current_theme
    app = QApplication(sys.argv)
    theme.install(app, scheme="system", percent=100)     # before the first widget
    FocusRing(app)                                       # Enter presses every kit button by itself

Rules
* Every visible string goes through `tr()` (`tia_desktop.ui.i18n`, also in presenters; `ntr` for plurals).
  Places are filled after translating: tr("Question {n} of {total}").format(n=4, total=14).
* No colour outside theme.py; no setStyleSheet in screens. Colours are tokens: `theme.color("primary")`.
* No pixel width that is not `em(n)`. After a change of text size kit widgets adapt themselves; a screen
  that used em() in its constructor is rebuilt by the shell, or connects `theme.current_theme().changed`.
* All text is literal: no HTML anywhere, `&` is shown as `&` (no mnemonics in buttons; use `shortcut=`).
* A label that names an editor is its buddy (use `LabeledField`): do not setAccessibleName on combo boxes or
  on labels whose text changes. A description never repeats the name.
* Build a fresh `ChoiceRow` for each question, and put the focus on it before the page is shown.
* Buttons: put them into `page.set_footer(...)`, `flow(...)` or a row; one `primary` a page.

Text        label(text, kind="body", wrap=True, buddy=None)
                kind: body lead strong muted small overline error band
            heading(text, level)            1 page, 2 question, 3 section
            IconLabel(name, tone, size, beside="body")   icon_row(icon, text, kind)   names: resources/icons
            announce(widget, text)          said aloud, focus stays
            tips.set_tip(widget, text)   plain_tip(text) for a model; never setToolTip, it reads markup
Buttons     button(text, on_click, kind, icon=, shortcut=, tip=, name=)     kind: primary normal quiet danger
            Button  the class (kinds chip nav step too; second= a lighter second line; set_words, set_icon)
            WrapButton(text, on_click, kind="nav"|"step", icon=, tone=, second=, checkable=)
            MenuButton(text, QMenu)   CheckBox(text, checked=)
            ComboBox([(id, words)]): value(), set_value(id); currentIndexChanged
Layout      Card(kind="plain"|"soft"|tone): add(*widgets), .body     Group(name): named for screen readers
            flow(*w) wraps · row(*w, stretch=k) · column(*w) · FlowLayout · FlowRow (equal shares)
            Responsive(at, gap, stretches): add(w)      a row that becomes a column below em(at)
Page        class MyView(Page): super().__init__(title); self.add(...); self.set_footer(primary, others...)
            .set_side(widget, width=262, below=900) left column; .body (QVBoxLayout)
            .first_focus (widget), .focus_first(), .title()
            .show_widget(w) whole widget into view (done for every focus change)
            FocusRing(app), scroll_area(content)
Forms       LabeledField(text, editor, hint=): set_error(message)      line_edit(text, placeholder=)
            error_label()   what is wrong, below something that is no LabeledField
            NoteEdit(lines=4): text(), set_text(), signals edited, huge_paste(str)
            ErrorSummary(): show_problems([(message, widget)]) takes the focus; lines jump
Choices     Choice(id, key, sign, word, explain, tone)      tones: vgood ok weak vweak none
            ChoiceRow(name, choices, alt_digits=True) = RatingRow: changed(id), confirmed(id) on Enter,
                unanswered() on Enter while it is not chosen,
                value(), set_value(id) silent, choose_key("3"), focus_choice()
                typed(text): words begin; before it digit_chose(id before) or digit_meant(id before)
            ChipGroup(name, [(id, words, icon, full name)], exclusive=)
                changed(list), values(), set_values(), toggle(id)
            Roving(buttons, choose=True, parent=)   one Tab stop for your own group of checkable buttons
Feedback    Banner(text, tone=, action=, on_action=, closable=, close=words of that button)
            EmptyState(sentence, button words, slot, icon=)
            ProgressStrip(text, done, total): set_progress(...)
            StatusLabel(): show_saved("14:32"), show_saving(), show_words(text), show_problem(text)
Lists       StepList(name, [(title, [Step(id, text, state, icon, tone)])])
                selected(id), set_current, set_state
            KeyValueList([KeyValue(name, value, on_change)])
            DataTable(name, model, row_height=40, stretch=(0,)): opened(QModelIndex), set_width(column, px)
Tests       from tests.ui.kit.stage import dress, on_stage; from tests.ui.a11y import walk, report
            dress(px=32); with on_stage(window, (1366, 688)): problems = walk(window); assert not problems
            TIA_LANG=pseudo makes every sentence 40 % longer. Walk every screen at 16, 24 and 32 px.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tia_desktop.ui.theme import color, current_theme, em, font, font_px, token
    from tia_desktop.ui.widgets.buttons import Button, MenuButton, WrapButton, button
    from tia_desktop.ui.widgets.choices import ChipGroup, Choice, ChoiceButton, ChoiceRow, RatingRow, Roving
    from tia_desktop.ui.widgets.feedback import Banner, EmptyState, ProgressStrip, StatusLabel
    from tia_desktop.ui.widgets.focus import FocusRing
    from tia_desktop.ui.widgets.forms import ErrorSummary, LabeledField, NoteEdit, error_label, line_edit
    from tia_desktop.ui.widgets.inputs import CheckBox, ComboBox
    from tia_desktop.ui.widgets.layout import (
        Card,
        FlowLayout,
        FlowRow,
        Group,
        Responsive,
        column,
        flow,
        row,
    )
    from tia_desktop.ui.widgets.lists import KeyValue, KeyValueList, Step, StepList
    from tia_desktop.ui.widgets.page import Footer, Page, Panel, scroll_area
    from tia_desktop.ui.widgets.tables import DataTable
    from tia_desktop.ui.widgets.text import IconLabel, announce, heading, icon_row, label

__all__ = [
    "Banner", "Button", "Card", "CheckBox", "ChipGroup", "Choice", "ChoiceButton", "ChoiceRow",
    "ComboBox", "DataTable", "EmptyState", "ErrorSummary", "FlowLayout", "FlowRow",
    "FocusRing", "Footer", "Group", "IconLabel", "KeyValue", "KeyValueList", "LabeledField",
    "MenuButton", "NoteEdit", "Page", "Panel", "ProgressStrip", "RatingRow", "Responsive", "Roving",
    "StatusLabel", "Step", "StepList", "WrapButton", "announce", "button", "color", "column",
    "current_theme", "em", "error_label", "flow", "font", "font_px", "heading", "icon_row", "label",
    "line_edit", "row", "scroll_area", "token",
]  # fmt: skip

_HOMES = {
    "tia_desktop.ui.theme": "color current_theme em font font_px token",
    "tia_desktop.ui.widgets.buttons": "Button MenuButton WrapButton button",
    "tia_desktop.ui.widgets.choices": "ChipGroup Choice ChoiceButton ChoiceRow RatingRow Roving",
    "tia_desktop.ui.widgets.feedback": "Banner EmptyState ProgressStrip StatusLabel",
    "tia_desktop.ui.widgets.focus": "FocusRing",
    "tia_desktop.ui.widgets.forms": "ErrorSummary LabeledField NoteEdit error_label line_edit",
    "tia_desktop.ui.widgets.inputs": "CheckBox ComboBox",
    "tia_desktop.ui.widgets.layout": "Card FlowLayout FlowRow Group Responsive column flow row",
    "tia_desktop.ui.widgets.lists": "KeyValue KeyValueList Step StepList",
    "tia_desktop.ui.widgets.page": "Footer Page Panel scroll_area",
    "tia_desktop.ui.widgets.text": "IconLabel announce heading icon_row label",
    "tia_desktop.ui.widgets.tables": "DataTable",
}
_HOME = {name: module for module, names in _HOMES.items() for name in names.split()}


def __getattr__(name: str) -> Any:
    """Import a widget's module when the widget is first asked for: the first paint needs only a few."""
    module = _HOME.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(module), name)
    return found
