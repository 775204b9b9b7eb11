"""Marks on lines that a paper says more than once: kept only where both sides tell which."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.anchoring import PlainSection, anchor_at, place, place_all
from app.domain.anchors import Place

SALUTATION = "To Whom It May Concern:"
SEA = "Established long ago, the council speaks for people who live by the sea."
RADIO = "Each village has asked for a radio of its own and will pay for the power itself."
LINES = "Nobody has yet counted how many households share one line on the outer islands."
HEAD, TAIL = RADIO[:41].strip(), RADIO[41:].strip()
COPY = RADIO.replace("village", "town")


def paper(*lines: str) -> tuple[PlainSection, ...]:
    return (PlainSection("about", "", "\n".join(lines)),)


def followed(
    quote: str, old: tuple[str, ...], new: tuple[str, ...], *, number: int = 0, known: bool = True
) -> Place:
    """Mark the place `number` of a quote in one version and place it in another."""
    before, start = paper(*old), -1
    for _each in range(number + 1):
        start = before[0].text.index(quote, start + 1)
    mark = anchor_at(before[0], start, start + len(quote), before)
    return place(mark, paper(*new), 2, before if known else None)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param((SALUTATION, SEA), (SALUTATION, SALUTATION, SEA), id="first"),
        pytest.param((SEA, SALUTATION), (SEA, SALUTATION, SALUTATION), id="last"),
        pytest.param((SEA, SALUTATION, RADIO), (SEA, *[SALUTATION] * 2, RADIO), id="between"),
        pytest.param(
            (SEA, SALUTATION, RADIO), (SEA, SALUTATION, LINES, SALUTATION, RADIO), id="parted"
        ),
    ],
)
@pytest.mark.parametrize("quote", ["Whom", "It May Concern", SALUTATION])
def test_a_short_line_said_twice_side_by_side_is_asked_about(
    quote: str, old: tuple[str, ...], new: tuple[str, ...]
) -> None:
    where = followed(quote, old, new)

    assert (where.state, where.exact) == ("changed", quote)
    assert where.confidence <= 0.5


@pytest.mark.parametrize(
    "new",
    [
        pytest.param((SALUTATION, SEA, SALUTATION, RADIO, LINES), id="before"),
        pytest.param((SEA, SALUTATION, RADIO, LINES, SALUTATION), id="behind"),
    ],
)
def test_a_short_line_that_stands_between_its_neighbours_is_kept_whatever_says_it_too(
    new: tuple[str, ...],
) -> None:
    where = followed("Whom", (SEA, SALUTATION, RADIO, LINES), new)

    assert where.state == "kept"
    assert where.start == "\n".join(new).index(f"{SALUTATION}\n{RADIO}") + 3


def test_a_short_line_that_was_struck_out_is_not_kept_at_its_namesake() -> None:
    old = (SEA, SALUTATION, RADIO, SALUTATION, LINES)

    first = [
        followed("Whom", old, (SEA, RADIO, SALUTATION, LINES), number=number) for number in (0, 1)
    ]
    second = [
        followed("Whom", old, (SEA, SALUTATION, RADIO, LINES), number=number) for number in (0, 1)
    ]

    assert (first[0].state, first[1].state) == ("gone", "kept")
    assert (second[0].state, second[1].state) == ("kept", "gone")


@pytest.mark.parametrize(
    "new",
    [
        pytest.param((SEA, COPY, RADIO, LINES), id="like-before"),
        pytest.param((SEA, RADIO, COPY, LINES), id="like-behind"),
        pytest.param((SEA, COPY, LINES, RADIO), id="itself-elsewhere"),
    ],
)
def test_a_line_beside_one_much_like_it_is_asked_about(new: tuple[str, ...]) -> None:
    where = followed("will pay for the power", (SEA, RADIO, LINES), new)

    assert where.state == "changed"


@pytest.mark.parametrize(
    ("new", "at"),
    [
        pytest.param((SEA, HEAD, HEAD, TAIL, LINES), 1, id="the head"),
        pytest.param((SEA, HEAD, TAIL, TAIL, LINES), 0, id="the tail"),
    ],
)
def test_of_a_parted_line_said_twice_in_part_the_one_beside_the_rest_is_shown(
    new: tuple[str, ...], at: int
) -> None:
    twice = HEAD if at else TAIL

    where = followed(twice[10:30], (SEA, f"{HEAD} {TAIL}", LINES), new)

    text = "\n".join(new)
    first = text.index(twice)
    places = first, text.index(twice, first + 1)
    assert (where.state, where.exact) == ("changed", twice[10:30])
    assert (where.start, where.confidence) == (places[at] + 10, 0.5)


def test_a_line_with_one_much_like_it_elsewhere_is_kept_between_its_neighbours() -> None:
    where = followed("will pay for the power", (SEA, RADIO, LINES), (SEA, RADIO, LINES, COPY))

    assert (where.state, where.start) == ("kept", f"{SEA}\n{RADIO}".index("will pay"))


def test_a_few_words_that_stand_in_another_sentence_now_are_shown_and_not_believed() -> None:
    old = ("It may end the boat declaration line with a point, if the writer likes it so.", SEA)
    new = (
        "A point is not allowed at all any more, whoever writes it and for whatever end.",
        SEA,
        "The full form of a declaration line is told further below, with one example.",
    )

    assert followed("declaration line", old, new).state != "kept"


def test_initials_at_the_head_of_another_entry_are_not_taken_for_those_of_a_lost_one() -> None:
    entries = [
        "Almeida, M. E. B. (2000). Maps of the coast. Vol. 1.",
        "Almeida, M. E. B. (2010). Radios, and who should repair them in the villages.",
        "Almeida, M. E. B. (2011). The computer at school: practice of the theory, and back.",
    ]

    where = followed("E", tuple(entries), (entries[0], entries[2], SEA), number=1)

    assert where.state != "kept"


def test_without_the_old_version_a_passage_that_came_twice_is_asked_about() -> None:
    old, new = (SEA, RADIO, LINES), (SEA, RADIO, RADIO, LINES)

    where = followed("a radio of its own", old, new, known=False)

    assert (where.state, where.start) == ("changed", "\n".join(new).index("a radio"))


# --- what holds for every paper ----------------------------------------------------------------

SHORT = ["N/A", "Who leads", "To be confirmed.", SALUTATION, "Open question:"]
LONG = [
    SEA,
    RADIO,
    LINES,
    "The ferry brings the letters twice a week unless there is a storm in the strait.",
    "Our teachers wrote down what the oldest fishermen know about reefs and currents.",
    "A small fund repairs antennas after the rains and asks for no receipt at all.",
]


@st.composite
def papers(draw: st.DrawFn) -> list[str]:
    """Draw long lines, each once, with short ones between them that come again."""
    lines: list[str] = []
    for line in draw(st.permutations(LONG)):
        lines += [*draw(st.lists(st.sampled_from(SHORT), max_size=2)), line]
    return [*lines, *draw(st.lists(st.sampled_from(SHORT), max_size=1))]


def placed(old: list[str], new: list[str]) -> list[Place]:
    """Place a mark on each line of one version in another."""
    before, starts = paper(*old), [len("\n".join([*old[:at], ""])) for at in range(len(old))]
    marks = [
        anchor_at(before[0], start, start + len(line), before)
        for start, line in zip(starts, old, strict=True)
    ]
    return place_all(marks, paper(*new), 2, before)


def line_at(lines: list[str], where: Place) -> int:
    """Return the number of the line in which a place begins."""
    return "\n".join(lines)[: where.start].count("\n")


@given(papers(), st.data())
def test_a_copy_beside_a_line_takes_from_all_its_namesakes_there_that_they_are_kept(
    old: list[str], data: st.DataObject
) -> None:
    at = data.draw(st.sampled_from(range(len(old))))
    new = [*old[:at], old[at], *old[at:]]

    where = placed(old, new)[at]

    assert where.state != "kept"


@given(papers(), st.data())
def test_a_copy_elsewhere_never_draws_a_mark_to_it(old: list[str], data: st.DataObject) -> None:
    at = data.draw(st.sampled_from(range(len(old))))
    to = data.draw(st.integers(0, len(old)))
    new = [*old[:to], old[at], *old[to:]]

    for number, where in enumerate(placed(old, new)):
        if where.state == "kept":
            assert line_at(new, where) == number + (number >= to)


@given(papers(), st.data())
def test_a_line_that_was_struck_out_is_not_kept_anywhere(
    old: list[str], data: st.DataObject
) -> None:
    at = data.draw(st.sampled_from(range(len(old))))
    new = [*old[:at], *old[at + 1 :]]

    for number, where in enumerate(placed(old, new)):
        if where.state == "kept":
            assert number != at
            assert line_at(new, where) == number - (number > at)


@given(papers(), st.data())
def test_lines_that_change_places_are_kept_only_with_what_they_say(
    old: list[str], data: st.DataObject
) -> None:
    one, other = sorted(
        data.draw(st.sets(st.sampled_from(range(len(old))), min_size=2, max_size=2))
    )
    new = list(old)
    new[one], new[other] = new[other], new[one]
    moved = {one: other, other: one}

    for number, where in enumerate(placed(old, new)):
        if where.state == "kept" and old[number] in LONG:
            assert line_at(new, where) == moved.get(number, number)
        elif where.state == "kept":
            assert where.exact == old[number]
