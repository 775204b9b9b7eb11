"""What was said at a meeting: kept, names settled and remembered, put right, read, quoted, made use of."""

from contextlib import closing

import pytest

from app.actions import acting, chatting, hearing, said, said_topics, searching, transcribing
from app.actions.trouble import Trouble
from app.secretariat.papers import Paper, Spot
from app.secretariat.reconcile import merged
from app.store import current, open_store
from tests import calls
from tests.builders import clock, joined, record, seed
from tests.calls import MEETING


def desk(account="amara", role="chair", *more):
    store = open_store(None)
    return seed(joined(store, account, role), *calls.papers(), *more)


@pytest.fixture
def chair():
    store = desk()
    yield store
    store.close()


def look(store, text=None, name="call.txt", **more):
    return hearing.look(store, name, (text or calls.transcript()).encode(), MEETING, **more)


def kept(store, text=None, **more):
    made = transcribing.save(store, look(store, text, **more), clock=clock)
    return transcribing.one(store, made.id)


def chat(store):
    found = hearing.look(store, "chat.txt", calls.CHAT.encode(), MEETING, chat=True)
    return transcribing.one(store, transcribing.save(store, found, clock=clock).id)


def item(store, id="call-5"):
    return current.one(store, "items", id).data


# --- understood ------------------------------------------------------------------------------


def test_a_look_writes_nothing_and_says_who_is_still_to_be_settled(chair):
    found = look(chair)

    assert len(found.turns) == len(calls.SAID)
    assert [each.captions for each in found.speakers if each.open] == [("NORO RAVELO",)]
    assert current.listed(chair, "documents") == []


def test_nearly_all_turns_are_whose_they_were_and_under_their_item(chair):
    found = look(chair, settle=calls.SETTLED)

    table = list(zip(found.turns, calls.SAID, strict=True))
    people = [turn.member == who for turn, (_c, _w, who, *_) in table]
    items = [
        (turn.item or "").removeprefix("call-") in item.split("|") for turn, (*_, item, _p) in table
    ]
    assert sum(people) / len(people) >= 0.95
    assert sum(items) / len(items) >= 0.85
    assert [each for each in found.speakers if each.open] == []


def test_a_proposal_with_an_item_of_its_own_is_spoken_about_there():
    own = [
        record("items", f"call-5-{proposal}", meeting=MEETING, parent="call-5", label=f"5.{at}",
               title=title, position=at, proposals=[proposal])
        for at, (proposal, (title, _by)) in enumerate(calls.PROPOSALS.items(), 1)
    ]  # fmt: skip

    with closing(desk("amara", "chair", *own)) as chair:
        found = look(chair, settle=calls.SETTLED)

    table = list(zip(found.turns, calls.SAID, strict=True))
    about = [(turn.item, about) for turn, (*_, about) in table if about and "|" not in about]
    where = [item == f"call-5-{about}" for item, about in about]
    assert sum(where) >= 0.85 * len(where)


def test_spellings_of_one_person_are_one_speaker(chair):
    found = {each.account: each for each in look(chair).speakers}

    assert found["farid"].captions == ("FARID BENALI", "FARID", "BENALI")
    assert found["farid"].turns == 3
    assert found["amara"].captions == ("CHAIR",)


def test_the_meeting_says_who_chairs_where_there_are_two(chair):
    seed(chair, record("members", "omar", 2, name="Omar Olive", role="chair"))
    called = look(chair).turns[1].member  # “Amara, our chair”
    seed(chair, record("meetings", MEETING, 2, title="IV", chair="omar"))

    assert called == "amara"
    assert look(chair).turns[1].member == "omar"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"settle": {"NOBODY": "omar"}}, "no_such_caption"),
        ({"settle": {"NORO": "nobody"}}, "no_such_speaker"),
        ({"items": {999: "5"}}, "no_such_turn"),
        ({"items": {1: "99"}}, "no_such_record"),
        ({"text": "No captions."}, "transcript_no_turns"),
        ({"text": "Nothing", "chat": True}, "chat_no_turns"),
        ({"name": "call.pdf"}, "transcript_kind"),
    ],
)
def test_what_cannot_be_understood_is_refused(chair, more, code):
    with pytest.raises(Trouble) as caught:
        look(chair, **more)

    assert caught.value.code == code


