"""Members as the Secretariat manages them: invited, listed, their devices signed off."""

from dataclasses import dataclass
from typing import Protocol

from app.domain import audience, ids
from app.domain.invitations import compose
from app.secretariat.near import near
from app.secretariat.people import LEFT
from app.store import Store, current, facts
from app.wire import Device, Invitation, Member


class MembershipTrouble(Exception):
    """Nothing was changed. The code says why:

    `bad_account`, `bad_role`, `role_unknown` (no record of hers, and none given),
    `member_left`, `no_such_member` (`meant`: a similar one), `own_account`.
    """

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


class Register(Protocol):
    """The server's register of accounts, as the Secretariat's token opens it."""

    def invite(self, account: str, role: str) -> Invitation: ...

    def members(self) -> list[Member]: ...

    def revoke(self, device: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Entry:
    """A member: what the papers say of her, and what the server knows."""

    account: str
    role: str
    name: str = ""
    status: str = ""
    """`left` once she has."""
    invited: bool = False
    """An invitation waits to be used."""
    devices: tuple[Device, ...] = ()

    @property
    def enrolled(self) -> bool:
        return any(not each.revoked for each in self.devices)


def invite(store: Store, register: Register, account: str, role: str | None = None) -> Invitation:
    """Invite one device of `account`, in the role of her record unless `role` is given.

    Raises MembershipTrouble and TransportError.
    """
    if not ids.ACCOUNT.fullmatch(account) or account in audience.WORDS:
        raise MembershipTrouble("bad_account", account=account)
    row = current.one(store, "members", account)
    if row is not None and row.data.get("status") == LEFT:
        raise MembershipTrouble("member_left", account=account)
    wanted = role or (row.data.get("role") if row else None)
    if wanted is None:
        known = [each.id for each in current.listed(store, "members")]
        raise MembershipTrouble("role_unknown", account=account, meant=near(account, known))
    if wanted not in audience.ROLES:
        raise MembershipTrouble("bad_role", role=wanted)
    return register.invite(account, wanted)


def message(store: Store, account: str, invitation: Invitation) -> dict[str, str]:
    """Return what the mail to `account` has to say (`app.domain.invitations.compose`)."""
    known = facts.all_of(store)
    cycle = known.get("cycle", "")
    paper = current.one(store, "cycle", cycle)
    member = current.one(store, "members", account)
    return compose(
        known.get("server", ""),
        invitation.invitation,
        invitation.fingerprint,
        cycle=str((paper.data.get("title") if paper else None) or cycle),
        name=str((member.data.get("name") if member else None) or account),
    )


def listing(store: Store, register: Register) -> list[Entry]:
    """Return everybody the papers or the server know, by account."""
    there = {each.account: each for each in register.members()}
    papers = {row.id: row.data for row in current.listed(store, "members")}
    found: list[Entry] = []
    for account in sorted(there.keys() | papers.keys()):
        data, member = papers.get(account, {}), there.get(account)
        found.append(
            Entry(
                account,
                member.role if member else str(data.get("role") or ""),
                str(data.get("name") or ""),
                str(data.get("status") or ""),
                member.invited if member else False,
                tuple(member.devices) if member else (),
            )
        )
    return found


def revoke(store: Store, register: Register, named: str) -> list[Device]:
    """Sign off the device `named`, or every device of the account `named`; return them.

    A lost laptop: sign off, then invite again. What she had sent stays.
    Raises MembershipTrouble and TransportError.
    """
    me = facts.profile(store)
    if me is not None and me.account == named:
        raise MembershipTrouble("own_account", account=named)
    members = register.members()
    for member in members:
        devices = [
            each
            for each in member.devices
            if named in {member.account, each.id} and not each.revoked
        ]
        for device in devices:
            register.revoke(device.id)
        if devices or member.account == named:
            return devices
        if any(each.id == named for each in member.devices):
            return []
    meant = near(named, [each.account for each in members])
    raise MembershipTrouble("no_such_member", account=named, meant=meant)
