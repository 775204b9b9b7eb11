"""My marks as Markdown: paper by paper, each with the words it was made on."""

from collections.abc import Callable, Iterator
from itertools import groupby

from app.i18n import _, ngettext
from app.phrases.marks import colour_name, kind_name, reader_name, state_name
from app.reports import words
from app.reports.marks import MarksReport, MarkValue

Escape = Callable[[str], str]
"""Makes of one line of plain text the Markdown that is read as exactly this line."""


def markdown(report: MarksReport, escape: Escape) -> str:
    """Return `report` as CommonMark that is read, letter by letter, as what was written."""
    parts = ["# " + escape(_("My notes")), _opening(report, escape)]
    for _about, marks in groupby(report.marks, key=lambda each: each.about):
        here = list(marks)
        parts.append("## " + _line(here[0].paper or "/".join(here[0].about), escape))
        for heading, under in groupby(here, key=_heading):
            if heading:
                parts.append("### " + _line(heading, escape))
            parts += [part for mark in under for part in _mark(mark, escape)]
    return "\n\n".join(parts) + "\n"


def _opening(report: MarksReport, escape: Escape) -> str:
    count = len(report.marks)
    told = ngettext("{n} note or comment", "{n} notes and comments", count).format(n=count)
    facts = (report.name, report.cycle_title, words.day(report.made_at), told)
    return " · ".join(_line(each, escape) for each in facts if each)


def _heading(mark: MarkValue) -> str:
    if mark.page is not None:
        return _("Page {n}").format(n=mark.page)
    return mark.heading


def _mark(mark: MarkValue, escape: Escape) -> Iterator[str]:
    if mark.quote:
        yield _quoted(mark.quote, escape)
        if mark.now:
            yield escape(_("In the newest version:")) + "\n\n" + _quoted(mark.now, escape)
    yield f"**{escape(kind_name(mark.kind))}** · " + " · ".join(
        _line(each, escape) for each in _facts(mark) if each
    )
    if mark.text.strip():
        yield _paragraphs(mark.text, escape)


def _facts(mark: MarkValue) -> tuple[str, ...]:
    readers = ", ".join(reader_name(each) for each in mark.readers) or _("only you")
    title = mark.criterion_title or mark.criterion
    stands = state_name(mark.standing) if mark.standing in {"changed", "gone"} else ""
    return (
        colour_name(mark.colour),
        _("for “{criterion}”").format(criterion=title) if title else "",
        readers,
        words.day(mark.modified_at) if mark.modified_at else "",
        stands,
    )


def _quoted(text: str, escape: Escape) -> str:
    return "\n".join(f"> {line}".rstrip(" ") for line in _paragraphs(text, escape).split("\n"))


def _paragraphs(text: str, escape: Escape) -> str:
    """Return `text` with its lines kept: a single break is a hard one, empty lines part."""
    found: list[str] = []
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if not line.strip(" \t"):
            found.append("")
        elif found and found[-1]:
            found[-1] += "\\"
            found.append(_line(line, escape))
        else:
            found.append(_line(line, escape))
    return "\n".join(found).strip("\n")


def _line(text: str, escape: Escape) -> str:
    """Return one line; blanks at its ends, which Markdown would drop, by their numbers."""
    line = " ".join(text.split("\n"))
    core = line.strip(" \t")
    before = line[: len(line) - len(line.lstrip(" \t"))]
    after = line[len(line.rstrip(" \t")) :] if core else ""
    return _numbered(before) + escape(core) + _numbered(after)


def _numbered(blanks: str) -> str:
    return "".join(f"&#{ord(each)};" for each in blanks)
