"""Releasing: how far it is, and what the page says of it. No Qt."""

from __future__ import annotations

from collections.abc import Sequence

from tia_desktop.domain.conclude_records import Release
from tia_desktop.domain.errors import InputError
from tia_desktop.services import releasing
from tia_desktop.services.readiness import OpenProblem
from tia_desktop.services.releasing import ReleaseState
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.days import moment
from tia_desktop.ui.i18n import tr
from tia_desktop.ui.problems import jump, target_of
from tia_desktop.ui.saving import Saved, save


class ReleasePresenter:
    """Nothing is released by itself: a person does it, when nothing stands in the way."""

    def __init__(self, context: ScreenContext) -> None:
        self._context = context
        self.ws = context.ws
        self.load()

    def load(self) -> None:
        """Read what is stored now."""
        self.state: ReleaseState = releasing.state(self.ws)

    def release(self) -> Saved:
        """Release, or say why not."""
        result = save(self._context.shell, lambda: releasing.release(self.ws))
        self.load()
        if result.ok:
            self._context.shell.show_notice(tr("Released to moderation."))
        return result

    def why_not(self, problems: Sequence[OpenProblem]) -> str:
        """Why it cannot be released now; "" when it can."""
        try:
            releasing.refuse_unready(self.ws, problems)
        except InputError as error:
            return tr(error.sentence)
        return ""

    # ---- what is said

    def status(self) -> tuple[str, str, str]:
        """(icon, tone, words) of where the judgements stand."""
        last = self.state.last
        if last is None:
            return "info", "muted", tr("Not released yet.")
        if self.state.changed:
            return "warning", "weak", tr("Changed since it was released. Release it again when it is ready.")
        return "done", "vgood", tr("Released to moderation.")

    def changed(self) -> list[str]:
        """What changed since the release, part by part."""
        words = {
            "findings": tr("findings"),
            "evidence": tr("the evidence behind findings"),
            "judgements": tr("the judgements, their reasons or the findings that decided them"),
            "drivers": tr("drivers and barriers"),
            "accepted": tr("accepted warnings"),
        }
        return [words[part] for part in self.state.changed]

    def said(self, made: Release) -> str:
        """Who released what, and when."""
        said = tr("{levels} Released by {author}, {when}.")
        return said.format(levels=self.levels(made), author=made.author, when=moment(made.released_at))

    def levels(self, made: Release) -> str:
        """The levels of a release: "How good is the service? Good." and so on."""
        found = releasing.levels_of(made)
        return " ".join(
            f"{spec.short.rstrip('.')}{'' if spec.short.endswith('?') else ':'} {self._word(spec.id, found)}."
            for spec in self.ws.pack.judgements
            if spec.id in found
        )

    def mark(self, made: Release) -> str:
        """The fingerprint in groups of four, so that two people can compare it aloud."""
        whole = releasing.whole_of(made)[:16]
        return " ".join(whole[k : k + 4] for k in range(0, len(whole), 4))

    # ---- where problems lead

    def leads(self, problem: OpenProblem) -> bool:
        """Whether a problem has somewhere to jump to."""
        return target_of(self.ws, problem) is not None

    def jump(self, problem: OpenProblem) -> None:
        """Go where a problem can be put right."""
        jump(self._context.shell, self.ws, problem)

    # ---- inside

    def _word(self, judgement_id: str, levels: dict[str, str]) -> str:
        scale = self.ws.pack.judgement(judgement_id).scale
        return next((x.word for x in scale.levels if x.id == levels[judgement_id]), levels[judgement_id])
