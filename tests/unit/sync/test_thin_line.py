"""A line that breaks every few kilobytes still brings a file: each piece is kept as it comes."""

import hashlib
import re
import socket
from threading import Thread

import pytest

from app.sync.files import bring
from app.sync.server import ServerTransport
from app.sync.transport import Unreachable

CONTENT = bytes(range(256)) * 40
NAME = hashlib.sha256(CONTENT).hexdigest()
A_TIME = 3000
"""Bytes that come before the line breaks."""


def answer(listening: socket.socket) -> None:
    """Promise the rest of the file to every caller, send a little of it and hang up."""
    while True:
        try:
            line, _ = listening.accept()
        except OSError:
            return
        with line:
            asked = line.recv(4096).decode()
            found = re.search(r"range: bytes=(\d+)-", asked, re.IGNORECASE)
            start = int(found[1]) if found else 0
            rest = CONTENT[start:]
            head = (
                f'HTTP/1.1 {206 if found else 200} OK\r\nETag: "{NAME}"\r\n'
                f"Content-Length: {len(rest)}\r\nConnection: close\r\n\r\n"
            )
            line.sendall(head.encode() + rest[:A_TIME])


@pytest.fixture
def url():
    with socket.create_server(("127.0.0.1", 0)) as listening:
        Thread(target=answer, args=[listening], daemon=True).start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"


def test_every_try_goes_on_where_the_last_one_broke(url, tmp_path):
    target = tmp_path / "paper.pdf"
    tries = 0

    while not target.exists():
        tries += 1
        assert tries < 10
        transport = ServerTransport(url, "cycle", "token")
        try:
            bring(transport, NAME, target)
        except Unreachable:
            continue
        finally:
            transport.close()

    assert target.read_bytes() == CONTENT
    assert tries == 4
