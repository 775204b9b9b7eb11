"""What goes into a pack: exactly what its audience may see, in reading order, small when changed."""

import pytest

from app.actions import joining, opening
from app.documents.extract import extract
from app.domain import audience
from app.domain.collections import ALL, NEVER_PACKED
from app.packs import latest, reading, sealing
from app.packs.container import PackError
from app.packs.ordering import AUDIENCES
from app.packs.trust import new_signer
from app.secretariat import packing_web
from app.secretariat.folder import check
from app.secretariat.packing import Wish
from app.secretariat.reconcile import reconcile
from app.store import current, facts, open_store
from tests.integration import harbour
from tests.packing import OFFICE, OTHER, inside, packed
from tests.packing import base as base_of

ROLES = {"public": None, "observers": "observer", "members": "member"}
HIDDEN = {
    "members": ["contact", "chairs", "office"],
    "observers": ["contact", "chairs", "office", "passcode"],
    "public": ["contact", "chairs", "office", "passcode"],
}


@pytest.fixture
def folder(tmp_path):
    return harbour.write(tmp_path / "folder")


def records_of(folder):
    """Return {(collection, id): (audience, data)} of all that the folder asks for."""
    plan = reconcile(check(folder).folder, ())
    return {(each.collection, each.id): each for each in plan.changes if each.data is not None}


@pytest.mark.parametrize("word", AUDIENCES)
def test_a_pack_holds_what_the_access_table_allows_and_nothing_else(folder, tmp_path, word):
    done = packed(folder, tmp_path / "x.satchel", audience=word, originals=True)

    manifest, records, said = inside((tmp_path / "x.satchel").read_bytes())

    allowed = {
        key
        for key, each in records_of(folder).items()
        if each.collection not in NEVER_PACKED and audience.covers(each.audience, ROLES[word], None)
    }
    assert {(each.collection, each.id) for each in records} == allowed
    assert manifest.audience == word
    assert not set(manifest.contains) & {"contacts", "reviews", "comments", "notes", "asides"}
    for name in HIDDEN[word]:
        assert harbour.CANARY[name] not in said, name
    assert done.left_out
    assert sum(done.left_out.values()) + len(records) == len(records_of(folder))


def test_members_read_what_is_theirs(folder, tmp_path):
    packed(folder, tmp_path / "x.satchel")

    _, records, said = inside((tmp_path / "x.satchel").read_bytes())

    assert harbour.CANARY["passcode"] in said  # the meeting is for members
    assert "ninety metres" in said  # the text of the PDF
    assert {each.collection for each in records} >= {"rounds", "versions", "members", "items"}


@pytest.mark.parametrize("word", AUDIENCES)
def test_a_paper_for_named_people_is_in_no_pack(folder, tmp_path, word):
    named = harbour.MILESTONES + 'audience = ["mona", "secretariat"]\n'
    harbour.put(folder, "milestones.toml", named.replace('"Comments due"', '"For Mona alone"'))

    packed(folder, tmp_path / "x.satchel", audience=word)

    assert "For Mona alone" not in inside((tmp_path / "x.satchel").read_bytes())[2]


def test_records_come_in_reading_order_and_files_last(folder, tmp_path):
    packed(folder, tmp_path / "x.satchel", originals=True)

    manifest, contents = reading.read((tmp_path / "x.satchel").read_bytes())

    names = [each.frame.name for each in contents]
    kinds = [each for each in names if len(each) < 64]
    assert names[: len(kinds)] == kinds
    assert list(dict.fromkeys(kinds)) == ["agendas", "summaries", "texts", "rest"]
    classes = [
        ALL[record.collection].reading
        for content in contents[: len(kinds)]
        for record in content.records()
    ]
    assert classes == sorted(classes)
    texts = [r.id for c in contents if c.frame.name == "texts" for r in c.records()]
    assert set(texts[:4]) == {"cables-v1", "tides-v1", "lamps-v1", "ropes-v1"}
    assert manifest.lacks == []


def test_without_files_a_pack_says_what_it_lacks(folder, tmp_path):
    whole = packed(folder, tmp_path / "all.satchel", originals=True)
    texts = packed(folder, tmp_path / "texts.satchel")
    assert whole.made is not None
    assert texts.made is not None

    inside_names = {each.name for each in whole.made.manifest.frames}
    lacks = texts.made.manifest.lacks

    assert len(lacks) >= 2
    assert set(lacks) <= inside_names
    assert not set(lacks) & {each.name for each in texts.made.manifest.frames}


def test_the_cycle_names_the_key_and_those_before_it(folder, tmp_path):
    second = new_signer(OFFICE)
    packed(folder, tmp_path / "x.satchel", second)

    _, records, _ = inside((tmp_path / "x.satchel").read_bytes())

    (cycle,) = [each for each in records if each.collection == "cycle"]
    assert cycle.data is not None
    assert [each["fingerprint"] for each in cycle.data["keys"]] == [
        OFFICE.fingerprint, second.fingerprint,
    ]  # fmt: skip


