"""Says why no text could be taken out of a file."""


class Unreadable(ValueError):
    """`code`: too_large, damaged, password, too_slow, crashed (its reader) or encoding."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
