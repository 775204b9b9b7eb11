"""Who answers whom: in order, in a circle, and as deep as anybody likes."""

from app.domain.replies import talks


def test_answers_stand_behind_what_they_answer_and_circles_apart():
    said = [("a", ""), ("b", ""), ("a1", "a"), ("a2", "a"), ("a1x", "a1"), ("x", "y"), ("y", "x"),
            ("under", "x"), ("lost", "gone"), ("me", "me"), ("mine", "me")]  # fmt: skip

    found, apart = talks(said)

    told = [[(said[at][0], level) for at, level in talk] for talk in found]
    assert told == [
        [("a", 0), ("a1", 1), ("a1x", 2), ("a2", 1)],
        [("b", 0)],
        [("lost", 0)],
        [("me", 0), ("mine", 1)],
    ]
    assert [said[at][0] for at in apart] == ["x", "y", "under"]


def test_two_remarks_of_one_id_are_both_there():
    found, apart = talks([("a", ""), ("a", ""), ("b", "a")])

    assert found == [[(0, 0), (2, 1)], [(1, 0)]]
    assert apart == []


def test_a_talk_may_be_as_deep_as_it_is_long():
    found, apart = talks([(str(n), str(n - 1)) for n in range(50_000)])

    assert [len(talk) for talk in found] == [50_000]
    assert found[0][-1] == (49_999, 49_999)
    assert apart == []
