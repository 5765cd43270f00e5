"""The records of case lists and samples: a landlord's list as it was kept, and what was drawn from it.

`schemas/SAMPLING.md` says how the content of a list is written and hashed and how cases are drawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from tia_desktop.domain.records import Record


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class CaseList(Record):
    """A list of cases that came in. Its content is an attachment with the id ``list:content``."""

    KIND: ClassVar[str] = "case_list"
    title: str = ""
    source_name: str = ""  # the file it came from
    source_sha256: str = ""  # of that file as it came
    sheet: str = ""  # "" for text files
    header_row: int = 1  # as a spreadsheet counts
    encoding: str = ""
    separator: str = ""
    columns: str = "[]"  # JSON: [{"name", "kind": text, date or number, "format"}] of the kept columns
    left_out: str = "[]"  # JSON: names of the columns that were left behind
    row_count: int = 0  # cases
    skipped: int = 0  # rows that could not be read
    sha256: str = ""  # of the content
    reference: str = ""  # column that names a case
    added_at: str = ""
    author: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Sample(Record):
    """A draw from a case list: everything that somebody needs to draw the same cases again."""

    KIND: ClassVar[str] = "sample"
    check_id: str = ""
    list_id: str = ""
    content_sha256: str = ""
    method: str = ""  # simple, systematic, stratified
    allocation: str = ""  # proportional or equal, "" without strata
    seed: str = ""
    column: str = ""  # whose values are the strata
    size: int = 0  # cases in the list
    wanted: int = 0
    reserves: int = 0  # that were asked for, in each stratum
    drawn_at: str = ""
    author: str = ""
    reference: str = ""  # column that names a case


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class SampleStratum(Record):
    """A part of the list that is drawn from by itself; the whole list is one. Id: ``sample:place``."""

    KIND: ClassVar[str] = "sample_stratum"
    sample_id: str = ""
    place: int = 0
    name: str = ""
    size: int = 0
    wanted: int = 0


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class SampledCase(Record):
    """A case that was drawn, or a reserve. Id: ``sample:number``."""

    KIND: ClassVar[str] = "sampled_case"
    sample_id: str = ""
    number: int = 0  # place in the list, from 1
    stratum: str = ""
    place: int = 0  # order within its stratum, from 1
    is_reserve: bool = False
    entry_id: str = ""  # CheckEntry it is looked at in; `FIRST` for the check's first one, "" before that
    reference: str = ""
    cells: str = "{}"  # JSON: kept column -> text
    replaces: str = ""  # SampledCase that could not be looked at
    reason: str = ""  # why this one could not be looked at
    status: str = "open"


FIRST = "first"
"""The case that a repetition begins with has no entry of its own (`domain.checklist_parts.Repeat`)."""

OPEN, TESTED, REPLACED = CASE_STATES = ("open", "tested", "replaced")
CASE_RECORDS = (CaseList, Sample, SampleStratum, SampledCase)
