"""Packs that are not what they should be are refused before anything is written (R23)."""

import json
import random
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
import zstandard

from app import phrases
from app.actions import joining, opening
from app.actions.trouble import Trouble
from app.packs import writing
from app.packs.container import HEAD, MAGIC, VERSION, Frame, PackedRecord, PackError
from app.paths import Home
from app.secretariat.packing import epoch
from app.store import Store, facts, open_store
from app.sync.intake import Intake
from tests import meeting_folder
from tests.packing import OFFICE, OTHER, by_hand, head, inside, member, milestone, packed

REFUSED = {
    "pack_not_a_pack",
    "pack_too_new",
    "pack_cut_short",
    "pack_damaged",
    "pack_bad_signature",
    "pack_too_large",
    "pack_other_key",
}
TABLES = ("records", "facts", "files", "outbox", "dirty")


class Member:
    """Somebody who has joined with a sound pack, and opens what she is given."""

    def __init__(self, place: Path, sound: Path, account: str) -> None:
        self.home = Home(place / "member")
        self.store: Store = open_store(self.home.store)
        joining.join_pack(self.store, self.home, sound, account)
        self.place = place / "given.satchel"

    def state(self) -> tuple[object, ...]:
        """Return everything that is kept: all tables, and all files with their bytes."""
        rows = [[tuple(row.values()) for row in self.store.rows(f"SELECT * FROM {name}")]
                for name in TABLES]  # fmt: skip
        lying = sorted(
            (str(path), path.read_bytes())
            for path in self.home.folder.rglob("*")
            if path.is_file() and not path.name.startswith("store.db")
        )
        return (*rows, lying)

    def opens(self, raw: bytes) -> opening.Taken:
        self.place.write_bytes(raw)
        return opening.take_pack(self.store, self.home, self.place)

    def refuses(self, raw: bytes) -> str:
        """Open what must be refused; return why. Nothing was written then, and it is told."""
        with pytest.raises(Trouble) as found:
            self.opens(raw)
        sentence = phrases.trouble(found.value.code, found.value.params)
        assert "Nothing was changed" in sentence, sentence
        return found.value.code


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    """The file of a whole, small pack with a document's text and file."""
    place = tmp_path_factory.mktemp("packs")
    meeting_folder.write(place / "folder")
    packed(place / "folder", place / "sound.satchel", originals=True)
    return place / "sound.satchel"


@pytest.fixture
def somebody(tmp_path, sound):
    account = opening.look(sound).people[0].account
    made = Member(tmp_path, sound, account)
    yield made
    made.store.close()


def mutated(raw: bytes, seed: int) -> bytes:
    """Spoil a pack in one of the ways that disks, lines and people do."""
    dice = random.Random(seed)
    spoilt = bytearray(raw)
    at, size = dice.randrange(len(raw)), dice.randint(1, 64)
    match seed % 8:
        case 0 | 1 | 2:
            spoilt[at] ^= 1 << dice.randrange(8)
        case 3:
            spoilt[at : at + size] = bytes(size)
        case 4:
            del spoilt[at : at + size]
        case 5:
            spoilt[at:at] = dice.randbytes(size)
        case 6:
            other = dice.randrange(len(raw))
            spoilt[at : at + size] = raw[other : other + size]
        case _:
            del spoilt[at:]
    return bytes(spoilt)


def test_a_spoilt_pack_is_refused_in_plain_words_and_writes_nothing(somebody, sound, whole):
    raw = sound.read_bytes()
    before = somebody.state()

    for seed in range(1000 if whole else 50):
        given = mutated(raw, seed)
        if given != raw:
            assert somebody.refuses(given) in REFUSED, f"seed {seed}"
            if whole is False or seed % 50 == 0:
                assert somebody.state() == before, f"seed {seed}"

    assert somebody.state() == before


