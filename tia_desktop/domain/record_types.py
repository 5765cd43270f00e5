"""Every kind of record that an inspection file holds."""

from __future__ import annotations

from tia_desktop.domain.records import CORE_RECORDS, Record

RECORD_TYPES: tuple[type[Record], ...] = CORE_RECORDS

BY_KIND: dict[str, type[Record]] = {cls.KIND: cls for cls in RECORD_TYPES}
