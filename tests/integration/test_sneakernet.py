"""A cycle without any server, by the command line: packs on sticks, answers in files and mails."""

import json
import shutil
from contextlib import closing
from email import message_from_bytes, policy
from pathlib import Path

import pypdfium2
import pytest

from app.packs.reading import glance
from app.paths import Home
from app.store import facts, open_store
from tests import meeting_folder
from tests.integration.commands import Profile, call, found


@pytest.fixture(scope="module")
def stick(tmp_path_factory) -> Path:
    """A folder that goes from hand to hand, with the Secretariat's first pack on it."""
    folder = tmp_path_factory.mktemp("stick")
    meeting_folder.write(folder / "meeting")
    assert call("pack", "--new-key", folder / "key", "--json").code == 0
    made = call("pack", folder / "meeting", "--out", folder / "first.satchel", "--key",
                folder / "key", "--json")  # fmt: skip
    assert made.code == 0, made
    return folder


@pytest.fixture
def people(stick: Path, tmp_path: Path) -> dict[str, Profile]:
    """Everybody joined from the stick: two members, a chair, the Secretariat, an observer."""
    found = {
        name: Profile(tmp_path / name) for name in ("omar", "petra", "nadia", "office", "quinn")
    }
    for name, person in found.items():
        person.one("join", stick / "first.satchel", "--as", name)
    return found


def pdf_text(path: Path) -> str:
    pdf = pypdfium2.PdfDocument(path)
    return "\n".join(pdf[at].get_textpage().get_text_range() for at in range(len(pdf)))


def pack(stick: Path, office: Profile, name: str) -> dict:
    return office.one("pack", stick / "meeting", "--out", stick / name, "--key", stick / "key")


def filled(form: str, answer: str) -> str:
    """Fill in a text form as one does in a mail program: the first criterion's text."""
    lines = form.splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("== need"))
    lines.insert(at + 1, answer)
    return "\n".join(lines) + "\n"


def test_a_cycle_runs_wholly_without_a_server(stick: Path, people: dict[str, Profile]):
    omar, petra, nadia, office = (people[name] for name in ("omar", "petra", "nadia", "office"))

    # Two members write; one hands a stick back, one sends an e-mail.
    review = omar.one("review", "seeds", "--text", "need=The villages on the hill", "--submit")
    omar.one("comment", "proposal/seeds", "--quote", "Seeds are shared", "--text", "By whom?")
    omar.one("review", "bees", "--score", "content=5", "--draft")
    omar.one("note", "proposal/seeds", "--text", "only for me")
    made = omar.run("bundle", "make", "--out", stick / "omar.satchel")
    petra.one("review", "seeds", "--text", "need=The towns below", "--to-chairs", "a word aside",
              "--submit")  # fmt: skip
    petra.one("bundle", "make", "--out", stick / "petra.eml")

    told = made.one
    assert (told["count"], told["readable_by"], told["sealed_to"]) == (2, "anyone", None)
    assert told["bytes"] == (stick / "omar.satchel").stat().st_size
    assert "Whoever holds this file can read it" in made.err
    assert omar.one("status")["in_file"] == 2
    assert {row["sent_in_file"]["file"] for row in omar.rows("list", "outbox")} == {"omar.satchel"}

    # The chair takes all in, in whatever order and more than once.
    opened = nadia.one("bundle", "open", stick / "petra.eml", stick / "omar.satchel")
    again = nadia.one("bundle", "open", stick / "omar.satchel", stick / "petra.eml")

    assert (opened["taken"], again["taken"], again["doubled"]) == (4, 0, 4)
    rows = {row["owner"]: row for row in nadia.rows("list", "reviews")}
    assert rows.keys() == {"omar", "petra"}
    assert rows["omar"]["texts"] == review["texts"]
    assert (rows["omar"]["via"], rows["omar"]["carried_by"]) == ("bundle", "nadia")
    assert (rows["omar"]["revision"], rows["omar"]["waiting"]) == (None, False)
    nadia.one("export", "comments", "--format", "pdf", "--out", stick / "all.pdf")
    text = pdf_text(stick / "all.pdf")
    assert "The villages on the hill" in text
    assert "The towns below" in text
    assert "only for me" not in text

    # She hands everything on, with the members' own signatures, sealed to the Secretariat.
    nadia.one("comment", "proposal/seeds", "--text", "The chair's own word")
    handed = nadia.one("bundle", "make", "--to", "secretariat", "--out", stick / "nadia.satchel")
    assert (handed["count"], handed["carried"], handed["readable_by"]) == (5, 4, "secretariat")
    taken = office.one("bundle", "open", stick / "nadia.satchel", "--key", stick / "key")
    assert taken["taken"] == 5

    # Receipts come with the next pack, and everybody's outbox is empty.
    assert pack(stick, office, "second.satchel")["receipts"] == 5
    for person, count in ((omar, 2), (petra, 2), (nadia, 1)):
        got = person.one("bundle", "open", stick / "second.satchel")
        assert got["receipts"] == count
        assert person.rows("list", "outbox") == []
        assert person.one("status")["waiting"] == 0
    assert [row["owner"] for row in omar.rows("list", "reviews")
            if row["state"] == "submitted"] == ["omar"]  # fmt: skip
    assert nadia.one("status")["carried"] == 0
    assert (
        "nothing waits"
        in nadia.fails(
            "bundle", "make", "--to", "secretariat", "--out", stick / "empty.satchel"
        ).casefold()
    )


