"""Takes what a member said elsewhere apart: a mail, a box of mails, chat lines, turns of a transcript."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from email import message_from_bytes, message_from_string, policy
from email.message import Message as Mail
from email.utils import parseaddr, parsedate_to_datetime
from hashlib import blake2b
from typing import Any

from app.documents import mails
from app.documents.forms_mail import DEEPEST, date_of, decoded, text_of, texts
from app.domain.carrying import Way

LARGEST = 20_000_000
"""Bytes that are looked at: a box of mails, a transcript of a day."""
MOST = 2_000
"""Messages of one file that are shown."""

_NAME = r"(?P<name>[^\s:>\[\]][^:\t\n>\[\]]{0,78}?)"
_CLOCK = r"\d{1,2}:\d\d(?::\d\d)?(?:\s?[AaPp]\.?[Mm]\.?)?"
_DAY = r"(?:\d{4}-\d\d-\d\d|\d{1,2}[./-]\d{1,2}[./-]\d{2,4})"
_WHEN = rf"(?:\[\s*(?P<boxed>[^\]\n]{{3,40}})\s*\]|(?P<bare>(?:{_DAY},?[ T]+)?{_CLOCK}))"
_CHAT = re.compile(
    rf"^\s*{_WHEN}[\s\-–]*(?:From\s+)?{_NAME}(?:\s+to\s+[^:\n]{{2,60}})?\s*:(?:\s+|$)(?P<text>.*)$"
)
_TURN = re.compile(rf"^\s*>>\s*{_NAME}\s*:\s*(?P<text>.*)$")
_CALLED = re.compile(r"^\s*(?P<name>[^\W\d_][^:\n]{2,60}?)\s*:\s+(?P<text>\S.*)$")
_SAID = re.compile(rf"^\s*{_NAME}\s*:\s+(?P<text>\S.*)$")
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?")
_WRITTEN = re.compile(
    r"(?:(?P<d>\d{1,2})(?:st|nd|rd|th)?\s+(?P<m>[A-Za-z]{3,9})|(?P<m2>[A-Za-z]{3,9})\s+"
    r"(?P<d2>\d{1,2})(?:st|nd|rd|th)?),?\s+(?P<y>\d{4})"
)
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_WROTE = re.compile(
    r"^(?:On|Le|El|Am|Em)\b.{4,200}(?:wrote|écrit|escribió|schrieb|escreveu)\s*:\s*$"
)
_ORIGINAL = re.compile(
    r"^\s*-{2,}\s*(?:Original Message|Forwarded message).*-{2,}\s*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Message:
    """Something that somebody said, as far as it can be told from the words themselves."""

    how: Way
    """`mail`, `chat` or `call`."""
    text: str
    name: str = ""
    """Who says she is its sender; nothing proves it."""
    address: str = ""
    at: str = ""
    """A day or an instant, ISO 8601; empty where it does not say."""
    subject: str = ""

    @property
    def key(self) -> str:
        """Tells messages apart: the same one has the same key wherever it is read."""
        said = "\0".join((self.address.casefold(), self.name, "".join(self.text.split())))
        return blake2b(said.encode("utf-8", "replace"), digest_size=8).hexdigest()


def read(raw: bytes, how: Way | None = None) -> list[Message]:
    """Return the messages in `raw`, in their order; what is of no known shape is one.

    With `how` a text that is no e-mail is taken for that. Raises ValueError if it is too large.
    """
    if len(raw) > LARGEST:
        raise ValueError("too_large")
    letters = raw if not raw.startswith((b"\xff\xfe", b"\xfe\xff")) else decoded(raw).encode()
    found = [each for letter in mails.split(letters) for each in _of_mail(letter)]
    if not found:
        found = _of_text(decoded(raw), how)
    said = [replace(each, how=how) for each in found] if how is not None else found
    return [each for each in said if each.text.strip()][:MOST]


def own_words(text: str) -> str:
    """Return a message without what it quotes and without its signature."""
    kept: list[str] = []
    for line in text.splitlines():
        if line.rstrip() == "--" or line == "-- " or _ORIGINAL.match(line):
            break
        if not line.lstrip().startswith(">") and not _WROTE.match(line.strip()):
            kept.append(line.rstrip())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def holds(text: str, words: str) -> bool:
    """Say whether `words` stand in `text`, however its lines are broken and quoted."""
    return bool(_bare(words)) and _bare(words) in _bare(text)


def moment(text: str) -> str:
    """Return a day or an instant that people write as ISO 8601, empty if it is none."""
    found = _ISO.search(text)
    if found is not None:
        return _iso(found[0])
    try:
        return _utc(parsedate_to_datetime(text))
    except (ValueError, TypeError, IndexError, OverflowError):
        pass
    found = _WRITTEN.search(text)
    month = (found["m"] or found["m2"])[:3].casefold() if found else ""
    if found is None or month not in _MONTHS:
        return ""
    try:
        day = int(found["d"] or found["d2"])
        return date(int(found["y"]), _MONTHS.index(month) + 1, day).isoformat()
    except ValueError:
        return ""


def _iso(text: str) -> str:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return ""
    return text[:10] if len(text) == len("2026-01-28") else _utc(moment)


def _utc(moment: datetime) -> str:
    there = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return there.replace(microsecond=0).isoformat().replace("+00:00", "Z")


def _bare(text: str) -> str:
    lines = (line.lstrip("> \t") for line in text.splitlines())
    return "".join("".join(lines).split()).casefold()


def _of_mail(raw: bytes) -> Iterator[Message]:
    try:
        message = message_from_bytes(raw, policy=policy.default)
        # Fields that were pasted may hold any letters, which the reader of bytes does not take.
        fields = message_from_string(decoded(_head(raw)) + "\n\n", policy=policy.default)
        found = list(_parts(message, fields, DEEPEST))
        if not any(each.text.strip() for each in found):  # parts that never came: what is there
            found = [replace(found[0], text=decoded(raw[len(_head(raw)) :]).strip())]
        yield from found
    except (ValueError, LookupError, AttributeError, TypeError, RecursionError):
        yield Message("mail", decoded(raw))


def _head(raw: bytes) -> bytes:
    return re.split(rb"\r?\n\r?\n", raw[: mails.LONGEST_HEAD], maxsplit=1)[0]


def _parts(message: Any, fields: Mail, deep: int) -> Iterator[Message]:
    own: list[str] = []
    inner: list[Message] = []
    for part in texts(message, deep):
        if part.get_content_type() == "message/rfc822":
            for each in part.get_payload() if deep else ():
                inner += _parts(each, each, deep - 1)
        else:
            own.append(text_of(part).strip("\r\n"))
    name, address = parseaddr(mails.header(fields, "from"))
    at = date_of(fields)
    yield Message(
        "mail",
        "\n\n".join(own).replace("\r\n", "\n"),
        name,
        address if "@" in address else "",
        _iso(at) if at else moment(mails.header(fields, "sent") or mails.header(fields, "date")),
        mails.header(fields, "subject"),
    )
    yield from inner


def _of_text(text: str, how: Way | None) -> list[Message]:
    text = text.replace("\r\n", "\n")
    shapes: tuple[tuple[re.Pattern[str], Way], ...] = (
        (_TURN, "call"),
        (_CHAT, "chat"),
        (_CALLED, "call"),
    )
    for shape, kind in shapes:
        found = _turns(text, shape, how or kind)
        if found:
            return found
    if how in {"chat", "call"}:
        return _turns(text, _SAID, how) or [Message(how, text.strip())]
    return [Message(how or "mail", text.strip())]


def _turns(text: str, shape: re.Pattern[str], how: Way) -> list[Message]:
    """Return who said what, if the first line with words is somebody's turn."""
    found: list[tuple[Message, list[str]]] = []
    for line in text.splitlines():
        turn = shape.match(line)
        if turn is not None and (shape is not _CALLED or _is_called(turn["name"])):
            said = turn.groupdict()
            at = moment(said.get("boxed") or said.get("bare") or "")
            found.append((Message(how, "", turn["name"].strip(), at=at), [turn["text"]]))
        elif found:
            found[-1][1].append(line.strip())
        elif line.strip():
            return []
    return [replace(each, text="\n".join(lines).strip()) for each, lines in found]


def _is_called(name: str) -> bool:
    """Say whether a transcript would print a speaker so: several words, in capitals."""
    return name == name.upper() != name.lower() and len(name.split()) > 1
