"""The first exchange, asked for on a second connection while the pack before it still comes.

A round trip, and the time a server needs to put its answer together, then pass while the
line is busy anyway: two seconds of forty on EDGE. If something else is asked in the end
(because the member wrote meanwhile, or the pack was no good), that answer is dropped:
it asked for reading only, and no act went with it.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from threading import Thread
from time import monotonic

import msgspec

from app.sync.transport import Stop, Transport, Unreachable, never
from app.wire import ChangesAnswer, ExchangeAnswer, ExchangeRequest

SOON = 20.0
"""Seconds before the end of the pack. On a thin line whose packets queue, a new connection needs
ten until its first byte (measured on EDGE)."""


class Ahead:
    """A transport that can ask the first exchange before its turn."""

    def __init__(self, transport: Transport, beside: Callable[[], Transport]) -> None:
        """Ask over `transport`; what is asked ahead goes over what `beside` opens."""
        self.traffic = transport.traffic
        self._transport = transport
        self._open = beside
        self._beside: Transport | None = None
        self._asked: ExchangeRequest | None = None
        self._answer: Future[ExchangeAnswer] = Future()
        self._begun = self._over = False

    def ask(self, request: ExchangeRequest, stop: Stop = never) -> None:
        """Begin to exchange `request` (which must not hold acts); only the first time."""
        if self._begun:
            return
        self._begun, self._asked, self._beside = True, request, self._open()
        Thread(
            target=self._bring,
            args=(self._beside, request, lambda: self._over or stop()),
            daemon=True,
            name="ahead",
        ).start()

    def exchange(self, request: ExchangeRequest, stop: Stop = never) -> ExchangeAnswer:
        asked, self._asked = self._asked, None
        if asked is not None:
            if _same(asked, request):
                try:
                    return self._answer.result()
                except Unreachable:
                    pass  # asked again, the usual way; a busy server is left alone
                finally:
                    self.close()
            else:
                self.close()
        return self._transport.exchange(request, stop)

    def changes(self, stop: Stop = never, cursor: str | None = None) -> ChangesAnswer:
        return self._transport.changes(stop, cursor)

    def fetch(
        self, sha256: str, offset: int = 0, stop: Stop = never, most: int | None = None
    ) -> Iterator[bytes]:
        return self._transport.fetch(sha256, offset, stop, most)

    def upload(self, sha256: str, content: bytes, stop: Stop = never) -> None:
        self._transport.upload(sha256, content, stop)

    def close(self) -> None:
        """Give up what was asked ahead, and count what it cost; the line itself stays open."""
        self._over, self._asked = True, None
        beside, self._beside = self._beside, None
        if beside is None:
            return
        # The thread looks at `_over` every tenth of a second; nothing is counted after it.
        self._answer.exception()
        self.traffic.up += beside.traffic.up
        self.traffic.down += beside.traffic.down
        self.traffic.requests += beside.traffic.requests
        close = getattr(beside, "close", None)
        if close is not None:
            close()

    def _bring(self, beside: Transport, request: ExchangeRequest, stop: Stop) -> None:
        try:
            self._answer.set_result(beside.exchange(request, stop))
        except BaseException as error:  # noqa: BLE001 -- handed on to whoever takes the answer
            self._answer.set_exception(error)


class Nearing:
    """Says when it is time to ask ahead, from how fast a pack comes."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._first: tuple[float, int] | None = None

    def soon(self, here: int) -> bool:
        """Say whether half is here and the rest will be within `SOON`."""
        now = monotonic()
        if self._first is None:
            self._first = now, here
            return False
        began, before = self._first
        rate = (here - before) / max(now - began, 0.001)
        return 2 * here >= self._size and self._size - here <= rate * SOON


def _same(asked: ExchangeRequest, request: ExchangeRequest) -> bool:
    """Say whether both ask for the same; a digest only spares the server a longer answer."""
    plain = {"nonce": "", "digest": msgspec.UNSET}
    return msgspec.structs.replace(request, **plain) == msgspec.structs.replace(asked, **plain)
