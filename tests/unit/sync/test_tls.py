"""One TLS connection after another: the second takes up the session of the first."""

import socket
import ssl
from contextlib import closing

import pytest

from app.sync import tls
from app.sync.connection import Connection
from app.sync.transport import Traffic, Unreachable
from tests.hosts import answering
from tests.secure import authority, secured, trusted


@pytest.fixture
def folder(tmp_path_factory):
    return tmp_path_factory.getbasetemp()


@pytest.fixture(autouse=True)
def forget():
    tls.context_for.cache_clear()


def ask(url):
    with closing(Connection(url, {}, Traffic())) as line:
        return line.send("GET", "/").status


@pytest.mark.parametrize("newest", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_the_next_connection_is_resumed(folder, newest):
    with trusted(folder), answering() as host, secured(host.url, folder, newest) as front:
        assert [ask(front.url) for _ in range(3)] == [200, 200, 200]

    assert front.resumed == [False, True, True]


def test_no_session_is_offered_to_another_host(folder):
    with (
        trusted(folder),
        answering() as host,
        secured(host.url, folder) as one,
        secured(host.url, folder) as other,
    ):
        ask(one.url)
        ask(other.url)

    assert (one.resumed, other.resumed) == ([False], [False])


def test_a_host_whose_certificate_nobody_here_trusts_is_told_nothing(folder):
    authority(folder)
    with answering() as host, secured(host.url, folder) as front, pytest.raises(Unreachable):
        ask(front.url)

    assert front.resumed == []
    assert host.asked == []


def test_after_a_refused_handshake_the_session_is_not_tried_again(folder):
    with trusted(folder), answering() as host, secured(host.url, folder) as front:
        ask(front.url)
        context = tls.context_for(front.url)

        with pytest.raises(OSError):
            context.wrap_socket(_deaf(), server_hostname="127.0.0.1")
        ask(front.url)

    assert front.resumed == [False, False]


def test_a_host_that_lost_tls_1_3_is_reached_again_at_the_second_try(folder):
    context = tls.context_for("https://127.0.0.1")
    with (
        trusted(folder),
        answering() as host,
        secured(host.url, folder) as new,
        secured(host.url, folder, ssl.TLSVersion.TLSv1_2) as old,
    ):
        _greet(context, new)

        with pytest.raises(ssl.SSLError):
            _greet(context, old)
        version = _greet(context, old)

    assert version == "TLSv1.2"


def _greet(context, front):
    """Open a TLS connection, say one thing and give the version spoken."""
    address = "127.0.0.1", int(front.url.rpartition(":")[2])
    with (
        socket.create_connection(address) as plain,
        context.wrap_socket(plain, server_hostname="127.0.0.1") as line,
    ):
        line.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        line.recv(100)
        return line.version()


def _deaf():
    """Give a socket whose other end has hung up."""
    near, far = socket.socketpair()
    far.close()
    return near
