"""The PDF of comments, read back: what it says, in which order, and what leads where."""

from dataclasses import replace

import pytest

from app.domain.rounds import Criterion, Round, Scale
from app.reports.comments import (
    CommentsReport,
    MyCommentsReport,
    ProposalComments,
    Remark,
    Review,
    comments_pdf,
    my_document,
)
from app.reports.writing import write
from tests.unit.reports import reading
from tests.unit.reports.papers import AMINA, CHAIR, OLGA, ROUND, WEI, comments_report, my_report


@pytest.fixture(scope="module")
def data() -> bytes:
    return comments_pdf(comments_report())


@pytest.fixture(scope="module")
def read(data) -> str:
    return reading.whole(data)


def flat(text: str) -> str:
    return " ".join(text.split())


def test_the_first_page_says_what_it_is(data):
    page = flat(reading.texts(data)[0])

    assert "Comments · IGF 2021" in page
    assert "Best Practice Forums 2021" in page
    assert "31 January 2021 by Claire Chair (Chair, government, WEOG)" in page
    assert "end of 28 January 2021 anywhere on Earth (29 January 2021, 11:59 UTC)" in page
    assert "For the chairs and the Secretariat. Please do not pass on." in page
    assert "3 proposals 5 of 12 answered 6 reviews 4 comments 1 question 1 late" in page


def test_every_page_has_its_number_and_who_may_read_it(data):
    pages = reading.texts(data)

    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in page
        assert "For the chairs and the Secretariat" in page


def test_each_person_is_named_with_her_role(read):
    for said in (
        "Member, civil society, GRULAC",
        "Member, technical community,",
        "Member, government, Eastern",
        "Member, private sector, African",
    ):
        assert said in flat(read)


def test_criteria_stand_in_the_rounds_order_with_their_texts(read):
    text = flat(read)
    start = text.index("1. Relevance")

    order = [text.index(f"{n}. ", start) for n in (1, 2, 3, 4)]

    assert order == sorted(order)
    assert (
        order[0] < text.index("The topic builds on") < order[1] < text.index("L’équipe") < order[2]
    )


def test_positions_are_counted_without_conflicts_of_interest(read):
    assert (
        "Support 1 ■ Support with changes 1 ■ Unsure 1 ■ Object 1 Conflict of interest 1"
        in flat(read.replace("\u00a0", " "))
    )


def test_a_quote_says_what_became_of_it(read):
    text = flat(read)

    assert "norms will be tested against three past incidents" in text
    assert "Description · version 1 · changed since" in text
    assert "Now: norms will be tested against five incidents of the last decade" in text
    assert "no longer in the newest version" in text


def test_questions_show_their_state_and_their_replies(read):
    text = flat(read[read.index("Questions to the proposers") :])

    assert "On: Metrics to evaluate" in text
    assert "Answered" in text
    assert "Reply of Claire Chair · Chair, government, WEOG · 2 February 2021" in text
    assert "Answered in version 2, section 3." in text


def test_marks_say_late_and_which_version(read):
    assert "Late: after the deadline" in read
    assert "On version 1, now version 2" in read


def test_what_nobody_spoke_of_is_said(read):
    assert "Nobody has written about this." in read
    assert "Nobody has written about this proposal yet." in read


def test_text_that_looks_like_markup_is_text(read):
    assert "Environmental data <b>&amp; sensors</b>" in read
    assert "https://example.org/report?a=1&b=<2>" in read


def test_the_outline_names_proposals_and_criteria(data):
    marks = reading.outline(data)

    top = [mark.title for mark in marks if mark.level == 0]
    inner = [mark.title for mark in marks if mark.level == 1]

    assert top == [
        "Best Practice Forums 2021",
        "Contents",
        "BPF-1 Best Practice Forum on Cybersecurity: testing norms against incidents",
        "BPF-2 Gender and digital rights",
        "BPF-3 Environmental data <b>&amp; sensors</b>",
        "General comments",
    ]
    assert "1. Relevance and suitability of the topic" in inner
    assert "Questions to the proposers" in inner


def test_the_contents_lead_to_the_pages_they_name(data):
    marks = {mark.title: mark.page for mark in reading.outline(data) if mark.level == 0}
    pages = [page for title, page in marks.items() if title.startswith(("BPF", "General"))]

    assert reading.link_targets(data) == pages
    for title, page in marks.items():
        assert flat(title.split("testing")[0]) in flat(reading.texts(data)[page - 1])


def test_the_page_numbers_in_the_contents_are_the_pages(data):
    marks = [mark for mark in reading.outline(data) if mark.title.startswith(("BPF", "General"))]
    numbers = [
        letter for letter, left, _ in reading.places(data) if left > 535 and letter.isdigit()
    ]

    # The rest is the 5 of "Page 1 of 5" at the foot.
    assert numbers[: len(marks)] == [str(mark.page) for mark in marks]


