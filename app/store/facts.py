"""What this computer knows of itself and its cycle: one value a name."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.store.database import Store


@dataclass(frozen=True, slots=True)
class Profile:
    """Whose copy of which cycle this is."""

    cycle: str
    account: str
    role: str
    server: str
    token: str
    device: str
    fingerprint: str = ""
    way: str = "server"
    """How papers come: from a `server`, a `web` folder, or as a `file`."""
    web: str = ""
    """Address of the web folder."""


def get(store: Store, name: str, otherwise: str | None = None) -> str | None:
    row = store.one("SELECT value FROM facts WHERE name = ?", [name])
    return otherwise if row is None else row["value"]


def put(store: Store, **values: str | None) -> None:
    """Keep each of `values`; None forgets it."""
    with store.atomic():
        for name, value in values.items():
            if value is None:
                store.run("DELETE FROM facts WHERE name = ?", [name])
            else:
                store.run(
                    "INSERT INTO facts VALUES (?, ?)"
                    " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                    [name, value],
                )


def all_of(store: Store) -> Mapping[str, str]:
    return {row["name"]: row["value"] for row in store.rows("SELECT name, value FROM facts")}


def profile(store: Store) -> Profile | None:
    """Return whose profile this is, None before joining."""
    known = all_of(store)
    if not known.get("account") or not known.get("cycle"):
        return None
    return Profile(
        known["cycle"],
        known["account"],
        known.get("role", "member"),
        known.get("server", ""),
        known.get("token", ""),
        known.get("device", ""),
        known.get("fingerprint", ""),
        known.get("way", "server"),
        known.get("web", ""),
    )
