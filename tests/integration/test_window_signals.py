"""The window started from a terminal, as a process of its own."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
STARTS = """
import sys
from pathlib import Path
from app.paths import Home
from app.ui import starting
filled = starting.fill

def fill(*given, **more):
    made = filled(*given, **more)
    print("open", flush=True)
    return made

starting.fill = fill
sys.exit(starting.run(Home(Path(sys.argv[1]))))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no such signals")
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_closes_the_window_as_its_button_does(tmp_path, sent):
    command = [sys.executable, "-c", STARTS, str(tmp_path)]
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(
        command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as window:
        assert window.stdout.readline() == "open\n"

        window.send_signal(sent)
        _out, said = window.communicate(timeout=60)

    assert (window.returncode, "Traceback" in said) == (0, False)
