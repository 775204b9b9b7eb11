"""The lines of a filled form, whatever a mailer did to them: which are ours, which are hers.

Nothing here knows what a round asks. A line `====` opens what the form says, `== name:` an
answer; both may be quoted, and everything between belongs to the one before it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from app.domain.forms import HEAD, folded

_QUOTED = re.compile(r"[ \t\u00a0\ufeff\u200b]*(?:[>|»❯›＞｜]|&gt;)[ \t\u00a0]?")
_OPENS = re.compile(r"^[*_ ]*={4,} ?[^= *_]")
_NAME = r"(?P<name>[\w][\w~/-]*(?: ?(?: why|(?P<score> score))\b)?)"
_TAG = re.compile(
    rf"^[*_ ]*==(?:=(?!=))?(?!=) ?{_NAME}(?(score)[-\d. /]{{0,16}}) ?[*_]*:(?P<rest>.*)$"
)
_BARE = re.compile(rf"^[*_ ]*==(?:=(?!=))?(?!=) ?{_NAME}(?(score)[-\d. /]{{0,16}})[ *_.=]*$")
_INSIDE = re.compile(
    r"(?<=\S)[ \t\u00a0]+"
    r"(?===(?:==[^=\n]|[ ]?[\w][\w~/-]*(?: why| score[-\d. /]{0,16})?:|[ ]?end\b))"
)
_SIGNATURE = re.compile(r"^--$")
_DASH = re.compile(r"^[—–]$")
_PHONE = re.compile(
    r"^(?:sent (?:from|via|with) |get outlook for |von meinem .* gesendet|gesendet (?:von|mit) "
    r"|envoyé (?:de|depuis) |enviado (?:desde|de|do) |inviato da |отправлено (?:с|из) "
    r"|发自|從我的|从我的|أُ?رسل(?:ت)? من |مرسل من |\[quoted text hidden\]|show quoted text"
    r"|\[texte des messages précédents masqué\]|\[message (?:clipped|tronqué)\])"
)
_WROTE = re.compile(
    r"(?:wrote|a écrit|schrieb|escribió|escreveu|ha scritto|написал|пишет|schreef|skrev|napisał"
    r"|写道|寫道|يكتب|كتب).{0,80}:$"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it stands in the file: its number from 1, how often it is quoted, its words."""

    number: int
    depth: int
    text: str
    """Without its quote marks."""

    @property
    def plain(self) -> str:
        return folded(self.text)


@dataclass(slots=True)
class Region:
    """A line that opens something and what follows it up to the next."""

    kind: Literal["outside", "says", "answer"]
    name: str
    """The folded name of an answer, else empty."""
    line: int
    depth: int
    lines: list[Line] = field(default_factory=list[Line])
    """What was written, the rest of the opening line first; quoted no deeper than it was."""
    late: list[Line] = field(default_factory=list[Line])
    """Signatures and headers of mail within it: no part of an answer."""


def regions(text: str) -> list[Region]:
    """Return the regions of `text` in order; the first holds what stands before any form."""
    found = [Region("outside", "", 1, 0)]
    signed = False
    for line in _lines(text):
        opened = _opened(line)
        if opened is not None:
            found.append(opened)
            signed = False
            continue
        here = found[-1]
        words = _unquoted(line, here.depth)
        if here.kind == "answer" and _SIGNATURE.match(words.text.strip() or "."):
            signed = True
        aside = here.kind == "answer" and _is_mail(words)
        (here.late if signed or aside else here.lines).append(words)
    _cut_signature(found[-1])
    if _doubled(found):
        for each in found:
            each.lines = _halved(each.lines)
    return found


def is_form(text: str) -> bool:
    """Say whether there is a form in `text`, or a part of one."""
    return any(each.kind == "answer" for each in regions(text))


def _cut_signature(last: Region) -> None:
    """A telephone makes one dash of the two above a signature: below the last answer it is one."""
    for at, line in enumerate(last.lines):
        if last.kind == "answer" and _DASH.match(line.text.strip()):
            last.late += last.lines[at:]
            del last.lines[at:]
            return


def _doubled(found: list[Region]) -> bool:
    """Say whether a mailer set an empty line after every line: the head is printed without any."""
    at = [region.line for region in found if region.name in HEAD]
    return len(at) >= len(HEAD) and all(b - a >= 2 for a, b in pairwise(at[: len(HEAD)]))  # noqa: PLR2004 -- one between


def _halved(lines: list[Line]) -> list[Line]:
    kept: list[Line] = []
    gap: list[Line] = []
    for each in lines:
        if each.text.strip():
            kept += [*gap[: len(gap) // 2], each]
            gap = []
        else:
            gap.append(each)
    return kept


def _lines(text: str) -> Iterator[Line]:
    text = re.sub(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]", "\n", text)
    text = re.sub(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]", "", text)
    raw = text.split("\n")
    if not any(_opened(Line(0, 0, _bare(each))) for each in raw):
        # A mailer made one paragraph of everything: it is taken apart at our marks.
        raw = _INSIDE.sub("\n", text).split("\n")
    for number, each in enumerate(raw, start=1):
        depth, rest = 0, each
        while quoted := _QUOTED.match(rest):
            depth, rest = depth + 1, rest[quoted.end() :]
        yield Line(number, depth, each)


def _bare(text: str) -> str:
    while quoted := _QUOTED.match(text):
        text = text[quoted.end() :]
    return text


def _unquoted(line: Line, depth: int) -> Line:
    """Return `line` without the quote marks that a mailer added, at most `depth`: hers stay."""
    text, left = line.text, min(depth, line.depth)
    for _mark in range(left):
        quoted = _QUOTED.match(text)
        text = text[quoted.end() :] if quoted else text
    return Line(line.number, left, text)


def _opened(line: Line) -> Region | None:
    bare = _bare(line.text)
    plain = folded(bare)
    if not plain.startswith(("=", "*", "_")):
        return None
    if _OPENS.match(plain):
        rest = re.sub(r"^[*_\s\u00a0\u200b\ufeff]*[=＝]{4,}", "", bare)
        return Region("says", "", line.number, line.depth, [Line(line.number, line.depth, rest)])
    tag = _TAG.match(plain)
    if tag is None:
        bare_tag = _BARE.match(plain)
        if bare_tag is None:
            return None
        return Region("answer", _name(bare_tag["name"]), line.number, line.depth)
    rest = re.split("[:：︰﹕]", bare, maxsplit=1)[1]
    region = Region("answer", _name(tag["name"]), line.number, line.depth)
    if rest.strip(" \t\u00a0*_\u200b\ufeff"):
        region.lines.append(Line(line.number, line.depth, rest))
    return region


def _name(name: str) -> str:
    return name.rstrip("/-~")


def _is_mail(line: Line) -> bool:
    plain = line.plain
    dated = any(char.isdigit() for char in plain)
    return bool(_PHONE.match(plain) or (dated and _WROTE.search(plain)))
