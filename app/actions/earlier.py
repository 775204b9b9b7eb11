"""Earlier cycles in this profile: kept beside it to look up what came of a continued proposal.

A profile exchanges papers of one cycle. Of earlier ones it can hold a copy of what their profile
knew, read and never written; and a proposal may continue one of another round of this cycle.
"""

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from app.actions import deciding, joining, letters
from app.actions.acting import me
from app.actions.composing import composed, cycle_title
from app.actions.opening import Person, look, take_pack
from app.actions.trouble import Trouble
from app.domain.briefs import Earlier
from app.paths import Home
from app.store import Store, copies, current, facts, open_store
from app.sync import pack_welcome

FURTHEST = 10
"""Steps back that are followed from one proposal to the one it continues."""


@dataclass(frozen=True, slots=True)
class EarlierCycle:
    """A cycle of which this profile keeps what another profile knew."""

    cycle: str
    title: str
    account: str
    proposals: int
    ends: str = ""


def listed(home: Home) -> tuple[EarlierCycle, ...]:
    """Return the earlier cycles that are kept here, the newest first."""
    found: list[EarlierCycle] = []
    for path in _paths(home):
        with closing(open_store(path, read_only=True)) as store:
            found.append(_cycle(store))
    return tuple(sorted(found, key=lambda each: (each.ends, each.cycle), reverse=True))


def keep(store: Store, home: Home, path: Path) -> EarlierCycle:
    """Copy what the profile in the folder `path` knows, or the pack at `path`, to look it up here.

    The key to its server is left out. Kept again, it takes the place of the copy before. Raises
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
    with closing(open_store(part)) as copy:
        facts.put(copy, token=None)
        found = _cycle(copy)
    part.replace(target)
    return found


def forget(home: Home, cycle: str) -> None:
    """Remove what is kept of an earlier cycle. Raises Trouble("no_such_cycle_here")."""
    path = home.earlier(cycle)
    if path not in _paths(home):
        raise Trouble("no_such_cycle_here", cycle=cycle)
    for each in (path, *(path.with_name(path.name + end) for end in ("-wal", "-shm"))):
        each.unlink(missing_ok=True)


def of_proposal(store: Store, home: Home, proposal: str) -> tuple[Earlier, ...]:
    """Return what came of the proposals that this one continues, the newest first."""
    found: list[Earlier] = []
    seen = {proposal}
    wanted = continued(store, proposal)
    while wanted and wanted not in seen and len(found) < FURTHEST:
        seen.add(wanted)
        one, wanted = _found(store, home, wanted)
        if one is None:
            break
        found.append(one)
    return tuple(found)


def continued(store: Store, proposal: str) -> str:
    """Return the id of the proposal that `proposal` continues; empty if it is new."""
    row = current.one(store, "proposals", proposal)
    return "" if row is None else str(row.data.get("continues") or "")


def _found(store: Store, home: Home, id: str) -> tuple[Earlier | None, str]:
    """Return what is known of an earlier proposal, and which it continues itself."""
    if current.one(store, "proposals", id) is not None:
        return _earlier(store, id), continued(store, id)
    for path in _paths(home):
        with closing(open_store(path, read_only=True)) as other:
            if current.one(other, "proposals", id) is not None:
                return _earlier(other, id), continued(other, id)
    return None, ""


def _earlier(store: Store, id: str) -> Earlier:
    row = current.one(store, "proposals", id)
    data = {} if row is None else row.data
    decided = deciding.of_proposal(store, id)
    sent = [each for each in letters.letters(store, id) if each.sent]
    found = Earlier(
        cycle_title(store),
        id,
        str(data.get("code") or ""),
        str(data.get("title") or id),
        tuple(composed(store, each) for each in sent),
    )
    if decided is None:
        return found
    decision, outcome = decided
    return Earlier(
        found.cycle,
        id,
        found.code,
        found.title,
        found.letters,
        outcome.key,
        outcome.title,
        decision.reason,
        decision.condition,
        decision.at,
    )


def _cycle(store: Store) -> EarlierCycle:
    id = facts.get(store, "cycle", "") or ""
    row = current.one(store, "cycle", id)
    return EarlierCycle(
        id,
        cycle_title(store),
        facts.get(store, "account", "") or "",
        len(current.listed(store, "proposals")),
        "" if row is None else str(row.data.get("ends") or ""),
    )


def _paths(home: Home) -> list[Path]:
    return [path for path in sorted(home.folder.glob("earlier-*.db")) if path.is_file()]
