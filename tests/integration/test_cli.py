"""The command line as scripts see it: shapes, exit codes, and everything a member does offline."""

import json
import os
import re
import shutil
from pathlib import Path

import pytest

from app.domain.collections import ALL
from tests.integration import harbour
from tests.integration.commands import PATIENCE, Profile, Town, call, found, run, start

ROW = {"id", "collection", "owner", "waiting", "revision", "readers"}
PLACE = {"state", "version", "section", "start", "end", "confidence", "exact"}
STATUS = {
    "waiting", "account", "cycle", "role", "server", "epoch", "last_exchange", "set_aside",
    "conflicts", "deadlines", "counts", "unread", "changed",
}  # fmt: skip


@pytest.fixture(scope="module")
def town(served, tmp_path_factory) -> Town:
    return found(tmp_path_factory.mktemp("town"), served.url, "mona", "chen", "olga")


@pytest.fixture
def mona(town: Town, tmp_path: Path) -> Profile:
    """A copy of a member's computer, with no line to anywhere."""
    home = tmp_path / "mona"
    shutil.copytree(town.person("mona").home, home)
    return Profile(home)


def note(profile: Profile, about: str, quote: str, *more: str) -> dict:
    return profile.one("note", about, "--quote", quote, "--text", "see", *more)


# --- usage ---------------------------------------------------------------------------------


def test_home_and_json_stand_before_or_after_the_command(mona):
    before = run("--home", mona.home, "--json", "status")
    after = run("status", "--json", "--home", mona.home)
    between = run("--json", "status", "--home", mona.home)

    assert before == after == between
    assert before.one.keys() >= STATUS
    assert (before.one["account"], before.one["role"], before.one["waiting"]) == (
        "mona", "member", 0,
    )  # fmt: skip


def test_the_version_is_told():
    assert re.fullmatch(r"satchel \d+\.\d+\S*\n", run("--version").out)


def test_bytes_that_are_no_text_are_refused_and_change_nothing(mona):
    odd = os.fsdecode(b"half\xff")
    before = mona.one("status")

    for args in (
        ("note", "proposal/cables", "--text", odd),
        ("note", "proposal/cables", "--text", "x", "--section", odd),
        ("show", "proposals", odd),
        ("get", odd),
        ("review", "cables", "--text", f"need={odd}"),
        ("join", "http://127.0.0.1:9", "--invitation", odd),
    ):
        assert "half a character" in mona.fails(*args)

    assert mona.one("status") == before


def test_commands_at_the_same_time_lose_nothing(mona):
    each = [
        start("--home", mona.home, "comment", "proposal/cables", "--text", f"number {count}")
        for count in range(4)
    ]

    for process in each:
        process.communicate(timeout=PATIENCE)

    assert [process.returncode for process in each] == [0] * 4
    assert len(mona.rows("list", "outbox")) == 4


@pytest.mark.parametrize(
    "args",
    [
        ("serve", "--port", "99999"),
        ("nosuch",),
        ("sync", "--nosuch"),
        ("sync", "--budget", "much"),
        ("list",),
        ("list", "nonsense"),
        ("show", "nonsense", "x"),
        ("comment", "proposal/cables", "--text", "x", "--kind", "shout"),
        ("comment", "nonsense", "--text", "x"),
        ("comment", "proposal/cables", "--text", "x", "--audience", "!!"),
        ("review", "lamps", "--score", "content"),
        ("review", "lamps", "--score", "content=many"),
        ("review", "lamps", "--recuse", "boredom"),
        ("review", "lamps", "--submit", "--draft"),
        ("export", "everything", "--format", "pdf", "--out", "x"),
        ("export", "nonsense", "--out", "x"),
        ("check",),
        ("members", "invite"),
    ],
    ids=" ".join,
)
def test_wrong_usage_is_told_in_words_with_exit_2(mona, args):
    said = mona.fails(*args, code=2)

    assert len(said.strip().splitlines()) == 1


