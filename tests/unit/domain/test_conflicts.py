"""Conflicts of interest that names and affiliations make likely."""

import pytest

from app.domain.conflicts import Hint, same_organisation, same_person, suggested

ME = {
    "name": "Amina Mohamed Example",
    "aliases": ["A. Example", "أمينة محمد"],
    "affiliation": "Association for Progressive Maps (APM)",
}


def hints(*proponents):
    return suggested("amina", ME, proponents)


def test_the_account_of_a_proponent_is_the_surest():
    found = hints({"name": "Somebody", "member": "amina"}, {"name": "A. Example"})

    assert found == (
        Hint("proponent", "account", "Somebody", "amina"),
        Hint("proponent", "alias", "A. Example", "A. Example"),
    )


@pytest.mark.parametrize(
    ("named", "mine"),
    [
        ("EXAMPLE, Amina", "Amina Example"),
        ("Dr. Amina Example", "Amina Example"),
        ("Amína Exâmple", "Amina Example"),
        ("Mohammed Alexandrou", "Mohamed Alexandrou"),
        ("M. Alexandrou", "Mohamed Alexandrou"),
        ("أمينه محمد", "أمينة محمد"),
        ("王小明", "王 小明"),
        ("Nguyễn Văn An", "Nguyen Van An"),
    ],
    ids=["order", "title", "accents", "slip", "initial", "arabic", "han", "vietnamese"],
)
def test_one_person_is_known_however_the_name_is_written(named, mine):
    assert same_person(named, mine)


@pytest.mark.parametrize(
    ("named", "mine"),
    [
        ("Frida Example", "Amina Example"),
        ("Amina", "Amina Example"),
        ("Anna Example", "A. Example"),
        ("Li Wei", "Li Mei"),
        ("", "Amina Example"),
        ("Dr.", "Dr."),
    ],
    ids=["sister", "first name", "my initial", "short words", "nobody", "title only"],
)
def test_two_people_are_not_taken_for_one(named, mine):
    assert not same_person(named, mine)


@pytest.mark.parametrize(
    ("named", "mine"),
    [
        ("APM", "Association for Progressive Maps"),
        ("Association for Progresive Maps", "The Association for Progressive Maps"),
        ("Quince Corp.; University of Fig", "Fig University"),
        ("Department of Law, University of Pomegranate", "University of Pomegranate"),
        ("中国梨协会", "中国梨协会"),
        ("Universität Grünstadt", "Universitat Grunstadt"),
    ],
    ids=["acronym", "slip", "one of two", "a part of it", "han", "umlaut"],
)
def test_one_organisation_is_known_however_it_is_written(named, mine):
    assert same_organisation(named, mine)


@pytest.mark.parametrize(
    ("named", "mine"),
    [
        ("Government of Niger", "Government of Nigeria"),
        ("Government of Austria", "Government of Australia"),
        ("Ministry of Communications", "Ministry of Communications, Ghana"),
        ("Internet Society", "Internet Association"),
        ("Example University", "Example Networks"),
        ("Independent", "Independent"),
        ("", ""),
        ("中国", "中国梨协会"),
    ],
    ids=[
        "near names", "nearer names", "shared words", "common words", "half", "none", "empty", "han",
    ],
)  # fmt: skip
def test_two_organisations_are_not_taken_for_one(named, mine):
    assert not same_organisation(named, mine)


def test_organisation_and_person_are_told_apart():
    found = hints({"name": "Frida Fig", "affiliation": "apm"})

    assert found == (
        Hint("affiliation", "affiliation", "apm", "Association for Progressive Maps (APM)"),
    )


def test_the_same_organisation_of_several_proponents_is_told_once():
    found = hints(
        {"name": "Frida Fig", "affiliation": "APM"}, {"name": "Gus Pear", "affiliation": "A.P.M"}
    )

    assert len({each.key for each in found}) == len(found)


def test_a_member_without_a_record_is_known_by_her_account_alone():
    found = suggested("amina", {}, [{"name": "X Y", "member": "amina"}, {"name": "X Y"}])

    assert [each.by for each in found] == ["account"]


def test_values_of_a_wrong_kind_are_nobody():
    odd = [{"name": 5, "affiliation": ["a"], "member": {"a": 1}}, {"name": None}]

    assert suggested("amina", {"name": 7, "aliases": [3, None], "affiliation": 1}, odd) == ()
