"""Words of a member that came another way: whose they are, filed once, taken back, her own win."""

import pytest

from app.actions import consolidating, filing, matrix, remarks, senders
from app.actions.trouble import Trouble
from app.documents.messages import Message
from app.domain.carrying import FILED
from app.reports import words
from app.reports.comments import comments_document
from app.reports.writing import write
from app.store import annotations, carried, current, rounds
from app.sync import handing_on
from tests import chairs, desks
from tests.builders import AT, clock, joined, record, seed

MAIL = Message(
    "mail",
    "I support it.\n\nWho pays for the ladders?\n\n> old words",
    "Omar Olive",
    "omar@olive.example",
    "2030-01-28T09:00:00Z",
    "Trees",
)


@pytest.fixture
def chair():
    contact = {"emails": ["Omar@Olive.example"]}
    store = chairs.desk(
        "chair",
        "chair",
        record("contacts", "member-omar", 1, "office", ("chairs",), **contact),
        record("members", "omar", 2, name="Omar Olive", role="member", aliases=["Umar Zaytun"]),
        record("members", "nadia", 2, name="Nadia Nut", role="member"),
        record("members", "ann", 2, name="Nadia Nutt", role="member"),
    )
    yield store
    store.close()


def file(store, quote=None, message=MAIL, account="omar", what="proposal/trees", **more):
    return filing.file(store, message, account, what, quote, clock=clock, **more)


def hers(store, id):
    return current.one(store, "comments", id)


# --- whose it is -----------------------------------------------------------------------------


def test_an_address_in_the_contacts_says_whose_it_is(chair):
    found = senders.proposed(chair, MAIL)

    assert [(each.account, each.why) for each in found] == [("omar", "address")]
    assert senders.certain(found) == "omar"


@pytest.mark.parametrize(
    ("name", "accounts", "why"),
    [
        ("OMAR OLIVE", ["omar"], "name"),
        ("Zaytun, Umar", ["omar"], "alias"),
        ("Omar", ["omar"], "like"),
        ("Nadja Nut", ["nadia", "ann"], None),
        ("Nobody Known", [], None),
        ("", [], None),
    ],
    ids=["name", "alias", "first-name", "several", "unknown", "none"],
)  # fmt: skip
def test_names_are_offered_and_never_decide(chair, name, accounts, why):
    found = senders.proposed(chair, Message("chat", "Yes.", name))

    assert sorted(each.account for each in found) == sorted(accounts)
    assert why is None or found[0].why == why
    assert senders.certain(found) is None


def test_an_address_that_two_contacts_have_decides_nothing(chair):
    shared = record("contacts", "member-nadia", 1, "office", ("chairs",), emails=[MAIL.address])
    seed(chair, shared)

    found = senders.proposed(chair, MAIL)

    assert {each.account for each in found} == {"omar", "nadia"}
    assert senders.certain(found) is None


# --- filed -----------------------------------------------------------------------------------


def test_chosen_words_are_hers_with_their_source_and_who_filed_them(chair):
    made = file(chair, "Who pays for the ladders?", kind="question", criterion="need")

    row = hers(chair, made.id)
    assert row.owner == "omar"
    assert row.data["text"] == "Who pays for the ladders?"
    assert (row.data["kind"], row.data["criterion"]) == ("question", "need")
    assert (row.data["via"], row.data["carried_by"]) == ("mail", "chair")
    assert row.data["source"] == {
        "how": "mail", "at": MAIL.at, "subject": "Trees", "message": MAIL.key,
    }  # fmt: skip
    assert set(row.readers) == {"chairs", "ann"}  # as of a question she asks herself
    (listed,) = filing.listed(chair, MAIL.key)
    assert words.came(listed.came, "Omar") == "by mail, 28 January 2030, filed by Chair"


def test_only_what_was_filed_is_read_to_list_it(chair):
    seed(chair, chairs.comment("c1", "omar", "Sent by herself"))
    in_a_file = chairs.comment("c2", "omar", "In a file")
    in_a_file.data.update(via="bundle", carried_by="cora")
    seed(chair, in_a_file)
    taken_back = chairs.comment("c3", "omar", "Taken back")
    taken_back.data.update(via="mail", carried_by="cora", withdrawn=True)
    seed(chair, taken_back)
    made = file(chair, "I support it.")

    assert [row.id for row in annotations.filed(chair, FILED)] == [made.id]
    assert [each.id for each in filing.listed(chair)] == [made.id]


def test_without_a_choice_all_of_her_own_words_are_filed(chair):
    made = file(chair)

    assert hers(chair, made.id).data["text"] == "I support it.\n\nWho pays for the ladders?"
    assert hers(chair, made.id).readers == ("chairs",)


def test_it_is_no_review_and_the_consolidation_says_how_it_came(chair, home):
    file(chair, "I support it.")

    said = remarks.of_proposal(chair, home, "trees")

    assert rounds.reviews_of(chair, "trees") == []
    assert "omar" in said.missing
    assert "omar" not in said.answered
    assert matrix.of_round(chair, "first").coverage.answered == 0
    (one,) = said.said
    assert (one.owner, one.came.via, one.came.by) == ("omar", "mail", "chair")


def test_the_same_words_filed_twice_are_told_and_stand_once(chair):
    first = file(chair, "I support it.")

    again = file(chair, "I  support\nit.")

    assert again.already
    assert again.id == first.id
    assert len(filing.listed(chair)) == 1


