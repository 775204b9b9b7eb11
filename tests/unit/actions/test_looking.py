"""What a file is, told before anything of it is used."""

import pytest

from app.actions import opening
from app.actions.trouble import Trouble
from tests.packing import OFFICE, by_hand, member, milestone

MAIL = b"From: Mona <mona@harbour.example>\r\nSubject: Papers\r\n\r\nHello\r\n"


def looked(tmp_path, content, name="given"):
    (tmp_path / name).write_bytes(content)
    return opening.look(tmp_path / name)


def test_a_pack_is_told_with_its_people_and_its_key(tmp_path):
    raw = by_hand(member("zoe", name="Ärne"), member("ada"), member("bob", status="left"),
                  contains={"members": 3})  # fmt: skip

    found = looked(tmp_path, raw)

    assert (found.kind, found.size, found.fingerprint) == ("pack", len(raw), OFFICE.fingerprint)
    assert [(each.account, each.name) for each in found.people] == [("ada", "Ada"), ("zoe", "Ärne")]
    assert found.counts == {"members": 3}
    assert found.manifest is not None
    assert found.manifest.cycle == "harbour2031"


def test_a_delta_is_told_without_its_people(tmp_path):
    found = looked(tmp_path, by_hand(member("ada"), earlier="e" * 64))

    assert (found.kind, found.people) == ("pack", ())


@pytest.mark.parametrize(
    ("content", "kind"),
    [(MAIL, "mail"), (b"From mona@harbour.example Mon\n" + MAIL, "mail"), (b"", "unknown"),
     (b"Hello", "unknown"), (b"\x00\xff" * 300, "unknown"), (b"%PDF-1.7\n", "unknown")],
)  # fmt: skip
def test_other_files_are_told_apart(tmp_path, content, kind):
    assert looked(tmp_path, content).kind == kind


def test_answers_of_a_member_are_told_as_such(tmp_path):
    found = looked(tmp_path, by_hand(milestone(), kind="outbox", account="ada"))

    assert found.kind == "outbox"
    assert found.manifest is not None
    assert found.manifest.account == "ada"


def test_a_file_that_means_to_be_a_pack_and_is_none_is_a_trouble(tmp_path):
    for content, name in ((b"hello", "a.satchel"), (b"SATCHEL\x1a", "b"), (b"", "c.SATCHEL")):
        with pytest.raises(Trouble, match="pack_"):
            looked(tmp_path, content, name)
    with pytest.raises(Trouble, match="no_such_file"):
        opening.look(tmp_path / "nothing")
    with pytest.raises(Trouble, match="no_such_file"):
        opening.look(tmp_path)
