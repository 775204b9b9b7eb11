"""Transcripts and chats are read in every shape they come in: each caption a turn, nothing else."""

import io
import zipfile

import pytest

from app.documents import transcripts
from app.documents.transcripts_turns import poor_passages
from app.documents.unreadable import Unreadable
from tests import calls


def heard(text, name="call.txt"):
    return transcripts.read(name, text.encode() if isinstance(text, str) else text)


def said(found):
    return [(each.speaker, found.words(each)) for each in found.turns]


def codes(found):
    return {each.code: each.count for each in found.told}


# --- captions --------------------------------------------------------------------------------


def test_every_caption_is_a_turn_and_what_stands_around_them_is_none():
    text = calls.transcript("\n\n***\n\nThis text is not an authoritative record.\n")

    found = heard(text)

    assert len(found.turns) == text.count(">>") == len(calls.SAID)
    assert [each.n for each in found.turns] == list(range(1, len(calls.SAID) + 1))
    assert found.words(found.turns[-1]) == "Good bye, all."
    assert "captioning" not in found.words(found.turns[0])
    for turn, (caption, words, *_) in zip(found.turns, calls.SAID, strict=True):
        assert turn.speaker == ("" if caption.startswith("[") else caption)
        assert found.words(turn) in {words, caption}


def test_offsets_count_code_points_of_the_text():
    found = heard("🐝 head\r\n>> ZOË:  Bees 🐝 here\r\n>> B: Cafe\u0301")

    assert said(found) == [("ZOË", "Bees 🐝 here"), ("B", "Caf\u00e9")]
    assert found.text[found.turns[0].start :].startswith("Bees")


@pytest.mark.parametrize(
    ("line", "speaker", "words"),
    [
        (">> May I have the floor.", "", "May I have the floor."),
        (">>", "", ""),
        (">> JOY:", "JOY", ""),
        (">>JOY: Yes", "JOY", "Yes"),
        (">>> JOY: Yes", "JOY", "Yes"),
        ("&gt;&gt; JOY: Yes", None, None),
        (">> Joyce Tan : Yes", "Joyce Tan", "Yes"),
        (">> H.E. MR. JOSÉ DE LA CRUZ (GOV): Yes", "H.E. MR. JOSÉ DE LA CRUZ (GOV)", "Yes"),
        (">> Yes: it is so", "", "Yes: it is so"),
        (">> We have two points: bees and wells", "", "We have two points: bees and wells"),
        (">> [Music]", "", "[Music]"),
        (">> 主席：大家好", "主席", "大家好"),
        (">> الرئيس: أهلا", "الرئيس", "أهلا"),
        (">> it said http://bees.example: yes", "", "it said http://bees.example: yes"),
    ],
    ids=["nameless", "bare", "no-words", "no-space", "three", "entities", "space", "titles",
         "yes", "sentence", "note", "chinese", "arabic", "address"],
)  # fmt: skip
def test_odd_captions(line, speaker, words):
    found = heard(f"{line}\n>> LAST: End")

    expected = [] if speaker is None else [(speaker, words)]
    assert said(found) == [*expected, ("LAST", "End")]


def test_two_captions_in_one_line_are_two_turns():
    found = heard(">> ANN: One. >> BO: Two.\n>> CY: Three")

    assert said(found) == [("ANN", "One."), ("BO", "Two."), ("CY", "Three")]


@pytest.mark.parametrize(
    "text",
    [
        ">> ANN AND BO: We agree.",
        ">> ANN ROOT: That is all.\n\nAs Ann just said, it is late.",
        ">> BO: Yes, we keep it.  (Ann).",
    ],
    ids=["two-names", "names-itself", "name-in-brackets"],
)
def test_a_turn_that_may_hold_two_speakers_is_told(text):
    found = heard(text)

    assert [each.two for each in found.turns] == [True]
    assert codes(found) == {"two": 1}


