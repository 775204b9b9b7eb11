"""What is new since it was seen, until it is seen."""

from dataclasses import replace

import pytest

from app.actions import annotating, news, reading, reviewing, status
from app.actions.papers import About
from app.actions.reviewing import Edit
from app.domain.changes import NOTHING
from app.store import documents, facts, generations, open_store, proposals, records, seen, tallies
from tests.builders import clock, gone, joined, proposal, record, round_, seed, version

LATER = "2030-02-14T11:59:59Z"
FIRST = "2030-02-11T11:59:59Z"


def moved(at=LATER, *steps):
    steps = steps or ({"at": FIRST, "on": "2030-02-02", "why": "A storm"},)
    return round_().data["deadlines"][0] | {"at": at, "moved_from": list(steps)}


def take(store, *given):
    """Let papers come, as with a sync."""
    seed(store, *given)
    return news.notice(store, clock)


def told(store):
    return {(each.what, each.id) for each in news.unseen(store)}


@pytest.fixture
def known(desk):
    """All that was there is seen."""
    news.notice(desk, clock)
    news.mark_seen(desk)
    return desk


def test_what_comes_first_is_new_and_no_date_is(desk):
    news.notice(desk, clock)

    assert told(desk) == {("new", "trees"), ("new", "water"), ("new", "report")}


def test_looking_twice_changes_nothing(desk):
    news.notice(desk, clock)
    before = news.unseen(desk)

    assert news.notice(desk, clock) == NOTHING
    assert news.unseen(desk) == before


def test_opening_a_paper_takes_its_mark_away(desk):
    news.notice(desk, clock)

    reading.opened(desk, "proposals", "trees", 1, clock)
    reading.opened(desk, "documents", "report", 1, clock)

    assert told(desk) == {("new", "water")}


def test_a_new_version_is_told_with_the_one_that_was_seen(known):
    take(known, proposal("trees", 2), version("trees", 2, "Pears"))

    (item,) = news.unseen(known)
    assert (item.what, item.version, item.old_version) == ("changed", 2, 1)
    assert item.title == "About trees"


def test_opening_an_older_version_does_not_take_the_mark_away(known):
    take(known, proposal("trees", 2), version("trees", 2, "Pears"))

    reading.opened(known, "proposals", "trees", 1, clock)
    assert told(known) == {("changed", "trees")}

    reading.opened(known, "proposals", "trees", 2, clock)
    assert told(known) == set()


def test_a_paper_withdrawn_is_told_once_seen_before_and_else_not_at_all(known):
    take(known, proposal("trees", 2, status="withdrawn"), proposal("fog", status="withdrawn"))

    assert told(known) == {("withdrawn", "trees")}


def test_a_document_that_came_in_another_version_has_changed(known):
    same = {"sha256": "a" * 64, "size": 30}
    take(known, record("documents", "report", 2, title="Report", text=same, version="1.1"))

    (item,) = news.unseen(known)
    assert (item.what, item.version) == ("changed", "1.1")
    row = documents.one(known, "report")
    assert row.changed
    assert row.fresh


def test_a_document_published_anew_under_its_version_has_changed(known):
    take(known, record("documents", "report", 2, title="Report", text={"sha256": "b" * 64}))

    assert told(known) == {("changed", "report")}
    assert documents.one(known, "report").changed

    reading.opened(known, "documents", "report", 1, clock)
    assert told(known) == set()
    assert not documents.one(known, "report").changed


def test_another_title_is_no_news(known):
    same = {"sha256": "a" * 64, "size": 30}
    take(known, record("documents", "report", 2, title="The report", text=same),
         proposal("trees", title="All trees"))  # fmt: skip

    assert told(known) == set()


def test_a_moved_deadline_is_told_with_both_instants_and_the_reason(known):
    take(known, replace(round_(deadlines=[moved()]), version=2))

    (item,) = news.unseen(known)
    assert item.to_json() == {
        "kind": "round", "id": "first", "title": "First reading", "what": "moved",
        "at": item.at, "about": "first", "date": "comments", "now": LATER, "was": FIRST,
        "aoe": True, "why": "A storm",
    }  # fmt: skip


