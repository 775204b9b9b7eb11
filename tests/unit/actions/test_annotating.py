"""Marks on papers: where they sit, who reads them, and what is refused with nothing saved."""

import pytest

from app.actions import acting, annotating, papers, searching, settling, showing
from app.actions.papers import About
from app.actions.trouble import Trouble
from app.domain.anchors import Anchor
from app.store import conflicting, current, outbox, undo
from tests.builders import clock, gone, joined, proposal, record, seed, send, version


def saved(store, done):
    [row] = current.find(store, done.ids[0])
    return row


def refused(store, act, code):
    before = [(each.op, each.data) for each in outbox.all_of(store)]
    with pytest.raises(Trouble) as trouble:
        act()
    assert trouble.value.code == code
    assert [(each.op, each.data) for each in outbox.all_of(store)] == before
    return trouble.value.params


def test_a_note_stays_at_home_and_is_nobodys_but_mine(desk, home, trees):
    done = annotating.note(desk, home, trees, "look again", quote="pears", clock=clock)

    row = saved(desk, done)
    assert (row.collection, row.at_home, row.waiting, row.readers) == ("notes", True, False, ())
    assert row.data["about"] == {"kind": "proposal", "id": "trees", "version": 1}
    assert row.data["anchor"]["quote"]["exact"] == "pears"
    assert (row.data["anchor"]["section"], row.data["anchor"]["position"]) == (
        "s1", {"start": 11, "end": 16},
    )  # fmt: skip
    assert (row.data["written_at"], row.data["device"]) == (
        "2030-02-01T12:00:00Z", "device-of-omar",
    )  # fmt: skip
    assert outbox.to_send(desk) == []


def test_a_comment_waits_for_the_next_sync_and_goes_to_the_chairs(desk, home, trees):
    done = annotating.comment(desk, home, trees, "good", criterion="need")

    row = saved(desk, done)
    assert (row.waiting, row.readers, row.data["kind"]) == (True, ("chairs",), "comment")
    assert (row.data["anchor"], row.data["criterion"]) == (None, "need")
    assert done.touch("comments")


def test_a_question_goes_to_the_proposers_and_the_chairs(desk, home, trees):
    done = annotating.comment(desk, home, trees, "why?", kind="question")

    assert saved(desk, done).readers == ("chairs", "quinn")


@pytest.mark.parametrize(
    ("kind", "wanted", "readers"),
    [
        ("comment", ("members",), ("members",)),
        ("comment", ("members", "chairs", "quinn"), ("members", "quinn")),
        ("comment", ("proposers",), ("chairs", "quinn")),
        ("comment", ("nadia", "petra"), ("nadia", "petra")),
        ("comment", (), ("chairs",)),
        ("question", ("public",), ("public",)),
        ("evidence", None, ("chairs",)),
    ],
)
def test_the_audience_is_what_was_asked_without_doubles(desk, home, trees, kind, wanted, readers):
    done = annotating.comment(desk, home, trees, "text", kind=kind, audience=wanted)

    assert saved(desk, done).readers == readers


def test_a_question_on_a_document_goes_to_the_chairs(desk, home):
    done = annotating.comment(desk, home, About("document", "report"), "why?", kind="question")

    assert saved(desk, done).readers == ("chairs",)


def test_a_question_without_readers_is_refused(desk, home, trees):
    refused(
        desk,
        lambda: annotating.comment(desk, home, trees, "why?", kind="question", audience=()),
        "question_private",
    )


def test_an_audience_that_is_none_is_refused(desk, home, trees):
    params = refused(
        desk,
        lambda: annotating.comment(desk, home, trees, "x", audience=("Every One",)),
        "bad_audience",
    )

    assert params == {"word": "Every One"}


def test_a_quote_is_found_with_white_space_collapsed(desk, home, trees):
    done = annotating.note(desk, home, trees, "x", quote="  and \n pears ")

    assert saved(desk, done).data["anchor"]["quote"]["exact"] == "and pears"


def test_a_quote_is_found_in_plain_text_not_in_markdown(desk, home, trees):
    done = annotating.note(desk, home, trees, "x", quote="Who asked for it?")

    assert saved(desk, done).data["anchor"]["section"] == "s2"


