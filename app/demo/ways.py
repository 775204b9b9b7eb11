"""The two ways on which a whole round is played: a server, and files from hand to hand."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.actions import bundling, forming, joining, opening, taking
from app.demo import play, script
from app.demo import stage as stages
from app.demo.play import Ticking
from app.demo.playing_members import edit_of
from app.demo.stage import CHAIR, SECRETARIAT, Stage
from app.demo.steps import Took, expect
from app.documents.extract import extract
from app.packs import keyfile
from app.packs.trust import new_signer
from app.paths import Home
from app.phrases import bundles
from app.secretariat import office, packing
from app.secretariat.packing import Wish
from app.store import Store, facts, open_store
from app.sync.report import Report


@dataclass(slots=True)
class ByServer:
    """Everybody syncs with a server."""

    stage: Stage
    cycle: str = script.CYCLE
    clock: Ticking = field(default_factory=Ticking)

    def home(self, account: str) -> Home:
        return self.stage.home(account)

    @property
    def papers(self) -> Path:
        return self.stage.papers

    def writes(self, account: str) -> bool:
        """Everybody has the program where there is a server."""
        return bool(account)

    def begin(self, accounts: Sequence[str]) -> Took:
        play.lay_out(self.papers, self.cycle)
        done = stages.publish(self.stage)
        expect(not done.faults, f"the sample has faults: {done.faults}")
        for account in accounts:
            stages.join(self.stage, account)
        return self._sync(accounts, f"{len(accounts)} computers")

    def gather(self, accounts: Sequence[str], chairs: Sequence[str] = (CHAIR,)) -> Took:
        return self._sync((*accounts, *chairs))

    def spread(self, accounts: Sequence[str], chairs: Sequence[str] = (CHAIR,)) -> Took:
        done = stages.publish(self.stage)
        expect(not done.faults, f"the folder has faults: {done.faults}")
        # Whoever was first of several chairs has not heard of the others.
        again = chairs[:-1]
        return self._sync((*chairs, SECRETARIAT, *again, *accounts))

    def _sync(self, accounts: Iterable[str], says: str = "") -> Took:
        reports = [self._one(account) for account in accounts]
        up, down = (sum(getattr(each, name) for each in reports) for name in _BYTES)
        return Took(up, down, says=says or f"{sum(each.sent for each in reports)} changes")

    def _one(self, account: str) -> Report:
        report = stages.sync(self.stage, account)
        expect(not report.set_aside, f"set aside for {account}: {report.set_aside}")
        return report


_BYTES = ("bytes_up", "bytes_down")


@dataclass(slots=True)
class ByFiles:
    """Packs go out on a stick, answers come back in files, an e-mail and text forms."""

    folder: Path
    cycle: str = script.CYCLE
    clock: Ticking = field(default_factory=Ticking)
    count: int = 0

    def home(self, account: str) -> Home:
        return Home(self.folder / "profiles" / account)

    @property
    def papers(self) -> Path:
        return self.folder / "papers"

    @property
    def key(self) -> Path:
        return self.folder / "office.key"

    def writes(self, account: str) -> bool:
        return account not in script.BY_FORM

    def begin(self, accounts: Sequence[str]) -> Took:
        self.folder.mkdir(exist_ok=True)
        play.lay_out(self.papers, self.cycle)
        keyfile.save(self.key, new_signer())
        pack = self._pack(Wish())
        for account in (SECRETARIAT, *filter(self.writes, accounts)):
            home = self.home(account)
            home.folder.mkdir(parents=True, mode=0o700)
            with closing(open_store(home.store)) as store:
                joining.join_pack(store, home, pack, account)
        self._ask(SECRETARIAT, lambda store: facts.put(store, **{taking.KEY_FILE: str(self.key)}))
        size = pack.stat().st_size
        return Took(0, size * len(accounts), str(pack), f"{len(accounts)} computers")

    def gather(self, accounts: Sequence[str], chairs: Sequence[str] = (CHAIR,)) -> Took:
        files = [self._file(account) for account in accounts]
        made = [each for each in files if each is not None]
        says = [self._take(chair, made) for chair in chairs]
        return Took(_size(made), 0, says=says[0])

    def spread(self, accounts: Sequence[str], chairs: Sequence[str] = (CHAIR,)) -> Took:
        """Hand the chairs' words on to the Secretariat, whose next pack brings them."""
        files = [file for account in chairs if (file := self._handed_on(account)) is not None]
        if files:
            self._take(SECRETARIAT, files)
        pack = self._pack(self._ask(SECRETARIAT, lambda store: office.with_words(store, Wish())))
        for account in (SECRETARIAT, *chairs, *accounts):
            home = self.home(account)
            self._ask(account, lambda store, home=home: opening.take_pack(store, home, pack))
        return Took(_size(files), pack.stat().st_size * len(accounts), str(pack), pack.name)

    def _handed_on(self, account: str) -> Path | None:
        """Return the file in which a chair hands on what she wrote and carries, None for nothing."""
        out = self._next(f"{account}.satchel")
        waits = self._ask(account, lambda store: bundling.waiting(store, to="secretariat"))
        if not (waits.count or waits.carried):
            return None
        home = self.home(account)
        self._ask(
            account,
            lambda store: bundling.make(store, home, out, to="secretariat", clock=self.clock),
        )
        return out

    def _ask(self, account: str, question: Callable[[Store], play.T]) -> play.T:
        with closing(open_store(self.home(account).store)) as store:
            return question(store)

    def _next(self, name: str) -> Path:
        self.count += 1
        stick = self.folder / "stick"
        stick.mkdir(exist_ok=True)
        return stick / f"{self.count:02}-{name}"

    def _pack(self, wish: Wish) -> Path:
        out = self._next("papers.satchel")
        done = packing.pack(self.papers, out, keyfile.load(self.key), extract, wish)
        expect(done.made is not None, f"the folder has faults: {done.faults}")
        return out

    def _take(self, account: str, files: Sequence[Path]) -> str:
        home = self.home(account)
        found = self._ask(
            account, lambda store: list(taking.take(store, home, files, clock=self.clock))
        )
        for each in found:
            expect(not each.failed, f"{each.path.name} was not taken in: {each}")
            aside = each.answers.outcome.set_aside if each.answers is not None else []
            expect(not aside, f"{each.path.name}: set aside {aside}")
        return f"{len(files)} files"

    def _file(self, account: str) -> Path | None:
        """Return what a member sends: a file, an e-mail, a form; None if she has written nothing."""
        if not self.writes(account):
            return self._form(account)
        home = self.home(account)

        def make(store: Store) -> Path | None:
            if not bundling.waiting(store, new_only=True).count:
                return None
            by_mail = account == script.BY_MAIL
            letter = None
            if by_mail:
                letter = bundles.letter(*bundling.names(store), bundling.reader_of(store, "chairs"))
            out = self._next(f"{account}.{'eml' if by_mail else 'satchel'}")
            return bundling.make(
                store, home, out, letter=letter, new_only=True, clock=self.clock
            ).files[0]

        return self._ask(account, make)

    def _form(self, account: str) -> Path | None:
        answered = dict(script.answering(account))
        text = self._ask(
            CHAIR,
            lambda store: (
                forming.made(store, list(answered), account=account, clock=self.clock).text
            ),
        )
        out = self._next(f"{account}.txt")
        out.write_text(filled(text, account, answered), "utf-8")
        return out


def filled(form: str, account: str, answered: dict[str, str]) -> str:
    """Return a form as a member types her answers into it."""
    made: list[str] = []
    edit = replace(edit_of(account, "", "."), texts={})
    for line in form.splitlines():
        made.append(line)
        if line.startswith("== proposal: "):
            paper = line.split()[2]
            edit = edit_of(account, paper, answered[paper])
        elif line.startswith("== overall") and edit.overall is not None:
            made[-1] = f"{line} {edit.overall}"
        elif line.startswith("== ") and (words := edit.texts.get(line[3:].rstrip(":"))):
            made.append(words)
        elif line.startswith("[ ] ") and _chosen(line[4:], edit.stance):
            made[-1] = f"[x] {line[4:]}"
    return "\n".join(made) + "\n"


def _chosen(title: str, stance: str | None) -> bool:
    titles = {"support": "Support", "changes": "Support with changes", "unsure": "Unsure",
              "object": "Object"}  # fmt: skip
    return stance is not None and titles[stance] == title


def _size(files: Iterable[Path]) -> int:
    return sum(each.stat().st_size for each in files)
