"""A line that stands still: the member can stop what waits for it."""

import socket
from hashlib import sha256
from threading import Event, Thread

import pytest

from app.sync.server import ServerTransport
from app.sync.transport import Cancelled

NAME = sha256(b"a paper").hexdigest()
HEAD = f'HTTP/1.1 200 OK\r\nETag: "{NAME}"\r\nContent-Length: 100000\r\n\r\n'.encode()


@pytest.fixture
def stalling():
    """Give the address of a server that says `said` and then nothing, until the test is over."""
    over, listening = Event(), socket.create_server(("127.0.0.1", 0))
    threads = []

    def start(said):
        def serve():
            line, _ = listening.accept()
            with line:
                line.recv(65_536)
                line.sendall(said)
                over.wait()

        threads.append(Thread(target=serve))
        threads[0].start()
        return f"http://127.0.0.1:{listening.getsockname()[1]}"

    yield start
    over.set()
    for each in threads:
        each.join()
    listening.close()


@pytest.mark.parametrize("said", [b"", HEAD], ids=["no answer", "an answer without its file"])
def test_a_download_that_stands_still_can_be_stopped(stalling, said):
    transport = ServerTransport(stalling(said))
    asked = iter([False, False, True])

    with pytest.raises(Cancelled):
        list(transport.fetch(NAME, stop=lambda: next(asked, True)))

    transport.close()


def test_what_came_before_it_stood_still_is_given_out(stalling):
    transport = ServerTransport(stalling(HEAD + b"x" * 32_768))
    came = bytearray()

    def read():
        for piece in transport.fetch(NAME, stop=lambda: len(came) >= 32_768):
            came.extend(piece)

    with pytest.raises(Cancelled):
        read()

    transport.close()
    assert bytes(came) == b"x" * 32_768
