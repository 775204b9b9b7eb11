"""Making this profile a member of a cycle.

Joining survives the line: the device's key is on disk before anything is sent, and
the same invitation may be sent again with the same key for seven days.
"""

import platform
from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import replace

from nacl.signing import SigningKey

from app.actions.trouble import Trouble
from app.domain import ids
from app.store import Store, facts
from app.store.facts import Profile
from app.sync.server import ServerTransport, checked_url
from app.sync.transport import Refused, Stop, Unreachable, never
from app.wire import CycleRequest, Enrolled, EnrolRequest


def join(
    store: Store,
    url: str,
    invitation: str,
    *,
    fingerprint: str | None = None,
    stop: Stop = never,
) -> Profile:
    """Enrol this computer with an invitation and remember whose it is.

    Raises Trouble: `bad_address`, `joined_another` (one profile, one cycle),
    `invitation_unknown`, `invitation_spent`, `other_fingerprint`; Unreachable when
    there is no way to the server: then nothing changed, try again with the same words.
    """
    key = device_key(store)
    known = facts.profile(store)
    request = EnrolRequest(invitation=invitation.strip(), device_key=key, device=device_name())
    enrolled = _asked(url, lambda transport: transport.enrol(request, stop))
    if fingerprint and fingerprint.strip() != enrolled.fingerprint:
        raise Trouble("other_fingerprint", told=fingerprint, found=enrolled.fingerprint)
    if known is not None and (known.cycle, known.account) != (enrolled.cycle, enrolled.account):
        raise Trouble("joined_another", cycle=known.cycle, account=known.account)
    return _remember(store, url, enrolled)


def found_cycle(
    store: Store, url: str, cycle: str, title: str, setup_code: str | None = None
) -> Profile:
    """Make the cycle on a server that lacks it; this profile becomes its Secretariat.

    Raises Trouble: `bad_address`, `cycle_exists`, `setup_code`, `joined_another`.
    """
    known = facts.profile(store)
    if known is not None and known.cycle != cycle:
        raise Trouble("joined_another", cycle=known.cycle, account=known.account)
    request = CycleRequest(
        id=cycle,
        title=title,
        device_key=device_key(store),
        device=device_name(),
        setup_code=setup_code,
    )
    return _remember(store, url, _asked(url, lambda transport: transport.create_cycle(request)))


def moved(store: Store, profile: Profile, url: str | None) -> Profile:
    """Return `profile` with the server's new address, and keep it; None changes nothing.

    Raises Trouble("bad_address").
    """
    if url is None or url.strip().rstrip("/") == profile.server:
        return profile
    try:
        address = checked_url(url)
    except ValueError:
        raise Trouble("bad_address", url=url) from None
    facts.put(store, server=address)
    return replace(profile, server=address)


def device_key(store: Store) -> str:
    """Return this device's public key; its secret half is made once and kept here."""
    with store.atomic():
        seed = facts.get(store, "device_seed")
        if seed is None:
            seed = bytes(SigningKey.generate()).hex()
            facts.put(store, device_seed=seed, device=ids.new_id())
    return urlsafe_b64encode(bytes(SigningKey(bytes.fromhex(seed)).verify_key)).decode().rstrip("=")


def device_name() -> str:
    return (platform.node() or "computer")[:80]


def _asked(url: str, ask: Callable[[ServerTransport], Enrolled]) -> Enrolled:
    try:
        transport = ServerTransport(url)
    except ValueError:
        raise Trouble("bad_address", url=url) from None
    try:
        return ask(transport)
    except Unreachable:
        raise
    except Refused as refused:
        raise Trouble("server_refused", status=refused.status, reason=refused.code) from refused
    finally:
        transport.close()


def _remember(store: Store, url: str, enrolled: Enrolled) -> Profile:
    facts.put(
        store,
        cycle=enrolled.cycle,
        account=enrolled.account,
        role=enrolled.role,
        server=url.strip().rstrip("/"),
        token=enrolled.token,
        fingerprint=enrolled.fingerprint,
    )
    profile = facts.profile(store)
    if profile is None:
        raise Trouble("not_joined")
    return profile
