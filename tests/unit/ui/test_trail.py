"""The way one came, back and forward as in a browser."""

from app.ui.trail import MOST, Stop, Trail


def trail(*stops):
    made = Trail()
    for stop in stops:
        made.arrive(stop)
    return made


def test_back_and_forward_over_papers():
    way = trail(Stop("today"), Stop("proposals", "a"), Stop("proposals", "b"))

    assert [way.step(-1), way.step(-1), way.step(-1)] == [
        Stop("proposals", "a"), Stop("today"), None,
    ]  # fmt: skip
    assert way.step(1) == Stop("proposals", "a")


def test_a_place_becomes_the_paper_that_is_opened_in_it():
    way = trail(Stop("today"), Stop("proposals"), Stop("proposals", "a"), Stop("proposals"))

    assert way.here() == Stop("proposals", "a")
    assert way.step(-1) == Stop("today")


def test_one_comes_back_to_the_words_one_left():
    way = trail(Stop("proposals", "a"))
    way.moved(Stop("proposals", "a", "plan", 40))
    way.arrive(Stop("documents", "d"))
    way.moved(Stop("proposals", "a", "plan", 99))

    assert way.step(-1) == Stop("proposals", "a", "plan", 40)


def test_a_jump_can_be_taken_back():
    way = trail(Stop("proposals", "a"))

    way.jumped(Stop("proposals", "a", "plan", 5), Stop("proposals", "a", "cost", 0))

    assert way.step(-1) == Stop("proposals", "a", "plan", 5)
    assert way.step(1) == Stop("proposals", "a", "cost", 0)


def test_a_new_way_forgets_the_one_that_was_left():
    way = trail(Stop("today"), Stop("notes"))
    way.step(-1)

    way.arrive(Stop("people"))

    assert way.step(1) is None
    assert way.step(-1) == Stop("today")


def test_the_way_is_not_remembered_for_ever():
    way = trail(*(Stop("proposals", str(number)) for number in range(3 * MOST)))

    back = 0
    while way.step(-1) is not None:
        back += 1

    assert back == MOST - 1
