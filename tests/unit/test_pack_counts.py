"""Recounts the 2003 pack against the figures counted in its source, cell by cell."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tia_desktop import frameworks
from tia_desktop.domain.pack import FrameworkPack

KINDS = (
    "Interviews with key politicians and ALMO board members",
    "Observing decision-making meetings, including board meetings",
    "Interviews with key managers (council and ALMO)",
    "Meeting service users in focus groups or one to one",
    "Observing service delivery in offices or on site",
    "Case sampling of complaints, repairs, rehousing and transfers",
    "Inspection of estates",
    "Visits to occupied and empty properties",
    "Focus groups with staff",
    "Discussions with external stakeholders",
    "Mystery shopping, including testing complaint systems",
    "Surveys of customer satisfaction",
)


@pytest.fixture(scope="module")
def pack() -> FrameworkPack:
    return frameworks.load("almo-2003")[0]


@pytest.fixture(scope="module")
def domain(shared_data: Path) -> Path:
    """Facts and source packs beside the shared data."""
    return shared_data / "domain"


def test_two_judgements_and_their_six_questions(pack: FrameworkPack) -> None:
    assert [(j.id, j.title) for j in pack.judgements] == [
        ("j1", "How good is the service?"),
        ("j2", "What are the prospects for service improvement?"),
    ]
    assert [(q.id, q.number, q.judgement, q.title, q.short) for q in pack.key_questions] == [
        ("j1.kq1", 1, "j1", "Are the organisation's aims clear and challenging?", "Are the aims clear?"),
        ("j1.kq2", 2, "j1", "Does the service meet the aims?", "Does it meet them?"),
        ("j1.kq3", 3, "j1", "How does its performance compare?", "How does it compare?"),
        ("j2.kq1", 4, "j2", "What is the evidence of service improvement?", "Is it improving?"),
        ("j2.kq2", 5, "j2", "How good are the current improvement plans?", "Are plans good?"),
        ("j2.kq3", 6, "j2", "Will improvements be delivered?", "Will it happen?"),
    ]
    assert [(s.id, s.key_question) for s in pack.sub_questions] == [
        ("1.1", "j1.kq1"),
        ("1.2", "j1.kq1"),
        ("2.1", "j1.kq2"),
        ("2.2", "j1.kq2"),
        ("3.1", "j1.kq3"),
        ("3.2", "j1.kq3"),
    ]


def test_each_judgement_has_its_own_scale(pack: FrameworkPack) -> None:
    service, prospects = pack.judgement("j1"), pack.judgement("j2")
    assert [(x.order, x.stars, x.id) for x in service.scale.levels] == [
        (0, 0, "poor"),
        (1, 1, "fair"),
        (2, 2, "good"),
        (3, 3, "excellent"),
    ]
    assert [(x.order, x.stars, x.id) for x in prospects.scale.levels] == [
        (0, None, "poor"),
        (1, None, "uncertain"),
        (2, None, "promising"),
        (3, None, "excellent"),
    ]
    assert service.qualifying_levels == ("good", "excellent")
    assert prospects.qualifying_levels == ()  # money follows judgement 1 only
    assert (service.discussed_levels, prospects.discussed_levels) == ((), ("poor", "uncertain"))  # para 30


def test_what_later_reports_confirm_is_not_said_to_be_in_the_guidance(pack: FrameworkPack) -> None:
    basis = {(j.id, x.id): x.basis for j in pack.judgements for x in j.scale.levels}
    assert {key for key, value in basis.items() if value != "source"} == {("j1", "fair"), ("j2", "excellent")}


CELLS = {  # Appendix 1: stock, rent, tp, estate
    "1.1": (13, 7, 8, 9),
    "1.2": (4, 3, 4, 4),
    "2.1": (8, 10, 6, 9),
    "2.2": (8, 7, 7, 10),
    "3.1": (2, 2, 2, 2),
    "3.2": (6, 3, 3, 3),
}
AREAS = ("stock", "rent", "tp", "estate")


def test_appendix_1_cell_by_cell(pack: FrameworkPack) -> None:
    assert tuple(a.id for a in pack.service_areas) == AREAS
    found = Counter((p.sub_question, p.area) for p in pack.prompts if p.area)
    wanted = {(s, a): n for s, row in CELLS.items() for a, n in zip(AREAS, row, strict=True)}
    assert found == wanted
    assert len(wanted) == 24
    assert [sum(found[s, a] for s in CELLS) for a in AREAS] == [41, 32, 30, 37]
    assert [sum(found[s, a] for a in AREAS) for s in CELLS] == [37, 15, 33, 32, 8, 15]
    assert sum(found.values()) == 140
    question_of = {s.id: s.key_question for s in pack.sub_questions}
    assert all(p.key_question == question_of[p.sub_question] for p in pack.prompts if p.area)


def test_three_prompts_repeat_in_row_2_1(pack: FrameworkPack) -> None:
    shared = {
        name: {p.area for p in pack.prompts if p.shared == name} for name in ("pi_use", "informal", "qa")
    }
    assert shared == {"pi_use": set(AREAS), "informal": set(AREAS), "qa": {"stock", "rent"}}
    assert {p.sub_question for p in pack.prompts if p.shared} == {"2.1"}
    for name in shared:
        assert len({p.text for p in pack.prompts if p.shared == name}) == 1
    double = [p for p in pack.prompts if p.note.startswith("Two questions")]
    assert [(p.sub_question, p.area, p.id[-2:]) for p in double] == [
        ("2.2", "stock", "02"),
        ("2.2", "stock", "05"),
        ("3.2", "stock", "06"),
    ]


def test_appendix_2_by_question(pack: FrameworkPack) -> None:
    prompts = [p for p in pack.prompts if p.id.startswith("almo2003.a2.")]
    found = Counter((p.key_question, p.kind) for p in prompts)
    assert found == {
        ("j2.kq1", "prompt"): 5,
        ("j2.kq2", "prompt"): 10,
        ("j2.kq2", "sub_prompt"): 14,
        ("j2.kq3", "prompt"): 4,
        ("j2.kq3", "sub_prompt"): 6,
    }
    assert len(prompts) == 39
    tops = [p.id for p in prompts if p.key_question == "j2.kq2" and p.kind == "prompt"]
    below = Counter(p.parent for p in prompts if p.key_question == "j2.kq2" and p.parent)
    assert [below[top] for top in tops] == [0, 3, 3, 2, 3, 0, 0, 0, 0, 3]  # four Cs, then SMART
    assert sorted(Counter(p.parent for p in prompts if p.key_question == "j2.kq3" and p.parent).values()) == [
        2,
        4,
    ]
    assert pack.reference.list("smart").items == (
        "specific",
        "measurable",
        "agreed",
        "realistic",
        "time-bound",
    )


def test_appendix_3_by_group(pack: FrameworkPack) -> None:
    prompts = [p for p in pack.prompts if p.group]
    assert [g.id for g in pack.prompt_groups] == ["rel", "gov", "perf", "user", "risk"]
    found = Counter((p.group, p.kind) for p in prompts)
    assert found == {
        ("rel", "lead"): 6,
        ("rel", "bullet"): 14,
        ("gov", "lead"): 2,
        ("gov", "bullet"): 10,
        ("perf", "lead"): 3,
        ("perf", "bullet"): 5,
        ("user", "lead"): 1,
        ("user", "bullet"): 4,
        ("risk", "bullet"): 4,
        ("risk", "sub_bullet"): 4,
    }
    kinds = Counter(p.kind for p in prompts)
    assert (kinds["lead"], kinds["bullet"], kinds["sub_bullet"], len(prompts)) == (12, 37, 4, 53)
    leads = [p for p in prompts if p.kind == "lead"]
    assert Counter(p.bold for p in leads) == {True: 10, False: 2}
    assert Counter((p.group, p.bold) for p in leads if not p.bold) == {("rel", False): 1, ("gov", False): 1}
    below = Counter(p.parent for p in prompts if p.group == "rel" and p.parent)
    assert sorted(below.values()) == [3, 4, 7]
    assert sum(p.topic for p in prompts if p.kind == "bullet") == 11
    assert {p.key_question for p in prompts} == {"j2.kq3"}  # governance is judged there


def test_every_prompt_is_ours_and_says_where_it_comes_from(pack: FrameworkPack) -> None:
    assert len(pack.prompts) == 140 + 39 + 53
    assert len({p.id for p in pack.prompts}) == len(pack.prompts)
    for prompt in pack.prompts:
        assert re.match(r"Appendix [123], ", prompt.source), prompt.id
        assert prompt.text.strip() == prompt.text != "", prompt.id


def test_twelve_kinds_in_order_with_their_items(pack: FrameworkPack) -> None:
    assert [t.title for t in pack.templates] == list(KINDS)
    assert [(t.id, t.number) for t in pack.templates] == [(f"rc{n:02d}", n) for n in range(1, 13)]
    assert [len(t.items) for t in pack.templates] == [11, 12, 12, 15, 16, 30, 29, 25, 10, 9, 27, 19]
    items = [item for t in pack.templates for item in t.items]
    assert len(items) == len({item.id for item in items}) == 215
    for template in pack.templates:
        ids = [f"{template.id}.i{n:02d}" for n in range(1, len(template.items) + 1)]
        assert [item.id for item in template.items] == ids
        assert all((template.before, template.during, template.after, template.record, template.pitfalls))
        assert all((template.purpose, template.tia_role, template.sampling, template.data_protection))
        assert template.source.startswith(f"para 39, item {template.number}")


def test_every_item_asks_a_short_plain_question(pack: FrameworkPack) -> None:
    for template in pack.templates:
        for item in template.items:
            assert item.question.endswith("?"), item.id
            assert len(item.question.split()) <= 20, item.id
            assert item.question != item.text
    assert all(item.look_for for item in pack.template("rc07").items)


def test_yes_is_the_weak_answer_where_yes_is_bad(pack: FrameworkPack) -> None:
    yes_no = [i for t in pack.templates for i in t.items if i.answer == "yes_no_na"]
    assert {i.id for i in yes_no if i.weak_answer == "yes"} == {"rc07.i21", "rc07.i22", "rc07.i28"}
    assert {i.id for i in yes_no if i.weak_answer == "none"} == {"rc12.i12", "rc12.i17"}
    assert {i.weak_answer for i in yes_no} == {"yes", "no", "none"}


def test_seven_schemes_of_the_field_and_our_own(pack: FrameworkPack) -> None:
    field = {s.id: [c.id for c in s.choices if c.key] for s in pack.schemes if s.basis == "source"}
    assert field == {
        "defra_litter": ["a", "b", "c", "d"],
        "housemark4": ["good", "satisfactory", "poor", "very_poor"],
        "wolverhampton": ["a", "b", "c", "d"],
        "rag_photobook": ["green", "amber", "red"],
        "met_notmet": ["met", "not_met"],
        "b3_abcd": ["a", "b", "c", "d"],
        "ascham": ["a", "b", "c", "d"],
    }
    assert {s.id for s in pack.schemes if s.basis == "ours"} == {"view", "yes_no_na", "rating_1_5", "noted"}
    view = [(c.key, c.sign, c.word, c.tone) for c in pack.scheme("view").choices]
    assert view == [
        (1, "++", "Very good", "good"),
        (2, "+", "OK", "ok"),
        (3, "−", "Weak", "weak"),
        (4, "− −", "Very weak", "bad"),
        (0, "?", "Not seen", "none"),
    ]
    assert "never convert" in pack.scheme_rule


TABLE_6 = {  # upper quartiles 2001/02: london, metropolitan, unitary, district, better
    "BVPI 66a": (96.2, 96.8, 96.8, 98.6, "higher"),
    "BVPI 69": (1.4, 2.6, 1.3, 0.9, "lower"),
    "BVPI 68": (36, 43, 37, 26, "lower"),
    "BVPI 72": (95, 95, 96, 96, "higher"),
    "BVPI 73": (12, 17, 13, 13, "lower"),
}


def test_seventeen_indicators_and_their_tables(pack: FrameworkPack) -> None:
    assert len(pack.indicators) == 17
    by_table = {n: {i.code for i in pack.indicators if n in i.tables} for n in (1, 3, 4, 5, 6)}
    assert by_table[1] == {"BVPI 74", "BVPI 75"}
    assert len(by_table[3]) == 8  # 7 entries; 184a and 184b are one entry in print
    assert (
        len(
            {code.rstrip("ab") for code in by_table[3] if "184" in code}
            | (by_table[3] - {"BVPI 184a", "BVPI 184b"})
        )
        == 7
    )
    assert by_table[4] == {"BVPI 68", "BVPI 72", "BVPI 73"}
    assert by_table[5] == {"LIB076", "LIB077", "LIB079a", "LIB079b", "LIB052"}
    assert by_table[6] == set(TABLE_6)


@pytest.mark.parametrize("code", TABLE_6)
def test_table_6_value_by_value(pack: FrameworkPack, code: str) -> None:
    indicator = pack.indicator(code)
    types = ("london", "metropolitan", "unitary", "district")
    assert tuple(a.id for a in pack.authority_types) == types
    assert (*(indicator.upper_quartile(t) for t in types), indicator.better) == TABLE_6[code]
    assert [q.period for q in indicator.upper_quartiles] == ["2001/02"]


def test_indicators_without_a_good_direction_have_none(pack: FrameworkPack) -> None:
    context = {i.code for i in pack.indicators if i.better == "context"}
    assert context == {"BVPI 184b", "LIB076", "LIB077", "LIB079b"}
    assert pack.indicator("BVPI 164").better == "yes"


def test_national_averages(pack: FrameworkPack) -> None:
    found = {
        i.code: [(a.period, a.value) for a in i.national_averages]
        for i in pack.indicators
        if i.national_averages
    }
    assert found == {"BVPI 74": [("2000/01", 77)], "BVPI 75": [("2000/01", 60)]}
    rules = pack.reference
    assert "every three years" in rules.rule("indicators.status_frequency").text
    assert "123 to 97" in rules.rule("indicators.number_cut").text


LISTS = {
    "status_topics": 9,
    "tenant_view_methods": 9,
    "status_not_covered": 6,
    "national_priorities": 12,
    "service_standards": 13,
    "contextual_information": 10,
    "quality_schemes": 4,
    "review_areas": 5,
    "review_themes": 4,
    "timetable": 10,
    "governance_areas": 4,
    "council_keeps": 6,
    "effective_bodies": 3,
    "moderator_roles": 3,
    "club_data_sets": 3,
}


def test_lists_have_the_lengths_counted_in_the_source(pack: FrameworkPack) -> None:
    found = {name: len(pack.reference.list(name).items) for name in LISTS}
    assert found == LISTS
    assert all(len(x.items) == x.count for x in pack.reference.lists)


def test_people_and_moderation(pack: FrameworkPack) -> None:
    assert pack.threshold("min_moderators") == 3
    assert pack.threshold("min_tia") == 1
    assert pack.reference.rule("tia.own_landlord").source == "para 35"
    assert pack.paper_sources == ("document", "data")
    ours = {t.id for t in pack.thresholds if t.basis == "ours"}
    assert ours == {
        "min_kinds_per_key_question",
        "min_kinds_per_finding",
        "min_source_groups",
        "papers_and_indicators_only",
    }
    assert [t.id for t in pack.templates if t.weaker_evidence] == ["rc04"]
    assert pack.template("rc04").weaker_source == "para 39, note I"


def test_each_clock_runs_from_its_own_start(pack: FrameworkPack) -> None:
    clocks = [(c.id, c.start_event, c.min, c.max, c.unit, c.source) for c in pack.reference.clocks]
    assert clocks == [
        ("first_inspection", "almo_started", 6, None, "months", "paras 96, 112"),
        ("final_report", "team_on_site", 10, 16, "weeks", "para 113"),
        ("re_inspection", "report_published", 6, None, "months", "para 118"),
    ]


def test_report_stages_in_order(pack: FrameworkPack) -> None:
    stages = pack.reference.report_stages
    assert [s.id for s in stages] == [
        "on_site",
        "moderation",
        "draft_report",
        "written_comments",
        "round_table",
        "wider_presentation",
        "final_score",
        "score_letter_and_press",
        "publication",
        "re_inspection",
    ]
    assert {s.id for s in stages if s.optional} == {"wider_presentation", "re_inspection"}
    assert {s.id for s in stages if s.order_note} == {"moderation", "written_comments"}


def test_damage_is_noted_and_not_filled_in(pack: FrameworkPack) -> None:
    text = " ".join(f"{d.place} {d.text}" for d in pack.reference.damage)
    for mark in ("Exhibits", "asterisk", "middle of a sentence", "Bullet 8", "BVPI 73", "four bullets"):
        assert mark in text


def test_the_glossary_is_long_enough_and_sorted(pack: FrameworkPack) -> None:
    terms = [t.term for t in pack.reference.glossary]
    assert len(terms) >= 25
    assert terms == sorted(terms, key=str.lower)
    assert {"TIA", "ALMO", "HRA", "BVPI", "STATUS", "Void", "Relet"} <= set(terms)


def test_words_are_those_of_the_source_data(pack: FrameworkPack, domain: Path) -> None:
    """Nothing was lost or changed on the way from the collected material."""
    skeleton = json.loads((domain / "pack_almo2003_skeleton.json").read_bytes())
    texts = {p.id: p.text for p in pack.prompts}
    wanted: dict[str, str] = {}

    def collect(node: Any) -> None:
        if isinstance(node, dict):
            if "prompt" in node and node.get("kind") != "container":
                wanted[node["id"]] = node["prompt"]
            node = list(node.values())
        if isinstance(node, list):
            for below in node:
                collect(below)

    for part in ("appendix1", "appendix2", "appendix3"):
        collect(skeleton[part])
    changed = {key for key in wanted if texts.get(key) != wanted[key]}
    assert set(texts) == set(wanted)
    assert changed == {"almo2003.a2.kq2.p10"}  # "see smart_definition" became the five words

    source = json.loads((domain / "reality_check_templates.json").read_bytes())
    for row in source["templates"]:
        template = pack.template(row["id"])
        several = {"rc12.i19"}  # more than one profile question may have been asked
        assert [(i.id, i.group, i.text, i.answer) for i in template.items] == [
            (i["id"], i["group"], i["text"], "choices" if i["id"] in several else i["answer"])
            for i in row["checklist"]
        ]
        assert list(template.key_questions) == row["typical_key_questions"]
        assert [list(template.before), list(template.during), list(template.after)] == list(
            row["steps"].values()
        )
        assert [list(template.record), list(template.pitfalls)] == [row["record"], row["pitfalls"]]
    assert [i.code for i in pack.indicators] == [
        i["code"] for i in json.loads((domain / "pis.json").read_bytes())["indicators"]
    ]


def test_figures_are_those_of_the_fact_sheet(domain: Path) -> None:
    """The figures in this file are themselves read back from the fact sheet."""
    facts = (domain / "facts_seed.md").read_text(encoding="utf-8")
    for name, row in CELLS.items():
        assert f"| {name} | {' | '.join(map(str, row))} | {sum(row)} |" in facts
    assert "| **Column total** | **41** | **32** | **30** | **37** | **140** |" in facts
    assert "| **All** | **19** | **20** | **39** |" in facts
    assert "| **All** | **12 (10 bold, 2 plain)** | **37** | **4** |" in facts
    for label, code in (
        ("Rent collected (BVPI 66a)", "BVPI 66a"),
        ("Rent lost through voids (old 69)", "BVPI 69"),
        ("Relet time, days (old 68)", "BVPI 68"),
        ("Repairs in government targets (old 72)", "BVPI 72"),
        ("Days for non-urgent repairs (73)", "BVPI 73"),
    ):
        line = next(x for x in facts.splitlines() if x.startswith(f"| {label} |"))
        cells = [cell.strip().rstrip("%") for cell in line.strip("|").split("|")][1:]
        assert [*map(str, TABLE_6[code])] == cells
