"""A form over answers: what is asked, what is wrong, and what happens when a form is made badly."""

import time
from datetime import UTC, datetime
from typing import Any

import pytest

from tia_desktop.domain.errors import InputError
from tia_desktop.domain.form_check import check_form
from tia_desktop.domain.form_places import MAX_ENTRIES
from tia_desktop.domain.form_run import FormRun, is_expression
from tia_desktop.domain.forms import LEFT_OUT, UNUSABLE, Choice, Form, Item, Question, Section, words_in

NOW = datetime(2026, 3, 9, 14, 30, tzinfo=UTC)


def form(*items: Item, **more: Any) -> Form:
    return Form("f", "Form", items=items, **more)


def run(made: Form, answers: dict[str, str] | None = None, **more: Any) -> FormRun:
    return FormRun(made, answers or {}, now=NOW, **more)


def keys(one: FormRun) -> list[str]:
    return [posed.key for posed in one.asked()]


DAMP = form(
    Question("lift", "lift", "select_one", choices="yes_no"),
    Section(
        "inside",
        "inside",
        relevant="${lift} = 'yes'",
        items=(
            Question("works", "inside/works", "select_one", choices="yes_no", required="true()"),
            Question(
                "floor", "inside/floor", "integer", constraint=". >= 0 and . < 40", relevant="${works} = 'no'"
            ),
        ),
    ),
    Section(
        "room",
        "room",
        repeats=True,
        items=(
            Question("name", "room/name", "text"),
            Question("damp", "room/damp", "text", relevant="${name} != 'hall'"),
        ),
    ),
    Question("rooms", "rooms", "calculate", calculation="count(${room})"),
    lists={"yes_no": (Choice("yes", (("", "Yes"),)), Choice("no", (("", "No"),)))},
)


def test_only_what_its_conditions_allow_is_asked() -> None:
    assert keys(run(DAMP)) == ["lift", "room[1]/name", "room[1]/damp"]
    assert keys(run(DAMP, {"lift": "yes"}))[:2] == ["lift", "inside/works"]
    both = run(DAMP, {"lift": "yes", "inside/works": "no", "inside/floor": "3"})
    assert "inside/floor" in keys(both)
    gone = run(DAMP, {"lift": "no", "inside/works": "no", "inside/floor": "3"})
    assert "inside/floor" not in keys(gone)
    assert gone.answers() == {"lift": "no", "rooms": "1"}  # what is not asked does not count


def test_entries_stand_each_for_themselves() -> None:
    two = run(DAMP, {"room[1]/name": "hall", "room[2]/name": "kitchen"}, entries={"room": 2})
    assert keys(two) == ["lift", "room[1]/name", "room[2]/name", "room[2]/damp"]
    assert two.answers()["rooms"] == "2"
    assert two.repeats() == {"room": 2}
    assert keys(run(DAMP, entries={"room": 0})) == ["lift"]
    assert [p.entries for p in two.asked()] == [(), ("room[1]",), ("room[2]",), ("room[2]",)]


def test_what_is_missing_or_wrong_is_said() -> None:
    filled = run(DAMP, {"lift": "yes"})
    assert filled.problems() == {"inside/works": "This question needs an answer."}
    filled = run(DAMP, {"lift": "yes", "inside/works": "no", "inside/floor": "90"})
    assert filled.problems() == {"inside/floor": "This answer is outside of what the form allows."}
    filled = run(DAMP, {"lift": "maybe"})
    assert filled.problem("lift") == "This answer is not one of the choices now. Choose again."


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("integer", "-12", "1.5"),
        ("integer", "0", "9" * 5000),
        ("decimal", "2.50", "1e5"),
        ("date", "2026-03-09", "9/3/2026"),
        ("time", "14:30", "half past"),
        ("datetime", "2026-03-09T14:30", "yesterday"),
        ("range", "5", "11"),
        ("range", "1", "1.5"),
    ],
)
def test_answers_are_of_the_kind_that_is_asked(kind: str, good: str, bad: str) -> None:
    made = form(Question("q", "q", kind))
    assert run(made, {"q": good}).problem("q") == ""
    assert run(made, {"q": bad}).problem("q").endswith(".")


def test_choices_are_filtered_and_a_choice_that_is_gone_is_noticed() -> None:
    made = form(
        Question("town", "town", "select_one", choices="towns"),
        Question("street", "street", "select_one", choices="streets", choice_filter="in = ${town}"),
        lists={
            "towns": (Choice("a"), Choice("b")),
            "streets": (
                Choice("x", (), (("in", "a"),)),
                Choice("y", (), (("in", "b"),)),
                Choice("z", (), (("in", "b"),)),
            ),
        },
    )
    filled = run(made, {"town": "b", "street": "x"})
    assert [choice.name for choice in filled.choices("street")] == ["y", "z"]
    assert "Choose again" in filled.problem("street")
    assert run(made, {"town": "a", "street": "x"}).problems() == {}


def test_a_repeat_can_be_counted_by_an_answer() -> None:
    made = form(
        Section(
            "stem", "stem", repeats=True, count="${stems}", items=(Question("size", "stem/size", "integer"),)
        ),
        Question("stems", "stems", "integer"),
        Question("all", "all", "calculate", calculation="sum(${size})"),
    )
    filled = run(made, {"stems": "3", "stem[1]/size": "1", "stem[2]/size": "2", "stem[3]/size": "4"})
    assert keys(filled) == ["stem[1]/size", "stem[2]/size", "stem[3]/size", "stems"]
    assert filled.answers()["all"] == "7"
    many = run(made, {"stems": "1000000000"})
    assert len(keys(many)) == MAX_ENTRIES + 1
    assert "repeats more than" in next(iter(many.troubles.values())).sentence
    assert keys(run(made, {"stems": "-3"})) == keys(run(made, {"stems": "many"})) == ["stems"]


