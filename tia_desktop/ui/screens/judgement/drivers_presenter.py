"""Drivers and barriers: what the page shows and does. No Qt."""

from __future__ import annotations

from dataclasses import dataclass

from tia_desktop.domain.conclude_records import Driver
from tia_desktop.services import drivers
from tia_desktop.services.conclude import label_of
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.doing import attempt
from tia_desktop.ui.finding_lines import FindingLine, finding_lines
from tia_desktop.ui.i18n import ntr, tr
from tia_desktop.ui.saving import Saved, save

ORIGIN = "drivers"
DRIVER, BARRIER = "driver", "barrier"


@dataclass(frozen=True, slots=True)
class DriverLine:
    """A driver or a barrier as the list shows it."""

    driver: Driver
    findings: tuple[str, ...]
    words: str
    second: str


class DriversPresenter:
    """Words are saved while they are typed, everything else at once."""

    def __init__(self, context: ScreenContext) -> None:
        self._context = context
        self.ws = context.ws
        self.load()

    def load(self) -> None:
        """Read what is stored now."""
        self.findings: list[FindingLine] = finding_lines(self.ws)
        self.lines = [self._line(driver) for driver in self.ws.store.find(Driver)]

    def line(self, driver_id: str) -> DriverLine | None:
        """One of them; None when it was removed."""
        return next((line for line in self.lines if line.driver.id == driver_id), None)

    def likely_and_other(self) -> tuple[list[FindingLine], list[FindingLine]]:
        """Findings on the last judgement's key questions, which drivers belong to, and the others."""
        mine = {q.id for q in self.ws.pack.questions_of(self.ws.pack.judgements[-1].id)}
        own, other = list[FindingLine](), list[FindingLine]()
        for line in self.findings:
            (other if mine.isdisjoint(line.questions) else own).append(line)
        return own, other

    def scopes(self) -> list[tuple[str, str]]:
        """(scope, words)."""
        return [("service", tr("Tied to the service")), ("corporate", tr("Corporate"))]

    def kinds(self) -> list[tuple[str, str]]:
        """(kind, words)."""
        return [(DRIVER, tr("Driver: it helps")), (BARRIER, tr("Barrier: it hinders"))]

    # ---- what a person does

    def add(self, draft: dict[str, str]) -> tuple[Saved, str]:
        """Add what stands in the form; what became of it, and the new id."""
        made: list[str] = []

        def step() -> None:
            made.append(
                drivers.add_driver(
                    self.ws,
                    draft.get("text", ""),
                    is_barrier=draft.get("kind", DRIVER) == BARRIER,
                    scope=draft.get("scope", ""),
                )
            )

        result = save(self._context.shell, step)
        if not result.ok:
            field = "scope" if draft.get("text", "").strip() else "text"
            return Saved(False, result.sentence, field), ""
        self.load()
        return result, made[0]

    def type_text(self, driver_id: str, text: str) -> bool:
        """Save the words while they are typed; without any they wait."""
        if not text.strip():
            return False
        drivers.type_driver(self.ws, driver_id, text, origin=ORIGIN)
        return True

    def set_kind(self, driver_id: str, kind: str) -> None:
        """It helps, or it hinders."""
        self._do(lambda: drivers.change_driver(self.ws, driver_id, is_barrier=kind == BARRIER))

    def set_scope(self, driver_id: str, scope: str) -> None:
        """Tied to the service, or corporate."""
        self._do(lambda: drivers.change_driver(self.ws, driver_id, scope=scope))

    def name_finding(self, driver_id: str, finding_id: str, *, on: bool) -> None:
        """A finding shows it, or does not."""
        have = drivers.findings_of(self.ws, driver_id)
        wanted = [*have, finding_id] if on else [f for f in have if f != finding_id]
        self._do(lambda: drivers.set_driver_findings(self.ws, driver_id, wanted))

    def remove(self, driver_id: str) -> None:
        """Take it away; undo brings it back."""
        if self._do(lambda: drivers.remove_driver(self.ws, driver_id)):
            self._context.shell.show_notice(tr("Removed. Control and Z brings it back."))

    def show_history(self, driver_id: str) -> None:
        """What happened to it."""
        self._context.shell.go("history", kind=Driver.KIND, record_id=driver_id)

    # ---- inside

    def _do(self, step: object) -> bool:
        assert callable(step)
        done = attempt(self._context.shell, step)
        self.load()
        return done

    def _line(self, driver: Driver) -> DriverLine:
        named = drivers.findings_of(self.ws, driver.id)
        called = {f.finding.id: label_of(f.finding) for f in self.findings}
        labels = ", ".join(called[f] for f in named if called.get(f))
        scope = dict(self.scopes()).get(driver.scope, driver.scope)
        shown = tr("no finding shows it yet")
        if named:
            shown = labels or ntr("{n} finding", "{n} findings", len(named))
        return DriverLine(driver, named, driver.text, f"{scope} · {shown}")
