"""Members: who is enrolled, who is invited, whose computers are where; invite and revoke."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.actions import clock
from app.actions.acting import me
from app.domain.audience import ROLES
from app.i18n import _
from app.phrases import invitations
from app.secretariat import membership
from app.secretariat.membership import Entry, MembershipTrouble, Register
from app.store import Store, facts
from app.sync.transport import Cancelled
from app.ui import troubles
from app.ui.desk import Desk
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.models import people
from app.ui.models import publish_members as model
from app.ui.views.publish_letter import Letter
from app.ui.views.publish_parts import Work, fill, listed, says
from app.ui.widgets.buttons import Button
from app.ui.widgets.choice import Choice
from app.ui.widgets.editing import SearchBox
from app.ui.widgets.layout import Card, FlowBox, across, boxed, clear, down
from app.ui.widgets.text import Heading, Label, announce
from app.ui.worker import Job
from app.wire import Device

T = TypeVar("T")
LIST_HIGH = 300
"""Height of the list in px at 100 %: what is chosen in it shows below, in the same window."""


class MembersPart(QWidget):
    """`appeared` tells what has just been shown, so that the page can bring it into sight."""

    appeared = Signal(QWidget)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._entries: list[Entry] = []
        self._asked = False
        self._about = ""
        self.again = Button(_("Ask the server again"), "secondary", Symbol.CHANGED, self.ask)
        self.search = SearchBox(_("Find a member"))
        self.search.searched.connect(self._show_lines)
        self.work = Work(desk, _("Members"))
        self.work.busy.connect(self._ready)
        self.told = Label(weight="medium", wrap=True)
        self.trouble = Label(tone="bad", wrap=True)
        self.list, self._list = listed(_("Members"), LIST_HIGH)
        self.list.activated_line.connect(self._enter_member)
        self.list.opened.connect(self.show_member)
        self.card = MemberCard(desk, self)
        self.letter = Letter(desk)
        self.account = QLineEdit()
        self.account.setAccessibleName(_("Account"))
        self.account.setPlaceholderText(_("Account"))
        self.account.setMaxLength(64)
        self.account.textChanged.connect(self._ready)
        self.role = Choice(_("Role"))
        self.role.addItem(_("Role as published"), None)
        for role in ROLES:
            self.role.addItem(people.role(role), role)
        self.invite_account = Button(
            _("Invite this account"), "secondary", Symbol.SEND, self._invite_account
        )
        self._lay_out()
        self._ready()

    def enter(self) -> None:
        """Ask the server when somebody comes here for the first time."""
        if not self._asked and not self.work.is_busy():
            self.ask()

    def ask(self) -> None:
        """Ask the server who is there."""
        self._asked = True
        self._work(_("Asking the server…"), membership.listing, self._show)

    def invite(self, account: str, role: str | None = None) -> None:
        """Make an invitation for one computer, and show the message to send."""

        def task(store: Store, register: Register) -> dict[str, str]:
            made = membership.invite(store, register, account, role)
            return membership.message(store, account, made)

        self._work(_("Inviting…"), task, partial(self._invited, account))

    def revoke(self, named: str) -> None:
        """Sign off a computer, or all computers of an account."""

        def task(store: Store, register: Register) -> list[Device]:
            return membership.revoke(store, register, named)

        self._work(_("Revoking…"), task, self._revoked)

    def show_member(self, account: str) -> None:
        entry = next((each for each in self._entries if each.account == account), None)
        if entry is not None:
            self._about = account
            self.card.show_entry(entry, self._now())

    def _enter_member(self, account: str) -> None:
        self.show_member(account)
        self.appeared.emit(self.card)

    # --- what came -------------------------------------------------------------------------

    def _show(self, entries: list[Entry]) -> None:
        self._entries = entries
        says(self.told, model.summary(entries))
        self._show_lines()
        self.show_member(self._about)
        announce(self, self.told.text())

    def _show_lines(self, _words: str = "") -> None:
        fill(self.list, self._list, model.found(self._entries, self.search.text(), self._now()))

    def _invited(self, account: str, told: dict[str, str]) -> None:
        self.letter.show_letter(account, told)
        self.account.clear()
        self.appeared.emit(self.letter)
        self.ask()

    def _revoked(self, gone: list[Device]) -> None:
        names = ", ".join(each.name for each in gone)
        words = _("Revoked: {names}").format(names=names) if gone else _("Nothing was to revoke.")
        self._desk.told.emit(words, None)
        self.ask()

    def _failed(self, error: Exception) -> None:
        says(self.trouble, sentence(error))
        announce(self, self.trouble.text())

    # --- doing ------------------------------------------------------------------------------

    def _work(
        self, words: str, task: Callable[[Store, Register], T], then: Callable[[T], object]
    ) -> None:
        self.trouble.hide()
        open_transport = self._desk.open_transport

        def whole(store: Store, _job: Job) -> T:
            register: Any = open_transport(me(store))  # the server's, which is a register too
            try:
                return task(store, register)
            finally:
                close = getattr(register, "close", None)
                if close is not None:
                    close()

        self.work.begin(words, whole, then, self._failed)

    def _invite_account(self) -> None:
        self.invite(self.account.text().strip(), self.role.currentData())

    def _now(self) -> datetime:
        return clock.now(self._desk.store, self._desk.clock)

    def _ready(self, _what: object = None) -> None:
        free = not self.work.is_busy()
        self.again.setEnabled(free)
        self.invite_account.setEnabled(free and bool(self.account.text().strip()))
        self.card.setEnabled(free)

    def _lay_out(self) -> None:
        for each in (self.told, self.trouble):
            each.hide()
        another = Label(_("Another account"), type="small", weight="bold", tone="soft")
        words = Label(
            _("Somebody who is not in the papers yet: give the account and the role."),
            tone="soft",
            wrap=True,
        )
        line = FlowBox(self.account, self.role, self.invite_account, spacing=Space.SMALL)
        head = across(self.search, self.again)
        head.setStretch(0, 1)
        self.setLayout(
            down(
                head,
                self.work,
                self.trouble,
                self.told,
                self._list,
                self.card,
                self.letter,
                boxed(down(another, words, line, spacing=Space.TIGHT)),
                spacing=Space.MEDIUM,
            )
        )


class MemberCard(Card):
    """One member: her computers, and what can be done about them."""

    def __init__(self, desk: Desk, part: MembersPart) -> None:
        super().__init__()
        self._desk = desk
        self._part = part
        self.name = Heading("", 3)
        self.facts = Label(tone="soft", wrap=True, selectable=True)
        self.invite = Button(_("Invite"), "secondary", Symbol.SEND, self._invite)
        self.devices = down(spacing=Space.SMALL)
        self.question = Label(wrap=True)
        self.yes = Button(_("Revoke"), "secondary", Symbol.STOPPED, self._revoke)
        self.no = Button(_("Keep"), "quiet", on_click=self._keep)
        self._asking = boxed(down(self.question, across(self.yes, self.no, None)))
        self._entry: Entry | None = None
        self._device = ""
        for part_ in (self.name, self.facts, FlowBox(self.invite)):
            self.body.addWidget(part_)
        self.body.addLayout(self.devices)
        self.body.addWidget(self._asking)
        self.hide()

    def show_entry(self, entry: Entry, now: datetime) -> None:
        self._entry = entry
        self._keep()
        self.name.setText(entry.name or entry.account)
        told = (
            entry.account if entry.name else "",
            people.role(entry.role),
            model.state_words(entry),
        )
        self.facts.setText(" · ".join(each for each in told if each))
        self.invite.set_words(_("Invite") if not entry.devices else _("Invite another computer"))
        self.invite.setVisible(entry.status != "left")
        clear(self.devices)
        own = facts.get(self._desk.store, "account") == entry.account
        for each in entry.devices:
            self._add(each, now, own=own)
        self.show()

    def revoke_buttons(self) -> list[Button]:
        return [each for each in self.findChildren(Button) if each.property("device")]

    def _add(self, device: Device, now: datetime, *, own: bool) -> None:
        name = Label(device.name or device.id, weight="medium", wrap=True)
        seen = Label(model.device(device, now), type="small", tone="soft", wrap=True)
        row = across(down(name, seen, spacing=0))
        row.setStretch(0, 1)
        if not device.revoked and not own:
            button = Button(
                _("Revoke…"), "quiet", Symbol.STOPPED, partial(self._ask, device.id, device.name)
            )
            button.setAccessibleName(_("Revoke {name}…").format(name=device.name))
            button.setProperty("device", device.id)
            row.addWidget(button)
        self.devices.addLayout(row)

    def _ask(self, device: str, name: str) -> None:
        self._device = device
        self.question.setText(
            _(
                "Revoke “{name}”? It can no longer fetch or send anything. What it holds already "
                "stays on it, what was sent from it stays here. To come back it needs a new "
                "invitation."
            ).format(name=name)
        )
        self._asking.show()
        self._part.appeared.emit(self)
        announce(self, self.question.text())
        self.no.setFocus()

    def _keep(self) -> None:
        self._device = ""
        self._asking.hide()

    def _revoke(self) -> None:
        device, self._device = self._device, ""
        self._asking.hide()
        if device:
            self._part.revoke(device)

    def _invite(self) -> None:
        if self._entry is not None:
            self._part.invite(self._entry.account)


def sentence(error: Exception) -> str:
    """Return what happened to an act on the members, what is safe and what to do."""
    match error:
        case MembershipTrouble(code="role_unknown"):
            words = _(
                "“{account}” is not among the published members: choose the role, or publish "
                "members.csv with this account first."
            ).format(**error.params)
            if error.params.get("meant"):
                words += " " + _("Did you mean “{meant}”?").format(**error.params)
            return words
        case MembershipTrouble():
            return invitations.trouble(error.code, error.params)
        case Cancelled():
            return _("Stopped. Ask the server again to see how it stands.")
        case _:
            return troubles.sentence(error)
