"""Bringing a file: resumed where it broke, verified, never half under its name."""

from hashlib import sha256

import pytest

from app.sync.files import WrongContent, bring
from app.sync.memory import MemoryServer, MemoryTransport
from app.sync.transport import Cancelled, Refused, Unreachable

CONTENT = bytes(range(256)) * 40
NAME = sha256(CONTENT).hexdigest()


@pytest.fixture
def line():
    server = MemoryServer()
    server.enrol("omar")
    line = MemoryTransport(server, "omar")
    line.upload(NAME, CONTENT)
    line.traffic.down = 0
    return line


class Breaking(MemoryTransport):
    """Breaks after `pieces` pieces of 1 KB."""

    pieces = 3

    def fetch(self, sha256, offset=0, stop=None):
        del stop
        for count, piece in enumerate(MemoryTransport.fetch(self, sha256, offset)):
            if count == self.pieces:
                raise Unreachable
            yield piece


def test_a_file_comes_whole_under_its_name(line, tmp_path):
    told = []

    path = bring(line, NAME, tmp_path / "folder" / "report.pdf", told.append)

    assert path.read_bytes() == CONTENT
    assert (told[0], told[-1]) == (0, len(CONTENT))
    assert [each.name for each in path.parent.iterdir()] == ["report.pdf"]


def test_a_file_that_is_here_is_not_asked_for(line, tmp_path):
    bring(line, NAME, tmp_path / "report.pdf")
    requests = line.traffic.requests

    bring(line, NAME, tmp_path / "report.pdf")

    assert line.traffic.requests == requests


def test_a_broken_transfer_goes_on_at_the_byte_where_it_broke(line, tmp_path):
    target = tmp_path / "report.pdf"
    with pytest.raises(Unreachable):
        bring(Breaking(line.server, "omar"), NAME, target)
    assert not target.exists()

    bring(line, NAME, target)

    assert target.read_bytes() == CONTENT
    assert line.traffic.down == len(CONTENT) - 3 * 1024


def test_a_transfer_that_broke_after_the_last_byte_is_only_verified(line, tmp_path):
    target = tmp_path / "report.pdf"
    (tmp_path / f".{NAME}.part").write_bytes(CONTENT)

    bring(line, NAME, target)

    assert (target.read_bytes(), line.traffic.down) == (CONTENT, 0)


def test_what_waits_half_but_is_longer_than_the_file_is_begun_anew(line, tmp_path):
    (tmp_path / f".{NAME}.part").write_bytes(CONTENT + b"more")

    bring(line, NAME, tmp_path / "report.pdf")

    assert (tmp_path / "report.pdf").read_bytes() == CONTENT


def test_what_is_not_what_was_named_is_thrown_away(line, tmp_path):
    (tmp_path / f".{NAME}.part").write_bytes(b"wrong beginning")

    with pytest.raises(WrongContent):
        bring(line, NAME, tmp_path / "report.pdf")

    assert list(tmp_path.iterdir()) == []
    assert bring(line, NAME, tmp_path / "report.pdf").read_bytes() == CONTENT


def test_a_file_the_server_does_not_give_leaves_nothing(line, tmp_path):
    with pytest.raises(Refused) as refused:
        bring(line, "0" * 64, tmp_path / "report.pdf")

    assert refused.value.status == 404
    assert not (tmp_path / "report.pdf").exists()


def test_the_member_can_stop_it_and_go_on_later(line, tmp_path):
    class Stopping(MemoryTransport):
        def fetch(self, sha256, offset=0, stop=None):
            for piece in MemoryTransport.fetch(self, sha256, offset):
                if stop():
                    raise Cancelled
                yield piece

    asked = iter([False, False, True])
    with pytest.raises(Cancelled):
        bring(Stopping(line.server, "omar"), NAME, tmp_path / "r.pdf", stop=lambda: next(asked))

    line.traffic.down = 0
    bring(line, NAME, tmp_path / "r.pdf")

    assert line.traffic.down == len(CONTENT) - 2048


def test_an_upload_is_checked_against_its_name(line):
    with pytest.raises(Refused):
        line.upload("0" * 64, CONTENT)


@pytest.mark.parametrize("name", ["../../outside", NAME.upper(), NAME + "\n", "", "/etc/passwd"])
def test_a_name_that_is_no_hash_reaches_no_file(line, tmp_path, name):
    requests = line.traffic.requests

    with pytest.raises(WrongContent):
        bring(line, name, tmp_path / "texts" / "paper.md")

    assert list(tmp_path.iterdir()) == []
    assert line.traffic.requests == requests
