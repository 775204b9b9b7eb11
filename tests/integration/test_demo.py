"""The demo as `./dev demo --headless` runs it: the whole journey, and its exit code."""

import json
from pathlib import Path

import pytest

from tests.integration.commands import Answer, run

KEYS = {"step", "ok", "seconds", "bytes_up", "bytes_down", "file"}
ROUND_REPORTS = [
    "round-comments.pdf", "round-matrix.pdf", "round-letter.pdf", "round-brief.pdf",
    "round-decisions.pdf", "round-round-report.pdf",
]  # fmt: skip
MEETING_REPORTS = [
    "meeting-book.pdf", "meeting-summary.pdf", "meeting-actions.pdf", "meeting-timeline.pdf",
    "meeting-statistics.pdf",
]  # fmt: skip
MEETING_PICTURES = {
    "chair-agenda-edit", "chair-floor", "member-agenda", "member-floor", "chair-said",
    "chair-actions", "chair-decisions", "chair-report", "contributions", "timeline", "groups", "steps",
}  # fmt: skip
CHAIR_STEPS = ("answers", "points", "letters", "decisions", "report")
PNG, PDF = b"\x89PNG\r\n", b"%PDF-"


def steps(answer: Answer, folder: Path) -> list[dict]:
    """Give the lines of the journey, which must be on stdout and in journey.jsonl alike."""
    assert answer.out == (folder / "journey.jsonl").read_text("utf-8")
    for row in answer.rows:
        assert row.keys() >= KEYS
        assert all(isinstance(row[key], int | float) for key in ("seconds", "bytes_up"))
    return answer.rows


@pytest.fixture(scope="module")
def by_server(tmp_path_factory) -> tuple[Answer, Path]:
    folder = tmp_path_factory.mktemp("server")
    return run("demo", "--headless", "--json", "--out", folder), folder


@pytest.fixture(scope="module")
def by_files(tmp_path_factory) -> tuple[Answer, Path]:
    folder = tmp_path_factory.mktemp("files")
    return run("demo", "--no-server", "--headless", "--json", "--out", folder), folder


def test_the_whole_journey_is_walked_without_a_display(by_server):
    answer, tmp_path = by_server

    assert answer.code == 0, answer.err
    walked = steps(answer, tmp_path)
    assert all(row["ok"] for row in walked)
    made = [Path(row["file"]) for row in walked if row["file"].startswith(str(tmp_path))]
    pictures = [file for file in made if file.suffix == ".png"]
    assert len({*pictures}) == len(pictures) >= 10
    assert all(file.read_bytes().startswith(PNG) for file in pictures)
    reports = [file for file in made if file.suffix == ".pdf"]
    assert [file.name for file in reports] == ["comments.pdf", *ROUND_REPORTS, *MEETING_REPORTS]
    assert all(file.read_bytes().startswith(PDF) for file in reports)
    assert any(row["bytes_up"] for row in walked)
    assert any(row["bytes_down"] for row in walked)
    assert not (tmp_path / "failure.txt").exists()


def test_a_step_that_is_not_as_it_should_be_ends_the_journey_with_exit_1(tmp_path):
    (tmp_path / "2-today.png").mkdir()  # no picture can be written where a folder is

    answer = run("demo", "--headless", "--json", "--out", tmp_path)

    assert answer.code == 1
    *before, last = steps(answer, tmp_path)
    assert all(row["ok"] for row in before)
    assert (last["step"], last["ok"]) == ("picture of today", False)
    assert json.loads((tmp_path / "journey.jsonl").read_text("utf-8").splitlines()[-1]) == last
    assert answer.err.startswith("picture of today: ")
    assert not (tmp_path / "comments.pdf").exists()


def test_a_cycle_by_files_alone_is_walked_without_a_display_and_a_server(by_files):
    answer, tmp_path = by_files

    assert answer.code == 0, answer.err
    walked = steps(answer, tmp_path)
    assert all(row["ok"] for row in walked)
    made = [Path(row["file"]) for row in walked if row["file"].startswith(str(tmp_path))]
    pictures = [file for file in made if file.suffix == ".png"]
    assert len({*pictures}) == len(pictures) >= 8
    assert all(file.read_bytes().startswith(PNG) for file in pictures)
    assert (tmp_path / "comments.pdf").read_bytes().startswith(PDF)
    assert [row["says"] for row in walked if "nobody’s outbox" in row["step"]] == ["all received"]


def test_the_chair_of_both_journeys_has_the_same_round_in_the_end(by_server, by_files):
    server, files = (
        json.loads((folder / "round.json").read_text("utf-8"))
        for _, folder in (by_server, by_files)
    )

    assert files["chair"]["matrix"]["coverage"]["answered"]
    assert files["chair"] == server["chair"]
    for name in ROUND_REPORTS[1:]:
        assert (by_files[1] / name).read_bytes() == (by_server[1] / name).read_bytes(), name
    for _, folder in (by_server, by_files):
        pictures = {path.name.partition("-")[2] for path in folder.glob("*-round-*.png")}
        assert pictures == {f"round-{step}.png" for step in CHAIR_STEPS}


def test_the_four_of_both_journeys_have_the_same_meeting_in_the_end(by_server, by_files):
    server, files = (
        json.loads((folder / "meeting.json").read_text("utf-8"))
        for _, folder in (by_server, by_files)
    )

    assert files["chair"]["floor"]["speakers"]
    assert files == server
    for name in MEETING_REPORTS:
        assert (by_files[1] / name).read_bytes() == (by_server[1] / name).read_bytes(), name
    for _, folder in (by_server, by_files):
        pictures = {path.stem.partition("-meeting-")[2] for path in folder.glob("*-meeting-*.png")}
        assert pictures == MEETING_PICTURES
