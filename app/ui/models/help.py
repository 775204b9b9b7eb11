"""The help that comes with the program, and the words of the MAG, as they are filtered."""

import re
from dataclasses import dataclass

from app.documents.plain import plain
from app.documents.sections import split
from app.domain.folding import fold
from app.domain.proposals import Section
from app.i18n import _
from app.paths import resource

ORDER = (
    "first-steps", "reading", "finding", "marking", "reviewing", "many", "meetings", "after-meetings",
    "groups-and-dates", "documents", "offline", "files", "care", "privacy", "chairs", "by-mail", "letters", "deciding", "reports",
    "secretariat", "words",
)  # fmt: skip
WORDS = "words"
_TERM = re.compile(r"^\*\*(?P<term>.+?)\*\*\s*[—–-]\s*(?P<words>.+)$")


@dataclass(frozen=True, slots=True)
class Topic:
    key: str
    title: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Term:
    term: str
    words: str
    """Plain text."""


def topics() -> list[Topic]:
    """Return the topics in the order a newcomer reads them."""
    found = {path.stem: path for path in resource("help").glob("*.md")}
    keys = [*(key for key in ORDER if key in found), *sorted(found.keys() - set(ORDER))]
    return [_topic(key, found[key].read_text("utf-8")) for key in keys]


def terms() -> list[Term]:
    """Return the words of the MAG, in the order of the alphabet."""
    path = resource("help", f"{WORDS}.md")
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    found = [match for line in lines if (match := _TERM.match(line.strip()))]
    return [Term(match["term"], plain(match["words"])) for match in found]


def fitting(terms: list[Term], words: str) -> list[Term]:
    """Return the terms that hold all of `words`, those with them in their name first."""
    asked = fold(words).split()
    kept = [
        each for each in terms if all(word in fold(f"{each.term} {each.words}") for word in asked)
    ]
    if not asked:
        return kept
    return sorted(kept, key=lambda each: not all(word in fold(each.term) for word in asked))


def as_sections(terms: list[Term]) -> tuple[Section, ...]:
    """Return terms as one section that a reading page can set."""
    if not terms:
        return (Section("none", "", _("None of the words holds that.")),)
    return tuple(Section(f"term-{at}", each.term, each.words) for at, each in enumerate(terms))


def _topic(key: str, text: str) -> Topic:
    first, _newline, rest = text.lstrip().partition("\n")
    title = first.removeprefix("# ").strip() if first.startswith("# ") else key
    return Topic(key, title, split(rest if first.startswith("# ") else text, strict=False))
