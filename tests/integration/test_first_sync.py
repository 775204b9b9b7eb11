"""The first sync with the real server: its own pack, over a line that is cut again and again."""

import random
from contextlib import closing, suppress
from hashlib import sha256

import pytest

from app.actions import costing, joining, syncing
from app.paths import Home
from app.server import making
from app.store import current, facts, files, open_store
from app.sync import first
from app.sync.server import ServerTransport
from app.sync.transport import TransportError
from tests.faults.line import Line

WORDS = [
    "the",
    "harbour",
    "would",
    "gain",
    "from",
    "a",
    "clearer",
    "line",
    "between",
    "what",
    "office",
    "and",
    "group",
    "decide",
]

TEXT = ("# A letter\n\n" + "We like the harbour. " * 4_000).encode()


def words(number):
    mix = random.Random(number)
    return " ".join(f"{mix.choice(WORDS)}{mix.randrange(9_999)}" for _ in range(900))


@pytest.fixture
def full(cycle, monkeypatch):
    """Give a cycle with enough papers for a pack of some 300 KB, and the pack made."""
    monkeypatch.setattr(making, "REST", 0.05)
    for number in range(60):
        paper = {"title": f"Paper {number}", "round": "r1", "version": 1}
        text = [{"key": "s1", "heading": "Idea", "text": words(number)}]
        version = {"proposal": f"q{number}", "number": 1, "sections": text}
        cycle.secretariat.put("proposals", f"q{number}", paper)
        cycle.secretariat.put("versions", f"q{number}-v1", version)
    name = sha256(TEXT).hexdigest()
    cycle.http.put(
        f"/v1/files/{name}", content=TEXT, headers=cycle.secretariat.headers
    ).raise_for_status()
    letter = {"title": "Letter", "text": {"sha256": name, "size": len(TEXT)}}
    cycle.secretariat.put("documents", "letter", letter)
    transport = ServerTransport(str(cycle.http.base_url), cycle.id, cycle.join("petra").token)
    with closing(transport):
        for _ in range(2_000):
            there = transport.changes()
            pack = first.widest(there.packs)
            if pack is not None and transport.changes(cursor=pack.cursor).bytes == 0:
                return cycle
    raise AssertionError("no pack was made")


@pytest.fixture
def line(full):
    line = Line(str(full.http.base_url))
    yield line
    line.close()


@pytest.fixture
def member(full, line):
    """Give the store of a member who has just joined, and was offered a pack."""
    with closing(open_store(None)) as store:
        joining.join(store, line.url, full.invitation("omar"))
        yield store


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path / "home")


def test_a_pack_and_one_exchange_bring_everything(member, home):
    pack = first.widest(first.offered(member))

    report = syncing.sync(member, home)

    assert pack is not None
    assert (report.requests, report.pack, report.repaired) == (2, "", False)
    assert pack.size < report.bytes_down < 1.02 * pack.size + 2_000
    assert len(current.listed(member, "versions")) == 60
    assert syncing.sync(member, home).requests == 1


def test_the_texts_of_documents_come_in_the_pack(member, home):
    report = syncing.sync(member, home)

    assert report.requests == 2
    assert files.missing_texts(member) == []
    assert home.text(sha256(TEXT).hexdigest()).read_bytes() == TEXT


def test_a_pack_cut_every_64_kb_costs_little_more_than_itself(member, home, line):
    pack = first.widest(first.offered(member))
    assert pack is not None
    spent = tries = 0

    while facts.get(member, "cursor") is None:
        tries += 1
        line.plan(down=64 * 1024)
        with suppress(TransportError):
            syncing.sync(member, home)
        spent += line.down
    line.plan()

    assert tries > pack.size // 65_536
    assert spent <= 1.10 * pack.size
    assert len(current.listed(member, "versions")) == 60
    assert not syncing.sync(member, home).repaired


def test_a_pack_cut_at_bytes_of_chance_is_never_read_wrong(member, home, line, whole):
    mix = random.Random(20)

    for _ in range(200 if whole else 12):
        line.plan(down=mix.randrange(1, 40_000))
        with suppress(TransportError):
            syncing.sync(member, home)
    line.plan()
    report = syncing.sync(member, home)

    assert (report.pack, report.repaired, report.more) == ("", False, False)
    assert len(current.listed(member, "versions")) == 60


def test_a_budget_is_held_with_what_is_there_usable(member, home):
    reports = [syncing.sync(member, home, budget=90_000)]
    assert reports[0].more
    assert len(current.listed(member, "proposals")) == 61

    while reports[-1].more:
        reports.append(syncing.sync(member, home, budget=90_000))

    assert max(each.bytes_up + each.bytes_down for each in reports) <= 90_000
    assert len(current.listed(member, "versions")) == 60


def test_the_cost_is_told_before_and_holds(member, home):
    cost = costing.estimate(member, home)

    report = syncing.sync(member, home)

    assert cost.exact
    assert abs(cost.bytes_down - report.bytes_down) <= 0.02 * report.bytes_down
    assert costing.estimate(member, home).seconds is not None


def test_after_a_change_of_role_the_pack_comes_again_and_the_exchange_goes_on(
    member, home, full, monkeypatch
):
    monkeypatch.setattr(first, "WORTH", 1.0)  # these words hardly shrink
    syncing.sync(member, home)
    before = {row.id for row in current.listed(member, "versions")}
    full.secretariat.put("members", "omar", {"name": "Omar", "role": "chair"})

    report = syncing.sync(member, home)

    assert (report.reset, report.pack, report.repaired, report.more) == ("access", "", False, False)
    assert report.requests == 4  # the reset, what is there, the pack, the rest
    assert {row.id for row in current.listed(member, "versions")} == before
    assert facts.get(member, "role") == "chair"
    assert syncing.sync(member, home).requests == 1
