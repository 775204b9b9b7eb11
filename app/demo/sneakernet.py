"""A cycle that knows no server: packs on a stick, answers in files, in a mail, in a text form.

The same verbs and windows as with a server; only what carries the papers differs.
"""

import shutil
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from app.actions import (
    annotating,
    bundling,
    exporting,
    forming,
    joining,
    papers,
    reviewing,
    showing,
    status,
    taking,
)
from app.actions.reviewing import Edit
from app.demo import meeting_script as script
from app.demo import whole_meeting, whole_round
from app.demo.scene import FIRST, OTHER, Studio, quotes
from app.demo.screens import Screens
from app.demo.stage import CHAIR, CYCLE, MEMBER, SECOND, SECRETARIAT
from app.demo.steps import Log, Took, expect
from app.demo.ways import ByFiles
from app.documents.extract import extract
from app.packs import keyfile
from app.packs.trust import Signer, new_signer
from app.paths import Home, resource
from app.phrases import bundles
from app.secretariat import office, packing
from app.secretariat.packing import Wish
from app.store import Store, open_store

THIRD = "m-ps-asia"
"""Answers by a text form from her telephone, and has no profile at all."""
BY_FORM = "From the road: the coasts have no lines at all."


@dataclass(slots=True)
class Places:
    """A temporary folder with the meeting folder, the stick and the profiles."""

    folder: Path

    @property
    def papers(self) -> Path:
        return self.folder / "papers"

    @property
    def stick(self) -> Path:
        return self.folder / "stick"

    @property
    def key(self) -> Path:
        return self.folder / "office" / "cycle.key"

    def home(self, account: str) -> Home:
        return Home(self.folder / "profiles" / account)


def walk(screens: Screens, folder: Path, *, keep: bool, json: bool) -> int:
    """Walk the journey; leave pictures, the PDF and journey.jsonl in `folder`; 0 if all is well."""
    log = Log.begin(folder, json=json)
    places = build()
    studio = Studio(screens=screens, folder=folder, log=log)
    try:
        _play(studio, places)
    except Exception:  # noqa: BLE001 -- the log has told it
        return 1
    finally:
        studio.close()
        _clear(places, keep=keep)
    return 0


def window(start: Callable[[Home], int], *, keep: bool) -> int:
    """Open the window of a member who joined from a stick."""
    places = build()
    try:
        _pack(places, "first.satchel", _new_key(places))
        _join(places, MEMBER)
        return start(places.home(MEMBER))
    finally:
        _clear(places, keep=keep)


def build() -> Places:
    """Lay out the sample's papers and an empty stick."""
    places = Places(Path(tempfile.mkdtemp(prefix="satchel-demo-")))
    shutil.copytree(resource("sample", CYCLE), places.papers)
    places.stick.mkdir()
    return places


def _clear(places: Places, *, keep: bool) -> None:
    if not keep:
        shutil.rmtree(places.folder, ignore_errors=True)


def _play(studio: Studio, places: Places) -> None:
    step = studio.log.step
    step("secretariat makes a key and packs the papers on a stick", lambda: _first(places))
    _member(studio, places)
    step("second member joins from the same stick", lambda: _join(places, SECOND))
    step("second member answers by e-mail", lambda: _mail(studio, places))
    step("secretariat joins from its own stick", lambda: _join(places, SECRETARIAT))
    step("third member answers in a text form", lambda: _form(studio, places))
    _chair(studio, places)
    step("secretariat opens what the chair handed on", lambda: _handed(studio, places))
    step("the next pack has the receipts", lambda: _next(studio, places))
    _receipts(studio, places)
    whole_round.walk(studio, ByFiles(places.folder / "round"))
    whole_meeting.walk(studio, ByFiles(places.folder / "meeting", script.CYCLE))


def _member(studio: Studio, places: Places) -> None:
    step, home = studio.log.step, places.home(MEMBER)
    step("member joins from the stick", lambda: _join(places, MEMBER))
    step("member opens the window", lambda: studio.open(home))
    shown = studio.windows[-1]
    for place in ("today", "proposals"):
        step(f"picture of {place}", lambda place=place: studio.picture(shown, place))
    step("member reviews, asks and keeps a note", lambda: _write(studio, home))
    step("picture of what waits", lambda: studio.picture(shown, "outbox", "", "outbox-waiting"))
    step("who can read the file is told, then it is saved", lambda: _file(studio, places))
    step("picture of what is not confirmed yet",
         lambda: _pictured(studio, home, "outbox-sent-in-a-file"))  # fmt: skip


