"""Reading the file of a pack into the store, verified whole before anything is written."""

from pathlib import Path

from app.packs.container import Manifest, PackError
from app.packs.reading import Unseal
from app.paths import Home
from app.store import Store, files
from app.sync.intake import Intake, Taken, opened
from app.sync.pack_checks import (
    FRAMES,
    Progress,
    beginning,
    pieces,
    quiet,
    verify,
)
from app.sync.pack_files import (
    bring,
    let_go,
    named,
    whole_file,
)
from app.sync.pack_welcome import older, unseal, welcome
from app.sync.transport import Stop, never

# --- one pack, as it comes ---------------------------------------------------------------------


def take(
    store: Store,
    home: Home,
    path: Path,
    *,
    progress: Progress = quiet,
    stop: Stop = never,
    key: Unseal | None = None,
) -> Taken:
    """Read the pack at `path` into the store, verified whole before anything is written.

    Raises PackError, Cancelled, OSError; nothing was written then.
    """
    try:
        sha, manifest = verify(
            path,
            allow=lambda manifest: welcome(store, manifest),
            open_with=lambda manifest: opened(home, manifest, key or unseal(store)),
            progress=progress,
            stop=stop,
        )
    except PackError as error:
        if error.code != "needs_earlier" or not _was_read(store, path):
            raise
        return Taken(older=True)
    before = named(store, home)
    with store.atomic():
        intake = Intake(store, home, sha=sha, only_records=True, key=key)
        for piece in pieces(path):
            intake.feed(piece)
        taken = intake.end()
    intake.tidy()
    if taken.gone:
        let_go(store, home, before)
    if any(frame.name not in FRAMES for frame in manifest.frames):
        _bring_files(store, home, path, manifest, taken, key or unseal(store))
    return taken


def _was_read(store: Store, path: Path) -> bool:
    """Say whether a delta is no newer than what is here: what it is made from may be gone then."""
    front = bytearray()
    for piece in pieces(path):
        front += piece
        manifest = beginning(front)
        if manifest is not None:
            return older(store, manifest, None)
    return False


def _bring_files(
    store: Store, home: Home, path: Path, manifest: Manifest, taken: Taken, key: Unseal | None
) -> None:
    """Put the pack's files in their places, those that are not there yet."""
    wanted, here = named(store, home), set(files.whole(store))
    missing = {
        frame.name
        for frame in manifest.frames
        if frame.name in wanted
        and not (frame.name in here and all(path.exists() for path in wanted[frame.name]))
    }
    if not missing:
        return
    reader = opened(home, manifest, key)
    for piece in pieces(path):
        for content in reader.feed(piece):
            name = content.frame.name
            if name in missing and whole_file(content):
                bring(store, name, content.content, wanted[name])
                taken.files += 1
                taken.touched.add("documents")
    here = set(files.whole(store))
    taken.lacks = tuple(each for each in taken.lacks if each not in here)