def test_a_quote_found_twice_is_taken_first_and_told(desk, home, trees):
    done = annotating.note(desk, home, trees, "x", quote="Apples")

    anchor = saved(desk, done).data["anchor"]
    assert (anchor["position"]["start"], anchor["ambiguous"]) == (0, True)


@pytest.mark.parametrize("quote", ["quinces", "apples", "Apples  .", "Who **asked**"])
def test_a_quote_that_is_not_there_is_refused_and_nothing_saved(desk, home, trees, quote):
    params = refused(
        desk, lambda: annotating.comment(desk, home, trees, "x", quote=quote), "quote_not_found"
    )

    assert params == {"quote": quote, "about": "proposal/trees"}


def test_a_quote_in_another_section_is_refused(desk, home, trees):
    refused(
        desk,
        lambda: annotating.note(desk, home, trees, "x", quote="pears", section="s2"),
        "quote_not_found",
    )


def test_nothing_can_be_quoted_from_a_text_that_is_not_here(desk, home):
    refused(
        desk,
        lambda: annotating.note(desk, home, About("document", "report"), "x", quote="words"),
        "no_text_here",
    )


def test_a_document_can_be_quoted_once_its_text_is_here(desk, home):
    path = home.text("a" * 64)
    path.parent.mkdir(parents=True)
    path.write_text("Opening words\n\n## Findings\n\nWalnuts grow well.", "utf-8")

    done = annotating.note(desk, home, About("document", "report"), "x", quote="Walnuts")

    assert saved(desk, done).data["anchor"]["section"] == "findings"
    assert [hit.id for hit in searching.search(desk, home, "walnuts").hits] == [
        "report", done.ids[0],
    ] or {hit.kind for hit in searching.search(desk, home, "walnuts").hits} == {"document", "note"}  # fmt: skip


def test_an_agenda_item_can_be_quoted(desk, home):
    done = annotating.note(desk, home, About("item", "call-6"), "x", quote="Spent well")

    assert saved(desk, done).data["anchor"]["section"] == "key_points"


def test_a_place_chosen_in_the_window_is_kept_as_it_is(desk, home, trees):
    at = Anchor("pears", section="s1", start=11, end=16)

    done = annotating.comment(desk, home, trees, "x", at=at)

    assert saved(desk, done).data["anchor"] == at.to_json()


@pytest.mark.parametrize("text", ["", "   \n "])
def test_a_comment_without_words_is_refused(desk, home, trees, text):
    refused(desk, lambda: annotating.comment(desk, home, trees, text, quote="pears"), "empty")
    refused(desk, lambda: annotating.note(desk, home, trees, text), "empty")


def test_a_highlight_needs_no_words(desk, home, trees):
    done = annotating.note(desk, home, trees, "", quote="pears", colour="strong")
    evidence = annotating.comment(desk, home, trees, "", kind="evidence", quote="pears")

    assert saved(desk, done).data["colour"] == "strong"
    assert saved(desk, evidence).data["kind"] == "evidence"


@pytest.mark.parametrize("text", ["NUL \0 inside", "half \ud83d a character"])
def test_what_no_store_takes_is_refused_at_the_keyboard(desk, home, trees, text):
    refused(desk, lambda: annotating.comment(desk, home, trees, text), "nul")


def test_too_long_is_refused_in_bytes(desk, home, trees):
    params = refused(desk, lambda: annotating.note(desk, home, trees, "é" * 30_001), "too_long")

    assert params == {"bytes": 60_002, "most": 60_000}
    annotating.note(desk, home, trees, "é" * 30_000)


def test_too_long_with_everything_around_it_is_refused_too(desk, home, trees):
    where = Anchor("q" * 8000)

    refused(desk, lambda: annotating.comment(desk, home, trees, "x" * 59_000, at=where), "too_long")


def test_letters_and_their_accents_are_stored_as_one(desk, home, trees):
    done = annotating.note(desk, home, trees, "cafe\u0301 \u00a0!")

    assert saved(desk, done).data["text"] == "caf\u00e9 \u00a0!"


