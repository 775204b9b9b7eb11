"""The plain text that anchors count in, and the blocks that are set."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.plain import LONGEST_WORD, Block, Run, blocks, escape, plain

MARKDOWN = st.text(alphabet="ab 1.)#`*_~->[]()!<&;\\\n\t\u00a0é\u0301漢|+=", max_size=120)


def test_marks_are_dropped_and_blocks_joined_by_one_line_feed() -> None:
    paper = "# Title\n\n**Good** and *failed*\npractice.  \nNext\n\n- one\n- two\n\n> said\n\n    code\n"

    assert plain(paper) == "Title\nGood and failed practice.\nNext\none\ntwo\nsaid\ncode"


def test_escapes_and_entities_are_resolved_and_html_is_words() -> None:
    assert plain(r"\*not\* &amp; &eacute; <b>x</b>") == "*not* & é <b>x</b>"
    assert plain("<div>\n*a*\n</div>") == "<div> a </div>"


def test_links_show_their_text_and_images_their_words() -> None:
    assert (
        plain("[a *b*](https://x.org 't') ![c *d*](e.png) <https://f.org>")
        == "a b c d https://f.org"
    )


def test_only_addresses_that_may_be_opened_are_links() -> None:
    (block,) = blocks("[a](https://x.org)[b](javascript:alert(1))[c](file:///etc/passwd)[d](x.md)")

    assert block.runs == (Run("a", href="https://x.org"), Run("bcd"))


def test_no_break_spaces_are_kept_also_at_the_ends_of_a_paragraph() -> None:
    assert (
        plain("\u00a0« a\u00a0»\u00a0\n\n- \u00a0b\u00a0")
        == "\u00a0« a\u00a0»\u00a0\n\u00a0b\u00a0"
    )


def test_text_is_nfc_also_where_runs_meet() -> None:
    assert plain("e**\u0301a** e\u0301") == "éa é"


def test_blocks_tell_how_they_are_to_be_set() -> None:
    paper = "## H\n\n3. a\n\n   b\n4. c\n   - d\n\n> e\n\n```\nf\n```\n\n***\n"

    assert [(each.kind, each.level, each.ordinal, each.text) for each in blocks(paper)] == [
        ("heading", 2, None, "H"),
        ("item", 1, 3, "a"),
        ("paragraph", 1, None, "b"),
        ("item", 1, 4, "c"),
        ("item", 2, None, "d"),
        ("quote", 1, None, "e"),
        ("code", 0, None, "f"),
        ("rule", 0, None, ""),
    ]


def test_runs_know_their_looks() -> None:
    assert blocks("a **b *c*** `d`") == [
        Block(
            "paragraph",
            runs=(
                Run("a "),
                Run("b ", bold=True),
                Run("c", bold=True, italic=True),
                Run(" "),
                Run("d", code=True),
            ),
        )
    ]


def test_blocks_tell_where_lines_of_the_source_ended() -> None:
    [block] = blocks("one\n*two\nth*ree  \nfour\ufdd1")

    assert block.text == "one two three\nfour\ufffd"
    assert block.breaks == (3, 7)


def test_no_word_is_long_enough_to_hang_the_window() -> None:
    text = plain("a" * (3 * LONGEST_WORD) + " " + "漢" * (2 * LONGEST_WORD))

    assert text == "\n".join(["a" * LONGEST_WORD] * 3) + " " + "漢" * (2 * LONGEST_WORD)


@pytest.mark.parametrize(
    "text",
    [
        "> " * 3000 + "x",
        "- " * 3000 + "x",
        "\n".join("  " * deep + "- x" for deep in range(100)),
        "[" * 3000 + "x",
        "*a " * 3000,
        ">\u00a0" * 3000,
    ],
)
def test_deep_nesting_loses_no_word(text: str) -> None:
    found = blocks(text)

    letters = [each for each in text if each.isalpha()]
    assert [each for block in found for each in block.text if each.isalpha()] == letters
    assert all(block.level <= 8 for block in found)


@given(MARKDOWN | st.text())
def test_blocks_joined_are_the_plain_text_and_nfc(markdown: str) -> None:
    text = plain(markdown)

    assert text == "\n".join(block.text for block in blocks(markdown))
    assert unicodedata.is_normalized("NFC", text)
    assert "\r" not in text.replace("&#13;", "")


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"]), max_size=60))
def test_escaped_words_are_read_as_themselves(words: str) -> None:
    line = unicodedata.normalize("NFC", words.strip())

    assert plain(escape(line)) == line
