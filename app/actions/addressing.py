"""The address of this profile's server: changed when the server moved, after a look who answers there.

The token goes only to an address that the person gave, and only once a Satchel server was
found at it. Nothing is written unless the same cycle, in the same history, knows this device.
"""

from app.actions.acting import me
from app.actions.trouble import Trouble
from app.actions.ways import by_web, done_with
from app.store import Store, facts
from app.store.facts import Profile
from app.sync.connection import checked_url
from app.sync.server import ServerTransport
from app.sync.transport import Refused, SignInPage, Stop, never

LATER = {"reset_access", "reset_cursor"}
"""The server's words for a cursor that it knows well, and answers with everything anew."""


def move(store: Store, url: str, *, stop: Stop = never) -> Profile:
    """Go to the server at `url` from now on; all that is here stays.

    Raises Trouble: `not_joined`, `no_server`, `bad_address`, `no_satchel_there`,
    `not_known_there` (another cycle, or a server that does not know this device),
    `other_history` (a server of this cycle whose records began elsewhere); Unreachable, Busy
    and Cancelled of the line. Then nothing was changed.
    """
    profile = me(store)
    if not profile.server or not profile.token or by_web(store):
        raise Trouble("no_server")
    try:
        address = checked_url(url)
    except ValueError:
        raise Trouble("bad_address", url=url) from None
    if address != profile.server:
        _greeted(store, address, stop)
        _known(store, profile, address, stop)
        facts.put(store, server=address)
    return me(store)


def _greeted(store: Store, address: str, stop: Stop) -> None:
    """See without the token that a server of ours is there: a slip of the finger tells nobody."""
    stranger = ServerTransport(address)
    try:
        found = stranger.welcome(stop)
    except (Refused, SignInPage) as error:
        raise Trouble("no_satchel_there", url=address) from error
    finally:
        done_with(store, stranger)
    if found.name != "satchel":
        raise Trouble("no_satchel_there", url=address)


def _known(store: Store, profile: Profile, address: str, stop: Stop) -> None:
    """See that the server at `address` goes on with what this computer knows."""
    epoch, cursor = facts.get(store, "epoch"), facts.get(store, "cursor")
    transport = ServerTransport(address, profile.cycle, profile.token)
    try:
        try:
            there = transport.changes(stop, cursor)
        except Refused as refused:
            if refused.code not in LATER:
                raise
            there = transport.changes(stop)
    except Refused as refused:
        known = refused.code == "reset_epoch"
        raise Trouble("other_history" if known else "not_known_there", url=address) from refused
    finally:
        done_with(store, transport)
    if epoch is not None and there.epoch != epoch:
        raise Trouble("other_history", url=address)
