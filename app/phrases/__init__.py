"""Sentences for what can go wrong that the window and the terminal share, by code.

Each says what happened, what is safe and what to do next. What only one of the two can
say (a command to type, a place to go to) is written there and looked up first.
"""

from collections.abc import Mapping

from app.i18n import _, ngettext


def trouble(code: str, params: Mapping[str, object]) -> str:
    """Return the sentence of an act that could not be done; `params` are its particulars."""
    from app.phrases import acts  # noqa: PLC0415 -- all tables; the window starts without them

    known = acts.troubles()
    text = known.get(code) or _("It could not be done ({code}).")
    return text.format(**{"code": code, **params})


def refusal(code: str, status: object) -> str:
    """Return the sentence of a server that understood and will not do it."""
    known = _refusals().get(code)
    if known is not None:
        return known
    return _(
        "The server would not do this ({code}, {status}). Everything you wrote is saved here."
    ).format(code=code, status=status)


def not_taken(code: str, said: str) -> str:
    """Return why the server did not take an item; `said` is its own word, for want of ours."""
    known = _not_taken().get(code)
    return known or _("It was not taken ({why}).").format(why=said or code)


def erased(count: int, of: int, mine: int) -> str:
    """Return the question that so many erasures raise: what happened, and what is safe."""
    words = ngettext(
        "The server says that {n} of the {of} papers and items here was erased. That is more "
        "than usual, so nothing was taken away yet.",
        "The server says that {n} of the {of} papers and items here were erased. That is more "
        "than usual, so nothing was taken away yet.",
        count,
    ).format(n=count, of=of)
    if mine:
        own = ngettext(
            "{n} of them is your own; it stays in any case.",
            "{n} of them are your own; they stay in any case.",
            mine,
        ).format(n=mine)
        return f"{words} {own}"
    return words


def repaired() -> str:
    """Return that a digest differed and everything was read anew."""
    return _(
        "What was here was not what the server has; everything was read anew and is right now. "
        "Nothing you wrote was touched."
    )


def line(kind: str, **params: object) -> str:
    """Return the sentence of a line that failed.

    `kind` is `none`, `sign_in`, `moved` (with `url`), `busy` (with `seconds`), `stopped` or
    `damaged`; before this computer has joined, and so before anything was written, `joining` or
    `joining_stopped`; while the first papers come, `arriving`; while a file comes,
    `file_none` or `file` (with `got` and `size`, in words).
    """
    return _lines()[kind].format(**params)


def _refusals() -> dict[str, str]:
    return {
        "invitation_unknown": _(
            "The server does not know this invitation. Check that it was copied whole, "
            "or ask the Secretariat for a new one."
        ),
        "invitation_spent": _(
            "This invitation was already used on another computer. "
            "Ask the Secretariat for a new one."
        ),
        "secretariat_only": _("Only the Secretariat can do this; nothing was changed."),
        "member_left": _(
            "The Secretariat has noted that you left this cycle, so nothing was joined. "
            "Ask the Secretariat for a new invitation if that is a mistake."
        ),
        "device_revoked": _(
            "The Secretariat has signed this computer off. Everything you wrote is saved here. "
            "Ask the Secretariat for a new invitation."
        ),
        "cycle_exists": _(
            "The server already has this cycle, and this profile is not its Secretariat. "
            "Nothing was sent; use the profile that published it before."
        ),
        "own_device": _(
            "That is the device you are working on; it stays signed in. Another one of the "
            "Secretariat can sign it off."
        ),
        "last_secretariat": _(
            "Nobody of the Secretariat would be left in this cycle. Give the role to somebody "
            "else first."
        ),
    }


def _not_taken() -> dict[str, str]:
    return {
        "bad_audience": _("Its audience names somebody the server does not know in this cycle."),
        "contradicted": _(
            "Another chair wrote something else in the same place, in what only chairs read. Open "
            "her file, then offer yours again: both are shown to you side by side."
        ),
        "not_yours": _("It belongs to somebody else, or your role does not allow it."),
        "may_not_erase": _("Only the Secretariat erases; withdraw it instead."),
        "last_secretariat": _(
            "Nobody of the Secretariat would be left in this cycle. Give the role to somebody "
            "else first."
        ),
        "op_reused": _("The server had taken another text under the same number already."),
        "too_long": _("It is longer than the server takes; shorten it or split it in two."),
        "nul": _("It holds a character that cannot be stored."),
        "surrogate": _("It holds a character that cannot be stored."),
        "score_out_of_scale": _("A score is not on the round's scale any more."),
        "unknown_criterion": _("The round has no such criterion any more."),
        "unknown_stance": _("The round has no such position any more."),
        "unknown_reason": _("The round has no such reason any more."),
        "reason_required": _("The round asks for a reason now."),
        "text_required": _("The round asks for words there now."),
        "newer_there": _(
            "The member has other words on the server; hers stand there. What came by file is kept."
        ),
        "bad_proof": _("It is not signed by a device of the member that the server knows."),
        "unknown_account": _("The server does not know this member."),
    }


def _lines() -> dict[str, str]:
    return {
        "none": _(
            "No connection to the server. Everything you wrote is saved here "
            "and goes with the next sync."
        ),
        "sign_in": _(
            "Something else answered in the server's place, perhaps a sign-in page of this "
            "network. Nothing was sent that could be read; everything is saved here. "
            "Open a web page, sign in, then try again."
        ),
        "moved": _(
            "Your server's address says that the server has moved to {url}. Nothing was sent "
            "there; everything is saved here. If the Secretariat says so too, give this program "
            "the new address."
        ),
        "busy": _("The server asks to wait {seconds:.0f} seconds. Everything is saved here."),
        "stopped": _("Stopped. What had arrived is kept, and everything you wrote is saved here."),
        "joining": _("No connection. Nothing was lost; the invitation stays good. Try again."),
        "joining_stopped": _("Stopped. Nothing was lost; the invitation stays good."),
        "arriving": _("No connection. What has arrived stays; the rest follows. Try again."),
        "file_none": _("No connection. Nothing of the file is here yet. Try again."),
        "file": _("No connection. {got} of {size} are here; it continues where it stopped."),
        "damaged": _("The file arrived damaged and was thrown away. Please try again."),
    }
