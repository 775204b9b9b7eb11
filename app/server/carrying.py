"""Changes handed on for a member (`for`, `via`, `proof`): by whom, and whether proven."""

from base64 import urlsafe_b64decode
from binascii import Error as BadBase64
from collections.abc import Mapping
from typing import Any

from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

from app.domain import ids
from app.domain.carrying import CARRIERS
from app.server.verdicts import Desk
from app.wire import proof_words


def owner_of(desk: Desk, change: Mapping[str, Any]) -> tuple[str, str, str | None]:
    """Return the account the change belongs to and its role, or why it may not be carried."""
    wanted = change.get("for")
    if wanted is None or wanted == desk.account:
        return desk.account, desk.role, None
    if desk.role not in CARRIERS:
        return desk.account, desk.role, "not_yours"
    if not isinstance(wanted, str) or not ids.ACCOUNT.fullmatch(wanted):
        return desk.account, desk.role, "wrong_type" if not isinstance(wanted, str) else "bad_id"
    row = desk.connection.execute(
        "select role from accounts where cycle = %s and account = %s", [desk.cycle, wanted]
    ).fetchone()
    return (wanted, row[0], None) if row else (desk.account, desk.role, "unknown_account")


def proven(desk: Desk, owner: str, op: str, content: bytes, proof: Any) -> bool:
    if not isinstance(proof, str):
        return False
    try:
        signature = urlsafe_b64decode(proof + "=" * (-len(proof) % 4))
    except (BadBase64, ValueError):
        return False
    words = proof_words(desk.cycle, owner, op, content)
    keys = desk.connection.execute(
        "select key from devices where cycle = %s and account = %s and revoked_at is null",
        [desk.cycle, owner],
    ).fetchall()
    for (key,) in keys:
        try:
            VerifyKey(bytes(key)).verify(words, signature)
        except (BadSignatureError, ValueError, TypeError):
            continue
        return True
    return False
