"""What stands of a record that chairs wrote with files alone, and who is asked."""

from itertools import permutations

from app.domain.standing import Said, Written, stands

CHAIRS = ("members",)


def written(op, n, at, base, was, now):
    return Written(op, "ada", "laptop", n, at, base, {"title": was}, {"title": now}, CHAIRS)


def test_who_decides_about_earlier_words_is_asked_about_her_later_ones_too():
    said = Said(40, "office", CHAIRS, {"title": "The office's"})
    later = written("later", 105, "2026-01-27T10:00:07Z", 10, "Her first", "Her second")
    decided = written("decided", 45, "2026-01-27T10:00:08Z", 40, "The office's", "Her first")

    for acts in permutations([later, decided]):
        stood = stands("items", said, acts)

        assert stood is not None
        assert stood.data == {"title": "Her first"}
        assert stood.beaten == {"later": (("title",),)}


def test_words_that_she_wrote_anew_herself_are_asked_about_no_more():
    said = Said(40, "office", CHAIRS, {"title": "The office's"})
    first = written("first", 45, "2026-01-27T10:00:07Z", 10, "The old", "Her first")
    second = written("second", 46, "2026-01-27T10:00:08Z", 10, "Her first", "Her second")

    stood = stands("items", said, [first, second])

    assert stood is not None
    assert stood.beaten == {"second": (("title",),)}
