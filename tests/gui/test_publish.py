"""Publish: the Secretariat checks, publishes, imports and invites, on a real server."""

import shutil
import tempfile
from pathlib import Path
from threading import Event
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.actions import joining
from app.documents.extract import extract
from app.domain.invitations import find
from app.paths import Home
from app.secretariat.reconcile import PlannedChange
from app.server.run import start_embedded
from app.store import current, facts, open_store
from app.sync import engine
from app.sync.server import ServerTransport
from app.sync.transport import Cancelled, Refused, Unreachable
from app.ui.desk import Desk
from app.ui.line import Line
from app.ui.models import publish as words
from app.ui.places import places
from app.ui.theme import theme
from app.ui.views.first_run import FirstRun
from app.ui.views.publish import PublishView
from app.ui.views.publish_first import PublishFirst
from app.ui.views.publish_import import ImportPart
from app.ui.views.publish_parts import FolderRow
from tests import meeting_folder as made
from tests.gui.walk import cut, small, unnamed

PATIENCE = 20_000
"""Milliseconds a real server may take."""


@pytest.fixture(scope="module")
def server():
    # Not below pytest's own folder: as root, PostgreSQL opens every folder above its data.
    data = Path(tempfile.mkdtemp(prefix="satchel-publish-"))
    with start_embedded(data) as running:
        yield running
    shutil.rmtree(data)


@pytest.fixture
def root(tmp_path):
    root = made.write(tmp_path / "folder")
    made.change(root, "cycle.toml", "orchard2030", f"orchard-{uuid4().hex}")
    return root


class Bench:
    """The Secretariat's desk, whose way to the server a test may cut."""

    def __init__(self, home):
        self.desk = Desk(home, open_transport=self._open)
        self.desk.failed.connect(lambda error: self.troubles.append(error))
        self.troubles = []
        self.cut = None
        self.over = Event()
        self.closed = False

    def close(self):
        if not self.closed:
            self.closed = True
            self.desk.close()

    def _open(self, profile):
        transport = ServerTransport(profile.server, profile.cycle, profile.token)
        return self.cut(transport) if self.cut else transport


@pytest.fixture
def bench(qtbot, tmp_path, server, root):
    home = Home(tmp_path / "office")
    store = open_store(home.store)
    cycle = (root / "cycle.toml").read_text().split('"')[1]
    joining.found_cycle(store, server.url, cycle, "Orchard cycle 2030")
    store.close()
    bench = Bench(home)
    yield bench
    bench.over.set()
    bench.close()
    assert not bench.troubles


@pytest.fixture
def view(qtbot, bench, root, monkeypatch):
    monkeypatch.setattr(FolderRow, "ask", classmethod(lambda _cls, _parent, _at: root))
    view = PublishView(bench.desk)
    qtbot.addWidget(view)
    view.resize(1166, 700)
    with qtbot.waitExposed(view):
        view.show()
    view.folder.choose.click()
    return view


def press(qtbot, button):
    assert button.isEnabled(), button.text()
    assert button.isVisible(), button.text()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def ended(qtbot, part):
    qtbot.waitUntil(lambda: not part.work.is_busy(), timeout=PATIENCE)


def do(qtbot, part, button):
    press(qtbot, button)
    ended(qtbot, part)


def titles(rows):
    lines = [rows.lines.line(at) for at in range(rows.lines.rowCount())]
    return [(each.title, each.end) for each in lines]


def member(server, view, tmp_path, account):
    """Return the store of a member's computer, enrolled and in step."""
    profile = facts.profile(view.papers._desk.store)
    office = ServerTransport(server.url, profile.cycle, profile.token)
    invitation = office.invite(account, "member")
    office.close()
    store = open_store(tmp_path / account / "store.db")
    joining.join(store, server.url, invitation.invitation, fingerprint=invitation.fingerprint)
    read(server, store)
    return store


