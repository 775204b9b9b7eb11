"""What a sync did is told at the foot of the window, and leads to where it is decided."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt

from app.actions import annotating
from app.actions.papers import About
from app.store import open_store, outbox
from app.store.erasures import Asked
from app.sync.report import Report
from app.ui import news, starting
from app.wire import Answer, ExchangeAnswer, WireRecord
from tests.gui import far_server, sample
from tests.gui.waiting import done

PAPER = About("proposal", "cybersecurity")
ME = "m-cs-grulac"


class Contradicting(far_server.FarTransport):
    """Answers every act with a version of its own that was changed elsewhere."""

    def exchange(self, request, stop=lambda: False) -> ExchangeAnswer:
        answer = super().exchange(request, stop)
        if not request.changes or self._server.asked > 1:
            return answer
        answers = []
        for change in request.changes:
            data = {**change.data, **self._server.changed}
            theirs = WireRecord(
                collection=change.collection, id=change.id, version=5, owner=ME,
                audience=list(change.audience), data=data,
            )  # fmt: skip
            answers.append(Answer(op=change.op, result="conflict", theirs=theirs))
        answer.answers, answer.records = answers, []
        return answer


@pytest.fixture
def server():
    server = far_server.FarServer()
    server.held.clear()  # until the test has said what was changed elsewhere
    server.open = lambda _profile: Contradicting(server)

    def answer(changed):
        server.changed = changed
        server.held.set()

    server.answer = answer
    return server


@pytest.fixture
def window(qtbot, server, tmp_path):
    home = sample.filled(tmp_path / "home", server="https://mag.example")
    store = open_store(home.store)
    annotating.comment(store, home, PAPER, "My words.", clock=sample.clock)
    store.close()
    starting.application(home)
    shell = starting.shell(home)
    shell.show()
    window = starting.fill(shell, home, open_transport=server.open, clock=sample.clock)
    yield window
    server.held.set()
    shell.close()
    shell.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def said(window):
    return window.frame.message.words.whole_text()


@pytest.mark.parametrize(
    ("report", "words", "tone"),
    [
        (Report(joined=[("comments", "a"), ("comments", "b")]), "2 texts were joined", "info"),
        (Report(conflicts=[("comments", "a")]), "1 text was changed here and elsewhere", "warn"),
        (Report(set_aside=[("a", "too_long", "")]), "was not taken; it is kept", "warn"),
        (Report(repaired=True), "everything was read anew", "info"),
        (Report(asks=Asked(40, 2, 100, {"proposals": 40})), "40 of the 100", "warn"),
    ],
    ids=["joined", "conflict", "set aside", "repaired", "erased"],
)
def test_each_thing_that_a_sync_decides_has_its_words(report, words, tone):
    told = news.of(report)

    assert words in told.words
    assert told.tone == tone


def test_nothing_new_says_nothing():
    assert news.of(Report(sent=3, received=4)) is None


def test_an_open_question_is_not_asked_at_every_sync():
    report = Report(asks=Asked(40, 0, 100, {"proposals": 40}))

    assert news.of(report, asked=40) is None
    assert news.of(report, asked=30) is not None


def test_what_was_joined_is_told_and_shown(qtbot, window, server):
    server.answer({"criterion": "relevance", "kind": None})

    qtbot.waitUntil(lambda: "1 text was joined" in said(window))
    window.frame.message.undo.click()

    qtbot.waitUntil(lambda: window.frame.place() == "outbox")
    view = window.frame.view("outbox")
    assert view.merges.refresh() == 1
    assert "Hide" in view.merges.unfold.accessibleName()


def test_a_conflict_is_told_and_counted_in_the_status_bar(qtbot, window, server):
    server.answer({"text": "Words of my other computer."})

    qtbot.waitUntil(lambda: "both are kept until you choose" in said(window))
    qtbot.waitUntil(
        lambda: window.frame.status.waits.accessibleName() == "1 item needs your decision"
    )


def test_ctrl_z_takes_back_the_last_act_and_not_the_news(qtbot, window, server):
    server.answer({"text": "Words of my other computer."})
    qtbot.waitUntil(lambda: "both are kept" in said(window))
    desk = window.desk

    def note(store):
        return annotating.note(store, desk.home, PAPER, "For me.", clock=sample.clock)

    done(qtbot, desk, lambda: desk.act(note))
    window.frame.setFocus()
    place = window.frame.place()

    keys = Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier
    done(qtbot, desk, lambda: qtbot.keyClick(window.shell, *keys))

    assert window.frame.place() == place
    assert [act.state for act in outbox.all_of(desk.store)] == ["conflict"]
