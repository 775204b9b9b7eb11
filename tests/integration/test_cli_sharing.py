"""The command line between people: publishing, versions, who sees what, two computers of one."""

import json
from contextlib import closing

import pytest

from app.paths import Home
from app.store import open_store, outbox
from tests.integration import harbour
from tests.integration.commands import Profile, Town, found, holds, laid_out

EVERYBODY = ("chen", "mona", "nils", "otto", "pia", "olga")


@pytest.fixture(scope="module")
def town(served, tmp_path_factory) -> Town:
    return found(tmp_path_factory.mktemp("town"), served.url, *EVERYBODY)


@pytest.fixture
def village(served, tmp_path) -> Town:
    """A cycle of this test's own, with nobody in it yet."""
    return found(tmp_path, served.url)


def actions(published) -> list[tuple[str, str, str]]:
    return [(row["collection"], row["id"], row["action"]) for row in published.one["changes"]]


def by_text(profile: Profile, kind: str) -> dict[str, dict]:
    return {row["text"]: row for row in profile.rows("list", kind)}


# --- publishing ------------------------------------------------------------------------------


def test_a_folder_is_checked_planned_published_once_and_then_at_rest(served, tmp_path):
    town = laid_out(tmp_path, served.url)

    assert town.office.one("check", town.folder)["faults"] == []
    planned = town.publish("--dry-run")
    assert (planned.code, planned.one["sent"]) == (0, 0)
    assert town.office.one("status")["account"] is None
    done = town.publish()
    again = town.office.run("publish", town.folder)

    assert actions(done) == actions(planned)
    assert {row["action"] for row in done.one["changes"]} == {"create", "upload"}
    assert ("documents", "plan", "upload") in actions(done)
    assert (again.code, actions(again), again.one["requests"]) == (0, [], 1)
    assert town.office.one("status")["role"] == "secretariat"


def test_faults_are_told_with_file_line_and_field_and_nothing_is_sent(village):
    harbour.put(village.folder, "meetings/open-day.toml",
                harbour.PUBLIC.replace("2031-03-01", "2031-03-99"))  # fmt: skip
    harbour.put(village.folder, "proposals/ropes.v1.md",
                harbour.ROPES.replace('"marks"', '"nosuch"'))  # fmt: skip

    checked = village.office.run("check", village.folder)
    published = village.publish()

    assert checked.code == published.code == 2
    assert published.one["changes"] == []
    found = {(row["file"], row["line"], row["field"]) for row in checked.one["faults"]}
    assert found == {("meetings/open-day.toml", 4, "starts"), ("proposals/ropes.v1.md", 2, "round")}
    assert all(row["message"] for row in checked.one["faults"])
    for said in (checked.err, published.err):
        assert "meetings/open-day.toml:4" in said


def test_a_published_version_never_changes(village):
    for old, new, line, field in (
        ("Harbours *share*", "Ports *share*", 15, "sections[1].text"),
        ("Who lays the cables", "Who cuts the cables", 5, "summary"),
    ):
        harbour.put(village.folder, "proposals/cables.v1.md", harbour.CABLES_1.replace(old, new))

        refused = village.publish()

        assert refused.code == 2
        (fault,) = refused.one["faults"]
        assert (fault["file"], fault["line"]) == ("proposals/cables.v1.md", line)
        assert fault["field"] == field
        assert "cables.v2.md" in fault["message"]
        assert refused.one["changes"] == []