def test_what_a_chair_sets_aside_comes_back_to_its_writer_with_the_next_pack(
    stick: Path, people: dict[str, Profile], tmp_path: Path
):
    omar, nadia, office = people["omar"], people["nadia"], people["office"]
    shutil.copytree(stick / "meeting", tmp_path / "meeting")
    for path in (tmp_path / "meeting" / "rounds").glob("*.toml"):
        path.write_text(path.read_text("utf-8").replace('"need"', '"want"'), "utf-8")

    def packed(name: str) -> dict:
        return office.one("pack", tmp_path / "meeting", "--out", tmp_path / name, "--key",
                          stick / "key")  # fmt: skip

    packed("second.satchel")
    for person in (nadia, office):
        person.one("bundle", "open", tmp_path / "second.satchel")
    omar.one("review", "seeds", "--text", "need=My own words", "--submit")
    omar.one("bundle", "make", "--out", tmp_path / "omar.satchel")

    opened = nadia.one("bundle", "open", tmp_path / "omar.satchel")
    nadia.one("bundle", "make", "--to", "secretariat", "--out", tmp_path / "nadia.satchel")
    office.one("bundle", "open", tmp_path / "nadia.satchel", "--key", stick / "key")
    third = packed("third.satchel")
    got = omar.run("--json", "bundle", "open", tmp_path / "third.satchel")

    assert [each["code"] for each in opened["set_aside"]] == ["unknown_criterion"]
    assert (third["receipts"], third["set_aside"]) == (0, 1)
    assert got.one["returned"] == 1
    assert omar.one("status")["set_aside"] == 1
    (aside,) = omar.rows("conflicts")
    assert (aside["state"], aside["mine"]["texts"]) == ("refused", {"need": "My own words"})
    told = glance((tmp_path / "third.satchel").read_bytes()).aside
    assert list(told.values()) == ["unknown_criterion"]


