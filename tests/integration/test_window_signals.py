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
from app.store import facts
from app.ui import starting
filled = starting.fill

def fill(*given, **more):
    window = filled(*given, **more)
    {then}
    return window

starting.fill = fill
sys.exit(starting.run(Home(Path(sys.argv[1]))))
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no such signals")
both = pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM], ids=["ctrl-c", "term"])


def started(home, then):
    command = [sys.executable, "-c", STARTS.format(then=then), str(home)]
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.Popen(
        command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


@both
def test_a_signal_closes_the_window_as_its_button_does(tmp_path, sent):
    with started(tmp_path, "print('open', flush=True)") as window:
        assert window.stdout.readline() == "open\n"

        window.send_signal(sent)
        _out, said = window.communicate(timeout=300)

    assert (window.returncode, "Traceback" in said) == (0, False)


@both
def test_what_a_signal_interrupts_is_done_before_the_window_closes(tmp_path, sent):
    midway = (
        f"import signal; signal.raise_signal({sent:d}); print(facts.profile(window.desk.store))"
    )

    with started(tmp_path, midway) as window:
        out, said = window.communicate(timeout=300)

    assert (window.returncode, out, said) == (0, "None\n", "")
