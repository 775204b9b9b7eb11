"""Following the floor over a line: small questions while somebody looks, and syncs only where needed.

A member is shown the list as it comes; her asking goes with a sync. A chair's program syncs
when somebody asked, and takes that into the list. Without a line all goes on here.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Literal

from app.actions import floor_chairing, syncing, ways
from app.actions.acting import me
from app.actions.agenda_items import the_meeting
from app.actions.floor_showing import Live
from app.actions.trouble import Trouble
from app.actions.ways import Open
from app.domain import times
from app.domain.carrying import CARRIERS
from app.domain.changes import Changes
from app.domain.floors import Place, Queue, State
from app.paths import Home
from app.store import Store
from app.sync import engine
from app.sync.server import Floor, ServerTransport
from app.sync.transport import Refused, Stop, TransportError, never

EVERY = 5.0
"""Seconds from one question to the next while the floor is open."""
CLOSED = 30.0
"""Seconds while it is closed."""
LONGEST = 60.0
"""Seconds at most while there is no line."""

What = Literal["same", "new", "closed", "no_line"]


@dataclass(frozen=True, slots=True)
class Step:
    """What a question brought."""

    what: What
    live: Live | None
    """The list as it stands, the last one known where there is no line now."""
    wait: float
    """Seconds until the next question."""
    up: int
    """Bytes of the question, headers included, TLS not."""
    down: int
    changes: Changes
    """What came or went with a sync that was needed."""


class Following:
    """One meeting's floor, followed over one kept line; `close` it.

    Args:
        store: of the member who follows.
        home: her profile.
        meeting: id.
        every: seconds between questions while the floor is open.
        open_transport: how the server is reached.

    Raises:
        Trouble: `no_such_record`, `floor_by_server_only`.
    """

    def __init__(
        self,
        store: Store,
        home: Home,
        meeting: str,
        *,
        every: float = EVERY,
        open_transport: Open = ways.server,
    ) -> None:
        the_meeting(store, meeting)
        self._store, self._home, self._meeting = store, home, meeting
        self._every, self._open = every, open_transport
        self._chair = me(store).role in CARRIERS
        if not ways.has_way(store) or ways.by_web(store):
            raise Trouble("floor_by_server_only")
        self._line: ServerTransport | None = None
        self._mark = ""
        self._live: Live | None = None
        self._failed = 0

    def close(self) -> None:
        """Close the line and count what went over it."""
        if self._line is not None:
            ways.done_with(self._store, self._line)
            self._line = None

    def step(self, stop: Stop = never) -> Step:
        """Ask once; send what waits, and as a chair bring and take in what was asked.

        A line that fails is no trouble: it is told, and what is here goes on. Raises Trouble
        (`device_revoked`), and `Cancelled` where it was stopped.
        """
        changes, up, down = Changes(), 0, 0
        try:
            if engine.waits(self._store):
                changes = self._sync(stop)
            line = self._kept()
            before = line.traffic.up, line.traffic.down
            found = line.floor(self._meeting, self._mark, stop)
            up, down = line.traffic.up - before[0], line.traffic.down - before[1]
            if found is not None:
                changes = changes | self._came(found, stop)
        except Refused as refused:
            self.close()
            if refused.status in {401, 403}:
                raise Trouble("device_revoked", reason=refused.code) from refused
            return self._without_line(changes, up, down)
        except TransportError as error:
            self.close()
            if error.kind == "stopped":
                raise
            return self._without_line(changes, up, down)
        self._failed = 0
        is_open = self._live is not None and self._live.item != ""
        what: What = "same" if found is None else "new" if is_open else "closed"
        return Step(
            what,
            self._live,
            self._every if is_open else max(CLOSED, self._every),
            up,
            down,
            changes,
        )

    def _came(self, found: Floor, stop: Stop) -> Changes:
        self._live = _live(found, self._live)
        self._mark = found.mark
        if not self._chair:
            return Changes()
        changes = self._sync(stop)
        taken = floor_chairing.take_in(self._store, self._meeting)
        return changes | taken | (self._sync(stop) if taken.ids else Changes())

    def _sync(self, stop: Stop) -> Changes:
        syncing.sync(self._store, self._home, texts=False, stop=stop, open_transport=self._open)
        return Changes.of("items", "meetings", "intents", "sync")

    def _kept(self) -> ServerTransport:
        if self._line is None:
            line = self._open(me(self._store))
            if not isinstance(line, ServerTransport):
                raise Trouble("floor_by_server_only")
            self._line = line
        return self._line

    def _without_line(self, changes: Changes, up: int, down: int) -> Step:
        self._failed += 1
        wait = min(self._every * 2 ** min(self._failed, 5), LONGEST)
        return Step("no_line", self._live, wait, up, down, changes)


def _live(found: Floor, before: Live | None) -> Live:
    since = None
    if isinstance(found.since, int):
        try:
            since = times.text(datetime.fromtimestamp(found.since, UTC))
        except (ValueError, OverflowError, OSError):  # a server may say anything
            since = None
    minutes = found.minutes if isinstance(found.minutes, (int, float)) else None
    told = (_place(each, since) for each in found.queue if each.lstrip(">-="))
    places = tuple(sorted(told, key=lambda each: each.state != "spoken"))
    return Live(found.item, places, minutes, _over(before, found.item))


def _over(before: Live | None, item: str) -> dict[str, Queue]:
    """Return {item: who spoke there}, as it was told before the meeting went on to `item`."""
    over = {} if before is None else dict(before.over)
    if before is not None and before.item and before.item != item:
        spoke = (each for each in before.places if each.state in {"spoken", "speaking"})
        over[before.item] = tuple(replace(each, state="spoken") for each in spoke)
    over.pop(item, None)
    return over


def _place(told: str, since: str | None) -> Place:
    states: dict[str, State] = {">": "speaking", "-": "not_now", "=": "spoken"}
    state = states.get(told[0], "waiting")
    who = told[1:] if told[0] in states else told
    began = since if state == "speaking" else None
    if who.startswith("~"):
        return Place(who, None, who[1:], state, began_at=began)
    return Place(who, who, state=state, began_at=began)
