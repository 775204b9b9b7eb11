"""Whether the server may be trusted just now: its role, its policies, its database."""

import psycopg

from app.server.database import Database
from app.server.migrations import STEPS, TABLES
from app.server.problems import Problem


def faults(database: Database) -> list[str]:
    """Return a code for each thing that is wrong; an empty list is green."""
    try:
        with database.door() as connection:
            found = _role_faults(connection)
            row = connection.execute("select max(number) from schema_steps").fetchone()
            if not row or row[0] != STEPS[-1].number:
                found.append("schema_differs")
            return found
    except (Problem, psycopg.Error):
        return ["database_away"]


def _role_faults(connection: psycopg.Connection[tuple[object, ...]]) -> list[str]:
    row = connection.execute(
        "select rolsuper, rolbypassrls from pg_roles where rolname = current_user"
    ).fetchone()
    found = ["role_unknown"] if row is None else []
    if row and row[0]:
        found.append("role_is_superuser")
    if row and row[1]:
        found.append("role_bypasses_security")
    rows = connection.execute(
        "select relname, relrowsecurity and relforcerowsecurity, "
        "pg_has_role(current_user, relowner, 'member') from pg_class "
        "where relnamespace = 'public'::regnamespace and relname = any(%s)",
        [list(TABLES)],
    ).fetchall()
    if any(owned for _, _, owned in rows):
        found.append("role_is_owner")
    if len(rows) != len(TABLES) or not all(forced for _, forced, _ in rows):
        found.append("security_not_forced")
    return found