def test_what_a_chair_decides_reaches_the_members_with_the_next_packs(
    stick: Path, people: dict[str, Profile], tmp_path: Path
):
    """Also what she changes after it went out: nobody keeps the older words, nor does she."""
    omar, nadia, office = people["omar"], people["nadia"], people["office"]
    told: list[dict] = []

    def hand_on(name: str) -> list[str]:
        nadia.one("bundle", "make", "--to", "secretariat", "--out", tmp_path / f"{name}.out")
        office.one("bundle", "open", tmp_path / f"{name}.out", "--key", stick / "key")
        office.one("pack", stick / "meeting", "--out", tmp_path / name, "--key", stick / "key")
        for person in (office, nadia, omar):
            person.one("bundle", "open", tmp_path / name)
        told.append(nadia.one("standing", asked["id"]))
        return [row.get("reason") or "" for row in omar.rows("list", "decisions")]

    asked = nadia.one("decide", "--online", "Dates", "--text", "In May.", "--closes", "2031-01-31")
    nadia.one("decide", "seeds", "--outcome", "supported", "--reason", "a pending word")
    nadia.one("letter", "seeds", "--point", "Say who shares", "--sent")
    before = hand_on("first.satchel")
    letters = [row["points"][0]["text"] for row in omar.rows("list", "letters")]
    omar.one("position", asked["id"], "--more-time")
    omar.one("bundle", "make", "--out", tmp_path / "omar.satchel")
    nadia.one("bundle", "open", tmp_path / "omar.satchel")
    nadia.one("decide", "--close", asked["id"], "--outcome", "adopted", "--reason", "the end")
    nadia.run("decide", "--release", nadia.one("show", "proposals", "seeds")["round"])
    released = hand_on("second.satchel")
    nadia.one("decide", "seeds", "--reason", "a better word")
    changed = hand_on("third.satchel")

    assert (before, letters) == ([""], ["Say who shares"])
    assert sorted(released) == ["a pending word", "the end"]
    assert sorted(changed) == ["a better word", "the end"]
    assert [each["outcome"] for each in told] == [None, "adopted", "adopted"]
    assert told[-1]["counts"]["more_time"] == 1
    assert nadia.one("status")["waiting"] == 0


def test_what_chair_and_secretariat_change_of_one_item_is_joined_and_who_came_second_asked(
    stick: Path, people: dict[str, Profile], tmp_path: Path
):
    nadia, office = people["nadia"], people["office"]
    item = office.rows("list", "items")[0]
    nadia.one(
        "agenda", item["meeting"], "--edit", item["id"], "--minutes", 17, "--title", "Opening"
    )
    office.one("agenda", item["meeting"], "--edit", item["id"], "--lead", "petra")
    nadia.one("bundle", "make", "--out", tmp_path / "n.satchel")
    office.one("bundle", "open", tmp_path / "n.satchel", "--key", stick / "key")
    pack(stick, office, "joined.satchel")
    # Now she comes second: a title that the Secretariat has published meanwhile.
    office.one("agenda", item["meeting"], "--edit", item["id"], "--title", "Welcome")
    pack(stick, office, "newer.satchel")
    nadia.one("bundle", "open", stick / "joined.satchel")
    nadia.one("agenda", item["meeting"], "--edit", item["id"], "--title", "Good morning")

    told = nadia.one("bundle", "open", stick / "newer.satchel")

    shown = office.one("show", "items", item["id"])
    assert (shown["minutes"], shown["lead"], shown["title"]) == (17, "petra", "Welcome")
    assert shown["owner"] == item["owner"]
    assert office.one("status")["waiting"] == 0
    assert (told["joined"], told["conflicts"]) == (0, 1)
    (waits,) = nadia.rows("conflicts")
    assert [(each["mine"], each["theirs"]) for each in waits["fields"]] == [
        ("Good morning", "Welcome")
    ]


def test_where_no_server_is_it_is_told_how_what_was_written_leaves(people: dict[str, Profile]):
    omar, office = people["omar"].home, people["office"].home

    asked = call("comment", "proposal/seeds", "--text", "Why plums?", "--home", omar)
    looked = call("list", "items", "--home", omar)
    noted = call("note", "proposal/seeds", "--text", "for me", "--home", omar)
    told = call("action", "--add", "Write", "--home", office)

    assert asked.err.endswith("make one with bundle make --out FILE.\n")
    assert "no server" not in looked.err + noted.err
    assert told.err.endswith("what you write goes out with your next pack.\n")