def test_a_pack_cut_at_any_byte_is_refused(somebody, sound, whole):
    raw = sound.read_bytes()
    before = somebody.state()
    cuts = range(len(raw)) if whole else [*range(20), *range(20, len(raw), len(raw) // 40)]

    codes = {somebody.refuses(raw[:cut]) for cut in cuts}

    assert codes <= {"pack_cut_short", "pack_not_a_pack"}
    assert somebody.state() == before


def test_a_pack_with_something_behind_it_is_refused(somebody, sound):
    assert somebody.refuses(sound.read_bytes() + b"\0") == "pack_damaged"


def test_a_spoilt_pack_from_a_line_leaves_only_what_was_signed(sound, tmp_path, whole):
    raw = sound.read_bytes()
    account = opening.look(sound).people[0].account
    for seed in range(200 if whole else 12):
        given = mutated(raw, seed)
        if given == raw:
            continue
        home = Home(tmp_path / f"home-{seed}")
        store = open_store(home.store)
        joining.device_key(store)
        facts.put(store, cycle="orchard2030", account=account, fingerprint=OFFICE.fingerprint)
        intake = Intake(store, home)

        with pytest.raises(PackError):
            trickle(intake, given)

        kept = {(row["collection"], row["id"], row["data"])
                for row in store.rows("SELECT * FROM records")}  # fmt: skip
        assert kept <= signed_records(raw), f"seed {seed}"
        assert facts.get(store, "pack_sequence") is None, f"seed {seed}"
        assert facts.get(store, "epoch") is None, f"seed {seed}"
        store.close()


def trickle(intake: Intake, raw: bytes) -> None:
    for at in range(0, len(raw), 300):
        intake.feed(raw[at : at + 300])
    intake.end()


def signed_records(raw: bytes) -> set[tuple[str, str, str]]:
    _, records, _ = inside(raw)
    return {(each.collection, each.id, json.dumps(each.data, ensure_ascii=False))
            for each in records}  # fmt: skip


def test_a_pack_of_another_key_cycle_or_kind_is_refused(somebody):
    before = somebody.state()
    cycle = {"cycle": "other2031", "epoch": epoch(OFFICE, "other2031")}

    assert somebody.refuses(by_hand(milestone(), signer=OTHER, cycle=somebody_cycle(somebody))) == (
        "pack_other_key"
    )
    assert somebody.refuses(by_hand(milestone(), **cycle)) == "pack_other_cycle"
    assert somebody.refuses(by_hand(kind="outbox", cycle=somebody_cycle(somebody))) == (
        "pack_not_a_pack"
    )
    assert somebody.state() == before


def somebody_cycle(somebody: Member) -> str:
    row = somebody.store.one("SELECT value FROM facts WHERE name = 'cycle'")
    assert row is not None
    return str(row["value"])


def test_a_doubled_or_older_pack_is_taken_and_changes_nothing(somebody, sound, tmp_path):
    meeting_folder.write(tmp_path / "folder")
    packed(tmp_path / "folder", tmp_path / "newer.satchel", originals=True)
    assert somebody.opens((tmp_path / "newer.satchel").read_bytes()).nothing_new  # same words
    before = somebody.state()

    doubled = somebody.opens((tmp_path / "newer.satchel").read_bytes())
    older = somebody.opens(sound.read_bytes())

    assert doubled.nothing_new
    assert older.nothing_new
    assert somebody.state() == before


def signed(frames: list[Frame], body: bytes, said: bytes | None = None) -> bytes:
    """Return a container whose manifest is signed, whatever it says."""
    manifest = msgspec.structs.replace(head(99**6), frames=frames, key=OFFICE.key)
    told = msgspec.json.encode(manifest) if said is None else said
    return MAGIC + HEAD.pack(VERSION, len(told)) + told + OFFICE.secret.sign(told).signature + body


def frame(packed_: bytes, raw: int, name: str = "agendas") -> Frame:
    from hashlib import sha256

    return Frame(name=name, size=len(packed_), raw=raw, sha256=sha256(packed_).hexdigest())


def bombs() -> dict[str, bytes]:
    """Return what a hostile signer could make, by name."""
    zeros = zstandard.compress(bytes(200_000_000), 3)
    wide = zstandard.ZstdCompressor(
        compression_params=zstandard.ZstdCompressionParameters(window_log=27, compression_level=3)
    ).compress(bytes(200_000_000))
    lines = b'["a","b",1,null,[],{}]\n' * 650_000
    many = zstandard.compress(lines, 3)
    deep = b'["milestones","deep",1,null,[],' + b'{"a":' * 90 + b"1" + b"}" * 90 + b"]"
    deepest = b'["milestones","deep",1,null,[],' + b'{"a":' * 99_000 + b"1" + b"}" * 99_000 + b"]"
    list_ = b'["milestones","long",1,null,[],{"a":[' + b"[]," * 3_000_000 + b"[]]}]"
    files = [frame(zeros, 64_000_000, f"{at:064x}") for at in range(9)]
    return {
        "unpacks to far more than it says": signed([frame(zeros, 100)], zeros),
        "says that it unpacks to a lot": signed([frame(zeros, 10**12)], zeros),
        "looks back too far": signed([frame(wide, 60_000_000)], wide),
        "all its files together are too much": signed(files, zeros * 9),
        "a frame of records that is no record": signed([frame(zeros, 15_000_000)], zeros),
        "very many records": signed([frame(many, len(lines))], many),
        "a deep record": signed([frame(x := zstandard.compress(deep), len(deep))], x),
        "the deepest": signed([frame(x := zstandard.compress(deepest), len(deepest))], x),
        "a wide record": signed([frame(x := zstandard.compress(list_), len(list_))], x),
        "a manifest too long": MAGIC + HEAD.pack(VERSION, 2**32 - 1) + bytes(5_000_000),
        "a manifest of brackets": signed([], b"", b"[" * 3_900_000),
        "very many frames": signed([frame(b"x", 0)] * 30_000, b"x" * 30_000),
        "a sequence beyond all numbers": by_hand(milestone(), sequence=10**4000),
        "negative sizes": signed([Frame(name="agendas", size=-5, raw=-5, sha256="")], b""),
    }


def small(*records: PackedRecord) -> bytes:
    return by_hand(*records, sequence=99**6)


def test_hostile_packs_are_refused_within_bounded_memory_and_time(tmp_path):
    place = tmp_path / "bombs"
    place.mkdir()
    (place / "sound.satchel").write_bytes(by_hand(member("ada")))
    made = bombs()
    for number, raw in enumerate(made.values()):
        (place / f"{number:02}.satchel").write_bytes(raw)

    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(place), str(tmp_path / "home")],
        capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2],
    )  # fmt: skip

    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(told) == len(made)
    for name, each in zip(made, told, strict=True):
        assert each["code"] in REFUSED, (name, each)
        assert each["same"], (name, each)
        assert each["seconds"] < 5, (name, each)  # of processor time, so that a busy machine passes
        assert each["megabytes"] < 300, (name, each)


