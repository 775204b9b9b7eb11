"""Rounds of fifteen years as their schemes were, and members' answers to them."""

from pathlib import Path
from typing import Any

from app.actions.reviewing import Edit
from app.domain.rounds import Round
from app.secretariat.folder import check
from tests import meeting_folder

HERE = Path(__file__).parent
PROPOSAL = """\
+++
round = "{round}"
title = "{title}"
at = {year}-01-10T09:00:00Z
+++

## About {{#about}}

Words.
"""
NAMES = sorted(path.stem for path in HERE.glob("*.toml"))


def read(name: str, into: Path) -> dict[str, Any]:
    """Give the round `name` as publishing a folder with it would; the folder is without fault."""
    year = name.rpartition("-")[2] if name[-1].isdigit() else "2030"
    for file, text in {
        "cycle.toml": meeting_folder.CYCLE.replace("2030-", f"{year}-"),
        "members.csv": meeting_folder.MEMBERS,
        "groups/garden.toml": meeting_folder.GROUP,
        f"rounds/{name}.toml": (HERE / f"{name}.toml").read_text("utf-8"),
        "proposals/seeds.v1.md": PROPOSAL.format(round=name, title="Seeds", year=year),
        "proposals/bees.v1.md": PROPOSAL.format(round=name, title="Bees", year=year),
    }.items():
        meeting_folder.put(into, file, text)
    checked = check(into)
    assert checked.faults == ()
    paper = checked.folder.get("rounds", name)
    assert paper is not None
    return paper.whole()


def answer(scheme: Round, who: str) -> Edit:
    """Answer all that `scheme` asks: the lowest score first, then the highest of each scale."""
    counting = [each for each in scheme.criteria if each.scale is not None]
    return Edit(
        scores={
            each.key: each.scale.max if number else each.scale.min
            for number, each in enumerate(counting)
            if each.scale is not None
        },
        texts={each.key: f"{who} on {each.key}" for each in scheme.criteria if each.text != "none"},
        overall=None if scheme.overall is None else scheme.overall.max - 1,
        stance=scheme.stances[-1].key if scheme.stances else None,
        reasons=list(scheme.reasons[:1]),
        merge_with=["bees"] if scheme.merges else [],
    )
