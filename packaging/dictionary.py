"""Train the dictionary of the exchange: `python packaging/dictionary.py NUMBER`.

From our own sample cycle and exchanges made up around it, the same every time. Writes
`resources/dictionaries/NUMBER.zdict`, once: a released dictionary is never changed, since
the other side knows it by its hash. Afterwards prints what it saves on messages that it
was not trained on.
"""

import json
import random
import sys
from pathlib import Path
from typing import Any
from uuid import UUID

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

import zstandard

from app.domain import ids
from app.packs import dictionary
from app.secretariat.folder import check
from bench import corpus

SIZE = 48 * 1024
_TABLES = 512
"""Bytes at the front of a trained dictionary that may hold its tables: RFC 9842 uses the
dictionary as raw content, to which they are noise."""
_SAMPLES = 4_000
Message = dict[str, Any]


class Maker:
    """Makes up what goes over the line around given papers."""

    def __init__(self, seed: int, papers: list[Message], prose: list[str]) -> None:
        self.dice = random.Random(seed)  # noqa: S311 -- the same every time, no secret
        self.papers = papers
        self.prose = prose
        self.proposals = [each for each in papers if each["collection"] == "proposals"]
        self.cycle = "cycle"

    def words(self, most: int = 3) -> str:
        return " ".join(self.dice.choices(self.prose, k=self.dice.randint(1, most)))

    def uuid(self) -> str:
        return str(UUID(int=self.dice.getrandbits(128), version=4))

    def at(self) -> str:
        pick = self.dice.randint
        return (f"20{pick(26, 31)}-{pick(1, 12):02}-{pick(1, 28):02}T"
                f"{pick(6, 22):02}:{pick(0, 59):02}:{pick(0, 59):02}Z")  # fmt: skip

    def account(self) -> str:
        return self.dice.choice(("amina", "chen", "mona", "nils", "otto", "pia", "sam", "yuki"))

    def stamps(self) -> Message:
        return {"written_at": self.at(), "device": self.uuid()}

    def comment(self) -> tuple[str, str, Message]:
        proposal = self.dice.choice(self.proposals)["id"]
        exact = self.words(1)
        anchor: Message | None = None
        if self.dice.random() < 0.8:
            start = self.dice.randint(0, 4_000)
            anchor = {
                "quote": {"exact": exact[:60], "prefix": self.words(1)[-32:],
                          "suffix": self.words(1)[:32]},
                "position": {"start": start, "end": start + len(exact[:60])},
                "section": self.dice.choice(("about", "relevance", "content", "community")),
            }  # fmt: skip
        data = {
            "about": {"kind": "proposal", "id": proposal, "version": self.dice.randint(1, 2)},
            "anchor": anchor, "criterion": None,
            "kind": self.dice.choice(("comment", "comment", "question", "evidence")),
            "text": self.words(), "reply_to": None, "question_state": None, "withdrawn": False,
            **self.stamps(),
        }  # fmt: skip
        return "comments", self.uuid(), data

    def review(self) -> tuple[str, str, Message]:
        proposal = self.dice.choice(self.proposals)["id"]
        keys = ("relevance", "content", "community", "diversity", "format", "outcome")
        chosen = self.dice.sample(keys, 4)
        data = {
            "scores": {key: self.dice.randint(1, 5) for key in chosen},
            "texts": {key: self.words(2) for key in chosen[:2]},
            "overall": self.dice.choice((None, 3, 4, 5)),
            "stance": self.dice.choice((None, "support", "support_with_changes", "object")),
            "reasons": [], "merge_with": [], "comment": self.dice.choice(("", self.words(2))),
            "recused": None, "no_expertise": False, "proposal": proposal, "version": 1,
            "state": "submitted", **self.stamps(),
        }  # fmt: skip
        return "reviews", ids.review_id(self.cycle, self.account(), proposal), data

    def act(self) -> tuple[str, str, Message]:
        return self.review() if self.dice.random() < 0.5 else self.comment()

    def request(self, acts: int) -> Message:
        changes: list[Message] = []
        for _ in range(acts):
            collection, id, data = self.act()
            audience = ["chairs"] if collection == "reviews" else ["members"]
            change = {"op": self.uuid(), "collection": collection, "id": id}
            if self.dice.random() < 0.3:
                change |= {"base": self.dice.randint(1, 3)}
            changes.append({**change, "audience": audience, "data": data})
        return {
            "device": self.uuid(), "epoch": self.token(8), "cursor": self.token(22),
            "limit": 400_000, "nonce": self.uuid().replace("-", ""), "changes": changes,
        }  # fmt: skip

    def answer(self, news: int, answered: int) -> Message:
        records: list[Message] = []
        for _ in range(news):
            if self.dice.random() < 0.25:
                records.append(self.dice.choice(self.papers))
                continue
            collection, id, data = self.act()
            audience = ["chairs"] if collection == "reviews" else ["members"]
            records.append({"collection": collection, "id": id, "version": self.dice.randint(1, 3),
                            "owner": self.account(), "audience": audience, "data": data})  # fmt: skip
        answers = [{"op": self.uuid(), "result": "accepted", "version": 1} for _ in range(answered)]
        told = ("comments", "cycle", "documents", "items", "meetings", "members", "proposals",
                "reviews", "rounds", "versions")  # fmt: skip
        return {
            "nonce": self.uuid().replace("-", ""), "epoch": self.token(8), "now": self.at(),
            "answers": answers, "records": records, "cursor": self.token(22), "more": False,
            "digest": {name: [self.dice.randint(1, 400), self.token(8)] for name in told},
        }  # fmt: skip

    def token(self, size: int) -> str:
        return self.dice.randbytes(size).hex()

    def messages(self, count: int) -> list[bytes]:
        made: list[bytes] = []
        for number in range(count):
            few = self.dice.choice((0, 0, 1, 1, 2, 3, 6))
            each = self.request(few) if number % 2 else self.answer(few, self.dice.choice((0, 1)))
            made.append(line(each))
        return made


