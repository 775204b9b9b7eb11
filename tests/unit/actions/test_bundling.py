"""Files of answers: what goes in, who may take them in, and that each act has one effect."""

import itertools
from email import message_from_bytes, policy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nacl.signing import SigningKey

from app.actions import bundling
from app.actions.trouble import Trouble
from app.domain import ids, keys
from app.packs.container import PackError
from app.packs.reading import glance
from app.store import acts, carried, current, facts, filed, generations, outbox, records
from app.sync import bundle
from tests.builders import AT, CYCLE, clock, record, seed, write
from tests.desks import desk, filing, hands, opens, review, waits

LATER = "2030-02-02T12:00:00Z"


@pytest.fixture
def omar():
    return desk("omar")


@pytest.fixture
def chair():
    return desk("chair")


@pytest.fixture
def office():
    return desk("office")


def said(store, id):
    row = current.one(store, "reviews", id)
    return None if row is None else row.data["texts"]["need"]


def test_what_waits_goes_into_a_file_and_is_frozen(omar, tmp_path):
    review(omar, "Villages")
    write(omar, "a comment")

    made = filing(omar, tmp_path)

    assert made.plan.count == 2
    assert {act.state for act in acts.all_of(omar)} == {"sent"}
    assert glance(made.files[0].read_bytes()).contains == {"reviews": 1, "comments": 1}
    assert not list(tmp_path.glob("*.part"))


def test_drafts_and_private_notes_are_never_in_a_file(omar, tmp_path):
    write(omar, "sent")
    write(omar, "a draft", "c2", home=True)
    outbox.put(omar, "notes", "n1", {"text": "private"}, audience=(), written_at=AT, home=True)
    outbox.put(omar, "notes", "n2", {"text": "private"}, audience=(), written_at=AT)

    made = filing(omar, tmp_path)

    _, lines = bundle.unpack(made.files[0].read_bytes())
    assert [line["id"] for line in lines] == ["c1"]


def test_nothing_waiting_makes_no_file(omar, tmp_path):
    with pytest.raises(Trouble, match="nothing_waits"):
        filing(omar, tmp_path)

    assert not list(tmp_path.iterdir())
    assert bundling.waiting(omar).count == 0


def test_made_again_it_holds_everything_not_received_unless_only_the_new_is_asked(omar, tmp_path):
    write(omar, "one", "c1")
    filing(omar, tmp_path)
    write(omar, "two", "c2")

    only_new = filing(omar, tmp_path, "b.satchel", new_only=True)
    all_again = filing(omar, tmp_path, "c.satchel")

    assert [act.id for act in only_new.plan.acts] == ["c2"]
    assert [act.id for act in all_again.plan.acts] == ["c1", "c2"]
    assert all_again.plan.again == 2


def test_if_the_file_cannot_be_written_the_same_act_goes_into_the_next(omar, tmp_path):
    write(omar, "words")
    (tmp_path / "blocked").write_text("a file where a folder should be")

    with pytest.raises(OSError, match="blocked"):
        filing(omar, tmp_path / "blocked")
    op = acts.all_of(omar)[0].op
    made = filing(omar, tmp_path)

    _, lines = bundle.unpack(made.files[0].read_bytes())
    assert [line["op"] for line in lines] == [op]


def test_a_chair_takes_a_file_in_and_sees_it_as_the_members(omar, chair, tmp_path):
    id = review(omar, "Villages")

    taken = hands(omar, tmp_path, chair)

    row = current.one(chair, "reviews", id)
    assert (taken.account, taken.name, taken.outcome.taken) == ("omar", "Omar", 1)
    assert row.owner == "omar"
    assert row.readers == ("chairs",)
    assert (row.data["via"], row.data["carried_by"]) == ("bundle", "chair")
    assert row.flat()["revision"] is None
    assert records.versions(chair) == [each for each in records.versions(chair) if each[2] > 0]


def test_opened_twice_it_has_one_effect(omar, chair, tmp_path):
    review(omar, "Villages")
    made = filing(omar, tmp_path)
    opens(chair, made.files[0])
    before = records.version(chair, "reviews", ids.review_id(CYCLE, "omar", "trees"))

    again = opens(chair, made.files[0])

    assert (again.outcome.taken, again.outcome.doubled, again.outcome.news) == (0, 1, [])
    assert records.version(chair, "reviews", ids.review_id(CYCLE, "omar", "trees")) == before


