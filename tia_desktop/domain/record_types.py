"""Every kind of record that an inspection file holds."""

from __future__ import annotations

from tia_desktop.domain.case_records import CASE_RECORDS
from tia_desktop.domain.conclude_records import CONCLUDE_RECORDS
from tia_desktop.domain.form_records import FORM_RECORDS
from tia_desktop.domain.records import CORE_RECORDS, Record
from tia_desktop.domain.shop_records import SHOP_RECORDS
from tia_desktop.domain.survey_records import SURVEY_RECORDS

RECORD_TYPES: tuple[type[Record], ...] = (
    *CORE_RECORDS,
    *CASE_RECORDS,
    *SHOP_RECORDS,
    *SURVEY_RECORDS,
    *FORM_RECORDS,
    *CONCLUDE_RECORDS,
)

BY_KIND: dict[str, type[Record]] = {cls.KIND: cls for cls in RECORD_TYPES}
