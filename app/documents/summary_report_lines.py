"""Lines of a summary report: paragraphs of its Markdown, numbers of items, output documents, people."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.documents.pdf_order import RTL
from app.documents.plain import blocks, plain
from app.domain import attendance
from app.domain.attendance import Attendee
from app.domain.folding import fold, tokens
from app.domain.summaries import Output

LONGEST_TITLE = 300
"""Characters of a heading or of a line of the title block; longer ones are paragraphs."""
MARK = re.compile(r"^\s*(?:[-*+•–]\s+|(?P<number>\d{1,3})\\?[.)]\s+)")
_MARKED = re.compile(r"[*_`\[\]<>&\\#~=+-]|^\s*\d")
"""What can be a mark of Markdown in a line."""
_BULLET = re.compile(r"(?<=\S) +• +")
"""A point that the text of a PDF has on the line of the one before."""
_NUMBER = re.compile(
    r"^(?P<label>\d{1,2}(?:\.\d{1,2})+(?=[\s.:)])|\d{1,2}[a-z]?(?=[.):．、])|[A-Za-zА-Яа-я](?=[.):．])"
    r"|[IVX]{1,5}(?=[.):])|[一二三四五六七八九十]{1,3}(?=[、.．:：])|[أ-ي٠-٩](?=[.):\-]))"
    r"[.):．、：\-]*\s*(?P<title>\S.*)$"
)
_NUMBER_BEHIND = re.compile(r"^(?P<title>.*\S)\s•?(?P<label>[A-Z]|\d{1,2}(?:\.\d{1,2})*)\.$")
"""A number before Arabic words, as the text of a PDF has it where the line goes left to right."""
_PAGE = re.compile(r"^\w{1,12}\s(\d{1,4})\s\w{1,6}\s(\d{1,4})$|^(\d{1,4})\s?/\s?(\d{1,4})$")
_END = " \t.;:,；。،؛"
_ROLE = re.compile(
    r"\b(?:chair|co-?chair|chairs|moderator|rapporteur|facilitator|member|secretary|consultant"
    r"|coordinator|observer|president|host country|rep(?:resentative)?|expert|ambassador"
    r"|président|membre|presidenta?|miembro|председатель|член)\b|رئيس|عضو|主席|成员|委员",
    re.IGNORECASE,
)
ALIKE, SAME = 0.5, 0.8
"""How alike a heading and a title of the agenda are, of 1: with the same number, and without."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a report."""

    raw: str
    """As it stands in the Markdown."""
    words: str
    """Its plain words, without the mark of a list."""
    first: bool
    """It begins a paragraph."""
    number: str = ""
    """Of a numbered list; empty for a bullet or no list."""
    listed: bool = False
    heading: bool = False


def lines(markdown: str) -> list[Line]:
    """Return the lines of a report that have words."""
    found: list[Line] = []
    first = True
    for raw in _BULLET.sub("\n• ", markdown).split("\n"):
        kept = raw.rstrip()
        bare = kept.removesuffix("\\")
        if not bare.strip():
            first = True
            continue
        number, listed = "", False
        while (mark := MARK.match(bare)) and not number:
            number, listed, bare = mark["number"] or "", True, bare[mark.end() :]
        words = " ".join((plain(bare.strip()) if _MARKED.search(bare) else bare).split())
        if words:
            heading = kept.lstrip().startswith("#")
            found.append(Line(kept, words, first, number, listed, heading))
            first = False
    return found


def without_pages(found: Sequence[Line]) -> list[Line]:
    """Leave out the lines that number the pages, if they number all of them."""
    pages = {at: match for at, each in enumerate(found) if (match := _PAGE.match(each.words))}
    numbers = [(int(each[1] or each[3]), int(each[2] or each[4])) for each in pages.values()]
    if numbers != [(page, len(numbers)) for page in range(1, len(numbers) + 1)]:
        return [*found]
    return [each for at, each in enumerate(found) if at not in pages]


def numbered(words: str) -> tuple[str, str]:
    """Return the number or letter of an item and its title, `""` where it has none."""
    found = _NUMBER.match(words)
    if found is None and RTL.search(words):
        found = _NUMBER_BEHIND.match(words)
    return (found["label"], found["title"].strip()) if found else ("", words.strip())


def title(words: str) -> str:
    """Return a title without the marks that end it in a list."""
    return words.strip().rstrip(_END)


def alike(one: str, other: str) -> float:
    """Return how alike two titles are, 0 to 1, whatever their case, accents and marks."""
    from rapidfuzz import fuzz  # noqa: PLC0415 -- slow import

    first, second = _folded(one), _folded(other)
    return fuzz.ratio(first, second) / 100 if first and second else 0.0


@lru_cache(maxsize=2_000)
def _folded(title: str) -> str:
    return " ".join(tokens(fold(title)))


def output(line: Line) -> Output:
    """Return the output document a line names, with its address if it has one."""
    inner = MARK.sub("", line.raw, count=1)
    runs = [run for block in blocks(inner.strip()) for run in block.runs]
    link = next((run.href for run in runs if run.href.casefold().startswith("http")), "")
    return Output(line.words[:LONGEST_TITLE], link)


def person(
    line: Line, state: attendance.State, kind: attendance.Kind, *, doubted: bool
) -> Attendee:
    """Return somebody of the list of participants, her line kept as it is written."""
    parts = [each.strip() for each in re.split(r"\s*[,،，|]\s*", line.words) if each.strip(" ?？؟")]
    name, uncertain = attendance.named(parts[0] if parts else line.words)
    roles, places = list[str](), list[str]()
    for each in parts[1:]:
        bare, asked = attendance.named(each)
        uncertain = uncertain or asked
        (roles if _ROLE.search(bare) else places).append(bare)
    name = name or line.words
    return Attendee(
        attendance.entry_id(None, name), None, state, kind, name, ", ".join(roles),
        ", ".join(places), uncertain or doubted or line.words.endswith(("?", "？", "؟")),
        line.words.replace(" | ", ", "),
    )  # fmt: skip


def markdown(found: Sequence[Line]) -> str:
    """Return lines as Markdown again; paragraphs are parted as they were."""
    paragraphs: list[list[str]] = []
    for each in found:
        if each.first or not paragraphs:
            paragraphs.append([])
        paragraphs[-1].append(each.raw)
    made = ("\n".join(lines).removesuffix("\\") for lines in paragraphs)
    return "\n\n".join(made).strip("\n")


def behind(raw: str) -> str:
    """Return a line behind the label that opens it, marks of weight around the label dropped."""
    before, colon, after = raw.partition(":")
    if not colon:
        before, _colon, after = raw.partition("：")
    after = after.strip()
    for mark in ("**", "*", "__"):
        opened = before.count(mark) % 2 == 1 and after.startswith(mark)
        if opened:
            return after.removeprefix(mark).strip()
    return after
