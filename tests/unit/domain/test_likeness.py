"""Texts put in an order in which like follows like."""

import random
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.domain import likeness

APPLES = "The orchard keeps apples. Apples ripen late, and the orchard ladder leans on a tree."
ROADS = "The harbour road floods. Boats wait in the harbour until the road is dry again."
MAPS = "Volunteers draw maps of a village; every village owns the maps that it drew."


def indices(texts):
    return [each.index for each in likeness.order(texts)]


def test_like_texts_follow_each_other_wherever_they_stood():
    texts = [APPLES, ROADS, MAPS, "Harbour boats and a road.", "An orchard of apples.",
             "Village maps by volunteers."]  # fmt: skip

    order = indices(texts)

    places = {index: at for at, index in enumerate(order)}
    for first, second in ((0, 4), (1, 3), (2, 5)):
        assert abs(places[first] - places[second]) == 1


def test_whole_families_stay_together():
    dice = random.Random(5)
    letters = "abcdefghijklmnopqrst"
    families = [[f"{one}{other}{one}word" for other in letters] for one in letters[:8]]
    texts = [" ".join(dice.choices(words, k=40)) for words in families for _ in range(5)]
    shuffled = list(range(40))
    dice.shuffle(shuffled)

    order = [shuffled[index] // 5 for index in indices([texts[at] for at in shuffled])]

    assert sum(one != other for one, other in pairwise(order)) == 7


def test_the_likeness_told_is_that_to_the_one_before():
    placed = likeness.order([APPLES, ROADS, APPLES])

    assert [each.index for each in placed] == [0, 2, 1]
    assert placed[0].like == 0.0
    assert placed[1].like > 0.99
    assert placed[2].like < likeness.ALIKE


def test_chinese_and_arabic_texts_are_compared_too():
    texts = ["网络治理与乡村教育", "الشبكة والمجتمع المحلي", "乡村教育的未来", "المجتمع المحلي والشبكة",
             "One more in English"]  # fmt: skip

    order = indices(texts)

    assert abs(order.index(0) - order.index(2)) == 1
    assert abs(order.index(1) - order.index(3)) == 1


def test_accents_case_and_plurals_do_not_make_a_difference():
    placed = likeness.order(["Électricité locale", "ELECTRICITE LOCALES", "Something else"])

    assert placed[1].index == 1
    assert placed[1].like > 0.99


@given(st.lists(st.text(max_size=80), max_size=12))
def test_every_text_comes_once_and_the_same_texts_in_the_same_order(texts):
    order = indices(texts)

    assert sorted(order) == list(range(len(texts)))
    assert order == indices(texts)


def test_nothing_in_common_keeps_the_order_given():
    assert indices(["Apples", "Boats", "Maps", ""]) == [0, 1, 2, 3]


BROAD = "The scope is too broad for one year."


def test_remarks_of_nearly_the_same_words_are_one_group():
    texts = [
        BROAD,
        "I like it.",
        "the scope is too broad, for one YEAR!",
        "Too broad.",
        "I like it.",
    ]

    assert likeness.near(texts) == [1, 2, 1, 0, 2]


def test_a_remark_without_a_word_worth_comparing_is_like_its_equal_alone():
    assert likeness.near(["OK", "", "ok ", "?", ""]) == [1, 0, 1, 0, 0]


def test_nearly_the_same_remarks_are_found_in_arabic_and_chinese():
    arabic = "نطاق المقترح واسع جدا لسنة واحدة"
    chinese = "这个提案的范围对于一年来说太广"

    assert likeness.near([arabic, chinese, f"{arabic}!", f"{chinese}。", "网络"]) == [1, 2, 1, 2, 0]


words = st.sampled_from([f"word{letter}" for letter in "abcdefgh"])


@given(st.lists(st.lists(words, max_size=7).map(" ".join), max_size=9))
def test_groups_are_those_that_comparing_each_with_each_would_find(texts):
    sets = [frozenset(text.split()) for text in texts]
    groups = [{index} for index in range(len(texts))]
    for one, first in enumerate(sets):
        for other, second in enumerate(sets[:one]):
            both = len(first & second)
            if both and both / len(first | second) >= likeness.NEARLY:
                joined = groups[one] | groups[other]
                for index in joined:
                    groups[index] = joined

    found = likeness.near(texts)

    for one, number in enumerate(found):
        assert (number > 0) == (len(groups[one]) > 1)
        for other in groups[one] - {one}:
            assert found[other] == number
