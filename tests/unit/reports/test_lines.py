"""Lines are broken in the order of reading, each then put in the order of showing."""

import pytest
import uharfbuzz

from app.reports.breaks import chunks, clusters
from app.reports.faces import face
from app.reports.lines import Text
from app.reports.shaping import Span, Type
from tests.unit.reports.papers import ARABIC, CHINESE, ENGLISH, FRENCH, RUSSIAN
from tests.unit.reports.trees import NAMES

NO_START = set("，。、；：？！）」』】》”’,.;:?!)]}%")
NO_END = set("（「『【《“‘([{")


def lines(text: str, width: float, base: int | None = None) -> list[str]:
    return [text[line.start : line.end] for line in Text([Span(text)], base).break_into(width)]


@pytest.mark.parametrize("text", [ENGLISH.replace("\n", " "), FRENCH, RUSSIAN, ARABIC, CHINESE])
@pytest.mark.parametrize("width", [60, 133, 200, 339, 480])
def test_no_line_is_wider_than_asked_and_no_word_is_lost(text, width):
    broken = Text([Span(text)]).break_into(width)

    assert all(line.width <= width + 0.02 for line in broken)
    assert "".join(lines(text, width)).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize("width", range(54, 400, 7))
def test_chinese_lines_begin_and_end_as_they_should(width):
    broken = lines(CHINESE, width)

    assert not [line for line in broken[1:] if line[0] in NO_START]
    assert not [line for line in broken[:-1] if line[-1] in NO_END]


def test_chinese_breaks_between_any_two_characters():
    broken = lines("多利益攸关方咨询组认为", 55)

    assert len(broken[0]) == 5


def test_latin_words_within_chinese_stay_whole():
    assert all("Internet" in line or "ern" not in line for line in lines("我们在Internet上", 60))


def test_words_break_after_hyphens_but_not_before_numbers():
    assert [ "well-known -12"[c.start : c.end] for c in chunks("well-known -12")] == [
        "well-", "known", " ", "-12",
    ]  # fmt: skip


def test_no_break_spaces_hold():
    assert lines("aaaa bbbb\u00a0cccc", 60) == ["aaaa", "bbbb\u00a0cccc"]


def test_a_word_longer_than_a_line_is_cut_and_fills_it():
    broken = Text([Span("ab " + "x" * 1000)]).break_into(200)

    assert "".join("ab " + "x" * 1000)[broken[0].start : broken[0].end] == "ab"
    assert all(line.width > 190 for line in broken[1:-1])


def test_a_cut_never_parts_a_letter_from_its_marks():
    text = "q\u0301" * 300

    broken = lines(text, 100)

    assert all(line.startswith("q") for line in broken)


def test_emoji_sequences_and_flags_are_one_cluster_each():
    family, flag, skin = "👩‍👩‍👧", "🇫🇷", "👍🏽"

    found = [(family + flag + flag + skin)[a:b] for a, b in clusters(family + flag + flag + skin)]

    assert found == [family, flag, flag, skin]


def test_an_arabic_line_is_shown_from_right_to_left():
    text = Text([Span("قال الأمين IGF 2021 نعم")])
    (line,) = text.break_into(400)

    seen = [piece.shaped.text for piece in line.pieces if piece.shaped.text.strip()]

    assert text.right_to_left
    assert seen == ["نعم", "IGF", "2021", "الأمين", "قال"]


def test_arabic_within_an_english_line_keeps_its_own_order():
    (line,) = Text([Span("The words قال الأمين are quoted")]).break_into(400)

    seen = [piece.shaped.text for piece in line.pieces if piece.shaped.text.strip()]

    assert seen == ["The", "words", "الأمين", "قال", "are", "quoted"]


def test_the_order_is_made_after_breaking():
    # In one line the second word is left of the first; on two lines it is below it.
    first, second = Text([Span("قال الأمين")]).break_into(35)

    assert [piece.shaped.text for piece in first.pieces] == ["قال"]
    assert [piece.shaped.text for piece in second.pieces] == ["الأمين"]


def test_letters_join_over_a_change_of_colour():
    whole = Text([Span("كتاب")]).break_into(200)[0]
    parts = Text([Span("كت"), Span("اب", Type(colour=0xFF0000))]).break_into(200)[0]

    glyphs = [g.id for p in whole.pieces for g in p.shaped.glyphs]

    assert [g.id for p in parts.pieces for g in p.shaped.glyphs] == glyphs


def test_brackets_are_mirrored_in_right_to_left_text():
    (line,) = Text([Span("نعم (لا)")]).break_into(200)
    (plain,) = Text([Span("(")]).break_into(200)

    text = "".join(piece.shaped.text for piece in line.pieces)
    opening = [
        glyph.id
        for piece in line.pieces
        for glyph in piece.shaped.glyphs
        if piece.shaped.text[glyph.cluster] == "("
    ]

    assert "(" in text
    assert opening != [plain.pieces[0].shaped.glyphs[0].id]


