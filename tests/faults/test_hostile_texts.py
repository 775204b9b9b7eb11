"""6,000 hostile strings in every place that shows words of others (S7, S8).

Nothing is loaded, nothing foreign is opened, nothing hangs; `./dev bench hostile` tells the
milliseconds. Here only a guard against hanging counts, however busy the computer is.
"""

import os
import re

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication

from app.ui.theme import theme
from tests.hostile import strings
from tests.hostile_stage import Stage, listener

ALL, KNOWN = 6_000, 64
HANG = 30
"""Seconds for one place and string after which it hangs."""


@pytest.fixture
def stage(qapp, qtbot):
    theme().apply(qapp)
    made = Stage()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.qt_log_ignore("OpenType support missing")
def test_hostile_strings_load_nothing_open_nothing_and_hang_nothing(stage, whole, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    wanted = []
    stage.reader.page.link_wanted.connect(wanted.append)
    slow, wrong = [], []
    with listener() as (port, came):
        made = list(strings(ALL, port=port))
        for number, text in enumerate(made if whole else made[:KNOWN:8] + made[KNOWN::400]):
            for place, seconds in stage.show_everywhere(text):
                if seconds > HANG:
                    slow.append((number, place, seconds))
            wrong += [(number, fault) for fault in stage.faults(text)]
            for scheme in ("javascript:x", "file:///etc/passwd", "data:text/html,x", "\\\\a\\b"):
                stage.reader.page._ask_for(scheme)
            QApplication.processEvents()

        assert came() == 0
    assert (slow, wrong, wanted, opened) == ([], [], [], [])


def test_the_strings_are_the_same_for_the_same_seed_and_of_every_kind():
    made = list(strings(ALL))

    assert made == list(strings(ALL))
    assert len(made) == ALL
    assert len(set(made)) > ALL * 0.8
    kinds = ("javascript:", "file://", r"\\", "<img", "\u202e", "\x01", "%n", "data:", "<table")
    assert all(any(kind in text for text in made) for kind in kinds)
    assert not any(re.search("[\ud800-\udfff]", text) for text in made)
