"""Words for people, in their language: one gettext for windows, command line and reports."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gettext import NullTranslations

DOMAIN = "satchel"
LOCALE = Path(__file__).parent.parent / "resources" / "locale"
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "ckb", "ug"})

_translation: NullTranslations | None = None
_language = "en"


def use(language: str | None = None) -> None:
    """Speak `language` (a code such as `fr`) from now on; None asks the system."""
    global _translation, _language  # noqa: PLW0603 -- the one language of this process
    wanted = [language] if language else _system_languages()
    _translation, _language = None, language or "en"
    there = next((each for each in wanted if _catalogue(each).exists()), None)
    if there is not None:
        from gettext import GNUTranslations  # noqa: PLC0415 -- slow, and not for English

        with _catalogue(there).open("rb") as file:
            _translation = GNUTranslations(file)
        _language = there


def language() -> str:
    return _language


def is_right_to_left() -> bool:
    return _language.split("_", maxsplit=1)[0].split("-", maxsplit=1)[0] in RIGHT_TO_LEFT


def _(message: str) -> str:
    return message if _translation is None else _translation.gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """Return `one` or `many` as the language's plural rule has it for `count`."""
    if _translation is None:
        return one if count == 1 else many
    return _translation.ngettext(one, many, count)


def _catalogue(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.mo"


def _system_languages() -> list[str]:
    """Return the system's languages, each with its country and without."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value and value not in {"C", "POSIX"}:
            named = [part.split(".")[0] for part in value.split(":")]
            return [each for part in named for each in (part, part.split("_")[0])]
    return ["en"]
