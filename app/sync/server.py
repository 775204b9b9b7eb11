"""The Secretariat's server over HTTP, as one device sees it (`docs/sync.md`).

Only 200 with JSON, the echoed nonce and a well-formed body is an answer; everything
else is no answer, and nothing changes here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import quote

import msgspec
from msgspec import UnsetType

from app.sync import packing
from app.sync.connection import STALL, Connection, checked_url, ranged
from app.sync.replies import Reply, failure, is_json
from app.sync.transport import Moved, Refused, SignInPage, Stop, Traffic, never
from app.wire import (
    ChangesAnswer,
    CycleRequest,
    Enrolled,
    EnrolRequest,
    ExchangeAnswer,
    ExchangeRequest,
    FloorAnswer,
    Invitation,
    InvitationRequest,
    Member,
    Welcome,
)

T = TypeVar("T")

UNKNOWN_CODING = 415
"""HTTP: the body is packed in a way the server cannot unpack."""
MOVED = 308
"""HTTP: the same is asked elsewhere from now on."""
NOT_MODIFIED = 304
"""HTTP: it is as it was."""
FLOOR_PARTS = 100
"""Requests at most for one look at a floor: a list of a thousand names, or one that keeps changing."""
PIECE = 1024 * 1024
"""Bytes a piece of an upload, so that a cut costs at most one."""


@dataclass(frozen=True, slots=True)
class Floor:
    """Where the floor of a meeting stands on the server."""

    item: str
    """The item it is open for, "" while it is closed."""
    queue: tuple[str, ...]
    """As `FloorAnswer.queue` says, whole."""
    since: int | UnsetType
    minutes: float | UnsetType
    mark: str
    """What the next question quotes."""


class ServerTransport:
    """One device's kept-alive connection to its cycle.

    Args:
        url: of the server.
        cycle: whose exchange is meant.
        token: of this device.
        stall: seconds without a byte after which the line counts as gone.

    Raises:
        ValueError: the address is neither https nor http to this very computer.
    """

    def __init__(self, url: str, cycle: str = "", token: str = "", *, stall: float = STALL) -> None:
        self.url = checked_url(url)
        self.cycle = cycle
        self.traffic = Traffic()
        headers = {"Accept-Encoding": "zstd, gzip"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        self._line = Connection(self.url, headers, self.traffic, stall)

    def close(self) -> None:
        self._line.close()

    # --- the exchange -----------------------------------------------------------------

    def exchange(self, request: ExchangeRequest, stop: Stop = never) -> ExchangeAnswer:
        path = f"/v1/cycles/{self.cycle}/exchange"
        answer = self._ask("POST", path, ExchangeAnswer, request, stop)
        if answer.nonce != request.nonce:
            raise SignInPage(self.url)
        return answer

    def changes(self, stop: Stop = never, cursor: str | None = None) -> ChangesAnswer:
        path = f"/v1/cycles/{self.cycle}/changes"
        if cursor is not None:
            path += f"?cursor={quote(cursor, safe='')}"
        return self._ask("GET", path, ChangesAnswer, None, stop)

    def floor(self, meeting: str, mark: str = "", stop: Stop = never) -> Floor | None:
        """Ask where the floor of a meeting stands; None if it is as it was at `mark`.

        What comes is shown, never kept: records come by the exchange. A list that changes time
        and again while its parts come is told as far as it came.
        """
        path = f"/v1/cycles/{self.cycle}/floor/{quote(meeting, safe='')}"
        found, etag, queue = FloorAnswer(), "", list[str]()
        part, left = 1, FLOOR_PARTS
        while part <= found.parts and left:
            left -= 1
            head = {"If-None-Match": mark} if mark and part == 1 else None
            asked = path if part == 1 else f"{path}?p={part}"
            response = self._line.send("GET", asked, stop, headers=head)
            if response.status == NOT_MODIFIED and mark and response.headers.get("etag") == mark:
                return None
            found = self._read(response, asked, FloorAnswer)
            now = response.headers.get("etag", "")
            if part > 1 and now != etag:  # it changed while the parts came: from the beginning
                part, queue, mark = 1, [], ""
                continue
            etag, queue, part = now, [*queue, *found.queue], part + 1
        whole = part > found.parts
        return Floor(found.item, tuple(queue), found.since, found.minutes, etag if whole else "")

    # --- files ------------------------------------------------------------------------

    def fetch(
        self, sha256: str, offset: int = 0, stop: Stop = never, most: int | None = None
    ) -> Iterator[bytes]:
        """Bring a file from byte `offset` on, `most` bytes of it.

        Raises Refused with status 404 where the caller may not read it, and 416 where
        the file is not longer than `offset`.
        """

        def fits(reply: Reply) -> None:
            if reply.headers.get("etag", "").removeprefix("W/").strip('"') != sha256:
                raise SignInPage(self.url)  # half a file that is here is not spoilt by it
            if offset and reply.status == 200:  # noqa: PLR2004 -- HTTP's "whole file"
                raise Refused(416, "range_ignored")

        headers = {**ranged(offset, most), "If-Range": f'"{sha256}"'} if offset or most else {}
        yield from self._line.fetch(f"/v1/files/{sha256}", headers, fits, stop)

    def upload(self, sha256: str, content: bytes, stop: Stop = never) -> None:
        """Put a file where the server keeps files, from where an earlier try broke off."""
        path, total = f"/v1/files/{sha256}", len(content)
        there = self._line.send("HEAD", path, stop)
        if there.headers.get("Upload-Complete") == "?1":
            return
        offset = there.headers.get("Upload-Offset", "0")
        start = min(int(offset), total) if offset.isascii() and offset.isdecimal() else 0
        while True:
            piece = content[start : start + PIECE]
            end = start + len(piece)
            response = self._line.send(
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

    # --- who is there, joining and the Secretariat's desk ---------------------------------------------

    def welcome(self, stop: Stop = never) -> Welcome:
        """Ask what is there; needs no token. Raises SignInPage where it is no server of ours."""
        return self._ask("GET", "/v1/", Welcome, None, stop)

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
        response = self._line.send("DELETE", f"/v1/cycles/{self.cycle}/devices/{device}", never)
        if response.status >= 300:  # noqa: PLR2004 -- HTTP's border of success
            raise failure(response)

    # --- one question, one answer ---------------------------------------------------------

    def _ask(self, method: str, path: str, kind: type[T], body: Any, stop: Stop) -> T:
        return self._read(self._sent(method, path, body, stop), path, kind)

    def _read(self, response: Reply, path: str, kind: type[T]) -> T:
        """Return what an answer says. Raises TransportError where it is none."""
        if response.status not in {200, 201}:
            raise self._moved(response, path) or failure(response)
        if not is_json(response):
            raise SignInPage(self.url)
        try:
            return msgspec.json.decode(response.body, type=kind)
        except (msgspec.DecodeError, msgspec.ValidationError, RecursionError) as error:
            raise SignInPage(self.url) from error

    def _moved(self, response: Reply, path: str) -> Moved | None:
        """Return where the server says it is now; None if it says no such thing.

        Anything but the same question at another safe address is a page in its place.
        """
        where = response.headers.get("location", "")
        if response.status != MOVED or not where.endswith(path):
            return None
        try:
            address = checked_url(where.removesuffix(path))
        except ValueError:
            return None
        return Moved(address) if address != self.url else None

    def _sent(self, method: str, path: str, body: Any, stop: Stop) -> Reply:
        """Send `body`, packed as tightly as this server can take it."""
        if body is None:
            return self._line.send(method, path, stop)
        raw = msgspec.json.encode(body)
        while True:
            coding = packing.best(self.url)
            content, used = packing.pack(raw, coding)
            response = self._line.send(method, path, stop, content, packing.headers(used, coding))
            # The same acts with the same op, packed another way: nothing was taken.
            unknown = response.status == UNKNOWN_CODING and is_json(response)
            if not unknown or not packing.not_spoken(self.url, used):
                return response
