"""E-mails are told from other files, and a box is taken apart where a letter begins."""

from email import message_from_bytes, policy

import pytest

from app.documents.mails import is_mail, sender, split

LETTER = b"From: Mona <mona@example.org>\nSubject: Re: answers\n\nYes.\n"


@pytest.mark.parametrize(
    "above",
    [
        b"",
        b"X-Mozilla-Status: 0001\nX-Account-Key: account1\n",
        b"DKIM-Signature: v=1; a=rsa-sha256;\n\tb=abc\n",
        b"Authentication-Results: mx.example.org; dkim=pass\r\n",
        b"\xef\xbb\xbf\n",
    ],
)
def test_a_mail_is_known_whatever_its_program_wrote_above(above):
    found = list(split(above + LETTER))

    assert is_mail(above + LETTER)
    assert len(found) == 1
    assert found[0].endswith(LETTER)


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"== form: Satchel form 1 abcd2345\n== cycle: igf2026\n",
        b"Note: see below\n\n== form: x\n",
        b"From my side nothing new in 2026.\n\nSubject: none\n",
        b"Hello,\nFrom: me\n",
        b"SATCHEL\x1a\x01",
    ],
)
def test_another_text_is_no_mail(text):
    assert list(split(text)) == []
    assert not is_mail(text)


@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"])
def test_a_box_is_taken_apart_where_letters_begin_and_not_at_their_words(line_end):
    first = LETTER + b"\nFrom my side nothing more in 2026.\n>From here on it was quoted.\n"
    second = LETTER.replace(b"Mona", b"Omar")
    box = b"From mona@example.org Mon Mar  2 10:00:00 2026\n" + first
    box += b"\nFrom - Mon Mar  2 11:00:00 2026\n" + second

    found = list(split(box.replace(b"\n", line_end)))

    told = [each.replace(line_end, b"\n").strip() for each in found]
    assert told == [first.replace(b">From", b"From").strip(), second.strip()]


def test_a_mail_that_is_longer_than_a_head_is_whole():
    letter = LETTER + b"word " * 100_000

    assert list(split(letter)) == [letter]


@pytest.mark.parametrize(
    ("said", "address"),
    [
        (b'From: "omar@example.org" <mona@example.org>\n\n', "mona@example.org"),
        (b"From: =?utf-8?B?4pig?= <a@example.org>\n\n", "a@example.org"),
        (b"Subject: none\n\n", ""),
    ],
)
def test_the_sender_is_the_address_and_not_the_name_beside_it(said, address):
    assert sender(message_from_bytes(said, policy=policy.default)) == address
