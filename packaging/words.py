"""Collect the words to translate into resources/locale/satchel.pot: `./dev words`."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
POT = ROOT / "resources" / "locale" / "satchel.pot"


def main() -> int:
    """Write the template anew; return the exit code of the collector."""
    POT.parent.mkdir(parents=True, exist_ok=True)
    command = [
        sys.executable, "-m", "babel.messages.frontend", "extract",
        "--keyword=_", "--keyword=ngettext:1,2", "--no-location", "--sort-output",
        "--omit-header", "--project=Satchel", f"--output={POT}", str(ROOT / "app"),
    ]  # fmt: skip
    return subprocess.run(command, check=False, cwd=ROOT).returncode


if __name__ == "__main__":
    sys.exit(main())
