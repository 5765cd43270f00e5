"""Comparisons of figures in words and for scripts. No sentence ever claims proof (guidance para 66)."""

from __future__ import annotations

from tia_desktop.domain.figures import HIGHER, LOWER, figure_digits, quarter_words
from tia_desktop.domain.pack import IndicatorSpec
from tia_desktop.domain.text import one_line
from tia_desktop.services import indicator_sets
from tia_desktop.services.figure_comparison import BestQuarter, ComparedFigure, InSet

NEVER_PROOF = "A figure is never proof by itself."
_YES = "yes"


def figure_words(value: float, unit: str = "") -> str:
    """Return a figure as it is read: "96.8%", "1,234.5 days", "Yes"."""
    if unit == "yes/no" and value in (0, 1):
        return "Yes" if value else "No"
    number = figure_digits(value)
    if unit.startswith("per cent"):
        return f"{number}%{unit.removeprefix('per cent')}"
    return f"{number} {unit}".rstrip()


def words(found: ComparedFigure) -> list[str]:
    """Say a comparison in sentences; the last one says that it proves nothing (guidance para 66)."""
    better, lines = found.spec.better, [*_best_words(found), *_average_words(found)]
    for each in found.sets:
        lines += [f"Compared with “{one_line(each.title, 80)}” ({one_line(each.source, 120)}):"]
        lines += indicator_sets.words(each.found)[:2]
        if not each.fits:
            lines.append(_other_period(found.figure.period, each.found.period, "the table"))
    if better not in (HIGHER, LOWER, _YES) and found.spec.title:
        lines.append("Neither a high nor a low figure is good by itself.")
    lines += found.remarks
    if not (found.is_drawable or found.remarks or found.averages):
        lines.append("There is nothing to compare it with yet.")
    return [*lines, NEVER_PROOF]


def in_short(found: ComparedFigure) -> str:
    """Return what matters most, for a line in a list."""
    best = found.best
    if best is not None and found.meets is not None:
        return f"{_verb(found)} the best quarter of {best.period}."
    for each in found.sets:
        if each.found.quarter:
            place = quarter_words(each.found.quarter, each.found.measure.better)
            return f"In {place} of “{one_line(each.title, 60)}”."
    return words(found)[-2]


def _verb(found: ComparedFigure) -> str:
    return "Meets" if found.meets else "Does not meet"


def line_words(best: BestQuarter, spec: IndicatorSpec) -> str:
    """Return a best quarter's line with its good side: "96.8% or more"."""
    return f"{figure_words(best.value, spec.unit)} or {'more' if spec.better == HIGHER else 'less'}"


def better_words(better: str) -> str:
    """Return which way is good, "" when neither is."""
    return {HIGHER: "higher is better", LOWER: "lower is better", _YES: "yes is better"}.get(better, "")


def _best_words(found: ComparedFigure) -> list[str]:
    best = found.best
    if best is None or found.meets is None:
        return []
    line = line_words(best, found.spec)
    lines = [f"{_verb(found)} the best quarter of {best.group}, {best.period} ({line})."]
    return (
        lines if best.fits else [*lines, _other_period(found.figure.period, best.period, "the best quarter")]
    )


def _other_period(own: str, theirs: str, what: str) -> str:
    return f"The periods differ: this figure is for {one_line(own, 40)}, {what} for {one_line(theirs, 40)}."


def _average_words(found: ComparedFigure) -> list[str]:
    unit = found.spec.unit
    return [f"The national average was {figure_words(a.value, unit)} in {a.period}." for a in found.averages]


# ---- for scripts


def document(found: ComparedFigure) -> dict[str, object]:
    """Return a comparison for scripts."""
    best = found.best
    return {
        "id": found.figure.id,
        "code": found.spec.code,
        "title": found.spec.title,
        "definition": found.spec.measures,
        "unit": found.spec.unit,
        "better": found.spec.better,
        "value": found.figure.value,
        "period": found.figure.period,
        "source": found.figure.source,
        "best_quarter": {"value": best.value, "period": best.period, "group": best.group} if best else None,
        "meets_best_quarter": found.meets,
        "same_period": best.fits if best else None,
        "sets": [set_document(each) for each in found.sets],
        "words": words(found),
    }


def set_document(each: InSet) -> dict[str, object]:
    """Return where a figure stands in a set, for scripts and the findings in JSON."""
    told = indicator_sets.document(each.found)
    names = (
        "group", "period", "quarter", "count", "low", "lower_quartile", "median", "upper_quartile", "high",
    )  # fmt: skip
    return {
        "set": each.set_id,
        "title": each.title,
        "source": each.source,
        **{name: told[name] for name in names},
        "same_period": each.fits,
    }
