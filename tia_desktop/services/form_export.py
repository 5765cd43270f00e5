"""Turns a checklist of ours into a form for other programs (`exporters.xlsform` writes it as XLSForm).

It goes out as a check has it: left out, reworded and added questions count. A grade becomes a choice, with a
line for words behind it, because an answer without words is weak evidence; what repeats, repeats; what is
asked only after some answer has that condition. What a form cannot carry is listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tia_desktop.domain.forms import AS_TEXT, LEFT_OUT, Choice, Form, Item, Loss, Question, Section, Words
from tia_desktop.domain.pack import ChecklistItem, CheckTemplate, FieldSpec, ItemChoice, Repeat
from tia_desktop.domain.records import RealityCheck
from tia_desktop.domain.text import count_of
from tia_desktop.domain.values import Value
from tia_desktop.services.checklist import repeat_of, tailored
from tia_desktop.services.form_questions import checklist_of, form_of
from tia_desktop.services.workspace import Workspace

WORDS, NAME = "_words", "_name"
"""End the names of the line for words behind a question, and of the name of what repeats."""
_ASK_WORDS = "What did you see, hear or read?"
_TYPED = {"number": "decimal", "date": "date", "time": "text", "text": "text", "photo": "image"}


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Outgoing(Value):
    """A form, and what of the checklist it cannot carry."""

    form: Form
    losses: tuple[Loss, ...]


def form_for_check(ws: Workspace, check_id: str) -> Outgoing:
    """Return the checklist of a check, tailored as it is; one from outside as it came."""
    check = ws.need(RealityCheck, check_id)
    kept = checklist_of(ws, check)
    if kept is not None:
        return Outgoing(form_of(ws, kept), ())
    template = ws.pack.template(check.template)
    return _Writing(ws, template, check.title, tailored(ws, check)).outgoing()


def form_for_kind(ws: Workspace, kind: str) -> Outgoing:
    """Return the checklist of a kind of check."""
    template = ws.pack.template_for_kind(kind)
    return _Writing(ws, template, template.singular, template.items).outgoing()


def form_of_all(ws: Workspace, check: RealityCheck) -> Form:
    """Return the checklist of a check's kind with every question that may have gone out for it.

    Those that the team left out meanwhile are in it, and those that the team added.
    """
    template = ws.pack.template(check.template)
    items = tailored(ws, check)
    known = {item.id for item in items}
    left_out = [item for item in template.items if item.id not in known]
    return _Writing(ws, template, check.title, [*items, *left_out]).outgoing().form


def name_of(item_id: str) -> str:
    """Return the name a question has in the form: letters, digits and underscores."""
    name = re.sub(r"[^A-Za-z0-9_]", "_", item_id)
    return name if name[:1].isalpha() else f"q_{name}"


class _Writing:
    """Writes one checklist as a form."""

    def __init__(
        self, ws: Workspace, template: CheckTemplate, title: str, items: Sequence[ChecklistItem]
    ) -> None:
        self._ws, self._template, self._title, self._items = ws, template, title, items
        self._lists, self._losses = dict[str, tuple[Choice, ...]](), list[Loss]()
        every = (*items, *(i for repeat in template.repeats for i in repeat.items))
        self._conditions = {i.id: i.show_if for i in every} | {f.id: f.show_if for f in template.fields}
        self._several = {i.id for i in every if i.answer == "choices"}

    def outgoing(self) -> Outgoing:
        """Return the form."""
        template = self._template
        self._told()
        parts = [self._before(), *self._agenda(), *self._groups()]
        form = Form(
            id=name_of(f"tia_{template.slug}"),
            title=self._title,
            version=re.sub(r"[^A-Za-z0-9_.-]", "-", f"{self._ws.pack.id}-{self._ws.pack.version}"),
            items=tuple(part for part in parts if part is not None),
            lists=self._lists,
        )
        return Outgoing(form, tuple(self._losses))

    def _told(self) -> None:
        template = self._template
        if template.consent:
            what = "what people are told and agree to. It stands as words before the questions"
            self._losses.append(Loss("", what, AS_TEXT))
        if template.panel:
            self._losses.append(Loss("", "lines of a conversation with who said them", LEFT_OUT))
        every = [*self._items, *(i for repeat in template.repeats for i in repeat.items)]
        if any(i.answer == "time" for i in every):
            self._losses.append(Loss("", "times, which may be lengths such as 12 minutes", AS_TEXT))
        self._grades("", [i for i in every if i.answer in _TYPED and not i.choices])
        self._grades("with choices of their own", [i for i in every if i.choices and self._has_grade(i)])

    def _grades(self, which: str, items: Sequence[ChecklistItem]) -> None:
        """A question that asks for something else has no room for the grade that we give beside it."""
        if items:
            asked = "; ".join(f"“{item.question}”" for item in items)
            beside = " ".join(filter(None, [count_of(len(items), "question"), which]))
            what = "the grade" if which else "the grade, and “not seen”,"
            also = "" if which else " (words, a number, a date or a time)"
            self._losses.append(Loss("", f"{what} beside {beside}{also}: {asked}", LEFT_OUT))

    def _has_grade(self, item: ChecklistItem) -> bool:
        return sum(choice.key > 0 for choice in self._ws.pack.scheme_for(item).choices) > 1

    def _before(self) -> Section | None:
        """What is said and asked once, first."""
        said = [*([self._template.consent] if self._template.consent else []), *self._template.care]
        notes = [
            Question(f"read_{n}", f"before/read_{n}", "note", labels=_words(text))
            for n, text in enumerate(said, 1)
        ]
        fields = [self._field(spec) for spec in self._template.fields]
        if not notes and not fields:
            return None
        return Section("before", "before", labels=_words("Before you start"), items=(*notes, *fields))

    def _field(self, spec: FieldSpec) -> Question:
        kind, choices = _TYPED.get(spec.answer, "text"), ""
        if spec.choices:
            kind, choices = "select_one", self._list(name_of(spec.id), spec.choices)
        return Question(
            name=name_of(spec.id),
            path=f"before/{name_of(spec.id)}",
            kind=kind,
            labels=_words(spec.question),
            hints=_words(spec.hint),
            required="true()" if spec.required else "",
            relevant=self._relevant(spec.id),
            choices=choices,
        )

    def _agenda(self) -> Iterator[Section]:
        """What has questions of its own and begins with none."""
        for repeat in self._template.repeats:
            if not repeat.groups:
                yield self._repeat(repeat, [("", list(repeat.items))])

    def _groups(self) -> Iterator[Section]:
        """The headings in order; those that repeat together stand in one part."""
        told, number = set[str](), 0
        for item in self._items:
            around = repeat_of(self._template, item)
            mark = f"repeat {around.id}" if around else item.group
            if mark in told:
                continue
            told.add(mark)
            number += 1
            if around is None:
                own = [i for i in self._items if i.group == item.group]
                yield self._group(f"part_{number}", "", item.group, own)
                continue
            names = dict.fromkeys(i.group for i in self._items if i.group in around.groups)
            parts = [(name, [i for i in self._items if i.group == name]) for name in names]
            yield self._repeat(around, [*parts, *([("", list(around.items))] if around.items else [])])

    def _repeat(self, repeat: Repeat, parts: Sequence[tuple[str, list[ChecklistItem]]]) -> Section:
        name = name_of(repeat.id)
        hint = f"Such as: {', '.join(repeat.suggestions[:8])}" if repeat.suggestions else ""
        title = Question(
            f"{name}{NAME}", f"{name}/{name}{NAME}", "text", labels=_words("Its name"), hints=_words(hint)
        )
        inside = list[Item]([title])
        for n, (heading, items) in enumerate(parts, 1):
            group = self._group(f"{name}_{n}", name, heading or repeat.singular, items)
            inside += [group] if heading else group.items
        return Section(name, name, labels=_words(repeat.title), repeats=True, items=tuple(inside))

    def _group(self, name: str, above: str, heading: str, items: Sequence[ChecklistItem]) -> Section:
        path = f"{above}/{name}".lstrip("/")
        return Section(
            name, path, labels=_words(heading), items=tuple(q for i in items for q in self._item(i, path))
        )

    def _item(self, item: ChecklistItem, above: str) -> Iterator[Question]:
        """A question, and the line for words behind it."""
        name, relevant = name_of(item.id), self._relevant(item.id)
        scheme = self._ws.pack.scheme_for(item)
        kind, choices = _TYPED.get(item.answer, ""), ""
        if item.choices:
            grades = [ItemChoice(c.id, c.word) for c in scheme.choices if c.key == 0]
            kind = "select_multiple" if item.answer == "choices" else "select_one"
            choices = self._list(name, (*item.choices, *grades))
        elif not kind:
            kind = "select_one"
            choices = self._list(scheme.id, [ItemChoice(c.id, c.word) for c in scheme.choices])
        hint = " ".join(filter(None, [item.look_for, f"({item.unit})" if item.unit else ""]))
        asked = Question(
            name=name,
            path=f"{above}/{name}",
            kind=kind,
            labels=_words(item.question),
            hints=_words(hint),
            required="true()" if item.required else "",
            relevant=relevant,
            choices=choices,
            appearance="multiline" if kind == "text" else "",
        )
        yield asked
        if item.answer != "text":
            words = f"{name}{WORDS}"
            yield replace(
                asked, name=words, path=f"{above}/{words}", kind="text", labels=_words(_ASK_WORDS), hints=(),
                required="", choices="", appearance="multiline",
            )  # fmt: skip

    def _list(self, name: str, choices: Sequence[ItemChoice]) -> str:
        self._lists[name] = tuple(Choice(c.id, _words(c.word)) for c in choices)
        return name

    def _relevant(self, item_id: str, depth: int = 0) -> str:
        """When a question is asked: unless what it hangs on is not asked, or has another answer.

        Without an answer yet it is asked, so that nothing is missed (`checklist.asked`).
        """
        condition = self._conditions.get(item_id)
        if condition is None or condition.ask not in self._conditions or depth > len(self._conditions):
            return ""
        asked = f"${{{name_of(condition.ask)}}}"
        tests = [f"{asked} = ''"]
        for answer in condition.answers:
            several = condition.ask in self._several
            tests.append(f"selected({asked}, '{answer}')" if several else f"{asked} = '{answer}'")
        own, above = " or ".join(tests), self._relevant(condition.ask, depth + 1)
        return f"({above}) and ({own})" if above else own


def _words(text: str) -> Words:
    return (("", text),) if text else ()