@pytest.mark.parametrize(
    "args",
    [
        ("show", "proposals", "nosuch"),
        ("show", "proposals", "cables", "--version", "9"),
        ("diff", "cables", "--to", "9"),
        ("diff", "nosuch"),
        ("get", "nosuch"),
        ("get", "sea-chart", "--text"),
        ("note", "proposal/nosuch", "--text", "x"),
        ("note", "proposal/cables", "--quote", "words that are nowhere", "--text", "x"),
        ("note", "proposal/cables", "--text", ""),
        ("comment", "proposal/cables", "--text", "x", "--criterion", "nosuch"),
        ("comment", "proposal/cables", "--text", "x", "--reply-to", "nosuch"),
        ("withdraw", "nosuch"),
        ("edit", "nosuch", "--text", "x"),
        ("settle", "nosuch", "--keep", "mine"),
        ("undo",),
        ("review", "nosuch", "--stance", "support"),
        ("export", "comments", "--round", "nosuch", "--out", "x.pdf"),
        ("join", "ftp://harbour.example", "--invitation", "x"),
        ("join", "http://harbour.example", "--invitation", "x"),
        ("epoch", "new", "--cycle", "x", "--data", "/nowhere"),
    ],
    ids=lambda args: " ".join(args)[:40],
)
def test_what_could_not_be_done_is_told_with_exit_1_and_changes_nothing(mona, args):
    before = mona.one("status")

    said = mona.fails(*args)

    assert said.strip()
    assert mona.one("status") == before


def test_a_computer_that_has_not_joined_says_so(tmp_path):
    nobody = Profile(tmp_path / "nobody")

    assert nobody.one("status")["account"] is None
    assert nobody.rows("list", "proposals") == []
    for args in (
        ("sync",),
        ("note", "proposal/cables", "--text", "x"),
        ("export", "comments", "--out", tmp_path / "x.pdf"),
        ("export", "everything", "--out", tmp_path / "x.json"),
    ):
        assert "not joined" in nobody.fails(*args)
    assert not list(tmp_path.glob("x.*"))


# --- reading ----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [*ALL, "outbox", "questions"])
def test_every_collection_is_listed_row_by_row(mona, kind):
    rows = mona.rows("list", kind)

    expected = {
        "cycle": 1, "rounds": 2, "proposals": 4, "versions": 4, "meetings": 2, "items": 4,
        "documents": 6, "workgroups": 1, "milestones": 1, "members": 7, "contributions": 2,
    }  # fmt: skip
    assert len(rows) == expected.get(kind, 0)
    for row in rows:
        assert row.keys() >= ROW
        assert (row["collection"], row["waiting"], row["revision"]) == (kind, False, 1)


def test_a_proposal_is_shown_flat_with_the_words_of_its_version(mona):
    row = mona.one("show", "proposals", "cables")

    assert (row["title"], row["code"], row["version"]) == ("Cables of the harbour", "T-1", 1)
    assert row["related"] == [{"proposal": "tides", "kind": "overlaps"}]
    assert row["readers"] == ["members"]
    assert [each["key"] for each in row["sections"]] == [
        "intro", "about", "arabic", "社区", "people",
    ]  # fmt: skip
    assert row["sections"][2]["text"] == harbour.ARABIC


def test_search_finds_words_of_all_languages_best_first(mona):
    def hits(words):
        rows = mona.rows("search", words)
        assert all(
            row.keys() >= {"kind", "id", "section", "title", "snippet", "score"} for row in rows
        )
        assert [row["score"] for row in rows] == sorted(
            (row["score"] for row in rows), reverse=True
        )
        return {(row["kind"], row["id"]) for row in rows}

    assert hits("岛屿") == {("proposal", "cables")}
    assert hits("опыт портов") == {("proposal", "cables")}
    assert hits("المجتمعات") == {("proposal", "cables")}
    assert ("document", "for-observers") in hits("lighthouse")
    assert ("document", "minutes") in hits("breakwater")
    assert ("document", "plan") in hits("ninety metres")
    assert hits("\"' OR * NEAR(") == hits("") == set()


def test_files_that_are_here_are_printed_without_a_line(mona):
    text = mona.one("get", "minutes", "--text")

    assert "breakwater" in Path(text["path"]).read_text("utf-8")


