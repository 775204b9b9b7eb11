"""A chair who exports the comments, a second member who sees version 2, a lost laptop."""

from app.actions import annotating, exporting, papers, reviewing, showing
from app.actions.reviewing import Edit
from app.actions.trouble import Trouble
from app.demo import stage as stages
from app.demo.scene import FIRST, OTHER, Scene, quotes
from app.demo.stage import CHAIR, MEMBER, SECOND
from app.demo.steps import NotAsItShould, Took, expect
from app.documents.extract import extract
from app.paths import Home
from app.store import Store, facts, members
from app.sync.transport import Unreachable


def chair(scene: Scene) -> None:
    step, home = scene.log.step, scene.stage.home(CHAIR)
    step("chair joins", lambda: scene.join(CHAIR))
    step("chair syncs", lambda: scene.sync(CHAIR))
    step("chair sees who has answered", lambda: _answered(scene, home))
    step("chair opens the window", lambda: scene.open(home))
    window = scene.windows[-1]
    step("picture of chair", lambda: scene.picture(window, "chair"))
    step("the line goes; chair exports the comments", lambda: _export(scene, home))
    step("private notes stay private", lambda: _private(scene, home))


def _answered(scene: Scene, home: Home) -> Took:
    silent = scene.ask(home, lambda store: members.unanswered(store, "bpf"))
    expect(MEMBER not in silent, "the member who answered is listed as silent")
    expect(SECOND in silent, "the member who has not answered is not listed")
    return Took(says=f"{len(silent)} have not answered")


def _export(scene: Scene, home: Home) -> Took:
    scene.stage.lose_server()
    out = scene.folder / "comments.pdf"
    scene.ask(home, lambda store: exporting.export(store, home, "comments", "pdf", out))
    text = extract(out.name, out.read_bytes()) or ""
    for words in ("small islands", "narrower than last year"):
        expect(words in " ".join(text.split()), f"“{words}” is not in the PDF")
    scene.stage.find_server()
    return Took(file=str(out), says=f"{out.stat().st_size} bytes")


def _private(scene: Scene, home: Home) -> None:
    for kind in ("notes", "comments", "reviews"):
        rows = scene.ask(home, lambda store, kind=kind: showing.listed(store, home, kind))
        expect("before the call" not in str(rows), "a private note left its computer")


def second_member(scene: Scene) -> None:
    step, home = scene.log.step, scene.stage.home(SECOND)
    step("second member joins", lambda: scene.join(SECOND))
    step("second member syncs", lambda: scene.sync(SECOND))
    step("second member reads and marks version 1", lambda: _mark_first(scene, home))
    step("secretariat publishes two second versions", lambda: _publish_second(scene))
    step("version 2 arrives", lambda: _arrives(scene, home))
    step("second member opens the window", lambda: scene.open(home))
    window = scene.windows[-1]
    step("picture of version 2",
         lambda: scene.picture(window, "proposals", FIRST, "version-2"))  # fmt: skip


def _mark_first(scene: Scene, home: Home) -> None:
    def mark(store: Store) -> None:
        paper = papers.about(store, f"proposal/{FIRST}")
        for quote in quotes(store, home, FIRST, 12):
            annotating.note(store, home, paper, "Mine", quote=quote)
        edit = Edit(texts={"relevance": "Good as a start."}, stance="unsure")
        reviewing.review(store, FIRST, edit, submit=True)

    scene.ask(home, mark)
    stages.sync(scene.stage, SECOND)


def _publish_second(scene: Scene) -> Took:
    stages.add_second_versions(scene.stage)
    done = stages.publish(scene.stage)
    made = [each.id for each in done.changes if each.collection == "versions"]
    expect(sorted(made) == [f"{OTHER}-v2", f"{FIRST}-v2"], f"published: {made}")
    return Took(done.bytes_up, done.bytes_down, says=", ".join(made))


def _arrives(scene: Scene, home: Home) -> Took:
    report = stages.sync(scene.stage, SECOND)
    shown = scene.ask(home, lambda store: showing.shown(store, home, "proposals", FIRST))
    expect(shown["version"] == shown["text"]["number"] == 2, "version 2 is not here")  # noqa: PLR2004 -- two
    notes = scene.ask(home, lambda store: showing.listed(store, home, "notes"))
    states = sorted({str(note["place"]["state"]) for note in notes})
    expect({"gone", "kept"} <= {*states}, f"some marks are kept and some gone, not {states}")
    for note in notes:
        place, words = note["place"], note["anchor"]["quote"]["exact"]
        if place["state"] == "kept":
            expect(place["exact"].split() == words.split(), "a mark sits on other words")
    kept = sum(note["place"]["state"] == "kept" for note in notes)
    return Took.of(report, f"{kept} of {len(notes)} marks kept, the others listed as gone")


def lost_laptop(scene: Scene) -> None:
    scene.log.step("a laptop is lost and revoked", lambda: _revoked(scene))
    scene.log.step("the member is invited again and finds her words", lambda: _again(scene))


def _revoked(scene: Scene) -> None:
    stages.revoke(scene.stage, MEMBER)
    try:
        stages.sync(scene.stage, MEMBER)
    except Trouble as trouble:
        expect(trouble.code == "device_revoked", trouble.code)
    except Unreachable as away:
        raise NotAsItShould("the server is away") from away
    else:
        raise NotAsItShould("a revoked computer was let in")


def _again(scene: Scene) -> Took:
    home = Home(scene.stage.folder / "profiles" / f"{MEMBER}-new")
    stages.join(scene.stage, MEMBER, home)
    report = scene.ask(home, lambda store: stages.syncing.sync(store, home))
    rows = scene.ask(home, lambda store: showing.listed(store, home, "reviews"))
    account = scene.ask(home, lambda store: facts.get(store, "account"))
    mine = [row for row in rows if row["owner"] == account]
    expect(len(mine) == 2, f"{len(mine)} reviews came back, not two")  # noqa: PLR2004 -- two
    return Took.of(report)
