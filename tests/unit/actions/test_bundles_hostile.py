"""Files of answers from a program that means no good: signed, and full of nonsense."""

import json

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nacl.signing import SigningKey

from app.actions import bundling, mailing
from app.actions.trouble import Trouble
from app.documents.mails import is_mail
from app.domain import ids, keys
from app.packs import personal
from app.packs.container import Manifest, PackError
from app.packs.writing import Part, write
from app.store import carried, current, records
from app.sync import bundle
from app.wire import change_content, proof_words
from tests.builders import AT, CYCLE, clock
from tests.desks import desk

SECRET = SigningKey.generate()
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=40) | st.sampled_from(["comments", "reviews", "rounds", "c1", "omar", AT]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip
FIELDS = (
    "op", "collection", "id", "base", "audience", "data", "written_at", "n", "for", "via", "proof",
    "key",
)  # fmt: skip


@pytest.fixture(scope="module")
def chair():
    store = desk("chair")
    yield store
    store.close()


def right() -> dict[str, object]:
    return {
        "op": ids.new_id(),
        "collection": "comments",
        "id": ids.new_id(),
        "base": None,
        "audience": ["chairs"],
        "data": {"text": "words", "about": {"kind": "proposal", "id": "trees"}},
        "written_at": AT,
        "n": 1,
    }


def signed(line: dict[str, object]) -> dict[str, object]:
    """Sign a line as it stands, whatever stands in it."""
    parts = [line.get(name) for name in ("collection", "id", "base", "audience", "data")]
    words = proof_words(CYCLE, "omar", str(line.get("op")), change_content(*parts))
    return {"proof": keys.text(SECRET.sign(words).signature), "via": "bundle", **line}


def packed(*lines: bytes, account: str = "omar", name: str = bundle.CHANGES) -> bytes:
    head = Manifest(kind="outbox", cycle=CYCLE, sequence=1, made_at=AT, account=account, key="")
    return write(head, [Part(name, b"".join(each + b"\n" for each in lines))], SECRET)


def take(store, *lines: dict[str, object]) -> bundling.TakenIn:
    return bundling.take_bytes(store, packed(*map(msgspec.json.encode, lines)), clock=clock)


@settings(max_examples=150)
@given(changed=st.dictionaries(st.sampled_from(FIELDS), ANYTHING, min_size=1, max_size=4))
def test_whatever_stands_in_a_signed_line_the_good_one_beside_it_is_taken(chair, changed):
    good = right()

    taken = take(chair, signed({**right(), **changed}), signed(good))

    assert taken.outcome.taken + len(taken.outcome.set_aside) + taken.outcome.doubled == 2
    assert current.one(chair, "comments", str(good["id"])) is not None
    for act in carried.all_of(chair):
        assert act.collection in {"comments", "reviews", "asides", "intents"}
        assert act.account == "omar"
        assert len(json.dumps(act.sent_data)) < 70_000


@pytest.mark.parametrize(
    "line",
    [
        b"[]", b"null", b"1", b'"text"', b"{", b"NaN", b'{"op": NaN}', b"\xff\xfe", b'{"a":1}{"b":2}',
        b"[" * 5000, b'{"data":' * 3000 + b"1" + b"}" * 3000,
    ],
)  # fmt: skip
def test_what_is_no_line_spoils_the_whole_file_and_nothing_is_written(chair, line):
    before = len(carried.all_of(chair))

    with pytest.raises(Trouble, match="pack_damaged"):
        bundling.take_bytes(chair, packed(msgspec.json.encode(signed(right())), line), clock=clock)

    assert len(carried.all_of(chair)) == before


def test_deep_and_wide_words_are_set_aside_before_they_reach_a_server(chair):
    deep: object = "x"
    for _ in range(70):
        deep = [deep]
    data = {"text": "x", "more": deep}

    taken = take(chair, signed({**right(), "data": data}))

    assert [each.code for each in taken.outcome.set_aside] == ["too_deep"]


def test_an_empty_file_of_answers_is_nothing_new(chair):
    taken = bundling.take_bytes(chair, packed(name="something-else"), clock=clock)

    assert (taken.outcome.taken, taken.outcome.set_aside) == (0, [])


def test_a_pack_is_no_file_of_answers(chair):
    head = Manifest(kind="pack", cycle=CYCLE, sequence=1, made_at=AT, key="")

    with pytest.raises(Trouble, match="pack_not_an_outbox"):
        bundling.take_bytes(chair, write(head, [Part("rest", b"[]\n")], SECRET), clock=clock)


def test_a_bomb_is_not_unpacked(chair):
    """What unpacks to more than was announced, or to more than anybody writes, is refused."""
    lines = b"{}\n" * (bundle.MOST + 1)
    head = Manifest(kind="outbox", cycle=CYCLE, sequence=1, made_at=AT, account="omar", key="")

    with pytest.raises(PackError, match="too_large"):
        bundle.unpack(write(head, [Part(bundle.CHANGES, lines)], SECRET))


def test_a_key_that_is_none_seals_nothing():
    for wrong in ("", "AAAA", "not base64!", keys.text(bytes(31)), keys.text(b"\xff" * 32)):
        with pytest.raises(ValueError):
            personal.sealing(wrong)


def test_nothing_of_a_file_is_believed_about_versions(chair):
    """A base far above anything a server said does not hide what a server says later."""
    line = signed({**right(), "base": 2**60})

    take(chair, line)

    assert records.version(chair, "comments", str(line["id"]))[0] == 0


@given(raw=st.binary(max_size=400) | st.text(max_size=400).map(str.encode))
def test_no_mail_is_too_odd_to_be_looked_into(raw):
    found = mailing.mail(raw)

    assert found.raw == raw
    assert isinstance(is_mail(raw), bool)


def test_odd_mails_bring_what_is_in_them():
    inner = b"SATCHEL\x1arest"
    mail = (
        b"From: =?utf-8?B?4pig?= <a@example.org>\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n'
        b"Content-Type: message/rfc822\r\n\r\nSubject: inner\r\nContent-Type: application/octet-stream;"
        b' name="../../up.satchel"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
        b"U0FUQ0hFTBpyZXN0\r\n\r\n--b\r\nContent-Type: text/plain; charset=no-such\r\n\r\nhello\r\n"
        b"--b--\r\n"
    )

    found = mailing.mail(mail)

    assert [(each.name, each.content) for each in found.attached] == [("_.._up.satchel", inner)]
    assert found.sender == "a@example.org"
