"""Marks in a new version: found again, accepted, moved, settled; questions answered."""

import pytest

from app.actions import acting, annotating, comparing, moving_marks, papers, placing, showing
from app.actions.papers import About
from app.actions.trouble import Trouble
from app.documents.anchoring import anchor
from app.domain.anchors import withdrawn_words
from app.store import current
from app.store.records import apply
from tests.builders import clock, proposal, record, seed, version

NEW = "Pears, plums and apples grow. Apples fall."
LONG = "The orchard by the river is watered by hand in every dry month of the year."


def one(store, home, id):
    return showing.shown(store, home, "notes", id)


@pytest.fixture
def orchard(desk, home):
    seed(desk, version("trees", 2, f"{LONG} Apples fall.", "Nobody asked."), proposal(version=2))
    about = About("proposal", "trees", 2)
    note = annotating.note(desk, home, about, "dry?", quote="every dry month", clock=clock).ids[0]
    lost = annotating.note(desk, home, about, "who?", quote="Nobody asked", clock=clock).ids[0]
    changed = LONG.replace("every dry month", "every dry or windy month")
    seed(desk, version("trees", 3, f"{changed} Apples fall."), proposal(version=3))
    return note, lost


def test_a_changed_place_is_offered_and_accepted(desk, home, orchard):
    note, _lost = orchard
    before = one(desk, home, note)["place"]

    moving_marks.accept(desk, home, note, clock)

    assert (before["state"], before["exact"], before["version"]) == (
        "changed", "every dry or windy month", 3,
    )  # fmt: skip
    after = one(desk, home, note)
    assert (after["place"]["state"], after["decided"]) == ("kept", "accepted")
    assert after["place"]["exact"] == "every dry or windy month"
    assert after["anchor"]["quote"]["exact"] == "every dry month"
    assert after["waiting"] is False


def test_an_accepted_place_is_where_the_next_version_is_compared_from(desk, home, orchard):
    note, _lost = orchard
    moving_marks.accept(desk, home, note, clock)

    seed(
        desk,
        version("trees", 4, LONG.replace("every dry month", "every dry or windy month") + " End."),
        proposal(version=4),
    )

    row = one(desk, home, note)
    place = row["place"]
    assert (place["state"], place["exact"], row["decided"]) == (
        "kept", "every dry or windy month", None,
    )  # fmt: skip


def test_what_is_said_of_the_text_one_looked_at_is_not_said_of_one_that_came_meanwhile(
    desk, home, orchard
):
    note, lost = orchard
    seen = placing.newest(desk, home, current.one(desk, "notes", note))
    where = anchor(seen.sections, "Apples fall")
    seed(desk, version("trees", 4, "All new. Apples rise and fall."), proposal(version=4))

    moving_marks.accept(desk, home, note, clock, text=seen)
    moving_marks.move(desk, home, lost, where.exact, at=where, clock=clock, text=seen)

    accepted, moved = (one(desk, home, id) for id in (note, lost))
    assert [list(each["places"]) for each in (accepted, moved)] == [["3"], ["3"]]
    assert (accepted["place"]["state"], accepted["decided"]) == ("gone", None)
    assert (moved["place"]["state"], moved["decided"]) != ("kept", "moved")


def test_lost_words_are_put_on_others_by_hand(desk, home, orchard):
    _note, lost = orchard
    assert one(desk, home, lost)["place"]["state"] == "gone"

    moving_marks.move(desk, home, lost, "Apples  fall", clock=clock)

    row = one(desk, home, lost)
    place = row["place"]
    assert (place["state"], place["exact"], row["decided"]) == ("kept", "Apples fall", "moved")


def test_a_settled_mark_is_kept_and_looked_for_no_more_in_any_later_version(desk, home, orchard):
    _note, lost = orchard

    moving_marks.settle(desk, home, lost, clock)
    seed(desk, version("trees", 4, "Nobody asked. Nobody."), proposal(version=4))

    row = one(desk, home, lost)
    assert (row["place"]["state"], row["decided"]) == ("gone", "settled")
    assert row["text"] == "who?"


def test_a_decision_is_taken_back_like_any_act(desk, home, orchard):
    note, _lost = orchard
    moving_marks.accept(desk, home, note, clock)

    acting.take_back(desk, clock=clock)

    assert one(desk, home, note)["place"]["state"] == "changed"
    assert "places" not in one(desk, home, note)


