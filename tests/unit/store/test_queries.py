"""What the windows ask the store, and that no list asks once per row."""

import pytest

from app.actions import news, planning, searching, showing, status
from app.domain.audience import covers
from app.paths import Home
from app.store import (
    annotations,
    current,
    documents,
    facts,
    files,
    meetings,
    members,
    open_store,
    outbox,
    proposals,
    rounds,
    seen,
    tallies,
)
from tests.builders import (
    AT,
    CYCLE,
    clock,
    joined,
    proposal,
    record,
    round_,
    seed,
    send,
    statements,
    version,
    write,
)


def full(store, count):
    """Fill a store with `count` of everything."""
    joined(store)
    seed(store, record("cycle", CYCLE, title="Orchard cycle"), round_())
    for number in range(count):
        id = f"p{number}"
        about = {"kind": "proposal", "id": id}
        anchor = {"quote": {"exact": "Apples"}, "section": "s1"}
        seed(
            store,
            proposal(id, code=f"B{number}"),
            version(id, 1, "Apples and pears"),
            record("documents", f"d{number}", title="D", text={"sha256": f"{number}" * 64}),
            record("meetings", f"m{number}", starts=AT),
            record("items", f"i{number}", meeting="m0", title="I", position=number),
            record("members", f"member{number}", name="N", role="member"),
            record("comments", f"o{number}", 1, "nadia", about=about, anchor=anchor, text="x"),
        )
        write(store, "mine", f"c{number}", about=about, kind="question", anchor=anchor)
        outbox.put(
            store, "reviews", f"r{number}", {"proposal": id, "state": "submitted"},
            audience=("chairs",), written_at=AT,
        )  # fmt: skip
    return store


def listed(kind):
    return lambda store: showing.listed(store, Home(__file__), kind)