# --- marks --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("about", "quote", "section", "exact"),
    [
        ("proposal/cables", "Harbours  share their\n cables", "about", "Harbours share their cables"),
        ("proposal/cables", "câbles : « qui", "about", "câbles\u00a0: « qui"),
        ("proposal/cables", "câbles\u00a0: « qui", "about", "câbles\u00a0: « qui"),
        ("proposal/cables", "carry them. Les ports", "about", "carry them.\nLes ports"),
        ("proposal/cables", "في المجتمعات الصغيرة", "arabic", "في المجتمعات الصغيرة"),
        ("proposal/cables", "岛屿绘制自己", "社区", "岛屿绘制自己"),
        ("proposal/cables", "We 👩‍👩‍👧 bring families", "people", "We 👩‍👩‍👧 bring families"),
        ("proposal/cables", "of three second", "people", "of three\nsecond"),
        ("proposal/cables", "Words before any", "intro", "Words before any"),
        ("document/guide", "against two questions", "intro", "against two questions"),
        ("document/plan", "ninety metres", "intro", "ninety metres"),
        ("document/for-observers", "welcome at the lighthouse", "intro", "welcome at the lighthouse"),
        ("item/call-1-b-1", "cables need", "key_points", "cables need"),
    ],
)  # fmt: skip
def test_a_quote_is_anchored_in_the_plain_text(mona, about, quote, section, exact):
    row = note(mona, about, quote)

    place, anchor = row["place"], row["anchor"]
    assert place.keys() >= PLACE
    assert (place["state"], place["section"], place["exact"]) == ("kept", section, exact)
    assert anchor["quote"]["exact"] == exact
    assert anchor["section"] == section
    start, end = anchor["position"]["start"], anchor["position"]["end"]
    assert (place["start"], place["end"], end - start) == (start, end, len(exact))
    assert "ambiguous" not in anchor


def test_of_a_quote_found_more_than_once_the_first_is_taken_and_told(mona):
    done = mona.run("note", "proposal/cables", "--quote", "the ferry", "--text", "x")

    (row,) = done.rows
    assert "more than once" in done.err
    assert (row["anchor"]["ambiguous"], row["ambiguous"]) == (True, True)
    assert row["place"]["start"] == len("Harbours share their cables. The ferry, ")


def test_a_row_is_one_line_whatever_ends_lines_in_it(mona):
    text = "one\u2028two\u2029three\x85four\x9f\x7fend"
    mona.one("note", "proposal/cables", "--text", text)

    told = mona.run("list", "notes")

    (line,) = told.out.splitlines()
    assert json.loads(line)["text"] == text


def test_a_quote_across_sections_or_in_another_section_is_refused(mona):
    for more in (
        ("--quote", "stand here. Harbours"),
        ("--quote", "Words before any", "--section", "people"),
        ("--quote", "Words before any", "--section", "nosuch"),
    ):
        assert "not in proposal/cables" in mona.fails(
            "note", "proposal/cables", "--text", "x", *more
        )
    assert mona.rows("list", "notes") == []


def test_a_note_stays_at_home_and_a_comment_waits(mona):
    private = mona.one("note", "item/call-1-b", "--text", "only mine")
    shared = mona.one("comment", "proposal/cables", "--text", "Who pays?", "--quote", "cables",
                      "--kind", "question", "--criterion", "reach")  # fmt: skip

    assert (private["waiting"], private["readers"], private["place"]) == (False, [], None)
    assert private.keys() >= ROW
    assert (shared["waiting"], shared["revision"], shared["owner"]) == (True, None, "mona")
    assert set(shared["readers"]) == {"chairs", "pia"}
    assert shared["about"] == {"kind": "proposal", "id": "cables", "version": 1}
    assert mona.one("status")["waiting"] == 1
    (waits,) = mona.rows("list", "outbox")
    assert waits.keys() >= ROW
    assert (waits["id"], waits["text"], waits["waiting"]) == (shared["id"], "Who pays?", True)
    assert mona.ids("questions") == {shared["id"]}
    assert mona.one("show", "comments", shared["id"]) == shared
    assert mona.one("show", "outbox", shared["id"]) == waits


def test_words_are_edited_withdrawn_and_taken_back(mona):
    made = mona.one("comment", "document/guide", "--text", "first 初")
    edited = mona.one("edit", made["id"], "--text", "second ثانٍ")
    gone = mona.one("withdraw", made["id"])

    assert (edited["id"], edited["text"]) == (made["id"], "second ثانٍ")
    assert (gone["withdrawn"], gone["waiting"]) == (True, True)
    assert mona.one("undo")["id"] == made["id"]
    assert mona.one("show", "comments", made["id"]).get("withdrawn", False) is False
    mona.one("undo")
    assert mona.one("show", "comments", made["id"])["text"] == "first 初"
    assert mona.one("status")["waiting"] == 1
    mona.one("undo")
    assert mona.rows("list", "comments") == mona.rows("list", "outbox") == []


