"""Summary reports read from files: every part in its place, and not a word lost."""

import re
from dataclasses import replace

import pytest

from app.actions import book_text, summarising_files
from app.documents import summary_report
from app.documents.plain import plain
from app.documents.unreadable import Unreadable
from app.domain import next_steps
from app.domain.summaries import Output, Part, Summary
from app.reports.summary import Look
from app.reports.summary import summary_report as on_paper
from app.reports.writing import write
from tests.summaries import ARABIC, CHINESE, FOREIGN, REPORT


def read(text: str, name: str = "report.txt") -> Summary:
    return summary_report.read(name, text.encode())


def as_file(found: Summary, kind: str) -> bytes:
    if kind == "txt":
        return summarising_files.text(found).encode()
    return write(on_paper(found, Look(book_text.blocks, "2030-03-05")), kind)


def words(text: str) -> list[str]:
    return re.findall(r"\w+", plain(text))


def bare(found: Summary) -> dict[str, object]:
    """Return what a report says without marks of weight and of lists, which a PDF does not keep."""
    parts = [
        (each.label, each.title, each.heading, [one.title for one in each.outputs],
         _unmarked(each.key_points), _unmarked(each.next_steps))
        for each in found.parts
    ]  # fmt: skip
    people = [(each.line, each.name, each.uncertain, each.state) for each in found.people]
    whole = (found.body, found.title, found.when, found.kind, found.state)
    return {"whole": whole, "parts": parts, "people": people,
            "texts": (_unmarked(found.introduction), _unmarked(found.next_meeting))}  # fmt: skip


def _unmarked(text: str) -> list[str]:
    return words(re.sub(r"(?m)^\s*(?:[-•]|\d+\\?[.)])\s+(?:\d+\)\s+)?", "", text))


def test_the_title_block_says_whose_meeting_which_and_when():
    found = read(REPORT)

    assert (found.body, found.title) == ("Working Group on Orchards and Water", "Online Meeting IV")
    assert (found.when, found.kind, found.state) == (
        "4 March 2030 at 2 p.m. UTC", "Summary Report", "final",
    )  # fmt: skip
    assert found.introduction.startswith("The fourth meeting")
    assert found.introduction.endswith("by introducing the agenda:")


def test_items_have_their_output_documents_key_points_and_next_steps():
    found = {each.label: each for each in read(REPORT).parts}

    assert list(found) == ["A", "B", "C", "D", "E"]
    assert found["A"].title == "Reporting on the paper Proposals for orchards and what follows"
    assert found["A"].heading == 'Reporting on the paper "Proposals for orchards" and what follows'
    assert [(each.title, each.link) for each in found["B"].outputs] == [
        ("Planned activities", "https://orchard.example/plan"),
        ("Areas that come first", ""),
    ]
    assert found["B"].key_points.endswith(CHINESE)
    assert "- 2) the second is about pears" in found["B"].key_points
    assert (found["C"].heading, found["C"].next_steps) == ("Update on wells from the Office", "")
    assert (found["D"].key_points, found["D"].next_steps) == (ARABIC, ARABIC)
    assert not found["E"].said


def test_next_steps_have_owner_and_day():
    steps = next_steps.of(read(REPORT).parts[1].next_steps)

    assert [(each.text, each.owner, each.due) for each in steps] == [
        ("Send the plan to the members", "Omar Olive", "2030-03-18"),
        ("Look for a date", "", ""),
    ]


def test_participants_have_role_affiliation_and_doubt():
    found = {each.name: each for each in read(REPORT).people}

    assert list(found) == [
        "Amara Apple",
        "Omar Olive",
        "Nadia Nut",
        "Lena Leaf",
        "王小明",
        "ليلى بستان",
    ]
    amara = found["Amara Apple"]
    assert (amara.role, amara.affiliation) == ("past MAG Member", "Government of Orchards")
    assert amara.line == "Amara Apple, Government of Orchards, past MAG Member"
    assert [each.name for each in found.values() if each.uncertain] == ["Lena Leaf"]
    assert found["王小明"].affiliation == "果园协会"


