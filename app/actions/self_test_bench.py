"""What the self-test works on: one profile in a folder of its own, with a few papers."""

from dataclasses import dataclass, field
from pathlib import Path

from app.domain.records import Data, Record
from app.paths import Home
from app.store import Store, facts, open_store, records

CYCLE, ROUND, PAPER = "self-test", "first", "trees"
SCRIPTS = {
    "Latin": ("L’école d’été à Genève", "ecole"),
    "Arabic": ("حوكمةُ الإنترنت للجميع", "حوكمة"),
    "Chinese": ("互联网治理论坛", "治理"),
    "Cyrillic": ("Управление интернетом", "управление"),
    "Devanagari": ("इंटरनेट शासन मंच", "शासन"),
    "Greek": ("Διακυβέρνηση του διαδικτύου", "διακυβερνηση"),
}
"""{script: (words of a comment, what is searched for)}."""


class NotSo(Exception):
    """Something did not hold that must hold."""


@dataclass(slots=True)
class Bench:
    """What the steps work on: one profile in a folder of its own."""

    folder: Path
    stores: dict[str, Store] = field(default_factory=dict[str, Store])

    @property
    def home(self) -> Home:
        return Home(self.folder / "omar")

    @property
    def store(self) -> Store:
        """The member's store, opened when it is first needed."""
        return self.profile("omar", "member")

    def profile(self, account: str, role: str) -> Store:
        found = self.stores.get(account)
        if found is None:
            found = open_store(self.folder / account / "store.db")
            self.stores[account] = found
            if facts.profile(found) is None:
                facts.put(found, cycle=CYCLE, account=account, role=role, device=f"of-{account}")
                records.apply(found, papers())
        return found

    def close(self) -> None:
        for store in self.stores.values():
            store.close()
        self.stores.clear()


def hold(so: object, what: str) -> None:
    if not so:
        raise NotSo(what)


def a_record(collection: str, id: str, version: int = 1, /, **data: object) -> Record:
    return Record(collection, id, version, "office", ("members",), dict(data))


def papers() -> list[Record]:
    round_: Data = {
        "title": "First reading",
        "kind": "qualitative",
        "status": "open",
        "criteria": [
            {"key": "need", "title": "Who needs it", "text": "required"},
            {"key": "reach", "title": "Whom it reaches", "scale": {"min": 1, "max": 5}},
        ],
        "stances": [{"key": "support", "title": "Support"}],
    }
    return [
        a_record("cycle", CYCLE, title="Self-test"),
        a_record("members", "omar", name="Omar", role="member"),
        a_record("members", "chair", name="Chair", role="chair"),
        a_record("rounds", ROUND, **round_),
        a_record("proposals", PAPER, title="Trees", round=ROUND, version=1, status="open"),
        a_version(1, "Apples and pears grow in every orchard of the valley."),
    ]


def a_version(number: int, text: str) -> Record:
    return a_record(
        "versions",
        f"{PAPER}-v{number}",
        number,
        proposal=PAPER,
        number=number,
        at="2030-02-01T12:00:00Z",
        sections=[{"key": "s1", "heading": "Fruit", "text": text}],
    )