def test_a_date_moved_twice_is_told_from_where_it_was_seen_and_back_again_is_no_news(known):
    take(known, record("milestones", "call", title="Call", at="2030-03-01T10:00:00Z"))
    take(known, record("milestones", "call", 2, title="Call", at="2030-03-02T10:00:00Z"))
    take(known, record("milestones", "call", 3, title="Call", at="2030-03-03T10:00:00Z"))

    (item,) = news.unseen(known)
    assert (item.was_at, item.now_at) == ("2030-03-01T10:00:00Z", "2030-03-03T10:00:00Z")

    take(known, record("milestones", "call", 4, title="Call", at="2030-03-01T12:00:00+02:00"))
    assert told(known) == set()


def test_a_meeting_that_begins_at_another_time_is_told(known):
    take(known, record("meetings", "mag", title="MAG", starts="2030-03-01T10:00:00Z"))
    take(known, record("meetings", "mag", 2, title="MAG", starts="2030-03-01T12:00:00Z"))

    assert told(known) == {("moved", "mag")}
    news.see(known, "meeting", "mag")
    assert told(known) == set()


def test_an_answered_question_is_told_until_its_proposal_is_opened(known, home, trees):
    changes = annotating.comment(known, home, trees, "Who pays?", kind="question", clock=clock)
    (question,) = changes.ids[:1]
    newer = version("trees", 2, "We pay.")
    newer.data["answers"] = [{"question": question, "section": "s1", "quote": "We pay."}]

    take(known, proposal("trees", 2), newer)

    assert told(known) == {("answered", question), ("changed", "trees")}
    assert {each.title for each in news.unseen(known)} == {"About trees"}
    reading.opened(known, "proposals", "trees", 2, clock)
    assert told(known) == set()


def test_an_answer_is_told_though_a_later_version_that_came_with_it_does_not_tell_it_again(
    known, home, trees
):
    asked = annotating.comment(known, home, trees, "Who pays?", kind="question", clock=clock)
    second, third = version("trees", 2, "We pay."), version("trees", 3, "We pay. Gladly.")
    second.data["answers"] = [{"question": asked.ids[0], "section": "s1", "quote": "We pay."}]

    take(known, proposal("trees", 3), second, third)

    [answer] = [each for each in news.unseen(known) if each.what == "answered"]
    assert (answer.id, answer.version) == (asked.ids[0], 2)
    take(known)
    assert answer in news.unseen(known)


def test_marking_all_as_seen_is_taken_back_and_leaves_papers_unread(desk):
    news.notice(desk, clock)
    reading.opened(desk, "proposals", "water", 1, clock)
    before = told(desk)

    mark, count = news.mark_seen(desk)
    assert (count, told(desk)) == (2, set())
    assert status.status(desk).unread == 1

    assert news.take_back(desk, mark) == 2
    assert told(desk) == before
    assert news.take_back(desk) == 0


def test_what_came_after_a_marking_stays_news_when_it_is_taken_back(known):
    take(known, proposal("fog"))
    mark, _count = news.mark_seen(known)
    take(known, proposal("fog", 2))

    news.take_back(known, mark)

    (item,) = news.unseen(known)
    assert (item.what, item.id, item.version) == ("new", "fog", 2)


def test_news_survive_a_restart(store_path):
    store = joined(open_store(store_path))
    take(store, proposal("trees"), proposal("water"))
    reading.opened(store, "proposals", "water", 1, clock)
    store.close()

    store = open_store(store_path)

    assert told(store) == {("new", "trees")}
    store.close()


def test_reading_everything_anew_tells_nothing_twice(known):
    there = [proposal("trees"), proposal("water", 2)]
    records.begin_generation(known, "restored")
    records.apply(known, there, records.filling_generation(known))
    assert news.notice(known, clock) == NOTHING

    generations.swap_generation(known)
    news.notice(known, clock)

    assert told(known) == {("changed", "water")}


