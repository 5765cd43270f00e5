"""What the program asks a pack."""

import json
from typing import Any

import pytest

from tia_desktop import frameworks
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.pack import FrameworkPack
from tia_desktop.domain.records import HOW, SOURCES


@pytest.fixture(scope="module")
def data() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(frameworks.load("almo-2003")[1])
    return loaded


@pytest.fixture(scope="module")
def pack(data: dict[str, Any]) -> FrameworkPack:
    return FrameworkPack.from_dict(data, "0" * 64)


@pytest.mark.parametrize(
    "text",
    [
        "rc07",
        "RC07",
        "7",
        "estate-visit",
        "Estate visit",
        "Estate visits",
        "estate_visit",
        " inspection of estates ",
    ],
)
def test_a_kind_is_found_by_whatever_a_person_calls_it(pack: FrameworkPack, text: str) -> None:
    assert pack.template_for_kind(text).id == "rc07"


def test_every_kind_answers_to_all_its_names(pack: FrameworkPack) -> None:
    for template in pack.templates:
        names = (
            template.id,
            str(template.number),
            template.slug,
            template.short,
            template.singular,
            template.title,
        )
        assert {pack.template_for_kind(name).id for name in names} == {template.id}


@pytest.mark.parametrize("text", ["", "  ", "rc13", "0", "castle visit", "x" * 10_000])
def test_an_unknown_kind_is_refused_with_the_choices(pack: FrameworkPack, text: str) -> None:
    with pytest.raises(InputError, match="estate-visit") as caught:
        pack.template_for_kind(text)
    assert len(caught.value.sentence) < 500


def test_every_lookup_refuses_the_unknown_in_a_sentence(pack: FrameworkPack) -> None:
    lookups = (
        (pack.judgement, "judgement"),
        (pack.question, "key question"),
        (pack.questions_of, "judgement"),
        (pack.area, "service area"),
        (pack.template, "kind of check"),
        (pack.item, "checklist item"),
        (pack.scheme, "grading scheme"),
        (pack.indicator, "indicator"),
        (pack.threshold, "threshold"),
        (pack.reference.rule, "rule"),
        (pack.reference.list, "list"),
        (pack.reference.clock, "clock"),
    )
    for lookup, word in lookups:
        with pytest.raises(InputError, match=f"no {word}.*nothing like this.*Choose one of"):
            lookup("nothing like this")
    with pytest.raises(InputError, match="poor, fair, good, excellent"):
        pack.judgement("j1").level("promising")
    with pytest.raises(InputError, match="very_good, ok"):
        pack.choice("view", "a")
    with pytest.raises(InputError, match="a list and not a number"):
        pack.threshold("papers_and_indicators_only")


def test_questions_of_a_judgement(pack: FrameworkPack) -> None:
    assert [q.id for q in pack.questions_of("j2")] == ["j2.kq1", "j2.kq2", "j2.kq3"]


@pytest.mark.parametrize("text", ["bvpi_66a", "BVPI 66a", "BVPI66A", "bvpi 66A"])
def test_an_indicator_is_found_by_id_or_code(pack: FrameworkPack, text: str) -> None:
    assert pack.indicator(text).code == "BVPI 66a"


def test_an_upper_quartile_needs_a_known_type_and_period(pack: FrameworkPack) -> None:
    indicator = pack.indicator("BVPI 68")
    assert indicator.upper_quartile("district", "2001/02") == 26
    assert indicator.upper_quartile("district", "2002/03") is None
    assert indicator.upper_quartile("moon") is None
    assert pack.indicator("BVPI 63").upper_quartile("district") is None


def test_every_item_has_a_scheme_and_a_question_to_help_with(pack: FrameworkPack) -> None:
    for template in pack.templates:
        for item in template.items:
            assert item.template == template.id
            assert pack.scheme_for(item).choices
            assert item.key_questions
            assert set(item.key_questions) <= set(template.key_questions)
            assert (
                not item.weak_answer
                or item.weak_answer == "none"
                or pack.choice(item.scheme, item.weak_answer)
            )


