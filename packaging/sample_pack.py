"""Makes the packs of the sample cycle: `python packaging/sample_pack.py [FOLDER]`.

Both are signed by a key that is thrown away at the end: nobody can sign a third. The
second holds the revised proposals too, as a pack that follows the first.
"""

import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from app.documents.extract import extract
from app.packs.trust import new_signer
from app.secretariat import packing
from app.secretariat.packing import Wish

SAMPLE = ROOT / "resources" / "sample"


def main(out: Path) -> None:
    signer, wish = new_signer(), Wish(originals=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "folder"
        after = None
        for cycle in ("igf2021", "igf2021-v2"):
            shutil.copytree(SAMPLE / cycle, folder, dirs_exist_ok=True)
            path = out / f"{cycle}.satchel"
            done = packing.pack(folder, path, signer, extract, wish, after=after)
            if done.made is None:
                raise SystemExit(f"{cycle}: {done.faults}")
            after = path.read_bytes()
            print(f"{path}: {done.made.size} bytes, {done.made.manifest.contains}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE)
