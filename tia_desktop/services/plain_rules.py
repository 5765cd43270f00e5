"""Rules of the 2003 guidance in plain words, for the plan; the pack keeps the guidance's own."""

from __future__ import annotations

PLAIN = {
    "indicative.when": (
        "A first inspection like this is a good idea. The best time is after the council’s own reviews of "
        "the service (Best Value reviews), and before the homes go over to the ALMO."
    ),
    "indicative.what": (
        "It gives the service a score and lists what has to get better. It can cost a fee. It is arranged "
        "with the Relationship Manager."
    ),
    "timing.re_inspection": (
        "If the score is too low for the extra money, a date for another inspection is agreed with the "
        "council. It comes six months after the report is published, or later. The letter with the score "
        "does not count."
    ),
    "indicative.whole_service": (
        "The whole service was good or excellent, with at least promising prospects. So this inspection "
        "looks most at how the landlord is led. For the service it only tests that the standard has held, "
        "and that what was recommended is done."
    ),
    "indicative.part_service": (
        "A part was good or excellent: that part is only looked at lightly. All the rest, and what was "
        "poor or fair, is looked at in full."
    ),
    "tmo.all_residents": (
        "The service to everybody counts, also to tenants who manage their own homes (TMOs). Who manages "
        "what is taken into account."
    ),
    "partial_almo.one_each": (
        "Each ALMO of this council has its own inspection. Where a central office does some of the work, "
        "that is looked at too."
    ),
    "partial_almo.combined_indicators": (
        "The council gives one set of figures each year for all its ALMOs. Each ALMO looks at its own "
        "figures and compares them with others."
    ),
    "reality_checks.depth": (
        "How many checks there are, and how deep they go, depends in part on how well the landlord checks "
        "its own work."
    ),
}
"""Rule id -> what it says, for the rules that `facts.focus` names."""
