"""Recognising columns with personal data, so that they are left behind unless a person insists.

A case is named by its reference and never by a person. Special categories: UK GDPR, article 9; criminal
matters: article 10.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from tia_desktop.domain.errors import InputError

_SPECIAL = re.compile(
    r"health|medical|disab|impair|diagnos|illness|pregnan|ethnic|\brace\b|racial|relig|faith|belief|sexual"
    r"|orientation|\blgbt|transgender|gender (identity|reassign)|politic|trade union|criminal|convict"
    r"|offen[cd]|biometric|genetic|vulnerab|safeguard"
)
_PERSONAL = re.compile(
    r"\b((fore|sur|first|last|middle|given|family|full|known|preferred) ?names?|user ?name|initials|signature"
    r"|salutation|title|e ?mails?|e ?mail address|phone|telephone|tel|mobile|landline|fax"
    r"|contact (no|number|details)|address|addr|addresses|street|(house|flat|door) (no|number)|post ?code"
    r"|zip|zip ?code|uprn|latitude|longitude|easting|northing|ip address|photo|twitter|facebook"
    r"|dob|date of birth|birth ?date|birth ?day|born|age|sex|gender|marital|nationality|language|next of kin"
    r"|national insurance|nino|ni (no|number)|nhs|passport|bank|sort code|account (no|number)|iban"
    r"|tenants?|residents?|occupiers?|occupants?|applicants?|complainants?|customers?|claimants?|caller"
    r"|beneficiary|payee)\b|\baddress ?(line)? ?\d|^(property|home|dwelling)$"
)
_OF_PEOPLE_ONLY = re.compile(r"\bnames?\b")
_NO_PERSON = re.compile(
    r"\b(scheme|estate|block|area|ward|patch|region|contractor|company|supplier|landlord|council|authority"
    r"|file|sheet|team|service|department|directorate|provider|organi[sz]ation|product|column|measure"
    r"|indicator|site)\b"
)
_ROLE = re.compile(r"(tenant|resident|customer|applicant|complainant|occupier)s?|title|language")
_NUMBER_OF = re.compile(
    r"\b(id|ref|reference|no|number|count|type|status|satisfaction|band|group|category|job|case)\b"
)
"""“Tenant reference” and “customer type” name no person."""
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]*\w")
_INSURANCE = re.compile(
    r"\b(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d\d ?\d\d ?\d\d ?[A-D]\b"
)
_PHONE = re.compile(r"(?<![\w.,-])(?:\+44 ?(?:\(0\))? ?|0)[1237](?:[ -]?\d){8,9}(?![\w.])")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}\b")
_ANY = re.compile(r"@|\d[A-Z]{2}\b|\d ?[A-D]\b|(?:\d[ -]?){7}\d")
"""One quick look: without a hit, none of the four patterns fits."""


def personal_name(name: str) -> str:
    """Return why a column is about people, from its name, as a sentence; "" when it is not."""
    plain = " ".join(re.findall(r"[^\W_]+", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name))).casefold()
    if _SPECIAL.search(plain):
        return "Its name speaks of what the law protects most, such as health or ethnicity."
    told = _PERSONAL.search(plain)
    if told and not (_ROLE.fullmatch(told.group()) and _NUMBER_OF.search(plain)):
        return "Its name says that it is about a person or a home."
    if _OF_PEOPLE_ONLY.search(plain) and not _NO_PERSON.search(plain):
        return "Its name says that it holds names."
    return ""


def personal_cell(cells: Iterable[str]) -> str:
    """Return what a column holds that tells who somebody is, as a sentence; "" when nothing was found."""
    for cell in cells:
        if _ANY.search(cell):
            for pattern, what in _FOUND:
                if pattern.search(cell):
                    return f"It holds {what}."
    return ""


def refuse_personal(words: str, what: str) -> None:
    """Raise when words that a report keeps tell who somebody is (InputError); `what` they are, as a name."""
    found = personal_cell([words])
    if found:
        raise InputError(f"{found.replace('It', what, 1)} Take it out: a report names nobody.")


_FOUND = (
    (_EMAIL, "an e-mail address"),
    (_INSURANCE, "a National Insurance number"),
    (_PHONE, "a phone number"),
    (_POSTCODE, "a full postcode"),
)
