"""Who is sent what: rounds that open, recusals, withdrawals, roles that change."""

import pytest

from tests.integration.people import Cycle, Person, change

ABOUT = {"kind": "proposal", "id": "p1"}


@pytest.fixture
def boris(cycle: Cycle) -> Person:
    return cycle.join("boris")


@pytest.fixture
def carla(cycle: Cycle) -> Person:
    return cycle.join("carla")


@pytest.fixture
def amina(cycle: Cycle) -> Person:
    return cycle.join("amina", "chair")


@pytest.fixture
def olga(cycle: Cycle) -> Person:
    return cycle.join("olga", "observer")


def test_reviews_are_for_chairs_until_the_round_opens_and_then_old_ones_come(
    cycle: Cycle, amina: Person, boris: Person, carla: Person, olga: Person
):
    id = boris.review()
    carla.sync()
    version = boris.store["reviews", id]["version"]

    assert amina.sees("reviews", id)
    assert cycle.secretariat.sees("reviews", id)
    assert not carla.sees("reviews", id)

    cycle.round(others_visible="open")
    came = carla.sync()

    assert [record["id"] for record in came if record["collection"] == "reviews"] == [id]
    assert carla.store["reviews", id]["version"] == version
    assert not olga.sees("reviews", id)


def test_closing_sight_sends_gone_and_leaves_the_record_alone(
    cycle: Cycle, boris: Person, carla: Person
):
    cycle.round(others_visible="open")
    id = boris.review()
    assert carla.sees("reviews", id)

    cycle.round(others_visible="never")
    came = carla.sync()

    assert {"collection": "reviews", "id": id, "gone": True, "why": "access"} in came
    assert boris.sees("reviews", id)


def test_a_closed_round_opens_when_it_is_closed(cycle: Cycle, boris: Person, carla: Person):
    cycle.round(others_visible="closed")
    id = boris.review()
    assert not carla.sees("reviews", id)

    cycle.round(others_visible="closed", status="closed")

    assert carla.sees("reviews", id)


def test_after_mine_opens_with_my_own_review_for_both_of_us(
    cycle: Cycle, boris: Person, carla: Person
):
    cycle.round(others_visible="after_mine")
    his = boris.review()
    assert not carla.sees("reviews", his)

    hers = carla.review()

    assert carla.sees("reviews", his)
    assert boris.sees("reviews", hers)


def test_a_conflict_of_interest_never_opens_what_the_round_hides(
    cycle: Cycle, boris: Person, carla: Person
):
    cycle.round(others_visible="after_mine")
    his = boris.review()
    carla.review(texts={}, recused="employer")
    assert not carla.sees("reviews", his)

    cycle.round(others_visible="closed", status="closed")

    dana = cycle.join("dana")
    assert not carla.sees("reviews", his)
    assert dana.sees("reviews", his)


def test_who_recuses_herself_later_loses_what_she_saw(cycle: Cycle, boris: Person, carla: Person):
    cycle.round(others_visible="after_mine")
    his = boris.review()
    carla.review()
    assert carla.sees("reviews", his)

    carla.review(texts={}, recused="family")

    assert not carla.sees("reviews", his)


def everything(person: Person) -> list[str]:
    """Let `person` say what she can about `p1`; return what it is kept as."""
    id = person.review()
    person.put("asides", id, {"to_chairs": "For you alone"})
    person.put("intents", f"intent-{person.account}", {"kind": "position", "about": ABOUT})
    return [f"reviews/{id}", f"asides/{id}", f"intents/intent-{person.account}"]


def read(person: Person, keys: list[str]) -> list[str]:
    person.sync()
    return [key for key in keys if tuple(key.split("/")) in person.store]


def test_a_chair_with_a_conflict_of_interest_loses_what_chairs_read_about_that_proposal(
    cycle: Cycle, amina: Person, boris: Person
):
    other = cycle.join("chris", "chair")
    said = everything(boris)
    before = read(amina, said)

    hers = amina.review(texts={}, recused="employer")

    assert before == said
    assert read(amina, said) == []
    assert amina.sees("reviews", hers)
    for person in (other, cycle.secretariat):
        assert read(person, [*said, f"reviews/{hers}"]) == [*said, f"reviews/{hers}"]


