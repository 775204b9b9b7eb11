"""A meeting folder, read and judged as a whole: every fault in one go (`docs/meeting-folder.md`)."""

import json
from pathlib import Path

from app.domain import collections, fields
from app.domain.records import Data
from app.secretariat import (
    cycle,
    documents,
    groups,
    meetings,
    milestones,
    people,
    proposals,
    references,
    rounds,
    vocabulary,
)
from app.secretariat.near import near
from app.secretariat.papers import WHOLE_FILE, Checked, Fault, Folder, Paper, Spot, Stage
from app.secretariat.sources import Desk


def check(root: Path) -> Checked:
    """Read the meeting folder `root` and return what it means, with everything wrong in it.

    Never raises for what is in the folder: a fault in one file does not keep the others
    from being judged. Nothing outside `root` is opened.
    """
    if not root.is_dir():
        return Checked(Folder(root), (Fault(".", 1, WHOLE_FILE, "no_folder"),))
    desk = Desk(root)
    stages: dict[str, tuple[Stage, ...]] = {}
    for read in (
        _strangers,
        cycle.read,
        people.read_members,
        rounds.read,
        lambda desk: proposals.read(desk, stages),
        groups.read,
        meetings.read,
        documents.read,
        milestones.read,
        people.read_contributions,
        people.read_contacts,
    ):
        try:
            read(desk)
        except OSError as problem:  # a folder that may not be listed, a disk that fails
            name = Path(problem.filename or root).name
            desk.fault(Spot(name), WHOLE_FILE, "unreadable", why=problem.strerror or "")
    references.judge(desk)
    cycle.judge_dates(desk)
    for paper in desk.papers:
        fits(desk, paper)
    folder = Folder(root, tuple(desk.papers), stages)
    return Checked(folder, in_order(desk.faults), in_order(desk.doubts))


def _strangers(desk: Desk) -> None:
    """Tell files and folders whose name is nearly one we would have read."""
    there = {path.name: path for path in desk.root.iterdir()}
    for name, path in sorted(there.items()):
        known = vocabulary.FOLDERS if path.is_dir() else vocabulary.FILES
        meant = near(name, known - there.keys()) if name not in known else None
        if meant:
            desk.fault(Spot(name), WHOLE_FILE, "misspelt_file", got=name, meant=meant)


def fits(desk: Desk, paper: Paper) -> None:
    """Hold a record against the table that the server holds it against."""
    collection = paper.collection
    if not paper.id:
        return  # told where it was read
    told = {(each.file, each.line, each.field) for each in desk.faults}
    wrong = fields.faults(collection, paper.id, paper.data)
    for each in wrong:
        name = "account" if collection == "members" and each.field == "id" else each.field
        spot = paper.spot(each.field)
        if each.code in {"bad_id", "out_of_range"} and (spot.file, spot.line, name) in told:
            continue  # the reader of the file knew better why
        params: dict[str, object] = {"got": each.got} if each.got else {}
        if each.wanted:
            params["words"] = each.wanted
        desk.fault(spot, references.bare(name), each.code, **params)
    for each in fields.audience_faults(collection, paper.audience):
        desk.fault(paper.spot("audience"), "audience", each.code, got=each.got)
    size = len(json.dumps(paper.data, ensure_ascii=False).encode(errors="replace"))
    limit = collections.ALL[collection].limit
    if size > limit and not any(each.code == "too_long" for each in wrong):
        desk.fault(paper.at, _largest(paper.data), "record_too_large", size=size, limit=limit)


def _largest(data: Data) -> str:
    return max(data, key=lambda name: len(str(data[name])), default="")


def in_order(faults: list[Fault]) -> tuple[Fault, ...]:
    """Return the faults by file and line, each place and kind once."""
    once: dict[tuple[str, int, str, str], Fault] = {}
    for each in faults:
        once.setdefault((each.file, each.line, each.field, each.code), each)
    return tuple(once[key] for key in sorted(once))
