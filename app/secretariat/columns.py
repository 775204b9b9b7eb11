"""Which column of a sheet holds what: guessed, told, and remembered for the next sheet."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.domain.ids import heading_key
from app.secretariat.importing_draft import CannotImport
from app.secretariat.importing_fields import LABELS, field_of
from app.secretariat.importing_front import string
from app.secretariat.importing_headings import Known, folded, match, similarity
from app.secretariat.papers import WHOLE_FILE, Fault, Spot

FILE = Path(".satchel", "columns.toml")
SECTION = "section:"
LEFT_OUT = "-"
_MANY = ("email", "proposers", "tags")
"""Fields that several columns may hold together."""

_SURE = 90.0
_HEAD = (
    "# Which column of a sheet is what, by round. Change it where the guess is wrong:\n"
    '# a field ({fields}), "section:KEY", or "-" to leave a column out.\n'
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its header, what it holds, and how the program knows."""

    header: str
    target: str
    """A field, `section:KEY`, or `-`."""
    how: str
    """`remembered`, `guessed`, or `new` (a section of its own that the round does not have)."""
    similarity: float = 100.0


def map_columns(
    headers: Sequence[str], known: Sequence[Known], remembered: Mapping[str, str]
) -> list[Column]:
    """Return what each column holds; a field or section of the round is taken once.

    What a person wrote into the remembered map goes before every guess.
    """
    found: dict[int, Column] = {}
    for number, header in enumerate(headers):
        if target := remembered.get(folded(header)):
            found[number] = Column(header, target, "remembered")
    for number, header in enumerate(headers):
        taken = {each.target for each in found.values()} - {LEFT_OUT}
        name, score = _field(header)
        if number not in found and name and (name not in taken or name in _MANY):
            found[number] = Column(header, name, "guessed", score)
    left = [number for number in range(len(headers)) if number not in found]
    taken = {each.target.removeprefix(SECTION) for each in found.values()}
    open_sections = [each for each in known if each.key not in taken]
    for number, hit in zip(
        left, match([(headers[number], None) for number in left], open_sections), strict=True
    ):
        how = "guessed" if hit.known else "new"
        key = hit.key if hit.known or hit.key not in taken else heading_key(headers[number], taken)
        taken.add(key)
        found[number] = Column(headers[number], SECTION + key, how, hit.similarity)
    return [found[number] for number in range(len(headers))]


def recognised(headers: Iterable[str], known: Sequence[Known]) -> int:
    """Return how many cells of a row read like headers: to find the row that has them."""
    return sum(
        bool(_field(each)[0])
        or any(similarity(each, name) >= _SURE for one in known for name in one.names)
        for each in headers
        if each
    )


def remembered(root: Path, round_id: str) -> dict[str, str]:
    """Return the map that is remembered for `round_id`, by folded header. Raises CannotImport."""
    return {folded(header): target for header, target in _read(root).get(round_id, {}).items()}


def remember(root: Path, round_id: str, columns: Iterable[Column]) -> str | None:
    """Return the text of the remembered map with `columns` in it, None if nothing is new."""
    before = _read(root)
    own = dict(before.get(round_id, {}))
    there = {folded(header) for header in own}
    own.update({each.header: each.target for each in columns if folded(each.header) not in there})
    if own == before.get(round_id):
        return None
    fields = ", ".join(name for name in LABELS if name != LEFT_OUT)
    parts = [_HEAD.format(fields=fields)]
    for name, table in {**before, round_id: own}.items():
        rows = "".join(f"{string(header)} = {string(target)}\n" for header, target in table.items())
        parts.append(f"[{string(name)}]\n{rows}")
    return "\n".join(parts)


def _field(header: str) -> tuple[str | None, float]:
    if name := field_of(header):
        return name, 100.0
    best = max(
        (
            (similarity(header, label), name)
            for name, labels in LABELS.items()
            for label in labels
            if len(label) > 4  # noqa: PLR2004 -- "no" and "id" are near to everything
        ),
        default=(0.0, ""),
    )
    return (best[1], best[0]) if best[0] >= _SURE else (None, 0.0)


def _read(root: Path) -> dict[str, dict[str, str]]:
    path = root / FILE
    if not path.is_file():
        return {}
    where = FILE.as_posix()
    try:
        data = tomllib.loads(path.read_text("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as caught:
        fault = Fault.at(Spot(where), WHOLE_FILE, "broken_toml", why=str(caught))
        raise CannotImport(fault) from caught
    found: dict[str, dict[str, str]] = {}
    faults: list[Fault] = []
    for name, table in data.items():
        for header, target in table.items() if isinstance(table, dict) else ():
            if not isinstance(target, str) or not _is_target(target):
                got, words = str(target)[:40], [*LABELS, f"{SECTION}KEY"]
                faults.append(
                    Fault(
                        where,
                        _line(path, str(header)),
                        str(header)[:80],
                        "bad_column",
                        {"got": got, "words": words},
                    )
                )
            else:
                found.setdefault(str(name), {})[str(header)] = target
    if faults:
        raise CannotImport(*faults)
    return found


def _is_target(target: str) -> bool:
    key = target.removeprefix(SECTION)
    return target in LABELS or (key != target and bool(key) and not set(key) & set("{} \t\n"))


def _line(path: Path, header: str) -> int:
    lines = path.read_text("utf-8-sig").split("\n")
    return next((number for number, line in enumerate(lines, 1) if header in line), 1)