def test_the_life_of_a_round_reaches_members(village):
    village.settle("mona", "nils")
    mona, nils = village.person("mona"), village.person("nils")
    for name, quote in (
        ("moved", "câbles : « qui"),
        ("same", "岛屿绘制自己"),
        ("doubled", "the ferry"),
        ("removed", "second point"),
        ("changed", "Harbours share their cables"),
    ):
        mona.one("note", "proposal/cables", "--quote", quote, "--text", name)
    mona.one("note", "document/plan", "--quote", "ninety", "--text", "on a document")
    mona.one("review", "cables", "--text", "need=as of one", "--submit")

    harbour.put(village.folder, "proposals/cables.v2.md", harbour.CABLES_2)
    harbour.put(village.folder, "proposals/tides.v2.md", harbour.WITHDRAWN)
    moved = 'aoe = true, moved_from = [{ at = 2031-01-30T11:59:59Z, on = 2031-01-29, why = "ask" }]'
    harbour.put(village.folder, "rounds/talks.toml", harbour.TALKS.replace("aoe = true", moved))
    planned, published = village.publish("--dry-run"), village.publish()

    assert actions(published) == actions(planned)
    assert set(actions(published)) == {
        ("rounds", "talks", "update"),
        ("versions", "cables-v2", "create"),
        ("versions", "tides-v2", "create"),
        ("proposals", "cables", "update"),
        ("proposals", "tides", "withdraw"),
    }

    synced = mona.one("sync")
    places = {text: row["place"] for text, row in by_text(mona, "notes").items()}

    assert (synced["received"], synced["requests"]) == (6, 1)
    assert {text: each["state"] for text, each in places.items()} == {
        "moved": "kept", "same": "kept", "doubled": "gone", "removed": "gone", "changed": "changed",
        "on a document": "kept",
    }  # fmt: skip
    assert places["moved"]["exact"] == "câbles\u00a0: « qui"
    assert (places["moved"]["version"], places["doubled"]["version"]) == (2, 2)
    assert places["doubled"]["exact"] is places["doubled"]["start"] is None
    (review,) = mona.rows("list", "reviews")
    assert (review["version"], review["newest"]) == (1, 2)
    assert mona.one("show", "reviews", review["id"]) == review
    assert mona.one("show", "proposals", "tides")["status"] == "withdrawn"
    assert mona.one("show", "proposals", "tides")["sections"][0]["key"] == "idea"
    due = {each["what"]: each for each in mona.one("status")["deadlines"]}
    assert due["comments"]["moved_from"][0]["why"] == "ask"

    compared = mona.one("diff", "cables")
    states = {each["key"]: each["state"] for each in compared["sections"]}
    assert states == {
        "intro": "removed", "about": "changed", "arabic": "same", "社区": "same",
        "people": "removed", "outreach": "added",
    }  # fmt: skip
    for each in compared["sections"]:
        assert all(sign in {"=", "+", "-"} for sign, _text in each["ops"])
    about = next(each for each in compared["sections"] if each["key"] == "about")
    old = "".join(text for sign, text in about["ops"] if sign != "+")
    assert old.startswith("Harbours share their cables. The ferry, the ferry and again")
    first = mona.one("show", "proposals", "cables", "--version", "1")
    assert (first["number"], first["sections"][0]["key"]) == (1, "intro")

    harbour.put(village.folder, "proposals/cables.v3.md", harbour.CABLES_3)
    left = harbour.MEMBERS.replace("uncertain\n", "uncertain,status\n").replace(
        "weog,,3,", "weog,,3,,left"
    )
    harbour.put(village.folder, "members.csv", left)
    assert ("members", "nils", "withdraw") in actions(village.publish())

    mona.one("sync")

    third = mona.one("show", "proposals", "cables")
    assert (third["version"], third["title"]) == (3, "Cables of all harbours")
    assert third["former_titles"] == ["Cables of the harbour"]
    assert [each["key"] for each in third["sections"]] == ["outreach"]
    assert by_text(mona, "notes")["same"]["place"]["state"] == "gone"
    assert [each["state"] for each in mona.one("diff", "cables", "--from", 1)["sections"]].count(
        "removed"
    ) == 5
    assert "no longer knows this computer" in nils.fails("sync")
    assert len(nils.rows("list", "proposals")) == 4
    assert "has left" in village.office.fails("members", "invite", "nils")


# --- who sees what ------------------------------------------------------------------------------


