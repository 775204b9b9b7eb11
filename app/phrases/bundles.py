"""What is said about files of answers, in words the window and the terminal share."""

from collections.abc import Callable

from app import phrases
from app.i18n import _, ngettext


def troubles() -> dict[str, str]:
    """Return {code: sentence} of what can go wrong with a file of answers."""
    return {
        "nothing_waits": _("Nothing waits to be sent, so no file was made."),
        "written_meanwhile": _(
            "Something was written while the file was being made, so none was saved. "
            "Please try again."
        ),
        "not_a_taker": _(
            "These are a member’s answers for the chairs and the Secretariat; nothing was read. "
            "Please hand the file on to them."
        ),
        "bundle_is_mine": _(
            "These are your own answers; they are here already. Hand the file on to the chairs "
            "or the Secretariat."
        ),
        "bundle_unknown_account": _(
            "The file says it comes from “{account}”, who is not in the members’ list; nothing "
            "was taken. Ask the Secretariat, or read its newest pack first."
        ),
        "pack_not_an_outbox": _("This is no file of answers; nothing was taken."),
        "mail_without_answers": _("There are no answers in this e-mail; nothing was taken."),
        "bundle_sealed": _(
            "These answers are sealed: only the Secretariat can open them, with its key "
            "(bundle open FILE --key KEYFILE). Nothing was taken."
        ),
        "cannot_read": _("The file cannot be read ({why}); it was left as it is."),
        "is_a_folder": _(
            "This is a folder; nothing was read. Name the files in it: packs, answers, e-mails "
            "or forms."
        ),
        "not_answers": _("This is nothing the program can take in; it was left as it is."),
        "mail_too_large": _(
            "The e-mails are too large to look into; save the attachment by itself."
        ),
    }


def readable(reader: str, fingerprint: str | None = None) -> str:
    """Return who can read a file: `anyone` or `secretariat`."""
    if reader == "secretariat":
        return _("Sealed: only the Secretariat can read it (key {fingerprint}).").format(
            fingerprint=fingerprint or ""
        )
    return _("Whoever holds this file can read it. Hand it on with care.")


def holds(count: int, again: int, carried: int) -> str:
    """Return what a file holds, in a sentence or three."""
    parts = [ngettext("{n} change is in it.", "{n} changes are in it.", count).format(n=count)]
    if carried:
        parts.append(
            ngettext(
                "{n} of them is another member’s, handed on by you.",
                "{n} of them are other members’, handed on by you.",
                carried,
            ).format(n=carried)
        )
    if again:
        parts.append(
            ngettext(
                "{n} of them went out in a file before and is not confirmed yet.",
                "{n} of them went out in a file before and are not confirmed yet.",
                again,
            ).format(n=again)
        )
    return " ".join(parts)


def sent_in_file(when: str, file: str) -> str:
    """Return what stands beside an act that went out in a file."""
    return _("Sent in the file {file} on {when}, not yet confirmed").format(file=file, when=when)


def subject(title: str, name: str, part: int, of: int) -> str:
    """Return the subject of an e-mail that brings answers."""
    said = _("Answers of {name} for {title}").format(name=name, title=title)
    return said if of == 1 else f"{said} ({part}/{of})"


def body(title: str, name: str, count: int, part: int, of: int, reader: str) -> str:
    """Return the plain words of an e-mail that brings answers."""
    lines = [
        _("The file attached holds what {name} wrote for {title}.").format(name=name, title=title),
        ngettext("{n} change is in it.", "{n} changes are in it.", count).format(n=count),
        "",
        _("Chairs and the Secretariat open it in Satchel: Take in answers."),
        _("Opening it twice, or in another order, does no harm."),
    ]
    if of > 1:
        lines.append(
            _("This is part {part} of {of}; each can be opened by itself.").format(part=part, of=of)
        )
    lines += ["", readable(reader) if reader != "secretariat" else _("It is sealed: only the Secretariat can read it.")]  # fmt: skip
    return "\n".join(lines) + "\n"


def letter(title: str, name: str, reader: str) -> Callable[[int, int, int], tuple[str, str]]:
    """Return what writes subject and words of an e-mail: which part, of how many, how much."""

    def write(part: int, of: int, count: int) -> tuple[str, str]:
        return subject(title, name, part, of), body(title, name, count, part, of, reader)

    return write


