"""How the schema came to be: every step of it, oldest first.

Each step is frozen once released: it uses SQL of its own time and imports
nothing from the rest of the program. `tests/unit/store/test_database.py` opens
a store stopped at any step. What the tables mean is told in `docs/store.md`.
"""

from typing import Any

from sqlite_utils import Migrations

from app.store.steps import exchanging, finding, joining, reading, rounds

migrations: Any = Migrations("satchel")

for _step in (*exchanging.STEPS, *reading.STEPS, *rounds.STEPS, *joining.STEPS, *finding.STEPS):
    migrations()(_step)  # known by the name of the function