def test_what_is_said_later_does_not_reach_her_and_other_proposals_do(
    cycle: Cycle, amina: Person, boris: Person
):
    amina.review(texts={}, recused="employer")
    cycle.secretariat.put("proposals", "p2", {"title": "Other", "round": "r1", "version": 1})

    said = everything(boris)
    elsewhere = boris.review("p2")

    assert read(amina, said) == []
    assert amina.sees("reviews", elsewhere)


def test_a_chairs_conflict_that_was_taken_back_gives_her_everything_again(
    amina: Person, boris: Person
):
    said = everything(boris)
    amina.review(texts={}, recused="employer")
    assert read(amina, said) == []

    amina.review(texts={}, recused="employer", withdrawn=True)

    assert read(amina, said) == said


def test_who_becomes_a_chair_later_reads_what_the_other_chairs_read(
    cycle: Cycle, amina: Person, boris: Person
):
    said = everything(boris)
    amina.review(texts={}, recused="employer")

    later = cycle.join("dora", "chair")

    assert read(later, said) == said


def test_where_the_round_is_open_to_all_only_words_to_the_chairs_are_kept_from_her(
    cycle: Cycle, amina: Person, boris: Person
):
    cycle.round(others_visible="open")
    said = everything(boris)

    amina.review(texts={}, recused="employer")

    assert read(amina, said) == [said[0], said[2]]


def test_a_review_that_was_taken_back_opens_nothing_any_more(
    cycle: Cycle, boris: Person, carla: Person
):
    cycle.round(others_visible="after_mine")
    his = boris.review()
    carla.review()
    assert carla.sees("reviews", his)

    carla.review(withdrawn=True)
    taken_back = carla.sees("reviews", his)
    carla.review()

    assert not taken_back
    assert carla.sees("reviews", his)


def test_a_conflict_that_was_taken_back_hides_nothing_any_more(
    cycle: Cycle, boris: Person, carla: Person
):
    cycle.round(others_visible="closed", status="closed")
    his = boris.review()
    carla.review(texts={}, recused="other")
    assert not carla.sees("reviews", his)

    carla.review(texts={}, recused="other", withdrawn=True)

    assert carla.sees("reviews", his)


def test_a_review_in_a_round_that_went_back_to_draft_is_taken_and_tells_nothing_of_its_scheme(
    cycle: Cycle, amina: Person, boris: Person
):
    cycle.round(status="draft")
    assert not boris.sees("rounds", "r1")

    id = boris.review(texts={"no such criterion": "Words"}, stance="no such position")

    assert amina.sees("reviews", id)


def test_the_readers_of_reviews_are_computed_whatever_was_sent(
    cycle: Cycle, boris: Person, carla: Person
):
    id = boris.review_id("p1")
    boris.put("reviews", id, {"proposal": "p1"}, audience=["public"])
    boris.put("intents", "i1", {"kind": "floor", "about": ABOUT}, audience=["public"])

    assert boris.store["reviews", id]["audience"] == ["chairs"]
    assert not carla.sees("reviews", id)
    assert not carla.sees("intents", "i1")


def test_intents_open_with_the_round_too(cycle: Cycle, boris: Person, carla: Person):
    boris.put("intents", "i1", {"kind": "position", "about": ABOUT})
    assert not carla.sees("intents", "i1")

    cycle.round(others_visible="open")

    assert carla.sees("intents", "i1")


def test_moving_a_proposal_to_another_round_moves_the_sight_of_its_reviews(
    cycle: Cycle, boris: Person, carla: Person
):
    id = boris.review()
    cycle.secretariat.put("rounds", "r2", {"title": "Open", "others_visible": "open"})
    assert not carla.sees("reviews", id)

    cycle.secretariat.put("proposals", "p1", {"title": "A forum", "round": "r2"})

    assert carla.sees("reviews", id)


