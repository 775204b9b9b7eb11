"""What is said about transcripts and chats: what was odd, what is still to be settled, troubles."""

from app.i18n import _, ngettext


def troubles() -> dict[str, str]:
    """Return {code: sentence} of what keeps a transcript or chat from being taken in."""
    return {
        "transcript_too_large": _("This is larger than 20 MB; nothing was read. Split the file."),
        "transcript_damaged": _(
            "The file is damaged or is not what its name says; nothing was read. Ask for it again."
        ),
        "transcript_password": _("The file is locked with a password; nothing was read."),
        "transcript_encoding": _(
            "The letters of this file cannot be read; nothing was kept. Save it as UTF-8."
        ),
        "transcript_kind": _(
            "Transcripts are read from text, Word (.docx), HTML, WebVTT and SRT; nothing was read. "
            "Save it as one of these."
        ),
        "transcript_no_turns": _(
            "No captions such as “>> NAME:” are in this file, nor cues with names; nothing was kept."
        ),
        "chat_no_turns": _(
            "No lines of a chat are in this file (“14:03:22 From NAME to Everyone: …” or "
            "“NAME: …”); nothing was kept."
        ),
        "transcript_too_long": _(
            "The text has {size} KB; a document holds {most} KB. Nothing was saved: split the file "
            "and import its parts."
        ),
        "transcript_too_many": _(
            "There are {count} turns; a document holds {most}. Nothing was saved: split the file "
            "and import its parts."
        ),
        "no_such_transcript": _("“{id}” is no transcript or chat that is kept here."),
        "nothing_said": _("No transcript or chat of “{meeting}” is kept here."),
        "which_transcript": _(
            "Several are kept of this meeting; nothing was changed. Say which one: --document ID. "
            "There are: {ids}"
        ),
        "no_such_turn": _("There is no turn {number}; there are {count}. Nothing was changed."),
        "no_such_caption": _("Nobody is captioned “{name}” here; nothing was changed."),
        "no_such_speaker": _(
            "“{account}” is nobody of the roster; nothing was changed. For somebody who is not of "
            "the roster leave it empty: NAME="
        ),
        "speaker_unsettled": _(
            "It is not settled who “{name}” is; nothing was filed. Settle the name first."
        ),
        "no_item_yet": _(
            "Turn {number} is under no item of the agenda yet; nothing was written. Say which."
        ),
        "no_proposal_yet": _(
            "Line {number} is linked to no proposal; nothing was filed. Say what the question is about."
        ),
        "bad_flag": _(
            "“{what}” is nothing a line can be made into: minutes, proposal/ID, question or action."
        ),
    }  # fmt: skip


def label() -> str:
    """Return what stands wherever words of a transcript or chat are shown."""
    return _("Not authoritative: as captioned or typed, with its errors")


def spoken(speaker: str) -> str:
    """Return the label of words that somebody is captioned with, where there is little room."""
    return _("{name} · not authoritative").format(name=speaker or who("nameless"))


def title(kind: str, meeting: str) -> str:
    """Return what the document of a transcript or chat is called."""
    known = {"chat": _("{meeting}: chat"), "transcript": _("{meeting}: transcript")}
    return known.get(kind, "{meeting}").format(meeting=meeting)


def told(code: str, count: int, word: str) -> str:
    """Return what was odd about a file: a code, how often, and a word that says which."""
    match code:
        case "encoding":
            return _("The file is not in UTF-8; it was read as {name}. Look at letters with accents.").format(
                name=word
            )  # fmt: skip
        case "broken":
            return ngettext(
                "{n} letter could not be read; it is shown as �.",
                "{n} letters could not be read; they are shown as �.",
                count,
            ).format(n=count)
        case "furniture":
            return ngettext(
                "{n} line that belongs to the page, not to the call, was left out.",
                "{n} lines that belong to the pages, not to the call, were left out.",
                count,
            ).format(n=count)
        case "nameless":
            return ngettext("{n} turn names nobody.", "{n} turns name nobody.", count).format(
                n=count
            )
        case "two":
            return ngettext(
                "{n} turn may hold words of two speakers.",
                "{n} turns may hold words of two speakers.",
                count,
            ).format(n=count)
        case "empty":
            return ngettext("{n} turn has no words.", "{n} turns have no words.", count).format(
                n=count
            )
        case "private":
            return ngettext(
                "{n} line was not for everybody and was left out.",
                "{n} lines were not for everybody and were left out.",
                count,
            ).format(n=count)
        case _:
            return code


def about_me(why: str) -> str:
    """Return why a turn is shown to somebody as being about her."""
    return {
        "asked": _("you are asked"),
        "named": _("you are named"),
        "proposal": _("about your proposal"),
    }.get(why, "")


def who(why: str) -> str:
    """Return how surely it is known who spoke."""
    return {
        "settled": _("settled by hand"),
        "name": _("the name"),
        "role": _("the role"),
        "like": _("a name like it"),
        "unknown": _("unknown"),
        "several": _("may be several"),
        "nameless": _("not named"),
    }.get(why, "")


def turns(count: int) -> str:
    return ngettext("{n} turn", "{n} turns", count).format(n=count)


def chat_lines(count: int) -> str:
    return ngettext("{n} line", "{n} lines", count).format(n=count)
