"""Why an address was not fetched: what is wrong, and what to do."""


class FetchError(Exception):
    """Base of everything that fetching an address raises on purpose."""

    def __init__(self, problem: str, *, remedy: str) -> None:
        super().__init__(f"{problem} {remedy}")
        self.problem, self.remedy = problem, remedy


class FetchRefused(FetchError):
    """We do not ask: the address is none, leads into a private network, or its site forbids robots to."""


class Unreachable(FetchError):
    """Nobody answered: no such name, no connection, no valid certificate, or not within the time."""


class BadAnswer(FetchError):
    """Somebody answered, but not with a page: an error status, redirects without end, or more bytes than we take."""

    def __init__(self, problem: str, *, remedy: str, status: int | None = None) -> None:
        super().__init__(problem, remedy=remedy)
        self.status = status  #: of the last answer; None where it was sound but could not be taken
