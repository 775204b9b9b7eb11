"""A whole round played twice, by a server and by files alone: what it comes to is the same."""

import re
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

from app.actions.reporting import Wanted
from app.demo import outcome, playing, script, whole_round
from app.demo.play import Play
from app.demo.stage import CHAIR, Stage
from app.demo.ways import ByFiles, ByServer
from app.documents.extract import extract
from tests.integration.commands import Profile

CAME = re.compile(r"received in a (?:signed file|text form) of .*?, taken in by Chair of the MAG")


def played(way) -> Play:
    play = Play(way)
    for _name, do in playing.steps(play):
        do()
    return play


@pytest.fixture(scope="module")
def by_files(tmp_path_factory) -> Play:
    return played(ByFiles(tmp_path_factory.mktemp("files")))


@pytest.fixture(scope="module")
def by_server(server):
    # Not below pytest's own folder, for the sake of the server's own user.
    place = Path(tempfile.mkdtemp(prefix="satchel-test-"))
    yield played(ByServer(Stage(place, server)))
    shutil.rmtree(place)


@pytest.fixture(scope="module")
def outcomes(by_files, by_server):
    return outcome.of_round(by_files), outcome.of_round(by_server)


@pytest.mark.parametrize(
    "what",
    [
        "matrix", "consolidation", "ledger", "common", "letters", "decisions", "standing",
        "capacity", "briefs",
    ],
)  # fmt: skip
def test_the_chair_has_the_same_by_files_and_by_server(outcomes, what):
    files, server = (each["chair"][what] for each in outcomes)

    assert files
    assert files == server


def test_every_member_has_the_same_by_files_and_by_server(outcomes):
    files, server = outcomes

    assert server.keys() - files.keys() == {*script.BY_FORM}
    assert len(files) == 1 + len(script.ANSWERS) - len(script.BY_FORM)
    for account in files.keys() - {"chair"}:
        assert files[account] == server[account], account


def test_it_comes_to_what_the_script_says(outcomes):
    chair = outcomes[0]["chair"]
    ledger = {each["text"]: each["state"] for each in chair["ledger"]}
    cells = {line["id"]: line["reviews"] for line in chair["matrix"]["proposals"]}

    assert {number: ledger[script.REMARKS[number].text] for number in script.CONTENT} == {
        0: "satisfied", 1: "not_satisfied", 2: "satisfied",
    }  # fmt: skip
    assert ledger[script.REMARKS[3].text] == "asked"
    assert cells["environmental-data"][script.CHANGED[0]]["overall"] == script.CHANGED[2]
    assert "m-cs-asia" not in cells["cybersecurity"]  # a draft
    assert cells["gender-digital-rights"]["m-cs-african"]["recused"]
    assert script.TAKEN_BACK.text not in str(chair["consolidation"])
    assert chair["standing"]["count"]["positions"]["object"][0]["account"] == "m-cs-grulac"
    assert set(chair["standing"]["count"]["silent"]) > {"m-tc-grulac", *script.BY_FORM}
    states = {
        each["paper"]["id"]: each["decision"]["outcome"] for each in chair["decisions"]["lines"]
    }
    assert states == {paper: told[0] for paper, told in script.OUTCOMES.items()}


@pytest.mark.parametrize(
    "words",
    [
        ("matrix", "bpf", "--by", "region"), ("consolidate", "bpf"), ("questions", "bpf"),
        ("questions", "bpf", "--common"), ("decisions", "bpf"), ("capacity", "bpf", "--slots", "3"),
        ("standing",), ("letter", "cybersecurity"), ("letter", "gender-digital-rights"),
        ("brief", "gender-digital-rights"), ("list", "letters"), ("list", "decisions"),
        ("list", "comments"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_the_commands_say_the_same_of_both(by_files, by_server, words):
    files, server = (
        sorted(str(row) for row in outcome.bare(_rows(play, words), outcome.names(play)))
        for play in (by_files, by_server)
    )

    assert files
    assert files == server


def test_words_that_were_taken_back_are_not_shown_to_the_chair(by_files, by_server):
    for play in (by_files, by_server):
        (taken,) = [row for row in _rows(play, ("list", "comments")) if row.get("withdrawn")]
        assert (taken["owner"], taken["text"]) == (script.TAKEN_BACK.account, "")


def _rows(play: Play, words: tuple[str, ...]):
    return Profile(play.way.home(CHAIR).folder).rows(*words)


REPORTS = [wanted for wanted, _ in whole_round.REPORTS]


@pytest.fixture(scope="module")
def both(by_files, by_server, tmp_path_factory):
    """Write a report of each play."""

    def written(wanted: Wanted) -> list[Path]:
        return [
            whole_round.report(play, wanted, tmp_path_factory.mktemp("report"))
            for play in (by_files, by_server)
        ]

    return written


@pytest.mark.parametrize(
    "wanted",
    [wanted for wanted in REPORTS if wanted.what != "comments"],
    ids=lambda wanted: f"{wanted.what}-{wanted.format}",
)
def test_reports_are_the_same_to_the_byte(both, wanted):
    files, server = both(wanted)

    assert files.read_bytes() == server.read_bytes()


def test_comments_are_the_same_but_for_how_they_came(both):
    files, server = (
        " ".join((extract(path.name, path.read_bytes()) or "").split())
        for path in both(replace(REPORTS[0], format="html"))
    )

    assert "received in" not in server
    assert {each.split(" of ")[0] for each in CAME.findall(files)} == {"received in a signed file"}
    assert len(CAME.findall(files)) >= 4
    assert CAME.sub("", files).split() == server.split()
