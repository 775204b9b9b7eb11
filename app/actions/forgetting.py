"""After a right to read was lost: copies that still hold it give way to one that does not."""

from app.actions import backing, backups
from app.actions.backups import Backup
from app.actions.clock import Clock, system
from app.paths import Home
from app.store import Store, forgetting, indexing, records
from app.sync import pack_files


def forget(store: Store, home: Home, clock: Clock = system) -> Backup | None:
    """Replace all older copies of the store, and of packs, by one new checked copy, if due.

    It is due once something went that may no longer be read, and stays due until it is
    done: no older copy goes before the new one is there. What is gone leaves the search
    index each time, so that the copy has none of its words. The log beside the store is
    emptied, again at the next call where another window was reading just then. Raises as
    `backing.make`.
    """
    gone = indexing.forget_gone(store)
    due = records.reads_less(store)
    if due or (gone and indexing.is_small(store)):
        indexing.scrub(store)
    if due:
        forgetting.forget_others(store)
        forgetting.rewrite(store)
    if due or forgetting.log_waits(store):
        forgetting.empty_log(store)
    if not due:
        return None
    older = backups.listed(home)
    made = backing.make(store, home, clock, why="daily")
    backups.remove(each.path for each in older)
    for path in home.backups.glob("store-*.damaged"):  # set aside by the doctor
        path.unlink(missing_ok=True)
    for path in home.folder.glob("store-before-*.db"):  # made before an upgrade of the schema
        path.unlink(missing_ok=True)
    for path in home.folder.glob("store-kept-*.db"):  # put aside by a restore
        forgetting.clean(path, store)
    pack_files.forget_contents(home)
    records.copies_are_clean(store)
    return made


def soon(store: Store, home: Home) -> None:
    """As `forget`, for what is not about copies: where one cannot be made, the next sync tries."""
    backing.quietly(lambda: forget(store, home))
