"""Words for the care of a profile: what the doctor finds, and what can go wrong with a backup."""

from collections.abc import Mapping
from typing import Any

from app.i18n import _, ngettext


def finding(code: str, params: Mapping[str, Any]) -> str:
    """Return what is not as it should be, and what that means."""
    text = _findings().get(code) or _("Something is not right ({code}).")
    told = text.format_map({"code": code, **params})
    return " ".join([told, *_rescue(params)])


def looked_at(what: str) -> str:
    """Return what is being looked at, for a line of progress."""
    known = {
        "store": _("Reading the store …"),
        "index": _("The search index …"),
        "files": _("The files …"),
        "leftovers": _("What was left unfinished …"),
        "backups": _("The backups …"),
        "machine": _("This computer …"),
    }
    return known.get(what, what)


def _rescue(params: Mapping[str, Any]) -> list[str]:
    if not params.get("kept"):
        return []
    told = [_("The damaged file is kept: {kept}.").format(kept=params["kept"])]
    if params.get("backup"):
        told.append(_("In its place is the backup {backup}, with all that could still be read.")
                    .format(backup=params["backup"]))  # fmt: skip
    elif params.get("joined", True):
        told.append(
            _(
                "In its place is all that could still be read; the next sync or the newest pack "
                "brings the rest."
            )
        )
    else:
        told.append(
            _(
                "Not even whose it was could be read, and there is no backup: a new one stands in "
                "its place. Next: join again, with a new invitation or with the pack."
            )
        )
    carried = int(params.get("carried") or 0)
    if carried:
        told.append(
            ngettext(
                "{n} item that was not sent yet was saved.",
                "{n} items that were not sent yet were saved.",
                carried,
            ).format(n=carried)
        )
    if params.get("beside"):
        told.append(_("What could not be kept as an item is here as text: {beside}.").format(
            beside=params["beside"]
        ))  # fmt: skip
    return told


def _findings() -> dict[str, str]:
    return {
        "store_damaged": _("The profile's store is damaged ({how})."),
        "store_absent": _("The profile's store is not there, but backups of it are."),
        "store_too_new": _(
            "A newer version of the program has written this profile; this one leaves it alone. "
            "Please install the newer version."
        ),
        "in_use": _("Satchel is open on this profile. Close its window and ask the doctor again."),
        "not_durable": _(
            "This disk does not promise that what is saved survives a power cut ({how}). "
            "Keep the profile on a disk of this computer."
        ),
        "sqlite_too_old": _(
            "SQLite {version} may damage a profile. Install the program again, with its own."
        ),
        "index_broken": _("The search index was incomplete. It is made again."),
        "file_absent": _("A file that should be here is gone: {path}. It can be fetched again."),
        "file_wrong": _("A file is not what it was: {path}. It can be fetched again."),
        "file_unknown": _("A file belongs to no paper that is here: {path}."),
        "words_changed": _(
            "Words of yours had changed on the disk by themselves: {id}. They are as "
            "in the last backup again."
        ),
        "part_left": _("Something was left unfinished: {path}."),
        "backup_damaged": _("A backup is damaged: {path}. It is not used; another was made."),
        "backup_old": _("The last backup was of {made_at}."),
        "clock_off": _(
            "This computer's clock is {minutes} minutes off the server's. Nothing is decided by "
            "it, but what you write bears the wrong time."
        ),
        "disk_low": _("The disk is nearly full ({free} bytes free). Make room before you go on."),
        "folder_open": _("Others who use this computer could look into {folder}."),
        "settings_broken": _("The settings could not be read; they begin anew: {path}."),
    }


def troubles() -> dict[str, str]:
    """Return {code: sentence} of what can go wrong with backups, restoring and erasing."""
    return {
        "no_backup": _(
            "There is no backup of this profile that could be used; nothing was changed. If you "
            "have one elsewhere, name it: restore FILE"
        ),
        "no_such_backup": _("There is no file {path}; nothing was changed."),
        "backup_damaged": _("The backup {path} is damaged; nothing was changed. Try another."),
        "backup_foreign": _("{path} is no backup of a profile; nothing was changed."),
        "backup_too_new": _(
            "A newer version of the program has written {path}; nothing was changed. "
            "Please install the newer version."
        ),
        "backup_of_another": _(
            "This is a backup of {account} in {cycle}, and this profile is another. "
            "Nothing was changed; restore it into a profile folder of its own."
        ),
        "profile_in_use": _(
            "Satchel is open on this profile. Close its window and try again; nothing was changed."
        ),
        "restore_failed": _("What was to be restored is not sound; nothing was changed."),
        "erase_unasked": _(
            "Nothing was erased. Without a terminal to ask on, say that you mean it: --yes"
        ),
    }
