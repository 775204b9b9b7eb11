"""Publishing a folder to a real server: whole, once, repeatable, and never half checked."""

from dataclasses import dataclass, field
from uuid import uuid4

import pytest

from app.actions import joining
from app.actions.trouble import Trouble
from app.domain.invitations import Invited, find
from app.phrases.invitations import letter, trouble
from app.secretariat import membership
from app.secretariat.membership import MembershipTrouble
from app.secretariat.publishing import CannotPublish, Way, publish
from app.store import current, facts, open_store, outbox, published
from app.sync.server import ServerTransport
from app.sync.transport import Cancelled, Refused, Unreachable
from tests import meeting_folder as made
from tests.enrolled import member, read


@pytest.fixture
def root(tmp_path):
    root = made.write(tmp_path / "folder")
    cycle = f"orchard-{uuid4().hex}"
    made.change(root, "cycle.toml", "orchard2030", cycle)
    return root


@dataclass
class Office:
    """The Secretariat's profile and its way to the server."""

    url: str
    store: object
    last: ServerTransport | None = None
    cut: object = None
    calls: list = field(default_factory=list)

    def connect(self, profile):
        self.last = ServerTransport(self.url, profile.cycle, profile.token)
        return self.cut(self.last) if self.cut else self.last

    def found(self, cycle, title):
        self.calls.append((cycle, title))
        return joining.found_cycle(self.store, self.url, cycle, title)

    def publish(self, root, *, anew=False, **more):
        def text(name, content):
            return content.decode() if name.endswith((".txt", ".md")) else None

        return publish(self.store, root, Way(self.connect, self.found, anew), text, **more)


@pytest.fixture
def office(server, tmp_path):
    store = open_store(tmp_path / "office" / "store.db")
    yield Office(server.url, store)
    store.close()


def actions(done):
    return [(each.collection, each.id, each.action) for each in done.changes]


def test_a_folder_makes_its_cycle_and_members_receive_it(server, office, root, tmp_path):
    done = office.publish(root)

    assert done.founded
    assert done.whole
    assert done.sent == 25
    assert done.uploaded > 0
    assert facts.profile(office.store).role == "secretariat"
    omar = member(server.url, office.store, tmp_path, "omar")
    assert current.one(omar, "proposals", "seeds").data["version"] == 2
    assert current.one(omar, "documents", "letter").data["file"]["size"] == 19
    assert current.one(omar, "documents", "secret") is None
    assert current.one(omar, "contacts", "member-nadia") is None


def test_the_second_time_does_nothing_with_one_request(server, office, root):
    office.publish(root)

    again = office.publish(root)

    assert actions(again) == []
    assert (again.sent, again.uploaded, again.requests, again.founded) == (0, 0, 1, False)


def test_a_dry_run_says_the_same_and_sends_nothing(server, office, root):
    said = office.publish(root, dry_run=True)

    assert facts.profile(office.store) is None
    assert office.calls == []
    assert ("documents", "letter", "upload") in actions(said)
    assert actions(office.publish(root)) == actions(said)

    made.change(root, "members.csv", "Ministry of Plums", "Ministry of Figs")
    said = office.publish(root, dry_run=True)
    assert actions(said) == [("members", "omar", "update")]
    assert outbox.all_of(office.store) == []
    assert actions(office.publish(root)) == actions(said)


def test_a_faulty_folder_never_reaches_the_line(office, root):
    made.change(root, "members.csv", "omar,member", "omar,boss")

    done = office.publish(root)

    assert [each.code for each in done.faults] == ["bad_word"]
    assert office.calls == []
    assert office.last is None


def test_a_changed_version_is_refused_and_nothing_of_the_folder_is_sent(
    server, office, root, tmp_path
):
    office.publish(root)
    omar = member(server.url, office.store, tmp_path, "omar")
    made.change(root, "proposals/bees.v1.md", "Bees.", "Wasps.")
    made.change(root, "members.csv", "Pear Institute", "Fig Institute")

    done = office.publish(root)

    assert [(each.file, each.line) for each in done.faults] == [("proposals/bees.v1.md", 7)]
    assert read(server.url, omar).received == 0


def test_a_second_version_arrives_and_the_first_stays(server, office, root, tmp_path):
    office.publish(root)
    omar = member(server.url, office.store, tmp_path, "omar")
    made.put(
        root, "proposals/bees.v2.md", '+++\nnote = "More"\n+++\n\n## About {#about}\n\nMore bees.\n'
    )

    done = office.publish(root)

    assert done.sent == 2
    read(server.url, omar)
    assert current.one(omar, "proposals", "bees").data["version"] == 2
    assert current.one(omar, "versions", "bees-v1").data["sections"][0]["text"] == "Bees."
    assert current.one(omar, "versions", "bees-v2").data["sections"][0]["text"] == "More bees."


