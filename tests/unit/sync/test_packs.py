"""Reading packs into a profile: what gives way, what stays, and what comes while it arrives."""

import json

import pytest

from app.actions import joining, opening
from app.actions.trouble import Trouble
from app.packs import writing
from app.packs.container import PackedRecord, PackError
from app.packs.trust import new_signer
from app.store import acts, current, facts, open_store, outbox, records
from app.sync import pack_welcome
from app.sync.intake import Intake
from tests import builders
from tests.packing import OFFICE, OTHER, by_hand, head, member, milestone


@pytest.fixture
def ada(tmp_path, home):
    """Ada, who joined with pack number 1: a roster and a milestone."""
    store = open_store(home.store)
    give(store, home, tmp_path, member("ada"), milestone(), sequence=1, joins=True)
    yield store
    store.close()


def give(store, home, place, *given, joins=False, raw=None, **more):
    """Let the member open a pack."""
    path = place / "given.satchel"
    path.write_bytes(by_hand(*given, **more) if raw is None else raw)
    if joins:
        return joining.join_pack(store, home, path, "ada")
    return opening.take_pack(store, home, path)


def title(store, id="start"):
    row = current.one(store, "milestones", id)
    return None if row is None else row.data["title"]


def test_a_pack_brings_news_and_a_higher_version_gives_way(ada, home, tmp_path):
    taken = give(ada, home, tmp_path, milestone(version=2, title="Later"), sequence=2)

    assert (taken.news, taken.nothing_new, taken.older) == (1, False, False)
    assert title(ada) == "Later"


def test_a_higher_version_with_the_same_words_is_no_news(ada, home, tmp_path):
    taken = give(ada, home, tmp_path, milestone(version=2), sequence=2)

    assert taken.nothing_new
    assert records.version(ada, "milestones", "start") == (
        2, json.dumps({"title": "Start", "at": "2031-01-01T00:00:00Z"}),
    )  # fmt: skip


def test_a_lower_version_in_a_newer_pack_changes_nothing(ada, home, tmp_path):
    give(ada, home, tmp_path, milestone(version=5, title="Five"), sequence=2)

    taken = give(ada, home, tmp_path, milestone(version=4, title="Four"), sequence=3)

    assert taken.nothing_new
    assert title(ada) == "Five"


def test_what_is_gone_does_not_come_back_with_an_older_pack(ada, home, tmp_path):
    erased = PackedRecord("milestones", "start", 2, None, (), None)
    assert give(ada, home, tmp_path, erased, sequence=2).gone == 1

    taken = give(ada, home, tmp_path, milestone(), sequence=1)

    assert taken.older
    assert title(ada) is None


def test_what_a_pack_does_not_name_stays(ada, home, tmp_path):
    give(ada, home, tmp_path, milestone("end", 2, title="End"), sequence=2)

    assert title(ada) == "Start"
    assert title(ada, "end") == "End"


def test_the_key_is_pinned_and_follows_its_endorsements(ada, home, tmp_path):
    second = new_signer(OFFICE)
    third = new_signer(second)
    words = list(third.endorsements)

    give(ada, home, tmp_path, milestone(version=2, title="B"), sequence=2, signer=second,
         endorsements=list(second.endorsements))  # fmt: skip
    give(ada, home, tmp_path, milestone(version=3, title="C"), sequence=3, signer=third,
         endorsements=words)  # fmt: skip

    assert title(ada) == "C"
    assert pack_welcome.pins(ada) == {OFFICE.fingerprint, second.fingerprint, third.fingerprint}
    with pytest.raises(Trouble, match="pack_other_key"):
        give(ada, home, tmp_path, milestone(version=4), sequence=4, signer=OTHER)


def test_another_history_is_read_beside_and_takes_the_place_when_it_is_whole(ada, home, tmp_path):
    builders.write(ada, "mine", home=True)
    taken = give(
        ada, home, tmp_path, member("ada"), milestone(version=1, title="Anew"),
        sequence=2, epoch="another",
    )  # fmt: skip

    assert not taken.nothing_new
    assert title(ada) == "Anew"
    assert facts.get(ada, "epoch") == "another"
    assert builders.states(ada) == [("home", "mine")]

    older = give(ada, home, tmp_path, milestone(version=9, title="Old"), sequence=1)

    assert older.older
    assert title(ada) == "Anew"