def test_canaries_reach_those_they_are_for_and_no_other_disk(town):
    mona = town.person("mona")
    mona.one("note", "proposal/cables", "--text", "canary private note")
    mona.one("comment", "proposal/tides", "--text", "canary to the chairs")
    mona.one("comment", "proposal/tides", "--text", "canary to nils", "--audience", "nils")
    mona.one("comment", "proposal/tides", "--text", "canary to members", "--audience", "members")
    mona.one("comment", "proposal/cables", "--text", "canary question", "--kind", "question")
    mona.one("review", "lamps", "--score", "overall=7", "--to-chairs", "canary aside", "--submit")
    mona.one("review", "ropes", "--recuse", "employer:canary reason", "--submit")
    mona.one("review", "cables", "--text", "need=canary draft")
    mona.one("sync")
    for account in EVERYBODY:
        town.person(account).one("sync")

    for words, may in {
        harbour.CANARY["contact"]: {"chen"},
        harbour.CANARY["chairs"]: {"chen"},
        harbour.CANARY["office"]: set(),
        harbour.CANARY["passcode"]: {"chen", "mona", "nils", "otto", "pia"},
        "canary private note": {"mona"},
        "canary to the chairs": {"mona", "chen"},
        "canary to nils": {"mona", "nils"},
        "canary to members": {"chen", "mona", "nils", "otto", "pia"},
        "canary question": {"mona", "chen", "pia"},
        "canary aside": {"mona", "chen"},
        "canary reason": {"mona", "chen"},
        "canary draft": {"mona"},
    }.items():
        assert {each for each in EVERYBODY if holds(town.person(each), words)} == may, words
    assert town.person("chen").ids("asides") == mona.ids("asides")
    assert town.person("otto").rows("list", "reviews") == []
    assert town.person("otto").rows("list", "asides") == []


def test_reviews_open_to_others_by_the_rounds_rule(town):
    nils, otto = town.person("nils"), town.person("otto")
    nils.one("review", "tides", "--text", "need=nils was here", "--submit")
    nils.one("sync")
    otto.one("sync")

    assert not holds(otto, "nils was here")

    otto.one("review", "tides", "--text", "need=otto too", "--submit")
    otto.one("sync")
    otto.one("sync")
    nils.one("sync")

    def seen(profile):
        return {row["owner"] for row in profile.rows("list", "reviews")
                if row["proposal"] == "tides"}  # fmt: skip

    assert seen(otto) == seen(nils) == {"nils", "otto"}
    assert seen(town.person("olga")) == set()


def test_what_comes_after_the_deadline_is_taken_and_marked_late(town):
    pia, chen = town.person("pia"), town.person("chen")
    late = pia.one("review", "ropes", "--score", "overall=9", "--submit")
    timely = pia.one("review", "cables", "--text", "need=in time", "--submit")

    assert pia.one("sync")["sent"] == 2

    chen.one("sync")
    assert chen.one("show", "reviews", late["id"])["late"] is True
    assert chen.one("show", "reviews", timely["id"]).get("late", False) is False


def test_a_withdrawn_comment_leaves_the_others_without_its_words(town):
    pia, otto = town.person("pia"), town.person("otto")
    made = pia.one("comment", "proposal/tides", "--text", "taken back words", "--quote",
                   "Tides come", "--audience", "members")  # fmt: skip
    pia.one("sync")
    otto.one("sync")
    assert otto.one("show", "comments", made["id"])["text"] == "taken back words"

    pia.one("withdraw", made["id"])
    pia.one("sync")
    otto.one("sync")

    row = otto.one("show", "comments", made["id"])
    assert (row["withdrawn"], row["text"], row["anchor"]) == (True, "", None)
    assert pia.one("show", "comments", made["id"])["text"] == "taken back words"
    pia.one("undo")
    pia.one("sync")
    otto.one("sync")
    assert otto.one("show", "comments", made["id"])["text"] == "taken back words"


def test_only_the_secretariat_publishes_invites_and_revokes(town):
    for account in ("chen", "mona", "olga"):
        person = town.person(account)
        assert "Secretariat" in person.fails("publish", town.folder)
        assert "Secretariat" in person.fails("members", "invite", "nils", "--role", "member")
        assert "Secretariat" in person.fails("members", "list")
        assert "Secretariat" in person.fails("members", "revoke", "otto")
    assert "cycle" in Profile(town.place / "thief").fails(
        "publish", town.folder, "--server", town.url
    )