def test_a_folder_with_faults_gives_no_pack(folder, tmp_path):
    harbour.put(folder, "milestones.toml", "[[milestone]]\ntitle = 3\n")

    with pytest.raises(AssertionError, match="milestones"):
        packed(folder, tmp_path / "x.satchel")

    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder"]


def test_a_delta_is_small_and_keeps_the_versions_of_what_stayed(folder, tmp_path):
    packed(folder, tmp_path / "one.satchel")
    first = (tmp_path / "one.satchel").read_bytes()
    harbour.put(folder, "milestones.toml", harbour.MILESTONES.replace("Comments due", "Due"))

    done = packed(folder, tmp_path / "two.satchel", after=tmp_path / "one.satchel")

    second = (tmp_path / "two.satchel").read_bytes()
    base = base_of(first)
    manifest, records, _ = inside(second, base)
    old = {(each.collection, each.id): each.version for each in inside(first)[1]}
    changed = [each for each in records if old[each.collection, each.id] != each.version]
    assert [each.id for each in changed] == ["due"]
    assert done.changed == 1
    assert len(second) < len(first) / 2
    assert manifest.sequence > inside(first)[0].sequence
    with pytest.raises(PackError, match="needs_earlier"):
        reading.read(second)


def test_what_this_audience_may_no_longer_read_is_named_as_gone_and_what_is_missing_is_not(
    folder, tmp_path
):
    packed(folder, tmp_path / "one.satchel", originals=True)
    harbour.put(
        folder, "documents/documents.csv",
        harbour.DOCUMENTS.replace("en,final,members,call-1", "en,final,chairs,call-1"),
    )  # fmt: skip
    (folder / "contributions.csv").unlink()

    done = packed(folder, tmp_path / "two.satchel", after=tmp_path / "one.satchel", originals=True)

    base = base_of((tmp_path / "one.satchel").read_bytes())
    _, records, _ = inside((tmp_path / "two.satchel").read_bytes(), base)
    assert [each.id for each in records if each.data is None] == ["guide"]
    assert done.missing == (("contributions", "c1"), ("contributions", "c2"))


def test_a_published_version_that_changed_is_a_fault(folder, tmp_path):
    packed(folder, tmp_path / "one.satchel")
    harbour.put(folder, "proposals/tides.v1.md", harbour.TIDES.replace("Tides come", "Waves come"))

    with pytest.raises(AssertionError, match="changed_without_new_version"):
        packed(folder, tmp_path / "two.satchel", after=tmp_path / "one.satchel")


def test_an_earlier_pack_of_other_readers_or_another_key_is_no_base(folder, tmp_path):
    packed(folder, tmp_path / "one.satchel", audience="public")

    with pytest.raises(PackError, match="other_audience"):
        packed(folder, tmp_path / "two.satchel", after=tmp_path / "one.satchel")
    with pytest.raises(PackError, match="other_key"):
        packed(folder, tmp_path / "x", OTHER, after=tmp_path / "one.satchel", audience="public")


# --- a web folder ----------------------------------------------------------------------------


def put_out(folder, place, **wish):
    done = packing_web.write(folder, place, OFFICE, extract, Wish(**{"audience": "public", **wish}))
    assert not done.packed.faults
    return done


def test_a_web_folder_holds_signed_packs_and_files_for_the_public(folder, tmp_path):
    place = tmp_path / "web"

    done = put_out(folder, place)

    told = latest.read((place / "latest.json").read_bytes(), {OFFICE.fingerprint})
    assert told == done.latest
    (pack,) = told.packs
    raw = (place / "packs" / f"{pack.sha256}.satchel").read_bytes()
    assert len(raw) == pack.size
    assert inside(raw)[0].audience == "public"
    assert {path.name: path.stat().st_size for path in (place / "files").iterdir()} == told.files
    everything = b"".join(path.read_bytes() for path in place.rglob("*") if path.is_file())
    for canary in harbour.CANARY.values():
        assert canary.encode() not in everything


def test_a_web_folder_written_again_does_nothing_and_a_change_adds_a_delta(folder, tmp_path):
    place = tmp_path / "web"
    put_out(folder, place)
    before = {path: path.stat().st_mtime_ns for path in place.rglob("*")}

    again = put_out(folder, place)

    assert again.unchanged
    assert {path: path.stat().st_mtime_ns for path in place.rglob("*")} == before

    day = harbour.PUBLIC.replace("Pier 4", "Pier 5")
    harbour.put(folder, "meetings/open-day.toml", day)
    third = put_out(folder, place)

    whole, delta = third.latest.packs
    assert (whole.from_, delta.from_) == (None, again.latest.packs[0].sha256)
    first = (place / "packs" / f"{delta.from_}.satchel").read_bytes()
    base = base_of(first)
    raw = (place / "packs" / f"{delta.sha256}.satchel").read_bytes()
    manifest, records, _ = inside(raw, base)
    same = inside((place / "packs" / f"{whole.sha256}.satchel").read_bytes())[1]
    assert records == same
    assert manifest.whole == whole.sha256


