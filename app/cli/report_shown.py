"""How `report FILE` tells what it understood, and what would become of it."""

from typing import Any

from app.actions.summarising_files import item_shape, person_shape, shape
from app.actions.summarising_look import Looked
from app.cli.output import tell
from app.domain.changes import Changes
from app.i18n import _, ngettext
from app.phrases import summaries as words
from app.phrases.faults import shown


def looked_row(looked: Looked, written: Changes | None) -> dict[str, Any]:
    """Return what was understood as `--json` shows it."""
    found = looked.summary
    return {
        **shape(found, looked.meeting),
        "saved": written is not None,
        "written": [] if written is None else list(written.ids),
        "count": len(found.parts),
        "differs": looked.differs,
        "told": [{"code": code, "count": count, "message": words.told(code, count)}
                 for code, count in found.notes],
        "items": [item_shape(each.part) | {"item": each.item, "new": each.new,
                  "fields": dict(each.fate)} for each in looked.items],
        "participants": [person_shape(each.attendee) | {"why": each.why, "new": each.new}
                         for each in looked.people],
        "fields": dict(looked.fate),
    }  # fmt: skip


def show_look(looked: Looked, written: Changes | None, *, replacing: bool) -> None:
    """Tell what was understood, and what becomes of it."""
    found = looked.summary
    for code, count in found.notes:
        tell(words.told(code, count))
    for line in (found.body, found.title, found.when, found.kind):
        if line:
            print(shown(line))
    for each in looked.items:
        fate = _("new") if each.new else ", ".join(
            f"{name}: {_fate(how, replacing=replacing)}" for name, how in each.fate.items()
        )  # fmt: skip
        title = words.numbered(each.part.label, each.part.title)
        print(f"  {shown(title)}  [{fate}]")
    if found.other.said:
        print(f"  {words.labels()['other']}")
    print(_people(looked))
    for each in found.rest:
        print(_("  Fits no field ({where}): {text}").format(where=shown(each.where), text=shown(each.text)))  # fmt: skip
    if written is None:
        print(_("Nothing was saved. Keep it with: --save"))
    elif not written.ids:
        print(_("All of it is here already; nothing was changed."))
    else:
        print(_("Kept; it goes to the members with the next sync."))
    if looked.differs and not replacing:
        tell(
            ngettext(
                "{n} field says something else here and stays. To take the file's: --save --replace",
                "{n} fields say something else here and stay. To take the file's: --save --replace",
                looked.differs,
            ).format(n=looked.differs)
        )


def _people(looked: Looked) -> str:
    count = len(looked.people)
    known = sum(each.attendee.member is not None for each in looked.people)
    return ngettext(
        "{n} participant; {known} of the roster", "{n} participants; {known} of the roster", count
    ).format(n=count, known=known)


def _fate(how: str, *, replacing: bool) -> str:
    if how == "differs":
        return _("replaced") if replacing else _("differs, stays")
    return {"filled": _("filled"), "same": _("the same")}.get(how, how)
