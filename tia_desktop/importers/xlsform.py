"""Reads checklists that are written as XLSForm: rows of a spreadsheet, as ODK, Kobo and Ona use them.

pyxform (https://github.com/XLSForm/pyxform) reads the workbook; what it says about a bad one becomes one
sentence. Before it opens the file, the file is looked at: what is too large to be a checklist, or made to
exhaust a machine, is refused within a moment.
"""

from __future__ import annotations

import warnings
import zipfile
import zlib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tia_desktop.domain.errors import InputError
from tia_desktop.domain.form_check import check_form
from tia_desktop.domain.forms import UNUSABLE, Form, Loss
from tia_desktop.importers.sheets_guard import is_spreadsheet, refuse_hostile
from tia_desktop.importers.xlsform_items import FormBuilder
from tia_desktop.importers.xlsform_words import plain_error, plain_warning

MOST_BYTES = 20 * 1024 * 1024
MOST_UNPACKED = 64 * 1024 * 1024
MOST_ROWS = 50_000
"""Rows of all sheets together: questions and their choices."""


@dataclass(frozen=True, slots=True)
class ReadForm:
    """A form with what it uses that we do not support, and what its author may want to know."""

    form: Form
    losses: tuple[Loss, ...]
    warnings: tuple[str, ...]

    @property
    def usable(self) -> bool:
        """Whether it can become a checklist."""
        return all(loss.result != UNUSABLE for loss in self.losses)


def read_xlsform(path: Path) -> ReadForm:
    """Read a form from a workbook (.xlsx, .xlsm or .xls).

    Raises:
        InputError: the file is no form, or one with a mistake; the sentence says where and what to do.
    """
    kind = _kind_of(path)
    raw, told = _converted(path, kind)
    builder = FormBuilder(raw)
    form, losses = check_form(builder.form())
    sentences = tuple(dict.fromkeys(filter(None, map(plain_warning, told))))
    return ReadForm(form, (*builder.losses, *losses), sentences)


def _kind_of(path: Path) -> str:
    """Return the kind of workbook by its content, after looking at its size.

    Raises:
        InputError: it is no workbook, or too large to be a form.
    """
    if not is_spreadsheet(path):
        raise InputError(f"“{path.name}” is no spreadsheet. A form is a file that ends in .xlsx or .xls.")
    refuse_hostile(path)
    too_large = InputError(f"“{path.name}” is too large to be a form. Is it a list of cases?")
    if path.stat().st_size > MOST_BYTES:
        raise too_large
    with path.open("rb") as file:
        if file.read(2) != b"PK":  # looking for a ZIP anywhere in it would find the themes inside old files
            return ".xls"
    with zipfile.ZipFile(path) as archive:
        if sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED or _rows(archive) > MOST_ROWS:
            raise too_large
    return ".xlsx"


def _rows(archive: zipfile.ZipFile) -> int:
    """Count the rows of all sheets: a form of 100,000 rows would be read for half a minute, to be refused."""
    count = 0
    for part in archive.infolist():
        if "worksheets/" in part.filename and part.filename.endswith(".xml"):
            rest = b""
            with suppress(zipfile.BadZipFile, zlib.error, EOFError), archive.open(part) as file:
                while piece := file.read(1024 * 1024):
                    count += (rest + piece).count(b"<row ")
                    rest = piece[-4:]
    return count


def _converted(path: Path, kind: str) -> tuple[dict[str, Any], list[str]]:
    """Return pyxform's reading of the form, and its warnings."""
    from pyxform.errors import PyXFormError  # half a second: only when a form is imported
    from pyxform.xls2xform import convert

    told = list[str]()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # styles and properties that openpyxl does not know
            result = convert(str(path), warnings=told, validate=False, file_type=kind)
    except PyXFormError as error:
        raise InputError(plain_error(str(error), path.name)) from error
    except RecursionError as error:
        raise InputError(
            f"“{path.name}” cannot be imported: its groups are nested too deeply. "
            "Put fewer of them into one another."
        ) from error
    except Exception as error:  # a reader fails in any way it likes on a broken workbook
        raise InputError(
            f"“{path.name}” is damaged, or no workbook that can be read. Open it in a spreadsheet program, "
            "save it as .xlsx, and import that file."
        ) from error
    return dict(result._pyxform or {}), told
