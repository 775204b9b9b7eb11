"""Paragraphs of a Word file: runs in their styles, their direction and language said to Word."""

import re
from collections.abc import Container, Iterator
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from app.reports.bidi import first_strong
from app.reports.palette import ACCENT, STATES
from app.reports.plain import clean
from app.reports.tree import Content, Run, leads, runs

_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc](?:[^A-Za-z\u00c0-\u058f\u3040-\u9fff]*"
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc])*"
)
"""Words of scripts written from right to left, with the signs and figures between them."""
_SMALL = 17
"""Half points."""


class Writer:
    """Makes paragraphs for one document."""

    def __init__(self, part: Any, language: str, anchors: Container[str], *, rtl: bool) -> None:
        """Take the part of the package whose links these are."""
        self._part, self._language, self._anchors, self._rtl = part, language, anchors, rtl
        self._links: dict[str, str] = {}
        self._marks = 0

    def paragraph(
        self, content: Content, style: str = "", *, next_too: bool = False, small: bool = False,
        indent: int = 0, number: tuple[int, int] | None = None, align: str = "", own: bool = True,
    ) -> Any:  # fmt: skip
        """Return a w:p of `content` in the paragraph style `style` (its id).

        With `next_too` it stays on the page of the next; `indent` is in twentieths of a point,
        `number` a list and its level. Its first letter gives its direction if `own`, else the
        document does.
        """
        said = runs(content)
        words = "".join(each.text for each in said)
        found = first_strong(words) if own else None
        rtl = self._rtl if found is None else bool(found)
        made = OxmlElement("w:p")
        form = added(made, "w:pPr")
        if style:
            added(form, "w:pStyle", val=style)
        if next_too:
            added(form, "w:keepNext")
        if number is not None:
            listed = added(form, "w:numPr")
            added(listed, "w:ilvl", val=str(number[1]))
            added(listed, "w:numId", val=str(number[0]))
        if rtl:
            added(form, "w:bidi")
        if indent:
            added(form, "w:ind", start=str(indent))
        if align:
            # In a paragraph from right to left Word takes "right" for where lines end.
            added(form, "w:jc", val=align)
        for run in said:
            self._run(made, run, small=small)
        return made

    def anchor(self, paragraph: Any, name: str) -> None:
        """Make `paragraph` the place `name`."""
        self._marks += 1
        begin = OxmlElement("w:bookmarkStart")
        begin.set(qn("w:id"), str(self._marks))
        begin.set(qn("w:name"), bookmark(name))
        end = OxmlElement("w:bookmarkEnd")
        end.set(qn("w:id"), str(self._marks))
        paragraph.insert(1, begin)
        paragraph.append(end)

    def _run(self, into: Any, run: Run, *, small: bool) -> None:
        link = leads(run, self._anchors)
        if link:
            holder = added(into, "w:hyperlink")
            if link.startswith("#"):
                holder.set(qn("w:anchor"), bookmark(link[1:]))
            else:
                holder.set(qn("r:id"), self._relation(link))
            into = holder
        for piece, rtl in _directions(clean(run.text)):
            made = added(into, "w:r")
            self._form(added(made, "w:rPr"), run, rtl=rtl, small=small, link=bool(link))
            for place, line in enumerate(piece.split("\n")):
                if place:
                    added(made, "w:br")
                words = added(made, "w:t")
                words.text = line.replace("\t", " ")
                words.set(qn("xml:space"), "preserve")

    def _form(self, form: Any, run: Run, *, rtl: bool, small: bool, link: bool) -> None:
        """Say how letters look, in the order that the format asks for."""
        strong = run.style in {"strong", "code"}
        italic = run.style in {"emphasis", "soft"}
        for wanted, name in (
            (strong, "w:b"),
            (strong, "w:bCs"),
            (italic, "w:i"),
            (italic, "w:iCs"),
        ):
            if wanted:
                added(form, name)
        ink = run.colour if run.colour is not None else STATES.get(run.style)
        if link and ink is None:
            ink = ACCENT
        if ink is not None:
            added(form, "w:color", val=f"{ink:06X}")
        if small or run.style == "label":
            added(form, "w:sz", val=str(_SMALL))
            added(form, "w:szCs", val=str(_SMALL))
        if link:
            added(form, "w:u", val="single")
        if rtl:
            added(form, "w:rtl")
        language = run.language or ("" if not rtl else self._language if self._rtl else "ar")
        if language:
            added(form, "w:lang", **{lang_key(language, rtl=rtl): language})

    def _relation(self, address: str) -> str:
        found = self._links.get(address)
        if found is None:
            found = self._links[address] = self._part.relate_to(
                address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True
            )
        return found


def lang_key(language: str, *, rtl: bool) -> str:
    """Return which letters `language` is said of: Word keeps Latin, Chinese and Arabic ones apart.

    Latin words that are said to be Chinese are broken anywhere.
    """
    if rtl:
        return "bidi"
    return "eastAsia" if language.partition("-")[0] in {"zh", "ja", "ko"} else "val"


def bookmark(name: str) -> str:
    """Return a name that Word allows: letters, figures and low lines, at most 40."""
    return re.sub(r"[^A-Za-z0-9_]", "_", f"s_{name}")[:40]


def field(paragraph: Any, instruction: str, shown: str = "1") -> None:
    """Add a field to `paragraph`: Word computes what it shows."""
    for kind in ("begin", "", "separate", "shown", "end"):
        run = added(paragraph, "w:r")
        if kind == "":
            words = added(run, "w:instrText")
            words.text = f" {instruction} "
            words.set(qn("xml:space"), "preserve")
        elif kind == "shown":
            added(run, "w:t").text = shown
        else:
            added(run, "w:fldChar", fldCharType=kind)


def added(into: Any, name: str, **attributes: str) -> Any:
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    into.append(made)
    return made


def _directions(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the parts of `text`, and whether each is written from right to left."""
    at = 0
    for found in _RIGHT_TO_LEFT.finditer(text):
        if found.start() > at:
            yield text[at : found.start()], False
        yield found[0], True
        at = found.end()
    if at < len(text):
        yield text[at:], False
