"""Takes the text out of what was handed in: a file of any encoding, a mail, a box of mails."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from email.utils import parsedate_to_datetime
from typing import Any

from app.documents import mails
from app.documents.forms_html import from_html, unflowed
from app.documents.forms_lines import is_form

UTF_16 = b"\xff\xfe", b"\xfe\xff"
"""What begins a text of that encoding."""
DEEPEST = 20
"""Parts of mails nested deeper than this are not looked into."""
LARGEST = 5_000_000
"""Bytes of a file; a form has a few thousand."""


@dataclass(frozen=True, slots=True)
class Source:
    """A text that may hold a form, and the mail it came in."""

    text: str
    sender: str = ""
    """The address in From, empty where it was no mail. Anybody can write any."""
    date: str = ""
    """When the mail says it was written, ISO 8601, empty if it does not."""
    subject: str = ""


def sources(raw: bytes) -> list[Source]:
    """Return the texts in `raw` that hold a form; without any, the text as it is."""
    return handed_over(raw)[0]


def handed_over(raw: bytes) -> tuple[list[Source], int]:
    """Return the texts in `raw` that hold a form, and how many mails of a box hold none."""
    messages = _messages(raw)
    if not messages:
        return [Source(decoded(raw))], 0
    each = [_whole(message) for message in messages]
    forms = [[source for source in found if is_form(source.text)] for found in each]
    told = [source for found in forms for source in found]
    without = sum(not found for found in forms) if told and len(messages) > 1 else 0
    return told or [source for found in each for source in found] or [Source(decoded(raw))], without


def decoded(raw: bytes) -> str:
    """Return `raw` as text, whatever wrote it: UTF-8, UTF-16, or a code page of Windows."""
    if raw.startswith(UTF_16):
        return raw.decode("utf-16", "replace")
    if raw[:400].count(0) * 3 > len(raw[:400]):
        return raw.decode("utf-16-le" if raw[1:2] == b"\0" else "utf-16-be", "replace")
    for name in ("utf-8-sig", "cp1252"):
        try:
            return raw.decode(name)
        except UnicodeDecodeError:
            continue
    return raw.decode("latin-1")


def _messages(raw: bytes) -> list[bytes]:
    return list(mails.split(decoded(raw).encode() if raw.startswith(UTF_16) else raw))


def _whole(raw: bytes) -> list[Source]:
    """Return the texts of one mail; of one too broken to be taken apart, the mail as it is."""
    try:
        return list(_of(raw))
    except (ValueError, LookupError, AttributeError, TypeError, RecursionError):
        return [Source(decoded(raw))]


def _of(raw: bytes) -> Iterator[Source]:
    message = message_from_bytes(raw, policy=policy.default)
    for source in _sources(message, DEEPEST):
        # Its lines keep the numbers they have in the mail, where it stands there as it is.
        plain = source.text.encode("utf-8", "replace").replace(b"\r\n", b"\n")
        at = raw.replace(b"\r\n", b"\n").find(plain) if plain.strip() else -1
        above = raw.replace(b"\r\n", b"\n")[:at].count(b"\n") if at > 0 else 0
        yield replace(source, text="\n" * above + source.text)


def _sources(message: Any, deep: int) -> Iterator[Source]:
    sender = mails.sender(message)
    date, subject = date_of(message), mails.header(message, "subject")
    for part in texts(message, deep):
        if part.get_content_type() == "message/rfc822":
            for inner in part.get_payload() if deep else ():
                yield from _sources(inner, deep - 1)
        else:
            yield Source(text_of(part), sender, date, subject)


def texts(message: Any, deep: int) -> Iterator[Any]:
    """Give the parts that hold text; of alternatives the plain one if the form is in it."""
    kind = message.get_content_type()
    if kind == "message/rfc822" or not message.is_multipart():
        if (
            kind == "message/rfc822"
            or message.get_content_maintype() == "text"
            or _is_text(message)
        ):
            yield message
        return
    if deep == 0:
        return
    parts = (
        list(message.iter_parts()) if isinstance(message, EmailMessage) else message.get_payload()
    )
    inner = [list(texts(part, deep - 1)) for part in parts]
    if kind == "multipart/alternative":
        plain = [each for each in inner if each and each[0].get_content_type() == "text/plain"]
        with_form = [each for each in (*plain, *inner) if any(is_form(text_of(part)) for part in each
                     if part.get_content_type() != "message/rfc822")]  # fmt: skip
        inner = with_form[:1] or plain[:1] or inner[:1]
    for each in inner:
        yield from each


def _is_text(part: Any) -> bool:
    name = str(part.get_filename() or "").casefold()
    return part.get_content_type() == "application/octet-stream" and name.endswith(".txt")


def text_of(part: Any) -> str:
    """Return the text of one part, of HTML what it shows."""
    raw: bytes = part.get_payload(decode=True) or b""
    charset = str(part.get_content_charset() or "")
    text = _as(raw, charset)
    if part.get_content_type() == "text/html":
        return from_html(text)
    if str(part.get_param("format") or "").casefold() == "flowed":
        return unflowed(text, delete=str(part.get_param("delsp") or "").casefold() == "yes")
    return text


def _as(raw: bytes, charset: str) -> str:
    for name in (charset, "utf-8"):
        try:
            if name:
                return raw.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    return decoded(raw)


def date_of(message: Message) -> str:
    """Return when a mail says it was written, ISO 8601, empty if it does not."""
    try:
        moment = parsedate_to_datetime(mails.header(message, "date"))
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""
    return moment.isoformat()
