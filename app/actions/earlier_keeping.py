"""Keeping an earlier cycle beside this profile: from its profile's folder, or from a pack."""

from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from app.actions import joining
from app.actions.acting import me
from app.actions.earlier import EarlierCycle, known_cycle, paths
from app.actions.opening import Person, look, take_pack
from app.actions.trouble import Trouble
from app.paths import Home
from app.store import Store, copies, facts, forgetting, open_store
from app.sync import pack_welcome


def keep(store: Store, home: Home, path: Path) -> EarlierCycle:
    """Copy what the profile in the folder `path` knows, or the pack at `path`, to look it up here.

    The key to its server is left out, and what members said to each other: nobody would tell
    this copy when a right to read it ends. Kept again, it takes the place of the copy before. Raises
    Trouble: `no_profile_there`, `same_cycle`; `pack_...` for a pack that is no good.
    """
    path = path.expanduser().absolute()
    if not path.is_file():
        return _kept(store, home, Home(path).store)
    with TemporaryDirectory() as folder:
        between = Home(Path(folder))
        with closing(open_store(between.store)) as other:
            _take(other, between, path, me(store).account)
        return _kept(store, home, between.store)


def _take(other: Store, between: Home, path: Path, account: str) -> None:
    """Read a pack into a profile of its own; there I only read."""
    found = look(path)
    manifest = found.manifest
    if found.kind != "pack" or manifest is None:
        raise Trouble("pack_not_a_pack")
    if manifest.earlier is not None:
        raise Trouble("pack_needs_earlier")
    if manifest.sealed is not None:
        raise Trouble("pack_sealed")
    joining.be_member(other, manifest.cycle, Person(account, account, "observer"), way="file")
    pack_welcome.pin(other, found.fingerprint)
    take_pack(other, between, path)


def _kept(store: Store, home: Home, path: Path) -> EarlierCycle:
    """Copy the store at `path` beside this profile's own."""
    if not path.is_file() or copies.look(path).state != copies.FINE:
        raise Trouble("no_profile_there", path=str(path.parent))
    with closing(open_store(path, read_only=True)) as other:
        known = facts.profile(other)
    if known is None:
        raise Trouble("no_profile_there", path=str(path.parent))
    if known.cycle == facts.get(store, "cycle"):
        raise Trouble("same_cycle", cycle=known.cycle)
    target = home.earlier(known.cycle)
    part = target.with_name(f"{target.name}.part")
    part.unlink(missing_ok=True)
    copies.copy_file(path, part)
    copies.renew(part)
    with closing(open_store(part)) as copy:
        facts.put(copy, token=None)
        forgetting.keep_papers(copy)
        found = known_cycle(copy)
    part.replace(target)
    return found


def forget(home: Home, cycle: str) -> None:
    """Remove what is kept of an earlier cycle. Raises Trouble("no_such_cycle_here")."""
    path = home.earlier(cycle)
    if path not in paths(home):
        raise Trouble("no_such_cycle_here", cycle=cycle)
    for each in (path, *(path.with_name(path.name + end) for end in ("-wal", "-shm"))):
        each.unlink(missing_ok=True)
