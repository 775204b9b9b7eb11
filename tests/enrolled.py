"""Members' computers on a real server that has a cycle: enrolled by its Secretariat, in step."""

from pathlib import Path

from app.actions import joining
from app.store import Store, facts, open_store
from app.sync import engine
from app.sync.report import Report
from app.sync.server import ServerTransport


def member(url: str, office: Store, folder: Path, account: str, role: str = "member") -> Store:
    """Return the store of a member whom `office` invited."""
    transport = _line(url, office)
    invitation = transport.invite(account, role)
    transport.close()
    store = open_store(folder / account / "store.db")
    joining.join(store, url, invitation.invitation, fingerprint=invitation.fingerprint)
    read(url, store)
    return store


def read(url: str, store: Store) -> Report:
    """Sync once."""
    profile, transport = facts.profile(store), _line(url, store)
    assert profile is not None
    try:
        return engine.sync(store, transport, device=profile.device)
    finally:
        transport.close()


def _line(url: str, store: Store) -> ServerTransport:
    profile = facts.profile(store)
    assert profile is not None
    return ServerTransport(url, profile.cycle, profile.token)
