"""What a chair or the Secretariat sets aside reaches its writer: the reason, and her words stay."""

import msgspec
import pytest
from nacl.signing import SigningKey

from app.actions import bundling, settling
from app.packs.container import Manifest
from app.packs.reading import glance
from app.packs.writing import Part, write
from app.store import acts, carried, current, filed
from app.sync import bundle
from tests.builders import AT, CYCLE, clock, record, round_, seed
from tests.builders import write as comments
from tests.desks import desk, filing, hands, opens, review

LATER = "2030-02-02T12:00:00Z"


@pytest.fixture
def omar():
    return desk("omar")


@pytest.fixture
def chair():
    return without_reach(desk("chair"))


@pytest.fixture
def office():
    return without_reach(desk("office"))


def without_reach(store):
    """Give a profile the round as it is now: a criterion was taken out."""
    scheme = round_().data
    return seed(
        store, record("rounds", "first", 2, **{**scheme, "criteria": scheme["criteria"][:1]})
    )


def op_of(store, id):
    return next(act.op for act in acts.all_of(store) if act.id == id)


def test_what_the_secretariat_sets_aside_waits_for_its_writer_with_the_reason(
    omar, office, tmp_path
):
    id = review(omar, "Villages", scores={"reach": 5})
    comments(omar, "fits", "c1")
    op = op_of(omar, id)

    taken = hands(omar, tmp_path, office)
    told = carried.not_taken(office)
    returned = filed.set_aside(omar, told)

    assert [each.code for each in taken.outcome.set_aside] == ["unknown_criterion"]
    assert told == {op: "unknown_criterion"}
    assert op not in carried.receipts(office)
    assert current.one(office, "reviews", id) is None
    assert returned == [("reviews", id)]
    (act,) = settling.set_aside(omar)
    assert (act.id, act.code) == (id, "unknown_criterion")
    assert current.one(omar, "reviews", id).data["texts"] == {"need": "Villages"}
    assert filed.set_aside(omar, told) == []


def test_what_a_chair_sets_aside_goes_on_in_the_front_of_her_file(omar, chair, office, tmp_path):
    review(omar, "Villages", scores={"reach": 5})
    op = acts.all_of(omar)[0].op
    hands(omar, tmp_path, chair)

    made = filing(chair, tmp_path, "chair.satchel", to="secretariat")
    opens(office, made.files[0])

    raw = made.files[0].read_bytes()
    assert (made.plan.count, glance(raw).aside) == (0, {op: "unknown_criterion"})
    assert b"Villages" not in raw
    assert carried.not_taken(office) == {op: "unknown_criterion"}
    with pytest.raises(bundling.Trouble, match="nothing_waits"):
        filing(chair, tmp_path, "again.satchel", to="secretariat")


def test_to_other_chairs_nothing_is_told_of_it(omar, chair, tmp_path):
    review(omar, "Villages", scores={"reach": 5})
    hands(omar, tmp_path, chair)
    comments(chair, "my own", "c7")

    made = filing(chair, tmp_path, "chair.satchel")

    assert glance(made.files[0].read_bytes()).aside == {}


def test_what_is_taken_after_all_is_a_receipt_and_no_refusal(omar, office, tmp_path):
    id = review(omar, "Villages", scores={"reach": 5})
    made = filing(omar, tmp_path)
    opens(office, made.files[0])
    filed.set_aside(omar, carried.not_taken(office))
    seed(office, record("rounds", "first", 3, **round_().data))

    opens(office, made.files[0])
    arrived = filed.confirm(omar, carried.receipts(office))

    assert carried.not_taken(office) == {}
    assert arrived == [("reviews", id)]
    assert settling.set_aside(omar) == []


def test_what_was_written_since_goes_on_in_its_place(omar, office, tmp_path):
    id = review(omar, "Villages", scores={"reach": 5})
    hands(omar, tmp_path, office)
    review(omar, "Towns", at=LATER)

    filed.set_aside(omar, carried.not_taken(office))
    taken = hands(omar, tmp_path, office)

    assert settling.set_aside(omar) == []
    assert taken.outcome.taken == 1
    assert current.one(office, "reviews", id).data["texts"] == {"need": "Towns"}


def test_offered_once_more_it_is_another_act_that_old_news_do_not_touch(omar, office, tmp_path):
    id = review(omar, "Villages", scores={"reach": 5})
    hands(omar, tmp_path, office)
    told = carried.not_taken(office)
    filed.set_aside(omar, told)

    settling.offer(omar, id, clock=clock)
    filing(omar, tmp_path, "again.satchel")

    assert filed.set_aside(omar, told) == []
    assert [act.state for act in acts.all_of(omar)] == ["sent"]


def test_with_a_server_its_own_answer_counts(tmp_path):
    omar = desk("omar", server="https://example.org")
    comments(omar, "words")
    filing(omar, tmp_path)

    assert filed.set_aside(omar, {acts.all_of(omar)[0].op: "late"}) == []
    assert [act.state for act in acts.all_of(omar)] == ["sent"]


def test_what_nobody_proved_to_be_hers_says_nothing_about_her_words(omar, office, tmp_path):
    comments(omar, "hers", "c1")
    made = filing(omar, tmp_path)
    _, (line,) = bundle.unpack(made.files[0].read_bytes())
    line |= {"data": {**line["data"], "text": "another's"}}
    head = Manifest(kind="outbox", cycle=CYCLE, sequence=1, made_at=AT, account="omar", key="")
    forged = write(
        head, [Part("changes", msgspec.json.encode(line) + b"\n")], SigningKey.generate()
    )

    taken = bundling.take_bytes(office, forged, clock=clock)

    assert [each.code for each in taken.outcome.set_aside] == ["bad_proof"]
    assert carried.not_taken(office) == {}


@pytest.mark.parametrize(
    ("by", "aside", "kept"),
    [
        ("chair", {"not an op": "late"}, 0),
        ("chair", {"9b1f6b1e-4f2b-4d8a-9a53-0d8a4f1c2b3d": "Words <b>"}, 0),
        ("nadia", {"9b1f6b1e-4f2b-4d8a-9a53-0d8a4f1c2b3d": "late"}, 0),
        ("chair", {"9b1f6b1e-4f2b-4d8a-9a53-0d8a4f1c2b3d": "late"}, 1),
    ],
)
def test_only_chairs_tell_what_they_set_aside_and_only_by_a_code(office, by, aside, kept):
    head = Manifest(
        kind="outbox", cycle=CYCLE, sequence=1, made_at=AT, account=by, key="", aside=aside
    )

    bundling.take_bytes(office, write(head, [Part("changes", b"")], SigningKey.generate()))

    assert len(carried.not_taken(office)) == kept