def test_an_item_helps_with_the_first_typical_question_unless_it_says_otherwise(pack: FrameworkPack) -> None:
    assert pack.item("rc07.i03").key_questions == ("j1.kq2",)
    assert pack.item("rc01.i01").key_questions == ("j1.kq1",)
    assert pack.item("rc03.i04").key_questions == ("j2.kq2",)


def test_answer_types_lead_to_schemes(pack: FrameworkPack) -> None:
    found = {item.answer: item.scheme for t in pack.templates for item in t.items}
    assert found == {
        "yes_no_na": "yes_no_na",
        "grade_A_D": "view",
        "rating_1_5": "rating_1_5",
        "number": "view",
        "text": "view",
        "date": "noted",
        "choice": "view",
        "choices": "noted",
    }


def test_tones(pack: FrameworkPack) -> None:
    assert [pack.tone("view", c.id) for c in pack.scheme("view").choices] == [
        "good",
        "ok",
        "weak",
        "bad",
        "none",
    ]
    assert pack.tone("view", "") == "none"


@pytest.mark.parametrize(
    ("item", "answer", "tone"),
    [
        ("rc07.i01", "yes", "ok"),
        ("rc07.i01", "no", "weak"),
        ("rc07.i01", "na", "none"),
        ("rc07.i01", "", "none"),
        ("rc07.i21", "yes", "weak"),
        ("rc07.i21", "no", "ok"),
        ("rc07.i21", "not_seen", "none"),
        ("rc12.i12", "yes", "none"),
        ("rc12.i12", "no", "none"),
        ("rc07.i02", "very_weak", "bad"),
    ],
)
def test_an_items_tone_knows_which_answer_is_weak(
    pack: FrameworkPack, item: str, answer: str, tone: str
) -> None:
    assert pack.item_tone(pack.item(item), answer) == tone


def test_an_item_may_bring_its_own_scheme(data: dict[str, Any]) -> None:
    changed = json.loads(json.dumps(data))
    changed["templates"][6]["items"][0]["scheme"] = "met_notmet"
    pack = FrameworkPack.from_dict(changed, "0" * 64)
    item = pack.item("rc07.i01")
    assert pack.scheme_for(item).id == "met_notmet"
    assert [pack.item_tone(item, c) for c in ("met", "not_met")] == ["ok", "weak"]


def test_digits_pick_one_choice_and_zero_is_never_a_grade(pack: FrameworkPack) -> None:
    for scheme in pack.schemes:
        keys = [c.key for c in scheme.choices]
        assert sorted(keys) == list(range(len(keys)))
        assert [c.tone for c in scheme.choices if c.key == 0] == ["none"]


def test_a_notes_source_and_how_have_words_in_the_pack(pack: FrameworkPack) -> None:
    assert tuple(g.id for g in pack.source_groups) == SOURCES
    assert tuple(h.id for h in pack.how_known) == HOW


def test_names_fit_where_they_are_shown(pack: FrameworkPack) -> None:
    assert all(len(q.short) <= 22 for q in pack.key_questions)
    assert all(len(t.short) <= 20 and len(t.singular) <= 20 for t in pack.templates)
    assert len({t.short for t in pack.templates}) == 12


def test_targets_are_one_to_three_for_each_typical_question(pack: FrameworkPack) -> None:
    for template in pack.templates:
        assert set(template.targets) == set(template.key_questions)
        assert set(template.targets.values()) <= {1, 2, 3}


def test_a_pack_cannot_be_changed(pack: FrameworkPack) -> None:
    with pytest.raises(AttributeError):
        pack.title = "other"  # type: ignore[misc]
    with pytest.raises(AttributeError):
        pack.judgements[0].title = "other"  # type: ignore[misc]
    with pytest.raises(TypeError):
        pack.templates[0].targets["j1.kq1"] = 9  # type: ignore[index]


def test_groups_of_a_checklist_keep_their_order(pack: FrameworkPack) -> None:
    assert pack.template("rc07").groups == (
        "Entrance and stairs",
        "Lift and chutes",
        "Grounds",
        "Nuisance",
        "Homes from outside",
        "Residents",
    )
