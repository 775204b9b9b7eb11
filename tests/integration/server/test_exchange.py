"""One exchange: bases, repeated acts, order, limits, cursors and digests."""

from uuid import uuid4

import pytest

from app.wire import digest_part
from tests.integration.people import Cycle, Person, change


@pytest.fixture
def boris(cycle: Cycle) -> Person:
    return cycle.join("boris")


@pytest.fixture
def carla(cycle: Cycle) -> Person:
    return cycle.join("carla")


def comment(id: str = "c1", text: str = "Words", **more):
    data = {"about": {"kind": "proposal", "id": "p1"}, "text": text, "kind": "comment"}
    return {**change("comments", id, data), **more}


def test_what_one_writes_another_reads_and_the_writer_gets_it_back(boris: Person, carla: Person):
    answer = boris.exchange(comment())

    assert answer["answers"] == [
        {"op": answer["answers"][0]["op"], "result": "accepted", "version": 1}
    ]
    assert answer["records"][0]["id"] == "c1"
    assert answer["records"][0]["owner"] == "boris"
    carla.sync()
    assert carla.store["comments", "c1"]["data"]["text"] == "Words"


def test_an_edit_on_the_right_base_counts_the_version_and_on_a_wrong_one_conflicts(boris: Person):
    boris.exchange(comment())

    second = boris.do(comment(text="Better", base=1))[0]
    stale, blind = boris.do(comment(text="Late", base=1), comment(text="Blind"))

    assert second["version"] == 2
    for each in (stale, blind):
        assert each["result"] == "conflict"
        assert each["theirs"]["version"] == 2
        assert each["theirs"]["data"]["text"] == "Better"


def test_a_base_for_what_is_not_there_conflicts_with_nothing(boris: Person):
    answer = boris.do(comment(base=4))[0]

    assert answer == {"op": answer["op"], "result": "conflict", "theirs": None}


def test_the_same_act_twice_has_one_effect_and_the_same_answer(boris: Person):
    act = comment()

    first, again = boris.do(act, act)
    later = boris.do(act)[0]

    assert first == again == later
    assert boris.store["comments", "c1"]["version"] == 1


def test_an_op_used_for_another_act_is_refused(boris: Person):
    act = comment()
    boris.do(act)

    other = boris.do({**act, "data": {**act["data"], "text": "Other"}})[0]

    assert (other["result"], other["code"]) == ("refused", "op_reused")


def test_a_remembered_conflict_is_answered_with_what_is_there_now(boris: Person):
    boris.do(comment())
    act = comment(text="Stale")
    first = boris.do(act)[0]
    boris.do(comment(text="Newest", base=1))

    again = boris.do(act)[0]

    assert first["theirs"]["version"] == 1
    assert again["theirs"]["version"] == 2


def test_two_accounts_may_use_the_same_op(boris: Person, carla: Person):
    op = str(uuid4())

    one = boris.do(comment("c1", op=op))[0]
    other = carla.do(comment("c2", op=op))[0]

    assert one["result"] == other["result"] == "accepted"


def test_a_record_of_another_is_not_yours_whether_seen_or_hidden(boris: Person, carla: Person):
    boris.do(comment("open"), comment("hidden", audience=["chairs"]))
    boris.put("notes", "private", {"text": "Mine"})

    codes = [
        carla.refused("comments", "open", {"text": "No"}, base=1),
        carla.refused("comments", "hidden", {"text": "No"}, base=1),
        carla.refused("comments", "hidden", {"text": "No"}),
        carla.refused("notes", "private", {"text": "No"}),
        carla.refused("proposals", "p1", {"title": "No"}, base=1),
        carla.refused("proposals", "p9", {"title": "No"}),
    ]

    assert set(codes) == {"not_yours"}


def test_each_change_is_judged_by_itself(boris: Person):
    answers = boris.do(
        comment("good"),
        comment("nul", text="a\0b"),
        comment("long", text="x" * 70_000),
        change("sandwiches", "x", {}),
        comment("two words"),
        comment("bad-audience", audience=["everyone and his dog"]),
        comment("stranger", audience=["nobody-here"]),
        comment("type", base="one"),
        change("comments", "type2", {"text": 5}),
        change("comments", "type3", "words"),
        {**comment("op"), "op": "five"},
        {**comment("noop"), "op": None},
        17,
        comment("criterion", data={"about": {"kind": "proposal", "id": "p1"}, "criterion": "x"}),
        comment("good2"),
    )

    assert [each.get("code", each["result"]) for each in answers] == [
        "accepted",
        "nul",
        "too_long",
        "unknown_collection",
        "bad_id",
        "bad_audience",
        "bad_audience",
        "wrong_type",
        "wrong_type",
        "wrong_type",
        "bad_op",
        "bad_op",
        "bad_op",
        "unknown_criterion",
        "accepted",
    ]


def test_a_review_fits_its_round_and_has_the_agreed_id(boris: Person):
    id = boris.review_id("p1")

    answers = boris.do(
        change("reviews", id, {"proposal": "p1", "scores": {"content": 6}}),
        change("reviews", id, {"proposal": "p1", "scores": {"taste": 1}}),
        change("reviews", id, {"proposal": "p1", "stance": "whatever"}),
        change("reviews", str(uuid4()), {"proposal": "p1"}),
        change("reviews", id, {"texts": {}}),
        change("reviews", id, {"proposal": "p1", "scores": {"content": None}, "future": [1]}),
    )

    assert [each.get("code", each["result"]) for each in answers] == [
        "score_out_of_scale",
        "unknown_criterion",
        "unknown_stance",
        "bad_id",
        "missing",
        "accepted",
    ]
    assert boris.store["reviews", id]["data"]["future"] == [1]


