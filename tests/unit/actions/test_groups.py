"""Working groups: wishes to join, leave and found one; what chairs answer; who is in it."""

import pytest

from app.actions import acting, grouping, groups, next_steps, wishing
from app.actions.grouping import Edit
from app.actions.trouble import Trouble
from app.domain import fields
from app.domain import groups as rules
from app.domain.intents import intent_id
from app.domain.merging import join
from app.store import current
from tests.builders import CYCLE, clock, record, seed
from tests.desks import desk

LATER = "2030-02-02T12:00:00Z"
GARDEN = {"title": "The garden", "charter": "Looks after *trees*.", "status": "continuing",
          "facilitators": ["nadia"], "participants": ["guest"], "colour": "green"}  # fmt: skip


def there(account):
    return seed(
        desk(account),
        record("workgroups", "garden", 2, "office", **GARDEN),
        record("meetings", "call", title="First call", group="garden"),
        record("documents", "plan-1", title="Plan", group="garden", version="1"),
        record("documents", "plan-2", title="Plan", group="garden", version="2", replaces="plan-1"),
    )


@pytest.fixture
def omar():
    return there("omar")


@pytest.fixture
def chair():
    return there("chair")


def says(store, account, kind="join_group", at="2030-02-01T12:00:00Z", **more):
    """Let the server have brought a wish of `account`."""
    id = intent_id(CYCLE, account, kind, "garden")
    data = {"kind": kind, "about": {"kind": "group", "id": "garden"}, "text": "please",
            "written_at": at}  # fmt: skip
    seed(store, record("intents", id, 1, account, ("chairs",), **{**data, **more}))
    return id


def test_a_wish_to_join_goes_to_the_chairs_once_and_can_be_taken_back(omar):
    first = wishing.join_group(omar, "garden", "I plant", clock)
    again = wishing.join_group(omar, "garden", "I plant trees", clock)

    row = current.one(omar, "intents", first.ids[0])
    assert (again.ids, row.readers, row.data["text"]) == (first.ids, ("chairs",), "I plant trees")
    assert fields.faults("intents", row.id, row.data) == []
    assert groups.whole(omar, "garden", clock).wish.kind == rules.JOIN
    wishing.take_wish_back(omar, "garden", clock)
    assert groups.whole(omar, "garden", clock).wish is None
    with pytest.raises(Trouble, match="no_wish"):
        wishing.take_wish_back(omar, "garden")


def test_only_who_is_in_it_leaves_and_only_who_is_not_joins(omar):
    nadia = there("nadia")

    with pytest.raises(Trouble, match="not_in_group"):
        wishing.leave_group(omar, "garden")
    with pytest.raises(Trouble, match="in_group"):
        wishing.join_group(nadia, "garden")
    wishing.leave_group(nadia, "garden", clock=clock)
    assert wishing.wished(nadia, "garden").kind == rules.LEAVE
    with pytest.raises(Trouble, match="no_such_record"):
        wishing.join_group(omar, "nowhere")


def test_a_chair_lets_a_member_join_in_one_act_that_can_be_taken_back(chair):
    wish = says(chair, "omar")
    assert [(each.account, each.kind) for each in groups.requests(chair)] == [
        ("omar", "join_group")
    ]

    grouping.accept(chair, wish, clock=clock)

    row = current.one(chair, "workgroups", "garden")
    assert (row.data["participants"], row.data["colour"]) == (["guest", "omar"], "green")
    answer = current.one(chair, "decisions", rules.answer_id(wish))
    assert answer.readers == ("chairs", "omar")
    assert fields.faults("decisions", answer.id, answer.data) == []
    assert groups.requests(chair) == []
    with pytest.raises(Trouble, match="no_such_wish"):
        grouping.accept(chair, wish)
    acting.take_back(chair, clock=clock)
    assert current.one(chair, "workgroups", "garden").data["participants"] == ["guest"]
    assert [each.id for each in groups.requests(chair)] == [wish]


def test_a_chair_lets_a_facilitator_leave(chair):
    grouping.accept(chair, says(chair, "nadia", "leave_group"), clock=clock)

    row = current.one(chair, "workgroups", "garden")
    assert (row.data["facilitators"], row.data["participants"]) == ([], ["guest"])


def test_a_no_is_told_to_who_asked_with_the_reason_and_asked_anew_it_is_open_again(chair, omar):
    wish = says(chair, "omar")
    grouping.decline(chair, wish, "The group is full.", clock)
    row = current.one(chair, "decisions", rules.answer_id(wish))
    wishing.join_group(omar, "garden", clock=clock)
    seed(omar, record("decisions", row.id, 1, "chair", row.readers, **row.data))

    told = groups.whole(omar, "garden", clock).wish

    assert (told.answer.outcome, told.answer.reason) == ("declined", "The group is full.")
    assert groups.requests(chair) == []
    says(chair, "omar", at=LATER)
    assert [each.id for each in groups.requests(chair)] == [wish]


