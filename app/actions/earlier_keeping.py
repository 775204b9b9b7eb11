"""Keeping an earlier cycle beside this profile: from its profile's folder, or from a pack."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from app.actions import joining
from app.actions.acting import me
from app.actions.earlier import EarlierCycle, known_cycle, paths
from app.actions.opening import Found, Person, look, take_pack
from app.actions.trouble import Trouble
from app.paths import Home
from app.store import Store, copies, facts, forgetting, open_store
from app.sync import pack_welcome
from app.sync.transport import Cancelled, Stop, never

Progress = Callable[[int, int], None]
"""Told how many bytes of how many are read."""


@dataclass(frozen=True, slots=True)
class Offered:
    """An earlier cycle that could be kept, before anything of it is."""

    cycle: str
    title: str
    account: str
    """Whose profile it is; empty for a pack."""
    size: int
    """Bytes that are read; what is kept takes about as much or less."""
    replaces: bool
    """Something of this cycle is kept already, and would give way."""


def quiet(_done: int, _total: int) -> None:
    """Tell nobody."""


def offered(store: Store, home: Home, path: Path) -> Offered:
    """Say what `keep` would keep of `path`. Raises Trouble as that does."""
    path = path.expanduser().absolute()
    if path.is_file():
        found = look(path)
        cycle = _cycle_of(found)
        known = Offered(cycle, "", "", found.size, replaces=home.earlier(cycle).is_file())
    else:
        there = Home(path).store
        with closing(_opened(there)) as other:
            here = known_cycle(other)
        known = Offered(
            here.cycle, here.title, here.account, there.stat().st_size,
            replaces=home.earlier(here.cycle).is_file(),
        )  # fmt: skip
    _another(store, known.cycle)
    return known


def keep(
    store: Store, home: Home, path: Path, *, progress: Progress = quiet, stop: Stop = never
) -> EarlierCycle:
    """Copy what the profile in the folder `path` knows, or the pack at `path`, to look it up here.

    The key to its server is left out, and what members said to each other: nobody would tell
    this copy when a right to read it ends. Kept again, it takes the place of the copy before.
    Once `stop` answers true it ends, and all is as it was. Raises Trouble: `no_profile_there`,
    `same_cycle`; `pack_...` for a pack that is no good; Cancelled.
    """
    path = path.expanduser().absolute()
    if not path.is_file():
        return _kept(store, home, Home(path).store, progress, stop)
    with TemporaryDirectory() as folder:
        between = Home(Path(folder))
        with closing(open_store(between.store)) as other:
            _take(other, between, path, me(store).account, progress, stop)
        return _kept(store, home, between.store, quiet, stop)


def _take(
    other: Store, between: Home, path: Path, account: str, progress: Progress, stop: Stop
) -> None:
    """Read a pack into a profile of its own; there I only read."""
    found = look(path)
    cycle = _cycle_of(found)
    joining.be_member(other, cycle, Person(account, account, "observer"), way="file")
    pack_welcome.pin(other, found.fingerprint)
    take_pack(other, between, path, progress=progress, stop=stop)


def _cycle_of(found: Found) -> str:
    """Return which cycle's pack a file is. Raises Trouble for what is no whole, open pack."""
    manifest = found.manifest
    if found.kind != "pack" or manifest is None:
        raise Trouble("pack_not_a_pack")
    if manifest.earlier is not None:
        raise Trouble("pack_needs_earlier")
    if manifest.sealed is not None:
        raise Trouble("pack_sealed")
    return manifest.cycle


def _opened(path: Path) -> Store:
    """Open the store of another profile to read it. Raises Trouble("no_profile_there")."""
    if not path.is_file() or copies.look(path).state != copies.FINE:
        raise Trouble("no_profile_there", path=str(path.parent))
    other = open_store(path, read_only=True)
    if facts.profile(other) is None:
        other.close()
        raise Trouble("no_profile_there", path=str(path.parent))
    return other


def _another(store: Store, cycle: str) -> None:
    if cycle == facts.get(store, "cycle"):
        raise Trouble("same_cycle", cycle=cycle)


def _kept(store: Store, home: Home, path: Path, progress: Progress, stop: Stop) -> EarlierCycle:
    """Copy the store at `path` beside this profile's own."""
    with closing(_opened(path)) as other:
        cycle = facts.get(other, "cycle", "") or ""
    _another(store, cycle)

    def went_on(done: int, total: int) -> None:
        if stop():
            raise Cancelled
        progress(done, total)

    target = home.earlier(cycle)
    part = target.with_name(f"{target.name}.part")
    _remove(part)
    try:
        copies.copy_file(path, part, went_on)
        copies.renew(part)
        with closing(open_store(part)) as copy:
            facts.put(copy, token=None)
            forgetting.keep_papers(copy)
            found = known_cycle(copy)
        if stop():
            raise Cancelled
        part.replace(target)
    finally:
        _remove(part)
    return replace(found, size=target.stat().st_size)


def _remove(path: Path) -> None:
    for each in (path, *(path.with_name(path.name + end) for end in ("-wal", "-shm"))):
        each.unlink(missing_ok=True)


def forget(home: Home, cycle: str) -> None:
    """Remove what is kept of an earlier cycle. Raises Trouble("no_such_cycle_here")."""
    path = home.earlier(cycle)
    if path not in paths(home):
        raise Trouble("no_such_cycle_here", cycle=cycle)
    _remove(path)
