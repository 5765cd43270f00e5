"""What the pages of the figures share: the draft, what may be done, how numbers are said. No Qt."""

from __future__ import annotations

from collections.abc import Iterable

from tia_desktop.domain.survey_sets import MeasureSpec
from tia_desktop.services.indicator_reading import FigureRow
from tia_desktop.services.workspace import Workspace
from tia_desktop.ui.context import ScreenContext, Shell
from tia_desktop.ui.i18n import tr

ORIGIN = "figures"
CAME = "came"
"""In the draft: what the last import brought."""

COUNTED = "counted"
"""In the draft: how many landlords and figures a set has, so that it is counted once."""

BETTER = (
    ("higher", "A high figure is good"),
    ("lower", "A low figure is good"),
    ("context", "Neither is good by itself"),
)


class FiguresState:
    """One visit. What is typed and not kept yet stands in the draft while the file is open."""

    def __init__(self, context: ScreenContext) -> None:
        self.context = context
        self.draft = context.draft(ORIGIN)
        self.left = False

    @property
    def ws(self) -> Workspace:
        """The open inspection."""
        return self.context.ws

    @property
    def shell(self) -> Shell:
        """The main window."""
        return self.context.shell


def counted(rows: Iterable[FigureRow]) -> str:
    """How many landlords and figures there are, for the draft."""
    landlords, figures = set[str](), 0
    for row in rows:
        landlords.add(row.landlord)
        figures += row.value is not None
    return f"{len(landlords)} {figures}"


def figures_words(n: int) -> str:
    """How many figures: "1 figure", "12,664 figures"."""
    return (tr("{n:,} figure") if n == 1 else tr("{n:,} figures")).format(n=n)


def landlords_words(n: int) -> str:
    """How many landlords."""
    return (tr("{n:,} landlord") if n == 1 else tr("{n:,} landlords")).format(n=n)


def number_words(value: float) -> str:
    """A figure as it is read: "1,234.5", "71.25"."""
    return f"{value:,.10f}".rstrip("0").rstrip(".")


def short_words(value: float) -> str:
    """A figure as it is compared: "71.3", "0.25", "1,234"."""
    return f"{value:,.1f}".removesuffix(".0") if abs(value) >= 10 else f"{value:,.2f}".rstrip("0").rstrip(".")


def measure_words(measure: MeasureSpec) -> str:
    """A measure by its code and its title."""
    return measure.code if measure.code == measure.title else f"{measure.code} {measure.title}"