CHILD = """
import json, resource, sys
from pathlib import Path
from app.actions import joining, opening
from app.actions.trouble import Trouble
from app.paths import Home
from app.store import open_store

place, home = Path(sys.argv[1]), Home(Path(sys.argv[2]))
store = open_store(home.store)
joining.join_pack(store, home, place / "sound.satchel", "ada")

def state():
    return [list(map(tuple, (row.values() for row in store.rows(f"SELECT * FROM {name}"))))
            for name in ("records", "facts", "files")]

def spent():
    return resource.getrusage(resource.RUSAGE_SELF)

def most():
    # What getrusage says of memory begins with that of the program which started this one.
    told = Path("/proc/self/status")
    lines = told.read_text().splitlines() if told.exists() else []
    kilobytes = [int(line.split()[1]) for line in lines if line.startswith("VmHWM")]
    return (kilobytes or [spent().ru_maxrss])[0] / 1024

before = state()
for path in sorted(place.glob("[0-9]*.satchel")):
    begun, code = spent().ru_utime, "taken"
    for act in (lambda: opening.look(path), lambda: opening.take_pack(store, home, path)):
        try:
            act()
            code = "taken"
        except Trouble as trouble:
            code = trouble.code
    print(json.dumps({
        "code": code, "same": state() == before,
        "seconds": (spent().ru_utime - begun) / 2, "megabytes": most(),
    }), flush=True)
"""


