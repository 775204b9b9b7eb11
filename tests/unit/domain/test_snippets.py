"""A snippet shows the words that were found and says where they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.folding import fold, tokens
from app.domain.snippets import WIDTH, Sought, marks_in, snippet
from app.domain.unspaced import is_unspaced

LONG = "Plain words before. " * 30


def sought(*words, start=False):
    return Sought.of((word, start) for word in words)


@pytest.mark.parametrize(
    ("body", "wanted", "shows"),
    [
        (LONG + "Here is the walnut tree." + LONG, "walnut", "walnut"),
        (LONG + "Ici l'élève travaille." + LONG, "eleve", "élève"),
        (LONG + "我们讨论网络安全问题" + LONG, "安 全", "安全"),
        (LONG + "我们讨论网络问题" + LONG, "网", "网"),
        (LONG + "في الأَمْن السيبراني" + LONG, "الامن", "الأَمْن"),
        (LONG + "so co\u00adoperation it is" + LONG, "cooperation", "co\u00adoperation"),
        ("İstanbul " * 30 + "walnut", "walnut", "walnut"),
        ("naïve snake_case", "case", "case"),
        ("Ｆｕｌｌ width", "full", "Ｆｕｌｌ"),
    ],
)
def test_the_snippet_shows_and_marks_the_hit(body, wanted, shows):
    shown, marks = snippet(body, sought(wanted))

    assert [shown[first:last] for first, last in marks] == [shows]
    assert len(shown) <= WIDTH + 4


def test_a_beginning_marks_the_whole_word():
    shown, marks = snippet("apple pies, pie", sought("pie", start=True))

    assert [shown[first:last] for first, last in marks] == ["pies", "pie"]


def test_the_stretch_with_most_different_words_is_shown():
    body = "apple " + LONG + "apple and pear together " + LONG + "pear pear pear"

    shown, marks = snippet(body, sought("apple", "pear"))

    assert [shown[first:last] for first, last in marks] == ["apple", "pear"]


def test_a_snippet_without_a_hit_shows_the_beginning():
    assert snippet("short  text\nhere", sought("absent")) == ("short text here", [])
    assert snippet(LONG, sought())[0].startswith("Plain words")


def test_signs_of_markdown_are_left_out():
    body = "## Aims\n\n- **Bold** `code` and [a link](https://example.org/x)\n> quoted"

    assert snippet(body, sought())[0] == "Aims Bold code and a link quoted"


def test_escapes_and_rows_of_dots_are_left_out():
    body = "2\\.1 Walnuts . . . . . . . . . . . . 6\n2\\.2 Pears........8 C:\\dir"

    assert snippet(body, sought())[0] == "2.1 Walnuts … 6 2.2 Pears … 8 C:\\dir"


def test_every_sign_that_folds_to_letters_is_looked_at_as_a_word():
    signs = (chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000)

    missed = [
        sign
        for sign in signs
        for word in tokens(fold(sign))[:1]
        if not is_unspaced(sign) and not marks_in(sign, sought(word))
    ]

    assert missed == []


@given(st.lists(st.text(max_size=12), max_size=20), st.data())
def test_a_word_of_a_text_is_marked_in_it(words, data):
    text = " ".join(words)
    found = [each for each in tokens(fold(text)) if not any(map(is_unspaced, each))]
    if not found:
        return
    wanted = data.draw(st.sampled_from(found))

    marks = marks_in(text, sought(wanted), most=1000)

    assert all(0 <= first < last <= len(text) for first, last in marks)
    assert any(wanted in tokens(fold(text[first:last])) for first, last in marks)
