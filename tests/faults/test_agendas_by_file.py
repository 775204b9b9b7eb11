"""The same three write one agenda with files alone, passed on late, doubled and in any order.

`SATCHEL_SEED=7 ./dev pytest tests/faults/test_agendas_by_file.py` throws the same dice again (ids and
times differ). The whole is 24 agendas of 3 x 200 edits; a slice of one with 3 x 60 runs always.
"""

import os
import random

import pytest

from app.actions import settling
from tests.faults.agenda_writers import PAPERS, Writer, wrong
from tests.offices import World

EDITS, PARTS, WHOLE = 200, 5, 24
AGENDA = {
    **{("documents", id): {"title": id} for id in PAPERS},
    **{("meetings", id): {"title": id} for id in ("call", "next")},
    **{
        ("items", f"{id}-{number}"): {
            "meeting": id, "title": f"{id}{number}x", "position": number, "label": str(number + 1),
        }
        for id in ("call", "next") for number in range(8)
    },
}  # fmt: skip


def walk(world, seed, edits):
    """Let three write by turns while files and packs go about. Return the writers."""
    dice = random.Random(f"{seed}-post")
    writers = {
        name: Writer(world.desks[name].store, name, f"{seed}-{name}")
        for name in ("ada", "ben", "office")
    }
    files, packs = [], []
    for _part in range(PARTS):
        for name, writer in writers.items():
            writer.walk(edits // PARTS)
            writer.settle()
            if name != "office":
                to = dice.choice(("chairs", "secretariat"))
                raw = world.desks[name].file(to, new_only=dice.random() < 0.5)
                files += [] if raw is None else [(name, to, raw)]
        for name, to, raw in dice.choices(files, k=3) if files else []:
            for reader in writers:
                if reader != name and (reader == "office" or to == "chairs"):
                    world.desks[reader].open(raw)
        if dice.random() < 0.6:
            packs.append(world.pack())
        for name in ("ada", "ben"):
            if packs and dice.random() < 0.6:
                world.desks[name].read(dice.choice(packs))
    return [*writers.values()]


def come_together(world, writers):
    """Hand files in and packs out until nothing waits; return how many contradictions there were."""
    found = 0
    for _round in range(12):
        found += sum(writer.settle() for writer in writers)
        shown = world.hand_in(mine=True)
        writers[0].let_go |= {word for each in shown for word in each.split()}
        if world.quiet():
            return found
    pytest.fail("they do not come to rest")


def seeds(*, whole):
    if given := os.environ.get("SATCHEL_SEED"):
        return [int(given)]
    return list(range(WHOLE if whole else 1))


def test_an_hour_of_edits_by_three_with_files_alone_merges_and_nothing_is_lost(tmp_path, whole):
    told, faults = [], {}
    for seed in seeds(whole=whole):
        world = World(tmp_path / str(seed), AGENDA)
        writers = walk(world, seed, EDITS if whole else 60)

        asked = come_together(world, writers)

        if found := wrong(writers):
            faults[seed] = found
        told.append((sum(len(settling.joined(each.store)) for each in writers), asked))
        world.close()

    print(f"{len(told)} agendas; (joined by itself, asked): {told}")
    assert faults == {}
