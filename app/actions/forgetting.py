"""After a right to read was lost: copies that still hold it give way to one that does not."""

from app.actions import backing
from app.actions.backing import Backup
from app.actions.clock import Clock, system
from app.paths import Home
from app.store import Store, indexing, records
from app.sync import pack_files


def forget(store: Store, home: Home, clock: Clock = system) -> Backup | None:
    """Replace all older copies of the store, and of packs, by one new checked copy, if due.

    It is due once everything was read anew with fewer rights, and stays due until it is
    done: no older copy goes before the new one is there. What is gone leaves the search
    index each time, so that the copy has none of its words. Raises as `backing.make`.
    """
    gone = indexing.forget_gone(store)
    if records.reads_less(store) or (gone and indexing.is_small(store)):
        indexing.scrub(store)
    if not records.reads_less(store):
        return None
    older = backing.listed(home)
    made = backing.make(store, home, clock, why="daily")
    backing.remove(each.path for each in older)
    for path in home.folder.glob("store-before-*.db"):  # made before an upgrade of the schema
        path.unlink(missing_ok=True)
    pack_files.forget_contents(home)
    records.copies_are_clean(store)
    return made
