"""PDF pages as they are shown and read, by a process that may end without harm."""

import io
import os
import select
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from app.documents import PDF_CHILD, pdf_process, pdf_talk
from app.documents.pdf_pages import Image, open_pdf
from app.documents.pdf_turns import Turns
from app.documents.unreadable import Unreadable
from tests.pdfs import CATALOG, PAGE, PAGES, built, linked, page_of, stream, turned, written

NASKH = "NotoNaskhArabic-Regular"
SLOW = page_of(
    b"/Pattern cs /P scn 0 0 612 792 re f BT /F1 12 Tf 72 700 Td (Slow) Tj ET",
    "/Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>/Pattern<</P 5 0 R>>",
    b"<</Length 13/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 1 1]/XStep .001"
    b"/YStep .001/Resources<<>>>>stream\n0 0 1 1 re f\nendstream",
)
"""Rendering it takes an hour, reading it nothing."""


def dark(image: Image) -> set[tuple[int, int]]:
    """Return the pixels that are no paper."""
    rows = memoryview(image.data)
    return {
        (x, y)
        for y in range(image.height)
        for x in range(image.width)
        if rows[y * image.stride + 4 * x + 1] < 128
    }


def code_of(ask: object) -> str:
    with pytest.raises(Unreadable) as found:
        ask()  # pyright: ignore[reportCallIssue]
    return found.value.code


def test_pages_are_shown_in_the_size_and_with_the_words_they_have() -> None:
    with open_pdf(written(["Quiet radio"], ["Second page"], size=(400, 300))) as file:
        image = file.render(1, 2.0)

        assert [(page.width, page.height) for page in file.pages] == [(400, 300)] * 2
        assert (image.width, image.height, image.stride) == (800, 600, 3200)
        assert len(image.data) == 3200 * 600
        assert dark(image)
        assert [file.text(number).text for number in (0, 1)] == ["Quiet radio", "Second page"]


def test_a_file_is_opened_by_its_path_whatever_letters_that_has(tmp_path, monkeypatch) -> None:
    path = tmp_path / "مداخلة – 提案 €.pdf"
    path.write_bytes(written(["By path"]))
    monkeypatch.chdir(tmp_path)

    with open_pdf(Path(path.name)) as file:
        assert file.text(0).text == "By path"


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [None, (40, 60, 380, 290)])
@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_words_stand_where_their_boxes_say_however_a_page_is_turned(degrees, crop, turn) -> None:
    content = turned(written(["Here"], size=(400, 300)), degrees, crop)
    with open_pdf(content) as file:
        text = file.text(0)
        image = file.render(0, 1.0, turn=turn)
        inked = dark(image)

        (box,) = text.around(0, 4)
        left, top, right, bottom = text.frame.shown(box, turn)
        corner = text.frame.user(left, top, turn)

        assert (image.width, image.height) == tuple(round(n) for n in text.frame.size(turn))
        assert inked
        assert all(left - 1 <= x <= right + 1 and top - 1 <= y <= bottom + 1 for x, y in inked)
        assert text.frame.shown_point(*corner, turn) == pytest.approx((left, top))
        shown = file.pages[0]
        assert (shown.width, shown.height) == pytest.approx(text.frame.size())


def test_a_part_of_a_page_is_the_same_part_of_the_whole_picture() -> None:
    with open_pdf(written(["Quiet radio"] * 9, size=(300, 200))) as file:
        whole, part = file.render(0, 4), file.render(0, 4, clip=(280, 260, 680, 560))

        assert (part.width, part.height) == (400, 300)
        rows = range(0, 300, 7)
        there = [whole.data[(y + 260) * whole.stride :][280 * 4 : 680 * 4] for y in rows]
        here = [part.data[y * part.stride :][: part.stride] for y in rows]
        assert here == there
        assert any(min(row) < 128 for row in here)


def test_pages_are_sharp_at_sixty_times_their_size_in_parts_only() -> None:
    with open_pdf(written(["Quiet radio"])) as file:
        assert code_of(lambda: file.render(0, 60)) == "too_large"
        part = file.render(0, 60, clip=(4300, 4000, 5300, 5000))
        inked = len(dark(part))

    assert 0 < inked < 1_000_000


