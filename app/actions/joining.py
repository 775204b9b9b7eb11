"""Making this profile a member of a cycle.

Joining survives the line: the device's key is on disk before anything is sent, and
the same invitation may be sent again with the same key for seven days.
"""

import platform
from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from nacl.signing import SigningKey

from app.actions.opening import Found, Person, look, take_pack
from app.actions.opening import told as told_as_trouble
from app.actions.trouble import Trouble
from app.actions.ways import done_with, web_folder
from app.domain import audience, ids, keys, web_invitations
from app.packs import trust
from app.paths import Home
from app.store import Store, facts, records
from app.store.facts import Profile
from app.sync import first, following, pack_welcome
from app.sync.connection import checked_url
from app.sync.pack_checks import Progress, quiet
from app.sync.server import ServerTransport
from app.sync.transport import Refused, Stop, Unreachable, never
from app.wire import CycleRequest, Enrolled, EnrolRequest, founder_words

DEVICE = 8
"""Digits of the name of a device: one of a member's few, and it travels with all she writes."""


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


def join_pack(
    store: Store,
    home: Home,
    path: Path,
    account: str | None,
    *,
    fingerprint: str | None = None,
    reading_key: bytes | None = None,
    progress: Progress = quiet,
    stop: Stop = never,
) -> Profile:
    """Make this profile that of `account` in the cycle of the pack at `path`, and read it.

    The key that signed the pack is trusted from now on; `fingerprint` says which it must be.
    A profile that has joined already as the same account only reads the pack. Raises Trouble:
    `pack_choose_account`, `pack_unknown_account` (with `people`), `pack_joined_another`,
    `pack_other_key`, `pack_...`; nothing was changed then.
    """
    known = facts.profile(store)
    found = look(path, reading_key=reading_key)
    manifest = found.manifest
    if found.kind == "outbox":
        raise Trouble("pack_is_an_outbox")
    if found.kind != "pack" or manifest is None:
        raise Trouble("pack_not_a_pack")
    if fingerprint and bare_print(fingerprint) not in {
        bare_print(trust.print_of(each)) for each in trust.line(manifest.key, manifest.endorsements)
    }:
        raise Trouble("pack_other_key", told=fingerprint, found=found.fingerprint)
    if known is not None and known.cycle != manifest.cycle:
        raise Trouble("pack_other_cycle", told=known.cycle, found=manifest.cycle)
    if known is not None and account is not None and account != known.account:
        raise Trouble("pack_joined_another", cycle=known.cycle, account=known.account)
    with store.atomic():
        if known is None:
            if manifest.earlier is not None:
                raise Trouble("pack_needs_earlier")
            if manifest.sealed is not None and reading_key is None:
                raise Trouble("pack_sealed")
            who = chosen(found, account)
            be_member(store, manifest.cycle, who, way="file")
            pack_welcome.pin(store, found.fingerprint)
            facts.put(store, fingerprint=found.fingerprint)
        if reading_key is not None:
            facts.put(store, reading_key=reading_key.hex())
        take_pack(store, home, path, progress=progress, stop=stop)
    return _profile(store)


