"""Commands that write findings and put evidence behind them."""

from __future__ import annotations

from math import isfinite
from pathlib import Path

import click

from tia_desktop.cli.root import FILE, talk_to, tia
from tia_desktop.cli.talk import Talk
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.records import POLARITIES, STANCES, WEIGHTS, EvidenceLink, link_id
from tia_desktop.domain.text import count_of

_STANCE = click.option(
    "--stance",
    type=click.Choice(STANCES),
    default="supports",
    show_default=True,
    help="How the note bears on it.",
)


@tia.command()
@FILE
@click.option("--text", required=True, help="The finding as one sentence.")
@click.option(
    "--key-question", multiple=True, required=True, metavar="ID", help="Such as j1.kq2. Can be given again."
)
@click.option("--strength", "polarity", flag_value="strength", help="It is a strength.")
@click.option("--weakness", "polarity", flag_value="weakness", help="It is a weakness.")
@click.option("--note", multiple=True, metavar="ID", help="A note that carries it. Can be given again.")
@click.option("--area", default="", metavar="ID", help="The service area it is about.")
@click.option("--sub-question", default="", metavar="ID", help="The part of a key question, such as 2.1.")
@click.option("--weight", type=click.Choice(WEIGHTS), default=None, help="How much it weighs, as you see it.")
@click.option("--draft", is_flag=True, help="It is not final yet.")
@_STANCE
@talk_to
def add_finding(
    talk: Talk,
    file: Path,
    text: str,
    key_question: tuple[str, ...],
    polarity: str | None,
    note: tuple[str, ...],
    area: str,
    sub_question: str,
    weight: str | None,
    draft: bool,
    stance: str,
) -> None:
    """Write a finding and print its id."""
    from tia_desktop.services.conclude import record_finding

    if not polarity:
        raise InputError("Say whether the finding is a strength or a weakness: --strength or --weakness.")
    with talk.opened(file, write=True) as ws:
        made = record_finding(
            ws, text, polarity, key_question, notes=note, stance=stance, area_id=area,
            sub_question=sub_question, weight=weight or "", draft=draft,
        )  # fmt: skip
    talk.done({"id": made}, [made])


@tia.command()
@FILE
@click.argument("finding")
@click.argument("notes", metavar="NOTE...", nargs=-1, required=True)
@_STANCE
@talk_to
def link(talk: Talk, file: Path, finding: str, notes: tuple[str, ...], stance: str) -> None:
    """Put notes behind a finding. A note that is there already changes its stance."""
    from tia_desktop.services.conclude import link_evidence

    with talk.opened(file, write=True) as ws:
        link_evidence(ws, finding, notes, stance)
    document = {"finding": finding, "notes": list(notes), "stance": stance}
    talk.done(document, [f"{count_of(len(notes), 'note')} linked ({stance})."])


@tia.command()
@FILE
@click.argument("finding")
@click.argument("note")
@talk_to
def unlink(talk: Talk, file: Path, finding: str, note: str) -> None:
    """Take a note out of a finding. Both stay."""
    from tia_desktop.services.conclude import unlink_evidence

    with talk.opened(file, write=True) as ws:
        if ws.store.get(EvidenceLink, link_id(finding, note)) is None:
            raise InputError("This note is not behind this finding. Look up both ids and try again.")
        unlink_evidence(ws, finding, note)
    talk.done({"finding": finding, "note": note}, ["The note was taken out of the finding."])


@tia.command()
@FILE
@click.argument("finding")
@click.argument("note")
@click.option("--text", required=True, help="Why the finding holds all the same. Empty takes it back.")
@talk_to
def answer_contradiction(talk: Talk, file: Path, finding: str, note: str, text: str) -> None:
    """Answer a note that contradicts a finding."""
    from tia_desktop.services.conclude import answer_contradiction as keep

    with talk.opened(file, write=True) as ws:
        keep(ws, finding, note, text)
    said = "The answer is kept." if text.strip() else "The answer was taken back."
    talk.done({"finding": finding, "note": note, "answer": text.strip()}, [said])


@tia.command()
@FILE
@click.argument("into")
@click.argument("others", metavar="OTHER...", nargs=-1, required=True)
@talk_to
def merge_findings(talk: Talk, file: Path, into: str, others: tuple[str, ...]) -> None:
    """Make one finding of several. INTO keeps its words; the others go, and their notes move to it."""
    from tia_desktop.services.grouping import merge_findings as merge

    with talk.opened(file, write=True) as ws:
        merge(ws, into, others)
        notes = ws.store.count(EvidenceLink, finding_id=into)
    document = {"id": into, "merged": list(others), "notes": notes}
    talk.done(document, [f"Merged. The finding has {count_of(notes, 'note')} now."])


@tia.command()
@FILE
@click.argument("finding")
@click.argument("notes", metavar="NOTE...", nargs=-1, required=True)
@click.option("--text", required=True, help="The new finding as one sentence.")
@click.option("--polarity", type=click.Choice(POLARITIES), help="What it is. [default: as before]")
@talk_to
def split_finding(
    talk: Talk, file: Path, finding: str, notes: tuple[str, ...], text: str, polarity: str | None
) -> None:
    """Make a finding of its own out of some notes of another, and print its id."""
    from tia_desktop.domain.records import Finding
    from tia_desktop.services.grouping import split_finding as split

    with talk.opened(file, write=True) as ws:
        made = split(ws, finding, notes, text, polarity or ws.need(Finding, finding).polarity)
    talk.done({"id": made, "notes": list(notes)}, [made])


@tia.command()
@FILE
@click.argument("code")
@click.option("--value", type=float, required=True, help="The figure.")
@click.option("--period", required=True, help="Which period it is for, such as 2002/03.")
@click.option("--source", required=True, help="Where it comes from.")
@talk_to
def add_indicator(talk: Talk, file: Path, code: str, value: float, period: str, source: str) -> None:
    """Keep a value of a performance indicator, such as “BVPI 66a”, and print its id."""
    from tia_desktop.services.indicators import record_indicator

    if not isfinite(value):
        raise InputError("The value is not an ordinary number.")
    with talk.opened(file, write=True) as ws:
        made = record_indicator(ws, code, value, period, source)
    talk.done({"id": made}, [made])