def test_a_text_form_by_mail_is_taken_in_beside_files(stick: Path, people: dict[str, Profile]):
    petra, nadia, office = people["petra"], people["nadia"], people["office"]
    form = petra.one("form", "make", "seeds", "--out", stick / "form.txt")
    assert form["account"] == "petra"
    answer = filled((stick / "form.txt").read_text("utf-8"), "By a form, from the road")
    (stick / "answer.txt").write_text(answer, "utf-8")

    opened = nadia.one("bundle", "open", stick / "answer.txt")
    again = nadia.one("bundle", "open", stick / "answer.txt")

    assert (opened["files"][0]["kind"], opened["taken"], again["taken"]) == ("form", 1, 0)
    (row,) = nadia.rows("list", "reviews")
    assert (row["owner"], row["via"], row["texts"]["need"]) == (
        "petra", "form", "By a form, from the road",
    )  # fmt: skip
    nadia.one("bundle", "make", "--to", "secretariat", "--out", stick / "form.satchel")
    office.one("bundle", "open", stick / "form.satchel", "--key", stick / "key")
    (row,) = office.rows("list", "reviews")
    assert (row["owner"], row["via"], row["carried_by"]) == ("petra", "form", "nadia")


def test_a_member_cannot_read_anothers_file_and_nobody_takes_in_her_own(
    stick: Path, people: dict[str, Profile]
):
    people["omar"].one("review", "seeds", "--text", "need=mine", "--submit")
    people["omar"].one("bundle", "make", "--out", stick / "mine.satchel")

    assert "hand the file on" in people["petra"].fails("bundle", "open", stick / "mine.satchel")
    assert "your own" in people["omar"].fails("bundle", "open", stick / "mine.satchel")
    assert people["petra"].rows("list", "reviews") == []


def test_faulty_files_are_told_one_by_one_and_good_ones_beside_them_are_taken(
    stick: Path, people: dict[str, Profile], tmp_path: Path
):
    omar, nadia = people["omar"], people["nadia"]
    omar.one("review", "seeds", "--text", "need=whole", "--submit")
    good = tmp_path / "good.satchel"
    omar.one("bundle", "make", "--out", good)
    raw = good.read_bytes()
    broken = {
        "cut.satchel": raw[:-9],
        "flipped.satchel": raw[:200] + bytes([raw[200] ^ 1]) + raw[201:],
        "empty.satchel": b"",
        "text.txt": b"hello",
        "mail.eml": b"From: a@example.org\nSubject: hello\n\nno answers in it\n",
    }
    for name, content in broken.items():
        (tmp_path / name).write_bytes(content)

    answer = nadia.run(
        "bundle", "open", *(tmp_path / name for name in broken), good, tmp_path / "none.satchel"
    )

    assert answer.code == 2
    told = {Path(each["file"]).name: each for each in answer.one["files"]}
    assert [each for each in told if told[each]["ok"]] == ["good.satchel"]
    assert {told[each]["code"] for each in told if not told[each]["ok"]} == {
        "pack_cut_short", "pack_bad_signature", "not_answers", "mail_without_answers",
        "no_such_file",
    } or told["flipped.satchel"]["code"].startswith("pack_")  # fmt: skip
    assert all(name in answer.err for name in broken)
    assert [row["texts"]["need"] for row in nadia.rows("list", "reviews")] == ["whole"]


def test_a_mail_box_with_answers_of_several_is_taken_in_at_once(
    stick: Path, people: dict[str, Profile], tmp_path: Path
):
    box = b""
    for name in ("omar", "petra"):
        people[name].one("review", "seeds", "--text", f"need=from {name}", "--submit")
        people[name].one("bundle", "make", "--out", tmp_path / f"{name}.eml")
        mail = (tmp_path / f"{name}.eml").read_bytes().replace(b"\r\n", b"\n")
        box += b"From someone Mon Jan  5 10:00:00 2030\n" + mail + b"\n\n"
    (tmp_path / "box.mbox").write_bytes(box)

    opened = people["nadia"].one("bundle", "open", tmp_path / "box.mbox")

    assert opened["taken"] == 2
    assert [each["inside"] for each in opened["files"]] == ["omar.satchel", "petra.satchel"]


