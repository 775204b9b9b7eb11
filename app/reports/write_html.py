"""A report as one HTML page that needs nothing else: read by screen readers, printed, mailed."""

from collections.abc import Iterator, Sequence
from html import escape

from app.i18n import _
from app.reports import tree
from app.reports.html_charts import figure
from app.reports.html_style import SHEET
from app.reports.palette import css
from app.reports.plain import clean, one_line, paragraphs
from app.reports.progress import Progress
from app.reports.shown import RIGHT, counted, shown
from app.reports.tree import Block, Content, Report, Run, leads, runs


def html(report: Report, tick: Progress) -> str:
    """Return `report` as a page of HTML 5. The same report gives the same text."""
    return "\n".join(_page(report, tick)) + "\n"


def _page(report: Report, tick: Progress) -> Iterator[str]:
    name = escape(one_line(report.name or report.title))
    side = "rtl" if report.right_to_left else "ltr"
    yield f'<!DOCTYPE html>\n<html lang="{escape(report.language)}" dir="{side}">\n<head>'
    yield '<meta charset="utf-8">'
    yield '<meta name="generator" content="Satchel">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    if report.author:
        yield f'<meta name="author" content="{escape(one_line(report.author))}">'
    if report.date:
        yield f'<meta name="date" content="{escape(report.date)}">'
    yield f"<title>{name}</title>\n<style>{SHEET}</style>\n</head>\n<body>\n<header>"
    if report.over:
        yield f'<p class="over">{_words(report.over)}</p>'
    yield f'<h1 dir="auto">{escape(one_line(report.title))}</h1>'
    if report.facts:
        yield from _definitions(report.facts)
    yield "</header>\n<main>"
    total = len(report.blocks)
    known = {id(each): key for each, key in _anchors(report.blocks)}
    for place, block in enumerate(report.blocks):
        tick(place, total)
        if isinstance(block, tree.Heading):
            yield from _heading(block, known[id(block)])
        elif isinstance(block, tree.Contents):
            yield from _contents(block, report.blocks)
        else:
            yield from _block(block, rtl=report.right_to_left)
    yield "</main>"
    if report.foot:
        yield f"<footer><p>{_words(report.foot)}</p></footer>"
    yield "</body>\n</html>"
    tick(total, total)


def _anchors(blocks: Sequence[Block]) -> Iterator[tuple[tree.Heading, str]]:
    for place, block in enumerate(blocks):
        if isinstance(block, tree.Heading):
            yield block, tree.anchored(block, place).anchor


def _heading(heading: tree.Heading, anchor: str) -> Iterator[str]:
    level = min(heading.level + 1, 6)
    code = f'<span class="code">{escape(one_line(heading.code))}</span> ' if heading.code else ""
    note = f' <small class="label">{_words(heading.note)}</small>' if heading.note else ""
    title = f"<bdi>{escape(one_line(heading.title))}</bdi>"
    yield f'<h{level} id="{escape(anchor)}">{code}{title}{note}</h{level}>'


def _contents(contents: tree.Contents, blocks: Sequence[Block]) -> Iterator[str]:
    title = contents.title or _("Contents")
    yield f'<nav aria-label="{escape(title)}">\n<h2>{escape(title)}</h2>\n<ul class="contents">'
    for heading, anchor in _anchors(blocks):
        if heading.level > contents.deepest:
            continue
        code = (
            f'<span class="code">{escape(one_line(heading.code))}</span> ' if heading.code else ""
        )
        words = f"{code}<bdi>{escape(one_line(heading.title))}</bdi>"
        listed = f' <span class="label">{_words(heading.listed)}</span>' if heading.listed else ""
        yield (
            f'<li class="deep{heading.level}"><a href="#{escape(anchor)}">{words}</a>{listed}'
            f"{_bar(heading.shares)}</li>"
        )
    yield "</ul>\n</nav>"


def _block(block: Block, *, rtl: bool) -> Iterator[str]:  # noqa: C901, PLR0912 -- one arm per kind of block
    match block:
        case tree.Heading() | tree.Contents():
            raise ValueError(block)  # they stand between blocks, never within one
        case tree.Paragraph():
            yield f'<p dir="auto"{_class(block.style)}{_lang(block.language)}>{_words(block.content)}</p>'
        case tree.Prose():
            yield from _prose(block)
        case tree.Quote():
            caption = f'<p class="label">{_words(block.caption)}</p>' if block.caption else ""
            said = "".join(f'<p dir="auto">{_lined(each)}</p>' for each in paragraphs(block.text))
            yield f"<blockquote{_lang(block.language)}>{said}{caption}</blockquote>"
        case tree.Bullets():
            yield from _list(block, rtl=rtl)
        case tree.Definitions():
            yield from _definitions(block.rows)
        case tree.Figures():
            cells = "".join(
                f"<div><dt>{escape(said)}</dt><dd>{escape(count)}</dd></div>"
                for count, said in block.items
            )
            yield f'<dl class="figures">{cells}</dl>'
        case tree.Shares():
            bar = "" if block.legend else _bar(block.parts)
            yield f'<p class="shares">{bar}{_legend(block)}</p>'
        case tree.Entry():
            yield from _entry(block, rtl=rtl)
        case tree.Table():
            yield from _table(block)
        case tree.Chart():
            yield figure(block, right_to_left=rtl)
        case tree.PageBreak():
            if block.room >= 1:
                yield '<div class="page"></div>'
        case tree.Rule():
            yield "<hr>"


