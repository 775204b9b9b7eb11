"""Publish, the first step: a profile of nobody becomes the Secretariat's."""

import pytest

from app.paths import Home
from app.store import current, facts
from app.ui.desk import Desk
from app.ui.line import Line
from app.ui.views.first_run import FirstRun
from app.ui.views.publish_first import PublishFirst
from app.ui.views.publish_parts import FolderRow
from tests.gui.publishing.office import DRESSES, do, press
from tests.gui.walk import cut, small, unnamed, wear


@pytest.fixture
def nobody(qtbot, tmp_path, root, monkeypatch):
    """The first page of a profile that belongs to nobody, at the Secretariat's first step."""
    monkeypatch.setattr(FolderRow, "ask", classmethod(lambda _cls, _parent, _at: root))
    desk = Desk(Home(tmp_path / "new"))
    line = Line(desk)
    first = FirstRun(desk, line)
    qtbot.addWidget(first)
    first.resize(1093, 614)
    with qtbot.waitExposed(first):
        first.show()
    press(qtbot, first.foot.office)
    yield first
    line.close()
    desk.close()


def test_a_profile_of_nobody_makes_the_cycle_and_publishes(qtbot, nobody, server, tmp_path):
    step = nobody.findChild(PublishFirst)
    step.folder.choose.click()
    assert not step.papers.send.isEnabled()
    step.server.setText(server.url)

    do(qtbot, step.papers, step.papers.send)
    profile = facts.profile(nobody._desk.store)
    with qtbot.waitSignal(nobody.begun):
        press(qtbot, step.start)

    assert step.papers.told.text().startswith("The cycle is on the server now.")
    assert profile.role == "secretariat"
    assert current.one(nobody._desk.store, "proposals", "seeds") is not None


def test_a_wrong_address_is_told_and_can_be_mended(qtbot, nobody, server):
    step = nobody.findChild(PublishFirst)
    step.folder.choose.click()
    step.server.setText("http://mag.example")

    do(qtbot, step.papers, step.papers.send)
    said = step.papers.told.text()
    step.server.setText(server.url)
    do(qtbot, step.papers, step.papers.send)

    assert "is not an address we can use safely" in said
    assert step.start.isVisible()


def test_a_cycle_that_is_there_is_not_taken_over(qtbot, nobody, bench, server):
    step = nobody.findChild(PublishFirst)
    step.folder.choose.click()
    step.server.setText(server.url)

    do(qtbot, step.papers, step.papers.send)

    assert step.papers.told.text().startswith("The server already has this cycle")
    assert facts.profile(nobody._desk.store) is None


def test_back_leads_to_the_invitation(qtbot, nobody):
    step = nobody.findChild(PublishFirst)

    press(qtbot, step._back)

    assert nobody.message.isVisible()
    assert not step.isVisible()


@pytest.mark.parametrize("dress", DRESSES)
def test_the_first_step_is_whole_in_every_dress(qtbot, qapp, nobody, dress, tmp_path):
    name, percent, mirrored, size = dress
    wear(qapp, name, percent, mirrored=mirrored)
    nobody.resize(*size)
    qapp.processEvents()

    assert nobody.grab().save(str(tmp_path / "first.png"))
    assert unnamed(nobody) == []
    assert small(nobody) == []
    assert cut(nobody) == []
