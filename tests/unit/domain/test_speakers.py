"""Captioned names find their people in whatever spelling, and are asked where they fit several."""

import pytest

from app.domain import speakers
from app.domain.speakers import Person
from tests import calls

PEOPLE = [
    Person(account, name, aliases, role) for account, (name, role, aliases) in calls.ROSTER.items()
]


def whose(caption, people=PEOPLE, **more):
    return speakers.match([caption], people, **more)[caption]


@pytest.mark.parametrize(
    ("caption", "account", "why"),
    [
        ("FARID BENALI", "farid", "name"),
        ("Benali, Farid", "farid", "name"),
        ("MR. FARID BENALI (GOV)", "farid", "name"),
        ("FARID", "farid", "like"),
        ("BENALI", "farid", "like"),
        ("BETTI ROSI", "bettina", "like"),
        ("BETTY ROSSI", "bettina", "like"),
        ("JOHAN JANSEN", "johan", "like"),
        ("JOHANN JANSSON", "johan", "like"),
        ("LUZ MARINA", "luz", "like"),
        ("KRYSTYAN WOJCIK", "krystian", "like"),
        ("AMARA OSEI BONSU", "amara", "name"),
        ("CARLOS ALBERTO ANON", "carlos", "like"),
        ("CHIARA", "chai", "like"),
        ("SECRETARIAT", "tendai", "role"),
        ("CHAIR", "amara", "role"),
        ("MADAM CHAIR", "amara", "role"),
        ("CHAIR (FARID)", "farid", "role"),
        ("CHIARA CHAIR", "chai", "name"),
        ("JOYCE TAN", "joyce", "name"),
        ("JOYCE", None, "several"),
        ("JOYCE TAMN", None, "several"),
        ("SOMEBODY ELSE", None, "unknown"),
        ("X", None, "unknown"),
        ("", None, "nameless"),
        ("(Music)", None, "nameless"),
    ],
)
def test_whose_a_name_is(caption, account, why):
    found = whose(caption, chair="amara")

    assert (found.account, found.why) == (account, why)


def test_a_first_name_of_two_is_hers_who_speaks_under_her_whole_name():
    found = speakers.match(["JOYCE", "JOYCE TAM"], PEOPLE)

    assert (found["JOYCE"].account, found["JOYCE"].why) == ("joy", "like")


def test_what_was_settled_goes_before_all_spellings():
    settled = {speakers.key("Farid"): "omar", speakers.key("JOYCE"): None}

    assert whose("FARID", settled=settled).account == "omar"
    assert (whose("JOYCE", settled=settled).account, whose("JOYCE", settled=settled).why) == (
        None,
        "settled",
    )


def test_a_chair_whom_nobody_named_is_asked_for_where_there_are_two():
    two = [*PEOPLE, Person("co", "Con Chairman", (), "chair")]

    found = whose("CHAIR", two)

    assert (found.account, found.why, set(found.candidates)) == (None, "several", {"amara", "co"})


def test_a_chair_who_also_speaks_under_her_name_is_not_for_that_whoever_is_captioned_chair():
    two = [*PEOPLE, Person("hanna", "Hanna Holm", role="chair")]

    found = speakers.match(["CHAIR", "HANNA HOLM"], two)

    assert (found["CHAIR"].account, found["CHAIR"].why) == (None, "several")


def test_of_two_chairs_the_one_who_goes_by_that_word_is_captioned_so():
    two = [*PEOPLE, Person("hanna", "Hanna Holm", ("Chair",), role="chair")]

    found = speakers.match(["CHAIR", "AMARA OSEI BONSU"], two)

    assert (found["CHAIR"].account, found["CHAIR"].why) == ("hanna", "role")


def test_spellings_of_somebody_who_is_not_of_the_roster_are_gathered():
    found = speakers.gathered(["PIA MOND", "PIA MOND", "Pia Mondt", "PIA", "ZOE"])

    assert set(found.values()) == {"Pia Mondt", "ZOE"}


def test_every_turn_of_the_call_is_whose_it_was_after_one_name_is_settled():
    captions = [caption for caption, *_ in calls.SAID]

    found = speakers.match(
        captions,
        PEOPLE,
        settled={speakers.key(name): who for name, who in calls.SETTLED.items()},
        chair="amara",
    )

    right = sum(found[caption].account == who for caption, _words, who, *_ in calls.SAID)
    assert right / len(calls.SAID) >= 0.95


def test_nobody_is_taken_for_somebody_of_another_roster():
    strangers = ["PETRA LINDQVIST", "YUSUF DEMIR", "ANA PEREZ", "LI WEI", "CARLA", "OMARA BELL"]

    found = speakers.match(strangers, PEOPLE)

    assert [each.caption for each in found.values() if each.account] == []
