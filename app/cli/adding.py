"""How a group of commands adds itself to the parser."""

import argparse
from typing import Protocol


class Add(Protocol):
    def __call__(self, name: str, does: str) -> argparse.ArgumentParser: ...


def key_value(text: str) -> tuple[str, str]:
    """Read KEY=VALUE. Raises argparse.ArgumentTypeError."""
    key, equals, value = text.partition("=")
    if not equals or not key.strip():
        raise argparse.ArgumentTypeError(f"“{text}”: KEY=VALUE")
    return key.strip(), value