def test_a_comment_the_server_will_not_take_is_set_aside_and_blocks_nothing(town):
    otto = town.person("otto")
    odd = otto.one("comment", "proposal/tides", "--text", "to whom", "--audience", "zacharias")
    good = otto.one("comment", "proposal/tides", "--text", "to the chairs")

    report = otto.one("sync")

    assert (report["sent"], report["waiting"]) == (1, 0)
    (aside,) = report["set_aside"]
    assert (aside["id"], aside["code"]) == (odd["id"], "bad_audience")
    assert aside["message"].endswith(".")
    assert otto.one("show", "comments", good["id"])["revision"] == 1
    assert otto.one("status")["set_aside"] == 1
    assert otto.ids("outbox") == {odd["id"]}
    assert otto.one("sync")["requests"] == 1


def test_who_may_no_longer_read_something_loses_it_from_her_disk(village):
    village.settle("chen")
    chen = village.person("chen")
    chen.one("note", "document/for-chairs", "--quote", "canary chairs", "--text", "my own words")
    chen.one("get", "for-chairs")
    assert holds(chen, harbour.CANARY["chairs"])

    demoted = harbour.MEMBERS.replace("chen,chair", "chen,observer")
    harbour.put(village.folder, "members.csv", demoted)
    village.publish()
    report = chen.one("sync")

    assert report["reset"] == "access"
    assert chen.one("status")["role"] == "observer"
    assert chen.rows("list", "contacts") == []
    assert by_text(chen, "notes")["my own words"]["place"]["state"] == "gone"
    assert not holds(chen, harbour.CANARY["contact"])
    assert not list(chen.home.rglob("chairs.md"))
    assert not [path for path in chen.home.glob("texts/*") if b"canary" in path.read_bytes()]


def test_a_document_is_revised_withdrawn_and_narrowed(village):
    village.settle("mona")
    mona = village.person("mona")
    mona.one("note", "document/guide", "--quote", "Each talk is read", "--text", "stays")
    mona.one("note", "document/guide", "--quote", "two questions", "--text", "goes")
    harbour.put(village.folder, "documents/guide.md",
                "# Guide\n\nEach talk is read by all against three *questions*.\n")  # fmt: skip
    sheet = harbour.DOCUMENTS.replace("Plan of the pier,plan,en,final",
                                      "Plan of the pier,plan,en,withdrawn")  # fmt: skip
    harbour.put(village.folder, "documents/documents.csv", sheet)
    (village.folder / "milestones.toml").unlink()

    published = village.publish()
    mona.one("sync")

    assert set(actions(published)) == {
        ("documents", "guide", "upload"),
        ("documents", "guide", "update"),
        ("documents", "plan", "withdraw"),
    }
    assert published.one["missing"] == [{"collection": "milestones", "id": "due"}]
    states = {text: row["place"]["state"] for text, row in by_text(mona, "notes").items()}
    assert states == {"stays": "kept", "goes": "changed"}  # two questions are three now
    assert mona.one("show", "documents", "plan")["status"] == "withdrawn"
    assert mona.ids("milestones") == {"due"}

    harbour.put(village.folder, "documents/documents.csv",
                sheet.replace("guide,en,final,members", "guide,en,final,chairs"))  # fmt: skip
    village.publish()
    assert mona.one("sync")["gone"] == 1
    assert "guide" not in mona.ids("documents")
    assert not holds(mona, "read by all against three")
    assert set(by_text(mona, "notes")) == {"stays", "goes"}


def test_a_review_taken_back_after_it_was_sent_counts_no_more_until_it_is_written_again(town):
    mona, chen = town.person("mona"), town.person("chen")
    made = mona.one("review", "tides", "--text", "need=too soon", "--submit")
    mona.one("sync")
    mona.one("undo")
    mona.one("sync")
    chen.one("sync")

    def exported():
        out = town.place / "said.json"
        chen.one("export", "comments", "--format", "json", "--out", out)
        return {row["id"] for row in json.loads(out.read_text("utf-8"))["reviews"]}

    assert made["id"] not in exported()
    again = mona.one("review", "tides", "--text", "need=considered", "--submit")
    assert "withdrawn" not in again
    mona.one("sync")
    chen.one("sync")
    assert made["id"] in exported()


# --- two computers of one member -----------------------------------------------------------------


