"""The words of a papers file: what is in it, who signed it, whose names are in it."""

import re
from collections.abc import Sequence

from app.actions.opening import Found, Person
from app.domain.folding import fold
from app.i18n import _, ngettext
from app.ui import status_words, times
from app.ui.models import people
from app.ui.widgets.rows import Line


def made_words(made_at: str) -> str:
    """Return `of 12 January`, "" where the file does not say when it was made."""
    made = times.parsed(made_at)
    if made is None:
        return ""
    return _("made on {day}").format(day=times.day(made, made, week=False))


def found_words(found: Found) -> str:
    """Return `5 proposals, 12 documents · 60 KB · made on 12 January`."""
    manifest = found.manifest
    counts = found.counts
    proposals, documents = counts.get("proposals", 0), counts.get("documents", 0)
    told = [
        ngettext("{n} proposal", "{n} proposals", proposals).format(n=proposals)
        if proposals
        else "",
        ngettext("{n} document", "{n} documents", documents).format(n=documents)
        if documents
        else "",
        status_words.size(found.size),
        made_words(manifest.made_at) if manifest is not None else "",
    ]
    return " · ".join(each for each in told if each)


def signed_words(fingerprint: str, told: str | None) -> str:
    """Return whose key signed it, and whether the Secretariat's message names the same one."""
    signed = _("Signed with the key {fingerprint}.").format(fingerprint=fingerprint)
    if told:
        return f"{signed} " + _("It must be the one that the message names, or nothing is read.")
    return f"{signed} " + _("Compare it with what the Secretariat told you.")


def person_lines(roster: Sequence[Person], words: str) -> list[Line]:
    """Return those of the roster that `words` fit, as rows."""
    asked = fold(words).split()
    return [
        Line(each.account, each.name, people.role(each.role), end=each.account)
        for each in roster
        if all(word in fold(f"{each.name} {each.account}") for word in asked)
    ]


def account_of(name: str) -> str:
    """Return `name` as an account: `Ana María` becomes `ana-maria`."""
    return re.sub(r"[^a-z0-9._-]+", "-", fold(name)).strip("-._")[:40]