# --- kept ------------------------------------------------------------------------------------


def test_it_is_kept_as_a_document_of_the_meeting_that_is_not_authoritative(chair):
    found = kept(chair)

    data = found.row.data
    assert (data["kind"], data["meeting"], data["authoritative"]) == ("transcript", MEETING, False)
    assert found.row.readers == ("members",)
    first = data["turns"][0]
    assert {
        "n",
        "speaker",
        "member",
        "item",
        "proposal",
        "start",
        "end",
        "poor",
        "settled",
    } <= first.keys()
    assert data["plain"][first["start"] : first["end"]].startswith("Before we start")
    assert len(current.listed(chair, "documents")) == 1


def test_the_same_file_again_is_not_kept_twice_but_settles(chair):
    one = kept(chair)

    again = transcribing.save(chair, look(chair, settle=calls.SETTLED), clock=clock)

    assert (again.id, again.already) == (one.id, True)
    assert [
        each for each in transcribing.who(chair, transcribing.one(chair, one.id)) if each.open
    ] == []


def test_members_look_and_chairs_keep(chair):
    member = desk("omar", "member")

    with pytest.raises(Trouble, match="not_a_chair"):
        transcribing.save(member, look(member), clock=clock)
    member.close()


def test_what_is_too_long_for_a_record_is_refused_whole(chair):
    text = calls.transcript() * (transcribing.LONGEST // len(calls.transcript()) + 1)

    with pytest.raises(Trouble) as caught:
        kept(chair, text)

    assert caught.value.code == "transcript_too_long"
    assert current.listed(chair, "documents") == []


def test_a_meeting_of_the_chairs_has_a_transcript_of_the_chairs():
    store = desk(
        "amara", "chair", record("meetings", MEETING, 2, "office", ("chairs",), title="IV")
    )

    assert kept(store).row.readers == ("chairs",)
    store.close()


# --- settled ---------------------------------------------------------------------------------


def test_a_name_is_settled_once_for_all_its_turns_and_for_the_next_meeting(chair):
    one = kept(chair)
    transcribing.settle(chair, one.id, {"noro ravelo": "ravelo"}, clock)
    seed(chair, record("meetings", "next", title="V"))

    later = hearing.look(chair, "next.txt", b">> NORO RAVELO: Yes.", "next")

    now = transcribing.one(chair, one.id)
    assert {each.member for each in now.turns if each.speaker == "NORO RAVELO"} == {"ravelo"}
    assert (later.turns[0].member, later.speakers[0].why) == ("ravelo", "settled")


def test_somebody_who_is_not_of_the_roster_is_settled_too(chair):
    text = ">> PIA MOND: I am the captioner.\n>> PIA MONDT: Still me.\n>> OMAR: Hello."
    one = kept(chair, text)
    (pia,) = [each for each in transcribing.who(chair, one) if each.open]

    transcribing.settle(chair, one.id, {"PIA MOND": None}, clock)

    assert set(pia.captions) == {"PIA MOND", "PIA MONDT"}
    assert [
        each for each in transcribing.who(chair, transcribing.one(chair, one.id)) if each.open
    ] == []


def test_settling_can_be_taken_back(chair):
    one = kept(chair)
    transcribing.settle(chair, one.id, calls.SETTLED, clock)

    acting.take_back(chair, clock=clock)

    assert transcribing.one(chair, one.id).turns == one.turns


# --- put right -------------------------------------------------------------------------------


def test_a_turn_put_by_hand_stays_when_names_are_settled(chair):
    one = kept(chair)

    transcribing.place(chair, one.id, {1: "5/seeds", 2: "item/call-6", 3: None}, clock)
    transcribing.settle(chair, one.id, calls.SETTLED, clock)

    now = transcribing.one(chair, one.id).turns
    assert [(each.item, each.proposal, each.settled) for each in now[:4]] == [
        ("call-5", "seeds", True),
        ("call-6", None, True),
        (None, None, True),
        (one.turns[3].item, None, False),
    ]


# --- read ------------------------------------------------------------------------------------


def test_it_is_read_by_item_speaker_and_proposal(chair):
    kept(chair)

    by_item = said.lines(chair, MEETING, item="4")
    by_speaker = said.lines(chair, MEETING, speaker="farid")
    by_name = said.lines(chair, MEETING, speaker="Noro Ravelo")
    by_proposal = said.lines(chair, MEETING, proposal="bees", speaker="luz")

    assert {each.turn.item for each in by_item} == {"call-4"}
    assert [each.turn.speaker for each in by_speaker] == ["FARID BENALI", "FARID", "BENALI"]
    assert {each.name for each in by_speaker} == {"Farid Benali"}
    assert [each.words for each in by_name] == ["Is it better now?"]
    assert by_proposal == []


def test_somebody_reads_what_was_said_about_her_proposal_and_asked_of_her():
    store = desk("omar", "chair")
    kept(store)
    made = said.lines(store, MEETING, about_me=True)
    hers = desk("joyce", "chair")
    kept(hers)

    about = said.lines(hers, MEETING, about_me=True)

    asked = [each for each in made if each.why == "asked"]
    assert [each.turn.speaker for each in asked] == ["JOYCE"]
    assert {each.why for each in about} >= {"proposal", "asked"}
    assert "Who pays for the hives on the roofs?" in {each.words for each in about}
    assert not any(each.turn.member == "joyce" for each in about)
    store.close()
    hers.close()


def test_beside_what_was_not_heard_is_what_the_speaker_sent_before():
    sent = record("intents", "i1", 1, "ravelo", ("chairs",), kind="intervention",
                  about={"kind": "item", "id": "call-5"}, text="Hives need shade in towns.")  # fmt: skip
    store = desk("amara", "chair", sent)
    kept(store)

    (poor,) = [each for each in said.lines(store, MEETING) if each.turn.poor]

    assert poor.turn.speaker == "NORO"
    assert [(each.collection, each.text) for each in poor.beside] == [
        ("intents", "Hives need shade in towns.")
    ]
    store.close()


def test_turns_are_found_by_their_words_and_not_when_withdrawn(chair, home):
    one = kept(chair)

    (hit,) = searching.search(chair, home, "ladders twice").hits
    transcribing.withdraw(chair, one.id, clock)
    gone = searching.search(chair, home, "ladders twice").hits

    assert (hit.kind, hit.id, hit.section) == ("document", one.id, "turn-15")
    assert hit.title == "BETTI ROSI"
    assert "working group on ladders" in hit.snippet
    assert gone == []
    assert transcribing.listed(chair, MEETING) == []


# --- made use of -----------------------------------------------------------------------------


def test_a_folder_leaves_what_was_quoted_to_the_chair(chair):
    one = kept(chair)
    paper = Paper("items", "call-5", {"key_points": "As published"}, Spot("call.toml"))

    transcribing.quote(chair, one.id, 25, clock=clock)

    assert merged(paper, item(chair))["key_points"] == item(chair)["key_points"]


def test_a_turn_is_quoted_to_the_key_points_once(chair):
    one = kept(chair)

    transcribing.quote(chair, one.id, 25, clock=clock)
    again = transcribing.quote(chair, one.id, 25, clock=clock)
    transcribing.quote(chair, one.id, 15, "6", "met  TWICE", clock=clock)

    assert item(chair)["key_points"] == "- Farid Benali: “Who pays for the hives on the roofs?”"
    assert again.ids == ()
    assert item(chair, "call-6")["key_points"] == "- Albertina Rossi: “met twice”"


@pytest.mark.parametrize(
    ("number", "to", "words", "code"),
    [
        (999, None, None, "no_such_turn"),
        (25, "99", None, "no_such_record"),
        (25, None, "never said", "words_not_in_it"),
    ],
)
def test_what_cannot_be_quoted(chair, number, to, words, code):
    one = kept(chair)

    with pytest.raises(Trouble) as caught:
        transcribing.quote(chair, one.id, number, to, words, clock=clock)

    assert caught.value.code == code


def test_lines_of_a_chat_become_what_counts(chair, home):
    one = chat(chair)
    transcribing.place(chair, one.id, {2: "5/bees"}, clock)
    flag = {
        "minutes": (2, None),
        "question": (2, None),
        "proposal/bees": (1, None),
        "action": (4, None),
    }

    made = {
        what: chatting.flag(chair, home, one.id, number, what, to, due="2030-02-08", clock=clock)
        for what, (number, to) in flag.items()
    }
    again = {
        what: chatting.flag(chair, home, one.id, number, what, to, clock=clock)
        for what, (number, to) in flag.items()
    }

    assert (
        "Luz Marina Prado: “Who pays for the hives? and who for the bees?”"
        in item(chair)["key_points"]
    )
    question = current.one(chair, "comments", made["question"].id)
    assert (question.owner, question.data["kind"]) == ("luz", "question")
    assert question.data["about"]["id"] == "bees"
    assert question.data["source"]["how"] == "chat"
    comment = current.one(chair, "comments", made["proposal/bees"].id)
    assert (comment.owner, comment.data["text"]) == ("farid", "Hello from the hills")
    action = current.one(chair, "actions", made["action"].id).data
    assert (action["text"], action["owner"], action["state"]) == (
        "Please send the list of wells by Friday", "tendai", "open",
    )  # fmt: skip
    assert (action["due"], action["meeting"]) == ("2030-02-08T23:59:59Z", MEETING)
    assert all(each.already for each in again.values())
    assert {what: each.id for what, each in again.items()} == {
        what: each.id for what, each in made.items()
    }


@pytest.mark.parametrize(
    ("number", "what", "code"),
    [
        (1, "poem", "bad_flag"),
        (3, "proposal/bees", "speaker_unsettled"),
        (9, "action", "no_such_turn"),
        (1, "proposal/none", "no_such_paper"),
    ],
)
def test_what_a_line_cannot_become(chair, home, number, what, code):
    one = chat(chair)

    with pytest.raises(Trouble) as caught:
        chatting.flag(chair, home, one.id, number, what, clock=clock)

    assert caught.value.code == code


def test_guests_who_are_written_down_as_being_there_are_not_asked_for(chair):
    there = [{"name": "Noro Ravelo", "state": "present"}]
    seed(chair, record("meetings", MEETING, 2, title="IV", attendance=there))

    found = look(chair)

    assert [each for each in found.speakers if each.open] == []
    guest = next(each for each in found.speakers if "NORO RAVELO" in each.captions)
    assert guest.account is None
    assert {each.member for each in found.turns if each.speaker == "NORO RAVELO"} == {None}


def test_what_several_items_name_is_spoken_about_under_the_one_called_like_it():
    store = seed(
        joined(open_store(None), "amara", "chair"),
        record("meetings", "m", title="Call"),
        record("proposals", "soil", title="Forum on the governance of soil data"),
        record("items", "news", meeting="m", position=1, label="1", title="The network on soil",
               proposals=["soil"]),
        record("items", "all", meeting="m", position=2, label="2", title="Forums proposed",
               proposals=["soil", "wells"]),
        record("items", "own", meeting="m", position=1, label="2.1", parent="all",
               title="Governance of soil data (new)", proposals=["soil"]),
    )  # fmt: skip

    topics = said_topics.of_meeting(store, "m", [])

    assert [(each.item, each.proposal) for each in topics] == [
        ("news", None), ("all", None), ("own", "soil"),
    ]  # fmt: skip
    store.close()
