"""Publish, members: who they are, invitations, and computers that are shut out."""

import pytest
from PySide6.QtWidgets import QApplication

from app.actions import joining
from app.domain.invitations import find
from app.store import facts, open_store
from app.sync.transport import Refused, Unreachable
from tests.enrolled import member, read
from tests.gui.publishing.office import PATIENCE, Broken, do, ended, press, titles


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
    reader = member(server.url, published.papers._desk.store, tmp_path, "omar")
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
        read(server.url, reader)
    qtbot.waitUntil(lambda: members.card.revoke_buttons() == [], timeout=PATIENCE)


def test_keeping_a_computer_revokes_nothing(qtbot, published, server, tmp_path):
    reader = member(server.url, published.papers._desk.store, tmp_path, "omar")
    members = published.members
    published.show_record("members")
    ended(qtbot, members)
    members.list.choose("omar")
    press(qtbot, members.card.revoke_buttons()[0])

    press(qtbot, members.card.no)

    assert not members.card.question.isVisible()
    read(server.url, reader)


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
