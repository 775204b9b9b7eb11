"""The Secretariat's message to a new member, and what can go wrong before it is written."""

from collections.abc import Mapping
from typing import Any

from app.i18n import _


def subject(fields: Mapping[str, str]) -> str:
    return _("{cycle}: your papers, to read offline").format(**fields)


def letter(fields: Mapping[str, str]) -> str:
    """Return the message; `fields` as `app.domain.invitations.compose` gives them."""
    return _(
        "Dear {name},\n"
        "\n"
        "you are invited to {cycle}. Install Satchel, start it, and paste this whole message\n"
        "into the box it shows. It finds what it needs:\n"
        "\n"
        "Server: {url}\n"
        "Invitation: {invitation}\n"
        "Fingerprint: {fingerprint}\n"
        "\n"
        "The invitation is for one computer of yours. Please keep it to yourself, and ask us\n"
        "for another one for a second computer.\n"
        "\n"
        "The Secretariat\n"
    ).format(**fields)


def trouble(code: str, params: Mapping[str, Any]) -> str:
    """Return what happened and what to do; `params` may name what was `meant`."""
    sentences = {
        "bad_account": _(
            "“{account}” cannot be an account: use a-z, 0-9, dot, hyphen and underscore."
        ),
        "bad_role": _("“{role}” is no role: secretariat, chair, member or observer."),
        "role_unknown": _(
            "There is no record of “{account}” to take the role from. Publish members.csv with "
            "this account, or say --role."
        ),
        "member_left": _(
            "“{account}” has left the cycle. Change her status in members.csv and publish first."
        ),
        "no_such_member": _("The server knows no account or device “{account}”."),
        "own_account": _(
            "This is your own account; signed off, nobody could publish any more. "
            "Ask another Secretariat account to do it."
        ),
    }
    said = sentences[code].format(**params)
    if params.get("meant"):
        said += " " + _("Did you mean “{meant}”?").format(**params)
    return said


def web_letter(url: str | None, fingerprint: str, reading_key: str | None) -> str:
    """Return the message that invites to a web folder of packs; sealed ones have a reading key."""
    address = url or _("(the address of the web folder)")
    words = _(
        "The papers are in a web folder. Install Satchel, start it, and paste this whole\n"
        "message into the box it shows. It finds what it needs:\n"
        "\n"
        "Web folder: {url}\n"
    )
    if reading_key is not None:
        words += _("Reading key: {reading_key}\n")
    words += _("Fingerprint: {fingerprint}\n")
    if reading_key is not None:
        words += _("\nThe reading key is for members only. Please keep it to yourself.\n")
    words += _("\nThe Secretariat\n")
    return words.format(url=address, reading_key=reading_key, fingerprint=fingerprint)
