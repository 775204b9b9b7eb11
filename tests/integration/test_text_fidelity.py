"""Words from the field of one member to the file of another: every character as it was (R27)."""

import json
import os
import unicodedata
from contextlib import closing, contextmanager

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QMimeData

from app.actions import annotating, exporting, joining, syncing
from app.actions.papers import About
from app.paths import Home
from app.store import annotations, current, open_store
from app.ui.theme import theme
from app.ui.widgets.editing import GrowingText

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"
NAUGHTY = {
    "no-break spaces": "«\u00a0Oui\u00a0»\u202f! 10\u00a0000\u2007km",
    "joiners": "می\u200cخواهم क्\u200dष \u200b\u2060\ufeffend",
    "separators": "one\u2028two\u2029three\x85four\x0bfive\x0csix",
    "combining": unicodedata.normalize("NFC", "e\u0301 Z\u0351\u036b\u0343 ậ ǭ q\u0307\u0323"),
    "emoji": f"{FAMILY} \U0001f3f3\ufe0f\u200d\U0001f308 1\ufe0f\u20e3 \U0001f1f0\U0001f1ea",
    "bidi": "\u202eevil\u202c \u2067نص\u2069 \u200f(a)\u200e \u061c1",
    "controls": "bell\x07 esc\x1b[31m del\x7f tab\t unit\x1f",
    "odd ends": " \n two spaces  \n\n\ttab first\n ",
    "non-characters": "\ufdd0\ufdd1\ufdd2\ufdd5 \ufffe \uffff \U0010ffff \ufffc \ufffd",
    "carriage returns": "old\rmac\r\nwindows",
    "markup": "<b>&amp;</b> **bold** %s %n {0} ${x} \\n ' \" ` -- ; =1+1",
    "scripts": "Ελληνικά Кириллица العربيّة فارسی हिन्दी தமிழ் 最佳实践 日本語 한국어 ไทย አማርኛ",
    "private": "\ue000\U000f0000 \u00ad \u3000\u1680",
    "sixty": "日本 نص é\u00a0 " * 3_400,
}


@pytest.fixture
def field(qapp):
    theme().apply(qapp)
    made = GrowingText("Words")
    yield made
    made.deleteLater()


@contextmanager
def member(cycle, account):
    """Give the profile and the line of a member who has just joined."""
    with closing(open_store(None)) as store:
        joining.join(store, str(cycle.http.base_url), cycle.invitation(account))
        yield store


def test_what_is_shown_in_a_field_is_what_is_read_from_it(field):
    for name, text in NAUGHTY.items():
        field.show_text(text)
        assert field.text() == text, name


def test_a_byte_order_mark_at_the_beginning_is_kept(field):
    # Pasted it is gone before it comes to us: Qt takes it for one of the clipboard's.
    field.show_text("\ufeffmark \ufeff within")

    assert field.text() == "\ufeffmark \ufeff within"


def test_what_is_pasted_is_kept_and_line_ends_become_line_feeds(field):
    for name, text in NAUGHTY.items():
        pasted = QMimeData()
        pasted.setText(text)
        field.clear()
        field.insertFromMimeData(pasted)
        assert field.text() == text.replace("\r\n", "\n"), name


def test_what_is_copied_is_what_stands_there(field):
    for name, text in NAUGHTY.items():
        field.show_text(text)
        field.selectAll()
        assert field.createMimeDataFromSelection().text() == text, name


def test_words_come_to_another_member_as_they_were_written(cycle, field, tmp_path):
    about = About("proposal", "p1", 1)
    with member(cycle, "amina") as mine, member(cycle, "boris") as other:
        home = Home(tmp_path)
        syncing.sync(mine, home)
        for text in NAUGHTY.values():
            field.show_text(text)
            annotating.note(mine, home, about, field.text())
            annotating.comment(mine, home, about, field.text(), audience=("members",))
        syncing.sync(mine, home)
        syncing.sync(other, Home(tmp_path / "other"))

        came = {row.data["text"] for row in annotations.on(other, "proposal", "p1")}
        kept = {row.data["text"] for row in current.listed(mine, "notes")}
        file = exporting.export(mine, home, "everything", "json", tmp_path / "all.json")
        exported = json.loads(file.read_text("utf-8"))

    assert came == set(NAUGHTY.values())
    assert kept == set(NAUGHTY.values())
    words = json.dumps(exported, ensure_ascii=False)
    for name, text in NAUGHTY.items():
        assert words.count(json.dumps(text, ensure_ascii=False)) >= 2, name
