"""Marks find their words when they are made and in newer versions, and are never guessed."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.documents.anchoring import (
    PlainSection,
    QuoteNotFound,
    anchor,
    anchor_at,
    anchor_chosen,
    place,
    plain_sections,
)
from app.domain.anchors import Anchor
from app.domain.proposals import Section

ONE = plain_sections(
    [
        Section(
            "about",
            "What it is about",
            "Islands are mapped last. This forum collects **good and failed** practice in mapping"
            " networks with local people.",
        ),
        Section("community", "Community", "Three associations have agreed;\na call in *March*."),
    ]
)
TWO = plain_sections(
    [
        Section(
            "about",
            "What it is about",
            "Islands are usually mapped last. This forum collects **good and failed** practice in"
            " mapping networks together with local people.",
        ),
        Section("community", "Community", "Three associations (from Fiji) agreed; a call in May."),
    ]
)
WORDS = st.lists(
    st.sampled_from(["the", "maps", "of", "islands", "群岛", "地图", "und\xa0so", "où"]), min_size=1
).map(" ".join)


def text(*texts: str) -> tuple[PlainSection, ...]:
    return tuple(PlainSection(f"s{n}", "", each) for n, each in enumerate(texts))


def test_a_quote_is_found_with_white_space_collapsed() -> None:
    found = anchor(ONE, "  good and\n failed   practice ")

    assert (found.section, found.exact) == ("about", "good and failed practice")
    assert ONE[0].text[found.start : found.end] == found.exact
    assert (found.prefix, found.suffix) == (
        "re mapped last. This forum collects "[-32:],
        " in mapping networks with local people."[:32],
    )
    assert not found.ambiguous


def test_a_plain_space_finds_a_no_break_space_and_keeps_it() -> None:
    found = anchor(text("dit « oui\u00a0» ici"), "« oui »")

    assert (found.exact, found.start, found.end) == ("« oui\u00a0»", 4, 11)


def test_a_quote_found_twice_is_the_first_and_told_ambiguous() -> None:
    sections = text("a call", "one call, two call")

    assert (anchor(sections, "call").section, anchor(sections, "call").ambiguous) == ("s0", True)
    assert anchor(sections, "call", "s1").start == 4
    assert not anchor(sections, "two call").ambiguous


@pytest.mark.parametrize(("quote", "section"), [("nowhere", None), ("March", "about"), (" ", None)])
def test_words_that_are_not_there_are_refused(quote: str, section: str | None) -> None:
    with pytest.raises(QuoteNotFound):
        anchor(ONE, quote, section)


def test_a_mark_stays_where_nothing_changed() -> None:
    found = place(anchor(ONE, "call in March"), ONE, 1)

    assert (found.state, found.section, found.exact, found.confidence) == (
        "kept",
        "community",
        "call in March",
        1.0,
    )


def test_a_mark_moves_with_its_unique_words() -> None:
    found = place(anchor(ONE, "good and failed"), TWO, 2)

    assert (found.state, found.version, found.section) == ("kept", 2, "about")
    assert TWO[0].text[found.start : found.end] == "good and failed" == found.exact


@pytest.mark.parametrize("quote", ["are mapped last", "have agreed", "March"])
def test_a_mark_on_words_that_were_changed_is_gone(quote: str) -> None:
    assert place(anchor(ONE, quote), TWO, 2).state == "gone"


def test_a_mark_follows_its_words_into_another_section() -> None:
    moved = text("Nothing here.", "Now the good and failed practice of old.")

    assert place(anchor(ONE, "good and failed practice"), moved, 2).section == "s1"


def test_of_two_places_the_one_with_the_same_neighbours_is_taken() -> None:
    old = text("First the long sentence is here.", "Then the long sentence goes away again.")
    mark = anchor(old, "the long sentence", "s1")
    new = text("Then the long sentence goes away again.", "First the long sentence is here.")

    assert place(mark, new, 2).section == "s0"


def test_of_two_places_that_look_alike_none_is_guessed() -> None:
    mark = anchor(text("Before it, the long sentence stood alone."), "the long sentence")

    assert place(mark, text("x the long sentence y", "x the long sentence y"), 2).state == "gone"


def test_a_namesake_of_a_deleted_passage_is_not_taken_for_it() -> None:
    old = text("We hold one open call a month.", "Later there is an open call for papers.")
    mark = anchor_at(old[1], 18, 27, old)

    assert mark.exact == "open call"
    assert mark.ambiguous
    assert place(mark, text("We hold one open call a month.", "Later nothing."), 2).state == "gone"
    assert place(mark, text("Nothing.", "So there is an open call, too."), 2).state == "kept"


def test_a_short_word_needs_its_neighbours() -> None:
    mark = anchor(text("We meet in May, then again."), "May")

    assert place(mark, text("May we meet?"), 2).state == "gone"
    assert place(mark, text("So we meet in May or June."), 2).state == "kept"


def test_a_short_chinese_quote_is_telling_enough() -> None:
    mark = anchor(text("群岛最后才被绘制"), "最后才被")

    assert place(mark, text("各地说最后才被看见"), 2).exact == "最后才被"


def test_an_anchor_without_context_or_position_is_placed_by_its_quote() -> None:
    assert place(Anchor("good and failed"), ONE, 1).section == "about"
    assert place(Anchor("good and failed", start=0, end=99999, section="about"), ONE, 1).start == 45
    assert place(Anchor(""), ONE, 1).state == "gone"


@given(WORDS, st.data())
def test_any_words_cut_from_a_text_are_found_again(words: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    assume(words[start:end].strip())
    sections = text("Other words.", words)

    mark = anchor_at(sections[1], start, end, sections)
    by_quote = anchor(sections, words[start:end])

    assert (place(mark, sections, 1).start, place(mark, sections, 1).end) == (start, end)
    assert place(Anchor.from_json(mark.to_json()), sections, 1).exact == words[start:end]
    assert by_quote.exact.split() == words[start:end].split()
    assert by_quote.ambiguous == mark.ambiguous


@given(WORDS, WORDS, WORDS, st.data())
def test_edits_elsewhere_never_put_a_mark_on_other_words(
    words: str, before: str, after: str, data: st.DataObject
) -> None:
    quote = "the only passage of its kind"
    old = text(f"{words}. {quote}, {words}.")
    new = text(f"{before}. {quote}, {after}.", data.draw(WORDS))

    found = place(anchor(old, quote), new, 2)

    assert (found.state, found.section, found.start) == ("kept", "s0", len(before) + 2)
    assert place(anchor(old, quote), text(before, after), 2).state == "gone"


@given(st.text(), st.text())
def test_no_text_makes_it_raise(quote: str, body: str) -> None:
    found = place(Anchor(quote, "x", "y", "s0", 0, len(quote)), text(body), 1)

    assert found.state in ("kept", "gone")


def test_words_chosen_in_a_text_that_changed_meanwhile_are_never_others() -> None:
    old = PlainSection("s", "", "The river floods. Boats are few. Boats are few.")
    chosen = (old.key, 4, 16, "river floods")
    moved = PlainSection("s", "", "New first words. The river floods. Boats are few.")
    gone = PlainSection("s", "", "Nothing of all that is left in this text.")
    twice = PlainSection("s", "", "A river floods. No river floods. Boats.")

    still, there = anchor_chosen([old], *chosen), anchor_chosen([moved], *chosen)

    assert (still.start, still.exact) == (4, "river floods")
    assert (there.start, there.exact) == (21, "river floods")
    assert anchor_chosen([gone], *chosen) is None
    assert anchor_chosen([twice], *chosen) is None
    assert anchor_chosen([gone], "s", 4, 16, "") is not None
