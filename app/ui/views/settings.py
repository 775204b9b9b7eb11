"""Settings: how it looks and reads, how it syncs, whose profile this is, care of what is mine."""

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QFormLayout, QVBoxLayout, QWidget

from app.domain.changes import Changes
from app.domain.reading_time import FASTEST, SLOWEST
from app.i18n import _
from app.settings import Settings
from app.store import current, facts, members
from app.store.facts import Profile
from app.ui import languages
from app.ui.desk import Desk
from app.ui.measures import LARGEST_TEXT, SMALLEST_TEXT, Space
from app.ui.models import people
from app.ui.views.join_server import JoinServer
from app.ui.views.page import Page
from app.ui.views.server_address import ServerAddress
from app.ui.views.settings_care import Care
from app.ui.views.settings_earlier import EarlierCycles
from app.ui.widgets.budget import Budget
from app.ui.widgets.choice import Choice
from app.ui.widgets.layout import across, boxed, down, hairline
from app.ui.widgets.segments import Segmented
from app.ui.widgets.stepper import Stepper
from app.ui.widgets.text import Heading, Label
from app.ui.widgets.tick import Tick

READING_LEAST, READING_MOST = 13, 34
NARROWEST, WIDEST = 60, 80


class SettingsView(QWidget):
    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.page = Page(_("Settings"))
        self.setLayout(down(self.page, spacing=0))
        now = desk.settings
        self.themes = Segmented(
            [
                ("light", _("Light")),
                ("dark", _("Dark")),
                ("contrast", _("High contrast")),
                ("system", _("As the system")),
            ],
            _("Colours"),
            clearable=False,
        )
        self.themes.choose(now.theme)
        self.themes.chosen.connect(lambda key: self._choose(theme=str(key)))
        self.text_size = Stepper(
            _("Text size"), SMALLEST_TEXT, LARGEST_TEXT, 10, _("{n} %"), now.text_size
        )
        self.text_size.stepped.connect(lambda value: self._choose(text_size=value))
        self.reading = Stepper(
            _("Size of papers"), READING_LEAST, READING_MOST, 1, _("{n} px"), now.reading_size
        )
        self.reading.stepped.connect(lambda value: self._choose(reading_size=value))
        self.column = Stepper(
            _("Width of papers"), NARROWEST, WIDEST, 4, _("{n} letters"), now.column
        )
        self.column.stepped.connect(lambda value: self._choose(column=value))
        self.pace = Stepper(
            _("Reading speed"), SLOWEST, FASTEST, 20, _("{n} words a minute"), now.reading_pace
        )
        self.pace.stepped.connect(lambda value: self._choose(reading_pace=value))
        self.language = self._languages(now.language)
        self.keys = Tick(_("Keys of one letter or digit act while reading"), now.letter_keys)
        self.keys.toggled.connect(lambda on: self._choose(letter_keys=on))
        self.auto = Tick(_("Sync by itself when there is a line"), now.auto_sync)
        self.auto.toggled.connect(lambda on: self._choose(auto_sync=on))
        self.text_only = Tick(
            _("Leave the texts of documents for later (saves bytes)"), now.text_only
        )
        self.text_only.toggled.connect(lambda on: self._choose(text_only=on))
        self.metered = Segmented(
            [
                ("auto", _("As the system says")),
                ("always", _("Always")),
                ("never", _("Never")),
            ],
            _("Spare the line (texts only)"),
            clearable=False,
        )
        self.metered.choose(now.metered)
        self.metered.chosen.connect(lambda key: self._choose(metered=str(key)))
        self.month = Budget(_("MB a month"), now.month_budget)
        self.month.set_to.connect(lambda value: self._choose(month_budget=value))
        self.each_sync = Budget(_("KB a sync"), now.sync_budget)
        self.each_sync.set_to.connect(lambda value: self._choose(sync_budget=value))
        self.new_here = Tick(_("Show “New here?” on Today"), now.new_here)
        self.new_here.toggled.connect(lambda on: self._choose(new_here=on))
        self.facts = QFormLayout()
        self.address = ServerAddress(desk)
        self.join_server = JoinServer(desk)
        self.earlier = EarlierCycles(desk)
        self.care = Care(desk)
        self._lay_out()
        desk.settings_changed.connect(self._show)
        self.refresh(Changes.of("everything"))

    def refresh(self, changes: Changes) -> None:
        self.care.refresh(changes)
        if not changes.touch("everything", "members", "cycle", "sync"):
            return
        self.address.offer()
        while self.facts.rowCount():
            self.facts.removeRow(0)
        profile = facts.profile(self._desk.store)
        for name, value in [] if profile is None else self._known(profile):
            words = Label(value, wrap=True, selectable=True)
            words.setAccessibleName(f"{name}: {value}")
            self.facts.addRow(Label(name, tone="soft"), words)

    def show_record(self, id: str) -> None:
        """All settings are on one page."""

    def _known(self, profile: Profile) -> list[tuple[str, str]]:
        store = self._desk.store
        cycle = current.one(store, "cycle", profile.cycle)
        title = str(cycle.data.get("title") or "") if cycle is not None else ""
        name = members.names(store).get(profile.account, "")
        known = [
            (_("Name"), name or profile.account),
            (_("Account"), profile.account),
            (_("Role"), people.role(profile.role)),
            (_("Cycle"), title or profile.cycle),
            (_("Papers come from"), _source(profile)),
            (_("Its fingerprint"), profile.fingerprint),
            (_("Kept in"), str(self._desk.home.folder)),
        ]
        return [(name, value) for name, value in known if value]

    # --- choosing -----------------------------------------------------------------------

    def _choose(self, **changed: Any) -> None:
        wanted = replace(self._desk.settings, **changed)
        if wanted != self._desk.settings:
            self._desk.choose(wanted)

    def _show(self, now: Settings) -> None:
        """Show settings that were changed elsewhere, such as by Ctrl and +."""
        self.themes.choose(now.theme)
        self.text_size.show_value(now.text_size)
        self.reading.show_value(now.reading_size)
        self.column.show_value(now.column)
        self.pace.show_value(now.reading_pace)
        self.metered.choose(now.metered)
        self.month.show_value(now.month_budget)
        self.each_sync.show_value(now.sync_budget)

    def _spoken(self, index: int) -> None:
        self._choose(language=self.language.itemData(index))

    def _languages(self, now: str | None) -> Choice:
        box = Choice(_("Language"))
        box.addItem(_("As the system"), None)
        for code, name in languages.spoken():
            box.addItem(name, code)
        box.setCurrentIndex(max(0, box.findData(now)))
        box.currentIndexChanged.connect(self._spoken)
        return box

    # --- laying out -----------------------------------------------------------------------

    def _lay_out(self) -> None:
        column = self.page.column
        column.setSpacing(Space.LARGE)
        self._section(column, _("How it looks"), [
            (_("Colours"), self.themes),
            (_("Text size"), self.text_size),
            (_("Size of papers"), self.reading),
            (_("Width of papers"), self.column),
            (_("Reading speed"), self.pace),
            (_("Language"), boxed(across(self.language, None))),
        ])  # fmt: skip
        self._part(column, _("Keys and hints"), self.keys, self.new_here)
        self._section(column, _("Sync and what it may cost"), [
            ("", self.auto),
            ("", self.text_only),
            (_("Spare the line (texts only)"), self.metered),
            (_("Budget of a month"), self.month),
            (_("Budget of one sync"), self.each_sync),
        ], _("A spared line brings papers and short texts, no files. When the month’s budget is "
             "used up nothing comes by itself, only “Sync now” brings it; what you wrote "
             "still goes."))  # fmt: skip
        form = QWidget()
        form.setLayout(self.facts)
        self.facts.setContentsMargins(0, 0, 0, 0)
        self.facts.setHorizontalSpacing(Space.WIDE)
        self.facts.setVerticalSpacing(Space.TIGHT)
        self._part(column, _("This profile"), form)
        self._part(column, _("Where the server is"), self.address)
        self._part(column, _("Join a server"), self.join_server)
        self._part(column, _("Earlier cycles"), self.earlier)
        self._part(column, _("Care of what is mine"), self.care)

    def _section(
        self,
        column: QVBoxLayout,
        title: str,
        rows: list[tuple[str, QWidget]],
        under: str = "",
    ) -> None:
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(Space.WIDE)
        form.setVerticalSpacing(Space.MEDIUM)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        for name, widget in rows:
            if name:
                form.addRow(Label(name, tone="soft"), widget)
            else:
                form.addRow(widget)
        holder = QWidget()
        holder.setLayout(form)
        words = [Label(under, tone="soft", wrap=True)] if under else []
        self._part(column, title, holder, *words)

    def _part(self, column: QVBoxLayout, title: str, *widgets: QWidget) -> None:
        if column.count():
            column.addWidget(hairline())
        column.addWidget(boxed(down(Heading(title, 3), *widgets, spacing=Space.SMALL)))


def _source(profile: Profile) -> str:
    if profile.way == "web":
        return _("the web folder {url}").format(url=profile.web)
    return profile.server or _("files that are handed over")
