"""Schemes that come to the server: faulty ones are refused, what is there can still be closed."""

import json

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from app.server.run import Running
from tests.integration.people import ROUND, Cycle, change

SCALE = {"min": 1, "max": 5}
FAULTY = {
    "doubled_criterion": {"criteria": [{"key": "a"}, {"key": "a"}]},
    "doubled_stance": {"stances": [{"key": "a"}, {"key": "a"}]},
    "doubled_outcome": {"outcomes": [{"key": "a"}, {"key": "a"}]},
    "scale_upside_down": {"overall": {"min": 5, "max": 1}},
    "scale_of_one": {"overall": {"min": 1, "max": 1}},
    "scale_too_long": {"overall": {"min": 0, "max": 10**9}},
    "label_off_scale": {"overall": {**SCALE, "labels": {"9": "x"}}},
    "missing": {"overall": {"min": 1}},
    "negative": {"criteria": [{"key": "a", "scale": SCALE, "weight": -1}]},
    "no_weight": {"criteria": [{"key": "a", "scale": SCALE, "weight": 0}]},
    "too_heavy": {"criteria": [{"key": "a", "scale": SCALE, "weight": 10**400}]},
    "above_scale": {"overall": SCALE, "criteria": [], "reasons": ["x"], "reasons_at_or_below": 6},
    "bad_word": {"recusals": ["rival"]},
    "wrong_type": {"criteria": [{"key": "a", "weight": "much"}]},
    "nobody_assigned_here": {"assignment": "listed", "assigned": [{"themes": ["x"]}]},
}
"""{code: fields of the round it is refused for}"""


@pytest.mark.parametrize("code", sorted(FAULTY))
def test_a_faulty_scheme_is_refused_with_its_code(cycle: Cycle, code):
    (answer,) = cycle.secretariat.do(change("rounds", "r2", {**ROUND, **FAULTY[code]}))

    assert (answer["result"], answer.get("code")) == ("refused", code)


def test_a_weight_of_zero_beside_others_is_taken(cycle: Cycle):
    criteria = [
        {"key": "a", "scale": SCALE},
        {"key": "b", "scale": SCALE, "weight": 0},
    ]

    assert cycle.secretariat.put("rounds", "r2", {**ROUND, "criteria": criteria}) == 1


def test_a_faulty_scheme_that_is_there_can_be_closed_and_gets_no_new_faults(
    server: Running, cycle: Cycle
):
    upside_down = {**ROUND, "overall": {"min": 5, "max": 1}}
    address = make_conninfo(server.database_url, user="postgres")
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(
            "update records set data = %s where cycle = %s and collection = 'rounds'",
            [json.dumps(upside_down), cycle.id],
        )

    def put(base: int, **fields):
        (answer,) = cycle.secretariat.do(
            change("rounds", "r1", {**upside_down, **fields}, base=base)
        )
        return answer.get("code", answer["result"])

    assert put(1, status="closed", capacity=-1) == "negative"
    assert put(1, status="closed") == "accepted"
    assert put(2, overall={"min": 1, "max": 5}) == "accepted"
