"""Next steps of an agenda item: running text, of which each step can name its owner and its day.

A step is a paragraph or a point of a list. Owner and day stand at its end in brackets:
`Send the draft (owner: Amina Diallo; due: 2026-02-18)`. So they are readable wherever the
text is, and a report that was printed is read back with them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain import times

_OWNER = "owner|responsible|responsable|отв\\.?|ответственный|المسؤول|负责人|負責人"
_DUE = "due|by|échéance|plazo|срок|الموعد|الأجل|截止|期限"
_BEHIND = re.compile(
    rf"\s*\((?:(?:{_OWNER})\s*[:：]\s*(?P<owner>[^();؛]{{1,200}}?)\s*)?"
    rf"(?:[;；؛]?\s*(?:{_DUE})\s*[:：][\s\u200e]*(?P<due>\d{{4}}-\d\d-\d\d))?\s*\)\s*[.。]?\s*$",
    re.IGNORECASE,
)
WRITTEN = ("owner: {name}", "due: {day}")
"""How owner and day are written down; a report prints them in its own language."""
_MARK = re.compile(r"^ {0,3}(?:[-*+•]|\d{1,3}[.)])\s+")
_INNER = re.compile(r"^\s+\S")


@dataclass(frozen=True, slots=True)
class Step:
    """One next step."""

    text: str
    """Markdown, without what says its owner and day."""
    owner: str = ""
    """A name, as written."""
    due: str = ""
    """An ISO day, empty where none is said."""


def of(markdown: str) -> tuple[Step, ...]:
    """Return the steps of a text, in its order. A list that a paragraph announces belongs to it."""
    return tuple(read(each) for each in _parts(markdown))


def read(text: str) -> Step:
    """Return one step, its owner and day taken from its end."""
    bare = _MARK.sub("", text, count=1).strip()
    found = _BEHIND.search(bare)
    if found is None or not (found["owner"] or found["due"]):
        return Step(bare)
    due = found["due"] or ""
    if due and not times.is_instant(due):
        return Step(bare)
    return Step(bare[: found.start()].rstrip(), (found["owner"] or "").strip(), due)


def line(step: Step, owner: str = WRITTEN[0], due: str = WRITTEN[1]) -> str:
    """Return a step as one text: `read` gives it back, in any language it knows."""
    told = [owner.format(name=_safe(step.owner))] if step.owner.strip() else []
    told += [due.format(day=step.due)] if step.due else []
    return f"{step.text.strip()} ({'; '.join(told)})" if told else step.text.strip()


def told(markdown: str, owner: str, due: str) -> str:
    """Return a text with what says owner and day in other words; all else stays as it is."""
    lines: list[str] = []
    for each in markdown.split("\n"):
        mark = _MARK.match(each)
        before = mark[0] if mark is not None else each[: len(each) - len(each.lstrip())]
        step = read(each)
        lines.append(before + line(step, owner, due) if step.owner or step.due else each)
    return "\n".join(lines)


def joined(steps: Sequence[Step]) -> str:
    """Return steps as the text of an item: a single one as a paragraph, several as a list."""
    lines = [line(each) for each in steps if each.text.strip() or each.owner or each.due]
    if len(lines) <= 1:
        return "".join(lines)
    return "\n".join(each if "\n" in each else f"- {each}" for each in lines)


def added(markdown: str, step: Step) -> str:
    """Return a text with one more step at its end; what stands there stays as it is."""
    before = markdown.rstrip()
    if not before:
        return line(step)
    tight = _MARK.match(before.split("\n")[-1]) is not None
    return f"{before}\n- {line(step)}" if tight else f"{before}\n\n- {line(step)}"


def _safe(owner: str) -> str:
    return " ".join(re.sub(r"[();\n]", " ", owner).split())


def _parts(markdown: str) -> list[str]:
    """Cut a text into paragraphs and points; lines set in belong to what stands above them."""
    found: list[list[str]] = []
    gap = announced = False
    for raw in markdown.strip("\n").split("\n"):
        if not raw.strip():
            gap = True
            continue
        point = _MARK.match(raw) is not None
        inner = _INNER.match(raw) is not None or (point and announced)
        if not found or (point and not announced) or (gap and not inner):
            found.append([raw])
            announced = False
        else:
            found[-1] += ["", raw] if gap else [raw]
        announced = announced or (not point and raw.rstrip(" *_\\").endswith((":", "：")))
        gap = False
    return ["\n".join(each) for each in found]
