"""What a Reader raises on purpose: what is wrong, and what to do."""


class ReaderError(Exception):
    """Base of everything a Reader raises on purpose."""

    def __init__(self, problem: str, *, remedy: str) -> None:
        super().__init__(f"{problem} {remedy}")
        self.problem, self.remedy = problem, remedy


class UnreadableSource(ReaderError):
    """The document cannot be opened at all: empty, binary, too large, or of a kind no Reader takes."""


class UnreadableValue(ReaderError):
    """One value cannot be read; the caller decides whether the rest still counts."""
