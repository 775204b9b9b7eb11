"""Publish as a whole: the order of Tab, and how it looks in every dress."""

import pytest

from app.store import facts
from tests import meeting_folder as made
from tests.gui.publishing.office import DRESSES, PATIENCE, do, ended
from tests.gui.walk import cut, in_sight_order, small, tabbed, unnamed, wear


def test_tab_goes_through_every_tab_in_reading_order(qtbot, qapp, published, sent):
    for key in ("papers", "import", "members"):
        published.show_record(key)
        part = published._parts[key]
        ended(qtbot, part)
        if key == "members":
            part.list.choose("omar")
        qapp.processEvents()
        reached = tabbed(published)

        assert len(reached) > 3
        assert in_sight_order(published, reached), key


@pytest.mark.parametrize("dress", DRESSES)
def test_nothing_is_unnamed_small_or_cut(qtbot, qapp, published, root, sent, dress, tmp_path):
    name, percent, mirrored, size = dress
    wear(qapp, name, percent, mirrored=mirrored)
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
