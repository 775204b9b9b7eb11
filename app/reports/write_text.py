"""A report as plain text: for a mail, an old phone, a terminal, whoever reads aloud."""

from collections.abc import Iterator, Sequence
from itertools import chain

from app.reports import tree
from app.reports.plain import clean, one_line
from app.reports.progress import Progress
from app.reports.shown import alternative, counted, shown
from app.reports.tree import Block, Content, Report, plain, runs

_UNDER = {1: "=", 2: "-"}
"""Drawn under a heading of that level; deeper ones stand alone."""
_LONGEST = 72
_IN = "    "


def text(report: Report, tick: Progress) -> str:
    """Return `report` as lines of text. The same report gives the same text.

    Words are as they were written; a table is told row by row, each value with the head of its
    column, because columns that line up only do so in one font and one script.
    """
    total = len(report.blocks)
    parts = [_head(report)]
    for place, block in enumerate(report.blocks):
        tick(place, total)
        parts.append(_block(block))
    if report.foot:
        parts.append([one_line(report.foot)])
    tick(total, total)
    return "\n\n".join("\n".join(lines) for lines in parts if lines) + "\n"


def _head(report: Report) -> list[str]:
    over = [one_line(report.over)] if report.over else []
    return [*over, *_ruled(one_line(report.title), "="), *_rows(report.facts)]


def _block(block: Block) -> list[str]:  # noqa: C901, PLR0912 -- one arm per kind of block
    match block:
        case tree.Heading():
            said = (block.code, block.title, block.note)
            words = "  ".join(one_line(each) for each in said if each)
            return _ruled(words, _UNDER.get(block.level, ""))
        case tree.Paragraph():
            return _lines(_words(block.content))
        case tree.Prose():
            lead = [one_line(plain(block.lead))] if block.lead else []
            return [*lead, *_set_in(_lines(block.text), _IN if lead else "")]
        case tree.Quote():
            caption = [one_line(plain(block.caption))] if block.caption else []
            return [*_set_in(_lines(block.text), "> "), *_set_in(caption, _IN)]
        case tree.Bullets():
            return list(_list(block))
        case tree.Definitions():
            return _rows(block.rows)
        case tree.Figures():
            return [f"{count} {one_line(said)}" for count, said in block.items]
        case tree.Shares():
            return [] if block.legend else [counted(block.parts)]
        case tree.Entry():
            side = [one_line(plain(each)) for each in block.side if plain(each)]
            return [*side, *_set_in(list(_within(block.body)), _IN)]
        case tree.Table():
            return list(_table(block))
        case tree.Chart():
            return [alternative(block)]
        case tree.PageBreak() | tree.Contents():
            return []
        case tree.Rule():
            return ["* * *"]


def _within(blocks: Sequence[Block]) -> Iterator[str]:
    """Yield the lines of blocks within another, parted by empty ones."""
    for place, lines in enumerate(each for block in blocks if (each := _block(block))):
        yield from chain([""] if place else [], lines)


def _list(bullets: tree.Bullets) -> Iterator[str]:
    for place, given in enumerate(bullets.items):
        item = given if isinstance(given, tree.Item) else tree.Item(given)
        mark = f"{bullets.start + place}. " if bullets.numbered else "- "
        deep = " " * len(mark)
        first, *others = _lines(_words(item.content)) or [""]
        yield f"{mark}{first}"
        yield from _set_in([*others, *_within(item.inner)], deep)


def _table(table: tree.Table) -> Iterator[str]:
    if table.caption:
        yield one_line(table.caption)
        yield ""
    for place, row in enumerate(table.rows):
        values = [
            shown(tree.cell(given), column.kind)
            for given, column in zip(row, table.columns, strict=True)
        ]
        heads = [one_line(each.title) for each in table.columns]
        yield from [""] if place else []
        yield values[0] if values else ""
        yield from (
            f"{_IN}{head}: {value}" if head else f"{_IN}{value}"
            for head, value in zip(heads[1:], values[1:], strict=True)
            if value
        )
    if table.note:
        yield ""
        yield one_line(table.note)


def _rows(rows: Sequence[tuple[str, Content]]) -> list[str]:
    return [f"{one_line(label)}: {one_line(plain(content))}" for label, content in rows]


def _ruled(words: str, under: str) -> list[str]:
    return [words, under * min(len(words), _LONGEST)] if under and words else [words]


def _words(content: Content) -> str:
    """Return the words of a line, with the address that a link leads to where they do not say it."""
    return "".join(
        f"{run.text} <{run.link}>"
        if run.link.casefold().startswith(tree.ADDRESSES) and run.link not in run.text
        else run.text
        for run in runs(content)
    )


def _lines(words: str) -> list[str]:
    return clean(words).strip("\n").split("\n") if words.strip() else []


def _set_in(lines: Sequence[str], by: str) -> list[str]:
    return [f"{by}{line}".rstrip() if by else line for line in lines]
