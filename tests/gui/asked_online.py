"""Papers that tests of the decisions asked online stand on."""

from tests.gui.cycle import record

DATES = "dates"


def question(**more):
    return record(
        "decisions", DATES,
        {"kind": "online", "title": "Dates", "text": "We meet in May.", "aoe": True,
         "closes_at": "2026-01-29T11:59:59Z", **more},
    )  # fmt: skip
