"""Reads a proposal from a Word or Markdown file: title, fields, sections."""

import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from app.documents import sections as markdown
from app.documents.extract import decode, from_plain
from app.documents.pieces import Piece, to_markdown
from app.documents.unreadable import Unreadable
from app.domain.ids import heading_key
from app.domain.records import Data
from app.secretariat.importing_draft import CannotImport, Draft, Part
from app.secretariat.importing_fields import field_of
from app.secretariat.papers import WHOLE_FILE, Fault, Spot

Knows = Callable[[str], bool]
"""Says whether a heading means a section of the round."""

_SHORT_LINE = 120
"""Characters a heading that is only bold, or a label, may have."""

_NAME_LINE = 200
"""Characters a line that names a proposer may have; longer ones tell a story."""

_LABEL = re.compile(r"^\s*([^:：\n]{2,60}?)\s*[:：]\s*(\S.*)$", re.DOTALL)
_LONGEST_SUMMARY = 1_000
_FRONT = re.compile(r"\A\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_TOP = re.compile(r"\A\s*#[ \t]+([^\n]+?)[ \t]*#*[ \t]*(?:\n|\Z)")
_OWN = (
    "code",
    "title",
    "summary",
    "theme",
    "tags",
    "proponents",
    "evidence",
    "related",
    "note",
    "continues",
)


def from_word(path: Path, content: bytes, knows: Knows) -> Draft:
    """Return the proposal in a Word file. Raises CannotImport."""
    from app.documents import word  # noqa: PLC0415 -- slow import

    at = Spot(path.name)
    try:
        pieces = word.pieces(content)
    except Unreadable as caught:
        raise CannotImport(Fault.at(at, WHOLE_FILE, caught.code)) from caught
    draft = Draft(at)
    pieces = [_no_long_heading(each) for each in pieces]
    pieces = _form_rows(draft, pieces, knows)
    pieces = _with_headings(pieces)
    pieces = _with_title(draft, pieces)
    level = min((each.level for each in pieces if each.kind == "heading"), default=1)
    group: list[Piece] = []
    heading = ""
    for piece in pieces:
        if piece.kind == "heading" and piece.level <= level:
            _close(draft, heading, group, knows)
            heading, group = piece.text, []
        elif heading or not _label_line(draft, piece):
            deeper = replace(piece, level=min(6, piece.level - level + 2))
            group.append(deeper if piece.kind == "heading" else piece)
    _close(draft, heading, group, knows)
    draft.fallback_title = word.core_title(content) or _stem(path)
    return draft


def from_markdown(path: Path, content: bytes, knows: Knows) -> Draft:
    """Return the proposal in a Markdown file, with or without front matter. Raises CannotImport."""
    at = Spot(path.name)
    try:
        text = markdown.tidy(decode(content))
    except Unreadable as caught:
        raise CannotImport(Fault.at(at, WHOLE_FILE, caught.code)) from caught
    draft = Draft(at)
    if front := _FRONT.match(text):
        text = text[front.end() :]
        _take_front(draft, front[1])
    elif text.startswith("+++"):
        raise CannotImport(Fault.at(at, WHOLE_FILE, "open_front_matter"))
    if top := _TOP.match(text):
        draft.fields.setdefault("title", _bare(top[1]))
        text = text[top.end() :]
    given = {each.line: each.key for each in markdown.headings(text)}
    keys = iter(given.values())
    for section in markdown.split(text, strict=False):
        intro = section.key == markdown.INTRO and not section.heading
        body = _label_paragraphs(draft, section.text) if intro else section.text
        own = markdown.INTRO if intro else next(keys, None)
        summary = not intro and _is_summary(draft, section.heading, body, knows)
        if summary:
            draft.take("summary", body)
        elif body or not intro:
            draft.parts.append(Part(section.heading, body, own))
    draft.fallback_title = _stem(path)
    return draft


def _take_front(draft: Draft, front: str) -> None:
    try:
        data: Data = tomllib.loads(front)
    except tomllib.TOMLDecodeError as caught:
        found = re.search(r"at line (\d+)", str(caught))
        spot = Spot(draft.at.file, int(found[1]) + 1 if found else 2)
        raise CannotImport(Fault.at(spot, WHOLE_FILE, "broken_toml", why=str(caught))) from caught
    draft.fields.update({name: data[name] for name in _OWN if name in data})


def _form_rows(draft: Draft, pieces: Sequence[Piece], knows: Knows) -> list[Piece]:
    """Take forms apart: a row of label and answer is a field, or a section of the round."""
    found: list[Piece] = []
    for piece in pieces:
        label = _text(piece.cells[0]) if len(piece.cells) == 2 else ""  # noqa: PLR2004 -- label, answer
        label = label.rstrip(" :：*")
        if not label or len(label) > _SHORT_LINE:
            found.append(piece)
        elif (name := field_of(label)) and not (name == "summary" and knows(label)):
            draft.take(name, _words(name, _text(piece.cells[1])))
        elif knows(label):
            found.append(Piece("heading", piece.cells[0][0].runs, level=1))
            found += piece.cells[1]
        else:
            found.append(piece)
    return found


def _no_long_heading(piece: Piece) -> Piece:
    """Return a paragraph for what has the style of a heading and the length of a story."""
    long = piece.kind == "heading" and len(piece.text) > _NAME_LINE
    return replace(piece, kind="paragraph", level=0) if long else piece


def _with_headings(pieces: Sequence[Piece]) -> list[Piece]:
    """Where nothing but a title is a heading, let paragraphs all in bold be the headings."""
    styled = [each for each in pieces if each.kind == "heading" and each.level]
    if len(styled) > 1 or (styled and pieces and styled[0] is not pieces[0]):
        return list(pieces)
    level = 2 if styled else 1
    return [replace(each, kind="heading", level=level) if _bold(each) else each for each in pieces]


def _bold(piece: Piece) -> bool:
    text = piece.text.strip()
    return (
        piece.kind == "paragraph"
        and len(text) <= _SHORT_LINE
        and "\n" not in text
        and not text.endswith((".", ",", ";"))
        and all(run.bold or not run.text.strip() for run in piece.runs)
    )


def _with_title(draft: Draft, pieces: Sequence[Piece]) -> list[Piece]:
    """Take the title out: the style Title, else the one heading above all others."""
    headings = [each for each in pieces if each.kind == "heading"]
    titles = [each for each in headings if each.level == 0]
    if not titles and headings:
        top = min(each.level for each in headings)
        highest = [each for each in headings if each.level == top]
        if len(highest) == 1 and highest[0] is headings[0] and len(headings) > 1:
            titles = highest
        elif len(headings) > 1 and headings[0] is pieces[0] and pieces[1] is headings[1]:
            # Two headings with nothing between: the first has no words of its own.
            titles = [headings[0]]
    if not titles or field_of(titles[0].text):
        return [replace(each, level=max(each.level, 1)) for each in pieces]
    draft.fields.setdefault("title", " ".join(titles[0].text.split()))
    return [
        replace(each, level=1) if each.kind == "heading" and each.level == 0 else each
        for each in pieces
        if each is not titles[0]
    ]


def _label_line(draft: Draft, piece: Piece) -> bool:
    """Take a line such as `Proposers: A (X); B` before the first heading as a field."""
    if piece.kind not in ("paragraph", "item"):
        return False
    return _take_label(draft, piece.text)


def _take_label(draft: Draft, text: str) -> bool:
    lines = text.split("\n")
    labelled = [match for line in lines if (match := _LABEL.match(line))]
    if len(labelled) == len(lines) and all(field_of(each[1]) for each in labelled):
        for each in labelled:
            name = field_of(each[1]) or "-"
            draft.take(name, _words(name, each[2]))
        return True
    whole = _LABEL.match(text)
    if whole and field_of(whole[1]) in ("proposers", "title"):
        draft.take(field_of(whole[1]) or "-", whole[2])
        return True
    return False


def _label_paragraphs(draft: Draft, text: str) -> str:
    from app.documents.plain import plain  # noqa: PLC0415 -- slow import

    kept = [part for part in text.split("\n\n") if not _take_label(draft, plain(part))]
    return "\n\n".join(kept)


def _close(draft: Draft, heading: str, group: Sequence[Piece], knows: Knows) -> None:
    """End a section: a field if its heading says so and its words allow, else a part."""
    if not heading and not any(each.text.strip() for each in group):
        return
    words = _text(group)
    name = field_of(heading.rstrip(" :：")) if heading else None
    lines = all(
        each.kind in ("paragraph", "item", "row") and len(each.text) <= _NAME_LINE for each in group
    )
    if (name == "proposers" and lines and words) or (
        name in ("title", "theme", "code", "tags") and len(group) == 1 and len(words) <= _SHORT_LINE
    ):
        draft.take(name, words)
    elif _is_summary(draft, heading, words, knows):
        draft.take("summary", _words("summary", words))
    else:
        key = markdown.INTRO if not heading else None
        draft.parts.append(Part(heading.strip(), to_markdown(group), key))


def _is_summary(draft: Draft, heading: str, words: str, knows: Knows) -> bool:
    return (
        field_of(heading) == "summary"
        and not knows(heading)
        and "summary" not in draft.fields
        and "\n" not in words.strip()
        and 0 < len(words) <= _LONGEST_SUMMARY
    )


def _text(pieces: Sequence[Piece]) -> str:
    return "\n".join(piece.text for piece in pieces).strip()


def _words(name: str, words: str) -> str:
    """Return plain words as a field holds them: summaries and notes are Markdown."""
    return from_plain(words) if name in ("summary", "note") else words


def _stem(path: Path) -> str:
    return " ".join(re.sub(r"[_\-.]+", " ", path.stem).split()) or heading_key(path.name, set())


def _bare(heading: str) -> str:
    from app.documents.plain import plain  # noqa: PLC0415 -- slow import

    return " ".join(plain(heading).split())
