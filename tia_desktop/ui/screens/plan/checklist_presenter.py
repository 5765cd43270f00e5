"""Where the questions of a check come from: its kind, or a form from another program. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tia_desktop.domain.errors import TiaError
from tia_desktop.domain.records import RealityCheck
from tia_desktop.domain.text import one_line
from tia_desktop.services.form_export import form_for_check
from tia_desktop.services.form_import import Source, keep_checklist, losses_of, use_checklist
from tia_desktop.services.form_questions import checklist_of
from tia_desktop.services.ports import Progress
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.i18n import ntr, tr
from tia_desktop.ui.saving import Saved, save

ORIGIN = "plan-checklist"


@dataclass(frozen=True, slots=True)
class Shown:
    """A checklist in words: what it is called, what there is to say, and what was left out, item by item."""

    title: str
    details: str
    losses: tuple[str, ...]
    usable: bool = True
    languages: tuple[tuple[str, str], ...] = ()


class ChecklistPresenter:
    """Looks at a form in a worker, and lets the check run it."""

    def __init__(self, context: ScreenContext, check_id: str) -> None:
        self._context, self._ws, self._check_id = context, context.ws, check_id
        self._source: Source | None = None
        self._saved: tuple[str, Shown] | None = None
        self.language = ""
        self.left = False
        """Whether the page has gone: then nobody is told."""

    def now(self) -> Shown | None:
        """The checklist from outside that the check runs; None when it runs the one of its kind."""
        kept = checklist_of(self._ws, self._ws.need(RealityCheck, self._check_id))
        if kept is None:
            return None
        details = [
            tr("From “{name}”").format(name=kept.source_name),
            ntr("{n} question", "{n} questions", kept.questions),
        ]
        details += [kept.language] if kept.language else []
        return Shown(kept.title, " · ".join(details), losses_of(kept))

    def looked_at(self) -> Shown | None:
        """The form that was opened and is not kept yet."""
        source = self._source
        if source is None:
            return None
        languages = tuple((language, language) for language in source.languages)
        words = ntr("{n} question", "{n} questions", source.questions)
        losses = (*(loss.sentence for loss in source.losses), *source.warnings)
        return Shown(source.title, words, losses, source.usable, languages if len(languages) > 1 else ())

    def open(self, path: Path, done: Callable[[], object], refuse: Callable[[str], object]) -> None:
        """Look at a file; then `done`, or `refuse` with why it cannot be read."""

        def came(source: Source) -> None:
            if self.left:
                return
            self._source, self.language = source, next(iter(source.languages), "")
            done()

        def work(_progress: Progress) -> Source:
            return self._context.desk.forms.read(path)

        def failed(error: TiaError) -> None:
            if not self.left:
                refuse(tr(error.sentence))

        title = tr("Looking at “{name}”").format(name=one_line(path.name, 60))
        self._context.shell.in_background(title, work, came, failed)

    def offered_name(self) -> str:
        """What the file is called that the checklist is saved in, unless somebody says otherwise."""
        title = self._ws.need(RealityCheck, self._check_id).title
        return "".join(c if c.isalnum() or c in " -_" else "-" for c in title).strip()[:60] + ".xlsx"

    def save_as(self, path: Path, done: Callable[[], object], refuse: Callable[[str], object]) -> None:
        """Write the checklist of the check as a form; then `saved` says what it cannot carry."""
        try:
            out = form_for_check(self._ws, self._check_id)
        except TiaError as error:
            refuse(tr(error.sentence))
            return
        questions = sum(question.takes_answer for question in out.form.questions())
        checklist = self._ws.need(RealityCheck, self._check_id).checklist_id

        def work(_progress: Progress) -> None:
            self._context.desk.forms.write(out.form, path)

        def came(_nothing: object) -> None:
            one, many = "Saved as “{name}”: {n} question.", "Saved as “{name}”: {n} questions."
            words = tr(one if questions == 1 else many).format(n=questions, name=one_line(path.name, 80))
            self._saved = (checklist, Shown(words, "", tuple(loss.sentence for loss in out.losses)))
            if self.left:
                self._context.shell.show_notice(words)
            else:
                done()

        def failed(error: TiaError) -> None:
            if self.left:
                self._context.shell.show_error(error)
            else:
                refuse(tr(error.sentence))

        self._context.shell.in_background(tr("Saving the checklist"), work, came, failed)

    def saved(self) -> Shown | None:
        """The form that was saved last, and what of the checklist it cannot carry."""
        now = self._ws.need(RealityCheck, self._check_id).checklist_id
        return self._saved[1] if self._saved and self._saved[0] == now else None

    def choose_language(self, language: str) -> Saved:
        """Show the questions in this language."""
        self.language = language
        return Saved(True)

    def keep(self) -> Saved:
        """Let the check run the form that was looked at."""
        source = self._source
        if source is None:
            return Saved(False)
        language = self.language if len(source.languages) > 1 else ""
        result = save(
            self._context.shell,
            lambda: keep_checklist(
                self._ws, source, language=language, check_id=self._check_id, origin=ORIGIN
            ),
        )
        if result.ok:
            self._source = None
            said = tr("The check now asks the questions of “{title}”. Undo brings back the ones before.")
            self._context.shell.show_notice(said.format(title=source.title))
        return result

    def put_away(self) -> None:
        """Forget the form that was looked at."""
        self._source = None

    def use_own(self) -> Saved:
        """Bring back the checklist of the kind; answers that are there are kept."""
        return save(self._context.shell, lambda: use_checklist(self._ws, self._check_id, "", origin=ORIGIN))
