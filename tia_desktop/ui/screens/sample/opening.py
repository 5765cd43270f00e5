"""What is to be kept of the file of a case list, as a draft remembers it. No Qt."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from tia_desktop.domain.column_kinds import DATE
from tia_desktop.services.case_reading import ColumnLook, Preview, Wishes
from tia_desktop.services.case_tables import CaseTable
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.opening import OPENING, Opening

KINDS = (
    ("text", "Text"),
    ("number", "Number"),
    ("dmy", "Date: 31/12/2026"),
    ("mdy", "Date, month first: 12/31/2026"),
    ("iso", "Date: 2026-12-31"),
    ("ymd", "Date: 2026/12/31 or 20261231"),
    ("month-word", "Date: 31 December 2026"),
    ("excel", "Date: days counted from 1900"),
    ("excel-1904", "Date: days counted from 1904"),
)
"""What a column can be read as; the ids are those that `case_reading.Wishes.dates` takes."""

_NAMES_A_CASE = re.compile(r"(?i)\b(ref|reference|id|number|no|job)\b|_(id|ref|no)$")


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """A column as the page shows it. `why` says why it looks personal, `doubt` what to look at."""

    name: str
    is_kept: bool
    kind: str
    examples: str
    why: str
    doubt: str


@dataclass(frozen=True, slots=True)
class TableForm:
    """Everything the page shows of a file before its list is kept."""

    name: str
    sheets: tuple[str, ...]
    sheet: str
    header: int
    encoding: str
    separator: str
    columns: tuple[ColumnRow, ...]
    rows: tuple[tuple[str, ...], ...]
    title: str
    reference: str


class Choices:
    """What a person chose for the columns of one file. It lives in a draft, which holds words only."""

    def __init__(self, draft: dict[str, str]) -> None:
        self._draft = draft

    def opening(self) -> Opening | None:
        """The file that is looked at; None before one was chosen."""
        if not self._draft.get("path"):
            return None
        return Opening(*(self._draft.get(name, "") for name in OPENING))

    def open(self, opening: Opening) -> None:
        """Another file, or the same one read in another way: then what was chosen stays."""
        if opening.path != self._draft.get("path"):
            self.forget()
        self._draft.update({name: getattr(opening, name) for name in OPENING})

    def forget(self) -> None:
        """The file is done with."""
        for name in (*OPENING, "title", "reference", "kept", "left", "kinds"):
            self._draft.pop(name, None)

    def set(self, name: str, words: str) -> None:
        """Remember the title or the reference."""
        self._draft[name] = words

    def keep(self, name: str, is_kept: bool) -> None:
        """Keep a column, or leave it behind."""
        for list_name, wanted in (("kept", is_kept), ("left", not is_kept)):
            names = dict.fromkeys(self._names(list_name))
            names.pop(name, None)
            if wanted:
                names[name] = None
            self._draft[list_name] = json.dumps(list(names))

    def read_as(self, name: str, kind: str) -> None:
        """Read a column as something else."""
        self._draft["kinds"] = json.dumps({**self._kinds(), name: kind})

    def form(self, table: CaseTable, look: Preview) -> TableForm:
        """What the page shows."""
        columns = tuple(self._row(each) for each in look.columns)
        return TableForm(
            name=table.path.name,
            sheets=table.sheets,
            sheet=table.sheet,
            header=table.header,
            encoding=table.encoding,
            separator=table.separator,
            columns=columns,
            rows=look.rows,
            title=self._draft.get("title", table.path.stem),
            reference=self._reference(columns),
        )

    def wishes(self, form: TableForm, look: Preview) -> Wishes:
        """What is asked of the import."""
        personal = {each.name for each in look.columns if each.personal}
        found = {each.name: _kind(each) for each in look.columns}
        kept = {row.name for row in form.columns if row.is_kept}
        return Wishes(
            title=form.title,
            keep=[name for name in self._names("kept") if name in kept],
            leave=[row.name for row in form.columns if not row.is_kept and row.name not in personal],
            dates={r.name: r.kind for r in form.columns if r.is_kept and r.kind != found[r.name]},
            reference=form.reference,
        )

    # ---- inside

    def _row(self, look: ColumnLook) -> ColumnRow:
        is_kept = not look.personal
        if look.name in self._names("kept"):
            is_kept = True
        elif look.name in self._names("left"):
            is_kept = False
        examples = "" if look.personal else ", ".join(look.examples)
        kind = self._kinds().get(look.name, _kind(look))
        return ColumnRow(look.name, is_kept, kind, examples, tr(look.personal), tr(look.doubt))

    def _reference(self, columns: tuple[ColumnRow, ...]) -> str:
        """The column that was chosen, else the first whose name says that it numbers the cases."""
        kept = [row.name for row in columns if row.is_kept]
        chosen = self._draft.get("reference")
        if chosen is not None and (not chosen or chosen in kept):
            return chosen
        return next((name for name in kept if _NAMES_A_CASE.search(name)), "")

    def _names(self, list_name: str) -> list[str]:
        return [str(name) for name in json.loads(self._draft.get(list_name, "[]"))]

    def _kinds(self) -> dict[str, str]:
        return dict(json.loads(self._draft.get("kinds", "{}")))


def _kind(look: ColumnLook) -> str:
    return look.format if look.kind == DATE else look.kind
