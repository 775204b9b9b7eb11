"""A round in draft is in no pack of a meeting folder, whatever audience is written beside it."""

import pytest

from app.packs.ordering import AUDIENCES
from tests.integration import harbour
from tests.packing import base, inside, packed

OPEN = f'audience = ["public"]\n{harbour.TALKS}'
DRAFT = OPEN.replace('status = "open"', 'status = "draft"')
GUIDANCE = "Say who asked for it."


def talks(path, earlier=None):
    _manifest, records, said = inside(path.read_bytes(), earlier and base(earlier.read_bytes()))
    found = [each for each in records if (each.collection, each.id) == ("rounds", "talks")]
    return [each.data is not None for each in found], GUIDANCE in said


@pytest.fixture
def pack(tmp_path):
    """Write the folder with this scheme, make its pack, and give what is in it of the round."""
    folder, made = harbour.write(tmp_path / "folder"), []

    def make(scheme, word):
        harbour.put(folder, "rounds/talks.toml", scheme)
        made.append(tmp_path / f"{len(made)}.satchel")
        packed(folder, made[-1], audience=word, after=made[-2] if made[1:] else None)
        return talks(made[-1], made[-2] if made[1:] else None)

    return make


@pytest.mark.parametrize("word", AUDIENCES)
def test_a_round_in_draft_is_in_no_pack_and_comes_when_it_is_opened(pack, word):
    before = pack(DRAFT, word)
    after = pack(OPEN, word)

    assert (before, after) == (([], False), ([True], True))


@pytest.mark.parametrize("word", AUDIENCES)
def test_a_round_that_goes_back_to_draft_is_taken_back(pack, word):
    before = pack(OPEN, word)
    after = pack(DRAFT, word)

    assert (before, after) == (([True], True), ([False], False))
