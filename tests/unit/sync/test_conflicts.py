"""Two wrote the same record, or the server will not take it: no word is lost."""

import pytest

from app.actions import settling
from app.domain import ids
from app.domain.merging import BETWEEN
from app.store import conflicting, current, merges, outbox
from app.sync.transport import Refused
from tests.builders import AT, CYCLE, states, write
from tests.computers import Computer


def test_edits_of_different_fields_are_joined(server, omar, phone):
    write(omar.store, "new words", criterion="need", colour="red")
    write(phone.store, "text", criterion="reach", colour="red")
    omar.sync()

    report = phone.sync()

    assert (report.conflicts, report.sent) == ([], 1)
    omar.sync()
    joined = {"text": "new words", "criterion": "reach", "colour": "red"}
    assert omar.comment("c1") == phone.comment("c1") == joined
    assert omar.waits() == phone.waits() == []


def test_edits_of_the_same_field_are_both_kept_and_block_nothing(server, omar, phone):
    write(omar.store, "hers at home")
    omar.sync()
    write(phone.store, "hers on the phone")
    write(phone.store, "another", "c2")

    report = phone.sync()

    assert report.conflicts == [("comments", "c1")]
    assert report.sent == 1
    [row] = outbox.of(phone.store, "comments", "c1")
    assert (row.state, row.data["text"]) == ("conflict", "hers on the phone")
    assert row.theirs["data"]["text"] == "hers at home"
    assert phone.sync().requests == 1


@pytest.mark.parametrize(("mine", "ends"), [(True, "phone"), (False, "home")])
def test_a_settled_conflict_ends_alike_everywhere(server, omar, phone, mine, ends):
    write(omar.store, "home")
    omar.sync()
    write(phone.store, "phone")
    phone.sync()

    conflicting.settle(phone.store, "comments", "c1", mine=mine)
    phone.sync()
    omar.sync()

    assert omar.comment("c1")["text"] == phone.comment("c1")["text"] == ends


def test_the_same_edit_on_both_is_no_conflict(omar, phone):
    write(omar.store, "same")
    write(phone.store, "same")
    omar.sync()

    report = phone.sync()

    assert (report.conflicts, report.sent, phone.waits()) == ([], 1, [])


def test_what_is_there_already_is_not_sent_again(server, omar, phone):
    write(omar.store, "new words", criterion="reach", colour="red")
    omar.sync()
    write(phone.store, "text", criterion="reach", colour="red")

    report = phone.sync()

    assert (report.sent, report.requests, phone.waits()) == (1, 1, [])
    assert server.state.records["comments", "c1"].version == 2
    assert phone.comment("c1")["text"] == "new words"


def test_the_same_words_for_other_readers_are_sent(server, omar, phone):
    write(omar.store, "same")
    omar.sync()
    outbox.put(
        phone.store, "comments", "c1", {"text": "same"}, audience=("members",), written_at=AT
    )

    phone.sync()

    assert server.state.records["comments", "c1"].audience == ["members"]


def test_words_written_behind_a_conflicting_act_are_joined_too(omar, phone):
    write(omar.store, "text", criterion="reach", colour="red")
    omar.sync()
    write(phone.store, "first", criterion="need", colour="red")
    phone.try_sync("r")
    write(phone.store, "second", criterion="need", colour="red")

    report = phone.sync()

    assert report.requests == 2
    assert phone.comment("c1") == {"text": "second", "criterion": "reach", "colour": "red"}
    assert phone.waits() == []


def test_a_draft_takes_over_what_was_joined_below_it(server):
    computers = [Computer(server, "omar", name) for name in ("home", "phone")]
    id = ids.review_id(CYCLE, "omar", "p1")

    def review(computer, *, home=False, **texts):
        data = {"proposal": "p1", "texts": texts, "state": "draft" if home else "submitted"}
        outbox.put(
            computer.store, "reviews", id, data, audience=("chairs",), written_at=AT, home=home
        )

    home, phone = computers
    review(home, need="one")
    home.sync()
    phone.sync()
    review(home, need="one", reach="at home")
    home.sync()
    review(phone, need="one, on the phone")
    review(phone, home=True, need="one, on the phone, drafted")
    phone.sync()

    drafted = current.one(phone.store, "reviews", id)
    assert drafted.at_home
    assert drafted.data["texts"] == {"need": "one, on the phone, drafted", "reach": "at home"}
    review(phone, **drafted.data["texts"])
    phone.sync()
    home.sync()
    assert current.one(home.store, "reviews", id).data["texts"] == drafted.data["texts"]


