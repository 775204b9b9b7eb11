"""Reading: places in the text, marks, links, finding; with letters that take two units."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextDocument

from app.documents.plain import plain
from app.domain.proposals import Section
from app.ui.reader.compose import Paper
from app.ui.reader.footnotes import other_end
from app.ui.reader.marks import Mark
from app.ui.reader.outline import current
from app.ui.reader.places import Places, Span, Stretch, points, units
from app.ui.reader.pouring import NOTE, Pouring, compose
from app.ui.reader.view import ReaderView
from app.ui.theme import theme

INTRO = "Words before.\n\nA **bold** word, *leaning*, `code` and 🌍 a globe\\\nbroken line."
ARABIC = "الأمن السيبراني\n\n- 最佳实践 𠀀 论坛\n- second\n\n> quoted\n\n---\n\nlast one"
PAPER = Paper(
    (Section("intro", "", INTRO), Section("goal", "Goal", ARABIC)),
    "2 minutes to read",
    "In **short**.",
)


@pytest.fixture
def view(qtbot):
    view = ReaderView()
    qtbot.addWidget(view)
    view.resize(800, 500)
    with qtbot.waitExposed(view):
        view.show()
    view.page.show_paper(PAPER)
    return view


def text_of(document: QTextDocument, first: int, last: int) -> str:
    raw = document.toRawText().encode("utf-16-le")[2 * first : 2 * last].decode("utf-16-le")
    return raw.replace("\u2029", "\n").replace("\u2028", "\n")


def test_every_offset_of_the_plain_text_is_where_its_letter_stands():
    document, places = compose(PAPER)

    for section in PAPER.sections:
        words = plain(section.text)
        for offset, letter in enumerate(words):
            first = places.position(section.key, offset)
            last = places.position(section.key, offset + 1)
            assert text_of(document, first, last) == letter
            assert places.place(first) == (section.key, offset)


@given(st.lists(st.text(max_size=80), min_size=1, max_size=4))
def test_offsets_hold_for_any_text(texts):
    sections = tuple(Section(f"s{number}", "H", text) for number, text in enumerate(texts))
    document, places = compose(Paper(sections))

    for section in sections:
        words = plain(section.text)
        span = places.span(0, document.characterCount())
        first, last = places.position(section.key, 0), places.position(section.key, len(words))
        shown = text_of(document, first, last)
        assert len(shown) == len(words)
        assert span is None or span.exact.strip()


@given(st.text(), st.integers(0, 200))
def test_units_and_points_undo_each_other(text, offset):
    offset = min(offset, len(text))

    assert points(text, units(text[:offset])) == offset


def test_a_selection_over_two_sections_is_cut_to_the_first():
    places = Places([Stretch("a", "", 0, 0, "first words"), Stretch("b", "B", 12, 14, "second")])

    assert places.span(6, 18) == Span("a", 6, 11, "words")
    assert places.span(11, 18) == Span("b", 0, 4, "seco")


def test_a_selection_of_heading_or_white_space_is_no_span():
    places = Places([Stretch("b", "Heading", 0, 8, "some words")])

    assert places.span(0, 7) is None
    assert places.span(12, 13) is None


def test_chosen_words_are_told_in_code_points(qtbot, view):
    with qtbot.waitSignal(view.page.selected) as told:
        view.page.select(Span("intro", 45, 52))

    words = plain(INTRO)
    assert told.args == [Span("intro", 45, 52, words[45:52])]
    assert "globe" in words[40:56]
    assert view.bar.isVisible()


def test_keys_make_a_quote_of_the_chosen_words(qtbot, view):
    view.activateWindow()
    view.page.setFocus()
    view.page.select(Span("goal", 0, 5))

    with qtbot.waitSignal(view.asked) as told:
        qtbot.keyClick(view.page, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)

    assert told.args == ["quote", Span("goal", 0, 5, plain(ARABIC)[:5])]
    assert not view.bar.isVisible()


def test_keys_without_chosen_words_say_so(qtbot, view):
    with qtbot.waitSignal(view.nothing_chosen) as told:
        view.ask("note")

    assert told.args == ["note"]


def test_what_is_not_offered_cannot_be_asked_by_keys(qtbot, view):
    view.offer(["note"])
    view.page.select(Span("goal", 0, 5))

    with qtbot.assertNotEmitted(view.asked), qtbot.assertNotEmitted(view.nothing_chosen):
        view.ask("question")


def test_a_click_on_marked_words_tells_the_innermost_mark(qtbot, view):
    view.page.show_marks(
        [Mark("wide", "note", "intro", 0, 60), Mark("narrow", "comment", "intro", 14, 20)]
    )
    rect = view.page.rect_at(view.page.places().position("intro", 16))

    with qtbot.waitSignal(view.page.mark_clicked) as told:
        qtbot.mouseClick(
            view.page.viewport(), Qt.MouseButton.LeftButton, pos=rect.center() + QPoint(1, 0)
        )

    assert told.args == ["narrow"]


def test_marks_are_painted_in_their_colours(view):
    view.page.show_marks(
        [Mark("a", "note", "intro", 0, 5, "concern"), Mark("b", "question", "goal", 0, 5, "")]
    )

    colours = [each.format.background().color() for each in view.page.extraSelections()]

    assert colours == [theme().colour("concern"), theme().colour("ask")]


def test_a_link_is_shown_in_full_and_opened_by_nobody(qtbot, view, monkeypatch):
    opened = []
    monkeypatch.setattr("PySide6.QtGui.QDesktopServices.openUrl", opened.append)
    address = "https://example.org/a?b=c"
    view.page.show_paper(Paper((Section("s", "", f"See [this]({address}) page"),)))
    rect = view.page.rect_at(view.page.places().position("s", 6))

    qtbot.mouseClick(view.page.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())

    assert view.links.isVisible()
    assert address in view.links.words.text()
    assert opened == []


@pytest.mark.parametrize("address", ["file:///etc/passwd", "javascript:alert(1)", "/etc/passwd"])
def test_other_addresses_are_no_links(view, address):
    view.page.show_paper(Paper((Section("s", "", f"See [this]({address}) page"),)))

    rect = view.page.rect_at(view.page.places().position("s", 6))

    assert view.page.anchorAt(rect.center()) == ""


def test_a_page_loads_nothing(view, tmp_path):
    image = tmp_path / "image.png"
    image.write_bytes(b"secret")

    assert view.page.loadResource(QTextDocument.ResourceType.ImageResource, str(image)) is None
    view.page.show_paper(Paper((Section("s", "", f"![words]({image}) <img src='{image}'>"),)))
    assert "words" in view.page.toPlainText()
    assert "<img" in view.page.toPlainText()


def test_finding_counts_goes_round_and_is_forgotten(qtbot, view):
    view.finder.begin()
    view.finder.box.setText("word")
    qtbot.waitUntil(lambda: view.finder.count.text() == "1 of 2")

    qtbot.keyClick(view.finder.box, Qt.Key.Key_Return)
    second = view.finder.count.text()
    qtbot.keyClick(view.finder.box, Qt.Key.Key_Return)

    assert (second, view.finder.count.text()) == ("2 of 2", "1 of 2")
    qtbot.keyClick(view.finder.box, Qt.Key.Key_Escape)
    qtbot.keyClick(view.finder.box, Qt.Key.Key_Escape)
    assert not view.finder.isVisible()
    assert view.page.extraSelections() == []


def long_paper(paragraphs=120):
    text = "\n\n".join(
        f"Paragraph {n} of the paper. " + "Some words. " * 40 for n in range(paragraphs)
    )
    return Paper((Section("a", "First", text), Section("b", "Second", "The end.")))


def test_the_place_is_kept_when_text_size_and_width_change(view):
    paper = long_paper()
    view.page.show_paper(paper)
    offset = plain(paper.sections[0].text).index("Paragraph 60")
    view.page.go_to("a", offset)
    before = view.page.place()

    view.page.enlarge()
    after_size = view.page.place()
    view.resize(600, 500)

    assert before == ("a", offset)
    assert abs(after_size[1] - offset) < 120
    assert abs(view.page.place()[1] - offset) < 240


def test_a_paper_opens_where_the_reader_left_it(view):
    paper = long_paper()
    offset = plain(paper.sections[0].text).index("Paragraph 80")

    view.page.show_paper(paper, ("a", offset))

    assert view.page.place() == ("a", offset)


def test_the_outline_goes_to_a_section_and_shows_where_one_is(qtbot, view):
    view.page.show_paper(long_paper())
    view.show_outline()
    outline = view.outline()
    rows = [outline.list.lines.line(row) for row in range(outline.list.lines.rowCount())]

    qtbot.keyClick(outline.list, Qt.Key.Key_Down)
    qtbot.keyClick(outline.list, Qt.Key.Key_Return)

    assert [(row.title, row.state) for row in rows] == [("First", "You are here"), ("Second", "")]
    bar = view.page.verticalScrollBar()
    qtbot.waitUntil(lambda: 0 < bar.value() == bar.maximum())
    assert not outline.isVisible()


def test_the_outline_has_the_headings_within_a_section_too(view):
    text = "Words.\n\n### Maps\n\nMore words.\n\n#### Scales\n\nEnd."
    view.page.show_paper(Paper((Section("a", "Plan", text), Section("b", "Cost", "Forty."))))

    view.show_outline()

    found = [(each.heading, each.level) for each in view.page.places().outline]
    assert found == [("Plan", 2), ("Maps", 3), ("Scales", 4), ("Cost", 2)]
    assert current(view.page.places().outline, ("a", plain(text).index("More"))) == 1
    assert current(view.page.places().outline, ("b", 3)) == 3
    assert current(view.page.places().outline, None) == -1


def test_escape_leaves_the_outline_and_the_place_as_it_was(qtbot, view):
    view.page.show_paper(long_paper())
    view.show_outline()
    qtbot.keyClick(view.outline().list, Qt.Key.Key_Down)

    qtbot.keyClick(view.outline().list, Qt.Key.Key_Escape)

    assert not view.outline().isVisible()
    assert view.page.verticalScrollBar().value() == 0


def test_a_paper_without_headings_says_so(qtbot, view):
    view.page.show_paper(Paper((Section("intro", "", "Only words."),)))

    with qtbot.waitSignal(view.no_outline):
        view.show_outline()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("cafe", ["Café", "CAFÉ"]),
        ("الامن", ["الأمن"]),
        ("论坛", ["论坛"]),
        ("naive approach", ["naïve\u00a0approach"]),
        ("globe", ["globe"]),
        ("...", []),
    ],
)
def test_words_are_found_whatever_their_case_accents_and_letter_forms(view, words, found):
    text = "Café 🌍 CAFÉ globe\n\nالأمن 最佳实践论坛\n\na naïve\u00a0approach"
    view.page.show_paper(Paper((Section("s", "", text),)))

    count = view.page.find_all(words)

    shown = [text_of(view.page.document(), *place) for place in view.page.found_places()]
    assert count == len(found)
    assert shown == found


def test_finding_goes_on_when_a_long_paper_is_whole(qtbot, view):
    view.page.show_paper(long_paper(600))
    view.finder.begin()

    view.finder.box.setText("paragraph")

    qtbot.waitUntil(view.page.is_whole)
    qtbot.waitUntil(lambda: view.finder.count.text() == "1 of 600")


def test_while_a_long_paper_is_being_set_words_are_not_said_to_be_missing(qtbot, view):
    view.page.show_paper(long_paper(600))
    view.finder.begin()

    view.finder.box.setText("end of it")  # only the last paragraphs could tell
    view.finder.box.searched.emit("end of it")

    assert not view.page.is_whole()
    assert view.finder.count.text() == "Looking on…"
    qtbot.waitUntil(view.page.is_whole)
    qtbot.waitUntil(lambda: view.finder.count.text() == "Not in this paper")


def test_no_word_is_broken_in_a_narrow_column_beside_a_wide_one(view):
    text = "| How much | Who | Why |\n|---|---|---|\n| 2,000 | Ana | {} |".format("because " * 40)
    view.page.resize(700, 600)
    view.page.show_paper(Paper((Section("s", "", text),)))
    places, document = view.page.places(), view.page.document()

    for word in ("much", "2,000", "Who", "Ana"):
        position = places.position("s", plain(text).index(word))
        block = document.findBlock(position)
        lines = [block.layout().lineAt(n) for n in range(block.layout().lineCount())]
        ends = {line.textStart() + line.textLength() for line in lines}
        inside = range(position - block.position() + 1, position - block.position() + len(word))
        assert not ends & set(inside), word


def test_a_table_is_set_as_one_and_its_words_keep_their_offsets(view):
    text = "Costs:\n\n| What | How **much** |\n|---|---|\n| Room 🌍 | 20 |\n\nAfter the table."
    view.page.show_paper(Paper((Section("s", "H", text),)))
    places, words = view.page.places(), plain(text)

    for wanted in ("What", "How much", "Room 🌍", "20", "After the table."):
        start = words.index(wanted)
        first, last = places.position("s", start), places.position("s", start + len(wanted))
        assert text_of(view.page.document(), first, last) == wanted
        assert places.span(first, last) == Span("s", start, start + len(wanted), wanted)
    assert "---" not in view.page.toPlainText()


def test_a_mark_over_cells_is_drawn_from_the_first_to_the_last(view):
    text = "| a | b |\n|---|---|\n| one | two |"
    view.page.show_paper(Paper((Section("s", "", text),)))
    start, end = plain(text).index("one"), plain(text).index("two") + 3

    view.page.show_marks([Mark("m", "note", "s", start, end)])

    [shown] = view.page.extraSelections()
    assert text_of(
        view.page.document(), shown.cursor.selectionStart(), shown.cursor.selectionEnd()
    ).startswith("one")


def test_a_footnote_leads_to_its_note_and_back(qtbot, view):
    text = "First[^1] " + "words " * 3000 + "\n\n[^1]: The note itself."
    view.page.show_paper(Paper((Section("s", "", text),)))
    told = []
    view.page.jumped.connect(lambda before, after: told.append((before, after)))
    rect = view.page.rect_at(view.page.places().position("s", 6))

    qtbot.mouseClick(
        view.page.viewport(), Qt.MouseButton.LeftButton, pos=rect.center() + QPoint(2, 0)
    )

    assert told == [(("s", 0), ("s", plain(text).index("[^1]:")))]
    assert other_end(view.page.places(), NOTE + "back:1") == ("s", 5)
    assert not view.links.isVisible()


def test_footnotes_written_line_under_line_are_paragraphs_of_their_own(view):
    text = "See[^1] and[^b].\n\n[^1]: The first.\n[^b]: The second,\nwhich goes on."
    view.page.show_paper(Paper((Section("s", "", text),)))
    places, document = view.page.places(), view.page.document()
    second = plain(text).index("[^b]:")

    shown = [document.findBlock(places.position("s", at)).text() for at in (0, second)]

    assert shown == ["See[^1] and[^b].", "[^b]: The second, which goes on."]
    assert other_end(places, NOTE + "to:b") == ("s", second)
    assert other_end(places, NOTE + "back:b") == ("s", text.index("[^b]"))


@pytest.mark.parametrize("seed", range(3))
def test_a_paper_set_bit_by_bit_is_the_paper_set_at_once(seed):
    import random

    rnd = random.Random(seed)
    parts = ["words and more", "- item", "> quote", "a | b", "c | d", "### Head", "x" * 9000, "---"]
    paper = Paper(
        tuple(
            Section(f"s{n}", "H" * (n % 2), "\n\n".join(rnd.choices(parts, k=20))) for n in range(4)
        )
    )
    whole, places = compose(paper)
    poured = Pouring(paper)

    turns = 0
    while not poured.pour(200):
        turns += 1

    assert turns > 10
    assert poured.document.toRawText() == whole.toRawText()
    assert [each.pieces for each in poured.places.stretches] == [
        each.pieces for each in places.stretches
    ]


def test_words_not_set_yet_have_no_position_and_are_waited_for(qtbot, view):
    paper = long_paper(600)
    offset = plain(paper.sections[0].text).index("Paragraph 590")

    view.page.show_paper(paper, ("a", offset))

    assert view.page.places().position("a", offset) is None
    assert view.page.place() == ("a", offset)
    qtbot.waitUntil(view.page.is_whole)
    assert view.page.place() == ("a", offset)


def test_a_long_paper_stays_at_its_words_when_the_window_is_narrowed(qtbot, view):
    paper = long_paper(600)
    offset = plain(paper.sections[0].text).index("Paragraph 300")
    view.page.show_paper(paper, ("a", offset))
    qtbot.waitUntil(view.page.is_whole)
    before = view.page.document()

    view.resize(600, 500)

    qtbot.waitUntil(lambda: view.page.document() is not before)
    qtbot.waitUntil(view.page.is_whole)
    assert abs(view.page.place()[1] - offset) < 240


def test_a_very_long_paragraph_is_parted_and_every_letter_counted():
    text = "word 🌍 " * 6000
    document, places = compose(Paper((Section("s", "", text),)))
    words = plain(text)

    assert document.blockCount() > 4
    for offset in range(0, len(words) - 1, 97):
        first, last = places.position("s", offset), places.position("s", offset + 1)
        assert text_of(document, first, last) in {words[offset], "\n"}
        assert places.place(first) == ("s", offset)


def test_each_paragraph_has_its_own_direction(view):
    view.page.show_paper(Paper((Section("s", "", "Latin words\n\nكلمات عربية 2026\n\n- عربي"),)))

    block, found = view.page.document().begin(), []
    while block.isValid():
        found.append(block.textDirection())
        block = block.next()

    left, right = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft
    assert found == [left, right, right]


def test_the_column_holds_sixty_to_seventy_five_letters(view):
    view.resize(1400, 500)
    view.page.show_paper(Paper((Section("s", "", "The quick brown fox jumps over dogs. " * 20),)))
    view.page.rect_at(700)

    layout = view.page.document().lastBlock().layout()
    lengths = [layout.lineAt(n).textLength() for n in range(layout.lineCount() - 1)]

    assert all(60 <= length <= 80 for length in lengths)
    assert 60 <= sum(lengths) / len(lengths) <= 75


@pytest.mark.parametrize(
    "hostile",
    ["x" * 300_000, "> " * 3000 + "deep", "* " * 500 + "item", "[" * 20_000, "\ufdd0\ufffc\u2028"],
    ids=["long-word", "quotes", "lists", "brackets", "structure"],
)
def test_hostile_text_is_set_at_all(view, hostile):
    view.page.show_paper(Paper((Section("s", "H", hostile),)))

    assert not view.grab().isNull()


def test_what_is_too_long_says_so(view, monkeypatch):
    monkeypatch.setattr("app.ui.reader.pouring.MOST", 2_000)

    view.page.show_paper(Paper((Section("s", "", "some words and more\n\n" * 150),)))

    assert "too long to be shown" in view.page.toPlainText()[-200:]


@pytest.mark.parametrize("paragraphs", [20, 400], ids=["short", "long"])
def test_a_paper_opens_at_its_top_with_the_caret_there(qtbot, view, paragraphs):
    view.page.show_paper(long_paper(paragraphs))
    qtbot.waitUntil(view.page.is_whole)

    assert view.page.textCursor().position() == 0
    assert view.page.verticalScrollBar().value() == 0


ALL_LETTERS = "".join(chr(code) for code in range(0x20, 0x3000) if not 0xA0 < code < 0xAE)


@pytest.mark.parametrize(
    "text",
    ["\u00ad" * 9_000, f"said {'x' * 9_000} and more", ALL_LETTERS, f"{ALL_LETTERS}\n\nend"],
    ids=["soft hyphens", "an endless word", "all letters", "all letters and more"],
)
def test_what_has_no_space_is_parted_too_and_every_letter_counted(text):
    document, places = compose(Paper((Section("s", "", text),)))

    words = plain(text)
    assert document.blockCount() > 10
    for offset in range(0, len(words) - 1, 97):
        first, last = places.position("s", offset), places.position("s", offset + 1)
        assert text_of(document, first, last) in {words[offset], "\n" + words[offset], "\n"}
        assert places.place(first) == ("s", offset)


def test_usual_languages_together_in_one_paragraph_are_not_parted():
    text = "Words, слова, λέξεις, كلمات, מילים, शब्द, คำ, 言葉 字 🙂 — “all” ₣ № ™ ⟶ ﬁ " * 9

    document, _places = compose(Paper((Section("s", "", text),)))

    assert document.blockCount() == 1


@pytest.mark.qt_log_ignore("OpenType support missing")
def test_a_short_text_of_all_letters_is_set_bit_by_bit(view, qtbot):
    page = view.page

    page.show_paper(Paper((Section("s", ALL_LETTERS, ALL_LETTERS),), summary=ALL_LETTERS))

    assert not page.is_whole()
    qtbot.waitUntil(page.is_whole)
    assert page.document().toRawText().count("\u2d00") == 1
