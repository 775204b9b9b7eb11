"""A floor that forty members follow on a slow line: bytes a poll, seconds until all see it.

`python -m bench floor [PROFILE] [SECONDS]`: EDGE and 90 seconds if nothing is said. All forty are on ONE
line of that profile, which is harder than one for each. In the middle the server goes away for
a while; the chair goes on. Needs Linux and root, says so otherwise.
"""

import json
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from app.store import facts, open_store
from app.sync.server import ServerTransport
from app.wire import EnrolRequest
from bench._far import Far
from bench._link import PROFILES, SERVER, Link, why_not
from bench._tls import certificate, metered

MEMBERS = 40
HOLD = 400
"""Bytes of a poll, each way, headers included and TLS not."""
AWAY = 15.0
"""Seconds that the server is gone."""
CYCLE = """\
id = "floor"
title = "Floor"
languages = ["en"]
status = "open"
"""
MEETING = """\
id = "call"
title = "Call"
starts = 2026-01-27T14:00:00Z
status = "adopted"

[[item]]
label = "1"
title = "Proposals"
minutes = 60
"""


def main(argv: list[str]) -> int:
    reason = why_not()
    if reason:
        print(f"skipped: {reason}")
        return 0
    name = next((each for each in argv if each in PROFILES), "EDGE")
    seconds = next((float(each) for each in argv if each.isdecimal()), 90.0)
    with tempfile.TemporaryDirectory(prefix="satchel-floor-") as folder, ExitStack() as stack:
        return _measure(Path(folder), name, seconds, stack)


def _measure(work: Path, name: str, seconds: float, stack: ExitStack) -> int:
    far = Far(work, _folder(work / "papers"))
    stack.callback(far.stop)
    chair = far.join("chair")
    far.command(chair, "sync")
    tokens = _enrolled(far)
    profile = PROFILES[name]
    link = stack.enter_context(Link(profile))
    both = certificate(work, SERVER)
    target = urlsplit(far.url)
    counter = metered(stack, both, (target.hostname or "", target.port or 0), 8443)
    url = f"https://{SERVER}:{counter.port}"
    with closing(open_store(chair / "store.db")) as store:
        facts.put(store, server=url)
    plan = {"url": url, "cycle": "floor", "tokens": tokens, "chair": str(chair), "seconds": seconds}
    (work / "plan.json").write_text(json.dumps(plan), "utf-8")
    command = [sys.executable, "-m", "bench._watching", str(work / "plan.json")]
    near = subprocess.Popen(
        link.inside(["env", f"SSL_CERT_FILE={both}", *command]), stdout=subprocess.PIPE, text=True
    )
    gone = threading.Timer(seconds / 2, _away, [far])
    gone.start()
    out, _ = near.communicate()
    gone.join()
    return _told(name, json.loads(out.splitlines()[-1]), seconds, link.counted())


def _away(far: Far) -> None:
    """Take the server away for a while, and start it again on the same data and port."""
    port = str(urlsplit(far.url).port)
    far.stop()
    time.sleep(AWAY)
    far.start(port)


def _folder(root: Path) -> Path:
    (root / "meetings").mkdir(parents=True)
    (root / "cycle.toml").write_text(CYCLE, "utf-8")
    (root / "meetings" / "call.toml").write_text(MEETING, "utf-8")
    rows = ["account,role,name,group,region", "chair,chair,Chair,civil,african"]
    rows += [f"member-{n:02d},member,Member {n},civil,african" for n in range(MEMBERS)]
    (root / "members.csv").write_text("\n".join(rows) + "\n", "utf-8")
    return root


def _enrolled(far: Far) -> dict[str, str]:
    """Return {account: token} of members who joined."""
    with closing(open_store(far.office / "store.db", read_only=True)) as store:
        office = facts.profile(store)
    if office is None:
        raise RuntimeError("the Secretariat has no profile")
    tokens: dict[str, str] = {}
    with closing(ServerTransport(far.url, office.cycle, office.token)) as desk:
        for number in range(MEMBERS):
            account = f"member-{number:02d}"
            invitation = desk.invite(account, "member").invitation
            key = f"{number:043d}"
            request = EnrolRequest(invitation=invitation, device_key=key)
            tokens[account] = desk.enrol(request).token
    return tokens


def _told(name: str, found: dict[str, Any], seconds: float, carried: tuple[int, int]) -> int:
    profile = PROFILES[name]
    print(
        f"{name}: {MEMBERS} members and the chair on one line of {profile.down / 1000:.0f}/"
        f"{profile.up / 1000:.0f} kbit/s, {profile.round_trip * 1000:.0f} ms, TLS 1.3; {seconds:.0f} s, "
        f"the server away for {AWAY:.0f} s of them; {found['acts']} speakers begun, {found['asks']} asked"
    )
    held = True
    for kind, words in (("same", "nothing new"), ("new", "a list that changed")):
        polls = found["polls"][kind]
        for way, at in (("up", 0), ("down", 1)):
            each = [poll[at] for poll in polls]
            most = max(each, default=0)
            held = held and most <= HOLD
            print(
                f"  {words:22} {way:4} median {statistics.median(each or [0]):5.0f}  most {most:5d} bytes"
                f"  of {len(polls)} polls  (hold {HOLD}){'' if most <= HOLD else '   NOT HELD'}"
            )
    late = found["seen"]
    if late:
        print(
            f"  begun at the chair's until seen by a member: median {statistics.median(late):.1f} s, "
            f"most {max(late):.1f} s (asked every {found['every']:.0f} s)"
        )
    print(
        f"  polls that the missing server cost: {found['failed']}; what the chair did then: {found['alone']}"
    )
    same = found["lists"] == 1 and found["last"] == found["chairs"]
    print(
        f"  at the end: {found['lists']} list on {MEMBERS} members, {'the' if same else 'NOT the'} chair's"
    )
    if not same:
        print(f"    members: {found['last']}\n    chair:   {found['chairs']}")
    print(f"  carried with TCP and TLS: {sum(carried) / 1000:.0f} KB in all")
    return 0 if held and same else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