@pytest.mark.parametrize("kind", ["txt", "docx", "html"])
def test_what_was_read_is_printed_and_read_again_the_same(kind):
    found = read(REPORT)

    again = summary_report.read(f"report.{kind}", as_file(found, kind))

    assert bare(again) == bare(found)
    assert [each.outputs for each in again.parts] == [each.outputs for each in found.parts]
    assert again.notes == found.notes


def test_printed_as_text_it_is_read_again_to_the_letter():
    found = read(REPORT)

    assert summary_report.read("r.txt", as_file(found, "txt")) == found


def test_printed_as_pdf_it_is_read_again_with_every_item_and_name():
    found = read(REPORT)

    again = summary_report.read("report.pdf", as_file(found, "pdf"))

    assert [each.title for each in again.parts] == [each.title for each in found.parts]
    assert [each.line for each in again.people[:5]] == [each.line for each in found.people[:5]]
    # A line in two directions: the text of a PDF has its words in the order of the paper.
    assert sorted(words(again.people[5].line)) == sorted(words(found.people[5].line))
    assert again.parts[1].outputs[1].title == "Areas that come first"
    assert bare(again)["whole"] == bare(found)["whole"]
    assert [_unmarked(each.next_steps) for each in again.parts[:3]] == [
        _unmarked(each.next_steps) for each in found.parts[:3]
    ]
    assert (again.rest, again.notes) == ((), found.notes)


@pytest.mark.parametrize("text", [REPORT, FOREIGN], ids=["english", "french"])
def test_no_word_of_a_file_is_lost(text):
    found = read(text)

    printed = set(words(summarising_files.text(found)))
    labels = {"Points", "clés", "Documents", "Prochaines", "étapes", "Prochaine", "réunion",
              "Ordre", "jour", "du", "Output", "Present"}  # fmt: skip
    assert set(words(text)) - printed - labels <= {"Présents", "Excusés"}


def test_a_report_in_french_is_understood_by_its_labels():
    found = read(FOREIGN)

    assert [(each.label, each.title) for each in found.parts] == [
        ("1", "Ouverture"), ("2", "Plan d’activités"),
    ]  # fmt: skip
    assert [each.title for each in found.parts[1].outputs] == ["Plan"]
    (step,) = next_steps.of(found.parts[1].next_steps)
    assert (step.owner, step.due) == ("Omar Olive", "2030-03-18")
    assert found.next_meeting == "le 18 mars."
    assert [(each.name, each.state) for each in found.people] == [
        ("Omar Olive", "present"), ("Nadia Nut", "apologies"),
    ]  # fmt: skip


LABELS = {
    "es": ("Orden del día", "Puntos clave", "Próximos pasos", "Lista de participantes"),
    "ru": ("Повестка дня", "Основные моменты", "Следующие шаги", "Список участников"),
    "ar": ("جدول الأعمال", "النقاط الرئيسية", "الخطوات التالية", "قائمة المشاركين"),
    "zh": ("议程", "要点", "下一步", "与会者名单"),
}


@pytest.mark.parametrize("language", sorted(LABELS))
def test_labels_of_the_un_languages_are_known(language):
    agenda, points, steps, annex = LABELS[language]
    text = f"T\n\n{agenda}\n\n1. Bread\n2. Salt\n\n1. Bread\n\n{points}:\n\nWhite.\n\n{steps}\n\nBake.\n\n{annex}\n\n1. Ann"

    found = read(text)

    bread, salt = found.parts
    assert (bread.title, bread.key_points, bread.next_steps) == ("Bread", "White.", "Bake.")
    assert (salt.title, salt.said) == ("Salt", False)
    assert [each.name for each in found.people] == ["Ann"]