def test_what_no_server_would_take_is_refused_at_the_keyboard(mona):
    assert "bytes" in mona.fails("note", "proposal/cables", "--text", "ж" * 60_000)

    long = mona.one("comment", "proposal/cables", "--text", "海" * 15_000)

    assert len(long["text"]) == 15_000


# --- reviews ------------------------------------------------------------------------------------


def test_a_review_is_submitted_only_when_nothing_that_blocks_is_missing(mona):
    bare = mona.run("review", "cables", "--stance", "support", "--submit")

    assert bare.code == 1
    assert "need" in bare.err
    assert (bare.one["state"], bare.one["waiting"]) == ("draft", False)
    assert mona.one("status")["waiting"] == 0

    done = mona.one("review", "cables", "--text", "need=مطلوب 需要", "--submit")

    assert (done["state"], done["waiting"], done["stance"]) == ("submitted", True, "support")
    assert done["texts"] == {"need": "مطلوب 需要"}
    assert done["version"] == 1
    assert mona.one("status")["waiting"] == 1


def test_a_review_without_a_required_text_is_kept_as_a_draft(mona):
    empty = mona.run("review", "cables", "--submit")

    assert empty.code == 1
    assert "need" in empty.err
    assert empty.one["missing"] == [{"code": "text_required", "key": "need"}]
    assert [row["state"] for row in mona.rows("list", "reviews")] == ["draft"]
    assert mona.rows("list", "outbox") == []


@pytest.mark.parametrize(
    ("args", "named"),
    [
        (("--text", "nosuch=x"), "nosuch"),
        (("--score", "nosuch=3"), "nosuch"),
        (("--stance", "nosuch"), "nosuch"),
        (("--score", "content=9"), "content"),
        (("--score", "overall=0"), "overall"),
        (("--score", "content=2"), "reason"),
        (("--score", "content=2", "--reason", "Boring"), "Boring"),
    ],
)
def test_a_review_that_does_not_fit_its_round_is_kept_as_a_draft(mona, args, named):
    answer = mona.run("review", "lamps", *args, "--submit")

    assert answer.code == 1
    assert named in answer.err
    assert answer.one["state"] == "draft"
    assert mona.rows("list", "outbox") == []


def test_a_key_the_round_does_not_have_is_freed_by_blanking_it(mona):
    mona.one("review", "cables", "--text", "need=ok", "--text", "nede=slip", "--score", "x=1")

    done = mona.one("review", "cables", "--text", "nede=", "--score", "x=", "--submit")

    assert (done["state"], done["texts"], done["scores"]) == ("submitted", {"need": "ok"}, {})


def test_scores_are_given_blanked_and_excused(mona):
    low = mona.one("review", "lamps", "--score", "content=2", "--score", "people=0",
                   "--score", "overall=3", "--reason", "Too broad", "--reason", "Unclear",
                   "--merge-with", "ropes", "--comment", "so so", "--submit")  # fmt: skip
    blank = mona.one("review", "lamps", "--score", "content=", "--score", "overall=", "--submit")

    assert low["scores"] == {"content": 2, "people": 0}
    assert (low["overall"], low["reasons"]) == (3, ["Too broad", "Unclear"])
    assert low["merge_with"] == ["ropes"]
    assert blank["scores"]["content"] is None
    assert (blank["overall"], blank["scores"]["people"], blank["state"]) == (None, 0, "submitted")
    assert blank["id"] == low["id"]
    assert mona.one("review", "cables", "--no-expertise", "--submit")["state"] == "submitted"


def test_a_conflict_of_interest_lifts_what_is_required_and_its_reason_stays_aside(mona):
    done = mona.one("review", "cables", "--recuse", "family:my cousin asks", "--submit")

    assert (done["recused"], done["state"]) == ("family", "submitted")
    assert "cousin" not in json.dumps(done)
    (aside,) = mona.rows("list", "asides")
    assert (aside["id"], aside["recused_why"]) == (done["id"], "my cousin asks")
    assert aside["readers"] == ["chairs"]
    assert mona.one("status")["waiting"] == 2
    assert mona.run("review", "cables", "--recuse", "none", "--submit").code == 1


def test_a_draft_over_what_was_submitted_does_not_take_its_place(mona):
    mona.one("review", "cables", "--text", "need=first", "--submit")

    draft = mona.one("review", "cables", "--text", "need=second thoughts", "--draft")

    assert (draft["state"], draft["texts"]["need"]) == ("draft", "second thoughts")
    (waits,) = mona.rows("list", "outbox")
    assert waits["texts"]["need"] == "first"


