"""The bidirectional algorithm, on cases derived by hand from the rules of UAX#9."""

import pytest

from app.reports.bidi import DEEPEST, bidi_class, resolve, visual_order

ALEF, BEH, TEH = "\u05d0", "\u05d1", "\u05d2"
SEEN = "\u0633"
ARABIC_ONE, ARABIC_TWO = "\u0661", "\u0662"
LRE, RLE, PDF, LRO, RLO = "\u202a", "\u202b", "\u202c", "\u202d", "\u202e"
LRI, RLI, FSI, PDI = "\u2066", "\u2067", "\u2068", "\u2069"


def shown(text: str, base: int | None = None) -> str:
    """Return the characters in the order they are shown, those removed by X9 left out."""
    levels = resolve(text, base).line(0, len(text))
    return "".join(text[index] for index in visual_order(levels))


def test_the_first_strong_letter_gives_the_direction():
    assert resolve("123 abc " + ALEF).base == 0
    assert resolve("123 " + ALEF + " abc").base == 1
    assert resolve("...").base == 0


def test_letters_in_an_isolate_do_not_give_the_direction():
    assert resolve(f"{FSI}{ALEF}{PDI} abc").base == 0
    assert resolve(f"{LRI}abc{PDI} {ALEF}").base == 1


@pytest.mark.parametrize(
    ("text", "base", "expected"),
    [
        ("abc def", None, "abc def"),
        (ALEF + BEH + TEH, None, TEH + BEH + ALEF),
        (f"abc {ALEF}{BEH} def", None, f"abc {BEH}{ALEF} def"),
        (f"{ALEF} abc {BEH}", None, f"{BEH} abc {ALEF}"),
        # Numbers keep their order and follow the words around them (W2, W7, I1, I2).
        (f"{ALEF} 12 {BEH}", None, f"{BEH} 12 {ALEF}"),
        (f"{SEEN} 1.5 {SEEN}", None, f"{SEEN} 1.5 {SEEN}"),
        (f"{ALEF}{ARABIC_ONE}{ARABIC_TWO}", None, f"{ARABIC_ONE}{ARABIC_TWO}{ALEF}"),
        # A sign beside a European number joins it, after Arabic letters it does not (W5, W2).
        (f"{ALEF} 80%", None, f"80% {ALEF}"),
        (f"{SEEN} 80%", None, f"%80 {SEEN}"),
        # Two words of the other direction, a space between them belongs to them (N1).
        (f"a {ALEF}{BEH} {TEH} z", None, f"a {TEH} {BEH}{ALEF} z"),
        # A space between two directions takes the paragraph's (N2).
        (f"{ALEF} a", 0, f"{ALEF} a"),
        (f"{ALEF} a", 1, f"a {ALEF}"),
        # Brackets take the direction of what they hold when it is the paragraph's (N0).
        (f"{ALEF} (b) {TEH}", 1, f"{TEH} )b( {ALEF}"),
        (f"a ({ALEF}b) c", 0, f"a ({ALEF}b) c"),
        (f"a{ALEF}({BEH})c", 0, f"a){BEH}({ALEF}c"),
        # White space at the end of a line stays at its end (L1).
        (f"{ALEF}{BEH}  ", 0, f"{BEH}{ALEF}  "),
        (f"abc {RLO}def{PDF} ghi", 0, "abc fed ghi"),
        (f"abc {RLE}def {ALEF}{PDF} ghi", 0, f"abc {ALEF} def ghi"),
        (f"{ALEF} {LRO}{BEH}{TEH}{PDF}", 1, f"{BEH}{TEH} {ALEF}"),
        (f"a{RLI}b{ALEF}{PDI}c", 0, f"a{RLI}{ALEF}b{PDI}c"),
        (f"{ALEF}{FSI}b c{PDI}{BEH}", 1, f"{BEH}{PDI}b c{FSI}{ALEF}"),
    ],
)  # fmt: skip
def test_a_line_is_shown_in_the_order_of_the_rules(text, base, expected):
    assert shown(text, base) == expected


def test_an_order_holds_every_index_once():
    text = f"abc {ALEF}{BEH} ({SEEN}12{SEEN}) {RLI}x{ALEF}{PDI} 3"
    levels = resolve(text).line(0, len(text))

    order = visual_order(levels)

    assert sorted(order) == list(range(len(text)))


def test_a_line_is_reordered_by_itself_after_breaking():
    text = f"{ALEF}{BEH} {TEH}{ALEF}"
    resolved = resolve(text)

    first, second = resolved.line(0, 3), resolved.line(3, 5)

    assert [text[i] for i in visual_order(first)] == [" ", BEH, ALEF]
    assert [text[3 + i] for i in visual_order(second)] == [ALEF, TEH]


def test_marks_follow_their_letter():
    resolved = resolve("a" + "\u0301" + ALEF + "\u05b0")

    assert resolved.levels == (0, 0, 1, 1)


def test_format_characters_are_removed():
    resolved = resolve(f"a{RLE}{ALEF}{PDF}")

    assert resolved.levels == (0, None, 1, None)


def test_nesting_stops_at_the_deepest_level():
    text = RLE * 200 + ALEF + PDF * 200 + "a"
    resolved = resolve(text, 0)

    assert resolved.levels[200] == DEEPEST
    assert resolved.levels[-1] == 0


def test_a_pdi_closes_the_embeddings_within_its_isolate():
    resolved = resolve(f"{RLI}{LRE}a{PDI}b", 0)

    assert resolved.levels[-1] == 0


def test_more_brackets_than_the_rules_allow_are_left_alone():
    text = "(" * 64 + ALEF + ")" * 64
    resolved = resolve(text, 0)

    assert set(resolved.levels) == {0, 1}
    assert resolved.levels[63] == 0


def test_angle_brackets_of_two_blocks_make_a_pair():
    # U+2329 and U+3009 are canonically a pair; what they hold decides for both.
    resolved = resolve(f"{ALEF}\u2329{BEH}\u3009a", 0)

    assert resolved.levels[1] == resolved.levels[3] == 1


def test_letters_that_are_not_assigned_have_the_direction_of_their_block():
    assert bidi_class("\u05ff") == "R"
    assert bidi_class("\u0378") == "L"
