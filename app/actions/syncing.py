"""Sync: a pack the first time, the exchange with the server, then the texts of documents."""

import shutil
from dataclasses import dataclass
from time import monotonic

from app.actions import assigned, backing, forgetting
from app.actions.acting import me
from app.actions.costing import measured
from app.actions.opening import told
from app.actions.trouble import Trouble
from app.actions.ways import Open, by_web, done_with, server
from app.domain.changes import Changes
from app.paths import Home
from app.store import Store, current, files
from app.store.facts import Profile
from app.sync import engine, first, following, letting_go, sparing
from app.sync.ahead import Ahead
from app.sync.files import WrongContent, bring
from app.sync.report import Meter, Pace, Progress, Report, quiet
from app.sync.server import ServerTransport
from app.sync.transport import Refused, Stop, Transport, never
from app.sync.web import WebTransport

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
    read: bool = True,
) -> Report:
    """Exchange, then bring the document texts that are missing, unless told not to.

    The first time the server's newest pack comes before; a profile that follows a web folder
    takes its packs instead, and what waits goes on waiting. With `text_only` the line is
    spared: no file, and no text of a document that is long. More erasures than usual are
    asked about (`Report.asks`), unless they are accepted. Without `read` only what waits here
    goes up, and nothing is asked where nothing waits.
    Raises Trouble (`not_joined`, `device_revoked`, `no_server`, `budget_too_small`, `pack_...`),
    TransportError.
    """
    profile, begun = me(store), monotonic()
    if not read and (first.due(store) or by_web(store)):
        return Report(more=True)
    if budget is not None and budget < (needs := sparing.least(store, send=not by_web(store))):
        raise Trouble("budget_too_small", budget=budget, least=needs)
    transport = open_transport(profile)
    run = _Run(store, home, transport, budget, progress, stop, read)
    try:
        if isinstance(transport, WebTransport):
            with told():
                report = following.sync(
                    store, home, transport, budget=budget, progress=progress, stop=stop
                )
        else:
            report = _exchanged(run, profile, open_transport, accept_erasures=accept_erasures)
        if report.left:
            let_go(store, home, report.left)
        forgetting.soon(store, home)
        if texts and read and not report.more:
            _texts(run, report, LEAN_TEXT if text_only else WHOLE_TEXT)
    except Refused as refused:
        if refused.status in {401, 403}:
            raise Trouble("device_revoked", reason=refused.code) from refused
        raise
    finally:
        done_with(store, transport)
    report.seconds = round(monotonic() - begun, 3)
    measured(store, report)
    return report


@dataclass(frozen=True, slots=True)
class _Run:
    store: Store
    home: Home
    transport: Transport
    budget: int | None
    progress: Progress
    stop: Stop
    read: bool = True


def _exchanged(
    run: _Run, profile: Profile, open_transport: Open, *, accept_erasures: bool
) -> Report:
    """Read the server's pack if nothing was read here yet, then exchange."""
    store, report = run.store, Report()
    line = Ahead(run.transport, lambda: open_transport(profile))

    def early(epoch: str, cursor: str) -> None:
        # A budget is kept by asking one thing after the other; so is the order of what waits.
        if run.budget is None and not engine.waits(store):
            line.ask(engine.reading_on(store, profile.device, epoch, cursor), run.stop)

    def anew(report: Report) -> bool:
        return first.bring_anew(
            store, run.home, line, report, budget=run.budget, progress=progress, stop=run.stop
        )

    progress = backing.before_reset(store, run.home, run.progress)
    due = first.due(store)
    try:
        if due and not first.bring(
            store, run.home, line, report,
            budget=run.budget, progress=progress, stop=run.stop,
            early=early if isinstance(run.transport, ServerTransport) else first.not_early,
        ):  # fmt: skip
            return report
        return engine.sync(
            store,
            line,
            device=profile.device,
            budget=run.budget,
            progress=progress,
            stop=run.stop,
            accept_erasures=accept_erasures,
            read=run.read,
            report=report,
            anew=engine.exchange_all if due else anew,  # one pack a sync
        )
    finally:
        line.close()


def let_go(store: Store, home: Home, left: set[str]) -> None:
    """Take away the contents of documents that may no longer be read here."""
    rows = current.listed(store, "documents")
    for sha256 in left.difference(*(letting_go.held(store, row) for row in rows)):
        home.text(sha256).unlink(missing_ok=True)
        shutil.rmtree(home.file(sha256, "x").parent, ignore_errors=True)
        files.forget(store, sha256)


def _texts(run: _Run, report: Report, longest: int) -> None:
    """Bring missing texts; one that will not come stops no other.

    What she is asked about comes first, then the smallest.
    """
    missing = files.missing_texts(run.store)
    asked = files.texts_of(run.store, assigned.about_me(run.store)) if missing else ()
    missing.sort(key=lambda each: each[0] not in asked)  # else as they are: the smallest first
    wanted = [(sha256, size) for sha256, size in missing if size <= longest]
    if run.budget is not None and len(wanted) < len(missing):
        report.more = True
    if not wanted:
        return
    report.phase, report.done, report.total = "texts", 0, sum(size for _, size in wanted)
    meter, pace = Meter(report, run.transport.traffic), Pace(report, run.progress)
    for sha256, size in wanted:
        if run.budget is not None and meter.read() + size > run.budget:
            report.more = True
            continue
        begun = report.done

        def got(here: int, begun: int = begun) -> None:
            report.done = begun + here
            meter.read()
            pace.tell()

        try:
            bring(run.transport, sha256, run.home.text(sha256), got, run.stop)
        except (Refused, WrongContent):
            continue
        finally:
            report.done = begun + size
            meter.read()
        files.arrived(run.store, sha256, f"{sha256}.md", size, size, whole=True)
        report.touched.add("documents")
    run.progress(report)


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
