"""A plain web folder of packs: `latest.json`, signed, with packs and files beside it.

Any host that serves files will do. Nothing is ever sent to it but questions, and nothing
it says is believed that the cycle's key has not signed.
"""

from collections.abc import Iterator

from app.packs.latest import LARGEST, NAME
from app.sync.connection import Connection, checked_url, ranged
from app.sync.files import DIGEST
from app.sync.replies import Reply, failure
from app.sync.transport import Refused, SignInPage, Stop, Traffic, TransportError, never
from app.wire import ChangesAnswer, ExchangeAnswer, ExchangeRequest

OK, PARTIAL, UNCHANGED, NOTHING_AFTER = 200, 206, 304, 416
MISSING = frozenset({403, 404, 410})
"""What hosts of files say of one that is not there; some of them 403."""


class WebTransport:
    """The way to one web folder.

    Raises:
        ValueError: the address is neither https nor http to this very computer.
    """

    def __init__(self, url: str) -> None:
        self.url = checked_url(url.strip().removesuffix(NAME))
        self.traffic = Traffic()
        self._line = Connection(self.url, {"Accept-Encoding": "zstd, gzip"}, self.traffic)

    def close(self) -> None:
        self._line.close()

    def latest(self, stop: Stop = never, etag: str | None = None) -> tuple[bytes, str | None]:
        """Return `latest.json` and its ETag; no bytes if it is still the one of `etag`.

        Raises Refused with status 404 where there is none, SignInPage for a web page.
        """
        known = {"If-None-Match": etag} if etag else {}
        reply = self._line.send("GET", f"/{NAME}", stop, headers=known)
        if etag and reply.status == UNCHANGED:
            return b"", etag
        if reply.status != OK:
            raise _failed(reply)
        if not reply.body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
            raise SignInPage(self.url)
        if len(reply.body) > LARGEST:
            raise SignInPage(self.url)
        return reply.body, reply.headers.get("etag")

    def pack(
        self, sha256: str, offset: int = 0, stop: Stop = never, most: int | None = None
    ) -> Iterator[bytes]:
        """Bring a pack from byte `offset` on. Raises as `fetch`."""
        return self._bring(f"/packs/{_named(sha256)}.satchel", offset, stop, most)

    def fetch(
        self, sha256: str, offset: int = 0, stop: Stop = never, most: int | None = None
    ) -> Iterator[bytes]:
        """Bring a document's file from byte `offset` on; the folder need not know of ranges.

        Raises Refused with status 404 for a file the folder does not have.
        """
        return self._bring(f"/files/{_named(sha256)}", offset, stop, most)

    def exchange(self, request: ExchangeRequest, stop: Stop = never) -> ExchangeAnswer:
        """Raise Refused: a folder takes nothing."""
        del request, stop
        raise Refused(405, "takes_nothing")

    def changes(self, stop: Stop = never, cursor: str | None = None) -> ChangesAnswer:
        """Raise Refused: a folder counts nothing; see `latest`."""
        del stop, cursor
        raise Refused(405, "takes_nothing")

    def upload(self, sha256: str, content: bytes, stop: Stop = never) -> None:
        """Raise Refused: a folder takes nothing."""
        del sha256, content, stop
        raise Refused(405, "takes_nothing")

    def _bring(self, path: str, offset: int, stop: Stop, most: int | None) -> Iterator[bytes]:
        skip, left = 0, most

        def fits(reply: Reply) -> None:
            nonlocal skip
            kind = reply.headers.get("content-type", "").split(";")[0].strip().lower()
            if kind in {"text/html", "application/xhtml+xml"}:
                raise SignInPage(self.url)
            if reply.headers.get("content-encoding", "identity").lower() != "identity":
                raise SignInPage(self.url)
            if reply.status == PARTIAL:
                if not reply.headers.get("content-range", "").startswith(f"bytes {offset}-"):
                    raise SignInPage(self.url)
            else:
                skip = offset  # a host without ranges sends all of it again

        for piece in self._line.fetch(path, ranged(offset, most), fits, stop, _failed):
            fresh = piece[skip:] if left is None else piece[skip : skip + left]
            skip = max(0, skip - len(piece))
            if fresh:
                yield fresh
            if left is not None:
                left -= len(fresh)
                if left <= 0:
                    return


def _named(sha256: str) -> str:
    if not DIGEST.fullmatch(sha256):
        raise Refused(404, "not_found")
    return sha256


def _failed(reply: Reply) -> TransportError:
    """Tell a file that is not there from a page that stands in its place."""
    if reply.status in MISSING:
        return Refused(404, "not_found")
    if reply.status == NOTHING_AFTER:
        return Refused(NOTHING_AFTER, "range")
    return failure(reply)
