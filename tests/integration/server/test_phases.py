"""What a round hides is nowhere at a member's: in every phase, with a real server and real files.

Each person has a profile whose store stays open, as a window holds it. After every change of
the phase she syncs, and every byte below her profile's folder is looked through.
"""

from pathlib import Path

import pytest

from app.actions import (
    acting,
    annotating,
    backing,
    deciding_online,
    forgetting,
    joining,
    reviewing,
    searching,
    syncing,
)
from app.actions.papers import About
from app.actions.reviewing import Edit
from app.paths import Home
from app.store import Store, open_store, rounds
from tests.integration.commands import call
from tests.integration.people import Cycle

OPENED = ("kanariatext", "kanariacomment", "kanariaintent")
"""What the round's rule is about."""
KEPT = ("kanariachairs", "kanariawhy", "kanariaremark", "kanariapending", "kanarialetter",
        "kanariaposition")  # fmt: skip
"""What only the chairs read, whatever the phase."""
NEVER = ("kanarianote",)
"""What nobody reads."""
PAPER = {"kind": "proposal", "id": "p1"}
SHUT = ("closed", "decided")
WALK = ("open", "closed", "decided", "closed", "open", "draft", "open")
SLICE = ("open", "closed", "draft", "decided")
"""Each phase once, and what it opens and hides in both directions; all of it with `--whole`."""
MEMBERS = ("plain", "reviewer", "conflicted", "leaving")
COMMANDS = (
    ("show", "proposal/p1"), ("list", "reviews"), ("list", "comments"), ("list", "intents"),
    ("matrix", "r1", "--cells"), ("consolidate", "r1"), ("questions", "r1"), ("brief", "p1"),
    ("letter", "p1"), ("decisions", "r1"), ("standing",), ("new",), ("status",), ("to-review",),
    *(("search", word) for word in (*OPENED, *KEPT, *NEVER)),
)  # fmt: skip
EXPORTS = (
    ("comments", "json"),
    ("comments", "pdf"),
    ("my-comments", "json"),
    ("everything", "json"),
)


class Desk:
    """One person at her computer, with the program open."""

    def __init__(self, folder: Path, url: str, cycle: Cycle, account: str, role: str) -> None:
        self.home, self.account, self.role = Home(folder / account), account, role
        self.store: Store = open_store(self.home.store)
        joining.join(self.store, url, cycle.invitation(account, role))
        cycle.secretariat.put("members", account, {"name": account.title(), "role": role})
        self.sync()

    def sync(self) -> None:
        syncing.sync(self.store, self.home, texts=False)

    def review(self, edit: Edit) -> None:
        reviewing.review(self.store, "p1", edit, submit=True)

    def index(self) -> None:
        """Search, as a member does: what is here is indexed."""
        searching.search(self.store, self.home, "kanaria*")

    def holds(self) -> set[str]:
        """Return which of the canaries any file of the profile has, as bytes or in its index."""
        files = [path for path in self.home.folder.rglob("*") if path.is_file()]
        whole = b"\n".join(path.read_bytes() for path in files)
        with self.store.atomic():
            self.store.run("CREATE VIRTUAL TABLE temp.terms USING fts5vocab('main','words','row')")
            terms = {str(row["term"]) for row in self.store.rows("SELECT term FROM temp.terms")}
            self.store.run("DROP TABLE temp.terms")
        every = (*OPENED, *KEPT, *NEVER)
        return {word for word in every if word.encode() in whole or word in terms}

    def says(self, out: Path) -> set[str]:
        """Return which of the canaries any command or export tells."""
        told = ""
        for command in COMMANDS:
            answer = call("--home", self.home.folder, "--json", *command)
            told += answer.out + answer.err.replace(command[-1], "")
            told += call("--home", self.home.folder, *command).out.replace(command[-1], "")
        for what, form in EXPORTS:
            path = out / f"{self.account}-{what}.{form}"
            call("--home", self.home.folder, "export", what, "--format", form, "--out", path)
            told += path.read_text("utf-8") if form == "json" and path.exists() else ""
        bundle = out / f"{self.account}.satchel"
        call("--home", self.home.folder, "bundle", "make", "--out", bundle)
        return {word for word in (*OPENED, *KEPT, *NEVER) if word in told}


def opened_to(who: str, rule: str, status: str, *, left: bool) -> bool:
    """Say whether the round lets `who` read what members said: the table of docs/access.md."""
    if who == "chair":
        return True
    if who == "observer" or status == "draft":
        return False
    conflicted = who == "conflicted" or (who == "leaving" and left)
    match rule:
        case "after_mine":
            return who in {"reviewer", "leaving"} and not conflicted
        case "closed":
            return status in SHUT and not conflicted
        case _:
            return rule == "open"


