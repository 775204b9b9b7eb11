"""`rounds/*.toml`: the schemes by which proposals are reviewed."""

from typing import Any

from app.secretariat import dates, vocabulary
from app.secretariat.making import doubled, open_table, paper, records
from app.secretariat.sources import Desk
from app.secretariat.tables import Table


def read(desk: Desk) -> None:
    for path in desk.files("rounds", ".toml"):
        table = open_table(desk, path, vocabulary.ROUND, "rounds")
        if table is None:
            continue
        found = paper(desk, table, "rounds", path.stem)
        for _, each in records(found.data.get("deadlines")):
            dates.due(each)
        _judge(desk, table)
        desk.papers.append(found)


def _judge(desk: Desk, table: Table) -> None:
    data = table.data
    doubled(desk, table, "criteria", "key", "doubled_criterion")
    doubled(desk, table, "stances", "key", "doubled_stance")
    for at, each in records(data.get("criteria")):
        _scale(desk, table, f"criteria[{at}].scale", each.get("scale"))
        _not_negative(desk, table, f"criteria[{at}].weight", each.get("weight"))
        if each.get("key") == "":
            desk.fault(table.spot(f"criteria[{at}].key"), f"criteria[{at}].key", "missing")
    _scale(desk, table, "overall", data.get("overall"))
    _not_negative(desk, table, "capacity", data.get("capacity"))
    _reasons(desk, table)


def _scale(desk: Desk, table: Table, path: str, scale: Any) -> None:
    if not isinstance(scale, dict):
        return
    low, high, labels = scale.get("min"), scale.get("max"), scale.get("labels")
    if not (isinstance(low, int) and isinstance(high, int)):
        return
    if low > high:
        desk.fault(table.spot(f"{path}.min"), f"{path}.min", "scale_upside_down", min=low, max=high)
        return
    for step in labels if isinstance(labels, dict) else {}:
        where = f"{path}.labels.{step}"
        try:
            inside = low <= int(step) <= high
        except ValueError:
            inside = False
        if not inside:
            desk.fault(
                table.spot(where), where, "label_off_scale", got=str(step)[:40], min=low, max=high
            )


def _reasons(desk: Desk, table: Table) -> None:
    limit = table.data.get("reasons_at_or_below")
    scales = [each.get("scale") for _, each in records(table.data.get("criteria"))]
    scales.append(table.data.get("overall"))
    tops = [
        each["max"]
        for each in scales
        if isinstance(each, dict) and isinstance(each.get("max"), int)
    ]
    if isinstance(limit, int) and tops and limit > max(tops):
        spot = table.spot("reasons_at_or_below")
        desk.fault(spot, "reasons_at_or_below", "above_scale", got=limit, max=max(tops))


def _not_negative(desk: Desk, table: Table, path: str, value: Any) -> None:
    if isinstance(value, (int, float)) and not isinstance(value, bool) and value < 0:
        desk.fault(table.spot(path), path, "negative", got=value)
