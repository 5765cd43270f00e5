"""Patterns of strangers: the same answers as Python's engine where both can, and never a hang."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tia_desktop.domain.expression_text import ExpressionError
from tia_desktop.domain.safe_match import compiled, matches

atoms = st.sampled_from(
    [
        "a",
        "b",
        "0",
        " ",
        ".",
        r"\d",
        r"\w",
        r"\s",
        r"\D",
        "[ab]",
        "[^a]",
        "[a-c0-9]",
        r"\.",
        r"[\w.-]",
        "é",
        r"\x41",
    ]
)


def combined(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.tuples(children, children).map("".join),
        st.tuples(children, children).map(lambda t: f"(?:{t[0]}|{t[1]})"),
        st.tuples(children, st.sampled_from(["*", "+", "?", "{2}", "{1,3}", "{0,}", "*?"])).map(
            lambda t: f"({t[0]}){t[1]}"
        ),
        children.map(lambda c: f"^{c}$"),
        children.map(lambda c: rf"\b{c}"),
    )


patterns = st.recursive(atoms, combined, max_leaves=8)


@settings(max_examples=800)
@given(patterns, st.text("ab0 .éA-c\n_", max_size=10))
def test_it_agrees_with_pythons_engine(pattern: str, text: str) -> None:
    if "\n" in text and "$" in pattern:  # Python's $ also stands before a last line end
        text = text.replace("\n", "b")
    assert matches(pattern, text) == (re.fullmatch(pattern, text, re.ASCII) is not None)


@pytest.mark.parametrize("pattern", ["(a+)+b", "(a|aa)+b", "(.*)*c", "(a*)*(a*)*b", "(((a*)*)*)*b"])
def test_patterns_that_hang_other_engines_take_no_time(pattern: str) -> None:
    began = time.perf_counter()
    assert not matches(pattern, "a" * 5_000)
    assert time.perf_counter() - began < 5  # seconds; the other kind of engine needs centuries


@pytest.mark.parametrize(
    "pattern",
    [
        "((a{999}){999}){999}",
        "(" * 300,
        "(?=a)b",
        r"(a)\1",
        "[a",
        "a**",
        "x{3,1}",
        "a++",
        "*a",
        "a)",
        "[z-a]",
        r"\q",
        "[a&&b]",
    ],
)
def test_what_is_not_supported_is_refused_in_a_sentence(pattern: str) -> None:
    with pytest.raises(ExpressionError) as refused:
        compiled(pattern)
    assert refused.value.sentence.endswith(".")


def test_empty_groups_that_repeat_are_quick() -> None:
    began = time.perf_counter()
    assert matches("((){9999}){9999}", "")
    assert time.perf_counter() - began < 5


def test_a_text_too_long_for_its_pattern_is_refused() -> None:
    with pytest.raises(ExpressionError, match="too long"):
        matches("(a{50}){50}", "a" * 100_000)


def test_kinds_of_letters_and_case() -> None:
    assert matches(r"\p{Lu}\p{L}+", "Élan")
    assert not matches(r"\p{Lu}", "é")
    assert matches(r"(?i)abc", "aBC")
    assert matches(r"[\p{L} ]+", "Ann Élan")
