"""Marks written into a copy of a PDF are real annotations that other programs show."""

import io
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from reportlab.pdfgen.canvas import Canvas

from app.documents.pdf_marks import PageMark, annotated
from app.documents.pdf_pages import open_pdf
from app.documents.unreadable import Unreadable
from tests.pdfs import CATALOG, PAGES, built, turned, written

QPDF = shutil.which("qpdf") or "qpdf"
YELLOW = "#ffd54a"
MARK = PageMark(
    0, ((72, 700, 140, 714),), YELLOW, "highlight", "Amina", datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC),
    "Who pays?", "mark-1", "Question",
)  # fmt: skip
Pixels = dict[tuple[int, int], tuple[int, int, int]]


def needs(program: str) -> Any:
    return pytest.mark.skipif(not shutil.which(program), reason=f"{program} is not installed")


PROGRAMS = ["pdfium", *(pytest.param(p, marks=needs(p)) for p in ("pdftoppm", "mutool"))]


def annotations(path: Path, page: int = 0) -> list[Any]:
    return [each.get_object() for each in PdfReader(path).pages[page].get("/Annots", [])]


def words_of(given: Any) -> str:
    raw = given.original_bytes if hasattr(given, "original_bytes") else bytes(given)
    return raw[2:].decode("utf-16-be") if raw[:2] == b"\xfe\xff" else raw.decode("latin-1")


def drawn_by(program: str, path: Path, out: Path) -> Pixels:
    """Return the pixels of the first page at 72 to the inch, as another program draws it."""
    if program == "pdfium":
        with open_pdf(path) as file:
            image = file.render(0, 1)
        return {
            (x, y): (image.data[at + 2], image.data[at + 1], image.data[at])
            for y in range(image.height)
            for x in range(image.width)
            if (at := y * image.stride + 4 * x) >= 0
        }
    raw = out.with_suffix(".ppm")
    if program == "pdftoppm":
        command = ["pdftoppm", "-r", "72", "-cropbox", "-singlefile", path, raw.with_suffix("")]
    else:
        command = ["mutool", "draw", "-q", "-r", "72", "-o", raw, path, "1"]
    subprocess.run(command, check=True, capture_output=True)
    return pixels(raw.read_bytes())


