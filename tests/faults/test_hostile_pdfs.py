"""PDFs made to harm cost a process of their own, and that is small and soon over (S5)."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.pdfs import hostile, truncated, turned, written

ROOT = Path(__file__).parents[2]
CODES = {"damaged", "password", "too_large", "too_slow", "crashed"}
SOUND = ["Quiet radio", "networks of islands"] * 12
SLICE = (
    "page tree bites its tail",
    "table of four thousand million objects",
    "content that swells",
    "words that swell",
    "picture of 60,000 x 60,000",
    "form in itself",
    "pattern of a thousandth of a point",
    "outline bites its tail",
    "lock of no known make",
)

READER = """
import json, resource, sys, time
from pathlib import Path
from app.documents.extract import extract
from app.documents.pdf_pages import open_pdf
from app.documents.unreadable import Unreadable

def asked(ask):
    begun = time.monotonic()
    try:
        ask()
        code = "read"
    except Unreadable as caught:
        code = caught.code
    return code, time.monotonic() - begun

def requests(path):
    content = path.read_bytes()
    yield asked(lambda: extract("a.pdf", content))
    kept = []
    yield asked(lambda: kept.append(open_pdf(path)))
    for file in kept:
        with file:
            yield asked(lambda: file.render(0, 1))
            yield asked(lambda: file.text(len(file.pages) - 1))
            yield asked(file.outline)
            yield asked(lambda: file.links(0))
            yield asked(lambda: list(file.find("networks")))

for path in sorted(Path(sys.argv[1]).iterdir()):
    told = list(requests(path))
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    # What getrusage says of memory begins with that of the program which started this one.
    status = Path("/proc/self/status").read_text().splitlines()
    own = next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024
    print(json.dumps({"told": told, "megabytes": most, "own": own}), flush=True)
"""


def read(folder: Path, given: dict[str, bytes]) -> dict[str, dict[str, object]]:
    """Let a process like ours read each of them in every way; return what came of it."""
    folder.mkdir()
    for number, content in enumerate(given.values()):
        (folder / f"{number:04}.pdf").write_bytes(content)
    done = subprocess.run(
        [sys.executable, "-c", READER, str(folder)],
        capture_output=True, text=True, check=True, cwd=ROOT,
    )  # fmt: skip
    told = map(json.loads, done.stdout.splitlines())
    return dict(zip(given, told, strict=True))


@pytest.mark.skipif(sys.platform != "linux", reason="getrusage counts in other units elsewhere")
def test_hostile_pdfs_cost_a_small_process_and_never_ours(tmp_path, whole):
    given = {name: raw for name, raw in hostile().items() if whole or name in SLICE}

    told = read(tmp_path / "pdfs", given)

    for name, each in told.items():
        assert {code for code, _ in each["told"]} <= CODES | {"read"}, (name, each)
        # The limit of a request is 5 s, of taking all words out 30; and the machine may be busy.
        assert max(seconds for _, seconds in each["told"]) < 120, (name, each)
        assert each["megabytes"] < 300, (name, each)
        assert each["own"] < 200, (name, each)


@pytest.mark.skipif(sys.platform != "linux", reason="getrusage counts in other units elsewhere")
def test_a_pdf_cut_anywhere_is_read_as_far_as_it_goes_or_refused(tmp_path, whole):
    sound = [written(SOUND, SOUND), turned(written(SOUND, SOUND), 90),
             written(SOUND, password="offen", strength=128)]  # fmt: skip
    parts = 50 if whole else 6
    cut = [each for content in sound for each in truncated(content, parts)]

    told = read(tmp_path / "pdfs", {str(number): each for number, each in enumerate(cut)})

    for name, each in told.items():
        assert {code for code, _ in each["told"]} <= {"read", "damaged", "password"}, (name, each)
        assert each["megabytes"] < 300, (name, each)


def test_a_pdf_with_flipped_bytes_is_read_or_refused(tmp_path, whole):
    sound = written(SOUND, SOUND)
    step = max(1, len(sound) // (400 if whole else 15))
    flipped = {
        str(at): sound[:at] + bytes([sound[at] ^ 0x55]) + sound[at + 1 :]
        for at in range(0, len(sound), step)
    }

    told = read(tmp_path / "pdfs", flipped)

    for at, each in told.items():
        assert {code for code, _ in each["told"]} <= CODES | {"read"}, (at, each)