def test_a_conflict_keeps_both_lists_both_and_blocks_nothing(village):
    village.settle("mona")
    first, second = village.person("mona"), Profile(village.place / "mona-2")
    made = first.one("comment", "proposal/cables", "--text", "base")
    first.one("sync")
    second.joins(village.url, village.office, "mona")
    first.one("edit", made["id"], "--text", "from the laptop")
    second.one("edit", made["id"], "--text", "from the office")
    other = second.one("comment", "proposal/cables", "--text", "blocks nothing")

    first.one("sync")
    report = second.one("sync")

    assert (report["conflicts"], report["sent"], report["waiting"]) == (1, 1, 0)
    assert second.one("show", "comments", other["id"])["revision"] == 1
    assert second.one("status")["conflicts"] == 1
    (listed,) = [row for row in second.rows("list", "comments") if row["id"] == made["id"]]
    assert listed["text"] == "from the office"
    assert listed["theirs"]["text"] == "from the laptop"
    assert second.one("sync")["requests"] == 1

    second.one("settle", made["id"], "--keep", "mine")
    second.one("sync")
    first.one("sync")

    assert first.one("show", "comments", made["id"])["text"] == "from the office"
    assert second.one("status")["conflicts"] == 0
    assert "theirs" not in second.one("show", "comments", made["id"])


def test_both_texts_of_a_conflict_are_shown_and_both_can_be_kept(village):
    village.settle("mona")
    first, second = village.person("mona"), Profile(village.place / "mona-2")
    made = first.one("comment", "proposal/cables", "--text", "base")
    first.one("sync")
    second.joins(village.url, village.office, "mona")
    first.one("edit", made["id"], "--text", "from the laptop")
    second.one("edit", made["id"], "--text", "from the office")
    first.one("sync")
    second.one("sync")

    (asked,) = second.rows("conflicts")
    assert (asked["id"], asked["state"], asked["collection"]) == (
        made["id"],
        "conflict",
        "comments",
    )
    assert (asked["mine"]["text"], asked["theirs"]["text"]) == (
        "from the office",
        "from the laptop",
    )
    assert asked["choices"] == ["mine", "theirs", "both", "later"]
    (field,) = asked["fields"]
    assert field["field"] == "text"
    assert ["=", "from the "] in field["ops"]

    second.one("settle", made["id"], "--keep", "both")
    second.one("sync")
    first.one("sync")

    kept = first.one("show", "comments", made["id"])["text"]
    assert kept.index("from the laptop") < kept.index("from the office")
    assert second.rows("conflicts") == []
    (merge,) = second.rows("merges")
    assert (merge["kind"], merge["mine"]["text"]) == ("settled", "from the office")


def test_changes_of_two_computers_in_different_fields_are_joined(village):
    village.settle("mona")
    first, second = village.person("mona"), Profile(village.place / "mona-2")
    first.one("review", "cables", "--text", "need=base", "--submit")
    first.one("sync")
    second.joins(village.url, village.office, "mona")
    first.one("review", "cables", "--text", "need=one", "--submit")
    second.one("review", "cables", "--text", "reach=two", "--stance", "object", "--submit")

    for each in (first, second, first):
        assert each.one("sync")["conflicts"] == 0

    for each in (first, second):
        (review,) = each.rows("list", "reviews")
        assert review["texts"] == {"need": "one", "reach": "two"}
        assert review["stance"] == "object"

    (merge,) = second.rows("merges")
    assert (merge["kind"], merge["from_theirs"]) == ("joined", ["texts.need"])
    assert sorted(merge["from_mine"]) == ["stance", "texts.reach"]
    undone = second.one("unmerge", str(merge["number"]), "--keep", "theirs")
    assert undone["texts"] == {"need": "one"}
    assert "no merge 999" in second.fails("unmerge", "999")
    assert "not set aside" in second.fails("discard", "nosuch")


