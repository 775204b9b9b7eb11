"""Start Satchel: `python main.py` opens the window, `python main.py COMMAND` does the same verbs."""

import sys

from app.bootstrap import run

if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
