"""Every submitted version of my reviews is kept, and nothing else."""

import json

import pytest
from sqlite_utils import Database

from app.store import open_store, outbox, records, submitted, undo
from app.store.migrations import migrations
from tests.builders import AT, gone, joined, record, seed, send


@pytest.fixture
def mine(store):
    return joined(store)


def review(text, **more):
    made = {"proposal": "trees", "texts": {"need": text}, "state": "submitted", "written_at": AT}
    return {**made, **more}


def submit(store, text, **more):
    outbox.put(store, "reviews", "r1", review(text, **more), audience=("chairs",), written_at=AT)


def texts(store):
    return [(each.number, each.data["texts"]["need"]) for each in submitted.of(store, "r1")]


def test_each_submitted_version_is_kept_though_the_next_takes_its_place(mine):
    submit(mine, "First")
    submit(mine, "Second")

    assert texts(mine) == [(1, "First"), (2, "Second")]
    assert len(outbox.of(mine, "reviews", "r1")) == 1


def test_a_draft_is_no_submitted_version(mine):
    data = review("Half", state="draft")

    outbox.put(mine, "reviews", "r1", data, audience=("chairs",), written_at=AT, home=True)

    assert texts(mine) == []


def test_what_the_server_gives_back_is_the_version_that_was_sent(mine):
    submit(mine, "First")
    act = send(mine)[0]

    assert act.data is not None
    # A server may order the keys of a record as it likes.
    seed(mine, record("reviews", "r1", 7, "omar", ("chairs",), **dict(sorted(act.data.items()))))

    assert [(each.number, each.revision) for each in submitted.of(mine, "r1")] == [(1, 7)]


def test_a_review_that_the_server_marks_as_late_is_still_the_one_that_was_sent(mine):
    submit(mine, "First")
    act = send(mine)[0]

    assert act.data is not None
    seed(mine, record("reviews", "r1", 7, "omar", ("chairs",), **act.data, late=True))

    (kept,) = submitted.of(mine, "r1")
    assert (kept.revision, kept.data["late"]) == (7, True)


def test_what_was_submitted_on_another_computer_is_a_version_too(mine):
    submit(mine, "Here")

    seed(mine, record("reviews", "r1", 3, "omar", ("chairs",), **review("There", device="b")))

    assert texts(mine) == [(1, "Here"), (2, "There")]


def test_reviews_of_others_are_never_kept(mine):
    seed(mine, record("reviews", "r9", 3, "nadia", ("members",), **review("Hers")))

    assert submitted.of(mine, "r9") == []


def test_what_was_taken_back_before_it_left_was_never_submitted(mine):
    submit(mine, "First")
    with mine.atomic():
        undo.remember(mine, "review", AT, {("reviews", "r1"): review("Second")})
        submit(mine, "Second")

    undo.take_back(mine, AT)

    assert texts(mine) == [(1, "First")]


def test_what_was_taken_back_after_it_left_stays_a_version(mine):
    with mine.atomic():
        undo.remember(mine, "review", AT, {("reviews", "r1"): review("Sent")})
        submit(mine, "Sent")
    send(mine)

    undo.take_back(mine, AT)

    assert texts(mine) == [(1, "Sent")]


def test_a_review_that_was_erased_leaves_no_version_behind(mine):
    seed(mine, record("reviews", "r1", 3, "omar", ("chairs",), **review("There")))

    records.apply(mine, [gone("reviews", "r1")])

    assert texts(mine) == []


def test_the_word_to_the_chairs_is_kept_with_the_version_it_went_with(mine):
    for text, word, day in (("First", "Careful", 1), ("Second", "", 2)):
        at = f"2030-02-0{day}T00:00:00Z"
        submit(mine, text, written_at=at)
        aside = {"to_chairs": word, "written_at": at}
        outbox.put(mine, "asides", "r1", aside, audience=("chairs",), written_at=at)

    assert [each.aside.get("to_chairs") for each in submitted.of(mine, "r1")] == ["Careful", ""]


def test_a_store_of_before_begins_with_what_stands_in_it(store_path):
    old = Database(store_path)
    migrations.apply(old, stop_before="m0014_submitted")
    old.execute("INSERT INTO facts VALUES ('account', 'omar')")
    for owner, id in (("omar", "r1"), ("nadia", "r9")):
        old.execute(
            "INSERT INTO records VALUES (1, 'reviews', ?, 4, ?, '[]', ?, 0)",
            [id, owner, json.dumps(review("Before"))],
        )
    old.conn.commit()
    old.close()

    upgraded = open_store(store_path)

    assert [(each.number, each.revision) for each in submitted.of(upgraded, "r1")] == [(1, 4)]
    assert submitted.of(upgraded, "r9") == []
    upgraded.close()
