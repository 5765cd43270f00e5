"""Takes a checklist from outside into an inspection: kept whole, hashed, with what was left out of it."""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from tia_desktop.domain.changes import Edit, sha256_text
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.form_json import form_text
from tia_desktop.domain.form_records import Checklist
from tia_desktop.domain.forms import UNUSABLE, Form, Loss
from tia_desktop.domain.records import Attachment, RealityCheck, Scalar, link_id
from tia_desktop.domain.text import one_line
from tia_desktop.domain.values import Value
from tia_desktop.services.form_questions import CONTENT, MEDIA_TYPE
from tia_desktop.services.plan import add_check
from tia_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Source(Value):
    """A form as it was read: its file, the file's hash, and what of it is not supported.

    `warnings` are sentences that its author may want to know.
    """

    form: Form
    losses: Sequence[Loss]
    name: str
    sha256: str
    warnings: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """What the checklist is called unless somebody says otherwise."""
        return one_line(self.form.title or self.form.id or self.name, 120)

    @property
    def usable(self) -> bool:
        """Whether it can become a checklist."""
        return all(loss.result != UNUSABLE for loss in self.losses)

    @property
    def languages(self) -> tuple[str, ...]:
        """Its languages that have a name, the one it shows first."""
        named = [language for language in self.form.languages if language and language != "default"]
        return tuple(sorted(named, key=lambda language: language != self.form.default_language))

    @property
    def questions(self) -> int:
        """How many questions take an answer."""
        return sum(q.takes_answer for q in self.form.questions())


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Kept(Value):
    """What an import made: the checklist, and the check that runs it, "" for none."""

    checklist_id: str
    check_id: str


def keep_checklist(
    ws: Workspace,
    source: Source,
    *,
    language: str = "",
    check_id: str = "",
    kind: str = "",
    title: str = "",
    place: str = "",
    origin: str = "",
) -> Kept:
    """Keep a checklist, as one action. The same one is kept once, however often it is imported.

    Args:
        ws: the open inspection.
        source: the form.
        language: that is shown; "" is the form's own first one.
        check_id: a check that runs it from now on, or
        kind: of a check that is planned for it, with its `title` and `place`.
        title: of the new check; "" is the checklist's.
        place: of the new check.
        origin: who does it.

    Raises:
        InputError: the form cannot be used, or has no such language; nothing is kept.
    """
    unusable = [loss.sentence for loss in source.losses if loss.result == UNUSABLE]
    if unusable:
        raise InputError(f"“{source.name}” cannot be used as a checklist. {unusable[0]}")
    shown = _language(source.form, language)
    if check_id:
        ws.need(RealityCheck, check_id)
    checklist_id, edits = _kept(ws, source, shown)
    if kind:
        check_id = add_check(
            ws, kind, title or source.title, place=place, checklist_id=checklist_id, also=edits
        )
    else:
        if check_id:
            edits.append(Edit(RealityCheck, check_id, {"checklist_id": checklist_id}))
        ws.store.record(edits, author=ws.author, cause="import", origin=origin)
    return Kept(checklist_id, check_id)


def _kept(ws: Workspace, source: Source, language: str) -> tuple[str, list[Edit]]:
    """Return the id of the checklist, and the edits that keep it; none when it is there already."""
    text = form_text(source.form)
    digest = sha256_text(text)
    same = next((c for c in ws.store.find(Checklist, sha256=digest, language=language)), None)
    if same is not None:
        return same.id, []
    content, checklist_id = zlib.compress(text.encode("utf-8"), 9), ws.store.new_id()
    values: dict[str, Scalar] = {
        "title": source.title,
        "form_id": source.form.id,
        "form_version": source.form.version,
        "source_name": source.name,
        "source_sha256": source.sha256,
        "sha256": digest,
        "language": language,
        "questions": source.questions,
        "losses": json.dumps([loss.sentence for loss in source.losses], ensure_ascii=False),
        "added_at": ws.store.now(),
        "author": ws.author,
    }
    kept: dict[str, Scalar] = {
        "sha256": ws.store.put_blob(content),
        "name": f"{source.title} (content)",
        "media_type": MEDIA_TYPE,
        "size": len(content),
    }
    return checklist_id, [
        Edit(Checklist, checklist_id, values),
        Edit(Attachment, link_id(checklist_id, CONTENT), kept),
    ]


def _language(form: Form, wanted: str) -> str:
    """Return a language of a form by its name or its code: “English (en)”, “English” or “en”."""
    if not wanted:
        return ""
    plain = wanted.strip().casefold()
    for language in form.languages:
        name, _, code = language.casefold().partition("(")
        if plain in (language.casefold(), name.strip(), code.strip(" )")):
            return language
    known = ", ".join(f"“{one_line(each, 40)}”" for each in form.languages if each != "default")
    raise InputError(
        f"The form has no language “{one_line(wanted, 40)}”. "
        + (f"It has {known}." if known else "It has one language only.")
    )


def use_checklist(ws: Workspace, check_id: str, checklist_id: str, *, origin: str = "") -> None:
    """Let a check run a checklist that is here already; "" brings back the one of its kind.

    Answers to questions that are not asked any more are kept, and “Check answers” lists them.
    """
    ws.need(RealityCheck, check_id)
    if checklist_id:
        ws.need(Checklist, checklist_id)
    edit = Edit(RealityCheck, check_id, {"checklist_id": checklist_id})
    ws.store.record([edit], author=ws.author, origin=origin)


def losses_of(kept: Checklist) -> tuple[str, ...]:
    """Return the sentences that say what was left out of a checklist."""
    return tuple(str(sentence) for sentence in json.loads(kept.losses))
