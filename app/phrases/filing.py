"""What is said when words that came another way are filed, and when somebody is reminded."""

from collections.abc import Sequence

from app.i18n import _, ngettext


def troubles() -> dict[str, str]:
    """Return {code: sentence} of what keeps words from being filed."""
    return {
        "message_too_large": _(
            "This is larger than {most} MB; nothing was read. Save the one mail by itself."
        ),
        "no_words": _("There are no words in it; nothing was filed."),
        "sender_is_me": _(
            "These would be your own words: write them as a comment instead. Nothing was filed."
        ),
        "no_such_sender": _(
            "“{account}” is no member or chair of this cycle; nothing was filed. Words of "
            "observers and outsiders are not members’ comments."
        ),
        "words_not_in_it": _(
            "The words “{words}” are not in this message; nothing was filed. Copy them as they "
            "stand there."
        ),
        "not_filed": _("The words cannot be filed ({reason}); nothing was changed."),
        "not_filed_so": _(
            "This was not filed from a mail, chat or call, or its writer has put it in her own "
            "words since; it was left as it is."
        ),
        "nothing_missing": _(
            "Nothing of “{account}” is missing in “{round}”, or she is not asked; no draft was made."
        ),
        "nobody_missing": _(
            "Nobody is to be reminded in “{round}”: all who are asked have answered."
        ),
        "bad_moment": _("“{at}” is no date. Write it like 2026-01-28; nothing was filed."),
    }


def already(name: str) -> str:
    return _("These words of {name} stand there already; nothing was filed twice.").format(
        name=name
    )


def elsewhere(titles: Sequence[str]) -> str:
    """Return that the same words are filed elsewhere too."""
    return _("The same words stand at: {titles}").format(titles=", ".join(titles))


def drafts(count: int, folder: str) -> str:
    """Return where reminders were put; nothing was sent."""
    return ngettext(
        "{n} draft is in {folder}. It is not sent: open it in your mail program, look, send.",
        "{n} drafts are in {folder}. They are not sent: open them in your mail program, look, send.",
        count,
    ).format(n=count, folder=folder)


def unreached(names: Sequence[str]) -> str:
    """Return to whom no address is known."""
    return _("No address is known here of: {names}. Their drafts have none.").format(
        names=", ".join(names)
    )


def mine_too() -> str:
    return _("Answers of your own are missing too.")


def why(word: str) -> str:
    """Return why somebody is proposed as the sender."""
    return {
        "address": _("the address is in the contacts"),
        "name": _("the name"),
        "alias": _("another name of theirs"),
        "like": _("a name like it"),
    }.get(word, "")
