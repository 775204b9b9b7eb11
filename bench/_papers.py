"""Texts to be revised: the sample cycle's, and those kept beside the project when present."""

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.documents.anchoring import PlainSection, plain_sections
from app.documents.sections import split
from app.documents.unreadable import Unreadable

SAMPLE = Path("resources/sample")
DATA = Path("../shared/data")
LARGEST = 60_000
"""Characters of a paper; longer ones are cut."""

SAID = (
    "To Whom It May Concern:",
    "Dear colleagues,",
    "Who leads",
    "To be confirmed.",
    "See the answer above.",
    "Background and context",
    "Yes, by the end of the year.",
    "With kind regards, the team",
    "Open question:",
    "N/A",
)
"""Short lines that papers say over and over."""


@dataclass(frozen=True, slots=True)
class Paper:
    kind: str
    name: str
    sections: tuple[PlainSection, ...]


def papers(data: Path = DATA) -> Iterator[Paper]:
    """Return sample proposals, repetitive tables, and from `data` submissions and PDF texts."""
    for path in sorted(SAMPLE.glob("*/proposals/*.md")):
        text = path.read_text("utf-8").split("+++", 2)[-1]
        yield Paper("sample", path.stem, plain_sections(split(text, strict=False)))
    for path in sorted(SAMPLE.glob("*/documents/*.md")):
        yield Paper("sample", path.stem, plain_sections(split(path.read_text("utf-8"))))
        letters = _letters(path.read_text("utf-8"), random.Random(path.stem))
        yield Paper("short lines", f"letters-{path.stem}", letters)
    for size in (20, 60):
        yield Paper("repetitive", f"table-{size}", _table(size))
    if (data / "netmundial2014.jsonl").exists():
        lines = (data / "netmundial2014.jsonl").read_text("utf-8").splitlines()
        for line in lines[::12]:
            found = json.loads(line)
            yield Paper("submissions", found["id"], _cut(_joined(found["body"])))
    yield from _pdfs(data / "pdfs")


def _pdfs(folder: Path) -> Iterator[Paper]:
    from app.documents.extract import extract

    for path in sorted(folder.glob("*.pdf")):
        try:
            text = extract(path.name, path.read_bytes())
        except Unreadable:
            continue
        if text and len(text) > 1500:
            kind = {"ar": "arabic", "ckb": "arabic", "zh": "chinese", "ru": "russian"}
            cut = text[: 3 * LARGEST]
            if path.name.startswith("zh"):
                cut = "\n\n".join(line for line in cut.split("\n\n") if re.search("[一-鿿]", line))
            sections = plain_sections(split(cut[:LARGEST], strict=False))
            yield Paper(kind.get(path.name.split("_")[0], "documents"), path.stem, sections)


def _table(size: int) -> tuple[PlainSection, ...]:
    """Return a form that says the same over and over, as budgets and agendas do."""
    rows = [
        f"Item {n % 7}. Lead: the Secretariat. Status: to be discussed by the group at its next call."
        for n in range(size)
    ]
    return (
        PlainSection("plan", "Plan", "\n".join(rows)),
        PlainSection("again", "Again", "\n".join(rows[: size // 2])),
    )


def _letters(text: str, lot: random.Random) -> tuple[PlainSection, ...]:
    """Return a paper in which short lines (salutations, labels, answers) come again and again."""
    sentences = [each.strip() for each in re.findall(r"[^.?!。？！\n#]{12,}[.?!。？！]", text)]
    sections: list[PlainSection] = []
    for number in range(4):
        lines = [lot.choice(SAID)]
        for sentence in sentences[number::4][:12]:
            lines += [lot.choice(SAID)] if lot.random() < 0.5 else []
            if lot.random() < 0.3:
                lines[-1] += f" {sentence}"
            else:
                lines.append(sentence)
        sections.append(PlainSection(f"s{number}", f"Letter {number}", "\n".join(lines)))
    return tuple(sections)


def _joined(body: str) -> str:
    """Join the lines of a paragraph that a converter broke."""
    return re.sub(r"(?<![.:;!?\n])\n(?=[^\n])", " ", body)


def _cut(text: str) -> tuple[PlainSection, ...]:
    lines = [line.strip() for line in text[:LARGEST].split("\n") if line.strip()]
    size = max(8, len(lines) // 6)
    groups = [lines[at : at + size] for at in range(0, len(lines), size)]
    return tuple(
        PlainSection(f"s{number}", f"Part {number}", "\n".join(group))
        for number, group in enumerate(groups)
    )