def test_asides_are_for_chairs_whatever_was_sent_and_never_open(
    cycle: Cycle, amina: Person, boris: Person, carla: Person
):
    id = boris.review()
    boris.put("asides", id, {"to_chairs": "Between us"}, audience=["members"])

    cycle.round(others_visible="open")

    assert boris.store["asides", id]["audience"] == ["chairs"]
    assert amina.sees("asides", id)
    assert carla.sees("reviews", id)
    assert not carla.sees("asides", id)


def test_an_aside_cannot_take_the_place_of_anothers(boris: Person, carla: Person):
    boris.review()

    before = carla.refused("asides", boris.review_id("p1"), {"to_chairs": "Mine now"})
    own = carla.do(change("asides", carla.review_id("p1"), {"to_chairs": "Fine"}))[0]

    assert before == "bad_id"
    assert own["result"] == "accepted"


def test_notes_are_for_the_owner_alone(cycle: Cycle, amina: Person, boris: Person):
    boris.put("notes", "n1", {"text": "Mine"}, audience=["public"])

    assert not amina.sees("notes", "n1")
    assert not cycle.secretariat.sees("notes", "n1")
    assert boris.afresh().sees("notes", "n1")


def test_withdrawn_words_are_empty_for_all_but_the_owner_and_the_secretariat(
    cycle: Cycle, amina: Person, boris: Person, carla: Person
):
    anchor = {"quote": {"exact": "canary words"}}
    data = {"about": ABOUT, "text": "canary", "anchor": anchor}
    boris.put("comments", "c1", data)
    carla.sync()

    boris.put("comments", "c1", {**data, "withdrawn": True})
    for each in (carla, amina, cycle.secretariat):
        each.sync()
    conflict = amina.do(change("comments", "c9", {"text": "x"}, base=1))[0]

    for each in (carla, amina):
        seen = each.store["comments", "c1"]["data"]
        assert (seen["text"], seen["anchor"], seen["withdrawn"]) == ("", None, True)
    assert boris.store["comments", "c1"]["data"]["text"] == "canary"
    assert cycle.secretariat.store["comments", "c1"]["data"]["anchor"] == anchor
    assert conflict["theirs"] is None


def test_a_narrowed_audience_sends_gone_and_a_widened_one_the_record(cycle: Cycle, boris: Person):
    cycle.secretariat.put("documents", "d1", {"title": "Draft"})
    assert boris.sees("documents", "d1")

    cycle.secretariat.put("documents", "d1", {"title": "Draft"}, audience=["chairs"])
    assert not boris.sees("documents", "d1")

    cycle.secretariat.put("documents", "d1", {"title": "Draft"}, audience=["chairs", "boris"])
    assert boris.sees("documents", "d1")


def test_a_meeting_with_a_passcode_is_never_wider_than_members(cycle: Cycle, olga: Person):
    join_by = [{"kind": "link", "value": "https://x.example", "passcode": "1234"}]

    code = cycle.secretariat.refused(
        "meetings", "m1", {"title": "Call", "join_by": join_by}, audience=["observers"]
    )
    cycle.secretariat.put("meetings", "m1", {"title": "Call", "join_by": join_by})

    assert code == "bad_audience"
    assert not olga.sees("meetings", "m1")


def test_a_new_role_begins_anew_and_gives_what_the_role_reads(
    cycle: Cycle, boris: Person, carla: Person
):
    id = boris.review()
    carla.sync()

    cycle.secretariat.put("members", "carla", {"name": "Carla", "role": "chair"})

    assert carla.ask().json()["reset"] == "access"
    assert carla.afresh().sees("reviews", id)

    cycle.secretariat.put("members", "carla", {"name": "Carla", "role": "observer"})

    assert not carla.afresh().sees("reviews", id)
    assert not carla.afresh().sees("proposals", "p1")


def test_an_observer_loses_what_an_own_review_had_opened(
    cycle: Cycle, boris: Person, carla: Person
):
    cycle.round(others_visible="after_mine")
    his = boris.review()
    hers = carla.review()
    assert carla.sees("reviews", his)

    cycle.secretariat.put("members", "carla", {"name": "Carla", "role": "observer"})

    again = carla.afresh()
    assert not again.sees("reviews", his)
    assert again.sees("reviews", hers)


