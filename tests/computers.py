"""Computers of members on a server in memory, and lines between them that fail."""

from collections.abc import Iterator
from contextlib import suppress

from app.store import Store, current, open_store, outbox, records
from app.sync.engine import sync
from app.sync.memory import MemoryServer, MemoryTransport
from app.sync.report import Report
from app.sync.transport import TransportError, Unreachable
from app.wire import ExchangeAnswer, ExchangeRequest
from tests.builders import joined


class BadLine(MemoryTransport):
    """Loses requests or answers where its plan says so, and works where the plan has ended."""

    def __init__(self, server: MemoryServer, account: str, plan: str = "") -> None:
        super().__init__(server, account)
        self.plan: Iterator[str] = iter(plan)
        self.asked: list[ExchangeRequest] = []
        self.answered: list[ExchangeAnswer] = []

    def exchange(self, request: ExchangeRequest, *more: object) -> ExchangeAnswer:
        fault = next(self.plan, " ")
        if fault == "r":
            raise Unreachable("the request was lost")
        self.asked.append(request)
        answer = MemoryTransport.exchange(self, request)
        if fault == "d":
            answer = MemoryTransport.exchange(self, request)  # a doubled request
        if fault == "a":
            raise Unreachable("the answer was lost")
        self.answered.append(answer)
        return answer


class Computer:
    """One device of one member, with her profile in memory."""

    def __init__(self, server: MemoryServer, account: str, device: str = "") -> None:
        self.server, self.account = server, account
        self.device = device or f"device-of-{account}"
        self.store: Store = joined(open_store(None), account)
        self.line = BadLine(server, account)

    def sync(self, plan: str = "", **more: object) -> Report:
        self.line = BadLine(self.server, self.account, plan)
        return sync(self.store, self.line, device=self.device, **more)  # type: ignore[arg-type]

    def try_sync(self, plan: str = "") -> None:
        with suppress(TransportError):
            self.sync(plan)

    def comment(self, id: str) -> dict[str, object] | None:
        row = current.one(self.store, "comments", id)
        return None if row is None else row.data

    def holds(self) -> dict[tuple[str, str], tuple[int, str | None, object]]:
        """Give what the server said, by (collection, id)."""
        rows = self.store.rows(
            "SELECT collection, id, version, owner, data FROM records WHERE generation = ?",
            [records.current_generation(self.store)],
        )
        return {
            (row["collection"], row["id"]): (row["version"], row["owner"], row["data"])
            for row in rows
        }

    def waits(self) -> list[tuple[str, str]]:
        return [(act.id, act.state) for act in outbox.all_of(self.store) if act.state != "home"]
