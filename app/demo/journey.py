"""The whole journey off screen: a member, a chair, a second member, and the line that goes.

Every step tells what it did and stops the journey where something is not as it should be.
"""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from app.actions import (
    annotating,
    downloading,
    exporting,
    papers,
    reviewing,
    searching,
    showing,
    status,
)
from app.actions.reviewing import Edit
from app.actions.trouble import Trouble
from app.demo import stage as stages
from app.demo.screens import Screens, Window
from app.demo.stage import CHAIR, CYCLE, MEMBER, SECOND, Stage
from app.demo.steps import Log, NotAsItShould, Took, expect
from app.documents.extract import extract
from app.domain.changes import Changes
from app.paths import Home
from app.store import Store, facts, members, open_store
from app.sync.transport import Unreachable

T = TypeVar("T")

FIRST, OTHER = "gender-digital-rights", "cybersecurity"
PLACES = (
    "today", "proposals", "meetings", "documents", "groups", "timeline", "notes", "outbox",
    "settings",
)  # fmt: skip


def walk(screens: Screens, folder: Path, *, keep: bool, json: bool) -> int:
    """Walk the journey; leave pictures, the PDF and journey.jsonl in `folder`; 0 if all is well."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "journey.jsonl").unlink(missing_ok=True)
    log = Log(folder, json)
    found: list[Stage] = []
    try:
        log.step("server", lambda: _server(found))
        _Journey(found[0], screens, folder, log).walk()
    except Exception:  # noqa: BLE001 -- the log has told it
        return 1
    finally:
        for stage in found:
            stage.close(keep=keep)
    return 0


def _server(found: list[Stage]) -> Took:
    found.append(stages.build())
    return Took(says=found[0].url)


class _Journey:
    def __init__(self, stage: Stage, screens: Screens, folder: Path, log: Log) -> None:
        self.stage = stage
        self.screens = screens
        self.folder = folder
        self.log = log
        self._windows: list[Window] = []

    def walk(self) -> None:
        try:
            self._publish()
            self._member()
            self._chair()
            self._second_member()
            self._lost_laptop()
        finally:
            for window in self._windows:
                window.close()

    # --- the Secretariat ------------------------------------------------------------------

    def _publish(self) -> None:
        def first() -> Took:
            done = stages.publish(self.stage)
            expect(not done.faults, f"the sample has faults: {done.faults}")
            expect(done.changes, "nothing was published")
            return Took(says=f"{len(done.changes)} changes")

        def again() -> Took:
            done = stages.publish(self.stage)
            expect(not done.changes, f"publishing twice changed {len(done.changes)} records")
            return Took(says="nothing to do")

        self.log.step("secretariat publishes the sample cycle", first)
        self.log.step("secretariat publishes it again", again)

    # --- a member ---------------------------------------------------------------------------

    def _member(self) -> None:
        step, home = self.log.step, self.stage.home(MEMBER)
        step("member joins", lambda: self._join(MEMBER))
        step("member syncs for the first time", lambda: self._sync(MEMBER))
        step("member opens the window", lambda: self._open(home))
        window = self._windows[-1]
        for place in PLACES:
            step(f"picture of {place}", lambda place=place: self._picture(window, place))
        step("a document is fetched, size told first", lambda: self._download(home))
        step("the server is gone", lambda: self._offline(window))
        step("member marks and asks, offline", lambda: self._mark(window, home))
        step("member reviews two proposals, offline", lambda: self._review(window, home))
        step("member finds her words, offline", lambda: self._search(home))
        step("picture of the marked proposal",
             lambda: self._picture(window, "proposals", FIRST, "proposal-marked"))  # fmt: skip
        step("picture of what waits", lambda: self._picture(window, "outbox", "", "outbox-waiting"))
        step("the server is back, everything is sent", lambda: self._send(window, home))
        step("picture after sending", lambda: self._picture(window, "outbox", "", "outbox-empty"))
        step("sync again: one request, nothing new", lambda: self._nothing_new(MEMBER))

    def _offline(self, window: Window) -> Took:
        self.stage.lose_server()
        expect(window.sync() == "offline", "the window does not say that the server is gone")
        return self._picture(window, "today", "", "offline")

    def _mark(self, window: Window, home: Home) -> None:
        paper = self._ask(home, lambda store: papers.about(store, f"proposal/{FIRST}"))
        quotes = self._ask(home, lambda store: _quotes(store, home, FIRST, 3))
        verbs: list[Callable[[Store], Changes]] = [
            lambda store: annotating.note(
                store, home, paper, "Look this up before the call.", quote=quotes[0]
            ),
            lambda store: annotating.comment(
                store, home, paper, "Who speaks for small islands?", quote=quotes[1]
            ),
            lambda store: annotating.comment(
                store, home, paper, "Which partners outside have agreed?", quote=quotes[2],
                kind="question", criterion="community",
            ),
        ]  # fmt: skip
        for verb in verbs:
            window.act(verb)
        waiting = self._ask(home, status.status).waiting
        expect(waiting == 2, f"a comment and a question should wait, not {waiting}")  # noqa: PLR2004 -- two

    def _review(self, window: Window, home: Home) -> None:
        texts = {"relevance": "Timely, and narrower than last year."}
        first = Edit(
            texts={**texts, "community": "Journalists are in now."},
            stance="changes",
            to_chairs="I can help to find a speaker.",
        )
        window.act(lambda store: reviewing.review(store, FIRST, first, submit=True).changes)
        second = Edit(texts={"relevance": "The work on norms goes on."}, stance="support")
        window.act(lambda store: reviewing.review(store, OTHER, second, submit=True).changes)
        rows = self._ask(home, lambda store: showing.listed(store, home, "reviews"))
        states = [row["state"] for row in rows if row["waiting"]]
        expect(states == ["submitted"] * 2, f"two reviews should wait: {states}")

    def _search(self, home: Home) -> None:
        hits = self._ask(home, lambda store: searching.search(store, home, "small islands"))
        expect(any(hit.kind == "comment" for hit in hits), "the comment is not found")

    def _send(self, window: Window, home: Home) -> Took:
        self.stage.find_server()
        expect(window.sync() == "connected", "the window does not say that the line is back")
        now = self._ask(home, status.status)
        expect(not now.waiting, f"{now.waiting} items still wait")
        rows = self._ask(home, lambda store: showing.listed(store, home, "reviews"))
        received = [row for row in rows if row["revision"] is not None]
        expect(len(received) == len(rows) == 2, "the reviews did not come back")  # noqa: PLR2004 -- two
        return Took(says="all received")

    def _download(self, home: Home) -> Took:
        def fetch(store: Store) -> Took:
            rows = showing.listed(store, home, "documents")
            pdf = next(row for row in rows if str(row["file"]["name"]).endswith(".pdf"))
            wanted = downloading.planned(store, home, pdf["id"])
            path = downloading.get(store, home, pdf["id"])
            expect(path.stat().st_size == wanted.size, "the file is not as long as was told")
            return Took(0, wanted.size, str(path), f"{wanted.name}, {wanted.size} bytes")

        return self._ask(home, fetch)

    def _nothing_new(self, account: str) -> Took:
        report = stages.sync(self.stage, account)
        expect(report.requests == 1, f"{report.requests} requests for nothing new")
        expect(not (report.sent or report.received), "something was sent or received again")
        return Took.of(report)

    # --- a chair ------------------------------------------------------------------------------

    def _chair(self) -> None:
        step, home = self.log.step, self.stage.home(CHAIR)
        step("chair joins", lambda: self._join(CHAIR))
        step("chair syncs", lambda: self._sync(CHAIR))
        step("chair sees who has answered", lambda: self._answered(home))
        step("chair opens the window", lambda: self._open(home))
        window = self._windows[-1]
        step("picture of chair", lambda: self._picture(window, "chair"))
        step("the line goes; chair exports the comments", lambda: self._export(home))
        step("private notes stay private", lambda: self._private(home))

    def _answered(self, home: Home) -> Took:
        silent = self._ask(home, lambda store: members.unanswered(store, "bpf"))
        expect(MEMBER not in silent, "the member who answered is listed as silent")
        expect(SECOND in silent, "the member who has not answered is not listed")
        return Took(says=f"{len(silent)} have not answered")

    def _export(self, home: Home) -> Took:
        self.stage.lose_server()
        out = self.folder / "comments.pdf"
        self._ask(home, lambda store: exporting.export(store, home, "comments", "pdf", out))
        text = extract(out.name, out.read_bytes()) or ""
        for words in ("small islands", "narrower than last year"):
            expect(words in " ".join(text.split()), f"“{words}” is not in the PDF")
        self.stage.find_server()
        return Took(file=str(out), says=f"{out.stat().st_size} bytes")

    def _private(self, home: Home) -> None:
        for kind in ("notes", "comments", "reviews"):
            rows = self._ask(home, lambda store, kind=kind: showing.listed(store, home, kind))
            expect("before the call" not in str(rows), "a private note left its computer")

    # --- a second member, and version 2 ---------------------------------------------------------

    def _second_member(self) -> None:
        step, home = self.log.step, self.stage.home(SECOND)
        step("second member joins", lambda: self._join(SECOND))
        step("second member syncs", lambda: self._sync(SECOND))
        step("second member reads and marks version 1", lambda: self._mark_first(home))
        step("secretariat publishes two second versions", self._publish_second)
        step("version 2 arrives", lambda: self._arrives(home))
        step("second member opens the window", lambda: self._open(home))
        window = self._windows[-1]
        step("picture of version 2",
             lambda: self._picture(window, "proposals", FIRST, "version-2"))  # fmt: skip

    def _mark_first(self, home: Home) -> None:
        def mark(store: Store) -> None:
            paper = papers.about(store, f"proposal/{FIRST}")
            for quote in _quotes(store, home, FIRST, 12):
                annotating.note(store, home, paper, "Mine", quote=quote)
            edit = Edit(texts={"relevance": "Good as a start."}, stance="unsure")
            reviewing.review(store, FIRST, edit, submit=True)

        self._ask(home, mark)
        stages.sync(self.stage, SECOND)

    def _publish_second(self) -> Took:
        stages.add_second_versions(self.stage)
        done = stages.publish(self.stage)
        made = [each.id for each in done.changes if each.collection == "versions"]
        expect(sorted(made) == [f"{OTHER}-v2", f"{FIRST}-v2"], f"published: {made}")
        return Took(says=", ".join(made))

    def _arrives(self, home: Home) -> Took:
        report = stages.sync(self.stage, SECOND)
        shown = self._ask(home, lambda store: showing.shown(store, home, "proposals", FIRST))
        expect(shown["version"] == shown["text"]["number"] == 2, "version 2 is not here")  # noqa: PLR2004 -- two
        notes = self._ask(home, lambda store: showing.listed(store, home, "notes"))
        states = sorted({str(note["place"]["state"]) for note in notes})
        expect(states == ["gone", "kept"], f"some marks are kept and some gone, not {states}")
        for note in notes:
            place, words = note["place"], note["anchor"]["quote"]["exact"]
            if place["state"] == "kept":
                expect(place["exact"].split() == words.split(), "a mark sits on other words")
        kept = sum(note["place"]["state"] == "kept" for note in notes)
        return Took.of(report, f"{kept} of {len(notes)} marks kept, the others listed as gone")

    # --- a lost laptop ----------------------------------------------------------------------------

    def _lost_laptop(self) -> None:
        self.log.step("a laptop is lost and revoked", self._revoked)
        self.log.step("the member is invited again and finds her words", self._again)

    def _revoked(self) -> None:
        stages.revoke(self.stage, MEMBER)
        try:
            stages.sync(self.stage, MEMBER)
        except Trouble as trouble:
            expect(trouble.code == "device_revoked", trouble.code)
        except Unreachable as away:
            raise NotAsItShould("the server is away") from away
        else:
            raise NotAsItShould("a revoked computer was let in")

    def _again(self) -> Took:
        home = Home(self.stage.folder / "profiles" / f"{MEMBER}-new")
        stages.join(self.stage, MEMBER, home)
        report = self._ask(home, lambda store: stages.syncing.sync(store, home))
        rows = self._ask(home, lambda store: showing.listed(store, home, "reviews"))
        account = self._ask(home, lambda store: facts.get(store, "account"))
        mine = [row for row in rows if row["owner"] == account]
        expect(len(mine) == 2, f"{len(mine)} reviews came back, not two")  # noqa: PLR2004 -- two
        return Took.of(report)

    # --- small things -----------------------------------------------------------------------------

    def _join(self, account: str) -> Took:
        stages.join(self.stage, account)
        return Took(says=f"{account} in {CYCLE}")

    def _sync(self, account: str) -> Took:
        report = stages.sync(self.stage, account)
        expect(report.received, "nothing came")
        return Took.of(report, f"{report.received} records, {report.requests} requests")

    def _open(self, home: Home) -> None:
        self._windows.append(self.screens.open(home))

    def _picture(self, window: Window, place: str, id: str = "", name: str = "") -> Took:
        window.go(place, id)
        file = self.folder / f"{len(self._windows)}-{name or place}.png"
        window.grab(file)
        expect(file.exists() and file.stat().st_size, "no picture")
        return Took(file=str(file))

    def _ask(self, home: Home, question: Callable[[Store], T]) -> T:
        with closing(open_store(home.store)) as store:
            return question(store)


def _quotes(store: Store, home: Home, proposal: str, count: int) -> list[str]:
    """Return `count` sentences spread over the sections of a proposal."""
    paper = papers.about(store, f"proposal/{proposal}")
    sentences = [
        sentence.strip()
        for section in papers.sections(store, home, paper)
        for block in section.text.split("\n")
        for sentence in block.split(". ")[:1]
        if len(sentence) > 30  # noqa: PLR2004 -- long enough to be found once
    ]
    every = max(1, len(sentences) // count)
    return sentences[::every][:count]
