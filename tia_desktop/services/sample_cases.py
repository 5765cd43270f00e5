"""The case sample of the sample inspection: a list of made-up repairs, 73 drawn from it, each looked at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from tia_desktop.domain.case_records import FIRST, REPLACED, TESTED, SampledCase
from tia_desktop.domain.changes import Edit
from tia_desktop.domain.records import CheckEntry, CheckField, EvidenceNote, RealityCheck, Scalar, link_id
from tia_desktop.domain.sampling import STRATIFIED
from tia_desktop.services.capture import question_edit
from tia_desktop.services.case_lists import keep_cases
from tia_desktop.services.case_reading import Wishes, read_cases
from tia_desktop.services.case_tables import CaseTable
from tia_desktop.services.sample_checks import MADE, Days
from tia_desktop.services.sample_results import keep_result
from tia_desktop.services.sampled_cases import cases_of, days_of, reserves_of
from tia_desktop.services.sampling import DrawPlan, cells_of, prepare_draw
from tia_desktop.services.workspace import Workspace

REPAIRS = 1_240
DRAWN = 73
SEED = "riverside (sample)"
ASKED = "rc06.i18"
"""Was the repair finished within the target time?"""

COLUMNS = ("Job number", "Trade", "Estate", "Priority", "Reported", "Finished", "Tenant name", "Telephone")
_TRADES = ("Heating", "Plumbing", "Joinery", "Electrical", "Roofs and gutters")
_TRADE_OF = (0, 0, 0, 1, 1, 2, 2, 3, 3, 4)
_ESTATES = ("Mill Lane", "Ash Court", "Station Road", "Canal Side", "Elm Park")
TARGETS = {"Emergency": 1, "Urgent": 7, "Routine": 28}
"""Priority -> days within which the landlord says that it finishes a repair."""
_PRIORITY_OF = ("Emergency", "Urgent", "Urgent", "Routine", "Routine", "Routine")


@dataclass(frozen=True, kw_only=True)
class RepairTable(CaseTable):
    """What the landlord's export would hold. Every row follows from its number; nobody in it exists."""

    today: date

    @cached_property
    def _rows(self) -> list[list[str]]:
        return made_up_rows(self.today)

    def batches(self) -> Iterator[tuple[int, list[list[str]]]]:
        """Yield all rows."""
        yield 2, self._rows

    def sha256(self) -> str:
        """Return the SHA-256 of the rows as comma-separated text."""
        lines = (",".join(row) for row in (list(COLUMNS), *self._rows))
        return sha256("\n".join(lines).encode()).hexdigest()


def made_up_rows(today: date) -> list[list[str]]:
    """Return the rows of the list, without its header; the same on the same day."""
    return [_row(number, today) for number in range(1, REPAIRS + 1)]


def _row(number: int, today: date) -> list[str]:
    dice = sha256(f"sample repair {number}".encode()).digest()
    priority = _PRIORITY_OF[dice[0] % len(_PRIORITY_OF)]
    target = TARGETS[priority]
    took = dice[1] * target // 256 if dice[2] > 40 else target + 1 + dice[1] % 20
    reported = today - timedelta(days=95 - dice[3] % 60)
    return [
        f"R-{number:05d}",
        _TRADES[_TRADE_OF[dice[4] % len(_TRADE_OF)]],
        _ESTATES[dice[5] % len(_ESTATES)],
        priority,
        reported.isoformat(),
        (reported + timedelta(days=took)).isoformat(),
        "Made-up name",
        f"01632 960 {dice[6]:03d}",
    ]


def add_case_sample(ws: Workspace, days: Days, check_id: str, who: str) -> None:
    """Keep the list, draw from it, look at each case of the draw and keep the result, as `who` did it."""
    ws = replace(ws, author=who)
    table = RepairTable(
        path=Path("repairs-finished.csv"),
        columns=COLUMNS,
        header=1,
        encoding="utf-8",
        separator=",",
        today=date.fromisoformat(days.day(0)),
    )
    list_id = keep_cases(ws, read_cases(table, Wishes(reference="Job number")), cause=MADE)
    plan = DrawPlan(DRAWN, STRATIFIED, "Trade", seed=SEED, reserves=2)
    draw = prepare_draw(ws, list_id, check_id, plan)
    ws.store.record(draw, author=who, cause=MADE)
    sample_id = draw[0].record_id
    out = cases_of(ws, sample_id)[7]
    spare = reserves_of(ws, sample_id, out.stratum)[0]
    swap = [
        Edit(SampledCase, out.id, {"status": REPLACED, "reason": "The paper file is with the insurer."}),
        Edit(SampledCase, spare.id, {"replaces": out.id}),
    ]
    ws.store.record(swap, author=who, cause=MADE)
    check = ws.need(RealityCheck, check_id)
    looked_at = [
        edit
        for place, case in enumerate(cases_of(ws, sample_id))
        for edit in _looked_at(ws, check, case, place, days, who)
    ]
    ws.store.record(looked_at, author=who, cause=MADE)
    keep_result(ws, sample_id, ASKED)


def _looked_at(
    ws: Workspace, check: RealityCheck, case: SampledCase, place: int, days: Days, who: str
) -> Iterator[Edit]:
    """Give the entry of a case, the answer to the question about it, and that it was looked at."""
    entry_id = ws.store.new_id() if place else ""
    if place:
        values: dict[str, Scalar] = {"check_id": check.id, "repeat_id": "cases", "title": case.reference}
        yield Edit(CheckEntry, entry_id, values | {"place": float(place)})
    else:
        field = {"check_id": check.id, "field_id": "rc06.reference", "value": case.reference}
        yield Edit(CheckField, link_id(check.id, "rc06.reference"), dict(field))
    yield Edit(SampledCase, case.id, {"entry_id": entry_id or FIRST, "status": TESTED})
    (_, _, took), target = days_of(ws, case)[0], TARGETS[cells_of(case)["Priority"]]
    at = days.at(3, f"{9 + (30 + place * 5) // 60:02d}:{(30 + place * 5) % 60:02d}")
    late = f"{case.reference} was finished after {took} days; the target for its priority is {target}."
    item = ws.pack.item(ASKED)
    note_id = ws.store.new_id()
    yield Edit(
        EvidenceNote,
        note_id,
        {
            "check_id": check.id,
            "item_id": item.id,
            "entry_id": entry_id,
            "scheme": ws.pack.scheme_for(item).id,
            "rating": "yes" if took <= target else "no",
            "text": "" if took <= target else late,
            "how": "read",
            "source": ws.pack.template(check.template).source_group,
            "place": check.place,
            "observed_at": at,
            "written_at": at,
            "author": who,
        },
    )
    yield question_edit(note_id, "j1.kq2")
