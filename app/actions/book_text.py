"""The text of papers as blocks of a report: paragraphs, lists, quotes, links; their sections."""

from collections.abc import Sequence

from app.documents import plain
from app.reports.tree import Block, Bullets, Heading, Item, Paragraph, Quote, Rule, Run

DEEPEST = 4
"""Level of a heading within a section: the report's own stand above."""


def blocks(markdown: str) -> tuple[Block, ...]:
    """Return the Markdown of one section as blocks, headings below those of the report."""
    return tuple(_set(plain.blocks(markdown)))


def _set(given: Sequence[plain.Block]) -> list[Block]:
    found: list[Block] = []
    place = 0
    while place < len(given):
        each = given[place]
        if each.kind == "item":
            end = _end(given, place)
            found.append(_list(given[place:end]))
            place = end
            continue
        if each.kind == "heading":
            found.append(Heading(each.text, min(DEEPEST, 2 + each.level), running=False))
        elif each.kind == "quote":
            found.append(Quote(each.text))
        elif each.kind == "code":
            found.append(Paragraph(each.text, "code"))
        elif each.kind == "rule":
            found.append(Rule())
        elif each.text.strip():
            found.append(Paragraph(_runs(each)))
        place += 1
    return found


def _end(given: Sequence[plain.Block], start: int) -> int:
    """Return where the list that begins at `start` ends; what stands deeper belongs to it."""
    first = given[start]
    end = start + 1
    while end < len(given):
        each = given[end]
        deeper = each.kind != "heading" and each.level > first.level
        alike = each.kind == "item" and each.level == first.level
        if not deeper and not (alike and (each.ordinal is None) == (first.ordinal is None)):
            break
        end += 1
    return end


def _list(given: Sequence[plain.Block]) -> Block:
    level = given[0].level
    items: list[Item] = []
    place = 0
    while place < len(given):
        end = place + 1
        while end < len(given) and not (given[end].kind == "item" and given[end].level == level):
            end += 1
        items.append(Item(_runs(given[place]), tuple(_set(given[place + 1 : end]))))
        place = end
    ordinal = given[0].ordinal
    return Bullets(tuple(items), ordinal is not None, 1 if ordinal is None else ordinal)


def _runs(each: plain.Block) -> tuple[Run, ...]:
    return tuple(
        Run(
            run.text,
            "code" if run.code else "strong" if run.bold else "emphasis" if run.italic else "",
            run.href,
        )
        for run in each.runs
    )
