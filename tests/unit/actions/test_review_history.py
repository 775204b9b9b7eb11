"""Every submitted version of my review can be looked at, and be the draft again."""

from datetime import UTC, datetime

import pytest

from app.actions import acting, gathering, review_history, reviewing
from app.actions.reviewing import Edit
from app.actions.trouble import Trouble
from app.domain import ids
from app.store import current
from tests.builders import CYCLE, arrive

ID = ids.review_id(CYCLE, "omar", "trees")
FIRST = Edit(texts={"need": "Many ask"}, scores={"reach": 4}, stance="support")
SECOND = Edit(texts={"need": "Few ask"}, scores={"reach": None}, comment="On reflection")


def on(day):
    return lambda: datetime(2030, 2, day, 12, tzinfo=UTC)


def submit(store, edit, day=1):
    return reviewing.review(store, "trees", edit, submit=True, clock=on(day))


def told(past):
    return [(each.field, each.key, each.before, each.after) for each in past.changes]


def test_without_a_submission_there_is_no_history(desk):
    reviewing.review(desk, "trees", FIRST)

    assert review_history.history(desk, "trees") == ()


def test_each_version_tells_what_changed_in_it(desk):
    submit(desk, FIRST)
    submit(desk, SECOND)

    first, second = review_history.history(desk, "trees")

    assert told(first) == [
        ("scores", "reach", None, 4),
        ("texts", "need", None, "Many ask"),
        ("stance", "", None, "support"),
    ]
    assert told(second) == [
        ("scores", "reach", 4, None),
        ("texts", "need", "Many ask", "Few ask"),
        ("comment", "", "", "On reflection"),
    ]


def test_the_version_that_stands_is_told_though_a_draft_lies_over_it(desk):
    submit(desk, FIRST)
    submit(desk, SECOND)
    reviewing.review(desk, "trees", Edit(comment="A third thought"))

    past = review_history.history(desk, "trees")

    assert [(each.number, each.stands) for each in past] == [(1, False), (2, True)]


def test_what_the_server_has_is_told_from_what_only_waited(desk):
    submit(desk, FIRST)
    submit(desk, SECOND)
    arrive(desk)

    assert [each.received for each in review_history.history(desk, "trees")] == [False, True]


def test_an_earlier_version_comes_back_whole_as_a_draft(desk):
    submit(desk, Edit(**{**_plain(FIRST), "to_chairs": "Careful"}))
    submit(desk, Edit(**{**_plain(SECOND), "to_chairs": "", "no_expertise": True}))
    arrive(desk)

    done = review_history.restore(desk, "trees", 1)

    row = current.one(desk, "reviews", ID)
    assert (done.submitted, row.at_home, row.data["state"]) == (False, True, "draft")
    assert row.data["texts"] == {"need": "Many ask"}
    assert (row.data["scores"], row.data["stance"]) == ({"reach": 4}, "support")
    assert (row.data["comment"], row.data["no_expertise"]) == ("", False)
    assert current.one(desk, "asides", ID).data["to_chairs"] == "Careful"
    assert current.shared(desk, "reviews", ID).data["texts"] == {"need": "Few ask"}


def test_going_back_can_be_taken_back(desk):
    submit(desk, FIRST)
    submit(desk, SECOND)
    review_history.restore(desk, "trees", 1)

    acting.take_back(desk)

    row = current.one(desk, "reviews", ID)
    assert (row.data["texts"], row.at_home) == ({"need": "Few ask"}, False)


def test_a_restored_version_can_be_submitted_as_a_new_one(desk):
    submit(desk, FIRST)
    submit(desk, SECOND, day=2)
    review_history.restore(desk, "trees", 1, on(3))

    submit(desk, Edit(), day=3)

    past = review_history.history(desk, "trees")
    assert [each.data["texts"]["need"] for each in past] == ["Many ask", "Few ask", "Many ask"]
    assert [each.stands for each in past] == [False, False, True]


def test_a_conflict_declared_since_goes_with_it(desk):
    submit(desk, FIRST)
    submit(desk, Edit(recused="family", recused_why="A cousin"), day=2)

    review_history.restore(desk, "trees", 1)

    assert current.one(desk, "reviews", ID).data["recused"] is None
    assert current.one(desk, "asides", ID).data["recused_why"] == ""


def test_a_version_that_never_was_is_refused(desk):
    submit(desk, FIRST)

    with pytest.raises(Trouble) as refused:
        review_history.restore(desk, "trees", 2)

    assert refused.value.code == "no_such_submission"
    assert not current.one(desk, "reviews", ID).at_home


def _plain(edit):
    return {name: getattr(edit, name) for name in Edit.__dataclass_fields__}


def test_all_that_is_mine_has_every_submitted_version(desk):
    submit(desk, FIRST)
    submit(desk, Edit(texts={"need": "Few ask"}, to_chairs="Careful"), day=2)

    given = gathering.everything(desk)["submitted"]

    told = [(each["number"], each["texts"]["need"], each.get("to_chairs")) for each in given]
    assert told == [(1, "Many ask", None), (2, "Few ask", "Careful")]
