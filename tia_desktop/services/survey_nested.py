"""Two columns of groups where one lies inside the other, such as wards and regions.

A region less its wards can leave a few people whose answers nobody may see. Each column alone hides small
groups (`domain.surveys.shown`); this looks at two of them together, for one table of answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations

from tia_desktop.domain.errors import InputError
from tia_desktop.domain.survey_sets import SurveySet
from tia_desktop.domain.surveys import SMALL_GROUP, Tally, shown
from tia_desktop.domain.text import one_line
from tia_desktop.services.survey_content import Tallies

People = Mapping[tuple[str, ...], int]
"""(tenure, group of each column) -> people."""


def check_nested(asked: SurveySet, columns: Sequence[str], people: People, tallies: Tallies) -> None:
    """Refuse columns of groups that give a few people away when both are shown.

    Raises:
        InputError: what is shown of two columns leaves one to nine people of a group.
    """
    inside = dict(_inside(columns, people))
    if not inside:
        return
    counted: dict[tuple[str, str, str], dict[str, Tally]] = {}
    for key, counts in tallies.items():
        scale = asked.scale_of(asked.question(key.question))
        told = {a.id: counts[a.id] for a in scale.answers if a.id in counts}
        place = (key.question, key.tenure, key.group_column)
        counted.setdefault(place, {})[key.group] = Tally(told, scale.positive)
    for (tenure, large, small), parts in inside.items():
        for question in asked.questions:
            outer = counted.get((question.id, tenure, large), {})
            inner = counted.get((question.id, tenure, small), {})
            group = _given_away(outer, inner, parts)
            if group:
                raise InputError(
                    f"“{one_line(small, 60)}” lies inside “{one_line(large, 60)}”: what fewer than "
                    f"{SMALL_GROUP} people of “{one_line(group, 60)}” said could be worked out from both. "
                    "Count by one of the two."
                )


def _inside(columns: Sequence[str], people: People) -> Iterator[tuple[tuple[str, str, str], dict[str, str]]]:
    """Yield (tenure, larger column, smaller one), and small group -> the large one that all of it lies in."""
    tenures = {row[0] for row in people}
    for one, other in permutations(range(len(columns)), 2):
        for tenure in sorted(tenures):
            there: dict[str, set[str]] = {}
            for row in people:
                if row[0] == tenure:
                    there.setdefault(row[other + 1], set()).add(row[one + 1])
            parts = {group: next(iter(around)) for group, around in there.items() if len(around) == 1}
            if parts:
                yield (tenure, columns[one], columns[other]), parts


def _given_away(outer: Mapping[str, Tally], inner: Mapping[str, Tally], parts: Mapping[str, str]) -> str:
    """Return a shown group of which the shown groups inside it leave one to nine people; "" for none."""
    seen = shown(inner)
    for group in sorted(shown(outer)):
        bases = [inner[name].base for name in seen if parts.get(name) == group]
        if bases and 0 < outer[group].base - sum(bases) < SMALL_GROUP:
            return group
    return ""
