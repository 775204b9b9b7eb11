"""The chair's path by the command line: what was said, the letter, its answers, the next version."""

import json
from contextlib import closing
from email import message_from_bytes, policy

import pytest

from app.domain import ids
from app.paths import Home
from app.store import open_store
from tests.integration import harbour
from tests.integration.commands import call, found

PAPER = "proposal/cables"
CONFIDENTIAL = "canary of the draft"


def answered_round(place, url):
    """A round in which two members have answered and the chair has synced."""
    made = found(place, url, "chen", "mona", "nils", "olga")
    mona, nils = made.person("mona"), made.person("nils")
    mona.one("review", "cables", "--text", "need=Ports ask for it", "--text",
             "reach=The scope is too broad", "--stance", "object", "--submit")  # fmt: skip
    nils.one("review", "cables", "--text", "need=Nobody needs it", "--text",
             "reach=The scope is too broad!", "--stance", "support", "--submit")  # fmt: skip
    mona.one(
        "comment", PAPER, "--quote", "The ferry", "--text", "Which ferry?", "--criterion", "need"
    )
    mona.one("comment", PAPER, "--kind", "question", "--text", "Who pays?", "--quote", "cables")
    for each in (mona, nils):
        each.one("sync")
    made.person("chen").one("sync")
    return made


@pytest.fixture
def town(served, tmp_path):
    return answered_round(tmp_path, served.url)


@pytest.fixture(scope="module")
def village(served, tmp_path_factory):
    """A town for tests that leave its round and its letters as they are."""
    return answered_round(tmp_path_factory.mktemp("village"), served.url)


def whole(person):
    """Everything the profile of `person` keeps, as text."""
    with closing(open_store(Home(person.home).store, read_only=True)) as store:
        rows = [*store.rows("SELECT data FROM records"), *store.rows("SELECT data FROM outbox")]
    return "\n".join(str(row["data"]) for row in rows)


def question_of(person):
    return person.rows("questions", "talks")[0]["id"]


def publish_answer(town, question):
    answers = (
        f'answers = [{{ question = "{question}", section = "about", quote = "who pays for each" }}]'
    )
    text = harbour.CABLES_2.replace(
        'note = "Says who pays."', f'note = "Says who pays."\n{answers}'
    )
    harbour.put(town.folder, "proposals/cables.v2.md", text)
    answer = town.publish()
    assert answer.code == 0, answer


def test_consolidate_brings_everything_of_a_round_together(village):
    chen = village.person("chen")

    whole_round = chen.one("consolidate", "talks")

    cables = next(each for each in whole_round["proposals"] if each["id"] == "cables")
    need = {each["text"]: each for each in cables["criteria"]["need"]}
    assert set(need) == {"Ports ask for it", "Nobody needs it", "Which ferry?"}
    ferry = need["Which ferry?"]
    assert (ferry["owner"], ferry["kind"], ferry["quote"]) == ("mona", "comment", "The ferry")
    assert (ferry["place"]["state"], ferry["place"]["section"]) == ("kept", "about")
    assert need["Nobody needs it"]["place"] is None
    (question,) = cables["questions"]
    assert (question["text"], question["state"], question["owner"]) == (
        "Who pays?",
        "asked",
        "mona",
    )
    (agreed,) = cables["agreement"]
    assert sorted(agreed["owners"]) == ["mona", "nils"]
    assert agreed["ids"] == [each["id"] for each in cables["criteria"]["reach"]]
    assert cables["positions"] == {"object": 1, "support": 1}
    assert {each["owner"] for each in cables["objection"]} == {"mona"}
    assert cables["missing"] == ["chen", "otto", "pia"]
    assert whole_round["missing"] == ["chen", "otto", "pia"]
    assert set(whole_round["lonely"]) == {each["id"] for each in whole_round["proposals"]} - {
        "cables"
    }
    only = chen.one("consolidate", "talks", "--proposal", "cables")
    assert [each["id"] for each in only["proposals"]] == ["cables"]


