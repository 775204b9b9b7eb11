"""What every report says of itself: what it is, when and by whom it was made, who may read it."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.i18n import _
from app.reports import words
from app.reports.plain import isolated, one_line
from app.reports.tree import Block, Content, Report
from app.reports.values import Person

LONGEST = 400
"""Characters of a title that are shown; records may hold more."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Of one report, given by whoever asks for it; nothing here asks a clock."""

    cycle: str
    made_on: str
    """ISO day or instant."""
    made_by: Person | None = None
    """None where no name may stand in the file, not even hers."""
    readers: tuple[str, ...] = ("chairs",)
    """Who may read the file: the narrowest audience of what is in it."""
    language: str = "en"
    right_to_left: bool = False
    outward: bool = False
    """It is for people outside: no line about who may read it, none about who exported it."""


def framed(
    setting: Setting,
    kind: str,
    title: str,
    blocks: Sequence[Block],
    *,
    facts: Sequence[tuple[str, Content]] = (),
    subject: str = "",
    landscape: bool = False,
) -> Report:
    """Return a report of `kind` (in words) about `title`, framed as all are."""
    rtl = setting.right_to_left
    title = one_line(title)[:LONGEST]
    cycle = one_line(setting.cycle)[:LONGEST]
    made = words.day(setting.made_on)
    if setting.made_by is not None:
        made = _("{day} by {person}").format(day=made, person=with_role(setting.made_by, rtl=rtl))
    reads = "" if setting.outward else words.notice(setting.readers)
    framing = () if setting.outward else ((_("Exported"), made),)
    ending = ((_("Who may read this"), reads),) if reads else ()
    return Report(
        title,
        tuple(blocks),
        over=_("{kind} · {cycle}").format(kind=kind, cycle=isolated(cycle, rtl=rtl)),
        facts=(*framing, *facts, *ending),
        head=_("{cycle} · {round}").format(
            cycle=isolated(cycle, rtl=rtl), round=isolated(title, rtl=rtl)
        ),
        foot=reads,
        name=_("{kind}: {title}, {cycle}").format(kind=kind, title=title, cycle=cycle),
        author="" if setting.made_by is None else setting.made_by.name,
        subject=subject or kind,
        date=setting.made_on,
        language=setting.language,
        right_to_left=rtl,
        landscape=landscape,
    )


def with_role(person: Person, *, rtl: bool) -> str:
    """Return a name with who she is; of somebody without a name only who she is."""
    name = isolated(one_line(person.name)[:LONGEST], rtl=rtl)
    role = words.role(person)
    if not name or not role:
        return name or role
    return _("{name} ({role})").format(name=name, role=role)
