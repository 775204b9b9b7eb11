"""Whatever befalls three computers, their lines and their server: nothing lost, nothing double.

Every sequence follows from its seed: `SATCHEL_SEED=417 ./dev pytest tests/faults/test_model.py`
walks that one again. `./dev faults` walks 1,000 of at least 50 steps.
"""

import os

import pytest

from tests.faults.model import World
from tests.integration.people import begin

STEPS, SLICE, WHOLE, AT_ONCE = 50, 8, 1_000, 25
FOUND = [259, 569]
"""Seeds that found something once: always walked."""


def seeds(chunk: int) -> list[int]:
    if given := os.environ.get("SATCHEL_SEED"):
        return [int(given)] if chunk == 0 else []
    return list(range(chunk * AT_ONCE, (chunk + 1) * AT_ONCE))


@pytest.mark.parametrize("chunk", range(WHOLE // AT_ONCE))
def test_three_computers_and_a_server_end_with_the_same_and_no_word_is_lost(
    chunk, patient, tmp_path, whole
):
    given = seeds(chunk)
    if not whole and "SATCHEL_SEED" not in os.environ:
        given = given[:SLICE] + FOUND if chunk == 0 else []

    wrong, looked = {}, 0
    for seed in given:
        with begin(patient.url) as cycle:
            world = World(cycle, patient.database_url, patient.url, tmp_path / str(seed), seed)
            try:
                world.walk(STEPS)
                if found := world.finish():
                    wrong[seed] = found
                looked += sum(each.exchanges for each in world.computers.values())
            finally:
                world.close()

    print(f"{len(given)} sequences of {STEPS} steps; digests compared after {looked} syncs")
    assert wrong == {}
