"""Publish as a whole: the order of Tab, and how it looks in every dress."""

import pytest
from PySide6.QtCore import Qt

from app.store import facts
from app.ui.theme import theme
from tests import meeting_folder as made
from tests.gui.publishing.office import DRESSES, PATIENCE, do, ended
from tests.gui.walk import cut, small, unnamed


def test_tab_goes_through_every_tab_in_reading_order(qtbot, qapp, published, sent):
    def order():
        chain, each = [], published.tabs
        while each not in chain:
            chain.append(each)
            each = each.nextInFocusChain()
        return [
            each.mapTo(published, each.rect().topLeft()).y()
            for each in chain
            if each.isVisible()
            and each.focusPolicy() & Qt.FocusPolicy.TabFocus
            and published.isAncestorOf(each)
            and each.isEnabled()
        ]

    for key in ("papers", "import", "members"):
        published.show_record(key)
        part = published._parts[key]
        ended(qtbot, part)
        if key == "members":
            part.list.choose("omar")
        qapp.processEvents()
        rows = order()

        assert len(rows) > 3
        assert rows == sorted(rows), key


@pytest.mark.parametrize("dress", DRESSES)
def test_nothing_is_unnamed_small_or_cut(qtbot, qapp, published, root, sent, dress, tmp_path):
    name, percent, mirrored, size = dress
    theme().use(name, percent)
    if mirrored:
        qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    view = published
    view.resize(*size)

    def sound(picture):
        qapp.processEvents()
        assert view.grab().save(str(tmp_path / f"{picture}.png"))
        # In full height, too: what is below the fold.
        assert view.page.area.widget().grab().save(str(tmp_path / f"{picture}-whole.png"))
        assert unnamed(view) == []
        assert small(view) == []
        assert cut(view) == []

    sound("published")
    made.change(root, "members.csv", "petra,member", "petra,membre")
    do(qtbot, view.papers, view.papers.check)
    sound("faults")
    made.change(root, "members.csv", "petra,membre", "petra,member")
    view.tabs.go("import")
    ended(qtbot, view.importing)
    view.importing.choose.click()
    do(qtbot, view.importing, view.importing.look)
    sound("import")
    view.tabs.go("members")
    ended(qtbot, view.members)
    view.members.show_member(facts.get(view.members._desk.store, "account"))
    sound("members")
    view.members.invite("omar")
    qtbot.waitUntil(view.members.letter.isVisible, timeout=PATIENCE)
    ended(qtbot, view.members)
    sound("letter")