def pixels(ppm: bytes) -> Pixels:
    kind, wide, high, _most, data = ppm.split(maxsplit=4)
    assert kind == b"P6"
    width, size = int(wide), int(wide) * int(high) * 3
    data = ppm[-size:]
    return {
        (n % width, n // width): (data[n * 3], data[n * 3 + 1], data[n * 3 + 2])
        for n in range(size // 3)
    }


def alike(one: tuple[int, int, int], other: tuple[int, int, int]) -> bool:
    """Say whether colours are the same but for rounding, which blending on a page brings."""
    return all(abs(a - b) <= 24 for a, b in zip(one, other, strict=True))


def test_a_highlight_says_who_marked_what_and_when(tmp_path) -> None:
    out = tmp_path / "out.pdf"

    annotated(written(["Quiet radio"]), [MARK], out)

    highlight, popup = annotations(out)
    assert (highlight["/Subtype"], popup["/Subtype"]) == ("/Highlight", "/Popup")
    assert [words_of(highlight[key]) for key in ("/NM", "/T", "/Contents", "/Subj", "/M")] == [
        "mark-1", "Amina", "Who pays?", "Question", "D:20260304050607Z",
    ]  # fmt: skip
    assert [float(n) for n in highlight["/QuadPoints"]] == [72, 714, 140, 714, 72, 700, 140, 700]
    assert [float(n) for n in highlight["/Rect"]] == [72, 700, 140, 714]
    assert [round(float(n) * 255) for n in highlight["/C"]] == [0xFF, 0xD5, 0x4A]
    assert highlight["/AP"]["/N"].get_data()
    assert popup["/Parent"].get_object() is highlight
    assert highlight["/Popup"].get_object() is popup


def test_a_highlight_without_words_has_no_popup_and_a_note_is_a_sign(tmp_path) -> None:
    out = tmp_path / "out.pdf"
    note = replace(MARK, kind="note", boxes=(), id="n1")

    annotated(
        written(["Quiet radio"]),
        [replace(MARK, text=""), note, replace(note, id="n2"), replace(note, id="n3", boxes=MARK.boxes)],
        out,
    )  # fmt: skip

    kinds = [each["/Subtype"] for each in annotations(out)]
    rects = [[float(n) for n in each["/Rect"]] for each in annotations(out)
             if each["/Subtype"] == "/Text"]  # fmt: skip
    assert kinds == ["/Highlight", *["/Text", "/Popup"] * 3]
    assert rects[0][0] == rects[1][0] > 500
    assert rects[0][1] >= rects[1][3]
    assert (rects[2][0], rects[2][3]) == (72, 714)


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [None, (20, 30, 190, 140)])
def test_other_programs_show_the_colour_where_the_words_are_and_nowhere_else(
    program, degrees, crop, tmp_path
) -> None:
    content = turned(written(["Quiet radio"], size=(200, 150)), degrees, crop)
    source, out = tmp_path / "in.pdf", tmp_path / "out.pdf"
    source.write_bytes(content)
    with open_pdf(content) as file:
        text = file.text(0)
        boxes = text.around(text.text.index("radio"), len(text.text))
        left, top, right, bottom = text.frame.shown(boxes[0])

    annotated(source, [replace(MARK, boxes=tuple(boxes))], out)

    before = drawn_by(program, source, tmp_path / "before")
    after = drawn_by(program, out, tmp_path / "after")
    inside = {(x, y) for x, y in before if left + 1 < x < right - 2 and top + 1 < y < bottom - 2}
    around = {(x, y) for x, y in before if left - 2 < x < right + 1 and top - 2 < y < bottom + 1}
    assert {after[at] for at in inside if before[at] == (255, 255, 255)} == {(0xFF, 0xD5, 0x4A)}
    assert all(alike(before[at], after[at]) for at in before.keys() - around)
    dark = {at for at in inside if sum(before[at]) < 120}
    assert dark
    assert all(sum(after[at]) < 240 for at in dark)


@pytest.mark.parametrize("program", PROGRAMS)
def test_other_programs_show_a_mark_on_right_to_left_words(program, tmp_path) -> None:
    drawn = "سنة"[::-1] + " 2024 " + "شبكات الجزر"[::-1]
    content = written([drawn], size=(240, 150), face="NotoNaskhArabic-Regular")
    source, out = tmp_path / "in.pdf", tmp_path / "out.pdf"
    source.write_bytes(content)
    with open_pdf(content) as file:
        (found,) = file.find("شبكات")
        left, top, right, bottom = file.frame(0).shown(found.boxes[0])

    annotated(source, [replace(MARK, boxes=found.boxes, text="لماذا؟", author="أمينة")], out)

    before = drawn_by(program, source, tmp_path / "before")
    after = drawn_by(program, out, tmp_path / "after")
    changed = {at for at in before if not alike(before[at], after[at])}
    xs, ys = {x for x, _ in changed}, {y for _, y in changed}
    assert (min(xs), max(xs) + 1) == pytest.approx((left, right), abs=1.5)
    assert (min(ys), max(ys) + 1) == pytest.approx((top, bottom), abs=1.5)
    assert words_of(annotations(out)[0]["/T"]) == "أمينة"


@needs("pdftoppm")
@needs("mutool")
def test_the_sign_of_a_note_is_whole_and_near_the_upper_right_of_pages_turned_any_way(
    tmp_path,
) -> None:
    shown = []
    for degrees in (0, 90, 180, 270):
        size = (200, 150) if degrees % 180 == 0 else (150, 200)
        source, out = tmp_path / "in.pdf", tmp_path / "out.pdf"
        source.write_bytes(turned(written([""], size=size), degrees))
        annotated(source, [replace(MARK, kind="note", boxes=())], out)
        for program in ("pdftoppm", "mutool"):
            seen = drawn_by(program, out, tmp_path / "seen")
            shown.append({at for at, colour in seen.items() if colour != (255, 255, 255)})

    for each in shown:
        xs, ys = {x for x, _ in each}, {y for _, y in each}
        assert len(xs) == pytest.approx(18, abs=2)
        assert len(ys) == pytest.approx(18, abs=2)
        assert 156 <= min(xs) < max(xs) < 195
        assert 5 <= min(ys) < max(ys) < 43


@needs("qpdf")
def test_copies_are_sound_however_the_pages_and_the_marks_are(tmp_path) -> None:
    out = tmp_path / "out.pdf"
    marks = [
        replace(MARK, id=str(n), page=n % 3, kind=kind, text=text)
        for n, (kind, text) in enumerate(
            [("highlight", ""), ("note", "x"), ("highlight", "emoji 😀"), ("note", "")] * 3
        )
    ]
    for content in (
        written(["a"], ["b"], ["c"]),
        turned(written(["a"], ["b"], ["c"]), 90),
        written(["a"], ["b"], ["c"], password="offen"),
        written(["a"], ["b"], ["c"]).replace(b"startxref", b"startnothing"),
    ):
        annotated(content, marks, out, password="offen")

        checked = subprocess.run(
            [QPDF, "--check", out], check=False, capture_output=True, text=True
        )
        assert checked.returncode == 0, checked.stdout + checked.stderr


def test_equal_input_gives_equal_bytes(tmp_path) -> None:
    one, other = tmp_path / "one.pdf", tmp_path / "other.pdf"
    for content in (written(["a"]), written(["a"], password="offen")):
        annotated(content, [MARK], one, password="offen")
        annotated(content, [MARK], other, password="offen")

        assert one.read_bytes() == other.read_bytes()
    annotated(written(["a"]), [replace(MARK, text="else")], other)
    assert PdfReader(one).trailer["/ID"][1] != PdfReader(other).trailer["/ID"][1]


def test_a_mark_written_again_takes_the_place_of_itself_and_leaves_the_others(tmp_path) -> None:
    first, second = tmp_path / "first.pdf", tmp_path / "second.pdf"
    annotated(written(["Quiet radio"]), [MARK, replace(MARK, id="other", text="stays")], first)

    annotated(first, [replace(MARK, text="changed")], second)
    annotated(second, [replace(MARK, text="changed")], first)

    assert [words_of(each["/Contents"]) for each in annotations(second) if "/NM" in each] == [
        "stays", "changed",
    ]  # fmt: skip
    assert len(annotations(second)) == 4
    assert abs(len(first.read_bytes()) - len(second.read_bytes())) < 50


def test_the_copy_of_a_locked_file_has_its_marks_and_words(tmp_path) -> None:
    out = tmp_path / "out.pdf"

    annotated(written(["secret"], password="offen", strength=128), [MARK], out, password="offen")

    with open_pdf(out) as file:
        assert file.text(0).text == "secret"
    assert annotations(out)[0]["/Subtype"] == "/Highlight"


@needs("qpdf")
def test_files_locked_with_aes_are_marked_too(tmp_path) -> None:
    plain, locked, out = tmp_path / "plain.pdf", tmp_path / "locked.pdf", tmp_path / "out.pdf"
    plain.write_bytes(written(["secret"]))
    subprocess.run([QPDF, "--encrypt", "offen", "owner", "256", "--", plain, locked], check=True)

    annotated(locked, [MARK], out, password="offen")

    with open_pdf(out) as file:
        assert file.text(0).text == "secret"
    assert annotations(out)[0]["/Subtype"] == "/Highlight"


def test_what_cannot_be_read_is_told_and_nothing_is_written(tmp_path) -> None:
    out = tmp_path / "out.pdf"
    out.write_bytes(b"before")
    cases = [
        (written(["a"], password="offen"), "password"),
        (b"no PDF", "damaged"),
        (built("<</Type/Catalog/Pages 7>>"), "damaged"),
        (built(CATALOG, "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9>>"), "damaged"),
        (built(CATALOG, PAGES, "7"), "damaged"),
    ]  # fmt: skip
    for content, code in cases:
        with pytest.raises(Unreadable) as found:
            annotated(content, [MARK], out)
        assert found.value.code == code

    assert out.read_bytes() == b"before"
    assert [*tmp_path.iterdir()] == [out]


@pytest.mark.parametrize(
    "wrong",
    [{"page": 1}, {"page": -1}, {"colour": "red"}, {"at": datetime(2026, 1, 1)}],  # noqa: DTZ001
)
def test_marks_that_cannot_be_are_refused(wrong, tmp_path) -> None:
    with pytest.raises(ValueError):
        annotated(written(["a"]), [replace(MARK, **wrong)], tmp_path / "out.pdf")

    assert [*tmp_path.iterdir()] == []


def test_all_words_arrive_as_they_are(tmp_path) -> None:
    out = tmp_path / "out.pdf"
    words = "e\u0301 \xa0 👩\u200d💻 \u2028 \u202eabc\u202c\n(\\) مَن يدفع؟ 谁付钱"

    annotated(written(["a"]), [replace(MARK, text=words + "\0\ud800", author=words)], out)

    highlight = annotations(out)[0]
    assert words_of(highlight["/Contents"]) == words + "?"
    assert words_of(highlight["/T"]) == words


def test_times_are_told_in_universal_time(tmp_path) -> None:
    out = tmp_path / "out.pdf"
    at = datetime(2026, 1, 1, 1, 0, tzinfo=timezone(timedelta(hours=5, minutes=30)))

    annotated(written(["a"]), [replace(MARK, at=at)], out)

    assert words_of(annotations(out)[0]["/M"]) == "D:20251231193000Z"


def test_annotations_that_were_there_stay(tmp_path) -> None:
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.drawString(72, 700, "words")
    canvas.textAnnotation("theirs", Rect=[10, 10, 30, 30])
    canvas.linkURL("https://example.org", (72, 700, 200, 720))
    canvas.save()
    made = tmp_path / "out.pdf"

    annotated(out.getvalue(), [MARK], made)

    assert [each["/Subtype"] for each in annotations(made)] == [
        "/Text", "/Link", "/Highlight", "/Popup",
    ]  # fmt: skip
