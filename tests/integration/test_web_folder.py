"""A plain web folder of packs: joined, followed by deltas, and told from what it is not."""

import json
from collections import Counter
from contextlib import suppress
from hashlib import sha256

import pytest

from app.actions import costing, downloading, joining, syncing, ways
from app.actions.trouble import Trouble
from app.documents.extract import extract
from app.domain import web_invitations
from app.packs.trust import new_signer
from app.secretariat import packing_web
from app.secretariat.packing import Wish
from app.store import current, facts, open_store, outbox
from app.sync.transport import OVERHEAD, SignInPage, TransportError, Unreachable
from tests.builders import write
from tests.hosts import Said, answering, plain_folder
from tests.integration import harbour
from tests.packing import OFFICE, OTHER

KEY = bytes(range(32))


@pytest.fixture
def papers(tmp_path):
    root = harbour.write(tmp_path / "folder")
    rows = harbour.DOCUMENTS.splitlines(keepends=True)
    plain = [each for each in rows if not any(slow in each for slow in (".docx", ".pdf", ".html"))]
    harbour.put(root, "documents/documents.csv", "".join(plain))
    return root


@pytest.fixture
def place(tmp_path):
    return tmp_path / "web"


@pytest.fixture
def publish(papers, place):
    """Bring the web folder up to date with the meeting folder."""

    def publish(signer=OFFICE, **wish):
        chosen = Wish(**{"audience": "members", "reading_key": KEY, **wish})
        return packing_web.write(papers, place, signer, extract, chosen)

    publish()
    return publish


@pytest.fixture
def host(place, publish):
    """Give a web host of the folder; `says` may change what it answers."""

    class Host:
        ranges = True
        says = None

        def answer(self, asked):
            said = None if self.says is None else self.says(asked)
            return said or plain_folder(place, ranges=self.ranges)(asked)

    made = Host()
    with answering(lambda asked: made.answer(asked)) as served:
        made.url, made.asked = served.url, served.asked
        yield made


@pytest.fixture
def member(host, store, home):
    """Give the store of a member who follows the folder."""
    joining.join_web(store, home, host.url, "mona", invitation=web_invitations.written(KEY))
    host.asked.clear()
    return store


def paths(host):
    return [each.path.split("/")[1] for each in host.asked]


def rows(store):
    return {
        (each["collection"], each["id"]): each["data"]
        for each in store.rows("SELECT collection, id, data FROM current")
    }


def test_whoever_joins_has_the_papers_and_their_texts_at_once(member, home):
    profile = facts.profile(member)

    assert profile is not None
    assert (profile.account, profile.role, profile.way, profile.cycle) == (
        "mona", "member", "web", "harbour2031",
    )  # fmt: skip
    assert profile.fingerprint == OFFICE.fingerprint
    assert current.one(member, "proposals", "cables")
    assert list((home.folder / "texts").iterdir())
    assert not list((home.folder / "packs").glob("*.satchel"))


def test_nothing_new_is_one_request_without_a_body(member, home, host):
    syncing.sync(member, home)
    host.asked.clear()

    report = syncing.sync(member, home)

    assert (report.requests, report.received, report.more) == (1, 0, False)
    assert paths(host) == ["latest.json"]
    assert report.bytes_down < 400


def test_what_changed_comes_as_a_delta(member, home, host, papers, publish):
    harbour.put(papers, "proposals/tides.v2.md", harbour.WITHDRAWN.replace("withdrawn", "open"))
    (papers / "cycle.toml").write_text(harbour.CYCLE.replace("Harbour", "Haven"), "utf-8")
    folder = publish()
    whole = next(each for each in folder.latest.packs if each.from_ is None)

    report = syncing.sync(member, home)

    cycle = current.one(member, "cycle", "harbour2031")
    assert cycle is not None
    assert cycle.data["title"] == "Haven cycle 2031"
    assert report.received > 0
    assert report.bytes_down < whole.size
    assert report.touched >= {"cycle"}
    assert syncing.sync(member, home).requests == 1


def test_a_member_who_lost_what_a_delta_needs_gets_the_whole_pack(
    member, home, papers, publish, host
):
    for each in (home.folder / "packs").iterdir():
        each.unlink()
    (papers / "cycle.toml").write_text(harbour.CYCLE.replace("Harbour", "Haven"), "utf-8")
    publish()

    syncing.sync(member, home)

    assert "Haven" in rows(member)["cycle", "harbour2031"]