def test_links_tell_where_they_stand_and_lead() -> None:
    with open_pdf(linked()) as file:
        within, outside, script = file.links(0)
        text = file.text(0)

        assert (within.page, within.height, within.address) == (1, 620.0, "")
        assert (outside.page, outside.address) == (None, "https://example.org/a?b=1")
        assert script.address == "javascript:alert(1)"  # told as it is; nobody opens it
        assert text.within(within.box) == "To the second page"
        assert file.links(1) == ()


@pytest.mark.parametrize(
    "act",
    ["/S/Launch/F(/bin/sh)", "/S/GoToR/F(other.pdf)/D[0/Fit]", "/S/URI/URI()",
     f"/S/URI/URI(https://{'x' * 3_000})", "/S/GoTo/D[99 0 R/Fit]", "/S/JavaScript/JS(1)"],
    ids=["program", "other file", "nothing", "too long", "no page", "script"],
)  # fmt: skip
def test_what_leads_nowhere_we_would_go_is_no_link(act) -> None:
    page = PAGE.format("").replace("/Contents", "/Annots[5 0 R]/Contents")
    link = f"<</Type/Annot/Subtype/Link/Rect[0 0 99 99]/A<<{act}>>>>"
    content = built(CATALOG, PAGES, page, stream(b""), link)

    with open_pdf(content) as file:
        assert file.links(0) == ()


def test_boxes_of_words_are_joined_by_lines() -> None:
    with open_pdf(written(["First line of it", "and the second"])) as file:
        text = file.text(0)

        boxes = text.around(text.text.index("line"), text.text.index("second"))

        assert text.text == "First line of it\nand the second"
        assert len(boxes) == 2
        assert boxes[0][1] > boxes[1][3] - 6
        assert boxes[0][0] > boxes[1][0]
        assert text.quote(6, 23) == "line of it and th"


def test_a_broken_word_is_quoted_and_found_whole() -> None:
    with open_pdf(written(["We ask for co-", "operation between"])) as file:
        text = file.text(0)
        (found,) = file.find("Cooperation")

        assert text.quote(0, len(text.text)) == "We ask for cooperation between"
        assert text.quote(found.start, found.end) == "cooperation"
        assert len(found.boxes) == 2


def test_ligatures_have_a_box_for_each_letter() -> None:
    with open_pdf(written(["e\ufb03cient"], face="SourceSerif4-Regular")) as file:
        text = file.text(0)

        assert text.text == "efficient"
        lefts = [box[0] for box in text.boxes]
        assert all(one < other for one, other in pairwise(lefts))


def test_right_to_left_lines_are_read_in_their_order() -> None:
    drawn = "سنة"[::-1] + " 2024 " + "شبكات الجزر"[::-1]
    with open_pdf(written([drawn], face=NASKH)) as file:
        text = file.text(0)
        (found,) = file.find("شبكات")

        assert text.text == "شبكات الجزر 2024 سنة"
        assert (found.start, found.end) == (0, 5)
        assert text.boxes[0][0] > text.boxes[3][0]
        assert found.boxes[0][2] == pytest.approx(max(box[2] for box in text.boxes[:5]))


def test_a_page_and_a_document_without_text_say_so() -> None:
    out = io.BytesIO()
    canvas = Canvas(out)
    for words in ("", "—", "At last"):
        canvas.rect(100, 100, 50, 50, fill=1)
        canvas.drawString(72, 700, words)
        canvas.showPage()
    canvas.save()
    scan = io.BytesIO()
    only = Canvas(scan)
    only.rect(100, 100, 50, 50, fill=1)
    only.save()

    with open_pdf(out.getvalue()) as some, open_pdf(scan.getvalue()) as none:
        assert [some.text(page).has_text for page in range(3)] == [False, False, True]
        assert (some.has_text, none.has_text) == (True, False)


@pytest.mark.parametrize("strength", [40, 128])
def test_a_locked_file_opens_with_its_password_only(strength) -> None:
    locked = written(["secret"], password="offen £", strength=strength)

    assert code_of(lambda: open_pdf(locked)) == "password"
    assert code_of(lambda: open_pdf(locked, "wrong")) == "password"
    with open_pdf(locked, "offen £") as file:
        assert file.text(0).text == "secret"


def test_the_outline_is_told_in_order_with_levels_and_pages() -> None:
    with open_pdf(written(["a"], ["b"], ["c"])) as file:
        entries = [(each.title, each.level, each.page) for each in file.outline()]

    assert entries == [("Page 1", 1, 0), ("Page 2", 2, 1), ("Page 3", 1, 2)]