def test_a_member_cannot_open_anothers_file(omar, tmp_path):
    nadia = desk("nadia")
    id = review(omar, "Villages")

    with pytest.raises(Trouble, match="not_a_taker"):
        hands(omar, tmp_path, nadia)

    assert current.one(nadia, "reviews", id) is None


def test_my_own_file_is_refused_politely(chair, tmp_path):
    write(chair, "mine")

    with pytest.raises(Trouble, match="bundle_is_mine"):
        opens(desk("chair"), filing(chair, tmp_path).files[0])


def test_a_file_of_another_cycle_and_one_of_nobody_in_the_roster_are_refused(omar, chair, tmp_path):
    write(omar, "words")
    facts.put(omar, cycle="other2030")
    foreign = filing(omar, tmp_path).files[0]
    facts.put(omar, cycle=CYCLE, account="stranger")
    unknown = filing(omar, tmp_path, "b.satchel").files[0]

    with pytest.raises(Trouble, match="pack_other_cycle"):
        opens(chair, foreign)
    with pytest.raises(Trouble, match="bundle_unknown_account"):
        opens(chair, unknown)

    assert carried.all_of(chair) == []


def test_every_truncation_and_flipped_bytes_are_refused_before_anything_is_written(
    omar, chair, tmp_path
):
    review(omar, "Villages")
    raw = filing(omar, tmp_path).files[0].read_bytes()
    flipped = [raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :] for at in range(0, len(raw), 19)]

    for broken in [*(raw[:at] for at in range(0, len(raw), 17)), *flipped, raw + b"x"]:
        with pytest.raises(Trouble, match=r"^pack_"):
            bundling.take_bytes(chair, broken, clock=clock)

    assert carried.all_of(chair) == []


def forged(secret, lines, account="omar"):
    sender = bundle.Sender(CYCLE, account, "device", secret)
    return bundle.pack(sender, lines, title="", sequence=1, made_at=AT)


def line(secret, account="omar", **more):
    """Give a signed comment of `account`."""
    act = outbox.Act(1, ids.new_id(), "comments", "c1", "sent", None, None, ("chairs",),
                     {"text": "words"}, AT)  # fmt: skip
    made = bundle.own(bundle.Sender(CYCLE, account, "device", secret), act)
    for name, value in more.items():
        setattr(made, name, value)
    return made


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"data": {"text": "changed after signing"}}, "bad_proof"),
        ({"proof": "no proof at all"}, "bad_proof"),
        ({"op": "not-an-op"}, "bad_op"),
        ({"collection": "notes"}, "not_yours"),
        ({"collection": "rounds"}, "not_yours"),
        ({"collection": "nonsense"}, "unknown_collection"),
        ({"id": "../../etc"}, "bad_id"),
        ({"data": None}, "may_not_erase"),
        ({"n": -1}, "wrong_type"),
        ({"written_at": "yesterday"}, "bad_time"),
        ({"for_": "nadia"}, "bad_proof"),
    ],
)
def test_what_does_not_fit_is_set_aside_with_its_reason_and_the_rest_is_taken(chair, more, code):
    secret = SigningKey.generate()
    good = line(secret)
    bad = line(secret, **more)

    taken = bundling.take_bytes(chair, forged(secret, [good, bad]), clock=clock)

    assert taken.outcome.taken == 1
    assert [each.code for each in taken.outcome.set_aside] == [code]


def signed(secret, collection, id, data, account="omar", audience=("chairs",)):
    act = outbox.Act(1, ids.new_id(), collection, id, "sent", None, None, audience, data, AT)
    return bundle.own(bundle.Sender(CYCLE, account, "device", secret), act)


def test_reviews_are_judged_by_their_round_as_a_server_would(chair):
    secret = SigningKey.generate()
    id = ids.review_id(CYCLE, "omar", "trees")
    right = {"proposal": "trees", "scores": {"reach": 3}}
    wrong = {"proposal": "trees", "scores": {"reach": 9}}
    nested: dict[str, object] = {"proposal": "trees"}
    for _ in range(80):
        nested = {"proposal": "trees", "x": nested}
    lines = [
        signed(secret, "reviews", id, wrong),
        signed(secret, "reviews", ids.review_id(CYCLE, "nadia", "trees"), right),
        signed(secret, "asides", "no-review", {"to_chairs": "x"}),
        signed(secret, "comments", "c9", {"text": "x"}, audience=("nobody-here",)),
        signed(secret, "comments", "c8", {"text": "x" * 70_000}),
        signed(secret, "reviews", id, nested),
        signed(secret, "reviews", id, right),
    ]

    taken = bundling.take_bytes(chair, forged(secret, lines), clock=clock)

    assert [each.code for each in taken.outcome.set_aside] == [
        "score_out_of_scale", "bad_id", "bad_id", "bad_audience", "too_long", "too_deep",
    ]  # fmt: skip
    assert taken.outcome.taken == 1