def test_a_mail_is_split_by_the_limit_and_says_who_can_read_it(
    stick: Path, people: dict[str, Profile], tmp_path: Path
):
    omar = people["omar"]
    for number in range(6):
        text = "".join(str(at * 7919 + number) for at in range(900))
        omar.one("comment", "proposal/seeds", "--text", text)

    made = omar.one("bundle", "make", "--out", tmp_path / "a.eml", "--limit", 12_000)

    assert len(made["files"]) > 1
    assert sum(each["count"] for each in made["files"]) == 6
    for number, each in enumerate(made["files"], 1):
        assert Path(each["path"]).stat().st_size == each["bytes"] <= 12_000
        mail = message_from_bytes(Path(each["path"]).read_bytes(), policy=policy.default)
        assert f"({number}/{len(made['files'])})" in mail["Subject"]
        body = mail.get_body()
        assert body is not None
        assert "Whoever holds this file can read it" in body.get_content()
    opened = people["nadia"].one("bundle", "open", *(each["path"] for each in made["files"]))
    assert opened["taken"] == 6


def test_wrong_use_is_told_and_writes_nothing(
    stick: Path, people: dict[str, Profile], tmp_path: Path
):
    omar = people["omar"]
    before = omar.one("status")

    assert omar.fails("bundle", "make", "--out", tmp_path / "a.satchel")
    assert not (tmp_path / "a.satchel").exists()
    omar.fails("bundle", "make", code=2)
    omar.fails("bundle", code=2)
    omar.fails("bundle", "open", code=2)
    omar.fails("bundle", "make", "--to", "everybody", "--out", tmp_path / "a.satchel", code=2)
    omar.fails("bundle", "make", "--out", tmp_path / "a.satchel", "--limit", 1, code=2)
    omar.fails("bundle", "make", "--out", tmp_path, code=2)
    omar.fails("bundle", "open", stick / "first.satchel", "--key", stick / "first.satchel", code=2)
    Profile(tmp_path / "nobody").fails("bundle", "open", stick / "first.satchel")

    assert omar.one("status") == before


def test_the_same_words_before_and_after_the_verb(people: dict[str, Profile], tmp_path: Path):
    omar = people["omar"]
    omar.one("comment", "proposal/seeds", "--text", "a word")
    out = tmp_path / "a.satchel"

    answer = call("bundle", "make", "--out", out, "--home", omar.home, "--json")
    plain = call("--home", omar.home, "bundle", "make", "--out", out)

    assert answer.one["count"] == 1
    assert plain.out.startswith(str(out))
    assert "1 of them went out in a file before" in plain.err


def test_what_a_chair_took_in_goes_to_the_server_in_the_members_name(served, tmp_path: Path):
    """With a server behind the chair: handed on with proof, and one effect with the member's own."""
    from tests.integration.commands import found

    town = found(tmp_path / "town", served.url, "mona", "chen")
    mona, chen = town.person("mona"), town.person("chen")
    mona.one("review", "cables", "--text", "need=By file and by server", "--submit")
    mona.one("bundle", "make", "--out", tmp_path / "mona.satchel")
    chen.one("bundle", "open", tmp_path / "mona.satchel")
    waiting = chen.one("status")["waiting"]

    handed = chen.one("sync")
    own = mona.one("sync")

    assert (waiting, handed["sent"], handed["set_aside"], handed["waiting"]) == (1, 1, [], 0)
    assert (own["sent"], own["conflicts"], own["set_aside"]) == (1, 0, [])
    (hers,) = mona.rows("list", "reviews")
    (seen,) = [row for row in chen.rows("list", "reviews") if row["owner"] == "mona"]
    assert hers["revision"] == seen["revision"] == 1
    assert (hers["via"], hers["carried_by"]) == ("bundle", "chen")
    assert json.dumps(hers["texts"]) == json.dumps(seen["texts"])


@pytest.fixture(scope="module")
def town(served, tmp_path_factory):
    return found(tmp_path_factory.mktemp("town"), served.url, "mona", "chen", "nils")


