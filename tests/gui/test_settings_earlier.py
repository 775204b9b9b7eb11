"""Earlier cycles in the settings: offered with their size, kept, listed, removed, stopped."""

from contextlib import closing
from threading import Event

import pytest

from app.actions import earlier, earlier_keeping
from app.paths import Home
from app.phrases.sizes import size
from app.store import facts, open_store, records
from app.ui.views.settings_earlier import EarlierCycles
from app.ui.widgets.buttons import Button
from app.ui.widgets.text import Label
from tests.gui.cycle import desk_at, home, papers, record
from tests.gui.walk import cut, small, unnamed


@pytest.fixture
def before(tmp_path):
    """A profile of the cycle of last year."""
    there = home(tmp_path / "before", account="cleo", role="chair")
    with closing(open_store(there.store)) as store:
        facts.put(store, cycle="igf2025", token="secret")
        records.apply(store, [*papers()[1:], record("cycle", "igf2025", {"title": "IGF 2025"})])
    return there


@pytest.fixture
def view(qtbot, tmp_path):
    with desk_at(home(tmp_path / "home")) as desk:
        made = EarlierCycles(desk)
        qtbot.addWidget(made)
        made.resize(700, 400)
        with qtbot.waitExposed(made):
            made.show()
        calm(qtbot, made)
        yield made


def calm(qtbot, view):
    qtbot.waitUntil(lambda: not view.is_busy())


def offer(qtbot, view, path):
    view.offer(path)
    calm(qtbot, view)


def listed(view):
    rows = (view.rows.itemAt(at).widget() for at in range(view.rows.count()))
    return [each.findChild(Label).whole_text() for each in rows]


def test_nothing_is_kept_before_its_size_was_told_and_agreed_to(qtbot, view, before):
    offer(qtbot, view, before.folder)

    told = size(before.store.stat().st_size)
    assert view.words.whole_text() == f"IGF 2025, as cleo knew it: {told} are read."
    assert earlier.listed(view._desk.home) == ()

    view.leave.click()

    assert not view.card.isVisible()
    assert earlier.listed(view._desk.home) == ()


def test_a_kept_cycle_is_listed_with_its_size_and_the_others_hear_of_it(qtbot, view, before):
    offer(qtbot, view, before.folder)

    with qtbot.waitSignal(view._desk.changed) as heard:
        view.go.click()
    calm(qtbot, view)

    kept = size(view._desk.home.earlier("igf2025").stat().st_size)
    assert listed(view) == [f"IGF 2025 · 3 proposals · {kept}"]
    assert heard.args[0].touch("earlier")
    assert view.told.whole_text() == f"Kept: IGF 2025, {kept}."
    assert [unnamed(view), cut(view), small(view)] == [[], [], []]


def test_stopping_keeps_nothing_and_says_so(qtbot, view, before):
    offer(qtbot, view, before.folder)
    held = Event()
    view._desk.courier.run(lambda _store, _job: held.wait(60), lambda _done: None, lambda _e: None)

    view.go.click()
    shown = view.progress.isVisible()
    view.progress.cancelled.emit()
    held.set()
    again = EarlierCycles(view._desk)
    qtbot.addWidget(again)
    calm(qtbot, again)  # whatever was asked of the courier before is done

    assert shown
    assert not view.progress.isVisible()
    assert view.told.whole_text() == "Stopped. Nothing was changed."
    assert listed(again) == []


def test_a_cycle_is_removed_after_a_second_word(qtbot, view, before):
    here = view._desk.home
    with closing(open_store(here.store)) as store:
        earlier_keeping.keep(store, here, before.folder)
    view._list()
    calm(qtbot, view)
    (row,) = [view.rows.itemAt(at).widget() for at in range(view.rows.count())]

    row.findChild(Button).click()
    asked = earlier.listed(here)
    view.go.click()
    calm(qtbot, view)

    assert [each.cycle for each in asked] == ["igf2025"]
    assert earlier.listed(here) == ()
    assert listed(view) == []


def test_what_is_no_profile_is_refused_in_words(qtbot, view, tmp_path):
    (tmp_path / "empty").mkdir()

    offer(qtbot, view, tmp_path / "empty")

    assert "no sound profile" in view.told.whole_text()
    assert not view.card.isVisible()
    assert Home(tmp_path / "empty").store.exists() is False
