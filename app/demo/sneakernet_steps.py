"""The steps of the journey without a server: packs, files of answers, a mail, a text form, receipts."""

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
from app.demo.scene import FIRST, OTHER, Studio, quotes
from app.demo.stage import CHAIR, MEMBER, SECOND, SECRETARIAT
from app.demo.steps import Took, expect
from app.documents.extract import extract
from app.packs import keyfile
from app.packs.trust import Signer, new_signer
from app.paths import Home
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


def new_key(places: Places) -> Signer:
    signer = new_signer()
    keyfile.save(places.key, signer)
    return signer


def first(places: Places) -> Took:
    signer = new_key(places)
    size = pack(places, "first.satchel", signer)
    return Took(0, size, str(places.stick / "first.satchel"), f"key {signer.fingerprint}")


def pack(places: Places, name: str, signer: Signer, wish: Wish | None = None) -> int:
    packed = packing.pack(places.papers, places.stick / name, signer, extract, wish or Wish())
    if packed.made is None:
        expect(False, f"the sample has faults: {packed.faults}")
        return 0
    return packed.made.size


def join(places: Places, account: str) -> Took:
    pack, home = places.stick / "first.satchel", places.home(account)
    home.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with closing(open_store(home.store)) as store:
        profile = joining.join_pack(store, home, pack, account)
    return Took(0, pack.stat().st_size, says=f"{profile.account} ({profile.role})")


def write(studio: Studio, home: Home) -> None:
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


def file(studio: Studio, places: Places) -> Took:
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


def mail(studio: Studio, places: Places) -> Took:
    home, out = places.home(SECOND), places.stick / "answers.eml"

    def answer(store: Store) -> int:
        edit = Edit(texts={"relevance": "The work on norms goes on."}, stance="support")
        reviewing.review(store, OTHER, edit, submit=True)
        letter = bundles.letter(*bundling.names(store), bundling.reader_of(store, "chairs"))
        return bundling.make(store, home, out, letter=letter).plan.bytes

    return Took(studio.ask(home, answer), 0, str(out), "a draft with the file attached")


def form(studio: Studio, places: Places) -> Took:
    """Have the Secretariat mail a form, and the member type an answer into her reply."""
    out = places.stick / "reply.txt"
    text = studio.ask(
        places.home(SECRETARIAT), lambda store: forming.made(store, [FIRST], account=THIRD).text
    )
    lines = text.splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("== relevance"))
    lines.insert(at + 1, BY_FORM)
    quoted = "\n".join(f"> {line}" for line in lines)
    out.write_text(f"Dear all, here are my answers.\n\n{quoted}\n", "utf-8")
    return Took(out.stat().st_size, 0, str(out), "quoted and typed into by a mail program")


def take(studio: Studio, places: Places) -> Took:
    home = places.home(CHAIR)
    found = studio.ask(
        home, lambda store: list(taking.take(store, home, [places.stick / "reply.txt"]))
    )
    expect(not any(each.failed for each in found), f"the form was not taken: {found}")
    saved = sum(len(each.saved.ids) for each in found if each.saved is not None)
    expect(saved == 1, f"one review should be saved, not {saved}")
    return Took(says="1 review, in a text form")


def twice(studio: Studio, places: Places) -> Took:
    home = places.home(CHAIR)
    files = [places.stick / name for name in ("answers.eml", "reply.txt", "answers.satchel")]
    found = studio.ask(home, lambda store: list(taking.take(store, home, files)))
    taken = sum(each.answers.outcome.taken for each in found if each.answers is not None)
    expect(not taken, f"{taken} changes were taken in twice")
    rows = studio.ask(home, lambda store: showing.listed(store, home, "reviews"))
    owners = sorted(str(row["owner"]) for row in rows)
    expect(owners == sorted([MEMBER, SECOND, THIRD]), f"reviews of {owners}")
    return Took(says=f"{len(rows)} reviews, one of each")


def export(studio: Studio, places: Places) -> Took:
    home, out = places.home(CHAIR), studio.folder / "comments.pdf"
    studio.ask(home, lambda store: exporting.export(store, home, "comments", "pdf", out))
    text = " ".join((extract(out.name, out.read_bytes()) or "").split())
    for words in ("small islands", "narrower than last year", "norms goes on", "no lines at all"):
        expect(words in text, f"“{words}” is not in the PDF")
    expect("before the call" not in text, "a private note left its computer")
    return Took(file=str(out), says=f"{out.stat().st_size} bytes")


def hand_on(studio: Studio, places: Places) -> Took:
    home, out = places.home(CHAIR), places.stick / "chair.satchel"
    made = studio.ask(home, lambda store: bundling.make(store, home, out, to="secretariat"))
    expect(made.plan.readable_by == "secretariat", "it is not sealed")
    return Took(made.plan.bytes, 0, str(out), f"{len(made.plan.carried)} changes of members")


def handed(studio: Studio, places: Places) -> Took:
    home = places.home(SECRETARIAT)
    secret = keyfile.load(places.key).secret
    file = places.stick / "chair.satchel"
    found = studio.ask(home, lambda store: list(taking.take(store, home, [file], opens=secret)))
    taken = sum(each.answers.outcome.taken for each in found if each.answers is not None)
    expect(taken == 5, f"five changes were handed on, {taken} taken in: {found}")  # noqa: PLR2004 -- five
    return Took(says=f"{taken} changes, four signed by their members, one by form")


def next_pack(studio: Studio, places: Places) -> Took:
    home = places.home(SECRETARIAT)
    wish = studio.ask(home, lambda store: office.with_words(store, Wish()))
    signer = keyfile.load(places.key)
    size = pack(places, "second.satchel", signer, wish)
    return Took(0, size, str(places.stick / "second.satchel"), f"{len(wish.receipts)} receipts")


def open_next(studio: Studio, places: Places, account: str) -> Took:
    home, pack = places.home(account), places.stick / "second.satchel"
    found = studio.ask(home, lambda store: list(taking.take(store, home, [pack])))
    confirmed = sum(each.pack.receipts for each in found if each.pack is not None)
    return Took(0, pack.stat().st_size, says=f"{confirmed} confirmed")


def empty(studio: Studio, places: Places) -> Took:
    for account in (MEMBER, SECOND, CHAIR):
        now = studio.ask(places.home(account), status.status)
        expect(not now.waiting, f"{now.waiting} items of {account} still wait")
        expect(not now.carried, f"{account} still carries {now.carried}")
    home = places.home(MEMBER)
    rows = studio.ask(home, lambda store: showing.listed(store, home, "reviews"))
    expect([row["owner"] for row in rows] == [MEMBER], "her own review is not hers any more")
    return Took(says="all received")


def pictured(studio: Studio, home: Home, name: str, place: str = "outbox") -> Took:
    """Take a picture in a window opened anew: what was written beside it is in it."""
    studio.open(home)
    return studio.picture(studio.windows[-1], place, "", name)
