"""One kept-alive HTTP connection to one host: counted, stoppable, with few headers.

Nothing here knows what is asked for. Redirects are never followed and no cookie is kept,
so that the token goes to this host and to no other.
"""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import closing
from http.cookiejar import CookieJar, DefaultCookiePolicy
from ipaddress import ip_address
from threading import Thread
from typing import TypeVar
from urllib.parse import urlsplit

import httpx2

from app.sync.replies import LARGEST, Reply, failure, unpacked
from app.sync.tls import context_for
from app.sync.transport import (
    Cancelled,
    SignInPage,
    Stop,
    Traffic,
    TransportError,
    Unreachable,
    never,
)

T = TypeVar("T")

STALL = 60.0
"""Seconds without a byte after which a line counts as gone."""
KEPT = 60.0
"""Seconds a connection is kept for the next question; servers keep it a little longer (75 s)."""
CONNECT = 20.0
"""Seconds after which a host that does not pick up is not there."""
LARGEST_REFUSAL = 64 * 1024
"""Bytes: no refusal of ours is longer."""


class Connection:
    """The way to one host, opened by the first request.

    Args:
        url: where it is.
        headers: what every request says.
        traffic: counts what goes over it.
        stall: seconds without a byte after which it counts as gone.

    Raises:
        ValueError: the address is neither https nor http to this very computer.
    """

    def __init__(
        self, url: str, headers: Mapping[str, str], traffic: Traffic, stall: float = STALL
    ) -> None:
        self.url = checked_url(url)
        self.traffic = traffic
        self._client = httpx2.Client(
            base_url=self.url,
            headers={"User-Agent": "Satchel", **headers},
            timeout=httpx2.Timeout(stall, connect=min(stall, CONNECT)),
            limits=httpx2.Limits(keepalive_expiry=KEPT),
            follow_redirects=False,
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            verify=context_for(_origin(self.url)),
            trust_env=True,
        )
        for needless in ("Accept", "Connection"):  # what they say is so without them
            self._client.headers.pop(needless, None)

    def close(self) -> None:
        self._client.close()

    def send(
        self,
        method: str,
        path: str,
        stop: Stop = never,
        content: bytes = b"",
        headers: Mapping[str, str] | None = None,
    ) -> Reply:
        """Ask, and read the answer to its end. Raises Unreachable, SignInPage, Cancelled."""
        request = self._client.build_request(method, path, content=content or None, headers=headers)

        def ask() -> Reply:
            response = self._client.send(request, stream=True)
            self.traffic.down += _front(response)
            body = bytearray()
            try:
                for piece in response.iter_raw():
                    self.traffic.down += len(piece)
                    body += piece
                    if len(body) > LARGEST:
                        raise SignInPage(self.url)
            finally:
                response.close()
            encoding = response.headers.get("content-encoding", "")
            return Reply(response.status_code, response.headers, unpacked(bytes(body), encoding))

        self._count(request, content)
        return self._asked(ask, stop)

    def fetch(
        self,
        path: str,
        headers: Mapping[str, str],
        fits: Callable[[Reply], None],
        stop: Stop = never,
        fails: Callable[[Reply], TransportError] = failure,
    ) -> Iterator[bytes]:
        """Ask for a long body, and give it out in pieces as they arrive.

        `fits` is shown status and headers first, and raises TransportError if the body
        is not what was asked for. What is neither 200 nor 206 is raised as `fails` tells it.
        """
        plain = {"Accept-Encoding": "identity", **headers}
        request = self._client.build_request("GET", path, headers=plain)
        self._count(request, b"")
        response = self._asked(lambda: self._client.send(request, stream=True), stop)
        self.traffic.down += _front(response)
        with closing(response):
            pieces = response.iter_raw()  # as they come: a thin line may break every few KB
            if response.status_code not in {200, 206}:
                body = self._asked(lambda: _most(pieces, LARGEST_REFUSAL), stop)
                self.traffic.down += len(body)
                body = unpacked(body, response.headers.get("content-encoding", ""))
                raise fails(Reply(response.status_code, response.headers, body))
            fits(Reply(response.status_code, response.headers, b""))
            while piece := self._asked(lambda: next(pieces, b""), stop):
                self.traffic.down += len(piece)
                yield piece
                if stop():
                    raise Cancelled

    def _count(self, request: httpx2.Request, content: bytes) -> None:
        self.traffic.requests += 1
        front = len(request.method) + len(request.url.raw_path) + len(" HTTP/1.1\r\n\r\n") + 1
        self.traffic.up += front + _size(request.headers) + len(content)

    def _asked(self, call: Callable[[], T], stop: Stop) -> T:
        try:
            return self._waited(call, stop)
        except (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError) as error:
            raise Unreachable(str(error)) from error
        except (OSError, ValueError, RuntimeError) as error:
            # What the library below makes of an answer that is none, such as bad headers.
            raise SignInPage(str(error)[:200]) from error

    def _waited(self, call: Callable[[], T], stop: Stop) -> T:
        """Wait for `call`, but let the member stop it within a tenth of a second.

        The interrupt key too: one that is pressed just before this thread went to sleep in the
        system's own call would be heard only when the line stalls.
        """
        answer: Future[T] = Future()

        def run() -> None:
            try:
                answer.set_result(call())
            except BaseException as error:  # noqa: BLE001 -- handed on to the waiting thread
                answer.set_exception(error)

        Thread(target=run, daemon=True, name="line").start()
        while True:
            try:
                return answer.result(timeout=0.1)
            except TimeoutError:
                if answer.done():
                    raise
                if stop():
                    self._client.close()
                    raise Cancelled from None


def checked_url(url: str) -> str:
    """Return `url` without its last slash. Only https, or http to this very computer.

    Raises:
        ValueError: it is neither.
    """
    parts = urlsplit(url.strip().rstrip("/"))
    if parts.scheme == "https" and parts.hostname:
        return parts.geturl()
    if parts.scheme == "http" and _is_loopback(parts.hostname or ""):
        return parts.geturl()
    raise ValueError(url)


def ranged(offset: int, most: int | None) -> dict[str, str]:
    """Return the header that asks for `most` bytes from `offset` on; None: to the end."""
    if most is None:
        return {"Range": f"bytes={offset}-"} if offset else {}
    return {"Range": f"bytes={offset}-{offset + max(most, 1) - 1}"}


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2].lower()}"


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _most(pieces: Iterator[bytes], most: int) -> bytes:
    body = bytearray()
    for piece in pieces:
        body += piece
        if len(body) > most:
            break
    return bytes(body)


def _front(response: httpx2.Response) -> int:
    """Return the bytes of a response's first line and headers."""
    return len(f"HTTP/1.1 200 {response.reason_phrase}\r\n\r\n") + _size(response.headers)


def _size(headers: httpx2.Headers) -> int:
    return sum(len(name) + len(value) + len(": \r\n") for name, value in headers.raw)
