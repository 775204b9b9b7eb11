"""Where one stopped: per version, and by its words in a version that was not read yet."""

import json

from hypothesis import given
from hypothesis import strategies as st

from app.documents.anchoring import PlainSection
from app.documents.stopping import MOST_VERSIONS, WORDS, kept, left_at

OLD = (PlainSection("plan", "Plan", "We begin in two places. Volunteers stay a week."),)
NEW = (PlainSection("plan", "Plan", "A new beginning. We begin in two places. Volunteers stay."),)


def test_each_version_has_a_place_of_its_own():
    first = kept({}, 1, ("plan", 24), "Volunteers")
    second = kept(first, 2, ("plan", 3), "new")

    assert left_at(second, 1, OLD) == ("plan", 24)
    assert left_at(second, 2, NEW) == ("plan", 3)


def test_a_version_not_read_yet_opens_at_the_words_read_last():
    place = kept({}, 1, ("plan", 24), "Volunteers stay")

    assert left_at(place, 2, NEW) == ("plan", NEW[0].text.index("Volunteers"))


def test_words_that_went_or_are_there_twice_lead_to_their_section():
    gone = kept({}, 1, ("plan", 24), "a week of something")
    twice = kept({}, 1, ("plan", 24), "e")

    assert left_at(gone, 2, NEW) == ("plan", 0)
    assert left_at(twice, 2, NEW) == ("plan", 0)
    assert left_at(gone, 2, (PlainSection("other", "", "words"),)) is None


def test_words_that_moved_to_another_section_are_followed():
    place = kept({}, 1, ("cost", 0), "Volunteers stay")

    assert left_at(place, 2, NEW) == ("plan", NEW[0].text.index("Volunteers"))


def test_places_kept_by_an_older_release_are_understood():
    assert left_at({"version": 1, "section": "plan", "offset": 7}, 1, OLD) == ("plan", 7)
    assert left_at({"section": "plan", "offset": 7}, 3, OLD) == ("plan", 7)
    assert left_at(None, 1, OLD) is None


def test_without_a_place_the_other_versions_keep_theirs():
    first = kept({}, 1, ("plan", 24), "Volunteers")

    assert left_at(kept(first, 2, None, ""), 1, OLD) == ("plan", 24)


@given(st.lists(st.tuples(st.integers(1, 40), st.integers(0, 99)), min_size=1, max_size=60))
def test_what_is_kept_stays_small_and_is_json(steps):
    place = {}
    for version, offset in steps:
        place = json.loads(json.dumps(kept(place, version, ("plan", offset), "w" * 500)))

    assert left_at(place, steps[-1][0], OLD) == ("plan", steps[-1][1])
    assert len(place["versions"]) <= MOST_VERSIONS
    assert len(place["words"]) <= WORDS
