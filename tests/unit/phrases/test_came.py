"""How words came that their writer did not send to the server herself, said as it was."""

import pytest

from app.domain.carrying import WAYS, came
from app.reports import words


@pytest.mark.parametrize(
    ("via", "said"),
    [
        ("bundle", "received in a signed file of Omar, taken in by Cora"),
        ("form", "received in a text form of Omar, taken in by Cora"),
    ],
)
def test_a_file_is_no_mail_and_a_form_is_no_signed_file(via, said):
    how = came({"via": via, "carried_by": "cora"}, {"cora": "Cora"})

    assert how is not None
    assert words.came(how, "Omar") == said


@pytest.mark.parametrize(
    ("via", "said"),
    [
        ("mail", "by mail, 28 January 2030, filed by Cora"),
        ("chat", "in a chat, 28 January 2030, filed by Cora"),
        ("call", "on a call, 28 January 2030, filed by Cora"),
    ],
)
def test_what_was_filed_says_where_it_was_said(via, said):
    source = {"how": via, "at": "2030-01-28"}
    how = came({"via": via, "carried_by": "cora", "source": source}, {"cora": "Cora"})

    assert how is not None
    assert words.came(how, "Omar") == said


def test_every_way_has_words_of_its_own():
    ways = [came({"via": via, "carried_by": "cora"}) for via in WAYS]

    assert len({words.came(each, "Omar") for each in ways if each is not None}) == len(WAYS)


def test_a_document_of_which_the_source_is_a_file_was_sent_by_its_writer():
    assert came({"source": "captions.txt", "title": "What was said"}) is None
