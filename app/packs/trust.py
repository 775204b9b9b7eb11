"""Whose signature counts: pinned keys, and how an older key vouches for a newer one.

A member pins the fingerprint that she saw when she joined. A later key of the
Secretariat is believed if a chain of endorsements leads from it to a pinned one.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from nacl.exceptions import CryptoError
from nacl.signing import SigningKey, VerifyKey

from app.domain import keys
from app.packs.container import Endorsement, PackError

MOST = 64
"""Endorsements that are looked at: no honest key is the sixty-fifth of its line."""
_WORDS = b"satchel-endorsement\n"


def endorse(old: SigningKey, new: bytes) -> Endorsement:
    """Return the word of `old` for the public key `new`."""
    return Endorsement(
        key=keys.text(new),
        by=keys.text(bytes(old.verify_key)),
        signature=keys.text(old.sign(_WORDS + new).signature),
    )


def line(key: str, endorsements: Iterable[Endorsement]) -> list[str]:
    """Return `key` and all the keys that vouch for it, directly or not, the oldest last."""
    given = list(endorsements)[:MOST]
    found = [key]
    for known in found:
        for each in given:
            if each.key == known and each.by not in found and _holds(each):
                found.append(each.by)
    return found


def root(key: str, endorsements: Iterable[Endorsement]) -> str:
    """Return the first key of the line: what stays the same when keys are changed."""
    return line(key, endorsements)[-1]


def known(key: str, endorsements: Iterable[Endorsement], pins: Collection[str]) -> str | None:
    """Return the fingerprint in `pins` that `key` can show, None if there is none."""
    shown = (print_of(each) for each in line(key, endorsements))
    return next((each for each in shown if each in pins), None)


def check(key: str, endorsements: Iterable[Endorsement], pins: Collection[str]) -> None:
    """Raise PackError("other_key") unless `key` leads to a pinned one."""
    if known(key, endorsements, pins) is None:
        raise PackError("other_key", found=print_of(key), told=", ".join(sorted(pins)))


def print_of(key: str) -> str:
    """Return the fingerprint of a public key as it stands in a manifest."""
    return keys.fingerprint(keys.raw(key))


def _holds(each: Endorsement) -> bool:
    try:
        VerifyKey(keys.raw(each.by)).verify(_WORDS + keys.raw(each.key), keys.raw(each.signature))
    except (CryptoError, ValueError, TypeError):
        return False
    return True


@dataclass(frozen=True, slots=True)
class Signer:
    """A secret key with what older keys said of it."""

    secret: SigningKey
    endorsements: tuple[Endorsement, ...] = ()

    @property
    def key(self) -> str:
        return keys.text(bytes(self.secret.verify_key))

    @property
    def fingerprint(self) -> str:
        return print_of(self.key)

    @property
    def root(self) -> str:
        """The fingerprint of the first key of its line."""
        return print_of(root(self.key, self.endorsements))

    @property
    def line(self) -> list[str]:
        """All keys of its line, its own first."""
        return line(self.key, self.endorsements)


def new_signer(old: Signer | None = None) -> Signer:
    """Return a new key; `old` vouches for it and hands on what vouched for itself."""
    secret = SigningKey.generate()
    if old is None:
        return Signer(secret)
    word = endorse(old.secret, bytes(secret.verify_key))
    return Signer(secret, (word, *old.endorsements))
