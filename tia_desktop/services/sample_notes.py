"""The notes of the sample inspection. Every place and person in them is invented."""

from __future__ import annotations

from dataclasses import dataclass

AIMS, MEETS, COMPARE = "j1.kq1", "j1.kq2", "j1.kq3"
BETTER, PLANS, DELIVER = "j2.kq1", "j2.kq2", "j2.kq3"


@dataclass(frozen=True, slots=True)
class SampleNote:
    """A note to keep. Empty `how`, `source` and `place` take the check's own; `item` is its number."""

    key: str
    check: str
    day: int
    time: str
    text: str
    questions: tuple[str, ...]
    rating: str = ""
    item: int = 0
    how: str = ""
    source: str = ""
    place: str = ""
    areas: tuple[str, ...] = ()
    value: str = ""
    exact: bool = False


# Elm Park is still going on: these are answers to its first questions, given today.
ELM_PARK = (
    SampleNote(
        "elm-door", "elm", 8, "",
        "The panel at Block C is dead. The door stands open. A woman told us it has been like this for "
        "three weeks.",
        (), rating="no", item=1, place="Block C, entrance", areas=("estate",),
    ),
    SampleNote(
        "elm-lobby", "elm", 8, "",
        "Mud on the floor and leaflets behind the door.",
        (), rating="weak", item=2, place="Block C, entrance", areas=("estate",),
    ),
    SampleNote(
        "elm-stairs", "elm", 8, "",
        "Stairs sticky on floors 2 to 4. The cleaning sheet was last signed 23 days ago. The landlord’s "
        "standard says every week.",
        (), rating="very_weak", item=3, place="Block C, stairs", areas=("estate",),
    ),
    SampleNote(
        "elm-walls", "elm", 8, "",
        "",
        (), rating="ok", item=4, place="Block C, stairs",
    ),
    SampleNote(
        "elm-lights", "elm", 8, "",
        "Two of 16 lights are out, both on floor 3.",
        (), rating="weak", item=5, place="Block C, stairs", value="2",
    ),
    SampleNote(
        "elm-board", "elm", 8, "",
        "This month’s newsletter and the repairs number are up.",
        (), rating="yes", item=6, place="Block C, lobby",
    ),
)  # fmt: skip

