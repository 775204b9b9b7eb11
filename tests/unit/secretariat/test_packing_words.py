"""What the Secretariat's profile adds to a pack: decisions and letters of chairs, for their readers."""

import pytest

from app.packs.ordering import AUDIENCES
from app.secretariat.reconcile import PlannedChange
from tests.integration import harbour
from tests.packing import base as base_of
from tests.packing import inside, packed


@pytest.fixture
def folder(tmp_path):
    return harbour.write(tmp_path / "folder")


def decision(reason, *readers):
    """Give a chair's decision as the Secretariat's profile holds it."""
    data = {"proposal": "cables", "round": "talks", "outcome": "supported", "reason": reason}
    return PlannedChange("decisions", "decision-cables", "create", data, readers, owner="chen")


@pytest.mark.parametrize("word", AUDIENCES)
def test_what_chairs_decided_is_in_a_pack_for_those_who_may_read_it(folder, tmp_path, word):
    for name, readers in (("told", "members"), ("pending", "chairs")):
        wish = {"audience": word, "beside": (decision(name, readers),), "told_of": "harbour2031"}
        packed(folder, tmp_path / f"{name}.satchel", **wish)

    told, pending = (
        [
            each
            for each in inside((tmp_path / name).read_bytes())[1]
            if each.collection == "decisions"
        ]
        for name in ("told.satchel", "pending.satchel")
    )

    assert pending == []
    assert [(each.id, each.owner, each.audience) for each in told] == (
        [("decision-cables", "chen", ("members",))] if word == "members" else []
    )


def test_what_chairs_of_another_cycle_decided_is_in_no_pack(folder, tmp_path):
    packed(folder, tmp_path / "x.satchel", beside=(decision("x", "members"),), told_of="other2031")

    assert "decision-cables" not in inside((tmp_path / "x.satchel").read_bytes())[2]


def test_a_decision_that_was_taken_back_is_gone_with_the_next_pack(folder, tmp_path):
    first, second = tmp_path / "1.satchel", tmp_path / "2.satchel"
    packed(folder, first, beside=(decision("x", "members"),))

    done = packed(folder, second, after=first, beside=(decision("x", "chairs"),))

    records = inside(second.read_bytes(), base_of(first.read_bytes()))[1]
    (gone,) = [each for each in records if each.collection == "decisions"]
    assert gone.data is None
    assert done.missing == ()
