"""The way to a server in memory. Everything goes through JSON, as on the line."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256 as hashed

import msgspec

from app.sync.memory_server import MemoryServer
from app.sync.transport import Refused, Stop, Traffic, never
from app.wire import ChangesAnswer, ExchangeAnswer, ExchangeRequest

__all__ = ["MemoryServer", "MemoryTransport"]


@dataclass(slots=True)
class MemoryTransport:
    """One device's way to its cycle."""

    server: MemoryServer
    account: str
    traffic: Traffic = field(default_factory=Traffic)

    def exchange(self, request: ExchangeRequest, stop: Stop = never) -> ExchangeAnswer:
        del stop
        sent = msgspec.json.encode(request)
        self.traffic.requests += 1
        self.traffic.up += len(sent)
        asked = msgspec.json.decode(sent, type=ExchangeRequest)
        answered = msgspec.json.encode(self.server.exchange(self.account, asked))
        self.traffic.down += len(answered)
        return msgspec.json.decode(answered, type=ExchangeAnswer)

    def changes(self, stop: Stop = never, cursor: str | None = None) -> ChangesAnswer:
        del stop
        self.traffic.requests += 1
        state = self.server.state
        counts = {name: count for name, (count, _) in self.server.digest(self.account).items()}
        size, now = self.server.after(self.account, cursor)
        return ChangesAnswer(
            epoch=state.epoch, cursor=now, packs=list(state.packs), counts=counts, bytes=size
        )

    def fetch(
        self, sha256: str, offset: int = 0, stop: Stop = never, most: int | None = None
    ) -> Iterator[bytes]:
        del stop
        self.traffic.requests += 1
        content = self.server.state.files.get(sha256)
        if content is None:
            raise Refused(404, "not_found")
        if offset and offset >= len(content):
            raise Refused(416, "range")
        end = len(content) if most is None else min(len(content), offset + most)
        for start in range(offset, end, 1024):
            piece = content[start : min(start + 1024, end)]
            self.traffic.down += len(piece)
            yield piece

    def upload(self, sha256: str, content: bytes, stop: Stop = never) -> None:
        del stop
        self.traffic.requests += 1
        self.traffic.up += len(content)
        if hashed(content).hexdigest() != sha256:
            raise Refused(422, "wrong_hash")
        self.server.state.files[sha256] = content