def join_web(
    store: Store,
    home: Home,
    url: str,
    account: str | None,
    *,
    invitation: str | None = None,
    fingerprint: str | None = None,
    progress: Progress = quiet,
    reading: Progress | None = None,
    stop: Stop = never,
) -> Profile:
    """Make this profile that of `account` in the cycle of the web folder at `url`, and read it.

    `invitation` is the Secretariat's message or the reading key in it. `progress` is told of
    the bytes that come, `reading` (else `progress` too) of those that are read in. Raises Trouble:
    `bad_address`, `no_web_folder`, and as `join_pack`; TransportError: nothing was joined
    then, and what has arrived is continued the next time.
    """
    told = web_invitations.find(invitation or "")
    pinned = fingerprint or told.fingerprint
    web = web_folder(url)
    try:
        with told_as_trouble():
            there = following.look(store, home, web, stop=stop)
            if there is None:
                raise Trouble("no_web_folder", url=url)
            total = max((each.size for each in there.latest.packs), default=0)
            path = following.fetch_whole(
                home, web, there, got=lambda done: progress(done, max(total, done)), stop=stop
            )
        found = look(path, reading_key=told.reading_key)
        if found.manifest is None or not following.agree(found.manifest, there.latest):
            raise Trouble("pack_other_key", told=there.latest.key, found=found.fingerprint)
    except Refused as refused:
        raise Trouble("no_web_folder", url=url) from refused
    finally:
        done_with(store, web)
    with store.atomic():
        join_pack(
            store,
            home,
            path,
            account,
            fingerprint=pinned,
            reading_key=told.reading_key,
            progress=reading or progress,
            stop=stop,
        )
        if facts.get(store, "way", "server") != "server":
            facts.put(store, way="web", web=web.url, web_etag=there.etag)
    path.unlink(missing_ok=True)
    return _profile(store)


def bare_print(fingerprint: str) -> str:
    """Return a fingerprint without what people put between its digits."""
    return "".join(each for each in fingerprint.lower() if each in "0123456789abcdef")


def plain(name: str) -> str:
    """Return a name from a file without what could play with a terminal."""
    return "".join(each if each.isprintable() else "�" for each in name)[:200]


def chosen(found: Found, account: str | None) -> Person:
    """Return who of a pack's roster joins. Raises Trouble if nobody of that name may.

    A pack for everybody may hold no roster: whoever opens it reads as an observer.
    """
    people = {each.account: each for each in found.people}
    names = ", ".join(plain(f"{each.account} ({each.name})") for each in found.people)
    if account is None:
        code = "pack_choose_account" if people else "pack_no_roster"
        raise Trouble(code, names=names, people=found.people)
    account = account.strip()
    if not people:
        if not ids.ACCOUNT.fullmatch(account) or account in audience.WORDS:
            raise Trouble("pack_bad_account", account=account)
        return Person(account, account, "observer")
    if account not in people:
        raise Trouble("pack_unknown_account", account=account, names=names, people=found.people)
    return people[account]


def be_member(store: Store, cycle: str, who: Person, *, way: str) -> None:
    """Remember whose profile this is, where no server enrols anybody."""
    device_key(store)
    role = who.role if who.role in audience.ROLES else "member"
    facts.put(store, cycle=cycle, account=who.account, role=role, way=way)


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
        proof=_signed(store, founder_words(cycle)),
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
            facts.put(store, device_seed=seed, device=ids.new_id()[:DEVICE])
    return urlsafe_b64encode(bytes(SigningKey(bytes.fromhex(seed)).verify_key)).decode().rstrip("=")


def _signed(store: Store, words: bytes) -> str:
    """Return the signature of this device, whose key is on disk already."""
    seed = bytes.fromhex(facts.get(store, "device_seed") or "")
    return keys.text(SigningKey(seed).sign(words).signature)


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
    with store.atomic():
        if facts.get(store, "way", "server") != "server" and facts.get(store, "cursor") is None:
            # The server counts versions in its own way: what it has is read beside what packs
            # brought, and notes, drafts and what waits stay as they are.
            records.begin_generation(store, "epoch")
            facts.put(store, pack_sequence=None, pack_sha256=None, pins=None)
        facts.put(
            store,
            cycle=enrolled.cycle,
            account=enrolled.account,
            role=enrolled.role,
            server=url.strip().rstrip("/"),
            token=enrolled.token,
            fingerprint=enrolled.fingerprint,
            way=None,
        )
        first.offer(store, enrolled.packs)
    return _profile(store)


def _profile(store: Store) -> Profile:
    profile = facts.profile(store)
    if profile is None:
        raise Trouble("not_joined")
    return profile
