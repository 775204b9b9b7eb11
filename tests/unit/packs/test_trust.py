"""Whose signature counts: pinned keys, rotation by endorsement, the key file."""

import json
import os
import stat
import sys

import pytest
from nacl.signing import SigningKey

from app.packs import keyfile, latest, sealing, trust
from app.packs.container import Endorsement, PackError
from app.packs.keyfile import NotAKey
from app.packs.latest import Latest, WebPack
from app.packs.trust import new_signer


def test_a_pinned_key_is_known_and_another_is_not():
    ours, other = new_signer(), new_signer()

    assert trust.known(ours.key, (), {ours.fingerprint}) == ours.fingerprint
    assert trust.known(other.key, (), {ours.fingerprint}) is None


def test_a_new_key_is_known_through_every_older_one():
    first = new_signer()
    second = new_signer(first)
    third = new_signer(second)

    assert trust.known(third.key, third.endorsements, {first.fingerprint}) == first.fingerprint
    assert trust.known(third.key, third.endorsements, {second.fingerprint}) == second.fingerprint
    assert third.root == second.root == first.fingerprint
    assert trust.known(third.key, third.endorsements[:1], {first.fingerprint}) is None


def test_a_key_cannot_vouch_for_itself_or_borrow_a_word():
    ours, thief = new_signer(), new_signer()
    real = new_signer(ours).endorsements[0]
    forged = [
        trust.endorse(thief.secret, bytes(thief.secret.verify_key)),
        Endorsement(key=thief.key, by=ours.key, signature=real.signature),
        Endorsement(key=thief.key, by=ours.key, signature="no base64!"),
        Endorsement(key=thief.key, by="", signature=""),
    ]

    assert trust.known(thief.key, forged, {ours.fingerprint}) is None
    with pytest.raises(PackError, match="other_key"):
        trust.check(thief.key, forged, {ours.fingerprint})


def test_endorsements_in_a_circle_end():
    one, two = SigningKey.generate(), SigningKey.generate()
    circle = [
        trust.endorse(one, bytes(two.verify_key)),
        trust.endorse(two, bytes(one.verify_key)),
    ]

    assert trust.known(circle[0].key, circle, {"0000-0000-0000-0000-0000"}) is None


def test_a_key_file_gives_back_the_key_and_is_never_written_over(tmp_path):
    signer = new_signer(new_signer())
    path = tmp_path / "keys" / "cycle.key"

    keyfile.save(path, signer)

    assert keyfile.load(path) == signer
    with pytest.raises(FileExistsError):
        keyfile.save(path, new_signer())
    assert keyfile.load(path) == signer


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_only_its_owner_may_read_a_key(tmp_path):
    old = os.umask(0)
    try:
        keyfile.save(tmp_path / "key", new_signer())
        keyfile.reading_key(tmp_path / "key", make=True)
    finally:
        os.umask(old)

    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "key.reading").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "content",
    [b"", b"hello", b"satchel key 1\n", b"satchel key 1\nseed: !!\n", b"satchel key 1\nseed: AAAA",
     b"satchel key 1\nseed: " + b"A" * 43 + b"\nendorsed: one two\n", b"\xff\xfe\0"],
)  # fmt: skip
def test_what_is_no_key_file_is_told(tmp_path, content):
    (tmp_path / "key").write_bytes(content)

    with pytest.raises(NotAKey):
        keyfile.load(tmp_path / "key")


def test_the_reading_key_stays_the_same(tmp_path):
    keyfile.save(tmp_path / "key", new_signer())

    assert keyfile.reading_key(tmp_path / "key") is None
    made = keyfile.reading_key(tmp_path / "key", make=True)
    assert made is not None
    assert keyfile.reading_key(tmp_path / "key", make=True) == made


def test_a_sealed_frame_opens_with_its_key_only():
    sealed = sealing.sealing(bytes(32))(b"the papers")

    assert b"papers" not in sealed
    assert sealing.unsealing(bytes(32))(sealed) == b"the papers"
    with pytest.raises(PackError, match="sealed"):
        sealing.unsealing(b"x" * 32)(sealed)


LATEST = Latest(
    cycle="harbour2031", title="Häfen", sequence=7, audience="public",
    packs=[WebPack(sha256="a" * 64, size=9), WebPack(sha256="b" * 64, size=3, from_="c" * 64)],
    files={"d" * 64: 12},
)  # fmt: skip


def test_latest_json_is_read_as_it_was_signed():
    signer = new_signer(new_signer())

    read = latest.read(latest.signed(LATEST, signer), {signer.root})

    assert (read.packs, read.files, read.title) == (LATEST.packs, LATEST.files, "Häfen")
    assert json.loads(latest.signed(LATEST, signer))["packs"][1]["from"] == "c" * 64


def test_latest_json_that_was_changed_or_is_somebody_elses_is_refused():
    signer = new_signer()
    fields = json.loads(latest.signed(LATEST, signer))

    def code(raw, pins=None):
        with pytest.raises(PackError) as found:
            latest.read(raw, pins)
        return found.value.code

    assert code(json.dumps({**fields, "sequence": 8}).encode()) == "bad_signature"
    assert code(json.dumps({**fields, "more": 1}).encode()) == "bad_signature"
    assert code(json.dumps({**fields, "key": new_signer().key}).encode()) == "bad_signature"
    assert code(json.dumps(fields).encode(), {new_signer().fingerprint}) == "other_key"
    assert code(b"<html>Please sign in</html>") == "not_a_pack"
    assert code(b"[1, 2]") == "not_a_pack"
    assert code(b"[" * 100_000) == "not_a_pack"
    assert code(json.dumps(fields).encode()[:-9]) == "not_a_pack"