def test_a_criterion_the_round_has_not_is_refused(desk, home, trees):
    params = refused(
        desk,
        lambda: annotating.comment(desk, home, trees, "x", criterion="beauty"),
        "unknown_criterion",
    )

    assert params == {"key": "beauty", "known": "need, reach"}


def test_a_criterion_on_something_without_a_round_is_kept(desk, home):
    seed(desk, proposal("lost", round="none"))

    for about in (About("proposal", "lost"), About("document", "report")):
        done = annotating.comment(desk, home, about, "x", criterion="any")
        assert saved(desk, done).data["criterion"] == "any"


def test_a_reply_names_what_it_answers(desk, home, trees):
    done = annotating.comment(desk, home, trees, "yes", reply_to="hers")

    assert saved(desk, done).data["reply_to"] == "hers"
    refused(
        desk,
        lambda: annotating.comment(desk, home, trees, "yes", reply_to="none"),
        "no_such_record",
    )


def test_editing_changes_only_what_is_given(desk, home, trees):
    id = annotating.comment(desk, home, trees, "one", quote="pears", kind="question").ids[0]

    annotating.edit(desk, id, "two")
    annotating.edit(desk, id, criterion="need")
    annotating.edit(desk, id, audience=("proposers", "members"))
    done = annotating.edit(desk, id, colour="ask")

    row = saved(desk, done)
    assert (row.data["text"], row.data["criterion"], row.data["kind"]) == (
        "two",
        "need",
        "question",
    )
    assert row.readers == ("members", "quinn")
    assert row.data["colour"] == "ask"
    assert row.data["anchor"]["quote"]["exact"] == "pears"


def test_editing_a_note_keeps_it_at_home(desk, home, trees):
    id = annotating.note(desk, home, trees, "one", quote="pears").ids[0]

    done = annotating.edit(desk, id, "", audience=("members",), colour="strong")

    row = saved(desk, done)
    assert (row.at_home, row.readers, row.data["colour"], row.data["text"]) == (
        True, (), "strong", "",
    )  # fmt: skip


def test_an_edit_is_held_to_the_same_rules(desk, home, trees):
    id = annotating.comment(desk, home, trees, "one").ids[0]

    refused(desk, lambda: annotating.edit(desk, id, " "), "empty")
    refused(desk, lambda: annotating.edit(desk, id, "\0"), "nul")
    refused(desk, lambda: annotating.edit(desk, id, criterion="beauty"), "unknown_criterion")
    refused(desk, lambda: annotating.edit(desk, id, audience=("No One",)), "bad_audience")
    refused(desk, lambda: annotating.edit(desk, "none", "x"), "no_such_record")
    refused(desk, lambda: annotating.edit(desk, "hers", "x"), "not_yours")
    refused(desk, lambda: annotating.withdraw(desk, "hers"), "not_yours")


def test_withdrawing_is_told_to_the_server_and_can_be_undone(desk, home, trees):
    id = annotating.comment(desk, home, trees, "one").ids[0]
    [act] = send(desk)
    seed(desk, record("comments", id, 1, "omar", ("chairs",), **act.data))
    outbox.accepted(desk, act, 1)

    done = annotating.withdraw(desk, id)

    assert saved(desk, done).data["withdrawn"] is True
    assert [act.data["withdrawn"] for act in outbox.to_send(desk)] == [True]
    acting.take_back(desk)
    assert "withdrawn" not in saved(desk, done).data
    assert outbox.to_send(desk) == []


def test_a_withdrawn_note_stays_at_home(desk, home, trees):
    id = annotating.note(desk, home, trees, "one").ids[0]

    annotating.withdraw(desk, id)

    assert outbox.to_send(desk) == []


def test_undo_tells_what_it_touched_and_when_there_is_nothing(desk, home, trees):
    done = annotating.comment(desk, home, trees, "one")

    undone = acting.take_back(desk)

    assert (undone.collections, undone.ids) == (frozenset({"comments"}), done.ids)
    assert current.find(desk, done.ids[0]) == []
    with pytest.raises(Trouble, match="nothing_to_undo"):
        acting.take_back(desk)