def test_two_devices_that_begin_the_same_review_make_one(server):
    computers = [Computer(server, "omar", name) for name in ("home", "phone")]
    id = ids.review_id(CYCLE, "omar", "p1")
    blank = {"proposal": "p1", "stance": None, "comment": "", "scores": {}, "texts": {}}
    for computer, more in zip(
        computers,
        [{"texts": {"need": "x"}}, {"stance": "support", "scores": {"reach": 3}}],
        strict=True,
    ):
        outbox.put(computer.store, "reviews", id, {**blank, **more}, audience=(), written_at=AT)

    for computer in [*computers, *computers]:
        assert computer.sync().conflicts == []

    for computer in computers:
        data = current.one(computer.store, "reviews", id).data
        assert (data["texts"], data["stance"], data["scores"]) == (
            {"need": "x"}, "support", {"reach": 3},
        )  # fmt: skip


def test_what_was_erased_there_is_offered_again_with_my_words(server, omar, phone):
    server.put("comments", "c1", None)
    write(phone.store, "still mine")

    report = phone.sync()

    assert report.sent == 1
    assert server.state.records["comments", "c1"].data["text"] == "still mine"


def test_erasing_what_is_gone_already_is_done(server, omar):
    outbox.put(omar.store, "notes", "n1", {"text": "x"}, audience=(), written_at=AT)
    omar.sync()
    server.put("notes", "n1", None, owner="omar")
    outbox.put(omar.store, "notes", "n1", None, audience=(), written_at=AT)

    report = omar.sync()

    assert (report.sent, omar.waits(), report.conflicts) == (1, [], [])


def test_erasing_a_note_takes_it_off_the_other_device(server, omar):
    outbox.put(omar.store, "notes", "n1", {"text": "x"}, audience=(), written_at=AT)
    omar.sync()
    phone = Computer(server, "omar", "phone")
    phone.sync()
    outbox.put(omar.store, "notes", "n1", None, audience=(), written_at=AT)

    assert omar.sync().sent == 1
    assert phone.sync().gone == 1

    assert current.one(phone.store, "notes", "n1") is None


def test_erasing_what_was_changed_elsewhere_is_a_conflict(server, omar):
    outbox.put(omar.store, "notes", "n1", {"text": "x"}, audience=(), written_at=AT)
    omar.sync()
    server.put("notes", "n1", {"text": "y"}, owner="omar")
    outbox.put(omar.store, "notes", "n1", None, audience=(), written_at=AT)

    report = omar.sync()

    assert report.conflicts == [("notes", "n1")]


def test_what_the_server_will_not_take_is_set_aside_with_its_reason(server, omar):
    server.put("comments", "c1", {"text": "nadia's"}, owner="nadia")
    write(omar.store, "mine")
    write(omar.store, "good", "c2")

    report = omar.sync()

    assert report.set_aside == [("c1", "not_yours", "not_yours")]
    assert (report.sent, report.received) == (1, 3)
    assert omar.sync().requests == 1
    assert omar.waits() == [("c1", "refused")]


def test_an_edit_made_before_the_refusal_came_is_offered_instead(server, omar):
    write(omar.store, "bad", anchor=5)
    omar.try_sync("r")
    write(omar.store, "good")

    report = omar.sync()

    assert (report.set_aside, report.sent, omar.waits()) == ([], 1, [])


def test_an_unknown_device_is_told_and_nothing_changes(server, omar):
    write(omar.store, "mine")
    del server.state.roles["omar"]

    with pytest.raises(Refused) as refused:
        omar.sync()

    assert (refused.value.status, refused.value.code) == (401, "token_unknown")
    assert states(omar.store) == [("sent", "mine")]


def test_what_was_joined_by_itself_is_told_and_kept_with_both_sides(omar, phone):
    write(omar.store, "new words", criterion="need", colour="red")
    write(phone.store, "text", criterion="reach", colour="red")
    omar.sync()

    report = phone.sync()

    assert report.joined == [("comments", "c1")]
    [merge] = merges.listed(phone.store)
    assert (merge.kind, merge.at, merge.undone) == ("joined", AT, None)
    assert (merge.mine["criterion"], merge.mine["text"]) == ("reach", "text")
    assert (merge.theirs["criterion"], merge.theirs["text"]) == ("need", "new words")
    assert (merge.base["criterion"], merge.base["text"]) == ("need", "text")
    assert (merge.from_mine, merge.from_theirs) == ((("criterion",),), (("text",),))
    assert omar.sync().joined == []