def taken(name: str, taken: int, doubled: int, aside: int) -> str:
    """Return what became of a file of answers."""
    if not taken and not aside:
        return _("From {name}: nothing new in it.").format(name=name)
    parts = [
        ngettext("From {name}: {n} change taken in.", "From {name}: {n} changes taken in.", taken)
        .format(name=name, n=taken)
    ]  # fmt: skip
    if doubled:
        parts.append(
            ngettext("{n} was here already.", "{n} were here already.", doubled).format(n=doubled)
        )
    if aside:
        parts.append(ngettext("{n} was set aside.", "{n} were set aside.", aside).format(n=aside))
    return " ".join(parts)


def returned(count: int) -> str:
    """Return that changes of mine were not taken by whoever made a pack."""
    return ngettext(
        "{n} item of yours was not taken. Your words are here; the reason stands beside them.",
        "{n} items of yours were not taken. Your words are here; the reasons stand beside them.",
        count,
    ).format(n=count)


def joined(count: int) -> str:
    """Return that records which I changed were changed by others too, in other places."""
    return ngettext(
        "{n} paper that you changed was changed by others as well; both changes are in it now.",
        "{n} papers that you changed were changed by others as well; both changes are in them now.",
        count,
    ).format(n=count)


def asked(count: int) -> str:
    """Return that others wrote something else in the same place, and that I am to decide."""
    return ngettext(
        "{n} paper that you changed was changed by somebody else in the same place. Both texts "
        "are kept: it needs your decision.",
        "{n} papers that you changed were changed by somebody else in the same place. Both texts "
        "are kept: they need your decision.",
        count,
    ).format(n=count)


def not_published(why: str) -> str:
    """Return that a pack was written and could not be read into the Secretariat's own profile."""
    return _(
        "The pack is written and good. This computer could not take it in itself: {why} "
        "Open it here once, so that what comes back is compared with it."
    ).format(why=why)


def goes_by_file(role: str) -> str:
    """Return how what was just written leaves this computer where no server is."""
    if role == "secretariat":
        return _("There is no server here: what you write goes out with your next pack.")
    return _(
        "There is no server here: what you write goes as a file, whenever you make one with "
        "bundle make --out FILE."
    )


def older(count: int) -> str:
    """Return that newer words were here before these."""
    return ngettext(
        "{n} is older than what is here and changes nothing.",
        "{n} are older than what is here and change nothing.",
        count,
    ).format(n=count)


def received(via: str, name: str, carrier: str) -> str:
    """Return how words came that a member did not send to the server herself."""
    known = {
        "bundle": _("received in a signed file of {name}, taken in by {carrier}"),
        "form": _("received in a text form of {name}, taken in by {carrier}"),
        "mail": _("said by {name} in a mail, taken in by {carrier}"),
        "chat": _("said by {name} in a chat, taken in by {carrier}"),
        "call": _("said by {name} on a call, taken in by {carrier}"),
    }
    words = known.get(via) or _("received from {name}, taken in by {carrier}")
    return words.format(name=name, carrier=carrier)


def key(name: str, met: str, fingerprint: str) -> str:
    """Return what to know of a device's key: `first`, `known` or `other` than before."""
    match met:
        case "first":
            return _("The first file of {name}: key {fingerprint}.").format(
                name=name, fingerprint=fingerprint
            )
        case "other":
            return _(
                "{name} signed with another key than before ({fingerprint}). That is right if the "
                "computer is a new one; if in doubt, ask."
            ).format(name=name, fingerprint=fingerprint)
        case _:
            return ""


def set_aside(code: str, field: str) -> str:
    """Return why a change was not taken in."""
    known = {
        "bad_proof": _("It is not signed by the device it says it comes from."),
        "unknown_account": _("Who it comes from is not in the members’ list."),
        "not_yours": _("The record belongs to somebody else, or the role does not allow it."),
        "is_mine": _("It says it is yours; what you write stays as you wrote it."),
        "op_reused": _("Another text was taken under the same number already."),
        "may_not_erase": _("It would erase; only the Secretariat erases."),
        "unknown_collection": _("It is of a kind this program does not know."),
        "too_deep": _("It is nested too deep."),
        "bad_audience": _("Its audience names somebody who is not in the members’ list."),
    }.get(code)
    if known is not None:
        return known
    if code in {
        "bad_op",
        "bad_id",
        "bad_time",
        "wrong_type",
        "missing",
        "out_of_range",
        "bad_word",
    }:
        return _("It is not well formed ({field}: {code}).").format(field=field, code=code)
    return phrases.not_taken(code, f"{field}: {code}" if field else code)