def test_what_i_wrote_waits_and_is_not_sent(member, home, host):
    write(member, "mine")

    report = syncing.sync(member, home)

    assert (report.sent, report.bytes_up < 400) == (0, True)
    assert [act.state for act in outbox.to_send(member)] == ["waiting"]
    assert {each.method for each in host.asked} == {"GET"}


def test_a_file_of_a_document_comes_from_the_folder(store, home, papers, tmp_path):
    packing_web.write(papers, tmp_path / "open", OFFICE, extract, Wish(audience="public"))
    with answering(plain_folder(tmp_path / "open")) as host:
        joining.join_web(store, home, host.url, "anybody")
        host.asked.clear()

        path = downloading.get(store, home, "open-letter")

    assert path.read_bytes() == (papers / "documents" / "letter.txt").read_bytes()
    assert paths(host) == ["files"]


@pytest.mark.parametrize("ranges", [True, False])
def test_a_pack_cut_on_its_way_goes_on_where_it_broke(store, home, host, place, ranges):
    host.ranges = ranges
    cut = Counter()

    def says(asked):
        if not asked.path.startswith("/packs/"):
            return None
        said = plain_folder(place, ranges=ranges)(asked)
        cut["tries"] += 1
        cut["bytes"] += 1_200
        said.headers["Content-Length"] = str(len(said.body))
        keep = 1_200 if ranges else 1_200 * cut["tries"]
        return Said(said.status, said.headers, said.body[:keep])

    host.says = says
    code = web_invitations.written(KEY)

    for _ in range(30):
        with suppress(Unreachable):
            joining.join_web(store, home, host.url, "mona", invitation=code)
            break

    assert facts.profile(store) is not None
    assert cut["tries"] > 2
    assert current.one(store, "proposals", "cables")


def test_an_estimate_is_exact_and_brings_nothing(member, home, host, papers, publish):
    (papers / "cycle.toml").write_text(harbour.CYCLE.replace("Harbour", "Haven"), "utf-8")
    publish()

    cost = costing.estimate(member, home)
    report = syncing.sync(member, home)

    assert cost.exact
    assert abs(cost.bytes_down - report.bytes_down) < 1_200
    assert report.received > 0
    assert costing.estimate(member, home).bytes_down <= OVERHEAD


def test_a_budget_is_held_and_the_rest_comes_later(member, home, host, papers, publish):
    for number in range(40):
        noise = "".join(sha256(f"{number} {n}".encode()).hexdigest() for n in range(20))
        text = f"{harbour.TIDES.replace('Tides', f'Tides {number}')}\n\n{noise}\n"
        harbour.put(papers, f"proposals/tides-{number}.v1.md", text)
    publish()

    reports = [syncing.sync(member, home, budget=8_000)]
    while reports[-1].more and len(reports) < 50:
        reports.append(syncing.sync(member, home, budget=8_000))

    assert len(reports) > 1
    assert max(each.bytes_up + each.bytes_down for each in reports) <= 8_000
    assert not reports[-1].more
    assert ("proposals", "tides-39") in rows(member)


# --- what it is not ----------------------------------------------------------------------


PAGE = Said(200, {"Content-Type": "text/html"}, b"<html>Welcome to Hotel Harbour</html>")


@pytest.mark.parametrize(
    "says",
    [
        lambda asked: PAGE,
        lambda asked: Said(302, {"Location": "http://elsewhere.example/login"}),
        lambda asked: Said(204),
        lambda asked: Said(511, {"Content-Type": "text/html"}, b"<html>"),
        lambda asked: None if asked.path == "/latest.json" else PAGE,
    ],
    ids=["page", "redirect", "empty", "511", "page for a pack"],
)
def test_a_sign_in_page_changes_nothing(member, home, host, papers, publish, says):
    (papers / "cycle.toml").write_text(harbour.CYCLE.replace("Harbour", "Haven"), "utf-8")
    publish()
    before = rows(member)
    host.says = says

    with pytest.raises(SignInPage):
        syncing.sync(member, home)

    assert rows(member) == before
    host.says = None
    assert syncing.sync(member, home).received > 0


def tampered(place, change):
    told = json.loads((place / "latest.json").read_text("utf-8"))
    change(told)
    (place / "latest.json").write_text(json.dumps(told), "utf-8")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda told: told.update(sequence=told["sequence"] + 1), "pack_bad_signature"),
        (lambda told: told.update(packs=[]), "pack_bad_signature"),
        (lambda told: told.clear(), "pack_not_a_pack"),
    ],
    ids=["newer", "emptied", "nothing"],
)
def test_a_latest_that_is_not_as_it_was_signed_is_refused(member, home, host, place, change, code):
    before = rows(member)
    tampered(place, change)

    with pytest.raises(Trouble, match=code):
        syncing.sync(member, home)

    assert rows(member) == before