def read(server, store):
    profile = facts.profile(store)
    transport = ServerTransport(server.url, profile.cycle, profile.token)
    try:
        engine.sync(store, transport, device=profile.device)
    finally:
        transport.close()


# --- papers ----------------------------------------------------------------------------------


def test_only_the_secretariat_sees_the_place():
    place = next(each for each in places() if each.key == "publish")

    assert place.roles == {"secretariat"}


def test_a_folder_without_a_fault_is_said_to_be_so(qtbot, view):
    do(qtbot, view.papers, view.papers.check)

    assert view.papers.told.text().startswith("No faults; ")
    assert view.papers.faults.isHidden()


def test_every_fault_has_its_file_line_field_and_sentence(qtbot, view, root):
    made.change(root, "members.csv", "petra,member", "petra,membre")
    made.change(root, "meetings/call.toml", '"seeds"', '"sedes"')

    do(qtbot, view.papers, view.papers.check)
    text = view.papers.faults.text.toPlainText()

    assert view.papers.told.text().startswith("2 faults. ")
    assert "meetings/call.toml\nline 20 · proposals  “sedes” is not in this folder" in text
    assert "members.csv\nline 4 · role  “membre” is not known here. Use one of: " in text


def test_the_faults_are_copied_as_a_terminal_shows_them(qtbot, view, root):
    made.change(root, "members.csv", "petra,member", "petra,membre")
    do(qtbot, view.papers, view.papers.check)

    press(qtbot, view.papers.faults.copy)

    assert QApplication.clipboard().text().startswith("members.csv:4: role: “membre” is not")


def test_looking_ahead_tells_everything_and_sends_nothing(qtbot, view, server, tmp_path):
    do(qtbot, view.papers, view.papers.look)
    reader = member(server, view, tmp_path, "omar")

    assert "Nothing was sent." in view.papers.told.text()
    assert ("Seeds for all", "new") in titles(view.papers.changes)
    letter = b"We like the seeds.\n"
    size = len(letter) + len(extract("letter.txt", letter).encode())
    assert ("letter.txt", f"{size} B") in titles(view.papers.changes)
    assert current.listed(reader, "proposals") == []


def test_what_is_published_reaches_members(qtbot, view, server, tmp_path):
    do(qtbot, view.papers, view.papers.send)
    reader = member(server, view, tmp_path, "omar")

    assert "Members get it with their next sync." in view.papers.told.text()
    assert current.one(reader, "proposals", "seeds").data["title"] == "Seeds for all"
    assert current.one(reader, "contacts", "member-nadia") is None
    assert current.one(view.papers._desk.store, "proposals", "seeds") is not None


def test_publishing_twice_sends_nothing_the_second_time(qtbot, view):
    do(qtbot, view.papers, view.papers.send)

    do(qtbot, view.papers, view.papers.send)

    assert view.papers.told.text() == "Members have everything already; nothing was sent."
    assert titles(view.papers.changes) == []


def test_changes_withdrawals_and_what_only_the_server_has_are_told(qtbot, view, root):
    do(qtbot, view.papers, view.papers.send)
    made.change(
        root, "documents/documents.csv", "en,final,members,call-1", "en,withdrawn,members,call-1"
    )
    made.change(root, "milestones.toml", "Second call", "Third call")
    (root / "proposals/bees.v1.md").unlink()

    do(qtbot, view.papers, view.papers.look)

    assert sorted(titles(view.papers.changes)) == [
        ("Letter", "withdrawn"),
        ("Third call", "changed"),
    ]
    assert ("bees", "") in titles(view.papers.missing)
    assert view.papers._missing.isVisible()


def test_with_a_fault_nothing_is_sent(qtbot, view, root, server, tmp_path):
    made.change(root, "members.csv", "petra,member", "petra,membre")

    do(qtbot, view.papers, view.papers.send)
    reader = member(server, view, tmp_path, "omar")

    assert view.papers.told.text() == "1 fault; nothing was sent."
    assert current.listed(reader, "proposals") == []


