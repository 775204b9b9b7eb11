"""Sync: the exchange with the server, then the small texts of documents."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field

import zstandard

from app.actions import backing, traffic
from app.actions.acting import me
from app.actions.trouble import Trouble
from app.domain.changes import Changes
from app.paths import Home
from app.store import Store, current, facts, files, outbox
from app.store.facts import Profile
from app.sync import engine
from app.sync.engine import Progress, Report, quiet
from app.sync.files import WrongContent, bring
from app.sync.server import ServerTransport
from app.sync.transport import Refused, Stop, Transport, never

WHOLE_TEXT = 2_000_000
"""Bytes of a document's text that are fetched without asking; a longer one is asked for."""
LEAN_TEXT = 100_000
"""The same while the line is spared."""


def sync(
    store: Store,
    home: Home,
    *,
    texts: bool = True,
    text_only: bool = False,
    budget: int | None = None,
    progress: Progress = quiet,
    stop: Stop = never,
    open_transport: Open = server,
    accept_erasures: bool = False,
) -> Report:
    """Exchange, then bring the document texts that are missing, unless told not to.

    With `text_only` the line is spared: no file, and no text of a document that is long.
    More erasures than usual are asked about (`Report.asks`), unless they are accepted.
    Raises Trouble (`not_joined`, `device_revoked`, `no_server`) and TransportError.
    """
    profile = me(store)
    transport = open_transport(profile)
    try:
        report = engine.sync(
            store,
            transport,
            device=profile.device,
            budget=budget,
            progress=backing.before_reset(store, home, progress),
            stop=stop,
            accept_erasures=accept_erasures,
        )
        if report.left:
            let_go(store, home, report.left)
        if texts and not report.more:
            longest = LEAN_TEXT if text_only else WHOLE_TEXT
            _texts(store, home, transport, report, _Limits(longest, budget), progress, stop)
    except Refused as refused:
        if refused.status in {401, 403}:
            raise Trouble("device_revoked", reason=refused.code) from refused
        raise
    finally:
        done_with(store, transport)
    return report


def let_go(store: Store, home: Home, left: set[str]) -> None:
    """Take away the contents of documents that may no longer be read here."""
    rows = current.listed(store, "documents")
    for sha256 in left.difference(*(engine.contents(row.data) for row in rows)):
        home.text(sha256).unlink(missing_ok=True)
        shutil.rmtree(home.file(sha256, "x").parent, ignore_errors=True)
        files.forget(store, sha256)


@dataclass(frozen=True, slots=True)
class _Limits:
    longest: int
    """Bytes of a text that is brought unasked."""
    budget: int | None


def _texts(
    store: Store,
    home: Home,
    transport: Transport,
    report: Report,
    limits: _Limits,
    progress: Progress,
    stop: Stop,
) -> None:
    """Bring missing texts, the smallest first; one that will not come stops no other."""
    missing = files.missing_texts(store)
    wanted = [(sha256, size) for sha256, size in missing if size <= limits.longest]
    if limits.budget is not None and len(wanted) < len(missing):
        report.more = True
    report.phase, report.done, report.total = "texts", 0, sum(size for _, size in wanted)
    for sha256, size in wanted:
        spent = report.bytes_up + report.bytes_down
        if limits.budget is not None and spent + size > limits.budget:
            report.more = True
            continue
        up, down = transport.traffic.up, transport.traffic.down
        begun = report.done

        def got(here: int, begun: int = begun) -> None:
            report.done = begun + here
            progress(report)

        try:
            bring(transport, sha256, home.text(sha256), got, stop)
        except (Refused, WrongContent):
            continue
        finally:
            report.done = begun + size
            report.bytes_up += transport.traffic.up - up
            report.bytes_down += transport.traffic.down - down
            report.requests += 1
        files.arrived(store, sha256, f"{sha256}.md", size, size, whole=True)
        report.touched.add("documents")


def spares(rule: str, *, metered: bool) -> bool:
    """Say whether a sync should spare the line (`text_only`).

    Args:
        rule: the setting `metered`: `auto`, `always` or `never`.
        metered: what the system says of the line; False where it says nothing.
    """
    return rule == "always" or (rule == "auto" and metered)


def changes_of(report: Report) -> Changes:
    """Return what a sync touched, for the views; `*` after a reset means everything."""
    return Changes.of(*report.touched, "sync")