@pytest.mark.parametrize(
    ("note", "poor"),
    [
        ("(Poor audio quality)", True),
        ("(poor audio quality).", True),
        ("[inaudible]", True),
        ("(Audio breaking up)", True),
        ("(off microphone)", True),
        ("(no sound)", True),
        ("(Laughter)", False),
        ("the audio was poor last year", False),
        ("(a low bridge)", False),
    ],
)
def test_what_could_not_be_heard_is_flagged(note, poor):
    found = heard(f">> ANN: Apples {note} fall.")

    assert found.turns[0].poor is poor
    assert bool(poor_passages(found.words(found.turns[0]))) is poor


def test_page_numbers_and_heads_of_pages_are_left_out():
    words = ["Apples\nfall", "Pears\ntoo", "Plums\nnever", "Quinces\nrarely"]
    pages = "\n".join(
        f"Orchard call IV\nPage {n} of 4\n>> ANN: {each}" for n, each in enumerate(words, 1)
    )

    found = heard(pages)

    assert said(found) == [("ANN", each) for each in words]
    assert codes(found)["furniture"] >= 7


def test_names_in_capitals_before_a_colon_are_captions_where_there_are_no_others():
    found = heard("A note\nANN ROOT: Apples.\nMore: of them.\nBO LEAF: Pears.")

    assert said(found) == [("ANN ROOT", "Apples.\nMore: of them."), ("BO LEAF", "Pears.")]


def test_a_text_without_captions_says_so():
    found = heard("Nothing is said here.")

    assert (found.turns, codes(found)) == ((), {"no_turns": 0})


# --- files -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", None),
        ("utf-8-sig", None),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("cp1252", "Windows-1252"),
    ],
)
def test_any_encoding_is_read_and_told(encoding, told):
    found = heard(">> JOSÉ PÉREZ: Año nuevo\n>> ZOË: Oui".encode(encoding))

    assert said(found) == [("JOSÉ PÉREZ", "Año nuevo"), ("ZOË", "Oui")]
    assert [each.word for each in found.told if each.code == "encoding"] == ([told] if told else [])


def test_a_few_broken_bytes_leave_the_rest_as_it_is():
    found = heard(">> JOSÉ: ééééé ".encode() + b"\xff" + " año".encode())

    assert said(found) == [("JOSÉ", "ééééé \ufffd año")]
    assert codes(found)["broken"] == 1


def test_five_megabytes_are_read_whole():
    one = calls.transcript()
    many = 5_000_000 // len(one.encode()) + 1

    found = heard(one * many)

    assert len(found.turns) == many * len(calls.SAID)


def test_word_and_html_are_read_like_text():
    paragraphs = [line for line in calls.transcript().split("\n\n") if line.strip()]
    page = "".join(f"<p>{each.replace('>', '&gt;')}</p>" for each in paragraphs)
    html = f"<html><nav>>> MENU: Home</nav><body>{page}</body><footer>>> FOOT: x</footer></html>"

    plain = [(name, words.split()) for name, words in said(heard("\n\n".join(paragraphs)))]
    for found in (heard(html, "call.html"), heard(docx(paragraphs), "Call.DOCX")):
        assert [(name, words.split()) for name, words in said(found)] == plain


def docx(paragraphs):
    body = "".join(
        f"<w:p><w:r><w:t xml:space='preserve'>{each.replace('>', '&gt;')}</w:t></w:r></w:p>"
        for part in paragraphs for each in part.split("\n")
    )  # fmt: skip
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    types = ("<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"
             "<Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/>"
             "<Override PartName='/word/document.xml' ContentType='application/vnd.openxmlformats-officedocument."
             "wordprocessingml.document.main+xml'/></Types>")  # fmt: skip
    rels = ("<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
            "<Relationship Id='r' Target='word/document.xml' Type='http://schemas.openxmlformats.org/"
            "officeDocument/2006/relationships/officeDocument'/></Relationships>")  # fmt: skip
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr("_rels/.rels", rels)
        archive.writestr(
            "word/document.xml",
            f"<w:document xmlns:w='{space}'><w:body>{body}</w:body></w:document>",
        )
    return held.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("call.pdf", b"%PDF-", "kind"),
        ("call.docx", b"no archive", "damaged"),
        ("call.txt", b"\x00\x01\x02\x00" * 9, "encoding"),
        ("call.txt", b">" * (transcripts.LARGEST + 1), "too_large"),
    ],
    ids=["pdf", "docx", "binary", "large"],
)
def test_files_that_cannot_be_read_say_why(name, content, code):
    with pytest.raises(Unreadable) as caught:
        transcripts.read(name, content)

    assert caught.value.code == code


