"""Forty members and a chair who have the floor open: run inside the namespace of `bench floor`.

`python -m bench._watching PLAN`: one line of JSON at the end.
"""

import json
import random
import sys
import threading
import time
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

from app.actions import floor_chairing, floor_showing
from app.actions.floor_following import Following
from app.domain import intents
from app.paths import Home
from app.store import open_store
from app.sync import tls
from app.sync.server import ServerTransport
from app.sync.transport import TransportError
from app.wire import Change, ExchangeRequest

EVERY = 5.0
TURN = 6.0
"""Seconds that somebody speaks."""
CALM = 20.0
"""Seconds at the end in which nobody does anything."""
ITEM = "call-1"


@dataclass
class Scene:
    plan: dict[str, Any]
    begun: float = field(default_factory=time.monotonic)
    polls: dict[str, list[tuple[int, int]]] = field(default_factory=lambda: {"same": [], "new": []})
    lists: dict[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    first_seen: dict[tuple[str, str], float] = field(default_factory=dict[tuple[str, str], float])
    """(member, speaker): when."""
    speakers: dict[str, float] = field(default_factory=dict[str, float])
    asks: int = 0
    failed: int = 0
    alone: int = 0
    chairs: tuple[str, ...] = ()
    lock: threading.Lock = field(default_factory=threading.Lock)

    def now(self) -> float:
        return time.monotonic() - self.begun

    def over(self) -> bool:
        return self.now() >= self.plan["seconds"]


def member(scene: Scene, account: str, token: str) -> None:
    dice = random.Random(account)
    time.sleep(dice.uniform(0, EVERY))
    asks_at = dice.uniform(2, scene.plan["seconds"] * 0.6)
    asked, mark = False, ""
    with scene.lock:
        tls.context_for.cache_clear()  # each on a computer of her own: handshakes are not in a row
        line = ServerTransport(scene.plan["url"], scene.plan["cycle"], token)
    with closing(line):
        while not scene.over():
            try:
                if not asked and scene.now() >= asks_at:
                    _ask(scene, line, account)
                    asked = True
                before = line.traffic.up, line.traffic.down, line.traffic.requests
                found = line.floor("call", mark)
                cost = line.traffic.up - before[0], line.traffic.down - before[1]
                requests = line.traffic.requests - before[2]
                with scene.lock:
                    each = (round(cost[0] / requests), round(cost[1] / requests))
                    scene.polls["same" if found is None else "new"].append(each)
                    if found is not None:
                        mark = found.mark
                        scene.lists[account] = found.queue
                        for name in found.queue:
                            if name.startswith(">"):
                                scene.first_seen.setdefault((account, name[1:]), scene.now())
            except TransportError:
                with scene.lock:
                    scene.failed += 1
            time.sleep(EVERY)


def _ask(scene: Scene, line: ServerTransport, account: str) -> None:
    id = intents.intent_id("floor", account, intents.FLOOR, ITEM)
    data = {**intents.data_of(intents.FLOOR, "item", ITEM, "about maps"), "written_at": _stamp()}
    change = Change(op=str(uuid4()), collection="intents", id=id, audience=["chairs"], data=data)
    nonce = uuid4().hex
    answer = line.exchange(ExchangeRequest(device="d", nonce=nonce, limit=1, changes=[change]))
    if answer.answers and answer.answers[0].result == "accepted":
        with scene.lock:
            scene.asks += 1


def _stamp() -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())


def chair(scene: Scene) -> None:
    home = Home(Path(scene.plan["chair"]))
    with closing(open_store(home.store)) as store:
        floor_chairing.open_floor(store, "call", ITEM)
        with closing(Following(store, home, "call", every=EVERY)) as following:
            last = -TURN
            while not scene.over():
                step = following.step()
                acting = scene.now() < scene.plan["seconds"] - CALM
                if acting and scene.now() - last >= TURN:
                    found = floor_showing.show(store, "call")
                    if found.ahead:
                        who = found.ahead[0].place.id
                        floor_chairing.begin(store, ITEM, who)
                        last = scene.now()
                        scene.speakers[who] = last
                        scene.alone += step.what == "no_line"
                time.sleep(2.0 if acting else EVERY)
        found = floor_showing.show(store, "call")
        speaking = [] if found.speaking is None else [f">{found.speaking.place.member}"]
        over = dict.fromkeys(f"={each.place.member}" for each in found.spoken)
        ahead = (str(each.place.member) for each in found.ahead)
        scene.chairs = (*speaking, *ahead, *over)


def main(argv: list[str]) -> int:
    scene = Scene(json.loads(Path(argv[0]).read_text("utf-8")))
    threads = [threading.Thread(target=chair, args=[scene])]
    threads += [
        threading.Thread(target=member, args=[scene, account, token])
        for account, token in scene.plan["tokens"].items()
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    seen = [
        at - scene.speakers[who]
        for (_member, who), at in scene.first_seen.items()
        if who in scene.speakers
    ]
    lists = {*scene.lists.values()}
    found = {
        "polls": scene.polls, "lists": len(lists), "last": list(next(iter(lists), ())),
        "chairs": list(scene.chairs), "asks": scene.asks, "failed": scene.failed,
        "alone": scene.alone, "acts": len(scene.speakers), "seen": seen, "every": EVERY,
    }  # fmt: skip
    print(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
