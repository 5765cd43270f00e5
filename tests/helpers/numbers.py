"""What hangs on the note of a kept result."""

import json
from typing import Any

from tia_desktop.domain.records import Attachment
from tia_desktop.services.workspace import Workspace


def numbers_of(ws: Workspace, note_id: str) -> Any:
    """Return the numbers that are attached to a note."""
    (kept,) = ws.store.find(Attachment, note_id=note_id)
    assert (kept.name, kept.media_type) == ("numbers.json", "application/json")
    return json.loads(ws.store.get_blob(kept.sha256))