def test_observers_comment_and_do_not_review(chair):
    secret = SigningKey.generate()
    id = ids.review_id(CYCLE, "guest", "trees")
    lines = [
        signed(secret, "reviews", id, {"proposal": "trees"}, "guest"),
        signed(secret, "comments", "c1", {"text": "hello"}, "guest"),
    ]

    taken = bundling.take_bytes(chair, forged(secret, lines, "guest"), clock=clock)

    assert [each.code for each in taken.outcome.set_aside] == ["not_yours"]
    assert current.one(chair, "comments", "c1").owner == "guest"


def test_nobody_takes_over_a_record_of_somebody_else(chair):
    seed(chair, record("comments", "c1", 3, "nadia", text="hers"))
    secret = SigningKey.generate()

    taken = bundling.take_bytes(chair, forged(secret, [line(secret)]), clock=clock)

    assert [each.code for each in taken.outcome.set_aside] == ["not_yours"]
    assert current.one(chair, "comments", "c1").data["text"] == "hers"


def test_the_first_key_is_remembered_and_another_one_is_told(omar, chair, tmp_path):
    write(omar, "one", "c1")
    first = hands(omar, tmp_path, chair)
    write(omar, "two", "c2")
    second = hands(omar, tmp_path, chair)
    other = desk("omar")
    write(other, "three", "c3")
    third = hands(other, tmp_path, chair)

    assert [each.keys for each in (first, second, third)] == [
        {"omar": "first"}, {"omar": "known"}, {"omar": "other"},
    ]  # fmt: skip
    assert first.fingerprint != third.fingerprint


def test_a_later_edit_goes_too_and_builds_on_the_version_a_server_would_give(omar, chair, tmp_path):
    id = review(omar, "Villages")
    filing(omar, tmp_path)
    review(omar, "Towns", at=LATER)

    hands(omar, tmp_path, chair)

    assert said(chair, id) == "Towns"
    assert [(act.base, act.sent_data["texts"]["need"]) for act in carried.all_of(chair)] == [
        (None, "Villages"), (1, "Towns"),
    ]  # fmt: skip


def test_receipts_empty_the_outbox_and_the_record_stays_mine(omar, chair, tmp_path):
    id = review(omar, "Villages")
    hands(omar, tmp_path, chair)

    done = filed.confirm(omar, carried.receipts(chair))

    row = current.one(omar, "reviews", id)
    assert done == [("reviews", id)]
    assert waits(omar) == []
    assert (row.owner, row.waiting, row.flat()["revision"]) == ("omar", False, None)
    assert filed.of(omar) == {}


def test_after_a_receipt_a_further_edit_goes_on_from_there(omar, chair, tmp_path):
    id = review(omar, "Villages")
    hands(omar, tmp_path, chair)
    filed.confirm(omar, carried.receipts(chair))
    review(omar, "Towns", at=LATER)

    hands(omar, tmp_path, chair)

    assert said(chair, id) == "Towns"
    assert carried.all_of(chair)[-1].base == 1


def test_a_receipt_of_newer_words_clears_the_older_of_the_same_record(omar):
    id = review(omar, "Villages")
    outbox.take(omar)
    review(omar, "Towns", at=LATER)
    newest = acts.all_of(omar)[-1].op

    filed.confirm(omar, [newest])

    assert acts.all_of(omar) == []
    assert said(omar, id) == "Towns"


def test_with_a_server_a_receipt_clears_nothing(tmp_path):
    omar = desk("omar", server="https://example.org")
    write(omar, "words")
    outbox.take(omar)

    assert filed.confirm(omar, [acts.all_of(omar)[0].op]) == []
    assert len(acts.all_of(omar)) == 1


