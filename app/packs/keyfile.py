"""The Secretariat's key as a small text file that only its owner can read."""

import os
from pathlib import Path

from nacl.signing import SigningKey

from app.domain import keys
from app.packs.container import Endorsement
from app.packs.trust import Signer

LARGEST = 100_000
READING = ".reading"
"""Put behind the key file's name: where the cycle's reading key lies."""
_HEAD = "satchel key 1"
_SEED = 32


class NotAKey(Exception):
    """The file is no key file of ours."""


def save(path: Path, signer: Signer) -> None:
    """Write a new key file. Raises FileExistsError: a key is never written over."""
    lines = [
        _HEAD,
        "# Whoever has this file can sign in the Secretariat's name.",
        "# Keep it to yourself, and keep a copy in a safe place.",
        f"fingerprint: {signer.fingerprint}",
        f"seed: {keys.text(bytes(signer.secret))}",
        *(f"endorsed: {each.key} {each.by} {each.signature}" for each in signer.endorsements),
    ]
    _write(path, "\n".join(lines) + "\n")


def load(path: Path) -> Signer:
    """Return the key in the file `path`. Raises NotAKey and OSError."""
    lines = _lines(path)
    if not lines or lines[0] != _HEAD:
        raise NotAKey(str(path))
    seed: bytes | None = None
    endorsements: list[Endorsement] = []
    try:
        for each in lines[1:]:
            name, _, value = each.partition(":")
            if name == "seed":
                seed = keys.raw(value.strip())
            elif name == "endorsed":
                key, by, signature = value.split()
                endorsements.append(Endorsement(key=key, by=by, signature=signature))
    except ValueError as error:
        raise NotAKey(str(path)) from error
    if seed is None or len(seed) != _SEED:
        raise NotAKey(str(path))
    return Signer(SigningKey(seed), tuple(endorsements))


def reading_key(path: Path, *, make: bool = False) -> bytes | None:
    """Return the cycle's reading key beside the key file `path`; made if there is none.

    Raises NotAKey and OSError.
    """
    beside = path.with_name(path.name + READING)
    if beside.exists():
        try:
            found = keys.raw("".join(_lines(beside)[-1:]))
        except ValueError as error:
            raise NotAKey(str(beside)) from error
        if len(found) != _SEED:
            raise NotAKey(str(beside))
        return found
    if not make:
        return None
    fresh = os.urandom(_SEED)
    _write(
        beside,
        f"# Members need this key to read the packs of the web folder.\n{keys.text(fresh)}\n",
    )
    return fresh


def _lines(path: Path) -> list[str]:
    with path.open("rb") as file:
        raw = file.read(LARGEST)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotAKey(str(path)) from error
    found = [each.strip() for each in text.splitlines()]
    return [each for each in found if each and not each.startswith("#")]


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # Exclusive and private from its first byte on.
    number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(number, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