def _chair(studio: Studio, places: Places) -> None:
    step, home = studio.log.step, places.home(CHAIR)
    step("chair joins from the stick", lambda: _join(places, CHAIR))
    step("chair opens the window", lambda: studio.open(home))
    shown = studio.windows[-1]
    for name, what in (("cut.satchel", "a file that was cut short"), ("answers.satchel", "a file"),
                       ("answers.eml", "an e-mail")):  # fmt: skip
        step(
            f"chair takes in {what}", lambda name=name: shown.go("opened", str(places.stick / name))
        )
    step("picture of what was taken in", lambda: studio.grab("taken-in"))
    step("chair takes in the form", lambda: _take(studio, places))
    step("everything twice changes nothing", lambda: _twice(studio, places))
    step("picture of chair", lambda: _pictured(studio, home, "chair", "chair"))
    step("chair exports the comments", lambda: _export(studio, places))
    step("chair hands everything on, sealed", lambda: _hand_on(studio, places))


def _receipts(studio: Studio, places: Places) -> None:
    step = studio.log.step
    home = places.home(MEMBER)
    step("member opens the window again", lambda: studio.open(home))
    step("member opens the next pack",
         lambda: studio.windows[-1].go("opened", str(places.stick / "second.satchel")))  # fmt: skip
    step("picture of the receipts", lambda: studio.grab("receipts"))
    for account in (SECOND, CHAIR):
        step(
            f"{account} opens the next pack", lambda account=account: _open(studio, places, account)
        )
    step("nobody’s outbox holds anything", lambda: _empty(studio, places))
    step("picture of the empty outbox",
         lambda: studio.picture(studio.windows[-1], "outbox", "", "outbox-empty"))  # fmt: skip


# --- the steps ---------------------------------------------------------------------------------


def _new_key(places: Places) -> Signer:
    signer = new_signer()
    keyfile.save(places.key, signer)
    return signer


def _first(places: Places) -> Took:
    signer = _new_key(places)
    size = _pack(places, "first.satchel", signer)
    return Took(0, size, str(places.stick / "first.satchel"), f"key {signer.fingerprint}")


def _pack(places: Places, name: str, signer: Signer, wish: Wish | None = None) -> int:
    packed = packing.pack(places.papers, places.stick / name, signer, extract, wish or Wish())
    if packed.made is None:
        expect(False, f"the sample has faults: {packed.faults}")
        return 0
    return packed.made.size


def _join(places: Places, account: str) -> Took:
    pack, home = places.stick / "first.satchel", places.home(account)
    home.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with closing(open_store(home.store)) as store:
        profile = joining.join_pack(store, home, pack, account)
    return Took(0, pack.stat().st_size, says=f"{profile.account} ({profile.role})")


def _write(studio: Studio, home: Home) -> None:
    shown = studio.windows[-1]
    paper = studio.ask(home, lambda store: papers.about(store, f"proposal/{FIRST}"))
    words = studio.ask(home, lambda store: quotes(store, home, FIRST, 2))
    shown.act(lambda store: annotating.note(store, home, paper, "Ask before the call."))
    shown.act(
        lambda store: annotating.comment(
            store, home, paper, "Who speaks for small islands?", quote=words[0]
        )
    )
    edit = Edit(
        texts={"relevance": "Timely, and narrower than last year."},
        stance="changes",
        to_chairs="I can help to find a speaker.",
    )
    shown.act(lambda store: reviewing.review(store, FIRST, edit, submit=True).changes)


