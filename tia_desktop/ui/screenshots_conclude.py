"""Pictures of concluding: a finding with what stands behind it, readiness, the judgement and its release."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tia_desktop.domain.records import EvidenceLink, Finding
from tia_desktop.services.workspace import Workspace

if TYPE_CHECKING:
    from tia_desktop.ui.screenshots import Photographer


def conclude(photographer: Photographer, ws: Workspace) -> None:
    """Every page of concluding, from the notes to the release."""
    quoted = next((link for link in ws.store.find(EvidenceLink) if link.quote), None)
    photographer.go("findings", "findings")
    if quoted is not None:
        photographer.go("finding", "findings", finding_id=quoted.finding_id)
        photographer.go("finding-passage", "findings", finding_id=quoted.finding_id, note_id=quoted.note_id)
    photographer.go("findings-prompts", "findings", show="prompts")
    photographer.go("findings-figures", "findings", show="figures")
    photographer.go("judgement", "judgement")
    photographer.go("judgement-drivers", "judgement", page="drivers")
    photographer.go("judgement-release", "judgement", page="release")
    photographer.go("readiness", "readiness")
    finding = next(iter(ws.store.find(Finding)), None)
    if finding is not None:
        photographer.go("history", "history", kind=Finding.KIND, record_id=finding.id)
    photographer.go("export", "export")
