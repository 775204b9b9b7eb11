"""A made-up year with something of everything that reports print, as the server gives it to a chair."""

from typing import Any

from app.domain.fields import GROUPS, REGIONS
from app.domain.records import Record
from tests.builders import AT, proposal, record, round_, version
from tests.chairs import comment, review

ROUND = "first"
MEETING = "call"
PEOPLE = ("chair", "cora", *(f"member{number:02}" for number in range(1, 31)))
PROPOSALS = tuple(f"idea{number:02}" for number in range(1, 13))
TITLES = (
    "Local content for small languages", "Who pays for the last mile", "Names in every script",
    "Undersea cables and who mends them", "Children and advertising", "Records that last",
    "Schools without a line", "Trust between operators", "Open maps for harbours",
    "Elections and rumours", "Energy of data centres", "Community networks",
)  # fmt: skip
OUTCOMES = ("supported", "supported_if_merged", "come_back", "not_this_year")
SAID = "The proposal says whom it reaches, but not how anybody would know that it did."


def records() -> list[Record]:
    return [
        record("cycle", "orchard2030", title="Orchard 2030"),
        round_(ROUND, capacity=6, merges=True, stances=[
            {"key": "support", "title": "Support"}, {"key": "changes", "title": "Changes"},
            {"key": "object", "title": "Object"},
        ]),
        round_(
            "second", title="Second reading", kind="scored", status="draft",
            overall={"min": 1, "max": 5}, deadlines=[{"what": "", "at": "2030-04-01T10:00:00Z"}],
        ),
        *_people(), *_papers(), *_reviews(), *_remarks(), *_decisions(), *_meeting(), *_dates(),
        *_contributions(),
    ]  # fmt: skip


def _people() -> list[Record]:
    return [
        record("members", each, name=each.title(), role="chair" if each in PEOPLE[:2] else "member",
               group=GROUPS[number % 6], region=REGIONS[number % 5], affiliation="Some office")
        for number, each in enumerate(PEOPLE)
    ]  # fmt: skip


def _papers() -> list[Record]:
    found: list[Record] = []
    for number, (id, title) in enumerate(zip(PROPOSALS, TITLES, strict=True)):
        newest = 2 if number == 0 else 1
        found.append(
            proposal(
                id, newest, code=f"P-{number + 1}", title=title, theme=("access", "trust")[number % 2],
                summary="In short: it can be done.",
                status="withdrawn" if number == 11 else "open",
                proponents=[{"name": "Ann Root", "affiliation": "Root and Branch",
                             "group": GROUPS[number % 6], "region": REGIONS[number % 5]}],
                related=[{"proposal": PROPOSALS[number - 1], "kind": "overlaps"}],
            )
        )  # fmt: skip
        found += [
            version(id, each, "Apples fall far from the tree.") for each in (1, newest)[:newest]
        ]
    assert found[2].data is not None
    found[2].data.update(note="The second part is new.")
    return found


def _reviews() -> list[Record]:
    found: list[Record] = []
    for at, about in enumerate(PROPOSALS[:-2]):
        for number, account in enumerate(PEOPLE[2 : 6 + at * 2]):
            more: dict[str, Any] = {"scores": {"reach": (number + at) % 5 + 1}}
            if number == 1:
                more = {"recused": "proponent"}
            elif number == 2:
                more = {"no_expertise": True}
            elif number == 3:
                more |= {"comment": "All in all it is ripe.", "reasons": ["Too broad"],
                         "merge_with": [PROPOSALS[at - 1]]}  # fmt: skip
            stance = ("support", "changes", "object")[(number + at) % 3]
            words = SAID if number % 2 else f"{SAID} Point {number}."
            found.append(review(account, words, stance, about, **more))
    late = found[0]
    assert late.data is not None
    late.data.update(written_at="2030-03-01T00:00:00Z", version=1)
    return found


def _remarks() -> list[Record]:
    def about(id: str) -> dict[str, Any]:
        return {"about": {"kind": "proposal", "id": id, "version": 1}}

    return [
        comment("c1", "member01", "Far from which tree?", "fall far", **about("idea01")),
        comment("c2", "member02", "From any.", **about("idea01"), reply_to="c1"),
        comment("c3", "chair", "A word of my own.", "Apples", **about("idea02")),
        comment("q1", "member03", "Who pays?", kind="question", **about("idea01")),
        comment("q2", "member04", "Who pays for it?", kind="question", **about("idea02"),
                question_state="answered"),
        comment("q3", "member05", "Who pays for it?", kind="question", **about("idea03"),
                question_state="not_satisfied"),
        comment("e1", "member06", "It says so itself.", "the tree", kind="evidence",
                **about("idea01"), criterion="need"),
        comment("g1", "member07", "Fewer forms, please.", about=None),
        comment("d1", "member08", "Which year?", about={"kind": "document", "id": "plan", "version": 1}),
        Record("comments", "m1", 1, "member09", ("members",), {
            "about": {"kind": "proposal", "id": "idea04", "version": 1}, "kind": "comment",
            "text": "Said on the phone.", "written_at": AT, "anchor": None,
            "via": "call", "via_at": AT,
        }),
    ]  # fmt: skip


