"""Commands that judge, say what helps and hinders, and release the judgements to moderation."""

from __future__ import annotations

from pathlib import Path

import click

from tia_desktop.cli.root import FILE, talk_to, tia
from tia_desktop.cli.talk import Talk
from tia_desktop.domain.conclude_records import SCOPES_OF_DRIVERS
from tia_desktop.domain.errors import InputError


@tia.command()
@FILE
@click.argument("judgement")
@click.option("--rating", required=True, help="A level of the judgement's scale, such as good.")
@click.option("--reason", required=True, help="Why.")
@click.option("--finding", multiple=True, metavar="ID", help="A finding that decided it. Can be given again.")
@click.option("--because", default="", help="What changed your view, when another level was judged before.")
@talk_to
def judge(
    talk: Talk,
    file: Path,
    judgement: str,
    rating: str,
    reason: str,
    finding: tuple[str, ...],
    because: str,
) -> None:
    """Record a judgement (j1 or j2): what you chose, why, and the findings that decided it."""
    from tia_desktop.services.judging import judge as decide
    from tia_desktop.services.judging import leaves

    with talk.opened(file, write=True) as ws:
        spec = ws.pack.judgement(judgement)
        level = spec.level(rating)
        if leaves(ws, spec.id, rating) and not because.strip():
            raise InputError("Another level was judged before. Say what changed your view: --because.")
        decide(ws, judgement, rating, reason, finding, because=because)
    document = {"id": spec.id, "rating": rating, "reason": reason, "findings": list(finding)}
    talk.done(document, [f"{spec.title} {level.word}."])


@tia.command()
@FILE
@click.option("--text", required=True, help="What most helps improvement, or most hinders it.")
@click.option("--driver", "kind", flag_value="driver", help="It helps.")
@click.option("--barrier", "kind", flag_value="barrier", help="It hinders.")
@click.option(
    "--scope",
    required=True,
    type=click.Choice(SCOPES_OF_DRIVERS),
    help="Tied to the service, or corporate.",
)
@click.option("--finding", multiple=True, metavar="ID", help="A finding that shows it. Can be given again.")
@talk_to
def add_driver(
    talk: Talk, file: Path, text: str, kind: str | None, scope: str, finding: tuple[str, ...]
) -> None:
    """Write down a driver of improvement or a barrier to it, and print its id."""
    from tia_desktop.services.drivers import add_driver as write_down

    if not kind:
        raise InputError("Say whether it helps or hinders improvement: --driver or --barrier.")
    with talk.opened(file, write=True) as ws:
        made = write_down(ws, text, is_barrier=kind == "barrier", scope=scope, findings=finding)
    talk.done({"id": made}, [made])


@tia.command()
@FILE
@talk_to
def release(talk: Talk, file: Path) -> None:
    """Release the judgements to moderation. Refused while something stands in the way (see check)."""
    from tia_desktop.domain.conclude_records import Release
    from tia_desktop.services import releasing

    with talk.opened(file, write=True) as ws:
        made = ws.need(Release, releasing.release(ws))
    document = {
        "id": made.id,
        "levels": releasing.levels_of(made),
        "fingerprint": releasing.whole_of(made),
        "released_at": made.released_at,
    }
    talk.done(document, ["Released to moderation.", f"Fingerprint: {releasing.whole_of(made)}"])
