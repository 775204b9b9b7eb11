"""A web folder from the terminal: join, sync, what it costs, a budget, what waits."""

import pytest

from app.documents.extract import extract
from app.domain import web_invitations
from app.secretariat import packing_web
from app.secretariat.packing import Wish
from tests import meeting_folder
from tests.hosts import answering, plain_folder
from tests.integration.commands import Profile, run
from tests.packing import OFFICE

KEY = bytes(range(32))


@pytest.fixture
def papers(tmp_path):
    return meeting_folder.write(tmp_path / "papers")


@pytest.fixture
def publish(papers, tmp_path):
    def publish():
        packing_web.write(papers, tmp_path / "web", OFFICE, extract, Wish(reading_key=KEY))

    publish()
    return publish


@pytest.fixture
def url(tmp_path, publish):
    with answering(plain_folder(tmp_path / "web")) as host:
        yield host.url


def test_a_member_follows_a_web_folder(url, tmp_path, papers, publish):
    omar = Profile(tmp_path / "omar")
    code = web_invitations.written(KEY)

    joined = omar.one("join", url, "--as", "omar", "--invitation", code)

    assert (joined["account"], joined["role"]) == ("omar", "member")
    assert joined["fingerprint"] == OFFICE.fingerprint
    assert "seeds" in omar.ids("proposals")
    omar.one("comment", "proposal/seeds", "--text", "mine")
    quiet = omar.one("sync")
    assert (quiet["requests"], quiet["received"], quiet["waiting"]) == (1, 0, 1)
    seeds = meeting_folder.SEEDS_2.replace("Says who.", "Says it again.")
    meeting_folder.put(papers, "proposals/seeds.v3.md", seeds.replace("freely", "gladly"))
    publish()
    cost = omar.one("sync", "--estimate")
    assert cost["exact"] is True
    tiny = omar.fails("sync", "--budget", "200")
    assert "nothing was sent" in tiny
    assert "900 bytes" in tiny
    small = omar.one("sync", "--budget", "1500")
    assert small["bytes_up"] + small["bytes_down"] <= 1_500
    assert small["more"] is True
    rest = omar.one("sync")
    assert (rest["more"], rest["waiting"]) == (False, 1)
    assert omar.one("show", "proposals", "seeds")["version"] == 3


def test_what_is_wrong_is_told_in_words(url, tmp_path):
    omar = Profile(tmp_path / "omar")

    sealed = omar.run("join", url, "--as", "omar")
    assert (sealed.code, "reading key" in sealed.err) == (2, True)
    assert "no web folder" in omar.fails("join", f"{url}/else", "--as", "omar", code=2)
    for wrong in ("0", "-5", "much"):
        assert run("sync", "--budget", wrong).code == 2


def test_a_reading_key_that_was_copied_wrongly_is_told_as_such(url, tmp_path):
    omar = Profile(tmp_path / "omar")
    code = web_invitations.written(KEY)[:-1]

    answer = omar.run("join", url, "--as", "omar", "--invitation", code)

    assert (answer.code, "reading key" in answer.err) == (2, True)


def test_an_open_folder_is_joined_with_the_whole_message(tmp_path, papers):
    packing_web.write(papers, tmp_path / "web", OFFICE, extract, Wish())
    omar = Profile(tmp_path / "omar")

    with answering(plain_folder(tmp_path / "web")) as host:
        message = f"Web folder: {host.url}\nFingerprint: {OFFICE.fingerprint}"
        joined = omar.one("join", host.url, "--as", "omar", "--invitation", message)

    assert (joined["account"], joined["fingerprint"]) == ("omar", OFFICE.fingerprint)


def test_whoever_names_herself_to_a_server_joins_it_all_the_same(cycle, tmp_path):
    omar = Profile(tmp_path / "omar")
    url = str(cycle.http.base_url)

    joined = omar.one("join", url, "--as", "omar", "--invitation", cycle.invitation("omar"))

    assert (joined["account"], joined["server"]) == ("omar", url.rstrip("/"))


def test_a_profile_by_file_is_told_how_papers_come(tmp_path, papers):
    from tests.packing import packed

    packed(papers, tmp_path / "x.satchel")
    omar = Profile(tmp_path / "omar")
    omar.one("join", tmp_path / "x.satchel", "--as", "omar")

    assert "bundle open" in omar.fails("sync")
    assert "bundle open" in omar.fails("sync", "--estimate")