def test_the_chair_hands_on_what_she_carried_with_its_proof(omar, chair, office, tmp_path):
    id = review(omar, "Villages")
    hands(omar, tmp_path, chair)
    write(chair, "the chair's own", "c7")

    taken = hands(chair, tmp_path, office, to="secretariat")

    row = current.one(office, "reviews", id)
    assert taken.outcome.taken == 2
    assert (row.owner, row.data["carried_by"]) == ("omar", "chair")
    assert len(carried.receipts(office)) == 2
    assert carried.device_keys(office, "omar") == carried.device_keys(chair, "omar")


def test_to_the_other_chairs_go_only_my_own_words(omar, chair, tmp_path):
    review(omar, "Villages")
    hands(omar, tmp_path, chair)
    write(chair, "the chair's own", "c7")

    made = filing(chair, tmp_path, to="chairs")

    assert made.plan.carried == ()
    assert made.plan.count == 1


def test_a_receipt_for_what_i_carried_ends_my_handing_on(omar, chair, office, tmp_path):
    review(omar, "Villages")
    hands(omar, tmp_path, chair)
    hands(chair, tmp_path, office, to="secretariat")

    assert carried.confirmed(chair, carried.receipts(office)) == 1

    with pytest.raises(Trouble, match="nothing_waits"):
        filing(chair, tmp_path, to="secretariat")


def test_a_member_hands_nothing_on_for_others(chair):
    secret, hers = SigningKey.generate(), SigningKey.generate()
    smuggled = line(hers, "nadia", for_="nadia")

    taken = bundling.take_bytes(chair, forged(secret, [smuggled]), clock=clock)

    assert [each.code for each in taken.outcome.set_aside] == ["bad_proof"]


def test_sealed_to_the_secretariat_only_its_key_opens_it(omar, chair, office, tmp_path):
    secret = SigningKey.generate()
    facts.put(omar, cycle_key=keys.text(bytes(secret.verify_key)))
    id = review(omar, "a secret word")

    made = filing(omar, tmp_path, to="secretariat")
    raw = made.files[0].read_bytes()

    assert (made.plan.readable_by, glance(raw).sealed) == ("secretariat", made.plan.sealed_to)
    assert b"a secret word" not in raw
    for opener in (None, SigningKey.generate()):
        with pytest.raises(Trouble, match="bundle_sealed"):
            bundling.take_bytes(chair, raw, opens=opener, clock=clock)
    taken = bundling.take_bytes(office, raw, opens=secret, clock=clock)
    assert taken.outcome.taken == 1
    assert said(office, id) == "a secret word"


def test_to_the_chairs_it_is_readable_by_whoever_holds_it(omar, tmp_path):
    facts.put(omar, cycle_key=keys.text(bytes(SigningKey.generate().verify_key)))
    write(omar, "words")
    told = []

    filing(omar, tmp_path, before=lambda plan: told.append((plan.readable_by, plan.bytes)))

    assert told == [("anyone", (tmp_path / "a.satchel").stat().st_size)]


def letter(part, of, count):
    return f"Answers {part}/{of}", f"{count} changes"


def test_as_an_email_it_is_a_draft_with_the_file_attached(omar, chair, tmp_path):
    write(omar, "words")

    made = filing(omar, tmp_path, "a.eml", letter=letter)

    mail = message_from_bytes(made.files[0].read_bytes(), policy=policy.default)
    (attached,) = mail.iter_attachments()
    assert (mail["X-Unsent"], mail["Subject"], mail["To"]) == ("1", "Answers 1/1", None)
    assert attached.get_content_type() == "application/octet-stream"
    assert attached.get_filename() == "a.satchel"
    assert bundling.take_bytes(chair, attached.get_content(), clock=clock).outcome.taken == 1


def test_an_email_is_split_where_the_limit_needs_it_and_each_part_is_whole(omar, chair, tmp_path):
    for number in range(12):
        write(omar, "".join(f"{number}{at * at * 7919}" for at in range(800)), f"c{number}")

    made = filing(omar, tmp_path, "a.eml", letter=letter, limit=16_000)

    assert len(made.files) > 1
    assert all(path.stat().st_size <= 16_000 for path in made.files)
    assert made.files[1].name == "a-2.eml"
    parts = []
    for path in made.files:
        mail = message_from_bytes(path.read_bytes(), policy=policy.default)
        parts += [each.get_content() for each in mail.iter_attachments()]
    taken = [bundling.take_bytes(chair, each, clock=clock).outcome.taken for each in parts[::-1]]
    assert sum(taken) == 12


