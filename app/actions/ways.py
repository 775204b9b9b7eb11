"""The way to where this profile's papers come from: opened, closed, and counted."""

from collections.abc import Callable

from app.actions import traffic
from app.actions.trouble import Trouble
from app.store import Store, facts
from app.store.facts import Profile
from app.sync.server import ServerTransport
from app.sync.transport import Transport
from app.sync.web import WebTransport

Open = Callable[[Profile], Transport]


def has_way(store: Store) -> bool:
    """Say whether this profile has a server or a web folder to sync with."""
    profile = facts.profile(store)
    return profile is not None and (bool(profile.server) or by_web(store))


def by_web(store: Store) -> bool:
    """Say whether the papers come from a web folder: nothing can be sent there."""
    return facts.get(store, "way") == "web"


def server(profile: Profile) -> Transport:
    """Open the way to this profile's server or web folder. Raises Trouble("no_server")."""
    if profile.way == "web" and profile.web:
        return WebTransport(profile.web)
    if not profile.server:
        raise Trouble("no_server")
    return ServerTransport(profile.server, profile.cycle, profile.token)


def web_folder(url: str) -> WebTransport:
    """Open the way to the web folder at `url`. Raises Trouble("bad_address")."""
    try:
        return WebTransport(url)
    except ValueError:
        raise Trouble("bad_address", url=url) from None


def done_with(store: Store, transport: Transport) -> None:
    """Close the way to the server and count what went over it, also when it broke."""
    close = getattr(transport, "close", None)
    if close is not None:
        close()
    traffic.spend_now(store, transport.traffic.up + transport.traffic.down)