def _prose(prose: tree.Prose) -> Iterator[str]:
    kind = " ".join(each for each in (prose.style, "reply" if prose.lead else "") if each)
    if prose.lead:
        yield f'<p class="reply label">{_words(prose.lead)}</p>'
    for lines in paragraphs(prose.text):
        yield f'<p dir="auto"{_class(kind)}{_lang(prose.language)}>{_lined(lines)}</p>'


def _list(bullets: tree.Bullets, *, rtl: bool) -> Iterator[str]:
    tag = "ol" if bullets.numbered else "ul"
    begin = f' start="{bullets.start}"' if bullets.numbered and bullets.start != 1 else ""
    yield f"<{tag}{begin}>"
    for each in bullets.items:
        item = each if isinstance(each, tree.Item) else tree.Item(each)
        inner = "\n".join(line for block in item.inner for line in _block(block, rtl=rtl))
        yield f'<li dir="auto">{_words(item.content)}{inner}</li>'
    yield f"</{tag}>"


def _definitions(rows: Sequence[tuple[str, Content]]) -> Iterator[str]:
    yield "<dl>"
    for label, content in rows:
        yield f'<dt>{escape(one_line(label))}</dt><dd dir="auto">{_words(content)}</dd>'
    yield "</dl>"


def _entry(entry: tree.Entry, *, rtl: bool) -> Iterator[str]:
    side = "".join(f"<p>{_words(each)}</p>" for each in entry.side)
    yield f'<article class="entry">\n<div class="side">{side}</div>\n<div>'
    for each in entry.body:
        yield from _block(each, rtl=rtl)
    yield "</div>\n</article>"


def _table(table: tree.Table) -> Iterator[str]:
    yield '<div class="wide" tabindex="0">\n<table>'
    if table.caption:
        yield f"<caption>{escape(one_line(table.caption))}</caption>"
    heads = "".join(
        f'<th scope="col"{_class("figure" if each.kind in RIGHT else "")}>'
        f"{escape(one_line(each.title))}</th>"
        for each in table.columns
    )
    yield f"<thead><tr>{heads}</tr></thead>\n<tbody>"
    for number, row in enumerate(table.rows):
        sums = _class("total" if number >= len(table.rows) - table.totals else "")
        cells = "".join(
            _cell(tree.cell(given), column, first=not place)
            for place, (given, column) in enumerate(zip(row, table.columns, strict=True))
        )
        yield f"<tr{sums}>{cells}</tr>"
    yield "</tbody>\n</table>\n</div>"
    if table.note:
        yield f'<p class="label">{_words(table.note)}</p>'


def _cell(cell: tree.Cell, column: tree.Column, *, first: bool) -> str:
    words = _words(cell.content) if cell.content else escape(shown(cell, column.kind))
    kind = " ".join(each for each in ("figure" * (column.kind in RIGHT), cell.style) if each)
    fill = f' style="background:{css(cell.fill)}"' if cell.fill is not None else ""
    tag, scope = ("th", ' scope="row"') if first else ("td", "")
    return f'<{tag}{scope} dir="auto"{_class(kind)}{fill}>{words}</{tag}>'


def _bar(parts: Sequence[tree.Share]) -> str:
    """Return a small bar of the parts; the words beside it say the same."""
    drawn = [each for each in parts if each.colour is not None and each.count]
    cells = "".join(
        f'<i style="flex:{each.count};background:{css(each.colour or 0)}"></i>' for each in drawn
    )
    return (
        f'<span class="bar" role="img" aria-label="{escape(counted(tuple(drawn)))}">{cells}</span>'
        if drawn
        else ""
    )


def _legend(shares: tree.Shares) -> str:
    found: list[str] = []
    for each in shares.parts:
        mark = (
            f'<b aria-hidden="true" style="color:{css(each.colour)}">■</b> '
            if each.colour is not None
            else ""
        )
        count = "" if shares.legend else f" {each.count}"
        found.append(f"<span>{mark}<bdi>{escape(one_line(each.title))}</bdi>{count}</span>")
    return " ".join(found)


def _words(content: Content) -> str:
    return "".join(_run(each) for each in runs(content))


def _run(run: Run) -> str:
    words = escape(clean(run.text)).replace("\n", "<br>")
    if run.colour is not None:
        words = f'<span style="color:{css(run.colour)}">{words}</span>'
    match run.style:
        case "":
            pass
        case "strong":
            words = f"<strong>{words}</strong>"
        case "emphasis":
            words = f"<em>{words}</em>"
        case _:
            words = f'<span class="{run.style}">{words}</span>'
    if run.language:
        words = f"<span{_lang(run.language)}>{words}</span>"
    if run.link.startswith("#") or leads(run, ()):
        words = f'<a href="{escape(run.link)}">{words}</a>'
    return words


def _lined(lines: Sequence[str]) -> str:
    return "<br>".join(escape(each) for each in lines)


def _class(name: str) -> str:
    return f' class="{name}"' if name else ""


def _lang(language: str) -> str:
    return f' lang="{escape(language)}"' if language else ""
