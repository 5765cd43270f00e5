"""Case lists for tests: repairs of a landlord that does not exist."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from tia_desktop.services.case_tables import CaseTable

AREAS = ("North", "North", "South", "East")


def repairs(path: Path, count: int = 60, changed: dict[int, str] | None = None) -> Path:
    """Write a list of repairs; `changed` gives another area to some cases."""
    lines = ["Job,Tenant name,Reported,Completed,Area,Cost"]
    for n in range(1, count + 1):
        day = date(2025, 1, 1) + timedelta(days=n)
        done = day + timedelta(days=n % 30)
        area = (changed or {}).get(n, AREAS[n % 4])
        lines.append(f"R{n:04},Somebody {n},{day:%d/%m/%Y},{done:%d/%m/%Y},{area},{n}.50")
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


@dataclass(frozen=True, slots=True)
class RowsTable(CaseTable):
    """A table out of rows."""

    rows: list[list[str]]

    def batches(self) -> Iterator[tuple[int, list[list[str]]]]:
        """Three rows at a time."""
        for n in range(0, len(self.rows), 3):
            yield n + 2, self.rows[n : n + 3]


def table_of(columns: Sequence[str], rows: list[list[str]]) -> RowsTable:
    """Return a table with these rows below its header."""
    return RowsTable(path=Path(__file__), columns=tuple(columns), header=1, rows=rows)
