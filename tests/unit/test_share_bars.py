"""The drawing of a sample's shares: what it says stands where it should."""

from __future__ import annotations

from typing import Any

from reportlab.graphics import renderSVG
from reportlab.graphics.shapes import Circle, String

from tia_desktop.charts import style
from tia_desktop.charts.share_bars import Share, questions_bars, result_bars, share_bars, survey_bars
from tia_desktop.domain.intervals import Interval
from tia_desktop.domain.survey_records import Survey
from tia_desktop.domain.surveys import Tally, limits
from tia_desktop.frameworks.surveys import survey_library
from tia_desktop.services.sample_results import PartResult, SampleResult
from tia_desktop.services.survey_results import GroupResults, QuestionResult, Shown

SHARES = [
    Share("Heating", "20 of 36", 0.5, 0.4, 0.7),
    Share("A name that is much too long to stand beside its bar", "0 of 12", 0.0, 0.0, 0.24),
    Share("Other", "none", None, 0.0, 0.0),
    Share("All", "20 of 48", 1.0, 0.8, 1.0, whole=True),
]


def parts(drawing: Any, kind: type) -> list[Any]:
    return [part for part in drawing.contents if isinstance(part, kind)]


def test_each_dot_stands_at_its_share() -> None:
    style.register_fonts()
    drawing = share_bars(SHARES)
    dots = [dot.cx for dot in parts(drawing, Circle)]
    ticks = {string.text: string.x for string in parts(drawing, String) if string.text.endswith("%")}
    assert dots == [ticks["50%"], ticks["0%"], ticks["100%"]]


def test_every_line_says_its_numbers_and_nothing_leaves_the_drawing() -> None:
    style.register_fonts()
    drawing = share_bars(SHARES, width=300)
    words = [string.text for string in parts(drawing, String)]
    assert {"20 of 36", "0 of 12", "none", "20 of 48", "All"} <= set(words)
    left, bottom, right, top = drawing.getBounds()
    assert left >= 0
    assert bottom >= 0
    assert right <= drawing.width + 8
    assert top <= drawing.height
    assert "A name that is" in renderSVG.drawToString(drawing)


def _part(name: str, hits: int, looked_at: int) -> PartResult:
    limits = Interval(hits / looked_at - 0.1, hits / looked_at + 0.1, "exact") if looked_at else None
    return PartResult(name, 60, hits, looked_at, 0, 0, 0, limits)


def test_a_result_is_drawn_group_by_group_and_as_a_whole() -> None:
    style.register_fonts()
    groups = (_part("Heating", 5, 10), _part("", 0, 0))
    found = SampleResult("s", "rc06.i17", "Kept", "", 120, groups, 0, None, None)
    words = [string.text for string in parts(result_bars(found), String)]
    assert [w for w in words if not w.endswith("%")] == ["Heating", "5 of 10", "(empty)", "–", "All", "–"]
    assert len(parts(result_bars(found), Circle)) == 1


def test_without_groups_there_is_one_line_with_the_weighted_share() -> None:
    style.register_fonts()
    one = _part("", 5, 10)
    found = SampleResult("s", "rc06.i17", "Kept", "", 60, (one,), 0, 0.5, one.interval)
    drawing = result_bars(found)
    assert [w.text for w in parts(drawing, String) if not w.text.endswith("%")] == ["All", "5 of 10"]
    assert len(parts(drawing, Circle)) == 1


def _told(group: str, hits: int, base: int) -> Shown:
    tally = Tally({"yes": hits, "no": base - hits}, ("yes",))
    return Shown(group, tally, limits(tally, None) if base >= 30 else None, None)


def _question(total: Shown, *groups: Shown) -> QuestionResult:
    asked = survey_library().set("tsm")
    return QuestionResult(
        survey=Survey(id="s"),
        asked=asked,
        question=asked.questions[6],
        tenure="rented",
        record=None,
        total=total,
        accuracy=None,
        groups=(GroupResults("Ward", groups, 2),),
    )


def test_a_question_of_a_survey_is_drawn_with_its_groups_and_few_answers_get_no_place() -> None:
    style.register_fonts()
    drawing = survey_bars(_question(_told("", 31, 52), _told("North", 20, 40), _told("", 7, 12)))
    words = [string.text for string in parts(drawing, String) if not string.text.endswith("%")]
    assert words == ["North", "20 of 40", "(empty)", "7 of 12", "All", "31 of 52"]
    assert len(parts(drawing, Circle)) == 2  # 7 of 12 has no place among per cents


def test_all_questions_stand_below_each_other_with_names_that_fit() -> None:
    style.register_fonts()
    drawing = questions_bars([_question(_told("", 31, 52)), _question(_told("", 7, 12))])
    names = [string.text for string in parts(drawing, String) if string.textAnchor == "start"]
    assert names[0] == "TP07 Satisfaction that the landlord keeps"
    assert names[1].endswith("…")
    left, bottom, right, top = drawing.getBounds()
    assert (left >= 0, bottom >= 0) == (True, True)
    assert right <= drawing.width + 8
    assert top <= drawing.height
    assert drawing.height == 20 + 2 * 26


def test_a_word_without_spaces_is_cut_too() -> None:
    style.register_fonts()
    drawing = share_bars([Share("A" * 60, "1 of 2", None, 0.0, 0.0)])
    name = parts(drawing, String)[-2].text
    assert name.endswith("A…")
    assert len(name) < 30