def test_gone_words_cannot_be_accepted_and_strange_ones_not_taken(desk, home, orchard):
    _note, lost = orchard

    with pytest.raises(Trouble) as gone:
        moving_marks.accept(desk, home, lost, clock)
    with pytest.raises(Trouble) as strange:
        moving_marks.move(desk, home, lost, "bananas", clock=clock)

    assert (gone.value.code, strange.value.code) == ("no_place", "quote_not_found")
    assert one(desk, home, lost)["decided"] is None


def test_a_decision_about_a_comment_goes_with_the_next_sync_and_comes_back(desk, home):
    seed(desk, version("trees", 2, f"{LONG} Apples fall."), proposal(version=2))
    about = About("proposal", "trees", 2)
    done = annotating.comment(desk, home, about, "dry?", quote="every dry month", clock=clock)
    seed(desk, version("trees", 3, "Only this is left."), proposal(version=3))

    moving_marks.move(desk, home, done.ids[0], "Only this", clock=clock)

    [row] = current.find(desk, done.ids[0])
    assert row.waiting
    assert row.data["places"]["3"]["anchor"]["quote"]["exact"] == "Only this"
    assert placing.places(desk, home, [row])[row.id].exact == "Only this"


def test_a_question_that_was_answered_tells_where_and_takes_what_i_say(desk, home, trees):
    asked = annotating.comment(desk, home, trees, "Which?", kind="question", clock=clock).ids[0]
    answer = {"question": asked, "section": "s1", "quote": "Pears, plums"}
    new = version("trees", 2, NEW)
    new.data["answers"] = [answer, {"question": "another", "quote": "nowhere"}]
    apply(desk, [new, proposal(version=2)])

    [row] = [each for each in showing.listed(desk, home, "questions") if each["id"] == asked]
    moving_marks.satisfied(desk, asked, yes=False, clock=clock)

    assert row["answered"] == {
        "version": 2, "section": "s1", "start": 0, "end": 12, "exact": "Pears, plums",
    }  # fmt: skip
    [kept] = current.find(desk, asked)
    assert (kept.data["question_state"], kept.waiting) == ("not_satisfied", True)


def test_a_comment_is_no_question_to_be_satisfied_with(desk, home, trees):
    done = annotating.comment(desk, home, trees, "good", clock=clock)

    with pytest.raises(Trouble) as refused:
        moving_marks.satisfied(desk, done.ids[0], yes=True, clock=clock)

    assert refused.value.code == "no_question"


# --- documents -------------------------------------------------------------------------------


def put(store, home, id, number, text, **more):
    sha256 = f"{number:064x}"
    home.text(sha256).parent.mkdir(parents=True, exist_ok=True)
    home.text(sha256).write_text(text, "utf-8")
    seed(store, record("documents", id, number, title=id, text={"sha256": sha256}, **more))
    return sha256


def test_every_text_of_a_document_is_kept_and_compared(desk, home):
    put(desk, home, "guide", 1, "## Aim\n\nOne aim.\n")
    put(desk, home, "guide", 2, "## Aim\n\nTwo aims.\n")
    put(desk, home, "guide", 3, "## Aim\n\nTwo good aims.\n")

    newest = comparing.compared_document(desk, home, "guide")
    whole = comparing.compared_document(desk, home, "guide", 1, 3)

    assert (newest.old, newest.new) == (2, 3)
    assert newest.sections[0].ops == [("=", "Two "), ("+", "good "), ("=", "aims.")]
    assert (whole.sections[0].state, whole.sections[0].ops[0]) == ("changed", ("-", "One aim"))


def test_a_document_is_compared_with_the_one_it_replaces(desk, home):
    put(desk, home, "draft", 1, "## Aim\n\nOne aim.\n")
    put(desk, home, "final", 2, "## Aim\n\nOne high aim.\n", replaces="draft")

    found = comparing.compared_document(desk, home, "final")

    assert (found.old, found.new) == (1, 2)
    assert [each.sha256 for each in papers.document_versions(desk, "final")] == [
        f"{1:064x}", f"{2:064x}",
    ]  # fmt: skip


def test_texts_are_numbered_as_their_document_is_and_one_that_came_back_anew(desk, home):
    put(desk, home, "guide", 3, "## Aim\n\nThree aims.\n", version=3)
    first = papers.about(desk, "document/guide").version
    put(desk, home, "guide", 4, "## Aim\n\nFour aims.\n", version=4)
    back = record("documents", "guide", 5, title="guide", version=5, text={"sha256": f"{3:064x}"})

    seed(desk, back)

    known = [each.number for each in papers.document_versions(desk, "guide")]
    assert (first, known, papers.about(desk, "document/guide").version) == (3, [4, 5], 5)


