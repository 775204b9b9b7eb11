"""Every key of a TOML text is found on its line."""

import tomllib

from hypothesis import given
from hypothesis import strategies as st

from app.secretariat.toml_lines import lines_of

TEXT = '''\
# a = 1
title = "x # no comment"  # one

[scale]
min = 1
"odd key" = """
[not.a.table]
"""
list = [
  1, # [
  { deep = [2,
    3], other = ']' },
]
dotted.key = 'C:\\'

[[criteria]]
key = "a"

  [[criteria.levels]]
  n = 1

  [[criteria.levels]]
  n = 2

[[criteria]]
key = "b"
'''


def test_keys_tables_and_elements_have_their_lines():
    tomllib.loads(TEXT)

    lines = lines_of(TEXT)

    assert lines["title"] == 2
    assert lines["scale"] == 4
    assert lines["scale.odd key"] == 6
    assert lines["scale.list[0]"] == 10
    assert lines["scale.list[1].deep[1]"] == 12
    assert lines["scale.list[1].other"] == 12
    assert lines["scale.dotted.key"] == 14
    assert lines["criteria[0]"] == 16
    assert lines["criteria[0].levels[1].n"] == 23
    assert lines["criteria[1].key"] == 26
    assert "not" not in lines
    assert "a" not in lines


VALUES = st.recursive(
    st.integers() | st.booleans() | st.sampled_from(['"a]b"', "'c}d'", '"""x\ny"""', "2030-01-01"]),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=8,
)


def written(value):
    if isinstance(value, list):
        return "[" + ",\n ".join(written(each) for each in value) + "]"
    return str(value).lower() if isinstance(value, bool) else str(value)


@given(st.lists(VALUES, min_size=1, max_size=6))
def test_any_values_before_it_leave_the_next_key_on_its_line(values):
    text, expected = "", {}
    for number, value in enumerate(values):
        expected[f"k{number}"] = text.count("\n") + 1
        text += f"k{number} = {written(value)}\n"
    tomllib.loads(text)

    lines = lines_of(text)

    assert {key: lines[key] for key in expected} == expected