def test_words_are_found_from_a_page_on_until_told_to_stop() -> None:
    with open_pdf(written(*([f"Radio {n}", "and RADIO"] for n in range(40)))) as file:
        found = [(each.page, each.start) for each in file.find("radio", 38)]
        count = 0

        def enough() -> bool:
            return count >= 3

        for _each in file.find("radio", stop=enough):
            count += 1

        assert found == [(38, 0), (38, 13), (39, 0), (39, 13)]
        assert count == 3
        assert [*file.find("  ")] == [] == [*file.find("absent")]


def test_many_threads_ask_at_once_and_each_gets_its_own_answer() -> None:
    with open_pdf(written(*([f"Page {n}"] for n in range(30)), size=(200, 200))) as file:
        inked = {page: dark(file.render(page, 1)) for page in range(30)}

        def asked(n: int) -> bool:
            page = n % 30
            right = file.text(page).text == f"Page {page}"
            return right and dark(file.render(page, 1)) == inked[page]

        with ThreadPoolExecutor(8) as pool:
            assert all(pool.map(asked, range(120)))


def test_a_process_that_ended_is_started_again_for_the_next_request() -> None:
    with open_pdf(written(["Still here"])) as file:
        first = file.process
        assert first is not None
        os.kill(first, signal.SIGKILL)
        gone(first)

        assert file.text(0).text == "Still here"
        assert file.process != first


def test_a_process_that_ends_while_it_is_asked_costs_that_request(monkeypatch) -> None:
    with open_pdf(SLOW) as file:
        first = file.process
        assert first is not None
        with ThreadPoolExecutor(1) as pool:
            asked = pool.submit(code_of, lambda: file.render(0, 1))
            busy(first)
            os.kill(first, signal.SIGSEGV)

            assert asked.result() == "crashed"
        assert file.text(0).text == "Slow"


def test_a_page_that_takes_too_long_is_given_up_and_not_tried_again() -> None:
    with open_pdf(SLOW) as file:
        file._seconds = 0.5
        assert code_of(lambda: file.render(0, 1)) == "too_slow"
        file._seconds = pdf_talk.SECONDS
        assert file.text(0).text == "Slow"
        second = file.process

        assert code_of(lambda: file.render(0, 1)) == "too_slow"
        assert file.process == second


def test_a_file_whose_every_request_ends_its_process_is_given_up() -> None:
    with open_pdf(page_of(bytes(300_000_000), packed=2)) as file:
        codes = [code_of(lambda scale=n: file.render(0, scale)) for n in range(1, 12)]

        assert set(codes[:8]) <= {"too_large", "too_slow", "crashed"}
        assert codes[-2:] == ["crashed", "crashed"]


def test_closing_ends_the_process_even_while_it_is_asked() -> None:
    file = open_pdf(SLOW)
    process = file.process
    assert process is not None
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(code_of, lambda: file.render(0, 1))
        busy(process)
        file.close()

        assert asked.result() == "crashed"
    gone(process)
    assert code_of(lambda: file.text(0)) == "crashed"
    file.close()


def test_who_asks_again_at_once_comes_after_who_waits() -> None:
    turns, came = Turns(), []

    def ask(name: str) -> None:
        with turns:
            came.append(name)

    with ThreadPoolExecutor(2) as pool:
        turns.__enter__()
        first = pool.submit(ask, "a page")
        while turns.waiting < 1:
            os.sched_yield()
        second = pool.submit(ask, "another page")
        while turns.waiting < 2:
            os.sched_yield()
        turns.__exit__(None, None, None)
        ask("the search again")
        first.result()
        second.result()

    assert came == ["a page", "another page", "the search again"]


NONSENSE = {
    "ends at once": "",
    "lengths beyond all": "out(b'\\xff' * 8)",
    "no message": "out(struct.pack('<II', 5, 0) + b'{{{{{')",
    "brackets without end": "out(struct.pack('<II', 900000, 0) + b'[' * 900000)",
    "more than was asked for": "out(struct.pack('<II', 2, 900000000) + b'{}' + bytes(900000))",
    "the answer to something else": "say({'type': 'seen', 'found': True, 'page': 0})",
    "a number of pages that is none": "say({'type': 'opened', 'pages': 'many'})",
}