def _file(studio: Studio, places: Places) -> Took:
    home, out = places.home(MEMBER), places.stick / "answers.satchel"
    told: list[str] = []
    made = studio.ask(
        home,
        lambda store: bundling.make(
            store,
            home,
            out,
            before=lambda plan: told.append(bundles.readable(plan.readable_by, plan.sealed_to)),
        ),
    )
    expect(told, "nobody was told who can read the file")
    expect(made.plan.count == 3, f"a comment, a review, a word aside: not {made.plan.count}")  # noqa: PLR2004 -- three
    raw = out.read_bytes()
    (places.stick / "cut.satchel").write_bytes(raw[: len(raw) // 2])
    return Took(made.plan.bytes, 0, str(out), told[0])


def _mail(studio: Studio, places: Places) -> Took:
    home, out = places.home(SECOND), places.stick / "answers.eml"

    def answer(store: Store) -> int:
        edit = Edit(texts={"relevance": "The work on norms goes on."}, stance="support")
        reviewing.review(store, OTHER, edit, submit=True)
        letter = bundles.letter(*bundling.names(store), bundling.reader_of(store, "chairs"))
        return bundling.make(store, home, out, letter=letter).plan.bytes

    return Took(studio.ask(home, answer), 0, str(out), "a draft with the file attached")


def _form(studio: Studio, places: Places) -> Took:
    """Have the Secretariat mail a form, and the member type an answer into her reply."""
    out = places.stick / "reply.txt"
    text = studio.ask(
        places.home(SECRETARIAT), lambda store: forming.make(store, [FIRST], account=THIRD)
    )
    lines = text.splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("== relevance"))
    lines.insert(at + 1, BY_FORM)
    quoted = "\n".join(f"> {line}" for line in lines)
    out.write_text(f"Dear all, here are my answers.\n\n{quoted}\n", "utf-8")
    return Took(out.stat().st_size, 0, str(out), "quoted and typed into by a mail program")


def _take(studio: Studio, places: Places) -> Took:
    home = places.home(CHAIR)
    found = studio.ask(
        home, lambda store: list(taking.take(store, home, [places.stick / "reply.txt"]))
    )
    expect(not any(each.failed for each in found), f"the form was not taken: {found}")
    saved = sum(len(each.saved.ids) for each in found if each.saved is not None)
    expect(saved == 1, f"one review should be saved, not {saved}")
    return Took(says="1 review, in a text form")


def _twice(studio: Studio, places: Places) -> Took:
    home = places.home(CHAIR)
    files = [places.stick / name for name in ("answers.eml", "reply.txt", "answers.satchel")]
    found = studio.ask(home, lambda store: list(taking.take(store, home, files)))
    taken = sum(each.answers.outcome.taken for each in found if each.answers is not None)
    expect(not taken, f"{taken} changes were taken in twice")
    rows = studio.ask(home, lambda store: showing.listed(store, home, "reviews"))
    owners = sorted(str(row["owner"]) for row in rows)
    expect(owners == sorted([MEMBER, SECOND, THIRD]), f"reviews of {owners}")
    return Took(says=f"{len(rows)} reviews, one of each")


def _export(studio: Studio, places: Places) -> Took:
    home, out = places.home(CHAIR), studio.folder / "comments.pdf"
    studio.ask(home, lambda store: exporting.export(store, home, "comments", "pdf", out))
    text = " ".join((extract(out.name, out.read_bytes()) or "").split())
    for words in ("small islands", "narrower than last year", "norms goes on", "no lines at all"):
        expect(words in text, f"“{words}” is not in the PDF")
    expect("before the call" not in text, "a private note left its computer")
    return Took(file=str(out), says=f"{out.stat().st_size} bytes")


def _hand_on(studio: Studio, places: Places) -> Took:
    home, out = places.home(CHAIR), places.stick / "chair.satchel"
    made = studio.ask(home, lambda store: bundling.make(store, home, out, to="secretariat"))
    expect(made.plan.readable_by == "secretariat", "it is not sealed")
    return Took(made.plan.bytes, 0, str(out), f"{len(made.plan.carried)} changes of members")


def _handed(studio: Studio, places: Places) -> Took:
    home = places.home(SECRETARIAT)
    secret = keyfile.load(places.key).secret
    file = places.stick / "chair.satchel"
    found = studio.ask(home, lambda store: list(taking.take(store, home, [file], opens=secret)))
    taken = sum(each.answers.outcome.taken for each in found if each.answers is not None)
    expect(taken == 5, f"five changes were handed on, {taken} taken in: {found}")  # noqa: PLR2004 -- five
    return Took(says=f"{taken} changes, four signed by their members, one by form")


def _next(studio: Studio, places: Places) -> Took:
    home = places.home(SECRETARIAT)
    wish = studio.ask(home, lambda store: office.with_words(store, Wish()))
    signer = keyfile.load(places.key)
    size = _pack(places, "second.satchel", signer, wish)
    return Took(0, size, str(places.stick / "second.satchel"), f"{len(wish.receipts)} receipts")


def _open(studio: Studio, places: Places, account: str) -> Took:
    home, pack = places.home(account), places.stick / "second.satchel"
    found = studio.ask(home, lambda store: list(taking.take(store, home, [pack])))
    confirmed = sum(each.pack.receipts for each in found if each.pack is not None)
    return Took(0, pack.stat().st_size, says=f"{confirmed} confirmed")


def _empty(studio: Studio, places: Places) -> Took:
    for account in (MEMBER, SECOND, CHAIR):
        now = studio.ask(places.home(account), status.status)
        expect(not now.waiting, f"{now.waiting} items of {account} still wait")
        expect(not now.carried, f"{account} still carries {now.carried}")
    home = places.home(MEMBER)
    rows = studio.ask(home, lambda store: showing.listed(store, home, "reviews"))
    expect([row["owner"] for row in rows] == [MEMBER], "her own review is not hers any more")
    return Took(says="all received")


def _pictured(studio: Studio, home: Home, name: str, place: str = "outbox") -> Took:
    """Take a picture in a window opened anew: what was written beside it is in it."""
    studio.open(home)
    return studio.picture(studio.windows[-1], place, "", name)
