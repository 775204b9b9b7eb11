"""Names that are agreed: slugs, the id of a review, keys of headings."""

import re
import unicodedata
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?")
ACCOUNT = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?")
RECORD = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,126}[A-Za-z0-9])?")
_GAP = re.compile(r"[\W_]+")


def new_id() -> str:
    """Return a random id for a record that has no agreed name."""
    return str(uuid4())


def review_id(cycle: str, account: str, proposal: str) -> str:
    """Return the one id of `account`'s review of `proposal`, the same on every device."""
    return agreed(cycle, f"{account}/{proposal}")


def agreed(cycle: str, words: str) -> str:
    """Return the one id of what `words` say within a cycle, the same on every device."""
    return str(uuid5(uuid5(NAMESPACE_URL, f"satchel:{cycle}"), words))


def version_id(proposal: str, number: int) -> str:
    return f"{proposal}-v{number}"


def item_id(meeting: str, label: str) -> str:
    """Return the id of the agenda item `label` of `meeting`, unless one was given."""
    return f"{meeting}-{label.casefold().replace('.', '-')}"


def heading_key(heading: str, taken: set[str]) -> str:
    """Return the key of a section without one, and add it to `taken`.

    NFKC, casefolded, everything but letters and digits of any script becomes `-`,
    at most 60 characters; the second of a name ends in `-2`.
    """
    plain = _GAP.sub("-", unicodedata.normalize("NFKC", heading).casefold()).strip("-")[:60]
    base = plain.rstrip("-") or "section"
    key, count = base, 1
    while key in taken:
        count += 1
        key = f"{base}-{count}"
    taken.add(key)
    return key


def is_uuid(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False