def _decisions() -> list[Record]:
    found: list[Record] = []
    for number, about in enumerate(PROPOSALS[:9]):
        outcome = OUTCOMES[number % 4]
        more: dict[str, Any] = {"released_at": "2030-02-20T00:00:00Z"} if number < 6 else {}
        if number == 5:
            more["merge_with"] = [PROPOSALS[3]]
        if number == 0:
            more |= {"condition": "it names its speakers", "changed_at": "2030-02-22T00:00:00Z"}
        found.append(
            record("decisions", f"decision-{about}", 1, "chair", ("members",), proposal=about,
                   round=ROUND, outcome=outcome, reason="Clear, and in reach.", at="2030-02-19",
                   channel=("meeting", "list", "online", "call", "in_person", "mail", "chat")[number % 7],
                   **more)
        )  # fmt: skip
    counts = {"no_objection": 7, "object": 1, "more_time": 2, "conflict": 1, "silent": 3}
    return [
        *found,
        record("decisions", "dates", kind="online", title="Dates", text="We meet in May.", aoe=True,
               closes_at="2030-02-10T11:59:59Z", closed_at="2030-02-11T00:00:00Z", outcome="adopted",
               counts=counts, reason="Nobody minded."),
        record("decisions", "place", kind="online", title="Place", text="We meet by the sea.",
               closes_at="2030-03-10T11:59:59Z"),
    ]  # fmt: skip


def _meeting() -> list[Record]:
    people = [
        {"id": "a", "member": "member01", "name": "Member01", "state": "present"},
        {"id": "b", "member": "chair", "name": "Chair", "state": "present"},
        {"id": "c", "name": "Gus Guest", "kind": "guest", "state": "present"},
        {"id": "d", "name": "Oda Observer", "kind": "observer", "state": "present"},
        {"id": "e", "member": "member02", "name": "Member02", "state": "apologies"},
        {"id": "f", "member": "member03", "name": "Member03", "state": "left_early"},
    ]
    outputs = [{"title": "The plan as adopted", "link": "https://orchard.example/plan"}]
    return [
        record("meetings", MEETING, title="Fourth call", starts="2030-02-03T14:00:00Z",
               ends="2030-02-03T16:00:00Z", place="By the sea", status="adopted", attendance=people),
        record("meetings", "next", title="Fifth call", starts="2030-03-03T14:00:00Z"),
        record("items", "call-1", meeting=MEETING, label="1", position=1, title="Opening", minutes=5,
               lead="Chair", purpose="information", key_points="Everybody was welcomed."),
        record("items", "call-2", meeting=MEETING, label="2", position=2, title="Proposals", minutes=75,
               purpose="decision", proposals=["idea01"], documents=["plan"], outputs=outputs,
               key_points="Two were read."),
        record("items", "call-3", meeting=MEETING, label="3", position=3, title="Dates", minutes=12.5,
               purpose="discussion", carried_to="next"),
        record("documents", "plan", title="Plan of the year", meeting=MEETING,
               comments_by="2030-02-08T12:00:00Z"),
        record("documents", "map", title="Map of the harbour", meeting=MEETING),
        record("decisions", "taken", meeting=MEETING, item="call-2", title="The plan is adopted",
               text="The plan is adopted.", at="2030-02-03",
               objections=[{"id": "o", "who": "Member05", "text": "Too soon."}]),
        record("actions", "one", 1, "chair", text="Write it down", owner="member01", state="open",
               meeting=MEETING, item="call-2", due="2030-01-05T00:00:00Z"),
        record("actions", "two", 1, "chair", text="Ask the city", state="done", meeting=MEETING),
        record("actions", "three", 1, "chair", text="Paint the fence", owner="Bo", state="dropped"),
    ]  # fmt: skip


def _dates() -> list[Record]:
    moved = {"at": "2030-02-10T11:59:59Z", "on": "2030-01-20", "why": "more time asked for"}
    return [
        record("milestones", "due", title="Reviews", at="2030-02-11T11:59:59Z", kind="deadline",
               aoe=True, moved_from=[moved]),
        record("milestones", "out", title="Results", at="2030-03-10T09:00:00Z", kind="publication"),
        record("milestones", "old", title="Opening", at="2029-12-10T09:00:00Z", kind="meeting"),
    ]  # fmt: skip


def _contributions() -> list[Record]:
    return [
        record("contributions", f"k{number}", call=("stock", "themes")[number % 3 == 0],
               group=(*GROUPS, None)[number % 7], region=(*REGIONS, None)[number % 6],
               **{"from": f"Sender {number}"})
        for number in range(43)
    ]  # fmt: skip