def test_a_letter_goes_from_a_suggestion_to_answers_in_the_next_version(town):
    chen, mona, nils = (town.person(name) for name in ("chen", "mona", "nils"))
    question = question_of(chen)
    source = next(each["id"] for each in chen.rows("list", "comments") if each["kind"] == "comment")
    review = f"{ids.review_id(town.cycle, 'nils', 'cables')}/need"

    suggested = chen.one("letter", "cables")
    drafted = chen.one("letter", "cables", "--point", "Say which ferry", "--from", source,
                       "--from", review, "--question", question, "--criterion", "need")  # fmt: skip
    chen.one("letter", "cables", "--point", CONFIDENTIAL, "--kind", "objection", "--at", "1")
    mail = town.place / "letter.eml"
    chen.one("letter", "cables", "--template", "usual", "--mail", mail)
    chen.one("letter", "cables", "--move", "1", "--to", "2")
    status = chen.one("status")
    chen.one("sync")
    before = [each.rows("list", "letters") for each in (mona, nils)]
    chen.one("letter", "cables", "--remove", "2")
    sent = chen.one("letter", "cables", "--sent", "--to", "by mail to Pia")
    chen.one("sync")
    for each in (mona, nils):
        each.one("sync")

    assert (
        "Dear Pia Mole"
        in message_from_bytes(mail.read_bytes(), policy=policy.default).get_body().get_content()
    )
    assert suggested["suggested"]
    assert question in [one for each in suggested["points"] for one in each["questions"]]
    assert (drafted["id"], drafted["collection"], drafted["waiting"]) == (
        "letter-cables-v1", "letters", False
    )  # fmt: skip
    assert drafted["readers"] == ["chairs"]
    assert drafted["points"][0]["comments"] == [source, review]
    assert status["waiting"] == 0
    assert before == [[], []]
    assert (sent["readers"], sent["sent_to"], sent["waiting"]) == (
        ["members"],
        "by mail to Pia",
        True,
    )
    assert sent["opening"].startswith("Dear Pia Mole,\n")
    (letter,) = nils.rows("list", "letters")
    assert letter["points"][0]["text"] == "Say which ferry"
    assert letter["points"][0]["comments"] == [source]
    assert [each["state"] for each in mona.rows("questions", "talks")] == ["in_letter"]
    for each in (mona, nils, town.person("olga")):
        each.one("sync")
        assert CONFIDENTIAL not in whole(each)
    assert review.partition("/")[0] not in whole(mona)

    publish_answer(town, question)
    for each in (mona, chen):
        each.one("sync")
    answered = [row["state"] for row in chen.rows("questions", "talks", "--state", "answered")]
    mona.one("satisfied", question, "yes")
    mona.one("sync")
    chen.one("sync")
    shown = chen.one("letter", "cables")
    (row,) = chen.rows("questions", "talks")

    assert answered == ["answered"]
    assert (row["state"], row["answer"]["version"], row["answer"]["section"]) == (
        "satisfied",
        2,
        "about",
    )
    assert row["answer"]["exact"] == "who pays for each"
    (point,) = shown["followed"]["points"]
    assert point["state"] == "answered"
    assert shown["points"][0]["comments"] == [source, review]
    assert "Question 1" in chen_text(chen)


def chen_text(chen):
    """The letter as people read it."""
    return call("--home", chen.home, "letter", "cables").out


def test_a_shared_draft_reaches_the_co_chair_and_no_member(town):
    chen, mona = town.person("chen"), town.person("mona")
    office = town.office
    chen.one("letter", "cables", "--begin", "--share")
    chen.one("sync")
    office.one("sync")
    mona.one("sync")

    theirs = office.one("letter", "cables", "--point", "From the office")
    office.one("sync")
    chen.one("sync")

    assert theirs["shared"]
    assert chen.one("letter", "cables")["points"][-1]["text"] == "From the office"
    assert mona.rows("list", "letters") == []


def test_one_question_to_all_is_answered_side_by_side(town):
    chen, mona = town.person("chen"), town.person("mona")

    asked = chen.rows("ask-all", "--round", "talks", "--text", "Is there money?", "--audience",
                      "members")  # fmt: skip
    chen.one("sync")
    mona.one("sync")
    ours = next(each for each in asked if each["about"]["id"] == "cables")
    publish_answer(town, ours["id"])
    mona.one("sync")

    (common,) = mona.rows("questions", "talks", "--common")
    assert common["text"] == "Is there money?"
    states = {each["proposal"]: each["state"] for each in common["asked"]}
    assert states["cables"] == "answered"
    assert set(states.values()) == {"asked", "answered"}
    assert len(states) == len(asked) > 1


def test_a_brief_is_one_page_for_programs_and_people(town):
    chen = town.person("chen")
    publish_answer(town, question_of(chen))
    chen.one("sync")

    brief = chen.one("brief", "cables")

    assert (brief["id"], brief["version"], brief["round"]) == ("cables", 2, "talks")
    assert brief["changed"]["note"] == "Says who pays."
    assert [(each["proposal"], each["kind"]) for each in brief["overlaps"]] == [
        ("tides", "overlaps")
    ]
    assert [each["state"] for each in brief["open_questions"]] == ["answered"]
    assert {each["owner"] for each in brief["objection"]} == {"mona"}
    (silent,) = [row["name"] for row in chen.rows("list", "members") if row["id"] == "otto"]
    assert "otto" in brief["missing"]
    assert silent in call("--home", chen.home, "brief", "cables").out
    assert silent in call("--home", chen.home, "consolidate", "talks").out


def test_comments_on_a_document_are_consolidated(village):
    chen, mona = village.person("chen"), village.person("mona")
    document = mona.rows("list", "documents")[0]["id"]
    mona.one("comment", f"document/{document}", "--text", "Too long", "--audience", "chairs")
    mona.one("sync")
    chen.one("sync")

    said = chen.one("consolidate", f"document/{document}")
    told = call("--home", chen.home, "consolidate", f"document/{document}").out

    assert "Otto Buoy" in told
    assert "## intro" not in told
    assert [(each["owner"], each["text"]) for each in said["general"]] == [("mona", "Too long")]
    assert "nils" in said["missing"]
    assert "mona" not in said["missing"]