def test_a_reader_some_packs_behind_still_gets_only_what_changed(folder, tmp_path):
    place, wholes = tmp_path / "web", []
    for pier in range(6):
        day = harbour.PUBLIC.replace("Pier 4", f"Pier {pier}")
        harbour.put(folder, "meetings/open-day.toml", day)
        done = put_out(folder, place)
        wholes.append(done.latest.packs[0].sha256)

    deltas = done.latest.packs[1:]

    assert [each.from_ for each in deltas] == [wholes[4], wholes[3], wholes[2]]
    whole = inside((place / "packs" / f"{wholes[5]}.satchel").read_bytes())[1]
    for delta in deltas:
        base = (place / "packs" / f"{delta.from_}.satchel").read_bytes()
        joined = base_of(base)
        raw = (place / "packs" / f"{delta.sha256}.satchel").read_bytes()
        assert inside(raw, joined)[1] == whole
    assert len(list((place / "packs").iterdir())) == 1 + 3 + 3


def test_a_member_follows_a_folder_by_deltas_alone(folder, tmp_path, home):
    place, key = tmp_path / "web", bytes(range(32))
    wish = {"audience": "members", "reading_key": key}
    first = put_out(folder, place, **wish)
    store = open_store(home.store)
    pack = place / "packs" / f"{first.latest.packs[0].sha256}.satchel"
    joining.join_pack(store, home, pack, "mona", reading_key=key)
    harbour.put(folder, "documents/guide.md", "# Guide\n\nRead it *twice*.\n")
    harbour.put(folder, "proposals/cables.v2.md", harbour.CABLES_2)
    for number in range(3):
        harbour.put(folder, "documents/letter.txt", f"We write letter number {number}.\n")
        done = put_out(folder, place, **wish)

        delta = next(
            each for each in done.latest.packs if each.from_ == facts.get(store, "pack_sha256")
        )
        taken = opening.take_pack(store, home, place / "packs" / f"{delta.sha256}.satchel")

        assert taken.files >= 1
        assert facts.get(store, "pack_sha256") == done.latest.packs[0].sha256
        (letter,) = [
            each for each in current.listed(store, "documents") if each.id == "open-letter"
        ]
        text = home.text(letter.data["text"]["sha256"]).read_text("utf-8")
        assert f"number {number}" in text
    proposal = current.one(store, "proposals", "cables")
    assert proposal is not None
    assert proposal.data["version"] == 2
    store.close()


def test_what_was_narrowed_is_not_in_the_web_folder_any_more(folder, tmp_path):
    place = tmp_path / "web"
    first = put_out(folder, place)
    harbour.put(
        folder, "documents/documents.csv",
        harbour.DOCUMENTS.replace("letter,en,final,public", "letter,en,final,members"),
    )  # fmt: skip

    done = put_out(folder, place)

    names = {path.name for path in (place / "packs").iterdir()}
    assert f"{first.latest.packs[0].sha256}.satchel" not in names
    assert names == {f"{each.sha256}.satchel" for each in done.latest.packs}
    everything = b"".join(path.read_bytes() for path in place.rglob("*") if path.is_file())
    assert b"ferrymen" not in everything
    assert set(done.latest.files) == {path.name for path in (place / "files").iterdir()}


def test_a_web_folder_for_members_says_nothing_to_others(folder, tmp_path):
    place, key = tmp_path / "web", bytes(range(32))

    done = put_out(folder, place, audience="members", reading_key=key)

    everything = b"".join(path.read_bytes() for path in place.rglob("*") if path.is_file())
    for word in (*harbour.CANARY.values(), "ferrymen", "Mona", "cables", "guide.md", "Harbour"):
        assert word.encode() not in everything, word
    assert not done.latest.files
    assert done.latest.sealed == sealing.print_of(key)
    raw = (place / "packs" / f"{done.latest.packs[0].sha256}.satchel").read_bytes()
    with pytest.raises(PackError, match="sealed"):
        reading.read(raw)
    assert reading.read(raw, unseal=sealing.unsealing(key))[0].contains["members"] == 7


def test_a_web_folder_of_somebody_else_is_left_alone(folder, tmp_path):
    place = tmp_path / "web"
    packing_web.write(folder, place, OTHER, extract, Wish("public"))
    before = {path: path.read_bytes() for path in place.rglob("*") if path.is_file()}

    with pytest.raises(PackError, match="other_key"):
        put_out(folder, place)

    assert {path: path.read_bytes() for path in place.rglob("*") if path.is_file()} == before
