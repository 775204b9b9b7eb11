"""A file of answers as a draft of an e-mail, and the files that an e-mail brings."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from app.actions.clock import Clock, system
from app.documents.mails import sender, split
from app.domain.records import Row
from app.packs.container import MAGIC
from app.paths import safe_name
from app.store import Store, current

LARGEST = 200_000_000
"""Bytes of an e-mail or a mail box that are looked at."""
MOST_PARTS = 5_000
LIMIT = 7_000_000
"""Bytes of an e-mail that nearly every mail server still takes, its attachment encoded."""
_ADDRESS = re.compile(r"[^@\s,;<>\"]{1,64}@[^@\s,;<>\"]{1,255}")


@dataclass(frozen=True, slots=True)
class Letter:
    """What a draft says: the words come from whoever shows it."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Attached:
    """A container found in an e-mail."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Mail:
    """What an e-mail brings."""

    raw: bytes
    attached: tuple[Attached, ...]
    sender: str
    """The address it came from, as the e-mail says; nothing proves it."""


def draft(
    letter: Letter,
    to: Iterable[str],
    attached: tuple[str, bytes] | None = None,
    clock: Clock = system,
) -> bytes:
    """Return an e-mail that is not sent yet; `attached` is the name and content of a file.

    Mail programs open a file with `X-Unsent` as a draft to be looked at and sent.
    """
    mail = EmailMessage(policy=policy.SMTP)
    mail["X-Unsent"] = "1"
    mail["Subject"] = " ".join(letter.subject.split())
    people = ", ".join(to)
    if people:
        mail["To"] = people
    mail["Date"] = format_datetime(clock())
    mail.set_content(letter.body)
    if attached is not None:
        name, content = attached
        mail.add_attachment(
            content, maintype="application", subtype="octet-stream", filename=safe_name(name)
        )
    return mail.as_bytes()


def addresses(store: Store, to: str) -> list[str]:
    """Return how to reach the chairs or the Secretariat, as far as I may read it."""
    roles = {"secretariat"} if to == "secretariat" else {"chair"}
    found: list[str] = []
    for row in current.listed(store, "members"):
        if row.data.get("role") in roles and row.data.get("status") != "left":
            contact = current.one(store, "contacts", f"member-{row.id}")
            found += [each for each in emails(contact) if each not in found]
    return found


def mails(path: Path) -> Iterator[Mail]:
    """Give the e-mails of a file: one, or all of a mail box. Raises OSError and ValueError."""
    if path.stat().st_size > LARGEST:
        raise ValueError("too_large")
    yield from map(mail, split(path.read_bytes()))


def mail(raw: bytes) -> Mail:
    """Return what one e-mail brings; a part that cannot be read is left out."""
    said = message_from_bytes(raw, policy=policy.default)
    attached: list[Attached] = []
    for number, part in enumerate(said.walk()):
        if number > MOST_PARTS:
            break
        if part.is_multipart():
            continue
        try:
            content = part.get_payload(decode=True)
            name = part.get_filename() or ""
        except (ValueError, LookupError, AttributeError, TypeError):
            continue
        if not isinstance(content, bytes):
            continue
        if content.startswith(MAGIC) or name.lower().endswith(".satchel"):
            attached.append(Attached(safe_name(name or "attached.satchel"), content))
    return Mail(raw, tuple(attached), sender(said))


def emails(contact: Row | None) -> list[str]:
    """Return the addresses of a contact that a mail's header can bear."""
    if contact is None:
        return []
    told: list[object] = contact.data.get("emails") or []
    return [each for each in told if isinstance(each, str) and _ADDRESS.fullmatch(each)]
