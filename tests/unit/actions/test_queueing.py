"""The queue of downloads: order, pausing, what will not come, going on after a restart."""

import hashlib

import pytest

from app.actions import downloading, queueing
from app.actions.trouble import Trouble
from app.store import current, open_store
from app.sync.transport import Unreachable
from tests.builders import joined, record, seed
from tests.gui.far_server import FarServer

FILES = {name: bytes([at]) * 40_000 for at, name in enumerate(("minutes", "report", "slides"), 65)}


@pytest.fixture
def store(home):
    """Give a store on the disk: one that can be closed and opened again."""
    store = open_store(home.store)
    yield store
    store.close()


@pytest.fixture
def server():
    server = FarServer()
    server.files = {hashlib.sha256(each).hexdigest(): each for each in FILES.values()}
    return server


@pytest.fixture
def desk(store):
    joined(store)
    return seed(
        store,
        record("meetings", "call", title="A call"),
        record("documents", "no-file", title="Only a title"),
        *(
            record(
                "documents",
                id,
                title=id.title(),
                meeting="call" if id != "slides" else None,
                file={
                    "name": f"{id}.pdf",
                    "size": len(content),
                    "sha256": hashlib.sha256(content).hexdigest(),
                },
            )
            for id, content in FILES.items()
        ),
    )


def order(desk, home):
    return [(each.document, each.state) for each in queueing.listed(desk, home)]


def test_files_come_in_the_order_they_were_asked_for(desk, home, server):
    queueing.add(desk, home, ["report", "minutes"])
    came = []

    count = queueing.run(
        desk, home, came=lambda each, path: came.append(path.name), open_transport=server.open
    )

    assert (count, came) == (2, ["report.pdf", "minutes.pdf"])
    assert order(desk, home) == []


def test_the_size_of_all_is_told_before_anything_is_asked_for(desk, home, server):
    everything = queueing.worth(desk, home)
    of_call = queueing.worth(desk, home, queueing.of_meeting(desk, "call"))
    downloading.get(desk, home, "report", open_transport=server.open)
    after = queueing.worth(desk, home)

    assert (everything.count, everything.size) == (3, 120_000)
    assert (of_call.count, of_call.size) == (2, 80_000)
    assert (after.count, after.size) == (2, 80_000)


def test_what_is_here_is_not_asked_for_again(desk, home, server):
    downloading.get(desk, home, "report", open_transport=server.open)

    queueing.add(desk, home, ["report", "slides"])

    assert order(desk, home) == [("slides", "waiting")]


def test_one_is_brought_first_another_moved_up_and_a_third_taken_out(desk, home):
    queueing.add(desk, home, ["minutes", "report", "slides"])

    queueing.first(desk, "slides")
    queueing.move(desk, "report", -1)
    queueing.move(desk, "report", -5)  # further than there is room for
    queueing.remove(desk, ["minutes"])

    assert order(desk, home) == [("report", "waiting"), ("slides", "waiting")]


def test_what_is_paused_is_left_alone_until_it_may_go_on(desk, home, server):
    queueing.add(desk, home, ["minutes", "report"])
    queueing.pause(desk, ["minutes"])

    queueing.run(desk, home, open_transport=server.open)
    after = order(desk, home)
    queueing.resume(desk)

    assert after == [("minutes", "paused")]
    assert order(desk, home) == [("minutes", "waiting")]


def test_after_a_restart_it_goes_on_at_the_byte_where_the_line_broke(desk, home, server):
    queueing.add(desk, home, ["minutes"])
    server.cut = 16_384
    with pytest.raises(Unreachable):
        queueing.fetch(desk, home, "minutes", open_transport=server.open)
    desk.close()
    server.cut = None
    began = []

    again = open_store(home.store)
    (waits,) = queueing.listed(again, home)
    path = queueing.fetch(again, home, "minutes", got=began.append, open_transport=server.open)
    again.close()

    assert (waits.state, waits.got) == ("waiting", 16_384)
    assert began[0] == 16_384
    assert path is not None
    assert path.read_bytes() == FILES["minutes"]


def test_one_that_is_damaged_says_so_and_holds_up_no_other(desk, home, server):
    wrong = hashlib.sha256(FILES["minutes"]).hexdigest()
    server.files[wrong] = b"something else"
    queueing.add(desk, home, ["minutes", "report"])

    count = queueing.run(desk, home, open_transport=server.open)

    (left,) = queueing.listed(desk, home)
    assert count == 1
    assert (left.document, left.state, left.code) == ("minutes", "failed", "damaged")
    assert not downloading.planned(desk, home, "minutes").here


def test_what_failed_is_tried_again_when_asked(desk, home, server):
    right = hashlib.sha256(FILES["minutes"]).hexdigest()
    server.files[right] = b"something else"
    queueing.add(desk, home, ["minutes"])
    queueing.run(desk, home, open_transport=server.open)
    server.files[right] = FILES["minutes"]

    queueing.resume(desk, ["minutes"])
    count = queueing.run(desk, home, open_transport=server.open)

    assert count == 1


def test_a_file_that_cannot_be_written_is_kept_in_the_queue_with_the_reason(desk, home, server):
    queueing.add(desk, home, ["minutes"])
    (home.folder / "files").write_text("in the way of a folder")

    count = queueing.run(desk, home, open_transport=server.open)

    assert count == 0
    assert [(each.state, each.code) for each in queueing.listed(desk, home)] == [
        ("failed", "system")
    ]


@pytest.mark.parametrize(
    "verb",
    [
        lambda store: queueing.first(store, "minutes"),
        lambda store: queueing.move(store, "minutes", 1),
        lambda store: queueing.remove(store, ["minutes"]),
        lambda store: queueing.pause(store, ["minutes"]),
    ],
    ids=["first", "move", "remove", "pause"],
)
def test_what_is_not_in_the_queue_is_told(desk, verb):
    with pytest.raises(Trouble, match="not_queued"):
        verb(desk)


def test_a_document_without_a_file_is_not_queued(desk, home):
    with pytest.raises(Trouble, match="no_file"):
        queueing.add(desk, home, ["no-file"])


def test_of_several_those_the_member_is_asked_about_come_first(desk, home):
    report = current.one(desk, "documents", "report").data
    seed(desk, record("documents", "report", 2, **{**report, "status": "draft for comment"}))

    queueing.add(desk, home, ["minutes", "slides", "report"])

    assert [id for id, _ in order(desk, home)] == ["report", "minutes", "slides"]