def test_the_file_describes_itself(data):
    described = reading.opened(data).get_metadata_dict()

    assert described["Title"] == "Comments: Best Practice Forums 2021, IGF 2021"
    assert described["Author"] == "Claire Chair"
    assert described["CreationDate"].startswith("D:20210131")
    assert reading.root(data)["/Lang"] == "en"


def test_the_same_values_give_the_same_bytes(data):
    assert comments_pdf(comments_report()) == data


def test_other_values_give_other_bytes(data):
    assert comments_pdf(replace(comments_report(), exported_on="2021-02-01")) != data


def test_all_faces_are_in_the_file(data):
    # Text in a font that is not embedded looks different on every computer.
    fonts = reading.fonts(data)

    assert not [name for name in fonts if "Helvetica" in name]
    assert all(fonts.values())
    assert len(fonts) >= 6


def test_a_report_of_nothing_says_so():
    empty = CommentsReport("IGF 2021", ROUND, "2021-01-31", CHAIR)

    text = reading.whole(comments_pdf(empty))

    assert "Nobody has said anything in this round yet." in text
    assert "Contents" not in text


def test_scores_are_averaged_over_those_given():
    criterion = Criterion("topic", "Topic", scale=Scale(1, 5, {5: "excellent"}))
    scored = Round("ws", "Workshops", "scored", "open", (criterion,), overall=Scale(1, 5, {}))
    proposal = ProposalComments(
        "WS-1", "Workshop", 1, reviews=(
            Review(AMINA, 1, scores={"topic": 5}, overall=4, reasons=("Too broad",), merge_with=("WS 7",)),
            Review(WEI, 1, scores={"topic": 2}),
            Review(OLGA, 1, scores={"topic": None}, no_expertise=True),
            Review(CHAIR, 1, scores={"topic": 1}, recused="proponent"),
        ),
    )  # fmt: skip

    text = flat(
        reading.whole(comments_pdf(CommentsReport("IGF", scored, "2021-01-31", CHAIR, (proposal,))))
    )

    assert "mean 3.5, 2 scores" in text
    assert "Score 5 / 5 · excellent" in text
    assert "Score 4 / 5" in text
    assert "Reasons: Too broad" in text
    assert "Could be merged with: WS 7" in text
    assert "No expertise in this subject" in text
    assert "Conflict of interest: one of the proposers" in text


def test_my_own_words_carry_who_reads_them_and_where_they_are():
    text = flat(reading.whole(write(my_document(my_report()), "pdf")))

    assert "My comments" in text
    assert "Amina Example (Member, civil society, GRULAC)" in text
    assert "Private note: only you" in text
    assert "Draft, only on this computer" in text
    assert "To the chairs" in text
    assert "Submitted, waiting for a line" in text
    assert "Holds private notes of Amina Example. Please do not pass on." in text
    assert "You have not written about this." in text


def test_my_report_of_nothing_says_so():
    text = reading.whole(
        write(my_document(MyCommentsReport("IGF 2021", AMINA, "2021-01-31")), "pdf")
    )

    assert "You have not written anything yet." in text


def test_a_right_to_left_document_begins_at_the_right():
    mirrored = comments_pdf(replace(comments_report(), right_to_left=True, language="ar"))
    plain = comments_pdf(comments_report())

    def left_of(data: bytes) -> float:
        letters = reading.places(data)
        start = "".join(letter for letter, _, _ in letters).index("Contents")
        return letters[start][1]

    assert left_of(plain) < 60
    assert left_of(mirrored) > 450
    assert reading.root(mirrored)["/ViewerPreferences"]["/Direction"] == "/R2L"


def test_an_arabic_title_leaves_the_words_around_it_alone():
    proposal = ProposalComments("WS-1", "حوكمة البيانات", 1, remarks=(Remark(WEI, "Yes"),))
    data = comments_pdf(replace(comments_report(), proposals=(proposal,), general=()))

    letters = reading.places(data)
    start = "".join(letter for letter, _, _ in letters).index("WS-1")
    line = letters[start][2]
    shown = sorted((left, letter) for letter, left, bottom in letters if abs(bottom - line) < 4)
    seen = "".join(letter for _, letter in shown)

    assert seen.startswith("WS-1")
    assert "1entry" in seen
    assert seen.index("1entry") > seen.index("ح")


def test_two_people_of_one_name_are_two():
    twins = (Review(AMINA, 1, "support"), Review(replace(AMINA, account="other"), 1, "object"))
    report = replace(
        comments_report(), proposals=(ProposalComments("A", "A", 1, reviews=twins),), general=()
    )

    assert "1 proposal 2 of 12 answered 2 reviews" in flat(reading.texts(comments_pdf(report))[0])


def test_nine_hundred_comments_are_a_matter_of_seconds():
    remarks = tuple(
        Remark(AMINA, f"Remark {number}. " + "The words of a member. " * 12, criterion="metrics")
        for number in range(900)
    )
    report = replace(comments_report(), proposals=(ProposalComments("A", "A", 1, remarks=remarks),))

    text = reading.whole(comments_pdf(report))

    assert "Remark 0." in text
    assert "Remark 899." in text
