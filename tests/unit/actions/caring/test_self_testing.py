"""The self-test holds here, and names what fails."""

from app.actions import self_testing
from app.actions.self_test_bench import NotSo


def test_the_self_test_holds_here():
    steps = list(self_testing.run())

    assert [(step.name, step.why) for step in steps if not step.ok] == []
    assert len(steps) == len(self_testing.CHECKS)


def test_a_self_test_names_what_fails(monkeypatch):
    def broken(_bench):
        raise NotSo("the reason")

    monkeypatch.setitem(self_testing.CHECKS, "undo", broken)

    failed = [step for step in self_testing.run() if not step.ok]

    assert [(step.name, step.why) for step in failed] == [("undo", "NotSo: the reason")]
