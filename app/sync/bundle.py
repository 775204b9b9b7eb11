"""An outbox as a file: the changes of an exchange, each signed, in one container.

A line of the frame `changes` is a change as it would go to a server, with when it was
written, its number on the device that wrote it, and the key that signed it. So a server
takes it as hers from whoever hands it on.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from msgspec import UNSET, UnsetType
from nacl.exceptions import CryptoError
from nacl.public import SealedBox
from nacl.signing import SigningKey, VerifyKey

from app.domain import keys
from app.domain.collections import JOINED_BY_FILE
from app.domain.nesting import deeper_than
from app.domain.standing import changes
from app.packs import personal
from app.packs.container import Manifest, PackError
from app.packs.reading import Content, Unseal, glance, read
from app.packs.writing import Part, write
from app.store.acts import Act
from app.store.carried import Carried
from app.wire import MAX_DEPTH, Change, change_content, proof_words

CHANGES = "changes"
"""Name of the one frame of an outbox."""
MOST = 20_000
"""Changes in one file: far beyond what a committee writes in a year."""
LARGEST = 32_000_000
"""Bytes of them unpacked: what a small file may make of itself in memory."""
ENVELOPE = 5
"""Levels around the data of a change in the body of an exchange, and one to spare."""


class Line(Change, kw_only=True, omit_defaults=True):
    """One line of the frame: a change, and what orders and proves it."""

    written_at: str = ""
    n: int = 0
    """Grows with every act of one device."""
    key: str | UnsetType = UNSET
    """The public key that made `proof`, base64url."""
    was: dict[str, Any] | UnsetType = UNSET
    """The fields that a chair's act changed, as they were before: so that two acts are joined."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Who makes a file, on which device."""

    cycle: str
    account: str
    device: str
    secret: SigningKey

    @property
    def key(self) -> str:
        return keys.text(bytes(self.secret.verify_key))


def own(sender: Sender, act: Act) -> Line:
    """Return my act as a line, signed with this device's key."""
    audience = list(act.audience)
    content = change_content(act.collection, act.id, act.base, audience, act.data)
    words = proof_words(sender.cycle, sender.account, act.op, content)
    return Line(
        op=act.op,
        collection=act.collection,
        id=act.id,
        base=act.base,
        audience=audience,
        data=act.data,
        via="bundle",
        proof=keys.text(sender.secret.sign(words).signature),
        written_at=act.written_at,
        n=act.seq,
        key=sender.key,
        was=_was(act),
    )


def _was(act: Act) -> dict[str, Any] | UnsetType:
    if act.collection not in JOINED_BY_FILE or act.data is None:
        return UNSET
    return changes(act.base_data, act.data)


def handed_on(act: Carried) -> Line:
    """Return a member's act that I carry as a line, with the proof it came with."""
    return Line(
        **msgspec.structs.asdict(change(act)),
        written_at=act.written_at,
        n=act.n,
        key=UNSET if act.device_key is None else act.device_key,
        was=UNSET if act.was is None else act.was,
    )


def change(act: Carried) -> Change:
    """Return a member's act as it goes to a server in her name."""
    return Change(
        op=act.op,
        collection=act.collection,
        id=act.id,
        base=act.base,
        audience=None if act.sent_audience is None else list(act.sent_audience),
        data=act.sent_data,
        for_=act.account,
        via=act.via,
        proof=UNSET if act.proof is None else act.proof,
    )


def proven(cycle: str, account: str, key: str, said: dict[str, Any]) -> bool:
    """Say whether `said`, a line as it was read, was signed with `key` for `account`."""
    content = change_content(
        *(said.get(name) for name in ("collection", "id", "base", "audience", "data"))
    )
    try:
        words = proof_words(cycle, account, str(said.get("op")), content)
        VerifyKey(keys.raw(key)).verify(words, keys.raw(str(said.get("proof"))))
    except (CryptoError, ValueError, TypeError):
        return False
    return True


def pack(
    sender: Sender,
    lines: Iterable[Line],
    *,
    title: str,
    sequence: int,
    made_at: str,
    aside: Mapping[str, str] | None = None,
    seal_for: str | None = None,
) -> bytes:
    """Return the file's bytes.

    `aside` tells which ops of others were not taken here, and why; `seal_for` is the key that
    alone shall open the file (base64url).
    """
    given = list(lines)
    contains: dict[str, int] = {}
    for each in given:
        contains[each.collection] = contains.get(each.collection, 0) + 1
    head = Manifest(
        kind="outbox",
        cycle=sender.cycle,
        title=title,
        sequence=sequence,
        made_at=made_at,
        account=sender.account,
        device=sender.device,
        contains=contains,
        aside=dict(aside or {}),
        sealed=None if seal_for is None else keys.fingerprint(keys.raw(seal_for)),
        key="",
    )
    content = b"".join(msgspec.json.encode(each) + b"\n" for each in given)
    seal = None if seal_for is None else personal.sealing(seal_for)
    return write(head, [Part(CHANGES, content)], sender.secret, seal=seal)


def unpack(raw: bytes, opens: SigningKey | None = None) -> tuple[Manifest, list[dict[str, Any]]]:
    """Return a verified outbox: its manifest and its lines as they were written.

    Raises PackError: what the container raises, `sealed` for somebody else, and
    `not_an_outbox`. Whether a line is a change that can be taken is not looked at here.
    """
    manifest = glance(raw)
    if manifest.kind != "outbox":
        raise PackError("not_an_outbox")
    if sum(frame.raw for frame in manifest.frames) > LARGEST:
        raise PackError("too_large")
    manifest, contents = read(raw, unseal=None if opens is None else unsealing(opens))
    changes = [content for content in contents if content.frame.name == CHANGES]
    if sum(content.content.count(b"\n") for content in changes) > MOST:
        raise PackError("too_large")
    return manifest, [line for content in changes for line in _lines(content)]


def depth_fits(value: object) -> bool:
    """Say whether `value` is no deeper than a server takes, with the envelope around it."""
    return not deeper_than(value, MAX_DEPTH - ENVELOPE)


def unsealing(secret: SigningKey) -> Unseal:
    box = SealedBox(secret.to_curve25519_private_key())

    def unseal(packed: bytes) -> bytes:
        try:
            return box.decrypt(packed)
        except CryptoError as error:
            raise PackError("sealed", reader="") from error

    return unseal


def _lines(content: Content) -> list[dict[str, Any]]:
    decoder = msgspec.json.Decoder(dict[str, Any])
    try:
        return [decoder.decode(line) for line in content.content.split(b"\n") if line]
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise PackError("damaged", frame=content.frame.name) from error
