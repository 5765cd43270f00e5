"""A framework pack: the judgements, questions, checks, grades and rules of one way to inspect.

Built from data that was validated before (`tia_desktop.frameworks`). An inspection freezes the pack's id,
version and content hash when it is made.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from tia_desktop.domain.checklist_parts import (
    ChecklistItem,
    CheckTemplate,
    FieldSpec,
    GradeChoice,
    GradingScheme,
    ItemChoice,
    Must,
    Repeat,
)
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.pack_build import (
    build_indicator,
    build_scale,
    build_scheme,
    build_template,
    make,
    rows,
)
from tia_desktop.domain.pack_parts import (
    AuthorityType,
    Clock,
    Damage,
    IndicatorSpec,
    JudgementSpec,
    KeyQuestion,
    NationalAverage,
    Prompt,
    PromptGroup,
    Quartile,
    RatingLevel,
    RatingScale,
    ReportStage,
    Rule,
    ServiceArea,
    SourceList,
    SubQuestion,
    Term,
    Threshold,
    WordedChoice,
)

__all__ = [
    "AuthorityType",
    "CheckTemplate",
    "ChecklistItem",
    "Clock",
    "Damage",
    "FieldSpec",
    "FrameworkPack",
    "GradeChoice",
    "GradingScheme",
    "IndicatorSpec",
    "ItemChoice",
    "JudgementSpec",
    "KeyQuestion",
    "Must",
    "NationalAverage",
    "PackReference",
    "Prompt",
    "PromptGroup",
    "Quartile",
    "RatingLevel",
    "RatingScale",
    "Repeat",
    "ReportStage",
    "Rule",
    "ServiceArea",
    "SourceList",
    "SubQuestion",
    "Term",
    "Threshold",
    "WordedChoice",
]

T = TypeVar("T")
Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PackReference:
    """What people look up: rules, stages, lists, words. Built only when somebody asks for it."""

    rules: tuple[Rule, ...]
    report_stages: tuple[ReportStage, ...]
    clocks: tuple[Clock, ...]
    lists: tuple[SourceList, ...]
    glossary: tuple[Term, ...]
    damage: tuple[Damage, ...]

    def rule(self, rule_id: str) -> Rule:
        """Return one rule, such as ``tia.own_landlord``."""
        return _find({r.id: r for r in self.rules}, rule_id, "rule")

    def list(self, list_id: str) -> SourceList:
        """Return one counted list, such as ``national_priorities``."""
        return _find({x.id: x for x in self.lists}, list_id, "list")

    def clock(self, clock_id: str) -> Clock:
        """Return one clock, such as ``re_inspection``."""
        return _find({c.id: c for c in self.clocks}, clock_id, "clock")


# No slots here: the cached properties need a place to live.
@dataclass(frozen=True, eq=False)
class FrameworkPack:
    """One framework, ready to use.

    Attributes:
        content_hash: SHA-256 of the pack's canonical JSON, in hex.
        paper_sources: source groups that are papers and figures: alone never enough (guidance para 66).
    """

    id: str
    version: str
    title: str
    publisher: str
    content_hash: str
    edition: str
    jurisdiction: str
    scheme_rule: str
    judgements: tuple[JudgementSpec, ...]
    key_questions: tuple[KeyQuestion, ...]
    sub_questions: tuple[SubQuestion, ...]
    service_areas: tuple[ServiceArea, ...]
    templates: tuple[CheckTemplate, ...]
    schemes: tuple[GradingScheme, ...]
    indicators: tuple[IndicatorSpec, ...]
    source_groups: tuple[WordedChoice, ...]
    how_known: tuple[WordedChoice, ...]
    authority_types: tuple[AuthorityType, ...]
    thresholds: tuple[Threshold, ...]
    paper_sources: tuple[str, ...]
    _data: Data = field(repr=False)

    @classmethod
    def from_dict(cls, data: Data, content_hash: str) -> FrameworkPack:
        """Build a pack from validated data (format ``urn:tia-desktop:framework-pack:1``)."""
        scales = {row["id"]: build_scale(row) for row in data["scales"]}
        by_answer = data["answer_schemes"]
        thresholds = rows(Threshold, data["thresholds"])
        papers = next((t.value for t in thresholds if t.id == "papers_and_indicators_only"), ())
        return cls(
            id=data["id"],
            version=data["version"],
            title=data["title"],
            publisher=data["publisher"],
            content_hash=content_hash,
            edition=data["edition"],
            jurisdiction=data["jurisdiction"],
            scheme_rule=data["scheme_rule"],
            judgements=tuple(
                make(JudgementSpec, row, scale=scales[row["scale"]]) for row in data["judgements"]
            ),
            key_questions=rows(KeyQuestion, data["key_questions"]),
            sub_questions=rows(SubQuestion, data["sub_questions"]),
            service_areas=rows(ServiceArea, data["service_areas"]),
            templates=tuple(build_template(row, by_answer) for row in data["templates"]),
            schemes=tuple(build_scheme(row) for row in data["schemes"]),
            indicators=tuple(build_indicator(row) for row in data["indicators"]),
            source_groups=rows(WordedChoice, data["source_groups"]),
            how_known=rows(WordedChoice, data["how_known"]),
            authority_types=rows(AuthorityType, data["authority_types"]),
            thresholds=thresholds,
            paper_sources=papers if isinstance(papers, tuple) else (),
            _data=data,
        )

    @cached_property
    def prompts(self) -> tuple[Prompt, ...]:
        """All prompts, in the order of the source."""
        return rows(Prompt, self._data["prompts"])

    @cached_property
    def prompt_groups(self) -> tuple[PromptGroup, ...]:
        """The headed groups of prompts."""
        return rows(PromptGroup, self._data["prompt_groups"])

    @cached_property
    def reference(self) -> PackReference:
        """Rules, stages, clocks, lists, glossary and damage notes."""
        data = self._data
        return PackReference(
            rules=rows(Rule, data["rules"]),
            report_stages=rows(ReportStage, data["report_stages"]),
            clocks=rows(Clock, data["clocks"]),
            lists=rows(SourceList, data["lists"]),
            glossary=rows(Term, data["glossary"]),
            damage=rows(Damage, data["damage"]),
        )

    @cached_property
    def _judgements(self) -> dict[str, JudgementSpec]:
        return {x.id: x for x in self.judgements}

    @cached_property
    def _questions(self) -> dict[str, KeyQuestion]:
        return {x.id: x for x in self.key_questions}

    @cached_property
    def _areas(self) -> dict[str, ServiceArea]:
        return {x.id: x for x in self.service_areas}

    @cached_property
    def _templates(self) -> dict[str, CheckTemplate]:
        return {x.id: x for x in self.templates}

    @cached_property
    def _items(self) -> dict[str, ChecklistItem]:
        return {item.id: item for template in self.templates for item in template.all_items}

    @cached_property
    def _schemes(self) -> dict[str, GradingScheme]:
        return {x.id: x for x in self.schemes}

    @cached_property
    def _choices(self) -> dict[tuple[str, str], GradeChoice]:
        return {(scheme.id, choice.id): choice for scheme in self.schemes for choice in scheme.choices}

    @cached_property
    def _indicators(self) -> dict[str, IndicatorSpec]:
        return {_plain(key): x for x in self.indicators for key in (x.id, x.code)}

    @cached_property
    def _kinds(self) -> dict[str, CheckTemplate]:
        """Everything a person may type for a kind. Ids come last, so that nothing can hide one."""
        names: dict[str, CheckTemplate] = {}
        for x in self.templates:
            for name in (x.title, x.short, x.singular, x.slug, str(x.number), x.id):
                names.setdefault(_slug(name), x)
        return {**names, **self._templates}

    def judgement(self, judgement_id: str) -> JudgementSpec:
        """Return a judgement by id, such as ``j1``."""
        return _find(self._judgements, judgement_id, "judgement")

    def question(self, question_id: str) -> KeyQuestion:
        """Return a key question by id, such as ``j1.kq2``."""
        return _find(self._questions, question_id, "key question")

    def questions_of(self, judgement_id: str) -> tuple[KeyQuestion, ...]:
        """Return the key questions of a judgement, in order."""
        wanted = self.judgement(judgement_id).id
        return tuple(q for q in self.key_questions if q.judgement == wanted)

    def area(self, area_id: str) -> ServiceArea:
        """Return a service area by id, such as ``estate``."""
        return _find(self._areas, area_id, "service area")

    def template(self, template_id: str) -> CheckTemplate:
        """Return a kind of check by id, such as ``rc07``."""
        return _find(self._templates, template_id, "kind of check")

    def template_for_kind(self, text: str) -> CheckTemplate:
        """Return a kind by anything a person may call it: ``rc07``, ``7``, ``estate-visit``, its name."""
        found = self._kinds.get(text) or self._kinds.get(_slug(text))
        if found is None:
            raise InputError(
                f"There is no kind of check called “{_shown(text)}”. "
                f"Choose one of: {', '.join(t.slug for t in self.templates)}."
            )
        return found

    def item(self, item_id: str) -> ChecklistItem:
        """Return a checklist item by id, such as ``rc07.i03``."""
        return _find(self._items, item_id, "checklist item")

    def find_item(self, item_id: str) -> ChecklistItem | None:
        """Return a checklist item by id, or None when it is a check's own."""
        return self._items.get(item_id)

    def scheme(self, scheme_id: str) -> GradingScheme:
        """Return a grading scheme by id, such as ``view``."""
        return _find(self._schemes, scheme_id, "grading scheme")

    def scheme_for(self, item: ChecklistItem) -> GradingScheme:
        """Return the grading scheme an item is answered with, unless the team chose another."""
        return self.scheme(item.scheme)

    def scheme_of_answer(self, answer: str) -> str:
        """Return the id of the grading scheme that serves an answer type."""
        found: str = self._data["answer_schemes"].get(answer) or self.schemes[0].id
        return found

    def choice(self, scheme_id: str, choice_id: str) -> GradeChoice:
        """Return one choice of a scheme, or raise with the choices it has."""
        found = self._choices.get((scheme_id, choice_id))
        if found is None:
            known = ", ".join(c.id for c in self.scheme(scheme_id).choices)
            raise InputError(f"“{_shown(choice_id)}” is no grade of this scheme. Choose one of: {known}.")
        return found

    def tone(self, scheme_id: str, choice_id: str) -> str:
        """Return good, ok, weak, bad or none for a stored grade. No grade has no tone."""
        return self.choice(scheme_id, choice_id).tone if choice_id else "none"

    def item_tone(self, item: ChecklistItem, choice_id: str) -> str:
        """Return the tone of an answer to this item: for some items “yes” is the weak answer."""
        tone = self.tone(item.scheme, choice_id)
        if not item.weak_answer or tone == "none":
            return tone
        if item.weak_answer == "none":
            return "none"
        return "weak" if choice_id == item.weak_answer else "ok"

    def indicator(self, code_or_id: str) -> IndicatorSpec:
        """Return an indicator by id or code, such as ``bvpi_66a`` or ``BVPI 66a``."""
        found = self._indicators.get(_plain(code_or_id))
        if found is None:
            known = ", ".join(x.code for x in self.indicators)
            raise InputError(f"There is no indicator called “{_shown(code_or_id)}”. Choose one of: {known}.")
        return found

    def threshold(self, threshold_id: str) -> int:
        """Return a number that readiness tests against, such as ``min_moderators``."""
        value = _find({t.id: t for t in self.thresholds}, threshold_id, "threshold").value
        if not isinstance(value, int):
            raise InputError(f"The threshold “{threshold_id}” is a list and not a number.")
        return value


def _find(index: Mapping[str, T], key: str, what: str) -> T:
    try:
        return index[key]
    except KeyError:
        known = ", ".join(list(index)[:20]) + (" ..." if len(index) > 20 else "")
        raise InputError(
            f"There is no {what} “{_shown(key)}” in this framework. Choose one of: {known}."
        ) from None


def _shown(text: str) -> str:
    """What a person typed, short enough for a sentence."""
    return text if len(text) <= 60 else text[:60] + "…"


def _slug(text: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", text.lower().replace("’", "").replace("'", "")))


def _plain(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum())
