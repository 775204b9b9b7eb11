"""Next steps as a table: what, who, until when, how far; for paper, sheets and programs."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.i18n import _, ngettext
from app.phrases import next_steps as phrases
from app.reports.plain import one_line
from app.reports.setting import Setting, framed
from app.reports.tree import Block, Cell, Column, Figures, Paragraph, Report, Table


@dataclass(frozen=True, slots=True)
class Step:
    """A next step as it is printed."""

    text: str
    who: str
    """A name; empty where nobody took it on."""
    due: str
    """ISO instant or empty."""
    state: str
    """Its code."""
    meeting: str
    """Its title; empty of what belongs to none."""
    item: str
    """Label and title."""
    overdue: bool = False
    said_done: bool = False
    """Who has to do it says that it is done; told to chairs and to her alone."""
    id: str = ""


def next_steps_report(title: str, steps: Sequence[Step], setting: Setting) -> Report:
    """Compose the list under `title`: a meeting's, a group's, somebody's, or the cycle's."""
    open_ = sum(each.state == "open" for each in steps)
    late = sum(each.overdue for each in steps)
    blocks: list[Block] = [
        Figures(
            (
                (str(len(steps)), ngettext("next step", "next steps", len(steps))),
                (str(open_), _("open")),
                (str(late), _("overdue")),
            )
        )
    ]
    if not steps:
        blocks.append(Paragraph(_("There are no next steps."), "soft"))
    blocks.append(table(steps))  # without a row, too: a sheet needs its heads
    return framed(setting, _("Next steps"), title, blocks, subject=_("Who does what until when"))


def table(steps: Sequence[Step]) -> Table:
    """Return `steps` in their order, a row each."""
    return Table(
        (
            Column(_("Next step"), "text", "text", 3),
            Column(_("Who"), "text", "owner", 1.2),
            Column(_("Due"), "day", "due"),
            Column(_("State"), "text", "state", 1),
            Column(_("Meeting"), "text", "meeting", 1.3),
            Column(_("Item"), "text", "item", 1.3),
        ),
        tuple(
            (
                each.text.strip(),
                Cell(each.who or None, one_line(each.who) or phrases.nobody(),
                     style="" if each.who else "soft"),
                each.due or None,
                _state(each),
                one_line(each.meeting) or None,
                one_line(each.item) or None,
            )
            for each in steps
        ),
        caption=_("Who does what until when"),
        name=_("Next steps"),
    )  # fmt: skip


def _state(step: Step) -> Cell:
    words = [phrases.state(step.state)]
    if step.overdue:
        words.append(_("overdue"))
    if step.said_done:
        words.append(_("said to be done"))
    style = "bad" if step.overdue else "soft" if step.state != "open" else ""
    return Cell(step.state, _(", ").join(words), style=style)