def test_a_server_that_was_heard_is_not_contradicted_by_a_pack_made_without_it(ada, home, tmp_path):
    facts.put(ada, way=None, server="https://x.example", epoch="its own", cursor="c7")

    with pytest.raises(Trouble, match="pack_other_epoch"):
        give(ada, home, tmp_path, milestone(version=9, title="Other"), sequence=9)

    assert title(ada) == "Start"


def test_a_pack_never_moves_a_cursor_that_is_there(ada, home, tmp_path):
    facts.put(ada, way=None, server="https://x.example", epoch="e", cursor="mine")

    given = {"epoch": "e", "cursor": "of the pack", "sequence": 9}
    taken = give(ada, home, tmp_path, milestone(version=9, title="Newer"), **given)

    assert (taken.news, title(ada)) == (1, "Newer")
    assert facts.get(ada, "cursor") == "mine"


def test_a_servers_pack_gives_a_profile_that_has_read_nothing_its_cursor(tmp_path, home):
    store = open_store(home.store)
    builders.joined(store, "ada")
    facts.put(store, cycle="harbour2031", fingerprint=OFFICE.fingerprint)

    give(store, home, tmp_path, member("ada"), milestone(), epoch="e", cursor="c1")

    assert (facts.get(store, "cursor"), facts.get(store, "epoch")) == ("c1", "e")
    store.close()


def test_from_a_line_frames_are_there_before_the_rest_and_the_sequence_comes_last(ada, home):
    parts = [
        writing.records_part("agendas", [milestone(version=2, title="Early")]),
        writing.records_part("rest", [milestone("end", 2, title="Late")]),
    ]
    raw = writing.write(head(2), parts, OFFICE.secret)
    intake = Intake(ada, home)
    cut = len(raw) - 8

    told = [intake.feed(raw[at : at + 7]) for at in range(0, cut, 7)]

    assert any(told)
    assert (title(ada), title(ada, "end")) == ("Early", None)
    assert facts.get(ada, "pack_sequence") == "1"
    with pytest.raises(PackError, match="cut_short"):
        intake.end()

    again = Intake(ada, home)
    again.feed(raw)
    taken = again.end()

    assert title(ada, "end") == "Late"
    assert facts.get(ada, "pack_sequence") == "2"
    assert taken.news == 1  # the first frame was here already


def test_a_delta_is_read_on_what_was_read_before_and_again_on_itself(ada, home, tmp_path):
    from hashlib import sha256

    def make(*given, sequence, earlier=None, whole=None):
        part = writing.records_part("agendas", given)
        base = None if earlier is None else sha256(earlier[0]).hexdigest()
        raw = writing.write(
            head(sequence, earlier=base, whole=whole), [part], OFFICE.secret,
            earlier=None if earlier is None else earlier[1],
        )  # fmt: skip
        return raw, part.content

    two = make(milestone(version=2, title="Two"), sequence=2)
    three = make(milestone(version=3, title="Three"), sequence=3)
    step = make(
        milestone(version=3, title="Three"), sequence=3, earlier=two,
        whole=sha256(three[0]).hexdigest(),
    )  # fmt: skip
    four = make(milestone(version=4, title="Four"), sequence=4, earlier=three)

    with pytest.raises(Trouble, match="pack_needs_earlier"):
        give(ada, home, tmp_path, raw=step[0])
    for raw, wanted in ((two[0], "Two"), (step[0], "Three"), (four[0], "Four")):
        give(ada, home, tmp_path, raw=raw)
        assert title(ada) == wanted


def test_receipts_turn_what_was_sent_into_received(ada, home, tmp_path):
    builders.write(ada, "my words")
    (act,) = builders.send(ada)
    builders.write(ada, "waits", "c2")

    taken = give(ada, home, tmp_path, milestone(), sequence=2, receipts=[act.op, "of another"])

    assert (taken.receipts, taken.nothing_new) == (1, False)
    assert builders.states(ada) == []
    assert builders.states(ada, "c2") == [("waiting", "waits")]
    row = current.one(ada, "comments", "c1")
    assert row is not None
    assert (row.data["text"], row.owner, row.waiting) == ("my words", "ada", False)
    assert give(ada, home, tmp_path, milestone(), sequence=2, receipts=[act.op]).nothing_new


def test_what_was_not_taken_waits_with_its_reason_and_another_ops_news_change_nothing(
    ada, home, tmp_path
):
    builders.write(ada, "my words")
    (act,) = builders.send(ada)

    aside = {act.op: "not_yours", "of another": "late"}
    taken = give(ada, home, tmp_path, milestone(), sequence=2, aside=aside)
    again = give(ada, home, tmp_path, milestone(), sequence=2, aside=aside)

    assert (taken.set_aside, taken.receipts, taken.nothing_new) == (1, 0, False)
    assert again.nothing_new
    assert builders.states(ada) == [("refused", "my words")]
    assert acts.all_of(ada)[0].code == "not_yours"