NOTES = (
    SampleNote(
        "east-mill", "east", 1, "10:05",
        "Mill Lane, block 2: stairs swept and mopped. The sheet was signed this week.",
        (MEETS,), rating="ok", item=3, place="Mill Lane, block 2", areas=("estate",),
    ),
    SampleNote(
        "east-ash", "east", 1, "11:10",
        "Ash Court: dust and cobwebs on every ledge. A resident sweeps the landing herself.",
        (MEETS, COMPARE), rating="weak", item=4, place="Ash Court", areas=("estate",),
    ),
    SampleNote(
        "east-station", "east", 1, "13:40",
        "Station Road flats: bin store full, six bags on the ground. It smells at the front door.",
        (MEETS,), rating="very_weak", item=10, place="Station Road flats", areas=("estate",),
    ),
    SampleNote(
        "east-canal", "east", 1, "14:35",
        "Canal Side: grass cut, beds weeded, no litter at all.",
        (MEETS,), rating="very_good", item=11, place="Canal Side", areas=("estate",),
    ),
    SampleNote(
        "east-sheet", "east", 1, "15:05",
        "Cleaning sheets at Ash Court and Station Road: 9 of 24 weekly visits have no signature.",
        (MEETS,), how="read", source="document", place="Caretakers’ office", areas=("estate",),
    ),
    SampleNote(
        "board-aims", "board", 0, "09:30",
        "The chair named three aims without looking: homes, repairs, tenants’ say. They match the "
        "delivery plan.",
        (AIMS,), rating="yes", item=1,
    ),
    SampleNote(
        "board-standards", "board", 0, "09:55",
        "Both tenant members said the service standards were rewritten by a group of 14 tenants last "
        "year.",
        (AIMS,), rating="yes", item=2, areas=("tp",),
    ),
    SampleNote(
        "board-plan", "board", 0, "10:20",
        "The chair showed us the improvement plan and the money set aside for each part of it.",
        (PLANS,),
    ),
    SampleNote(
        "board-reports", "board", 0, "10:40",
        "Progress on the plan comes to the board twice a year. Between those meetings “we trust the "
        "officers”.",
        (DELIVER,), item=6, exact=True,
    ),
    SampleNote(
        "board-training", "board", 0, "11:00",
        "All 15 members had training on finance. Nobody had training on how to follow a plan.",
        (DELIVER,), item=8,
    ),
    SampleNote(
        "meeting-papers", "meeting", 2, "18:05",
        "Papers went out a week before, 41 pages, with a one-page summary in plain words.",
        (MEETS,), rating="yes", item=1,
    ),
    SampleNote(
        "meeting-tenants", "meeting", 2, "18:30",
        "Tenant members asked nine of the 21 questions and got full answers.",
        (MEETS, DELIVER), rating="fully", item=7, areas=("tp",),
    ),
    SampleNote(
        "meeting-figures", "meeting", 2, "18:50",
        "The table of figures was noted without a question, though re-let times went up for the third "
        "quarter.",
        (DELIVER,), rating="no", item=8,
    ),
    SampleNote(
        "meeting-actions", "meeting", 2, "19:20",
        "The minutes of the last meeting list six actions. Two were mentioned tonight.",
        (DELIVER,), rating="no", item=12, how="read", source="document",
    ),
    SampleNote(
        "man-standards", "managers", 1, "09:15",
        "The customer manager explained who agreed each standard and gave us the leaflet tenants wrote.",
        (AIMS,), rating="yes", item=1,
    ),
    SampleNote(
        "man-repairs", "managers", 1, "09:40",
        "The repairs manager gave last month’s figure from memory: 96 in 100 urgent jobs on time.",
        (MEETS,), rating="yes", item=2, areas=("stock",),
    ),
    SampleNote(
        "man-costs", "managers", 1, "10:00",
        "Managers compare costs with nine other landlords each year. Nobody could say what changed "
        "because of it.",
        (COMPARE,), item=6,
    ),
    SampleNote(
        "man-complaints", "managers", 1, "10:25",
        "After 31 complaints about missed visits, tenants now get a text the day before. Shown on "
        "screen.",
        (BETTER,), rating="yes", item=5,
    ),
    SampleNote(
        "man-plan", "managers", 1, "10:50",
        "The improvement plan has 28 actions. Each has an owner, a date and a cost.",
        (PLANS,), rating="yes", item=4, how="read", source="document",
    ),
    SampleNote(
        "man-planteam", "managers", 1, "11:05",
        "The lettings manager helped to write her part of the plan and knew its dates.",
        (PLANS,),
    ),
    SampleNote(
        "man-gaps", "managers", 1, "11:20",
        "Two surveyor posts have been empty since spring. A temporary person starts next month.",
        (DELIVER,), rating="yes", item=9,
    ),
    SampleNote(
        "man-planold", "managers", 1, "11:30",
        "Last year’s plan had 40 actions and no costs.",
        (PLANS,), how="read", source="document",
    ),
    SampleNote(
        "ten-standards", "tenants", 3, "14:10",
        "Seven of nine people had seen the standards leaflet. Two had helped to write it.",
        (AIMS,), areas=("tp",),
    ),
    SampleNote(
        "ten-repairs", "tenants", 3, "14:25",
        "“The repair men are lovely. They wipe their feet and they ring first.” Six people agreed.",
        (MEETS,), rating="yes", item=4, areas=("stock",), exact=True,
    ),
    SampleNote(
        "ten-wait", "tenants", 3, "14:35",
        "One man waited nine weeks for a door that would not lock. He rang four times.",
        (MEETS,), rating="no", item=5, areas=("stock",),
    ),
    SampleNote(
        "ten-clean", "tenants", 3, "14:50",
        "Five people from three estates said the stairs are cleaned “when somebody complains”.",
        (MEETS,), rating="hardly", item=7, areas=("estate",),
    ),
    SampleNote(
        "ten-change", "tenants", 3, "15:10",
        "Two people said their complaint changed something: the text message, and new bins at Mill "
        "Lane.",
        (BETTER,), rating="mostly", item=12,
    ),
    SampleNote(
        "ten-better", "tenants", 3, "15:25",
        "Six of nine expect the service to get better next year.",
        (BETTER,), rating="yes", item=15,
    ),
    SampleNote(
        "case-urgent", "cases", 2, "09:30",
        "Urgent repairs, 12 files drawn by lot: 11 finished on time. The late one waited for a part.",
        (MEETS,), rating="yes", item=18, areas=("stock",),
    ),
    SampleNote(
        "case-appoint", "cases", 2, "10:15",
        "The same 12 files: 10 appointments kept, 1 changed by the tenant, 1 missed.",
        (MEETS,), rating="yes", item=17, areas=("stock",),
    ),
    SampleNote(
        "case-relet", "cases", 2, "11:00",
        "Ten lettings drawn by lot: on average 52 days from keys in to keys out. The slowest took 97.",
        (COMPARE,), item=28, value="52", areas=("estate",),
    ),
    SampleNote(
        "case-keys", "cases", 2, "11:30",
        "In seven of the ten lettings the file waited more than ten days for a first inspection.",
        (COMPARE,), areas=("estate",),
    ),
    SampleNote(
        "case-report", "cases", 2, "11:50",
        "The monthly lettings report shows 52 days too. The best quarter of similar councils take 43.",
        (COMPARE,), areas=("estate",),
    ),
    SampleNote(
        "case-clean", "cases", 2, "13:30",
        "17 complaints about cleaning in six months, 12 of them from three estates.",
        (MEETS,), areas=("estate",),
    ),
    SampleNote(
        "case-learning", "cases", 2, "14:10",
        "The complaints log has a column “what we changed”. It is filled in for 26 of 30 cases.",
        (BETTER,), rating="yes", item=13,
    ),
    SampleNote(
        "case-late", "cases", 2, "14:40",
        "Eight of ten complaint answers came in time. Both late ones said sorry and why.",
        (MEETS, BETTER), rating="no", item=5,
    ),
    SampleNote(
        "empty-gas", "empty", 4, "10:00",
        "All five homes had a gas record in date, on the kitchen worktop.",
        (MEETS,), rating="yes", item=1, areas=("stock",),
    ),
    SampleNote(
        "empty-clean", "empty", 4, "10:40",
        "Four homes clean and cleared. In Ash Court 12 there was rubbish in the garden.",
        (MEETS,), rating="ok", item=16, areas=("estate",),
    ),
    SampleNote(
        "empty-list", "empty", 4, "11:15",
        "Works promised after the move are listed with dates in all five.",
        (MEETS, COMPARE), rating="yes", item=18,
    ),
    SampleNote(
        "shop-ring", "shop", 0, "10:02",
        "Repairs line, first call: answered after four rings, name and service given.",
        (MEETS,), rating="yes", item=4, areas=("stock",),
    ),
    SampleNote(
        "shop-right", "shop", 0, "10:08",
        "Asked about a dripping tap: right answer, a choice of two dates, a reference number.",
        (MEETS, COMPARE), rating="yes", item=6, areas=("stock",),
    ),
    SampleNote(
        "shop-complaint", "shop", 0, "15:20",
        "Said we were not happy with a fence. The person asked “would you like to make a complaint?” "
        "and explained the stages.",
        (MEETS, BETTER), rating="yes", item=21, exact=True,
    ),
    SampleNote(
        "inbox-poster", "", 3, "13:50",
        "Poster in the hall: next tenants’ meeting is on a Friday afternoon. Who can come then?",
        (AIMS,), source="tenant", place="Canal Street hall", areas=("tp",),
    ),
    SampleNote(
        "inbox-ramp", "", 4, "09:40",
        "The ramp at the side door of Riverside House was blocked by a van.",
        (MEETS,), source="staff", place="Riverside House",
    ),
)  # fmt: skip
