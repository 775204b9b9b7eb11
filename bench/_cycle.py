"""The reference cycle: 300 proposals of about 10 KB, 60 documents, 2,000 comments.

The texts are real contributions where `../shared/data/netmundial2014.jsonl` is there (CC
BY-SA, not shipped), made up otherwise: which of both is printed with the figures.
"""

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench import corpus

REAL = Path(__file__).parents[2] / "shared" / "data" / "netmundial2014.jsonl"
PROPOSALS, DOCUMENTS, COMMENTS, SIZE = 300, 60, 2000, 10_000
SUMMARY = 400
"""Characters of a proposal's summary, the beginning of its text: with it a list of all cards
makes the 60 KB that the figures were set for."""
MEMBERS = [f"member{number:02d}" for number in range(1, 51)]

CYCLE = """\
id = "bench2026"
title = "Reference cycle"
languages = ["en"]
starts = 2026-01-01
ends = 2026-12-31
"""
ROUND = """\
id = "workshops"
title = "Workshop proposals"
kind = "scored"
status = "open"
others_visible = "open"
deadlines = [{ what = "scores", at = 2026-06-17T12:00:00Z }]
stances = [{ key = "support", title = "Support" }, { key = "object", title = "Object" }]

[[criteria]]
key = "content"
title = "Content and description"
text = "optional"
scale = { min = 1, max = 5 }
weight = 2

[[criteria]]
key = "policy"
title = "Relevance to Internet governance"
text = "optional"
scale = { min = 1, max = 5 }
weight = 1
"""


@dataclass(frozen=True, slots=True)
class Texts:
    real: int
    """How many of the proposals are real texts; the rest is made up, harder to compress."""
    proposals: list[tuple[str, str]]
    """(title, about 10 KB of words)."""
    sayings: list[str]
    """What comments and reviews are made of: some 350 characters each."""


def texts() -> Texts:
    """Return the words of the reference cycle, the same every time."""
    dice = random.Random(2014)
    proposals = list(_real())[:PROPOSALS] if REAL.exists() else []
    real = len(proposals)
    while len(proposals) < PROPOSALS:
        proposals.append((_plain(corpus.prose(dice, 60))[:80], _plain(corpus.prose(dice, SIZE))))
    dice.shuffle(proposals)
    sayings = [_plain(corpus.prose(dice, 350)) for _ in range(2 * COMMENTS)]
    return Texts(real, proposals, sayings)


def _real() -> Iterator[tuple[str, str]]:
    for line in REAL.read_text("utf-8").splitlines():
        row = json.loads(line)
        body, title = _plain(row["body"]), _plain(row["title"])[:90]
        for number, at in enumerate(range(0, len(body), SIZE), 1):
            if len(body) - at > SIZE // 2:
                yield f"{title} {number}", body[at : at + SIZE]


def folder(root: Path, words: Texts) -> Path:
    """Write the cycle as a meeting folder."""
    for name in ("rounds", "proposals", "meetings", "documents"):
        (root / name).mkdir(parents=True)
    (root / "cycle.toml").write_text(CYCLE, "utf-8")
    (root / "rounds" / "workshops.toml").write_text(ROUND, "utf-8")
    rows = ["account,role,name,group,region,country,term_year"]
    rows += [f"{each},member,Member {each[-2:]},civil,african,KE,1" for each in MEMBERS]
    (root / "members.csv").write_text("\n".join(rows) + "\n", "utf-8")
    for number, (title, text) in enumerate(words.proposals):
        write_proposal(root, number, title, text)
    rows = ["id,title,kind,language,status,audience"]
    rows += [
        f"paper-{n:02d},Background paper {n},report,en,final,members" for n in range(DOCUMENTS)
    ]
    (root / "documents" / "documents.csv").write_text("\n".join(rows) + "\n", "utf-8")
    for number in range(4):
        items = "\n".join(
            f'[[item]]\nlabel = "{n}"\ntitle = "Agenda item {n}"\nminutes = 15\n'
            for n in range(1, 9)
        )
        head = (
            f'id = "call-{number}"\ntitle = "Call {number + 1}"\nkind = "call"\n'
            f"starts = 2026-0{number + 2}-10T13:00:00Z\n\n"
        )
        (root / "meetings" / f"call-{number}.toml").write_text(head + items, "utf-8")
    return root


def write_proposal(root: Path, number: int, title: str, text: str, version: int = 1) -> None:
    head = [f'note = "As asked"\nat = 2026-02-0{version}T09:00:00Z']
    if version == 1:
        head = [
            'round = "workshops"',
            f'code = "WS-{number}"',
            f"title = {json.dumps(title, ensure_ascii=False)}",
            f"summary = {json.dumps(text[:SUMMARY].rpartition(' ')[0], ensure_ascii=False)}",
            f'theme = "theme{number % 7}"',
            "at = 2026-01-10T09:00:00Z",
        ]
    half = text.find(" ", len(text) // 2)
    sections = [("Description", text[:half]), ("Outcome", text[half:])]
    body = "\n".join(
        f"## {heading} {{#{heading.lower()}}}\n\n{_paragraphs(part)}\n"
        for heading, part in sections
    )
    front = "\n".join(head)
    (root / "proposals" / f"ws-{number:03d}.v{version}.md").write_text(
        f"+++\n{front}\n+++\n\n{body}", "utf-8"
    )


def _paragraphs(text: str) -> str:
    sentences = re.split(r"(?<=[.;]) ", text)
    return "\n\n".join(" ".join(sentences[at : at + 4]) for at in range(0, len(sentences), 4))


def _plain(text: str) -> str:
    """Return words that mean nothing to Markdown, in one line."""
    text = re.sub(r"[\x00-\x1f#*_`<>\[\]|~\\]", " ", text)
    return re.sub(r"\s+", " ", text).strip()