class Slow:
    """A way to the server on which a file does not end until somebody stops it."""

    begun = Event()
    until = None
    """The end of the test: a test that fails leaves no thread behind."""

    def __init__(self, inner):
        self._inner = inner

    def __getattr__(self, name):
        return getattr(self._inner, name)

    def upload(self, _sha256, _content, stop):
        self.begun.set()
        while not stop() and not self.until.wait(0.01):
            pass
        raise Cancelled


def test_a_publishing_that_is_stopped_leaves_no_half_and_goes_on(
    qtbot, view, bench, server, tmp_path
):
    Slow.until = bench.over
    bench.cut = Slow
    press(qtbot, view.papers.send)
    assert view.papers.work.isVisible()
    assert not view.papers.send.isEnabled()

    press(qtbot, view.papers.work.line.cancel)
    stopped = view.papers.told.text()
    bench.cut = None
    do(qtbot, view.papers, view.papers.send)
    reader = member(server, view, tmp_path, "omar")

    assert stopped.startswith("Stopped. Members have whole papers only")
    assert "Published: " in view.papers.told.text()
    assert current.one(reader, "documents", "letter") is not None


def test_closing_the_window_does_not_wait_for_a_slow_line(qtbot, view, bench):
    Slow.begun.clear()
    Slow.until = bench.over
    bench.cut = Slow
    press(qtbot, view.papers.send)
    qtbot.waitUntil(Slow.begun.is_set, timeout=PATIENCE)

    bench.close()

    assert not bench.over.is_set()


class Broken(Slow):
    def exchange(self, _request, _stop=None):
        raise Unreachable


def test_a_line_that_breaks_is_told_in_words(qtbot, view, bench):
    bench.cut = Broken

    do(qtbot, view.papers, view.papers.send)

    assert view.papers.told.text().startswith("No connection to the server.")


def test_the_folder_is_remembered(view, bench, root):
    again = PublishView(bench.desk)

    assert again.folder.folder() == root
    assert again.papers.check.isEnabled()
    again.deleteLater()


def test_a_folder_that_went_away_is_told(bench, view, root):
    shutil.rmtree(root)

    again = PublishView(bench.desk)

    assert "is not there any more." in again.folder.path.text()
    assert not again.papers.check.isEnabled()
    again.deleteLater()


def test_files_are_counted_once_by_what_is_in_them():
    file = {"sha256": "a", "size": 10, "name": "one.pdf"}
    given = [
        PlannedChange("documents", "one", "upload"),
        PlannedChange(
            "documents", "one", "create", {"file": file, "text": {"sha256": "b", "size": 4}}
        ),
        PlannedChange("documents", "two", "upload"),
        PlannedChange("documents", "two", "create", {"file": file}),
    ]

    assert words.files_size(given) == 14
    assert words.summary(given) == "2 new · 2 files (14 B)"


# --- import ----------------------------------------------------------------------------------


SENT = """\
Title: Seeds for all

## What it was

Seeds are *shared* gladly.

## Costs

Nothing at all.
"""


@pytest.fixture
def sent(tmp_path, monkeypatch):
    path = tmp_path / "seeds.md"
    path.write_text(SENT, encoding="utf-8")
    monkeypatch.setattr(ImportPart, "ask", classmethod(lambda _cls, _parent: path))
    return path


@pytest.fixture
def importing(qtbot, view, sent):
    view.tabs.go("import")
    ended(qtbot, view.importing)
    press(qtbot, view.importing.choose)
    return view.importing


def test_the_rounds_and_proposals_of_the_folder_are_offered(importing):
    rounds = [importing.round.itemText(at) for at in range(importing.round.count())]
    importing.round.setCurrentIndex(rounds.index("First reading"))

    assert rounds == ["First reading", "Workshops"]
    assert importing.proposal.findData("seeds") == 1
    assert importing.proposal.findData("bees") == -1