def test_what_adds_nothing_to_one_side_is_no_merge(omar, phone):
    write(omar.store, "new words", criterion="reach", colour="red")
    omar.sync()
    write(phone.store, "text", criterion="reach", colour="red")

    assert phone.sync().joined == []
    assert merges.listed(phone.store) == []


def test_two_devices_may_write_on_different_criteria_of_one_review(server):
    home, phone, id = two_reviews(server, {"need": "home"}, {"reach": "phone"})

    assert (phone.sync().conflicts, home.sync().conflicts) == ([], [])

    texts = {"need": "home", "reach": "phone"}
    for computer in (home, phone):
        assert current.one(computer.store, "reviews", id).data["texts"] == texts


def test_on_the_same_criterion_only_that_is_asked_about(server):
    home, phone, id = two_reviews(
        server, {"need": "home", "cost": "c"}, {"need": "phone", "reach": "r"}
    )

    assert phone.sync().conflicts == [("reviews", id)]

    [asked] = settling.conflicts(phone.store)
    assert [field.path for field in asked.fields] == [("texts", "need")]
    settling.settle(phone.store, id, "theirs")
    phone.sync()
    home.sync()
    texts = {"need": "home", "cost": "c", "reach": "r"}
    for computer in (home, phone):
        assert current.one(computer.store, "reviews", id).data["texts"] == texts


def two_reviews(server, one, other):
    """Have the same review changed on two computers; the first has synced."""
    home, phone = (Computer(server, "omar", name) for name in ("home", "phone"))
    id = ids.review_id(CYCLE, "omar", "p1")

    def review(computer, texts):
        data = {"proposal": "p1", "texts": texts, "state": "submitted"}
        outbox.put(computer.store, "reviews", id, data, audience=("chairs",), written_at=AT)

    review(home, {})
    home.sync()
    phone.sync()
    review(home, one)
    review(phone, other)
    home.sync()
    return home, phone, id


def test_an_open_conflict_follows_what_is_written_elsewhere(omar, phone):
    write(omar.store, "home")
    omar.sync()
    write(phone.store, "phone")
    phone.sync()
    write(omar.store, "home, better")
    omar.sync()

    report = phone.sync()

    [asked] = settling.conflicts(phone.store)
    assert (asked.theirs["text"], asked.their_version) == ("home, better", 3)
    assert "comments" in report.touched


def test_an_open_conflict_ends_by_itself_when_both_say_the_same(omar, phone):
    write(omar.store, "home", criterion="need", colour="red")
    omar.sync()
    write(phone.store, "phone", criterion="need", colour="red")
    phone.sync()
    write(omar.store, "phone", criterion="need", colour="red")
    omar.sync()

    phone.sync()

    assert phone.waits() == []


def test_both_sides_of_a_conflict_reach_everybody_when_both_are_kept(omar, phone):
    write(omar.store, "home")
    omar.sync()
    write(phone.store, "phone")
    phone.sync()

    settling.settle(phone.store, "c1", "both")
    phone.sync()
    omar.sync()

    assert omar.comment("c1")["text"] == phone.comment("c1")["text"] == f"home{BETWEEN}phone"


def test_what_is_older_than_thirty_days_is_let_go_by_the_servers_clock(server, omar, phone):
    write(omar.store, "new words", criterion="need", colour="red")
    write(phone.store, "text", criterion="reach", colour="red")
    omar.sync()
    phone.sync()

    server.now = "2030-03-03T11:00:00Z"
    phone.sync()
    assert len(merges.listed(phone.store)) == 1

    server.now = "2030-03-04T13:00:00Z"
    phone.sync()
    assert merges.listed(phone.store) == []


def test_others_words_in_what_was_joined_go_with_the_right_to_read_them(server):
    nadia = Computer(server, "nadia")
    server.put("items", "i1", {"title": "a", "label": "6"}, ("chairs",))
    nadia.sync()
    mine = {"title": "mine", "label": "6"}
    outbox.put(nadia.store, "items", "i1", mine, audience=("chairs",), written_at=AT)
    server.put("items", "i1", {"title": "a", "label": "confidential"}, ("chairs",))
    assert nadia.sync().joined == [("items", "i1")]

    server.shut("items", "i1", ["secretariat"])
    server.state.records["items", "i1"].owner = "office"
    nadia.sync()

    assert current.one(nadia.store, "items", "i1") is None
    assert merges.listed(nadia.store) == []
