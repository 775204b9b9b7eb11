"""A meeting played twice, by a server and by files alone: what it comes to is the same."""

import shutil
import tempfile
from itertools import chain
from pathlib import Path

import pytest

from app.demo import meeting_after, meeting_before, meeting_during, meeting_outcome, outcome
from app.demo import meeting_script as script
from app.demo.meeting_play import EVERYBODY, MeetingPlay
from app.demo.stage import CHAIR, Stage
from app.demo.ways import ByFiles, ByServer
from app.demo.whole_meeting import AFTER, report
from tests.integration.commands import Profile


def played(way) -> MeetingPlay:
    play = MeetingPlay(way)
    for _name, do in chain(
        meeting_before.steps(play),
        meeting_during.steps(play),
        meeting_during.end(play),
        meeting_after.steps(play),
    ):
        do()
    return play


@pytest.fixture(scope="module")
def by_files(tmp_path_factory) -> MeetingPlay:
    return played(ByFiles(tmp_path_factory.mktemp("files"), script.CYCLE))


@pytest.fixture(scope="module")
def by_server(server):
    # Not below pytest's own folder, for the sake of the server's own user.
    place = Path(tempfile.mkdtemp(prefix="satchel-test-"))
    yield played(ByServer(Stage(place, server), script.CYCLE))
    shutil.rmtree(place)


@pytest.fixture(scope="module")
def outcomes(by_files, by_server):
    return meeting_outcome.of_meeting(by_files), meeting_outcome.of_meeting(by_server)


@pytest.mark.parametrize("account", EVERYBODY)
def test_everybody_has_the_same_by_files_and_by_server(outcomes, account):
    files, server = (each[account] for each in outcomes)

    assert files.keys() == server.keys()
    for what, found in files.items():
        assert found == server[what], what


def test_it_comes_to_what_the_script_says(outcomes):
    chair = outcomes[0][CHAIR]

    assert chair["agenda"] == [list(each) for each in script.AGENDA]
    assert [each["name"] for each in chair["floor"]["speakers"]] == [
        script.GUEST, "Member, civil society, GRULAC", "Member, government, African Group",
    ]  # fmt: skip
    assert {each["delivered"] for each in chair["floor"]["prepared"]} == {"spoken", "read_out"}
    assert [each["text"] for each in chair["objections"]] == [script.OBJECTION]
    (decided,) = chair["decisions"]
    assert (decided["text"], len(decided["objections"])) == (script.DECISION, 1)
    states = {each["action"]["text"]: each["action"]["state"] for each in chair["steps"]}
    assert states[script.STEP] == "done"
    assert len(states) == 3
    assert chair["report"]["state"] == "final"
    points = [each["key_points"] for each in chair["report"]["items"]]
    assert script.QUOTED in points[1]
    assert script.DECISION in chair["mail"]["body"]
    groups = {each["group"]["id"]: each["group"]["participants"] for each in chair["groups"]}
    assert groups[script.GROUP] == [script.MEMBER]


def test_what_was_for_chairs_alone_reaches_no_other_member(outcomes):
    for found in outcomes:
        absent = str(found[script.ABSENT])

        assert script.APOLOGIES in absent  # her own
        for words in (script.PREPARED, script.ASKED, script.WISH):
            assert words not in absent


@pytest.mark.parametrize(
    "words",
    [
        ("agenda", "MEETING"), ("floor", "MEETING", "--item", "2"), ("report", "MEETING"),
        ("transcript", "--meeting", "MEETING"), ("action", "--meeting", "MEETING"),
        ("group", script.GROUP), ("statistics",),
    ],
    ids=lambda words: words[0],
)  # fmt: skip
@pytest.mark.parametrize("account", [CHAIR, script.MEMBER])
def test_the_commands_say_the_same_of_both(by_files, by_server, words, account):
    files, server = (_said(play, account, words) for play in (by_files, by_server))

    assert files
    assert files == server


def _said(play: MeetingPlay, account: str, words: tuple[str, ...]):
    words = tuple(play.meeting if each == "MEETING" else each for each in words)
    rows = Profile(play.way.home(account).folder).rows(*words)
    told = meeting_outcome.without_times(outcome.bare(rows, meeting_outcome.names(play)))
    for item in chain.from_iterable(row.get("items") or () for row in told):
        # A paper that another chair changed is hers where it came by file.
        item.pop("owner", None)
    return told


@pytest.mark.parametrize(
    ("what", "form"),
    [(what, form) for what, form, _ in AFTER if form != "ics"],
)
def test_reports_are_the_same_to_the_byte(by_files, by_server, tmp_path, what, form):
    made: list[bytes] = []
    for number, play in enumerate((by_files, by_server)):
        (tmp_path / str(number)).mkdir()
        made.append(report(play, CHAIR, what, form, tmp_path / str(number)).read_bytes())

    assert made[0] == made[1]


def test_calendars_are_the_same_but_for_how_often_a_date_was_changed(by_files, by_server, tmp_path):
    made: list[list[str]] = []
    for number, play in enumerate((by_files, by_server)):
        (tmp_path / str(number)).mkdir()
        out = report(play, CHAIR, "timeline", "ics", tmp_path / str(number))
        lines = out.read_text("utf-8").splitlines()
        counts = ("SEQUENCE:", "LAST-MODIFIED:")
        made.append([each for each in lines if not each.startswith(counts)])

    assert f"SUMMARY:{script.TITLE}" in made[0]
    assert made[0] == made[1]
