"""Reads the sections of a paper once: blocks to be set, plain text that marks are counted in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from app.documents.anchoring import PlainSection
from app.documents.plain import Block, blocks
from app.domain.proposals import Section
from app.domain.reading_time import counted


@dataclass(frozen=True, slots=True)
class Text:
    """A paper that was read; `plain` and `blocks` have an entry for each section."""

    sections: tuple[Section, ...] = ()
    plain: tuple[PlainSection, ...] = ()
    blocks: tuple[tuple[Block, ...], ...] = ()
    words: Mapping[str, int] = field(default_factory=dict[str, int])
    """Its length as the reading time is reckoned from it."""


def read(sections: Iterable[Section]) -> Text:
    """Parse `sections`; 900 KB take 0.4 s, so long papers are read off the window's thread."""
    given = tuple(sections)
    parsed = tuple(tuple(blocks(each.text)) for each in given)
    plain = (
        PlainSection(each.key, each.heading, "\n".join(block.text for block in found))
        for each, found in zip(given, parsed, strict=True)
    )
    whole = "\n".join(f"{each.heading}\n{each.text}" for each in given)
    return Text(given, tuple(plain), parsed, counted(whole))