LISTS = {
    "proposals": proposals.listed,
    "newest versions": lambda store: proposals.newest_versions(store, ["p0", "p1", "p2"]),
    "versions": lambda store: proposals.versions(store, "p0"),
    "documents": documents.listed,
    "asked about": documents.asked_about,
    "meetings": meetings.listed,
    "agenda": lambda store: meetings.agenda(store, "m0"),
    "members": members.listed,
    "names": members.names,
    "unanswered": lambda store: members.unanswered(store, "first"),
    "rounds": rounds.listed,
    "reviews": lambda store: rounds.reviews(store, "first"),
    "marks of a paper": lambda store: annotations.on(store, "proposal", "p0"),
    "my marks": annotations.mine,
    "comments": annotations.comments,
    "questions": annotations.questions,
    "outbox": outbox.all_of,
    "to send": outbox.to_send,
    "deadlines": tallies.deadlines,
    "status": status.status,
    "what is new": news.unseen,
    "plan": lambda store: planning.plans(store, clock()),
    "missing texts": files.missing_texts,
    "list comments": listed("comments"),
    "list proposals": listed("proposals"),
    "list questions": listed("questions"),
    "list outbox": listed("outbox"),
    "search": lambda store: searching.index.search(store, "apples", lambda _: None),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_asks_as_often_for_three_rows_as_for_one(name, store, tmp_path):
    one, three = full(store, 1), full(open_store(tmp_path / "three.db"), 3)

    asked = [statements(each, LISTS[name]) for each in (one, three)]
    three.close()

    assert asked[0] == asked[1] > 0


def test_some_proposals_are_as_in_the_list_in_the_order_asked_for(store):
    full(store, 3)
    outbox.put(store, "reviews", "r1", {"proposal": "p1", "version": 1, "stance": "object"},
               audience=("chairs",), written_at=AT)  # fmt: skip

    listed = {row.id: row for row in proposals.listed(store, "first")}
    found = proposals.some(store, ["p2", "nowhere", "p1", "p2"])

    assert found == [listed["p2"], listed["p1"]]
    assert found[1].review_state == "submitted"
    assert proposals.one(store, "p1") == listed["p1"]
    assert proposals.one(store, "nowhere") is None


def test_a_proposal_shows_my_review_and_what_i_read(store):
    full(store, 2)
    seen.mark(store, "proposals", "p0", 1, AT)
    outbox.put(
        store, "reviews", "r0", {"proposal": "p0", "version": 1, "stance": "support", "overall": 4},
        audience=("chairs",), written_at=AT, home=True,
    )  # fmt: skip

    [first, second] = proposals.listed(store, "first")

    assert (first.review_state, first.stance, first.overall) == ("draft", "support", 4)
    assert (first.read_version, first.unread, first.changed) == (1, False, False)
    assert (second.review_state, second.unread) == ("submitted", True)
    assert proposals.listed(store, "second") == []
    assert proposals.one(store, "p1") == second
    assert proposals.one(store, "none") is None


BUSY = {
    "list of proposals": proposals.listed,
    "marks on another paper": lambda store: annotations.on(store, "proposal", "p1"),
}


@pytest.mark.parametrize("name", BUSY)
def test_what_is_asked_often_costs_no_more_with_many_marks(name, store):
    full(store, 2)
    before = work(store, BUSY[name])
    about = {"kind": "proposal", "id": "p0"}
    for number in range(200):
        write(store, "mine", f"n{number}", home=True, about=about)
        seed(store, record("comments", f"t{number}", 1, "nadia", about=about, text="x"))

    after = work(store, BUSY[name])

    assert after < before + 100


def work(store, ask):
    """Return how many instructions of SQLite `ask` takes: the same on every machine."""
    steps = []
    store.db.conn.set_progress_handler(lambda: steps.append(1), 1)
    ask(store)
    store.db.conn.set_progress_handler(None, 1)
    return len(steps)


def test_a_review_goes_from_draft_to_submitted_to_received(store):
    joined(seed(store, round_(), proposal()))

    def put(home):
        outbox.put(
            store, "reviews", "r", {"proposal": "trees", "version": 1},
            audience=("chairs",), written_at=AT, home=home,
        )  # fmt: skip
        return proposals.one(store, "trees").review_state

    states = [proposals.one(store, "trees").review_state, put(home=True), put(home=False)]
    [act] = send(store)
    seed(store, record("reviews", "r", 1, "omar", ("chairs",), **act.data))
    outbox.accepted(store, act, 1)

    assert [*states, proposals.one(store, "trees").review_state] == [
        None, "draft", "submitted", "received",
    ]  # fmt: skip


def test_a_new_version_makes_a_read_proposal_changed_and_a_review_outdated(store):
    joined(seed(store, round_(), proposal()))
    seen.mark(store, "proposals", "trees", 1, AT)
    outbox.put(
        store, "reviews", "r", {"proposal": "trees", "version": 1}, audience=(), written_at=AT
    )

    seed(store, proposal(version=2))

    row = proposals.one(store, "trees")
    assert (row.changed, row.review_outdated, row.unread) == (True, True, False)
    assert tallies.unread(store) == (0, 1)


def test_versions_are_told_apart_by_number(store):
    seed(store, *(version("trees", number, f"text {number}") for number in (1, 10, 9)))
    seed(store, proposal(version=10))

    assert [each.number for each in proposals.versions(store, "trees")] == [1, 9, 10]
    assert proposals.version(store, "trees").number == 10
    assert proposals.version(store, "trees", 9).sections[0].text == "text 9"
    assert proposals.version(store, "trees", 7) is None
    assert proposals.version(store, "none") is None
    assert proposals.newest_versions(store, ["trees", "none"])["trees"].number == 10


def test_the_newest_version_that_is_here_is_shown_until_a_newer_arrives(store):
    seed(store, proposal(version=3), version("trees", 1, "one"), version("trees", 2, "two"))

    assert proposals.version(store, "trees").number == 2


def test_a_version_is_found_by_number_under_any_id(store):
    seed(store, record("versions", "odd-name", proposal="trees", number=2, sections=[]))

    assert proposals.version(store, "trees", 2).id == "odd-name"


def test_an_agenda_is_a_tree_and_loses_no_item(store):
    seed(
        store,
        record("items", "b", meeting="m", position=2, title="B"),
        record("items", "a", meeting="m", position=1, title="A"),
        record("items", "a1", meeting="m", position=1, title="A1", parent="a"),
        record("items", "lost", meeting="m", position=3, title="L", parent="unknown"),
        record("items", "self", meeting="m", position=4, title="S", parent="self"),
        record("items", "x", meeting="m", position=5, title="X", parent="y"),
        record("items", "y", meeting="m", position=6, title="Y", parent="x"),
        record("items", "other", meeting="n", title="O"),
    )

    tree = meetings.agenda(store, "m")

    assert [item.row.id for item in tree] == ["a", "b", "lost", "self", "x"]
    assert [child.row.id for child in tree[0].children] == ["a1"]
    assert [child.row.id for child in tree[4].children] == ["y"]


def test_the_latest_meeting_comes_first(store):
    seed(
        store,
        record("meetings", "old", starts="2030-01-01T00:00:00Z"),
        record("meetings", "new", starts="2030-02-01T00:00:00Z"),
    )

    assert [row.id for row in meetings.listed(store)] == ["new", "old"]


def test_who_has_not_answered_counts_what_was_submitted(store):
    joined(seed(store, round_(), proposal()), "omar")
    for account, role in (("omar", "member"), ("nadia", "chair"), ("quinn", "observer")):
        seed(store, record("members", account, name=account.title(), role=role))
    seed(store, record("members", "petra", name="Petra", role="member", status="left"))
    assert members.unanswered(store, "first") == ["nadia", "omar"]

    seed(store, record("reviews", "r1", 1, "omar", proposal="trees"))
    outbox.put(store, "reviews", "r1", {"proposal": "trees"}, audience=(), written_at=AT, home=True)

    assert members.unanswered(store, "first") == ["nadia"]
    assert members.names(store)["nadia"] == "Nadia"


def test_a_draft_over_a_received_review_does_not_hide_it_from_the_chair(store):
    joined(seed(store, round_(), proposal()))
    seed(store, record("reviews", "r1", 1, "omar", proposal="trees", comment="submitted"))
    outbox.put(
        store, "reviews", "r1", {"proposal": "trees", "comment": "draft"},
        audience=(), written_at=AT, home=True,
    )  # fmt: skip

    assert [row.data["comment"] for row in rounds.reviews(store, "first")] == ["submitted"]
    assert rounds.my_review(store, "trees").data["comment"] == "draft"


def test_a_review_that_never_left_the_desk_is_in_no_list(store):
    joined(seed(store, round_(), proposal()))
    outbox.put(store, "reviews", "r1", {"proposal": "trees"}, audience=(), written_at=AT, home=True)

    assert rounds.reviews(store, "first") == []
    assert rounds.my_review(store, "none") is None


def test_the_round_of_a_proposal_is_found(store):
    seed(store, round_(), proposal(), proposal("lost", round="none"))

    assert rounds.of_proposal(store, "trees").criterion("need").text == "required"
    assert rounds.of_proposal(store, "lost") is None
    assert rounds.one(store, "none") is None
    assert rounds.one(store, "first").title == "First reading"


def test_marks_are_listed_in_the_order_they_were_written(store):
    about = {"kind": "proposal", "id": "trees"}
    joined(seed(store, round_(), proposal()))
    write(store, "later", "a", about=about, written_at="2030-01-02")
    write(store, "earlier", "b", about=about, written_at="2030-01-01")
    seed(store, record("comments", "o", 1, "nadia", about=about, written_at="2030-01-03"))

    assert [row.id for row in annotations.on(store, "proposal", "trees")] == ["b", "a", "o"]
    assert [row.id for row in annotations.mine(store)] == ["b", "a"]
    assert [row.id for row in annotations.comments(store, "first")] == ["b", "a", "o"]
    assert annotations.comments(store, "second") == []
    assert annotations.questions(store) == []


def test_documents_tell_what_is_here(store):
    sha = "c" * 64
    seed(
        store,
        record(
            "documents", "d", title="Report", file={"sha256": "f" * 64, "size": 9000},
            text={"sha256": sha, "size": 30},
        ),
        record("documents", "e"),
        record("documents", "w", status="withdrawn", text={"sha256": "9" * 64, "size": 1}),
    )  # fmt: skip

    assert files.missing_texts(store) == [(sha, 30)]
    files.arrived(store, sha, "x", 30, 10, whole=False)
    assert not documents.one(store, "d").text_here
    files.arrived(store, sha, "x", 30, 30, whole=True)

    row = documents.one(store, "d")
    assert (row.text_here, row.file_here, row.size, row.text_size, row.title, row.read) == (
        True, False, 9000, 30, "Report", False,
    )  # fmt: skip
    assert (documents.one(store, "e").title, documents.one(store, "e").size) == ("e", 0)
    assert documents.one(store, "none") is None
    assert files.missing_texts(store) == []
    assert files.whole(store) == [sha]
    files.forget(store, sha)
    assert files.whole(store) == []


def test_what_waits_is_counted_by_state_and_bytes(store):
    write(store, "waits", "a")
    write(store, "draft", "b", home=True)
    write(store, "sent", "c")
    outbox.freeze(store, outbox.to_send(store)[1:])

    assert tallies.outbox_states(store) == {"home": 1, "sent": 1, "waiting": 1}
    assert tallies.waiting_bytes(store) == sum(act.size for act in outbox.to_send(store))
    assert tallies.unread(store) == (0, 0)


def test_deadlines_come_earliest_first(store):
    seed(
        store,
        round_("b", deadlines=[{"what": "late", "at": "2030-03-01T00:00:00Z"}]),
        round_("a", deadlines=[{"title": "early", "at": "2030-01-01T00:00:00Z", "aoe": True}]),
    )

    found = [(round, each.what, each.aoe) for round, each in tallies.deadlines(store)]

    assert found == [("a", "early", True), ("b", "late", False)]


def test_an_older_version_opened_later_is_no_news(store):
    seen.mark(store, "proposals", "p", 2, AT)
    seen.mark(store, "proposals", "p", 1, AT)
    seen.keep_place(store, "proposals", "p", {"section": "s1", "offset": 4})

    assert seen.version(store, "proposals", "p") == 2
    assert seen.place(store, "proposals", "p") == {"section": "s1", "offset": 4}
    assert seen.place(store, "proposals", "q") is None
    assert seen.version(store, "proposals", "q") is None


def test_a_profile_is_known_once_it_joined(store):
    assert facts.profile(store) is None
    facts.put(store, account="omar")
    assert facts.profile(store) is None

    joined(store)

    assert facts.profile(store).account == "omar"
    facts.put(store, account=None)
    assert facts.profile(store) is None
    assert facts.get(store, "none", "otherwise") == "otherwise"


def test_rows_show_as_the_command_line_tells_them(store):
    joined(store)
    write(store, "hello")

    flat = current.one(store, "comments", "c1").flat()

    assert flat == {
        "v": 1, "text": "hello", "id": "c1", "collection": "comments", "owner": "omar", "waiting": True,
        "revision": None, "readers": ["chairs"],
    }  # fmt: skip
    assert covers(flat["readers"], "chair", None)


def test_documents_that_the_member_is_asked_about_are_known(store):
    joined(store, "omar")
    document = {"title": "Paper", "text": {"sha256": "0" * 64, "size": 9}}
    seed(
        store,
        record("rounds", "now", status="open"),
        record("rounds", "past", status="closed"),
        record("proposals", "due", round="now", evidence=[
            {"from": "x", "document": "evidence"}, {"from": "y", "document": None}, "odd",
        ]),
        record("proposals", "done", round="now"),
        record("proposals", "past", round="past"),
        record("proposals", "gone", round="now", status="withdrawn"),
        record("workgroups", "mine", participants=["omar"], facilitators=[]),
        record("workgroups", "led", facilitators=["omar"]),
        record("workgroups", "theirs", participants=["petra"]),
        record("reviews", "r", 1, "omar", proposal="done"),
        record("reviews", "s", 1, "petra", proposal="due"),
        record("comments", "c", 1, "omar", about={"kind": "document", "id": "said"}),
        *(record("documents", f"of-{id}", proposal=id, **document)
          for id in ("due", "done", "past", "gone")),
        *(record("documents", f"by-{id}", group=id, **document) for id in ("mine", "led", "theirs")),
        record("documents", "evidence", **document),
        *(record("documents", id, status="draft for comment", **document) for id in ("draft", "said")),
        record("documents", "late", status="draft for comment", comments_by="2029-01-01T00:00:00Z"),
        record("documents", "off", status="withdrawn", proposal="due"),
        record("documents", "other", **document),
    )  # fmt: skip
    facts.put(store, last_exchange="2030-01-01T00:00:00Z")

    assert documents.asked_about(store) == {"of-due", "by-mine", "by-led", "evidence", "draft"}
    assert files.texts_of(store, {"draft", "late"}) == {"0" * 64}


def test_items_are_called_by_the_number_that_is_counted_now(store):
    joined(store)
    seed(
        store,
        record("meetings", "call", numbering="numbers"),
        record("items", "trees", meeting="call", label="7", title="Trees", position=2),
        record("items", "opening", meeting="call", label="9", title="Opening", position=1),
        record("items", "sub", meeting="call", parent="trees", title="Oaks", position=1),
        record("items", "off", meeting="call", label="3", title="Off", withdrawn=True),
        record("items", "nameless", meeting="elsewhere", position=1),
    )

    found = meetings.called(store, ("trees", "sub", "off", "nameless", "nowhere"))

    assert found == {"trees": "2 Trees", "sub": "2.1 Oaks", "off": "Off", "nameless": "1"}
    assert [each.row.id for each in meetings.in_order(store, "call")] == ["opening", "trees", "sub"]
