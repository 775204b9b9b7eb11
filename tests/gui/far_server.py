"""A server as the line sees it: answers, goes away, is slow, asks to wait, as a test wishes."""

import threading
from collections.abc import Callable, Iterator

from app.store.facts import Profile
from app.sync.transport import Cancelled, Stop, Traffic, Unreachable, never
from app.wire import Answer, ChangesAnswer, ExchangeAnswer, ExchangeRequest, WireRecord

NOW = "2021-01-27T09:00:00Z"


class FarServer:
    """Keeps records by id; every transport opened by `open` speaks to it."""

    def __init__(self) -> None:
        self.records: list[WireRecord] = []
        self.error: Callable[[], Exception] | None = None
        self.now = NOW
        self.asked = 0
        self.took: list[tuple[str, str]] = []
        self.files: dict[str, bytes] = {}
        self.cut: int | None = None
        """The byte of a file at which the line breaks."""
        self.held = threading.Event()
        """Set: answers come at once. Clear: they wait until set or stopped."""
        self.held.set()
        self.reached = threading.Event()
        """Set when a request has come in."""

    def open(self, _profile: Profile) -> "FarTransport":
        return FarTransport(self)


class FarTransport:
    """One device's way there."""

    def __init__(self, server: FarServer) -> None:
        self._server = server
        self.traffic = Traffic()

    def exchange(self, request: ExchangeRequest, stop: Stop = never) -> ExchangeAnswer:
        server = self._server
        server.asked += 1
        self.traffic.requests += 1
        self._wait(stop)
        if server.error is not None:
            raise server.error()
        self.traffic.up += 300
        self.traffic.down += 1200
        answers: list[Answer] = []
        came: list[WireRecord] = []
        for change in request.changes:
            server.took.append((change.collection, change.id))
            answers.append(Answer(op=change.op, result="accepted", version=1))
            came.append(
                WireRecord(
                    collection=change.collection,
                    id=change.id,
                    version=1,
                    owner="m-cs-grulac",
                    audience=list(change.audience),
                    data=change.data,
                )
            )
        new = [] if request.cursor == "2" else server.records
        return ExchangeAnswer(
            nonce=request.nonce,
            epoch="1",
            now=server.now,
            answers=answers,
            records=[*came, *new],
            cursor="2",
            more=False,
            digest=None,
        )

    def changes(self, stop: Stop = never, cursor: str | None = None) -> ChangesAnswer:
        self._wait(stop)
        if self._server.error is not None:
            raise self._server.error()
        kinds = [each.collection for each in self._server.records]
        counts = {kind: kinds.count(kind) for kind in kinds}
        return ChangesAnswer(epoch="1", cursor="2", packs=[], counts=counts, bytes=200_000)

    def fetch(self, sha256: str, offset: int = 0, stop: Stop = never) -> Iterator[bytes]:
        content = self._server.files[sha256]
        for start in range(offset, len(content), 16_384):
            self._wait(stop)
            if stop():
                raise Cancelled
            if self._server.cut is not None and start >= self._server.cut:
                raise Unreachable
            yield content[start : start + 16_384]

    def upload(self, sha256: str, content: bytes, stop: Stop = never) -> None:
        raise Unreachable

    def _wait(self, stop: Stop) -> None:
        self._server.reached.set()
        if stop():
            raise Cancelled
        while not self._server.held.wait(0.02):
            if stop():
                raise Cancelled