def test_a_folder_of_another_key_is_refused(member, home, host, papers, place, publish):
    for each in place.rglob("*.*"):
        each.unlink()
    (papers / "cycle.toml").write_text(harbour.CYCLE.replace("Harbour", "Haven"), "utf-8")
    publish(signer=OTHER)
    before = rows(member)

    with pytest.raises(Trouble, match="pack_other_key"):
        syncing.sync(member, home)

    assert rows(member) == before


def test_a_newer_key_that_the_older_one_vouches_for_is_followed(member, home, papers, publish):
    (papers / "cycle.toml").write_text(harbour.CYCLE.replace("Harbour", "Haven"), "utf-8")
    publish(signer=new_signer(OFFICE))

    report = syncing.sync(member, home)

    assert report.received > 0


def test_a_pack_that_is_damaged_is_thrown_away_and_brought_anew(
    member, home, host, papers, place, publish
):
    (papers / "cycle.toml").write_text(harbour.CYCLE.replace("Harbour", "Haven"), "utf-8")
    publish()
    before = rows(member)

    def says(asked):
        if not asked.path.startswith("/packs/"):
            return None
        said = plain_folder(place)(asked)
        spoilt = bytearray(said.body)
        spoilt[-20] ^= 1
        return Said(said.status, said.headers, bytes(spoilt))

    host.says = says
    with pytest.raises(Trouble, match="pack_damaged"):
        syncing.sync(member, home)
    assert rows(member)["proposals", "cables"] == before["proposals", "cables"]
    host.says = None

    syncing.sync(member, home)

    assert "Haven" in rows(member)["cycle", "harbour2031"]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"account": None}, "pack_choose_account"),
        ({"account": "nobody"}, "pack_unknown_account"),
        ({"invitation": None}, "pack_sealed"),
        ({"invitation": web_invitations.written(bytes(32))}, "pack_sealed"),
        ({"fingerprint": "0000-0000-0000-0000-0000"}, "pack_other_key"),
    ],
    ids=["nobody named", "nobody known", "no key", "another key", "another fingerprint"],
)
def test_joining_wrongly_joins_nothing(store, home, host, more, code):
    asked = {"account": "mona", "invitation": web_invitations.written(KEY), **more}

    with pytest.raises(Trouble, match=code):
        joining.join_web(store, home, host.url, **asked)

    assert facts.profile(store) is None
    assert rows(store) == {}


def test_the_fingerprint_in_the_message_is_held_to(store, home, host):
    message = f"{host.url} {web_invitations.written(KEY)} {OTHER.fingerprint}"

    with pytest.raises(Trouble, match="pack_other_key"):
        joining.join_web(store, home, host.url, "mona", invitation=message)

    assert facts.profile(store) is None


@pytest.mark.parametrize("url", ["http://papers.example/folder", "ftp://x.example", "folder"])
def test_only_https_or_this_very_computer(store, home, url):
    with pytest.raises(Trouble, match="bad_address"):
        joining.join_web(store, home, url, "mona")


def test_where_there_is_no_folder_it_is_said_so(store, home, host):
    with pytest.raises(Trouble, match="no_web_folder"):
        joining.join_web(store, home, f"{host.url}/elsewhere", "mona")


def test_an_address_that_names_latest_itself_will_do(store, home, host):
    code = web_invitations.written(KEY)

    joining.join_web(store, home, f"{host.url}/latest.json", "mona", invitation=code)

    assert facts.get(store, "web") == host.url


def test_an_open_folder_needs_no_key(home, papers, tmp_path):
    wish = Wish(audience="public")
    packing_web.write(papers, tmp_path / "open", OFFICE, extract, wish)
    store = open_store(None)

    with answering(plain_folder(tmp_path / "open")) as host:
        joining.join_web(store, home, host.url, "anybody")

    profile = facts.profile(store)
    assert profile is not None
    assert profile.role == "observer"
    assert current.listed(store, "meetings")
    store.close()


def test_a_folder_takes_nothing(member):
    transport = ways.server(facts.profile(member))

    with pytest.raises(TransportError):
        transport.changes()
    with pytest.raises(TransportError):
        transport.upload("0" * 64, b"x")
    transport.close()
