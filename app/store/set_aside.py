"""What I put off or waved away while reviewing. It never leaves this computer."""

from app.store.database import Store


def skip(store: Store, proposal: str, at: str) -> None:
    """Put `proposal` behind all others that are to be reviewed; again: behind those as well."""
    with store.atomic():
        store.run("DELETE FROM skipped WHERE proposal = ?", [proposal])
        store.run("INSERT INTO skipped (proposal, at) VALUES (?, ?)", [proposal, at])


def unskip(store: Store, proposal: str) -> None:
    store.run("DELETE FROM skipped WHERE proposal = ?", [proposal])


def skipped(store: Store) -> dict[str, int]:
    """Return {proposal: its place among those that were skipped, 0 the one skipped first}."""
    rows = store.rows("SELECT proposal FROM skipped ORDER BY rowid")
    return {row["proposal"]: place for place, row in enumerate(rows)}


def dismiss(store: Store, proposal: str, hint: str) -> None:
    """Remember that `hint` of a conflict of interest is none."""
    store.run("INSERT OR IGNORE INTO dismissed VALUES (?, ?)", [proposal, hint])


def ask_again(store: Store, proposal: str) -> None:
    """Forget what was dismissed about `proposal`."""
    store.run("DELETE FROM dismissed WHERE proposal = ?", [proposal])


def dismissed(store: Store, proposal: str) -> frozenset[str]:
    rows = store.rows("SELECT hint FROM dismissed WHERE proposal = ?", [proposal])
    return frozenset(row["hint"] for row in rows)
