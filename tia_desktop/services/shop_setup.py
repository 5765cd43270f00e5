"""Before the first mystery shop: staff are told, and stories are chosen."""

from __future__ import annotations

from typing import Any

from tia_desktop.domain.changes import Edit
from tia_desktop.domain.dates import iso_day
from tia_desktop.domain.errors import InputError
from tia_desktop.domain.records import CheckField, RealityCheck, Scalar
from tia_desktop.domain.shop_records import STAFF_TOLD, TOLD, TOLD_FIELD, ShoppingNotice, ShopScenario
from tia_desktop.domain.shops import ShopLibrary, scenario_values
from tia_desktop.domain.text import one_line
from tia_desktop.services.shop_values import tested_channel
from tia_desktop.services.workspace import Workspace

# ---- staff are told


def staff_told(ws: Workspace) -> ShoppingNotice | None:
    """Return when and how staff were told that shopping will happen; None before that."""
    found = ws.store.get(ShoppingNotice, STAFF_TOLD)
    return found if found and found.told_on else None


def tell_staff(ws: Workspace, how: str, on: str = "", *, origin: str = "") -> ShoppingNotice:
    """Note that staff were told that shopping will happen, not when. Without a day: today.

    Raises:
        InputError: nothing says how, or the day is no date or still to come.
    """
    today = ws.store.now()[:10]
    day = iso_day(on) or today
    if not how.strip():
        raise InputError("Say how staff were told, such as “by the director, at the staff meeting”.")
    if day > today:
        raise InputError(f"{day} is still to come. Come back when staff have been told.")
    values: dict[str, Scalar] = {"told_on": day, "told_how": how.strip(), "author": ws.author}
    edits = [Edit(ShoppingNotice, STAFF_TOLD, values)]
    # Where a check says "not yet", it is said now; one that says nothing takes it from here.
    late = [f for f in ws.store.find(CheckField, field_id=TOLD_FIELD) if f.value not in ("", TOLD)]
    edits += [Edit(CheckField, field.id, {"value": TOLD}) for field in late]
    ws.store.record(edits, author=ws.author, origin=origin)
    return ws.need(ShoppingNotice, STAFF_TOLD)


def told_by_a_check(ws: Workspace) -> RealityCheck | None:
    """Return a check whose first page says that staff have been told; None when none does."""
    said = next((f for f in ws.store.find(CheckField, field_id=TOLD_FIELD) if f.value == TOLD), None)
    return ws.store.get(RealityCheck, said.check_id) if said else None


def refuse_before_staff_are_told(ws: Workspace, begins: str) -> None:
    """Raise when a shop would begin before staff were told that shopping will happen."""
    notice = staff_told(ws)
    if notice is None:
        raise InputError(
            "Before the first shop, staff must be told that shopping will happen, not when: "
            "note first when and how they were told."
        )
    if notice.told_on > begins[:10]:
        raise InputError(
            f"Staff were told on {notice.told_on}, after this shop began. Correct one of the two dates."
        )


# ---- stories


def scenarios(ws: Workspace) -> list[ShopScenario]:
    """Return the stories of this inspection: those used so far, and the team's own."""
    return ws.store.find(ShopScenario)


def add_scenario(
    ws: Workspace,
    title: str,
    channel: str,
    story: str,
    ask: str,
    right_answer: str = "",
    *,
    is_complaint: bool = False,
) -> str:
    """Keep a story of the team's own and return its id.

    Raises:
        InputError: something is missing, or another story has the title.
    """
    tested_channel(channel)
    for text, what in ((title, "a title"), (story, "the story"), (ask, "the question to ask")):
        if not text.strip():
            raise InputError(f"A story for shopping needs {what}. Use nothing from a real tenant.")
    if any(_key(s.title) == _key(title) for s in scenarios(ws)):
        raise InputError(f"There is a story “{one_line(title, 60)}” already. Give this one another title.")
    made = ws.store.new_id()
    values: dict[str, Scalar] = {
        "title": title.strip(),
        "channel": channel,
        "story": story.strip(),
        "ask": ask.strip(),
        "right_answer": right_answer.strip(),
        "is_complaint": is_complaint,
    }
    ws.store.record([Edit(ShopScenario, made, values)], author=ws.author)
    return made


def find_scenario(ws: Workspace, library: ShopLibrary, name: str) -> tuple[ShopScenario, list[Edit]]:
    """Return a story by its id or title, and the edit that copies it into the inspection if needed.

    Raises:
        InputError: there is none.
    """
    wanted = _key(name)
    for kept in scenarios(ws):
        if name in (kept.id, kept.library_id) or wanted == _key(kept.title):
            return kept, []
    for found in library.scenarios:
        if name == found.id or wanted == _key(found.title):
            values, made = scenario_values(found, library.edition), ws.store.new_id()
            fields: dict[str, Any] = dict(values)
            return ShopScenario(id=made, **fields), [Edit(ShopScenario, made, values)]
    raise InputError(
        f"There is no story “{one_line(name, 60)}”. Choose one of the library, or write one of your own."
    )


def _key(title: str) -> str:
    return " ".join(title.casefold().split())
