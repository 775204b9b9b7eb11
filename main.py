"""Start Satchel: `python main.py` opens the window, `python main.py COMMAND` does the same verbs."""

import sys

if __name__ == "__main__":
    try:
        from app.bootstrap import run

        sys.exit(run(sys.argv[1:]))
    except KeyboardInterrupt:  # before a command could take it
        sys.exit(1)
