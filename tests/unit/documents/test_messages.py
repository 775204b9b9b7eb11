"""What members said elsewhere, taken apart: mails, boxes of mails, chats, transcripts, plain words."""

from email.message import EmailMessage

import pytest

from app.documents.messages import LARGEST, holds, moment, own_words, read

WORDS = "I support it.\nAsk who pays."


def mail(text=WORDS, sender="Mona Marrow <mona@marrow.example>", **more):
    made = EmailMessage()
    made["From"], made["Subject"] = sender, more.get("subject", "Cables")
    made["Date"] = more.get("date", "Wed, 28 Jan 2026 10:00:00 +0200")
    made["Message-ID"] = "<1@marrow.example>"
    made.set_content(text)
    return made


def test_a_mail_says_who_when_and_about_what():
    (said,) = read(mail(subject="Câbles à Nairobi").as_bytes())

    assert (said.how, said.name, said.address) == ("mail", "Mona Marrow", "mona@marrow.example")
    assert (said.at, said.subject) == ("2026-01-28T08:00:00Z", "Câbles à Nairobi")
    assert said.text == WORDS


def test_each_mail_of_a_box_is_a_message_of_its_own():
    box = b"".join(
        b"From x Wed Jan 28 10:00:00 2026\n" + mail(text).as_bytes() + b"\n"
        for text in ("First.", "Second.")
    )

    assert [each.text for each in read(box)] == ["First.", "Second."]
    assert len({each.key for each in read(box)}) == 2


def test_a_mail_that_was_passed_on_is_her_own_beside_the_words_around_it():
    around = mail("See below.", "Chen <chen@chairs.example>")
    around.add_attachment(mail())

    outer, inner = read(around.as_bytes())

    assert (outer.name, outer.text) == ("Chen", "See below.")
    assert (inner.name, inner.text) == ("Mona Marrow", WORDS)


def test_of_a_mail_in_two_kinds_the_plain_words_are_taken_and_html_where_there_is_no_other():
    both = mail()
    both.add_alternative("<p>I <b>support</b> it, in HTML.</p>", subtype="html")
    alone = EmailMessage()
    alone["From"], alone["Subject"] = "a@b.example", "x"
    alone.set_content("<p>I support it.</p><script>no()</script>", subtype="html")

    assert read(both.as_bytes())[0].text == WORDS
    assert read(alone.as_bytes())[0].text.strip() == "I support it."


def test_the_head_of_a_mail_that_was_pasted_keeps_letters_of_every_script():
    pasted = (
        "From: Émile Ünal <emile@x.example>\nSent: Wednesday, 28 January 2026 10:12\n"
        "To: Chen\nSubject: الكابلات\n\nI like it é."
    )

    (said,) = read(pasted.encode())

    assert (said.name, said.subject, said.at[:10]) == ("Émile Ünal", "الكابلات", "2026-01-28")
    assert said.text == "I like it é."


@pytest.mark.parametrize(
    ("line", "name", "at"),
    [
        ("[10:32] Mona Marrow: I support it.", "Mona Marrow", ""),
        ("10:32:15 From Mona Marrow to Everyone: I support it.", "Mona Marrow", ""),
        ("00:15:32\tMona Marrow:\tI support it.", "Mona Marrow", ""),
        ("28/01/2026, 10:32 - Mona: I support it.", "Mona", ""),
        ("[2026-01-28 10:00] Mona (MAG): I support it.", "Mona (MAG)", "2026-01-28T10:00:00Z"),
    ],
    ids=["boxed", "zoom", "tabs", "telephone", "dated"],
)  # fmt: skip
def test_a_line_of_a_chat_says_who_and_what(line, name, at):
    (said,) = read(line.encode())

    assert (said.how, said.name, said.at, said.text) == ("chat", name, at, "I support it.")


@pytest.mark.parametrize("mark", [">> ", ""], ids=["arrows", "capitals"])
def test_the_turns_of_a_transcript_are_told_apart(mark):
    text = f"{mark}MONA MARROW: Thank you.\nI say: no.\n{mark}THE CHAIR: Thanks.\n"

    found = read(text.encode())

    assert [(each.how, each.name) for each in found] == [
        ("call", "MONA MARROW"), ("call", "THE CHAIR"),
    ]  # fmt: skip
    assert found[0].text == "Thank you.\nI say: no."


def test_prose_with_colons_is_one_message_unless_it_is_said_to_be_a_chat():
    prose = "Dear all: a word.\nI think: no."

    assert [each.text for each in read(prose.encode())] == [prose]
    assert [each.name for each in read(b"Mona: yes", "chat")] == ["Mona"]


def test_what_is_quoted_and_signed_is_not_her_own_words():
    text = "Yes.\n\nOn Tue, 27 Jan 2026 at 10:00, Chen wrote:\n> Who pays?\n\n-- \nMona\nMarrow Ltd"

    assert own_words(text) == "Yes."


def test_chosen_words_are_found_however_their_lines_are_broken():
    assert holds("> Ask who\n> pays for it.", "who pays")
    assert not holds("Ask who pays.", "nobody pays")
    assert not holds("Ask who pays.", "  ")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2026-01-28", "2026-01-28"),
        ("28 January 2026", "2026-01-28"),
        ("Jan 28, 2026", "2026-01-28"),
        ("2026-01-28T10:00:00+02:00", "2026-01-28T08:00:00Z"),
        ("31 February 2026", ""),
        ("last Tuesday", ""),
    ],
    ids=["iso", "day", "american", "instant", "impossible", "words"],
)  # fmt: skip
def test_when_it_was_said_is_told_only_where_it_can_be(text, told):
    assert moment(text) == told


@pytest.mark.parametrize(
    "raw",
    [
        b"From: \xff\xfe\nSubject: =?x?y?z?=\n\n\xff words",
        b'From: a@b\nContent-Type: multipart/mixed; boundary="x"\nSubject: s\n\nwords',
        b"From: a@b\nDate: 99 Foo 99999\nSubject: s\nContent-Type: text/plain; charset=nonsense\n\nwords",
        "From: a\nSubject: b\n\nwords".encode("utf-16"),
    ],
    ids=["bytes", "no-parts", "odd-date", "utf-16"],
)  # fmt: skip
def test_a_broken_mail_still_gives_its_words(raw):
    assert "words" in read(raw)[0].text


def test_what_is_larger_than_a_day_of_talk_is_refused():
    with pytest.raises(ValueError, match="too_large"):
        read(b"x" * (LARGEST + 1))
    assert read(b" \n") == []
