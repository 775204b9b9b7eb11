"""Sentences for what can go wrong that the window and the terminal share, by code.

Each says what happened, what is safe and what to do next. What only one of the two can
say (a command to type, a place to go to) is written there and looked up first.
"""

from collections.abc import Mapping

from app.i18n import _, ngettext
from app.phrases import (
    agendas,
    bundles,
    care,
    contributions,
    decisions,
    filing,
    floor,
    forms,
    groups,
    letters,
    next_steps,
    packs,
    summaries,
    timeline,
    transcripts,
)


def trouble(code: str, params: Mapping[str, object]) -> str:
    """Return the sentence of an act that could not be done; `params` are its particulars."""
    known = {
        **_acts(),
        **agendas.troubles(),
        **packs.troubles(),
        **bundles.troubles(),
        **care.troubles(),
        **contributions.troubles(),
        **filing.troubles(),
        **floor.troubles(),
        **forms.troubles(),
        **groups.troubles(),
        **decisions.troubles(),
        **letters.troubles(),
        **next_steps.troubles(),
        **summaries.troubles(),
        **timeline.troubles(),
        **transcripts.troubles(),
    }
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


def _acts() -> dict[str, str]:
    return {
        "budget_too_small": _(
            "{budget} bytes are not enough for one exchange; nothing was sent and nothing came. "
            "It takes about {least} bytes at least. Everything you wrote is saved here."
        ),
        "bad_address": _(
            "{url} is not an address we can use safely; nothing was sent. "
            "It must begin with https:// (or http:// on this very computer)."
        ),
        "no_satchel_there": _(
            "No server of ours answers at {url}. Nothing was changed, and your key was not shown "
            "to it. Please check the address."
        ),
        "not_known_there": _(
            "The server at {url} does not know this computer, or has another cycle. Nothing was "
            "changed. Ask the Secretariat which address is right; if it is this one, join there "
            "with a new invitation."
        ),
        "other_history": _(
            "The server at {url} has this cycle, but not what this computer had from its server: "
            "it may have been restored, or be another one. Nothing was changed. Ask the "
            "Secretariat; with a new invitation from them you can join there, and keep what is "
            "yours."
        ),
        "other_fingerprint": _(
            "The server shows another fingerprint ({found}) than your invitation ({told}). "
            "Nothing was joined. Please ask the Secretariat before you try again."
        ),
        "no_server": _("This profile has no server; everything you wrote is saved here."),
        "device_revoked": _(
            "The server no longer knows this computer. Everything you wrote is saved here. "
            "Ask the Secretariat for a new invitation and join again with it."
        ),
        "no_such_record": _("There is no “{id}” among the {collection} on this computer."),
        "no_such_submission": _(
            "You have submitted no version {number} of your review of “{proposal}”; nothing was "
            "changed."
        ),
        "no_such_version": _("Version {version} of “{id}” is not on this computer."),
        "not_yours": _("“{id}” was written by somebody else; only they can change it."),
        "quote_not_found": _(
            "These words are not in {about}: “{quote}”. Nothing was saved; "
            "copy them from the paper and try again."
        ),
        "no_text_here": _(
            "The text of {about} is not on this computer yet, so nothing can be quoted from it. "
            "Nothing was saved; sync first."
        ),
        "no_place": _(
            "The words of “{id}” are not found in the newest version, so there is nothing to "
            "accept. Put it on other words, or say that it is settled."
        ),
        "no_question": _("“{id}” is no question, so it has no answer to judge."),
        "unknown_criterion": _(
            "This round has no criterion “{key}”; nothing was saved. It has: {known}"
        ),
        "unknown_colour": _(
            "“{key}” is no colour of a mark; nothing was saved. There are: {known}"
        ),
        "bad_audience": _("“{word}” is no audience and no account; nothing was saved."),
        "question_private": _("A question is never private: name who should read it."),
        "empty": _("There are no words to save."),
        "nul": _(
            "The text holds a character that cannot be stored (NUL or half a character). "
            "Nothing was saved; take it out and try again."
        ),
        "too_long": _(
            "The text takes {bytes} bytes, the most is {most}. Nothing was saved; "
            "please shorten it or split it in two."
        ),
        "observers_do_not_review": _("Observers comment and ask; reviews are the members’."),
        "nothing_to_undo": _("There is nothing to undo."),
        "members_have_it": _(
            "This was sent already, and members may have read it. Nothing was taken back. What was "
            "decided can be changed or cleared proposal by proposal; members see that, too."
        ),
        "no_conflict": _("“{id}” has no conflict to settle."),
        "cannot_keep_both": _(
            "Of “{id}” only one can stand: one side takes it out, or the two have other readers. "
            "Nothing was changed; choose mine or theirs. The other can be had back for 30 days."
        ),
        "changed_meanwhile": _(
            "“{id}” was changed elsewhere once more while you looked. Nothing was changed here; "
            "please look again."
        ),
        "no_such_merge": _("There is no merge {number}; they are kept for 30 days."),
        "put_back_already": _(
            "That side of merge {number} was put back before and stands; nothing was changed."
        ),
        "put_back_and_changed": _(
            "That side of merge {number} was put back before, and changed since. What was written "
            "since stands; nothing was changed."
        ),
        "nothing_to_put_back": _("On that side there was nothing that could be put back."),
        "not_set_aside": _("“{id}” is not set aside; nothing was changed."),
        "nothing_asked": _("There is no question of erased papers to answer."),
        "not_a_pdf": _("{about} is no PDF, so notes cannot be written into a copy of it."),
        "pdf_not_here": _(
            "The PDF of {about} is not on this computer yet; nothing was written. Get it first."
        ),
        "no_such_page": _(
            "The PDF of {about} has {count} pages, so there is no page {page}. Nothing was saved."
        ),
        "quote_needed": _(
            "Say which words on page {page} of {about} are meant. Nothing was saved. A note without "
            "words of the page is about the whole paper."
        ),
        "pdf_password": _(
            "The PDF of {about} asks for a password, and none or a wrong one was given. "
            "Nothing was written."
        ),
        "pdf_unreadable": _(
            "The PDF of {about} cannot be read here ({reason}); nothing was written. Your notes "
            "are safe: export them as Markdown."
        ),
        "no_file": _("Document “{id}” has no file."),
        "no_text": _("Document “{id}” has no text that could be read."),
        "not_there": _(
            "The server does not have the file of “{id}” for you (it may have been withdrawn)."
        ),
        "bad_filter": _("“{word}” is none of: {known}"),
        "not_filtered": _("Only notes, comments and questions are filtered, not {kind}."),
        "unknown_kind": _("“{kind}” is not something to list. There are: {known}"),
        "backup_failed": _("The copy could not be written soundly and was thrown away: {path}"),
        "not_queued": _("“{id}” is not among the downloads; nothing was changed."),
        "out_is_ours": _(
            "{path} is kept by this program in the profile's folder, so it is not written over. "
            "Nothing was written; name a file elsewhere."
        ),
        "nothing_to_export": _("There is nothing to export yet."),
        "for_chairs": _(
            "This holds what is for the chairs and the Secretariat alone; nothing was written."
        ),
        "no_such_round": _("There is no round “{id}” on this computer."),
    }


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