def test_an_import_shows_headings_and_every_word_that_changes(qtbot, importing, root):
    do(qtbot, importing, importing.look)
    shown = importing.headings.lines
    rows = [(shown.line(at).title, shown.line(at).below) for at in range(shown.rowCount())]

    assert titles(importing.papers) == [("Seeds for all", "version 3")]
    assert rows == [
        ("What it was", "taken for the section “what”"),
        ("Costs", "not a section of the round; kept as its own"),
    ]
    assert "gladly" in importing.changes.text.toPlainText()
    assert not (root / "proposals/seeds.v3.md").exists()


def test_a_section_that_the_round_asks_for_and_the_file_lacks_is_told(qtbot, importing, sent):
    sent.write_text("Title: Plums\n\n## Costs\n\nNothing.\n", encoding="utf-8")

    do(qtbot, importing, importing.look)
    shown = importing.headings.lines
    lines = [shown.line(at) for at in range(shown.rowCount())]

    assert [each.title for each in lines if each.state == "missing"] == ["What it is"]


def test_writing_puts_a_version_into_the_folder_and_publishes_nothing(qtbot, importing, root, view):
    do(qtbot, importing, importing.look)

    do(qtbot, importing, importing.write)

    assert importing.told.text() == "1 file written; nothing is published yet."
    assert "gladly" in (root / "proposals/seeds.v3.md").read_text("utf-8")
    assert current.listed(view.papers._desk.store, "proposals") == []
    assert not importing.write.isEnabled()


def test_another_round_takes_away_what_was_shown(qtbot, importing):
    do(qtbot, importing, importing.look)

    importing.round.setCurrentIndex(1)

    assert importing._papers.isHidden()
    assert not importing.write.isEnabled()


