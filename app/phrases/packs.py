"""Sentences about packs: what one holds, and why one is not taken."""

from app.i18n import _


def troubles() -> dict[str, str]:
    """Return {code: sentence} of what can go wrong with a pack or a web folder of packs."""
    return {
        "no_such_file": _("There is no file “{path}”."),
        "pack_not_a_pack": _(
            "This is not a pack of papers, or only a piece of one. Nothing was changed. "
            "Ask for the file again."
        ),
        "pack_too_new": _(
            "This pack was made by a newer version of the program. Nothing was changed. "
            "Please install the newer version and open the pack again."
        ),
        "pack_cut_short": _(
            "The end of this pack is missing: it was not copied or loaded to its end. "
            "Nothing was changed. Copy it again."
        ),
        "pack_damaged": _(
            "This pack is damaged. Nothing was changed. Copy it again, or ask for a new one."
        ),
        "pack_bad_signature": _(
            "This pack is not as it was signed: it was changed on its way, or is damaged. "
            "Nothing was changed here. Ask the Secretariat for it again."
        ),
        "pack_too_large": _(
            "This pack holds more than this program takes from a file. Nothing was changed."
        ),
        "pack_sealed": _(
            "This pack is locked for somebody else, or its reading key is missing. "
            "Nothing was changed. The reading key is in the Secretariat's message."
        ),
        "pack_needs_earlier": _(
            "This pack holds only what changed since an earlier one, which was not opened here. "
            "Nothing was changed. Open the earlier pack first, or ask for a whole one."
        ),
        "pack_other_cycle": _(
            "This pack is of the cycle “{found}”, this profile of “{told}”. "
            "Nothing was changed. Open it in a profile of its own."
        ),
        "pack_other_key": _(
            "This pack is signed with another key ({found}) than the one you trust ({told}). "
            "Nothing was changed. Please ask the Secretariat before you use it."
        ),
        "pack_other_epoch": _(
            "This pack does not fit to what the server says: it was made without it or before it "
            "was restored. Nothing was changed. Sync brings what is new."
        ),
        "pack_other_audience": _(
            "The earlier pack is for “{found}”, the new one would be for “{told}”. Nothing was "
            "written. Name an earlier pack for the same readers."
        ),
        "pack_joined_another": _(
            "This profile already belongs to {account} in {cycle}; nothing was changed. "
            "Use a profile folder of its own for another cycle or person."
        ),
        "pack_choose_account": _(
            "The pack does not say which of its people you are. Nothing was changed. "
            "There are: {names}"
        ),
        "pack_no_roster": _(
            "The pack holds no list of people. Nothing was changed. Say under which account you "
            "read it; what you write is yours as an observer's."
        ),
        "pack_unknown_account": _(
            "Nobody in this pack has the account “{account}”. Nothing was changed. "
            "There are: {names}"
        ),
        "pack_bad_account": _(
            "“{account}” cannot be an account: use a-z, 0-9, - . and _. Nothing was changed."
        ),
        "pack_no_invitation": _(
            "There is no web folder of packs at {url}; nothing was changed. To join a server, "
            "give the invitation from the Secretariat's message: --invitation CODE"
        ),
        "pack_is_an_outbox": _(
            "This file holds what a member sent, not the papers of a cycle: nobody can join with "
            "it. Nothing was changed."
        ),
        "no_web_folder": _(
            "At {url} there is no folder of packs, or not all of it is there yet. Nothing was "
            "changed. Check the address, or try again later."
        ),
        "pack_no_earlier": _("There is no earlier pack “{path}”. Nothing was written."),
        "pack_no_key": _("There is no key in “{path}”. Nothing was written."),
        "pack_bad_key": _("“{path}” is no key file of ours, or is damaged. Nothing was written."),
        "pack_key_exists": _(
            "“{path}” is there already, and a key is never written over. Nothing was written. "
            "Give another name."
        ),
    }
