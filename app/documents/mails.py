"""Tells e-mails from other files and takes a box of them apart, but never at the words of a letter."""

import re
from collections.abc import Iterator
from email.message import Message
from email.utils import parseaddr
from itertools import pairwise

LONGEST_HEAD = 256 * 1024
"""Bytes of the fields of one e-mail that are looked at to tell whether it is one."""

_BLANK = b"\xef\xbb\xbf \t\r\n"
_END = re.compile(rb"\r?\n\r?\n")
_FIELD = re.compile(rb"[!-9;-~]+:|[ \t]+\S|>?From ")
_USUAL = re.compile(
    rb"^(?:From|To|Subject|Date|Received|Return-Path|Message-ID|MIME-Version|Delivered-To|X-Unsent"
    rb"|Content-Type|Content-Transfer-Encoding):",
    re.IGNORECASE | re.MULTILINE,
)
_START = re.compile(rb"^From (?:\S+[ \t]+)?.*\d{4}.*\r?$", re.MULTILINE)
_UNFROM = re.compile(rb"^>(>*From )", re.MULTILINE)


def is_mail(front: bytes) -> bool:
    """Say whether a file that begins with `front` is an e-mail or a box of them."""
    return next(split(front), None) is not None


def split(raw: bytes) -> Iterator[bytes]:
    """Give the e-mails in `raw`: one, or all of a box (mbox); none where it is something else."""
    if raw.startswith(b"From "):
        yield from _box(raw)
        return
    letter = raw.lstrip(_BLANK)
    head = _head(letter, 0)
    if _is_head(head) and all(_FIELD.match(line) for line in head.splitlines() if line.strip()):
        yield letter


def header(message: Message, name: str) -> str:
    """Return a field of an e-mail, empty where there is none or nobody can read it."""
    try:
        return str(message.get(name) or "")
    except (ValueError, LookupError, AttributeError, TypeError):  # the parser of broken headers
        return ""


def sender(message: Message) -> str:
    """Return the address an e-mail says it came from; anybody can write any."""
    return parseaddr(header(message, "from"))[1]


def _box(raw: bytes) -> Iterator[bytes]:
    first = (0, len(raw.split(b"\n", 1)[0]))  # whatever stands behind its `From `
    found = (each.span() for each in _START.finditer(raw) if each.start())
    starts = [each for each in (first, *found) if _begins(raw, *each)]
    for (_, front), (end, _) in pairwise([*starts, (len(raw), 0)]):
        yield _UNFROM.sub(rb"\1", raw[front + 1 : end])


def _begins(raw: bytes, start: int, end: int) -> bool:
    """Say whether a line `From …` begins an e-mail: an empty line before it, its fields after."""
    before = raw[max(start - 3, 0) : start]
    return (not before or before.endswith((b"\n\n", b"\n\r\n"))) and _is_head(_head(raw, end + 1))


def _head(raw: bytes, at: int) -> bytes:
    return _END.split(raw[at : at + LONGEST_HEAD], maxsplit=1)[0]


def _is_head(head: bytes) -> bool:
    return bool(_FIELD.match(head) and _USUAL.search(head))
