"""What a web folder of packs holds, before anything but its table of contents is fetched."""

from dataclasses import dataclass

from app.actions.opening import told
from app.actions.trouble import Trouble
from app.actions.ways import done_with
from app.actions.ways import web_folder as way_to
from app.packs import trust
from app.paths import Home
from app.store import Store
from app.sync import following
from app.sync.transport import Refused, Stop, never


@dataclass(frozen=True, slots=True)
class Offered:
    """The newest papers of a web folder."""

    cycle: str
    title: str
    size: int
    """Bytes of the pack that brings everything."""
    made_at: str
    fingerprint: str
    """Of whoever signs what is there."""
    sealed: bool
    """A reading key is needed."""


def web_folder(store: Store, home: Home, url: str, *, stop: Stop = never) -> Offered:
    """Ask what lies in the folder at `url`. Nothing is written.

    Raises Trouble: `bad_address`, `no_web_folder`, `pack_...`; TransportError.
    """
    web = way_to(url)
    try:
        with told():
            there = following.look(store, home, web, stop=stop)
    except Refused as refused:
        raise Trouble("no_web_folder", url=url) from refused
    finally:
        done_with(store, web)
    if there is None:
        raise Trouble("no_web_folder", url=url)
    latest = there.latest
    return Offered(
        latest.cycle,
        latest.title,
        max((each.size for each in latest.packs if each.from_ is None), default=0),
        latest.made_at,
        trust.print_of(latest.key),
        latest.sealed is not None,
    )
