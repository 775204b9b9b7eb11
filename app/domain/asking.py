"""What somebody who searches wants: her words one by one, and the filters beside them."""

from dataclasses import dataclass

from app.domain.folding import fold, is_han, tokens
from app.domain.unspaced import pairs, parts

MOST_WORDS = 24
"""Words of a query that are looked for; more narrow nothing any more."""


@dataclass(frozen=True, slots=True)
class Word:
    """One thing that must be there: a folded word, or Han characters or such in this order."""

    text: str
    """Words of the index, parted by spaces."""
    han: bool = False
    """It is Han characters, or a run of letters of a script without spaces."""
    run: str = ""
    """That run, as it is spelled; `text` holds its pairs."""
    unfinished: bool = False
    """It is being typed: words that begin so are meant too."""

    @property
    def said(self) -> str:
        """The word as one would write it."""
        return self.run or (self.text.replace(" ", "") if self.han else self.text)


@dataclass(frozen=True, slots=True)
class Filters:
    """What else a hit must be; empty filters let everything pass."""

    kinds: frozenset[str] = frozenset()
    """Of `KINDS`; none means all."""
    round: str | None = None
    """Only proposals of this round, and marks on them."""
    mine: bool = False
    """Only what I wrote."""
    unread: bool = False
    """Only papers that I never opened, and marks on them."""
    changed: bool = False
    """Only papers with a version newer than the one I opened, and marks on them."""


KINDS = (
    "proposal", "document", "item", "meeting", "member", "group",
    "note", "comment", "question", "evidence", "action", "decision",
)  # fmt: skip


def words_of(query: str) -> list[Word]:
    """Return the words of `query`, the last one unfinished, runs of Han characters together.

    A single letter at the end is a word somebody has only begun: behind other words it is
    left out, alone it must be a word itself. Half the papers would match its prefix. A
    digit is a word: `BPF-5` is a code.
    """
    found: list[Word] = []
    for part in query.split():
        for is_run, piece in parts(part):
            if is_run:
                found.append(Word(pairs(piece), han=True, run=piece))
            else:
                found += _words(piece)
    if len(found) > 1 and len(found[-1].run) == 1:
        return found[:-1][-MOST_WORDS:]
    if not found or found[-1].han:
        return found[:MOST_WORDS]
    last = found.pop().text
    if len(last) > 1:
        found.append(Word(last, unfinished=True))
    elif not found or last.isdigit():
        found.append(Word(last))
    return found[-MOST_WORDS:]


def _words(part: str) -> list[Word]:
    found: list[Word] = []
    run: list[str] = []
    for token in tokens(fold(part)):
        if is_han(token):
            run.append(token)
            continue
        if run:
            found.append(Word(" ".join(run), han=True))
            run = []
        found.append(Word(token))
    if run:
        found.append(Word(" ".join(run), han=True))
    return found