def test_each_script_has_its_face():
    (line,) = Text([Span("word слово λόγος نعم 中文 😀")]).break_into(400)

    faces = {
        piece.shaped.text: (piece.shaped.face, piece.missing)
        for piece in line.pieces
        if piece.shaped.text.strip()
    }

    assert faces["слово"] == ("SourceSerif4-Regular", False)
    assert faces["نعم"] == ("NotoNaskhArabic-Regular", False)
    assert faces["中"] == ("NotoSansSC-Regular", False)
    assert faces["😀"] == ("Inter-Regular", True)


def test_signs_stand_in_the_face_of_their_word():
    (line,) = Text([Span("said “中文”, yes")]).break_into(400)

    faces = {mark: piece.shaped.face for piece in line.pieces for mark in piece.shaped.text}

    assert faces["“"] == faces["”"] == "NotoSansSC-Regular"


def test_a_paragraph_without_letters_takes_the_documents_direction():
    assert Text([Span("12 + 3")], default=1).right_to_left
    assert not Text([Span("12 + 3")]).right_to_left
    assert not Text([Span("word")], default=1).right_to_left


def test_every_character_of_gb2312_has_a_glyph():
    text = "".join(
        bytes((row, cell)).decode("gb2312", "ignore")
        for row in range(0xB0, 0xF8)
        for cell in range(0xA1, 0xFF)
    )

    broken = Text([Span(text)]).break_into(400)

    assert len(text) == 6763
    assert not [piece for line in broken for piece in line.pieces if piece.missing]


@pytest.mark.parametrize(
    "text",
    [
        "ÀÉÎÕÜŸßæøåłđðþőűčšžğışțăą Ɛɛ Ɔɔ Ŋŋ ẸẹỌọṢṣ",  # Europe, West Africa
        "Tiếng Việt được viết bằng chữ Quốc ngữ: ắ ằ ẳ ẵ ặ ớ ờ ở ỡ ợ ứ ừ ử ữ ự",
        "Ελληνικά ΰ ΐ ϊ ώ Ωμέγα",
        "Українська їжак ґава Қазақ тілі Ўзбек Србија ћ ђ џ",
        "پژوهش چگونه گفت کتاب ۱۲۳ ٹ ڈ ڑ ے ہ ں ھ",  # Persian, Urdu
        "ﻻ ﷲ ﷺ ﺍﻟﺴﻼﻡ",  # presentation forms
        "（中文）。，、《书名》？！￥ＡＢＣ１２３",
        "€ £ ¥ § © ® ™ ° ± × ÷ ≤ ≥ ≠ → ← • … – — ‘’ “” « » ‹ › † ‡ № ½ ■ ●",
    ],
)
def test_the_bundled_fonts_have_all_letters_of_our_languages(text):
    broken = Text([Span(text)]).break_into(400)

    assert not [
        piece.shaped.text for line in broken for piece in line.pieces
        if piece.missing or any(glyph.id == 0 for glyph in piece.shaped.glyphs)
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["قال الأمين العام", "نعمل معًا", "الإنترنت", "لأن المقترح"])
def test_arabic_glyphs_are_those_that_harfbuzz_gives_for_the_whole(text):
    source = face("NotoNaskhArabic-Regular")
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(source.font, buffer)
    wanted = [info.codepoint for info in buffer.glyph_infos]

    (line,) = Text([Span(text)]).break_into(400)

    assert [glyph.id for piece in line.pieces for glyph in piece.shaped.glyphs] == wanted


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
@pytest.mark.parametrize(
    "type", [Type(), Type("label", weight=600), Type(italic=True)], ids=["text", "label", "italic"]
)
def test_no_letter_of_a_name_is_missing(name, type):
    lines = Text([Span(name, type)]).break_into(400)

    pieces = [piece for line in lines for piece in line.pieces]
    assert not [piece for piece in pieces if piece.missing]
    assert not [glyph for piece in pieces for glyph in piece.shaped.glyphs if glyph.id == 0]


def test_conjuncts_of_devanagari_are_joined_and_signs_put_in_their_places():
    (line,) = Text([Span("क्षत्रिय")]).break_into(400)

    glyphs = [glyph for piece in line.pieces for glyph in piece.shaped.glyphs]

    assert len(glyphs) < len("क्षत्रिय")


def test_the_same_word_is_shaped_once():
    (line,) = Text([Span("one two one")]).break_into(400)

    assert line.pieces[0] is line.pieces[-1]


def test_a_mark_on_a_space_stays_with_it():
    assert lines("ab \u0301cd", 400) == ["ab \u0301cd"]
