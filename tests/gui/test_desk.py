"""What a place asks of its desk: acts in order, and an Undo that takes back what it says."""

from app.actions import annotating
from app.actions.papers import About
from app.store import current
from tests.gui import cycle

PAPER = About("proposal", "open-maps", 1)


def test_undo_takes_back_what_it_was_offered_for(qtbot, tmp_path):
    told, done = [], []
    with cycle.desk_at(cycle.home(tmp_path)) as desk:
        desk.told.connect(lambda words, back: told.append((words, back)))

        def note(words):
            return lambda store: annotating.note(store, desk.home, PAPER, words)

        desk.act(note("mine"), "Kept", undoable=True)
        desk.act(note("done before the first was told"), then=done.append)
        qtbot.waitUntil(lambda: bool(done))
        told[0][1]()
        qtbot.waitUntil(
            lambda: (
                [row.data["text"] for row in current.listed(desk.store, "notes")]
                == ["done before the first was told"]
            )
        )

        qtbot.waitUntil(lambda: len(told) > 1)

    assert [words for words, _back in told] == ["Kept", "Taken back."]
