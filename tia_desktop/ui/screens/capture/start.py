"""Before the first question: what keeps people safe, what they agree to, and what is asked once. No Qt."""

from __future__ import annotations

from collections.abc import Callable

from tia_desktop.domain.errors import InputError
from tia_desktop.domain.pack import FieldSpec
from tia_desktop.domain.records import RealityCheck
from tia_desktop.domain.shop_records import ShopAttempt
from tia_desktop.services import checklist, guided
from tia_desktop.services.sampled_cases import is_case_sampling
from tia_desktop.services.sampling import samples_of
from tia_desktop.ui.check_status import titled
from tia_desktop.ui.context import ScreenContext
from tia_desktop.ui.doing import attempt
from tia_desktop.ui.i18n import ntr, tr
from tia_desktop.ui.screens.capture.model import ORIGIN, StartForm
from tia_desktop.ui.screens.capture.typed import kept

SHOPPING, SURVEY = "rc11", "rc12"
"""The kinds of check that are made of mystery shops, and of a survey."""


class StartPresenter:
    """Keeps what is agreed and answered before a check begins (`services.guided`, `services.checklist`)."""

    def __init__(self, context: ScreenContext, check_id: str, *, on_change: Callable[[], object]) -> None:
        self._context, self._ws, self._check_id = context, context.ws, check_id
        self._on_change = on_change
        self._template = self._ws.pack.template(self.check.template)
        # What is stored: fields speak once more while the page goes away, when the file may be closed.
        self._values: dict[str, str] = {}
        self._agreed = (False, "")

    @property
    def check(self) -> RealityCheck:
        """The check as it is stored."""
        return self._ws.need(RealityCheck, self._check_id)

    def form(self) -> StartForm:
        """What the page shows."""
        check, template = self.check, self._template
        self._values = checklist.field_values(self._ws, check.id)
        agreed = bool(check.consent_at)
        self._agreed = (agreed, check.consent_how if agreed else "")
        return StartForm(
            title=titled(template.singular, check.title),
            safety=self._safety(),
            care=template.care,
            consent=template.consent,
            agreed=agreed,
            who=check.consent_how,
            fields=template.fields,
            values=dict(self._values),
            no_names=bool(template.speakers),
            begun=bool(check.started_at),
            sample=self._sample(),
            shops=self._shops(),
            survey=self._survey(),
        )

    def agree(self, agreed: bool, who: str) -> bool:
        """Keep that people agreed, and who did; or that they do not any more. False when it is not kept.

        Without a word on who agreed it waits: the page asks for it.
        """
        who = who.strip()
        if agreed and not who:
            return False
        if (agreed, who if agreed else "") == self._agreed:
            return True
        before, self._agreed = self._agreed, (agreed, who if agreed else "")
        if agreed:
            kept_it = self._do(lambda: guided.record_consent(self._ws, self._check_id, who, origin=ORIGIN))
        else:
            kept_it = self._do(lambda: guided.withdraw_consent(self._ws, self._check_id, origin=ORIGIN))
        if not kept_it:
            self._agreed = before
        return kept_it

    def type_who(self, text: str) -> None:
        """Save who agreed while it is typed. Failures go to the saver, which keeps the text."""
        guided.type_who_agreed(self._ws, self._check_id, text, origin=ORIGIN)

    def type_field(self, field_id: str, text: str) -> None:
        """Save an answer while it is typed."""
        checklist.type_field(self._ws, self._check_id, field_id, text, origin=ORIGIN)
        self._values[field_id] = text

    def set_field(self, spec: FieldSpec, text: str) -> str:
        """Keep an answer; return what is wrong with it, or "". What is wrong is kept as typed."""
        value, wrong = text.strip(), ""
        try:
            value = kept(spec.answer, text)
        except InputError as error:
            wrong = tr(error.sentence)
        if value != self._values.get(spec.id, "") and self._do(
            lambda: checklist.set_field(self._ws, self._check_id, spec.id, value, origin=ORIGIN)
        ):
            self._values[spec.id] = value
        return wrong

    def asked(self) -> frozenset[str]:
        """The ids of the fields that are asked, as far as they are answered."""
        return frozenset(spec.id for spec in self._template.fields_asked(self._values))

    def to_sample(self) -> None:
        """To the landlord's list and the cases that are drawn from it."""
        self._context.shell.go("sample", check_id=self._check_id)

    def to_shops(self) -> None:
        """To the stories, the clock and the promises of mystery shopping."""
        self._context.shell.go("shop", check_id=self._check_id)

    def to_survey(self) -> None:
        """To the questions that people are asked, answers from a file, and results."""
        self._context.shell.go("survey", check_id=self._check_id)

    def _survey(self) -> str:
        if self._template.id != SURVEY:
            return ""
        return tr("Ask people one question a page, or read answers from a file. Then see the results.")

    def _shops(self) -> str:
        if self._template.id != SHOPPING:
            return ""
        n = self._ws.store.count(ShopAttempt, check_id=self._check_id)
        words = tr("Choose a story, start the clock, and note what happens with one key each.")
        return f"{ntr('{n} shop so far.', '{n} shops so far.', n)} {words}" if n else words

    def _sample(self) -> str:
        if not is_case_sampling(self._template):
            return ""
        drawn = samples_of(self._ws, self._check_id)
        if not drawn:
            return tr("Has the landlord given you a list? Then draw the cases from it by lot.")
        cases = ntr("{n} case is drawn", "{n} cases are drawn", drawn[-1].wanted)
        return tr("{cases} from the landlord’s list.").format(cases=cases)

    def _safety(self) -> str:
        contact = self._ws.inspection.safety_contact
        if contact:
            return tr("If you feel unsafe, leave. Then call {contact}.").format(contact=contact)
        return tr("If you feel unsafe, leave. Then call your inspector. In danger, call 999.")

    def _do(self, step: Callable[[], object]) -> bool:
        done = attempt(self._context.shell, step)
        self._on_change()
        return done