def test_templates_are_saved_used_listed_and_removed(village):
    chen = village.person("chen")
    saved = chen.one("templates", "--save", "short", "--opening", "Dear {proposer}")
    listed = chen.rows("templates")
    letter = chen.one("letter", "cables", "--template", "short")
    chen.one("templates", "--remove", "short")
    chen.one("undo")

    assert saved == {"name": "short", "opening": "Dear {proposer}", "closing": ""}
    assert [each["name"] for each in listed] == ["short", "usual"]
    assert letter["composed"]["opening"] == "Dear Pia Mole"
    assert [each["name"] for each in chen.rows("templates")] == ["usual"]


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("letter", "nowhere"), 1, "nowhere"),
        (("letter", "cables", "--opening", "{salary}"), 2, "{salary}"),
        (("letter", "cables", "--change", "3", "--point", "x"), 1, "points so far: 0"),
        (("letter", "cables", "--move", "1"), 2, "--to"),
        (("letter", "cables", "--remove", "0"), 1, "no point 0"),
        (("letter", "cables", "--to", "Pia"), 2, "--sent"),
        (("letter", "cables", "--criterion", "need"), 2, "--point"),
        (("letter", "cables", "--sent"), 1, "no letter"),
        (("letter", "cables", "--mail", "."), 2, "folder"),
        (("letter", "cables", "--point", "x", "--from", "nowhere"), 1, "nowhere"),
        (("letter", "cables", "--template", "nowhere"), 1, "nowhere"),
        (("templates", "--save", "x", "--opening", "{salary}"), 2, "{salary}"),
        (("templates", "--opening", "Dear"), 2, "--save"),
        (("consolidate", "nowhere"), 1, "nowhere"),
        (("consolidate", "proposal/cables"), 2, "--proposal ID"),
        (("consolidate", "talks", "--proposal", "nowhere"), 1, "nowhere"),
        (("questions", "nowhere"), 1, "nowhere"),
        (("ask-all", "--text", "x"), 2, "--round"),
        (("ask-all", "--text", "x", "cables", "nowhere"), 1, "nowhere"),
        (("brief", "nowhere"), 1, "nowhere"),
        (("earlier", "--keep", "/nowhere"), 1, "/nowhere"),
        (("earlier", "--forget", "nowhere"), 1, "nowhere"),
    ],
    ids=lambda value: " ".join(value).replace("/", "-") if isinstance(value, tuple) else None,
)
def test_what_cannot_be_done_is_told_and_nothing_is_kept(quay, words, code, told):
    before = quay.rows("list", "letters")

    assert told in quay.fails(*words, code=code)
    assert quay.rows("list", "letters") == before == []


@pytest.fixture(scope="module")
def quay(served, tmp_path_factory):
    """A chair who never writes anything."""
    return found(tmp_path_factory.mktemp("quay"), served.url, "chen").person("chen")


def test_a_refused_part_leaves_nothing_of_the_rest(village):
    chen = village.person("chen")

    chen.fails("letter", "cables", "--opening", "Dear all", "--point", "x", "--from", "nowhere")

    assert chen.rows("list", "letters") == []


def test_members_cannot_write_letters_and_are_told(village):
    mona = village.person("mona")

    assert "no letter" in mona.fails("letter", "cables")
    assert "chair" in mona.fails("letter", "cables", "--point", "Mine")
    assert json.dumps(mona.rows("list", "letters")) == "[]"


def test_two_chairs_write_one_letter_without_a_line_and_no_point_is_lost(town):
    laptop, desk = town.person("chen"), town.person("chen-too")
    desk.joins(town.url, town.office, "chen")
    laptop.one("letter", "cables", "--point", "One", "--share")
    for each in (laptop, desk):
        each.one("sync")

    laptop.one("letter", "cables", "--point", "From the laptop")
    desk.one("letter", "cables", "--point", "From the desk")
    for each in (laptop, desk, laptop):
        each.one("sync")
    joined = [
        {each["text"] for each in person.one("letter", "cables")["points"]}
        for person in (laptop, desk)
    ]
    laptop.one("letter", "cables", "--change", "1", "--point", "One of the laptop")
    desk.one("letter", "cables", "--change", "1", "--point", "One of the desk")
    laptop.one("sync")
    synced = call("--home", desk.home, "sync").out
    told = call("--home", desk.home, "conflicts").out
    desk.one("settle", "letter-cables-v1", "--keep", "both")
    settled = desk.one("letter", "cables")["points"]

    assert joined == [{"One", "From the laptop", "From the desk"}] * 2
    assert "both kept: Cables of the harbour." in synced
    assert "mine:   1. One of the desk" in told
    assert "theirs: 1. One of the laptop" in told
    assert len({each["id"] for each in settled}) == len(settled) == 3
    assert {"One of the laptop", "One of the desk"} <= set(settled[0]["text"].splitlines())