@pytest.mark.parametrize("what", NONSENSE)
def test_a_process_that_talks_nonsense_is_not_believed(what, monkeypatch) -> None:
    script = (
        "import json, os, struct\n"
        "def out(data): os.write(1, data)\n"
        "def say(words): raw = json.dumps(words).encode();"
        " out(struct.pack('<II', len(raw), 0) + raw)\n" + NONSENSE[what]
    )
    monkeypatch.setattr(pdf_process, "command", lambda: [sys.executable, "-c", script])

    assert code_of(lambda: open_pdf(b"%PDF")) == "crashed"


def test_a_process_that_says_nothing_is_not_waited_for(monkeypatch) -> None:
    waits = [sys.executable, "-c", "import sys; sys.stdin.buffer.read()"]
    monkeypatch.setattr(pdf_process, "command", lambda: waits)
    monkeypatch.setattr(pdf_process, "STARTING", 0.0)

    assert code_of(lambda: open_pdf(b"%PDF", seconds=0.2)) == "too_slow"


def test_a_computer_that_takes_long_to_start_a_process_makes_no_file_too_slow(monkeypatch) -> None:
    program, *words = pdf_process.command()
    late = f"import os, sys, time; time.sleep(1); os.execv({program!r}, {[program, *words]!r})"
    monkeypatch.setattr(pdf_process, "command", lambda: [program, "-c", late])

    with open_pdf(written(["Late"]), seconds=0.5) as file:
        assert len(file.pages) == 1


@pytest.mark.skipif(os.name != "posix", reason="packs the program as a shell script")
def test_a_packed_program_starts_itself_with_the_same_word(tmp_path, monkeypatch) -> None:
    loose = pdf_process.command()
    packed = tmp_path / "satchel"
    packed.write_text(f'#!/bin/sh\nexec "{loose[0]}" "{loose[1]}" "$@"\n')
    packed.chmod(0o755)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(packed))

    with open_pdf(written(["Packed"])) as file:
        assert file.text(0).text == "Packed"
    assert loose[-1] == PDF_CHILD
    assert pdf_process.command() == [str(packed), PDF_CHILD]


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="waits by Linux's pidfd")
def test_no_process_outlives_the_program_that_started_it() -> None:
    script = (
        "import sys; from app.documents.pdf_pages import open_pdf\n"
        "file = open_pdf(sys.stdin.buffer.read()); print(file.process, flush=True)\n"
        "import threading; threading.Event().wait()"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[3],
    )  # fmt: skip
    assert parent.stdin
    assert parent.stdout
    parent.stdin.write(written(["orphan"]))
    parent.stdin.close()
    handle = os.pidfd_open(int(parent.stdout.readline()))

    parent.kill()
    parent.wait()

    ended, _, _ = select.select([handle], [], [], 30)
    assert ended
    os.close(handle)
    parent.stdout.close()


@pytest.mark.skipif(sys.platform != "linux", reason="reads limits of another process")
def test_the_process_cannot_write_files_nor_take_300_megabytes() -> None:
    import resource

    with open_pdf(written(["limits"])) as file:
        assert file.process
        addresses = resource.prlimit(file.process, resource.RLIMIT_AS)
        size = resource.prlimit(file.process, resource.RLIMIT_FSIZE)

    assert addresses == (pdf_talk.ADDRESSES,) * 2
    assert pdf_talk.ADDRESSES < 300_000_000
    assert size == (0, 0)


@pytest.mark.parametrize(
    ("limit", "code"), [("MEMORY = 60_000_000", "too_large"), ("SECONDS = 0.0", "too_slow")]
)
def test_the_watch_inside_the_process_ends_it_where_the_system_keeps_no_limit(
    limit, code, monkeypatch
) -> None:
    script = (
        "from app.documents import pdf_child, pdf_talk\n"
        f"pdf_talk.ADDRESSES = 2_000_000_000; pdf_talk.{limit}; pdf_child.serve()"
    )
    monkeypatch.setattr(pdf_process, "command", lambda: [sys.executable, "-c", script])
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[3]))

    with open_pdf(SLOW) as file:
        assert code_of(lambda: file.render(0, 5)) == code


def busy(process: int) -> None:
    """Wait until a process has begun to render, which it does not end: it only burns time."""

    def ticks() -> int:
        return int(Path(f"/proc/{process}/stat").read_text().split(")")[1].split()[11])

    before = ticks()
    while ticks() < before + 10:
        os.sched_yield()


def gone(process: int) -> None:
    """Wait until a child is dead with all its threads, or was buried by who started it."""
    with suppress(ChildProcessError):
        os.waitid(os.P_PID, process, os.WEXITED | os.WNOWAIT)