def test_a_server_that_erases_more_than_usual_takes_nothing_unasked(village):
    village.settle("mona", "nils", "pia")
    mona, nils, pia = (village.person(name) for name in ("mona", "nils", "pia"))
    words = [f"comment number {number}" for number in range(30)]
    for text in words:
        mona.one("comment", "proposal/cables", "--text", text, "--audience", "members")
    for each in (mona, nils, pia):
        each.one("sync")
    erase(village.office, mona.ids("comments"))

    asked = nils.run("sync")
    assert (asked.code, asked.one["gone"], asked.one["asks"]["erasures"]) == (1, 0, 30)
    assert "--accept-erasures" in asked.err
    assert "--keep-erased" in asked.err
    assert nils.one("status")["erasures"] == 30
    assert set(by_text(nils, "comments")) == set(words)
    pia.run("sync")

    let_go = nils.one("sync", "--accept-erasures")
    kept = pia.one("sync", "--keep-erased")
    mine = mona.run("sync", "--accept-erasures")

    assert (let_go["gone"], let_go["asks"], by_text(nils, "comments")) == (30, None, {})
    assert (kept["gone"], kept["asks"], len(by_text(pia, "comments"))) == (0, None, 30)
    assert (mine.code, len(by_text(mona, "comments"))) == (0, 30)
    assert "no question" in nils.fails("sync", "--keep-erased")


def erase(office: Profile, comments: set[str]) -> None:
    """Erase records as only the Secretariat can, by hand."""
    office.one("sync")
    with closing(open_store(Home(office.home).store)) as store:
        for id in comments:
            outbox.put(
                store, "comments", id, None, audience=("members",),
                written_at="2031-01-01T00:00:00Z",
            )  # fmt: skip
    assert office.one("sync")["sent"] == len(comments)


def test_a_lost_laptop_is_revoked_and_the_member_invited_again(village):
    village.settle("mona")
    lost, fresh = village.person("mona"), Profile(village.place / "mona-2")
    lost.one("review", "cables", "--text", "need=sent before", "--submit")
    lost.one("sync")
    lost.one("comment", "proposal/cables", "--text", "never sent")

    gone = village.office.one("members", "revoke", "mona")["revoked"]

    assert len(gone) == 1
    assert "no longer knows this computer" in lost.fails("sync")
    assert "never sent" in by_text(lost, "comments")
    fresh.joins(village.url, village.office, "mona")
    (review,) = fresh.rows("list", "reviews")
    assert review["texts"] == {"need": "sent before"}
    invitation = village.office.one("members", "invite", "mona")["invitation"]
    lost.one("join", village.url, "--invitation", invitation)
    assert lost.one("sync")["sent"] == 1


def test_an_invitation_is_for_one_computer_and_may_be_sent_again_by_it(village):
    told = village.office.one("members", "invite", "chen", "--role", "member")
    chen, thief = village.person("chen"), Profile(village.place / "thief")

    joined = [chen.one("join", village.url, "--invitation", told["invitation"]) for _ in "ab"]

    assert joined[0] == joined[1]
    assert (joined[0]["role"], joined[0]["fingerprint"]) == ("member", told["fingerprint"])
    assert "already used" in thief.fails("join", village.url, "--invitation", told["invitation"])
    assert "does not know" in thief.fails("join", village.url, "--invitation", "made-up")
    assert chen.one("sync")["received"] > 0
    listed = {row["account"]: row for row in village.office.rows("members", "list")}
    assert (listed["chen"]["role"], listed["chen"]["enrolled"]) == ("member", True)
    assert listed["mona"]["enrolled"] is False


def test_the_pdf_of_the_chair_holds_everybodys_words_in_every_script(town, tmp_path):
    from app.documents.extract import extract

    mona, chen = town.person("mona"), town.person("chen")
    mona.one("review", "tides", "--text", "need=Так и есть", "--submit")
    mona.one("comment", "proposal/tides", "--text", "这是评论", "--quote", "Tides come and go")
    mona.one("sync")
    chen.one("sync")

    chen.one("export", "comments", "--round", "talks", "--format", "pdf",
             "--out", tmp_path / "all.pdf")  # fmt: skip

    text = extract("all.pdf", (tmp_path / "all.pdf").read_bytes()) or ""
    assert "Так и есть" in text
    assert "这是评论" in text
    assert "Tides come and go" in text
    assert "canary private" not in text
    chen.one("export", "comments", "--format", "json", "--out", tmp_path / "all.json")
    made = json.loads((tmp_path / "all.json").read_text("utf-8"))
    assert {row["text"] for row in made["comments"]} >= {"这是评论"}