def test_a_sheet_shows_what_each_column_was_taken_for(
    qtbot, importing, sent, tmp_path, monkeypatch
):
    path = tmp_path / "sheet.csv"
    path.write_text(
        "Title,What it is,Email,Costs\nPlums,Plums for all.,a@plum.example,None\n"
        "Figs,Figs for all.,,Some\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(ImportPart, "ask", classmethod(lambda _cls, _parent: path))
    press(qtbot, importing.choose)

    do(qtbot, importing, importing.look)

    assert ("Title", "title") in titles(importing.columns)
    assert ("What it is", "section what") in titles(importing.columns)
    assert titles(importing.papers) == [("Plums", "new proposal"), ("Figs", "new proposal")]


def test_a_file_that_cannot_be_taken_in_is_told_and_nothing_is_written(
    qtbot, importing, sent, root
):
    sent.write_bytes(b"\xff\xfe\x00 no text")

    do(qtbot, importing, importing.look)

    assert importing.told.text() == "This cannot be taken in. Nothing was written."
    assert importing.faults.isVisible()
    assert not (root / "proposals/seeds.v3.md").exists()


# --- members ---------------------------------------------------------------------------------


@pytest.fixture
def published(qtbot, view):
    do(qtbot, view.papers, view.papers.send)
    return view


@pytest.fixture
def members(qtbot, published):
    published.tabs.go("members")
    ended(qtbot, published.members)
    return published.members


def test_members_are_listed_with_name_role_and_state(members):
    assert ("Omar Plum", "not invited yet") in titles(members.list)
    assert members.told.text() == "1 enrolled · 5 not invited yet"


def test_an_invitation_is_a_message_that_lets_a_member_in(qtbot, members, server, tmp_path):
    members.list.choose("omar")
    press(qtbot, members.card.invite)
    qtbot.waitUntil(members.letter.isVisible, timeout=PATIENCE)
    ended(qtbot, members)
    press(qtbot, members.letter.copy)

    found = find(QApplication.clipboard().text())
    store = open_store(tmp_path / "omar.db")
    joined = joining.join(store, found.url, found.invitation, fingerprint=found.fingerprint)

    assert (joined.account, joined.role) == ("omar", "member")
    qtbot.waitUntil(lambda: ("Omar Plum", "invited") in titles(members.list), timeout=PATIENCE)


def test_revoking_asks_once_and_shuts_the_computer_out(qtbot, published, server, tmp_path):
    reader = member(server, published, tmp_path, "omar")
    members = published.members
    published.show_record("members")
    ended(qtbot, members)
    members.list.choose("omar")
    (revoke,) = members.card.revoke_buttons()
    press(qtbot, revoke)
    assert members.card.question.isVisible()
    assert "It can no longer fetch or send anything." in members.card.question.text()

    press(qtbot, members.card.yes)
    qtbot.waitUntil(
        lambda: ("Omar Plum", "not invited yet") in titles(members.list), timeout=PATIENCE
    )
    ended(qtbot, members)

    with pytest.raises(Refused):
        read(server, reader)
    qtbot.waitUntil(lambda: members.card.revoke_buttons() == [], timeout=PATIENCE)


def test_keeping_a_computer_revokes_nothing(qtbot, published, server, tmp_path):
    reader = member(server, published, tmp_path, "omar")
    members = published.members
    published.show_record("members")
    ended(qtbot, members)
    members.list.choose("omar")
    press(qtbot, members.card.revoke_buttons()[0])

    press(qtbot, members.card.no)

    assert not members.card.question.isVisible()
    read(server, reader)


def test_the_own_computer_cannot_be_revoked_here(members):
    members.show_member(facts.get(members._desk.store, "account"))

    assert members.card.devices.count() == 1
    assert members.card.revoke_buttons() == []


def test_an_account_outside_the_papers_needs_a_role(qtbot, members):
    members.account.setText("orla")
    do(qtbot, members, members.invite_account)
    said = members.trouble.text()
    members.role.setCurrentIndex(members.role.findData("observer"))

    press(qtbot, members.invite_account)
    qtbot.waitUntil(members.letter.isVisible, timeout=PATIENCE)
    ended(qtbot, members)

    assert "choose the role" in said
    qtbot.waitUntil(lambda: ("orla", "invited") in titles(members.list), timeout=PATIENCE)


def test_members_are_found_by_typing(qtbot, members):
    members.search.setText("plum")

    qtbot.waitUntil(lambda: titles(members.list) == [("Omar Plum", "not invited yet")])


def test_without_a_line_the_members_say_so(qtbot, view, bench):
    class Away(Broken):
        def members(self):
            raise Unreachable

    bench.cut = Away
    view.tabs.go("members")
    ended(qtbot, view.members)

    assert view.members.trouble.text().startswith("No connection to the server.")


def test_tab_goes_through_every_tab_in_reading_order(qtbot, qapp, published, sent):
    def order():
        chain, each = [], published.tabs
        while each not in chain:
            chain.append(each)
            each = each.nextInFocusChain()
        return [
            each.mapTo(published, each.rect().topLeft()).y()
            for each in chain
            if each.isVisible()
            and each.focusPolicy() & Qt.FocusPolicy.TabFocus
            and published.isAncestorOf(each)
            and each.isEnabled()
        ]

    for key in ("papers", "import", "members"):
        published.show_record(key)
        part = published._parts[key]
        ended(qtbot, part)
        if key == "members":
            part.list.choose("omar")
        qapp.processEvents()
        rows = order()

        assert len(rows) > 3
        assert rows == sorted(rows), key


# --- how it looks ----------------------------------------------------------------------------


DRESSES = [
    pytest.param(("light", 100, False, (1166, 700)), id="1366"),
    pytest.param(("dark", 100, True, (1020, 550)), id="1093-dark-mirrored"),
    pytest.param(("light", 200, False, (1166, 700)), id="1366-200"),
    pytest.param(("contrast", 200, True, (1020, 550)), id="1093-contrast-200-mirrored"),
]


@pytest.mark.parametrize("dress", DRESSES)
def test_nothing_is_unnamed_small_or_cut(qtbot, qapp, published, root, sent, dress, tmp_path):
    name, percent, mirrored, size = dress
    theme().use(name, percent)
    if mirrored:
        qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    view = published
    view.resize(*size)

    def sound(picture):
        qapp.processEvents()
        assert view.grab().save(str(tmp_path / f"{picture}.png"))
        # In full height, too: what is below the fold.
        assert view.page.area.widget().grab().save(str(tmp_path / f"{picture}-whole.png"))
        assert unnamed(view) == []
        assert small(view) == []
        assert cut(view) == []

    sound("published")
    made.change(root, "members.csv", "petra,member", "petra,membre")
    do(qtbot, view.papers, view.papers.check)
    sound("faults")
    made.change(root, "members.csv", "petra,membre", "petra,member")
    view.tabs.go("import")
    ended(qtbot, view.importing)
    view.importing.choose.click()
    do(qtbot, view.importing, view.importing.look)
    sound("import")
    view.tabs.go("members")
    ended(qtbot, view.members)
    view.members.show_member(facts.get(view.members._desk.store, "account"))
    sound("members")
    view.members.invite("omar")
    qtbot.waitUntil(view.members.letter.isVisible, timeout=PATIENCE)
    ended(qtbot, view.members)
    sound("letter")


# --- the first step --------------------------------------------------------------------------


@pytest.fixture
def nobody(qtbot, tmp_path, root, monkeypatch):
    """The first page of a profile that belongs to nobody, at the Secretariat's first step."""
    monkeypatch.setattr(FolderRow, "ask", classmethod(lambda _cls, _parent, _at: root))
    desk = Desk(Home(tmp_path / "new"))
    line = Line(desk)
    first = FirstRun(desk, line)
    qtbot.addWidget(first)
    first.resize(1093, 614)
    with qtbot.waitExposed(first):
        first.show()
    press(qtbot, first.foot.office)
    yield first
    line.close()
    desk.close()


def test_a_profile_of_nobody_makes_the_cycle_and_publishes(qtbot, nobody, server, tmp_path):
    step = nobody.findChild(PublishFirst)
    step.folder.choose.click()
    assert not step.papers.send.isEnabled()
    step.server.setText(server.url)

    do(qtbot, step.papers, step.papers.send)
    profile = facts.profile(nobody._desk.store)
    with qtbot.waitSignal(nobody.begun):
        press(qtbot, step.start)

    assert step.papers.told.text().startswith("The cycle is on the server now.")
    assert profile.role == "secretariat"
    assert current.one(nobody._desk.store, "proposals", "seeds") is not None


def test_a_wrong_address_is_told_and_can_be_mended(qtbot, nobody, server):
    step = nobody.findChild(PublishFirst)
    step.folder.choose.click()
    step.server.setText("http://mag.example")

    do(qtbot, step.papers, step.papers.send)
    said = step.papers.told.text()
    step.server.setText(server.url)
    do(qtbot, step.papers, step.papers.send)

    assert "is not an address we can use safely" in said
    assert step.start.isVisible()


def test_a_cycle_that_is_there_is_not_taken_over(qtbot, nobody, bench, server):
    step = nobody.findChild(PublishFirst)
    step.folder.choose.click()
    step.server.setText(server.url)

    do(qtbot, step.papers, step.papers.send)

    assert step.papers.told.text().startswith("The server already has this cycle")
    assert facts.profile(nobody._desk.store) is None


def test_back_leads_to_the_invitation(qtbot, nobody):
    step = nobody.findChild(PublishFirst)

    press(qtbot, step._back)

    assert nobody.message.isVisible()
    assert not step.isVisible()


@pytest.mark.parametrize("dress", DRESSES)
def test_the_first_step_is_whole_in_every_dress(qtbot, qapp, nobody, dress, tmp_path):
    name, percent, mirrored, size = dress
    theme().use(name, percent)
    if mirrored:
        qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    nobody.resize(*size)
    qapp.processEvents()

    assert nobody.grab().save(str(tmp_path / "first.png"))
    assert unnamed(nobody) == []
    assert small(nobody) == []
    assert cut(nobody) == []
