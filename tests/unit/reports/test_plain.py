"""Texts from anybody are made fit for paper, and nothing they say is lost."""

import pytest

from app import i18n
from app.reports.plain import clean, isolated, one_line, paragraphs


def test_text_is_composed():
    assert clean("e\u0301") == "\u00e9"


@pytest.mark.parametrize("char", ["\0", "\x07", "\x1b", "\x7f", "\x9b", "\ud800", "\ufffe"])
def test_what_cannot_be_drawn_is_dropped(char):
    assert clean(f"a{char}b") == "ab"


@pytest.mark.parametrize("char", ["\u200d", "\u200f", "\u202e", "\u00a0", "\U0001f600", "\ue000"])
def test_joiners_directions_and_signs_of_any_kind_stay(char):
    assert clean(f"a{char}b") == f"a{char}b"


def test_every_kind_of_break_becomes_a_line_feed():
    assert clean("a\r\nb\rc\u2028d\u2029e\x85f\x0bg") == "a\nb\nc\nd\ne\nf\ng"


def test_empty_lines_part_paragraphs_and_single_breaks_stay():
    assert paragraphs("one\ntwo\n\n \n\nthree\n") == [["one", "two"], ["three"]]


def test_text_of_white_space_has_no_paragraphs():
    assert paragraphs(" \n\t\n") == []


def test_runs_of_spaces_become_one_but_no_break_spaces_stay():
    assert one_line("  a \t b\n\u00a0c ") == "a b \u00a0c"


def test_words_of_somebody_keep_their_direction_within_a_sentence_of_the_language_spoken():
    with i18n.speaking("ar"):
        assert isolated("Who pays?") == "\u2068Who pays?\u2069"
        assert isolated("") == ""
    with i18n.speaking("en"):
        assert isolated("Who pays?") == "Who pays?"
        assert isolated("من؟") == "\u2068من؟\u2069"
