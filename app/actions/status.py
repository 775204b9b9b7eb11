"""Who, which cycle, what waits, what is due: the state of this profile."""

from dataclasses import dataclass

from app.actions import assigned, deciding_online
from app.domain.online import Question
from app.domain.records import Data
from app.domain.rounds import Deadline
from app.store import Store, carried, current, erasures, facts, filed, tallies


@dataclass(frozen=True, slots=True)
class Status:
    account: str | None
    cycle: str | None
    title: str
    role: str | None
    server: str | None
    epoch: str | None
    last_exchange: str | None
    waiting: int
    """Items that the next sync would send."""
    waiting_bytes: int
    in_file: int
    """Of these: went out in a file, not confirmed yet."""
    carried: int
    """What members sent by file and is not handed on yet; with a server the next sync does it."""
    set_aside: int
    conflicts: int
    erasures: int
    """Records that the server erased and the member is asked about."""
    deadlines: tuple[tuple[str, Deadline], ...]
    asked: tuple[Question, ...]
    """Decisions asked online that wait for my answer, the one due first at the top."""
    counts: dict[str, int]
    unread: int
    changed: int

    def to_json(self) -> Data:
        return {
            "account": self.account,
            "cycle": self.cycle,
            "title": self.title,
            "role": self.role,
            "server": self.server,
            "epoch": self.epoch,
            "last_exchange": self.last_exchange,
            "waiting": self.waiting,
            "waiting_bytes": self.waiting_bytes,
            "in_file": self.in_file,
            "carried": self.carried,
            "set_aside": self.set_aside,
            "conflicts": self.conflicts,
            "erasures": self.erasures,
            "deadlines": [
                {
                    "round": round_,
                    "what": each.what,
                    "at": each.at,
                    "aoe": each.aoe,
                    "moved_from": list(each.moved_from),
                }
                for round_, each in self.deadlines
            ],
            "asked": [
                {"id": each.id, "title": each.title, "closes_at": each.closes_at, "aoe": each.aoe}
                for each in self.asked
            ],
            "counts": self.counts,
            "unread": self.unread,
            "changed": self.changed,
        }


def status(store: Store) -> Status:
    """Return how this profile stands; also before it joined anything."""
    profile = facts.profile(store)
    known = facts.all_of(store)
    states = tallies.outbox_states(store)
    asked = erasures.asked(store)
    unread, changed = tallies.unread(store, assigned.mine(store))
    cycle = current.one(store, "cycle", profile.cycle) if profile else None
    handing_on = carried.count(store, "waiting")
    return Status(
        account=profile.account if profile else None,
        cycle=profile.cycle if profile else None,
        title=str(cycle.data.get("title") or cycle.id) if cycle else "",
        role=profile.role if profile else None,
        server=profile.server if profile else None,
        epoch=known.get("epoch"),
        last_exchange=known.get("last_exchange"),
        waiting=states.get("waiting", 0)
        + states.get("sent", 0)
        + (handing_on if profile and profile.server else 0),
        waiting_bytes=tallies.waiting_bytes(store),
        in_file=filed.count(store),
        carried=handing_on,
        set_aside=states.get("refused", 0),
        conflicts=states.get("conflict", 0),
        erasures=asked.count if asked else 0,
        deadlines=tuple(tallies.deadlines(store)),
        asked=()
        if profile is None
        else tuple(
            each.question
            for each in deciding_online.open_online(store)
            if each.asked and each.mine is None
        ),
        counts=current.counts(store),
        unread=unread,
        changed=changed,
    )
