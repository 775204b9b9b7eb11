"""Made-up papers of a given number and length, the same every time."""

import random
from pathlib import Path

from app.domain.ids import version_id
from app.domain.records import Record
from app.store import facts, open_store, records

WORDS = [
    "access",
    "network",
    "community",
    "practice",
    "region",
    "policy",
    "data",
    "language",
    "school",
    "local",
    "gender",
    "youth",
    "security",
    "rights",
    "coalition",
    "partner",
    "report",
    "workshop",
    "measure",
    "outcome",
    "island",
    "village",
    "spectrum",
    "licence",
    "regulator",
    "evidence",
    "forum",
    "proposal",
    "output",
    "member",
    "meeting",
    "agenda",
    "question",
    "version",
    "journalist",
    "platform",
    "privacy",
    "law",
    "trust",
    "bridge",
    "cable",
    "satellite",
    "market",
    "price",
    "rural",
    "city",
    "law",
    "inclusion",
    "disability",
    "culture",
    "heritage",
    "energy",
    "climate",
    "water",
    "harvest",
    "health",
    "teacher",
    "student",
]
CHINESE = "网络治理数字包容乡村教育语言社区数据安全隐私平台政策区域合作"
ARABIC = [
    "الشبكة",
    "المجتمع",
    "اللغة",
    "البيانات",
    "الخصوصية",
    "السياسات",
    "المنطقة",
    "التعاون",
    "التعليم",
    "الحوكمة",
]
THEMES = ("access", "security", "rights", "data", "language", "environment")


SYLLABLES = [
    "ba",
    "co",
    "di",
    "fe",
    "gu",
    "ha",
    "in",
    "jo",
    "ka",
    "lu",
    "mo",
    "ne",
    "or",
    "pi",
    "qua",
    "re",
    "sa",
    "tu",
    "vi",
    "wo",
    "xe",
    "ya",
    "zo",
    "tri",
    "con",
]
RARE = 6000
"""Words beside those above; how often each comes follows Zipf, as in real papers."""


def vocabulary(seed: int = 1) -> tuple[list[str], list[float]]:
    """Return words and how they add up, the commonest first."""
    dice = random.Random(seed)
    made = ["".join(dice.choice(SYLLABLES) for _ in range(dice.randint(2, 5))) for _ in range(RARE)]
    words = WORDS + made
    total, sums = 0.0, []
    for rank in range(len(words)):
        total += 1 / (rank + 3)
        sums.append(total)
    return words, sums


VOCABULARY = vocabulary()


def prose(dice: random.Random, size: int) -> str:
    """Return about `size` characters of paragraphs."""
    known, sums = VOCABULARY
    parts: list[str] = []
    length = 0
    while length < size:
        words = dice.choices(known, cum_weights=sums, k=dice.randint(8, 22))
        if dice.random() < 0.01:
            words.append("".join(dice.choice(CHINESE) for _ in range(6)))
        if dice.random() < 0.01:
            words += [dice.choice(ARABIC) for _ in range(3)]
        sentence = " ".join(words).capitalize() + dice.choice((". ", ". ", ".\n\n"))
        parts.append(sentence)
        length += len(sentence)
    return "".join(parts).strip()


def proposals(count: int, size: int = 10_000, seed: int = 7) -> list[Record]:
    """Return a round with `count` proposals of `size` characters each, as a server says them."""
    dice = random.Random(seed)
    made = [
        Record("cycle", "bench", 1, "sec", data={"title": "Bench"}),
        Record(
            "rounds",
            "bpf",
            1,
            "sec",
            data={
                "title": "Proposals",
                "kind": "qualitative",
                "status": "open",
                "criteria": [
                    {"key": key, "title": key.title(), "text": "optional"}
                    for key in ("relevance", "community", "metrics", "output")
                ],
                "stances": [{"key": "support", "title": "Support"}],
            },
        ),
        Record("members", "amina", 1, "sec", data={"name": "Amina Example", "role": "member"}),
    ]
    for number in range(count):
        id = f"p{number:05}"
        title = " ".join(dice.choice(WORDS) for _ in range(6)).capitalize()
        made.append(
            Record(
                "proposals",
                id,
                1,
                "sec",
                data={
                    "round": "bpf",
                    "code": f"P-{number:05}",
                    "title": title,
                    "summary": prose(dice, 240),
                    "theme": dice.choice(THEMES),
                    "version": 1,
                    "status": "open",
                },
            )
        )
        made.append(
            Record(
                "versions",
                version_id(id, 1),
                1,
                "sec",
                data={
                    "proposal": id,
                    "number": 1,
                    "at": "2026-01-10T09:00:00Z",
                    "sections": [
                        {
                            "key": f"s{n}",
                            "heading": prose(dice, 20)[:24],
                            "text": prose(dice, size // 5),
                        }
                        for n in range(5)
                    ],
                },
            )
        )
    return made


def fill(path: Path, count: int, size: int = 10_000) -> None:
    """Make a profile's store at `path` with `count` proposals."""
    store = open_store(path)
    with store.atomic():
        facts.put(store, account="amina", cycle="bench", role="member", device="d", server="")
        records.apply(store, proposals(count, size))
    store.close()
