"""Members for `bench load`: a kept line each, real exchanges, and a memory of what was taken."""

import asyncio
import random
import time
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import msgspec

from app.domain import ids
from app.packs import dictionary
from bench.corpus import prose

SHARE_OF_REVIEWS, SHARE_OF_COMMENTS = 0.35, 0.05
"""Of all exchanges; the rest only ask what is new."""
LIMIT = 50_000
"""Bytes of records an exchange asks for."""
_LARGEST = 64_000_000


class Answered(msgspec.Struct):
    """What a member looks at in an answer."""

    epoch: str
    cursor: str
    more: bool
    answers: list[dict[str, Any]]
    records: list[msgspec.Raw]


@dataclass(slots=True)
class Line:
    """HTTP/1.1 on one kept connection; as little of it as the bench needs."""

    host: str
    port: int
    _streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(
        self, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        if self._streams is None:
            self._streams = await asyncio.open_connection(self.host, self.port)
        reader, writer = self._streams
        said = {"Host": "bench", "Content-Length": str(len(body)), **(headers or {})}
        head = "".join(f"{name}: {value}\r\n" for name, value in said.items())
        writer.write(f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode() + body)
        await writer.drain()
        lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        told = {name.lower(): value for name, _, value in (each.partition(": ") for each in lines)}
        came = await reader.readexactly(int(told.get("content-length", "0")))
        return int(lines[0].split()[1]), told, came

    def close(self) -> None:
        if self._streams:
            self._streams[1].close()


@dataclass(slots=True)
class Member:
    """One device of one account."""

    line: Line
    cycle: str
    account: str
    token: str
    seed: int
    epoch: str | None = None
    cursor: str | None = None
    taken: dict[tuple[str, str], int] = field(default_factory=dict[tuple[str, str], int])
    """Collection and id of what the server said it has, and the version."""
    seconds: list[float] = field(default_factory=list[float])
    errors: list[str] = field(default_factory=list[str])
    received: int = 0

    async def begin(self) -> None:
        """Read up to now without reading: the bench is about what comes after."""
        status, _, raw = await self._ask("GET", f"/v1/cycles/{self.cycle}/changes")
        assert status == 200, raw
        found = msgspec.json.decode(raw)
        self.epoch, self.cursor = found["epoch"], found["cursor"]

    async def work(self, until: float, proposals: list[str]) -> None:
        """Exchange again and again, with no pause between, until the time is over."""
        dice = random.Random(self.seed)
        while time.monotonic() < until:
            changes = self._acts(dice, proposals)
            start = time.perf_counter()
            try:
                await self.exchange(changes)
            except (OSError, asyncio.IncompleteReadError, msgspec.MsgspecError) as error:
                self.errors.append(type(error).__name__)
                return
            self.seconds.append(time.perf_counter() - start)

    async def exchange(self, changes: list[dict[str, Any]], limit: int = LIMIT) -> Answered | None:
        asked = {
            "device": self.account,
            "epoch": self.epoch,
            "cursor": self.cursor,
            "limit": limit,
            "nonce": str(len(self.seconds)),
            "changes": changes,
        }
        raw = msgspec.json.encode(asked)
        status, _, came = await self._ask("POST", f"/v1/cycles/{self.cycle}/exchange", raw)
        if status != 200:
            self.errors.append(str(status))
            return None
        answer = msgspec.json.decode(came, type=Answered)
        self.epoch, self.cursor = answer.epoch, answer.cursor
        self.received += len(answer.records)
        for act, each in zip(changes, answer.answers, strict=True):
            if each["result"] == "accepted":
                self.taken[act["collection"], act["id"]] = each["version"]
            else:
                self.errors.append(each["result"])
        return answer

    async def read_all(self) -> dict[tuple[str, str], int]:
        """Read everything anew; return the version of each record."""
        self.epoch = self.cursor = None
        found: dict[tuple[str, str], int] = {}
        while answer := await self.exchange([], 4_000_000):
            for raw in answer.records:
                each = msgspec.json.decode(raw)
                found[each["collection"], each["id"]] = each["version"]
            if not answer.more:
                return found
        raise AssertionError(self.errors)

    def _acts(self, dice: random.Random, proposals: list[str]) -> list[dict[str, Any]]:
        roll = dice.random()
        proposal = dice.choice(proposals)
        if roll < SHARE_OF_REVIEWS:
            id = ids.review_id(self.cycle, self.account, proposal)
            data = {"proposal": proposal, "version": 1, "state": "submitted",
                    "texts": {"relevance": prose(dice, 300)}}  # fmt: skip
            return [self._act(dice, "reviews", id, data, "chairs")]
        if roll < SHARE_OF_REVIEWS + SHARE_OF_COMMENTS:
            data = {"about": {"kind": "proposal", "id": proposal}, "text": prose(dice, 200)}
            return [self._act(dice, "comments", _uuid(dice), data, "members")]
        return []

    def _act(
        self, dice: random.Random, collection: str, id: str, data: dict[str, Any], audience: str
    ) -> dict[str, Any]:
        return {
            "op": _uuid(dice),
            "collection": collection,
            "id": id,
            "base": self.taken.get((collection, id)),
            "audience": [audience],
            "data": data,
        }

    async def _ask(self, method: str, path: str, body: bytes = b"") -> tuple[int, Any, bytes]:
        headers = {"Authorization": f"Bearer {self.token}"}
        known = dictionary.newest()
        if body and known:
            headers |= {
                "Content-Type": "application/json",
                "Content-Encoding": dictionary.CODING,
                "Accept-Encoding": dictionary.CODING,
                dictionary.OFFER: known.offer,
            }
            body = dictionary.pack(body, known)
        status, told, came = await self.line.ask(method, path, body, headers)
        if told.get("content-encoding") == dictionary.CODING:
            came = dictionary.unpack(came, _LARGEST)
        return status, told, came


def _uuid(dice: random.Random) -> str:
    return str(UUID(int=dice.getrandbits(128), version=4))