def test_of_joining_and_leaving_what_was_said_last_counts(chair):
    says(chair, "omar", "join_group")
    says(chair, "omar", "leave_group", at=LATER)

    assert groups.requests(chair) == []  # she is not in it: nothing is to be done


def test_a_proposed_group_is_an_intent_that_a_chair_makes_a_group_of(chair, omar):
    made = wishing.propose_group(omar, " Soil ", "What *feeds* the trees.", clock)
    again = wishing.propose_group(omar, "soil", "What feeds all of them.", clock)
    row = current.one(omar, "intents", made.ids[0])
    assert (again.ids, row.readers, row.data["title"]) == (made.ids, ("chairs",), "soil")
    assert fields.faults("intents", row.id, row.data) == []
    seed(chair, record("intents", row.id, 1, "omar", ("chairs",), **row.data))

    founded = grouping.accept(chair, row.id, clock=clock)

    group = groups.the_group(chair, founded.id)
    assert (group.title, group.status, group.facilitators) == ("soil", "new", ("omar",))
    assert group.charter == "What feeds all of them."
    assert founded.id == rules.made_of(CYCLE, row.id)
    assert groups.requests(chair) == []
    with pytest.raises(Trouble, match="empty"):
        wishing.propose_group(omar, "Soil", " ")


def test_members_answer_nothing_and_change_nothing(omar):
    for forbidden in (
        lambda: groups.requests(omar),
        lambda: grouping.accept(omar, "x"),
        lambda: grouping.decline(omar, "x"),
        lambda: grouping.edit(omar, "garden", Edit(charter="Mine")),
        lambda: grouping.found(omar, "Mine", ""),
    ):
        with pytest.raises(Trouble, match="not_a_chair"):
            forbidden()
    assert groups.whole(omar, "garden", clock).requests == ()


def test_a_group_shows_its_meetings_papers_with_versions_and_next_steps(chair):
    step = next_steps.add(chair, "Dig", meeting="call", clock=clock).id
    own = next_steps.add(chair, "Water", group="garden", clock=clock).id

    found = groups.whole(chair, "garden", clock)

    assert [row.id for row in found.meetings] == ["call"]
    assert [(each.id, each.version, each.earlier) for each in found.papers] == [
        ("plan-2", "2", ("plan-1",))
    ]
    assert {each.action.id for each in found.actions} == {step, own}


def test_a_chair_edits_a_group_field_by_field(chair):
    wanted = Edit(charter="New words", status="dormant", open_to_all=True, take_in=["Omar"],
                  let_go=["guest"], facilitated_by=["Lynne Broke ?"])  # fmt: skip

    grouping.edit(chair, "garden", wanted, clock)

    group = groups.the_group(chair, "garden")
    assert (group.charter, group.status, group.open_to_all) == ("New words", "dormant", True)
    assert (group.facilitators, group.participants) == (("nadia", "Lynne Broke ?"), ("omar",))
    assert group.title == "The garden"


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (Edit(), "nothing_changed"),
        (Edit(title=" "), "empty"),
        (Edit(status="asleep"), "bad_group_status"),
        (Edit(let_go=["omar"]), "not_in_group"),
        (Edit(take_in=[" "]), "empty"),
    ],
    ids=["nothing", "no title", "no state", "nobody there", "no name"],
)
def test_edits_that_cannot_be_are_refused(chair, wanted, code):
    with pytest.raises(Trouble, match=code):
        grouping.edit(chair, "garden", wanted)


def test_two_chairs_who_each_let_somebody_in_have_both():
    mine = {**GARDEN, "participants": ["guest", "omar"]}
    theirs = {**GARDEN, "participants": ["guest", "ann"], "charter": "New"}

    joined = join(GARDEN, mine, theirs)

    assert joined.contradictions == ()
    assert {*joined.data["participants"]} == {"guest", "omar", "ann"}
    assert joined.data["charter"] == "New"


def test_lists_that_are_none_hold_nobody(chair):
    seed(chair, record("workgroups", "odd", participants="omar", facilitators=[None, 3]))

    assert groups.the_group(chair, "odd").participants == ()
    grouping.edit(chair, "odd", Edit(take_in=["omar"]), clock)
    assert groups.the_group(chair, "odd").participants == ("omar",)
