"""Marks carried over the real history of texts in a git repository.

The truth is found by following a text commit by commit, each a small step: a character is
where the line and word comparisons of all the steps in a row leave it. What one of the steps
loses sight of (a passage moved) is not judged.
"""

import fnmatch
import random
import re
import subprocess
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from pathlib import Path

from app.documents.anchoring import PlainSection, anchor_at, place_all

PAPERS, STEPS, MARKS = 15, 20, 40
"""Texts taken, most commits followed, marks made on the first version of each."""


def main(folder: Path, pattern: str) -> int:
    names = fnmatch.filter(_git(folder, "ls-tree", "-r", "--name-only", "HEAD").split(), pattern)
    random.Random(5).shuffle(names)
    judged = placed = kept = wrong = misplaced = survived = found = papers = 0
    for name in names:
        versions = _versions(folder, name)
        if len(versions) < 4 or papers == PAPERS:
            continue
        papers += 1
        where: list[int] = list(range(len(versions[0])))
        for old, new in pairwise(versions):
            step = _step(old, new)
            where = [-1 if at < 0 else step[at] for at in where]
        old = (PlainSection("text", "", versions[0]),)
        new = (PlainSection("text", "", versions[-1]),)
        spans = _spans(versions[0], random.Random(name))
        places = place_all([anchor_at(old[0], *each) for each in spans], new, 2, old)
        for (start, end), place in zip(spans, places, strict=True):
            inked = [at for at in range(start, end) if not versions[0][at].isspace()]
            there = [where[at] for at in inked if where[at] >= 0]
            words = " ".join(versions[0][start:end].split())
            whole = len(there) == len(inked) and words == " ".join(
                versions[-1][there[0] : there[-1] + 1].split()
            )
            survived += whole
            if place.state == "gone":
                continue
            placed += 1
            kept += place.state == "kept"
            if len(there) * 2 < len(inked):
                continue
            judged += 1
            inside = sum((place.start or 0) <= at < (place.end or 0) for at in there)
            right = inside * 2 >= len(there)
            found += whole and right
            wrong += not right
            if place.state == "kept" and not (right and inside == len(there)):
                misplaced += 1
                print(f"  {name}: «{words[:60]}» at {place.start}, followed to {there[0]}")
    print(
        f"{papers} texts, {papers * MARKS} marks: placed {placed} ({kept} kept); of {judged} that "
        f"could be followed {judged - wrong} right ({(judged - wrong) / max(judged, 1):.2%}); "
        f"survived {survived}, found {found / max(survived, 1):.2%}; kept but elsewhere {misplaced}"
    )
    return 0 if not misplaced else 1


def _git(folder: Path, *words: str) -> str:
    command = ["git", "-C", str(folder), *words]
    return subprocess.run(command, capture_output=True, check=True, timeout=60).stdout.decode(
        "utf-8", "replace"
    )


def _versions(folder: Path, name: str) -> list[str]:
    """Return the text of a file in each commit that changed it, the oldest first."""
    log = _git(folder, "log", "--follow", "--name-only", "--format=%x01%H", "--", name)
    found: list[str] = []
    for each in reversed(log.split("\x01")[1:]):
        commit, *paths = each.split()
        try:
            text = _git(folder, "show", f"{commit}:{paths[0]}")
        except (subprocess.CalledProcessError, IndexError):
            continue
        if not found or text != found[-1]:
            found.append(text)
    return found[-STEPS:]


def _step(old: str, new: str) -> list[int]:
    """Return for each character of `old` where it is in `new`, -1 for nowhere."""
    where = [-1] * len(old)
    one, other = old.splitlines(keepends=True), new.splitlines(keepends=True)
    starts, ends = _offsets(one), _offsets(other)
    for tag, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag == "equal":
            for step in range(starts[b] - starts[a]):
                where[starts[a] + step] = ends[c] + step
        elif tag == "replace":
            left = re.findall(r"\s+|\w+|.", old[starts[a] : starts[b]], re.DOTALL)
            right = re.findall(r"\s+|\w+|.", new[ends[c] : ends[d]], re.DOTALL)
            here, there = _offsets(left), _offsets(right)
            matcher = SequenceMatcher(None, left, right, autojunk=False)
            for block in matcher.get_matching_blocks():
                for step in range(here[block.a + block.size] - here[block.a]):
                    where[starts[a] + here[block.a] + step] = ends[c] + there[block.b] + step
    return where


def _offsets(parts: Sequence[str]) -> list[int]:
    found = [0]
    for part in parts:
        found.append(found[-1] + len(part))
    return found


def _spans(text: str, lot: random.Random) -> list[tuple[int, int]]:
    words = [each.span() for each in re.finditer(r"\w+", text)]
    found: list[tuple[int, int]] = []
    while len(words) > 50 and len(found) < MARKS:
        count = lot.choice((2, 3, 5, 8, 12, 20, 40))
        first = lot.randrange(len(words) - count)
        found.append((words[first][0], words[first + count - 1][1]))
    return found