def line(message: Message) -> bytes:
    """Return a message as both sides write it: no spaces, letters as they are."""
    return json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode()


def own_papers() -> list[Message]:
    """Return the records of the sample cycle, as the server says them."""
    folder = check(ROOT / "resources" / "sample" / "igf2021").folder
    return [
        {"collection": each.collection, "id": each.id, "version": 1, "owner": "secretariat-1",
         "audience": list(each.audience), "data": each.whole()}
        for each in folder.papers
    ]  # fmt: skip


def own_prose(papers: list[Message]) -> list[str]:
    """Return the sentences of the sample's papers, to be put into made-up comments."""
    found: list[str] = []
    for paper in papers:
        if paper["collection"] == "versions":
            for section in paper["data"].get("sections") or []:
                found += [
                    each.strip() + "." for each in section["text"].split(". ") if each.strip()
                ]
    return [each for each in found if len(each) < 300]


def train() -> bytes:
    """Return the dictionary: what messages share, the most common at the end."""
    papers = own_papers()
    small = [each for each in papers if len(line(each)) < 4_000]
    maker = Maker(1, small, own_prose(papers))
    samples: list[Any] = [*maker.messages(_SAMPLES), *(line(each) for each in papers)]
    made = zstandard.train_dictionary(
        SIZE, samples, k=1024, d=8, level=19, dict_id=1, threads=0
    ).as_bytes()
    # The skeletons last, nearest to what is packed: every message begins with one.
    skeletons = b"".join(
        line(each) for each in (maker.request(1), maker.answer(2, 1), maker.request(0),
                                maker.answer(0, 0))
    )  # fmt: skip
    return made[_TABLES:] + skeletons


def strangers() -> Maker:
    """Return messages about papers that the dictionary has never seen."""
    records = corpus.proposals(20, 2_000)
    papers = [
        {"collection": each.collection, "id": each.id, "version": 1, "owner": "secretariat-1",
         "audience": ["members"], "data": each.data}
        for each in records
    ]  # fmt: skip
    dice = random.Random(3)  # noqa: S311 -- the same every time, no secret
    return Maker(2, papers, [corpus.prose(dice, 90) for _ in range(300)])


def tell(made: dictionary.Dictionary) -> None:
    """Print bytes of messages it was not trained on: raw, zstd, with the dictionary."""
    maker = strangers()
    kinds = {
        "nothing new, request": lambda: maker.request(0),
        "nothing new, answer": lambda: maker.answer(0, 0),
        "3 acts up": lambda: maker.request(3),
        "30 acts up": lambda: maker.request(30),
        "5 records down": lambda: maker.answer(5, 0),
    }
    for name, make in kinds.items():
        found = [line(make()) for _ in range(20)]
        plain = sum(len(zstandard.ZstdCompressor(level=19).compress(each)) for each in found)
        packed = sum(len(dictionary.pack(each, made)) for each in found)
        print(f"{name:24} {sum(map(len, found)) // 20:8} {plain // 20:8} {packed // 20:8}")


def main(argv: list[str]) -> int:
    """Train dictionary NUMBER, unless it is there already; tell what it saves."""
    folder = ROOT / "resources" / "dictionaries"
    path = folder / f"{int(argv[0])}.zdict" if argv else None
    if path and not path.exists():
        folder.mkdir(exist_ok=True)
        path.write_bytes(train())
    made = dictionary.newest()
    if made is None:
        print("usage: python packaging/dictionary.py NUMBER")
        return 2
    print(f"{'bytes of':24} {'JSON':>8} {'zstd':>8} {'dcz':>8}   {len(made.content)} bytes")
    tell(made)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
