"""Why an act could not be done: the sentences of all codes, each beside its subject or here."""

from app.i18n import _
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


def troubles() -> dict[str, str]:
    """Return {code: sentence} of all subjects."""
    return {
        **general(),
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


def general() -> dict[str, str]:
    """Return {code: sentence} of what is of no one subject."""
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
        "not_a_pdf": _(
            "{about} is no PDF: it has no pages to mark, and no copy of it can hold notes. "
            "Nothing was written."
        ),
        "pdf_not_here": _(
            "The PDF of {about} is not on this computer yet; nothing was written. Get it first."
        ),
        "no_such_page": _(
            "The PDF of {about} ends with page {count}, so there is no page {page}. "
            "Nothing was saved."
        ),
        "quote_needed": _(
            "Say which words on page {page} of {about} are meant. Nothing was saved. A note without "
            "words of the page is about the whole paper."
        ),
        "pdf_password": _(
            "The PDF of {about} asks for a password, and none or a wrong one was given. "
            "Nothing was written. Give it with --password."
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
