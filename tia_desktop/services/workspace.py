"""An open inspection: the store, the pack it was made with, and who is working."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tia_desktop.domain.errors import InputError, UnknownRecordError
from tia_desktop.domain.pack import FrameworkPack
from tia_desktop.domain.records import INSPECTION_ID, Inspection, RealityCheck, TeamMember
from tia_desktop.domain.rules import person_key
from tia_desktop.services.ports import R, Store

if TYPE_CHECKING:  # only an inspection with a checklist from outside needs it
    from tia_desktop.domain.forms import Form


@dataclass(slots=True)
class PhotoPlaces:
    """Whether photos keep where they were taken: asked once for each check, remembered until closing.

    Attributes:
        answers: what the person said, by check ("" is the inbox).
        waiting: positions of photos added before there was an answer, by attachment: a note may go to
            another check. They are only here: nothing is written unless the person agrees.
    """

    answers: dict[str, bool] = field(default_factory=dict)
    waiting: dict[str, tuple[float, float]] = field(default_factory=dict)


@dataclass(slots=True)
class Workspace:
    """What every service of an open inspection works with.

    Attributes:
        store: the inspection file.
        pack: the framework pack frozen in it.
        author: who works now: the label written into every note and change.
        photo_places: the answers about places of photos (`services.photos`).
        forms: checklists from outside that were read lately, by the hash of their content
            (`services.form_checks`).
    """

    store: Store
    pack: FrameworkPack
    author: str = "inspector"
    photo_places: PhotoPlaces = field(default_factory=PhotoPlaces)
    forms: dict[str, Form] = field(default_factory=dict)

    @property
    def inspection(self) -> Inspection:
        """The inspection's own record."""
        found = self.store.get(Inspection, INSPECTION_ID)
        if found is None:
            raise InputError("This file holds no inspection. Open another file or start a new inspection.")
        return found

    def need(self, cls: type[R], record_id: str) -> R:
        """Return the record, or raise with a sentence that names the id."""
        found = self.store.get(cls, record_id)
        if found is None:
            word = cls.KIND.replace("_", " ")
            raise UnknownRecordError(
                f"There is no {word} with the id “{record_id}”. Look up the id and try again."
            )
        return found

    def template_of(self, check: RealityCheck) -> str:
        """The short name of a check's kind, for lists."""
        return self.pack.template(check.template).short

    def member(self, label: str) -> TeamMember | None:
        """The team member with this id or name, however it is spelled in capitals."""
        name = person_key(label)
        for member in self.store.find(TeamMember):
            if label == member.id or (name and name == person_key(member.name)):
                return member
        return None

    def how_word(self, how: str) -> str:
        """How a note is known, in words ("I saw it")."""
        return next((c.word for c in self.pack.how_known if c.id == how), how)

    def source_word(self, source: str) -> str:
        """Who or what a note comes from, in words."""
        return next((c.word for c in self.pack.source_groups if c.id == source), source)
