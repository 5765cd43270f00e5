"""Labels in a reason, and the sentences that name none: odd punctuation included."""

from __future__ import annotations

import pytest

from tia_desktop.services.citations import citations, cited_at, read_reason, sentences

KNOWN = {1: "one", 12: "twelve", 7: "seven"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("F12 and F7.", [12, 7]),
        ("(F12)", [12]),
        ("see F12, F7; F1–F12", [12, 7, 1, 12]),
        ("f12's point", [12]),
        ("RF12 F12b F0 F012 F 12 F12_3", []),
        ("F1234567", []),
        ("“F12”—F7…", [12, 7]),
        ("café-F12", [12]),
        ("éF12", []),
        ("", []),
    ],
)
def test_labels_in_a_text(text: str, wanted: list[int]) -> None:
    found = citations(text)
    assert [c.number for c in found] == wanted
    assert all(text[c.start : c.end].upper() == c.label for c in found)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("One. Two.", ["One.", "Two."]),
        ("Repairs took 2.5 days. That is good!", ["Repairs took 2.5 days.", "That is good!"]),
        ("Some areas, e.g. lifts, fail. Others work", ["Some areas, e.g. lifts, fail.", "Others work"]),
        ("See para. 30 and No. 7. Then stop.", ["See para. 30 and No. 7.", "Then stop."]),
        ("Mr. A. Example said so. We agree.", ["Mr. A. Example said so.", "We agree."]),
        ("“It works.” (F12.) Really?!", ["“It works.”", "(F12.)", "Really?!"]),
        ("Well … and so on. Next", ["Well … and so on.", "Next"]),
        ("It is fair (F1.) and that is why.", ["It is fair (F1.) and that is why."]),
        ("- Lifts are clean\n- Doors are not", ["- Lifts are clean", "- Doors are not"]),
        ("A line that goes\non in the next. End", ["A line that goes\non in the next.", "End"]),
        ("Heading:\nlifts fail\n\nMore", ["Heading:", "lifts fail", "More"]),
        ("1. Lifts fail.\n2. Doors fail.", ["1. Lifts fail.", "2. Doors fail."]),
        ("... !!! — .", []),
        ("电梯坏了。门也坏了！", ["电梯坏了。", "门也坏了！"]),
        ("   \n\t", []),
        ("The answer is no. Seven said so.", ["The answer is no.", "Seven said so."]),
        ("Scored 3. Nobody else did.", ["Scored 3.", "Nobody else did."]),
    ],
)
def test_sentences_of_a_text(text: str, wanted: list[str]) -> None:
    found = sentences(text)
    assert [s.text for s in found] == wanted
    assert all(text[s.start : s.end] == s.text for s in found)


def test_sentences_that_name_no_finding() -> None:
    reading = read_reason("Repairs are strong (F12). Doors are not. F99 says so. F7 helps F98 too.", KNOWN)
    assert [s.text for s in reading.unnamed] == ["Doors are not.", "F99 says so."]
    assert reading.unknown == ("F99", "F98")
    assert len(reading.sentences) == 4


TEXT = "Lifts are clean (F12, F7). Doors fail. The plan is there: F1."


@pytest.mark.parametrize(
    ("at", "wanted"),
    [
        (TEXT.index("Lifts"), "twelve"),
        (TEXT.index("F7") + 1, "seven"),
        (TEXT.index("Doors") + 2, ""),
        (len(TEXT), "one"),
    ],
)
def test_the_finding_of_the_sentence_at_the_caret(at: int, wanted: str) -> None:
    assert cited_at(TEXT, at, KNOWN) == wanted


def test_nothing_written_names_nothing() -> None:
    assert cited_at("", 0, KNOWN) == ""
    assert read_reason("", KNOWN).sentences == ()


def test_every_character_of_a_text_with_words_is_in_some_sentence() -> None:
    text = "A b. C? D\n\n- e\nf! “G.” 1.2 H… i. J"
    joined = "".join(s.text for s in sentences(text))
    assert [c for c in joined if c.isalnum()] == [c for c in text if c.isalnum()]


def test_a_very_long_reason_without_line_ends_is_read_once() -> None:
    """Reading it again from its beginning at every full stop would take hours."""
    found = sentences("It is so F12. " * 20_000)
    assert len(found) == 20_000
    assert all(len(s.citations) == 1 for s in found)
