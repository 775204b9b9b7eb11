"""`members.csv`, `contacts.csv` and `contributions.csv`: people, how to reach them, what they sent."""

from pathlib import Path
from typing import Any

from app.domain import audience, ids, times
from app.secretariat import dates, vocabulary
from app.secretariat.making import words
from app.secretariat.sheets import Filling, SheetRow, field_at, flag, many, rows, whole
from app.secretariat.sources import Desk

MEMBERS, CONTACTS, CONTRIBUTIONS = "members.csv", "contacts.csv", "contributions.csv"
LEFT = "left"
STATES = ("active", LEFT)


def sheet(
    desk: Desk, path: Path, known: frozenset[str], needed: str, *collections: str
) -> list[SheetRow]:
    """Return the rows of the sheet at `path` that have an id, its faults told."""
    source = desk.read(path, *collections)
    if source is None:
        return []
    found = rows(source, desk, known, needed)
    desk.tell_blemishes(source, lambda line: field_at(found, line))
    if found is None:
        desk.unread.update(collections)
        return []
    for row in found:
        if not row[needed]:
            desk.fault(row.at, needed, "missing")
    return [row for row in found if row[needed]]


def read_members(desk: Desk) -> None:
    path = desk.root / MEMBERS
    if not path.exists():
        return
    for row in sheet(desk, path, vocabulary.MEMBERS, "account", "members"):
        account = row["account"]
        if account in audience.WORDS:
            desk.fault(row.at, "account", "reserved_account", got=account)
        elif not ids.ACCOUNT.fullmatch(account):
            desk.fault(row.at, "account", "bad_account", got=account[:40])
        filling = Filling(row, desk)
        filling.take("role", "name", "affiliation", "group", "region", "country")
        filling.take("aliases", kind=many)
        filling.take("term_year", kind=whole)
        filling.take("uncertain", kind=flag)
        filling.take("status")
        filling.rest(vocabulary.MEMBERS)
        if row["status"] not in ("", *STATES):
            desk.fault(row.at, "status", "bad_word", got=row["status"][:40], words=STATES)
        _region(filling)
        term = filling.data.get("term_year")
        if isinstance(term, int) and term < 0:
            desk.fault(row.at, "term_year", "negative", got=term)
        desk.papers.append(filling.paper("members", account, words(row["audience"])))


def read_contacts(desk: Desk) -> None:
    path = desk.root / CONTACTS
    if not path.exists():
        return
    for row in sheet(desk, path, vocabulary.CONTACTS, "id", "contacts"):
        filling = Filling(row, desk)
        filling.take("emails", kind=_emails)
        filling.rest(vocabulary.CONTACTS)
        desk.papers.append(
            filling.paper("contacts", row["id"], words(row["audience"], ("chairs",)))
        )


def read_contributions(desk: Desk) -> None:
    path = desk.root / CONTRIBUTIONS
    if path.exists():
        contributions(desk, path)


def contributions(desk: Desk, path: Path) -> list[SheetRow]:
    """Read contributions from the sheet at `path`, whatever its name; return its rows."""
    found = sheet(desk, path, vocabulary.CONTRIBUTIONS, "id", "contributions")
    for row in found:
        filling = Filling(row, desk)
        filling.take("call", "from", "group", "region", "document")
        filling.take("at", kind=_day)
        filling.rest(vocabulary.CONTRIBUTIONS)
        _region(filling)
        desk.papers.append(filling.paper("contributions", row["id"], words(row["audience"])))
    return found


def _region(filling: Filling) -> None:
    """Say null for an empty region (IGOs have none), and tell an IGO that has one."""
    if filling.data.get("group") == "igo" and "region" in filling.data:
        filling.desk.fault(
            filling.row.at, "region", "igo_has_no_region", got=str(filling.data["region"])[:40]
        )
    if "region" in filling.cleared:
        filling.cleared.discard("region")
        filling.data["region"] = None


def _emails(filling: Filling, column: str, cell: str) -> list[str]:
    found = many(filling, column, cell)
    for each in found:
        name, _, host = each.rpartition("@")
        if not name or "." not in host or any(char.isspace() for char in each):
            filling.desk.fault(filling.row.at, column, "bad_email", got=each[:80])
    return found


def _day(filling: Filling, column: str, cell: str) -> Any:
    """Keep a day as it is written, and an instant as records hold it."""
    dates.day(filling.desk, filling.row.at, column, cell)
    is_day = len(cell) == len("2026-01-12")
    return times.text(times.parse(cell)) if times.is_instant(cell) and not is_day else cell
