"""A transcript or chat as a paper to read: a section for each turn, so that words of it can be marked."""

from collections.abc import Iterable, Mapping

from app.documents.plain import escape
from app.documents.sections import join
from app.domain import turns
from app.domain.proposals import Section
from app.domain.records import Data
from app.domain.turns import Turn

NAMELESS = "–"


def is_said(data: Mapping[str, object]) -> bool:
    """Say whether a document's record holds turns."""
    return data.get("kind") in turns.KINDS and bool(data.get("turns"))


def sections(data: Data, shown: Iterable[Turn], names: Mapping[str, str]) -> tuple[Section, ...]:
    """Return a section for each of the turns `shown`, under its number and who spoke.

    `names` are those of accounts; a name that nobody settled stands as it was captioned.
    """
    return tuple(
        Section(turns.section(each.n), heading(each, names), _body(turns.words(data, each)))
        for each in shown
    )


def heading(turn: Turn, names: Mapping[str, str]) -> str:
    return f"{turn.n}. {names.get(turn.member or '', turn.speaker) or NAMELESS}"


def markdown(data: Data, names: Mapping[str, str]) -> str:
    """Return the whole text, as the text of any other document is kept."""
    return join(sections(data, turns.of(data), names))


def _body(words: str) -> str:
    return "\n\n".join(escape(line) for line in words.splitlines() if line.strip())
