"""Following a plain web folder: what is new there comes as a delta, or as a whole pack."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.packs import latest, trust
from app.packs.container import Manifest, PackError
from app.packs.latest import Latest, WebPack
from app.paths import Home
from app.store import Store, facts
from app.sync import pack_welcome, pulling
from app.sync.files import Got, WrongContent, bring
from app.sync.pack_files import contents_of, let_go, named
from app.sync.pulling import Wanted
from app.sync.report import Meter, Pace, Progress, Report, quiet
from app.sync.transport import OVERHEAD, Refused, Stop, never
from app.sync.web import WebTransport


@dataclass(frozen=True, slots=True)
class There:
    """What a web folder holds for this computer."""

    latest: Latest
    ways: tuple[WebPack, ...]
    """Packs that would each bring everything, the smallest first; none: nothing is new."""
    etag: str | None = None
    asked: int = 0
    """Bytes of `latest.json`."""


def look(
    store: Store,
    home: Home | None,
    web: WebTransport,
    *,
    stop: Stop = never,
    known: str | None = None,
) -> There | None:
    """Ask what the folder holds; None if it is as it was at the ETag `known`.

    Raises TransportError; PackError: `other_cycle`, and those of `latest.read`. Nothing is written.
    """
    raw, etag = web.latest(stop, known)
    if not raw:
        return None
    said = latest.read(raw, pack_welcome.pins(store) or None)
    cycle = facts.get(store, "cycle")
    if cycle is not None and cycle != said.cycle:
        raise PackError("other_cycle", told=cycle, found=said.cycle)
    have, at = facts.get(store, "pack_sha256"), facts.get(store, "pack_sequence")
    new = at is None or said.sequence > int(at)
    held = home is not None and have is not None and contents_of(home, have) is not None
    ways = [each for each in said.packs if each.from_ is None or (held and each.from_ == have)]
    ordered = sorted(ways, key=lambda each: (each.size, each.sha256)) if new else []
    return There(said, tuple(ordered), etag, len(raw))


def agree(manifest: Manifest, said: Latest) -> bool:
    """Say whether the key of a pack and that of `latest.json` are of one line."""
    return bool(
        trust.known(manifest.key, manifest.endorsements, {trust.print_of(said.key)})
        or trust.known(said.key, said.endorsements, {trust.print_of(manifest.key)})
    )


def fetch_whole(
    home: Home, web: WebTransport, there: There, *, got: Got = lambda _: None, stop: Stop = never
) -> Path:
    """Bring the whole pack of a folder as a file, for who has not joined yet; return its path.

    Raises TransportError (what has arrived is continued the next time), PackError.
    """
    pack = next((each for each in there.latest.packs if each.from_ is None), None)
    if pack is None:
        raise PackError("needs_earlier")
    path = home.folder / "packs" / f"{pack.sha256}.satchel"
    return bring(_Packs(web, pack.size), pack.sha256, path, got, stop)


@dataclass(frozen=True, slots=True)
class _Packs:
    """The packs of a folder as files, none longer than was told."""

    web: WebTransport
    size: int

    def fetch(self, sha256: str, offset: int = 0, stop: Stop = never) -> Iterator[bytes]:
        at = offset
        for piece in self.web.pack(sha256, offset, stop):
            at += len(piece)
            if at > self.size:
                raise WrongContent(sha256)
            yield piece


def sync(
    store: Store,
    home: Home,
    web: WebTransport,
    *,
    budget: int | None = None,
    progress: Progress = quiet,
    stop: Stop = never,
) -> Report:
    """Bring what is new in the folder; what waits goes on waiting.

    Raises TransportError (what has arrived is continued the next time) and PackError.
    """
    report = Report(phase="papers")
    meter, pace = Meter(report, web.traffic), Pace(report, progress)
    try:
        there = look(store, home, web, stop=stop, known=facts.get(store, "web_etag"))
        meter.read()
        if there is not None and _bring(store, home, web, there, report, budget, pace, meter, stop):
            facts.put(store, web_etag=there.etag)
    finally:
        meter.read()
        progress(report)
    return report


def _bring(
    store: Store,
    home: Home,
    web: WebTransport,
    there: There,
    report: Report,
    budget: int | None,
    pace: Pace,
    meter: Meter,
    stop: Stop,
) -> bool:
    """Take the first of the ways that can be used; say whether all of it is here."""
    if not there.ways:
        return True
    before, got = named(store, home), pulling.telling(report, meter, pace)
    for number, pack in enumerate(there.ways, 1):
        report.done, report.total = 0, pack.size
        most = None if budget is None else budget - OVERHEAD - meter.read()
        try:
            wanted = Wanted(pack.sha256, pack.size)
            taken = pulling.pull(store, home, wanted, web.pack, most=most, got=got, stop=stop)
        except (PackError, Refused):
            if number == len(there.ways):
                raise
            continue
        if taken is None:
            report.more = True
            return False
        report.received, report.gone = taken.news, taken.gone
        report.touched |= taken.touched
        if taken.gone:
            let_go(store, home, before)
        return True
    return True
