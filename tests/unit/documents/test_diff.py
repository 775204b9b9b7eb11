"""What changed between two versions, word by word."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.diff import Op, diff, words
from app.documents.plain import plain
from app.domain.proposals import Section

TEXT = st.lists(
    st.sampled_from(
        ["the", "maps", "of", " ", " ", ", ", "\n", "群岛", "地", "l’eau", "é", "\u00a0", "."]
    )
).map("".join)


def both(ops: list[Op]) -> tuple[str, str]:
    old = "".join(text for sign, text in ops if sign in "=-")
    new = "".join(text for sign, text in ops if sign in "=+")
    return old, new


def paper(*texts: str) -> list[Section]:
    return [Section(f"k{n}", f"Heading number {n}", text) for n, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("old", "new", "ops"),
    [
        (
            "Islands are mapped last.",
            "Islands are usually mapped last.",
            [("=", "Islands are "), ("+", "usually "), ("=", "mapped last.")],
        ),
        (
            "我们支持这个提案。",
            "我们不支持这个提案。",
            [("=", "我们"), ("+", "不"), ("=", "支持这个提案。")],
        ),
        (
            "one two three",
            "one three",
            [("=", "one "), ("-", "two "), ("=", "three")],
        ),
        ("same", "same", [("=", "same")]),
        ("", "new", [("+", "new")]),
        ("", "", []),
        (
            "Keep this.\nDrop that.",
            "Keep this.\nTake those.",
            [("=", "Keep this.\n"), ("-", "Drop that"), ("+", "Take those"), ("=", ".")],
        ),
    ],
)
def test_words_are_told_apart(old: str, new: str, ops: list[Op]) -> None:
    assert words(old, new) == ops


def test_a_sentence_written_anew_is_not_shown_in_shreds() -> None:
    old = (
        "The report would be sent to the processes of the United Nations and to all who took part."
    )
    new = (
        "A fourth result is short: a note on method, of four pages, for the people of other fields."
    )

    found = words(f"Three parts. {old} It ends here.", f"Three parts. {new} It ends here.")

    assert found == [
        ("=", "Three parts. "), ("-", old.removesuffix(".")), ("+", new.removesuffix(".")),
        ("=", ". It ends here."),
    ]  # fmt: skip


def test_words_that_stayed_between_small_changes_are_shown_as_such() -> None:
    found = words(
        "We meet in May with all members of it.", "We meet in June with all friends of it."
    )

    assert [sign for sign, _words in found] == ["=", "-", "+", "=", "-", "+", "="]


def test_marks_are_not_part_of_the_comparison() -> None:
    (section,) = diff(paper("a **good** idea"), paper("a good *idea*"))

    assert (section.state, section.ops) == ("same", [("=", "a good idea")])


def test_sections_are_matched_by_key_and_told_added_removed_and_changed() -> None:
    old = [
        Section("a", "A", "one"),
        Section("gone", "Old plans", "zwei"),
        Section("c", "C", "three"),
    ]
    new = [Section("a", "A", "one"), Section("c", "C", "three more"), Section("d", "Next", "vier")]

    found = diff(old, new)

    assert [(each.key, each.state) for each in found] == [
        ("a", "same"),
        ("gone", "removed"),
        ("c", "changed"),
        ("d", "added"),
    ]
    assert found[1].ops == [("-", "zwei")]
    assert found[2].ops == [("=", "three"), ("+", " more")]


def test_a_section_in_another_place_is_moved_and_the_others_are_not() -> None:
    old = paper("first words", "second words", "third words")

    found = diff(old, [old[2], old[0], old[1]])

    assert [each.state for each in found] == ["moved", "same", "same"]


def test_a_renamed_section_is_known_by_its_heading_or_its_words() -> None:
    old = [
        Section("comunity", "Comunity of interest", "Three associations."),
        Section("b", "Outcomes", "A report in six languages and two calls a month."),
    ]
    new = [
        Section("community", "Community of interest", "Two associations."),
        Section("x", "What we will write", "A report in six languages and three calls a month."),
    ]

    found = diff(old, new)

    assert [(each.key, each.state) for each in found] == [
        ("community", "changed"),
        ("x", "changed"),
    ]
    assert found[0].ops == [("-", "Three"), ("+", "Two"), ("=", " associations.")]


def test_a_heading_changed_alone_is_a_change() -> None:
    (found,) = diff([Section("a", "One", "x")], [Section("a", "Two", "x")])

    assert (found.state, found.ops) == ("changed", [("=", "x")])


def test_large_papers_are_compared_to_the_last_word() -> None:
    old = "\n".join(f"line {n} " + "the same words " * 40 for n in range(3000))
    new = "\n".join(f"line {n} " + "these same words here " * 40 for n in range(3000))

    ops = words(old, new)

    assert both(ops) == (old, new)


@given(TEXT | st.text(max_size=60), TEXT | st.text(max_size=60))
def test_the_parts_joined_are_the_two_texts(old: str, new: str) -> None:
    ops = words(old, new)

    assert both(ops) == (old, new)
    assert all(text for _sign, text in ops)
    assert all(one[0] != other[0] for one, other in pairwise(ops))


@given(st.lists(TEXT, max_size=4), st.lists(TEXT, max_size=4), st.randoms())
def test_every_section_is_told_once(old: list[str], new: list[str], random: object) -> None:
    before, after = paper(*old), paper(*new)
    random.shuffle(after)  # pyright: ignore[reportAttributeAccessIssue]

    found = diff(before, after)

    assert [each.key for each in found if each.state != "removed"] == [each.key for each in after]
    assert sorted(plain(each.text) for each in after) == sorted(
        both(each.ops)[1] for each in found if each.state != "removed"
    )
    assert sum(each.state != "added" for each in found) == len(before)
