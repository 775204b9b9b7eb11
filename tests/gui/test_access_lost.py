"""What may no longer be read leaves the open window, too: by the server's word, or by mine."""

import pytest
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QTextEdit

from app.actions.reviewing import Edit
from app.domain.changes import Changes
from app.domain.records import Record
from app.store import records, rounds
from tests.gui import cycle

SAID = "Her words that the round hides."


def all_words(view):
    """Return every word any part of the view holds, shown or not."""
    labels = [label.text() for label in view.findChildren(QLabel)]
    fields = [each.toPlainText() for kind in (QTextEdit, QPlainTextEdit)
              for each in view.findChildren(kind)]  # fmt: skip
    return "\n".join((*labels, *fields))


@pytest.fixture
def view(qtbot, tmp_path):
    """A member who reviewed a proposal reads the review of another."""
    with cycle.opened(cycle.home(tmp_path)) as made:
        made.show_record("open-maps")
        made.paper.head.tabs.go("others")
        data = {"proposal": "open-maps", "version": 1, "state": "submitted",
                "texts": {"relevance": SAID}}  # fmt: skip
        mine = {**data, "texts": {"relevance": "Mine."}}
        cycle.arrive(made, [cycle.record("reviews", "r-boris", data, owner="boris"),
                            cycle.record("reviews", "r-amina", mine, owner="amina")])  # fmt: skip
        qtbot.waitUntil(lambda: SAID in all_words(made))
        yield made


def test_a_review_that_the_round_hides_again_leaves_the_window_as_it_is_taken_back(qtbot, view):
    gone = Record("reviews", "r-boris", 0, None, (), None)

    def take(store):
        records.apply(store, [gone])
        return Changes.of("reviews", "sync")

    view.desk.courier.write(take)

    qtbot.waitUntil(lambda: SAID not in all_words(view))


def test_a_conflict_of_interest_takes_others_words_from_the_window_without_a_line(qtbot, view):
    panel = view.paper.review

    panel.saving.save("open-maps", Edit(recused="family"), 1, submit=True, said="Declared")

    qtbot.waitUntil(lambda: SAID not in all_words(view))
    left = {row.id for row in rounds.reviews_of(view.desk.store, "open-maps")}
    assert left
    assert "r-boris" not in left