# --- taking words away --------------------------------------------------------------------------


def test_everything_of_mine_is_written_to_files_without_a_line(mona, tmp_path):
    mona.one("note", "proposal/cables", "--text", "private words 私")
    mona.one("comment", "proposal/cables", "--text", "shared words", "--quote", "岛屿")
    mona.one("review", "lamps", "--score", "overall=7", "--submit")

    pdf, everything = tmp_path / "deep" / "mine.pdf", tmp_path / "all.json"
    mona.one("export", "my-comments", "--format", "pdf", "--out", pdf)
    told = mona.one("export", "everything", "--format", "json", "--out", everything)
    comments = tmp_path / "comments.pdf"
    mona.one("export", "comments", "--out", comments)

    assert pdf.read_bytes().startswith(b"%PDF-")
    assert comments.read_bytes().startswith(b"%PDF-")
    assert told["size"] == everything.stat().st_size
    whole = everything.read_text("utf-8")
    assert json.loads(whole)
    assert all(words in whole for words in ("private words 私", "shared words", '"overall": 7'))


def test_the_round_where_most_was_said_is_exported_and_the_others_are_named(mona, tmp_path):
    mona.one("comment", "proposal/cables", "--text", "in talks")
    answer = mona.run("export", "comments", "--out", tmp_path / "one.pdf")
    assert (answer.one["round"], answer.err) == ("talks", "")

    for proposal in ("lamps", "ropes"):
        mona.one("comment", f"proposal/{proposal}", "--text", "in marks")
    answer = mona.run("export", "comments", "--out", tmp_path / "two.pdf")

    assert answer.one["round"] == "marks"
    assert "--round talks" in answer.err


def test_a_backup_opens_as_a_profile(mona, tmp_path):
    made = mona.one("note", "proposal/cables", "--text", "keep me")

    copy = Path(mona.one("backup")["path"])

    other = Profile(tmp_path / "restored")
    other.home.mkdir()
    shutil.copy(copy, other.home / "store.db")
    assert other.one("show", "notes", made["id"]) == made
    assert copy.is_relative_to(mona.home)


def test_observers_comment_and_do_not_review(town, tmp_path):
    shutil.copytree(town.person("olga").home, tmp_path / "olga")
    olga = Profile(tmp_path / "olga")

    assert olga.ids("documents") == {"open-letter", "for-observers"}
    assert olga.ids("meetings") == {"open-day"}
    assert olga.rows("list", "proposals") == []
    assert olga.one("comment", "document/open-letter", "--text", "hello")["waiting"]
    assert "Observers" in olga.fails("review", "cables", "--text", "need=x")


def test_search_is_narrowed_by_filters_and_forgives_slips(mona):
    mona.one("note", "proposal/cables", "--text", "Ask about lighthouses")

    def hits(*args):
        return {(row["kind"], row["id"]) for row in mona.rows("search", *args)}

    assert {kind for kind, _id in hits("lighthouse")} >= {"note", "document"}
    assert {kind for kind, _id in hits("lighthouse", "--kind", "document")} == {"document"}
    assert {kind for kind, _id in hits("lighthouses", "--mine")} == {"note"}
    assert hits("harbour", "--changed") == set()
    assert len(mona.rows("search", "harbour", "--limit", "1")) == 1
    [row, *_more] = mona.rows("search", "harbuor")
    assert row["instead"] == "harbour"
    assert row["marks"] or row["title_marks"]
    told = mona.run("search", "harbuor")
    assert "harbour" in told.err


def test_a_hit_without_a_heading_of_its_own_is_told_by_its_paper(mona):
    mona.one("note", "proposal/cables", "--text", "Ask about periwinkles")
    title = mona.one("show", "proposals", "cables")["title"]

    [row] = mona.rows("search", "periwinkles")
    said = call("--home", mona.home, "search", "periwinkles").out

    assert row["title"] == title
    assert title in said.splitlines()[0]


@pytest.mark.parametrize(
    ("args", "code"),
    [(("--kind", "nonsense"), 2), (("--limit", "0"), 2), (("--round", "nonsense"), 1)],
)
def test_filters_that_make_no_sense_are_told(mona, args, code):
    assert mona.run("search", "harbour", *args).code == code
