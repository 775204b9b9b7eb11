"""A chair's own texts for letters, kept in her profile under a name."""

import json
from typing import Any

from app.actions.acting import words
from app.actions.trouble import Trouble
from app.domain.letters import FIELDS, Template, unknown_fields
from app.store import Store, facts

FACT = "letter_templates"
LONGEST_NAME = 60


def templates(store: Store) -> tuple[Template, ...]:
    """Return the templates of this profile by name."""
    return tuple(Template(name, *texts) for name, texts in sorted(_kept(store).items()))


def template(store: Store, name: str) -> Template:
    """Return one template. Raises Trouble("no_such_template")."""
    found = _kept(store).get(name.strip())
    if found is None:
        known = ", ".join(sorted(_kept(store)))
        raise Trouble("no_such_template", name=name, known=known or "–")
    return Template(name.strip(), *found)


def save_template(store: Store, name: str, opening: str, closing: str = "") -> Template:
    """Keep a template, in the place of one of the same name.

    Raises Trouble: `unknown_field` (with its name), `empty`, `nul`, `too_long`, `bad_template_name`.
    """
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise Trouble("bad_template_name", name=name[:LONGEST_NAME], most=LONGEST_NAME)
    if not (opening.strip() or closing.strip()):
        raise Trouble("empty")
    for field in unknown_fields(opening, closing):
        raise Trouble("unknown_field", field=field, known=", ".join(FIELDS))
    with store.atomic():
        _keep(store, {**_kept(store), name: (words(opening), words(closing))})
    return template(store, name)


def remove_template(store: Store, name: str) -> None:
    """Let go of a template. Raises Trouble("no_such_template")."""
    with store.atomic():
        gone = template(store, name).name
        _keep(store, {known: texts for known, texts in _kept(store).items() if known != gone})


def _kept(store: Store) -> dict[str, tuple[str, str]]:
    raw: Any = json.loads(facts.get(store, FACT) or "{}")
    return {str(name): (str(texts[0]), str(texts[1])) for name, texts in raw.items()}


def _keep(store: Store, templates: dict[str, tuple[str, str]]) -> None:
    value = json.dumps(templates, ensure_ascii=False) if templates else None
    facts.put(store, **{FACT: value})
