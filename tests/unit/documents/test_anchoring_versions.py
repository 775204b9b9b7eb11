"""Marks follow their words into a new version: kept, changed or gone, and never guessed."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.documents.anchoring import PlainSection, anchor, anchor_at, place, place_all

ABOUT = (
    "Islands are mapped last of all. This forum collects good and failed practice in mapping "
    "networks with local people. It asks the operators for their data once a year.\n"
    "Three associations have agreed to a call in March. Each of them brings two villages."
)
MONEY = "A radio costs forty dollars. The villages pay for the power themselves."


def text(*texts: str, keys: str = "abcdefgh") -> tuple[PlainSection, ...]:
    return tuple(PlainSection(key, "", each) for key, each in zip(keys, texts, strict=False))


OLD = text(ABOUT, MONEY)


def found(quote: str, new: tuple[PlainSection, ...], old: tuple[PlainSection, ...] = OLD):
    return place(anchor(old, quote), new, 2, old)


def test_words_stay_kept_where_only_others_changed() -> None:
    new = text("First of all: " + ABOUT.replace("once a year", "every month"), MONEY)

    where = found("collects good and failed practice", new)

    assert (where.state, where.confidence, where.section) == ("kept", 1.0, "a")
    assert new[0].text[where.start : where.end] == "collects good and failed practice"


@pytest.mark.parametrize(
    ("quote", "old", "new", "now"),
    [
        ("good and failed practice", "good and", "good, bad and", "good, bad and failed practice"),
        ("a call in March", "March", "May", "a call in May"),
        ("once a year", "once a year", "once in a year", "once in a year"),
        ("March", "March", "April", "April"),
    ],
)
def test_changed_words_are_shown_at_their_place(quote: str, old: str, new: str, now: str) -> None:
    where = found(quote, text(ABOUT.replace(old, new), MONEY))

    assert (where.state, where.exact) == ("changed", now)
    assert where.confidence < 0.95


def test_the_place_of_changed_words_neither_begins_nor_ends_with_a_sign() -> None:
    old = text("States, companies and all organisations, banks. " + ABOUT, MONEY)
    new = text(MONEY, "Many states, companies and all organisations, a bank. " + ABOUT, keys="ba")

    where = found("States, companies and all organisations, banks", new, old)

    assert (where.state, where.exact) == ("changed", "companies and all organisations, a bank")


def test_words_that_were_struck_out_are_gone_even_if_some_like_them_stand_elsewhere() -> None:
    new = text(ABOUT.replace(" Each of them brings two villages.", ""), MONEY)

    assert found("Each of them brings two villages.", new).state == "gone"
    assert found("villages", new, text(ABOUT)).state == "gone"


def test_a_paragraph_is_followed_into_another_section_and_through_a_split() -> None:
    first, second = ABOUT.split("\n")
    moved = text(first, f"{second.replace('March. ', 'March.' + chr(10))}\n{MONEY}")

    across = found("call in March. Each of them brings", moved)

    assert (across.state, across.section) == ("kept", "b")
    assert found("Three associations have agreed", moved).section == "b"


def test_a_section_that_was_renamed_moved_and_merged_keeps_its_marks() -> None:
    merged = text(f"{MONEY}\n{ABOUT}", keys="z")

    assert found("costs forty dollars", merged).section == "z"
    assert found("mapping networks with local people", merged).state == "kept"


def test_a_passage_that_moved_and_changed_is_offered_to_be_checked() -> None:
    first, second = ABOUT.split("\n")
    new = text(MONEY, f"{second.replace('a call in March', 'one long call in March')}\n{first}")

    where = found("agreed to a call in March", new)

    assert (where.state, where.section, where.exact) == (
        "changed", "b", "agreed to one long call in March",
    )  # fmt: skip


def test_of_two_places_alike_neither_is_called_kept() -> None:
    row = "Lead: the office. State: to be discussed by the group at the next call."
    old = text(f"{row}\n{ABOUT}")
    new = text(f"{row}\nBut first of all:\n{row}\n{ABOUT}")

    assert found("to be discussed by the group", new, old).state != "kept"


def test_a_table_of_like_rows_that_lost_one_gives_no_place_for_sure() -> None:
    rows = ["The office leads. It is discussed by the group at the next call."] * 9
    old, new = text("\n".join(rows)), text("\n".join(rows[:-1]))
    marks = [anchor_at(old[0], start, start + 14, old) for start in range(0, 400, 64)]

    assert all(each.state != "kept" for each in place_all(marks, new, 2, old))


def test_a_sentence_that_begins_like_a_lost_one_is_not_taken_for_it() -> None:
    old = text("The forum would map the islands with care. It would not publish anything at all.")
    new = text("The forum would count radios. It would not publish anything at all.")

    assert found("The forum would", new, old).state != "kept"


def test_han_characters_are_followed_one_by_one() -> None:
    old = text("群岛最后才被绘制。本论坛收集好的和失败的做法。三个协会同意三月开会。")
    new = text("群岛总是最后才被绘制。三个协会同意五月开会。本论坛收集好的和失败的做法。")

    assert found("收集好的和失败的做法", new, old).state == "kept"
    changed = found("三个协会同意三月开会", new, old)
    assert (changed.state, changed.exact) == ("changed", "三个协会同意五月开会")


def test_arabic_words_are_followed_with_their_marks() -> None:
    old = text("تُرسَم خرائط الجزر في النهاية دائما. يجمع المنتدى الممارسات الجيدة والفاشلة.")
    new = text(
        "مقدمة قصيرة. تُرسَم خرائط الجزر في النهاية دائما. يجمع المنتدى كل الممارسات الجيدة والفاشلة."
    )

    assert found("خرائط الجزر في النهاية", new, old).state == "kept"
    assert found("المنتدى الممارسات الجيدة", new, old).state == "changed"


def test_all_marks_of_a_paper_are_placed_as_each_is_alone() -> None:
    new = text(MONEY, ABOUT.replace("March", "May"))
    marks = [anchor(OLD, quote) for quote in ("forty dollars", "a call in March", "last of all")]

    together = place_all(marks, new, 2, OLD)

    assert together == [place(mark, new, 2, OLD) for mark in marks]
    assert [each.state for each in together] == ["kept", "changed", "kept"]


# --- what holds for every text ---------------------------------------------------------------

WORDS = st.lists(
    st.sampled_from(
        [
            "the",
            "maps",
            "of",
            "islands",
            "群岛",
            "地图",
            "und\xa0so",
            "où",
            ".",
            "خريطة",
            "\n",
            "12",
        ]
    ),
    min_size=1,
    max_size=40,
).map(" ".join)


@given(WORDS, WORDS, st.data())
def test_any_quote_cut_from_a_text_is_found_again_in_it(
    one: str, other: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(one) - 1))
    end = data.draw(st.integers(start + 1, len(one)))
    assume(one[start:end].strip())
    sections = text(other, one)

    where = place(anchor_at(sections[1], start, end, sections), sections, 2, sections)

    words = one[start:end]
    assert where.state == "kept"
    assert where.section == "b"
    assert where.start == start + len(words) - len(words.lstrip())
    assert where.exact == words.strip()


@given(st.lists(st.integers(0, 10**6), max_size=20, unique=True), st.data())
def test_edits_elsewhere_never_move_a_mark(numbers: list[int], data: st.DataObject) -> None:
    lines = [f"Line {number} says that {number * 7} people came by boat." for number in numbers]
    marked = "Nobody publishes a map of the island without asking those who live there."
    at = data.draw(st.integers(0, len(lines)))
    kept = data.draw(st.lists(st.booleans(), min_size=len(lines), max_size=len(lines)))
    more = data.draw(st.lists(st.text("wxyz ", min_size=1), max_size=5))
    old = text("\n".join([*lines[:at], marked, *lines[at:]]))
    before = [line for line, stays in zip(lines[:at], kept[:at], strict=True) if stays]
    after = [line for line, stays in zip(lines[at:], kept[at:], strict=True) if stays]
    new = text("\n".join([*more, *before, marked, *after, *more]))

    where = place(anchor(old, "a map of the island without asking"), new, 2, old)

    assert where.state == "kept"
    begun = new[0].text.index(marked)
    assert where.start == begun + marked.index("a map")


@given(WORDS, WORDS)
def test_no_pair_of_texts_makes_it_raise_and_places_lie_in_the_text(one: str, other: str) -> None:
    assume(one.strip())
    old, new = text(one), text(other)
    first = len(one) - len(one.lstrip())
    marks = [anchor_at(old[0], 0, len(one), old), anchor_at(old[0], first, first + 1, old)]

    for where in place_all(marks, new, 2, old):
        assert where.state in ("kept", "changed", "gone")
        if where.state != "gone":
            assert new[0].text[where.start : where.end] == where.exact
