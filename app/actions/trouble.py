"""What can go wrong with an act: a code and its parameters; windows and terminal find words."""


class Trouble(Exception):
    """An act could not be done; nothing was changed and nothing is lost.

    Args:
        code: what went wrong, such as `quote_not_found`.
        params: what the sentence needs, such as the quote.
    """

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        return f"{self.code} {self.params}" if self.params else self.code