def test_files_go_up_and_come_down_as_they_were(server, office, root, tmp_path):
    made.put(root, "documents/letter.txt", "line\n" * 500_000)
    office.publish(root)
    omar = member(server.url, office.store, tmp_path, "omar")
    document = current.one(omar, "documents", "letter").data
    profile = facts.profile(omar)
    transport = ServerTransport(server.url, profile.cycle, profile.token)

    content = b"".join(transport.fetch(document["file"]["sha256"]))

    assert content == (root / "documents/letter.txt").read_bytes()
    assert b"".join(transport.fetch(document["text"]["sha256"])) == content
    hidden = current.one(office.store, "documents", "secret").data["file"]["sha256"]
    with pytest.raises(Refused):
        list(transport.fetch(hidden))
    transport.close()


class Cut:
    """A line that dies before its n-th request."""

    def __init__(self, transport, after):
        self._inner = transport
        self._left = after
        self.traffic = transport.traffic

    def _step(self):
        if self._left == 0:
            raise Unreachable("cut")
        self._left -= 1

    def exchange(self, *args):
        self._step()
        return self._inner.exchange(*args)

    def changes(self, *args):
        return self._inner.changes(*args)

    def fetch(self, *args):
        return self._inner.fetch(*args)

    def upload(self, *args):
        self._step()
        self._inner.upload(*args)

    def close(self):
        self._inner.close()


def test_cut_anywhere_it_goes_on_where_it_was(server, office, root, tmp_path):
    cuts = 0
    while True:
        office.cut = lambda inner, after=cuts: Cut(inner, after)
        try:
            done = office.publish(root)
            break
        except Unreachable:
            cuts += 1

    assert cuts >= 4
    assert done.whole
    assert outbox.all_of(office.store) == []
    office.cut = None
    assert actions(office.publish(root)) == []
    omar = member(server.url, office.store, tmp_path, "omar")
    assert len(current.listed(omar, "items")) == 3


class Deaf(Cut):
    """A line on which the n-th answer is lost after the server acted."""

    def exchange(self, *args):
        answer = self._inner.exchange(*args)
        self._step()
        return answer


def test_an_answer_lost_on_the_way_doubles_nothing(server, office, root):
    for after in range(6):
        office.cut = lambda inner, after=after: Deaf(inner, after)
        try:
            office.publish(root)
        except Unreachable:
            continue
    office.cut = None

    assert actions(office.publish(root)) == []
    held = {(each.collection, each.id): each.version for each in published.held(office.store)}
    assert set(held.values()) == {1}


def test_what_broke_off_is_not_sent_after_the_folder_was_put_right(server, office, root, tmp_path):
    office.publish(root)
    made.change(root, "documents/documents.csv", "draft,chairs", "draft,members")
    office.cut = lambda inner: Cut(inner, 1)
    with pytest.raises(Unreachable):
        office.publish(root)
    made.change(root, "documents/documents.csv", "draft,members", "draft,chairs")
    office.cut = None
    omar = member(server.url, office.store, tmp_path, "omar")

    office.publish(root)

    read(server.url, omar)
    assert current.one(omar, "documents", "secret") is None
    assert current.one(office.store, "documents", "secret").readers == ("chairs",)


def test_a_member_who_left_loses_her_devices(server, office, root, tmp_path):
    office.publish(root)
    omar = member(server.url, office.store, tmp_path, "omar")
    table = made.MEMBERS.replace("uncertain\n", "uncertain,status\n", 1)
    made.put(root, "members.csv", table.replace("asia_pacific,,1,\n", "asia_pacific,,1,,left\n"))

    done = office.publish(root)

    assert actions(done) == [("members", "omar", "withdraw")]
    with pytest.raises(Refused) as refused:
        read(server.url, omar)
    assert refused.value.status == 401


def test_the_folder_of_another_cycle_is_refused(office, root):
    office.publish(root)
    made.put(root, "cycle.toml", 'id = "elsewhere"\n')

    done = office.publish(root)

    assert [(each.file, each.line, each.field, each.code) for each in done.faults] == [
        ("cycle.toml", 1, "id", "other_cycle")
    ]


def test_only_the_secretariat_publishes(server, office, root, tmp_path):
    office.publish(root)
    omar = Office(server.url, member(server.url, office.store, tmp_path, "omar"))
    made.change(root, "members.csv", "omar,member", "omar,chair")

    with pytest.raises(CannotPublish) as refused:
        omar.publish(root)

    assert refused.value.code == "not_secretariat"


def test_stopping_stops_and_the_rest_goes_later(server, office, root):
    seen = []

    with pytest.raises(Cancelled):
        office.publish(root, progress=seen.append, stop=lambda: len(seen) > 0)
    assert seen
    assert office.publish(root).whole
    assert actions(office.publish(root)) == []