@pytest.fixture
def people(server, cycle, tmp_path):
    """Everybody has said what she says in the open round, and is in step."""
    roles = {**dict.fromkeys(("writer", "other", *MEMBERS), "member"), "chair": "chair",
             "observer": "observer"}  # fmt: skip
    found = {
        who: Desk(tmp_path / "profiles", server.url, cycle, who, role)
        for who, role in roles.items()
    }
    say_everything(cycle, found)
    yield found
    for each in found.values():
        each.store.close()


def say_everything(cycle: Cycle, people: dict[str, Desk]) -> None:
    office = cycle.secretariat
    office.put("decisions", "ask", {"kind": "online", "title": "Ask", "text": "Adopt?",
               "closes_at": "2999-01-01T00:00:00Z"})  # fmt: skip
    office.put("decisions", "decision-p1", {"proposal": "p1", "round": "r1", "reason": KEPT[3],
               "outcome": "supported"}, audience=["chairs"])  # fmt: skip
    office.put("letters", "letter-p1-v1", {"proposal": "p1", "version": 1, "round": "r1",
               "opening": KEPT[4], "points": []}, audience=["chairs"])  # fmt: skip
    writer = people["writer"]
    writer.sync()
    writer.review(Edit(texts={"relevance": OPENED[0]}, comment=OPENED[1], scores={"content": 4},
                       stance="support", to_chairs=KEPT[0]))  # fmt: skip
    annotating.comment(writer.store, writer.home, About("proposal", "p1"), KEPT[2],
                       audience=("chairs",))  # fmt: skip
    annotating.note(writer.store, writer.home, About("proposal", "p1"), NEVER[0])
    deciding_online.take_position(writer.store, "ask", "object", KEPT[5])
    writer.sync()
    hers = cycle.join("writer")
    hers.sync()
    hers.put("intents", "i1", {"kind": "position", "about": PAPER, "text": OPENED[2]})
    words = Edit(texts={"relevance": "Mine"}, scores={"content": 3}, stance="support")
    people["reviewer"].review(words)
    people["leaving"].review(words)
    people["conflicted"].review(Edit(recused="employer", recused_why="Of my own"))
    people["other"].review(Edit(recused="family", recused_why=KEPT[1]))
    for who in ("reviewer", "leaving", "conflicted", "other"):
        people[who].sync()


def expected(who: str, rule: str, status: str, *, left: bool) -> set[str]:
    found = set(OPENED) if opened_to(who, rule, status, left=left) else set()
    return found | (set(KEPT) if who == "chair" else set())


def looked_at(people: dict[str, Desk], rule: str, status: str, *, left: bool) -> None:
    """Sync everybody but the writer and check what her disk holds; keep a copy of it."""
    for who in (*MEMBERS, "observer", "chair"):
        desk = people[who]
        desk.sync()
        desk.index()
        assert desk.holds() == expected(who, rule, status, left=left), (who, rule, status, left)
        backing.make(desk.store, desk.home)


@pytest.mark.parametrize("rule", ["never", "after_mine", "closed", "open"])
def test_what_the_round_hides_is_on_no_disk_in_any_phase(cycle, people, rule, tmp_path, whole):
    for status in WALK if whole else SLICE:
        cycle.round(others_visible=rule, status=status)
        looked_at(people, rule, status, left=False)

    status = "closed"  # in every rule the phase in which most was seen
    cycle.round(others_visible=rule, status=status)
    looked_at(people, rule, status, left=False)
    leaving = people["leaving"]
    leaving.review(Edit(recused="family"))
    forgetting.soon(leaving.store, leaving.home)
    at_once = leaving.holds()
    looked_at(people, rule, status, left=True)

    assert at_once == expected("leaving", rule, status, left=True), "before any sync"
    asked = ("leaving", "plain", "observer") if whole else ("leaving",)
    for who in asked if rule != "open" else ("observer",):
        assert people[who].says(tmp_path) == expected(who, rule, status, left=True), (who, rule)


def test_a_conflict_taken_back_before_it_left_brings_the_words_again(cycle, people):
    cycle.round(others_visible="after_mine")
    leaving = people["leaving"]
    leaving.sync()
    leaving.review(Edit(recused="family"))
    shown = [row.owner for row in rounds.reviews(leaving.store, "r1") if row.owner == "writer"]

    acting.take_back(leaving.store)
    leaving.sync()

    assert shown == []
    assert set(OPENED) <= leaving.holds()