@pytest.mark.parametrize(
    "record",
    [
        PackedRecord("contacts", "member-ada", 1, None, ("members",), {"emails": ["a@b.example"]}),
        PackedRecord("notes", "n1", 1, "ada", ("members",), {"text": "planted"}),
        PackedRecord("reviews", "r1", 1, "ada", ("members",), {"comment": "planted"}),
        PackedRecord("milestones", "../up", 1, None, ("members",), {}),
        PackedRecord("milestones", "big", 2**70, None, ("members",), {}),
        PackedRecord("milestones", "less", -1, None, ("members",), {}),
        PackedRecord("milestones", "nul", 1, None, ("members",), {"title": "a\0b"}),
        PackedRecord("mile stones", "x", 1, None, ("members",), {}),
    ],
    ids=lambda record: f"{record.collection}-{record.id.strip('./')}",
)
def test_a_signed_pack_with_what_no_pack_holds_is_refused_whole(tmp_path, record):
    (tmp_path / "sound.satchel").write_bytes(by_hand(member("ada")))
    ada = Member(tmp_path, tmp_path / "sound.satchel", "ada")
    before = ada.state()

    assert ada.refuses(by_hand(milestone(), record, sequence=5)) == "pack_damaged"

    assert ada.state() == before
    ada.store.close()


def test_names_in_a_pack_lead_nowhere(tmp_path):
    from hashlib import sha256

    content = b"not to be run"
    name = sha256(content).hexdigest()
    document = PackedRecord(
        "documents", "d", 1, None, ("members",),
        {"title": "D", "file": {"name": "../../../evil.sh", "size": 13, "sha256": name}},
    )  # fmt: skip
    parts = [
        writing.records_part("summaries", [member("ada"), document]),
        writing.Part(name, content, "../../../evil.sh"),
        writing.Part("f" * 64, b"hash of nothing", "x"),
    ]
    (tmp_path / "lying.satchel").write_bytes(writing.write(head(), parts, OFFICE.secret))
    (tmp_path / "honest.satchel").write_bytes(writing.write(head(), parts[:2], OFFICE.secret))
    home = Home(tmp_path / "a" / "b" / "c" / "home")
    store = open_store(home.store)

    with pytest.raises(Trouble, match="pack_damaged"):
        joining.join_pack(store, home, tmp_path / "lying.satchel", "ada")
    joining.join_pack(store, home, tmp_path / "honest.satchel", "ada")

    written = [path for path in tmp_path.rglob("*") if path.is_file() and path.suffix != ".satchel"]
    assert all(path.is_relative_to(home.folder) for path in written)
    assert any(path.read_bytes() == content for path in written)
    store.close()


def test_a_frame_sealed_for_others_is_told_as_locked(tmp_path):
    from app.packs import sealing

    raw = writing.write(
        head(sealed=sealing.READING),
        [writing.records_part("agendas", [member("ada")])],
        OFFICE.secret,
        seal=sealing.sealing(bytes(32)),
    )
    (tmp_path / "sealed.satchel").write_bytes(raw)
    home = Home(tmp_path / "home")
    store = open_store(home.store)

    with pytest.raises(Trouble, match="pack_sealed"):
        joining.join_pack(
            store, home, tmp_path / "sealed.satchel", "ada", reading_key=bytes(31) + b"x"
        )
    joining.join_pack(store, home, tmp_path / "sealed.satchel", "ada", reading_key=bytes(32))

    assert store.one("SELECT 1 FROM records WHERE id = 'ada'") is not None
    store.close()