def test_a_note_on_a_document_is_followed_into_its_next_text(desk, home):
    put(desk, home, "guide", 1, f"## Aim\n\n{LONG}\n")
    about = papers.about(desk, "document/guide")
    note = annotating.note(desk, home, about, "?", quote="every dry month", clock=clock).ids[0]

    put(desk, home, "guide", 2, f"## Aim\n\nFirst. {LONG.replace('dry', 'dry or wet')}\n")

    place = one(desk, home, note)["place"]
    assert (place["state"], place["version"], place["exact"]) == (
        "changed", 2, "every dry or wet month",
    )  # fmt: skip


def test_a_note_is_followed_into_the_document_that_takes_the_place_of_its_own(desk, home):
    put(desk, home, "draft", 1, f"## Aim\n\n{LONG}\n")
    about = papers.about(desk, "document/draft")
    note = annotating.note(desk, home, about, "?", quote="every dry month", clock=clock).ids[0]
    changed = LONG.replace("dry", "dry or wet")

    put(desk, home, "final", 2, f"## Aim\n\nFirst. {changed}\n", replaces="draft")
    offered = one(desk, home, note)["place"]
    moving_marks.accept(desk, home, note, clock)
    put(desk, home, "printed", 3, f"## Aim\n\nFirst and last. {changed}\n", replaces="final")

    assert (offered["state"], offered["version"], offered["exact"]) == (
        "changed", 2, "every dry or wet month",
    )  # fmt: skip
    now = one(desk, home, note)
    assert (now["place"]["state"], now["place"]["version"]) == ("kept", 3)
    assert now["about"]["id"] == "draft"


def test_where_a_document_is_not_followed_for_sure_its_notes_stay_with_it(desk, home):
    put(desk, home, "draft", 1, "One aim.\n")
    put(desk, home, "early", 2, "Two aims.\n", replaces="draft", status="withdrawn")
    withdrawn = papers.replacing(desk, home, "draft")
    put(desk, home, "final", 3, "Three aims.\n", replaces="draft")
    one_ = papers.replacing(desk, home, "draft")
    home.text(f"{3:064x}").unlink()
    away = papers.replacing(desk, home, "draft")
    put(desk, home, "final", 3, "Three aims.\n", replaces="draft")
    put(desk, home, "other", 4, "Four aims.\n", replaces="draft")

    assert (withdrawn, one_, away) == ("draft", "final", "draft")
    assert papers.replacing(desk, home, "draft") == "draft"


def test_documents_that_replace_each_other_in_a_circle_end_somewhere(desk, home):
    put(desk, home, "a", 1, "A.\n", replaces="b")
    put(desk, home, "b", 2, "B.\n", replaces="a")

    assert papers.replaced(desk, "a") == ["a", "b"]
    assert papers.replacing(desk, home, "a") == "b"


def test_with_a_document_its_older_texts_go(desk, home):
    put(desk, home, "guide", 1, "One.\n")
    put(desk, home, "guide", 2, "Two.\n")

    seed(desk, record("documents", "guide", 3, title="guide"))
    kept = papers.document_versions(desk, "guide")
    desk.run("DELETE FROM records WHERE id = 'guide'")

    assert [each.number for each in kept] == [1, 2]
    assert papers.document_versions(desk, "guide") == []


@pytest.mark.parametrize(
    "places",
    [
        "all", [1], {"2": "x"}, {"two": {"state": "settled"}}, {"2": {"state": "moved"}},
        {"2": {"state": "moved", "anchor": {"quote": [1]}}},
        {"2": {"state": "moved", "anchor": {"quote": {}, "position": {"start": "0"}}}},
    ],
)  # fmt: skip
def test_what_others_wrote_in_place_of_a_decision_counts_for_nothing(desk, home, places):
    anchor = {"quote": {"exact": "Apples fall"}, "section": "s1"}
    about = {"kind": "proposal", "id": "trees", "version": 1}
    seed(desk, record("comments", "odd", 1, "nadia", about=about, anchor=anchor, places=places))

    row = showing.shown(desk, home, "comments", "odd")

    assert (row["place"]["state"], row["place"]["exact"]) == ("kept", "Apples fall")


def test_of_a_withdrawn_comment_others_read_no_quote():
    data = {"text": "x", "anchor": {"quote": {}}, "places": {"2": {}}, "withdrawn": True}

    assert withdrawn_words(data) == {"text": "", "anchor": None, "withdrawn": True}