def test_two_edits_of_one_review_are_handed_on_one_after_the_other(town, tmp_path: Path):
    mona, chen = town.person("mona"), town.person("chen")
    for number in (1, 2):
        mona.one("review", "cables", "--text", f"need=thought number {number}", "--submit")
        mona.one("bundle", "make", "--out", tmp_path / f"{number}.satchel")
    chen.one("bundle", "open", tmp_path / "2.satchel", tmp_path / "1.satchel")
    (before,) = [row for row in chen.rows("list", "reviews") if row["owner"] == "mona"]

    handed = chen.one("sync")
    own = mona.one("sync")

    assert before["texts"]["need"] == "thought number 2"
    assert (handed["sent"], handed["set_aside"]) == (2, [])
    assert (own["conflicts"], own["set_aside"], own["waiting"]) == (0, [], 0)
    (hers,) = mona.rows("list", "reviews")
    assert (hers["texts"]["need"], hers["revision"]) == ("thought number 2", 2)


def test_what_the_server_does_not_take_is_told_and_stops_nothing(town, tmp_path: Path):
    """A file signed on a computer that the server does not know, beside one that it knows."""
    nils, chen = town.person("nils"), town.person("chen")
    nils.one("comment", "proposal/cables", "--text", "from her own computer")
    nils.one("bundle", "make", "--out", tmp_path / "known.satchel")
    stranger = Profile(tmp_path / "stranger")
    shutil.copytree(nils.home, stranger.home)
    with closing(open_store(Home(stranger.home).store)) as store:
        facts.put(store, device_seed=None)  # as if another key had been made
    stranger.one("comment", "proposal/cables", "--text", "from another computer")
    stranger.one("bundle", "make", "--new", "--out", tmp_path / "stranger.satchel")

    opened = chen.one("bundle", "open", tmp_path / "known.satchel", tmp_path / "stranger.satchel")
    handed = chen.one("sync")
    again = chen.one("sync")

    assert opened["taken"] == 2
    assert [each["keys"] for each in opened["files"]] == [{"nils": "first"}, {"nils": "other"}]
    assert (handed["sent"], handed["waiting"]) == (1, 0)
    assert [each["code"] for each in handed["set_aside"]] == ["bad_proof"]
    assert (again["sent"], again["set_aside"], again["requests"]) == (0, [], 1)


def test_words_that_the_member_has_changed_on_the_server_since_stand(town, tmp_path: Path):
    mona, chen = town.person("mona"), town.person("chen")
    made = mona.one("comment", "proposal/cables", "--text", "the first words")
    mona.one("bundle", "make", "--out", tmp_path / "old.satchel")
    chen.one("bundle", "open", tmp_path / "old.satchel")
    mona.one("sync")
    mona.one("withdraw", made["id"])
    mona.one("sync")

    handed = chen.one("sync")

    assert (handed["set_aside"], handed["conflicts"]) == ([], 0)
    row = chen.one("show", "comments", made["id"])
    assert (row["withdrawn"], row["text"], row["revision"]) == (True, "", 2)


def test_what_a_chair_with_a_server_sets_aside_is_offered_once_and_the_server_refuses(
    served, tmp_path: Path
):
    town = found(tmp_path / "town", served.url, "mona", "chen")
    mona, chen = town.person("mona"), town.person("chen")
    mona.one("review", "cables", "--text", "need=By file", "--submit")
    with closing(open_store(Home(mona.home).store)) as store:
        store.run("UPDATE outbox SET data = json_set(data, '$.texts.gone', 'old words')")
    mona.one("bundle", "make", "--out", tmp_path / "mona.satchel")

    opened = chen.one("bundle", "open", tmp_path / "mona.satchel")
    handed, again = chen.one("sync"), chen.one("sync")

    assert [each["code"] for each in opened["set_aside"]] == ["unknown_criterion"]
    assert [each["code"] for each in handed["set_aside"]] == ["unknown_criterion"]
    assert (again["set_aside"], again["sent"]) == ([], 0)
    assert [row for row in chen.rows("list", "reviews") if row["owner"] == "mona"] == []