def test_without_a_cycle_nothing_can_be_written(store, home, trees):
    seed(store, proposal(), version("trees", 1, "Apples"))

    refused(store, lambda: annotating.note(store, home, trees, "x", quote="Apples"), "not_joined")


def in_conflict(desk, home, trees):
    id = annotating.comment(desk, home, trees, "mine").ids[0]
    [act] = send(desk)
    theirs = {**act.data, "text": "theirs"}
    seed(desk, record("comments", id, 3, "omar", ("chairs",), **theirs))
    conflicting.keep_both(desk, act, {"version": 3, "data": theirs})
    return id


@pytest.mark.parametrize("text", ["mine", "theirs"])
def test_a_conflict_is_settled_by_its_member_and_can_be_undone(desk, home, trees, text):
    id = in_conflict(desk, home, trees)

    done = settling.settle(desk, id, text)

    assert saved(desk, done).data["text"] == text
    assert undo.last(desk).verb == "settle"
    acting.take_back(desk)
    assert saved(desk, done).data["text"] == "mine"
    with pytest.raises(Trouble, match="no_conflict"):
        settling.settle(desk, "hers", "mine")


@pytest.mark.parametrize("text", ["trees", "proposal/", "paper/trees", "", "/"])
def test_what_names_no_paper_is_told(desk, text):
    with pytest.raises(Trouble, match="bad_about"):
        papers.about(desk, text)


def test_a_paper_is_named_by_kind_and_id_in_its_newest_version(desk):
    assert papers.about(desk, "proposal/trees") == About("proposal", "trees", 1)
    assert papers.about(desk, "item/call-6") == About("item", "call-6")
    with pytest.raises(Trouble, match="no_such_paper"):
        papers.about(desk, "proposal/none")


def test_papers_without_words_have_no_sections(desk, home):
    assert papers.sections(desk, home, About("proposal", "water")) == []
    assert papers.sections(desk, home, About("decision", "none")) == []
    assert papers.sections(desk, home, About("document", "none")) == []
    assert papers.sections(desk, home, About("proposal", "trees", 9))[0].key == "s1"


# --- where marks are in the newest version -------------------------------------------------


def places(store, home):
    return {
        row["text"]: (row["place"] or {}).get("state")
        for kind in ("notes", "comments")
        for row in showing.listed(store, home, kind)
    }


def test_on_version_2_a_mark_is_kept_or_gone_and_never_guessed(desk, home, trees):
    seed(desk, proposal(), version("trees", 1, "Apples and pears grow here. Old plums fall."))
    annotating.note(desk, home, trees, "kept", quote="Apples and pears")
    annotating.comment(desk, home, trees, "lost", quote="Old plums fall")
    annotating.note(desk, home, trees, "on the whole")

    seed(desk, proposal(version=2), version("trees", 2, "New words. Apples and pears grow."))

    assert places(desk, home) == {
        "kept": "kept", "lost": "gone", "on the whole": None, "hers": None,
    }  # fmt: skip
    [kept] = [row for row in showing.listed(desk, home, "notes") if row["text"] == "kept"]
    assert (kept["place"]["version"], kept["place"]["start"], kept["place"]["exact"]) == (
        2, 11, "Apples and pears",
    )  # fmt: skip


def test_a_mark_on_a_paper_that_left_is_gone(desk, home, trees):
    annotating.note(desk, home, trees, "x", quote="pears")

    seed(desk, gone("versions", "trees-v1"))

    assert places(desk, home)["x"] == "gone"


def test_a_mark_on_an_item_and_a_document_have_their_places(desk, home):
    annotating.note(desk, home, About("item", "call-6"), "item", quote="Spent")
    path = home.text("a" * 64)
    path.parent.mkdir(parents=True)
    path.write_text("Walnuts", "utf-8")
    annotating.note(desk, home, About("document", "report"), "paper", quote="Walnuts")
    seed(desk, record("notes", "odd", 1, "omar", about=None, text="odd", anchor={"quote": {}}))

    assert places(desk, home) == {"item": "kept", "paper": "kept", "odd": "gone", "hers": None}


def test_another_members_profile_is_not_mine(desk):
    joined(desk, "nadia")

    assert acting.mine(desk, "comments", "hers").id == "hers"