def test_what_is_no_longer_here_is_forgotten(known):
    take(known, proposal("fog"))

    take(known, gone("proposals", "fog"))

    assert told(known) == set()


def test_a_profile_from_before_knows_what_was_opened(desk):
    seen.mark(desk, "proposals", "trees", 1, "2030-01-01T00:00:00Z")
    seen.mark(desk, "documents", "report", 1, "2030-01-01T00:00:00Z")
    seed(desk, proposal("trees", 2))

    news.notice(desk, clock)

    assert told(desk) == {("changed", "trees"), ("new", "water")}


def test_a_sync_is_what_an_item_came_with(desk):
    facts.put(desk, last_exchange="2030-01-31T08:00:00Z")
    news.notice(desk, clock)

    assert {each.at for each in news.unseen(desk)} == {"2030-01-31T08:00:00Z"}


def test_read_and_unread_are_marked_and_the_place_is_kept(desk):
    reading.opened(desk, "proposals", "trees", 1, clock)
    reading.stopped(desk, "proposals", "trees", {"section": "s1", "offset": 4})

    reading.mark_unread(desk, "proposals", "trees", clock)

    assert proposals.one(desk, "trees").unread
    assert status.status(desk).unread == 2
    assert seen.place(desk, "proposals", "trees") == {"section": "s1", "offset": 4}

    reading.mark_read(desk, "proposals", "trees", clock)

    assert not proposals.one(desk, "trees").unread
    assert seen.place(desk, "proposals", "trees") == {"section": "s1", "offset": 4}


def test_a_document_can_be_marked_unread_too(desk):
    reading.opened(desk, "documents", "report", 1, clock)
    assert documents.unread(desk) == 0

    reading.mark_unread(desk, "documents", "report", clock)

    assert documents.unread(desk) == 1
    assert not documents.one(desk, "report").read


def test_marking_a_changed_paper_as_read_takes_it_off_the_changed(desk):
    reading.opened(desk, "proposals", "trees", 1, clock)
    take(desk, proposal("trees", 2))
    assert status.status(desk).changed == 1

    reading.mark_read(desk, "proposals", "trees", clock)

    assert (status.status(desk).changed, status.status(desk).unread) == (0, 1)


def test_who_writes_about_a_paper_has_read_it(desk, home):
    annotating.note(desk, home, About("proposal", "trees", 1), "Mine", clock=clock)
    reviewing.review(desk, "water", Edit(comment="Good"), clock=clock)

    assert status.status(desk).unread == 0
    take(desk, proposal("trees", 2))
    assert status.status(desk).changed == 1


def test_a_conflict_of_interest_is_declared_without_reading(desk):
    reviewing.review(desk, "water", Edit(recused="family"), clock=clock)

    assert proposals.one(desk, "water").unread


def test_taking_back_that_a_paper_is_read_makes_it_news_again(desk):
    news.notice(desk, clock)

    reading.mark_read(desk, "proposals", "trees", clock)
    assert ("new", "trees") not in told(desk)
    reading.put_back(desk, "proposals", "trees", None, clock)

    assert ("new", "trees") in told(desk)
    assert proposals.one(desk, "trees").unread


def test_taking_back_that_a_paper_is_unread_makes_no_news(known):
    reading.opened(known, "proposals", "trees", 1, clock)

    reading.mark_unread(known, "proposals", "trees", clock)
    reading.put_back(known, "proposals", "trees", 1, clock)

    assert told(known) == set()
    assert not proposals.one(known, "trees").unread


def test_what_calls_for_me_is_what_changed_or_answers_and_was_not_seen(known):
    reading.opened(known, "proposals", "trees", 1, clock)
    take(known, proposal("trees", 2), proposal("water", 2))
    assert tallies.calling(known) == 1

    news.mark_seen(known)

    assert tallies.calling(known) == 0
    assert status.status(known).changed == 1