def test_what_she_wrote_herself_is_not_filed_beside_it(chair):
    seed(chair, chairs.comment("own", "omar", "I support it."))

    again = file(chair, "I support it.")

    assert (again.already, again.id) == (True, "own")


def test_the_same_words_about_another_paper_are_told(chair):
    file(chair, "I support it.")

    other = file(chair, "I support it.", what="proposal/water")

    assert not other.already
    assert other.elsewhere == ("proposal/trees",)


def test_two_chairs_file_one_record(chair):
    other = chairs.desk("cora", "chair", record("members", "omar", 2, name="O", role="member"))

    assert file(chair, "I support it.").id == file(other, "I support it.").id
    other.close()


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"quote": "not in it"}, "words_not_in_it"),
        ({"account": "chair"}, "sender_is_me"),
        ({"account": "nobody"}, "no_such_sender"),
        ({"what": "proposal/nothing"}, "no_such_paper"),
        ({"what": "decision/x"}, "no_such_paper"),
        ({"what": "trees"}, "bad_about"),
        ({"criterion": "colour"}, "unknown_criterion"),
        ({"message": Message("mail", "> quoted alone")}, "empty"),
    ],
    ids=["words", "me", "nobody", "paper", "decision", "about", "criterion", "empty"],
)  # fmt: skip
def test_what_does_not_fit_is_refused_and_nothing_is_filed(chair, given, code):
    with pytest.raises(Trouble) as told:
        file(chair, **given)

    assert told.value.code == code
    assert filing.listed(chair) == ()


def test_a_member_files_nothing(store):
    seed(joined(store, "nadia", "member"), *chairs.papers())

    with pytest.raises(Trouble) as told:
        file(store)

    assert told.value.code == "not_a_taker"


def test_a_mail_from_the_future_is_written_now(chair):
    late = Message("mail", "Yes, please.", at="2099-01-01")

    row = hers(chair, file(chair, message=late).id)

    assert row.data["written_at"] == AT
    assert row.data["source"]["at"] == "2099-01-01"


# --- taken back, and put right ---------------------------------------------------------------


def test_what_nobody_has_is_gone_when_it_is_taken_back_and_can_be_filed_anew(chair):
    made = file(chair, "I support it.")

    filing.take_back(chair, made.id, clock)

    assert hers(chair, made.id) is None
    assert carried.all_of(chair) == []
    assert not file(chair, "I support it.", kind="question").already


def test_what_has_left_is_withdrawn_by_a_second_act(chair):
    made = file(chair, "I support it.")
    carried.leave(chair, handing_on.take(chair, set()))

    filing.take_back(chair, made.id, clock)

    acts = carried.of(chair, "comments", made.id)
    assert [(each.base, bool(each.sent_data.get("withdrawn"))) for each in acts] == [
        (None, False), (1, True),
    ]  # fmt: skip
    assert filing.listed(chair) == ()


def test_what_another_chair_filed_can_be_taken_back_on_top_of_what_the_server_has(chair):
    theirs = {"via": "mail", "carried_by": "cora", "source": {"how": "mail"}}
    seed(chair, chairs.comment("f1", "omar", "I support it.", **theirs))

    filing.take_back(chair, "f1", clock)

    (act,) = carried.all_of(chair, "waiting")
    assert (act.account, act.base, act.sent_data["withdrawn"]) == ("omar", 1, True)
    (listed,) = filing.listed(chair)
    assert listed.state == "leaving"


def test_what_she_put_right_herself_cannot_be_taken_back(chair):
    put_right = {"source": {"how": "mail", "at": "2030-01-28"}}
    seed(chair, chairs.comment("f1", "omar", "I meant no.", **put_right))

    with pytest.raises(Trouble) as told:
        filing.take_back(chair, "f1", clock)

    assert told.value.code == "not_filed_so"


def test_it_is_said_that_she_changed_it_since(chair, home):
    put_right = {"source": {"how": "mail", "at": "2030-01-28"}}
    seed(chair, chairs.comment("f1", "omar", "I meant no.", **put_right))

    (one,) = remarks.of_proposal(chair, home, "trees").said

    assert words.came(one.came, one.name) == (
        "first said by mail, 28 January 2030; changed since by Omar Olive"
    )


def test_reports_tell_how_it_came(chair, home):
    file(chair, "I support it.")

    report = consolidating.of_round(chair, home, "first", AT, ("en", False))

    page = write(comments_document(report), "html").decode()
    assert "by mail, 28 January 2030, filed by Chair" in page


def test_without_a_server_it_goes_on_in_the_chairs_file_and_so_does_taking_it_back(tmp_path):
    chair, office = desks.desk("chair"), desks.desk("office")
    made = filing.file(chair, MAIL, "omar", "proposal/trees", "I support it.", clock=clock)

    desks.hands(chair, tmp_path, office, to="secretariat")

    row = hers(office, made.id)
    assert (row.owner, row.data["via"], row.data["carried_by"]) == ("omar", "mail", "chair")
    assert [each.id for each in filing.listed(office)] == [made.id]

    filing.take_back(chair, made.id, clock)
    desks.hands(chair, tmp_path, office, to="secretariat", name="b.satchel")

    assert hers(office, made.id).data["withdrawn"] is True
    assert filing.listed(office) == filing.listed(chair) == ()
    for store in (chair, office):
        store.close()