def test_what_somebody_changed_at_the_same_moment_is_told_and_settled_next_time(
    server, office, root, tmp_path
):
    office.publish(root)
    nadia = member(server.url, office.store, tmp_path, "nadia", "chair")
    made.change(root, "meetings/call.toml", 'title = "Opening"', 'title = "Welcome"')

    class Meddling(Cut):
        def exchange(self, request, *more):
            if request.changes:
                row = current.one(nadia, "items", "call-1-1")
                title = {**row.data, "title": "Start"}
                outbox.put(nadia, "items", "call-1-1", title, audience=row.readers, written_at="")
                read(server.url, nadia)
            return self._inner.exchange(request, *more)

    office.cut = lambda inner: Meddling(inner, 99)
    done = office.publish(root)
    office.cut = None

    assert done.conflicts == [("items", "call-1-1")]
    assert not done.whole
    again = office.publish(root)
    assert again.whole
    assert current.one(office.store, "items", "call-1-1").data["title"] == "Welcome"


def register(server, office):
    profile = facts.profile(office.store)
    return ServerTransport(server.url, profile.cycle, profile.token)


def test_an_invitation_takes_its_role_from_the_members_record(server, office, root, tmp_path):
    office.publish(root)
    desk = register(server, office)

    invitation = membership.invite(office.store, desk, "quinn")

    mail = letter(membership.message(office.store, "quinn", invitation))
    found = find(mail)
    assert found == Invited(server.url, invitation.invitation, invitation.fingerprint)
    assert "Quinn Fig" in mail
    assert "Orchard cycle 2030" in mail
    store = open_store(tmp_path / "quinn" / "store.db")
    profile = joining.join(store, found.url, found.invitation, fingerprint=found.fingerprint)
    assert (profile.account, profile.role) == ("quinn", "observer")
    entry = next(e for e in membership.listing(office.store, desk) if e.account == "quinn")
    assert (entry.enrolled, entry.invited, entry.name) == (True, False, "Quinn Fig")
    desk.close()


def test_a_lost_laptop_is_signed_off_and_its_member_invited_again(server, office, root, tmp_path):
    office.publish(root)
    lost = member(server.url, office.store, tmp_path, "omar")
    desk = register(server, office)

    (device,) = membership.revoke(office.store, desk, "omar")

    with pytest.raises(Refused):
        read(server.url, lost)
    assert device.id
    invitation = membership.invite(office.store, desk, "omar")
    fresh = open_store(tmp_path / "fresh" / "store.db")
    joining.join(fresh, server.url, invitation.invitation)
    assert read(server.url, fresh).received > 0
    assert membership.revoke(office.store, desk, device.id) == []
    desk.close()


def test_slips_are_told_before_anything_changes(server, office, root):
    office.publish(root)
    desk = register(server, office)

    def refused(act):
        with pytest.raises(MembershipTrouble) as error:
            act()
        assert trouble(error.value.code, error.value.params)
        return error.value.code, error.value.params.get("meant")

    store = office.store
    assert refused(lambda: membership.invite(store, desk, "ommar")) == ("role_unknown", "omar")
    assert refused(lambda: membership.invite(store, desk, "omar", "boss")) == ("bad_role", None)
    assert refused(lambda: membership.invite(store, desk, "chairs")) == ("bad_account", None)
    assert refused(lambda: membership.revoke(store, desk, "omer")) == ("no_such_member", "omar")
    me = facts.profile(store).account
    assert refused(lambda: membership.revoke(store, desk, me)) == ("own_account", None)
    desk.close()


def test_a_cycle_whose_making_was_not_heard_of_is_made_again_by_the_same_device(office, root):
    cycle = (root / "cycle.toml").read_text().split('"')[1]
    joining.found_cycle(office.store, office.url, cycle, "Orchard cycle 2030")
    facts.put(office.store, cycle=None, account=None, role=None, token=None, server=None)

    done = office.publish(root)

    assert done.founded
    assert done.whole
    assert done.sent == 25


def test_another_device_cannot_make_a_cycle_that_is_there(server, office, root, tmp_path):
    office.publish(root)
    other = Office(server.url, open_store(tmp_path / "other" / "store.db"))

    with pytest.raises(Trouble) as refused:
        other.publish(root)
    facts.put(office.store, cycle=None, account=None, role=None, token=None, server=None)
    with pytest.raises(Trouble):
        office.publish(root)

    assert refused.value.params["reason"] == "cycle_exists"


def test_a_server_that_lost_the_cycle_gets_it_anew(server, office, root, tmp_path):
    office.publish(root)
    facts.put(office.store, token="of-another-server")
    made.change(root, "cycle.toml", 'id = "orchard-', 'id = "anew-')
    cycle = (root / "cycle.toml").read_text().split('"')[1]
    facts.put(office.store, cycle=cycle)

    done = office.publish(root, anew=True)

    assert done.founded
    assert done.whole
    assert office.publish(root).changes == ()
    omar = member(server.url, office.store, tmp_path, "omar")
    assert current.one(omar, "proposals", "seeds").data["version"] == 2
