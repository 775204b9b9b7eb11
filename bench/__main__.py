"""`python -m bench NAME`: measure one thing; without a name, list what can be measured."""

import importlib
import pkgutil
import sys

import bench


def main(argv: list[str]) -> int:
    names = sorted(
        each.name for each in pkgutil.iter_modules(bench.__path__) if not each.name.startswith("_")
    )
    known = [name for name in names if name != "corpus"]
    if not argv or argv[0] not in known:
        print("\n".join(known))
        return 2 if argv else 0
    return importlib.import_module(f"bench.{argv[0]}").main(argv[1:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