def test_one_change_alone_above_the_limit_is_told(omar, tmp_path):
    write(omar, "".join(str(at * 7919) for at in range(3000)))

    assert filing(omar, tmp_path, limit=2000).plan.over


def test_a_clock_that_goes_back_does_not_bring_back_older_words(omar, chair, tmp_path):
    id = review(omar, "first", at=LATER)
    filing(omar, tmp_path)
    review(omar, "second", at="2020-01-01T00:00:00Z")

    hands(omar, tmp_path, chair)

    assert said(chair, id) == "second"


def test_words_without_proof_never_replace_proven_ones(chair):
    from app.actions.carrying import Offer, take

    secret = SigningKey.generate()
    id = ids.review_id(CYCLE, "omar", "trees")
    proven = signed(secret, "reviews", id, {"proposal": "trees", "texts": {"need": "hers"}})
    bundling.take_bytes(chair, forged(secret, [proven]), clock=clock)
    mailed = {
        "op": ids.new_id(), "collection": "reviews", "id": id, "base": None, "audience": None,
        "data": {"proposal": "trees", "texts": {"need": "by mail"}}, "written_at": LATER, "n": 1,
    }  # fmt: skip

    outcome = take(chair, [Offer("omar", mailed, "form", "chair")], clock)

    assert (outcome.taken, outcome.older) == (1, 1)
    assert said(chair, id) == "hers"


def test_a_second_generation_keeps_what_came_by_file_for_chairs_and_mine_for_members(
    omar, chair, tmp_path
):
    id = review(omar, "Villages")
    hands(omar, tmp_path, chair)
    filed.confirm(omar, carried.receipts(chair))

    for store in (omar, chair):
        records.begin_generation(store, "epoch")
        lost = generations.swap_generation(store)
        assert [each.record.id for each in lost] == []

    assert said(omar, id) == said(chair, id) == "Villages"


def test_whoever_is_no_chair_any_more_keeps_nothing_of_others(omar, chair, tmp_path):
    id = review(omar, "Villages")
    hands(omar, tmp_path, chair)

    records.begin_generation(chair, "access")
    records.apply(
        chair, [record("members", "chair", role="member")], records.filling_generation(chair)
    )
    generations.swap_generation(chair)

    assert current.one(chair, "reviews", id) is None
    assert carried.all_of(chair) == []


EDITS = st.lists(
    st.tuples(
        st.sampled_from(["omar", "nadia", "omar-too"]),
        st.sampled_from(["trees", "water"]),
        st.sampled_from([AT, LATER, "2029-01-01T00:00:00Z"]),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=15)
@given(edits=EDITS, order=st.randoms(use_true_random=False))
def test_whatever_the_order_of_opening_the_result_is_the_same(tmp_path_factory, edits, order):
    folder = tmp_path_factory.mktemp("sticks")
    stores = {name: desk(name.removesuffix("-too")) for name in ("omar", "nadia", "omar-too")}
    files = []
    for number, (name, proposal, at) in enumerate(edits):
        review(stores[name], f"{name} {number}", proposal, at)
        files.append(filing(stores[name], folder, f"{number}.satchel").files[0].read_bytes())
    shuffled = [*files, *files[:2]]
    order.shuffle(shuffled)

    ends = []
    for given_order in (files, shuffled, files[::-1]):
        store = desk("chair")
        for raw in given_order:
            bundling.take_bytes(store, raw, clock=clock)
        ends.append({row.id: row.data["texts"]["need"] for row in current.listed(store, "reviews")})

    assert ends[0] == ends[1] == ends[2]
    for name, proposal in itertools.product(("nadia",), ("trees", "water")):
        mine = [n for n, (who, about, _) in enumerate(edits) if (who, about) == (name, proposal)]
        if mine:  # on one device the last words stand, whatever its clock said
            id = ids.review_id(CYCLE, name, proposal)
            assert ends[0][id] == f"{name} {mine[-1]}"


def test_an_outbox_with_more_lines_than_anybody_writes_is_refused(chair):
    secret = SigningKey.generate()
    lines = [line(secret)] * (bundle.MOST + 1)

    with pytest.raises(PackError, match="too_large"):
        bundle.unpack(forged(secret, lines))