def test_words_carry_answers_and_languages() -> None:
    made = form(
        Question("name", "name", "text", default="Ann"),
        Question("hello", "hello", "note", labels=(("Welsh", "Helo ${name}"), ("English", "Hello ${name}"))),
        default_language="Welsh",
    )
    hello = made.items[1]
    assert isinstance(hello, Question)
    assert run(made).words("hello", hello.labels) == "Helo Ann"
    assert (
        run(made, {"name": "${name}"}, languages=("English",)).words("hello", hello.labels) == "Hello ${name}"
    )
    assert words_in((), "English") == ""


def test_first_answers_and_what_a_telephone_fills_in() -> None:
    made = form(
        Question("plain", "plain", "text", default="not known (yet)"),
        Question("day", "day", "date", default="today()"),
        Question("today", "today", "meta", meta="today"),
        Question("device", "device", "meta", meta="deviceid"),
    )
    assert run(made).answers() == {"plain": "not known (yet)", "day": "2026-03-09", "today": "2026-03-09"}
    assert run(made, {"plain": ""}).answers().get("plain") is None
    assert not is_expression("a - b")


def test_what_waits_for_a_later_answer_is_right_whatever_the_order() -> None:
    late = form(
        Question("shown", "shown", "text", relevant="${total} > 5"),
        Question("total", "total", "calculate", calculation="${a} + ${b}"),
        Question("a", "a", "integer"),
        Question("b", "b", "integer", relevant="${c} = 'x'"),
        Question("c", "c", "text"),
    )
    assert "shown" in keys(run(late, {"a": "3", "b": "4", "c": "x"}))
    assert "shown" not in keys(run(late, {"a": "3", "b": "4", "c": "y"}))


def test_a_chain_of_many_calculations_is_quick_in_any_order() -> None:
    count = 20_000
    chain = [Question(f"q{n}", f"q{n}", "calculate", calculation=f"${{q{n + 1}}} + 1") for n in range(count)]
    made = form(*chain, Question(f"q{count}", f"q{count}", "integer"))
    began = time.perf_counter()
    assert run(made, {f"q{count}": "1"}).answers()["q0"] == str(count + 1)
    assert time.perf_counter() - began < 20  # seconds; going deep would end in a recursion error


def test_a_circle_is_named_and_the_form_not_used() -> None:
    made = form(
        Question("a", "a", "calculate", calculation="${b} + 1"),
        Question("b", "b", "calculate", calculation="${a} + 1"),
        Question("c", "c", "text"),
    )
    _, losses = check_form(made)
    assert [loss.result for loss in losses] == [UNUSABLE]
    assert "“a”" in losses[0].sentence
    assert "“b”" in losses[0].sentence
    assert keys(run(made)) == ["c"]  # even so, running it ends


@pytest.mark.parametrize(
    "relevant", ["${inside} = 'x'", "${q} = 'y' or count(${inside}) > 0", "../inside/q = 'y'"]
)
def test_a_group_that_waits_for_its_own_questions_ends(relevant: str) -> None:
    made = form(Section("inside", "inside", relevant=relevant, items=(Question("q", "inside/q", "text"),)))
    assert set(keys(run(made))) <= {"inside/q"}


def test_what_cannot_be_worked_out_is_taken_out_and_listed() -> None:
    made = form(
        Question("fruit", "fruit", "calculate", calculation="pulldata('a', 'b', 'c', 'd')"),
        Question("next", "next", "calculate", calculation="concat(${fruit}, 'x')"),
        Question("asks", "asks", "text", relevant="${next} = 'x'", labels=(("", "Is it ${fruit}?"),)),
        Question("pattern", "pattern", "text", constraint="regex(., '(a)\\1')"),
        Question(
            "table", "table", "select_one", choices="l", choice_filter="instance('no')/ root/item/name = name"
        ),
        lists={"l": (Choice("a"),)},
    )
    kept, losses = check_form(made)
    assert [item.name for item in kept.items] == ["asks", "pattern", "table"]
    assert {(loss.where, loss.part, loss.result) for loss in losses} == {
        ("fruit", "calculation", LEFT_OUT),
        ("next", "calculation", LEFT_OUT),
        ("asks", "relevant", LEFT_OUT),
        ("asks", "words", LEFT_OUT),
        ("pattern", "constraint", LEFT_OUT),
        ("table", "choice_filter", LEFT_OUT),
    }
    assert words_in(kept.items[0].labels) == "Is it …?"
    assert check_form(kept) == (kept, ())


def test_what_fails_while_it_runs_hides_nothing() -> None:
    made = form(
        Question("n", "n", "integer"),
        Question("shown", "shown", "text", relevant="date(${n}) = 'x'", constraint="exp(${n}) > 1"),
    )
    filled = run(made, {"n": "9" * 18, "shown": "x"})
    assert keys(filled) == ["n", "shown"]
    assert filled.problem("shown") == ""
    assert {part for _, part in filled.troubles} == {"relevant", "constraint"}


def test_repeats_within_repeats_have_an_end() -> None:
    inner: Item = Question("q", "a/b/c/q", "text")
    for path in ("a/b/c", "a/b", "a"):
        inner = Section(path[-1], path, repeats=True, count="1000", items=(inner,))
    with pytest.raises(InputError, match="repeats itself too often"):
        run(form(inner))


def test_a_form_without_a_question_that_can_be_answered_is_not_used() -> None:
    _, losses = check_form(form(Question("n", "n", "note"), Question("c", "c", "calculate", calculation="1")))
    assert [loss.result for loss in losses] == [UNUSABLE]