def test_erasing_is_the_owners_for_notes_and_else_the_secretariats(
    cycle: Cycle, boris: Person, carla: Person
):
    boris.put("notes", "n1", {"text": "Mine"})
    boris.do(comment())
    carla.sync()

    mine = boris.do(change("notes", "n1", None, base=1))[0]
    refused = boris.refused("comments", "c1", None, base=1)
    erased = cycle.secretariat.do(change("comments", "c1", None, base=1))[0]
    again = boris.do(comment(text="Back?", base=1))[0]
    came = carla.sync()

    assert mine["result"] == "accepted"
    assert refused == "may_not_erase"
    assert erased["result"] == "accepted"
    assert again == {"op": again["op"], "result": "conflict", "theirs": None}
    assert came == [{"collection": "comments", "id": "c1", "gone": True, "why": "erased"}]


def test_a_record_made_again_after_erasure_counts_on(cycle: Cycle, boris: Person):
    boris.do(comment())
    cycle.secretariat.do(change("comments", "c1", None, base=1))

    again = boris.do(comment(text="Again"))[0]

    assert again["version"] == 3


def test_a_limit_sends_at_least_one_and_goes_on_where_it_stopped(cycle: Cycle, boris: Person):
    cycle.secretariat.exchange(
        *(change("milestones", f"m{n}", {"title": "x" * 400}) for n in range(10))
    )

    tiny = boris.exchange(limit=1)
    seen = {record["id"] for record in tiny["records"]}
    middle = boris.exchange(limit=1500)
    rest = boris.sync(limit=1500)

    assert len(tiny["records"]) == 1
    assert tiny["more"]
    assert "digest" not in tiny
    assert 2 <= len(middle["records"]) <= 3
    seen |= {record["id"] for record in [*middle["records"], *rest]}
    assert seen == {f"m{n}" for n in range(10)} | {"r1", "p1"}
    assert len(rest) + len(middle["records"]) + 1 == 12


def test_papers_come_in_reading_order_but_what_was_accepted_comes_first(
    cycle: Cycle, boris: Person
):
    cycle.secretariat.exchange(
        change("letters", "l1", {"proposal": "p1"}),
        change("versions", "p1-v1", {"proposal": "p1", "number": 1}),
        change("documents", "d1", {"title": "Paper"}),
        change("meetings", "m1", {"title": "Call"}),
    )

    answer = boris.exchange(comment(), limit=1)
    order = [answer["records"][0]["collection"]]
    rest = [record["collection"] for record in boris.sync(limit=1)]

    assert order == ["comments"]
    assert [answer["records"][1]["collection"], *rest] == [
        "rounds", "meetings", "proposals", "documents", "versions", "letters", "comments",
    ]  # fmt: skip


def test_with_a_cursor_and_nothing_new_nothing_comes(boris: Person):
    boris.sync()

    answer = boris.exchange()

    assert answer["records"] == []
    assert answer["answers"] == []
    assert not answer["more"]


def test_the_digest_is_that_of_what_was_read(boris: Person, carla: Person):
    boris.do(comment(), comment("c2", audience=["chairs"]))
    boris.do(comment("c1", text="Better", base=1))
    carla.sync()

    digest = carla.exchange()["digest"]

    expected: dict[str, list] = {}
    for (collection, id), record in carla.store.items():
        count, xor = expected.get(collection, [0, 0])
        expected[collection] = [count + 1, xor ^ digest_part(id, record["version"])]
    assert digest == {name: [count, f"{xor:016x}"] for name, (count, xor) in expected.items()}
    assert digest["comments"][0] == 1


def test_a_foreign_or_broken_cursor_begins_anew_and_nothing_is_taken(boris: Person, carla: Person):
    boris.sync()
    carla.sync()
    hers = carla.cursor

    assert boris.ask([comment()], cursor=hers).json()["reset"] == "cursor"
    assert boris.ask([comment()], cursor="nonsense").json()["reset"] == "cursor"
    assert boris.ask([comment()], cursor="é\u0000" * 400).json()["reset"] == "cursor"
    assert boris.ask([comment()], epoch="other", cursor=None).json()["reset"] == "epoch"
    assert boris.ask([comment()], cursor=boris.cursor[:-3]).json()["reset"] == "cursor"
    assert not carla.sees("comments", "c1")


def test_null_epoch_and_cursor_never_begin_anew(boris: Person):
    boris.exchange(comment())

    answer = boris.ask(epoch=None, cursor=None).json()

    assert "reset" not in answer
    assert {record["collection"] for record in answer["records"]} == {
        "comments", "proposals", "rounds",
    }  # fmt: skip


def test_an_answer_echoes_the_nonce_and_names_epoch_and_time(boris: Person):
    answer = boris.ask(nonce="N-1").json()

    assert answer["nonce"] == "N-1"
    assert answer["epoch"]
    assert answer["now"].endswith("Z")


def test_unknown_fields_of_the_envelope_are_ignored_and_of_the_data_kept(boris: Person):
    act = comment(data={"text": "x", "mood": {"deep": [1.5, None, "é"]}})

    boris.exchange({**act, "colour": "red"}, weather="fine")

    assert boris.store["comments", "c1"]["data"]["mood"] == {"deep": [1.5, None, "é"]}


def test_published_versions_are_never_changed(cycle: Cycle):
    data = {"proposal": "p1", "number": 1, "sections": [{"key": "a", "text": "One"}]}
    cycle.secretariat.put("versions", "p1-v1", data)

    code = cycle.secretariat.refused(
        "versions", "p1-v1", {**data, "sections": [{"key": "a", "text": "Two"}]}, base=1
    )

    assert code == "never_changed"