def test_an_edit_of_a_member_that_keeps_the_role_resets_nobody(cycle: Cycle, carla: Person):
    cycle.secretariat.put("members", "carla", {"name": "Carla", "role": "member"})
    carla.sync()

    cycle.secretariat.put("members", "carla", {"name": "Carla B.", "role": "member"})

    assert "reset" not in carla.exchange()


def test_who_left_is_signed_off_and_comes_back_only_by_a_new_invitation(cycle: Cycle):
    waiting = cycle.invitation("dana")
    dana = cycle.join("dana")

    cycle.secretariat.put("members", "dana", {"name": "Dana", "status": "left"})

    assert dana.ask().status_code == 401
    refused = cycle.http.post(
        "/v1/enrol", json={"invitation": waiting, "device_key": "A" * 43, "device": None}
    )
    assert refused.status_code == 404
    assert cycle.join("dana").ask().status_code == 200


def test_observers_comment_and_do_not_review(cycle: Cycle, olga: Person):
    cycle.secretariat.put("proposals", "p2", {"title": "Open"}, audience=["public"])

    answers = olga.do(
        change("comments", "c1", {"text": "Invited", "about": {"kind": "proposal", "id": "p2"}}),
        change("reviews", olga.review_id("p2"), {"proposal": "p2"}),
        change("asides", olga.review_id("p2"), {"to_chairs": "x"}),
    )

    assert [each.get("code", each["result"]) for each in answers] == [
        "accepted",
        "not_yours",
        "not_yours",
    ]


def test_a_review_of_what_she_may_not_read_is_taken_as_where_there_is_nothing(
    cycle: Cycle, amina: Person, boris: Person
):
    cycle.secretariat.put(
        "proposals", "p2", {"title": "Secret", "round": "r1"}, audience=["chairs"]
    )
    words = {"texts": {"no such criterion": "Words from before it was narrowed"}}

    hidden = boris.review("p2", **words)
    missing = boris.review("p3", **words)

    assert amina.sees("reviews", hidden)
    assert amina.sees("reviews", missing)


def test_beside_a_review_stands_who_may_read_it_now(cycle: Cycle, boris: Person, carla: Person):
    cycle.round(others_visible="after_mine")
    id = boris.review()
    carla.review()
    boris.sync()
    assert boris.store["reviews", id]["audience"] == ["chairs"]

    cycle.round(others_visible="open")
    boris.sync()
    shown = boris.store["reviews", id]

    assert (shown["audience"], shown["version"]) == (["members"], 1)
    assert "digest" in boris.exchange()
    later = carla.review(comment="More")
    assert carla.store["reviews", later]["audience"] == ["members"]


def test_a_new_member_is_not_told_of_what_was_gone_before_her(cycle: Cycle, boris: Person):
    boris.do(change("comments", "c1", {"text": "x"}))
    cycle.secretariat.do(change("comments", "c1", None, base=1))

    came = cycle.join("dana").sync(limit=1)

    assert not [record for record in came if record.get("gone")]


def test_what_comes_late_is_taken_and_marked(cycle: Cycle, boris: Person):
    past = [{"what": "comments", "at": "2020-01-01T00:00:00Z"}]
    future = [*past, {"what": "reviews", "at": "2999-01-01T00:00:00Z"}]
    cycle.round(deadlines=future)
    boris.put("comments", "c1", {"text": "Late", "about": ABOUT})
    on_time = boris.review(late=True)
    assert boris.store["comments", "c1"]["data"]["late"] is True
    assert "late" not in boris.store["reviews", on_time]["data"]

    cycle.round(deadlines=past)
    late = boris.review()

    assert boris.store["reviews", late]["data"]["late"] is True


@pytest.mark.parametrize("status", ["closed", "decided"])
def test_a_review_after_the_round_was_closed_is_taken_and_marked_and_a_comment_is_not(
    cycle: Cycle, boris: Person, status: str
):
    on_time = boris.review()
    assert "late" not in boris.store["reviews", on_time]["data"]

    cycle.round(status=status)
    id = boris.review(comment="More")
    boris.put("comments", "c1", {"text": "Thanks", "about": ABOUT})

    assert boris.store["reviews", id]["data"]["late"] is True
    assert "late" not in boris.store["comments", "c1"]["data"]
