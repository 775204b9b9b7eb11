"""A member's day: she syncs, loses the server, marks and reviews, and sends when it is back."""

from collections.abc import Callable

from app.actions import annotating, downloading, papers, reviewing, searching, showing, status
from app.actions.reviewing import Edit
from app.demo.scene import FIRST, OTHER, Scene, quotes
from app.demo.screens import Window
from app.demo.stage import MEMBER
from app.demo.steps import Took, expect
from app.domain.changes import Changes
from app.paths import Home
from app.store import Store

PLACES = (
    "today", "proposals", "meetings", "documents", "groups", "timeline", "notes", "people",
    "outbox", "help", "settings",
)  # fmt: skip


def play(scene: Scene) -> None:
    step, home = scene.log.step, scene.stage.home(MEMBER)
    step("a new member opens the window", lambda: scene.open(home))
    step("picture of the first page", lambda: scene.grab("first-page"))
    step("member joins", lambda: scene.join(MEMBER))
    step("member syncs for the first time", lambda: scene.sync(MEMBER))
    step("member opens the window", lambda: scene.open(home))
    window = scene.windows[-1]
    for place in PLACES:
        step(f"picture of {place}", lambda place=place: scene.picture(window, place))
    step("a document is fetched, size told first", lambda: _download(scene, home))
    step("the server is gone", lambda: _offline(scene, window))
    step("member marks and asks, offline", lambda: _mark(scene, window, home))
    step("member reviews two proposals, offline", lambda: _review(scene, window, home))
    step("member finds her words, offline", lambda: _search(scene, home))
    step("picture of the marked proposal",
         lambda: scene.picture(window, "proposals", FIRST, "proposal-marked"))  # fmt: skip
    step("picture of what waits", lambda: scene.picture(window, "outbox", "", "outbox-waiting"))
    step("the server is back, everything is sent", lambda: _send(scene, window, home))
    step("picture after sending", lambda: scene.picture(window, "outbox", "", "outbox-empty"))
    step("sync again: one request, nothing new", lambda: scene.nothing_new(MEMBER))


def _offline(scene: Scene, window: Window) -> Took:
    scene.stage.lose_server()
    expect(window.sync().state == "offline", "the window does not say that the server is gone")
    return scene.picture(window, "today", "", "offline")


def _mark(scene: Scene, window: Window, home: Home) -> None:
    paper = scene.ask(home, lambda store: papers.about(store, f"proposal/{FIRST}"))
    words = scene.ask(home, lambda store: quotes(store, home, FIRST, 3))
    verbs: list[Callable[[Store], Changes]] = [
        lambda store: annotating.note(
            store, home, paper, "Look this up before the call.", quote=words[0]
        ),
        lambda store: annotating.comment(
            store, home, paper, "Who speaks for small islands?", quote=words[1]
        ),
        lambda store: annotating.comment(
            store, home, paper, "Which partners outside have agreed?", quote=words[2],
            kind="question", criterion="community",
        ),
    ]  # fmt: skip
    for verb in verbs:
        window.act(verb)
    waiting = scene.ask(home, status.status).waiting
    expect(waiting == 2, f"a comment and a question should wait, not {waiting}")  # noqa: PLR2004 -- two


def _review(scene: Scene, window: Window, home: Home) -> None:
    texts = {"relevance": "Timely, and narrower than last year."}
    first = Edit(
        texts={**texts, "community": "Journalists are in now."},
        stance="changes",
        to_chairs="I can help to find a speaker.",
    )
    window.act(lambda store: reviewing.review(store, FIRST, first, submit=True).changes)
    second = Edit(texts={"relevance": "The work on norms goes on."}, stance="support")
    window.act(lambda store: reviewing.review(store, OTHER, second, submit=True).changes)
    rows = scene.ask(home, lambda store: showing.listed(store, home, "reviews"))
    states = [row["state"] for row in rows if row["waiting"]]
    expect(states == ["submitted"] * 2, f"two reviews should wait: {states}")


def _search(scene: Scene, home: Home) -> None:
    hits = scene.ask(home, lambda store: searching.search(store, home, "small islands").hits)
    expect(any(hit.kind == "comment" for hit in hits), "the comment is not found")


def _send(scene: Scene, window: Window, home: Home) -> Took:
    scene.stage.find_server()
    done = window.sync()
    expect(done.state == "connected", "the window does not say that the line is back")
    now = scene.ask(home, status.status)
    expect(not now.waiting, f"{now.waiting} items still wait")
    rows = scene.ask(home, lambda store: showing.listed(store, home, "reviews"))
    received = [row for row in rows if row["revision"] is not None]
    expect(len(received) == len(rows) == 2, "the reviews did not come back")  # noqa: PLR2004 -- two
    return Took(done.bytes_up, done.bytes_down, says="all received")


def _download(scene: Scene, home: Home) -> Took:
    def fetch(store: Store) -> Took:
        rows = showing.listed(store, home, "documents")
        pdf = next(row for row in rows if str(row["file"]["name"]).endswith(".pdf"))
        wanted = downloading.planned(store, home, pdf["id"])
        path = downloading.get(store, home, pdf["id"])
        expect(path.stat().st_size == wanted.size, "the file is not as long as was told")
        return Took(0, wanted.size, str(path), f"{wanted.name}, {wanted.size} bytes")

    return scene.ask(home, fetch)
