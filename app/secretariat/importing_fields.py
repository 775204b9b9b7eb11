"""What proposers call the fields of a proposal, and how they write names, groups and regions."""

import re
from collections.abc import Mapping

from app.domain.records import Data
from app.secretariat.importing_headings import folded

LABELS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "proposal id", "slug"),
    "code": (
        "code", "no", "nr", "number", "proposal number", "proposal no", "proposal nr", "proposal code",
        "session number", "session code", "workshop number", "workshop no", "reference", "ref",
    ),
    "title": (
        "title", "title of the proposal", "proposal title", "session title", "workshop title",
        "name of the proposal", "title of the workshop", "title of the session", "titre", "título",
        "titel", "название", "标题", "العنوان",
    ),
    "summary": ("summary", "abstract", "short description", "résumé", "resumen", "резюме", "摘要"),
    "theme": ("theme", "thematic track", "track", "topic", "thème", "tema", "тема", "主题"),
    "tags": ("tags", "keywords", "key words", "mots clés", "palabras clave"),
    "proposers": (
        "proposers", "proposer", "proponents", "proponent", "submitted by", "proposed by",
        "organizers", "organisers", "organizer", "organiser", "authors", "proposer s", "proponent s",
        "organizer s", "name of proposer", "proposants", "proponentes", "авторы", "提案人",
    ),
    "affiliation": (
        "affiliation", "organization", "organisation", "institution", "affiliation s",
        "organizations", "organisations", "organización",
    ),
    "group": ("stakeholder group", "group", "stakeholder", "stakeholder groups"),
    "region": ("region", "regional group", "regions", "un region"),
    "email": (
        "email", "e mail", "email address", "e mail address", "contact email", "contact", "mail",
        "courriel", "correo electrónico", "phone", "phone number", "telephone", "mobile",
    ),
    "note": ("note", "changes", "what changed", "changes since the last version", "change note"),
    "-": ("timestamp", "submission date", "date submitted", "submitted on", "row", "start time"),
}  # fmt: skip
"""Field -> what it is called; `-` is left out."""

_GROUPS: Mapping[str, tuple[str, ...]] = {
    "government": ("government", "governments", "governmental"),
    "civil": ("civil", "civil society", "ngo", "ngos"),
    "private": ("private", "private sector", "business", "industry"),
    "technical": ("technical", "technical community", "academia", "academic", "technical and academic"),
    "igo": ("igo", "igos", "intergovernmental organization", "intergovernmental organisation",
            "intergovernmental", "international organization"),
    "other": ("other", "others"),
}  # fmt: skip
_REGIONS: Mapping[str, tuple[str, ...]] = {
    "african": ("african", "african group", "africa"),
    "asia_pacific": ("asia pacific", "asia pacific group", "asia", "asia and the pacific"),
    "eastern_european": ("eastern european", "eastern european group", "eastern europe"),
    "grulac": ("grulac", "latin america", "latin american and caribbean group",
               "latin america and the caribbean", "latin american and caribbean states"),
    "weog": ("weog", "western european and others group", "western europe and others",
             "western european and other states"),
}  # fmt: skip
_EMAIL = re.compile(r"<?(?:mailto:)?([\w.+'-]{1,64}@[\w-]+(?:\.[\w-]+)+)>?")
_BRACKETED = re.compile(r"^(.+?)\s*[(（](.*)[)）]\s*$")
_DASHED = re.compile(r"^(.+?)(?:\s+[–—-]\s+|\s*,\s*)(.+)$")
LINE = 500


def field_of(label: str) -> str | None:
    """Return the field that `label` names, whatever its capitals, accents and plural."""
    return _FIELDS.get(folded(label))


def group_of(cell: str) -> str | None:
    return _GROUP_NAMES.get(folded(cell))


def region_of(cell: str) -> str | None:
    return _REGION_NAMES.get(folded(cell))


def people(text: str) -> tuple[list[Data], list[str]]:
    """Return the proponents named in `text`, one a line or parted by `;`, and their addresses.

    `Name (Affiliation)`, `Name, Affiliation` and `Name - Affiliation` are understood; no
    other word is lost. E-mail addresses are for chairs and Secretariat only: they are
    returned apart.
    """
    emails = _EMAIL.findall(text)
    found: list[Data] = []
    for part in re.split(r"[;\n；]", _EMAIL.sub("", text)):
        entry = " ".join(re.sub(r"[(（]\s*[)）]", "", part).split()).strip(" ,-–—•*")
        entry = re.sub(r"^\d{1,2}[.)]\s+", "", entry)
        if not entry:
            continue
        match = _BRACKETED.match(entry) or _DASHED.match(entry)
        name, affiliation = (match[1], match[2]) if match else (entry, "")
        person: Data = {"name": name.strip(" ,")[:LINE]}
        if affiliation.strip(" ,"):
            person["affiliation"] = affiliation.strip(" ,")[:LINE]
        found.append(person)
    return found, emails


def tags(text: str) -> list[str]:
    return [each.strip()[:LINE] for each in re.split(r"[;,\n；，]", text) if each.strip()]


def emails(text: str) -> list[str]:
    return _EMAIL.findall(text)


def _names(table: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    return {folded(name): key for key, names in table.items() for name in names}


_FIELDS = _names(LABELS)
_GROUP_NAMES = _names(_GROUPS)
_REGION_NAMES = _names(_REGIONS)