VTT = """WEBVTT

NOTE made by hand

1
00:00:01.000 --> 00:00:03.000 align:start
<v Ann Root>Apples <b>fall</b>

2
00:00:03.500 --> 00:00:05.000
<v Ann Root>far.

3
00:01:00.000 --> 00:01:02.000
<v Bo Leaf>Pears &amp; quinces</v>
"""
SRT = """1
00:00:01,000 --> 00:00:03,000
ANN ROOT: Apples fall

2
00:00:03,500 --> 00:00:05,000
far.

3
01:01:00,000 --> 01:01:02,000
>> BO LEAF: Pears & quinces
"""


@pytest.mark.parametrize(
    ("name", "text", "names", "last"),
    [
        ("a.vtt", VTT, ("Ann Root", "Bo Leaf"), "00:01:00"),
        ("a.srt", SRT, ("ANN ROOT", "BO LEAF"), "01:01:00"),
    ],
    ids=["vtt", "srt"],
)
def test_cues_of_one_speaker_are_one_turn_with_its_time(name, text, names, last):
    found = heard(text, name)

    assert said(found) == [(names[0], "Apples fall far."), (names[1], "Pears & quinces")]
    assert [each.when for each in found.turns] == ["00:00:01", last]


def test_a_voice_of_a_cue_is_a_name_however_it_is_written():
    text = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\n<v ann root>One</v>\n\n"
        "00:02.000 --> 00:03.000\n<v Chair of the garden>Two\n\n"
        "00:03.000 --> 00:04.000\n<v ann root>three\n"
    )

    found = heard(text, "a.vtt")

    assert said(found) == [
        ("ann root", "One"), ("Chair of the garden", "Two"), ("ann root", "three"),
    ]  # fmt: skip
    assert found.told == ()


def test_the_same_line_of_captions_runs_over_cues():
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\n>> ANN: One\n\n00:02.000 --> 00:03.000\ntwo. >> BO: Three\n"

    found = heard(text, "a.vtt")

    assert said(found) == [("ANN", "One two."), ("BO", "Three")]


# --- chats -----------------------------------------------------------------------------------


def test_lines_of_a_chat_are_read_in_the_shapes_of_zoom_and_private_ones_left_out():
    found = transcripts.read_chat("chat.txt", calls.CHAT.encode())

    assert [(each.when, each.speaker, found.words(each)) for each in found.turns] == [
        ("10:01:12", "Farid Benali", "Hello from the hills"),
        ("10:02:40", "Luz Marina", "Who pays for the hives?\nand who for the bees?"),
        ("10:03:30", "Nobody Known", "Is the bank of old seeds open?"),
        ("10:04:02", "Tendai Mukasa", "Please send the list of wells by Friday"),
    ]
    assert codes(found) == {"private": 1}
    assert "between us" not in found.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ann Root: Apples\nBo: Pears\nand: quinces", [("Ann Root", "Apples"), ("Bo", "Pears\nand: quinces")]),
        ("[14:03] Ann: Apples\n2:04:05 PM Bo: Pears", [("Ann", "Apples"), ("Bo", "Pears")]),
        ("14:03:22 From Ann to Everyone (in the meeting): Apples: red", [("Ann", "Apples: red")]),
        ("14:03:22 From Toto to Bo: x\n14:03:23 From Toto to Bo to Everyone: y", [("Toto to Bo", "y")]),
    ],
    ids=["plain", "times", "colon", "private"],
)  # fmt: skip
def test_other_chats(text, expected):
    found = transcripts.read_chat("chat.txt", text.encode())

    assert said(found) == expected
