"""Turns find their item of the agenda and their proposal, in the order of a meeting."""

from app.domain import linking
from app.domain.linking import PARENT, Passage, Topic
from tests import calls

TOPICS = [
    Topic("a", None, "1", (("Welcome", 1.0),)),
    Topic("b", None, "2", (("Report of the treasurer", 1.0),)),
    Topic("c", None, "3", (("Proposals", 1.0),)),
    Topic(
        "c", "ladders", "3", (("Longer ladders", 1.2), ("Proposals", PARENT)), frozenset({"lea"})
    ),
    Topic("c", "carts", "3", (("Carts with wheels", 1.2), ("Proposals", PARENT))),
    Topic("d", None, "4", (("Any other business", 1.0),)),
]


def linked(*said):
    found = linking.link(
        [
            passage
            for number, (account, text) in enumerate(said, 1)
            for passage in linking.paragraphs(number, text, account, chairs=account == "chair")
        ],
        TOPICS,
    )
    return [(each.item, each.proposal) for _turn, each in sorted(found.items())]


def test_the_words_of_items_and_proposals_lead_through_the_agenda():
    assert linked(
        ("chair", "Welcome all."),
        ("chair", "Let's move on to the report of the treasurer."),
        ("tom", "The treasurer has 40 coins."),
        ("chair", "Next item.  The proposal on ladders."),
        ("lea", "Ladders should be longer."),
        ("tom", "Yes."),
        ("chair", "Let's move on to the carts."),
        ("tom", "The wheels of carts squeak."),
    ) == [
        ("a", None), ("b", None), ("b", None), ("c", "ladders"), ("c", "ladders"), ("c", "ladders"),
        ("c", "carts"), ("c", "carts"),
    ]  # fmt: skip


def test_whoever_reads_the_agenda_out_takes_nobody_along():
    assert linked(
        ("chair", "Welcome.\nWe have the treasurer, then ladders and carts, then other business."),
        ("tom", "Happy new year."),
        ("chair", "Item number two, please."),
        ("tom", "We have 40 coins."),
    ) == [("a", None), ("a", None), ("b", None), ("b", None)]


def test_proposals_of_an_item_may_come_in_another_order():
    found = linked(
        ("chair", "Item 3, the proposals."),
        ("chair", "We start with the carts with wheels."),
        ("tom", "Carts need wheels.\nCarts with wheels roll.\nWithout wheels no cart does."),
        ("sam", "Which wheels do your carts have?"),
        ("chair", "The next proposal is on ladders, longer ladders."),
        ("lea", "Longer ladders reach.\nShorter ladders do not reach.\nLadders are cheap."),
    )

    assert [found[2], found[3], found[5]] == [("c", "carts"), ("c", "carts"), ("c", "ladders")]


def test_a_word_about_what_is_over_does_not_bring_it_back():
    found = linked(
        ("chair", "Let's move on to the ladders."),
        ("lea", "Longer ladders are what we ask for."),
        ("tom", "What did the treasurer say of it?"),
        ("lea", "Ladders are cheap."),
    )

    assert {item for item, _proposal in found[1:]} == {"c"}


def test_without_an_agenda_or_words_nothing_is_linked():
    assert linking.link([Passage(1, "Apples")], []) == {}
    assert linking.link([], TOPICS) == {}


def test_most_turns_of_the_call_are_under_their_item():
    topics: list[Topic] = []
    for label, title, proposals in calls.AGENDA:
        topics.append(Topic(label, None, label, ((title, 1.0),)))
        topics += [
            Topic(label, each, label, ((calls.PROPOSALS[each][0], 1.2), (title, PARENT)),
                  frozenset(calls.PROPOSALS[each][1]))
            for each in proposals
        ]  # fmt: skip
    passages = [
        passage
        for number, (_caption, words, who, *_) in enumerate(calls.SAID, 1)
        for passage in linking.paragraphs(number, words, who, chairs=who in {"amara", "tendai"})
    ]

    found = linking.link(passages, topics)

    items = [found[at].item in item.split("|") for at, (*_, item, _p) in enumerate(calls.SAID, 1)]
    both = [
        found[at].item in item.split("|") and str(found[at].proposal) in str(proposal).split("|")
        for at, (*_, item, proposal) in enumerate(calls.SAID, 1)
    ]
    assert sum(items) / len(items) >= 0.85
    assert sum(both) / len(both) >= 0.8