def test_a_reason_that_is_no_code_is_told_as_none(ada, home, tmp_path):
    builders.write(ada, "my words")
    (act,) = builders.send(ada)

    give(ada, home, tmp_path, milestone(), sequence=2, aside={act.op: "Click <a>here</a>"})

    assert acts.all_of(ada)[0].code == "refused"


def test_a_new_role_comes_with_the_roster(ada, home, tmp_path):
    promoted = PackedRecord("members", "ada", 2, None, ("members",), {"name": "A", "role": "chair"})

    give(ada, home, tmp_path, promoted, sequence=2)

    assert facts.get(ada, "role") == "chair"


def test_joining_by_a_pack_wants_somebody_of_the_roster(home, tmp_path):
    store = open_store(home.store)
    path = tmp_path / "x.satchel"
    path.write_bytes(by_hand(member("ada"), member("bob", status="left"), member("cyd")))

    for account, code in ((None, "choose_account"), ("eve", "unknown_account"), ("bob", "unknown")):
        with pytest.raises(Trouble, match=f"pack_{code}") as found:
            joining.join_pack(store, home, path, account)
        assert "ada (Ada), cyd (Cyd)" in str(found.value.params["names"])
    with pytest.raises(Trouble, match="pack_other_key"):
        joining.join_pack(store, home, path, "ada", fingerprint=OTHER.fingerprint)
    assert facts.profile(store) is None
    assert store.one("SELECT 1 FROM records") is None

    profile = joining.join_pack(
        store, home, path, "ada", fingerprint=OFFICE.fingerprint.upper().replace("-", " ")
    )

    assert (profile.account, profile.role, profile.fingerprint) == (
        "ada", "member", OFFICE.fingerprint,
    )  # fmt: skip
    assert facts.get(store, "way") == "file"
    with pytest.raises(Trouble, match="pack_joined_another"):
        joining.join_pack(store, home, path, "cyd")
    store.close()


def test_a_used_profile_takes_no_pack_of_another_cycle(ada, home, tmp_path):
    path = tmp_path / "x.satchel"
    path.write_bytes(by_hand(member("ada"), cycle="other2031"))

    for act in (
        lambda: opening.take_pack(ada, home, path),
        lambda: joining.join_pack(ada, home, path, "ada"),
    ):
        with pytest.raises(Trouble, match="pack_other_cycle"):
            act()

    assert facts.get(ada, "cycle") == "harbour2031"


def test_a_pack_without_a_roster_makes_an_observer(home, tmp_path):
    store = open_store(home.store)
    (tmp_path / "x.satchel").write_bytes(by_hand(milestone(), audience="public"))

    profile = joining.join_pack(store, home, tmp_path / "x.satchel", "anybody")

    assert profile.role == "observer"
    store.close()


def test_files_of_a_pack_that_were_lost_are_brought_again(home, tmp_path):
    from hashlib import sha256

    text = b"# Guide\n"
    name = sha256(text).hexdigest()
    document = PackedRecord(
        "documents", "guide", 1, None, ("members",), {"text": {"size": 8, "sha256": name}}
    )
    parts = [
        writing.records_part("summaries", [member("ada"), document]),
        writing.Part(name, text, "guide.md"),
    ]
    store = open_store(home.store)
    path = tmp_path / "x.satchel"
    path.write_bytes(writing.write(head(), parts, OFFICE.secret))
    joining.join_pack(store, home, path, "ada")
    home.text(name).unlink()

    taken = opening.take_pack(store, home, path)

    assert (taken.files, taken.older) == (1, True)
    assert home.text(name).read_bytes() == text

    gone = PackedRecord("documents", "guide", 2, None, (), None)
    give(store, home, tmp_path, gone, sequence=2)

    assert not home.text(name).exists()
    store.close()


def test_what_a_record_says_is_kept_as_it_came(ada, home, tmp_path):
    data = {"title": "ẞ عربي 漢 \u00a0 👩‍👩‍👧", "unknown": [1, {"deep": None}]}
    given = PackedRecord("milestones", "odd", 2, "secretariat-1", ("public", "mona"), data)

    give(ada, home, tmp_path, given, sequence=2)

    assert records.version(ada, "milestones", "odd") == (2, json.dumps(data, ensure_ascii=False))
    assert outbox.all_of(ada) == []
