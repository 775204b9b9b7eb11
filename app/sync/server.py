"""The Secretariat's server over HTTP, as one device sees it (`docs/sync.md`).

Only 200 with JSON, the echoed nonce and a well-formed body is an answer; everything
else is no answer, and nothing changes here.
"""

import ssl
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import closing
from ipaddress import ip_address
from threading import Thread
from typing import Any, TypeVar
from urllib.parse import urlsplit

import httpx2
import msgspec
import truststore
import zstandard

from app.sync.replies import LARGEST, Reply, failure, is_json, unpacked
from app.sync.transport import (
    Cancelled,
    Refused,
    SignInPage,
    Stop,
    Traffic,
    Unreachable,
    never,
)
from app.wire import (
    ChangesAnswer,
    CycleRequest,
    Enrolled,
    EnrolRequest,
    ExchangeAnswer,
    ExchangeRequest,
    Invitation,
    InvitationRequest,
    Member,
)

T = TypeVar("T")

STALL = 60.0
"""Seconds without a byte after which a line counts as gone."""
PIECE = 1024 * 1024
"""Bytes a piece of an upload, so that a cut costs at most one."""


class ServerTransport:
    """One device's kept-alive connection to its cycle.

    Raises:
        ValueError: the address is neither https nor http to this very computer.
    """

    def __init__(self, url: str, cycle: str = "", token: str = "") -> None:
        self.url = checked_url(url)
        self.cycle = cycle
        self.traffic = Traffic()
        headers = {"Accept-Encoding": "zstd, gzip"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        self._client = httpx2.Client(
            base_url=self.url,
            headers=headers,
            timeout=httpx2.Timeout(STALL, connect=20.0),
            follow_redirects=False,  # the token never follows anyone to another host
            verify=_trust() if self.url.startswith("https:") else True,
            trust_env=True,
        )

    def close(self) -> None:
        self._client.close()

    # --- the exchange -----------------------------------------------------------------

    def exchange(self, request: ExchangeRequest, stop: Stop = never) -> ExchangeAnswer:
        path = f"/v1/cycles/{self.cycle}/exchange"
        answer = self._ask("POST", path, ExchangeAnswer, request, stop)
        if answer.nonce != request.nonce:
            raise SignInPage(self.url)
        return answer

    def changes(self, stop: Stop = never) -> ChangesAnswer:
        return self._ask("GET", f"/v1/cycles/{self.cycle}/changes", ChangesAnswer, None, stop)

    # --- files ------------------------------------------------------------------------

    def fetch(self, sha256: str, offset: int = 0, stop: Stop = never) -> Iterator[bytes]:
        """Bring a file from byte `offset` on.

        Raises Refused with status 404 where the caller may not read it, and 416 where
        the file is not longer than `offset`.
        """
        headers = {"Accept-Encoding": "identity"}
        if offset:
            headers |= {"Range": f"bytes={offset}-", "If-Range": f'"{sha256}"'}
        self.traffic.requests += 1
        request = self._client.build_request("GET", f"/v1/files/{sha256}", headers=headers)
        try:
            response = self._waited(lambda: self._client.send(request, stream=True), stop)
            with closing(response):
                if response.status_code not in {200, 206}:
                    raw = self._waited(lambda: b"".join(response.iter_raw()), stop)
                    body = unpacked(raw, response.headers.get("content-encoding", ""))
                    raise failure(Reply(response.status_code, response.headers, body))
                if response.headers.get("etag", "").removeprefix("W/").strip('"') != sha256:
                    raise SignInPage(self.url)  # half a file that is here is not spoilt by it
                if offset and response.status_code == 200:  # noqa: PLR2004 -- HTTP's "whole file"
                    raise Refused(416, "range_ignored")
                pieces = response.iter_raw()  # as they come: a thin line may break every few KB
                while piece := self._waited(lambda: next(pieces, b""), stop):
                    self.traffic.down += len(piece)
                    yield piece
                    if stop():
                        raise Cancelled
        except httpx2.HTTPError as error:
            raise Unreachable(str(error)) from error

    def upload(self, sha256: str, content: bytes, stop: Stop = never) -> None:
        """Put a file where the server keeps files, from where an earlier try broke off."""
        path, total = f"/v1/files/{sha256}", len(content)
        there = self._send("HEAD", path, stop)
        if there.headers.get("Upload-Complete") == "?1":
            return
        offset = there.headers.get("Upload-Offset", "0")
        start = min(int(offset), total) if offset.isdigit() else 0
        while True:
            piece = content[start : start + PIECE]
            end = start + len(piece)
            response = self._send(
                "PUT",
                path,
                stop,
                content=piece,
                headers={
                    "Content-Range": f"bytes {start}-{max(end - 1, 0)}/{total}",
                    "Content-Type": "application/octet-stream",
                },
            )
            if response.status >= 300:  # noqa: PLR2004 -- HTTP's border of success
                raise failure(response)
            start = end
            if start >= total:
                return

    # --- joining and the Secretariat's desk ---------------------------------------------

    def create_cycle(self, request: CycleRequest) -> Enrolled:
        return self._ask("POST", "/v1/cycles", Enrolled, request, never)

    def enrol(self, request: EnrolRequest, stop: Stop = never) -> Enrolled:
        return self._ask("POST", "/v1/enrol", Enrolled, request, stop)

    def invite(self, account: str, role: str) -> Invitation:
        request = InvitationRequest(account=account, role=role)
        return self._ask("POST", f"/v1/cycles/{self.cycle}/invitations", Invitation, request, never)

    def members(self) -> list[Member]:
        return self._ask("GET", f"/v1/cycles/{self.cycle}/members", list[Member], None, never)

    def revoke(self, device: str) -> None:
        response = self._send("DELETE", f"/v1/cycles/{self.cycle}/devices/{device}", never)
        if response.status >= 300:  # noqa: PLR2004 -- HTTP's border of success
            raise failure(response)

    # --- one question, one answer ---------------------------------------------------------

    def _ask(self, method: str, path: str, kind: type[T], body: Any, stop: Stop) -> T:
        headers: dict[str, str] = {}
        content = b""
        if body is not None:
            content = msgspec.json.encode(body)
            headers["Content-Type"] = "application/json"
            packed = zstandard.compress(content, 19)
            if len(packed) < len(content):
                content, headers["Content-Encoding"] = packed, "zstd"
        response = self._send(method, path, stop, content=content, headers=headers)
        if response.status not in {200, 201}:
            raise failure(response)
        if not is_json(response):
            raise SignInPage(self.url)
        try:
            return msgspec.json.decode(response.body, type=kind)
        except (msgspec.DecodeError, msgspec.ValidationError, RecursionError) as error:
            raise SignInPage(self.url) from error

    def _send(
        self,
        method: str,
        path: str,
        stop: Stop,
        content: bytes = b"",
        headers: dict[str, str] | None = None,
    ) -> Reply:
        def send() -> Reply:
            request = self._client.build_request(
                method, path, content=content or None, headers=headers
            )
            response = self._client.send(request, stream=True)
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

        self.traffic.requests += 1
        self.traffic.up += len(content)
        try:
            return self._waited(send, stop)
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            raise Unreachable(str(error)) from error

    def _waited(self, call: Callable[[], T], stop: Stop) -> T:
        """Wait for `call`, but let the member stop it within a tenth of a second."""
        if stop is never:
            return call()
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
    """Return `url` without its last slash. Only https, or http to this very computer."""
    parts = urlsplit(url.strip().rstrip("/"))
    if parts.scheme == "https" and parts.hostname:
        return parts.geturl()
    if parts.scheme == "http" and _is_loopback(parts.hostname or ""):
        return parts.geturl()
    raise ValueError(url)


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _trust() -> ssl.SSLContext:
    """Trust what this system trusts; TLS 1.2 or newer."""
    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context
