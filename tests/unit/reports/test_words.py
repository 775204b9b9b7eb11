"""Codes of the records become the words of the MAG."""

from app.domain.rounds import Deadline
from app.reports import words
from app.reports.comments import Person


def test_a_person_is_named_by_role_group_and_region():
    assert words.role(Person("A", "member", "civil", "grulac")) == "Member, civil society, GRULAC"


def test_an_organisation_of_states_has_no_region():
    said = words.role(Person("A", "observer", "igo", None))

    assert said == "Observer, intergovernmental organization"


def test_an_unknown_code_is_shown_as_it_is():
    assert words.role(Person("A", "rapporteur")) == "rapporteur"


def test_a_deadline_anywhere_on_earth_is_told_as_announced():
    said = words.deadline(Deadline("comments", "2021-01-29T11:59:59Z", aoe=True))

    assert said == "end of 28 January 2021 anywhere on Earth (29 January 2021, 11:59 UTC)"


def test_a_deadline_of_a_place_is_told_in_utc():
    assert words.deadline(Deadline("x", "2021-03-01T15:05:00+03:00")) == "1 March 2021, 12:05 UTC"


def test_a_day_that_is_none_is_shown_as_it_is():
    assert words.day("soon") == "soon"


def test_who_reads_is_told_by_the_widest_word_and_by_name():
    assert words.audience(()) == "Only you"
    assert words.audience(("chairs", "amina")) == "To the chairs, amina"
    assert words.audience(("members", "chairs")) == "MAG members"


def test_the_foot_names_the_widest_readers():
    assert words.notice(("chairs",)) == "For the chairs and the Secretariat. Please do not pass on."
    assert words.notice(("members", "chairs")).startswith("For MAG members.")
    assert words.notice(()) == "For its owner only. Please do not pass on."