def test_what_no_field_is_for_is_kept_with_where_it_stood_and_told():
    text = REPORT.replace("Output Document:\n", "Words before any label.\n\nOutput Document:\n", 1)
    text = text.replace(
        '\nA. Reporting on the paper "',
        '\nThe agenda was agreed without a word.\n\nA. Reporting on the paper "',
    )
    text += "\nAnnex 2\n\nA map of the wells."

    found = read(text)

    assert [(each.where, each.text) for each in found.rest] == [
        ("agenda", "The agenda was agreed without a word."),
        ("A", "Words before any label."),
        ("end", "Annex 2\n\nA map of the wells."),
    ]
    assert dict(found.notes)["rest"] == 3
    assert summary_report.read("r.txt", as_file(found, "txt")) == found


def test_a_report_without_an_agenda_has_the_items_it_has_words_about():
    text = "Call\n\n1. Bread\n\nSummary of key points:\n\nWhite.\n\n2. Salt\n\nKey points: none\n\nParticipants\n\nAnn, Baker"

    found = read(text)

    assert [(each.label, each.title, each.key_points) for each in found.parts] == [
        ("1", "Bread", "White."), ("2", "Salt", "none"),
    ]  # fmt: skip
    assert dict(found.notes)["no_agenda"] == 1
    assert found.people[0].affiliation == "Baker"


def test_numbered_output_documents_are_no_items():
    found = read(REPORT)

    assert len(found.parts) == 5
    assert "extra_items" not in dict(found.notes)


@pytest.mark.parametrize("kind", ["txt", "docx", "html"])
def test_items_with_numbers_and_items_under_them_come_back(kind):
    parts = (
        Part("1", "Welcome"),
        Part("2", "Proposals", key_points="All were read.", next_steps="1. one\n2. two"),
        Part("2.1", "Open maps", key_points="Liked.", level=1),
        Part("10", "Any other business", outputs=(Output("A"), Output("B")), key_points="1. none"),
    )
    found = Summary("Group", "Call", "1 March 2030", "Summary Report", "", parts, state="final")

    text = as_file(found, kind)
    again = summary_report.read(f"r.{kind}", text)

    assert [(each.label, each.title, each.level) for each in again.parts] == [
        (each.label, each.title, each.level) for each in parts
    ]
    assert [len(each.outputs) for each in again.parts] == [0, 0, 0, 2]
    assert words(again.parts[2].key_points) == ["Liked"]
    assert kind != "txt" or b"\\" not in text


def test_a_draft_is_known_as_one():
    draft = read(REPORT.replace("Summary Report", "Draft Summary Report"))

    assert (draft.state, draft.kind) == ("draft", "Summary Report")
    assert "\nDraft Summary Report\n" in summarising_files.text(draft)
    assert "\nSummary Report\n" in summarising_files.text(replace(draft, state="final"))
    assert read("Agenda\n\n1. Bread").state == "draft"


def test_words_that_look_like_marks_come_back_as_they_are():
    found = read(REPORT)
    odd = replace(
        found, title="*Meeting* [IV]_x_", parts=(replace(found.parts[0], title="1. #A* `b`"),)
    )

    again = summary_report.read("r.txt", as_file(odd, "txt"))

    assert again.title == "*Meeting* [IV]_x_"
    assert again.parts[0].title == "1. #A* `b`"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("r.txt", b"", "empty"),
        ("r.txt", b" \n\n", "empty"),
        ("r.xlsx", b"PK", "kind"),
        ("r.docx", b"PK\x03\x04 broken", "damaged"),
        ("r.pdf", b"%PDF-1.4 broken", "damaged"),
    ],
    ids=["nothing", "blank", "kind", "docx", "pdf"],
)
def test_what_cannot_be_read_is_refused(name, content, code):
    with pytest.raises(Unreadable) as caught:
        summary_report.read(name, content)

    assert caught.value.code == code
