"""A profile that tests of its care write to, spoil and look at."""

import hashlib
from contextlib import closing
from pathlib import Path

from app.actions import backing
from app.actions.papers import About
from app.paths import Home
from app.store import current, files, open_store
from tests.builders import clock, joined, proposal, record, round_, seed, version, write

ROOT = Path(__file__).parents[4]


TREES = About("proposal", "trees", 1)


def a_profile(tmp_path):
    """A profile that has joined, with a proposal; closed."""
    home = Home(tmp_path / "profile")
    with closing(joined(open_store(home.store))) as store:
        seed(store, round_(), proposal(), version("trees", 1, "Apples and pears"))
    return home


def opened(home):
    return closing(open_store(home.store))


def backed_up(home, *words):
    """Write comments named after their words, then make a backup."""
    with opened(home) as store:
        for each in words:
            write(store, each, each)
        return backing.make(store, home, clock)


def written(home, *words):
    with opened(home) as store:
        for each in words:
            write(store, each, each)


def texts(home):
    with opened(home) as store:
        return sorted(row.data["text"] for row in current.listed(store, "comments"))


def spoil(path, at=0, size=100):
    raw = bytearray(path.read_bytes())
    raw[at : at + size] = bytes(size)
    path.write_bytes(raw)


def codes(found):
    return [each.code for each in found.findings]


def with_files(home):
    """Have three files here: one whole, one changed, one gone; and one that nobody names."""
    names = {"whole": "a" * 64, "changed": "b" * 64, "gone": "c" * 64}
    (home.folder / "texts").mkdir()
    with opened(home) as store:
        for number, (name, text) in enumerate(names.items()):
            raw = text.encode()
            sha256 = hashlib.sha256(raw).hexdigest()
            names[name] = sha256
            seed(store, record("documents", name, number + 1, text={"sha256": sha256, "size": 64}))
            files.arrived(store, sha256, f"{sha256}.md", 64, 64, whole=True)
            if name != "gone":
                home.text(sha256).write_bytes(raw if name == "whole" else raw + b"!")
    home.text("d" * 64).write_text("nobody's")
    (home.folder / "texts" / f".{names['gone']}.part").write_text("half-way, to be continued")
    (home.folder / "texts" / f".{'e' * 64}.part").write_text("half-way, of nobody's")
    return names
