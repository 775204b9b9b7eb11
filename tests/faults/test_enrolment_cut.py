"""Joining while the line is cut at any byte: nobody is ever locked out."""

import secrets
from contextlib import suppress

import pytest

from app.actions import joining, syncing
from app.paths import Home
from app.store import facts, open_store
from app.sync.transport import Unreachable
from tests.faults.line import cut_line


@pytest.fixture
def line(server):
    with cut_line(server.url) as line:
        yield line


def enrolled(store):
    return facts.profile(store) is not None


def test_whoever_is_cut_off_while_joining_joins_with_the_same_words(cycle, line, whole, tmp_path):
    first = open_store(None)
    joining.join(first, line.url, cycle.invitation("measured"))
    first.close()
    up, down = line.up, line.down
    step = 1 if whole else 16
    assert up > 200 < down
    answered = 0

    for direction, last in (("up", up), ("down", down)):
        for at in range(0, last + 1, step):
            account = f"{direction}-{at}"
            invitation = cycle.invitation(account)
            store = open_store(None)
            line.plan(**{direction: at})
            with suppress(Unreachable):
                joining.join(store, line.url, invitation)
                answered += 1
            line.plan()

            profile = joining.join(store, line.url, invitation)

            assert (profile.account, profile.cycle) == (account, cycle.id)
            report = syncing.sync(store, Home(tmp_path))
            assert report.received > 0
            store.close()

    print(f"cut after every {step}. of {up} bytes up and {down} down")
    # Only the very last bytes make an answer: all else was no answer and left no trace.
    assert answered <= 2 + 2 * step


def test_an_invitation_used_up_on_another_computer_is_told_in_a_code(cycle, line):
    from app.actions.trouble import Trouble

    invitation = cycle.invitation("omar")
    mine, other = open_store(None), open_store(None)
    joining.join(mine, line.url, invitation)

    with pytest.raises(Trouble) as trouble:
        joining.join(other, line.url, invitation)

    assert trouble.value.params == {"status": 409, "reason": "invitation_spent"}
    assert not enrolled(other)
    mine.close()
    other.close()


def test_whoever_is_cut_off_while_making_a_cycle_makes_it_with_the_same_words(line):
    store = open_store(None)
    cycle = f"cut-{secrets.token_hex(4)}"
    line.plan(down=120)
    with pytest.raises(Unreachable):
        joining.found_cycle(store, line.url, cycle, "Cut")
    line.plan()

    profile = joining.found_cycle(store, line.url, cycle, "Cut")

    assert (profile.cycle, profile.role) == (cycle, "secretariat")
    store.close()
