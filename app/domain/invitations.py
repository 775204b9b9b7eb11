"""The three things in the Secretariat's message: address, invitation, fingerprint.

Mail programs quote, wrap, escape and decorate what they carry, and people copy a line
too much or too little. `find` looks for the things themselves, not for the words
around them, so that the message may be in any language.
"""

import html
import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import unquote

CODE = 26
"""Letters of an invitation: 128 random bits in base 32 (a-z, 2-7)."""
PRINT = 20
"""Hex digits of a fingerprint."""

_URL = re.compile(r"https?://[^\s<>\"'()\[\]{}|\\^`]+", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][a-z0-9]*(?:[\s/][^<>]*)?>", re.IGNORECASE)
_HREF = re.compile(r"<a\b[^<>]*\bhref\s*=\s*[\"']?([^\s\"'<>]+)[^<>]*>", re.IGNORECASE)
_BREAK = re.compile(r"<(?:br|/?p|/?div|/?tr|/?li)\b[^<>]*>", re.IGNORECASE)
_QUOTE = re.compile(r"^(?:[ \t]*[>|])+[ \t]?", re.MULTILINE)
_SOFT = re.compile(r"=[ \t]*\r?\n")
_PRINTABLE = re.compile(r"=(09|0A|0D|20|2D|2E|3A|3D|A0)")
"""What is left of a message's transfer encoding where its source was copied."""
_GUARD = re.compile(
    r"https?://[^\s<>\"']*?[?&](?:url|u|q)=(https?%3A%2F%2F[^\s<>\"'&]+)(?:&[^\s<>\"']*)?",
    re.IGNORECASE,
)
"""A guard of mail (Outlook's safe links and others) that hides the address in its own."""
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d"), "-")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_EDGE = r"(?<![a-z0-9-])"
_END = r"(?![a-z0-9]|-[a-z0-9])"
_CODES = tuple(
    re.compile(_EDGE + rf"(?:[a-z2-7]{gap}){{{CODE - 1}}}[a-z2-7]" + _END, re.IGNORECASE)
    for gap in ("", r"(?:-[ \t]*\n?[ \t]*)?", r"(?:-|-?[ \t]*\n[ \t]*)?", r"[- \t]?")
)
"""In one piece; in groups with hyphens; broken at the end of a line; in groups with blanks."""
_GROUPS = re.compile(
    _EDGE + r"(?:[a-z2-7]{4}[ \t]*\n?[ \t]*-[ \t]*\n?[ \t]*){6}[a-z2-7]{2}" + _END, re.IGNORECASE
)
"""As `compose` writes it. One in two hundred has no digit: its shape is its mark."""
_PRINTS = tuple(
    re.compile(
        _EDGE + rf"[0-9a-f]{{4}}(?:{gap}[0-9a-f]{{4}}){{{PRINT // 4 - 1}}}" + _END, re.IGNORECASE
    )
    for gap in (r"-", r"-[ \t]*\n?[ \t]*", r"[-: \t]?[ \t]*\n?[ \t]*")
)


@dataclass(frozen=True, slots=True)
class Invited:
    """What a member needs to join. Without a fingerprint she cannot check whose server it is."""

    url: str
    invitation: str
    fingerprint: str | None = None


def compose(
    url: str, invitation: str, fingerprint: str, *, cycle: str, name: str
) -> dict[str, str]:
    """Return what the Secretariat's message has to say, for the words around it.

    The invitation comes in groups of four, which survive being read out; `find` finds
    everything again in whatever becomes of the message.
    """
    code = re.sub(r"[\s-]", "", invitation)
    groups = "-".join(code[at : at + 4] for at in range(0, len(code), 4))
    return {
        "url": url.strip().rstrip("/"),
        "invitation": groups if len(code) == CODE else invitation,
        "fingerprint": fingerprint,
        "cycle": cycle,
        "name": name,
    }


def find(text: str) -> Invited | None:
    """Return the address, invitation and fingerprint in `text`; None without the first two."""
    plain = _plain(text)
    fingerprint = _first(_PRINTS, plain)
    without = plain if fingerprint is None else plain.replace(fingerprint.group(), " ")
    urls = [_address(each) for each in _URL.finditer(without)]
    bare = _URL.sub(lambda found: " " * len(found.group()), without)
    code = _code(bare)
    if code is None or not urls:
        return None
    # A signature may hold other addresses: the server's stands by its invitation.
    url = min(urls, key=lambda each: abs(each[0] - code.start()))[1]
    told = None if fingerprint is None else _hex(fingerprint.group())
    return Invited(url, re.sub(r"[\s-]", "", code.group()).lower(), told)


def parts(text: str) -> tuple[str, list[str]]:
    """Return `text` without its addresses, cleaned of what mail programs did, and these."""
    plain = _plain(text)
    urls = [_address(each)[1] for each in _URL.finditer(plain)]
    return _URL.sub(lambda found: " " * len(found.group()), plain), urls


def fingerprint(plain: str) -> str | None:
    """Return the fingerprint in a cleaned text, None if there is none."""
    found = _first(_PRINTS, plain)
    return None if found is None else _hex(found.group())


def _plain(text: str) -> str:
    """Return `text` as it was written, without what mail programs did to it."""
    text = unicodedata.normalize("NFKC", _UNSEEN.sub("", _SOFT.sub("", text)))
    text = _PRINTABLE.sub(_decoded, text)
    if _TAG.search(text):
        text = _HREF.sub(r" \1 ", text)
        text = _TAG.sub("", _BREAK.sub("\n", text))
    text = html.unescape(text).translate(_DASHES)
    text = _GUARD.sub(lambda guarded: unquote(guarded.group(1)), text)
    text = _UNSEEN.sub("", text).replace("\u00a0", " ").replace("\r\n", "\n")
    return _QUOTE.sub("", text).replace("*", " ").replace("_", " ") if "://" in text else text


def _decoded(found: re.Match[str]) -> str:
    return chr(int(found.group(1), 16)).replace("\r", "")


def _code(text: str) -> re.Match[str] | None:
    """Return the invitation in `text`. Twenty-six letters of words are none without digits."""
    if (grouped := _GROUPS.search(text)) is not None:
        return grouped
    for pattern in _CODES:
        found = list(pattern.finditer(text))
        mixed = [each for each in found if re.search(r"[2-7]", each.group())]
        if mixed:
            return mixed[0]
        if found and pattern is _CODES[0]:
            return found[0]
    return None


def _first(patterns: tuple[re.Pattern[str], ...], text: str) -> re.Match[str] | None:
    return next((found for each in patterns if (found := each.search(text))), None)


def _hex(found: str) -> str:
    digits = re.sub(r"[^0-9a-f]", "", found.lower())
    return "-".join(digits[at : at + 4] for at in range(0, PRINT, 4))


def _address(found: re.Match[str]) -> tuple[int, str]:
    return found.start(), found.group().rstrip(".,;:!?*_").rstrip("/")
